/* The one door to matrix products. Two builds behind it: oneDNN's, and plain loops, the reference of the tests. Matrices are
 * row-major; lda, ldb, ldc are the distances between rows. */
#ifndef MODEL_GEMM_H
#define MODEL_GEMM_H
#include <stdbool.h>
#include <stdint.h>

struct gemm {
    const char *name;
    /* C [m, n] = A [m, k] B' for B [n, k] (b_rows), or A B for B [k, n] */
    void (*f32)(bool b_rows, int m, int n, int k, const float *a, int lda, const float *b, int ldb, float *c, int ldc);
    /* The same in integers; |b| <= gemm_int8_most(). */
    void (*u8s8)(bool b_rows, int m, int n, int k, const uint8_t *a, int lda, const int8_t *b, int ldb, int32_t *c, int ldc);
};

extern const struct gemm gemm_plain, gemm_dnnl;

/* Whether this machine multiplies 8-bit integers faster than floats: AVX2 (twice), VNNI (four times). */
bool gemm_gains_int8(void);

/* What b may hold: 127 with VNNI; 63 without, where pairs of products are added in 16 bits and would saturate. */
int gemm_int8_most(void);

/* Threads go over windows and documents, never inside a product. oneDNN takes OpenMP's number of threads, which is a
 * setting of the calling thread: every thread brackets its work with these two, so that the caller's own setting is as it
 * was afterwards. */
int gemm_enter(void);
void gemm_leave(int before);
#endif
