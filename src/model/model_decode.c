/* Viterbi and softmax. */
#include "model_decode.h"
#include <math.h>
#include <string.h>

enum { MAX_LABELS = 255 };

uint32_t decode_best(const float *scores, uint32_t n) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (scores[i] > scores[best]) best = i;
    return best;
}

float decode_probability(const float *scores, uint32_t n, uint32_t at) {
    const float top = scores[decode_best(scores, n)];
    float sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += expf(scores[i] - top);
    return expf(scores[at] - top) / sum;
}

/* One step: sum[y] becomes the best sum that ends in y, less the best of all, so that long texts stay within a float. The
 * inner loop runs over labels side by side, for the compiler to do several at once. */
static void step(const float *emit, uint32_t labels, const float *trans, float *sum, uint8_t *back) {
    float next[MAX_LABELS];
    int32_t from[MAX_LABELS] = {0};
    for (uint32_t y = 0; y < labels; y++) next[y] = sum[0] + trans[y];
    for (uint32_t x = 1; x < labels; x++) {
        const float before = sum[x];
        const float *t = trans + (uint64_t)x * labels;
        for (uint32_t y = 0; y < labels; y++) {
            const float s = before + t[y];
            from[y] = s > next[y] ? (int32_t)x : from[y];
            next[y] = s > next[y] ? s : next[y];
        }
    }
    for (uint32_t y = 0; y < labels; y++) next[y] += emit[y], back[y] = (uint8_t)from[y];
    const float top = next[decode_best(next, labels)];
    for (uint32_t y = 0; y < labels; y++) sum[y] = next[y] - top;
}

void decode_path(const float *emit, uint32_t n, uint32_t labels, const float *trans, const float *start, uint8_t *back,
                 uint8_t *path) {
    if (!n) return;
    float sum[MAX_LABELS];
    for (uint32_t y = 0; y < labels; y++) sum[y] = start[y] + emit[y];
    for (uint32_t i = 1; i < n; i++) step(emit + (uint64_t)i * labels, labels, trans, sum, back + (uint64_t)i * labels);
    path[n - 1] = (uint8_t)decode_best(sum, labels);
    for (uint32_t i = n - 1; i > 0; i--) path[i - 1] = back[(uint64_t)i * labels + path[i]];
}
