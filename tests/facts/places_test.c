/* Places from tables of words (tests/report/TESTS.md), without weights, with the committed gazetteer. */
#include "../report/report_fixture.h"
#include "facts.h"
#include "report_work.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scene {
    struct fixture f;
    struct gazetteer *g;
    sayso_record record;
};

static void open_scene_of(struct scene *s, const char *table, bool gazetteer, const char *uri) {
    char path[1024];
    const char *root = getenv("SAYSO_ROOT");
    snprintf(path, sizeof path, "%s/models/gazetteer.bin", root ? root : ".");
    s->g = gazetteer ? gazetteer_open(path, NULL) : NULL;
    assert_true(!gazetteer || s->g);
    s->record = (sayso_record){0};
    fixture_table(&s->f, table);
    s->f.text.publication.canonical_uri = uri;
    sayso_error e = {0};
    struct report_work w = {.arena = &s->f.arena, .scratch = &s->f.scratch, .text = &s->f.text, .scores = &s->f.scores, .e = &e};
    assert_int_equal(report_run(&w), SAYSO_OK);
    report_fill(&w, &s->record);
    assert_int_equal(facts_build(&w, s->g, &s->record), SAYSO_OK);
}

static void open_scene(struct scene *s, const char *table, bool gazetteer) { open_scene_of(s, table, gazetteer, NULL); }

static void close_scene(struct scene *s) {
    fixture_release(&s->f);
    gazetteer_free(s->g);
}

/* The n-th place of this name. */
static const sayso_place *place(const struct scene *s, const char *name, uint32_t nth) {
    for (uint32_t i = 0; i < s->record.n_places; i++)
        if (strcmp(s->record.places[i].name, name) == 0 && !nth--) return &s->record.places[i];
    print_error("no place %s\n", name);
    fail();
    return NULL;
}

static void has_path(const sayso_place *p, const char *want) { /* "Dunmore > Pennsylvania > United States" */
    char got[512] = "";
    for (uint32_t i = 0; i < p->path.n; i++) {
        if (i) strcat(got, " > ");
        strcat(got, p->path.at[i]);
    }
    assert_string_equal(got, want);
}

static void a_state_behind_a_comma(void **state) {
    (void)state;
    struct scene s;
    open_scene(
        &s,
        "= paragraph\nA DET det 2\nfire NOUN nsubj 3\nhit VERB root 3\nSpringfield PROPN obj 3 B-place\n~, PUNCT punct 4\n"
        "Ill PROPN appos 4\n~. PUNCT punct 6\n~, PUNCT punct 4\nnot PART advmod 12\nthe DET det 12\ntown NOUN nmod 12\n"
        "of ADP case 13\nSpringfield PROPN nmod 4 B-place\n~, PUNCT punct 13\nOregon PROPN appos 13 B-place\n~. PUNCT punct 3\n",
        true);
    has_path(place(&s, "Springfield", 0), "Springfield > Illinois > United States");
    assert_string_equal(place(&s, "Springfield", 0)->country, "US");
    has_path(place(&s, "Ill.", 0), "Illinois > United States");
    assert_string_equal(place(&s, "Oregon", 0)->precision, "region");
    close_scene(&s);
}

static void what_the_text_says_goes_first(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s,
               "= paragraph\nIt PRON nsubj 2\nfell VERB root 2\nin ADP case 6\nthe DET det 6\nOldgate PROPN compound 6 "
               "B-place\narea NOUN obl 2\n"
               "of ADP case 8\nIzmir PROPN nmod 6 B-place\n~, PUNCT punct 8\na DET det 12\nTurkish ADJ amod 12 B-misc\nport NOUN "
               "appos 8\n~. PUNCT punct 2\n",
               true);
    const sayso_place *p = place(&s, "Oldgate", 0);
    assert_false(p->has_point);
    assert_string_equal(p->country, "TR");
    has_path(p, "Oldgate > Izmir > Turkey");
    has_path(place(&s, "Izmir", 0), "Izmir > Turkey");
    has_path(place(&s, "Turkish", 0), "Turkey");
    close_scene(&s);
}

