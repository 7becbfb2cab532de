/* Joining blocks into the report's text, and both ways through the run list. */
#include "text.h"
#include "base_error.h"
#include <assert.h>

static const char JOIN[] = "\n\n";
enum { JOIN_LEN = 2 };

static sayso_code size_up(const struct page *page, size_t *n_text, size_t *n_runs, sayso_error *e) {
    *n_text = *n_runs = 0;
    for (uint32_t i = 0; i < page->n_blocks; i++) {
        *n_text += page->blocks[i].n + (i ? JOIN_LEN : 0);
        *n_runs += page->blocks[i].n_runs;
    }
    if (!*n_text) return error_set(e, SAYSO_EMPTY, "text", 0, "no words found");
    if (*n_text > INT32_MAX) return error_set(e, SAYSO_LIMIT, "text", 0, "text of %zu bytes", *n_text);
    return SAYSO_OK;
}

/* The input bytes of a block: hull of its runs (blocks may be laid out in another order than the input's). */
static span hull(const struct page_run *runs, uint32_t n) {
    span s = {UINT32_MAX, 0};
    for (uint32_t i = 0; i < n; i++) {
        if (!runs[i].n_source) continue;
        if (runs[i].source < s.beg) s.beg = runs[i].source;
        if (runs[i].source + runs[i].n_source > s.end) s.end = runs[i].source + runs[i].n_source;
    }
    return s.end ? s : (span){0, 0};
}

static span place(const struct text *t, struct page_piece p) {
    if (p.block < 0 || p.end <= p.beg) return (span){0, 0};
    uint32_t beg = t->blocks[p.block].span.beg;
    assert(beg + p.end <= t->blocks[p.block].span.end);
    return (span){beg + p.beg, beg + p.end};
}

static sayso_code place_media(struct arena *arena, const struct page *page, struct text *out) {
    out->n_media = page->n_media;
    out->media = ARENA_ARRAY(arena, sayso_media, page->n_media);
    if (!out->media) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < page->n_media; i++) {
        const struct page_media *m = &page->media[i];
        out->media[i] = (sayso_media){.kind = m->kind,
                                      .uri = m->uri,
                                      .chain = m->chain,
                                      .n_chain = m->n_chain,
                                      .span = place(out, m->span),
                                      .caption = place(out, m->caption),
                                      .credit = place(out, m->credit)};
    }
    return SAYSO_OK;
}

sayso_code text_build(struct arena *arena, const struct page *page, struct text *out, sayso_error *e) {
    size_t n_text, n_runs;
    *out = (struct text){.publication = page->publication};
    sayso_code code = size_up(page, &n_text, &n_runs, e);
    if (code) return code;
    char *utf8 = arena_alloc(arena, n_text + 1);
    out->runs = ARENA_ARRAY(arena, struct page_run, n_runs);
    out->blocks = ARENA_ARRAY(arena, sayso_block, page->n_blocks);
    if (!utf8 || !out->runs || !out->blocks) return error_set(e, SAYSO_NOMEM, "text", 0, "out of memory");
    uint32_t at = 0;
    for (uint32_t i = 0; i < page->n_blocks; i++) {
        const struct page_block *b = &page->blocks[i];
        if (i) {
            memcpy(utf8 + at, JOIN, JOIN_LEN);
            at += JOIN_LEN;
        }
        memcpy(utf8 + at, b->text, b->n);
        out->blocks[i] = (sayso_block){
            .kind = b->kind, .level = b->level, .media = b->media, .span = {at, at + b->n}, .source = hull(b->runs, b->n_runs)};
        for (uint32_t k = 0; k < b->n_runs; k++) {
            struct page_run r = b->runs[k];
            assert(r.text + r.n_text <= b->n);
            r.text += at;
            out->runs[out->n_runs++] = r;
        }
        at += b->n;
    }
    out->utf8 = utf8;
    out->n = at;
    out->n_blocks = page->n_blocks;
    code = place_media(arena, page, out);
    return code ? error_set(e, code, "text", 0, "out of memory") : SAYSO_OK;
}

/* First run that ends behind `at`. */
static uint32_t run_after(const struct text *t, uint32_t at) {
    uint32_t lo = 0, hi = t->n_runs;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->runs[mid].text + t->runs[mid].n_text <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

span text_to_source(const struct text *t, span s) {
    span out = {UINT32_MAX, 0};
    for (uint32_t i = run_after(t, s.beg); i < t->n_runs && t->runs[i].text < s.end; i++) {
        const struct page_run *r = &t->runs[i];
        uint32_t beg = r->source, end = r->source + r->n_source;
        if (r->n_text == r->n_source) { /* byte by byte */
            if (s.beg > r->text) beg += s.beg - r->text;
            if (s.end < r->text + r->n_text) end -= r->text + r->n_text - s.end;
        }
        if (end <= beg) continue;
        if (beg < out.beg) out.beg = beg;
        if (end > out.end) out.end = end;
    }
    return out.end ? out : (span){0, 0};
}

span text_from_source(const struct text *t, span s) {
    span out = {UINT32_MAX, 0};
    for (uint32_t i = 0; i < t->n_runs; i++) {
        const struct page_run *r = &t->runs[i];
        if (r->source + r->n_source <= s.beg || r->source >= s.end) continue;
        uint32_t beg = r->text, end = r->text + r->n_text;
        if (r->n_text == r->n_source) {
            if (s.beg > r->source) beg += s.beg - r->source;
            if (s.end < r->source + r->n_source) end -= r->source + r->n_source - s.end;
        }
        if (beg < out.beg) out.beg = beg;
        if (end > out.end) out.end = end;
    }
    return out.end ? out : (span){0, 0};
}

int32_t text_block_at(const struct text *t, uint32_t at) {
    uint32_t lo = 0, hi = t->n_blocks;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->blocks[mid].span.end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t->n_blocks && t->blocks[lo].span.beg <= at ? (int32_t)lo : -1;
}
