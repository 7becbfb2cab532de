/* Items by what they point to, see out_groups.h: a counting sort. */
#include "out_groups.h"
#include <assert.h>

bool out_groups_make(struct out_groups *g, uint32_t n_items, uint32_t n_groups, int32_t (*key)(const sayso_record *, uint32_t),
                     const sayso_record *r, struct arena *a) {
    uint32_t *first = ARENA_ARRAY(a, uint32_t, n_groups + 3);
    int32_t *items = ARENA_ARRAY(a, int32_t, n_items + 1);
    if (!first || !items) return false;
    for (uint32_t i = 0; i < n_items; i++) {
        int32_t group = key(r, i);
        assert(group >= -1 && group < (int32_t)n_groups);
        first[group + 3]++;
    }
    for (uint32_t k = 3; k < n_groups + 3; k++) first[k] += first[k - 1];
    for (uint32_t i = 0; i < n_items; i++) items[first[key(r, i) + 2]++] = (int32_t)i;
    *g = (struct out_groups){first, items, (int32_t)n_groups};
    return true;
}

sayso_ids out_group(const struct out_groups *g, int32_t group) {
    assert(group >= -1 && group < g->n);
    uint32_t beg = g->first[group + 1], end = g->first[group + 2];
    return (sayso_ids){g->items + beg, end - beg};
}

static int32_t event_of(const sayso_record *r, uint32_t i) { return r->claims[i].about; }
static int32_t attribution_of(const sayso_record *r, uint32_t i) { return r->claims[i].attribution; }
static int32_t source_of(const sayso_record *r, uint32_t i) { return r->attributions[i].source_id; }
static int32_t outer_of(const sayso_record *r, uint32_t i) { return r->attributions[i].within; }

bool out_claims_by_event(struct out_groups *g, const sayso_record *r, struct arena *a) {
    return out_groups_make(g, r->n_claims, r->n_events, event_of, r, a);
}
bool out_claims_by_attribution(struct out_groups *g, const sayso_record *r, struct arena *a) {
    return out_groups_make(g, r->n_claims, r->n_attributions, attribution_of, r, a);
}
bool out_attributions_by_source(struct out_groups *g, const sayso_record *r, struct arena *a) {
    return out_groups_make(g, r->n_attributions, r->n_sources, source_of, r, a);
}
bool out_attributions_by_outer(struct out_groups *g, const sayso_record *r, struct arena *a) {
    return out_groups_make(g, r->n_attributions, r->n_attributions, outer_of, r, a);
}