/* A place that the text puts where the gazetteer has none of the name is not on the map, and spoils no other. */
static void a_place_elsewhere_is_not_on_the_map(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s,
               "= paragraph\nHe PRON nsubj 2\nfled VERB root 2\nto ADP case 4\nHeidelberg PROPN obl 2 B-place\n~, PUNCT punct "
               "4\nNorway PROPN appos 4 B-place\n"
               "~, PUNCT punct 2\nfrom ADP case 9\nOslo PROPN obl 2 B-place\n~. PUNCT punct 2\n",
               true);
    assert_false(place(&s, "Heidelberg", 0)->has_point);
    has_path(place(&s, "Heidelberg", 0), "Heidelberg > Norway");
    assert_true(place(&s, "Oslo", 0)->has_point);
    assert_string_equal(place(&s, "Norway", 0)->precision, "country");
    close_scene(&s);
}

static void others_in_the_report_decide(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s,
               "= paragraph\nPolice NOUN nsubj 2\nsearched VERB root 2\nLondon PROPN obj 2 B-place\n~, PUNCT punct 3\nWindsor "
               "PROPN conj 3 B-place\n"
               "and CCONJ cc 7\nHamilton PROPN conj 3 B-place\nin ADP case 9\nOntario PROPN obl 2 B-place\n~, PUNCT punct "
               "9\nCanada PROPN appos 9 B-place\n~. PUNCT punct 2\n",
               true);
    has_path(place(&s, "London", 0), "London > Ontario > Canada");
    has_path(place(&s, "Windsor", 0), "Windsor > Ontario > Canada");
    close_scene(&s);
}

static void names_of_others_are_no_places(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s,
               "= paragraph\nParis PROPN nsubj 3 B-person\nKettering PROPN flat 1 I-person\ntold VERB root 3\nthe DET det "
               "6\nWashington PROPN compound 6 B-organization\n"
               "Post PROPN obj 3 I-organization\n~. PUNCT punct 3\n",
               true);
    assert_int_equal(s.record.n_places, 0);
    close_scene(&s);
}

/* Where something is, the organisation's name is its building's. */
static void a_house_with_an_organizations_name(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s,
               "= paragraph\nIt PRON nsubj 2\nbegan VERB root 2\nat ADP case 7\nthe DET det 7\nLakeside PROPN compound 7 "
               "B-organization\n"
               "Arts PROPN compound 7 I-organization\nCenter PROPN obl 2 I-organization\nin ADP case 9\nOslo PROPN nmod 7 "
               "B-place\n~. PUNCT punct 2\n",
               true);
    const sayso_place *p = place(&s, "Lakeside Arts Center", 0);
    assert_false(p->has_point);
    assert_string_equal(p->precision, "facility");
    has_path(p, "Lakeside Arts Center > Oslo > Norway");
    close_scene(&s);
}

static void a_dateline(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s,
               "= headline\nFire PROPN nsubj 2\ncontained VERB root 2\n= paragraph\nOMAHA PROPN root 1 B-person\n~, PUNCT punct "
               "1\nNeb PROPN appos 1\n~. PUNCT punct 3\n"
               "— PUNCT punct 1\nThe DET det 7\nfire NOUN nsubj 8\nbegan VERB root 8\n~. PUNCT punct 8\n",
               true);
    assert_string_equal(place(&s, "OMAHA", 0)->role, "dateline");
    has_path(place(&s, "OMAHA", 0), "OMAHA > Nebraska > United States");
    close_scene(&s);
}

