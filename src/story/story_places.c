/* Where: the places of all reports as one tree of containment (country, region, city, street, house). Each report speaks for its
 * places and all that contains them, the more so the higher it ranks them. The incident's place is found from above: at each
 * step the part most reports speak for, as long as enough of them do; it is one value, with the narrowest path. What lies
 * elsewhere is another value. The same place: the same GeoNames id, else the same names up to the country; a name that no
 * gazetteer knows joins the only place of that name. */
#include "story_facts.h"
#include <stdlib.h>

struct node {
    const char *name;
    uint32_t parent, depth; /* parent NONE: outermost */
    double votes, last;     /* last: what the report at hand speaks for it with */
    uint32_t last_report;
    const sayso_place *place; /* itself, in a record; NULL: only named in paths */
    uint32_t value;           /* in the fact; NONE */
};
struct place_use {
    uint32_t report, node;
    const sayso_place *place;
    const sayso_ids *claims; /* of a filler; NULL: claim alone */
    int32_t claim;
    double weight;
};
struct places {
    struct story_work *w;
    VEC(struct node) nodes;
    VEC(struct place_use) uses;
    struct story_map of_path, of_id, of_name;
};
#define NONE STORY_MAP_NONE
static const double CLAIM_WEIGHT = 0.2; /* a place of the incident's events that is no filler */
static const double BY_RANK = 1.0;      /* how much its rank in the report weighs beside its score */
static const double ENOUGH = 0.3;       /* share of what speaks for a place that a part of it needs */

/* ---- the tree ------------------------------------------------------------------------------------------------------- */
static uint32_t add_node(struct places *p, const sayso_place *place, uint32_t at, const char *key, uint32_t parent) {
    struct arena *scratch = p->w->scratch;
    struct node n = {.name = place->path.at[at],
                     .parent = parent,
                     .value = NONE,
                     .last_report = NONE,
                     .depth = parent == NONE ? 0 : p->nodes.at[parent].depth + 1,
                     .place = at ? NULL : place};
    if (!VEC_PUSH(scratch, p->nodes, n) || !story_map_put(&p->of_path, scratch, key, p->nodes.n - 1)) return NONE;
    return p->nodes.n - 1;
}

/* The node of a place, made with all that contains it where there is none. NONE: memory is out. */
static uint32_t node_of(struct places *p, const sayso_place *place) {
    struct arena *scratch = p->w->scratch;
    char *id = place->geonames ? arena_printf(scratch, "%lld", (long long)place->geonames) : NULL;
    uint32_t node = id ? story_map_get(&p->of_id, id) : NONE;
    if (node != NONE) return node;
    const char *key = "";
    for (uint32_t i = place->path.n; i-- > 0;) {
        const char *name = story_key(p->w, place->path.at[i]);
        if (!name || !(key = arena_printf(scratch, "%s|%s", name, key))) return NONE;
        uint32_t have = story_map_get(&p->of_path, key);
        if (have == NONE && (have = add_node(p, place, i, key, node)) == NONE) return NONE;
        node = have;
    }
    if (!p->nodes.at[node].place) p->nodes.at[node].place = place;
    if (id && !story_map_put(&p->of_id, scratch, id, node)) return NONE;
    return node;
}

static bool is_known(const sayso_place *place) { return place->geonames || place->path.n > 1; }

/* Names of places whose surroundings are known, for those of which nothing is. */
static bool index_names(struct places *p) {
    for (uint32_t i = 0; i < p->nodes.n; i++) {
        char *key = story_key(p->w, p->nodes.at[i].name);
        if (!key) return false;
        uint32_t have = story_map_get(&p->of_name, key);
        if (!story_map_put(&p->of_name, p->w->scratch, key, have == NONE ? i : p->nodes.n)) return false;
    }
    return true;
}

static bool place_all(struct places *p) {
    for (uint32_t i = 0; i < p->uses.n; i++)
        if (is_known(p->uses.at[i].place) && (p->uses.at[i].node = node_of(p, p->uses.at[i].place)) == NONE) return false;
    uint32_t n_known = p->nodes.n;
    if (!index_names(p)) return false;
    for (uint32_t i = 0; i < p->uses.n; i++) {
        struct place_use *u = &p->uses.at[i];
        if (is_known(u->place)) continue;
        char *key = story_key(p->w, u->place->name);
        if (!key) return false;
        u->node = story_map_get(&p->of_name, key);
        if (u->node >= n_known) u->node = u->place->path.n ? node_of(p, u->place) : NONE;
        if (u->node == NONE && u->place->path.n) return false;
    }
    return true;
}

static void vote(struct places *p) {
    for (uint32_t i = 0; i < p->uses.n; i++) {
        const struct place_use *u = &p->uses.at[i];
        for (uint32_t k = u->node; k != NONE; k = p->nodes.at[k].parent) {
            struct node *n = &p->nodes.at[k];
            if (n->last_report != u->report) n->last_report = u->report, n->last = 0;
            if (u->weight > n->last) n->votes += u->weight - n->last, n->last = u->weight;
        }
    }
}

static bool is_precision(const struct node *n, const char *precision) {
    return n->place && n->place->precision && !strcmp(n->place->precision, precision);
}

/* What speaks for going down to a node: of a district less, as the record does not say what towns it holds; of a place with no
 * known surroundings next to nothing. */
static double pull(const struct places *p, uint32_t node) {
    const struct node *n = &p->nodes.at[node];
    if (n->parent == NONE) return n->place && !is_known(n->place) ? n->votes / 1000 : n->votes;
    return is_precision(n, "district") ? n->votes / 2 : n->votes;
}

