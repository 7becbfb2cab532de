/* Taggers and anchored roles over the encoder's states. */
#include "model_heads.h"

void heads_tag(const struct model *m, const struct head *t, struct rows h, int n, float *out) {
    matrix_apply(m, &t->w, h, n, out, t->stride, false);
}

void heads_project(const struct model *m, const struct head *r, const struct matrix *x, struct rows h, int n, float *out) {
    matrix_apply(m, x, h, n, out, r->stride, true);
}

void heads_targets(const struct model *m, const struct head *r, const float *b, const uint32_t *at, int n, struct targets *t) {
    t->n = n, t->stride = round16(n), t->at = at, t->b = b;
    if (!m->int8) return;
    t->packed = (struct model_packed){.n = n, .k = r->stride, .q = t->q, .scale = t->scale, .sum = t->sum};
    m->ops->quantise_rows(b, r->stride, NULL, t->rows, t->scale, t->sum, n, r->stride, m->ops->most);
    m->ops->pack(t->rows, n, r->stride, t->q);
}

/* In eight sums, for the compiler to add side by side. */
static float dot(const float *a, const float *b, int n) {
    float sum[8] = {0}, total = 0;
    for (int i = 0; i + 8 <= n; i += 8)
        for (int k = 0; k < 8; k++) sum[k] += a[i + k] * b[i + k];
    for (int i = n & ~7; i < n; i++) total += a[i] * b[i];
    for (int k = 0; k < 8; k++) total += sum[k];
    return total;
}

/* Adds to a row of scores what depends on the anchor alone, and the bias by distance. Positions rise; in a window by ones. */
static void add_distance(const float *dist, float anchor, uint32_t at, const uint32_t *at_t, int n, float *out) {
    const bool side_by_side = at_t[n - 1] - at_t[0] == (uint32_t)(n - 1);
    for (int t = 0; t < n;) {
        const int64_t d = (int64_t)at_t[t] - (int64_t)at;
        int end = t + 1;
        if (side_by_side) {
            const int64_t whole = d <= -DIST_REACH ? 1 - DIST_REACH - d : d < DIST_REACH ? DIST_REACH - d : n;
            end = whole < n - t ? t + (int)whole : n;
        }
        if (d <= -DIST_REACH || d >= DIST_REACH) {
            const float more = anchor + dist[d < 0 ? 0 : N_DIST - 1];
            for (; t < end; t++) out[t] += more;
        } else {
            const float *more = dist + d + DIST_REACH;
            for (int i = 0; t < end; i++, t++) out[t] += anchor + more[i];
        }
    }
}

/* A' U B + ut B = (A' U + ut) B, of one role */
static void score_role(const struct model *m, const struct head *r, uint32_t role, const float *a, int n_a, struct targets *t,
                       float *turned, float *out) {
    const size_t k = (size_t)r->width;
    if (m->int8) {
        if (!role) m->ops->quantise(a, r->stride, t->anchor, t->anchor_quant, n_a, r->stride);
        m->ops->product(t->anchor, t->anchor_quant, n_a, &r->turns[role], turned, r->stride, false);
        m->ops->quantise(turned, r->stride, t->turned, t->turned_quant, n_a, r->stride);
        m->ops->product(t->turned, t->turned_quant, n_a, &t->packed, out, t->stride, false);
        return;
    }
    m->gemm->f32(false, n_a, r->width, r->width, a, r->stride, r->u + role * k * k, r->width, turned, r->stride);
    m->ops->bias(turned, r->stride, r->ut + role * k, n_a, r->width);
    m->gemm->f32(true, n_a, t->n, r->width, turned, r->stride, t->b, r->stride, out, t->stride);
}

void heads_pair(const struct model *m, const struct head *r, const float *a, const uint32_t *at, int n_a, struct targets *t,
                float *turned, float *out) {
    for (uint32_t role = 0; role < r->n_labels; role++, out += (size_t)n_a * (size_t)t->stride) {
        score_role(m, r, role, a, n_a, t, turned, out);
        for (int i = 0; i < n_a; i++) {
            const float anchor =
                r->bias[role] + dot(r->ua + role * (size_t)r->width, a + (size_t)i * (size_t)r->stride, r->width);
            add_distance(r->dist + role * (size_t)N_DIST, anchor, at[i], t->at, t->n, out + (size_t)i * (size_t)t->stride);
        }
    }
}
