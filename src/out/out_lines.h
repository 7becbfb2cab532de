/* Lines on a terminal: words flow between an indent and the width, in styles. Widths are those of the characters, not of
 * the bytes. */
#ifndef OUT_LINES_H
#define OUT_LINES_H
#include "out_sink.h"

struct lines {
    struct sink *s;
    uint32_t width;  /* columns */
    uint32_t indent; /* of the lines that follow the first */
    uint32_t column; /* written so far on this line */
    bool color;
    const char *style; /* that is switched on */
    bool gap;          /* a blank stands between what was written and what comes */
};

/* SGR parameters; PLAIN writes none. */
#define STYLE_PLAIN ""
#define STYLE_BOLD "1"
#define STYLE_DIM "2"
#define STYLE_ITALIC "3"

void lines_init(struct lines *l, struct sink *s, uint32_t width, bool color);
/* Ends the line that is begun, if any, and sets where the next begins and its further lines go on. */
void lines_begin(struct lines *l, uint32_t first, uint32_t further);
void lines_end(struct lines *l);
void lines_blank(struct lines *l); /* an empty line */

/* Words, broken at white space, with a blank before them where the line is not at its beginning. */
void lines_flow(struct lines *l, const char *style, const char *words, size_t n);
void lines_say(struct lines *l, const char *style, const char *words);
void lines_sayf(struct lines *l, const char *style, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same, glued to what stands before. */
void lines_glue(struct lines *l, const char *style, const char *words);
#endif
