/* The row operations for AVX2 with FMA: every x86 server since 2015; model_ops.h. */
#if defined(__x86_64__)
#include "model_ops.h"
#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define MODEL_VEC 8
#define OPS model_ops_avx2
#define OPS_NAME "avx2"
#define OPS_MOST 63
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "model_ops.inc"
#pragma clang attribute pop
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#include "model_ops.inc"
#pragma GCC pop_options
#endif
#else
typedef int model_ops_avx2_unused; /* ISO C wants a declaration in every file */
#endif
