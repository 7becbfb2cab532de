/* Which events of a report are one. In text order, each event looks back at the clusters before it: kinds must agree
 * (data/event_kinds.tsv), status and time must not differ, and then who it was done to decides: a shared patient joins, another
 * one keeps apart. A definite noun without people ("the attack") goes to the last cluster of its kind; an indefinite one, or one
 * in a generic or negative phrase, to none. */
#include "facts_events.h"
#include "base_utf8.h"
#include "report_words.h"
#include <stdlib.h>
#include <string.h>

enum { LOOK_BACK = 48, MOST_KNOWN = 12, HEAVY = 6 };

struct cluster {
    uint32_t first, last; /* events */
    uint16_t kind;        /* the most telling of its kinds */
    int32_t manner;       /* the kind that tells how, -1 */
    sayso_status status;
    const char *when; /* value of its time, NULL */
    int32_t patient[MOST_KNOWN], agent[MOST_KNOWN];
    uint32_t n_patients, n_agents, n;
    bool unknown;  /* somebody suffered it of whom no entity is known */
    bool in_title; /* its first event stands in a headline */
};

static bool has_id(const int32_t *ids, uint32_t n, int32_t id) {
    for (uint32_t i = 0; i < n; i++)
        if (ids[i] == id) return true;
    return false;
}

static bool is_role(const sayso_participant *p, const char *role) { return p->entity >= 0 && !strcmp(p->role, role); }

/* 1: one of the event's people of this role is the cluster's too; -1: it has others; 0: nothing known on one side. */
static int compare_role(const sayso_event *v, const char *role, const int32_t *ids, uint32_t n, bool unknown) {
    bool others = false;
    for (uint32_t i = 0; i < v->n_participants; i++) {
        if (strcmp(v->participants[i].role, role) != 0) continue;
        if (has_id(ids, n, v->participants[i].entity)) return 1;
        others = true;
    }
    return others && (n || unknown) ? -1 : 0;
}

static bool has_people(const sayso_event *v) {
    for (uint32_t i = 0; i < v->n_participants; i++)
        if (!strcmp(v->participants[i].role, "agent") || !strcmp(v->participants[i].role, "patient")) return true;
    return false;
}

static void learn(struct cluster *c, const sayso_event *v) {
    for (uint32_t i = 0; i < v->n_participants; i++) {
        const sayso_participant *p = &v->participants[i];
        c->unknown |= p->entity < 0 && !strcmp(p->role, "patient");
        if (is_role(p, "patient") && c->n_patients < MOST_KNOWN && !has_id(c->patient, c->n_patients, p->entity))
            c->patient[c->n_patients++] = p->entity;
        if (is_role(p, "agent") && c->n_agents < MOST_KNOWN && !has_id(c->agent, c->n_agents, p->entity))
            c->agent[c->n_agents++] = p->entity;
    }
}

static bool is_real(sayso_status s) { return s == SAYSO_STATUS_HAPPENED || s == SAYSO_STATUS_ONGOING; }

static bool is_planned(sayso_status s) { return s == SAYSO_STATUS_PLANNED; }

static bool status_agrees(sayso_status a, sayso_status b) {
    if (a == SAYSO_STATUS_DENIED || b == SAYSO_STATUS_DENIED) return false;
    return a == b || (is_real(a) && is_real(b)) || (a == SAYSO_STATUS_PLANNED && b == SAYSO_STATUS_CALLED_OFF);
}

/* The first digits of two dates that both have them: "1927" against "2016-12-19". */
static bool years_differ(const char *a, const char *b) {
    if (!a || !b || strlen(a) < 4 || strlen(b) < 4) return false;
    for (int i = 0; i < 4; i++)
        if (a[i] < '0' || a[i] > '9' || b[i] < '0' || b[i] > '9') return false;
    return strncmp(a, b, 4) != 0;
}

enum reference { REFERS_BACK, MAY_REFER, NEW };

/* What the words before a noun say: "the", "this": back; "a", "any", a number: something new. */
static enum reference reference_of(const struct events *ev, const struct draft *d) {
    static const char *const back[] = {"the", "this", "that", "these", "those", NULL};
    static const char *const fresh[] = {"a",    "an", "another", "any",   "every", "each",
                                        "some", "no", "such",    "other", "more",  NULL};
    bool counted = false; /* "three shootings" */
    if (d->sense->pos != 'n') return MAY_REFER;
    for (uint32_t c = ev->x.child[d->head]; c != NO_TOKEN && c < d->head; c = ev->x.sibling[c]) {
        for (const char *const *p = back; *p; p++)
            if (report_token_is(ev->w, c, *p)) return REFERS_BACK;
        for (const char *const *p = fresh; *p; p++)
            if (report_token_is(ev->w, c, *p)) return NEW;
        if (syntax_rel(&ev->x, c, "nmod:poss")) return MAY_REFER;
        counted |= syntax_rel(&ev->x, c, "nummod");
    }
    return counted ? NEW : MAY_REFER;
}

