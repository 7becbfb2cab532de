/* Reading one window of a text: encode, tag, score and decode the roles of the anchors it owns. docs/MODEL.md, 2 and 3. */
#ifndef MODEL_WINDOW_H
#define MODEL_WINDOW_H
#include "model_net.h"

/* Pieces [beg, end) are read; those of [own, own_end) stand most central here and take their scores from here. */
struct window {
    uint32_t beg, end, own, own_end;
};

/* What a roles head found for the anchors a window owns; lists live in the thread's arena. */
struct role_result {
    uint32_t n;
    uint32_t *anchor;            /* [n] pieces */
    uint32_t *target;            /* [n, roles] pick: pieces */
    float *p;                    /* [n, roles] pick: softmax probabilities of the targets */
    float *a, *b;                /* [n, stride] pair: projections as anchor and as target */
    VEC(struct role_span) spans; /* path; their anchors count from the window's first */
};

/* A text being read: shared by its threads, which write disjoint parts of it. */
struct reading {
    const struct model *m;
    const struct pieces *p;
    struct tagger_scores *taggers; /* [n_heads]; name NULL for others. Labels of first pieces, path or no path */
    float **emit;                  /* [n_heads][n_words, stride] for taggers with transitions, else NULL */
};

/* Number of windows a text of n pieces is cut into, and the i-th of them. */
uint32_t window_count(const struct net_shape *s, uint32_t n);
struct window window_at(const struct net_shape *s, uint32_t n, uint32_t i);

/* Reads a window; results [n_heads], of the roles heads. Fails with SAYSO_NOMEM. */
sayso_code window_read(const struct reading *r, struct model_work *w, const struct window *at, struct role_result *results);
#endif
