/* The two shapes of head, as numbers: docs/MODEL.md, section 3. Decoding is in model_decode.h. */
#ifndef MODEL_HEADS_H
#define MODEL_HEADS_H
#include "model_net.h"

/* out [n, labels] of a tagger for states h [n, hidden]. */
void heads_tag(const struct model *m, const struct head *t, const float *h, int n, float *out);

/* out [n, k] = gelu(h w' + b): what a roles head makes of its anchors (aw, ab) or targets (tw, tb). */
void heads_project(const struct model *m, int k, const float *w, const float *b, const float *h, int n, float *out);

/* Scores of every role for each pair of anchor and target: out [roles, n_a, n_t].
 *   a [n_a, k], b [n_t, k]  projections; n_a <= ANCHOR_BATCH
 *   at_a, at_t              positions, in pieces of the window or the text
 *   turned                  [n_a, k] is overwritten */
void heads_pair(const struct model *m, const struct head *r, const float *a, const uint32_t *at_a, int n_a, const float *b,
                const uint32_t *at_t, int n_t, float *turned, float *out);
#endif
