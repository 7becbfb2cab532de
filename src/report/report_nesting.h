/* Who passes on whom: shared by report_relays.c and report_clauses.c, which find it in words and syntax, and report_nesting.c,
 * which hangs the rest by where it stands. Internal to these. */
#ifndef REPORT_NESTING_H
#define REPORT_NESTING_H
#include "report_work.h"

#define BY_RULE 0.75f /* the score of an attribution that a rule made */

struct range {
    uint32_t beg, end; /* tokens */
};
/* From the first to the last token of a role; empty where it has no spans. */
struct range nest_hull(const struct report_work *w, sayso_spans s);
/* Whether parent stands above child, or is it. */
bool nest_is_above(const struct report_work *w, uint32_t parent, uint32_t child);
/* Hangs child under parent unless that makes a circle or it hangs already. */
void nest_hang(struct report_work *w, uint32_t child, uint32_t parent);

/* Where the noun phrase that starts at beg ends, with its prepositional phrases; stops before verbs, clauses and commas. */
uint32_t nest_phrase_end(const struct report_work *w, uint32_t beg);

/* The stretch of words that hang on h, without marks at its ends; h alone where the syntax is silent. */
struct range nest_subtree(const struct report_work *w, uint32_t h);
/* Who does what the verb says (with `passive` also to whom it is done), through joined verbs too; the verb itself: nobody. */
uint32_t nest_subject(const struct report_work *w, uint32_t verb, bool passive);
/* Adds an attribution made by rule; source may be NULL: nobody is named. */
sayso_code nest_add(struct report_work *w, const struct range *source, struct range cue, const struct range *content,
                    uint32_t n_content);
/* One who is told of speaking, read with the teller's source: gives it the subject of its verb, if that is among what is told. */
sayso_code nest_own_subject(struct report_work *w, uint32_t inner);
/* Adds what lines say that begin with their speaker and a colon (report_lines.c). */
sayso_code nest_lines(struct report_work *w);
/* Fills in sources that the syntax shows, and adds speech inside what others say and hearsay without a source, where the
 * model read none (report_clauses.c). */
sayso_code nest_clauses(struct report_work *w);
/* Adds those who pass on or are passed on and have no attribution of their own yet, by the words that say so: "told
 * Reuters", "citing witnesses", "quoted a doctor as saying", "a source cited by the daily", "as carried by the agency". */
sayso_code nest_relays(struct report_work *w);
/* Adds agencies that a mark at the end of a sentence or paragraph names ("(AP)"), and denials of what was just said
 * (report_marks.c). */
sayso_code nest_marks(struct report_work *w);
#endif
