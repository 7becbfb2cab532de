/* What roles heads found, window after window, joined over the text. Pair heads (antecedents) are scored here, since their
 * targets reach back over windows: the projections of the last PAIR_REACH anchors are kept. */
#ifndef MODEL_PAIRS_H
#define MODEL_PAIRS_H
#include "model_window.h"

struct gathered {
    VEC(uint32_t) anchor;
    VEC(float) anchor_p;
    VEC(uint32_t) target;
    VEC(float) p;
    VEC(struct role_span) spans;
    VEC(float) none;
    VEC(struct pair) best;
    /* pair: of the last n_kept anchors, projections [PAIR_REACH + window, width] and pieces */
    float *kept;
    uint32_t *kept_at;
    uint32_t n_kept;
};

/* Room for a pair head's kept anchors, in `scratch`. Nothing for others. */
bool gathered_init(struct gathered *g, const struct model *m, const struct head *h, struct arena *scratch);
/* Adds a window's findings; lists live in `arena`. Windows come in order. False when memory is out. */
bool gathered_add(struct gathered *g, const struct reading *r, const struct head *h, struct model_work *w, struct arena *arena,
                  const struct role_result *found);
#endif
