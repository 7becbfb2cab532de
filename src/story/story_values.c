/* Claims -> facts: what is claimed of the incident, slot by slot, value by value, and who says it. The incident of each
 * record names its values; each claim behind one becomes a claim of the story's value. */
#include "story_work.h"
#include <stdlib.h>

/* The value of a filler, told without its record. False: it has none that can be told. */
static bool tell(struct story_work *w, const sayso_record *r, const sayso_value *v, sayso_story_value *out) {
    *out = (sayso_story_value){0};
    switch (v->kind) {
    case SAYSO_VALUE_COUNT:
        out->kind = SAYSO_STORY_COUNT, out->count = v->count;
        return true;
    case SAYSO_VALUE_TEXT:
        out->kind = SAYSO_STORY_TEXT, out->text = v->text;
        break;
    case SAYSO_VALUE_ENTITY:
        out->kind = SAYSO_STORY_NAME, out->text = r->entities[v->id].name, out->named = r->entities[v->id].named;
        break;
    case SAYSO_VALUE_TIME:
        out->kind = SAYSO_STORY_TIME, out->text = r->times[v->id].value;
        break;
    case SAYSO_VALUE_PLACE:
        out->kind = SAYSO_STORY_PLACE, out->text = r->places[v->id].name, out->country = r->places[v->id].country;
        out->has_point = r->places[v->id].has_point, out->lat = r->places[v->id].lat, out->lon = r->places[v->id].lon;
        out->path = r->places[v->id].path;
        break;
    default:
        return false;
    }
    (void)w;
    return out->text != NULL;
}

static bool same(const sayso_story_value *a, const sayso_story_value *b) {
    if (a->kind != b->kind) return false;
    if (a->kind == SAYSO_STORY_COUNT)
        return a->count.relation == b->count.relation && a->count.low == b->count.low && a->count.high == b->count.high;
    return !strcmp(a->text, b->text);
}

static sayso_strings copied(struct story_work *w, sayso_strings s) {
    const char **at = ARENA_ARRAY(w->arena, const char *, s.n + 1);
    if (!at) return (sayso_strings){0};
    for (uint32_t i = 0; i < s.n; i++)
        if (!(at[i] = arena_strdup(w->arena, s.at[i]))) return (sayso_strings){0};
    return (sayso_strings){at, s.n};
}

static sayso_story_fact *fact_of(struct story_work *w, const char *slot) {
    for (uint32_t i = 0; i < w->facts.n; i++)
        if (!strcmp(w->facts.at[i].slot, slot)) return &w->facts.at[i];
    return VEC_PUSH(w->arena, w->facts, ((sayso_story_fact){.slot = slot})) ? &w->facts.at[w->facts.n - 1] : NULL;
}

static sayso_story_value *value_of(struct story_work *w, sayso_story_fact *f, sayso_story_value v) {
    sayso_story_value *have = (sayso_story_value *)(uintptr_t)f->values;
    for (uint32_t i = 0; i < f->n_values; i++)
        if (same(&have[i], &v)) return &have[i];
    have = arena_grow(w->arena, have, f->n_values * sizeof v, (f->n_values + 1) * sizeof v);
    if (!have) return NULL;
    f->values = have;
    if (v.text && !(v.text = arena_strdup(w->arena, v.text))) return NULL;
    if (v.country && !(v.country = arena_strdup(w->arena, v.country))) return NULL;
    v.path = copied(w, v.path);
    have[f->n_values] = v;
    return &have[f->n_values++];
}

static bool has_id(sayso_ids ids, int32_t id) {
    for (uint32_t i = 0; i < ids.n; i++)
        if (ids.at[i] == id) return true;
    return false;
}

static bool add_id(struct story_work *w, sayso_ids *ids, int32_t id) {
    if (id < 0 || has_id(*ids, id)) return true;
    int32_t *at = arena_grow(w->arena, (int32_t *)(uintptr_t)ids->at, ids->n * sizeof *at, (ids->n + 1) * sizeof *at);
    if (!at) return false;
    at[ids->n++] = id;
    ids->at = at;
    return true;
}

static bool add_claim(struct story_work *w, sayso_story_value *v, uint32_t report, int32_t claim) {
    const sayso_record *r = story_record(w, report);
    sayso_story_claim c = {.report = (int32_t)report, .claim = claim, .root = w->reports.at[report].outlet_source};
    if (claim >= 0) {
        const sayso_claim *have = &r->claims[claim];
        c.chain = w->chain_of[report][claim], c.root = w->root_of[report][claim];
        c.hedged = have->hedges.n > 0, c.span = have->span;
        if (!(c.words = story_words(w, r, c.span))) return false;
    }
    c.said_at = w->reports.at[report].published;
    sayso_story_claim *at =
        arena_grow(w->arena, (sayso_story_claim *)(uintptr_t)v->claims, v->n_claims * sizeof c, (v->n_claims + 1) * sizeof c);
    if (!at) return false;
    at[v->n_claims++] = c;
    v->claims = at;
    return add_id(w, &v->reports, (int32_t)report) && add_id(w, &v->roots, c.root);
}

static sayso_code add_fillers(struct story_work *w, uint32_t report, const char *slot, sayso_fillers fillers) {
    const sayso_record *r = story_record(w, report);
    for (uint32_t i = 0; i < fillers.n; i++) {
        sayso_story_value told, *v;
        if (!tell(w, r, &fillers.at[i].value, &told)) continue;
        sayso_story_fact *f = fact_of(w, slot);
        if (!f || !(v = value_of(w, f, told))) return SAYSO_NOMEM;
        sayso_ids claims = fillers.at[i].claims;
        if (!claims.n && !add_claim(w, v, report, -1)) return SAYSO_NOMEM;
        for (uint32_t k = 0; k < claims.n; k++)
            if (!add_claim(w, v, report, claims.at[k])) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

static int better(const void *a, const void *b) {
    const sayso_story_value *x = a, *y = b;
    if (x->roots.n != y->roots.n) return x->roots.n < y->roots.n ? 1 : -1;
    if (x->reports.n != y->reports.n) return x->reports.n < y->reports.n ? 1 : -1;
    return x->claims[0].report - y->claims[0].report;
}

sayso_code story_values(struct story_work *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_incident *in = &story_record(w, i)->incident;
        const struct {
            const char *slot;
            sayso_fillers fillers;
        } slots[] = {
            {"killed", in->killed},  {"injured", in->injured}, {"victim", in->victims}, {"perpetrator", in->perpetrators},
            {"target", in->targets}, {"weapon", in->weapons},  {"time", in->time},      {"place", in->place}};
        for (size_t k = 0; k < sizeof slots / sizeof *slots; k++) {
            sayso_code code = add_fillers(w, i, slots[k].slot, slots[k].fillers);
            if (code) return code;
        }
    }
    for (uint32_t i = 0; i < w->facts.n; i++)
        qsort((void *)(uintptr_t)w->facts.at[i].values, w->facts.at[i].n_values, sizeof(sayso_story_value), better);
    return SAYSO_OK;
}
