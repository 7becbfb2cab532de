/* report, the say-so side: recordings under tests/report/recorded read into attributions, sources and claims; the lexicon. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "recorded.h"
#include "report.h"
#include "report_cues.h"

static const char *root(void) { return getenv("SAYSO_ROOT") ? getenv("SAYSO_ROOT") : "."; }

/* What the recording says and what the stage makes of it, both in `arena`. */
static const char *made_of(struct arena *arena, const char *path, const char **want) {
    struct recorded r;
    struct arena scratch;
    sayso_record record = {0};
    sayso_error e = {0};
    if (!recorded_read(arena, path, &r)) return NULL;
    arena_init(&scratch, 0);
    sayso_code code = report_build(arena, &scratch, &r.text, &r.scores, &record, &e);
    arena_release(&scratch);
    *want = r.want;
    return code ? arena_strdup(arena, e.message) : recorded_show(arena, &record);
}

static void recordings_become_what_they_want(void **state) {
    (void)state;
    char folder[1024], path[2048];
    snprintf(folder, sizeof folder, "%s/tests/report/recorded", root());
    DIR *d = opendir(folder);
    assert_non_null(d);
    int n = 0, failed = 0;
    for (struct dirent *f; (f = readdir(d));) {
        if (!strstr(f->d_name, ".rec")) continue;
        struct arena arena;
        arena_init(&arena, 0);
        snprintf(path, sizeof path, "%s/%s", folder, f->d_name);
        const char *want = "", *got = made_of(&arena, path, &want);
        if (!got || strcmp(got, want)) {
            fprintf(stderr, "%s: want\n%sgot\n%s", f->d_name, want, got ? got : "nothing\n");
            failed++;
        }
        n++;
        arena_release(&arena);
    }
    closedir(d);
    assert_true(n > 0);
    assert_int_equal(failed, 0);
}

/* A recording made with little memory: an error or the whole record, never less. */
static void little_memory_is_an_error(void **state) {
    (void)state;
    char path[2048];
    snprintf(path, sizeof path, "%s/tests/report/recorded/citing.rec", root());
    struct arena kept;
    struct recorded r;
    arena_init(&kept, 0);
    assert_true(recorded_read(&kept, path, &r));
    int failed = 0;
    for (size_t limit = 64; limit < 60000; limit += limit < 8000 ? 16 : 700)
        for (int which = 0; which < 2; which++) {
            struct arena arena, scratch;
            sayso_record record = {0};
            sayso_error e = {0};
            arena_init(&arena, which ? 0 : limit);
            arena_init(&scratch, which ? limit : 0);
            sayso_code code = report_build(&arena, &scratch, &r.text, &r.scores, &record, &e);
            if (code) {
                assert_int_equal(code, SAYSO_NOMEM);
                assert_int_equal(e.code, SAYSO_NOMEM);
                failed++;
            } else {
                assert_string_equal(recorded_show(&kept, &record), r.want);
            }
            arena_release(&arena);
            arena_release(&scratch);
        }
    assert_true(failed > 10);
    arena_release(&kept);
}

/* Without scores: what the text alone shows. */
static void no_scores_give_blocks_and_quotes(void **state) {
    (void)state;
    static const char utf8[] = "“We ran,” said Odile Marsh.";
    sayso_block block = {.kind = SAYSO_BLOCK_PARAGRAPH, .media = -1, .span = {0, sizeof utf8 - 1}};
    struct text text = {.utf8 = utf8, .n = sizeof utf8 - 1, .blocks = &block, .n_blocks = 1};
    struct arena arena, scratch;
    sayso_record record = {0};
    sayso_error e;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    assert_int_equal(report_build(&arena, &scratch, &text, NULL, &record, &e), SAYSO_OK);
    assert_int_equal(record.n_blocks, 1);
    assert_int_equal(record.n_quotes, 1);
    assert_int_equal(record.n_attributions + record.n_claims + record.n_sentences, 0);
    assert_int_equal(strncmp(record.id, "sha256:", 7), 0);
    arena_release(&arena);
    arena_release(&scratch);
}

/* ---- the lexicon ------------------------------------------------------------------------------------------------- */
static const char *attitude_of(const char *form) {
    const struct cue *c = cue_find(form, strlen(form));
    return c ? cue_attitudes[c->attitude].name : "";
}

static void cues_are_found_in_their_forms(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"said", "states"},
        {"says", "states"},
        {"saying", "states"},
        {"denies", "denies"},
        {"denied", "denies"},
        {"denying", "denies"},
        {"pointed out", "states"},
        {"pointing out", "states"},
        {"according to", "states"},
        {"feared", "fears"},
        {"were worried", "fears"},
        {"vowed", "promises"},
        {"begged", "urges"},
        {"knew", "knows"},
        {"hopes", "hopes"},
        {"accused", "accuses"},
        {"tweeted", "posts"},
        {"called for", "urges"},
        {"called", "describes"},
        {"threatening", "threatens"},
        {"admitted", "admits"},
        {"acknowledging", "admits"},
        {"made clear", "insists"},
        {"worries", "fears"},
        {"lied", ""},
        {"", ""},
        {"saids", ""},
        {"accordingly", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(attitude_of(rows[i][0]), rows[i][1]))
            fail_msg("%s: %s, not %s", rows[i][0], attitude_of(rows[i][0]), rows[i][1]);
}

static void the_table_of_cues_is_in_order(void **state) {
    (void)state;
    for (uint32_t i = 1; i < n_cue_table; i++) assert_true(strcmp(cue_table[i - 1].form, cue_table[i].form) <= 0);
    for (uint32_t i = 0; i < n_cue_table; i++) {
        assert_true(cue_table[i].attitude < n_cue_attitudes);
        assert_non_null(cue_find(cue_table[i].form, strlen(cue_table[i].form)));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recordings_become_what_they_want), cmocka_unit_test(little_memory_is_an_error),
        cmocka_unit_test(no_scores_give_blocks_and_quotes), cmocka_unit_test(cues_are_found_in_their_forms),
        cmocka_unit_test(the_table_of_cues_is_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
