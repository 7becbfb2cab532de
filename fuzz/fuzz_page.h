/* What must hold of any page, whatever the bytes: shared by the targets that read pages. */
#ifndef FUZZ_PAGE_H
#define FUZZ_PAGE_H
#include <assert.h>
#include <stdlib.h>
#include "base_utf8.h"
#include "page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check_string(const char *s) {
    if (s) assert(utf8_check(s, strlen(s)) == strlen(s));
}

static inline void check_piece(const struct page *p, struct page_piece x) {
    if (x.block < 0) return;
    assert((uint32_t)x.block < p->n_blocks && x.beg <= x.end && x.end <= p->blocks[x.block].n);
}

static inline void check_page(const struct page *p, size_t size) {
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        const struct page_block *b = &p->blocks[i];
        uint32_t len, before = 0;
        assert(b->n && utf8_check(b->text, b->n) == b->n);
        assert(!utf8_is_space(utf8_at(b->text, b->n, &len)) && !utf8_is_space(utf8_before(b->text, b->n, &len)));
        assert(b->media < 0 || (uint32_t)b->media < p->n_media);
        for (uint32_t k = 0; k < b->n_runs; k++) {
            const struct page_run *r = &b->runs[k];
            assert(r->n_text && r->text >= before && r->text + r->n_text <= b->n && (size_t)r->source + r->n_source <= size);
            before = r->text + r->n_text;
        }
    }
    for (uint32_t i = 0; i < p->n_media; i++) {
        const struct page_media *m = &p->media[i];
        check_piece(p, m->span);
        check_piece(p, m->caption);
        check_piece(p, m->credit);
        check_string(m->uri);
        for (uint32_t k = 0; k < m->n_chain; k++) {
            assert(m->chain[k].name && *m->chain[k].name);
            check_string(m->chain[k].name);
        }
    }
    const sayso_publication *q = &p->publication;
    const char *const strings[] = {q->title, q->outlet, q->published, q->modified, q->language, q->canonical_uri, q->dateline};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) check_string(strings[i]);
    for (uint32_t i = 0; i < q->bylines.n; i++) check_string(q->bylines.at[i]);
}

typedef sayso_code page_reader(struct arena *, struct arena *, const char *, size_t, const struct page_options *, struct page *,
                               sayso_error *);

/* Reads, checks, and reads again with little memory: each way out must leave nothing behind. */
static inline int fuzz_page(page_reader *reader, const uint8_t *data, size_t size) {
    const size_t limits[] = {0, 4096 + size * 3, 0};
    for (int i = 0; i < 2; i++) {
        struct arena arena, scratch;
        arena_init(&arena, limits[i]);
        arena_init(&scratch, limits[i]);
        struct page page = {0};
        sayso_error e = {0};
        struct page_options options = {.max_depth = i ? 40 : 0,
                                       .uri = "https://news.example/2025/a.html",
                                       .media_type = i ? "text/html; charset=\"utf-8\"" : NULL};
        sayso_code code = reader(&arena, &scratch, (const char *)data, size, &options, &page, &e);
        if (code == SAYSO_OK)
            check_page(&page, size);
        else
            assert(e.code == code && e.stage && e.byte <= size);
        arena_release(&scratch);
        arena_release(&arena);
    }
    return 0;
}
#endif
