/* Vectors of floats in three widths, for model_ops.inc and model_product.inc alone: the including file sets MODEL_VEC to 16
 * (AVX-512; with MODEL_VNNI where that is there), 8 (AVX2 with FMA) or 1 (plain C, any machine; also the reference that tests
 * compare the others with). Everything here is as wide as VF_N floats; the tails of rows are handled by vf_load_part and
 * vf_store_part. */
#ifndef MODEL_VEC
#error "MODEL_VEC says the width"
#endif
#define VF_N MODEL_VEC

#if MODEL_VEC == 16
typedef __m512 vf;
typedef __m512i vi;
static inline vf vf_set(float x) { return _mm512_set1_ps(x); }
static inline vf vf_load(const float *p) { return _mm512_loadu_ps(p); }
static inline void vf_store(float *p, vf x) { _mm512_storeu_ps(p, x); }
static inline vf vf_load_part(const float *p, int n, float fill) {
    return _mm512_mask_loadu_ps(_mm512_set1_ps(fill), (__mmask16)((1u << n) - 1), p);
}
static inline void vf_store_part(float *p, vf x, int n) { _mm512_mask_storeu_ps(p, (__mmask16)((1u << n) - 1), x); }
static inline vf vf_add(vf a, vf b) { return _mm512_add_ps(a, b); }
static inline vf vf_sub(vf a, vf b) { return _mm512_sub_ps(a, b); }
static inline vf vf_mul(vf a, vf b) { return _mm512_mul_ps(a, b); }
static inline vf vf_div(vf a, vf b) { return _mm512_div_ps(a, b); }
static inline vf vf_over(vf a, vf b) { /* a / b to 2^-22, without the slow division */
    const vf r = _mm512_rcp14_ps(b);
    return _mm512_mul_ps(a, _mm512_mul_ps(r, _mm512_fnmadd_ps(b, r, _mm512_set1_ps(2.0f))));
}
static inline vf vf_fma(vf a, vf b, vf c) { return _mm512_fmadd_ps(a, b, c); }   /* a * b + c */
static inline vf vf_fnma(vf a, vf b, vf c) { return _mm512_fnmadd_ps(a, b, c); } /* c - a * b */
static inline vf vf_min(vf a, vf b) { return _mm512_min_ps(a, b); }
static inline vf vf_max(vf a, vf b) { return _mm512_max_ps(a, b); }
static inline float vf_sum(vf a) { return _mm512_reduce_add_ps(a); }
static inline float vf_least(vf a) { return _mm512_reduce_min_ps(a); }
static inline float vf_most(vf a) { return _mm512_reduce_max_ps(a); }
static inline vi vf_round(vf a) { return _mm512_cvtps_epi32(a); } /* to the nearest, ties to even */
static inline vf vi_float(vi a) { return _mm512_cvtepi32_ps(a); }
static inline vf vi_exp2(vi n) { return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(n, _mm512_set1_epi32(127)), 23)); }
static inline vi vi_load(const void *p) { return _mm512_loadu_si512(p); }
static inline vi vi_load_s8(const int8_t *p) { return _mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)p)); }
static inline void vi_store_u8(uint8_t *p, vi a) { /* 0..255 */
    _mm_storeu_si128((__m128i *)p, _mm512_cvtusepi32_epi8(_mm512_max_epi32(a, _mm512_setzero_si512())));
}
static inline void vi_store_s8(int8_t *p, vi a) { _mm_storeu_si128((__m128i *)p, _mm512_cvtsepi32_epi8(a)); }
static inline vi vi_add(vi a, vi b) { return _mm512_add_epi32(a, b); }
static inline vf vf_whole(vf a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
static inline vf vf_scale2(vf a, vf n) { return _mm512_scalef_ps(a, n); } /* a * 2^n, n whole and >= -126 */
static inline vf vf_fraction(vf a) { return _mm512_reduce_ps(a, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC); } /* a - floor(a) */
static inline vf vf_scale2_floor(vf a, vf x) { return _mm512_scalef_ps(a, x); } /* a * 2^floor(x); 0 or next to it below -126 */
static inline void vi_store_u16(int16_t *p, vi a) { _mm256_storeu_si256((__m256i *)p, _mm512_cvtepi32_epi16(a)); } /* 0..32767 */
static inline void vi_store(void *p, vi a) { _mm512_storeu_si512(p, a); }
static inline vi vi_zero(void) { return _mm512_setzero_si512(); }
static inline vi vi_set(int32_t x) { return _mm512_set1_epi32(x); }
static inline vi vi_if_more(vf a, vf b, vi x, vi y) { return _mm512_mask_mov_epi32(y, _mm512_cmp_ps_mask(a, b, _CMP_GT_OQ), x); }
static inline void vi_store_pairs(int16_t *p, vi a, vi b) { /* a0 b0 a1 b1 ... */
    _mm512_storeu_si512(p, _mm512_mask_mov_epi16(a, 0xaaaaaaaau, _mm512_slli_epi32(b, 16)));
}
#if defined(MODEL_VNNI)
static inline vi vi_dot4(vi sum, vi a, vi b) { return _mm512_dpbusd_epi32(sum, a, b); } /* four u8 * s8 in each lane */
static inline vi vi_dot2(vi sum, vi a, vi b) { return _mm512_dpwssd_epi32(sum, a, b); } /* two s16 * s16 */
#else
static inline vi vi_dot4(vi sum, vi a, vi b) { /* |b| <= 63, else pairs would saturate */
    return _mm512_add_epi32(sum, _mm512_madd_epi16(_mm512_maddubs_epi16(a, b), _mm512_set1_epi16(1)));
}
static inline vi vi_dot2(vi sum, vi a, vi b) { return _mm512_add_epi32(sum, _mm512_madd_epi16(a, b)); }
#endif
static inline int32_t vi_sum(vi a) { return _mm512_reduce_add_epi32(a); }

#elif MODEL_VEC == 8
typedef __m256 vf;
typedef __m256i vi;
static inline __m256i vf_mask(int n) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
static inline vf vf_set(float x) { return _mm256_set1_ps(x); }
static inline vf vf_load(const float *p) { return _mm256_loadu_ps(p); }
static inline void vf_store(float *p, vf x) { _mm256_storeu_ps(p, x); }
static inline vf vf_load_part(const float *p, int n, float fill) {
    __m256i m = vf_mask(n);
    return _mm256_blendv_ps(_mm256_set1_ps(fill), _mm256_maskload_ps(p, m), _mm256_castsi256_ps(m));
}
static inline void vf_store_part(float *p, vf x, int n) { _mm256_maskstore_ps(p, vf_mask(n), x); }
static inline vf vf_add(vf a, vf b) { return _mm256_add_ps(a, b); }
static inline vf vf_sub(vf a, vf b) { return _mm256_sub_ps(a, b); }
static inline vf vf_mul(vf a, vf b) { return _mm256_mul_ps(a, b); }
static inline vf vf_div(vf a, vf b) { return _mm256_div_ps(a, b); }
static inline vf vf_over(vf a, vf b) { return vf_div(a, b); }
static inline vf vf_fma(vf a, vf b, vf c) { return _mm256_fmadd_ps(a, b, c); }
static inline vf vf_fnma(vf a, vf b, vf c) { return _mm256_fnmadd_ps(a, b, c); }
static inline vf vf_min(vf a, vf b) { return _mm256_min_ps(a, b); }
static inline vf vf_max(vf a, vf b) { return _mm256_max_ps(a, b); }
static inline float vf_sum(vf a) {
    __m128 x = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    x = _mm_add_ps(x, _mm_movehl_ps(x, x));
    return _mm_cvtss_f32(_mm_add_ss(x, _mm_movehdup_ps(x)));
}
static inline float vf_least(vf a) {
    __m128 x = _mm_min_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    x = _mm_min_ps(x, _mm_movehl_ps(x, x));
    return _mm_cvtss_f32(_mm_min_ss(x, _mm_movehdup_ps(x)));
}
static inline float vf_most(vf a) {
    __m128 x = _mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    x = _mm_max_ps(x, _mm_movehl_ps(x, x));
    return _mm_cvtss_f32(_mm_max_ss(x, _mm_movehdup_ps(x)));
}
static inline vi vf_round(vf a) { return _mm256_cvtps_epi32(a); }
static inline vf vi_float(vi a) { return _mm256_cvtepi32_ps(a); }
static inline vf vi_exp2(vi n) { return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(n, _mm256_set1_epi32(127)), 23)); }
static inline vi vi_load(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }
static inline vi vi_load_s8(const int8_t *p) { return _mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)p)); }
static inline void vi_store_u8(uint8_t *p, vi a) {
    __m128i w = _mm_packus_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    _mm_storel_epi64((__m128i *)p, _mm_packus_epi16(w, w));
}
static inline void vi_store_s8(int8_t *p, vi a) {
    __m128i w = _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    _mm_storel_epi64((__m128i *)p, _mm_packs_epi16(w, w));
}
static inline vi vi_add(vi a, vi b) { return _mm256_add_epi32(a, b); }
static inline vf vf_whole(vf a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
static inline vf vf_scale2(vf a, vf n) { return vf_mul(a, vi_exp2(vf_round(n))); }
static inline vf vf_floor(vf a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC); }
static inline vf vf_fraction(vf a) { return vf_sub(a, vf_floor(a)); }
static inline vf vf_scale2_floor(vf a, vf x) { return vf_scale2(a, vf_floor(vf_max(x, vf_set(-126.0f)))); }
static inline void vi_store_u16(int16_t *p, vi a) {
    _mm_storeu_si128((__m128i *)p, _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1)));
}
static inline void vi_store(void *p, vi a) { _mm256_storeu_si256(p, a); }
static inline vi vi_zero(void) { return _mm256_setzero_si256(); }
static inline vi vi_set(int32_t x) { return _mm256_set1_epi32(x); }
static inline vi vi_if_more(vf a, vf b, vi x, vi y) {
    return _mm256_blendv_epi8(y, x, _mm256_castps_si256(_mm256_cmp_ps(a, b, _CMP_GT_OQ)));
}
static inline void vi_store_pairs(int16_t *p, vi a, vi b) {
    _mm256_storeu_si256((__m256i *)p, _mm256_blend_epi16(a, _mm256_slli_epi32(b, 16), 0xaa));
}
static inline vi vi_dot4(vi sum, vi a, vi b) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(a, b), _mm256_set1_epi16(1)));
}
static inline vi vi_dot2(vi sum, vi a, vi b) { return _mm256_add_epi32(sum, _mm256_madd_epi16(a, b)); }
static inline int32_t vi_sum(vi a) {
    __m128i x = _mm_add_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    x = _mm_add_epi32(x, _mm_shuffle_epi32(x, 0x4e));
    return _mm_cvtsi128_si32(_mm_add_epi32(x, _mm_shuffle_epi32(x, 0xb1)));
}

