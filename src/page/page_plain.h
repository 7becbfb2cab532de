/* Plain text on its way to blocks, between the files of the plain reader:
 *     page_plain_decode.c  bytes -> UTF-8 with the place of each byte
 *     page_plain_lines.c   lines -> blocks of collapsed words with runs
 *     page_plain_kinds.c   what each block is, by form and place
 *     page_plain_media.c   captions, credits, words that tell of a video
 *     page_plain.c         the order of these, and publication */
#ifndef PAGE_PLAIN_H
#define PAGE_PLAIN_H
#include "page.h"
#include "page_meta.h"

struct plain_text {
    const char *s; /* UTF-8 */
    uint32_t n;
    const uint32_t *map; /* source offset of each byte of s, and of its end; NULL: offset + shift */
    uint32_t shift;
    const char *encoding;
};

/* What is known of a block beside its words. */
struct plain_line {
    uint32_t group; /* number of the stretch between blank lines */
    uint32_t n_words;
    uint8_t indent; /* columns before it */
    bool stop;      /* ends as a sentence ends */
    bool credit;    /* a credit and nothing else */
    bool body;      /* a paragraph that is a sentence, or long */
};

struct plain {
    struct arena *arena, *scratch;
    struct plain_text text;
    struct page_block *blocks;
    struct plain_line *lines; /* one for each block */
    uint32_t n;
    struct meta meta;
    VEC(struct page_media) media;
};

sayso_code plain_decode(struct arena *scratch, const char *bytes, size_t n, const struct page_options *options,
                        struct plain_text *out, sayso_error *e);
sayso_code plain_blocks(struct plain *p, sayso_error *e);
sayso_code plain_kinds(struct plain *p);
sayso_code plain_media(struct plain *p);

/* Words in a block's text that tell of a video, picture, sound or post shown elsewhere ("This video, posted on Twitter");
 * searches from `from` on; {0,0} if there are none. */
span plain_media_words(const char *s, size_t n, size_t from, sayso_media_kind *kind);
#endif
