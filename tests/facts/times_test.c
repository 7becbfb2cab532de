/* Time expressions without weights: the rows of times.tsv (rules alone, tense by the nearest verb), a table of words for tense
 * by syntax, the calendar against days known elsewhere, and texts that would break arithmetic or never end. */
#include "../report/report_fixture.h"
#include "facts_times.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *root; /* of the sources */

struct world {
    struct arena arena, scratch;
    struct text text;
    struct scores scores;
    sayso_block block;
    struct report_work w;
    struct facts_work f;
    sayso_error e;
};

static bool is_letter(unsigned char c) { return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* One word as BasicTokenizer would cut it; marks of General Punctuation (E2 80 xx) stand alone. */
static uint32_t word_end(const char *s, uint32_t i) {
    if (memcmp(s + i, "\xe2\x80", 2) == 0) return i + 3;
    if (!is_letter((unsigned char)s[i])) return i + 1;
    while (s[i] && is_letter((unsigned char)s[i]) && memcmp(s + i, "\xe2\x80", 2) != 0) i++;
    return i;
}

/* The times of a text of one paragraph; no tagger says anything. */
static void world_read(struct world *x, const char *text, const char *published, const char *dateline) {
    memset(x, 0, sizeof *x);
    uint32_t n = (uint32_t)strlen(text);
    struct pieces *p = &x->scores.pieces;
    p->at = ARENA_ARRAY(&x->arena, span, n + 1);
    p->word = ARENA_ARRAY(&x->arena, uint32_t, n + 1);
    p->id = ARENA_ARRAY(&x->arena, int32_t, n + 1);
    p->first = ARENA_ARRAY(&x->arena, uint8_t, n + 1);
    p->kase = ARENA_ARRAY(&x->arena, uint8_t, n + 1);
    p->line = ARENA_ARRAY(&x->arena, uint8_t, n + 1);
    p->quote = ARENA_ARRAY(&x->arena, uint8_t, n + 1);
    for (uint32_t i = 0; i < n;) {
        if (text[i] == ' ') {
            i++;
            continue;
        }
        uint32_t end = word_end(text, i);
        p->word[p->n_words++] = p->n;
        p->first[p->n] = 1;
        p->at[p->n++] = span_of(i, end);
        i = end;
    }
    x->block = (sayso_block){.kind = SAYSO_BLOCK_PARAGRAPH, .media = -1, .span = {0, n}};
    x->text = (struct text){.utf8 = text, .n = n, .blocks = &x->block, .n_blocks = 1};
    x->text.publication.published = published;
    x->text.publication.dateline = dateline;
    x->w = (struct report_work){.arena = &x->arena, .scratch = &x->scratch, .text = &x->text, .scores = &x->scores, .e = &x->e};
    x->f.r = &x->w;
    assert_int_equal(report_tokens(&x->w), SAYSO_OK);
    assert_int_equal(facts_times(&x->f), SAYSO_OK);
}

static void world_release(struct world *x) {
    arena_release(&x->arena);
    arena_release(&x->scratch);
}

/* "Monday DATE 2019-03-11; ..." */
static void print_times(const struct world *x, char *out, size_t size) {
    size_t n = 0;
    *out = 0;
    for (uint32_t i = 0; i < x->f.times.n && n < size; i++) {
        const sayso_time *t = &x->f.times.at[i];
        n += (size_t)snprintf(out + n, size - n, "%s%.*s %s %s%s%s", i ? "; " : "", (int)span_len(t->span),
                              x->text.utf8 + t->span.beg, t->type, t->value, t->mod ? " " : "", t->mod ? t->mod : "");
    }
}

/* ---- the rows of times.tsv ---------------------------------------------------------------------------------------- */
static void test_rows(void **state) {
    (void)state;
    char path[4096], line[4096], got[4096];
    snprintf(path, sizeof path, "%s/tests/facts/times.tsv", root);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    int rows = 0, wrong = 0;
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\n")] = 0;
        if (!*line || *line == '#') continue;
        char *text = strchr(line, '\t'), *want = text ? strchr(text + 1, '\t') : NULL;
        assert_non_null(want);
        *text++ = *want++ = 0;
        struct world x;
        world_read(&x, text, strcmp(line, "-") ? line : NULL, NULL);
        print_times(&x, got, sizeof got);
        rows++;
        if (strcmp(got, want) != 0 && ++wrong) print_message("times.tsv:%d: %s\n  want %s\n  got  %s\n", number, text, want, got);
        world_release(&x);
    }
    fclose(file);
    assert_true(rows > 100);
    assert_int_equal(wrong, 0);
}

