/* Facts of stories from records built by hand, without weights: each rule of status, and how values become one. */
#include "story_agree.h"
#include "story_when.h"
#include "story_words.h"
#include "story.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- a record: one source says one count of the dead, and one thing in words ------------------------------------------ */
enum { MOST = 6 };
struct told {
    const char *outlet, *published, *source;
    sayso_relation relation;
    double killed;        /* < 0: nothing of it */
    const char *attitude; /* NULL: states */
    const char *cue;      /* NULL: "said" */
    const char *said;     /* direct speech of the source, with marks; NULL */
    const char *what;     /* its indirect speech; NULL */
    bool silent;          /* `killed` stands in the incident without words */
};
struct made {
    sayso_record r;
    char text[400];
    sayso_source source;
    sayso_attribution attribution;
    sayso_span cue[1];
    sayso_claim claims[3];
    sayso_filler killed;
    sayso_quote quote;
    sayso_event event;
    sayso_block block;
    int32_t chain[1], claim_of_killed[1], events[1];
};
struct fixture {
    struct made made[MOST];
    struct story_input inputs[MOST];
    struct arena arena, scratch;
    sayso_story story;
};

static sayso_count count(sayso_relation relation, double n) {
    bool low = relation != SAYSO_RELATION_AT_MOST && relation != SAYSO_RELATION_LESS_THAN;
    bool high = relation == SAYSO_RELATION_EQ || relation == SAYSO_RELATION_ABOUT || !low;
    return (sayso_count){relation, low, high, low ? n : 0, high ? n : 0};
}

static sayso_span put(struct made *m, const char *words) {
    uint32_t beg = m->r.n_text;
    m->r.n_text += (uint32_t)snprintf(m->text + beg, sizeof m->text - beg, "%s ", words);
    return (sayso_span){beg, m->r.n_text - 1};
}

static void make(struct made *m, int number, const struct told *t) {
    memset(m, 0, sizeof *m);
    snprintf(m->r.id, sizeof m->r.id, "sha256:%064d", number);
    m->r.text = m->text;
    m->source = (sayso_source){.entity = -1, .name = t->source, .kind = SAYSO_SOURCE_OFFICIAL, .named = true};
    m->cue[0] = put(m, t->cue ? t->cue : "said");
    m->attribution = (sayso_attribution){.cue = {m->cue, 1}, .within = -1, .attitude = t->attitude ? t->attitude : "states"};
    sayso_claim base = {.about = -1, .chain = {m->chain, t->source ? 1 : 0}, .attribution = t->source ? 0 : -1};
    m->r.publication = (sayso_publication){.outlet = t->outlet, .published = t->published, .title = "A fire"};
    m->r.sources = &m->source, m->r.n_sources = t->source ? 1 : 0;
    m->r.attributions = &m->attribution, m->r.n_attributions = t->source ? 1 : 0;
    m->r.claims = m->claims;
    if (t->killed >= 0) {
        sayso_claim c = base;
        c.slot = "killed", c.span = put(m, "people were killed");
        c.value = (sayso_value){.kind = SAYSO_VALUE_COUNT, .count = count(t->relation, t->killed)};
        m->claims[m->r.n_claims] = c;
        m->claim_of_killed[0] = (int32_t)m->r.n_claims;
        m->r.n_claims += !t->silent;
        m->killed = (sayso_filler){c.value, {m->claim_of_killed, !t->silent}};
        m->r.incident = (sayso_incident){.kind = "fire", .killed = {&m->killed, 1}};
    }
    if (t->said) {
        sayso_claim c = base;
        c.slot = "said", c.span = put(m, t->said);
        m->claims[m->r.n_claims++] = c;
        m->quote = (sayso_quote){.span = c.span, .speaker = -1, .attribution = 0, .chain = c.chain};
        m->r.quotes = &m->quote, m->r.n_quotes = 1;
    }
    if (t->what) {
        sayso_claim c = base;
        c.slot = "what", c.span = put(m, t->what);
        m->claims[m->r.n_claims++] = c;
    }
}

static void tell(struct fixture *f, const struct told *t, uint32_t n) {
    arena_init(&f->arena, 0), arena_init(&f->scratch, 0);
    for (uint32_t i = 0; i < n; i++) {
        make(&f->made[i], (int)i + 1, &t[i]);
        f->inputs[i] = (struct story_input){.record = &f->made[i].r};
    }
    assert_int_equal(story_make(f->inputs, n, &f->arena, &f->scratch, &f->story), SAYSO_OK);
}

