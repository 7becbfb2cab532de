/* The values of the incident's slots: what each is worth by the place of its words and what shows it, the best first, each
 * with the claims that say so. */
#include "facts_incident.h"
#include "facts_claims.h"
#include "facts_counts.h"
#include "facts_incident_alike.h"
#include "facts_people.h"
#include "facts_tolls.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const double LEAST = 0.3 /* what a filler of a role must be worth */, NAMED = 2.5 /* times that for a name */,
                    UNSURE = 0.6, UNLIKELY = 0.02 /* names: by the words around them, by those in and around the phrases */,
                    ALONE = 5 /* a rule's word, where the tagger has none */;

/* ---- claims behind a value ---------------------------------------------------------------------------------------- */
/* Claims of a slot whose words are `at` (or, where the slot is NULL, any). Claims stand by place. */
void incident_claims_at(const struct facts_work *f, const char *slot, span at, int32_t *ids, uint32_t *n) {
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
/* What was said to have happened, where no toll gives a number but the telling itself does ("found shot to death"): the first
 * words that tell an event of the incident. Claims stand by place. */
static void claim_of_event(const struct facts_work *f, int32_t *ids, uint32_t *n) {
    const uint32_t events = f->incident.events.n < MOST_CLAIMS ? f->incident.events.n : MOST_CLAIMS;
    for (uint32_t i = 0; i < f->r->claims.n; i++) {
        const sayso_claim *c = &f->r->claims.at[i];
        if (strcmp(c->slot, "what")) continue;
        for (uint32_t v = 0; v < events; v++)
            if (span_in(f->events.at[f->incident.events.at[v]].trigger, c->span)) {
                ids[(*n)++] = (int32_t)i;
                return;
            }
    }
}

static bool is_in_body(const struct facts_work *f, const struct count_votes *v) {
    for (uint32_t k = 0; k < v->n_tolls; k++) {
        double p = facts_prominence(f, f->tolls.at[v->tolls[k]].word_beg);
        if (p > 0.1 && p < 4) return true;
    }
    return false;
}

/* Headlines leave out "at least" and put it in: of two values with one number the body's bound holds. */
static void heed_body(const struct facts_work *f, struct counts *b) {
    if (is_in_body(f, &b->at[0]) || b->at[0].count.low <= 0) return;
    for (uint32_t i = 1; i < b->n; i++) {
        if (b->at[i].count.low != b->at[0].count.low || !is_in_body(f, &b->at[i])) continue;
        struct count_votes body = b->at[i], headline = b->at[0];
        double chance = body.chance;
        body.chance = headline.chance, headline.chance = chance;
        b->at[0] = body, b->at[i] = headline;
        return;
    }
}

/* A 0 that no words give stands only where it is the best: beside other numbers it says nothing. */
static sayso_code put_counts(struct facts_work *f, sayso_fillers *out, const struct counts *b) {
    sayso_filler *at = ARENA_ARRAY(f->r->arena, sayso_filler, b->n);
    uint32_t n_out = 0;
    if (!at) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < b->n; i++) {
        int32_t ids[MOST_CLAIMS];
        uint32_t n = 0;
        for (uint32_t k = 0; k < b->at[i].n_tolls; k++) {
            const struct toll *x = &f->tolls.at[b->at[i].tolls[k]];
            incident_claims_at(f, claims_toll_slot(x), toll_words(f->r, x), ids, &n);
        }
        if (i && !n && b->at[i].count.low == 0) continue;
        if (!n && b->at[i].count.low > 0) claim_of_event(f, ids, &n);
        at[n_out].value = (sayso_value){.kind = SAYSO_VALUE_COUNT, .count = b->at[i].count};
        at[n_out].score = (float)b->at[i].chance;
        if (!keep_ids(f, ids, n, &at[n_out++].claims)) return SAYSO_NOMEM;
    }
    *out = (sayso_fillers){at, n_out};
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
    if (!code) heed_body(f, &both[0]), heed_body(f, &both[1]);
    if (!code) code = put_counts(f, &f->incident.killed, &both[0]);
    if (!code) code = put_counts(f, &f->incident.injured, &both[1]);
    return code;
}

