/* Lines -> blocks: what each line of the report is, what is left out, and the blocks with their runs in the input's bytes. */
#ifndef PAGE_BLOCKS_H
#define PAGE_BLOCKS_H
#include "page_body.h"

struct page_maker {
    struct arena *arena, *scratch;
    const struct page_input *input;
    const struct page_flow *flow;
    struct page_body *body;
    const struct page_about *about;
    VEC(struct page_block) blocks;
    VEC(struct page_media) media;
};

/* Fills m->blocks. false: out of memory. */
bool page_blocks_make(struct page_maker *m);
/* Adds a stretch of a line as a block; its number in *at. */
bool page_block_add(struct page_maker *m, sayso_block_kind kind, uint8_t level, const struct page_line *l, uint32_t beg, uint32_t end);
#endif
