/* Each operation of the net in each build of it against the plain loops, as ggml's test-backend-ops does: on random rows of
 * the encoder's widths, with the bound stated in the case; and the plain loops against the C library's functions. */
#include "test_model.h"

enum { ROWS = 5, WIDE = 1536 };

struct data {
    float a[ROWS * WIDE], b[ROWS * WIDE], g[WIDE], h[WIDE];
    int8_t q[WIDE];
};

static uint32_t next(uint32_t *seed) { return *seed = *seed * 1664525u + 1013904223u; }

static float uniform(uint32_t *seed, float most) { return ((float)(next(seed) >> 8) / (1 << 23) - 1) * most; }

static struct data *make(uint32_t seed) {
    struct data *d = calloc(1, sizeof *d);
    for (int i = 0; i < ROWS * WIDE; i++) d->a[i] = uniform(&seed, 4), d->b[i] = uniform(&seed, 2);
    for (int i = 0; i < WIDE; i++)
        d->g[i] = uniform(&seed, 1.5f), d->h[i] = uniform(&seed, 1), d->q[i] = (int8_t)(next(&seed) >> 24);
    return d;
}

/* ||got - want|| / ||want|| */
static double distance(const float *got, const float *want, int n) {
    double wrong = 0, size = 0;
    for (int i = 0; i < n; i++) {
        const double d = (double)got[i] - (double)want[i];
        wrong += d * d;
        size += (double)want[i] * (double)want[i];
    }
    return sqrt(wrong / (size > 0 ? size : 1));
}

static const int WIDTHS[] = {16, 48, 384, 1152, WIDE};
enum { N_WIDTHS = sizeof WIDTHS / sizeof *WIDTHS };

/* One operation with one build, into out [ROWS, w]. */
typedef void (*operation)(const struct model_ops *ops, const struct data *d, int w, float *out);

