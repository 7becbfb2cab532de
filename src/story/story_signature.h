/* The layout of a signature, for the files that make and compare them. Little endian, no padding:
 *   head (HEAD_BYTES), then places, people, days, kinds, things, shingles, terms, each an array of fixed width, then strings,
 *   each a length byte and its bytes. signature_view takes the bytes apart; its pointers go into them.
 * Hashes are of lower-cased words, the same on every machine; weights are background weights (story_background.h). */
#ifndef STORY_SIGNATURE_H
#define STORY_SIGNATURE_H
#include "story.h"

enum {
    HEAD_BYTES = 48,
    MAX_PLACES = 16,
    MAX_PEOPLE = 28,
    MAX_DAYS = 24,
    MAX_KINDS = 12,
    MAX_THINGS = 24,
    MAX_AGES = 8,
    N_SHINGLES = 64,
    MAX_TERMS = 256,
    MAX_STRING = 48,
    PLACE_BYTES = 16,
    PERSON_BYTES = 12,
    DAY_BYTES = 4,
    KIND_BYTES = 4,
    THING_BYTES = 8,
    SHINGLE_BYTES = 2,
    TERM_BYTES = 6,
    NO_STRING = 255,
    NO_COUNT = 0xffff,
    NO_POINT = -32768,
    POINT_SCALE = 180 /* units a degree */
};
enum place_flag { PLACE_MAIN = 1, PLACE_INCIDENT = 2, PLACE_DATELINE = 4, PLACE_EVENT = 8, PLACE_FINE = 16, PLACE_WIDE = 32 };
enum person_flag { PERSON_VICTIM = 1, PERSON_PERPETRATOR = 2, PERSON_SOURCE = 4, PERSON_ONE_WORD = 8 };
enum day_flag { DAY_MAIN = 1, DAY_INCIDENT = 2 };
enum term_flag {
    TERM_PAIR = 1,
    TERM_DIGIT = 2,
    TERM_CAPITAL = 4,
    TERM_TITLE = 8,
    TERM_LEAD = 16
}; /* tf in the upper three bits */

struct signature_view {
    const unsigned char *head, *places, *people, *days, *kinds, *things, *shingles, *terms, *strings;
    uint32_t n; /* bytes */
    uint32_t n_places, n_people, n_days, n_kinds, n_things, n_shingles, n_terms, n_strings;
    uint32_t published; /* days since 1900, 0: not known */
    uint32_t kind, outlet, n_words;
    uint32_t killed, injured; /* NO_COUNT: not known */
    const unsigned char *ages;
    uint32_t n_ages;
    uint32_t kind_string;
    uint32_t era; /* the latest year it names or was published in, 0: none */
};

struct seen_place {
    uint32_t id, region; /* region: country and first division, 0 */
    int lat, lon;        /* POINT_SCALE units a degree; NO_POINT */
    uint32_t flags, n, string;
};
struct seen_person {
    uint32_t last, full;
    uint32_t flags, weight, string;
    uint32_t n; /* mentions */
};
struct seen_day {
    uint32_t day, flags;
};
struct seen_thing {
    uint32_t hash, weight, n, string;
};
struct seen_term {
    uint32_t hash, weight, flags, n;
};

/* False where the bytes are no sound signature. */
bool signature_open(struct signature s, struct signature_view *v);
struct seen_place signature_place(const struct signature_view *v, uint32_t i);
struct seen_person signature_person(const struct signature_view *v, uint32_t i);
struct seen_day signature_day(const struct signature_view *v, uint32_t i);
struct seen_thing signature_thing(const struct signature_view *v, uint32_t i);
struct seen_term signature_term(const struct signature_view *v, uint32_t i);
/* A string of it and its length; "" where there is none. */
const char *signature_string(const struct signature_view *v, uint32_t i, uint32_t *n);

static inline uint32_t load16(const unsigned char *p) { return p[0] | (uint32_t)p[1] << 8; }
static inline uint32_t load32(const unsigned char *p) { return load16(p) | load16(p + 2) << 16; }

/* ---- words (story_signature_words.c) ---- */
struct word_term { /* a word, or a pair of neighbouring names or numbers, of one report */
    uint32_t hash;
    uint32_t n;
    uint8_t flags; /* enum term_flag */
};
struct word_terms {
    struct word_term *at; /* in order of hash */
    uint32_t n;
    uint32_t n_words;              /* of the text, as far as it was read */
    uint16_t shingles[N_SHINGLES]; /* MinHash of four-word shingles */
    uint32_t n_shingles;           /* N_SHINGLES, or 0 for a text without one */
};
/* The words of a record's own text (not of related links, embeds, credits). In `arena`; false: no memory. */
bool words_of_record(const sayso_record *r, struct arena *arena, struct word_terms *out);
/* Hash of the words of a name, in their order; *last that of its last word (without Jr., III), *n how many words. */
uint32_t words_hash(const char *s, uint32_t *last, uint32_t *n);
uint32_t words_hash_bytes(const void *s, size_t n);
#endif
