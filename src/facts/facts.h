/* facts: the report's tables and scores -> what happened: times, places, amounts, events, the claims about them, and the
 * incident that the report is about. Deterministic, like report.
 *
 * The way through the stage (facts.c runs it):
 *     facts_times*.c     TIMEX3: time expressions and their values
 *     facts_amounts*.c   numbers with their bounds and what they count
 *     facts_places*.c    places, resolved to GeoNames by the gazetteer
 *     facts_events*.c    triggers, participants, status, certainty; which are the same event
 *     facts_tolls*.c     who is told to be dead or hurt, and how many
 *     facts_claims*.c    one claim for each value of a slot of an event, on the chain of say-so it stands in
 *     facts_incident*.c  what the report is mainly about, and every value that is claimed of it
 */
#ifndef FACTS_H
#define FACTS_H
#include "gazetteer.h"
#include "report.h"

/* Adds to a record what happened.
 *   w          as report_run left it (with scores); claims are added to it and sorted anew
 *   gazetteer  may be NULL: then places have no points
 *   out        filled by report_fill before; the facts' lists live in w->arena
 *   errors     SAYSO_NOMEM, SAYSO_LIMIT
 * Safe from many threads. */
sayso_code facts_build(struct report_work *w, const struct gazetteer *gazetteer, sayso_record *out);
#endif