#elif MODEL_VEC == 1
typedef float vf;
typedef int32_t vi;
static inline vf vf_set(float x) { return x; }
static inline vf vf_load(const float *p) { return *p; }
static inline void vf_store(float *p, vf x) { *p = x; }
static inline vf vf_load_part(const float *p, int n, float fill) { return n ? *p : fill; }
static inline void vf_store_part(float *p, vf x, int n) {
    if (n) *p = x;
}
static inline vf vf_add(vf a, vf b) { return a + b; }
static inline vf vf_sub(vf a, vf b) { return a - b; }
static inline vf vf_mul(vf a, vf b) { return a * b; }
static inline vf vf_div(vf a, vf b) { return a / b; }
static inline vf vf_over(vf a, vf b) { return a / b; }
static inline vf vf_fma(vf a, vf b, vf c) { return a * b + c; }
static inline vf vf_fnma(vf a, vf b, vf c) { return c - a * b; }
static inline vf vf_min(vf a, vf b) { return a < b ? a : b; }
static inline vf vf_max(vf a, vf b) { return a > b ? a : b; }
static inline float vf_sum(vf a) { return a; }
static inline float vf_least(vf a) { return a; }
static inline float vf_most(vf a) { return a; }
static inline vi vf_round(vf a) { return (vi)lrintf(a); }
static inline vf vi_float(vi a) { return (float)a; }
static inline vf vi_exp2(vi n) { return ldexpf(1.0f, n); }
static inline vi vi_load(const void *p) {
    vi x; /* the memory may hold floats next */
    memcpy(&x, p, sizeof x);
    return x;
}
static inline vi vi_load_s8(const int8_t *p) { return *p; }
static inline void vi_store_u8(uint8_t *p, vi a) { *p = (uint8_t)(a < 0 ? 0 : a > 255 ? 255 : a); }
static inline void vi_store_s8(int8_t *p, vi a) { *p = (int8_t)(a < -128 ? -128 : a > 127 ? 127 : a); }
static inline vi vi_add(vi a, vi b) { return a + b; }
static inline vf vf_whole(vf a) { return rintf(a); }
static inline vf vf_scale2(vf a, vf n) { return ldexpf(a, (int)n); }
static inline vf vf_fraction(vf a) { return a - floorf(a); }
static inline vf vf_scale2_floor(vf a, vf x) { return ldexpf(a, (int)floorf(x < -126 ? -126 : x)); }
static inline void vi_store_u16(int16_t *p, vi a) { *p = (int16_t)a; }
static inline void vi_store(void *p, vi a) { memcpy(p, &a, sizeof a); }
static inline vi vi_zero(void) { return 0; }
static inline vi vi_set(int32_t x) { return x; }
static inline vi vi_if_more(vf a, vf b, vi x, vi y) { return a > b ? x : y; }
static inline void vi_store_pairs(int16_t *p, vi a, vi b) { p[0] = (int16_t)a, p[1] = (int16_t)b; }
static inline vi vi_dot4(vi sum, vi a, vi b) {
    uint8_t u[4];
    int8_t s[4];
    memcpy(u, &a, 4), memcpy(s, &b, 4);
    return sum + u[0] * s[0] + u[1] * s[1] + u[2] * s[2] + u[3] * s[3];
}
static inline vi vi_dot2(vi sum, vi a, vi b) {
    int16_t x[2], y[2];
    memcpy(x, &a, 4), memcpy(y, &b, 4);
    return sum + x[0] * y[0] + x[1] * y[1];
}
static inline int32_t vi_sum(vi a) { return a; }
#endif

/* The four bytes at p in every lane. */
static inline vi vi_spread(const void *p) {
    int32_t x;
    memcpy(&x, p, sizeof x);
    return vi_set(x);
}
