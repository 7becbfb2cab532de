/* A page's text as lines: what a browser would show on lines of their own, in document order, each with the element it
 * stands in, and the objects (images, videos, frames) between them. */
#ifndef PAGE_FLOW_H
#define PAGE_FLOW_H
#include "page_tree.h"

struct page_line {
    uint32_t node;               /* the block element it stands in; of an object, its element */
    uint32_t leaf, last;         /* its first and last text node */
    uint32_t beg, end;           /* in flow.text; empty: an object */
    uint32_t run, n_runs;        /* flow.runs, offsets into flow.text */
    uint32_t n_link;             /* bytes inside links */
    uint32_t n_bold;             /* bytes inside b, strong, em, i */
    uint32_t credit, credit_end; /* in flow.text: words of an inline element named a credit; 0, 0 */
    page_hints hints;            /* of everything around it */
    uint16_t tag;                /* the nearest of P, LI, H1..H6, BLOCKQUOTE, FIGCAPTION, TD, ...: what it is by structure */
    uint16_t kind;               /* enum page_line_kind */
    uint8_t n_links;             /* links that begin in it, up to 255 */
    bool marks;                  /* ends like a sentence */
    bool object;
};

struct page_flow {
    const struct page_tree *tree;
    char *text;
    uint32_t n_text;
    struct page_run *runs; /* source: offsets into the UTF-8 input */
    uint32_t n_runs;
    struct page_line *lines;
    uint32_t n_lines;
};

/* Lays a tree out as lines. O(nodes + text). Fails with SAYSO_NOMEM. */
sayso_code page_flow_build(struct arena *scratch, const struct page_tree *t, struct page_flow *out, sayso_error *e);

/* First line at or behind a node. O(log lines). */
uint32_t page_line_at(const struct page_flow *f, uint32_t node);

static inline const char *page_line_text(const struct page_flow *f, const struct page_line *l) { return f->text + l->beg; }
static inline uint32_t page_line_len(const struct page_line *l) { return l->end - l->beg; }
#endif
