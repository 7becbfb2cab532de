/* Which reports tell of one incident: signatures, pairs, keys, grouping, bonds. Two shootings of one week in one town are the
 * near miss; a third report follows up on the first weeks later. */
#include "story_fixture.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static const struct told reports[] = {
    {.title = "Two shot dead outside Dunmore bakery",
     .text = "Two people were shot dead outside a bakery on Larkspur Street in Dunmore on Tuesday evening, police said. Ann Roe, "
             "34, and "
             "her brother Peter Roe were closing the Golden Crust bakery when a man on a motorcycle opened fire. Sergeant Ilse "
             "Brandvold of the Dunmore police said that the gunman fled towards the ferry landing.",
     .outlet = "Dunmore Courier",
     .published = "2019-03-13",
     .day = "2019-03-12",
     .city = "Dunmore",
     .geonames = 7001,
     .lat = 51.2,
     .lon = -3.4,
     .region = "Westmark",
     .victims = {"Ann Roe", "Peter Roe"},
     .kind = "shooting",
     .killed = 2,
     .injured = 0},
    {.title = "Brother and sister killed at bakery in Dunmore",
     .text =
         "The owners of the Golden Crust bakery in Dunmore, Ann and Peter Roe, were killed on Tuesday when a motorcyclist fired "
         "at "
         "them on Larkspur Street. Witnesses saw the rider race to the ferry landing. Nobody has been arrested, said Sergeant "
         "Ilse Brandvold.",
     .outlet = "Westmark Radio",
     .published = "2019-03-13",
     .day = "2019-03-12",
     .city = "Dunmore",
     .geonames = 7001,
     .lat = 51.2,
     .lon = -3.4,
     .region = "Westmark",
     .victims = {"Ann Roe", "Peter Roe"},
     .kind = "shooting",
     .killed = 2,
     .injured = -1},
    {.title = "Student wounded in shooting near Dunmore college",
     .text =
         "A student of nineteen was wounded in the leg near Pellworm College in Dunmore on Friday night when shots were fired "
         "from a "
         "grey van, police said. Tomas Vik was taken to hospital. Officers found nine casings in Quarry Lane and look for three "
         "young men who had quarrelled at a dance.",
     .outlet = "Dunmore Courier",
     .published = "2019-03-16",
     .day = "2019-03-15",
     .city = "Dunmore",
     .geonames = 7001,
     .lat = 51.2,
     .lon = -3.4,
     .region = "Westmark",
     .victims = {"Tomas Vik"},
     .kind = "shooting",
     .killed = 0,
     .injured = 1},
    {.title = "Three men sought after Pellworm College shooting",
     .text = "Police in Dunmore look for three young men in a grey van after Tomas Vik, a student, was shot in the leg in Quarry "
             "Lane on "
             "Friday night. There had been a quarrel at a dance at Pellworm College. Nine casings were found.",
     .outlet = "Westmark Radio",
     .published = "2019-03-16",
     .day = "2019-03-15",
     .city = "Dunmore",
     .geonames = 7001,
     .lat = 51.2,
     .lon = -3.4,
     .region = "Westmark",
     .victims = {"Tomas Vik"},
     .kind = "shooting",
     .killed = 0,
     .injured = 1},
    {.title = "Warehouse burns down in Sandvoll",
     .text = "A warehouse of the Hjelm timber company burnt down in Sandvoll on Thursday. Forty firemen fought the flames until "
             "noon; a "
             "watchman was treated for smoke. The cause is being looked into, said fire chief Marte Oen.",
     .outlet = "Sandvoll Post",
     .published = "2019-03-14",
     .day = "2019-03-14",
     .city = "Sandvoll",
     .geonames = 7002,
     .lat = 53.9,
     .lon = 1.2,
     .region = "Eastmark",
     .kind = "fire",
     .killed = 0,
     .injured = 1},
    {.title = "Motorcyclist charged with killing of bakers Ann and Peter Roe",
     .text =
         "A man of 29, Karl Ostby, was charged on Monday with the murder of Ann and Peter Roe, who were shot outside their "
         "Golden "
         "Crust bakery on Larkspur Street in Dunmore on 12 March. His motorcycle was found at the ferry landing, said Sergeant "
         "Ilse Brandvold.",
     .outlet = "Dunmore Courier",
     .published = "2019-04-02",
     .day = "2019-03-12",
     .city = "Dunmore",
     .geonames = 7001,
     .lat = 51.2,
     .lon = -3.4,
     .region = "Westmark",
     .victims = {"Ann Roe", "Peter Roe"},
     .suspects = {"Karl Ostby"},
     .kind = "murder",
     .killed = 2,
     .injured = -1},
};
enum { N = sizeof reports / sizeof *reports, BAKERY = 0, BAKERY_TOO = 1, STUDENT = 2, STUDENT_TOO = 3, FIRE = 4, CHARGE = 5 };
static const uint32_t want[N] = {BAKERY, BAKERY, STUDENT, STUDENT, FIRE, BAKERY};

