/* The row operations in plain C for any machine: the reference of the others, and the choice between them; model_ops.h. */
#include "model_gemm.h"
#include "model_ops.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

#define MODEL_VEC 1
#define OPS model_ops_plain
#define OPS_NAME "plain"
#define OPS_MOST 127
#include "model_ops.inc"

int model_ops_all(const struct model_ops *all[MODEL_OPS_BUILDS]) {
    int n = 0;
    all[n++] = &model_ops_plain;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const enum gemm_level level = gemm_level(); /* the user may hold oneDNN to less: then these too */
    if (level >= GEMM_AVX2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) all[n++] = &model_ops_avx2;
    if (n == 2 && level >= GEMM_AVX512 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        all[n++] = &model_ops_avx512;
    if (n == 3 && level >= GEMM_VNNI && __builtin_cpu_supports("avx512vnni")) all[n++] = &model_ops_vnni;
#endif
    return n;
}

const struct model_ops *model_ops_best(void) {
    const struct model_ops *all[MODEL_OPS_BUILDS];
    return all[model_ops_all(all) - 1];
}
