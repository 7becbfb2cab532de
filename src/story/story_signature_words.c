/* The words of a report as hashes: single words, pairs of neighbouring names or numbers ("58th Avenue", "4200 block"), and the
 * MinHash of its shingles. Telephone numbers are left out: every report of a town carries the same tip line. */
#include "story_signature.h"
#include "base_utf8.h"
#include <stdlib.h>

enum { MAX_WORDS = 20000, LEAD_WORDS = 80, SHINGLE_WORDS = 4 };

uint32_t words_hash_bytes(const void *s, size_t n) {
    const unsigned char *p = s;
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++) h = (h ^ p[i]) * 16777619u;
    h = (h ^ h >> 16) * 0x85ebca6bu;
    h = (h ^ h >> 13) * 0xc2b2ae35u;
    return h ^ h >> 16;
}

struct word {
    uint32_t beg, end, hash, letters;
    bool capital, digit, only_digits;
};

/* The next word of [at, end). False: none is left. The plural's s is no part of the hash. */
static bool next_word(const char *text, uint32_t at, uint32_t end, struct word *w) {
    uint32_t len;
    while (at < end && !utf8_is_alnum(utf8_at(text + at, end - at, &len))) at += len;
    if (at >= end) return false;
    *w = (struct word){.beg = at, .only_digits = true};
    char low[64];
    uint32_t n = 0;
    for (uint32_t c; at < end && utf8_is_alnum(c = utf8_at(text + at, end - at, &len)); at += len, w->letters++) {
        if (!w->letters) w->capital = utf8_is_upper(c);
        bool digit = utf8_is_digit(c);
        w->digit |= digit, w->only_digits &= digit;
        if (n + 4 <= sizeof low) n += utf8_put(utf8_lower(c), low + n);
    }
    w->end = at;
    if (n > 3 && low[n - 1] == 's' && low[n - 2] != 's') n--;
    w->hash = words_hash_bytes(low, n);
    return true;
}

/* Digits joined to other digits by a hyphen, a full stop or a slash: telephone numbers, days as numbers, addresses of pages. */
static bool number_in_a_chain(const char *text, uint32_t beg, uint32_t end, const struct word *w) {
    if (!w->only_digits) return false;
    bool before = w->beg > beg + 1 && strchr("-./", text[w->beg - 1]) && text[w->beg - 2] >= '0' && text[w->beg - 2] <= '9';
    bool after = w->end + 1 < end && strchr("-./", text[w->end]) && text[w->end + 1] >= '0' && text[w->end + 1] <= '9';
    return before || after || w->letters > 6;
}

struct words_work {
    struct word_term *at; /* as they come; counted when sorted */
    uint32_t n, size;
    uint32_t n_words;
    uint32_t recent[SHINGLE_WORDS];
    uint32_t n_recent;
    uint32_t least[N_SHINGLES];
};

static void add_shingle(struct words_work *w, uint32_t hash) {
    memmove(w->recent, w->recent + 1, sizeof w->recent - sizeof *w->recent);
    w->recent[SHINGLE_WORDS - 1] = hash;
    if (++w->n_recent < SHINGLE_WORDS) return;
    uint32_t h = words_hash_bytes(w->recent, 0);
    for (int i = 0; i < SHINGLE_WORDS; i++) h = (h ^ w->recent[i]) * 0x9e3779b1u, h ^= h >> 15;
    /* one permutation, N_SHINGLES bins: the bin's least */
    uint32_t bin = h >> 26;
    uint32_t value = h << 6 | 1;
    if (!w->least[bin] || value < w->least[bin]) w->least[bin] = value;
}

static void add_term(struct words_work *w, uint32_t hash, uint32_t flags) {
    if (w->n < w->size) w->at[w->n++] = (struct word_term){hash, 1, (uint8_t)flags};
}

static uint32_t place_flags(const struct words_work *w, bool title) {
    return title ? TERM_TITLE : w->n_words < LEAD_WORDS ? TERM_LEAD : 0;
}

