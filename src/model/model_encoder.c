/* The encoder: docs/MODEL.md, section 3. One window at a time, unpadded, in one thread's buffers; nothing is allocated.
 * s is the window's positions: [CLS], n pieces, [SEP]. */
#include "model_net.h"
#include <string.h>

/* y [n, out] = x [n, in] W' + b, then gelu if told */
static void apply(const struct model *m, struct model_work *w, const struct matrix *x, const float *in, float *out, int n,
                  bool gelu) {
    if (m->int8) m->ops->quantise(in, x->in, w->q, w->quant, n, x->in);
    matrix_apply(m, x, (struct rows){in, w->q, w->quant}, n, out, x->out, gelu);
}

/* One row of the input's sum: word + position (+ case + line + quote). */
static void embed_row(const struct model *m, float *x, int32_t id, int position, int kase, int line, int quote) {
    const struct embeddings *e = &m->embed;
    const size_t h = (size_t)m->shape.hidden;
    const int hidden = m->shape.hidden;
    m->ops->widen(e->word + (size_t)id * h, e->word_s[id], e->position + (size_t)position * h, x, hidden);
    m->ops->bias(x, hidden, e->kase + (size_t)kase * h, 1, hidden);
    m->ops->bias(x, hidden, e->line + (size_t)line * h, 1, hidden);
    m->ops->bias(x, hidden, e->quote + (size_t)quote * h, 1, hidden);
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

/* Attention of `heads` heads side by side: their queries, keys and values are `wide` apart in rows of x, three times as long. By
 * blocks of rows, so that the probabilities of a block stay in cache. */
static void attend_floats(const struct model *m, struct model_work *w, const float *x, int wide, float *out, int s) {
    const int hidden = m->shape.hidden, d = hidden / m->shape.heads;
    for (int head = 0; head * d < wide; head++) {
        const float *q = x + head * d, *k = q + wide, *v = k + wide;
        for (int row = 0; row < s; row += ATTENTION_ROWS) {
            const int rows = s - row < ATTENTION_ROWS ? s - row : ATTENTION_ROWS;
            m->gemm->f32(true, rows, s, d, q + (size_t)row * 3 * (size_t)wide, 3 * wide, k, 3 * wide, w->probs, s);
            m->ops->softmax(w->probs, rows, s, s);
            m->gemm->f32(false, rows, d, s, w->probs, s, v, 3 * wide, out + (size_t)row * (size_t)hidden + head * d, hidden);
        }
    }
}

/* A sum of 8-bit values as the integer it is; 0 where broken weights made it none. */
static int32_t whole(float sum) {
    const float most = 127 * 4096;
    return sum > -most && sum < most ? (int32_t)sum : 0;
}

/* The same in integers: queries and keys with a scale each; keys less their mean, which adds the same to all of a query's
 * products, so that softmax does not see it, and in trained nets is much larger than what tells keys apart; probabilities in two
 * bytes; values with a scale for each column. */
static void attend_integers(const struct model *m, struct model_work *w, const float *x, int wide, float *out, int s) {
    const int hidden = m->shape.hidden, d = hidden / m->shape.heads, padded = round16(s);
    const int top = s <= 512 ? 32767 : 32767 * 512 / s; /* s * top * 127 < 2^31 */
    const struct model_ops *ops = m->ops;
    struct attention *a = &w->attention;
    int32_t *acc = (int32_t *)(void *)w->probs;
    for (int head = 0; head * d < wide; head++) {
        const float *q = x + head * d, *k = q + wide, *v = k + wide;
        ops->quantise_queries(q, 3 * wide, a->q, a->q_scale, s, d);
        ops->quantise_rows(k, 3 * wide, a->k_mean, a->rows, a->k_scale, a->k_sum, s, d, ops->most);
        for (int i = 0; i < s; i++) a->k_begin[i] = -QUERY_ZERO * whole(a->k_sum[i]);
        ops->pack(a->rows, s, d, a->k);
        ops->quantise_columns(v, 3 * wide, a->v, a->v_scale, s, d, 127);
        for (int row = 0; row < s; row += ATTENTION_ROWS_INT8) {
            const int rows = s - row < ATTENTION_ROWS_INT8 ? s - row : ATTENTION_ROWS_INT8;
            ops->scores(a->q + row * d, rows, a->k, a->k_begin, s, d, acc, padded);
            ops->softmax_15(acc, a->q_scale + row, a->k_scale, a->probs, a->part, rows, s, padded, top);
            ops->product_15(a->probs, a->part, rows, a->v, a->v_scale, d, padded, out + (size_t)row * (size_t)hidden + head * d,
                            hidden);
        }
    }
}

static void attend(const struct model *m, struct model_work *w, const float *x, int wide, float *out, int s) {
    if (m->int8_attention)
        attend_integers(m, w, x, wide, out, s);
    else
        attend_floats(m, w, x, wide, out, s);
}

/* Rows [from, from + n) of x. */
static struct matrix part_of(const struct matrix *x, int from, int n) {
    struct matrix part = *x;
    part.out = n, part.b = x->b + from;
    if (x->wide) part.wide = x->wide + (size_t)from * (size_t)x->in;
    if (!x->packed.q) return part;
    part.packed.n = n, part.packed.q = x->packed.q + (size_t)from * (size_t)x->in;
    part.packed.scale = x->packed.scale + from, part.packed.sum = x->packed.sum + from, part.packed.bias = part.b;
    return part;
}

/* A few heads at a time: their queries, keys and values stay in cache until they are used. */
void encoder_attend(const struct model *m, struct model_work *w, const struct layer *l, const float *x, float *out, int s) {
    const int hidden = m->shape.hidden, heads = m->shape.heads, d = hidden / heads;
    const int together = d % 16 ? heads : d < ATTENTION_WIDTH ? ATTENTION_WIDTH / d : 1;
    if (m->int8) m->ops->quantise(x, hidden, w->q, w->quant, s, hidden);
    for (int head = 0; head < heads; head += together) {
        const int wide = (heads - head < together ? heads - head : together) * d;
        for (int part = 0; part < 3; part++) {
            const struct matrix some = part_of(&l->qkv, part * hidden + head * d, wide);
            matrix_apply(m, &some, (struct rows){x, w->q, w->quant}, s, w->wide + part * wide, 3 * wide, false);
        }
        attend(m, w, w->wide, wide, out + head * d, s);
    }
}

/* By blocks of rows, so that what is between its two products stays in cache. */
static void feed_forward(const struct model *m, struct model_work *w, const struct layer *l, int s) {
    const int hidden = m->shape.hidden;
    for (int row = 0; row < s; row += FEED_ROWS) {
        const int rows = s - row < FEED_ROWS ? s - row : FEED_ROWS;
        apply(m, w, &l->ffn1, w->x + (size_t)row * (size_t)hidden, w->wide, rows, true);
        apply(m, w, &l->ffn2, w->wide, w->y + (size_t)row * (size_t)hidden, rows, false);
    }
}

void encoder_run(const struct model *m, struct model_work *w, const struct pieces *p, uint32_t beg, uint32_t n) {
    const int s = (int)n + 2, hidden = m->shape.hidden;
    embed(m, w->x, p, beg, (int)n);
    for (int i = 0; i < m->shape.layers; i++) {
        const struct layer *l = &m->layers[i];
        encoder_attend(m, w, l, w->x, w->mixed, s);
        apply(m, w, &l->out, w->mixed, w->y, s, false);
        m->ops->norm(w->x, w->y, l->norm1.g, l->norm1.b, s, hidden, m->shape.eps);
        feed_forward(m, w, l, s);
        m->ops->norm(w->x, w->y, l->norm2.g, l->norm2.b, s, hidden, m->shape.eps);
    }
    if (m->int8) m->ops->quantise(w->x, hidden, w->q, w->quant, s, hidden);
}
