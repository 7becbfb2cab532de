/* facts, amounts, without weights: numbers in figures and words, hostile input, little memory, sums of counts. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "amounts_show.h"
#include "facts_amounts_work.h"
#include "model_features.h"
#include "model_wordpiece.h"

struct sample {
    struct arena arena, scratch;
    struct text text;
    struct scores scores;
    sayso_block block;
    struct report_work w;
    struct facts_work f;
    sayso_error e;
};

/* Words of a text, no labels. `limit`: bytes of the arenas that the stages take from; 0: none. */
static bool read_text(struct sample *s, const char *utf8, size_t limit) {
    static const char vocabulary[] = "[UNK]\n[CLS]\n[SEP]\n";
    struct wordpiece w;
    memset(s, 0, sizeof *s);
    arena_init(&s->arena, 0);
    arena_init(&s->scratch, 0);
    uint32_t n = (uint32_t)strlen(utf8);
    s->block = (sayso_block){.kind = SAYSO_BLOCK_PARAGRAPH, .media = -1, .span = {0, n}};
    s->text = (struct text){.utf8 = utf8, .n = n, .blocks = &s->block, .n_blocks = 1};
    assert_int_equal(wordpiece_init(&w, vocabulary, sizeof vocabulary - 1, &s->e), SAYSO_OK);
    assert_int_equal(wordpiece_cut(&w, &s->arena, utf8, n, &s->scores.pieces, &s->e), SAYSO_OK);
    assert_true(features_fill(&s->arena, utf8, &s->scores.pieces));
    wordpiece_release(&w);
    s->arena.limit = limit ? s->arena.total + limit : 0;
    s->scratch.limit = limit;
    return amounts_of(&s->f, &s->w, &s->arena, &s->scratch, &s->text, &s->scores, &s->e);
}

static void release(struct sample *s) {
    arena_release(&s->arena);
    arena_release(&s->scratch);
}

static void numbers_have_their_values(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
        const char *what; /* "": a cardinal */
    } rows[] = {
        {"seven", 7, ""},
        {"twenty-two", 22, ""},
        {"twenty two", 22, ""},
        {"two hundred and six", 206, ""},
        {"one hundred", 100, ""},
        {"a hundred", 100, ""},
        {"half a million", 500000, ""},
        {"half-dozen", 6, ""},
        {"a dozen", 12, ""},
        {"three dozen", 36, ""},
        {"1,200", 1200, ""},
        {"1,234,567", 1234567, ""},
        {"12.5", 12.5, ""},
        {"1.2 million", 1200000, ""},
        {"5k", 5000, ""},
        {"3bn", 3e9, ""},
        {"two thousand three hundred and forty-one", 2341, ""},
        {"two and a half million", 2500000, ""},
        {"1.5-million", 1500000, ""},
        {"nineteen thousand", 19000, ""},
        {"three million two hundred thousand", 3200000, ""},
        {"ninety-ninth", 99, "ordinal"},
        {"22nd", 22, "ordinal"},
        {"third", 3, "ordinal"},
        {"dozens", 24, "vague"},
        {"tens of thousands", 20000, "vague"},
        {"several hundred", 300, "vague"},
        {"hundreds of thousands", 200000, "vague"},
        {"a few", 2, "vague"},
        {"two-thirds of", 66.7, "fraction"},
        {"half of", 50, "fraction"},
        {"a quarter of", 25, "fraction"},
        {"£40", 40, ""},
        {"zero", 0, ""},
        {"five lakh", 500000, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sample s;
        struct amount_number n = {0};
        assert_true(read_text(&s, rows[i].text, 0));
        bool found = amount_number_at(&s.w, 0, s.w.n_tokens, &n);
        const char *what = n.ordinal ? "ordinal" : n.vague ? "vague" : n.fraction ? "fraction" : "";
        bool whole = n.end == s.w.n_tokens - (n.fraction ? 1 : 0); /* but for the "of" */
        if (!found || fabs(n.value - rows[i].value) > 0.051 || strcmp(what, rows[i].what) || !whole)
            fail_msg("%s: %s %.15g %s, tokens to %u of %u", rows[i].text, found ? "found" : "not found", n.value, what, n.end,
                     s.w.n_tokens);
        release(&s);
    }
}

static void others_are_no_numbers(void **state) {
    (void)state;
    static const char *const rows[] = {"",
                                       "hundred",
                                       "million",
                                       "9mm",
                                       "1990s",
                                       "20x",
                                       "x20",
                                       "99999999999999999999",
                                       "1,000,000,000,000,000,000",
                                       "one trillion trillion",
                                       "-",
                                       "£",
                                       "£x",
                                       "and a half",
                                       "of",
                                       "dozenth",
                                       "0.00000000000000000000001"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sample s;
        struct amount_number n;
        assert_true(read_text(&s, rows[i], 0));
        if (amount_number_at(&s.w, 0, s.w.n_tokens, &n)) fail_msg("%s: %.15g", rows[i], n.value);
        release(&s);
    }
}

