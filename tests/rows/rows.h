/* What the rows' checks share: rows.c holds those of what is said and by whom, rows_facts.c those of what happened. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H
#include "sayso.h"

enum { MAX_PARTS = 16 };
typedef const sayso_record *record;

/* The words, in any case, in n bytes of hay; NULL. */
const char *find_in(const char *hay, size_t n, const char *words);
bool cut_has(record r, sayso_span s, const char *words);
bool spans_have(record r, sayso_spans list, const char *words);
bool same_words(record r, sayso_span s, const char *words);
/* Where the words stand first in the text; {0, 0}: nowhere. */
sayso_span place_of(record r, const char *words);
/* Splits at a separator character, trims; returns the number of parts. */
int split(char *s, char by, char *out[MAX_PARTS]);
/* Whether a mention of the entity ends the phrase, wherever it stands. */
bool held(record r, const sayso_entity *e, const char *phrase);
bool source_has(record r, int32_t id, const char *words);
/* Whether the links stand side by side in a chain; "-" is one that nobody names. */
bool chain_has(record r, sayso_ids chain, char **link, int n);

/* A row about what happened: 1 holds, 0 does not, -1 no such form. `what` is the row's second word and what follows it. */
int check_facts(record r, const char *form, const char *what, char **part, int n);
#endif
