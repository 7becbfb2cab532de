/* Mentions, entities and speakers from tables of words (TESTS.md), without weights. */
#include "report_fixture.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void open_table(struct fixture *f, const char *name) {
    char path[1024];
    const char *root = getenv("SAYSO_ROOT");
    snprintf(path, sizeof path, "%s/tests/report/tables/%s.txt", root ? root : ".", name);
    fixture_file(f, path);
    fixture_build(f);
}

/* All these mentions exist and are one. */
static int32_t one(const struct fixture *f, const char *const *mentions) {
    int32_t e = fixture_entity(f, mentions[0]);
    for (; *mentions; mentions++) {
        int32_t other = fixture_entity(f, *mentions);
        if (other < 0 || other != e) print_error("\"%s\" is e%d, not e%d\n", *mentions, other, e);
        assert_true(other >= 0);
        assert_int_equal(other, e);
    }
    return e;
}
#define ONE(f, ...) one(f, (const char *const[]){__VA_ARGS__, NULL})

static void the_shooting(void **state) {
    (void)state;
    struct fixture f;
    open_table(&f, "shooting");
    int32_t victim =
        ONE(&f, "Denmark's Ambassador to Peru", "Teodor H. Brandt", "the Danish ambassador", "Ambassador Brandt", "Brandt");
    int32_t gunman = ONE(&f, "a lone gunman", "a Peruvian off-duty policeman", "The unnamed gunman", "the gunman", "he");
    assert_int_not_equal(victim, gunman);
    const sayso_entity *v = &f.record.entities[victim], *g = &f.record.entities[gunman];
    assert_true(v->named && v->kind == SAYSO_ENTITY_PERSON && !g->named && g->kind == SAYSO_ENTITY_PERSON);
    assert_string_equal(v->name, "Teodor H. Brandt");
    assert_int_equal(v->titles.n, 1);
    int32_t earlier = fixture_entity(&f, "Ole Lund");
    assert_int_equal(fixture_entity(&f, "a Swedish ambassador to Chile"), earlier); /* by apposition */
    assert_int_not_equal(earlier, victim);
    assert_int_not_equal(fixture_entity(&f, "A photographer"), gunman);
    assert_int_equal(fixture_entity(&f, "Lima"), fixture_entity_nth(&f, "Lima", 1));
    assert_int_equal(f.record.entities[fixture_entity(&f, "Lima")].kind, SAYSO_ENTITY_PLACE);
    fixture_release(&f);
}

static void speakers(void **state) {
    (void)state;
    struct fixture f;
    open_table(&f, "shooting");
    int32_t gunman = fixture_entity(&f, "a lone gunman"), photographer = fixture_entity(&f, "A photographer");
    const sayso_quote *q = fixture_quote(&f, "For the river");
    assert_non_null(q);
    assert_int_equal(q->speaker, gunman); /* he shouts, though the photographer tells of it */
    assert_true(q->attribution >= 0);
    assert_int_equal(q->chain.n, 1);
    assert_int_equal(f.record.sources[q->chain.at[0]].entity, photographer);
    q = fixture_quote(&f, "at least six shots");
    assert_non_null(q);
    assert_int_equal(q->speaker, photographer);
    q = fixture_quote(&f, "Stay where you are");
    assert_non_null(q);
    assert_int_equal(q->speaker, gunman);
    q = fixture_quote(&f, "I count to ten"); /* the next words of the same, and who "I" is */
    assert_non_null(q);
    assert_int_equal(q->speaker, gunman);
    assert_int_equal(fixture_entity(&f, "I"), gunman);
    fixture_release(&f);
}

static void names(void **state) {
    (void)state;
    struct fixture f;
    open_table(&f, "names");
    int32_t mayor = ONE(&f, "Mayor Helen Okafor", "Okafor", "She", "the mayor");
    int32_t press = ONE(&f, "the Harbour Press Agency", "HPA");
    assert_string_equal(f.record.entities[mayor].name, "Helen Okafor");
    assert_string_equal(f.record.entities[press].name, "Harbour Press Agency");
    assert_int_equal(f.record.entities[press].kind, SAYSO_ENTITY_ORGANIZATION);
    /* a namesake of the other sex is somebody else; so are a town and its team */
    assert_int_not_equal(fixture_entity(&f, "Mr. Okafor"), mayor);
    assert_int_not_equal(fixture_entity(&f, "Dallow"), fixture_entity_nth(&f, "Dallow", 1));
    assert_int_equal(f.record.entities[fixture_entity_nth(&f, "Dallow", 1)].kind, SAYSO_ENTITY_ORGANIZATION);
    assert_int_equal(fixture_entity(&f, "Danish"), -1); /* an adjective is nobody */
    fixture_release(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_shooting), cmocka_unit_test(speakers), cmocka_unit_test(names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