/* ---- tense by syntax ---------------------------------------------------------------------------------------------- */
static const char *value_in_table(const char *table, const char *published, char *out, size_t size) {
    struct fixture x;
    sayso_error e;
    fixture_table(&x, table);
    x.text.publication.published = published;
    struct report_work w = {.arena = &x.arena, .scratch = &x.scratch, .text = &x.text, .scores = &x.scores, .e = &e};
    struct facts_work f = {.r = &w};
    assert_int_equal(report_tokens(&w), SAYSO_OK);
    assert_int_equal(facts_times(&f), SAYSO_OK);
    assert_int_equal(f.times.n, 1);
    snprintf(out, size, "%s", f.times.at[0].value);
    fixture_release(&x);
    return out;
}

/* Between "met" and "will" the nearest verb misleads; the verb that the day hangs on does not. */
static void test_tense(void **state) {
    (void)state;
    char value[64];
    const char *past = "= paragraph\nEnvoys PROPN nsubj 2\nmet VERB root 0\nwhen SCONJ mark 5\nhe PRON nsubj 5\nsaid VERB advcl "
                       "2\nOrland PROPN nsubj 8\n"
                       "will AUX aux 8\nvote VERB ccomp 5\nMonday PROPN obl:tmod 2\n~. PUNCT punct 2\n";
    const char *future = "= paragraph\nOrland PROPN nsubj 5\n~, PUNCT punct 3\nshaken VERB acl 1\n~, PUNCT punct 3\nvotes VERB "
                         "root 0\nMonday PROPN obl:tmod 5\n";
    const char *planned = "= paragraph\nOrland PROPN nsubj 2\nplanned VERB root 0\nto PART mark 4\nvote VERB xcomp 2\non ADP "
                          "case 6\nMonday PROPN obl 4\n";
    const char *passive =
        "= paragraph\nThe DET det 2\nvote NOUN nsubj:pass 4\nwas AUX aux:pass 4\nheld VERB root 0\nMonday PROPN obl:tmod 4\n";
    const char *modal = "= paragraph\nOrland PROPN nsubj 3\ncould AUX aux 3\nvote VERB root 0\nMonday PROPN obl:tmod 3\n";
    const char *refused = "= paragraph\nOrland PROPN nsubj 5\ncould AUX aux 5\nnot PART advmod 5\nbe AUX aux:pass 5\nreached "
                          "VERB root 0\nMonday PROPN obl:tmod 5\n";
    const char *due = "= paragraph\nHe PRON nsubj 3\nwas AUX aux:pass 3\nscheduled VERB root 0\nfor ADP case 5\nMonday PROPN "
                      "obl 3\n";
    const char *planning = "= paragraph\nThey PRON nsubj 3\nwere AUX aux 3\nplanning VERB root 0\nto PART mark 5\nmarch VERB "
                           "xcomp 3\nMonday PROPN obl:tmod 5\n";
    const char *joined = "= paragraph\nIt PRON nsubj 3\nwill AUX aux 3\nclose VERB root 0\nand CCONJ cc 5\ncut VERB conj "
                         "3\njobs NOUN obj 5\nMonday PROPN obl:tmod 5\n";
    const char *ring = "= paragraph\nHe PRON nsubj 3\nwas AUX aux 3\nseen VERB root 0\nJan PROPN compound 6\n~. PUNCT goeswith "
                       "4\n3 NUM obl 4\n"; /* "Jan" hangs on "3", "3" on "Jan" */
    const char *told = "= paragraph\nHe PRON nsubj 2\nwrote VERB root 0\nin ADP case 4\nMay PROPN obl 6\nit PRON nsubj 6\nrains "
                       "VERB ccomp 2\n";
    assert_string_equal(value_in_table(modal, "2019-03-13", value, sizeof value), "2019-03-18");
    assert_string_equal(value_in_table(refused, "2019-03-13", value, sizeof value), "2019-03-11");
    assert_string_equal(value_in_table(due, "2019-03-13", value, sizeof value), "2019-03-18");
    assert_string_equal(value_in_table(planning, "2019-03-13", value, sizeof value), "2019-03-18");
    assert_string_equal(value_in_table(joined, "2019-03-13", value, sizeof value), "2019-03-18");
    assert_string_equal(value_in_table(ring, "2019-07-13", value, sizeof value), "2019-01-03");
    assert_string_equal(value_in_table(told, "2019-02-20", value, sizeof value), "2018-05");
    assert_string_equal(value_in_table(past, "2019-03-13", value, sizeof value), "2019-03-11");
    assert_string_equal(value_in_table(future, "2019-03-15", value, sizeof value), "2019-03-18");
    assert_string_equal(value_in_table(planned, "2019-03-13", value, sizeof value), "2019-03-18");
    assert_string_equal(value_in_table(passive, "2019-03-13", value, sizeof value), "2019-03-11");
}

