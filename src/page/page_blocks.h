/* Lines -> blocks: what each line of the report is, what is left out, and the blocks with their runs in the input's bytes. */
#ifndef PAGE_BLOCKS_H
#define PAGE_BLOCKS_H
#include "page_clean.h"
#include "page_head.h"

struct page_maker {
    struct arena *arena, *scratch;
    const struct page_input *input;
    const struct page_flow *flow;
    struct page_body *body;
    const struct page_about *about;
    const struct page_head *head;
    const char *base; /* the page's address, NULL */
    int8_t *roles;    /* page_clean's, from body->top on */
    VEC(struct page_block) blocks;
    VEC(struct page_media) media;
};

/* Fills m->blocks. false: out of memory. */
bool page_blocks_make(struct page_maker *m);
/* Lists the media of the report's lines; of_line[i - body->top]: the media a caption, credit or post is of, -1. */
bool page_media_list(struct page_maker *m, int32_t *of_line);
/* Notes block b, made of line i, as words of media number k: caption, credit inside it, or credit. */
bool page_media_words(struct page_maker *m, int32_t k, uint32_t i, uint32_t b);
/* An address made absolute by the page's own; as written where that is not known. */
const char *page_uri(struct arena *arena, const char *base, const char *uri);
/* Adds a stretch of a line as a block; its number in *at. */
bool page_block_add(struct page_maker *m, sayso_block_kind kind, uint8_t level, const struct page_line *l, uint32_t beg,
                    uint32_t end);
#endif
