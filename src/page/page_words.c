/* Searching word lists: see page_words.h. */
#include "page_words.h"
#include "base_utf8.h"
#include <string.h>

enum { MAX_PHRASE = 64 };

static uint32_t find_low(const struct words *w, const char *low, size_t n) {
    uint32_t lo = 0, hi = w->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const struct word *r = &w->at[mid];
        int c = memcmp(r->form, low, r->n < n ? r->n : n);
        if (!c) c = r->n < n ? -1 : r->n > n;
        if (!c) return r->is;
        if (c < 0) lo = mid + 1;
        else hi = mid;
    }
    return 0;
}

uint32_t words_of(const struct words *w, const char *s, size_t n) {
    char low[2 * MAX_PHRASE + 8];
    if (!n || n > MAX_PHRASE) return 0;
    size_t k = utf8_lower_copy(s, n, low);
    return find_low(w, low, k);
}

/* Whether byte offset at of s lies between two words (or between a word and a mark). */
static bool is_edge(const char *s, size_t n, size_t at) {
    if (at == 0 || at == n) return true;
    if (((unsigned char)s[at] & 0xc0) == 0x80) return false;
    uint32_t len, before = utf8_before(s, at, &len), after = utf8_at(s + at, n - at, &len);
    return !(utf8_is_alnum(before) && utf8_is_alnum(after));
}

size_t words_prefix(const struct words *w, const char *s, size_t n, uint32_t classes) {
    char low[2 * MAX_PHRASE + 8];
    size_t most = n < w->longest ? n : w->longest;
    if (most > MAX_PHRASE) most = MAX_PHRASE;
    for (size_t k = most; k; k--) {
        if (!is_edge(s, n, k)) continue;
        size_t m = utf8_lower_copy(s, k, low);
        if (find_low(w, low, m) & classes) return k;
    }
    return 0;
}

size_t words_suffix(const struct words *w, const char *s, size_t n, uint32_t classes) {
    char low[2 * MAX_PHRASE + 8];
    size_t most = n < w->longest ? n : w->longest;
    if (most > MAX_PHRASE) most = MAX_PHRASE;
    for (size_t k = most; k; k--) {
        if (!is_edge(s, n, n - k)) continue;
        size_t m = utf8_lower_copy(s + n - k, k, low);
        if (find_low(w, low, m) & classes) return k;
    }
    return 0;
}
