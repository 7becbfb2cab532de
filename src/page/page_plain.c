/* Plain text: bytes -> decoded text -> blocks -> their kinds, media and publication. No word is dropped: what is no
 * headline, caption or link is a paragraph. */
#include "page_plain.h"
#include "base_error.h"

enum { DATELINE_BLOCKS = 4 };

/* The headline as title, and the dateline of the first paragraphs. */
static sayso_code add_facts(struct plain *p) {
    uint32_t paragraphs = 0;
    bool has_title = false, has_dateline = false;
    for (uint32_t i = 0; i < p->meta.found.n; i++) has_title |= p->meta.found.at[i].field == FIELD_TITLE;
    for (uint32_t i = 0; i < p->n && paragraphs < DATELINE_BLOCKS; i++) {
        const struct page_block *b = &p->blocks[i];
        if (b->kind == SAYSO_BLOCK_HEADLINE && !has_title) {
            has_title = true;
            if (!meta_add(&p->meta, FIELD_TITLE, META_META, b->text, b->n)) return SAYSO_NOMEM;
        }
        if (b->kind != SAYSO_BLOCK_PARAGRAPH) continue;
        paragraphs++;
        span at = has_dateline ? (span){0, 0} : meta_dateline(b->text, b->n);
        if (!span_is(at)) continue;
        has_dateline = true;
        if (!meta_add(&p->meta, FIELD_DATELINE, META_BYLINE, b->text + at.beg, span_len(at))) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

sayso_code page_plain_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n,
                           const struct page_options *options, struct page *out, sayso_error *e) {
    struct plain p = {.arena = arena, .scratch = scratch, .meta.arena = arena};
    *out = (struct page){.media_type = "text/plain"};
    sayso_code code = plain_decode(scratch, bytes, n, options, &p.text, e);
    if (code) return code;
    out->encoding = p.text.encoding;
    if ((code = plain_blocks(&p, e))) return code;
    code = plain_kinds(&p);
    if (!code) code = add_facts(&p);
    if (!code && options->uri && !meta_add(&p.meta, FIELD_CANONICAL, META_URL, options->uri, strlen(options->uri)))
        code = SAYSO_NOMEM;
    if (!code && !meta_settle(&p.meta, arena, &out->publication)) code = SAYSO_NOMEM;
    if (code) return error_set(e, code, "page", 0, "out of memory");
    out->blocks = p.blocks, out->n_blocks = p.n;
    out->media = p.media.at, out->n_media = p.media.n;
    return SAYSO_OK;
}
