/* record: what a later revision of a report claims otherwise: claims added, removed, changed in value or in who says so, and
 * fields of the publication. Text that only moved, or is told in other words around the same claims, is no change. */
#ifndef RECORD_DIFF_H
#define RECORD_DIFF_H
#include "base_arena.h"
#include "base_error.h"

struct record_change { /* strings in the arena; NULL: nothing there on that side */
    const char *slot;  /* of a claim; "title", "outlet", "published", "modified", "dateline", "bylines" */
    bool publication;
    const char *was, *is;              /* the value in words */
    const char *was_said_by, *said_by; /* of a claim: sources, outermost first, with " > " between; "": the report's own word */
    sayso_span was_at, at;             /* of a claim, in either text */
};

/* The changes in the order of the later text, removed claims behind them. SAYSO_NOMEM. O(n log n) in claims. */
sayso_code record_diff(const sayso_record *was, const sayso_record *is, struct arena *arena, struct record_change **out,
                       uint32_t *n);
/* One in a line: "killed: 2 -> 3 (sheriff)". NULL: out of memory. */
char *record_change_words(const struct record_change *c, struct arena *arena);
#endif
