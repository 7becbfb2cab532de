/* Words a person looks for -> a full-text query, and the place in a text that shows them. */
#ifndef STORE_MATCH_H
#define STORE_MATCH_H
#include "base_arena.h"

/* FTS5's query for words as a person types them: all of them must be there; "a phrase" in quotation marks stands together;
 * a word ending in * is the beginning of words. Nothing else has a meaning. NULL: there is no word in it, or no memory. */
char *match_query(const char *words, struct arena *arena);
/* A line of the text around the first of the words found there, each found one in « »; NULL where none is. */
char *match_snippet(const char *text, size_t n, const char *words, struct arena *arena);
#endif
