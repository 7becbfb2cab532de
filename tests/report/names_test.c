/* Names: what goes with what; the word lists behind them. */
#include "report_who.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

static enum name_match match(const char *a, const char *b, bool person) { return name_match(a, strlen(a), b, strlen(b), person); }

static void persons(void **state) {
    (void)state;
    static const struct {
        const char *full, *brief;
        enum name_match want;
    } rows[] = {
        {"Ada B. Venn", "Ada B. Venn", NAME_SAME}, {"Ada B. Venn", "ADA B. VENN", NAME_SAME},
        {"Ada B. Venn", "Venn", NAME_PART},        {"Ada B. Venn", "Ada", NAME_PART},
        {"Ada B. Venn", "Ada Venn", NAME_PART},    {"Ada B. Venn", "A. Venn", NAME_PART},
        {"Ada B. Venn", "A.B. Venn", NAME_PART},   {"Ada Venn", "Bea Venn", NAME_DIFFERS},
        {"Ada Venn", "Ada Roe", NAME_DIFFERS},     {"Jan van der Meer", "van der Meer", NAME_PART},
        {"Ada Venn Jr.", "Ada Venn", NAME_SAME},   {"Ada Venn", "Ada B. Venn", NAME_DIFFERS},
        {"Emperor Ado", "Ado", NAME_PART},         {"Ada Venn", "Venner", NAME_DIFFERS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (match(rows[i].full, rows[i].brief, true) != rows[i].want) print_error("%s | %s\n", rows[i].full, rows[i].brief);
        assert_int_equal(match(rows[i].full, rows[i].brief, true), rows[i].want);
    }
    assert_true(name_agrees("Ada Venn", 8, "Ada B. Venn", 11));
    assert_false(name_agrees("Ada Venn", 8, "Bea Venn", 8));
    assert_int_equal(name_sex("Helen Venn", 10), 'f');
    assert_int_equal(name_sex("Venn", 4), '-');
}

static void others(void **state) {
    (void)state;
    static const struct {
        const char *full, *brief;
        enum name_match want;
    } rows[] = {
        {"Harbour Press Agency", "HPA", NAME_PART},
        {"Harbour Press Agency", "H.P.A.", NAME_PART},
        {"Bank of Dallow", "BD", NAME_PART},
        {"Board of Dallow Harbours", "BODH", NAME_PART},
        {"Board of Dallow", "BDH", NAME_DIFFERS},
        {"Venn Motors Corp", "Venn", NAME_PART},
        {"New Dallow Times", "New Dallow", NAME_PART},
        {"Dallow University", "Dallow", NAME_PART},
        {"United States", "US", NAME_SAME},
        {"U.S.", "the United States", NAME_SAME},
        {"United States", "United Kingdom", NAME_DIFFERS},
        {"The Harbour Press", "Harbour Press", NAME_SAME},
        {"House of Venn", "House", NAME_DIFFERS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (match(rows[i].full, rows[i].brief, false) != rows[i].want) print_error("%s | %s\n", rows[i].full, rows[i].brief);
        assert_int_equal(match(rows[i].full, rows[i].brief, false), rows[i].want);
    }
}

static void lists(void **state) {
    (void)state;
    const struct report_word *w = report_word(WORDS_NOUN, "gunman", 6);
    assert_non_null(w);
    assert_true(w->kind == SAYSO_ENTITY_PERSON && w->use == USE_ACTOR && w->number == 's');
    assert_null(report_word(WORDS_NOUN, "gunm", 4));
    assert_null(report_word(WORDS_NOUN, "gunmanx", 7));
    assert_null(report_word(WORDS_NOUN, "", 0));
    w = report_word(WORDS_DEMONYM, "danish", 6);
    assert_non_null(w);
    assert_string_equal(w->of, "denmark");
    assert_non_null(report_word(WORDS_TITLE, "prime minister", 14));
    assert_int_equal(report_word(WORDS_PRONOUN, "herself", 7)->sex, 'f');
    assert_string_equal(report_word(WORDS_HARM, "shot", 4)->of, "shoot");
    assert_true(report_is_place("soviet union", 12));
    assert_false(report_is_place("soviet", 6));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(persons), cmocka_unit_test(others), cmocka_unit_test(lists)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
