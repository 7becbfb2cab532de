/* Characters (Unicode code points) of the report's text: the positions of formats that do not count bytes. A table of the
 * characters before each 256th byte, so that one look-up costs the same anywhere in a long text. */
#ifndef OUT_CHARS_H
#define OUT_CHARS_H
#include "base_arena.h"
#include "base_span.h"

struct out_chars {
    const char *text;
    uint32_t n;
    const uint32_t *before; /* [n / 256 + 1] */
};

bool out_chars_init(struct out_chars *c, const char *text, uint32_t n, struct arena *a); /* false: out of memory */
uint32_t out_chars_at(const struct out_chars *c, uint32_t byte);                         /* characters before this byte */
/* The byte `chars` characters before (negative) or behind `byte`, inside the text. */
uint32_t out_chars_move(const struct out_chars *c, uint32_t byte, int chars);
#endif
