/* Looking up the words of stories: binary search in the tables. */
#include "story_words.h"
#include <stdlib.h>
#include <string.h>

static int phrase_order(const void *key, const void *row) { return strcmp(key, ((const struct phrase_row *)row)->form); }
static int stance_order(const void *key, const void *row) { return strcmp(key, ((const struct stance_row *)row)->form); }
static int opposite_order(const void *key, const void *row) { return strcmp(key, ((const struct opposite_row *)row)->form); }

uint32_t story_phrase(const char *key) {
    const struct phrase_row *row = bsearch(key, phrase_table, n_phrase_table, sizeof *row, phrase_order);
    return row ? row->group : 0;
}

const struct opposite_row *story_opposite(const char *word, size_t n) {
    enum { LONGEST = 24 };
    char key[LONGEST + 1];
    if (n > LONGEST) return NULL;
    memcpy(key, word, n);
    key[n] = '\0';
    return bsearch(key, opposite_table, n_opposite_table, sizeof *opposite_table, opposite_order);
}

static sayso_stance stance_of(const char *form) {
    const struct stance_row *row = bsearch(form, stance_table, n_stance_table, sizeof *row, stance_order);
    return row ? row->stance : SAYSO_STANCE_SAYS;
}

/* The next word of ASCII letters from *at on, in lower case; its length, 0 at the end. */
static size_t next_word(const char *s, size_t n, size_t *at, char *out, size_t size) {
    size_t len = 0;
    while (*at < n && !((s[*at] | 32) >= 'a' && (s[*at] | 32) <= 'z')) (*at)++;
    for (; *at < n && (s[*at] | 32) >= 'a' && (s[*at] | 32) <= 'z'; (*at)++)
        if (len + 1 < size) out[len++] = (char)(s[*at] | 32);
    out[len] = '\0';
    return len;
}

sayso_stance story_cue_stance(const char *cue, size_t n) {
    char two[64], word[31];
    size_t at = 0, before = 0, len;
    while ((len = next_word(cue, n, &at, word, sizeof word))) {
        sayso_stance s = stance_of(word);
        if (s != SAYSO_STANCE_SAYS) return s;
        if (before) {
            two[before] = ' ';
            memcpy(two + before + 1, word, len + 1);
            if ((s = stance_of(two)) != SAYSO_STANCE_SAYS) return s;
        }
        memcpy(two, word, len + 1);
        before = len;
    }
    return SAYSO_STANCE_SAYS;
}
