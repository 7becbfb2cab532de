/* Binary search in the word lists. */
#include "report_words.h"
#include <string.h>

#include "report_words_table.inc"

#define LIST(a) \
    { a, sizeof a / sizeof *a }
static const struct {
    const struct report_word *at;
    size_t n;
} lists[] = {
    [WORDS_NOUN] = LIST(words_noun),         [WORDS_TITLE] = LIST(words_title),     [WORDS_GIVEN_NAME] = LIST(words_given_name),
    [WORDS_DEMONYM] = LIST(words_demonym),   [WORDS_PRONOUN] = LIST(words_pronoun), [WORDS_HARM] = LIST(words_harm),
    [WORDS_MODIFIER] = LIST(words_modifier), [WORDS_QUOTED] = LIST(words_quoted),
};

/* Bytewise, as the generator sorts. */
static int compare(const char *form, const char *s, size_t n) {
    int c = strncmp(form, s, n);
    return c ? c : form[n] != '\0';
}

const struct report_word *report_word(enum word_list list, const char *lower, size_t n) {
    const struct report_word *at = lists[list].at;
    size_t lo = 0, hi = lists[list].n;
    while (n && lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = compare(at[mid].form, lower, n);
        if (c == 0) return &at[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

bool report_is_place(const char *lower, size_t n) {
    const struct report_word *at = lists[WORDS_DEMONYM].at;
    for (size_t i = 0; i < lists[WORDS_DEMONYM].n; i++)
        if (at[i].of && strlen(at[i].of) == n && memcmp(at[i].of, lower, n) == 0) return true;
    return false;
}