static void do_norm(const struct model_ops *ops, const struct data *d, int w, float *out) {
    memcpy(out, d->a, sizeof(float) * ROWS * (size_t)w);
    ops->norm(out, d->b, d->g, d->h, ROWS, w, 1e-12f);
}
static void do_softmax(const struct model_ops *ops, const struct data *d, int w, float *out) {
    memcpy(out, d->a, sizeof(float) * ROWS * (size_t)w);
    ops->softmax(out, ROWS, w - 3, w); /* with a tail */
}
static void do_bias(const struct model_ops *ops, const struct data *d, int w, float *out) {
    memcpy(out, d->a, sizeof(float) * ROWS * (size_t)w);
    ops->bias(out, w, d->b, ROWS, w - 5);
}
static void do_gelu(const struct model_ops *ops, const struct data *d, int w, float *out) {
    memcpy(out, d->a, sizeof(float) * ROWS * (size_t)w);
    ops->gelu(out, ROWS * w - 7);
}
static void do_quantise(const struct model_ops *ops, const struct data *d, int w, float *out) {
    uint8_t q[ROWS * WIDE];
    struct model_quant p[ROWS];
    ops->quantise(d->a, w, q, p, ROWS, w);
    for (int i = 0; i < ROWS * w; i++) out[i] = (float)((int)q[i] - p[i / w].zero) * p[i / w].scale;
}
static void do_widen(const struct model_ops *ops, const struct data *d, int w, float *out) {
    for (int r = 0; r < ROWS; r++) ops->widen(d->q, 0.01f * (float)(r + 1), r % 2 ? d->g : NULL, out + r * w, w);
}
static void do_rows(const struct model_ops *ops, const struct data *d, int w, float *out) {
    int8_t q[ROWS * WIDE];
    float mean[WIDE], scale[ROWS], sum[ROWS];
    ops->quantise_rows(d->a, w, mean, q, scale, sum, ROWS, w, 127);
    for (int r = 0; r < ROWS; r++) {
        int total = 0;
        for (int i = 0; i < w; i++) total += q[r * w + i], out[r * w + i] = (float)q[r * w + i] * scale[r] + mean[i];
        assert_int_equal(total, (int)sum[r]);
    }
}
/* Each row's best, and its share of the softmax, of rows of every length below w. */
static void do_best(const struct model_ops *ops, const struct data *d, int w, float *out) {
    for (int i = 0; i < ROWS * w; i++) {
        float p;
        out[i] = (float)ops->best(d->a + i / w * w, (uint32_t)(i % w) + 1, &p);
        out[i] += p;
    }
}
static void do_queries(const struct model_ops *ops, const struct data *d, int w, float *out) {
    uint8_t q[ROWS * WIDE];
    float scale[ROWS];
    ops->quantise_queries(d->a, w, q, scale, ROWS, w);
    for (int i = 0; i < ROWS * w; i++) out[i] = (float)((int)q[i] - QUERY_ZERO) * scale[i / w];
}
/* Rows of whole numbers, softmax of a thousandth of them; the tail of each must not count, though it is greater. */
static void do_softmax_15(const struct model_ops *ops, const struct data *d, int w, float *out) {
    int16_t q[ROWS * WIDE];
    int32_t acc[ROWS * WIDE] = {0};
    float part[ROWS], row_scale[ROWS], scale[WIDE] = {0};
    for (int i = 0; i < ROWS * w; i++) acc[i] = (int32_t)lrintf(d->a[i] * 1000) - 9000;
    for (int i = 0; i < w - 3; i++) scale[i] = 1e-2f;
    for (int r = 0; r < ROWS; r++) row_scale[r] = 0.1f;
    ops->softmax_15(acc, row_scale, scale, q, part, ROWS, w - 3, w, 32767);
    for (int i = 0; i < ROWS * w; i++) out[i] = (float)q[i] * part[i / w];
    for (int r = 0; r < ROWS; r++) {
        double sum = 0, want = 0;
        for (int i = 0; i < w - 3; i++) sum += exp((double)acc[r * w + i] * 1e-3);
        for (int i = w - 3; i < w; i++) assert_int_equal(q[r * w + i], 0);
        for (int i = 0; i < w - 3; i++) {
            want = exp((double)acc[r * w + i] * 1e-3) / sum;
            assert_true(fabs(out[r * w + i] - want) <= 1e-3 * want + 0.6 * part[r]);
        }
    }
}
/* Rows of b as states, of a as emissions. */
static void do_path(const struct model_ops *ops, const struct data *d, int w, float *out) {
    uint8_t back[48 * 48], path[48];
    const int states = w < 48 ? 14 : 33, stride = w < 48 ? 16 : 48, n = ROWS * w / stride < 48 ? ROWS * w / stride : 48;
    float steps[33 * 48], begin[48];
    for (int i = 0; i < states * stride; i++) steps[i] = i % stride < states ? d->b[i % (ROWS * 16)] : -1e30f;
    for (int i = 0; i < stride; i++) begin[i] = i < states ? d->g[i % 16] : -1e30f;
    memset(out, 0, sizeof(float) * ROWS * (size_t)w);
    ops->path(d->a, (uint32_t)n, states, stride, steps, begin, back, path);
    for (int i = 0; i < n; i++) out[i] = path[i];
}

static const struct {
    const char *name;
    operation run;
    double bound; /* of a build against the plain one */
} CASES[] = {
    {"norm", do_norm, 1e-6},
    {"softmax", do_softmax, 1e-6},
    {"bias", do_bias, 0},
    {"gelu", do_gelu, 1e-6},
    {"quantise", do_quantise, 1e-3},
    {"widen", do_widen, 1e-6},
    {"best", do_best, 1e-6},
    {"path", do_path, 0},
    {"quantise_rows", do_rows, 1e-3},
    {"quantise_queries", do_queries, 1e-3},
    {"softmax_15", do_softmax_15, 5e-5},
};

static void test_builds(void **state) {
    const struct model_ops *ops[MODEL_OPS_BUILDS];
    const int n = model_ops_all(ops);
    float *want = calloc(ROWS * WIDE, sizeof *want), *got = calloc(ROWS * WIDE, sizeof *got);
    (void)state;
    for (size_t c = 0; c < sizeof CASES / sizeof *CASES; c++)
        for (int o = 1; o < n; o++) {
            double worst = 0;
            for (int k = 0; k < N_WIDTHS; k++) {
                struct data *d = make((uint32_t)(c * 10 + (size_t)k));
                CASES[c].run(ops[0], d, WIDTHS[k], want);
                CASES[c].run(ops[o], d, WIDTHS[k], got);
                const double off = distance(got, want, ROWS * WIDTHS[k]);
                worst = off > worst ? off : worst;
                free(d);
            }
            print_message("%-16s %-7s %.1e\n", CASES[c].name, ops[o]->name, worst);
            if (!(worst <= CASES[c].bound)) fail_msg("%s, %s: %.2e", CASES[c].name, ops[o]->name, worst);
        }
    free(want);
    free(got);
}

