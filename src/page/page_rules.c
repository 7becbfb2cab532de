/* Looking up the rules of data/page_rules.tsv. */
#include "page_rules.h"
#include "base_utf8.h"
#include "page_rules_table.h"
#include <strings.h>

enum { NAME_BYTES = 96, NAME_WORDS = 15, SHORT_LINE = 320 };

static uint32_t fnv(uint32_t h, char c) { return (h ^ (unsigned char)c) * 16777619u; }

static const struct page_rule_class *find_class(const char *s, uint32_t n, uint32_t hash) {
    for (uint32_t at = hash & page_rule_classes_mask; page_rule_classes[at].words; at = (at + 1) & page_rule_classes_mask)
        if (page_rule_classes[at].n == n && !memcmp(page_rule_classes[at].words, s, n)) return &page_rule_classes[at];
    return NULL;
}

/* Words of one name in lower case, "-" between; ends[i]: where word i ends. "authorBio", "author__bio": author-bio. */
static uint32_t split(const char *s, size_t n, char *out, uint8_t *ends) {
    uint32_t n_words = 0, at = 0, word = 0;
    for (size_t i = 0; i <= n && at + 2 < NAME_BYTES && n_words < NAME_WORDS; i++) {
        char c = i < n ? s[i] : '-', was = i ? s[i - 1] : 0;
        bool upper = c >= 'A' && c <= 'Z', letter = upper || (c >= 'a' && c <= 'z') || (c & 0x80);
        bool hump = upper && was >= 'a' && was <= 'z';
        if ((!letter || hump) && at > word) {
            ends[n_words++] = (uint8_t)at;
            out[at++] = '-';
            word = at;
        }
        if (letter) out[at++] = (char)(upper ? c + 32 : c);
    }
    return n_words;
}

static page_hints name_hints(const char *s, size_t n) {
    char words[NAME_BYTES];
    uint8_t ends[NAME_WORDS];
    page_hints hints = 0;
    uint32_t n_words = split(s, n, words, ends);
    for (uint32_t i = 0; i < n_words;) {
        uint32_t from = i ? ends[i - 1] + 1u : 0, hash = 2166136261u, at = from, next = i + 1;
        const struct page_rule_class *best = NULL;
        for (uint32_t k = i; k < n_words && k < i + page_rule_longest; k++) {
            for (; at < ends[k]; at++) hash = fnv(hash, words[at]);
            const struct page_rule_class *rule = find_class(words + from, at - from, hash);
            if (rule) {
                best = rule;
                next = k + 1;
            }
        }
        if (best) hints |= best->hint;
        i = next;
    }
    return hints;
}

page_hints page_rules_hints(const char *names, size_t n) {
    page_hints hints = 0;
    for (size_t i = 0, from = 0; i <= n; i++)
        if (i == n || names[i] == ' ' || names[i] == '\t' || names[i] == '\n' || names[i] == '\r') {
            if (i > from) hints |= name_hints(names + from, i - from);
            from = i + 1;
        }
    return hints;
}

static bool is(const char *s, size_t n, const char *word) { return strlen(word) == n && !strncasecmp(s, word, n); }

static page_hints of_role(const char *s, size_t n) {
    if (is(s, n, "navigation") || is(s, n, "menu") || is(s, n, "menubar") || is(s, n, "search") || is(s, n, "banner"))
        return HINT_NAV;
    if (is(s, n, "contentinfo")) return HINT_FOOT;
    if (is(s, n, "complementary")) return HINT_SIDE;
    if (is(s, n, "dialog") || is(s, n, "alertdialog") || is(s, n, "alert") || is(s, n, "tooltip")) return HINT_POPUP;
    if (is(s, n, "article") || is(s, n, "main")) return HINT_ARTICLE;
    return 0;
}

static page_hints of_property(const char *s, size_t n) {
    if (is(s, n, "articleBody") || is(s, n, "reviewBody") || is(s, n, "liveBlogUpdate")) return HINT_BODY;
    if (is(s, n, "caption")) return HINT_CAPTION;
    if (is(s, n, "copyrightHolder") || is(s, n, "creditText")) return HINT_CREDIT;
    if (is(s, n, "author") || is(s, n, "creator")) return HINT_BYLINE;
    if (is(s, n, "datePublished") || is(s, n, "dateModified")) return HINT_DATE;
    if (is(s, n, "headline")) return HINT_HEADLINE;
    if (is(s, n, "description") || is(s, n, "alternativeHeadline") || is(s, n, "alternateName")) return HINT_DECK;
    if (is(s, n, "comment")) return HINT_COMMENT;
    return 0;
}

page_hints page_rules_attribute(const char *name, size_t n_name, const char *value, size_t n_value) {
    if (is(name, n_name, "role")) return value ? of_role(value, n_value) : 0;
    if (is(name, n_name, "itemprop")) return value ? of_property(value, n_value) : 0;
    if (is(name, n_name, "hidden")) return HINT_HIDDEN;
    if (is(name, n_name, "style") && value)
        for (const char *s = value; (s = memchr(s, 'd', n_value - (size_t)(s - value))) != NULL; s++) {
            size_t left = n_value - (size_t)(s - value), i = 7;
            if (left < 12 || strncasecmp(s, "display", 7)) continue;
            while (i < left && (s[i] == ' ' || s[i] == ':')) i++;
            if (left - i >= 4 && !strncasecmp(s + i, "none", 4)) return HINT_HIDDEN;
        }
    return 0;
}

/* ---- lines --------------------------------------------------------------------------------------------------- */
static bool edge(const char *s, size_t n, size_t at) {
    uint32_t len;
    return at >= n || !utf8_is_alnum(utf8_at(s + at, n - at, &len));
}

static bool fits(const struct page_rule_line *r, const char *s, size_t n) {
    switch (r->where) {
    case RULE_IS:
        return n == r->n && !memcmp(s, r->words, n);
    case RULE_STARTS:
        return n >= r->n && s[0] == r->words[0] && !memcmp(s, r->words, r->n) && edge(s, n, r->n);
    case RULE_ENDS:
        return n >= r->n && !memcmp(s + n - r->n, r->words, r->n);
    default:
        return memmem(s, n, r->words, r->n) != NULL;
    }
}

enum page_line_kind page_rules_line(const char *s, size_t n) {
    char low[2 * SHORT_LINE + 4], whole[2 * SHORT_LINE + 4];
    if (n > SHORT_LINE || !n) return LINE_PLAIN;
    size_t len = utf8_lower_copy(s, n, low), from = 0;
    while (from < len && (strchr(" *>-|[(+", low[from]) || !memcmp(low + from, "\xC2\xBB", 2)))
        from += (low[from] & 0x80) ? 2 : 1;
    size_t end = len;
    while (end > from && (strchr(" .:!?*>-|])+", low[end - 1]))) end--;
    memcpy(whole, low + from, end - from);
    whole[end - from] = 0;
    for (uint32_t i = 0; i < page_rule_n_lines; i++) {
        const struct page_rule_line *r = &page_rule_lines[i];
        bool exact = r->where == RULE_IS || r->where == RULE_ENDS;
        if (exact ? fits(r, whole, end - from) : fits(r, low + from, len - from)) return (enum page_line_kind)r->kind;
    }
    return LINE_PLAIN;
}
