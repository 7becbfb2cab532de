/* Mending JSON-LD before it is parsed; apart so that it can be tested and fuzzed by itself. */
#ifndef PAGE_JSONLD_H
#define PAGE_JSONLD_H
#include "base_arena.h"
#include <stdbool.h>

/* A copy of json that a strict parser takes more often, *out of *n_out bytes: comment and CDATA wrappers gone, raw control
 * characters in strings escaped, broken UTF-8 replaced, unknown escapes and trailing commas dropped, missing brackets at
 * the end added.
 *   quotes   whether quotation marks inside strings are escaped too, told by what follows them: a second try
 * False when memory is out. O(n). */
bool jsonld_mend(struct arena *arena, const char *json, size_t n, bool quotes, char **out, size_t *n_out);
/* Text of a value: entities read, tags taken out (block tags become line ends), white space collapsed within lines. */
char *markup_text(struct arena *arena, const char *s, size_t n, size_t *n_out);
#endif
