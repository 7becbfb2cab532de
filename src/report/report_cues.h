/* The cue lexicon: what a word of attributing says of its source's stand ("denies", "believes"), and what rules may do with
 * it. Tables made by gen/cues.py from data/cues.tsv and data/attitudes.tsv. */
#ifndef REPORT_CUES_H
#define REPORT_CUES_H
#include "report_work.h"

enum attitude_kind { ATTITUDE_SPEECH, ATTITUDE_THOUGHT, ATTITUDE_WISH, ATTITUDE_ACT, ATTITUDE_EVIDENCE, ATTITUDE_HEARSAY };
struct attitude {
    const char *name, *negated;
    int8_t polarity; /* 1, -1, 0 */
    uint8_t strength;
    enum attitude_kind kind;
};
enum cue_flag { CUE_SAY = 1, CUE_TELL = 2, CUE_CITE = 4, CUE_BY = 8, CUE_HEAR = 16 }; /* as in data/cues.tsv */
struct cue {
    const char *form; /* lower case, words joined by one space */
    uint8_t attitude; /* index into cue_attitudes */
    uint8_t flags;
    char kind;        /* v, n, p */
    char inflection;  /* b base, s third person or plural, d past or participle, g -ing */
};
extern const struct attitude cue_attitudes[];
extern const uint32_t n_cue_attitudes;
extern const struct cue cue_table[];
extern const uint32_t n_cue_table;

/* The row of a form, verb or phrase before noun; NULL. O(log n). */
const struct cue *cue_find(const char *lower, size_t n);
/* The longest row that tokens from `token` on (before `end`) make up; *n_tokens how many. NULL: none. */
const struct cue *cue_at(const struct report_work *w, uint32_t token, uint32_t end, uint32_t *n_tokens);
/* What stands behind a whole cue, tokens [beg, end): its last verb of weight, its noun, and whether it is negated. */
struct cue_reading {
    const struct cue *cue; /* NULL: not in the lexicon */
    uint32_t token;        /* where it starts */
    bool negated;
};
struct cue_reading cue_read(const struct report_work *w, uint32_t beg, uint32_t end);
/* The attitude of the cue, tokens [beg, end), in words: "states" for one that the lexicon lacks, "is said" for hearsay. Static. */
const char *cue_attitude(const struct report_work *w, uint32_t beg, uint32_t end);
#endif
