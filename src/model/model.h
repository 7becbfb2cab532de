/* model: word pieces -> scores. Knows tensors and nothing of news: which heads there are stands in the weights file
 * (docs/MODEL.md); report asks for them by name. Weights are mapped, const and shared by all threads; each thread that
 * runs has its own model_work. */
#ifndef MODEL_H
#define MODEL_H
#include "base_arena.h"
#include "base_span.h"

struct model;
struct model_work;

/* Opens and checks a weights file. NULL with *e filled: SAYSO_IO, SAYSO_MODEL (byte = where), SAYSO_NOMEM. */
struct model *model_open(const char *path, sayso_compute compute, sayso_error *e);
void model_free(struct model *m);

/* Buffers for one thread; sized once. NULL when memory is out. */
struct model_work *model_work_new(const struct model *m);
void model_work_free(struct model_work *w);

/* The text cut up: docs/MODEL.md, section 1. */
struct pieces {
    uint32_t n;
    int32_t *id;                  /* [n] row of the vocabulary */
    span *at;                     /* [n] bytes of the text */
    uint8_t *first;               /* [n] 1 on the first piece of a word */
    uint8_t *kase, *line, *quote; /* [n] features */
    uint32_t n_words;
    uint32_t *word; /* [n_words] first piece of each word */
};

/* Labels of a tagger: the best (by Viterbi where it has transitions; all pieces of a word have their first piece's). */
struct tagger_scores {
    const char *name;
    const char *const *labels;
    uint32_t n_labels;
    uint8_t *label; /* [pieces.n] */
    float *p;       /* [pieces.n] softmax probability of that label at that piece; where n_labels is 2: of label 1 */
};

/* One stretch of a decoded path: pieces [beg, end) with a role, "B-"/"I-" already joined. */
struct role_span {
    uint32_t anchor;   /* index into path_scores.anchor */
    uint8_t role;      /* index into path_scores.roles */
    uint32_t beg, end; /* pieces */
    float p;           /* mean softmax probability of the labels on the way, 0..1 */
};
/* A roles head decoded by path ("attr"). */
struct path_scores {
    const char *name;
    const char *const *roles; /* without B-/I- and without O: "source", "cue", "content" */
    uint32_t n_roles;
    uint32_t n_anchors;
    uint32_t *anchor;        /* [n_anchors] pieces, ascending */
    float *anchor_p;         /* [n_anchors] */
    struct role_span *spans; /* by anchor, then beg */
    uint32_t n_spans;
};

/* A roles head decoded by pick, scope window ("dep", "extent"): for each anchor and role the best piece. */
struct pick_scores {
    const char *name;
    const char *const *roles;
    uint32_t n_roles;
    uint32_t n_anchors;
    uint32_t *anchor; /* [n_anchors] pieces, ascending */
    uint32_t *target; /* [n_anchors * n_roles] piece; the anchor itself is "none" */
    float *p;         /* [n_anchors * n_roles] */
};

/* A roles head decoded by pick, scope text ("coref"): for each anchor its best earlier anchors. */
enum { PAIR_BEST = 8 };
struct pair_scores {
    const char *name;
    uint32_t n_anchors;
    uint32_t *anchor; /* [n_anchors] pieces, ascending */
    float *none;      /* [n_anchors] logit of having no antecedent */
    struct pair {
        int32_t anchor;
        float logit;
    } * best; /* [n_anchors * PAIR_BEST] by falling logit; anchor -1: no more */
};

struct scores {
    struct pieces pieces;
    struct tagger_scores *taggers;
    uint32_t n_taggers;
    struct path_scores *paths;
    uint32_t n_paths;
    struct pick_scores *picks;
    uint32_t n_picks;
    struct pair_scores *pairs;
    uint32_t n_pairs;
};

/* By the head's name; NULL where the file has no such head. */
const struct tagger_scores *scores_tagger(const struct scores *s, const char *name);
const struct path_scores *scores_path(const struct scores *s, const char *name);
const struct pick_scores *scores_pick(const struct scores *s, const char *name);
const struct pair_scores *scores_pair(const struct scores *s, const char *name);

/* Cuts a text into pieces. Fails with SAYSO_LIMIT past 2^22 pieces, SAYSO_NOMEM. */
sayso_code model_pieces(const struct model *m, struct arena *arena, const char *utf8, uint32_t n, struct pieces *out,
                        sayso_error *e);

/* Reads a text; all of *out lives in `arena`.
 *   work       n_threads workspaces (NULL entries are not allowed); n_threads >= 1: windows are shared out among them
 *   errors     SAYSO_LIMIT, SAYSO_NOMEM. An empty text gives empty scores.
 * Safe from many threads with workspaces and arenas of their own. */
sayso_code model_read(const struct model *m, struct model_work *const *work, uint32_t n_threads, struct arena *arena,
                      const char *utf8, uint32_t n, struct scores *out, sayso_error *e);
#endif