/* Whatever stands there: spans in order inside the text, finite numbers, low not above high. */
static void check(const struct sample *s) {
    uint32_t at = 0;
    assert_int_equal(s->f.amounts.n, s->f.amount_notes.n);
    for (uint32_t i = 0; i < s->f.amounts.n; i++) {
        const sayso_amount *a = &s->f.amounts.at[i];
        const struct amount_note *n = &s->f.amount_notes.at[i];
        assert_true(a->span.beg >= at && a->span.beg < a->span.end && a->span.end <= s->text.n);
        assert_true(isfinite(a->count.low) && isfinite(a->count.high));
        if (a->count.has_low && a->count.has_high && a->count.low > a->count.high)
            fail_msg("%.*s: %.15g above %.15g in %s", (int)(a->span.end - a->span.beg), s->text.utf8 + a->span.beg, a->count.low,
                     a->count.high, s->text.utf8);
        assert_true(n->beg < n->end && n->end <= s->w.n_tokens && n->number < s->w.n_tokens);
        assert_true(n->head == UINT32_MAX || n->head < s->w.n_tokens);
        at = a->span.beg + 1;
    }
}

static void hostile_text_is_safe(void **state) {
    (void)state;
    static const char *const parts[] = {"at least ",
                                        "between ",
                                        "between 5 and ",
                                        "9999999999999999 ",
                                        "1,",
                                        "1,000,",
                                        "1.",
                                        "$",
                                        "£",
                                        "half a ",
                                        "one hundred ",
                                        "million ",
                                        "twenty-",
                                        "no ",
                                        "no one ",
                                        "or more ",
                                        "\"",
                                        "-",
                                        "12-",
                                        "6:30",
                                        "of ",
                                        "dozens of ",
                                        "ages 5, ",
                                        "a ",
                                        "the first 10 ",
                                        "\xc2\xa3\x35",
                                        "\xe2\x80\x93",
                                        "0-0 ",
                                        "trillion trillion ",
                                        "2.5.6",
                                        "1/2 ",
                                        "'",
                                        "Mr. X, 5, ",
                                        "one-one-",
                                        "5'6 ",
                                        "st ",
                                        "1st ",
                                        "(",
                                        "(252) "};
    enum { PARTS = sizeof parts / sizeof *parts };
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        char text[2048] = "";
        for (int k = 0; k < 40; k++) {
            seed = seed * 1664525u + 1013904223u;
            const char *p = parts[round < PARTS ? (uint32_t)round : (seed >> 16) % PARTS];
            if (strlen(text) + strlen(p) + 1 < sizeof text) strcat(text, p);
        }
        struct sample s;
        assert_true(read_text(&s, text, 0));
        check(&s);
        release(&s);
    }
}

static void little_memory_is_an_error(void **state) {
    (void)state;
    static const char text[] = "$5 and $6 million and 7 percent, 8 percent, 9 km, 10 km, aged 11, at least 12 km, 13 km, 14 km, "
                               "15 km, 16 km, 17 km, 18 km.";
    struct sample whole;
    assert_true(read_text(&whole, text, 0));
    assert_true(whole.f.amounts.n >= 10);
    uint32_t n = whole.f.amounts.n;
    release(&whole);
    int failed = 0;
    for (size_t limit = 64; limit < 40000; limit += 97) {
        struct sample s;
        if (read_text(&s, text, limit))
            assert_int_equal(s.f.amounts.n, n);
        else {
            assert_int_equal(s.e.code, SAYSO_NOMEM);
            failed++;
        }
        release(&s);
    }
    assert_true(failed > 3);
}

static void counts_are_added(void **state) {
    (void)state;
    static const sayso_count two = {SAYSO_RELATION_EQ, true, true, 2, 2}, least3 = {SAYSO_RELATION_AT_LEAST, true, false, 3, 0},
                             most5 = {SAYSO_RELATION_AT_MOST, false, true, 0, 5},
                             between = {SAYSO_RELATION_BETWEEN, true, true, 10, 12},
                             about = {SAYSO_RELATION_ABOUT, true, true, 30, 30},
                             dozens = {SAYSO_RELATION_DOZENS, true, false, 24, 0};
    static const struct {
        const sayso_count *a, *b;
        const char *want;
    } rows[] = {{&two, &two, "4"},
                {&two, &least3, "at_least 5"},
                {&least3, &least3, "at_least 6"},
                {&two, &between, "between 12 to 14"},
                {&two, &about, "about 32"},
                {&dozens, &two, "at_least 26"},
                {&most5, &most5, "at_most 10"},
                {&two, &most5, "between 2 to 7"}};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sayso_count sum = facts_count_sum(rows[i].a, rows[i].b), other = facts_count_sum(rows[i].b, rows[i].a);
        assert_string_equal(amounts_show_count(&arena, &sum), rows[i].want);
        assert_string_equal(amounts_show_count(&arena, &other), rows[i].want);
    }
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_their_values), cmocka_unit_test(others_are_no_numbers),
        cmocka_unit_test(hostile_text_is_safe),      cmocka_unit_test(little_memory_is_an_error),
        cmocka_unit_test(counts_are_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
