/* Taggers and anchored roles over the encoder's states. */
#include "model_heads.h"

void heads_tag(const struct model *m, const struct head *t, const float *h, int n, float *out) {
    const int labels = (int)t->n_labels, hidden = m->shape.hidden;
    m->gemm->f32(true, n, labels, hidden, h, hidden, t->w, hidden, out, labels);
    m->ops->bias(out, t->b, n, labels);
}

void heads_project(const struct model *m, int k, const float *w, const float *b, const float *h, int n, float *out) {
    const int hidden = m->shape.hidden;
    m->gemm->f32(true, n, k, hidden, h, hidden, w, hidden, out, k);
    m->ops->bias(out, b, n, k);
    m->ops->gelu(out, n * k);
}

static float dot(const float *a, const float *b, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

/* Adds to a row of scores what depends on the anchor alone, and the bias by distance. */
static void add_distance(const float *dist, float anchor, uint32_t at, const uint32_t *at_t, int n, float *out) {
    for (int t = 0; t < n; t++) {
        int64_t d = (int64_t)at_t[t] - (int64_t)at + DIST_REACH;
        d = d < 0 ? 0 : d >= N_DIST ? N_DIST - 1 : d;
        out[t] += anchor + dist[d];
    }
}

void heads_pair(const struct model *m, const struct head *r, const float *a, const uint32_t *at_a, int n_a, const float *b,
                const uint32_t *at_t, int n_t, float *turned, float *out) {
    const size_t k = (size_t)r->width;
    for (uint32_t role = 0; role < r->n_labels; role++, out += (size_t)n_a * (size_t)n_t) {
        /* A' U B + ut B = (A' U + ut) B */
        m->gemm->f32(false, n_a, r->width, r->width, a, r->width, r->u + role * k * k, r->width, turned, r->width);
        m->ops->bias(turned, r->ut + role * k, n_a, r->width);
        m->gemm->f32(true, n_a, n_t, r->width, turned, r->width, b, r->width, out, n_t);
        for (int i = 0; i < n_a; i++) {
            const float anchor = r->bias[role] + dot(r->ua + role * k, a + (size_t)i * k, r->width);
            add_distance(r->dist + role * (size_t)N_DIST, anchor, at_a[i], at_t, n_t, out + (size_t)i * (size_t)n_t);
        }
    }
}
