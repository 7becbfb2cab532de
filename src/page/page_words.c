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

/* Of the rows [*lo, *hi), which share their first m bytes, keeps those whose next byte is b. */
static void narrow(const struct words *w, size_t m, unsigned char b, uint32_t *lo, uint32_t *hi) {
    uint32_t end[2];
    for (int past = 0; past < 2; past++) {
        uint32_t l = *lo, h = *hi;
        while (l < h) {
            uint32_t mid = l + (h - l) / 2;
            const struct word *r = &w->at[mid];
            if (r->n <= m || (unsigned char)r->form[m] < (unsigned)b + (unsigned)past) l = mid + 1;
            else h = mid;
        }
        end[past] = l;
    }
    *lo = end[0];
    *hi = end[1];
}

/* One walk from the left, while any row is left: most texts part from all rows within a few bytes. */
size_t words_prefix(const struct words *w, const char *s, size_t n, uint32_t classes) {
    uint32_t lo = 0, hi = w->n, len;
    size_t best = 0, m = 0;
    for (size_t at = 0; at < n && lo < hi; ) {
        char low[4] = {s[at]};
        uint32_t c = utf8_at(s + at, n - at, &len), k = 1;
        if (c != 0xfffd || len != 1) k = utf8_put(utf8_lower(c), low);
        for (uint32_t i = 0; i < k; i++) narrow(w, m++, (unsigned char)low[i], &lo, &hi);
        at += len;
        if (lo < hi && w->at[lo].n == m && w->at[lo].is & classes && is_edge(s, n, at)) best = at;
    }
    return best;
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
