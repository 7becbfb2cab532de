/* text: joining blocks, and the run list both ways. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "text.h"

/* A page as page_html would give it, of these bytes:
 *     <h1>Fire &amp; flood</h1>\n<p>One   dead.</p>     */
static const char input[] = "<h1>Fire &amp; flood</h1>\n<p>One   dead.</p>";
static struct page_run runs_h1[] = {{0, 4, 5, 5}, {5, 9, 1, 5}, {6, 14, 6, 6}};
static struct page_run runs_p[] = {{0, 29, 3, 3}, {3, 32, 1, 3}, {4, 35, 5, 5}};
static struct page_block blocks[] = {
    {.kind = SAYSO_BLOCK_HEADLINE,
     .level = 1,
     .media = -1,
     .text = (char[]){"Fire & flood"},
     .n = 12,
     .runs = runs_h1,
     .n_runs = 3},
    {.kind = SAYSO_BLOCK_CAPTION, .media = 0, .text = (char[]){"One dead."}, .n = 9, .runs = runs_p, .n_runs = 3},
};
static struct page_media media[] = {
    {.kind = SAYSO_MEDIA_IMAGE, .uri = "a.jpg", .span = {-1, 0, 0}, .caption = {1, 0, 9}, .credit = {1, 4, 8}}};
static const struct page page = {
    .blocks = blocks, .n_blocks = 2, .media = media, .n_media = 1, .publication = {.title = "Fire & flood"}};

struct held {
    struct text text;
    struct arena arena;
};

static int new_text(void **state) {
    static struct held h;
    arena_init(&h.arena, 0);
    *state = &h;
    return text_build(&h.arena, &page, &h.text, NULL);
}

static int free_text(void **state) {
    arena_release(&((struct held *)*state)->arena);
    return 0;
}

static void text_joins_blocks_by_a_blank_line(void **state) {
    const struct text *t = &((struct held *)*state)->text;
    assert_string_equal(t->utf8, "Fire & flood\n\nOne dead.");
    assert_int_equal(t->n, strlen(t->utf8));
    assert_int_equal(t->n_blocks, 2);
    assert_true(span_eq(t->blocks[1].span, span_of(14, 23)));
    assert_true(span_eq(t->blocks[0].source, span_of(4, 20)));
    assert_true(span_eq(t->blocks[1].source, span_of(29, 40)));
    assert_int_equal(t->blocks[0].level, 1);
    assert_string_equal(t->publication.title, "Fire & flood");
}

static void text_places_media(void **state) {
    const struct text *t = &((struct held *)*state)->text;
    assert_int_equal(t->n_media, 1);
    assert_true(span_eq(t->media[0].caption, span_of(14, 23)));
    assert_true(span_eq(t->media[0].credit, span_of(18, 22)));
    assert_false(span_is(t->media[0].span));
}

static void text_leads_back_to_bytes(void **state) {
    const struct text *t = &((struct held *)*state)->text;
    span s = text_to_source(t, span_of(0, 4));
    assert_memory_equal(input + s.beg, "Fire", span_len(s));
    s = text_to_source(t, span_of(5, 6)); /* the ampersand is its whole entity */
    assert_memory_equal(input + s.beg, "&amp;", 5);
    assert_int_equal(span_len(s), 5);
    s = text_to_source(t, span_of(14, 23));
    assert_memory_equal(input + s.beg, "One   dead.", 11);
    assert_int_equal(span_len(s), 11);
    assert_false(span_is(text_to_source(t, span_of(12, 14)))); /* the joining blank line has no bytes */
    s = text_to_source(t, span_of(9, 17));                     /* over the join: the hull */
    assert_true(span_eq(s, span_of(17, 32)));
}

static void text_is_found_from_bytes(void **state) {
    const struct text *t = &((struct held *)*state)->text;
    assert_true(span_eq(text_from_source(t, span_of(10, 11)), span_of(5, 6))); /* inside the entity */
    assert_true(span_eq(text_from_source(t, span_of(35, 39)), span_of(18, 22)));
    assert_false(span_is(text_from_source(t, span_of(0, 4)))); /* a tag leaves nothing */
    assert_true(span_eq(text_from_source(t, span_of(0, sizeof input)), span_of(0, t->n)));
}

/* Each stretch of text goes to bytes and comes back as itself, or as the whole units it cuts. */
static void text_round_trips(void **state) {
    const struct text *t = &((struct held *)*state)->text;
    for (uint32_t b = 0; b < t->n; b++)
        for (uint32_t e = b + 1; e <= t->n; e++) {
            span there = text_to_source(t, span_of(b, e));
            if (!span_is(there)) continue;
            span back = text_from_source(t, there);
            int32_t first = text_block_at(t, b), last = text_block_at(t, e - 1);
            if (first < 0 || last < 0) continue; /* ends in the join */
            assert_true(span_eq(back, span_of(b, e)));
        }
}

static void text_knows_the_block_at(void **state) {
    const struct text *t = &((struct held *)*state)->text;
    assert_int_equal(text_block_at(t, 0), 0);
    assert_int_equal(text_block_at(t, 11), 0);
    assert_int_equal(text_block_at(t, 12), -1);
    assert_int_equal(text_block_at(t, 13), -1);
    assert_int_equal(text_block_at(t, 14), 1);
    assert_int_equal(text_block_at(t, 22), 1);
    assert_int_equal(text_block_at(t, 23), -1);
}

static void text_refuses_no_words(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    struct text t;
    sayso_error e = {0};
    assert_int_equal(text_build(&a, &(struct page){0}, &t, &e), SAYSO_EMPTY);
    assert_string_equal(e.stage, "text");
    arena_release(&a);
}

/* A limit makes each allocation fail in turn. */
static void text_survives_each_failed_allocation(void **state) {
    (void)state;
    int ended = 0;
    for (size_t limit = 16; limit < 4096 && !ended; limit += 16) {
        struct arena a;
        arena_init(&a, limit);
        struct text t;
        sayso_error e = {0};
        sayso_code code = text_build(&a, &page, &t, &e);
        assert_true(code == SAYSO_OK || (code == SAYSO_NOMEM && e.code == SAYSO_NOMEM));
        ended = code == SAYSO_OK;
        arena_release(&a);
    }
    assert_true(ended);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_joins_blocks_by_a_blank_line, new_text, free_text),
        cmocka_unit_test_setup_teardown(text_places_media, new_text, free_text),
        cmocka_unit_test_setup_teardown(text_leads_back_to_bytes, new_text, free_text),
        cmocka_unit_test_setup_teardown(text_is_found_from_bytes, new_text, free_text),
        cmocka_unit_test_setup_teardown(text_round_trips, new_text, free_text),
        cmocka_unit_test_setup_teardown(text_knows_the_block_at, new_text, free_text),
        cmocka_unit_test(text_refuses_no_words),
        cmocka_unit_test(text_survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
