/* The items of a list by what they point to (claims by event, attributions by source), made once so that no format walks a
 * whole list for each item of another. */
#ifndef OUT_GROUPS_H
#define OUT_GROUPS_H
#include "base_arena.h"
#include "base_span.h"

struct out_groups {
    const uint32_t *first; /* [n + 2] into items: group g at first[g + 1], group -1 at first[0] */
    const int32_t *items;  /* in their list's order within a group */
    int32_t n;             /* groups 0..n-1, and -1 */
};

/* key(list, i) is the group of item i, -1 .. n_groups - 1. false: out of memory. */
bool out_groups_make(struct out_groups *g, uint32_t n_items, uint32_t n_groups, int32_t (*key)(const sayso_record *, uint32_t),
                     const sayso_record *r, struct arena *a);
sayso_ids out_group(const struct out_groups *g, int32_t group); /* indexes of its items */

bool out_claims_by_event(struct out_groups *g, const sayso_record *r, struct arena *a);
bool out_claims_by_attribution(struct out_groups *g, const sayso_record *r, struct arena *a);
bool out_attributions_by_source(struct out_groups *g, const sayso_record *r, struct arena *a);
bool out_attributions_by_outer(struct out_groups *g, const sayso_record *r, struct arena *a); /* by `within` */
#endif
