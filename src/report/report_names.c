/* How two names go together: the same in other letters, a part that stands for the whole, initials, an acronym. */
#include "report_who.h"
#include "base_utf8.h"
#include <string.h>

enum { NAME_WORDS = 10, NAME_BYTES = 192 };
struct words { /* of a name, lower case, without points; "jr", "the" and genitives left out */
    char bytes[NAME_BYTES];
    const char *at[NAME_WORDS];
    char first[NAME_WORDS]; /* first byte as written: acronyms count capitals */
    uint32_t n;
};

static bool is_dropped(const char *s) {
    static const char *const words[] = {"jr", "sr", "ii", "iii", "the", NULL};
    for (const char *const *w = words; *w; w++)
        if (strcmp(s, *w) == 0) return true;
    return false;
}

static void cut(const char *s, size_t n, struct words *out) {
    char lower[2 * NAME_BYTES + 4];
    if (n > NAME_BYTES / 2) n = NAME_BYTES / 2;
    size_t size = utf8_lower_copy(s, n, lower), to = 0, from = 0;
    out->n = 0;
    for (size_t i = 0; i < size && out->n < NAME_WORDS;) {
        while (i < size && (lower[i] == ' ' || lower[i] == '\n' || lower[i] == '.' || lower[i] == ',')) i++;
        size_t beg = to;
        from = i;
        while (i < size && lower[i] != ' ' && lower[i] != '\n' && lower[i] != ',' && to + 2 < NAME_BYTES) {
            if (lower[i] == '.') { /* "J.K." is two words, "U.S." too */
                i++;
                break;
            }
            out->bytes[to++] = lower[i++];
        }
        if (to + 2 >= NAME_BYTES) i = size;
        if (to == beg) continue;
        out->bytes[to++] = '\0';
        if (is_dropped(out->bytes + beg)) {
            to = beg;
            continue;
        }
        out->first[out->n] = from < n ? s[from] : '\0'; /* lower-casing keeps the place of all but rare letters */
        out->at[out->n++] = out->bytes + beg;
    }
}

static bool same_word(const char *a, const char *b) {
    if (strcmp(a, b) == 0) return true;
    return (strcmp(a, "&") == 0 && strcmp(b, "and") == 0) || (strcmp(a, "and") == 0 && strcmp(b, "&") == 0);
}
static bool is_initial_of(const char *initial, const char *word) { return initial[0] && !initial[1] && initial[0] == word[0]; }
static bool goes(const char *a, const char *b) { return same_word(a, b) || is_initial_of(a, b) || is_initial_of(b, a); }

static bool same_words(const struct words *a, const struct words *b) {
    if (a->n != b->n) return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!same_word(a->at[i], b->at[i])) return false;
    return a->n > 0;
}

/* "us" + "a" against "usa", "u" + "s" against "us": the letters run together. */
static bool same_letters(const struct words *a, const struct words *b) {
    char x[NAME_BYTES] = "", y[NAME_BYTES] = "";
    for (uint32_t i = 0; i < a->n; i++) strcat(x, a->at[i]);
    for (uint32_t i = 0; i < b->n; i++) strcat(y, b->at[i]);
    return strcmp(x, y) == 0;
}

static bool is_suffix(const struct words *a, const struct words *b) {
    if (b->n >= a->n) return false;
    for (uint32_t i = 0; i < b->n; i++)
        if (!same_word(a->at[a->n - b->n + i], b->at[i])) return false;
    return true;
}
static bool is_prefix(const struct words *a, const struct words *b) {
    if (b->n >= a->n) return false;
    for (uint32_t i = 0; i < b->n; i++)
        if (!same_word(a->at[i], b->at[i])) return false;
    return true;
}

/* b = given name (or initial) + surname of a, middle names left out or cut to initials. */
static bool is_short_full(const struct words *a, const struct words *b) {
    if (b->n < 2 || a->n < 2 || !same_word(a->at[a->n - 1], b->at[b->n - 1]) || !goes(a->at[0], b->at[0])) return false;
    uint32_t i = 1;
    for (uint32_t k = 1; k + 1 < b->n; k++) {
        while (i + 1 < a->n && !goes(a->at[i], b->at[k])) i++;
        if (i + 1 >= a->n) return false;
        i++;
    }
    return true;
}

/* "Emperor Ado" -> "Ado": titles that the tagger took into the name. */
static struct words without_title(const struct words *x) {
    struct words y = *x;
    for (uint32_t i = 0; i < x->n; i++) y.at[i] = x->at[i]; /* these point into x, which outlives y */
    while (y.n > 1 && report_word(WORDS_TITLE, y.at[0], strlen(y.at[0])) && strlen(y.at[0]) > 1) {
        memmove(y.at, y.at + 1, (y.n - 1) * sizeof *y.at);
        y.n--;
    }
    return y;
}

