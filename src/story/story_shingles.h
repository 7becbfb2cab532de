/* Words of a report as hashes, and what is made of them to find the same words elsewhere: shingles (runs of SHINGLE_WORDS
 * words) and fingerprints (a choice of the shingles, by winnowing: Schleimer, Wilkerson and Aiken 2003). Of every
 * SHINGLE_WINDOW shingles in a row at least one is a fingerprint, the same in every text that has them; so a run of
 * SHINGLE_WORDS + SHINGLE_WINDOW - 1 = 20 words that stands in two reports is found for certain. A report of 600 words has some
 * 70 fingerprints: 280 bytes. */
#ifndef STORY_SHINGLES_H
#define STORY_SHINGLES_H
#include "story_work.h"

enum { SHINGLE_WORDS = 5, SHINGLE_WINDOW = 16 };

struct shingle_word {
    span at;       /* in the report's text */
    uint32_t hash; /* of its letters and digits in lower case, typographic marks left out */
};
struct shingles {
    const struct shingle_word *words; /* of the report's own prose: no headline, caption, byline, note, link */
    uint32_t n_words;
    const uint64_t *at; /* [n] shingle i begins with word i */
    uint32_t n;
    const uint32_t *fingerprints; /* each once, in text order */
    uint32_t n_fingerprints;
};
/* All of it in `arena`. */
sayso_code shingles_make(const sayso_record *r, struct arena *arena, struct arena *scratch, struct shingles *out);

/* A set of 64-bit numbers, open addressing; each with a number beside it, the first one given. */
struct hash_table {
    uint64_t *keys; /* 0: free; a key of 0 is kept as 1 */
    uint32_t *values;
    uint32_t n, size; /* size: a power of two */
    struct arena *arena;
};
bool hash_table_init(struct hash_table *t, struct arena *arena, uint32_t expected);
/* The value of a key, put there if it is new (*fresh); NULL when memory is out. The pointer holds until the next call. */
uint32_t *hash_table_put(struct hash_table *t, uint64_t key, uint32_t value, bool *fresh);
/* NULL: it is not there. */
const uint32_t *hash_table_get(const struct hash_table *t, uint64_t key);
/* FNV-1a over bytes, going on from `h` (HASH_START to begin with). */
#define HASH_START UINT64_C(14695981039346656037)
uint64_t hash_bytes(uint64_t h, const void *bytes, size_t n);
uint64_t hash_number(uint64_t h, uint64_t number);
#endif
