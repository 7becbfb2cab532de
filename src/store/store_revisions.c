/* What revisions of one address changed: the report as it was before and as it is, both as people have corrected them. */
#include "record_diff.h"
#include "store_work.h"

enum { LOGGED = 6 }; /* changes of one revision in a story's log */

static sayso_code compare(struct store *s, int64_t was, int64_t is, struct arena *a, struct record_change **changes, uint32_t *n,
                          sayso_error *e) {
    sayso_record x, y;
    sayso_code code = store_record(s, was, a, &x, e);
    if (!code) code = store_record(s, is, a, &y, e);
    if (!code && record_diff(&x, &y, a, changes, n)) code = store_no_memory(e);
    return code;
}

struct step {
    int64_t report, previous;
    uint32_t revision;
};

static sayso_code tell(struct store *s, const struct step *p, sayso_revision_take *take, void *taker, bool *on, sayso_error *e) {
    struct arena a;
    struct record_change *c;
    uint32_t n = 0;
    arena_init(&a, 0);
    sayso_code code = compare(s, p->previous, p->report, &a, &c, &n, e);
    for (uint32_t i = 0; i < n && !code && *on; i++) {
        sayso_revision_row row = {p->report, p->previous, p->revision,      c[i].publication, c[i].slot,
                                  c[i].was,  c[i].is,     c[i].was_said_by, c[i].said_by,     record_change_words(&c[i], &a)};
        if (!row.words)
            code = store_no_memory(e);
        else
            *on = take(taker, &row);
    }
    arena_release(&a);
    return code;
}

int64_t store_count_revisions(struct store *s, int64_t report, sayso_error *e) {
    int64_t n = sql_number(&s->q, -1, "SELECT count(*) FROM report WHERE address = (SELECT address FROM report WHERE id = ?1)",
                           "i", report);
    if (n < 0) sql_error(&s->q, e);
    return n;
}

sayso_code store_revisions(struct store *s, int64_t report, uint32_t first, uint32_t limit, sayso_revision_take *take,
                           void *taker, sayso_error *e) {
    VEC(struct step) steps = {0};
    struct arena a;
    int64_t story;
    sayso_code code = store_story_of(s, report, &story, e);
    if (code) return code;
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT id, previous, revision FROM report WHERE address = (SELECT address FROM report WHERE"
                        " id = ?1) AND previous IS NOT NULL AND revision >= ?2 AND revision < ?3 ORDER BY revision");
    if (!st) return sql_error(&s->q, e);
    arena_init(&a, 0);
    sql_bind(st, "iii", report, (int64_t)first, limit ? (int64_t)first + limit : INT64_MAX);
    while (!code && sqlite3_step(st) == SQLITE_ROW) {
        struct step p = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), (uint32_t)sqlite3_column_int64(st, 2)};
        if (!VEC_PUSH(&a, steps, p)) code = store_no_memory(e);
    }
    sql_done(st);
    bool on = true;
    for (uint32_t i = 0; i < steps.n && !code && on; i++) code = tell(s, &steps.at[i], take, taker, &on, e);
    arena_release(&a);
    return code;
}

sayso_code store_log_revision(struct store *s, int64_t report, int64_t previous, uint32_t revision, int64_t story,
                              sayso_error *e) {
    struct arena a;
    struct record_change *c;
    uint32_t n = 0, told = 0;
    arena_init(&a, 0);
    sayso_code code = story ? compare(s, previous, report, &a, &c, &n, e) : SAYSO_OK;
    char *line = arena_printf(&a, "revision %u of report %lld", revision, (long long)previous);
    for (uint32_t i = 0; i < n && !code && line; i++) {
        if (c[i].publication && strcmp(c[i].slot, "title"))
            continue; /* of the story's concern is what is claimed, and its name */
        if (!strcmp(c[i].slot, "what") || !strcmp(c[i].slot, "said")) continue;
        const char *words = told < LOGGED ? record_change_words(&c[i], &a) : "...";
        line = words ? arena_printf(&a, "%s%s%s", line, told ? "; " : ": ", words) : NULL;
        if (told++ == LOGGED) break;
    }
    if (!code && !line) code = store_no_memory(e);
    if (!code && story && !store_log_change(s, story, line)) code = sql_error(&s->q, e);
    arena_release(&a);
    return code;
}
