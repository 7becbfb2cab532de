/* Comparing utterances by their content words. */
#include "story_utterance.h"
#include "story_words.h"
#include <stdlib.h>

static const double SAME = 0.75;    /* of the shorter one's content words */
static const double OPPOSED = 0.75; /* of the longer one's, words with an opposite aside */

/* Words of structure, which say nothing of what an utterance is about. English, and short ones in any language. */
static bool is_content(const char *word, size_t n) {
    static const char *const structure[] = {"about", "after",  "also",  "been",   "before", "being", "could", "does",  "from",
                                            "have",  "having", "here",  "into",   "just",   "more",  "most",  "only",  "other",
                                            "over",  "said",   "says",  "should", "some",   "such",  "than",  "that",  "their",
                                            "them",  "then",   "there", "these",  "they",   "this",  "those", "very",  "were",
                                            "what",  "when",   "where", "which",  "while",  "will",  "with",  "would", "your"};
    if (n < 4) return *word >= '0' && *word <= '9';
    for (size_t i = 0; i < sizeof structure / sizeof *structure; i++)
        if (strlen(structure[i]) == n && !memcmp(structure[i], word, n)) return false;
    const struct opposite_row *o = story_opposite(word, n);
    return !o || o->pair; /* no negation */
}

static int by_word(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static uint32_t once(const char **at, uint32_t n) {
    uint32_t kept = 0;
    if (n) qsort(at, n, sizeof *at, by_word);
    for (uint32_t i = 0; i < n; i++)
        if (!kept || strcmp(at[kept - 1], at[i])) at[kept++] = at[i];
    return kept;
}

bool utterance_make(struct story_work *w, const char *text, struct utterance *out) {
    *out = (struct utterance){0};
    char *key = story_key(w, text), *words = key ? arena_strdup(w->scratch, key) : NULL;
    if (!words) return false;
    size_t most = strlen(key) / 2 + 2;
    const char **content = ARENA_ARRAY(w->scratch, const char *, most), **all = ARENA_ARRAY(w->scratch, const char *, most);
    const char **sides = ARENA_ARRAY(w->scratch, const char *, most);
    if (!content || !all || !sides) return false;
    uint32_t n = 0, n_all = 0, n_no = 0;
    for (char *s = words; *s;) {
        size_t len = strcspn(s, " ");
        char *next = s[len] ? s + len + 1 : s + len;
        s[len] = '\0';
        const struct opposite_row *o = story_opposite(s, len);
        if (o && !o->pair) n_no++;
        if (o && o->pair) sides[out->n_sides++] = s;
        all[n_all++] = s;
        if (is_content(s, len)) content[n++] = s;
        s = next;
    }
    out->key = key, out->phrase = story_phrase(key), out->negated = n_no % 2;
    out->words = n >= 2 ? content : all;
    out->n = n >= 2 ? once(content, n) : once(all, n_all);
    out->sides = sides;
    return true;
}

static uint32_t shared(const struct utterance *a, const struct utterance *b) {
    uint32_t n = 0;
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        int c = strcmp(a->words[i], b->words[k]);
        n += c == 0;
        i += c <= 0, k += c >= 0;
    }
    return n;
}

/* Whether one has a word whose opposite the other has. */
static bool takes_other_side(const struct utterance *a, const struct utterance *b) {
    for (uint32_t i = 0; i < a->n_sides; i++) {
        const struct opposite_row *x = story_opposite(a->sides[i], strlen(a->sides[i]));
        for (uint32_t k = 0; k < b->n_sides; k++) {
            const struct opposite_row *y = story_opposite(b->sides[k], strlen(b->sides[k]));
            if (x->pair == y->pair && x->side != y->side) return true;
        }
    }
    return false;
}

/* Whether the one stands in the other word for word: what is negated around it is another matter. */
static bool stands_in(const struct utterance *few, const struct utterance *many) {
    size_t n = strlen(few->key);
    for (const char *s = many->key; few->n >= 2 && (s = strstr(s, few->key)); s++)
        if ((s == many->key || s[-1] == ' ') && (s[n] == ' ' || s[n] == '\0')) return true;
    return false;
}

bool utterance_same(const struct utterance *a, const struct utterance *b) {
    if (a->phrase || b->phrase) return a->phrase == b->phrase || !strcmp(a->key, b->key);
    if (!strcmp(a->key, b->key) || stands_in(a, b) || stands_in(b, a)) return true;
    if (a->negated != b->negated || takes_other_side(a, b)) return false;
    uint32_t few = a->n < b->n ? a->n : b->n, both = shared(a, b);
    return few >= 2 && both >= 2 && both >= SAME * few;
}

/* Whether the shorter key is how the longer one begins, but for a word of joining ("that"). */
static bool begins(const char *few, const char *many) {
    size_t n = strlen(few);
    const char *second = strchr(many, ' ');
    for (int i = 0; i < 2 && many; i++, many = second ? second + 1 : NULL)
        if (!strncmp(few, many, n) && (many[n] == ' ' || many[n] == '\0')) return true;
    return false;
}

bool utterance_agrees(const struct utterance *a, const struct utterance *b) {
    enum { ENOUGH = 3 };
    if (!strcmp(a->key, b->key)) return true;
    if (a->negated != b->negated || takes_other_side(a, b)) return false;
    const struct utterance *few = a->n < b->n ? a : b, *many = a->n < b->n ? b : a;
    uint32_t both = shared(a, b);
    if (few->n >= ENOUGH && begins(few->key, many->key)) return true;
    return both >= ENOUGH && both >= SAME * few->n && both * 2 >= many->n;
}

bool utterance_opposed(const struct utterance *a, const struct utterance *b) {
    bool other_side = takes_other_side(a, b);
    if (stands_in(a, b) || stands_in(b, a)) return false;
    if (other_side == (a->negated != b->negated)) return false; /* "not open" and "shut" agree */
    uint32_t many = a->n > b->n ? a->n : b->n, both = shared(a, b), aside = other_side ? 1 : 0;
    return both >= 2 && many > aside && both >= OPPOSED * (many - aside);
}
