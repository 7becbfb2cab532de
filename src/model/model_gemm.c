/* Matrix products: the only file that knows oneDNN. Its gemm calls are used as they are, since at the encoder's shapes they
 * reach 95 % of what its matmul primitives with packed weights reach (docs/SPEED.md), and read the mapped weights in place. */
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

static void plain_u8s8(bool b_rows, int m, int n, int k, const uint8_t *a, int lda, const int8_t *b, int ldb, int32_t *c,
                       int ldc) {
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            int32_t sum = 0;
            for (int x = 0; x < k; x++) sum += a[(long)i * lda + x] * (b_rows ? b[(long)j * ldb + x] : b[(long)x * ldb + j]);
            c[(long)i * ldc + j] = sum;
        }
}

const struct gemm gemm_plain = {"plain", plain_f32, plain_u8s8};

/* oneDNN's calls fail only for bad sizes (which the loader rules out) and for lack of memory for packing; the plain loops
 * then do the work, slowly but right. */
static void fast_f32(bool b_rows, int m, int n, int k, const float *a, int lda, const float *b, int ldb, float *c, int ldc) {
    if (dnnl_sgemm('N', b_rows ? 'T' : 'N', m, n, k, 1.0f, a, lda, b, ldb, 0.0f, c, ldc) != dnnl_success)
        plain_f32(b_rows, m, n, k, a, lda, b, ldb, c, ldc);
}

static void fast_u8s8(bool b_rows, int m, int n, int k, const uint8_t *a, int lda, const int8_t *b, int ldb, int32_t *c,
                      int ldc) {
    const int32_t none = 0;
    if (dnnl_gemm_u8s8s32('N', b_rows ? 'T' : 'N', 'F', m, n, k, 1.0f, a, lda, 0, b, ldb, 0, 0.0f, c, ldc, &none) != dnnl_success)
        plain_u8s8(b_rows, m, n, k, a, lda, b, ldb, c, ldc);
}

const struct gemm gemm_dnnl = {"oneDNN", fast_f32, fast_u8s8};

bool gemm_gains_int8(void) {
#if defined(__x86_64__)
    return ((unsigned)dnnl_get_effective_cpu_isa() & (unsigned)dnnl_cpu_isa_avx2) == (unsigned)dnnl_cpu_isa_avx2;
#else
    return false;
#endif
}

int gemm_int8_most(void) {
#if defined(__x86_64__)
    const unsigned isa = (unsigned)dnnl_get_effective_cpu_isa(), avx512 = dnnl_cpu_isa_avx512_core_vnni,
                   avx2 = dnnl_cpu_isa_avx2_vnni;
    return (isa & avx512) == avx512 || (isa & avx2) == avx2 ? 127 : 63;
#else
    return 63;
#endif
}

int gemm_enter(void) {
    int before = omp_get_max_threads();
    omp_set_num_threads(1);
    return before;
}

void gemm_leave(int before) { omp_set_num_threads(before); }
