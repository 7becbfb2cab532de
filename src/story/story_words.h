/* Words of data/ for stories: set phrases of several languages, cues that take back or correct, words that contradict each
 * other. Tables made by gen/story_words.py, sorted by form (bytes). */
#ifndef STORY_WORDS_H
#define STORY_WORDS_H
#include "sayso.h"

struct phrase_row {
    const char *form;
    uint32_t group;
};
struct stance_row {
    const char *form;
    sayso_stance stance;
};
struct opposite_row {
    const char *form;
    uint16_t pair; /* 0: it negates */
    int8_t side;   /* 1, -1 */
};
extern const struct phrase_row phrase_table[];
extern const struct stance_row stance_table[];
extern const struct opposite_row opposite_table[];
extern const uint32_t n_phrase_table, n_stance_table, n_opposite_table;

/* The set phrase that a key (story_key) is a form of, 0: none. */
uint32_t story_phrase(const char *key);
/* What a cue's words say of stance; SAYS where none of them is in the table. */
sayso_stance story_cue_stance(const char *cue, size_t n);
/* The row of a word (lower case), NULL where it has none. */
const struct opposite_row *story_opposite(const char *word, size_t n);
#endif