struct world {
    struct arena arena, scratch;
    struct signature s[N];
};

static int start(void **state) {
    struct world *w = calloc(1, sizeof *w);
    arena_init(&w->arena, 0), arena_init(&w->scratch, 0);
    for (uint32_t i = 0; i < N; i++) w->s[i] = told_signature(&reports[i], &w->arena);
    *state = w;
    return 0;
}

static int stop(void **state) {
    struct world *w = *state;
    arena_release(&w->arena), arena_release(&w->scratch);
    free(w);
    return 0;
}

/* ---- signatures ---- */
static void sound_bytes(void **state) {
    struct world *w = *state;
    for (uint32_t i = 0; i < N; i++) {
        struct signature s = w->s[i];
        assert_true(s.n <= SIGNATURE_MAX_BYTES && signature_valid(s));
        for (uint32_t n = 0; n < s.n; n++) assert_false(signature_valid((struct signature){s.bytes, n}));
        unsigned char *other = arena_alloc(&w->arena, s.n + 1);
        memcpy(other, s.bytes, s.n);
        assert_false(signature_valid((struct signature){other, s.n + 1}));
        other[0]++;
        assert_false(signature_valid((struct signature){other, s.n}));
    }
}

static void same_record_same_bytes(void **state) {
    struct world *w = *state;
    struct signature again = told_signature(&reports[BAKERY], &w->arena);
    assert_int_equal(again.n, w->s[BAKERY].n);
    assert_memory_equal(again.bytes, w->s[BAKERY].bytes, again.n);
}

static void endless_text(void **state) {
    struct world *w = *state;
    enum { WORDS = 300000 };
    char *text = arena_alloc(&w->arena, WORDS * 8 + 1);
    for (uint32_t i = 0; i < WORDS; i++) snprintf(text + i * 8, 9, "wx%05x ", i);
    struct told t = {.title = "Long", .text = text, .killed = -1, .injured = -1};
    struct signature s = told_signature(&t, &w->arena);
    assert_true(signature_valid(s) && s.n <= SIGNATURE_MAX_BYTES);
    struct told none = {.title = "", .text = "", .killed = -1, .injured = -1};
    s = told_signature(&none, &w->arena);
    assert_true(signature_valid(s));
    uint64_t keys[SIGNATURE_MAX_KEYS];
    assert_int_equal(signature_keys(s, keys), 0);
}

/* ---- pairs ---- */
static void likelier_than_not(void **state) {
    struct world *w = *state;
    for (uint32_t i = 0; i < N; i++)
        for (uint32_t j = 0; j < N; j++) {
            double score = signature_score(w->s[i], w->s[j]);
            assert_true(score == signature_score(w->s[j], w->s[i]));
            if ((want[i] == want[j]) != (score > 0)) print_error("%u %u %g\n", i, j, score);
            assert_true((want[i] == want[j]) == (score > 0));
        }
}

static bool share_a_key(struct signature a, struct signature b) {
    uint64_t x[SIGNATURE_MAX_KEYS], y[SIGNATURE_MAX_KEYS];
    uint32_t n = signature_keys(a, x), m = signature_keys(b, y);
    assert_true(n <= SIGNATURE_MAX_KEYS && m <= SIGNATURE_MAX_KEYS);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++)
            if (x[i] == y[j]) return true;
    return false;
}

static void keys_bring_together(void **state) {
    struct world *w = *state;
    assert_true(share_a_key(w->s[BAKERY], w->s[BAKERY_TOO]));
    assert_true(share_a_key(w->s[BAKERY], w->s[CHARGE])); /* weeks later: by names */
    assert_true(share_a_key(w->s[STUDENT], w->s[STUDENT_TOO]));
    assert_false(share_a_key(w->s[BAKERY], w->s[FIRE]));
}

static void says_why(void **state) {
    struct world *w = *state;
    const char *why = signature_why(w->s[BAKERY], w->s[BAKERY_TOO], &w->arena);
    assert_non_null(strstr(why, "same day (12 March 2019)"));
    assert_non_null(strstr(why, "same place (Dunmore)"));
    assert_non_null(strstr(why, "Ann Roe"));
    assert_non_null(strstr(why, "2 killed in both"));
    assert_null(strstr(why, "against"));
    why = signature_why(w->s[BAKERY], w->s[STUDENT], &w->arena);
    assert_non_null(strstr(why, "against it: 3 days apart"));
    assert_non_null(strstr(why, "other victims named"));
    assert_string_equal(why, signature_why(w->s[BAKERY], w->s[STUDENT], &w->arena));
}

/* ---- groups ---- */
static void grouped(struct world *w, const struct story_bond *bonds, uint32_t n, uint32_t *group) {
    assert_int_equal(story_group(w->s, N, bonds, n, &w->scratch, group), SAYSO_OK);
    arena_clear(&w->scratch);
}

