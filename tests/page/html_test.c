/* page_html: where every word came from, in four encodings and in the places where tree building moves text; caps. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base_utf8.h"
#include "text.h"

struct reading {
    struct arena arena, scratch;
    struct page page;
    struct text text;
    const char *bytes;
    size_t n;
};

static void read_page(struct reading *r, const char *bytes, size_t n, const char *media_type) {
    sayso_error e = {0};
    arena_init(&r->arena, 0);
    arena_init(&r->scratch, 0);
    r->bytes = bytes;
    r->n = n;
    struct page_options options = {.media_type = media_type};
    assert_int_equal(page_html_read(&r->arena, &r->scratch, bytes, n, &options, &r->page, &e), SAYSO_OK);
    assert_int_equal(text_build(&r->arena, &r->page, &r->text, &e), SAYSO_OK);
}

static void release(struct reading *r) {
    arena_release(&r->arena);
    arena_release(&r->scratch);
}

/* ---- an independent decoder: iconv, and a handful of references --------------------------------------------------- */
static size_t decode(const char *encoding, const char *s, size_t n, char *out, size_t size) {
    iconv_t cd = iconv_open("UTF-8", encoding);
    assert_true(cd != (iconv_t)-1);
    char *in = (char *)(uintptr_t)s, *o = out;
    size_t left = n, room = size;
    iconv(cd, &in, &left, &o, &room);
    iconv_close(cd);
    assert_int_equal(left, 0);
    return size - room;
}

static size_t refer(const char *s, size_t n, char *out) {
    static const char *const NAMES[][2] = {{"&amp;", "&"},  {"&eacute;", "é"}, {"&ldquo;", "“"}, {"&rdquo;", "”"},
                                           {"&nbsp;", " "}, {"&lt;", "<"},     {"&copy", "©"},   {"&mdash;", "—"}};
    size_t at = 0;
    for (size_t i = 0; i < n;) {
        size_t k = 0;
        for (; k < sizeof NAMES / sizeof *NAMES; k++)
            if (n - i >= strlen(NAMES[k][0]) && !memcmp(s + i, NAMES[k][0], strlen(NAMES[k][0]))) break;
        if (k < sizeof NAMES / sizeof *NAMES) {
            memcpy(out + at, NAMES[k][1], strlen(NAMES[k][1]));
            at += strlen(NAMES[k][1]);
            i += strlen(NAMES[k][0]);
        } else if (s[i] == '&' && i + 2 < n && s[i + 1] == '#') {
            char *end;
            bool hex = s[i + 2] == 'x';
            unsigned long c = strtoul(s + i + (hex ? 3 : 2), &end, hex ? 16 : 10);
            at += utf8_put((uint32_t)c, out + at);
            i = (size_t)(end - s) + (*end == ';');
        } else {
            out[at++] = s[i++];
        }
    }
    return at;
}

/* Runs of white space become one blank. */
static size_t squeeze(char *s, size_t n) {
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        bool space = strchr(" \t\r\n\f", s[i]) != NULL && s[i];
        if (space && at && s[at - 1] == ' ') continue;
        s[at++] = space ? ' ' : s[i];
    }
    return at;
}

/* Every run of every block, decoded from the bytes, is the block's words; and so is every third character's span. */
static void check_round_trip(const struct reading *r, const char *encoding) {
    char raw[4096], words[4096], want[4096];
    for (uint32_t b = 0; b < r->page.n_blocks; b++) {
        const struct page_block *block = &r->page.blocks[b];
        uint32_t at = 0;
        assert_int_equal(utf8_check(block->text, block->n), block->n);
        for (uint32_t i = 0; i < block->n_runs; i++) {
            struct page_run run = block->runs[i];
            assert_true(run.text >= at && run.text + run.n_text <= block->n);
            assert_true((size_t)run.source + run.n_source <= r->n);
            at = run.text + run.n_text;
            if (!run.n_source) continue; /* a blank that only the layout shows */
            size_t n = decode(encoding, r->bytes + run.source, run.n_source, raw, sizeof raw);
            n = squeeze(words, refer(raw, n, words));
            memcpy(want, block->text + run.text, run.n_text);
            size_t n_want = squeeze(want, run.n_text);
            if (n_want == 1 && want[0] == ' ') continue; /* white space, in whatever form */
            assert_int_equal(n, n_want);
            assert_memory_equal(words, want, n);
        }
    }
    for (uint32_t i = 0; i < r->text.n;) {
        uint32_t len;
        utf8_at(r->text.utf8 + i, r->text.n - i, &len);
        span s = text_to_source(&r->text, span_of(i, i + len));
        if (span_is(s) && i % 3 == 0 && r->text.utf8[i] > ' ') {
            span back = text_from_source(&r->text, s);
            assert_true(back.beg <= i && back.end >= i + len);
        }
        i += len;
    }
}

