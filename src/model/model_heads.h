/* The two shapes of head, as numbers: docs/MODEL.md, section 3. Decoding is in model_decode.h. */
#ifndef MODEL_HEADS_H
#define MODEL_HEADS_H
#include "model_net.h"

/* out [n, t->stride] of a tagger for n states. */
void heads_tag(const struct model *m, const struct head *t, struct rows h, int n, float *out);

/* out [n, r->stride] = gelu(h x' + b): what a roles head makes of its anchors (x: r->a) or targets (r->t). */
void heads_project(const struct model *m, const struct head *r, const struct matrix *x, struct rows h, int n, float *out);

/* Takes n targets b [n, r->stride], which stay in use, at positions `at` of the window or the text, for heads_pair. */
void heads_targets(const struct model *m, const struct head *r, const float *b, const uint32_t *at, int n, struct targets *t);

/* Scores of every role for each pair of anchor and target: out [roles, n_a, t->stride].
 *   a [n_a, r->stride]  projections of anchors at `at`; n_a <= ANCHOR_BATCH
 *   turned              [n_a, r->stride] is overwritten */
void heads_pair(const struct model *m, const struct head *r, const float *a, const uint32_t *at, int n_a, struct targets *t,
                float *turned, float *out);
#endif
