/* The body as the page's JSON-LD tells it, for pages that show theirs by script. */
#ifndef PAGE_DATA_H
#define PAGE_DATA_H
#include "page_flow.h"

/* Lays the first articleBody out as lines; no lines where there is none. O(script). Fails with SAYSO_NOMEM. */
sayso_code page_data_flow(struct arena *scratch, const struct page_tree *t, struct page_flow *out, sayso_error *e);
#endif
