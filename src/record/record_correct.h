/* record: what people have corrected, applied to a record. A pure function: the record's own lists stay as they are, new ones lie
 * in the arena, so that leaving a correction out gives back what was there. Words are found by their spans, never by an index: a
 * record of the same text that was read anew, with other entities and other claims, is corrected likewise. */
#ifndef RECORD_CORRECT_H
#define RECORD_CORRECT_H
#include "base_arena.h"
#include "base_error.h"

struct record_correction {
    sayso_correction_kind kind; /* TOGETHER and APART do nothing here */
    sayso_span at, other;       /* other {0, 0}: none, or in another report */
    const char *text;           /* of SPEAKER the name, of MISREAD the slot; NULL */
    /* of SAME and DIFFERENT with another report */
    bool across;
    const char *name;   /* SAME: the name that all these are told by; NULL: its own */
    bool named;         /* whether that is a name */
    int32_t told_apart; /* DIFFERENT: a number and its negative are the two sides; 0: none */
    bool took;          /* filled: there was something to correct */
};

/* Applies n corrections in their order. Spans that lie outside the text do nothing. SAYSO_NOMEM. */
sayso_code record_correct(sayso_record *r, struct record_correction *c, uint32_t n, struct arena *arena);

/* The entity whose mention the words at a span are, -1; what record_correct goes by. */
int32_t record_entity_at(const sayso_record *r, sayso_span at);
#endif
