/* Where the report stands on the page: the element that holds its body, and the lines before it that belong to it. */
#ifndef PAGE_BODY_H
#define PAGE_BODY_H
#include "page_flow.h"

/* Words of the page about itself that help to find the report; any may be NULL. */
struct page_about {
    const char *title;       /* without the outlet's name */
    const char *body;        /* articleBody of JSON-LD */
    const char *description; /* the deck as the page's head tells it */
    page_hints foreign;      /* of what is not the report */
    const bool *bylines;     /* for each line of the page: whether it is a byline; NULL */
};

struct page_body {
    uint32_t node;        /* the element that holds the body */
    uint32_t top;         /* the first line of the report: the headline where it stands before the body, else first */
    uint32_t first, past; /* the body's lines */
    int32_t headline;     /* line, -1: none */
    int32_t deck;         /* line before the body, -1 */
    uint32_t prose;       /* bytes of prose on the whole page */
};

/* Finds the body by the text statistics of the page's elements, and refreshes line.hints: a name that tells of a part
 * counts only where the element is a part, not most of the page. O(nodes + lines). */
sayso_code page_body_find(struct arena *scratch, struct page_flow *f, const struct page_about *about, struct page_body *out,
                          sayso_error *e);

/* Whether two lines say the same: letters and digits alone, case aside; the shorter must be `share` of the longer. */
bool page_same_words(const char *a, size_t na, const char *b, size_t nb);
#endif
