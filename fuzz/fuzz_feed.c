/* Fuzz target: feeds. Strings are well-formed UTF-8 and not empty, items lie in the input in their order, an error has its
 * place; so too with little memory. */
#include <assert.h>
#include <string.h>
#include "base_utf8.h"
#include "page_feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_string(const char *s) { assert(!s || (*s && utf8_check(s, strlen(s)) == strlen(s))); }
static void check_strings(sayso_strings s) {
    for (uint32_t i = 0; i < s.n; i++) check_string(s.at[i]);
}

static void check_feed(const struct feed *f, size_t size) {
    const char *const strings[] = {f->title, f->language, f->home, f->self, f->next, f->updated};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) check_string(strings[i]);
    uint32_t before = 0;
    for (uint32_t i = 0; i < f->n_items; i++) {
        const struct feed_item *it = &f->items[i];
        const char *const said[] = {it->uri,    it->guid,       it->title,    it->published, it->updated,
                                    it->source, it->source_uri, it->language, it->summary,   it->content};
        for (size_t k = 0; k < sizeof said / sizeof *said; k++) check_string(said[k]);
        check_strings(it->authors);
        check_strings(it->creators);
        assert(it->uri || it->guid || it->title);
        assert(it->bytes.beg >= before && it->bytes.beg < it->bytes.end && it->bytes.end <= size);
        before = it->bytes.end;
    }
    assert(!f->n_items || f->kind != FEED_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const size_t limits[] = {0, 4096 + size * 3};
    for (int i = 0; i < 2; i++) {
        struct arena arena, scratch;
        struct feed f;
        sayso_error e = {0};
        arena_init(&arena, limits[i]);
        arena_init(&scratch, limits[i]);
        struct feed_options o = {.uri = i ? NULL : "https://news.example/feed.xml",
                                 .media_type = i ? "application/rss+xml; charset=latin1" : NULL,
                                 .max_items = 100};
        sayso_code code = feed_read(&arena, &scratch, (const char *)data, size, &o, &f, &e);
        check_feed(&f, size);
        if (code) assert(e.code == code && !strcmp(e.stage, "feed") && e.byte <= size && *e.message);
        if (!code) assert(f.kind != FEED_NONE);
        const char *shown = feed_show(&arena, &f);
        if (shown && !i) check_string(shown);
        arena_release(&scratch);
        arena_release(&arena);
    }
    return 0;
}