/* Takes in one block. In a headline in capitals ("MAN SHOT") nothing is a name. */
static void add_block(struct words_work *work, const char *text, sayso_span s, bool title) {
    struct word w, last = {0};
    bool usable = false;
    for (uint32_t at = s.beg; work->n_words < MAX_WORDS && next_word(text, at, s.end, &w); at = w.end) {
        bool chained = number_in_a_chain(text, s.beg, s.end, &w);
        if (w.letters < 2 && !w.digit) continue;
        uint32_t flags = place_flags(work, title);
        if (!title) work->n_words++;
        add_shingle(work, w.hash);
        if (!chained) add_term(work, w.hash, flags | (w.digit ? TERM_DIGIT : 0) | (w.capital ? TERM_CAPITAL : 0));
        bool near = usable && w.beg - last.end <= 2 && (text[last.end] == ' ' || text[last.end] == '-');
        if (near && !chained && (w.capital || w.digit || last.digit) && (last.capital || last.digit))
            add_term(work, (last.hash * 31 + w.hash) ^ 0x5bd1e995u,
                     flags | TERM_PAIR | (w.digit || last.digit ? TERM_DIGIT : 0) |
                         (w.capital || last.capital ? TERM_CAPITAL : 0));
        last = w, usable = !chained;
    }
    work->n_recent = 0;
}

static int by_hash(const void *a, const void *b) {
    const struct word_term *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static bool own_words(sayso_block_kind k) {
    return k != SAYSO_BLOCK_RELATED && k != SAYSO_BLOCK_EMBED && k != SAYSO_BLOCK_CREDIT && k != SAYSO_BLOCK_BYLINE &&
           k != SAYSO_BLOCK_NOTE;
}

static void count(struct word_terms *out) {
    qsort(out->at, out->n, sizeof *out->at, by_hash);
    uint32_t n = 0;
    for (uint32_t i = 0; i < out->n; i++) {
        if (n && out->at[n - 1].hash == out->at[i].hash)
            out->at[n - 1].n++, out->at[n - 1].flags |= out->at[i].flags;
        else
            out->at[n++] = out->at[i];
    }
    out->n = n;
}

bool words_of_record(const sayso_record *r, struct arena *arena, struct word_terms *out) {
    struct words_work w = {.size = 2 * (r->n_text / 2 + 2)};
    if (w.size > 3 * MAX_WORDS) w.size = 3 * MAX_WORDS;
    w.at = ARENA_ARRAY(arena, struct word_term, w.size);
    if (!w.at) return false;
    for (uint32_t i = 0; i < r->n_blocks; i++)
        if (own_words(r->blocks[i].kind)) add_block(&w, r->text, r->blocks[i].span, r->blocks[i].kind == SAYSO_BLOCK_HEADLINE);
    if (!r->n_blocks) add_block(&w, r->text, (sayso_span){0, r->n_text}, false);
    *out = (struct word_terms){.at = w.at, .n = w.n, .n_words = w.n_words};
    count(out);
    bool any = false;
    for (int i = 0; i < N_SHINGLES; i++)
        out->shingles[i] = (uint16_t)(w.least[i] >> 16 | (w.least[i] ? 1 : 0)), any |= w.least[i] != 0;
    out->n_shingles = any ? N_SHINGLES : 0;
    return true;
}

/* "Jr.", "III" behind a name. */
static bool is_suffix(const char *s, const struct word *w) {
    static const char *const suffixes[] = {"jr", "sr", "ii", "iii", "iv", "junior", "senior"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (utf8_same(s + w->beg, w->end - w->beg, suffixes[i], strlen(suffixes[i]))) return true;
    return false;
}

uint32_t words_hash(const char *s, uint32_t *last, uint32_t *n) {
    uint32_t h = 0, end = (uint32_t)strlen(s);
    struct word w;
    *last = *n = 0;
    for (uint32_t at = 0; next_word(s, at, end, &w); at = w.end) {
        if (w.letters < 2 && !w.digit) continue; /* initials */
        if (*n && is_suffix(s, &w)) continue;
        h = *n ? (h * 31 + w.hash) ^ 0x5bd1e995u : w.hash;
        *last = w.hash;
        ++*n;
    }
    return h;
}
