/* HTML -> page: decode, tree, lines, body, blocks, media, publication. */
#include "base_error.h"
#include "page_blocks.h"
#include "page_data.h"
#include "page_plain.h"
#include "page_rules.h"

enum { MAX_DEPTH = 512, HEAD_LINES = 12 /* of the body may be byline and date */, LEAST_DATA = 300, LEAST_PROSE = 600 };

static sayso_code no_memory(sayso_error *e) { return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory"); }

static const char *first_of(const struct page_head *h, enum meta_field field) {
    for (uint32_t i = 0; i < h->meta.found.n; i++)
        if (h->meta.found.at[i].field == field) return h->meta.found.at[i].value;
    return NULL;
}

/* The dateline stands at the start of the first paragraph. */
static bool add_dateline(const struct page_maker *m, struct page_head *head) {
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        const struct page_block *b = &m->blocks.at[i];
        if (b->kind != SAYSO_BLOCK_PARAGRAPH) continue;
        span s = meta_dateline(b->text, b->n);
        return !span_is(s) || meta_add(&head->meta, FIELD_DATELINE, META_BYLINE, b->text + s.beg, span_len(s));
    }
    return true;
}

/* Bytes of the report's own text. */
static uint32_t shown(const struct page_maker *m) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        sayso_block_kind k = m->blocks.at[i].kind;
        if (k == SAYSO_BLOCK_PARAGRAPH || k == SAYSO_BLOCK_LIST_ITEM || k == SAYSO_BLOCK_QUOTE || k == SAYSO_BLOCK_HEADING)
            n += m->blocks.at[i].n;
    }
    return n;
}

/* Body, bylines, blocks and media, anew. */
static sayso_code make(struct page_maker *m, struct page_flow *flow, struct page_head *head, bool *bylines, sayso_error *e) {
    m->blocks.n = m->media.n = 0;
    sayso_code code = page_body_find(m->scratch, flow, m->about, m->body, e);
    if (code) return code;
    uint32_t past = m->body->first + HEAD_LINES < m->body->past ? m->body->first + HEAD_LINES : m->body->past;
    if (!page_head_add_lines(head, flow, m->body->top, past, bylines) || !page_blocks_make(m)) return no_memory(e);
    return SAYSO_OK;
}

/* Where the page shows little of the body that its JSON-LD tells, the data's words stand for it. */
static sayso_code add_data(struct page_maker *m, sayso_error *e) {
    struct page_flow data, title;
    uint32_t kept = 0;
    bool titled = false;
    size_t n_told = m->about->body ? strlen(m->about->body) : 0;
    if (n_told < LEAST_DATA || shown(m) > n_told / 4) return SAYSO_OK;
    sayso_code code = page_data_flow(m->scratch, m->flow->tree, "\"articleBody\"", &data, e);
    if (!code) code = page_data_flow(m->scratch, m->flow->tree, "\"headline\"", &title, e);
    if (code || !data.n_lines) return code;
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        sayso_block_kind k = m->blocks.at[i].kind;
        titled |= k == SAYSO_BLOCK_HEADLINE;
        if (k == SAYSO_BLOCK_HEADLINE || k == SAYSO_BLOCK_DECK || k == SAYSO_BLOCK_BYLINE) m->blocks.at[kept++] = m->blocks.at[i];
    }
    m->blocks.n = titled ? kept : 0;
    m->media.n = 0;
    m->flow = &title;
    if (!titled && title.n_lines && !page_block_add(m, SAYSO_BLOCK_HEADLINE, 0, title.lines, title.lines->beg, title.lines->end))
        return no_memory(e);
    m->flow = &data;
    for (uint32_t i = 0; i < data.n_lines; i++)
        if (!page_block_add(m, SAYSO_BLOCK_PARAGRAPH, 0, &data.lines[i], data.lines[i].beg, data.lines[i].end))
            return no_memory(e);
    m->flow = NULL;
    return SAYSO_OK;
}

/* Words that tell of a video or post ("This video, posted on ..., shows"), where the page has no element of that kind. */
static bool add_told_media(struct page_maker *m) {
    uint32_t n_shown = m->media.n;
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        const struct page_block *b = &m->blocks.at[i];
        sayso_media_kind kind;
        if (b->kind != SAYSO_BLOCK_PARAGRAPH) continue;
        for (span at = plain_media_words(b->text, b->n, 0, &kind); span_is(at);
             at = plain_media_words(b->text, b->n, at.end, &kind)) {
            bool shown = false;
            for (uint32_t k = 0; k < n_shown; k++) shown |= m->media.at[k].kind == kind;
            struct page_media told = {
                .kind = kind, .span = {(int32_t)i, at.beg, at.end}, .caption.block = -1, .credit.block = -1};
            if (!shown && !VEC_PUSH(m->arena, m->media, told)) return false;
        }
    }
    return true;
}

static sayso_code read_tree(struct page_maker *m, const struct page_options *options, struct page_tree *t, struct page *out,
                            sayso_error *e) {
    struct page_flow flow;
    struct page_body body;
    struct page_head head;
    sayso_publication first;
    sayso_code code = page_tree_build(m->scratch, m->input, options && options->max_depth ? options->max_depth : MAX_DEPTH, t, e);
    if (!code) code = page_flow_build(m->scratch, t, &flow, e);
    if (code) return code;
    if (!page_head_read(m->scratch, t, options ? options->uri : NULL, &head) || !meta_settle(&head.meta, m->scratch, &first))
        return no_memory(e);
    m->flow = &flow;
    m->body = &body;
    m->head = &head;
    m->base = options && options->uri ? options->uri : first.canonical_uri;
    bool *bylines = ARENA_ARRAY(m->scratch, bool, flow.n_lines + 1);
    struct page_about about = {first.title, first_of(&head, FIELD_BODY), NULL, PAGE_FOREIGN, bylines};
    m->about = &about;
    code = bylines ? make(m, &flow, &head, bylines, e) : no_memory(e);
    if (!code && body.prose > LEAST_PROSE && shown(m) < body.prose / 4) {
        /* most of the page's prose is gone: its names are not to be trusted */
        about.foreign = PAGE_FOREIGN_SURELY;
        code = make(m, &flow, &head, bylines, e);
    }
    if (code) return code;
    code = add_data(m, e);
    if (code) return code;
    if (!add_told_media(m) || !add_dateline(m, &head) || !meta_settle(&head.meta, m->arena, &out->publication))
        return no_memory(e);
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
