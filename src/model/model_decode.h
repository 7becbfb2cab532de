/* From scores to labels. Rows of scores are [n, labels]. */
#ifndef MODEL_DECODE_H
#define MODEL_DECODE_H
#include <stdint.h>

/* The labels of the best path: the greatest sum of emissions, trans[before, after] and start[first].
 *   emit  [n, labels]
 *   back  [n, labels] is overwritten
 *   path  [n] gets the labels
 * O(n labels^2). */
void decode_path(const float *emit, uint32_t n, uint32_t labels, const float *trans, const float *start, uint8_t *back,
                 uint8_t *path);

uint32_t decode_best(const float *scores, uint32_t n);                  /* the first of the greatest; n >= 1 */
float decode_probability(const float *scores, uint32_t n, uint32_t at); /* softmax */
#endif
