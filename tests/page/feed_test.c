/* Feeds: whole ones as golden files (tests/page/feeds/NAME.xml beside NAME.txt; --set writes them anew: read the diff), then what
 * is refused, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "page_feed.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct held {
    struct arena arena, scratch;
    struct feed feed;
    sayso_error e;
};

static int begin(void **state) {
    struct held *h = calloc(1, sizeof *h);
    if (!h) return -1;
    arena_init(&h->arena, 0);
    arena_init(&h->scratch, 0);
    *state = h;
    return 0;
}
static int end(void **state) {
    struct held *h = *state;
    arena_release(&h->arena);
    arena_release(&h->scratch);
    free(h);
    return 0;
}

static sayso_code read_n(struct held *h, const char *s, size_t n) {
    h->e = (sayso_error){0};
    return feed_read(&h->arena, &h->scratch, s, n, &(struct feed_options){.uri = "https://feeds.example/f/all.xml"}, &h->feed,
                     &h->e);
}
static sayso_code read(struct held *h, const char *s) { return read_n(h, s, strlen(s)); }

static char *file(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    char *s = calloc(1, 1 << 20);
    if (s) *n = fread(s, 1, (1 << 20) - 1, f);
    fclose(f);
    return s;
}

static bool setting;

static void golden(struct held *h, const char *name) {
    char path[1024];
    size_t n = 0, n_want = 0;
    const char *root = getenv("SAYSO_ROOT");
    snprintf(path, sizeof path, "%s/tests/page/feeds/%s.xml", root ? root : ".", name);
    char *in = file(path, &n);
    assert_non_null(in);
    sayso_code code = read_n(h, in, n);
    const char *shown = feed_show(&h->arena, &h->feed);
    assert_non_null(shown);
    if (code)
        shown = arena_printf(&h->arena, "%s\nerror %s, byte %u: %s\n", shown, h->e.stage, (unsigned)h->e.byte, h->e.message);
    for (uint32_t i = 0; i < h->feed.n_items; i++) { /* items are where they say they are */
        span b = h->feed.items[i].bytes;
        assert_true(b.beg < b.end && b.end <= n && in[b.beg] == '<' && (in[b.end - 1] == '>' || in[b.end - 2] == '>'));
    }
    snprintf(path, sizeof path, "%s/tests/page/feeds/%s.txt", root ? root : ".", name);
    if (setting) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fputs(shown, f);
        fclose(f);
    }
    char *want = file(path, &n_want);
    assert_non_null(want);
    if (strcmp(shown, want)) fail_msg("%s is read as\n%s\nnot as\n%s", name, shown, want);
    free(in);
    free(want);
}

static void feeds_are_read_as_their_golden_files_say(void **state) {
    static const char *const names[] = {"rss2",          "rss1",   "rss091", "atom", "news_sitemap",
                                        "sitemap_index", "broken", "sloppy", "utf16"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) golden(*state, names[i]);
}

static void what_is_no_feed_is_refused_with_its_place(void **state) {
    struct held *h = *state;
    static const struct {
        const char *in;
        sayso_code code;
        unsigned byte;
    } rows[] = {
        {"", SAYSO_EMPTY, 0},
        {" \n ", SAYSO_EMPTY, 0},
        {" {\"version\": 1}", SAYSO_FORMAT, 1},
        {"words", SAYSO_FORMAT, 0},
        {"\n<!DocType html><p>x", SAYSO_FORMAT, 1},
        {"<?xml version='1.0'?>\n<html><body>x</body></html>", SAYSO_FORMAT, 22},
        {"<rss><channel>", SAYSO_FORMAT, 14},
        {"<rss><channel></channel></rss><rss/>", SAYSO_FORMAT, 30},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sayso_code code = read(h, rows[i].in);
        if (code != rows[i].code || h->e.code != code) fail_msg("%s: code %d, %s", rows[i].in, code, h->e.message);
        assert_string_equal(h->e.stage, "feed");
        if (h->e.byte != rows[i].byte)
            fail_msg("%s: byte %u, not %u: %s", rows[i].in, (unsigned)h->e.byte, rows[i].byte, h->e.message);
    }
    assert_int_equal(read(h, "<rss><channel><title>t</title></channel></rss>"), SAYSO_OK); /* no items is a feed too */
    assert_int_equal(h->feed.n_items, 0);
}

