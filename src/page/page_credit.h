/* The credit grammar: "Jane Roe / AP via Daily Post" -> creator Jane Roe, agency Associated Press, via Daily Post. */
#ifndef PAGE_CREDIT_H
#define PAGE_CREDIT_H
#include "base_arena.h"
#include "base_span.h"

/* Reads a credit line (without the caption before it).
 *   chain    links in the order the rights passed: creator, agency, publisher, via; names as written, except that
 *            nothing is invented; *n 0 when the words are no credit
 * Grammar and word lists: data/credits.tsv, data/outlets.tsv. Safe from many threads. */
sayso_code page_credit_read(struct arena *arena, const char *s, size_t n, sayso_credit **chain, uint32_t *n_chain);

/* Finds a credit inside or at the end of a caption ("... on Monday. (AP Photo/Jane Roe)", "... Photo: Jane Roe/North Wire"):
 * the span of the credit in s, {0,0} if there is none. */
span page_credit_find(const char *s, size_t n);

/* Whether a whole line is a credit and nothing else ("Image via ...", "Photograph: Jane Roe/AP", "Handout via REUTERS"). */
bool page_credit_is_line(const char *s, size_t n);
#endif
