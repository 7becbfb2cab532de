/* The row operations in plain C for any machine: the reference of the others, and the choice between them; model_ops.h. */
#include "model_ops.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

#define MODEL_VEC 1
#define OPS model_ops_plain
#define OPS_NAME "plain"
#include "model_ops.inc"

const struct model_ops *model_ops_best(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
        return &model_ops_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &model_ops_avx2;
#endif
    return &model_ops_plain;
}
