/* Fuzz target: the HTML reader on any bytes. Blocks are UTF-8 with runs inside the input, media point into blocks; of an
 * input that is UTF-8, runs that go byte by byte are its very bytes, white space aside. */
#include "fuzz_page.h"

static bool same_but_space(const char *text, const char *bytes, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (text[i] != bytes[i] && !((text[i] == ' ' || text[i] == '\n') && (unsigned char)bytes[i] <= ' ')) return false;
    return true;
}

static void check_bytes(const struct page *p, const char *bytes, size_t size) {
    if (strcmp(p->encoding, "utf-8") || utf8_check(bytes, size) != size) return;
    for (uint32_t i = 0; i < p->n_blocks; i++)
        for (uint32_t k = 0; k < p->blocks[i].n_runs; k++) {
            struct page_run r = p->blocks[i].runs[k];
            const char *from = bytes + r.source;
            if (r.n_text != r.n_source || memchr(from, '&', r.n_source) || memchr(from, '\\', r.n_source))
                continue; /* may be a reference */
            assert(same_but_space(p->blocks[i].text + r.text, from, r.n_text));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena, scratch;
    struct page page;
    sayso_error e = {0};
    if (!size) return 0;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct page_options options = {.max_depth = 24};
    if (page_html_read(&arena, &scratch, (const char *)data, size, &options, &page, &e) == SAYSO_OK)
        check_bytes(&page, (const char *)data, size);
    arena_release(&scratch);
    arena_release(&arena);
    return fuzz_page(page_html_read, data, size);
}