/* ---- people and things -------------------------------------------------------------------------------------------- */
static bool same_words(const struct facts_work *f, span a, span b) {
    return span_len(a) == span_len(b) && !memcmp(f->r->text->utf8 + a.beg, f->r->text->utf8 + b.beg, span_len(a));
}

struct candidate *incident_candidate(const struct facts_work *f, struct candidates *c, int32_t id, span at) {
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

/* Named people and organizations want more to show them in a role, be it often or surely: a report names many, and a wrong name
 * is worse than none. What is shown in words, a target or a weapon, wants one place that is more likely than not. */
static bool is_enough(const struct facts_work *f, const struct candidate *x, sayso_value_kind kind, double least) {
    const double LIKELY = 0.55;
    if (x->chosen) return x->score > 0;
    if (kind == SAYSO_VALUE_TEXT) return x->score >= least && x->sure >= LIKELY;
    if (kind != SAYSO_VALUE_ENTITY || x->id < 0 || !f->r->entities.at[x->id].named) return x->score >= least;
    const sayso_entity_kind who = f->r->entities.at[x->id].kind;
    return x->score >= (who == SAYSO_ENTITY_PERSON || who == SAYSO_ENTITY_ORGANIZATION ? NAMED * least : least);
}

void incident_share(struct candidates *c) {
    double sum = 0;
    for (uint32_t i = 0; i < c->n; i++) sum += c->at[i].score;
    for (uint32_t i = 0; i < c->n; i++) c->at[i].chance = sum > 0 ? c->at[i].score / sum : 0;
}

sayso_code incident_put(struct facts_work *f, struct candidates *c, sayso_value_kind kind, double least, sayso_fillers *out) {
    qsort(c->at, c->n, sizeof *c->at, best_candidate_first);
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++)
        if (is_enough(f, &c->at[i], kind, least)) c->at[n++] = c->at[i];
    sayso_filler *at = ARENA_ARRAY(f->r->arena, sayso_filler, n);
    if (!at) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        const struct candidate *x = &c->at[i];
        at[i].value = (sayso_value){.kind = x->id >= 0 ? kind : SAYSO_VALUE_TEXT, .id = x->id};
        at[i].score = (float)x->chance;
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

/* "Three dead after a shooting": a number alone stands for those it is told of, not for who did it or what was hit. */
static bool is_number(const struct facts_work *f, const struct role_evidence *e) {
    uint32_t beg, end;
    if (e->role != ROLE_PERPETRATOR && e->role != ROLE_TARGET) return false;
    report_tokens_in(f->r, e->at, &beg, &end);
    return beg + 1 == end && !strcmp(report_pos(f->r, beg), "NUM");
}

/* Whether the title or the lead tells of dead or hurt people: the report is of harm done, not of something else that names some.
 */
static bool leads_with_harm(const struct facts_work *f) {
    for (uint32_t i = 0; i < f->tolls.n; i++)
        if (facts_prominence(f, f->tolls.at[i].word_beg) > 2) return true;
    return false;
}

/* Whether the rules alone may fill a role: the tagger shows nobody in it, and there is an incident for sure. */
static bool is_left_to_rules(const struct facts_work *f, uint8_t role) {
    for (uint32_t i = 0; i < f->roles.n; i++)
        if (f->roles.at[i].role == role && (f->roles.at[i].by_model || f->roles.at[i].chosen)) return false;
    return role != ROLE_TARGET && leads_with_harm(f);
}

/* How loud a rule's word is: where they are alone, that of the incident's own events in title and lead is heard. */
static double loudness(const struct facts_work *f, const struct role_evidence *e, bool alone) {
    if (!alone || facts_prominence(f, e->token) <= 2) return 1;
    if (e->entity >= 0 && f->r->entities.at[e->entity].named) return 1; /* the words around names know better */
    return e->event >= 0 && f->notes.at[e->event].first == (uint32_t)f->cluster ? ALONE : 1;
}

/* What the tagger says of all but named persons is weighed with the words around it (facts_fillers.h), and counts there. */
static bool is_told_otherwise(const struct facts_work *f, const struct role_evidence *e) {
    if (!e->by_model) return false;
    const sayso_entity *x = e->entity < 0 ? NULL : &f->r->entities.at[e->entity];
    return !(x && x->named && x->kind == SAYSO_ENTITY_PERSON);
}

static void gather(const struct facts_work *f, uint8_t role, struct candidates *c) {
    const bool alone = is_left_to_rules(f, role);
    c->n = 0;
    for (uint32_t i = 0; i < f->roles.n; i++) {
        const struct role_evidence *e = &f->roles.at[i];
        if (e->role != role || is_nobody(f, e->at) || is_number(f, e)) continue;
        if (is_told_otherwise(f, e)) continue;
        if (role == ROLE_WEAPON && !alone && !e->chosen && !e->by_model && e->event < 0) continue;
        double much = f->past[f->r->tokens[e->token].sentence] ? 0 : belonging(f, e->event);
        if (much <= 0) continue;
        struct candidate *x = incident_candidate(f, c, e->entity, e->at);
        if (!x) continue;
        double p = facts_prominence(f, e->token);
        x->chosen |= e->chosen;
        x->score += loudness(f, e, alone) * much * (double)e->score * (p > 2 ? 2 : p);
        if ((double)e->score > x->sure) x->sure = (double)e->score, x->at = e->at;
        incident_claims_at(f, claims_role_slot(role), e->at, x->claims, &x->n_claims);
    }
}

/* Named people have the role that the words around them give them, and only that; a named place has none. */
static void heed_names(const struct facts_work *f, uint8_t role, struct candidates *c) {
    /* Of one word alone ("Killeen") the tagger takes many for people that are places. */
    const double DOUBTED = 0.12; /* the tagger alone does not make one a victim whom his words make less likely than this */
    for (uint32_t i = 0; i < c->n; i++) {
        struct candidate *x = &c->at[i];
        const sayso_entity *e = x->id < 0 ? NULL : &f->r->entities.at[x->id];
        if (!e || !e->named) continue;
        if (e->kind == SAYSO_ENTITY_PLACE) x->score = 0;
        if (e->kind != SAYSO_ENTITY_PERSON) continue;
        bool has = people_role(&f->people[x->id]) == role;
        double p = (double)f->people[x->id].p[role == ROLE_PERPETRATOR];
        double words = (double)(role == ROLE_PERPETRATOR ? f->people[x->id].perpetrator : f->people[x->id].victim);
        if (has && p < UNSURE && f->people[x->id].phrase[role == ROLE_PERPETRATOR] < UNLIKELY)
            x->score = 0; /* what names them speaks against it */
        else if (has)
            x->score = fmax(x->score, NAMED * LEAST + p);
        else if (words < 0.0 || p < DOUBTED || !strchr(e->name, ' ') || people_role(&f->people[x->id]) >= 0)
            x->score = 0;
        x->chance = p;
    }
}

/* The string that a candidate shows as: an entity's name, or the words. */
static const char *shown(const struct facts_work *f, const struct candidate *x, char *room, size_t size) {
    if (x->id >= 0 && f->r->entities.at[x->id].name) return f->r->entities.at[x->id].name;
    snprintf(room, size, "%.*s", (int)span_len(x->at), f->r->text->utf8 + x->at.beg);
    return room;
}

static enum filler_sort sort_of(const struct facts_work *f, uint8_t role, const struct candidate *x) {
    if (role == ROLE_TARGET || role == ROLE_WEAPON) return FILLER_THING;
    if (x->id < 0) return FILLER_NAME;
    const sayso_entity *e = &f->r->entities.at[x->id];
    return e->named ? FILLER_NAME : e->kind == SAYSO_ENTITY_PERSON ? FILLER_PERSON : FILLER_GROUP;
}

/* Where a candidate is told of: its entity's mentions, or the words. */
static sayso_spans places_of(const struct facts_work *f, const struct candidate *x) {
    if (x->id >= 0) return f->r->entities.at[x->id].mentions;
    return (sayso_spans){(const sayso_span *)&x->at, 1};
}

/* "the national liberation front (nlf)": one stands in brackets right behind the other. */
static bool in_brackets_behind(const struct facts_work *f, const struct candidate *x, const struct candidate *y) {
    enum { MOST_LOOKED_AT = 64 };
    const char *s = f->r->text->utf8;
    const sayso_spans a = places_of(f, x), b = places_of(f, y);
    for (uint32_t i = 0; i < a.n && i < MOST_LOOKED_AT; i++)
        for (uint32_t k = 0; k < b.n && k < MOST_LOOKED_AT; k++) {
            const uint32_t end = a.at[i].end, beg = b.at[k].beg;
            if (beg == end + 2 && s[end] == ' ' && s[end + 1] == '(' && s[b.at[k].end] == ')') return true;
        }
    return false;
}

static void merge(struct candidate *x, const struct candidate *y) {
    x->score += y->score;
    x->chosen |= y->chosen;
    if (y->sure > x->sure) x->sure = y->sure;
    if (y->first < x->first) x->first = y->first;
    for (uint32_t i = 0; i < y->n_claims && x->n_claims < MOST_CLAIMS; i++) {
        bool known = false;
        for (uint32_t k = 0; k < x->n_claims; k++) known |= x->claims[k] == y->claims[i];
        if (!known) x->claims[x->n_claims++] = y->claims[i];
    }
}

/* Whether of two that are the same the second shall stand for both: of people an entity before mere words, then the fuller name;
 * of things the first; else the one that more shows. */
static bool is_better(const struct facts_work *f, enum filler_sort sort, const struct candidate *x, const struct candidate *y,
                      bool longer) {
    if (sort == FILLER_THING) return false;
    bool organization = x->id >= 0 && f->r->entities.at[x->id].kind == SAYSO_ENTITY_ORGANIZATION;
    if (sort != FILLER_NAME || organization) return y->score > x->score;
    if ((x->id < 0) != (y->id < 0)) return x->id < 0;
    return longer;
}

/* Candidates of a role that are the same by their words become one. */
static void join_alike(const struct facts_work *f, uint8_t role, struct candidates *c) {
    enum { ROOM = 256 };
    bool things = role == ROLE_TARGET || role == ROLE_WEAPON;
    for (uint32_t i = 0; i < c->n; i++)
        for (uint32_t k = i + 1; k < c->n;) {
            char a[ROOM], b[ROOM];
            struct candidate *x = &c->at[i], *y = &c->at[k];
            enum filler_sort sort = sort_of(f, role, x);
            const char *s = things ? NULL : shown(f, x, a, ROOM), *t = things ? NULL : shown(f, y, b, ROOM);
            if (things) {
                snprintf(a, ROOM, "%.*s", (int)span_len(x->at), f->r->text->utf8 + x->at.beg);
                snprintf(b, ROOM, "%.*s", (int)span_len(y->at), f->r->text->utf8 + y->at.beg);
                s = a, t = b;
            }
            bool bracketed = sort == FILLER_NAME && (in_brackets_behind(f, x, y) || in_brackets_behind(f, y, x));
            if (sort != sort_of(f, role, y) || !(bracketed || fillers_alike(s, t, sort))) {
                k++;
                continue;
            }
            bool second = is_better(f, sort, x, y, strlen(t) > strlen(s));
            struct candidate kept = second ? *y : *x;
            merge(&kept, second ? x : y);
            *x = kept;
            c->at[k] = c->at[--c->n];
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

/* Where nothing learnt says how likely somebody is in a role: by all that shows it. */
static void find_chances(struct candidates *c) {
    for (uint32_t i = 0; i < c->n; i++)
        if (c->at[i].chance <= 0) c->at[i].chance = 1 - exp(-c->at[i].score);
}

sayso_code incident_people(struct facts_work *f) {
    struct candidates *c = ARENA_ARRAY(f->r->scratch, struct candidates, N_ROLES);
    if (!c) return SAYSO_NOMEM;
    for (uint8_t role = 0; role < N_ROLES; role++) gather(f, role, &c[role]), join_alike(f, role, &c[role]);
    heed_names(f, ROLE_PERPETRATOR, &c[ROLE_PERPETRATOR]);
    heed_names(f, ROLE_VICTIM, &c[ROLE_VICTIM]);
    settle_roles(&c[ROLE_PERPETRATOR], &c[ROLE_VICTIM]);
    sayso_fillers *const out[] = {&f->incident.perpetrators, &f->incident.victims, &f->incident.targets, &f->incident.weapons};
    sayso_code code = SAYSO_OK;
    for (uint8_t role = 0; role < N_ROLES; role++) find_chances(&c[role]);
    for (uint8_t role = 0; !code && role < N_ROLES; role++)
        code = incident_put(f, &c[role], role == ROLE_TARGET || role == ROLE_WEAPON ? SAYSO_VALUE_TEXT : SAYSO_VALUE_ENTITY,
                            LEAST, out[role]);
    return code;
}

/* ---- what tells of the incident -------------------------------------------------------------------------------- */
sayso_code incident_look_for_telling(const struct facts_work *f, struct incident_telling *t) {
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

/* ---- when -------------------------------------------------------------------------------------------------------- */
static bool has_day(const char *value) {
    return strlen(value) >= 10 && value[4] == '-' && value[7] == '-' && value[5] >= '0' && value[5] <= '1';
}

/* A day behind the report's own: of plans. Where the incident itself is still to come, it is its. */
static bool is_to_come(const struct facts_work *f, const char *value) {
    const char *published = f->r->text->publication.published;
    if (!published || !has_day(value) || !has_day(published) || strncmp(value, published, 10) <= 0) return false;
    for (uint32_t i = 0; i < f->incident.events.n; i++)
        if (f->events.at[f->incident.events.at[i]].status <= SAYSO_STATUS_ONGOING) return true;
    return !f->incident.events.n;
}

sayso_code incident_times(struct facts_work *f) {
    struct candidates *c = ARENA_NEW(f->r->scratch, struct candidates);
    struct incident_telling tells;
    if (!c || incident_look_for_telling(f, &tells)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->times.n; i++) {
        const sayso_time *m = &f->times.at[i];
        uint32_t t = report_token_at(f->r, m->span.beg);
        if (t >= f->r->n_tokens || (strcmp(m->type, "DATE") && strcmp(m->type, "TIME")) || f->past[f->r->tokens[t].sentence])
            continue;
        if (is_to_come(f, m->value)) continue;
        struct candidate *x = NULL;
        for (uint32_t k = 0; k < c->n && !x; k++)
            if (!strncmp(f->times.at[c->at[k].id].value, m->value, 10)) x = &c->at[k];
        if (!x) x = incident_candidate(f, c, (int32_t)i, m->span);
        if (!x) continue;
        double much = facts_prominence(f, t) * (tells.sentence[f->r->tokens[t].sentence] ? 2 : 1);
        if (tells.time[i]) much *= 2;
        if (!has_day(m->value)) much *= 0.2;
        x->score += much;
        incident_claims_at(f, "time", m->span, x->claims, &x->n_claims);
    }
    incident_share(c);
    return incident_put(f, c, SAYSO_VALUE_TIME, 0.2, &f->incident.time);
}
