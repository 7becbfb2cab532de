/* A report with a record made by hand, for the tests of the formats: nested and crossing attributions, a link nobody
 * names, hedges, a quotation over blocks, a picture's chain, characters that each format must escape. */
#ifndef OUT_SAMPLE_H
#define OUT_SAMPLE_H
#include "out.h"

struct sample {
    struct arena arena;
    struct page page;
    struct text text;
    struct scores scores; /* empty, but there: the report was read with a model */
    sayso_record record;
    struct out_report report;
};
void sample_make(struct sample *s);
void sample_release(struct sample *s);

/* What a printer wrote, NUL-terminated. */
struct told {
    char *bytes;
    size_t n;
};
int told_write(void *told, const char *bytes, size_t n);
#endif