/* The innermost place that enough reports speak for. */
static uint32_t innermost(const struct places *p) {
    uint32_t *best = ARENA_ARRAY(p->w->scratch, uint32_t, p->nodes.n + 1), top = NONE; /* best part of each node */
    if (!best) return NONE;
    for (uint32_t i = 0; i < p->nodes.n; i++) best[i] = NONE;
    for (uint32_t i = 0; i < p->nodes.n; i++) {
        uint32_t *of = p->nodes.at[i].parent == NONE ? &top : &best[p->nodes.at[i].parent];
        if (*of == NONE || pull(p, i) > pull(p, *of)) *of = i;
    }
    while (top != NONE && best[top] != NONE && p->nodes.at[best[top]].votes >= ENOUGH * p->nodes.at[top].votes) top = best[top];
    return top;
}

/* ---- values --------------------------------------------------------------------------------------------------------- */
/* A value for a place and all that contains it and has none. */
static bool make_value(struct places *p, struct fact_draft *f, uint32_t node) {
    struct node *n = &p->nodes.at[node];
    const char **path = ARENA_ARRAY(p->w->scratch, const char *, n->depth + 1);
    if (!path) return false;
    uint32_t depth = 0;
    sayso_story_value v = {.kind = SAYSO_STORY_PLACE, .text = n->name};
    for (uint32_t k = node; k != NONE; k = p->nodes.at[k].parent) {
        const sayso_place *place = p->nodes.at[k].place;
        path[depth++] = p->nodes.at[k].name;
        if (place && !v.country) v.country = place->country;
        if (place && !v.has_point && place->has_point) v.has_point = true, v.lat = place->lat, v.lon = place->lon;
        if (p->nodes.at[k].value == NONE) p->nodes.at[k].value = f->values.n;
    }
    v.path = (sayso_strings){path, depth};
    struct value_draft *d = story_add_value(p->w, f, v);
    if (d) d->weight = n->votes;
    return d != NULL;
}

static int deepest_first(const void *a, const void *b) {
    const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
    if (x->depth != y->depth) return x->depth < y->depth ? 1 : -1;
    if (x->votes != y->votes) return x->votes < y->votes ? 1 : -1;
    return (x > y) - (x < y);
}

static bool make_values(struct places *p, struct fact_draft *f) {
    enum { FIRST = 1000 }; /* before all others */
    uint32_t top = innermost(p);
    struct node **order = ARENA_ARRAY(p->w->scratch, struct node *, p->uses.n + 1);
    if (top == NONE || !order || !make_value(p, f, top)) return false;
    f->values.at[0]->weight = FIRST + p->nodes.at[top].votes;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->uses.n; i++)
        if (p->uses.at[i].node != NONE) order[n++] = &p->nodes.at[p->uses.at[i].node];
    qsort(order, n, sizeof *order, deepest_first);
    for (uint32_t i = 0; i < n; i++)
        if (order[i]->value == NONE && !make_value(p, f, (uint32_t)(order[i] - p->nodes.at))) return false;
    return true;
}

static bool add_claims_of(struct places *p, const struct fact_draft *f, const struct place_use *u) {
    if (u->node == NONE) return true;
    struct value_draft *v = f->values.at[p->nodes.at[u->node].value];
    if (!story_add_variant(p->w, v, u->place->name)) return false;
    if (!u->claims || !u->claims->n) return story_add_claim(p->w, v, u->report, u->claims ? -1 : u->claim);
    for (uint32_t i = 0; i < u->claims->n; i++)
        if (story_stance(p->w, u->report, u->claims->at[i]) != SAYSO_STANCE_DENIES &&
            !story_add_claim(p->w, v, u->report, u->claims->at[i]))
            return false;
    return true;
}

static bool gather(struct places *p, uint32_t report) {
    const sayso_record *r = story_record(p->w, report);
    for (uint32_t i = 0; i < r->incident.place.n; i++) {
        const sayso_filler *f = &r->incident.place.at[i];
        if (f->value.kind != SAYSO_VALUE_PLACE) continue;
        double rank = 1.0 / (1 + i), sure = f->score > 0 ? (double)f->score : rank;
        struct place_use u = {report, NONE, &r->places[f->value.id], &f->claims, -1, (1 - BY_RANK) * sure + BY_RANK * rank};
        if (!VEC_PUSH(p->w->scratch, p->uses, u)) return false;
    }
    for (uint32_t k = 0; k < r->n_claims; k++) {
        const sayso_claim *c = &r->claims[k];
        if (c->value.kind != SAYSO_VALUE_PLACE || strcmp(c->slot, "place") || c->about < 0 ||
            story_stance(p->w, report, (int32_t)k) == SAYSO_STANCE_DENIES || !story_of_incident(p->w, report, c))
            continue;
        struct place_use u = {report, NONE, &r->places[c->value.id], NULL, (int32_t)k, CLAIM_WEIGHT};
        if (!VEC_PUSH(p->w->scratch, p->uses, u)) return false;
    }
    return true;
}

sayso_code story_places(struct story_work *w) {
    struct places p = {.w = w};
    for (uint32_t i = 0; i < w->n; i++)
        if (!gather(&p, i)) return SAYSO_NOMEM;
    if (!place_all(&p)) return SAYSO_NOMEM;
    if (!p.nodes.n) return SAYSO_OK;
    vote(&p);
    struct fact_draft *f = story_fact(w, "place", NULL);
    if (!f || !make_values(&p, f)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < p.uses.n; i++)
        if (!add_claims_of(&p, f, &p.uses.at[i])) return SAYSO_NOMEM;
    return SAYSO_OK;
}
