/* Each claim's chain in the story's sources, and the root it comes from: docs/INDEPENDENCE.md. */
#include "story_work.h"

static sayso_code of_claim(struct story_work *w, uint32_t report, uint32_t claim) {
    sayso_ids chain = story_record(w, report)->claims[claim].chain;
    int32_t *at = ARENA_ARRAY(w->arena, int32_t, chain.n + 1);
    if (!at) return SAYSO_NOMEM;
    int32_t root = w->reports.at[report].outlet_source;
    for (uint32_t k = 0; k < chain.n; k++) {
        at[k] = chain.at[k] < 0 ? -1 : w->source_of[report][chain.at[k]];
        root = at[k];
    }
    for (uint32_t i = 0; root >= 0 && w->sources.at[root].root >= 0 && i < w->sources.n; i++) root = w->sources.at[root].root;
    w->chain_of[report][claim] = (sayso_ids){at, chain.n};
    w->root_of[report][claim] = root;
    return SAYSO_OK;
}

sayso_code story_roots(struct story_work *w) {
    w->chain_of = ARENA_ARRAY(w->scratch, sayso_ids *, w->n);
    w->root_of = ARENA_ARRAY(w->scratch, int32_t *, w->n);
    if (!w->chain_of || !w->root_of) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t n = story_record(w, i)->n_claims;
        w->chain_of[i] = ARENA_ARRAY(w->scratch, sayso_ids, n + 1);
        w->root_of[i] = ARENA_ARRAY(w->scratch, int32_t, n + 1);
        if (!w->chain_of[i] || !w->root_of[i]) return SAYSO_NOMEM;
        for (uint32_t k = 0; k < n; k++) {
            sayso_code code = of_claim(w, i, k);
            if (code) return code;
        }
    }
    return SAYSO_OK;
}
