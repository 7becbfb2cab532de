/* Opening a model: map the file, read its description, find every tensor by name, type and shape, and choose the way this machine
 * computes. */
#include "model_net.h"
#include "base_error.h"
#include <stdio.h>
#include <stdlib.h>

/* Looks tensors up and keeps the first failure, so that binding reads straight down. */
struct binder {
    const struct weights *w;
    sayso_error *e;
    sayso_code code;
};

static const void *need(struct binder *b, enum tensor_type type, const char *name, uint64_t rows, uint64_t columns,
                        uint64_t depth) {
    if (b->code) return NULL;
    const struct tensor *t = weights_find(b->w, name);
    const uint64_t shape[TENSOR_MAX_RANK] = {rows, columns, depth, 1};
    if (!t)
        b->code = error_set(b->e, SAYSO_MODEL, "model", 8, "tensor %s is missing", name);
    else if (t->type != type || memcmp(t->shape, shape, sizeof shape))
        b->code = error_set(b->e, SAYSO_MODEL, "model", t->at, "tensor %s has another type or shape than the net", name);
    return b->code ? NULL : t->data;
}

static const float *floats(struct binder *b, const char *prefix, const char *name, int rows, int columns, int depth) {
    char full[WEIGHTS_MAX_NAME + 64];
    snprintf(full, sizeof full, "%s%s", prefix, name);
    return need(b, TENSOR_F32, full, (uint64_t)rows, (uint64_t)columns, (uint64_t)depth);
}

static struct matrix matrix(struct binder *b, const char *prefix, const char *name, int out, int in) {
    char full[WEIGHTS_MAX_NAME + 64];
    struct matrix m = {.out = out, .in = in};
    snprintf(full, sizeof full, "%s%s.q", prefix, name);
    m.q = need(b, TENSOR_I8, full, (uint64_t)out, (uint64_t)in, 1);
    snprintf(full, sizeof full, "%s%s.s", prefix, name);
    m.s = need(b, TENSOR_F32, full, (uint64_t)out, 1, 1);
    snprintf(full, sizeof full, "%s%s.b", prefix, name);
    m.b = need(b, TENSOR_F32, full, (uint64_t)out, 1, 1);
    return m;
}

static struct norm norm(struct binder *b, const char *prefix, const char *name, int hidden) {
    char full[WEIGHTS_MAX_NAME + 64];
    struct norm n;
    snprintf(full, sizeof full, "%s%s.g", prefix, name);
    n.g = need(b, TENSOR_F32, full, (uint64_t)hidden, 1, 1);
    snprintf(full, sizeof full, "%s%s.b", prefix, name);
    n.b = need(b, TENSOR_F32, full, (uint64_t)hidden, 1, 1);
    return n;
}

static void bind_embeddings(struct binder *b, struct model *m) {
    const struct net_shape *s = &m->shape;
    m->embed.word = need(b, TENSOR_I8, "embed.word.q", (uint64_t)s->vocab, (uint64_t)s->hidden, 1);
    m->embed.word_s = floats(b, "embed.", "word.s", s->vocab, 1, 1);
    m->embed.position = floats(b, "embed.", "position", s->positions, s->hidden, 1);
    m->embed.kase = floats(b, "embed.", "case", s->kase, s->hidden, 1);
    m->embed.line = floats(b, "embed.", "line", s->line, s->hidden, 1);
    m->embed.quote = floats(b, "embed.", "quote", s->quote, s->hidden, 1);
    m->embed.norm = norm(b, "embed.", "norm", s->hidden);
}

static void bind_layer(struct binder *b, struct layer *l, int number, const struct net_shape *s) {
    char p[32];
    snprintf(p, sizeof p, "layer.%d.", number);
    l->qkv = matrix(b, p, "qkv", 3 * s->hidden, s->hidden);
    l->out = matrix(b, p, "out", s->hidden, s->hidden);
    l->ffn1 = matrix(b, p, "ffn1", s->ffn, s->hidden);
    l->ffn2 = matrix(b, p, "ffn2", s->hidden, s->ffn);
    l->norm1 = norm(b, p, "norm1", s->hidden);
    l->norm2 = norm(b, p, "norm2", s->hidden);
}

/* One of a head's: in floats. */
static struct matrix wide_matrix(struct binder *b, const char *prefix, const char *weights, const char *bias, int out, int in) {
    return (struct matrix){
        .out = out, .in = in, .wide = floats(b, prefix, weights, out, in, 1), .b = floats(b, prefix, bias, out, 1, 1)};
}

static void bind_head(struct binder *b, struct head *h, int hidden) {
    char p[WEIGHTS_MAX_NAME + 32];
    const int L = (int)h->n_labels, k = h->width;
    h->stride = round16(h->kind == HEAD_TAGGER ? L : k);
    snprintf(p, sizeof p, "head.%.*s.", WEIGHTS_MAX_NAME, h->name);
    if (h->kind == HEAD_TAGGER) {
        h->w = wide_matrix(b, p, "w", "b", L, hidden);
    } else {
        h->a = wide_matrix(b, p, "a.w", "a.b", k, hidden);
        h->t = wide_matrix(b, p, "t.w", "t.b", k, hidden);
        h->u = floats(b, p, "u", L, k, k);
        h->ua = floats(b, p, "ua", L, k, 1);
        h->ut = floats(b, p, "ut", L, k, 1);
        h->bias = floats(b, p, "bias", L, 1, 1);
        h->dist = floats(b, p, "dist", L, N_DIST, 1);
    }
    char trans[WEIGHTS_MAX_NAME + 48];
    snprintf(trans, sizeof trans, "%strans", p);
    if (h->kind == HEAD_PATH || (h->kind == HEAD_TAGGER && weights_find(b->w, trans))) {
        h->trans = floats(b, p, "trans", L, L, 1);
        h->start = floats(b, p, "start", L, 1, 1);
    }
}

