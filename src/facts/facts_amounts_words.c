/* Binary search in the words of data/numbers.tsv, by class. */
#include "facts_amounts_work.h"
#include <string.h>

#include "facts_amounts_table.inc"
_Static_assert(sizeof first / sizeof *first == N_AMOUNT_CLASSES + 1, "classes of gen/numbers.py are those of enum amount_class");

enum { PHRASE_BYTES = 96, PHRASE_WORDS = 8 };

/* First row of [lo, hi) whose form is not before s; *inside: whether that form begins with s. */
static uint32_t row_from(uint32_t lo, uint32_t hi, const char *s, size_t n, bool *inside) {
    uint32_t end = hi;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strncmp(words[mid].form, s, n) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    *inside = lo < end && strncmp(words[lo].form, s, n) == 0;
    return lo;
}

const struct amount_word *amount_word(enum amount_class c, const char *lower, size_t n) {
    bool inside;
    uint32_t i = n ? row_from(first[c], first[c + 1], lower, n, &inside) : 0;
    return n && inside && words[i].form[n] == '\0' ? &words[i] : NULL;
}

const struct amount_word *amount_word_of(const struct report_work *w, uint32_t token, enum amount_class c) {
    char form[WHO_FORM];
    return amount_word(c, form, who_lower(w, token, form));
}

uint32_t amount_words_at(const struct report_work *w, uint32_t token, uint32_t end, enum amount_class c,
                         const struct amount_word **row) {
    char phrase[PHRASE_BYTES];
    size_t n = 0;
    uint32_t best = 0;
    for (uint32_t i = token; i < end && i < token + PHRASE_WORDS; i++) {
        char form[WHO_FORM];
        size_t len = who_lower(w, i, form);
        if (n + len + 1 >= sizeof phrase) break;
        if (n) phrase[n++] = ' ';
        memcpy(phrase + n, form, len);
        n += len;
        bool inside;
        uint32_t at = row_from(first[c], first[c + 1], phrase, n, &inside);
        if (!inside) break;
        if (words[at].form[n] != '\0') continue;
        best = i + 1 - token;
        if (row) *row = &words[at];
    }
    return best;
}

uint32_t amount_words_before(const struct report_work *w, uint32_t token, uint32_t beg, enum amount_class c) {
    for (uint32_t n = PHRASE_WORDS; n; n--)
        if (token >= beg + n && amount_words_at(w, token - n, token, c, NULL) == n) return n;
    return 0;
}
