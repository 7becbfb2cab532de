/* Where the model's time goes, on this machine, one thread, CPU time: model_gemm_bench MODEL [auto|fp32|int8] [TEXT]
 *     the encoder's products in their shapes and in both types, by oneDNN's gemm and by ours (best of seven runs, as below);
 *     each part of the encoder over one full window, and the share of oneDNN's rate the whole reaches;
 *     the reading of the file TEXT, texts divided by NUL bytes, if there is one. */
#include <dnnl.h>
#include "model_net.h"
#include "model_window.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* The best of several runs of n times: what the machine can, without what disturbs it. */
#define BEST(out, n, what)                            \
    do {                                              \
        out = 1e30;                                   \
        for (int run_ = 0; run_ < 7; run_++) {        \
            const double t_ = seconds();              \
            for (int i_ = 0; i_ < (n); i_++) what;    \
            const double d_ = (seconds() - t_) / (n); \
            if (d_ < out) out = d_;                   \
        }                                             \
    } while (0)

static const char *const NAMES[] = {"query, key, value", "attention's output", "feed-forward 1", "feed-forward 2"};

enum maker { DNNL_FP32, DNNL_INT8, OURS_INT8 };

/* Seconds of one of a layer's four products, and its operations. */
static double product(const struct model *m, struct model_work *w, int s, int which, enum maker maker, double *operations) {
    const struct layer *l = &m->layers[0];
    const struct matrix *all[] = {&l->qkv, &l->out, &l->ffn1, &l->ffn2}, *x = all[which];
    const int out = x->out, in = x->in;
    float *wide = calloc((size_t)out * (size_t)in, sizeof *wide), *rows = calloc((size_t)s * (size_t)in, sizeof *rows);
    int32_t *sums = (int32_t *)(void *)w->wide;
    const int32_t none = 0;
    double t;
    memset(w->q, 3, (size_t)s * (size_t)in);
    if (maker == OURS_INT8)
        BEST(t, 20, m->ops->product(w->q, w->quant, s, &x->packed, w->wide, out, false));
    else if (maker == DNNL_INT8)
        BEST(t, 20, dnnl_gemm_u8s8s32('N', 'T', 'F', s, out, in, 1, w->q, in, 0, x->q, in, 0, 0, sums, out, &none));
    else
        BEST(t, 20, m->gemm->f32(true, s, out, in, rows, in, wide, in, w->wide, out));
    *operations = 2.0 * s * out * in;
    free(wide);
    free(rows);
    return t;
}

/* Seconds of all products of a layer; of attention's, as the encoder cuts them up. */
static double layer_products(const struct model *m, struct model_work *w, int s, enum maker maker) {
    double total = 0, operations;
    for (int i = 0; i < 4; i++) total += product(m, w, s, i, maker, &operations);
    return total;
}

static double attention_products(const struct model *m, struct model_work *w, int s) {
    const int h = m->shape.hidden, heads = m->shape.heads, d = h / heads, padded = round16(s);
    const int most = m->int8_attention ? ATTENTION_ROWS_INT8 : ATTENTION_ROWS;
    const struct attention *a = &w->attention;
    double total = 0;
    for (int part = 0; part < 2; part++) {
        const int rows = part ? s % most : most, times = part ? s % most > 0 : s / most;
        double t, u;
        if (!times) continue;
        if (m->int8_attention) {
            BEST(t, 100, m->ops->scores(a->q, rows, a->k, a->k_begin, s, d, (int32_t *)(void *)w->probs, padded));
            BEST(u, 100, m->ops->product_15(a->probs, a->part, rows, a->v, a->v_scale, d, padded, w->mixed, h));
        } else {
            BEST(t, 100, m->gemm->f32(true, rows, s, d, w->wide, 3 * h, w->wide + h, 3 * h, w->probs, s));
            BEST(u, 100, m->gemm->f32(false, rows, d, s, w->probs, s, w->wide, 3 * h, w->mixed, h));
        }
        total += (t + u) * times * heads;
    }
    return total;
}

static void print_products(const struct model *m, struct model_work *w, int s) {
    printf(
        "| product, one thread | shape | oneDNN, fp32, Gop/s | oneDNN, int8, Gop/s | ours, int8, to floats with bias, Gop/s |\n"
        "|---|---|---|---|---|\n");
    for (int i = 0; i < 4; i++) {
        const struct layer *l = &m->layers[0];
        const struct matrix *all[] = {&l->qkv, &l->out, &l->ffn1, &l->ffn2};
        double operations, t[3] = {0};
        for (int k = 0; k < 2 + m->int8; k++) t[k] = product(m, w, s, i, (enum maker)k, &operations);
        printf("| %s | %d x %d x %d | %.0f | %.0f | ", NAMES[i], s, all[i]->out, all[i]->in, operations / t[0] * 1e-9,
               operations / t[1] * 1e-9);
        if (m->int8)
            printf("%.0f |\n", operations / t[2] * 1e-9);
        else
            printf("|\n");
    }
}

static void part(const char *name, double t, double whole) {
    printf("| %s | %.0f | %.1f %% |\n", name, t * 1e6, 100 * t / whole);
}

