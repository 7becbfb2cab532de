/* Fillers of roles: the phrases made of words that a tagger marked, from tables of words (tests/report/TESTS.md), and strings
 * that stand for the same. Without weights. */
#include "../report/report_fixture.h"
#include "facts_fillers.h"
#include "facts_incident_alike.h"
#include "facts_roles.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

/* The phrase that the words [beg, end) of a table become, words counted from 0; "" where there is none. */
static void becomes(const char *table, uint8_t role, uint32_t from, uint32_t beg, uint32_t end, const char *want) {
    struct fixture f;
    sayso_error e = {0};
    char got[200] = "";
    fixture_table(&f, table);
    struct report_work w = {.arena = &f.arena, .scratch = &f.scratch, .text = &f.text, .scores = &f.scores, .e = &e};
    assert_int_equal(report_tokens(&w), SAYSO_OK);
    struct role_words x = {.beg = beg, .end = end, .role = role};
    if (role_phrase(&w, from, &x)) {
        const uint32_t at = w.tokens[x.beg].at.beg, n = w.tokens[x.end - 1].at.end - at;
        assert_true(x.head >= x.beg && x.head < x.end && n < sizeof got);
        memcpy(got, w.text->utf8 + at, n);
        got[n] = 0;
    }
    assert_string_equal(got, want);
    fixture_release(&f);
}

static const char BRANCH[] = "= paragraph\na DET det 3\nbomb NOUN nsubj 3\nwrecked VERB root 3\na DET det 5\nbranch NOUN obj 3\n"
                             "of ADP case 12\nthe DET det 12\nstate NOUN compound 10\n~- PUNCT punct 10\n~owned VERB amod 12\n"
                             "harbour NOUN compound 12\nbank NOUN nmod 5\n~. PUNCT punct 3\n";

static void a_phrase_ends_with_its_noun(void **state) {
    (void)state;
    becomes(BRANCH, ROLE_TARGET, 0, 4, 7, "branch of the state-owned harbour bank"); /* branch of the */
    becomes(BRANCH, ROLE_TARGET, 0, 9, 12, "state-owned harbour bank");              /* owned harbour bank */
    becomes(BRANCH, ROLE_TARGET, 0, 10, 11, "harbour bank");                         /* harbour */
    becomes(BRANCH, ROLE_TARGET, 0, 5, 6, "");                                       /* of */
    becomes(BRANCH, ROLE_TARGET, 0, 3, 5, "branch");                                 /* a branch */
    becomes(BRANCH, ROLE_TARGET, 9, 9, 12, "owned harbour bank");                    /* what stands before is another's */
}

static void only_a_thing_goes_with_what_it_is_part_of(void **state) {
    (void)state;
    const char *table =
        "= paragraph\nHarbour PROPN compound 3\nFront PROPN compound 3\ngunmen NOUN nsubj 4\nfled VERB root 4\n~. "
        "PUNCT punct 4\n";
    becomes(table, ROLE_PERPETRATOR, 0, 1, 2, "Front");
    becomes(table, ROLE_TARGET, 0, 1, 2, "Harbour Front gunmen");
    becomes(table, ROLE_PERPETRATOR, 0, 2, 3, "Harbour Front gunmen");
}

static void the_possessor_comes_along(void **state) {
    (void)state;
    const char *table =
        "= paragraph\nthe DET det 3\nhonorary ADJ amod 3\nconsul NOUN nmod:poss 6\n~' PUNCT case 3\n~s PART case 3\n"
        "car NOUN nsubj 7\nburned VERB root 7\n~. PUNCT punct 7\n";
    becomes(table, ROLE_TARGET, 0, 4, 6, "consul's car");
    becomes(table, ROLE_TARGET, 0, 1, 2, "honorary consul");
    becomes(table, ROLE_TARGET, 0, 6, 7, "");
}

static void names_are_whole(void **state) {
    (void)state;
    const char *table =
        "= paragraph\nKarl PROPN nsubj 4\nJan PROPN flat 1\nRoe PROPN flat 1\ndied VERB root 4\n~. PUNCT punct 4\n";
    becomes(table, ROLE_VICTIM, 0, 0, 2, "Karl Jan Roe");
    becomes(table, ROLE_VICTIM, 0, 0, 1, "Karl Jan Roe");
}

