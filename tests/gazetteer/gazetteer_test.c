/* The gazetteer: what a file must be to be opened, how names are folded, and that the committed file is in order. */
#include "gazetteer.h"
#include "gazetteer_file.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct gazetteer *open_committed(void) {
    char path[1024];
    sayso_error e = {0};
    const char *root = getenv("SAYSO_ROOT");
    snprintf(path, sizeof path, "%s/models/gazetteer.bin", root ? root : ".");
    struct gazetteer *g = gazetteer_open(path, &e);
    if (!g) print_error("%s\n", e.message);
    assert_non_null(g);
    return g;
}

static void folds(const char *name, const char *want) {
    char out[GAZETTEER_NAME];
    assert_int_equal(gazetteer_fold(name, strlen(name), out), strlen(want));
    assert_string_equal(out, want);
}

static void names_are_folded(void **state) {
    (void)state;
    folds("St. Mary’s", "saint marys");
    folds("  Île-de-France ", "ile de france");
    folds("ŁÓDŹ", "lodz");
    folds("Mt. Storm & Ft. Dale", "mount storm and fort dale");
    folds("U.S.", "us");
    folds("Straßburg", "strassburg");
    folds("— ,", "");
    char out[GAZETTEER_NAME], longest[400];
    memset(longest, 'a', sizeof longest);
    assert_int_equal(gazetteer_fold(longest, sizeof longest, out), 0);
}

/* A file of one place, "Dunmore", to be spoilt. */
static size_t small_file(unsigned char out[256]) {
    static const char pool[] = "\0Dunmore";
    memset(out, 0, 256);
    memcpy(out, "SAYSOGAZ", 8);
    out[8] = 1, out[12] = GAZETTEER_HEADER, out[16] = 1, out[20] = 1, out[24] = sizeof pool;
    unsigned char *row = out + GAZETTEER_HEADER, *entry = row + GAZETTEER_ROW;
    row[0] = 1, row[20] = 0xff, row[21] = 0xff, row[22] = 0xff, row[23] = 0xff, row[24] = 'N', row[25] = 'L',
    row[26] = GAZETTEER_CITY;
    entry[0] = 1;
    memcpy(entry + GAZETTEER_ENTRY, pool, sizeof pool);
    return GAZETTEER_HEADER + GAZETTEER_ROW + GAZETTEER_ENTRY + sizeof pool;
}

static void a_sound_file_opens(void **state) {
    (void)state;
    unsigned char file[256];
    const size_t n = small_file(file);
    struct gazetteer_hit hits[GAZETTEER_HITS];
    struct gazetteer *g = gazetteer_from(file, n, NULL);
    assert_non_null(g);
    assert_int_equal(gazetteer_find(g, "DUNMORE", 7, hits), 1);
    const struct gazetteer_place p = gazetteer_place(g, hits[0].place);
    assert_string_equal(p.name, "Dunmore");
    assert_string_equal(p.country, "NL");
    assert_int_equal(p.parent, -1);
    assert_true(p.has_point && p.kind == GAZETTEER_CITY);
    assert_int_equal(gazetteer_find(g, "Dunmor", 6, hits), 0);
    gazetteer_free(g);
}

static void broken_files_are_refused(void **state) {
    (void)state;
    static const struct {
        size_t at;
        unsigned char byte;
    } spoilt[] = {{0, 'X'}, {8, 2}, {12, 0}, {16, 2}, {19, 0x7f}, {20, 9}, {24, 3}, {27, 0xff}};
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        unsigned char file[256];
        const size_t n = small_file(file);
        sayso_error e = {0};
        file[spoilt[i].at] = spoilt[i].byte;
        assert_null(gazetteer_from(file, n, &e));
        assert_int_equal(e.code, SAYSO_FORMAT);
        assert_string_equal(e.stage, "gazetteer");
    }
    unsigned char file[256];
    const size_t n = small_file(file);
    for (size_t k = 0; k < n; k++) assert_null(gazetteer_from(file, k, NULL));
    file[n - 1] = 'x';
    assert_null(gazetteer_from(file, n, NULL));
    sayso_error e = {0};
    assert_null(gazetteer_open("/nonexistent/gazetteer.bin", &e));
    assert_int_equal(e.code, SAYSO_IO);
}

/* Numbers that lead outside are read as nothing. */
static void wrong_numbers_lead_nowhere(void **state) {
    (void)state;
    unsigned char file[256];
    const size_t n = small_file(file);
    unsigned char *row = file + GAZETTEER_HEADER;
    memset(row, 0xff, GAZETTEER_ROW);
    row[7] = 0x7f;                             /* a latitude past the pole */
    row[20] = row[21] = row[22] = row[23] = 0; /* its own parent */
    struct gazetteer *g = gazetteer_from(file, n, NULL);
    assert_non_null(g);
    const struct gazetteer_place p = gazetteer_place(g, 0);
    assert_string_equal(p.name, "");
    assert_string_equal(p.country, "");
    assert_int_equal(p.parent, -1);
    assert_false(p.has_point);
    gazetteer_free(g);
}

static void the_committed_index_is_in_order(void **state) {
    (void)state;
    struct gazetteer *g = open_committed();
    char before[GAZETTEER_NAME] = "", key[GAZETTEER_NAME];
    for (uint32_t i = 0; i < g->n_index; i++) {
        const char *name = gazetteer_string(g, gazetteer_u32(g->index + (size_t)i * GAZETTEER_ENTRY));
        assert_true(gazetteer_fold(name, strlen(name), key) > 0);
        assert_true(strcmp(before, key) <= 0);
        memcpy(before, key, sizeof key);
    }
    assert_true(gazetteer_size(g) > 150000);
    gazetteer_free(g);
}

/* The first place of a name, and what it lies in, outwards. */
static void leads(const struct gazetteer *g, const char *name, const char *const *way) {
    struct gazetteer_hit hits[GAZETTEER_HITS];
    assert_true(gazetteer_find(g, name, strlen(name), hits) > 0);
    int32_t at = (int32_t)hits[0].place;
    for (; *way; way++) {
        assert_true(at >= 0);
        assert_string_equal(gazetteer_place(g, (uint32_t)at).name, *way);
        at = gazetteer_place(g, (uint32_t)at).parent;
    }
}

static void the_committed_places(void **state) {
    (void)state;
    struct gazetteer *g = open_committed();
    leads(g, "Omaha", (const char *const[]){"Omaha", "Douglas County", "Nebraska", "United States", "North America", NULL});
    leads(g, "sao paulo", (const char *const[]){"São Paulo", NULL});
    leads(g, "Turkiye", (const char *const[]){"Turkey", "Asia", NULL});
    struct gazetteer_hit hits[GAZETTEER_HITS];
    const uint32_t n = gazetteer_find(g, "Neb.", 4, hits);
    bool behind = false;
    for (uint32_t i = 0; i < n; i++) behind |= hits[i].behind && strcmp(gazetteer_place(g, hits[i].place).name, "Nebraska") == 0;
    assert_true(behind);
    gazetteer_free(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_folded),
        cmocka_unit_test(a_sound_file_opens),
        cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(wrong_numbers_lead_nowhere),
        cmocka_unit_test(the_committed_index_is_in_order),
        cmocka_unit_test(the_committed_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
