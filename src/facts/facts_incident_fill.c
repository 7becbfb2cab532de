/* The values of the incident's slots: what each is worth by the place of its words and what shows it, the best first, each
 * with the claims that say so. */
#include "facts_incident.h"
#include "facts_claims.h"
#include "facts_counts.h"
#include "facts_tolls.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_FILLERS = 32, MOST_CLAIMS = 32 };

/* ---- claims behind a value ---------------------------------------------------------------------------------------- */
/* Claims of a slot whose words are `at` (or, where the slot is NULL, any). Claims stand by place. */
static void claims_at(const struct facts_work *f, const char *slot, span at, int32_t *ids, uint32_t *n) {
    uint32_t lo = 0, hi = f->r->claims.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->r->claims.at[mid].span.beg < at.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < f->r->claims.n && f->r->claims.at[lo].span.beg == at.beg && *n < MOST_CLAIMS; lo++) {
        const sayso_claim *c = &f->r->claims.at[lo];
        if (c->span.end != at.end || strcmp(c->slot, slot)) continue;
        bool known = false;
        for (uint32_t i = 0; i < *n; i++) known |= ids[i] == (int32_t)lo;
        if (!known) ids[(*n)++] = (int32_t)lo;
    }
}

static bool keep_ids(struct facts_work *f, const int32_t *ids, uint32_t n, sayso_ids *out) {
    int32_t *at = ARENA_ARRAY(f->r->arena, int32_t, n);
    if (!at) return false;
    if (n) memcpy(at, ids, n * sizeof *at);
    *out = (sayso_ids){at, n};
    return true;
}

/* ---- killed, injured ---------------------------------------------------------------------------------------------- */
static sayso_code put_counts(struct facts_work *f, sayso_fillers *out, const struct counts *b) {
    sayso_filler *at = ARENA_ARRAY(f->r->arena, sayso_filler, b->n);
    if (!at) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < b->n; i++) {
        int32_t ids[MOST_CLAIMS];
        uint32_t n = 0;
        for (uint32_t k = 0; k < b->at[i].n_tolls; k++) {
            const struct toll *x = &f->tolls.at[b->at[i].tolls[k]];
            claims_at(f, claims_toll_slot(x), toll_words(f->r, x), ids, &n);
        }
        at[i].value = (sayso_value){.kind = SAYSO_VALUE_COUNT, .count = b->at[i].count};
        if (!keep_ids(f, ids, n, &at[i].claims)) return SAYSO_NOMEM;
    }
    *out = (sayso_fillers){at, b->n};
    return SAYSO_OK;
}

/* Whether the report tells of harm at all: else nothing is known of dead and hurt. */
static bool tells_of_harm(const struct facts_work *f) {
    if (f->tolls.n) return true;
    for (uint32_t i = 0; i < f->incident.events.n; i++) {
        const sayso_event *v = &f->events.at[f->incident.events.at[i]];
        if (v->type && (!strcmp(v->type, "ASSAULT") || !strcmp(v->type, "FIGHT"))) return true;
    }
    return false;
}

sayso_code incident_counts(struct facts_work *f) {
    struct counts *both = ARENA_ARRAY(f->r->scratch, struct counts, 2);
    if (!both) return SAYSO_NOMEM;
    if (!tells_of_harm(f)) return SAYSO_OK;
    sayso_code code = facts_counts(f, &both[0], &both[1]);
    if (!code) code = put_counts(f, &f->incident.killed, &both[0]);
    if (!code) code = put_counts(f, &f->incident.injured, &both[1]);
    return code;
}

/* ---- people and things -------------------------------------------------------------------------------------------- */
struct candidate {
    int32_t id;         /* an entity, a place or a time; -1: the words */
    span at;            /* the words, where there is no id */
    double score, sure; /* sure: of the words */
    uint32_t first;     /* where it first stands */
    int32_t claims[MOST_CLAIMS];
    uint32_t n_claims;
};
struct candidates {
    struct candidate at[MOST_FILLERS];
    uint32_t n;
};

static bool same_words(const struct facts_work *f, span a, span b) {
    return span_len(a) == span_len(b) && !memcmp(f->r->text->utf8 + a.beg, f->r->text->utf8 + b.beg, span_len(a));
}

