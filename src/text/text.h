/* text: blocks -> one report text, and the map from it back to the bytes as received. Joins the blocks by blank lines;
 * from here on every position is a byte offset into this text. */
#ifndef TEXT_H
#define TEXT_H
#include "page.h"

struct text {
    const char *utf8; /* NUL-terminated */
    uint32_t n;
    sayso_block *blocks;
    uint32_t n_blocks;
    struct page_run *runs; /* over the whole text, sorted; joining blank lines belong to no run */
    uint32_t n_runs;
    sayso_media *media; /* spans resolved */
    uint32_t n_media;
    sayso_publication publication;
};

/* Joins a page's blocks; the text lives in `arena`. Fails with SAYSO_LIMIT past 2^31 bytes, SAYSO_EMPTY without blocks,
 * SAYSO_NOMEM. */
sayso_code text_build(struct arena *arena, const struct page *page, struct text *out, sayso_error *e);

/* The input bytes a text span came from (hull of its runs), {0,0} where it has none; O(log runs). */
span text_to_source(const struct text *t, span in_text);
/* The text that a stretch of input bytes became, {0,0} where it left none; O(runs). */
span text_from_source(const struct text *t, span in_source);
/* Index of the block that holds byte offset `at`, -1 between blocks. O(log blocks). */
int32_t text_block_at(const struct text *t, uint32_t at);
#endif