/* A month or weekday that is part of a person's name is no time. */
static void test_names(void **state) {
    (void)state;
    struct fixture x;
    sayso_error e;
    fixture_table(&x, "= paragraph\nJune PROPN nsubj 3 B-person\nRoe PROPN flat 1 I-person\nfell VERB root 0\nin ADP case "
                      "5\nJune PROPN obl 3\n");
    struct report_work w = {.arena = &x.arena, .scratch = &x.scratch, .text = &x.text, .scores = &x.scores, .e = &e};
    struct facts_work f = {.r = &w};
    assert_int_equal(report_tokens(&w), SAYSO_OK);
    assert_int_equal(facts_times(&f), SAYSO_OK);
    assert_int_equal(f.times.n, 1);
    assert_int_equal(f.times.at[0].span.beg, 17);
    fixture_release(&x);
}

/* ---- the event that a stretch is counted from ---------------------------------------------------------------------- */
/* The anchor of a text's first time, where its only event is the word `trigger`. */
static int32_t anchor_in(const char *text, const char *trigger) {
    struct world x;
    world_read(&x, text, "2019-03-13", NULL);
    assert_true(x.f.times.n >= 1);
    uint32_t beg, end, at = (uint32_t)(strstr(text, trigger) - text);
    report_tokens_in(&x.w, span_of(at, at + (uint32_t)strlen(trigger)), &beg, &end);
    struct event_note note = {.beg = beg, .end = end, .head = beg};
    assert_true(VEC_PUSH(&x.arena, x.f.events, (sayso_event){.trigger = span_of(at, at + (uint32_t)strlen(trigger))}));
    assert_true(VEC_PUSH(&x.arena, x.f.notes, note));
    assert_int_equal(facts_time_anchors(&x.f), SAYSO_OK);
    int32_t anchor = x.f.times.at[0].anchor;
    world_release(&x);
    return anchor;
}

static void test_anchor(void **state) {
    (void)state;
    assert_int_equal(anchor_in("He died two days after the shooting.", "shooting"), 0);
    assert_int_equal(anchor_in("The car was found hours before a bomb exploded.", "exploded"), 0);
    assert_int_equal(anchor_in("She came home the day after the vote in Orland.", "vote"), 0);
    assert_int_equal(anchor_in("He was seen three weeks prior to his arrest.", "arrest"), 0);
    assert_int_equal(anchor_in("Two days after the storm, police shot a man.", "shot"), -1); /* counted from the storm */
    assert_int_equal(anchor_in("He died after the shooting, two days ago.", "shooting"), -1);
    assert_int_equal(anchor_in("He was shot two days ago after the game.", "shot"), -1);
    assert_int_equal(anchor_in("He came on Monday after the shooting.", "shooting"), -1); /* a day of its own */
    assert_int_equal(anchor_in("It took two days. After that the shooting began.", "shooting"), -1);
    assert_int_equal(anchor_in("two days after", "days"), -1);
}

/* ---- what all is counted from ------------------------------------------------------------------------------------- */
static void test_reference(void **state) {
    (void)state;
    struct world x;
    char got[512];
    const char *text = "HARROW, March 12, 2019 (MP) - Police held two men on Monday.";
    world_read(&x, text, NULL, "HARROW, March 12, 2019 (MP)");
    print_times(&x, got, sizeof got);
    assert_string_equal(got, "March 12, 2019 DATE 2019-03-12; Monday DATE 2019-03-11");
    world_release(&x);
    world_read(&x, text, "2019-03-20T08:00:00Z", "HARROW, March 12, 2019 (MP)"); /* the page's own date comes first */
    print_times(&x, got, sizeof got);
    assert_string_equal(got, "March 12, 2019 DATE 2019-03-12; Monday DATE 2019-03-18");
    world_release(&x);
    const char *const broken[] = {"", "2019", "2019-13-01", "2019-02-29", "0000-01-01", "yesterday", "2019-03-1", "99999-01-01"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        world_read(&x, "It was Monday.", broken[i], NULL);
        print_times(&x, got, sizeof got);
        assert_string_equal(got, "Monday DATE XXXX-WXX-1");
        world_release(&x);
    }
}