/* The states of a path: its labels; or, where it must hold a certain label, every label twice, before and after the first of
 * those. */
static bool make_states(struct model *m, struct head *h) {
    const uint32_t L = h->n_labels, must = (uint32_t)h->must, n = h->must < 0 ? L : 2 * L, S = (uint32_t)round16((int)n);
    float *steps = ARENA_ARRAY(&m->arena, float, (size_t)n *S), *begin = ARENA_ARRAY(&m->arena, float, S);
    if (!steps || !begin) return false;
    for (uint32_t i = 0; i < n * S; i++) steps[i] = i % S < n ? PATH_BARRED : -1e30f;
    for (uint32_t y = 0; y < S; y++) begin[y] = y < n ? PATH_BARRED : -1e30f;
    for (uint32_t y = 0; y < L; y++) {
        begin[h->must >= 0 && y == must ? L + y : y] = h->start[y];
        for (uint32_t x = 0; x < L; x++) {
            const float t = h->trans[x * L + y];
            steps[x * S + y + (h->must >= 0 && y == must ? L : 0)] = t;
            if (h->must >= 0) steps[(L + x) * S + L + y] = t;
        }
    }
    h->n_states = n, h->state_stride = S, h->steps = steps, h->begin = begin;
    return true;
}

static sayso_code bind(struct model *m, sayso_error *e) {
    struct binder b = {&m->weights, e, SAYSO_OK};
    m->layers = ARENA_ARRAY(&m->arena, struct layer, m->shape.layers);
    if (!m->layers) return error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    bind_embeddings(&b, m);
    for (int i = 0; i < m->shape.layers; i++) bind_layer(&b, &m->layers[i], i, &m->shape);
    for (uint32_t i = 0; i < m->n_heads; i++) bind_head(&b, &m->heads[i], m->shape.hidden);
    if (b.code) return b.code;
    for (uint32_t i = 0; i < m->n_heads; i++)
        if (m->heads[i].trans && !make_states(m, &m->heads[i])) return error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    const struct tensor *vocab = weights_find(&m->weights, "vocab");
    if (!vocab || vocab->type != TENSOR_U8) return error_set(e, SAYSO_MODEL, "model", 8, "tensor vocab is missing");
    sayso_code code = wordpiece_init(&m->wordpiece, vocab->data, vocab->bytes, e);
    if (code) return code;
    if ((int)m->wordpiece.n != m->shape.vocab)
        return error_set(e, SAYSO_MODEL, "model", vocab->at, "the vocabulary has %u pieces, the net %d", m->wordpiece.n,
                         m->shape.vocab);
    return SAYSO_OK;
}

static sayso_code load(struct model *m, sayso_compute compute, const struct model_ops *ops, sayso_error *e) {
    sayso_code code;
    m->gemm = &gemm_dnnl;
    m->ops = ops ? ops : model_ops_best();
    m->int8 = compute == SAYSO_COMPUTE_INT8 || (compute == SAYSO_COMPUTE_AUTO && m->ops != &model_ops_plain);
    if ((code = config_read(m, e)) || (code = bind(m, e))) return code;
    m->int8_attention = m->int8 && m->ops->most == 127 && m->shape.hidden / m->shape.heads % 16 == 0;
    return matrix_prepare(m, e);
}

/* From a file, or where path is NULL from memory. */
static struct model *open_from(const char *path, const void *bytes, size_t n, sayso_compute compute, const struct model_ops *ops,
                               sayso_error *e) {
    struct model *m = calloc(1, sizeof *m);
    if (!m) {
        error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
        return NULL;
    }
    arena_init(&m->arena, 0);
    if ((path ? weights_open(&m->weights, path, e) : weights_from(&m->weights, bytes, n, e)) || load(m, compute, ops, e)) {
        model_free(m);
        return NULL;
    }
    return m;
}

struct model *model_open(const char *path, sayso_compute compute, sayso_error *e) {
    return open_from(path, NULL, 0, compute, NULL, e);
}

struct model *model_open_with(const char *path, sayso_compute compute, const struct model_ops *ops, sayso_error *e) {
    return open_from(path, NULL, 0, compute, ops, e);
}

struct model *model_from(const void *bytes, size_t n, sayso_compute compute, sayso_error *e) {
    return open_from(NULL, bytes, n, compute, NULL, e);
}

void model_free(struct model *m) {
    if (!m) return;
    free(m->prepared);
    wordpiece_release(&m->wordpiece);
    arena_release(&m->arena);
    weights_release(&m->weights);
    free(m);
}
