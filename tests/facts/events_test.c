/* facts, events: each case is a table of words (tests/report/TESTS.md; recorded with record_table.py, read over by a person)
 * and behind it the events it holds, lines "#= ...". No weights are needed.
 *
 *     events_test [show]      show: prints the events of each case as they come out
 *
 * A line: kind "trigger" status certainty; roles with their words; "markers"; in: number of attributions; = the events (by their
 * number in the case, from 0) that are the same. The lexicon's own tests are at the end. */
#include "facts_events.h"
#include "../report/report_fixture.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool show;

static const char *root(void) {
    const char *r = getenv("SAYSO_ROOT");
    return r ? r : ".";
}

static const char *line_of(struct arena *arena, const struct facts_work *f, uint32_t i) {
    const sayso_event *v = &f->events.at[i];
    const char *text = f->r->text->utf8;
    const char *out = arena_printf(arena, "%s \"%.*s\" %s %s", v->kind, (int)(v->trigger.end - v->trigger.beg),
                                   text + v->trigger.beg, sayso_status_name(v->status), sayso_certainty_name(v->certainty));
    for (uint32_t k = 0; k < v->n_participants; k++) {
        span s = v->participants[k].span;
        out = arena_printf(arena, "%s; %s \"%.*s\"", out, v->participants[k].role, (int)span_len(s), text + s.beg);
    }
    for (uint32_t k = 0; k < v->markers.n; k++)
        out = arena_printf(arena, "%s; marker \"%.*s\"", out, (int)span_len(v->markers.at[k]), text + v->markers.at[k].beg);
    if (v->attributions.n) out = arena_printf(arena, "%s; in %u", out, v->attributions.n);
    for (uint32_t k = 0; k < v->same_as.n; k++) out = arena_printf(arena, "%s%s%d", out, k ? "," : "; = ", v->same_as.at[k]);
    return out;
}

static char *slurp(const char *path) {
    FILE *in = fopen(path, "rb");
    char *out = calloc(1, 1 << 18);
    assert_non_null(in);
    assert_non_null(out);
    size_t n = fread(out, 1, (1 << 18) - 1, in);
    fclose(in);
    out[n] = 0;
    return out;
}

/* The next line "#= ..." from p on; NULL. It is cut off. */
static const char *next_want(char **p) {
    char *at = *p;
    while (at && strncmp(at, "#= ", 3)) {
        at = strchr(at, '\n');
        if (at) at++;
    }
    if (!at) return NULL;
    char *end = strchr(at, '\n');
    if (end) *end = 0;
    *p = end ? end + 1 : at + strlen(at);
    return at + 3;
}

static int check_case(const char *path) {
    struct fixture f;
    sayso_error e = {0};
    fixture_file(&f, path);
    struct report_work w = {.arena = &f.arena, .scratch = &f.scratch, .text = &f.text, .scores = &f.scores, .e = &e};
    struct facts_work work = {.r = &w};
    assert_int_equal(report_run(&w), SAYSO_OK);
    assert_int_equal(facts_events(&work), SAYSO_OK);
    char *file = slurp(path), *p = file;
    int wrong = 0;
    if (show) printf("## %s\n", path);
    for (uint32_t i = 0; i < work.events.n; i++) {
        const char *got = line_of(&f.arena, &work, i), *want = next_want(&p);
        if (show) {
            printf("#= %s\n", got);
        } else if (!want || strcmp(got, want) != 0) {
            print_error("%s, event %u:\n  got  %s\n  want %s\n", path, i, got, want ? want : "no more");
            wrong++;
        }
    }
    const char *more = next_want(&p);
    if (more && !show) print_error("%s: missing: %s\n", path, more), wrong++;
    free(file);
    fixture_release(&f);
    return wrong;
}

static void cases(void **state) {
    (void)state;
    char folder[1024];
    struct dirent **names;
    int wrong = 0;
    snprintf(folder, sizeof folder, "%s/tests/facts/events", root());
    int n = scandir(folder, &names, NULL, alphasort), seen = 0;
    for (int i = 0; i < n; i++) {
        const char *dot = strrchr(names[i]->d_name, '.');
        if (dot && !strcmp(dot, ".txt")) {
            char path[2048];
            snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
            wrong += check_case(path);
            seen++;
        }
        free(names[i]);
    }
    free(names);
    assert_true(seen > 5);
    assert_int_equal(wrong, 0);
}

