/* The way out: a buffer before the caller's sayso_write. After the first failed write everything is dropped, so that
 * printers need not ask after each piece. */
#ifndef OUT_SINK_H
#define OUT_SINK_H
#include "base_span.h"

struct sink {
    sayso_write write;
    void *stream;
    bool failed;        /* a write was refused */
    bool cut;           /* some words were */
    uint64_t put, most; /* bytes so far; past `most` long words are cut, 0: never */
    uint32_t n;
    char buffer[8192];
};

void sink_init(struct sink *s, sayso_write write, void *stream);
void sink_put(struct sink *s, const char *bytes, size_t n);
void sink_str(struct sink *s, const char *string);
void sink_char(struct sink *s, char c);
void sink_fill(struct sink *s, char c, uint32_t n); /* n times c */
void sink_number(struct sink *s, uint64_t value);
void sink_printf(struct sink *s, const char *format, ...) __attribute__((format(printf, 2, 3))); /* up to 500 bytes */
/* A record can repeat its words without end: a name of a megabyte that is credited ten thousand times, ten thousand attributions
 * that hold the whole text. What is printed of it stays in proportion to it: once `most` bytes are out, of words that are longer
 * than WORDS_SHORT only so many are put, and WORDS_CUT behind them. How many of n bytes of words may be put: n, or fewer. */
enum { WORDS_SHORT = 80 };
#define WORDS_CUT " [left out]"
void sink_allow(struct sink *s, uint64_t bytes); /* so many more until words are cut */
size_t sink_words(struct sink *s, const char *words, size_t n);
bool sink_spent(const struct sink *s); /* `most` bytes are out */
/* Hands on what is left. SAYSO_IO where a write was refused. */
sayso_code sink_end(struct sink *s);
#endif
