/* The encoder: docs/MODEL.md, section 3. One window at a time, unpadded, in one thread's buffers; nothing is allocated.
 * s is the window's positions: [CLS], n pieces, [SEP]. */
#include "model_net.h"
#include <string.h>

/* y [n, out] = x [n, in] W' + b */
static void apply(const struct model *m, struct model_work *w, const struct matrix *x, const float *in, float *out, int n) {
    if (x->sum) {
        int32_t *sums = (int32_t *)(void *)out; /* restored in place */
        m->ops->quantise(in, x->in, w->q, w->quant, n, x->in);
        m->gemm->u8s8(true, n, x->out, x->in, w->q, x->in, x->q, x->in, sums, x->out);
        m->ops->restore(sums, out, w->quant, x->sum, x->s, x->b, n, x->out);
    } else {
        m->gemm->f32(true, n, x->out, x->in, in, x->in, x->wide, x->in, out, x->out);
        m->ops->bias(out, x->b, n, x->out);
    }
}

/* One row of the input's sum: word + position (+ case + line + quote). */
static void embed_row(const struct model *m, float *x, int32_t id, int position, int kase, int line, int quote) {
    const struct embeddings *e = &m->embed;
    const size_t h = (size_t)m->shape.hidden;
    const int hidden = m->shape.hidden;
    m->ops->widen(e->word + (size_t)id * h, e->word_s[id], e->position + (size_t)position * h, x, hidden);
    m->ops->bias(x, e->kase + (size_t)kase * h, 1, hidden);
    m->ops->bias(x, e->line + (size_t)line * h, 1, hidden);
    m->ops->bias(x, e->quote + (size_t)quote * h, 1, hidden);
}

static void embed(const struct model *m, float *x, const struct pieces *p, uint32_t beg, int n) {
    const size_t h = (size_t)m->shape.hidden;
    embed_row(m, x, m->wordpiece.cls, 0, 0, 0, 0);
    for (int i = 0; i < n; i++) {
        const uint32_t t = beg + (uint32_t)i;
        embed_row(m, x + (size_t)(i + 1) * h, p->id[t], i + 1, p->kase[t], p->line[t], p->quote[t]);
    }
    embed_row(m, x + (size_t)(n + 1) * h, m->wordpiece.sep, n + 1, 0, 0, 0);
    m->ops->norm(x, NULL, m->embed.norm.g, m->embed.norm.b, n + 2, m->shape.hidden, m->shape.eps);
}

/* By blocks of rows, so that the probabilities of a block stay in cache. */
static void attend_floats(const struct model *m, struct model_work *w, const float *qkv, float *out, int s) {
    const int hidden = m->shape.hidden, heads = m->shape.heads, d = hidden / heads;
    for (int head = 0; head < heads; head++) {
        const float *q = qkv + head * d, *k = q + hidden, *v = k + hidden;
        for (int row = 0; row < s; row += ATTENTION_ROWS) {
            const int rows = s - row < ATTENTION_ROWS ? s - row : ATTENTION_ROWS;
            m->gemm->f32(true, rows, s, d, q + (size_t)row * 3 * (size_t)hidden, 3 * hidden, k, 3 * hidden, w->probs, s);
            m->ops->softmax(w->probs, rows, s, s);
            m->gemm->f32(false, rows, d, s, w->probs, s, v, 3 * hidden, out + (size_t)row * (size_t)hidden + head * d, hidden);
        }
    }
}

/* The same in integers: queries with a scale and zero point each, keys with a scale each, probabilities in two bytes, values with
 * a scale for each column. */
static void attend_integers(const struct model *m, struct model_work *w, const float *qkv, float *out, int s) {
    const int hidden = m->shape.hidden, heads = m->shape.heads, d = hidden / heads, wide = 3 * hidden, padded = (s + 15) & ~15;
    struct attention *a = &w->attention;
    int32_t *acc = (int32_t *)(void *)w->probs;
    for (int head = 0; head < heads; head++) {
        const float *q = qkv + head * d, *k = q + hidden, *v = k + hidden;
        m->ops->quantise(q, wide, a->q, w->quant, s, d);
        m->ops->quantise_keys(k, wide, a->k_mean, a->k, a->k_scale, a->k_sum, s, d, m->most);
        m->ops->quantise_values(v, wide, a->v, a->v_scale, s, d, m->most);
        for (int row = 0; row < s; row += ATTENTION_ROWS) {
            const int rows = s - row < ATTENTION_ROWS ? s - row : ATTENTION_ROWS;
            m->gemm->u8s8(true, rows, s, d, a->q + row * d, d, a->k, d, acc, padded);
            m->ops->softmax_u8(acc, w->quant + row, a->k_sum, a->k_scale, a->probs, a->probs + rows * padded, a->part, rows, s,
                               padded);
            m->gemm->u8s8(false, 2 * rows, d, s, a->probs, padded, a->v, d, a->acc, d);
            m->ops->restore_values(a->acc, a->acc + rows * d, a->part, a->v_scale, out + (size_t)row * (size_t)hidden + head * d,
                                   hidden, rows, d);
        }
    }
}

void encoder_attend(const struct model *m, struct model_work *w, const float *qkv, float *out, int s) {
    if (m->int8_attention)
        attend_integers(m, w, qkv, out, s);
    else
        attend_floats(m, w, qkv, out, s);
}

void encoder_run(const struct model *m, struct model_work *w, const struct pieces *p, uint32_t beg, uint32_t n) {
    const int s = (int)n + 2, hidden = m->shape.hidden;
    embed(m, w->x, p, beg, (int)n);
    for (int i = 0; i < m->shape.layers; i++) {
        const struct layer *l = &m->layers[i];
        apply(m, w, &l->qkv, w->x, w->wide, s);
        encoder_attend(m, w, w->wide, w->mixed, s);
        apply(m, w, &l->out, w->mixed, w->y, s);
        m->ops->norm(w->x, w->y, l->norm1.g, l->norm1.b, s, hidden, m->shape.eps);
        apply(m, w, &l->ffn1, w->x, w->wide, s);
        m->ops->gelu(w->wide, s * m->shape.ffn);
        apply(m, w, &l->ffn2, w->wide, w->y, s);
        m->ops->norm(w->x, w->y, l->norm2.g, l->norm2.b, s, hidden, m->shape.eps);
    }
}
