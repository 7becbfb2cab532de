/* Fuzz target: page -> text and the run list both ways, on any bytes. Every block's bytes are inside the input; every
 * character leads to bytes inside it, and from them back to text that holds the character. */
#include <assert.h>
#include <stdlib.h>
#include "base_utf8.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct page page;
    struct text t;
    sayso_error e = {0};
    if (page_read(&arena, &scratch, (const char *)data, size, &(struct page_options){0}, &page, &e) == SAYSO_OK &&
        text_build(&arena, &page, &t, &e) == SAYSO_OK) {
        assert(utf8_check(t.utf8, t.n) == t.n);
        uint32_t before = 0;
        for (uint32_t i = 0; i < t.n_runs; i++) {
            const struct page_run *r = &t.runs[i];
            assert(r->text >= before && r->text + r->n_text <= t.n);
            assert((size_t)r->source + r->n_source <= size);
            before = r->text + r->n_text;
        }
        for (uint32_t i = 0; i < t.n_blocks; i++) {
            const sayso_block *b = &t.blocks[i];
            assert(span_is(b->span) && b->span.end <= t.n && b->source.end <= size);
            assert(text_block_at(&t, b->span.beg) == (int32_t)i && text_block_at(&t, b->span.end - 1) == (int32_t)i);
        }
        uint32_t len, step = t.n / 200 + 1; /* a sample: the way back walks all runs */
        for (uint32_t at = 0; at < t.n; at += len) {
            utf8_at(t.utf8 + at, t.n - at, &len);
            if (at / step == (at + len) / step) continue;
            span s = text_to_source(&t, span_of(at, at + len));
            assert(s.end <= size);
            if (span_is(s)) {
                span back = text_from_source(&t, s);
                assert(span_in(span_of(at, at + len), back));
            }
        }
    }
    arena_release(&scratch);
    arena_release(&arena);
    return 0;
}