/* The plain build against the C library, in double precision. */
static void test_functions(void **state) {
    float x[2001], y[2001];
    (void)state;
    for (int i = 0; i < 2001; i++) x[i] = y[i] = (float)(i - 1000) / 100;
    model_ops_plain.gelu(y, 2001);
    for (int i = 0; i < 2001; i++)
        assert_true(fabs(y[i] - x[i] / 2 * (1 + erf(x[i] / sqrt(2)))) <= 1e-6 * (1 + fabs((double)x[i])));
    double sum = 0;
    for (int i = 0; i < 2001; i++) sum += exp((double)x[i] * 4);
    for (int i = 0; i < 2001; i++) y[i] = x[i] * 4;
    model_ops_plain.softmax(y, 1, 2001, 2001);
    for (int i = 0; i < 2001; i++)
        assert_true(fabs(y[i] - exp((double)x[i] * 4) / sum) <= 1e-5 * exp((double)x[i] * 4) / sum + 1e-30);
}

/* 8 bits are half a step off at most; zero is kept exactly. */
static void test_quantise(void **state) {
    const struct model_ops *ops[MODEL_OPS_BUILDS];
    const int n = model_ops_all(ops);
    (void)state;
    for (int o = 0; o < n; o++) {
        float x[4 * 16];
        uint8_t q[4 * 16];
        struct model_quant p[4];
        for (int i = 0; i < 16; i++) x[i] = 0, x[16 + i] = (float)i, x[32 + i] = -(float)i, x[48 + i] = (float)(i - 3) / 7;
        ops[o]->quantise(x, 16, q, p, 4, 16);
        for (int i = 0; i < 64; i++) {
            const float back = (float)((int)q[i] - p[i / 16].zero) * p[i / 16].scale;
            assert_true(fabsf(back - x[i]) <= p[i / 16].scale * 0.5001f + 1e-7f);
            if (x[i] == 0) assert_true(back == 0);
        }
    }
}

static const struct {
    int m, n, k;
} SHAPES[] = {{1, 1, 16}, {7, 5, 32}, {6, 64, 48}, {13, 70, 96}, {33, 384, 384}, {20, 192, 192}, {12, 17, 1536}};
enum { N_SHAPES = sizeof SHAPES / sizeof *SHAPES };

static void test_gemm(void **state) {
    uint32_t seed = 3;
    (void)state;
    const int before = gemm_enter();
    for (int c = 0; c < N_SHAPES * 2; c++) {
        const bool b_rows = c % 2;
        const int m = SHAPES[c / 2].m, n = SHAPES[c / 2].n, k = SHAPES[c / 2].k, lda = k + 3, ldb = (b_rows ? k : n) + 1,
                  ldc = n + 2;
        const int rows_b = b_rows ? n : k;
        float *a = calloc((size_t)(m * lda), 4), *b = calloc((size_t)(rows_b * ldb), 4);
        float *x = calloc((size_t)(m * ldc), 4), *y = calloc((size_t)(m * ldc), 4);
        for (int i = 0; i < m * lda; i++) a[i] = uniform(&seed, 1);
        for (int i = 0; i < rows_b * ldb; i++) b[i] = uniform(&seed, 1);
        gemm_plain.f32(b_rows, m, n, k, a, lda, b, ldb, x, ldc);
        gemm_dnnl.f32(b_rows, m, n, k, a, lda, b, ldb, y, ldc);
        assert_true(distance(y, x, m * ldc) <= 1e-5);
        free(a), free(b), free(x), free(y);
    }
    gemm_leave(before);
}