/* ---- calendar ----------------------------------------------------------------------------------------------------- */
static void test_calendar(void **state) {
    (void)state;
    assert_int_equal(calendar_day(1970, 1, 1), 0);
    assert_int_equal(calendar_day(2000, 3, 1), 11017);
    assert_int_equal(calendar_weekday(calendar_day(2016, 12, 19)), 1);
    for (int32_t day = calendar_day(1, 1, 1), y, m, d; day <= calendar_day(9999, 12, 31); day += 97) {
        calendar_date(day, &y, &m, &d);
        assert_true(calendar_is_date(y, m, d));
        assert_int_equal(calendar_day(y, m, d), day);
    }
    int32_t year, week;
    calendar_week(calendar_day(2016, 1, 1), &year, &week); /* ISO 8601: the last week of 2015 */
    assert_int_equal(year, 2015);
    assert_int_equal(week, 53);
    calendar_week(calendar_day(2018, 12, 31), &year, &week);
    assert_int_equal(year, 2019);
    assert_int_equal(week, 1);
    assert_int_equal(calendar_holiday(2024, 0, "easter"), calendar_day(2024, 3, 31));
    assert_int_equal(calendar_holiday(2019, 0, "easter"), calendar_day(2019, 4, 21));
    assert_int_equal(calendar_holiday(2016, 1144, "nth"), calendar_day(2016, 11, 24));
    assert_int_equal(calendar_holiday(2016, 519, "nth"), calendar_day(2016, 5, 30));
    assert_int_equal(calendar_holiday(2016, 1121, "election"), calendar_day(2016, 11, 8));
}

/* ---- hostile texts ------------------------------------------------------------------------------------------------ */
static void test_hostile(void **state) {
    (void)state;
    static const char *const texts[] = {"9999999 years ago",
                                        "999999999 centuries ago",
                                        "99999999999999999999 days",
                                        "the year 0000",
                                        "0 days ago",
                                        "in 9999 next year",
                                        "9999-12-31 the following day",
                                        "0001-01-01 the previous day",
                                        "Feb. 30, 2019",
                                        "24:60 99:99 0:00 24:00",
                                        "'",
                                        "'0 '00 '00s",
                                        "1/1/1/1/1/1 1-1-1-1 0000-00-00",
                                        "the the the the the",
                                        "a million million million million days",
                                        "one hundred hundred hundred thousand thousand",
                                        "Jan. Jan. Jan. , , , 2019",
                                        "between 1 and and 2 and 3",
                                        "twenty-twenty-twenty-twenty",
                                        "first first half half of of of",
                                        "5 1/2 1/2 1/2 days",
                                        "Easter 9999 Easter 1000",
                                        "99th century",
                                        "the 0th of May",
                                        "0 a.m. 13 p.m. 12 a.m. 12 p.m.",
                                        "\xe2\x80\x99 98 \xe2\x80\x99\x39\x38",
                                        "half a century and a half",
                                        "",
                                        " ",
                                        "last last last last next next next Monday"};
    static const char *const dates[] = {NULL, "0001-01-01", "9999-12-31T23:59:59Z", "2020-02-29"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
            struct world x;
            world_read(&x, texts[i], dates[k], NULL);
            for (uint32_t t = 0; t < x.f.times.n; t++) {
                assert_true(x.f.times.at[t].span.end <= x.text.n && x.f.times.at[t].span.beg < x.f.times.at[t].span.end);
                assert_true(*x.f.times.at[t].value && strlen(x.f.times.at[t].value) < 40);
                if (t) assert_true(x.f.times.at[t - 1].span.end <= x.f.times.at[t].span.beg);
            }
            world_release(&x);
        }
}

/* Any two and three words of the rules' vocabulary, one after the other, under each kind of date: no assert, no overlap. */
static void test_mixture(void **state) {
    (void)state;
    static char text[200000];
    uint32_t seed = 12345, n = 0;
    for (int i = 0; i < 20000 && n + 64 < sizeof text; i++) {
        seed = seed * 1664525 + 1013904223;
        const struct time_word *word = &time_tables.words[seed / 65536 % time_tables.n_words];
        n += (uint32_t)snprintf(text + n, sizeof text - n, "%s%s%s ", word->first, *word->rest ? " " : "", word->rest);
        if (seed / 4096 % 3 == 0)
            n +=
                (uint32_t)snprintf(text + n, sizeof text - n, "%u ", seed / 1048576 % 4 ? seed / 8192 % 40 : seed / 8192 % 10000);
    }
    static const char *const dates[] = {NULL, "2019-03-13T21:40:00+01:00", "0001-01-01", "9999-12-31"};
    for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
        struct world x;
        world_read(&x, text, dates[k], NULL);
        assert_true(x.f.times.n > 1000);
        for (uint32_t t = 0; t < x.f.times.n; t++) {
            assert_true(*x.f.times.at[t].value && strlen(x.f.times.at[t].value) < 40);
            if (t) assert_true(x.f.times.at[t - 1].span.end <= x.f.times.at[t].span.beg);
        }
        world_release(&x);
    }
}

int main(void) {
    root = getenv("SAYSO_ROOT");
    if (!root) root = ".";
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),     cmocka_unit_test(test_tense),
                                       cmocka_unit_test(test_names),    cmocka_unit_test(test_reference),
                                       cmocka_unit_test(test_calendar), cmocka_unit_test(test_hostile),
                                       cmocka_unit_test(test_mixture),  cmocka_unit_test(test_anchor)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