static struct candidate *candidate(const struct facts_work *f, struct candidates *c, int32_t id, span at) {
    for (uint32_t i = 0; i < c->n; i++)
        if (c->at[i].id == id && (id >= 0 || same_words(f, c->at[i].at, at))) return &c->at[i];
    if (c->n == MOST_FILLERS) return NULL;
    c->at[c->n] = (struct candidate){.id = id, .at = at, .first = at.beg};
    return &c->at[c->n++];
}

static int best_candidate_first(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Named people want more to show them in a role: a report names many, and a wrong name is worse than none. */
static bool is_enough(const struct facts_work *f, const struct candidate *x, sayso_value_kind kind, double least) {
    bool name = kind == SAYSO_VALUE_ENTITY && x->id >= 0 && f->r->entities.at[x->id].named &&
                f->r->entities.at[x->id].kind == SAYSO_ENTITY_PERSON;
    return x->score >= (name ? 2.5 * least : least);
}

static sayso_code put_candidates(struct facts_work *f, struct candidates *c, sayso_value_kind kind, double least,
                                 sayso_fillers *out) {
    qsort(c->at, c->n, sizeof *c->at, best_candidate_first);
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++)
        if (is_enough(f, &c->at[i], kind, least)) c->at[n++] = c->at[i];
    sayso_filler *at = ARENA_ARRAY(f->r->arena, sayso_filler, n);
    if (!at) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        const struct candidate *x = &c->at[i];
        at[i].value = (sayso_value){.kind = x->id >= 0 ? kind : SAYSO_VALUE_TEXT, .id = x->id};
        if (at[i].value.kind == SAYSO_VALUE_TEXT &&
            !(at[i].value.text = arena_strndup(f->r->arena, f->r->text->utf8 + x->at.beg, span_len(x->at))))
            return SAYSO_NOMEM;
        if (!keep_ids(f, x->claims, x->n_claims, &at[i].claims)) return SAYSO_NOMEM;
    }
    *out = (sayso_fillers){at, n};
    return SAYSO_OK;
}

/* How much an event belongs to the incident: 1 in it, less beside it, nothing where it has a time of its own long before. */
static double belonging(const struct facts_work *f, int32_t event) {
    if (event < 0) return 1;
    if (f->notes.at[event].first == (uint32_t)f->cluster) return 1;
    int32_t time = f->events.at[event].time;
    const char *value = time >= 0 ? f->times.at[time].value : "", *published = f->r->text->publication.published;
    bool year = value[0] >= '1' && value[0] <= '2' && strlen(value) >= 4;
    if (year && (published ? strncmp(value, published, 4) != 0 : strlen(value) == 4)) return 0;
    return 0.5;
}

/* "any envoy", "every victim": nobody in particular. */
static bool is_nobody(const struct facts_work *f, span at) {
    uint32_t t = report_token_at(f->r, at.beg);
    return t < f->r->n_tokens &&
           (report_token_is(f->r, t, "any") || report_token_is(f->r, t, "every") || report_token_is(f->r, t, "no"));
}

static void gather(const struct facts_work *f, uint8_t role, struct candidates *c) {
    c->n = 0;
    for (uint32_t i = 0; i < f->roles.n; i++) {
        const struct role_evidence *e = &f->roles.at[i];
        if (e->role != role || is_nobody(f, e->at)) continue;
        double much = f->past[f->r->tokens[e->token].sentence] ? 0 : belonging(f, e->event);
        if (much <= 0) continue;
        struct candidate *x = candidate(f, c, e->entity, e->at);
        if (!x) continue;
        double p = facts_prominence(f, e->token);
        x->score += much * (double)e->score * (p > 2 ? 2 : p);
        if ((double)e->score > x->sure) x->sure = (double)e->score, x->at = e->at;
        claims_at(f, claims_role_slot(role), e->at, x->claims, &x->n_claims);
    }
}

/* Who stands in two roles keeps the one that more speaks for; one who kills and dies keeps both. */
static void settle_roles(struct candidates *perpetrators, struct candidates *victims) {
    for (uint32_t i = 0; i < perpetrators->n; i++)
        for (uint32_t k = 0; k < victims->n; k++) {
            struct candidate *p = &perpetrators->at[i], *v = &victims->at[k];
            if (p->id < 0 || p->id != v->id) continue;
            if (p->score >= v->score)
                v->score = 0;
            else
                p->score = 0;
        }
}

