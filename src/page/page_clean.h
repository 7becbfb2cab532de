/* What each line of the body is: a kind of block, or nothing of the report's. */
#ifndef PAGE_CLEAN_H
#define PAGE_CLEAN_H
#include "page_body.h"

enum { ROLE_DROP = -1, ROLE_OBJECT = -2 /* an image, a video, ... in the body */ };

/* roles[i - body->top] for each line of the report: a sayso_block_kind, or ROLE_DROP. Also finds body->deck, the line
 * before the body that leads into it. O(lines). false: out of memory. */
bool page_clean(struct arena *scratch, const struct page_flow *f, const struct page_about *about, struct page_body *body,
                int8_t *roles);
#endif
