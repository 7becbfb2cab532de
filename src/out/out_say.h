/* Saying the record's values to a person, in words: counts, times, places, people, and on whose say-so. Shared by the
 * terminal's text, the page and the formats that carry a note for people. */
#ifndef OUT_SAY_H
#define OUT_SAY_H
#include "base_arena.h"
#include "base_span.h"

/* A phrase that grows in an arena; NUL-terminated where n > 0. */
struct phrase {
    struct arena *arena;
    char *at;
    size_t n, size;
    bool failed;  /* out of memory: what was put since is missing */
    bool cut;     /* the rest of this phrase is left out */
    size_t total; /* bytes of it and of those before it; past 16 MB each is short (out_sink.h) */
};
void phrase_put(struct phrase *p, const char *words, size_t n);
void phrase_str(struct phrase *p, const char *words); /* NULL puts nothing */
void phrase_cut(struct phrase *p, const sayso_record *r, span at);
const char *phrase_end(struct phrase *p); /* the string, "" where it is empty; the phrase begins anew */

/* "8", "at least 8", "between 10 and 12", "dozens", "none". */
void say_count(struct phrase *p, const sayso_count *c);
/* A TIMEX3 value as "19 December 2016, evening", "2 hours"; false (and nothing) where it has no such form ("PAST_REF"). */
bool say_timex(struct phrase *p, const char *value);
/* A place from narrow to wide: "Pier 9, Harbour Town". */
void say_place(struct phrase *p, const sayso_place *place);
/* A value as one says it; of kind NONE the words at `words`. */
void say_value(struct phrase *p, const sayso_record *r, const sayso_value *v, span words);

/* "a docker (Meridian Press)", "nobody named", "the report itself (The Quay)": the end of a chain, and in brackets those
 * who pass it on, the nearest first. */
void say_chain(struct phrase *p, const sayso_record *r, sayso_ids chain);
/* On whose say-so a value stands: "says a docker (Meridian Press) and the report itself (The Quay), reportedly". Claims
 * on the same say-so with the same hedges are told once. */
void say_so(struct phrase *p, const sayso_record *r, sayso_ids claims);
/* What say_so says of one claim without its hedges: "says ...", "denied by ...", "nobody named". */
void say_who(struct phrase *p, const sayso_record *r, const sayso_claim *c);

bool say_same_value(const sayso_record *r, const sayso_value *a, span words_a, const sayso_value *b, span words_b);
#endif
