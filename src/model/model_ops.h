/* What the net does row by row: one table of functions for each instruction set, made from the same source (model_ops.inc,
 * model_product.inc), chosen once when a model is opened. All arrays are row-major; n is rows, w is width, which is a multiple
 * of 16 for all but softmax, bias and best. */
#ifndef MODEL_OPS_H
#define MODEL_OPS_H
#include <stdbool.h>
#include <stdint.h>

struct model_quant { /* of one row: value = (q - zero) * scale */
    float scale;
    int32_t zero; /* 0..255 */
};

/* The right side of a product: n rows of k signed bytes, a scale for each, in an order of the build's own (pack); k is a
 * multiple of 16, and all arrays hold n rounded up to 16. */
struct model_packed {
    int n, k;
    const int8_t *q;
    const float *scale, *sum, *bias; /* of each row; its bytes' sum; bias NULL: none */
};

enum { QUERY_ZERO = 128 };

struct model_ops {
    const char *name;
    int most; /* what the bytes on a product's right side may hold: 127 with VNNI; 63 without, where pairs of products are added
               * in 16 bits and would saturate */
    /* x = norm(x + add) * g + b, row by row; add may be NULL. x, add [n, w]; g, b [w] */
    void (*norm)(float *x, const float *add, const float *g, const float *b, int n, int w, float eps);
    /* x = exp(x - max) / sum, row by row. x [n, w], rows `stride` apart */
    void (*softmax)(float *x, int n, int w, int stride);
    void (*bias)(float *x, int stride, const float *b, int n, int w);           /* x += b; rows `stride` apart */
    void (*gelu)(float *x, int n);                                              /* exact, by erf; to 1e-6 */
    void (*widen)(const int8_t *q, float s, const float *add, float *y, int w); /* y = q * s (+ add, if not NULL). One row */
    /* The first of the greatest of n >= 1 scores; *p its part of their softmax. */
    uint32_t (*best)(const float *x, uint32_t n, float *p);
    /* The best path of states over n words: the greatest sum of emissions, steps[before, after] and begin[first]. O(n states^2).
     *   stride       states rounded up to 16; of the states beyond, steps and begin are next to -infinity
     *   emit, back   [n, stride]; back is overwritten
     *   path         [n] gets the states */
    void (*path)(const float *emit, uint32_t n, int states, int stride, const float *steps, const float *begin, uint8_t *back,
                 uint8_t *path);

    /* ---- integers: model_product.inc ---- */
    /* x [n, w], rows `stride` apart, to 8 bits with a scale and a zero point for each row: q [n, w] */
    void (*quantise)(const float *x, int stride, uint8_t *q, struct model_quant *p, int n, int w);
    /* Queries of attention likewise, with QUERY_ZERO as the zero point of all. */
    void (*quantise_queries)(const float *x, int stride, uint8_t *q, float *scale, int n, int w);
    /* x [n, w], rows `stride` apart, to signed q [n, w] up to `most` with a scale and the sum of each row; less their mean [w],
     * which is put out, where that is not NULL. */
    void (*quantise_rows)(const float *x, int stride, float *mean, int8_t *q, float *scale, float *sum, int n, int w, int most);
    void (*pack)(const int8_t *q, int n, int k, int8_t *packed); /* q [n, k] to model_packed.q */
    /* y = (a - zero) b' * scales + bias, then gelu, to 1e-3, if told. a [m, k]; y [m, n rounded up to 16], rows `stride` apart */
    void (*product)(const uint8_t *a, const struct model_quant *p, int m, const struct model_packed *b, float *y, int stride,
                    bool gelu);
    /* out [m, n], rows `stride` (n rounded up to 16) apart: begin[j] + a b', for a [m, k], b [n, k] packed */
    void (*scores)(const uint8_t *a, int m, const int8_t *b, const int32_t *begin, int n, int k, int32_t *out, int stride);
    /* Softmax of x * row_scale * scale, row by row, as whole numbers in two bytes, the greatest next to `top`: q [n, stride],
     * with 0 behind w; in part[r] what one of them is worth, so that a row sums to 1. One byte will not do: where one piece draws
     * most of the attention, the others' share would be rounded away. stride is w rounded up to 16, as long is scale. */
    void (*softmax_15)(const int32_t *x, const float *row_scale, const float *scale, int16_t *q, float *part, int n, int w,
                       int stride, int top);
    /* x [n, w], rows `stride` apart, to whole numbers up to `most` with a scale for each column, packed for product_15. */
    void (*quantise_columns)(const float *x, int stride, int16_t *packed, float *scale, int n, int w, int most);
    /* y [m, n] = a b * part * scale, for a [m, k], part [m], b packed [k, n], scale [n]; k is rounded up to 16, n a multiple of
     * it */
    void (*product_15)(const int16_t *a, const float *part, int m, const int16_t *b, const float *scale, int n, int k, float *y,
                       int stride);
};

extern const struct model_ops model_ops_plain;
#if defined(__x86_64__)
extern const struct model_ops model_ops_avx2, model_ops_avx512, model_ops_vnni;
#endif
/* The builds this machine can run, the best one last; returns how many. */
enum { MODEL_OPS_BUILDS = 4 };
int model_ops_all(const struct model_ops *all[MODEL_OPS_BUILDS]);
const struct model_ops *model_ops_best(void);
#endif
