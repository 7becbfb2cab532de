/* Words a person looks for: as a query of SQLite's FTS5 (https://www.sqlite.org/fts5.html, section 3), and shown in the text. */
#include "store_match.h"
#include <ctype.h>
#include <stdbool.h>
#include <strings.h>

enum { MAX_WORDS = 32 };

struct term {
    const char *at;
    size_t n;
    bool prefix;
};

static bool is_word(unsigned char c) { return isalnum(c) || c >= 0x80 || c == '\'' || c == '-'; }

/* The next term: a word, or what stands between quotation marks. False at the end. */
static bool next_term(const char **at, struct term *t) {
    const char *p = *at;
    while (*p && *p != '"' && !is_word((unsigned char)*p)) p++;
    if (!*p) return false;
    bool quoted = *p == '"';
    t->at = p += quoted;
    while (*p && (quoted ? *p != '"' : is_word((unsigned char)*p))) p++;
    t->n = (size_t)(p - t->at);
    if (quoted && *p) p++;
    t->prefix = !quoted && *p == '*';
    *at = p + t->prefix;
    return true;
}

/* FTS5 refuses a phrase of nothing but marks: something in it must be a letter or a digit. */
static bool has_letter(const struct term *t) {
    for (size_t i = 0; i < t->n; i++)
        if (isalnum((unsigned char)t->at[i]) || (unsigned char)t->at[i] >= 0x80) return true;
    return false;
}

char *match_query(const char *words, struct arena *arena) {
    char *out = NULL;
    struct term t;
    for (int n = 0; n < MAX_WORDS && next_term(&words, &t);) {
        if (!has_letter(&t)) continue;
        out = arena_printf(arena, "%s%s\"%.*s\"%s", out ? out : "", out ? " AND " : "", (int)t.n, t.at, t.prefix ? "*" : "");
        if (!out) return NULL;
        n++;
    }
    return out;
}

/* The length of a term's match at a place of the text, 0: none. Whole words, ASCII letters without case. */
static size_t match_at(const char *text, size_t n, size_t i, const struct term *terms, int n_terms) {
    if (i && is_word((unsigned char)text[i - 1])) return 0;
    for (int k = 0; k < n_terms; k++) {
        size_t m = terms[k].n;
        if (m && i + m <= n && !strncasecmp(text + i, terms[k].at, m) &&
            (terms[k].prefix || i + m == n || !is_word((unsigned char)text[i + m])))
            return m;
    }
    return 0;
}

static size_t back_to_word(const char *text, size_t i, size_t by) {
    size_t beg = i > by ? i - by : 0;
    while (beg > 0 && beg < i && text[beg - 1] != ' ' && text[beg - 1] != '\n') beg++;
    return beg;
}

static char *marked(const char *text, size_t beg, size_t end, const struct term *terms, int n_terms, struct arena *arena) {
    char *out = arena_alloc(arena, (end - beg) * 5 + 8), *p = out;
    if (!out) return NULL;
    if (beg) p = stpcpy(p, "…");
    for (size_t i = beg; i < end;) {
        size_t m = match_at(text, end, i, terms, n_terms);
        if (m) {
            p = stpcpy(p, "«");
            memcpy(p, text + i, m);
            p = stpcpy(p + m, "»");
            i += m;
        } else {
            unsigned char c = (unsigned char)text[i++];
            *p++ = c < ' ' ? ' ' : (char)c;
        }
    }
    return out;
}

char *match_snippet(const char *text, size_t n, const char *words, struct arena *arena) {
    enum { BEFORE = 60, LENGTH = 180 };
    struct term terms[MAX_WORDS];
    int n_terms = 0;
    while (n_terms < MAX_WORDS && next_term(&words, &terms[n_terms])) n_terms++;
    size_t at = 0;
    while (at < n && !match_at(text, n, at, terms, n_terms)) at++;
    if (at == n) return NULL;
    size_t beg = back_to_word(text, at, BEFORE), end = beg + LENGTH < n ? beg + LENGTH : n;
    while (end < n && end > at && ((unsigned char)text[end] & 0xc0) == 0x80) end--;
    return marked(text, beg, end, terms, n_terms, arena);
}