static const char *when_of(const struct events *ev, const sayso_event *v) {
    return v->time >= 0 ? ev->f->times.at[v->time].value : NULL;
}

static int bareness(const sayso_event *v, enum reference ref) {
    return has_people(v) ? 0 : ref == REFERS_BACK ? 2 : ref == MAY_REFER ? 1 : 0;
}

/* Named, and not by a word that titles write with a capital ("Envoy shot"). */
static bool is_named(const struct events *ev, int32_t entity) {
    const sayso_entity *e = &ev->w->entities.at[entity];
    char lower[WORD_BYTES];
    size_t n = strlen(e->name);
    if (!e->named || 2 * n + 4 >= sizeof lower) return e->named;
    n = utf8_lower_copy(e->name, (uint32_t)n, lower);
    return !report_word(WORDS_NOUN, lower, n);
}

/* Whether somebody named suffers the one and somebody else who is named the other. */
static bool names_differ(const struct events *ev, const struct cluster *c, const sayso_event *v) {
    bool named = false;
    for (uint32_t k = 0; k < c->n_patients; k++) named |= is_named(ev, c->patient[k]);
    for (uint32_t i = 0; i < v->n_participants && named; i++)
        if (is_role(&v->participants[i], "patient") && is_named(ev, v->participants[i].entity) &&
            !has_id(c->patient, c->n_patients, v->participants[i].entity))
            return true;
    return false;
}

static bool is_title(const struct events *ev, uint32_t token) {
    int32_t b = ev->w->tokens[token].block;
    return b >= 0 && (ev->w->text->blocks[b].kind == SAYSO_BLOCK_HEADLINE || ev->w->text->blocks[b].kind == SAYSO_BLOCK_DECK);
}

/* "The incident", "this tragedy": the heaviest that was told of. */
static uint32_t heaviest(const struct cluster *at, uint32_t n) {
    uint32_t best = n, most = HEAVY - 1;
    for (uint32_t k = n; k-- > 0 && n - k <= LOOK_BACK;) {
        uint32_t weight = event_kind_at(at[k].kind)->weight;
        bool real = is_real(at[k].status) && strcmp(event_kind_at(at[k].kind)->name, "arrest") != 0;
        if (real && weight * 8 + (at[k].n < 7 ? at[k].n : 7) > most * 8) {
            best = k;
            most = weight;
        }
    }
    return best;
}

/* A noun that says nothing of its own status goes with what is planned. */
static bool waits(const struct cluster *c, const sayso_event *v, enum reference ref) {
    return ref == REFERS_BACK && is_planned(c->status) && v->status == SAYSO_STATUS_HAPPENED && !v->markers.n;
}

/* How well an event goes into a cluster: 0 not at all. */
static int fit(const struct events *ev, const struct cluster *c, uint32_t i, enum reference ref) {
    const sayso_event *v = &ev->f->events.at[i];
    uint16_t kind = ev->drafts.at[i].sense->kind;
    if (!event_kinds_agree(c->kind, kind) || (c->manner >= 0 && !event_kinds_agree((uint16_t)c->manner, kind)) ||
        !(status_agrees(c->status, v->status) || waits(c, v, ref)) || years_differ(c->when, when_of(ev, v)))
        return 0;
    int patients = compare_role(v, "patient", c->patient, c->n_patients, c->unknown),
        agents = compare_role(v, "agent", c->agent, c->n_agents, false);
    bool lineage = event_kind_at(kind)->axis == 'g' || event_kinds_in_line(c->kind, kind) ||
                   (c->manner >= 0 && event_kinds_in_line((uint16_t)c->manner, kind));
    if (c->in_title && lineage &&
        !names_differ(ev, c, v)) { /* the title tells what the story tells again: "Man held", "Karl Roe was held" */
        if (patients <= 0 && agents <= 0)
            return c->n == 1 && event_kind_at(kind)->weight >= 4 && has_people(v) ? 3 : bareness(v, ref);
    }
    if (agents < 0 && patients <= 0) return 0;
    if (patients > 0) return agents > 0 ? 6 : ref == NEW ? 2 : 5;
    if (patients < 0) return 0;
    bool bare = !has_people(v);
    if (agents > 0)
        return ref == REFERS_BACK ? 4 : event_kind_at(kind)->family == event_kind_at(c->kind)->family && kind == c->kind ? 3 : 2;
    if (ref == REFERS_BACK && bare && lineage) return 2;         /* "the murder" after a killing, not after a blast */
    if (bare && ref == MAY_REFER && kind == c->manner) return 1; /* "eight shots were fired" */
    return ref == REFERS_BACK && (bare || !c->n_agents || !c->n_patients) ? 1 : 0;
}

