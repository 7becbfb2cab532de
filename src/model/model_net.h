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
    ATTENTION_ROWS = 64
};
enum { N_DIST = 2 * DIST_REACH + 1 };
#define PATH_BARRED (-1e4f) /* what a label costs where it may not stand */

struct net_shape {
    int layers, hidden, heads, ffn, positions, vocab, window, overlap, kase, line, quote;
    float eps;
};

/* y = W x + b, W [out, in] in 8 bits with a scale for each row; widened to floats or with its row sums, as the machine
 * computes. */
struct matrix {
    int out, in;
    const int8_t *q; /* [out, in] */
    const float *s;  /* [out] */
    const float *b;  /* [out] */
    float *wide;     /* [out, in]; NULL when computing in int8 */
    int32_t *sum;    /* [out];     NULL when computing in floats */
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
    const float *w, *b;         /* tagger: [L, hidden], [L] */
    const float *trans, *start; /* [L, L] from, to; [L]; NULL: none */
    /* roles */
    int width;
    int anchors;                            /* number of the tagger that finds them, or ANCHOR_WORDS */
    const float *aw, *ab, *tw, *tb;         /* [k, hidden], [k] */
    const float *u, *ua, *ut, *bias, *dist; /* [r, k, k], [r, k], [r, k], [r], [r, 129] */
    /* path: what the labels mean */
    uint32_t n_roles;
    const char **roles;
    int16_t *role;              /* [L] index into roles, -1 for O */
    bool *begins;               /* [L] a span begins here even after the same role */
    bool *confined;             /* [L] only on the anchor's line */
    bool *inside;               /* [L] not on a word that begins a line */
    int own, must;              /* the label of the anchor's own word; a label the path must hold; -1: any, none */
    uint32_t n_states;          /* L; 2 L where there is one the path must hold: before and after the first of it */
    const float *steps, *begin; /* [n_states, n_states], [n_states]: trans and start over states */
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
    bool int8;           /* the layers' products */
    bool int8_attention; /* and attention's */
    int most;            /* gemm_int8_most() */
    const struct gemm *gemm;
    const struct model_ops *ops;
    void *prepared; /* widened weights or sums */
};

/* Attention in integers, one head of width d. */
struct attention {
    uint8_t *q;              /* [s, d] */
    int8_t *k, *v;           /* [s, d] */
    float *k_scale, *k_sum;  /* [s] */
    float *k_mean, *v_scale; /* [d] */
    uint8_t *probs;          /* [2, ATTENTION_ROWS, s rounded up] high bytes, low bytes */
    float *part;             /* [ATTENTION_ROWS] */
    int32_t *acc;            /* [2, ATTENTION_ROWS, d] */
};

/* One thread's buffers; s is window + 2 positions. */
struct model_work {
    float *x;     /* [s, hidden] the state; after encoder_run() the encoder's output */
    float *y;     /* [s, hidden] */
    float *wide;  /* [s, max(3 * hidden, ffn)] */
    float *mixed; /* [s, hidden] what the attention heads make */
    float *probs; /* [ATTENTION_ROWS, s rounded up to 16] */
    struct attention attention;
    uint8_t *q;                /* [s, max(hidden, ffn)] */
    struct model_quant *quant; /* [s] */
    float *tags;               /* [s, labels] of the tagger with most labels */
    float *anchors;            /* [ANCHOR_BATCH, width] of the widest roles head; likewise below */
    float *turned;             /* [ANCHOR_BATCH, width] */
    float *targets;            /* [s, width] */
    float *pairs;              /* [roles, ANCHOR_BATCH, max(s, PAIR_REACH + ANCHOR_BATCH)] */
    float *emit;               /* [s, states] of a path */
    uint8_t *back;             /* [s, states] */
    uint8_t *path;             /* [s] */
    uint32_t *words;           /* [s] */
    uint32_t *list;            /* [s] */
    void *block;               /* all of them */
    struct arena arena;        /* results of the windows this thread has read */
};

/* model_load.c: model_open() from memory, which is borrowed and aligned to 8; for tests. */
struct model *model_from(const void *bytes, size_t n, sayso_compute compute, sayso_error *e);

/* model_config.c: the header's "encoder" and "heads" into m->shape and m->heads (names, kinds, labels; no tensors yet). */
sayso_code config_read(struct model *m, sayso_error *e);

/* model_encoder.c: runs one window of n pieces from `beg` on; leaves the states [n + 2, hidden] in work->x, piece i's in row
 * i + 1. */
void encoder_run(const struct model *m, struct model_work *w, const struct pieces *p, uint32_t beg, uint32_t n);
/* Its attention: out [s, hidden] from qkv [s, 3 * hidden]: each head's softmax(Q K') V, Q scaled already. */
void encoder_attend(const struct model *m, struct model_work *w, const float *qkv, float *out, int s);
#endif
