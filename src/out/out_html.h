/* The parts of the HTML page. Internal to out/. */
#ifndef OUT_HTML_H
#define OUT_HTML_H
#include "out.h"
#include "out_groups.h"
#include "out_incident.h"

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
enum mark_kind { MARK_CLAIM, MARK_CONTENT, MARK_SOURCE, MARK_CUE, MARK_HEDGE, MARK_QUOTE, MARK_FACT };
struct html_mark {
    span at;
    enum mark_kind kind;
    int32_t source;      /* whose colour, -1 */
    int32_t attribution; /* -1: none; of MARK_CLAIM the claim, of MARK_FACT the index in its list */
    bool first;          /* the first span of its attribution's content: bears the number */
    char letter;         /* MARK_FACT: t, p, n, v, as in the record's ids */
    const char *title;   /* MARK_FACT: what it comes to */
};
struct html_marks {
    const sayso_record *r;
    struct html_mark *all; /* sorted */
    uint32_t n, next;      /* next to be opened */
    uint32_t *open;        /* stack of those open, or to be opened again in the next block */
    uint32_t n_open;
};
/* false: out of memory. Claims that the incident shows are marked, so that its card can lead to their words. */
bool html_marks_collect(struct html_marks *m, const sayso_record *r, const struct out_incident *incident, struct arena *scratch);
/* The words of a block with their marks; called in the order of the text. */
void html_marks_put(struct html_marks *m, struct sink *s, span block);

/* Over the report: the incident, each value with its say-so, its hedges and the way to its words. */
bool html_incident(struct sink *s, const sayso_record *r, const struct out_incident *x, struct arena *scratch);
/* The right side: sources with what each said, quotations, media, then times, places and amounts. false: out of memory. */
bool html_cards(struct sink *s, const struct out_report *r, struct arena *scratch);
bool html_facts(struct sink *s, const sayso_record *r, struct arena *scratch);
#endif
