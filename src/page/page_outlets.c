/* Looking up known agencies and outlets: binary search in the table made from data/outlets.tsv. Called for each part of a
 * credit and each possible source, so it allocates nothing; names longer than MAX_FORM are unknown. */
#include "page_outlets.h"
#include "page_outlets_rows.h"
#include "base_utf8.h"
#include <string.h>

enum { MAX_FORM = 100, SHORT_FORM = 5 };

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

static bool strip_article(const char **s, size_t *n) {
    if (*n < 5 || !utf8_same(*s, 3, "the", 3) || !is_space((*s)[3])) return false;
    size_t k = 3;
    while (k < *n && is_space((*s)[k])) k++;
    *s += k;
    *n -= k;
    return *n > 0;
}

/* Whether s, which equals the form but for case, may stand for it: short forms in capitals want capitals ("AP"), single
 * capitalised words want a capital ("Reuters", so that "people" is no magazine). */
static bool case_fits(const char *form, const char *s, size_t n) {
    bool all_caps = n <= SHORT_FORM, one_word = true;
    for (size_t i = 0; form[i]; i++) {
        if (form[i] >= 'a' && form[i] <= 'z') all_caps = false;
        if (form[i] == ' ') one_word = false;
    }
    if (all_caps) return strlen(form) == n && !memcmp(form, s, n);
    uint32_t len;
    if (one_word && utf8_is_upper(utf8_at(form, strlen(form), &len))) return utf8_is_upper(utf8_at(s, n, &len));
    return true;
}

const struct outlet *outlet_find(const char *s, size_t n) {
    while (n && is_space(s[0])) s++, n--;
    while (n && is_space(s[n - 1])) n--;
    if (!n || n > MAX_FORM) return NULL;
    bool article = strip_article(&s, &n);
    char low[2 * MAX_FORM + 8];
    utf8_lower_copy(s, n, low);
    uint32_t lo = 0, hi = n_outlet_rows;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(outlet_rows[mid].low, low) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < n_outlet_rows && !strcmp(outlet_rows[lo].low, low); lo++) {
        const struct outlet_row *r = &outlet_rows[lo];
        if ((article || !r->article) && case_fits(r->outlet.form, s, n)) return &r->outlet;
    }
    return NULL;
}

static const struct outlet *host_row(const char *host, size_t n) {
    uint32_t lo = 0, hi = n_outlet_hosts;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = strncmp(outlet_hosts[mid].host, host, n);
        if (!c && outlet_hosts[mid].host[n]) c = 1;
        if (!c) return &outlet_hosts[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const struct outlet *outlet_of_host(const char *host, size_t n) {
    char low[2 * MAX_FORM + 8];
    if (!n || n > MAX_FORM) return NULL;
    n = utf8_lower_copy(host, n, low);
    for (const char *h = low; h;) { /* the whole host, then without its first label: "www.", "edition.", "m." */
        size_t left = n - (size_t)(h - low);
        const struct outlet *o = host_row(h, left);
        if (o) return o;
        const char *dot = memchr(h, '.', left);
        h = dot && strchr(dot + 1, '.') ? dot + 1 : NULL;
    }
    return NULL;
}
