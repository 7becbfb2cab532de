/* Each operation of the net in each build of it against the plain loops, as ggml's test-backend-ops does: on random rows of
 * the encoder's widths, with the bound stated in the case; and the plain loops against the C library's functions. */
#include "test_model.h"

enum { ROWS = 5, WIDE = 1536 };

struct data {
    float a[ROWS * WIDE], b[ROWS * WIDE], g[WIDE], h[WIDE];
    int32_t acc[ROWS * WIDE], sum[WIDE];
    int8_t q[WIDE];
    struct model_quant quant[ROWS];
};

static uint32_t next(uint32_t *seed) { return *seed = *seed * 1664525u + 1013904223u; }

static float uniform(uint32_t *seed, float most) { return ((float)(next(seed) >> 8) / (1 << 23) - 1) * most; }

static struct data *make(uint32_t seed) {
    struct data *d = calloc(1, sizeof *d);
    for (int i = 0; i < ROWS * WIDE; i++) {
        d->a[i] = uniform(&seed, 4), d->b[i] = uniform(&seed, 2);
        d->acc[i] = (int32_t)(next(&seed) >> 8) - (1 << 23);
    }
    for (int i = 0; i < WIDE; i++) {
        d->g[i] = uniform(&seed, 1.5f), d->h[i] = uniform(&seed, 1);
        d->sum[i] = (int32_t)(next(&seed) >> 18), d->q[i] = (int8_t)(next(&seed) >> 24);
    }
    for (int i = 0; i < ROWS; i++) d->quant[i] = (struct model_quant){0.001f + 0.01f * (float)i, 100 + i};
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
    ops->bias(out, d->b, ROWS, w - 5);
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
static void do_restore(const struct model_ops *ops, const struct data *d, int w, float *out) {
    memcpy(out, d->acc, sizeof(float) * ROWS * (size_t)w); /* in place, as the encoder does */
    ops->restore((const int32_t *)(const void *)out, out, d->quant, d->sum, d->g, d->h, ROWS, w);
}
static void do_widen(const struct model_ops *ops, const struct data *d, int w, float *out) {
    for (int r = 0; r < ROWS; r++) ops->widen(d->q, 0.01f * (float)(r + 1), r % 2 ? d->g : NULL, out + r * w, w);
}
static void do_keys(const struct model_ops *ops, const struct data *d, int w, float *out) {
    int8_t q[ROWS * WIDE];
    float mean[WIDE], scale[ROWS], sum[ROWS];
    ops->quantise_keys(d->a, w, mean, q, scale, sum, ROWS, w, 127);
    for (int r = 0; r < ROWS; r++) {
        int total = 0;
        for (int i = 0; i < w; i++) total += q[r * w + i], out[r * w + i] = (float)q[r * w + i] * scale[r] + mean[i];
        assert_int_equal(total, (int)sum[r]);
    }
}
static void do_values(const struct model_ops *ops, const struct data *d, int w, float *out) {
    int8_t q[ROWS * WIDE];
    float scale[WIDE];
    ops->quantise_values(d->a, w, q, scale, ROWS, w, 127);
    for (int i = 0; i < ROWS * w; i++) out[i] = (float)q[i] * scale[i % w];
}
/* The two bytes put together again. */
static void do_softmax_u8(const struct model_ops *ops, const struct data *d, int w, float *out) {
    static const float ZERO[WIDE];
    uint8_t high[ROWS * WIDE], low[ROWS * WIDE];
    int32_t acc[ROWS * WIDE];
    float scale[WIDE], part[ROWS];
    struct model_quant p[ROWS];
    for (int i = 0; i < ROWS * w; i++) acc[i] = (int32_t)lrintf(d->a[i] * 1000);
    for (int i = 0; i < w; i++) scale[i] = 1e-2f;
    for (int r = 0; r < ROWS; r++) p[r] = (struct model_quant){0.1f, 0};
    ops->softmax_u8(acc, p, ZERO, scale, high, low, part, ROWS, w - 3, w);
    memset(out, 0, sizeof(float) * ROWS * (size_t)w);
    for (int r = 0; r < ROWS; r++)
        for (int i = 0; i < w - 3; i++) out[r * w + i] = (float)(high[r * w + i] * 256 + low[r * w + i]) * part[r];
}
static void do_restore_values(const struct model_ops *ops, const struct data *d, int w, float *out) {
    ops->restore_values(d->acc, d->acc + 1, d->b, d->g, out, w, ROWS - 1, w);
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
    {"restore", do_restore, 1e-6},
    {"widen", do_widen, 1e-6},
    {"quantise_keys", do_keys, 1e-3},
    {"quantise_values", do_values, 1e-3},
    {"softmax_u8", do_softmax_u8, 2e-5},
    {"restore_values", do_restore_values, 1e-6},
};

static void test_builds(void **state) {
    const struct model_ops *ops[3];
    const int n = test_ops(ops);
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
    const struct model_ops *ops[3];
    const int n = test_ops(ops);
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

static void test_products(void **state) {
    static const struct {
        bool b_rows;
        int m, n, k;
    } SHAPES[] = {{true, 1, 1, 1},      {true, 7, 5, 32},      {false, 7, 32, 9},
                  {true, 33, 384, 384}, {false, 20, 192, 192}, {true, 12, 17, 1536}};
    uint32_t seed = 3;
    (void)state;
    const int before = gemm_enter(), most = gemm_int8_most();
    for (size_t c = 0; c < sizeof SHAPES / sizeof *SHAPES; c++) {
        const int m = SHAPES[c].m, n = SHAPES[c].n, k = SHAPES[c].k, lda = k + 3, ldb = (SHAPES[c].b_rows ? k : n) + 1,
                  ldc = n + 2;
        const int rows_b = SHAPES[c].b_rows ? n : k;
        float *a = calloc((size_t)(m * lda), 4), *b = calloc((size_t)(rows_b * ldb), 4);
        float *x = calloc((size_t)(m * ldc), 4), *y = calloc((size_t)(m * ldc), 4);
        uint8_t *qa = calloc((size_t)(m * lda), 1);
        int8_t *qb = calloc((size_t)(rows_b * ldb), 1);
        int32_t *qx = calloc((size_t)(m * ldc), 4), *qy = calloc((size_t)(m * ldc), 4);
        for (int i = 0; i < m * lda; i++) a[i] = uniform(&seed, 1), qa[i] = (uint8_t)(c % 2 ? 255 : next(&seed) >> 24);
        for (int i = 0; i < rows_b * ldb; i++)
            b[i] = uniform(&seed, 1), qb[i] = (int8_t)(c % 2 ? most : (int)(next(&seed) >> 20) % (2 * most + 1) - most);
        gemm_plain.f32(SHAPES[c].b_rows, m, n, k, a, lda, b, ldb, x, ldc);
        gemm_dnnl.f32(SHAPES[c].b_rows, m, n, k, a, lda, b, ldb, y, ldc);
        assert_true(distance(y, x, m * ldc) <= 1e-5);
        gemm_plain.u8s8(SHAPES[c].b_rows, m, n, k, qa, lda, qb, ldb, qx, ldc);
        gemm_dnnl.u8s8(SHAPES[c].b_rows, m, n, k, qa, lda, qb, ldb, qy, ldc);
        assert_memory_equal(qx, qy, (size_t)(m * ldc) * 4); /* exact, at the extremes too */
        free(a), free(b), free(x), free(y), free(qa), free(qb), free(qx), free(qy);
    }
    gemm_leave(before);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_builds), cmocka_unit_test(test_functions),
                                       cmocka_unit_test(test_quantise), cmocka_unit_test(test_products)};
    return cmocka_run_group_tests_name("model_ops", tests, NULL, NULL);
}
