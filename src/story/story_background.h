/* How rare words are in news at large: a table of hashes and levels, made by train/story_background.py from training texts. */
#ifndef STORY_BACKGROUND_H
#define STORY_BACKGROUND_H
#include <stdint.h>

enum { BACKGROUND_UNIT = 16, BACKGROUND_RAREST = 120 };
/* Inverse document frequency of a term, in 1 / BACKGROUND_UNIT nats: 0 (in every report) .. BACKGROUND_RAREST (in hardly any). */
uint32_t background_weight(uint32_t hash);
#endif
