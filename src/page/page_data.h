/* The body as the page's JSON-LD tells it, for pages that show theirs by script. */
#ifndef PAGE_DATA_H
#define PAGE_DATA_H
#include "page_flow.h"

/* Lays the string behind a key ("\"articleBody\"", with its quotation marks) out as lines, of the first script that has
 * it; no lines where none has. O(script). Fails with SAYSO_NOMEM. */
sayso_code page_data_flow(struct arena *scratch, const struct page_tree *t, const char *key, struct page_flow *out,
                          sayso_error *e);
#endif
