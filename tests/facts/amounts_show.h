/* Amounts of a text, for tests: the stages from scores to amounts, and a line that shows what was found. */
#ifndef AMOUNTS_SHOW_H
#define AMOUNTS_SHOW_H
#include "facts_amounts.h"

/* Runs report and the amounts on a text with its scores. The arenas outlive f. False with *e filled. */
bool amounts_of(struct facts_work *f, struct report_work *w, struct arena *arena, struct arena *scratch, const struct text *text,
                const struct scores *scores, sayso_error *e);
/* "at least eight = at_least 8 of shots fired; 34 = age 34" in `arena`; "-": none. Marks: +others, +part. */
const char *amounts_show(struct arena *arena, const struct facts_work *f);
const char *amounts_show_count(struct arena *arena, const sayso_count *c);
#endif