/* The event that this one is the outcome or the setting of: "the blast killed two", "was hurt in the attack"; -1. */
static int32_t linked_to(const struct events *ev, uint32_t i) {
    const struct syntax *x = &ev->x;
    const struct draft *d = &ev->drafts.at[i];
    uint32_t t = d->head, head = ev->w->tokens[t].head;
    if (d->sense->pos == 'n') { /* from the noun to its verb */
        if (head == t || ev->event_of[head] < 0) return -1;
        uint32_t c = syntax_case(x, t);
        bool in = c != NO_TOKEN && (report_token_is(ev->w, c, "in") || report_token_is(ev->w, c, "during"));
        return syntax_is_rel(x, t, "nsubj") || (in && syntax_rel(x, t, "obl")) ? ev->event_of[head] : -1;
    }
    for (uint32_t c = x->child[t]; c != NO_TOKEN && c < t; c = x->sibling[c])
        if (ev->event_of[c] >= 0 && syntax_is_rel(x, c, "nsubj")) return ev->event_of[c];
    return -1;
}

static bool fit_linked(const struct events *ev, const struct cluster *c, uint32_t i) {
    const sayso_event *v = &ev->f->events.at[i];
    return event_kinds_agree(c->kind, ev->drafts.at[i].sense->kind) && status_agrees(c->status, v->status) &&
           !names_differ(ev, c, v);
}

static sayso_code list_same(struct events *ev, const uint32_t *of, uint32_t n_clusters) {
    struct facts_work *f = ev->f;
    uint32_t n = f->events.n, *count = ARENA_ARRAY(ev->w->scratch, uint32_t, (size_t)n_clusters + 1);
    int32_t **member = ARENA_ARRAY(ev->w->scratch, int32_t *, (size_t)n_clusters + 1);
    if (!count || !member) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    for (uint32_t i = 0; i < n; i++) count[of[i]]++;
    for (uint32_t k = 0; k < n_clusters; k++) {
        member[k] = count[k] > 1 ? ARENA_ARRAY(ev->w->scratch, int32_t, count[k]) : NULL;
        if (count[k] > 1 && !member[k]) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
        count[k] = 0;
    }
    for (uint32_t i = 0; i < n; i++)
        if (member[of[i]]) member[of[i]][count[of[i]]++] = (int32_t)i;
    for (uint32_t i = 0; i < n; i++) {
        const int32_t *m = member[of[i]];
        if (!m) continue;
        uint32_t all = count[of[i]], kept = 0, most = all - 1 < LOOK_BACK ? all - 1 : LOOK_BACK;
        int32_t *at = ARENA_ARRAY(ev->w->arena, int32_t, most);
        if (!at) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
        for (uint32_t k = 0; k < all && kept < most; k++)
            if (m[k] != (int32_t)i) at[kept++] = m[k];
        f->events.at[i].same_as = (sayso_ids){at, kept};
        f->notes.at[i].first = (uint32_t)m[0];
    }
    return SAYSO_OK;
}

sayso_code events_same(struct events *ev) {
    struct facts_work *f = ev->f;
    VEC(struct cluster) clusters = {0};
    uint32_t *of = ARENA_ARRAY(ev->w->scratch, uint32_t, (size_t)f->events.n + 1);
    if (!of) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    for (uint32_t i = 0; i < f->events.n; i++) {
        const sayso_event *v = &f->events.at[i];
        const struct draft *d = &ev->drafts.at[i];
        enum reference ref = reference_of(ev, d);
        uint32_t best = clusters.n;
        int most = 0;
        bool default_status = ref == REFERS_BACK && v->status == SAYSO_STATUS_HAPPENED && !v->markers.n;
        int32_t linked = linked_to(ev, i);
        if (linked >= 0 && (uint32_t)linked < i && fit_linked(ev, &clusters.at[of[linked]], i)) {
            best = of[linked];
            most = 100;
        }
        for (uint32_t k = clusters.n; k-- > 0 && clusters.n - k <= LOOK_BACK;) {
            int score = event_kind_at(d->sense->kind)->weight ? fit(ev, &clusters.at[k], i, ref) : 0;
            if (score > most || (score == most && (score == 1 || score == 2) && clusters.at[k].n > clusters.at[best].n)) {
                most = score;
                best = k;
            }
        }
        if (best == clusters.n && ref == REFERS_BACK && !strcmp(v->kind, "incident")) best = heaviest(clusters.at, clusters.n);
        if (best == clusters.n) {
            struct cluster c = {.first = i,
                                .kind = d->sense->kind,
                                .manner = -1,
                                .in_title = is_title(ev, d->head),
                                .status = v->status,
                                .when = when_of(ev, v)};
            if (!VEC_PUSH(ev->w->scratch, clusters, c)) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
        }
        struct cluster *c = &clusters.at[best];
        if (default_status && is_planned(c->status)) f->events.at[i].status = c->status; /* "the talks" that were announced */
        of[i] = best;
        c->last = i;
        c->n++;
        if (!c->when) c->when = when_of(ev, v);
        if (event_kind_at(d->sense->kind)->weight > event_kind_at(c->kind)->weight) c->kind = d->sense->kind;
        if (c->manner < 0 && event_kind_at(d->sense->kind)->axis == 'm') c->manner = d->sense->kind;
        learn(c, v);
    }
    return list_same(ev, of, clusters.n);
}