static void stories_apart(void **state) {
    uint32_t group[N];
    grouped(*state, NULL, 0, group);
    assert_memory_equal(group, want, sizeof want);
}

static void any_order(void **state) {
    struct world *w = *state;
    uint32_t order[N], seed = 7;
    for (uint32_t i = 0; i < N; i++) order[i] = i;
    for (int round = 0; round < 40; round++) {
        for (uint32_t i = N - 1; i; i--) {
            seed = seed * 1103515245u + 12345u;
            uint32_t j = (seed >> 16) % (i + 1), t = order[i];
            order[i] = order[j], order[j] = t;
        }
        struct signature s[N];
        uint32_t group[N];
        for (uint32_t i = 0; i < N; i++) s[i] = w->s[order[i]];
        assert_int_equal(story_group(s, N, NULL, 0, &w->scratch, group), SAYSO_OK);
        for (uint32_t i = 0; i < N; i++) {
            assert_true(group[i] <= i && group[group[i]] == group[i]); /* the lowest index in its story */
            for (uint32_t j = 0; j < N; j++) assert_true((group[i] == group[j]) == (want[order[i]] == want[order[j]]));
        }
        arena_clear(&w->scratch);
    }
}

static void bonds_hold(void **state) {
    uint32_t group[N];
    grouped(*state, (struct story_bond[]){{FIRE, STUDENT, true}}, 1, group);
    assert_int_equal(group[FIRE], group[STUDENT]);
    assert_true(group[FIRE] != group[BAKERY]);
    grouped(*state, (struct story_bond[]){{CHARGE, BAKERY, false}, {BAKERY_TOO, BAKERY, false}}, 2, group);
    assert_true(group[CHARGE] != group[BAKERY] && group[BAKERY_TOO] != group[BAKERY]);
    assert_int_equal(group[CHARGE], group[BAKERY_TOO]); /* those two go on */
    assert_int_equal(group[STUDENT], group[STUDENT_TOO]);
}

static void later_bond_wins(void **state) {
    uint32_t group[N];
    grouped(*state, (struct story_bond[]){{FIRE, STUDENT, true}, {FIRE, STUDENT, false}}, 2, group);
    assert_true(group[FIRE] != group[STUDENT]);
    grouped(*state, (struct story_bond[]){{BAKERY, BAKERY_TOO, false}, {BAKERY, BAKERY_TOO, true}}, 2, group);
    assert_int_equal(group[BAKERY], group[BAKERY_TOO]);
    /* through a third: 1 with 2, 2 with 3, at last 1 not with 3 */
    grouped(*state, (struct story_bond[]){{BAKERY, FIRE, true}, {FIRE, STUDENT, true}, {BAKERY, STUDENT, false}}, 3, group);
    assert_true(group[BAKERY] != group[STUDENT]);
    assert_int_equal(group[FIRE], group[STUDENT]);
}

static void bonds_of_nobody(void **state) {
    uint32_t group[N];
    grouped(*state, (struct story_bond[]){{0, N + 3, true}, {N, N, false}, {2, 2, true}}, 3, group);
    assert_memory_equal(group, want, sizeof want);
    struct world *w = *state;
    assert_int_equal(story_group(NULL, 0, NULL, 0, &w->scratch, group), SAYSO_OK);
}

/* A thousand copies of one wire report are one story, and soon. */
static void many_copies(void **state) {
    struct world *w = *state;
    enum { MANY = 1500 };
    struct signature *s = malloc(MANY * sizeof *s);
    uint32_t *group = malloc(MANY * sizeof *group), stories = 0;
    for (uint32_t i = 0; i < MANY; i++) s[i] = i % 3 ? w->s[BAKERY] : w->s[STUDENT];
    assert_int_equal(story_group(s, MANY, NULL, 0, &w->scratch, group), SAYSO_OK);
    for (uint32_t i = 0; i < MANY; i++) stories += group[i] == i;
    assert_int_equal(stories, 2);
    arena_clear(&w->scratch);
    free(s), free(group);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sound_bytes, start, stop),
        cmocka_unit_test_setup_teardown(same_record_same_bytes, start, stop),
        cmocka_unit_test_setup_teardown(endless_text, start, stop),
        cmocka_unit_test_setup_teardown(likelier_than_not, start, stop),
        cmocka_unit_test_setup_teardown(keys_bring_together, start, stop),
        cmocka_unit_test_setup_teardown(says_why, start, stop),
        cmocka_unit_test_setup_teardown(stories_apart, start, stop),
        cmocka_unit_test_setup_teardown(any_order, start, stop),
        cmocka_unit_test_setup_teardown(bonds_hold, start, stop),
        cmocka_unit_test_setup_teardown(later_bond_wins, start, stop),
        cmocka_unit_test_setup_teardown(bonds_of_nobody, start, stop),
        cmocka_unit_test_setup_teardown(many_copies, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
