/* The row operations for AVX-512 with VNNI, which adds four products of bytes at once; model_ops.h. */
#if defined(__x86_64__)
#include "model_ops.h"
#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define MODEL_VEC 16
#define MODEL_VNNI
#define OPS model_ops_vnni
#define OPS_NAME "vnni"
#define OPS_MOST 127
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma"))), \
                             apply_to = function)
#include "model_ops.inc"
#pragma clang attribute pop
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma")
#include "model_ops.inc"
#pragma GCC pop_options
#endif
#else
typedef int model_ops_vnni_unused; /* ISO C wants a declaration in every file */
#endif