static void done(struct fixture *f) { arena_release(&f->arena), arena_release(&f->scratch); }

static const sayso_story_value *value_of(const struct fixture *f, const char *slot, double n, sayso_relation relation) {
    for (uint32_t i = 0; i < f->story.n_facts; i++)
        for (uint32_t v = 0; v < f->story.facts[i].n_values; v++) {
            const sayso_story_value *x = &f->story.facts[i].values[v];
            if (!strcmp(f->story.facts[i].slot, slot) && x->kind == SAYSO_STORY_COUNT && x->count.relation == relation &&
                (x->count.has_low ? x->count.low : x->count.high) == n)
                return x;
        }
    return NULL;
}

static sayso_fact_status status_of(const struct fixture *f, double n) {
    const sayso_story_value *v = value_of(f, "killed", n, SAYSO_RELATION_EQ);
    assert_non_null(v);
    return v->status;
}

#define TELL(f, ...)                          \
    const struct told told[] = {__VA_ARGS__}; \
    struct fixture *f = calloc(1, sizeof *f); \
    assert_non_null(f);                       \
    tell(f, told, sizeof told / sizeof *told)
#define DONE(f) (done(f), free(f))
#define EQ SAYSO_RELATION_EQ

/* ---- statuses -------------------------------------------------------------------------------------------------------- */
static void two_roots_corroborate(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T10:00Z", "Ann Roe", EQ, 3}, {"Post", "2025-03-01T10:30Z", "Max Poe", EQ, 3});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_CORROBORATED);
    assert_int_equal(value_of(f, "killed", 3, EQ)->roots.n, 2);
    assert_int_equal(f->story.n_conflicts, 0);
    DONE(f);
}

static void one_root_in_two_reports_is_one(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T10:00Z", "Ann Roe", EQ, 3}, {"Post", "2025-03-01T10:30Z", "Ann Roe", EQ, 3});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_SINGLE_SOURCE);
    assert_int_equal(value_of(f, "killed", 3, EQ)->reports.n, 2);
    DONE(f);
}

static void two_counts_in_the_same_hours_conflict(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", EQ, 3}, {"Post", "2025-03-01T19:00Z", "Max Poe", EQ, 4});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_CONFLICTING);
    assert_int_equal(status_of(f, 4), SAYSO_FACT_CONFLICTING);
    assert_int_equal(f->story.n_conflicts, 1);
    assert_non_null(strstr(f->story.conflicts[0].why, "3, says Ann Roe"));
    assert_non_null(strstr(f->story.conflicts[0].why, "4, says Max Poe"));
    DONE(f);
}

static void later_count_of_the_same_root_supersedes(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", EQ, 3}, {"Post", "2025-03-01T19:00Z", "Ann Roe", EQ, 2});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_SUPERSEDED);
    assert_int_equal(status_of(f, 2), SAYSO_FACT_SINGLE_SOURCE);
    assert_int_equal(f->story.n_conflicts, 0);
    DONE(f);
}

static void zones_count_in_what_is_later(void **state) {
    (void)state; /* 18:20 in +05:00 is before 14:00 in UTC */
    TELL(f, {"Star", "2025-03-01T18:20+05:00", "Ann Roe", EQ, 3}, {"Post", "2025-03-01T14:00Z", "Ann Roe", EQ, 2});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_SUPERSEDED);
    assert_string_equal(f->story.reports[0].outlet, "Star");
    DONE(f);
}

static void later_higher_toll_supersedes_of_another_root(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01", "Ann Roe", EQ, 3}, {"Post", "2025-03-02", "Max Poe", EQ, 5});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_SUPERSEDED);
    assert_int_equal(status_of(f, 5), SAYSO_FACT_SINGLE_SOURCE);
    DONE(f);
}

static void a_toll_that_is_repeated_is_not_outgrown(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01", "Ann Roe", EQ, 3}, {"Post", "2025-03-02", "Max Poe", EQ, 5},
         {"Day", "2025-03-03", "Ann Roe", EQ, 3});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_CONFLICTING);
    assert_int_equal(status_of(f, 5), SAYSO_FACT_CONFLICTING);
    DONE(f);
}

static void later_lower_toll_of_another_root_conflicts(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01", "Ann Roe", EQ, 5}, {"Post", "2025-03-02", "Max Poe", EQ, 3});
    assert_int_equal(status_of(f, 5), SAYSO_FACT_CONFLICTING);
    assert_int_equal(status_of(f, 3), SAYSO_FACT_CONFLICTING);
    DONE(f);
}