/* ---- the lexicon ------------------------------------------------------------------------------------------------- */
static const struct event_sense *sense_of(const char *first, const char *rest, char pos) {
    uint32_t n;
    const struct event_word *words = event_words(first, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(words[i].rest, rest) && event_sense_at(words[i].sense)->pos == pos) return event_sense_at(words[i].sense);
    return NULL;
}

static void every_type_has_words(void **state) {
    (void)state;
    static const char *const want[][4] = {{"assassinated", "", "ASSAULT", "assassinate"},
                                          {"kidnapped", "", "ASSAULT", "abduct"},
                                          {"stabbed", "to death", "ASSAULT", NULL},
                                          {"gunned", "down", "ASSAULT", "firearms"},
                                          {"shelling", "", "ASSAULT", "heavy-weapons"},
                                          {"arrested", "", "COERCE", "arrest"},
                                          {"deported", "", "COERCE", "deport"},
                                          {"marched", "", "PROTEST", "demo"},
                                          {"boycotted", "", "PROTEST", "boycott"},
                                          {"rioted", "", "PROTEST", "riot"},
                                          {"condemned", "", "ACCUSE", "disapprove"},
                                          {"investigated", "", "ACCUSE", "investigate"},
                                          {"sued", "", "ACCUSE", "allege"},
                                          {"vetoed", "", "REJECT", "yield"},
                                          {"urged", "", "REQUEST", NULL},
                                          {"negotiated", "", "CONSULT", NULL},
                                          {"visited", "", "CONSULT", "visit"},
                                          {"phoned", "", "CONSULT", "phone"},
                                          {"praised", "", "SUPPORT", NULL},
                                          {"apologised", "", "SUPPORT", NULL},
                                          {"cooperated", "", "COOPERATE", NULL},
                                          {"extradited", "", "COOPERATE", NULL},
                                          {"donated", "", "AID", NULL},
                                          {"pardoned", "", "CONCEDE", NULL},
                                          {"resigned", "", "RETREAT", NULL},
                                          {"surrendered", "", "RETREAT", "disarm"},
                                          {"expelled", "", "SANCTION", "expel"},
                                          {"deployed", "", "MOBILIZE", "troops"},
                                          {"promised", "", "AGREE", NULL},
                                          {"intimidated", "", "THREATEN", NULL}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct event_sense *s = sense_of(want[i][0], want[i][1], 'v');
        if (!s) s = sense_of(want[i][0], want[i][1], 'n');
        if (!s) print_error("no row: %s %s\n", want[i][0], want[i][1]);
        assert_non_null(s);
        assert_string_equal(s->type, want[i][2]);
        if (want[i][3])
            assert_string_equal(s->mode, want[i][3]);
        else
            assert_null(s->mode);
    }
}

static void what_plover_does_not_know(void **state) {
    (void)state;
    assert_null(sense_of("earthquake", "", 'n')->type);
    assert_null(sense_of("elected", "", 'v')->type);
    assert_string_equal(event_kind_at(sense_of("blaze", "", 'n')->kind)->name, "fire");
    assert_string_equal(event_kind_at(sense_of("derailed", "", 'v')->kind)->name, "derailment");
    assert_null(sense_of("resigned", "", 'v')->code);
    assert_null(sense_of("zebra", "", 'n'));
}

static bool agree(const char *a, const char *b) {
    int x = event_kind_find(a), y = event_kind_find(b);
    assert_true(x >= 0 && y >= 0);
    assert_int_equal(event_kinds_agree((uint16_t)x, (uint16_t)y), event_kinds_agree((uint16_t)y, (uint16_t)x));
    return event_kinds_agree((uint16_t)x, (uint16_t)y);
}

static void kinds(void **state) {
    (void)state;
    assert_true(agree("attack", "shooting") && agree("shooting", "assassination") && agree("murder", "assassination"));
    assert_true(agree("bombing", "car bombing") && agree("talks", "summit") && agree("stabbing", "killing"));
    assert_false(agree("shooting", "stabbing") || agree("car bombing", "roadside bombing") || agree("attack", "talks"));
    assert_false(agree("killing", "injury") || agree("fire", "shooting"));
    assert_int_equal(event_kind_find("zebra"), -1);
}

int main(int argc, char **argv) {
    show = argc > 1 && !strcmp(argv[1], "show");
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases), cmocka_unit_test(every_type_has_words),
                                       cmocka_unit_test(what_plover_does_not_know), cmocka_unit_test(kinds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
