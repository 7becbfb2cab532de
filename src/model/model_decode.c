/* Softmax of a few scores. */
#include "model_decode.h"
#include <math.h>

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