static void the_same_by_their_words(void **state) {
    (void)state;
    assert_true(fillers_alike("the bomb", "A bomb", FILLER_THING));
    assert_true(fillers_alike("bomb", "powerful bomb", FILLER_THING));
    assert_false(fillers_alike("car", "car bomb", FILLER_THING));
    assert_false(fillers_alike("car bomb", "letter bomb", FILLER_THING));
    assert_true(fillers_alike("Roe", "Karl Roe", FILLER_NAME));
    assert_true(fillers_alike("Karl J. Roe", "Karl Roe", FILLER_NAME));
    assert_false(fillers_alike("Karl", "Karl Roe", FILLER_NAME));
    assert_false(fillers_alike("Ann Roe", "Karl Roe", FILLER_NAME));
    assert_false(fillers_alike("Karl Roe", "Ann and Karl Roe", FILLER_NAME));
    assert_true(fillers_alike("guerrillas", "the urban guerrillas", FILLER_GROUP));
    assert_false(fillers_alike("a man", "another man", FILLER_PERSON));
    assert_true(fillers_alike("the U.S. envoy", "US envoy", FILLER_PERSON));
    assert_false(fillers_alike("the", "the", FILLER_THING));
    assert_false(fillers_alike("", "bomb", FILLER_THING));
}

/* Strings longer than what is compared do no harm. */
static void long_strings(void **state) {
    (void)state;
    char a[2000], b[2000];
    for (size_t i = 0; i + 1 < sizeof a; i++) a[i] = i % 3 == 2 ? ' ' : 'x', b[i] = 'y';
    a[sizeof a - 1] = b[sizeof b - 1] = 0;
    assert_true(fillers_alike(a, a, FILLER_GROUP));
    assert_false(fillers_alike(a, b, FILLER_GROUP));
}

/* ---- noun phrases and the words around them ---- */
struct form_set {
    char all[4000];
};
static void keep_form(void *to, const struct noun_phrase *x, const char *form) {
    struct form_set *s = to;
    (void)x;
    strncat(s->all, form, sizeof s->all - strlen(s->all) - 2);
    strcat(s->all, " ");
}

/* The noun phrase whose head is a word of a table ("" where it is none's), its core, and forms that must hold of it. */
static void stands(const char *table, uint32_t head, const char *text, const char *core, const char *const *forms) {
    struct fixture f;
    sayso_error e = {0};
    fixture_table(&f, table);
    struct report_work w = {.arena = &f.arena, .scratch = &f.scratch, .text = &f.text, .scores = &f.scores, .e = &e};
    assert_int_equal(report_tokens(&w), SAYSO_OK);
    struct facts_work work = {.r = &w};
    struct noun_phrase x;
    if (!filler_phrase(&work, head, &x)) {
        assert_string_equal("", text);
    } else {
        const char *s = w.text->utf8;
        const uint32_t end = w.tokens[x.end - 1].at.end;
        assert_int_equal(end - w.tokens[x.beg].at.beg, strlen(text));
        assert_memory_equal(s + w.tokens[x.beg].at.beg, text, strlen(text));
        assert_int_equal(end - w.tokens[x.core].at.beg, strlen(core));
        struct filler_view v;
        struct form_set set = {""};
        assert_int_equal(filler_view(&work, &v), SAYSO_OK);
        filler_forms(&v, &x, keep_form, &set);
        for (; *forms; forms++) assert_non_null(strstr(set.all, *forms));
    }
    fixture_release(&f);
}

static void a_noun_phrase_and_what_stands_around_it(void **state) {
    (void)state;
    static const char *const bank[] = {"h=bank ",    "k=harbour ",        "d=the ",         "l=of ",
                                       "s=wrecked ", "g=nmod:of|branch ", "u=obj|wrecked ", NULL},
                             *const bomb[] = {"h=bomb ", "d=- ", "r=wrecked ", "g=nsubj:|wrecked ", "x=once ", NULL};
    stands(BRANCH, 11, "state-owned harbour bank", "harbour bank", bank);
    stands(BRANCH, 1, "bomb", "bomb", bomb);
    stands(BRANCH, 10, "", "", NULL); /* part of "harbour bank" */
    stands(BRANCH, 2, "", "", NULL);  /* a verb */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_noun_phrase_and_what_stands_around_it),
        cmocka_unit_test(a_phrase_ends_with_its_noun),
        cmocka_unit_test(only_a_thing_goes_with_what_it_is_part_of),
        cmocka_unit_test(the_possessor_comes_along),
        cmocka_unit_test(names_are_whole),
        cmocka_unit_test(the_same_by_their_words),
        cmocka_unit_test(long_strings),
    };
    return cmocka_run_group_tests_name("facts_roles", tests, NULL, NULL);
}
