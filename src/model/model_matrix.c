/* Matrices as the machine computes with them: in floats, or in 8 bits, packed. Floats cost 42 MB and 10 ms for six layers of 384,
 * integers 11 MB and 3 ms. */
#include "model_net.h"
#include "base_error.h"
#include <stdlib.h>

/* One block of memory cut up in two passes: with base NULL sizes are only counted. */
struct cutter {
    const struct model *m;
    char *base;
    size_t used;
    void *scratch; /* 16 rows of floats, 16 of bytes, each WIDEST long */
};
enum { WIDEST = 4096 };

static void *take(struct cutter *c, size_t n, size_t item) {
    void *p = c->base ? c->base + c->used : NULL;
    c->used += (n * item + 63) & ~(size_t)63;
    return p;
}

static float *take_floats(struct cutter *c, int n) {
    float *p = take(c, (size_t)n, sizeof(float));
    if (p) memset(p, 0, (size_t)n * sizeof(float));
    return p;
}

/* ---- a head's, from floats ---------------------------------------------------------------------------------------- */
/* Packs n rows of k floats with their bias; `across` says that w [k, n] holds them as columns. */
static void pack_floats(struct cutter *c, struct model_packed *x, const float *w, int n, int k, const float *b, bool across) {
    const int wide = round16(k), high = round16(n);
    const struct model_ops *ops = c->m->ops;
    int8_t *q = take(c, (size_t)high * (size_t)wide, 1);
    float *scale = take_floats(c, high), *sum = take_floats(c, high), *bias = take_floats(c, high);
    *x = (struct model_packed){.n = n, .k = wide, .q = q, .scale = scale, .sum = sum, .bias = bias};
    if (!c->base) return;
    memcpy(bias, b, (size_t)n * sizeof *b);
    for (int from = 0; from < n; from += 16) { /* a packed block */
        float *rows = c->scratch;
        int8_t *bytes = (int8_t *)(rows + (size_t)16 * WIDEST);
        const int some = n - from < 16 ? n - from : 16;
        memset(rows, 0, (size_t)some * (size_t)wide * sizeof *rows);
        for (int r = 0; r < some; r++)
            for (int i = 0; i < k; i++)
                rows[r * wide + i] =
                    across ? w[(size_t)i * (size_t)n + (size_t)(from + r)] : w[(size_t)(from + r) * (size_t)k + (size_t)i];
        ops->quantise_rows(rows, wide, NULL, bytes, scale + from, sum + from, some, wide, ops->most);
        ops->pack(bytes, some, wide, q + (size_t)from * (size_t)wide);
    }
}

static void pack_head(struct cutter *c, struct head *h) {
    const int hidden = c->m->shape.hidden, k = h->width;
    if (h->kind == HEAD_TAGGER) {
        pack_floats(c, &h->w.packed, h->w.wide, h->w.out, hidden, h->w.b, false);
        return;
    }
    pack_floats(c, &h->a.packed, h->a.wide, k, hidden, h->a.b, false);
    pack_floats(c, &h->t.packed, h->t.wide, k, hidden, h->t.b, false);
    for (uint32_t r = 0; r < h->n_labels; r++)
        pack_floats(c, &h->turns[r], h->u + r * (size_t)k * (size_t)k, k, k, h->ut + r * (size_t)k, true);
}

/* ---- a layer's, from 8 bits --------------------------------------------------------------------------------------- */
/* The row's sum; *most gets its largest absolute value, if larger. */
static int32_t row_sum(const int8_t *q, int n, int *most) {
    int32_t sum = 0;
    int high = *most;
    for (int i = 0; i < n; i++) {
        const int a = q[i] < 0 ? -q[i] : q[i];
        sum += q[i];
        high = a > high ? a : high;
    }
    *most = high;
    return sum;
}

static sayso_code prepare_layer(struct cutter *c, struct matrix *x, sayso_error *e) {
    const size_t in = (size_t)x->in, out = (size_t)x->out;
    float *wide = c->m->int8 ? NULL : take(c, in * out, sizeof(float)), *sum = c->m->int8 ? take(c, out, sizeof(float)) : NULL;
    int8_t *packed = c->m->int8 ? take(c, in * out, 1) : NULL;
    int most = 0;
    if (!c->base) return SAYSO_OK;
    for (size_t r = 0; r < out; r++) {
        const int32_t total = row_sum(x->q + r * in, x->in, &most);
        if (sum) sum[r] = (float)total;
        if (wide) c->m->ops->widen(x->q + r * in, x->s[r], NULL, wide + r * in, x->in);
    }
    x->wide = wide;
    if (packed) {
        c->m->ops->pack(x->q, x->out, x->in, packed);
        x->packed = (struct model_packed){.n = x->out, .k = x->in, .q = packed, .scale = x->s, .sum = sum, .bias = x->b};
    }
    const uint64_t byte = (uint64_t)((const unsigned char *)x->q - c->m->weights.bytes);
    return most > 63 ? error_set(e, SAYSO_MODEL, "model", byte, "a weight of a layer is outside -63..63") : SAYSO_OK;
}

static sayso_code prepare(struct cutter *c, struct model *m, sayso_error *e) {
    sayso_code code = SAYSO_OK;
    for (int i = 0; i < m->shape.layers; i++) {
        struct matrix *all[] = {&m->layers[i].qkv, &m->layers[i].out, &m->layers[i].ffn1, &m->layers[i].ffn2};
        for (int k = 0; k < 4 && !code; k++) code = prepare_layer(c, all[k], e);
    }
    for (uint32_t i = 0; i < m->n_heads && m->int8 && !code; i++) pack_head(c, &m->heads[i]);
    return code;
}

sayso_code matrix_prepare(struct model *m, sayso_error *e) {
    struct cutter count = {.m = m}, cut = {.m = m};
    for (uint32_t i = 0; i < m->n_heads; i++)
        if (m->heads[i].kind != HEAD_TAGGER &&
            !(m->heads[i].turns = ARENA_ARRAY(&m->arena, struct model_packed, m->heads[i].n_labels)))
            return error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    prepare(&count, m, e);
    cut.base = m->prepared = aligned_alloc(64, count.used + 64);
    cut.scratch = malloc((size_t)16 * WIDEST * (sizeof(float) + 1));
    const sayso_code code =
        cut.base && cut.scratch ? prepare(&cut, m, e) : error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    free(cut.scratch);
    return code;
}

void matrix_apply(const struct model *m, const struct matrix *x, struct rows in, int n, float *out, int stride, bool gelu) {
    if (m->int8) {
        m->ops->product(in.q, in.p, n, &x->packed, out, stride, gelu);
        return;
    }
    m->gemm->f32(true, n, x->out, x->in, in.x, x->in, x->wide, x->in, out, stride);
    m->ops->bias(out, stride, x->b, n, x->out);
    if (gelu) m->ops->gelu(out, n * stride);
}