static void at_least_agrees_with_more(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", SAYSO_RELATION_AT_LEAST, 2},
         {"Post", "2025-03-01T19:00Z", "Max Poe", EQ, 3});
    assert_int_equal(f->story.n_conflicts, 0);
    assert_int_equal(f->story.facts[0].status, SAYSO_FACT_CORROBORATED); /* together; each value alone has one root */
    assert_int_equal(status_of(f, 3), SAYSO_FACT_SINGLE_SOURCE);
    DONE(f);
}

static void a_denial_is_no_vote(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", EQ, 3}, {"Post", "2025-03-01T19:00Z", "Max Poe", EQ, 3, "denies", "denied"});
    assert_int_equal(value_of(f, "killed", 3, EQ)->roots.n, 1);
    assert_int_equal(status_of(f, 3), SAYSO_FACT_CONFLICTING);
    assert_non_null(strstr(f->story.conflicts[0].why, "denied by Max Poe"));
    DONE(f);
}

static void denied_where_nobody_says_it(void **state) {
    (void)state;
    TELL(f, {"Post", "2025-03-01T19:00Z", "Max Poe", EQ, 3, "denies", "denied"});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_DENIED);
    assert_int_equal(value_of(f, "killed", 3, EQ)->roots.n, 0);
    DONE(f);
}

static void what_is_taken_back_is_retracted(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", EQ, 3},
         {"Post", "2025-03-01T19:00Z", "Ann Roe", EQ, 3, "states", "retracted"});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_RETRACTED);
    DONE(f);
}

static void what_is_left_open_has_no_root(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", EQ, 3, "does not confirm", "did not confirm"});
    assert_int_equal(status_of(f, 3), SAYSO_FACT_UNATTRIBUTED);
    DONE(f);
}

static void silence_has_no_words(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", EQ, 0, .silent = true});
    const sayso_story_value *v = value_of(f, "killed", 0, EQ);
    assert_non_null(v);
    assert_int_equal(v->n_claims, 1);
    assert_int_equal(v->claims[0].claim, -1);
    assert_null(v->claims[0].words);
    DONE(f);
}

static void none_that_is_said_has_its_root(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01T18:20Z", "Ann Roe", EQ, 0});
    assert_int_equal(status_of(f, 0), SAYSO_FACT_SINGLE_SOURCE);
    DONE(f);
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */
static uint32_t n_said(const struct fixture *f, const char *slot) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->story.n_facts; i++)
        if (!strcmp(f->story.facts[i].slot, slot)) n += f->story.facts[i].n_values;
    return n;
}

static void a_cry_in_two_languages_is_one(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01", "Max Poe", EQ, -1, NULL, NULL, "\"God is great!\""},
         {"Post", "2025-03-01", "Max Poe", EQ, -1, NULL, NULL, "\"Allahu Akhbar\""});
    assert_int_equal(n_said(f, "said"), 1);
    assert_int_equal(f->story.facts[0].values[0].reports.n, 2);
    assert_int_equal(f->story.facts[0].values[0].variants.n, 1);
    assert_string_equal(f->story.facts[0].about, "Max Poe");
    DONE(f);
}

static void shortened_words_are_one_and_other_speakers_apart(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01", "Max Poe", EQ, -1, NULL, NULL, "\"The stairs were full of smoke and nobody could breathe\""},
         {"Post", "2025-03-01", "Max Poe", EQ, -1, NULL, NULL, "\"the stairs were full of smoke\""},
         {"Day", "2025-03-01", "Ann Roe", EQ, -1, NULL, NULL, "\"the stairs were full of smoke\""});
    assert_int_equal(n_said(f, "said"), 2);
    DONE(f);
}

static void denied_words_conflict(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01", "Max Poe", EQ, -1, NULL, NULL, NULL, "the northern gate was locked during the concert"},
         {"Post", "2025-03-01", "Ann Roe", EQ, -1, "denies", "denied", NULL,
          "that the northern gate was locked during the concert"});
    assert_int_equal(f->story.n_conflicts, 1);
    assert_non_null(strstr(f->story.conflicts[0].why, "says Max Poe"));
    assert_non_null(strstr(f->story.conflicts[0].why, "denied by Ann Roe"));
    DONE(f);
}

static void opposite_words_conflict(void **state) {
    (void)state;
    TELL(f, {"Star", "2025-03-01", "Max Poe", EQ, -1, NULL, NULL, NULL, "the northern gate was locked during the concert"},
         {"Post", "2025-03-01", "Ann Roe", EQ, -1, NULL, NULL, NULL, "the northern gate was open during the concert"});
    assert_int_equal(f->story.n_conflicts, 1);
    assert_string_equal(f->story.conflicts[0].slot, "said");
    assert_int_equal(f->story.conflicts[0].values.n, 2);
    DONE(f);
}