/* A quarter lies in the city that the text puts it in, everywhere in the report, and that city is no county of its name. */
static void a_quarter_of_a_city(void **state) {
    (void)state;
    struct scene s;
    open_scene(
        &s,
        "= paragraph\nHe PRON nsubj 2\nfell VERB root 2\nin ADP case 7\nPhiladelphia PROPN nmod:poss 7 B-place\n~' PART case "
        "4\n~s PART goeswith 5\nGermantown PROPN obl 2 B-place\n~. PUNCT punct 2\n"
        "= paragraph\nGermantown PROPN nsubj 3 B-place\nis AUX cop 3\nquiet ADJ root 3\n~. PUNCT punct 3\n",
        true);
    has_path(place(&s, "Germantown", 0), "Germantown > Philadelphia > Pennsylvania > United States");
    has_path(place(&s, "Germantown", 1), "Germantown > Philadelphia > Pennsylvania > United States");
    assert_string_equal(place(&s, "Philadelphia", 0)->precision, "city");
    close_scene(&s);
}

static void initials_and_directions(void **state) {
    (void)state;
    struct scene s;
    open_scene(
        &s,
        "= paragraph\nA DET det 4\nD PROPN nmod 4 B-place\n~. PUNCT goeswith 2 I-place\n~C PROPN goeswith 2 I-place\n~. PUNCT "
        "goeswith 2 I-place\nman NOUN nsubj 7\ndied VERB root 7\nin ADP case 9\nWest PROPN obl 7 B-place\n~. PUNCT punct 7\n",
        true);
    has_path(place(&s, "D.C.", 0), "Washington > District of Columbia > United States");
    assert_false(place(&s, "West", 0)->has_point);
    close_scene(&s);
}

/* Points are those of GeoNames, not the middle of where people live. */
static void points_of_divisions(void **state) {
    (void)state;
    struct scene s;
    open_scene(
        &s,
        "= paragraph\nHe PRON nsubj 2\nleft VERB root 2\nQueensland PROPN obj 2 B-place\nin ADP case 5\nAustralia PROPN obl 2 "
        "B-place\n~. PUNCT punct 2\n",
        true);
    assert_true(fabs(place(&s, "Queensland", 0)->lat + 20) < 1e-4 && fabs(place(&s, "Queensland", 0)->lon - 145) < 1e-4);
    assert_true(fabs(place(&s, "Australia", 0)->lat + 25) < 1e-4 && fabs(place(&s, "Australia", 0)->lon - 135) < 1e-4);
    close_scene(&s);
}

/* A city has one path however its name is shortened. */
static void one_path_for_a_city(void **state) {
    (void)state;
    struct scene s;
    open_scene(
        &s,
        "= paragraph\nHe PRON nsubj 2\nleft VERB root 2\nPort PROPN obj 2 B-place\nSt PROPN flat 3 I-place\n~. PUNCT punct 4 "
        "I-place\nLucie PROPN flat 3 I-place\nfor ADP case 8\nVegas PROPN obl 2 B-place\nand CCONJ cc 11\nthe DET det "
        "11\nBronx PROPN conj 8 B-place\n~. PUNCT punct 2\n",
        true);
    has_path(place(&s, "Port St. Lucie", 0), "Port Saint Lucie > Florida > United States");
    has_path(place(&s, "Vegas", 0), "Las Vegas > Nevada > United States");
    has_path(place(&s, "Bronx", 0), "Bronx > New York > United States");
    close_scene(&s);
}

/* "A Killeen man": a name that the tagger passed over is a place before a person or a body, and before nothing else. */
static void a_name_before_a_person(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s,
               "= paragraph\nA DET det 3\nKilleen ADJ amod 3\nman NOUN nsubj 4\ndied VERB root 4\n~. PUNCT punct 4\n"
               "= paragraph\nThe DET det 3\nDuncannon PROPN compound 3\nPD PROPN nsubj 4\ncame VERB root 4\n~. PUNCT punct 4\n"
               "= paragraph\nThe DET det 3\nMachias PROPN compound 3\nlamp NOUN nsubj 4\nfell VERB root 4\n~. PUNCT punct 4\n",
               true);
    has_path(place(&s, "Killeen", 0), "Killeen > Texas > United States");
    for (uint32_t i = 0; i < s.record.n_places; i++) assert_string_not_equal(s.record.places[i].name, "Machias");
    close_scene(&s);
}

