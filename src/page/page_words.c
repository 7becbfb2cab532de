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
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
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

/* Lower-cased copy of as much of s as a form can be long; source[k]: bytes of s that gave the first k of it, 0 inside a
 * character. Returns its length. */
static size_t lower_some(const struct words *w, const char *s, size_t n, char *low, uint8_t *source) {
    size_t k = 0, at = 0, most = w->longest < MAX_PHRASE ? w->longest : MAX_PHRASE;
    while (at < n && k < most) {
        unsigned char c = (unsigned char)s[at];
        uint32_t len = 1;
        if (c < 0x80)
            low[k++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        else {
            uint32_t m = utf8_put(utf8_lower(utf8_at(s + at, n - at, &len)), low + k);
            for (uint32_t i = 1; i < m; i++) source[k + i] = 0;
            k += m;
        }
        at += len;
        source[k] = (uint8_t)at;
    }
    return k;
}

size_t words_prefix(const struct words *w, const char *s, size_t n, uint32_t classes) {
    char low[MAX_PHRASE + 8];
    uint8_t source[MAX_PHRASE + 8];
    if (!n) return 0;
    unsigned char b = (unsigned char)s[0];
    if (b < 0x80) { /* most words end here */
        if (b >= 'A' && b <= 'Z') b += 32;
        if (w->first[b] == w->first[b + 1]) return 0;
    }
    size_t k = lower_some(w, s, n, low, source), best = 0, best_form = 0;
    b = (unsigned char)low[0];
    for (uint32_t i = w->first[b]; i < w->first[b + 1]; i++) {
        const struct word *r = &w->at[i];
        if (r->n <= best_form || r->n > k || !(r->is & classes) || memcmp(r->form, low, r->n) != 0) continue;
        if (source[r->n] && is_edge(s, n, source[r->n])) best = source[r->n], best_form = r->n;
    }
    return best;
}

size_t words_suffix(const struct words *w, const char *s, size_t n, uint32_t classes) {
    char low[MAX_PHRASE + 8];
    uint8_t source[MAX_PHRASE + 8];
    size_t most = n < w->longest ? n : w->longest, best = 0;
    while (most && ((unsigned char)s[n - most] & 0xc0) == 0x80) most--;
    if (!most) return 0;
    size_t k = lower_some(w, s + n - most, most, low, source);
    if (source[k] != most) return 0; /* grew beyond the buffer */
    for (uint32_t i = 0; i < w->n; i++) {
        const struct word *r = &w->at[i];
        if (r->n > k || r->form[r->n - 1] != low[k - 1] || !(r->is & classes) || memcmp(r->form, low + k - r->n, r->n) != 0)
            continue;
        size_t beg = r->n == k ? 0 : source[k - r->n];
        if ((beg || r->n == k) && most - beg > best && is_edge(s, n, n - (most - beg))) best = most - beg;
    }
    return best;
}