/* ---- parts ------------------------------------------------------------------------------------------------------------ */
static bool agree(sayso_relation a, double n, sayso_relation b, double m) {
    sayso_count x = count(a, n), y = count(b, m);
    assert_int_equal(story_counts_agree(&x, &y), story_counts_agree(&y, &x));
    return story_counts_agree(&x, &y);
}

static void counts_agree(void **state) {
    (void)state;
    assert_true(agree(SAYSO_RELATION_AT_LEAST, 2, EQ, 3));
    assert_false(agree(SAYSO_RELATION_AT_LEAST, 4, EQ, 3));
    assert_false(agree(SAYSO_RELATION_AT_LEAST, 200, EQ, 1300));
    assert_true(agree(SAYSO_RELATION_ABOUT, 40, EQ, 43));
    assert_false(agree(SAYSO_RELATION_ABOUT, 40, EQ, 60));
    assert_true(agree(SAYSO_RELATION_DOZENS, 24, EQ, 31));
    assert_false(agree(SAYSO_RELATION_DOZENS, 24, EQ, 3));
    assert_true(agree(SAYSO_RELATION_AT_MOST, 60, EQ, 43));
    assert_false(agree(SAYSO_RELATION_AT_MOST, 60, EQ, 61));
    assert_false(agree(SAYSO_RELATION_MORE_THAN, 3, EQ, 3));
    assert_false(agree(EQ, 3, EQ, 4));
}

static void moments(void **state) {
    (void)state;
    struct story_when w;
    assert_true(story_when("1970-01-02", &w));
    assert_int_equal(w.beg, STORY_DAY);
    assert_int_equal(w.end, 2 * STORY_DAY);
    assert_true(story_when("1970-01-01T02:30+02:30", &w));
    assert_int_equal(w.beg, 0);
    assert_true(story_when("2024-02-29TEV", &w));
    assert_int_equal(w.end - w.beg, STORY_DAY);
    assert_false(story_when("PAST_REF", &w));
    assert_false(story_when("2024-13-01", &w));
    assert_false(story_when(NULL, &w));
    assert_true(story_when_compare("2025-03-01T18:20+05:00", "2025-03-01T14:00Z") < 0);
    assert_true(story_when_compare("2025-03-01", NULL) < 0);
    assert_true(story_is_clock("2025-03-01T18:20") && !story_is_clock("2025-03-01TEV"));
}

static void words(void **state) {
    (void)state;
    assert_true(story_phrase("god is great") && story_phrase("god is great") == story_phrase("allahu akbar"));
    assert_int_equal(story_phrase("god is late"), 0);
    assert_int_equal(story_cue_stance("has retracted", 13), SAYSO_STANCE_RETRACTS);
    assert_int_equal(story_cue_stance("took back", 9), SAYSO_STANCE_RETRACTS);
    assert_int_equal(story_cue_stance("revised", 7), SAYSO_STANCE_CORRECTS);
    assert_int_equal(story_cue_stance("said", 4), SAYSO_STANCE_SAYS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_roots_corroborate),
        cmocka_unit_test(one_root_in_two_reports_is_one),
        cmocka_unit_test(two_counts_in_the_same_hours_conflict),
        cmocka_unit_test(later_count_of_the_same_root_supersedes),
        cmocka_unit_test(zones_count_in_what_is_later),
        cmocka_unit_test(later_higher_toll_supersedes_of_another_root),
        cmocka_unit_test(a_toll_that_is_repeated_is_not_outgrown),
        cmocka_unit_test(later_lower_toll_of_another_root_conflicts),
        cmocka_unit_test(at_least_agrees_with_more),
        cmocka_unit_test(a_denial_is_no_vote),
        cmocka_unit_test(denied_where_nobody_says_it),
        cmocka_unit_test(what_is_taken_back_is_retracted),
        cmocka_unit_test(what_is_left_open_has_no_root),
        cmocka_unit_test(silence_has_no_words),
        cmocka_unit_test(none_that_is_said_has_its_root),
        cmocka_unit_test(a_cry_in_two_languages_is_one),
        cmocka_unit_test(shortened_words_are_one_and_other_speakers_apart),
        cmocka_unit_test(denied_words_conflict),
        cmocka_unit_test(opposite_words_conflict),
        cmocka_unit_test(counts_agree),
        cmocka_unit_test(moments),
        cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
