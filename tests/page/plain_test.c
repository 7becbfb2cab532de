/* page: plain text by its parts: encodings, what is refused, lines and runs, words that tell of media. Whole reports are
 * golden cases under tests/cases/page. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "page_plain.h"

struct held {
    struct arena arena, scratch;
    struct page page;
    sayso_error e;
};

static int begin(void **state) {
    static struct held h;
    memset(&h, 0, sizeof h);
    arena_init(&h.arena, 0);
    arena_init(&h.scratch, 0);
    *state = &h;
    return 0;
}
static int end(void **state) {
    struct held *h = *state;
    arena_release(&h->arena);
    arena_release(&h->scratch);
    return 0;
}

static sayso_code read_as(struct held *h, const char *s, size_t n, const char *media_type) {
    struct page_options o = {.media_type = media_type};
    return page_plain_read(&h->arena, &h->scratch, s, n, &o, &h->page, &h->e);
}
#define READ(h, s) read_as(h, s, sizeof s - 1, NULL)

static void test_encodings(void **state) {
    struct held *h = *state;
    assert_int_equal(READ(h, "Caf\xc3\xa9 \xe2\x80\x93 blast"), SAYSO_OK);
    assert_string_equal(h->page.encoding, "utf-8");
    assert_string_equal(h->page.blocks[0].text, "Café – blast");
    assert_int_equal(READ(h, "Caf\xe9 \x96 \x93"
                             "blast\x94"),
                     SAYSO_OK);
    assert_string_equal(h->page.encoding, "windows-1252");
    assert_string_equal(h->page.blocks[0].text, "Café – “blast”");
    struct page_run r = h->page.blocks[0].runs[1];
    assert_int_equal(r.text, 3);
    assert_int_equal(r.n_text, 2);
    assert_int_equal(r.source, 3);
    assert_int_equal(r.n_source, 1);
    assert_int_equal(READ(h, "\xff\xfe"
                             "A\0\xe9\0=\xd8\x00\xde"),
                     SAYSO_OK); /* a pair of surrogates */
    assert_string_equal(h->page.encoding, "utf-16le");
    assert_string_equal(h->page.blocks[0].text, "Aé😀");
    assert_int_equal(READ(h, "\xfe\xff\0A\xd8\0"), SAYSO_OK); /* half a pair */
    assert_string_equal(h->page.blocks[0].text, "A\xef\xbf\xbd");
    /* mostly UTF-8: stays so */
    assert_int_equal(READ(h, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xff x"), SAYSO_OK);
    assert_string_equal(h->page.encoding, "utf-8");
    assert_string_equal(h->page.blocks[0].text, "ééééé \xef\xbf\xbd x");
    /* said to be Latin-1, and no sequence that is likely UTF-8 */
    assert_int_equal(read_as(h, "abc", 3, "text/plain; charset=iso-8859-1"), SAYSO_OK);
    assert_string_equal(h->page.encoding, "windows-1252");
}

static void test_refused(void **state) {
    struct held *h = *state;
    assert_int_equal(READ(h, " \r\n\t \xc2\xa0\n"), SAYSO_EMPTY);
    assert_int_equal(READ(h, "ab\0c"), SAYSO_FORMAT);
    assert_int_equal(h->e.byte, 2);
    assert_string_equal(h->e.stage, "page");
    assert_int_equal(READ(h, "\x01\x02\x03\x04\x05\x06 text"), SAYSO_FORMAT);
    assert_int_equal(READ(h, "a \x07 bell alone is no reason to refuse a text"), SAYSO_OK);
}

/* Blocks as "[text][text]". */
static const char *blocks_of(struct held *h, const char *s) {
    const char *out = "";
    assert_int_equal(read_as(h, s, strlen(s), NULL), SAYSO_OK);
    for (uint32_t i = 0; i < h->page.n_blocks; i++) out = arena_printf(&h->arena, "%s[%s]", out, h->page.blocks[i].text);
    return out;
}

static void test_lines(void **state) {
    struct held *h = *state;
    static const struct {
        const char *input, *blocks;
    } FORMS[] = {
        {"one\ntwo\r\nthree\rfour", "[one][two][three][four]"},
        {"  one \t two \n\n\n three\xe2\x80\xa8"
         "four",
         "[one two][three][four]"},
        {"A short line\nanother short line\n\nand a third", "[A short line][another short line][and a third]"},
        {"Three workers were killed and eleven were taken to hospital when a\nfire broke out in a road tunnel under the Sound on "
         "Monday morning,\n"
         "the rescue service said, and the tunnel was closed for the day and\nthe night.\nThe police have opened an inquiry into "
         "it.",
         "[Three workers were killed and eleven were taken to hospital when a fire broke out in a road tunnel under the Sound on "
         "Monday morning, "
         "the rescue service said, and the tunnel was closed for the day and the night.][The police have opened an inquiry into "
         "it.]"},
    };
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) assert_string_equal(blocks_of(h, FORMS[i].input), FORMS[i].blocks);
    const struct page_block *b = &h->page.blocks[0];
    assert_int_equal(b->n_runs, 1); /* a blank for a line end is as long as it */
    assert_int_equal(READ(h, "one \r\n  "), SAYSO_OK);
    assert_int_equal(h->page.blocks[0].n, 3);
}

static void test_media_words(void **state) {
    (void)state;
    static const struct {
        const char *text, *words;
        sayso_media_kind kind;
    } WORDS[] = {
        {"This video, posted on Twitter, shows the man.", "This video, posted on Twitter", SAYSO_MEDIA_VIDEO},
        {"Then footage shared on Telegram by a union showed it.", "footage shared on Telegram", SAYSO_MEDIA_VIDEO},
        {"In a photo uploaded by the police to Facebook he smiles.", "a photo uploaded by the police to Facebook",
         SAYSO_MEDIA_IMAGE},
        {"The video above was taken at noon.", "The video above", SAYSO_MEDIA_VIDEO},
        {"This dramatic video shows the rescue.", "This dramatic video", SAYSO_MEDIA_VIDEO},
        {"A recording published on YouTube holds his voice.", "A recording published on YouTube", SAYSO_MEDIA_VIDEO},
        {"The photographer posted bail on Monday.", "", 0},
        {"He watched a video. It was posted on Twitter later.", "", 0},
        {"The picture of the talks is bleak.", "", 0},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        sayso_media_kind kind = 0;
        span at = plain_media_words(WORDS[i].text, strlen(WORDS[i].text), 0, &kind);
        if (span_len(at) != strlen(WORDS[i].words) || memcmp(WORDS[i].text + at.beg, WORDS[i].words, span_len(at)))
            fail_msg("%s: [%.*s]", WORDS[i].text, (int)span_len(at), WORDS[i].text + at.beg);
        if (span_is(at)) assert_int_equal(kind, WORDS[i].kind);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_encodings), TEST(test_refused), TEST(test_lines), TEST(test_media_words)};
    return cmocka_run_group_tests_name("page: plain text", tests, NULL, NULL);
}
