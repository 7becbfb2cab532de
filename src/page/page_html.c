/* HTML -> page: decode, tree, lines, body, blocks, media, publication. */
#include "base_error.h"
#include "page_blocks.h"
#include "page_head.h"

static sayso_code read_tree(struct page_maker *m, const struct page_options *options, struct page_tree *t, struct page *out, sayso_error *e) {
    struct page_flow flow;
    struct page_body body;
    struct page_head head;
    sayso_code code = page_tree_build(m->scratch, m->input, options && options->max_depth ? options->max_depth : 512, t, e);
    if (!code) code = page_flow_build(m->scratch, t, &flow, e);
    if (code) return code;
    if (!page_head_read(m->scratch, t, options ? options->uri : NULL, &head) || !meta_settle(&head.meta, m->arena, &out->publication))
        return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    struct page_about about = {out->publication.title, page_head_body(&head), NULL};
    code = page_body_find(m->scratch, &flow, &about, &body, e);
    if (code) return code;
    m->flow = &flow;
    m->body = &body;
    m->about = &about;
    if (!page_blocks_make(m)) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    out->blocks = m->blocks.at;
    out->n_blocks = m->blocks.n;
    out->media = m->media.at;
    out->n_media = m->media.n;
    return SAYSO_OK;
}

sayso_code page_html_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n,
                          const struct page_options *options, struct page *out, sayso_error *e) {
    struct page_input input;
    struct page_tree tree = {0};
    *out = (struct page){.media_type = "text/html"};
    sayso_code code = page_decode(scratch, bytes, n, options ? options->media_type : NULL, &input, e);
    if (code) return code;
    out->encoding = arena_strdup(arena, input.encoding);
    struct page_maker m = {.arena = arena, .scratch = scratch, .input = &input};
    code = read_tree(&m, options, &tree, out, e);
    page_tree_release(&tree);
    return code;
}
