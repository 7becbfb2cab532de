/* The model in memory, inside this stage: what the weights file says, checked and bound. docs/MODEL.md, 3 and 4. */
#ifndef MODEL_NET_H
#define MODEL_NET_H
#include "model.h"
#include "model_file.h"
#include "model_gemm.h"
#include "model_ops.h"
#include "model_wordpiece.h"

enum {
    MODEL_MAX_LABELS = 255,
    MODEL_MAX_HEADS = 64,
    MODEL_MAX_LAYERS = 64,
    ANCHOR_BATCH = 32,
    DIST_REACH = 64,
    PAIR_REACH = 300,
    /* At a time, so that what is computed stays in cache: rows of attention's probabilities; columns of queries, in whole heads;
     * rows of a feed-forward layer. */
    ATTENTION_ROWS = 64,
    ATTENTION_ROWS_INT8 = 24,
    ATTENTION_WIDTH = 64,
    FEED_ROWS = 96
};
enum { N_DIST = 2 * DIST_REACH + 1 };
#define PATH_BARRED (-1e4f) /* what a label costs where it may not stand */

struct net_shape {
    int layers, hidden, heads, ffn, positions, vocab, window, overlap, kase, line, quote;
    float eps;
};

/* y = W x + b, W [out, in]. Of the file: a layer's in 8 bits (q, s), a head's in floats (wide). model_matrix.c makes of it what
 * the machine computes with: floats, or 8 bits packed. */
struct matrix {
    int out, in;
    const int8_t *q;            /* [out, in]; NULL: of a head */
    const float *s;             /* [out] */
    const float *b;             /* [out] */
    const float *wide;          /* [out, in]; of a layer NULL when computing in int8 */
    struct model_packed packed; /* when computing in int8 */
};

/* Rows as products take them: floats, or in int8 as bytes. */
struct rows {
    const float *x;
    const uint8_t *q;
    const struct model_quant *p;
};

struct norm {
    const float *g, *b; /* [hidden] */
};

struct layer {
    struct matrix qkv, out, ffn1, ffn2;
    struct norm norm1, norm2;
};

struct embeddings {
    const int8_t *word;                          /* [vocab, hidden] */
    const float *word_s;                         /* [vocab] */
    const float *position, *kase, *line, *quote; /* [n, hidden] */
    struct norm norm;
};

enum head_kind { HEAD_TAGGER, HEAD_PATH, HEAD_PICK, HEAD_PAIR };
enum { ANCHOR_WORDS = -1 };

struct head {
    const char *name;
    enum head_kind kind;
    uint32_t n_labels; /* of a tagger or a path; roles of a pick */
    const char **labels;
    float threshold;            /* of a tagger with two labels: label 1 from here on; below 0: none given */
    bool lines;                 /* paths end at newlines ("unit": "sentence") */
    int stride;                 /* between rows of scores or projections: labels, or width, rounded up to 16 */
    struct matrix w;            /* tagger: [L, hidden] */
    const float *trans, *start; /* [L, L] from, to; [L]; NULL: none */
    /* roles */
    int width;
    int anchors;                            /* number of the tagger that finds them, or ANCHOR_WORDS */
    struct matrix a, t;                     /* [k, hidden]: of anchors and targets */
    const float *u, *ua, *ut, *bias, *dist; /* [r, k, k], [r, k], [r, k], [r], [r, 129] */
    struct model_packed *turns;             /* [r] when computing in int8: U' with ut for each role */
    /* path: what the labels mean */
    uint32_t n_roles;
    const char **roles;
    int16_t *role;              /* [L] index into roles, -1 for O */
    bool *begins;               /* [L] a span begins here even after the same role */
    bool *confined;             /* [L] only on the anchor's line */
    bool *inside;               /* [L] not on a word that begins a line */
    int own, must;              /* the label of the anchor's own word; a label the path must hold; -1: any, none */
    uint32_t n_states;          /* L; 2 L where there is one the path must hold: before and after the first of it */
    uint32_t state_stride;      /* rounded up to 16 */
    const float *steps, *begin; /* [n_states, state_stride], [state_stride]: trans and start over states */
};

struct model {
    struct weights weights;
    struct arena arena; /* names, labels, tables */
    struct wordpiece wordpiece;
    struct net_shape shape;
    struct embeddings embed;
    struct layer *layers;
    struct head *heads;
    uint32_t n_heads;
    bool int8;           /* the products of layers and heads */
    bool int8_attention; /* and attention's */
    const struct gemm *gemm;
    const struct model_ops *ops;
    void *prepared; /* weights as they are computed with */
};