static bool has_block(const struct reading *r, sayso_block_kind kind, const char *words) {
    for (uint32_t i = 0; i < r->page.n_blocks; i++) {
        const struct page_block *b = &r->page.blocks[i];
        if (b->kind == kind && b->n == strlen(words) && !memcmp(b->text, words, b->n)) return true;
    }
    return false;
}

#define FILLER                                                                                                   \
    "<p>The harbour office of Tirvane said on Tuesday that two ferries had stopped running after the storm.</p>" \
    "<p>Repairs to the eastern pier, which lost its roof, will take until the end of the month, it said.</p>"

/* ---- encodings ------------------------------------------------------------------------------------------------- */
static void utf8_with_references(void **state) {
    (void)state;
    static const char PAGE[] =
        "<!doctype html><meta charset=utf-8><title>Storm</title><h1>Storm  closes\r\n ferries &amp; piers</h1>" FILLER
        "<p>Caf&eacute; owners   said &ldquo;no&rdquo; &#8212; &#x201C;never&#x201D;,\r\n <b>Zoë</b> &lt;added AT&T &copy "
        "2019&nbsp;now.</p>";
    struct reading r;
    read_page(&r, PAGE, sizeof PAGE - 1, NULL);
    assert_string_equal(r.page.encoding, "utf-8");
    assert_true(has_block(&r, SAYSO_BLOCK_HEADLINE, "Storm closes ferries & piers"));
    assert_true(has_block(&r, SAYSO_BLOCK_PARAGRAPH, "Café owners said “no” — “never”, Zoë <added AT&T © 2019 now."));
    check_round_trip(&r, "UTF-8");
    release(&r);
}

static void byte_order_mark(void **state) {
    (void)state;
    static const char PAGE[] = "\xEF\xBB\xBF<meta charset=windows-1252><h1>Zoë wins</h1>" FILLER;
    struct reading r;
    read_page(&r, PAGE, sizeof PAGE - 1, NULL);
    assert_string_equal(r.page.encoding, "utf-8");
    assert_true(has_block(&r, SAYSO_BLOCK_HEADLINE, "Zoë wins"));
    check_round_trip(&r, "UTF-8");
    release(&r);
}

static void windows_1252(void **state) {
    (void)state;
    static const char PAGE[] =
        "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><h1>Le caf\xE9 ferm\xE9</h1>" FILLER
        "<p>Mme Ren\xE9"
        "e a dit \x93non\x94 \x97 c\x92"
        "est &eacute;crit &amp; sign\xE9 \x80 5.</p>";
    struct reading r;
    read_page(&r, PAGE, sizeof PAGE - 1, NULL);
    assert_string_equal(r.page.encoding, "windows-1252");
    assert_true(has_block(&r, SAYSO_BLOCK_PARAGRAPH, "Mme Renée a dit “non” — c’est écrit & signé € 5."));
    check_round_trip(&r, "WINDOWS-1252");
    release(&r);
}

static void not_declared(void **state) {
    (void)state;
    static const char LATIN[] = "<h1>Caf\xE9 burns</h1>" FILLER, UTF8[] = "<h1>Café burns</h1>" FILLER;
    struct reading r;
    read_page(&r, LATIN, sizeof LATIN - 1, NULL);
    assert_string_equal(r.page.encoding, "windows-1252");
    assert_true(has_block(&r, SAYSO_BLOCK_HEADLINE, "Café burns"));
    release(&r);
    read_page(&r, UTF8, sizeof UTF8 - 1, NULL);
    assert_string_equal(r.page.encoding, "utf-8");
    release(&r);
}

