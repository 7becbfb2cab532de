/* Fillers that are the same: strings compared word by word. */
#include "facts_incident_alike.h"
#include <stdint.h>
#include <string.h>

enum { MOST_WORDS = 24, LONGEST = 256 };

struct words {
    char text[LONGEST];
    const char *at[MOST_WORDS];
    uint32_t n;
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 128;
}

static bool is_article(const char *word) { return !strcmp(word, "a") || !strcmp(word, "an") || !strcmp(word, "the"); }

static void add(struct words *w, const char *word) {
    if (w->n < MOST_WORDS && *word && !is_article(word)) w->at[w->n++] = word;
}

/* Lower-case words without articles; punctuation inside a word is dropped ("U.S.", "state-owned"). */
static void cut(const char *s, struct words *w) {
    uint32_t to = 0, begin = 0;
    w->n = 0;
    for (; *s && to + 1 < LONGEST; s++) {
        if (is_letter(*s)) {
            w->text[to++] = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
        } else if (strchr(" \t\r\n", *s) && to > begin) {
            w->text[to++] = 0;
            add(w, w->text + begin);
            begin = to;
        }
    }
    w->text[to] = 0;
    add(w, w->text + begin);
}

static bool holds(const struct words *w, const char *word) {
    for (uint32_t i = 0; i < w->n; i++)
        if (!strcmp(w->at[i], word)) return true;
    return false;
}

static bool all_in(const struct words *a, const struct words *b) {
    for (uint32_t i = 0; i < a->n; i++)
        if (!holds(b, a->at[i])) return false;
    return a->n > 0;
}

bool fillers_alike(const char *a, const char *b, enum filler_sort sort) {
    struct words x, y;
    cut(a, &x), cut(b, &y);
    if (!x.n || !y.n) return false;
    bool within = all_in(&x, &y) || all_in(&y, &x);
    if (within && x.n == y.n) return true;
    bool same_last = !strcmp(x.at[x.n - 1], y.at[y.n - 1]);
    if (sort == FILLER_NAME) return within && same_last && !holds(&x, "and") && !holds(&y, "and");
    if (sort == FILLER_GROUP) return same_last;
    return sort == FILLER_THING && same_last && within;
}