sayso_code incident_people(struct facts_work *f) {
    struct candidates *c = ARENA_ARRAY(f->r->scratch, struct candidates, N_ROLES);
    if (!c) return SAYSO_NOMEM;
    for (uint8_t role = 0; role < N_ROLES; role++) gather(f, role, &c[role]);
    settle_roles(&c[ROLE_PERPETRATOR], &c[ROLE_VICTIM]);
    sayso_fillers *const out[] = {&f->incident.perpetrators, &f->incident.victims, &f->incident.targets, &f->incident.weapons};
    sayso_code code = SAYSO_OK;
    for (uint8_t role = 0; !code && role < N_ROLES; role++)
        code = put_candidates(f, &c[role], role == ROLE_TARGET || role == ROLE_WEAPON ? SAYSO_VALUE_TEXT : SAYSO_VALUE_ENTITY,
                              0.3, out[role]);
    return code;
}

/* ---- where and when ----------------------------------------------------------------------------------------------- */
/* What tells of the incident: sentences with a toll or a trigger of its events, and these events' places and times. */
struct telling {
    bool *sentence, *place, *time;
};

static sayso_code look_for_telling(const struct facts_work *f, struct telling *t) {
    t->sentence = arena_alloc(f->r->scratch, f->r->n_sentences + 1);
    t->place = arena_alloc(f->r->scratch, f->places.n + 1);
    t->time = arena_alloc(f->r->scratch, f->times.n + 1);
    if (!t->sentence || !t->place || !t->time) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->tolls.n; i++) t->sentence[f->r->tokens[f->tolls.at[i].head].sentence] = true;
    for (uint32_t i = 0; i < f->incident.events.n; i++) {
        const sayso_event *v = &f->events.at[f->incident.events.at[i]];
        t->sentence[f->r->tokens[f->notes.at[f->incident.events.at[i]].head].sentence] = true;
        if (v->place >= 0) t->place[v->place] = true;
        if (v->time >= 0) t->time[v->time] = true;
    }
    return SAYSO_OK;
}

/* ---- where ------------------------------------------------------------------------------------------------------- */
static bool is_precision(const sayso_place *p, const char *what) { return p->precision && !strcmp(p->precision, what); }

/* Whether a name stands for a city somewhere among the report's places. */
static bool is_city_name(const struct facts_work *f, const char *name) {
    enum { MOST_LOOKED_AT = 512 };
    for (uint32_t i = 0; i < f->places.n && i < MOST_LOOKED_AT; i++)
        if (is_precision(&f->places.at[i], "city") && !strcmp(f->places.at[i].path.at[0], name)) return true;
    return false;
}

/* The element of a place's path that is its city: the widest that is one, so that a quarter goes with its city; -1. */
static int32_t city_of(const struct facts_work *f, const sayso_place *p) {
    int32_t at = is_precision(p, "city") ? 0 : -1;
    for (uint32_t i = 1; i < p->path.n; i++)
        if (is_city_name(f, p->path.at[i])) at = (int32_t)i;
    return at;
}

static bool same_path(const sayso_place *a, uint32_t from_a, const sayso_place *b, uint32_t from_b) {
    if (a->path.n - from_a != b->path.n - from_b) return false;
    for (uint32_t i = 0; from_a + i < a->path.n; i++)
        if (strcasecmp(a->path.at[from_a + i], b->path.at[from_b + i])) return false;
    return true;
}

static double place_weight(const struct facts_work *f, const struct telling *tells, uint32_t i) {
    enum { DATELINE = 8 };
    const sayso_place *p = &f->places.at[i];
    uint32_t t = report_token_at(f->r, p->span.beg);
    if (t >= f->r->n_tokens) return 0;
    if (p->role && !strcmp(p->role, "dateline")) return DATELINE;
    if (f->past[f->r->tokens[t].sentence]) return 0;
    double much = facts_prominence(f, t) * (tells->sentence[f->r->tokens[t].sentence] ? 1.5 : 1);
    if (tells->place[i]) much *= 2;
    for (uint32_t k = t; k < f->r->n_tokens && f->r->tokens[k].at.beg < p->span.end;
         k++) /* where the hurt and the accused are taken */
        if (toll_is_context(f->r, k, TOLL_HOSPITAL_WORD) || toll_is_context(f->r, k, TOLL_AFTERMATH)) return much / 8;
    return much;
}

/* The share of the report's places that lie in the same division and country as a place: a town far from all the others is mostly
 * another of that name. */
