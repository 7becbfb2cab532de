/* What the page says of itself outside its text: <title>, <meta>, <link>, JSON-LD, microdata, <time>. */
#ifndef PAGE_HEAD_H
#define PAGE_HEAD_H
#include "page_flow.h"
#include "page_meta.h"

struct page_head {
    struct meta meta;
    struct meta_image *images; /* of JSON-LD */
    uint32_t n_images;
};

/* Gathers candidates from the tree. false: out of memory. */
bool page_head_read(struct arena *arena, const struct page_tree *t, const char *uri, struct page_head *out);
/* Adds the bylines and times that stand in lines [first, past), the report's head; is[i]: whether line i is a byline. */
bool page_head_add_lines(struct page_head *h, const struct page_flow *f, uint32_t first, uint32_t past, bool *is);
#endif
