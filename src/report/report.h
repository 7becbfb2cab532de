/* report: text and scores -> the record of one report: who said what, tied to the words. Deterministic: the same text and
 * scores give the same record, so it can be tested with recorded scores and no weights.
 *
 * The way through the stage (report.c runs it):
 *     report_tokens.c       words, sentences, heads from the scores, in one table with byte spans
 *     report_quotes.c       quotations by their marks
 *     report_mentions.c     noun phrases that name or describe somebody
 *     report_entities.c     mentions -> entities (coreference scores + rules of names)
 *     report_attribution.c  anchors and roles -> source, cue, content, attitude, form
 *     report_nesting.c      which attribution stands within which
 *     report_sources.c      vouchers: one per source, typed
 *     report_speakers.c     quotes get their speaker and chain
 *     report_claims.c       what is claimed on whose say-so, with its hedges
 */
#ifndef REPORT_H
#define REPORT_H
#include "model.h"
#include "text.h"

/* Makes the record of a text.
 *   scores  of this very text; NULL: blocks, publication, media and quotes alone
 *   out     all lists live in `arena`; text and publication are borrowed from `text`
 *   errors  SAYSO_NOMEM, SAYSO_LIMIT
 * Safe from many threads. */
sayso_code report_build(struct arena *arena, struct arena *scratch, const struct text *text, const struct scores *scores,
                        sayso_record *out, sayso_error *e);

/* The same in two steps, for `facts`, which reads the tables in between and adds claims to them.
 *   w       arena, scratch, text, scores and e are set, all else is zero; lives as long as the record
 * report_fill may be called again after claims were added. */
struct report_work;
sayso_code report_run(struct report_work *w);
void report_fill(const struct report_work *w, sayso_record *out);
#endif