static void shift_jis(void **state) {
    (void)state;
    static const char PAGE[] = "<h1>\x95\x78\x8E\x6D\x8E\x52\x82\xC5\x89\xCE\x8D\xD0</h1>" FILLER "<p>\x93\x8C\x8B\x9E &amp; "
                               "\x91\xE5\x8D\xE3\x82\xCC\x8F\xC1\x96\x68\x82\xCD\x83\x65\x83\x58\x83\x67\x82\xC6\x8C\xEA\x82\xC1"
                               "\x82\xBD\x81\x42 Tokyo said so, in a long line of words.</p>";
    struct reading r;
    read_page(&r, PAGE, sizeof PAGE - 1, "text/html; charset=Shift_JIS");
    assert_string_equal(r.page.encoding, "shift_jis");
    assert_true(has_block(&r, SAYSO_BLOCK_HEADLINE, "富士山で火災"));
    check_round_trip(&r, "SHIFT_JIS");
    release(&r);
}

static void utf_16(void **state) {
    (void)state;
    static const char PLAIN[] = "<h1>Pier falls</h1>" FILLER;
    char page[2 * sizeof PLAIN + 2];
    size_t n = 0;
    page[n++] = (char)0xFF, page[n++] = (char)0xFE;
    for (size_t i = 0; i + 1 < sizeof PLAIN; i++) page[n++] = PLAIN[i], page[n++] = 0;
    struct reading r;
    read_page(&r, page, n, NULL);
    assert_string_equal(r.page.encoding, "utf-16le");
    assert_true(has_block(&r, SAYSO_BLOCK_HEADLINE, "Pier falls"));
    check_round_trip(&r, "UTF-16LE");
    release(&r);
}

/* ---- text that tree building moves ------------------------------------------------------------------------------- */
static void moved_text(void **state) {
    (void)state;
    static const char PAGE[] =
        "<!doctype html><h1>Storm closes ferries</h1><div>" FILLER
        "<table><tr><td>A cell of the table, with its words, is a row of its own.</td></tr>This line stands in a table where "
        "none may, said the clerk of works.</table>"
        "<p>It was <b>bold <i>and leaning</b> and then leaning alone</i> and plain at the very end.</p>"
        "<p>One<!-- a comment -->word and\0nothing else was said by the harbour office that day.</p></div>";
    struct reading r;
    read_page(&r, PAGE, sizeof PAGE - 1, NULL);
    assert_true(has_block(&r, SAYSO_BLOCK_PARAGRAPH, "This line stands in a table where none may, said the clerk of works."));
    assert_true(
        has_block(&r, SAYSO_BLOCK_PARAGRAPH, "It was bold and leaning and then leaning alone and plain at the very end."));
    assert_true(has_block(&r, SAYSO_BLOCK_PARAGRAPH, "Oneword andnothing else was said by the harbour office that day."));
    check_round_trip(&r, "UTF-8");
    release(&r);
}

static void body_in_data(void **state) {
    (void)state;
    static const char PAGE[] =
        "<title>Storm</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Storm closes ferries\","
        "\"articleBody\":\"The harbour office said \\u201cno\\u201d to all crossings on Tuesday, after the storm had taken the "
        "roof of the pier.\\n\\n"
        "Caf\\u00e9 owners said they had lost a week\\u2019s takings, and that nobody had told them when the ferries would run "
        "again. "
        "The office promised an answer by Friday; the owners said they would wait for it in front of its doors, with their "
        "families and their dogs.\"}</script>"
        "<div id=app></div>";
    struct reading r;
    read_page(&r, PAGE, sizeof PAGE - 1, NULL);
    assert_int_equal(r.page.n_blocks, 3);
    assert_true(has_block(&r, SAYSO_BLOCK_HEADLINE, "Storm closes ferries"));
    assert_int_equal(r.page.blocks[1].kind, SAYSO_BLOCK_PARAGRAPH);
    assert_memory_equal(r.page.blocks[1].text, "The harbour office said “no” to", strlen("The harbour office said “no” to"));
    span s = text_to_source(&r.text, span_of(r.text.blocks[1].span.beg, r.text.blocks[1].span.beg + 3));
    assert_memory_equal(PAGE + s.beg, "The", 3);
    release(&r);
}

