/* Whether two values can both hold, and what makes one of them old. */
#ifndef STORY_AGREE_H
#define STORY_AGREE_H
#include "sayso.h"

/* The numbers that a count allows: "at least 8" 8 to 27, "about 40" 34 to 46, "dozens" 18 to 120. */
struct count_range {
    double low, high; /* high INFINITY: no bound */
};
struct count_range story_count_range(const sayso_count *c);
/* Whether some number is meant by both. */
bool story_counts_agree(const sayso_count *a, const sayso_count *b);
/* Slots of which an incident has one value, so that two that do not agree conflict. */
bool story_slot_is_single(const char *slot);
/* Whether somebody vouches by this claim ("says", "corrects"), not denies or takes back. */
bool story_vouches(const sayso_story_claim *c);
/* Whether no record has words for a value: that nobody was hurt, as the reports tell of nobody. Silence contradicts nobody. */
bool story_is_silence(const sayso_story_value *v);
#endif
