/* One utterance as it is compared: its key, its content words, the set phrase it is, whether it negates. */
#ifndef STORY_UTTERANCE_H
#define STORY_UTTERANCE_H
#include "story_facts.h"

struct utterance {
    const char *key;          /* story_key of the whole */
    const char *const *words; /* content words, sorted, each once */
    uint32_t n;
    uint32_t phrase;          /* the set phrase, 0 none */
    bool negated;             /* an odd number of negations */
    const char *const *sides; /* words that have an opposite, as they stand */
    uint32_t n_sides;
};
/* All of it in scratch. False: memory is out. */
bool utterance_make(struct story_work *w, const char *text, struct utterance *out);
/* Whether two are the same in other words; one may be a part of the other. */
bool utterance_same(const struct utterance *a, const struct utterance *b);
/* Whether two statements say the same as a whole: what stands in a clause of the one alone is not what the one says. */
bool utterance_agrees(const struct utterance *a, const struct utterance *b);
/* Whether they contradict each other in otherwise the same words. */
bool utterance_opposed(const struct utterance *a, const struct utterance *b);
#endif