static void no_entity_grows_and_no_file_is_read(void **state) {
    struct held *h = *state;
    static const char bomb[] =
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
        "<!ENTITY file SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;"
        "<!ATTLIST source url CDATA \"https://defaulted.example/\">]>"
        "<rss><channel><item><title>x&d;&file;y</title><link>https://a.example/?q=&d;</link><source>S</source></item></channel></"
        "rss>";
    assert_int_equal(read(h, bomb), SAYSO_OK);
    assert_int_equal(h->feed.n_items, 1);
    assert_string_equal(h->feed.items[0].title, "x&d;&file;y");
    assert_string_equal(h->feed.items[0].uri, "https://a.example/?q=&d;");
    assert_null(h->feed.items[0].source_uri);
    assert_true(h->arena.total < 1 << 20);
}

/* head, then piece n times, then tail */
static char *many(const char *head, const char *piece, size_t n, const char *tail) {
    size_t a = strlen(head), b = strlen(piece), c = strlen(tail);
    char *s = malloc(a + n * b + c + 1), *at = s;
    if (!s) return NULL;
    memcpy(at, head, a);
    at += a;
    for (size_t i = 0; i < n; i++, at += b) memcpy(at, piece, b);
    memcpy(at, tail, c + 1);
    return s;
}

static void costs_have_their_caps(void **state) {
    struct held *h = *state;
    static const struct {
        const char *head, *piece, *tail;
        size_t n;
        sayso_code code;
    } rows[] = {
        {"<rss><channel>", "<a>", "", 300, SAYSO_LIMIT},                             /* deep */
        {"<rss><channel>", "<a>", "", 300000, SAYSO_LIMIT},                          /* deeper */
        {"<rss ", "a='' ", "/>", 400000, SAYSO_LIMIT},                               /* attributes */
        {"<rss><channel>", "<a xmlns:b='c' xmlns:d='e'>", "", 100, SAYSO_LIMIT},     /* namespaces */
        {"<rss><channel>", "<item><title>t</title></item>", "", 50001, SAYSO_LIMIT}, /* items */
        {"<rss><channel><item><description>", "&amp;lt;b>", "</description><title>x</title></item></channel></rss>", 100000,
         SAYSO_OK},
        {"<rss><channel><item><title>", "&", "</title></item></channel></rss>", 300000, SAYSO_OK},
        {"<rss><channel><!--", "<", "--><title>x</title></channel></rss>", 300000, SAYSO_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *s = many(rows[i].head, rows[i].piece, rows[i].n, rows[i].tail);
        clock_t began = clock();
        sayso_code code = read(h, s);
        double took = (double)(clock() - began) / CLOCKS_PER_SEC;
        if (code != rows[i].code) fail_msg("row %zu: code %d, %s", i, code, h->e.message);
        if (took > 5) fail_msg("row %zu takes %.1f s", i, took);
        free(s);
    }
    struct feed_options few = {.max_items = 2}, small = {.max_bytes = 10};
    static const char three[] =
        "<rss><channel><item><title>1</title></item><item><title>2</title></item><item><title>3</title></item></channel></rss>";
    assert_int_equal(feed_read(&h->arena, &h->scratch, three, sizeof three - 1, &few, &h->feed, &h->e), SAYSO_LIMIT);
    assert_int_equal(h->feed.n_items, 2); /* what was whole before stays */
    assert_int_equal(h->e.byte, 14 + 2 * 29);
    assert_int_equal(feed_read(&h->arena, &h->scratch, three, sizeof three - 1, &small, &h->feed, &h->e), SAYSO_LIMIT);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    static const char in[] =
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><id>1</id><link href='a'/><author><name>N</name>"
        "</author><summary type='html'>&lt;p>x&lt;/p></summary></entry></feed>";
    for (size_t limit = 16; limit < 40000; limit += limit / 8 + 16) {
        struct arena a, s;
        struct feed f;
        sayso_error e = {0};
        arena_init(&a, limit);
        arena_init(&s, limit);
        sayso_code code = feed_read(&a, &s, in, sizeof in - 1, NULL, &f, &e);
        assert_true(code == SAYSO_OK || (code == SAYSO_NOMEM && !strcmp(e.stage, "feed")));
        arena_release(&a);
        arena_release(&s);
    }
}

int main(int argc, char **argv) {
    setting = argc > 1 && !strcmp(argv[1], "--set");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(feeds_are_read_as_their_golden_files_say, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_feed_is_refused_with_its_place, begin, end),
        cmocka_unit_test_setup_teardown(no_entity_grows_and_no_file_is_read, begin, end),
        cmocka_unit_test_setup_teardown(costs_have_their_caps, begin, end),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