/* The town behind the headline's dash is the outlet's, not the incident's. */
static void the_tail_of_a_headline(void **state) {
    (void)state;
    struct scene s;
    open_scene(
        &s,
        "= headline\nMan NOUN nsubj 2\nshot VERB root 2\n- PUNCT punct 2\nWACO PROPN dep 2 B-organization\n- PUNCT punct "
        "2\nDallas PROPN dep 2 B-place\n~, PUNCT punct 6\nTexas PROPN appos 6 B-place\n"
        "= paragraph\nA DET det 2\nman NOUN nsubj:pass 4\nwas AUX aux:pass 4\nshot VERB root 4\nin ADP case 6\nTyler PROPN "
        "obl 4 B-place\n~, PUNCT punct 6\nTexas PROPN appos 6 B-place\n~. PUNCT punct 4\n",
        true);
    assert_true(s.record.incident.place.n > 0);
    assert_string_equal(s.record.places[s.record.incident.place.at[0].value.id].name, "Tyler");
    close_scene(&s);
}

/* A quarter that is not on the map lies in the town of the outlet's address, where the report names no other. */
static void a_quarter_of_the_outlets_home(void **state) {
    (void)state;
    static const char quarter[] = "= paragraph\nHe PRON nsubj 2\nfell VERB root 2\nin ADP case 5\nHolmwood PROPN compound 5 "
                                  "B-place\nPark PROPN obl 2 I-place\n~. PUNCT punct 2\n";
    static const char other[] =
        "= paragraph\nHe PRON nsubj 2\nfell VERB root 2\nin ADP case 5\nHolmwood PROPN compound 5 "
        "B-place\nPark PROPN obl 2 I-place\n~. PUNCT punct 2\n"
        "= paragraph\nHe PRON nsubj 2\nleft VERB root 2\nCleveland PROPN obj 2 B-place\n~. PUNCT punct 2\n";
    struct scene s;
    open_scene_of(&s, quarter, true, "https://www.chicagonews.example/a");
    has_path(place(&s, "Holmwood Park", 0), "Holmwood Park > Chicago > Illinois > United States");
    assert_false(place(&s, "Holmwood Park", 0)->has_point);
    close_scene(&s);
    open_scene_of(&s, quarter, true, "https://www.worldnews.example/a");
    has_path(place(&s, "Holmwood Park", 0), "Holmwood Park");
    close_scene(&s);
    open_scene_of(&s, other, true, "https://www.chicagonews.example/a");
    has_path(place(&s, "Holmwood Park", 0), "Holmwood Park");
    close_scene(&s);
}

static void without_a_gazetteer(void **state) {
    (void)state;
    struct scene s;
    open_scene(&s, "= paragraph\nHe PRON nsubj 2\nfled VERB root 2\nto ADP case 4\nOslo PROPN obl 2 B-place\n~. PUNCT punct 2\n",
               false);
    assert_false(place(&s, "Oslo", 0)->has_point);
    has_path(place(&s, "Oslo", 0), "Oslo");
    close_scene(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_behind_a_comma),
        cmocka_unit_test(what_the_text_says_goes_first),
        cmocka_unit_test(a_place_elsewhere_is_not_on_the_map),
        cmocka_unit_test(others_in_the_report_decide),
        cmocka_unit_test(names_of_others_are_no_places),
        cmocka_unit_test(a_house_with_an_organizations_name),
        cmocka_unit_test(a_dateline),
        cmocka_unit_test(a_quarter_of_a_city),
        cmocka_unit_test(initials_and_directions),
        cmocka_unit_test(points_of_divisions),
        cmocka_unit_test(one_path_for_a_city),
        cmocka_unit_test(a_name_before_a_person),
        cmocka_unit_test(the_tail_of_a_headline),
        cmocka_unit_test(a_quarter_of_the_outlets_home),
        cmocka_unit_test(without_a_gazetteer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
