/* What the net does beside matrix products, row by row: one table of functions for each instruction set, made from the
 * same source (model_ops.inc), chosen once when a model is opened. All arrays are row-major; n is rows, w is width, which
 * is a multiple of 16 for all but softmax and bias. */
#ifndef MODEL_OPS_H
#define MODEL_OPS_H
#include <stdint.h>

struct model_quant { /* of one row: value = (q - zero) * scale */
    float scale;
    int32_t zero; /* 0..255 */
};

struct model_ops {
    const char *name;
    /* x = norm(x + add) * g + b, row by row; add may be NULL. x, add [n, w]; g, b [w] */
    void (*norm)(float *x, const float *add, const float *g, const float *b, int n, int w, float eps);
    /* x = exp(x - max) / sum, row by row. x [n, w], rows `stride` apart */
    void (*softmax)(float *x, int n, int w, int stride);
    void (*bias)(float *x, const float *b, int n, int w); /* x += b */
    void (*gelu)(float *x, int n);                        /* exact, by erf; to 1e-6 */
    /* x [n, w], rows `stride` apart, to 8 bits with a scale and a zero point for each row: q [n, w] */
    void (*quantise)(const float *x, int stride, uint8_t *q, struct model_quant *p, int n, int w);
    /* The sums of u8 * s8 back to floats:  y = (acc - zero * sum) * scale * s + b.  acc, y [n, w] (may be the same memory);
     * sum, s, b [w]: of each weight row, its sum, scale and bias. */
    void (*restore)(const int32_t *acc, float *y, const struct model_quant *p, const int32_t *sum, const float *s, const float *b,
                    int n, int w);
    /* Attention in integers, of one head: s positions, w wide; the sums of u8 * s8 products may hold |s8| up to `most`.
     * Keys x [n, w], rows `stride` apart, less their mean [w], to signed q [n, w] with a scale and
     * the sum of each row; values likewise, but
     * with a scale for each column. */
    void (*quantise_keys)(const float *x, int stride, float *mean, int8_t *q, float *scale, float *sum, int n, int w, int most);
    void (*quantise_values)(const float *x, int stride, int8_t *q, float *scale, int n, int w, int most);
    /* Softmax of (acc - zero * sum) * scale * p.scale, row by row, as whole numbers below 65536 in two bytes, high and low
     * [n, stride] each; in part[r] what one of them is worth, so that a row sums to 1. One byte will not do: where one piece
     * draws most of the attention, the others' share would be rounded away.
     *   acc         [n, stride] is overwritten; stride is w rounded up to 16
     *   sum, scale  [w] of the keys */
    void (*softmax_u8)(int32_t *acc, const struct model_quant *p, const float *sum, const float *scale, uint8_t *high,
                       uint8_t *low, float *part, int n, int w, int stride);
    /* y = (256 high + low) * part * scale.  high, low [n, w]; y [n, w], rows `stride` apart; part [n], scale [w] */
    void (*restore_values)(const int32_t *high, const int32_t *low, const float *part, const float *scale, float *y, int stride,
                           int n, int w);
    /* y = q * s (+ add, if not NULL). One row of w weights */
    void (*widen)(const int8_t *q, float s, const float *add, float *y, int w);
};

extern const struct model_ops model_ops_plain;
#if defined(__x86_64__)
extern const struct model_ops model_ops_avx2, model_ops_avx512;
#endif
/* The best of them for this machine. */
const struct model_ops *model_ops_best(void);
#endif