static void parts(const struct model *m, struct model_work *w, const struct pieces *p, int n) {
    const int s = n + 2, h = m->shape.hidden, ffn = m->shape.ffn, L = m->shape.layers;
    const struct layer *l = &m->layers[0];
    double whole, t;
    BEST(whole, 3, encoder_run(m, w, p, 0, (uint32_t)n));
    const double dnnl = layer_products(m, w, s, m->int8 ? DNNL_INT8 : DNNL_FP32), attention = attention_products(m, w, s);
    const double ours = m->int8 ? layer_products(m, w, s, OURS_INT8) : dnnl;
    printf("\n| the encoder, a window of %d positions, %s, %s | us | share |\n|---|---|---|\n", s, m->int8 ? "int8" : "fp32",
           m->ops->name);
    part(m->int8 ? "the layers' products, to floats with bias" : "the layers' products", ours * L, whole);
    part("attention's products", attention * L, whole);
    encoder_run(m, w, p, 0, (uint32_t)n);
    double qkv, operations;
    qkv = product(m, w, s, 0, m->int8 ? OURS_INT8 : DNNL_FP32, &operations);
    BEST(t, 3, encoder_attend(m, w, l, w->x, w->mixed, s));
    part("attention beside its products: softmax, to 8 bits", (t - attention - qkv) * L, whole);
    BEST(t, 10, m->ops->gelu(w->wide, s * ffn));
    part("gelu", t * L, whole);
    BEST(t, 10, m->ops->norm(w->x, w->y, l->norm1.g, l->norm1.b, s, h, 1e-12f));
    part("residual and norm", t * 2 * L, whole);
    if (m->int8) {
        double a, b;
        BEST(a, 10, m->ops->quantise(w->x, h, w->q, w->quant, s, h));
        BEST(b, 10, m->ops->quantise(w->wide, ffn, w->q, w->quant, s, ffn));
        part("to 8 bits", (a * 3 + b) * L, whole);
    } else {
        BEST(t, 10, m->ops->bias(w->wide, ffn, l->ffn1.b, s, ffn));
        part("bias", t * L * (5 * h + ffn) / ffn, whole);
    }
    part("the whole", whole, whole);
    operations = L * (2.0 * s * h * (4.0 * h + 2.0 * ffn) + 4.0 * s * s * h);
    printf("\n%.1f Mflop a position, attention's included, in %.1f us: %.0f Gop/s. The layers' products alone, by oneDNN's gemm, "
           "take **%.2f** of the encoder's time: the share of its rate that the encoder reaches, attention's products counted as "
           "loss; with them as work too %.2f.\n",
           operations / s * 1e-6, whole / s * 1e6, operations / whole * 1e-9, dnnl * L / whole, (dnnl + attention) * L / whole);
}

static void texts(const struct model *m, struct model_work *w, const char *text, size_t n) {
    struct arena arena;
    sayso_error e = {0};
    size_t words = 0, pieces = 0;
    arena_init(&arena, 0);
    const double began = seconds();
    double cutting = 0;
    for (const char *at = text, *end; at < text + n; at = end + 1) {
        struct scores s;
        struct pieces p;
        end = memchr(at, 0, (size_t)(text + n - at));
        if (!end) end = text + n;
        for (const char *c = at; c < end; c++) words += (unsigned char)*c > ' ' && (c + 1 == end || (unsigned char)c[1] <= ' ');
        double t = seconds();
        model_pieces(m, &arena, at, (uint32_t)(end - at), &p, &e);
        cutting += seconds() - t;
        if (model_read(m, &w, 1, &arena, at, (uint32_t)(end - at), &s, &e)) printf("failed: %s\n", e.message);
        pieces += s.pieces.n;
        arena_clear(&arena);
    }
    const double t = seconds() - began - cutting;
    printf("Reading: %zu words, %zu pieces in %.2f s: %.0f words/s, %.0f pieces/s; pieces and features %.1f %% of it.\n", words,
           pieces, t, (double)words / t, (double)pieces / t, 100 * cutting / t);
    arena_release(&arena);
}

static char *read_file(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    size_t size = 1 << 20;
    char *text = malloc(size);
    *n = 0;
    for (size_t got; f && text && (got = fread(text + *n, 1, size - *n, f)) > 0;)
        if ((*n += got) == size) text = realloc(text, size *= 2);
    if (f) fclose(f);
    return text;
}

/* A window's worth of pieces. */
static struct pieces some_pieces(const struct model *m, struct arena *arena) {
    static const char LINE[] =
        "\"We saw smoke over the harbour at noon,\" Ines Varga, who runs the ferry, told reporters on Monday.\n";
    struct pieces p = {0};
    sayso_error e = {0};
    char *text = calloc(40, sizeof LINE);
    for (int i = 0; text && i < 40; i++) strcat(text, LINE);
    if (!text || model_pieces(m, arena, text, (uint32_t)strlen(text), &p, &e)) exit(1);
    free(text);
    return p;
}

int main(int argc, char **argv) {
    sayso_error e = {0};
    const char *type = argc < 3 ? "auto" : argv[2];
    const sayso_compute compute = !strcmp(type, "fp32")   ? SAYSO_COMPUTE_FP32
                                  : !strcmp(type, "int8") ? SAYSO_COMPUTE_INT8
                                                          : SAYSO_COMPUTE_AUTO;
    const double began = seconds();
    struct model *m = argc < 2 ? NULL : model_open(argv[1], compute, &e);
    if (!m) {
        fprintf(stderr, "model_gemm_bench MODEL [auto|fp32|int8] [TEXT]\n%s\n", e.message);
        return 2;
    }
    const double opened = seconds() - began;
    struct model_work *w = model_work_new(m);
    struct arena arena;
    arena_init(&arena, 0);
    const struct pieces p = some_pieces(m, &arena);
    const int window = p.n < (uint32_t)m->shape.window ? (int)p.n : m->shape.window;
    const int before = gemm_enter();
    print_products(m, w, window + 2);
    parts(m, w, &p, window);
    if (argc > 3) {
        size_t n;
        char *text = read_file(argv[3], &n);
        printf("\nOpened in %.1f ms. ", 1e3 * opened);
        texts(m, w, text, n);
        free(text);
    }
    gemm_leave(before);
    arena_release(&arena);
    model_work_free(w);
    model_free(m);
    return 0;
}