static double region_share(const struct facts_work *f, const struct candidates *c, uint32_t i) {
    const sayso_place *p = &f->places.at[c->at[i].id];
    double same = 0, all = 0.001;
    uint32_t wide = p->path.n > 1 ? 2 : 1;
    for (uint32_t k = 0; k < c->n; k++) {
        const sayso_place *o = &f->places.at[c->at[k].id];
        if (!o->has_point || o->path.n < wide || k == i) continue;
        all += c->at[k].score;
        if (same_path(p, p->path.n - wide, o, o->path.n - wide)) same += c->at[k].score;
    }
    return all < 1 ? 1 : same / all;
}

/* Each place adds to its city what it weighs; the places of the best city come first, the narrowest of them before all, then the
 * other cities', then what lies in no city. Places of one path are one value. */
sayso_code incident_places(struct facts_work *f) {
    enum { BY_CITY = 1000, UNKNOWN = 4 };
    struct candidates *c = ARENA_NEW(f->r->scratch, struct candidates);
    struct telling tells;
    int32_t *city = ARENA_ARRAY(f->r->scratch, int32_t, MOST_FILLERS);
    double sum[MOST_FILLERS] = {0};
    if (!c || !city || look_for_telling(f, &tells)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->places.n; i++) {
        const sayso_place *p = &f->places.at[i];
        if (!p->path.n) continue;
        struct candidate *x = NULL;
        for (uint32_t k = 0; k < c->n && !x; k++)
            if (same_path(&f->places.at[c->at[k].id], 0, p, 0)) x = &c->at[k];
        if (!x && (x = candidate(f, c, (int32_t)i, p->span))) city[c->n - 1] = city_of(f, p);
        if (!x) continue;
        x->score += place_weight(f, &tells, i);
        claims_at(f, "place", p->span, x->claims, &x->n_claims);
    }
    for (uint32_t i = 0; i < c->n; i++)
        for (uint32_t k = 0; k < c->n && city[i] >= 0; k++) {
            const sayso_place *a = &f->places.at[c->at[i].id], *b = &f->places.at[c->at[k].id];
            if (city[k] >= 0 && same_path(a, (uint32_t)city[i], b, (uint32_t)city[k])) sum[i] += c->at[k].score;
        }
    for (uint32_t i = 0; i < f->places.n; i++) /* a dateline stays one */
        if (tells.place[i] && strcmp(f->places.at[i].role ? f->places.at[i].role : "", "dateline"))
            f->places.at[i].role = "event";
    for (uint32_t i = 0; i < c->n; i++) sum[i] *= 0.4 + 0.6 * region_share(f, c, i);
    for (uint32_t i = 0; i < c->n; i++) {
        const sayso_place *p = &f->places.at[c->at[i].id];
        bool narrow = city[i] > 0 && c->at[i].score > 1;
        if (city[i] >= 0)
            c->at[i].score = BY_CITY + sum[i] * 10 + (narrow ? 5 + c->at[i].score / 100 : c->at[i].score / 100);
        else
            c->at[i].score /= p->has_point && p->path.n > 1 ? 1 : UNKNOWN;
    }
    return put_candidates(f, c, SAYSO_VALUE_PLACE, 0.1, &f->incident.place);
}

/* ---- when -------------------------------------------------------------------------------------------------------- */
static bool has_day(const char *value) {
    return strlen(value) >= 10 && value[4] == '-' && value[7] == '-' && value[5] >= '0' && value[5] <= '1';
}

sayso_code incident_times(struct facts_work *f) {
    struct candidates *c = ARENA_NEW(f->r->scratch, struct candidates);
    struct telling tells;
    if (!c || look_for_telling(f, &tells)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->times.n; i++) {
        const sayso_time *m = &f->times.at[i];
        uint32_t t = report_token_at(f->r, m->span.beg);
        if (t >= f->r->n_tokens || (strcmp(m->type, "DATE") && strcmp(m->type, "TIME")) || f->past[f->r->tokens[t].sentence])
            continue;
        struct candidate *x = NULL;
        for (uint32_t k = 0; k < c->n && !x; k++)
            if (!strncmp(f->times.at[c->at[k].id].value, m->value, 10)) x = &c->at[k];
        if (!x) x = candidate(f, c, (int32_t)i, m->span);
        if (!x) continue;
        double much = facts_prominence(f, t) * (tells.sentence[f->r->tokens[t].sentence] ? 2 : 1);
        if (tells.time[i]) much *= 2;
        if (!has_day(m->value)) much *= 0.2;
        x->score += much;
        claims_at(f, "time", m->span, x->claims, &x->n_claims);
    }
    return put_candidates(f, c, SAYSO_VALUE_TIME, 0.2, &f->incident.time);
}
