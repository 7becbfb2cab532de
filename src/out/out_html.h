/* The parts of the HTML page. Internal to out/. */
#ifndef OUT_HTML_H
#define OUT_HTML_H
#include "out.h"

/* Words as HTML text or attribute value: everything escaped that could end either. */
void html_words(struct sink *s, const char *words, size_t n);
void html_string(struct sink *s, const char *string); /* NULL writes nothing */
void html_cut(struct sink *s, const sayso_record *r, span at);
/* " s3" and data-s: whose colour; source -1: nobody named. */
void html_owner(struct sink *s, const char *classes, int32_t source);
/* [4], a link to the other side: from the report to the card, and back. */
void html_number(struct sink *s, const sayso_record *r, uint32_t attribution, bool in_report);
/* A link where the address is http or https, else the words alone. */
void html_link(struct sink *s, const char *uri, const char *words);

/* What the report's text is marked with, in the order in which it opens. */
enum mark_kind { MARK_CONTENT, MARK_SOURCE, MARK_CUE, MARK_HEDGE, MARK_QUOTE };
struct html_mark {
    span at;
    enum mark_kind kind;
    int32_t source;      /* whose colour, -1 */
    int32_t attribution; /* -1: none */
    bool first;          /* the first span of its attribution's content: bears the number */
};
struct html_marks {
    const sayso_record *r;
    struct html_mark *all; /* sorted */
    uint32_t n, next;      /* next to be opened */
    uint32_t *open;        /* stack of those open, or to be opened again in the next block */
    uint32_t n_open;
};
bool html_marks_collect(struct html_marks *m, const sayso_record *r, struct arena *scratch); /* false: out of memory */
/* The words of a block with their marks; called in the order of the text. */
void html_marks_put(struct html_marks *m, struct sink *s, span block);

/* The right side: sources with what each said, quotations, media. */
void html_cards(struct sink *s, const struct out_report *r);
#endif
