/* From a few scores to a label; of many, and of paths: model_ops.h, best and path. */
#ifndef MODEL_DECODE_H
#define MODEL_DECODE_H
#include <stdint.h>

uint32_t decode_best(const float *scores, uint32_t n);                  /* the first of the greatest; n >= 1 */
float decode_probability(const float *scores, uint32_t n, uint32_t at); /* softmax */
#endif