/* Attention in integers, one head of width d; s rounded up to 16. */
struct attention {
    uint8_t *q;                      /* [s, d] queries */
    float *q_scale;                  /* [s] */
    int8_t *rows, *k;                /* [s, d] keys, by rows and packed */
    int32_t *k_begin;                /* [s] what queries' zero point adds to a key's products, taken off */
    float *k_scale, *k_sum, *k_mean; /* [s], [s], [d] */
    int16_t *v;                      /* [s, d] values, packed */
    float *v_scale;                  /* [d] */
    int16_t *probs;                  /* [ATTENTION_ROWS_INT8, s] */
    float *part;                     /* [ATTENTION_ROWS_INT8] */
};

/* The targets of a roles head: n of them at positions `at`. */
struct targets {
    int n, stride; /* between rows of scores: n rounded up to 16 */
    const uint32_t *at;
    const float *b;             /* [n, head's stride] projections */
    struct model_packed packed; /* the same in int8, in the memory below */
    int8_t *rows, *q;           /* [most, widest stride] */
    float *scale, *sum;         /* [most] */
    uint8_t *anchor, *turned;   /* [ANCHOR_BATCH, widest stride]: anchors' projections, and times U */
    struct model_quant *anchor_quant, *turned_quant;
};

/* One thread's buffers; s is window + 2 positions. */
struct model_work {
    float *x;     /* [s, hidden] the state; after encoder_run() the encoder's output */
    float *y;     /* [s, hidden] */
    float *wide;  /* [s, max(3 * hidden, ffn)] */
    float *mixed; /* [s, hidden] what the attention heads make */
    float *probs; /* [ATTENTION_ROWS, s rounded up to 16] */
    struct attention attention;
    uint8_t *q;                /* [s, max(hidden, ffn)]; after encoder_run() the output in int8, [s, hidden] */
    struct model_quant *quant; /* [s] likewise */
    uint8_t *anchor_q;         /* [ANCHOR_BATCH, hidden] states of anchors in int8 */
    struct model_quant *anchor_quant;
    float *tags;    /* [s, stride] of the tagger with most labels */
    float *anchors; /* [ANCHOR_BATCH, stride] of the widest roles head; likewise below */
    float *turned;  /* [ANCHOR_BATCH, stride] */
    float *b;       /* [s, stride] */
    struct targets targets;
    float *pairs;       /* [roles, ANCHOR_BATCH, max(s, PAIR_REACH + ANCHOR_BATCH) rounded up to 16] */
    float *emit;        /* [s, states' stride] of a path */
    uint8_t *back;      /* [s, states' stride] */
    uint8_t *path;      /* [s] */
    uint32_t *list;     /* [s] */
    void *block;        /* all of them */
    struct arena arena; /* results of the windows this thread has read */
};

static inline int round16(int n) { return (n + 15) & ~15; }

/* model_load.c, for tests: model_open() with a build of the operations (NULL: the best); from memory, which is borrowed and
 * aligned to 8. */
struct model *model_open_with(const char *path, sayso_compute compute, const struct model_ops *ops, sayso_error *e);
struct model *model_from(const void *bytes, size_t n, sayso_compute compute, sayso_error *e);

/* model_config.c: the header's "encoder" and "heads" into m->shape and m->heads (names, kinds, labels; no tensors yet). */
sayso_code config_read(struct model *m, sayso_error *e);

/* model_matrix.c: makes of all matrices of m what the machine computes with. Fails with SAYSO_MODEL for a weight out of range,
 * SAYSO_NOMEM. */
sayso_code matrix_prepare(struct model *m, sayso_error *e);
/* out [n, x->out], rows `stride` apart (x->out rounded up to 16 at least), of n rows: y = W x + b, then gelu if told. */
void matrix_apply(const struct model *m, const struct matrix *x, struct rows in, int n, float *out, int stride, bool gelu);

/* model_encoder.c: runs one window of n pieces from `beg` on; leaves the states [n + 2, hidden] in work->x, and in int8 in
 * work->q too; piece i's in row i + 1. */
void encoder_run(const struct model *m, struct model_work *w, const struct pieces *p, uint32_t beg, uint32_t n);
/* Its attention: out [s, hidden] from states x [s, hidden]: each head's softmax(Q K') V, Q scaled already. */
void encoder_attend(const struct model *m, struct model_work *w, const struct layer *l, const float *x, float *out, int s);
#endif
