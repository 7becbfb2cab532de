/* page: bytes -> the report's own blocks in reading order, its publication and its media. The only stage (with text)
 * that sees markup. HTML goes through page_html.c (lexbor), everything else through page_plain.c.
 *
 * A block's words are UTF-8 with white space collapsed and trimmed as a browser shows them (a <br> is a newline); its
 * runs tell for each stretch of them from which bytes of the input they came. */
#ifndef PAGE_H
#define PAGE_H
#include "base_arena.h"
#include "base_span.h"

/* A stretch of n_text bytes of text that came from n_source bytes of the input. Equal lengths: byte by byte; else the
 * stretch is one unit (an entity, a character of another encoding, a run of white space). Sorted by text, no overlap. */
struct page_run {
    uint32_t text, source; /* offsets: into the block's (later the report's) text, into the input */
    uint32_t n_text, n_source;
};

struct page_block {
    sayso_block_kind kind;
    uint8_t level; /* headings 1..6, list depth 1.. */
    int32_t media; /* index into page.media of a caption or credit, -1 */
    char *text;    /* UTF-8, not empty */
    uint32_t n;
    struct page_run *runs;
    uint32_t n_runs;
};

/* A stretch of one block's text; block -1: none. */
struct page_piece {
    int32_t block;
    uint32_t beg, end; /* in the block's text */
};

struct page_media {
    sayso_media_kind kind;
    const char *uri;        /* as written, made absolute where the page's address is known; NULL */
    struct page_piece span; /* words that tell of it where it has no element of its own (plain text) */
    struct page_piece caption, credit;
    sayso_credit *chain;
    uint32_t n_chain;
};

struct page {
    struct page_block *blocks;
    uint32_t n_blocks;
    struct page_media *media;
    uint32_t n_media;
    sayso_publication publication;
    const char *encoding;   /* WHATWG name that was used, "utf-8" */
    const char *media_type; /* "text/html" or "text/plain" */
};

struct page_options {
    const char *uri, *media_type; /* may be NULL */
    uint64_t max_bytes;           /* 0: default 64 MiB */
    uint32_t max_depth;           /* 0: default 512 */
};

/* Reads a page.
 *   out     all of it lives in `arena`; `scratch` is used and may be cleared by the caller afterwards
 *   errors  SAYSO_EMPTY (no words), SAYSO_FORMAT (binary: NUL bytes or a known magic number), SAYSO_ENCODING, SAYSO_LIMIT,
 * SAYSO_NOMEM; each with the byte. A page without an article is not an error: what text it has is given. Safe from many threads.
 */
sayso_code page_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n, const struct page_options *options,
                     struct page *out, sayso_error *e);

/* The two readers behind page_read. page_html_read: page_html.c; page_plain_read: page_plain.c (input already known to be text).
 */
sayso_code page_html_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n,
                          const struct page_options *options, struct page *out, sayso_error *e);
sayso_code page_plain_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n,
                           const struct page_options *options, struct page *out, sayso_error *e);
#endif