/* Products of bytes, at the extremes too, where a build must not saturate. */
static void products(const struct model_ops *ops, int m, int n, int k, bool extreme, uint32_t *seed) {
    const int high = round16(n), stride = high + 16;
    uint8_t *a = calloc((size_t)(m * k), 1);
    int8_t *b = calloc((size_t)(n * k), 1), *packed = calloc((size_t)(high * k), 1);
    float *scale = calloc((size_t)high * 3, sizeof *scale), *sum = scale + high, *bias = sum + high,
          *y = calloc((size_t)(m * stride), 4);
    struct model_quant *p = calloc((size_t)m, sizeof *p);
    for (int i = 0; i < m * k; i++) a[i] = (uint8_t)(extreme ? 255 : next(seed) >> 24);
    for (int i = 0; i < n * k; i++)
        b[i] =
            (int8_t)(extreme ? (i / k % 2 ? ops->most : -ops->most) : (int)(next(seed) >> 20) % (2 * ops->most + 1) - ops->most);
    for (int i = 0; i < m; i++) p[i] = (struct model_quant){0.5f + (float)(i % 3), i % 7 * 40};
    for (int j = 0; j < n; j++) {
        scale[j] = 0.25f * (float)(1 + j % 4), bias[j] = (float)j;
        for (int i = 0; i < k; i++) sum[j] += (float)b[j * k + i];
    }
    ops->pack(b, n, k, packed);
    const struct model_packed x = {n, k, packed, scale, sum, bias};
    ops->product(a, p, m, &x, y, stride, false);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            int64_t want = 0;
            for (int t = 0; t < k; t++) want += (int64_t)(a[i * k + t] - p[i].zero) * b[j * k + t];
            assert_close(y[i * stride + j], (float)want * p[i].scale * scale[j] + bias[j], 1e-5f);
        }
    for (int i = 0; i < m * stride; i++) assert_true(i % stride < high || y[i] == 0); /* nothing beyond its columns */
    int32_t *begin = calloc((size_t)high, sizeof *begin), *sums = calloc((size_t)(m * high), sizeof *sums);
    for (int j = 0; j < n; j++) begin[j] = 1000 * j - 7;
    ops->scores(a, m, packed, begin, n, k, sums, high);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            int32_t want = begin[j];
            for (int t = 0; t < k; t++) want += a[i * k + t] * b[j * k + t];
            assert_int_equal(sums[i * high + j], want);
        }
    ops->product(a, p, m, &x, y, stride, true);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            const double v =
                (double)(sums[i * high + j] - begin[j] - p[i].zero * (int32_t)sum[j]) * p[i].scale * scale[j] + bias[j];
            assert_true(fabs(y[i * stride + j] - v / 2 * (1 + erf(v / sqrt(2)))) <= 1e-3 * (1 + fabs(v)));
        }
    free(begin), free(sums);
    free(a), free(b), free(packed), free(scale), free(y), free(p);
}

/* a b with b's columns in whole numbers; as attention does with probabilities and values. */
static void products_15(const struct model_ops *ops, int m, int n, int k, uint32_t *seed) {
    const int deep = round16(k), wide = round16(n);
    int16_t *a = calloc((size_t)(m * deep), 2), *packed = calloc((size_t)(deep * wide), 2);
    float *b = calloc((size_t)(k * wide), 4), *scale = calloc((size_t)wide, 4), *part = calloc((size_t)m, 4),
          *y = calloc((size_t)(m * wide), 4);
    for (int i = 0; i < m; i++)
        for (int t = 0; t < k; t++) a[i * deep + t] = (int16_t)(next(seed) >> 17);
    for (int i = 0; i < k * wide; i++) b[i] = i < wide ? 127 : (float)((int)(next(seed) >> 24) % 128); /* scale 1 */
    for (int i = 0; i < m; i++) part[i] = 1e-4f * (float)(i + 1);
    ops->quantise_columns(b, wide, packed, scale, k, wide, 127);
    ops->product_15(a, part, m, packed, scale, wide, deep, y, wide);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            int64_t want = 0;
            for (int t = 0; t < k; t++) want += (int64_t)a[i * deep + t] * (int64_t)b[t * wide + j];
            assert_close(y[i * wide + j], (float)want * part[i], 1e-5f);
        }
    free(a), free(packed), free(b), free(scale), free(part), free(y);
}

static void test_products(void **state) {
    const struct model_ops *ops[MODEL_OPS_BUILDS];
    uint32_t seed = 5;
    (void)state;
    for (int o = 0, n = model_ops_all(ops); o < n; o++)
        for (int c = 0; c < N_SHAPES; c++) {
            products(ops[o], SHAPES[c].m, SHAPES[c].n, SHAPES[c].k, false, &seed);
            products(ops[o], SHAPES[c].m, SHAPES[c].n, SHAPES[c].k, true, &seed);
            products_15(ops[o], SHAPES[c].m, SHAPES[c].n, SHAPES[c].k / 2 - 3, &seed);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_builds), cmocka_unit_test(test_functions),
                                       cmocka_unit_test(test_quantise), cmocka_unit_test(test_gemm),
                                       cmocka_unit_test(test_products)};
    return cmocka_run_group_tests_name("model_ops", tests, NULL, NULL);
}
