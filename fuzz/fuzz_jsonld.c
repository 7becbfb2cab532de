/* Fuzz target: what pages say of themselves. JSON-LD in all its broken forms, and on the same bytes the small readers
 * behind it: dates, bylines, datelines, credits. All that comes out is UTF-8, all spans are inside. */
#include "fuzz_page.h"
#include "page_credit.h"
#include "page_jsonld.h"
#include "page_meta.h"

static void check_json_ld(struct arena *a, const char *s, size_t n) {
    struct meta m = {.arena = a};
    struct meta_image *images = NULL;
    uint32_t n_images = 0;
    sayso_publication out = {0};
    if (!meta_add_json_ld(&m, s, n, &images, &n_images)) return;
    for (uint32_t i = 0; i < n_images; i++) {
        check_string(images[i].uri);
        check_string(images[i].caption);
        check_string(images[i].credit);
    }
    for (uint32_t i = 0; i < m.found.n; i++) check_string(m.found.at[i].value);
    struct page page = {0};
    if (meta_settle(&m, a, &out)) {
        page.publication = out;
        check_page(&page, n);
    }
    for (int quotes = 0; quotes < 2; quotes++) {
        char *mended;
        size_t k;
        if (jsonld_mend(a, s, n, quotes, &mended, &k)) assert(utf8_check(mended, k) == k);
    }
}

static void check_lines(struct arena *a, const char *s, size_t n) {
    bool is;
    struct meta m = {.arena = a};
    sayso_credit *chain;
    uint32_t n_chain;
    n = utf8_check(s, n); /* these read words already decoded */
    if (n > 2000) return;
    check_string(meta_date(a, s, n));
    assert(meta_dateline(s, n).end <= n);
    span credit = page_credit_find(s, n);
    assert(credit.beg <= credit.end && credit.end <= n);
    page_credit_is_line(s, n);
    if (page_credit_read(a, s, n, &chain, &n_chain) == SAYSO_OK)
        for (uint32_t i = 0; i < n_chain; i++) check_string(chain[i].name);
    char *line = arena_strndup(a, s, n);
    if (line && meta_add_byline(&m, line, n, &is))
        for (uint32_t i = 0; i < m.found.n; i++) check_string(m.found.at[i].value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena;
    for (int limited = 0; limited < 2; limited++) {
        arena_init(&arena, limited ? 2048 + size * 2 : 0);
        check_json_ld(&arena, (const char *)data, size);
        check_lines(&arena, (const char *)data, size);
        arena_release(&arena);
    }
    return 0;
}
