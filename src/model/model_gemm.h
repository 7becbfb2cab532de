/* The one door to matrix products in floats; those in integers are model_ops.h's. Two builds behind it: oneDNN's, and plain
 * loops, the reference of the tests. Matrices are row-major; lda, ldb, ldc are the distances between rows. */
#ifndef MODEL_GEMM_H
#define MODEL_GEMM_H
#include <stdbool.h>

struct gemm {
    const char *name;
    /* C [m, n] = A [m, k] B' for B [n, k] (b_rows), or A B for B [k, n] */
    void (*f32)(bool b_rows, int m, int n, int k, const float *a, int lda, const float *b, int ldb, float *c, int ldc);
};

extern const struct gemm gemm_plain, gemm_dnnl;

/* What oneDNN uses of this CPU: less than there is where its environment variable DNNL_MAX_CPU_ISA says so. */
enum gemm_level { GEMM_PLAIN, GEMM_AVX2, GEMM_AVX512, GEMM_VNNI };
enum gemm_level gemm_level(void);

/* Threads go over windows and documents, never inside a product. oneDNN takes OpenMP's number of threads, which is a
 * setting of the calling thread: every thread brackets its work with these two, so that the caller's own setting is as it
 * was afterwards. */
int gemm_enter(void);
void gemm_leave(int before);
#endif
