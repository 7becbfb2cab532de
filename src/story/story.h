/* story: report records -> stories. Sees nothing but records (docs/RECORD.md), so that one written last year, or by another
 * tool, can be merged. Two halves:
 *   grouping  which reports tell of the same incident (story_signature*.c, story_pair*.c, story_group.c). It works on
 *             signatures, small flat bytes made once for each report and kept by the store, never on records, so that
 *             adding one report to a million costs what adding it to a thousand does;
 *   making    what the reports of one story agree on (story_make.c and the files that story_work.h lists).
 * Deterministic: the same records in any order give the same stories. No state outside the arenas. */
#ifndef STORY_H
#define STORY_H
#include "base_arena.h"
#include "sayso.h"

/* ---- grouping ---------------------------------------------------------------------------------------------------- */
enum { SIGNATURE_VERSION = 1, SIGNATURE_MAX_KEYS = 64, SIGNATURE_MAX_BYTES = 4096 };

/* What pairs of reports are compared by: day, places, names, kinds of event, counts, rare words, shingles. Flat, little
 * endian, at most SIGNATURE_MAX_BYTES, begins with its version; the same on every machine. */
struct signature {
    const unsigned char *bytes;
    uint32_t n;
};

/* The signature of a record; its bytes lie in `arena`. SAYSO_NOMEM. */
sayso_code signature_make(const sayso_record *r, struct arena *arena, struct arena *scratch, struct signature *out);
/* Whether the bytes are a signature of this version and sound: what comes out of a database is checked before use. */
bool signature_valid(struct signature s);
/* Blocking: two reports that may be of one incident share a key. Returns how many. */
uint32_t signature_keys(struct signature s, uint64_t keys[SIGNATURE_MAX_KEYS]);
/* The log odds that two reports tell of the same incident; above 0: more likely than not. */
double signature_score(struct signature a, struct signature b);
/* What speaks for and against it, in words, in `arena`; NULL when memory is out. */
char *signature_why(struct signature a, struct signature b, struct arena *arena);

/* What a person has decided about two reports. */
struct story_bond {
    uint32_t a, b; /* indexes */
    bool together; /* false: never in one story */
};
/* Groups n reports: group[i] is the lowest index in its story. Bonds always hold (a later one before an earlier one where
 * they contradict each other). SAYSO_NOMEM. */
sayso_code story_group(const struct signature *s, uint32_t n, const struct story_bond *bonds, uint32_t n_bonds,
                       struct arena *scratch, uint32_t *group);

/* ---- making ------------------------------------------------------------------------------------------------------ */
struct story_input {
    const sayso_record *record;
    const char *why;      /* why it is in the story; NULL: worked out here */
    const char *received; /* when it came in, ISO 8601; NULL */
};
/* Makes one story of n >= 1 records; *out and all it points to lie in `arena`, the records may go. SAYSO_NOMEM. */
sayso_code story_make(const struct story_input *inputs, uint32_t n, struct arena *arena, struct arena *scratch, sayso_story *out);
/* When the latest of its reports was published, as that one writes it; NULL. */
const char *story_last_told(const sayso_story *s);
#endif