/* ---- caps -------------------------------------------------------------------------------------------------------- */
static double seconds_for(const char *page, size_t n) {
    struct arena arena, scratch;
    struct page out;
    struct timespec a, b;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    page_html_read(&arena, &scratch, page, n, NULL, &out, NULL);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    arena_release(&arena);
    arena_release(&scratch);
    return (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
}

static char *fill(const char *unit, size_t n) {
    char *page = malloc(n + 1);
    assert_non_null(page);
    for (size_t i = 0; i < n; i++) page[i] = unit[i % strlen(unit)];
    page[n] = 0;
    return page;
}

/* No input of a size costs more than 50 times an ordinary page of that size. */
static void costs_are_bounded(void **state) {
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    enum { SIZE = 200000, TIMES = 200 }; /* the sanitizer slows allocations most; the bound itself: tests/hostile.py too */
#else
    enum { SIZE = 200000, TIMES = 50 };
#endif
    static const char *const UNITS[] = {"<div>",
                                        "<p><b id=1><i id=2><u id=3>x",
                                        "<b><p>",
                                        "<a><b><i>x",
                                        "<table>",
                                        "<table><tr><td>",
                                        "<table>x",
                                        "<ul><li>",
                                        "<body x1=1 y2=2>",
                                        "<select><option>",
                                        "<svg><g>",
                                        "<svg><p>",
                                        "</p>",
                                        "</b></i>",
                                        "<font size=1>x<p>",
                                        "<template>",
                                        "<x-y>",
                                        "<!---->x",
                                        "&",
                                        "&amp",
                                        "<h1><a href=x>",
                                        "<frameset>",
                                        "<dd>",
                                        "<ruby><rt>",
                                        "<h3><a href=x>Twelve letters and more</a></h3>",
                                        "<div class=related><a href=x>A link of words</a>",
                                        "<figure><img src=a.jpg>",
                                        "<figcaption>Photo: Jo Roe",
                                        "<blockquote class=twitter-tweet>A",
                                        "<li class=card><h2><a href=x>A title long enough here</a></h2>",
                                        "<p>The same prose of sixty bytes and more, said again and again.</p>",
                                        "<form><input>",
                                        "<nobr>",
                                        "<button>",
                                        "<option>",
                                        "<math><mi>",
                                        "<a href=1 ",
                                        "<div a1 b2 c3 d4 e5 f6 ",
                                        "<script>",
                                        "<br>",
                                        "A</b>",
                                        "<tr>x",
                                        "<table><tr>x<td>y",
                                        "x<!---->",
                                        "<p>x</b>",
                                        "<div><b>x</div>",
                                        "<span class='caption credit byline ad'>x"};
    char *ordinary = fill("<div class=story><p>The harbour office said on <a href=x>Tuesday</a> that two ferries had stopped, "
                          "and would not run.</p></div>\n",
                          SIZE);
    double least = seconds_for(ordinary, SIZE);
    for (int i = 0; i < 2; i++) {
        double s = seconds_for(ordinary, SIZE);
        if (s < least) least = s;
    }
    free(ordinary);
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        char *page = fill(UNITS[i], SIZE);
        double s = seconds_for(page, SIZE);
        if (s > TIMES * least) fail_msg("%s: %.1f times an ordinary page", UNITS[i], s / least);
        if (getenv("SHOW")) printf("%8.1f  %s\n", s / least, UNITS[i]);
        free(page);
    }
}

static void deep_nesting(void **state) {
    (void)state;
    size_t n = 20000 * 5;
    char *page = fill("<div>", n + 400);
    static const char END[] = "<p>At the bottom of it all stands a line of prose, which is read as any other is.</p>";
    memcpy(page + n, END, sizeof END - 1);
    struct reading r;
    read_page(&r, page, n + sizeof END - 1, NULL);
    assert_int_equal(r.page.n_blocks, 1);
    check_round_trip(&r, "UTF-8");
    release(&r);
    free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_with_references), cmocka_unit_test(byte_order_mark), cmocka_unit_test(windows_1252),
        cmocka_unit_test(not_declared),         cmocka_unit_test(shift_jis),       cmocka_unit_test(utf_16),
        cmocka_unit_test(moved_text),           cmocka_unit_test(body_in_data),    cmocka_unit_test(costs_are_bounded),
        cmocka_unit_test(deep_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