static enum name_match match_person(const struct words *full, const struct words *brief) {
    struct words x = without_title(full), y = without_title(brief);
    const struct words *a = &x, *b = &y;
    if (same_words(a, b)) return NAME_PART;
    if (a->n < b->n) return NAME_DIFFERS;
    if (is_suffix(a, b) || is_short_full(a, b)) return NAME_PART;
    return b->n == 1 && same_word(a->at[0], b->at[0]) ? NAME_PART : NAME_DIFFERS;
}

static bool is_letter_of(char c) { return (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

/* "AP" of "Associated Press": the first letters of the words that have capitals, others if the letters ask for them. */
static bool is_acronym(const struct words *a, const char *s, size_t n) {
    size_t k = 0;
    if (a->n < 2) return false;
    for (size_t i = 0; i < n; i++)
        if (s[i] != '.' && !(s[i] >= 'A' && s[i] <= 'Z')) return false;
    for (uint32_t i = 0; i < a->n; i++) {
        while (k < n && s[k] == '.') k++;
        if (!is_letter_of(a->first[i])) {
            k += k < n && i > 0 && (s[k] | 32) == a->at[i][0];
            continue;
        }
        if (k >= n || (s[k] | 32) != a->at[i][0]) return false;
        k++;
    }
    while (k < n && s[k] == '.') k++;
    return k == n && n >= 2;
}

/* Words that a short form of an organisation leaves out. */
static bool is_legal_form(const char *word) {
    static const char *const words[] = {"inc",   "corp",     "co",      "ltd",         "llc",           "plc",     "ag",
                                        "sa",    "group",    "company", "corporation", "holdings",      "party",   "university",
                                        "motor", "motors",   "news",    "football",    "club",          "fc",      "limited",
                                        "bank",  "airlines", "airways", "industries",  "international", "council", "hospital",
                                        NULL};
    for (const char *const *w = words; *w; w++)
        if (strcmp(word, *w) == 0) return true;
    return false;
}

static enum name_match match_other(const struct words *a, const struct words *b) {
    if (!is_prefix(a, b)) return NAME_DIFFERS;
    if (b->n >= 2) return strcmp(a->at[b->n], "of") && strcmp(a->at[b->n], "and") && a->n - b->n <= 2 ? NAME_PART : NAME_DIFFERS;
    for (uint32_t i = b->n; i < a->n; i++)
        if (!is_legal_form(a->at[i])) return NAME_DIFFERS;
    return strlen(b->at[0]) >= 3 ? NAME_PART : NAME_DIFFERS;
}

/* Other names of a place ("US", "Holland"), as data/demonyms.tsv has them. */
static const char *place_of(const char *s, size_t n, char lower[NAME_BYTES * 2 + 4]) {
    if (n > NAME_BYTES / 2) return NULL;
    if (n > 4 && utf8_same(s, 4, "the ", 4)) s += 4, n -= 4;
    const struct report_word *d = report_word(WORDS_DEMONYM, lower, utf8_lower_copy(s, n, lower));
    return d && d->use == USE_FORM ? d->of : lower;
}

enum name_match name_match(const char *a, size_t na, const char *b, size_t nb, bool person) {
    struct words x, y;
    char p[NAME_BYTES * 2 + 4], q[NAME_BYTES * 2 + 4];
    cut(a, na, &x);
    cut(b, nb, &y);
    if (!x.n || !y.n) return NAME_DIFFERS;
    if (same_words(&x, &y) || same_letters(&x, &y)) return NAME_SAME;
    if (person) return match_person(&x, &y);
    const char *place = place_of(a, na, p), *other = place_of(b, nb, q);
    if (place && other && strcmp(place, other) == 0) return NAME_SAME;
    if (is_acronym(&x, b, nb)) return NAME_PART;
    return match_other(&x, &y);
}

bool name_agrees(const char *a, size_t na, const char *b, size_t nb) {
    struct words x, y;
    cut(a, na, &x);
    cut(b, nb, &y);
    return same_words(&x, &y) || (x.n >= y.n ? match_person(&x, &y) : match_person(&y, &x)) != NAME_DIFFERS;
}

char name_sex(const char *s, size_t n) {
    struct words x;
    cut(s, n, &x);
    if (x.n < 2) return '-';
    const struct report_word *g = report_word(WORDS_GIVEN_NAME, x.at[0], strlen(x.at[0]));
    return g ? g->sex : '-';
}
