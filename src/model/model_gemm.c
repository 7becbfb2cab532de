/* Matrix products in floats: the only file that knows oneDNN. */
#include "model_gemm.h"
#include <dnnl.h>

/* Of <omp.h>, which clang does not bring along and gcc's is not readable by it. */
int omp_get_max_threads(void);
void omp_set_num_threads(int n);

static void plain_f32(bool b_rows, int m, int n, int k, const float *a, int lda, const float *b, int ldb, float *c, int ldc) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int x = 0; x < k; x++)
                sum += (double)a[(long)i * lda + x] * (b_rows ? b[(long)j * ldb + x] : b[(long)x * ldb + j]);
            c[(long)i * ldc + j] = (float)sum;
        }
}

const struct gemm gemm_plain = {"plain", plain_f32};

/* oneDNN's calls fail only for bad sizes (which the loader rules out) and for lack of memory for packing; the plain loops
 * then do the work, slowly but right. */
static void fast_f32(bool b_rows, int m, int n, int k, const float *a, int lda, const float *b, int ldb, float *c, int ldc) {
    if (dnnl_sgemm('N', b_rows ? 'T' : 'N', m, n, k, 1.0f, a, lda, b, ldb, 0.0f, c, ldc) != dnnl_success)
        plain_f32(b_rows, m, n, k, a, lda, b, ldb, c, ldc);
}

const struct gemm gemm_dnnl = {"oneDNN", fast_f32};

enum gemm_level gemm_level(void) {
#if defined(__x86_64__)
    const unsigned isa = (unsigned)dnnl_get_effective_cpu_isa(), avx2 = dnnl_cpu_isa_avx2, avx512 = dnnl_cpu_isa_avx512_core,
                   vnni = dnnl_cpu_isa_avx512_core_vnni;
    return (isa & vnni) == vnni       ? GEMM_VNNI
           : (isa & avx512) == avx512 ? GEMM_AVX512
           : (isa & avx2) == avx2     ? GEMM_AVX2
                                      : GEMM_PLAIN;
#else
    return GEMM_PLAIN;
#endif
}

int gemm_enter(void) {
    int before = omp_get_max_threads();
    omp_set_num_threads(1);
    return before;
}

void gemm_leave(int before) { omp_set_num_threads(before); }
