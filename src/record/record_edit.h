/* What the files of record_correct*.c share: a record whose lists may be written to, and what has to follow when an entity, a
 * source or a claim goes. Every function gives false when memory is out. */
#ifndef RECORD_EDIT_H
#define RECORD_EDIT_H
#include "base_span.h"
#include "record_correct.h"

struct edit {
    struct arena *arena;
    sayso_record *r;
    /* the record's lists, as copies that may be written to; edit_lists points the record at them again when they have grown */
    VEC(sayso_entity) entities;
    VEC(sayso_source) sources;
    VEC(sayso_attribution) attributions;
    VEC(sayso_quote) quotes;
    VEC(sayso_claim) claims;
    VEC(sayso_place) places;
    VEC(sayso_event) events;
};

bool edit_begin(struct edit *x, sayso_record *r, struct arena *arena);
void edit_end(struct edit *x);

/* Whether two spans are so nearly the same that a new reading may have made one of the other: they share more than half of the
 * longer. */
bool edit_alike(span a, span b);
/* Entity a (kept) takes the place of b; b goes, higher indexes move down. Likewise sources. a != b */
bool edit_join_entities(struct edit *x, int32_t a, int32_t b);
bool edit_join_sources(struct edit *x, int32_t a, int32_t b);
/* Claims that are not kept go, with what of the incident rested on them alone. */
bool edit_drop_claims(struct edit *x, const bool *drop);
/* Values of the incident that name entity `old` are parted: what rests on claims that now say `new` is a value of its own. */
bool edit_part_fillers(struct edit *x, int32_t old, int32_t new);
/* Spans of a list that do, or do not, lie in the other list. */
bool edit_pick(struct edit *x, sayso_spans from, sayso_spans in, bool inside, sayso_spans *out);
bool edit_unite(struct edit *x, sayso_spans a, sayso_spans b, sayso_spans *out);
bool edit_add_string(struct edit *x, sayso_strings *list, const char *s); /* once */
/* One link of a chain put in the place of another: `old` -2: at its end, or as its only one. What then stands twice in a row is
 * one. */
bool edit_chain(struct edit *x, sayso_ids *chain, int32_t old, int32_t new);
char *edit_words(struct edit *x, span at); /* with single blanks */

/* record_correct_who.c */
bool correct_not_that(struct edit *x, struct record_correction *c);
bool correct_same(struct edit *x, struct record_correction *c);
bool correct_different(struct edit *x, struct record_correction *c);
/* record_correct.c: the source that a name or the words at a span are, made where there is none; -1 with *ok false: memory is
 * out, with true: there are no such words. */
int32_t correct_source(struct edit *x, const char *name, span at, bool *ok);
bool edit_is_name(const char *words); /* some word of it is capitalised that is no pronoun and no article */
#endif
