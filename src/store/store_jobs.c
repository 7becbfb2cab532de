/* Reports that wait to be read: a line that outlives the process. A reading is begun on disk before it begins, so that one that
 * ends the program is counted; and it is over in the transaction that adds its report, so that none is added twice. */
#include "store_work.h"
#include <stdlib.h>

enum { REMEMBERED = 500 }; /* jobs that are over; the oldest are forgotten */

static sayso_code wrong(struct store *s, sayso_error *e, sayso_code code, const char *why) {
    error_input(e, s->q.name);
    return error_set(e, code, "store", 0, "%s", why);
}

#define OPEN_JOBS " FROM job WHERE state IN ('waiting', 'reading')"

static sayso_code put_in(struct store *s, const sayso_job *j, const sayso_job_limits *most, int64_t *number, sayso_error *e) {
    int64_t open = sql_number(&s->q, -1, "SELECT count(*)" OPEN_JOBS, "");
    int64_t bytes = sql_number(&s->q, -1, "SELECT coalesce(sum(size), 0)" OPEN_JOBS, "");
    if (open < 0 || bytes < 0) return sql_error(&s->q, e);
    if (most && (open >= most->jobs || (uint64_t)bytes + j->n > most->bytes))
        return wrong(s, e, SAYSO_LIMIT, "too many reports wait to be read");
    if (!sql_run(&s->q,
                 "INSERT INTO job(state, name, media_type, uri, record, bytes, size, sent) VALUES('waiting', ?1, ?2, ?3, ?4, ?5, "
                 "?6, " SQL_NOW ")",
                 "tttibi", j->name, j->media_type, j->uri, (int64_t)j->record, j->bytes, j->n, (int64_t)j->n))
        return sql_error(&s->q, e);
    *number = sqlite3_last_insert_rowid(s->q.db);
    return SAYSO_OK;
}

sayso_code store_job_put(struct store *s, const sayso_job *j, const sayso_job_limits *most, int64_t *number, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    return code ? code : store_leave(s, put_in(s, j, most, number, e), e);
}

/* ---- looking ----------------------------------------------------------------------------------------------------- */
static const char *column(sqlite3_stmt *st, int i) { return (const char *)sqlite3_column_text(st, i); }

static sayso_job_state state_of(const char *name) {
    for (int k = 0; k <= SAYSO_JOB_FAILED; k++)
        if (name && !strcmp(name, sayso_job_state_name((sayso_job_state)k))) return (sayso_job_state)k;
    return SAYSO_JOB_FAILED;
}

#define JOB_COLUMNS "SELECT id, state, name, media_type, uri, record, size, attempts, report, story, code, message"
static sayso_job job_row(sqlite3_stmt *st) {
    return (sayso_job){.job = sqlite3_column_int64(st, 0),
                       .state = state_of(column(st, 1)),
                       .name = column(st, 2),
                       .media_type = column(st, 3),
                       .uri = column(st, 4),
                       .record = sqlite3_column_int(st, 5) != 0,
                       .n = (size_t)sqlite3_column_int64(st, 6),
                       .attempts = (uint32_t)sqlite3_column_int64(st, 7),
                       .report = sqlite3_column_int64(st, 8),
                       .story = sqlite3_column_int64(st, 9),
                       .code = column(st, 10),
                       .message = column(st, 11)};
}

sayso_code store_jobs(struct store *s, int64_t job, sayso_job_take *take, void *taker, sayso_error *e) {
    sqlite3_stmt *st = job ? sql_take(&s->q, JOB_COLUMNS " FROM job WHERE id = ?1")
                           : sql_take(&s->q, JOB_COLUMNS " FROM job WHERE id >= ?1 ORDER BY id");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", job);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        sayso_job row = job_row(st);
        if (!take(taker, &row)) break;
    }
    sayso_code code = step == SQLITE_ROW || step == SQLITE_DONE ? SAYSO_OK : sql_error(&s->q, e);
    sql_done(st);
    return code;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */
static char *copied(struct arena *a, const char *s, bool *ok) {
    char *out = s ? arena_strdup(a, s) : NULL;
    *ok = *ok && (out || !s);
    return out;
}

static sayso_code next_in(struct store *s, struct arena *arena, sayso_job *out, bool *any, sayso_error *e) {
    sqlite3_stmt *st = sql_take(&s->q, JOB_COLUMNS ", bytes FROM job WHERE state = 'waiting' ORDER BY id LIMIT 1");
    if (!st) return sql_error(&s->q, e);
    int step = sqlite3_step(st);
    bool ok = true;
    *any = step == SQLITE_ROW;
    if (*any) {
        const void *bytes = sqlite3_column_blob(st, 12);
        *out = job_row(st);
        out->name = copied(arena, out->name, &ok), out->media_type = copied(arena, out->media_type, &ok);
        out->uri = copied(arena, out->uri, &ok), out->code = out->message = NULL;
        out->n = (size_t)sqlite3_column_bytes(st, 12);
        out->bytes = bytes ? arena_strndup(arena, bytes, out->n) : NULL;
        ok = ok && (out->bytes || !bytes);
        out->state = SAYSO_JOB_READING, out->attempts++;
    }
    sql_done(st);
    if (!ok) return store_no_memory(e);
    if (step != SQLITE_ROW && step != SQLITE_DONE) return sql_error(&s->q, e);
    return !*any || sql_run(&s->q, "UPDATE job SET state = 'reading', attempts = attempts + 1 WHERE id = ?1", "i", out->job)
               ? SAYSO_OK
               : sql_error(&s->q, e);
}

sayso_code store_job_next(struct store *s, struct arena *arena, sayso_job *out, bool *any, sayso_error *e) {
    *any = false;
    /* looking first: nothing is written where nothing waits */
    if (sql_number(&s->q, 0, "SELECT id" OPEN_JOBS " AND state = 'waiting' LIMIT 1", "") <= 0) return SAYSO_OK;
    sayso_code code = store_enter(s, e);
    return code ? code : store_leave(s, next_in(s, arena, out, any, e), e);
}

static sayso_code forget_old(struct store *s, sayso_error *e) {
    static const char sql[] =
        "DELETE FROM job WHERE state IN ('done', 'failed') AND id <= (SELECT id FROM job WHERE state IN ('done',"
        " 'failed') ORDER BY id DESC LIMIT 1 OFFSET ?1)";
    return sql_run(&s->q, sql, "i", (int64_t)REMEMBERED) ? SAYSO_OK : sql_error(&s->q, e);
}

static sayso_code over_in(struct store *s, int64_t job, const sayso_added *added, const char *code, const char *message,
                          sayso_error *e) {
    if (!sql_run(&s->q,
                 "UPDATE job SET state = iif(?2, 'done', 'failed'), bytes = NULL, report = nullif(?3, 0), story = nullif(?4, 0), "
                 "code = ?5,"
                 " message = ?6 WHERE id = ?1 AND state IN ('waiting', 'reading')",
                 "iiiitt", job, (int64_t)(added != NULL), added ? added->report : 0, added ? added->story : 0, code, message))
        return sql_error(&s->q, e);
    if (!sqlite3_changes(s->q.db)) return wrong(s, e, SAYSO_USAGE, "this job is over, or was never there");
    return forget_old(s, e);
}

sayso_code store_job_done(struct store *s, int64_t job, const sayso_added *added, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    return code ? code : store_leave(s, over_in(s, job, added, NULL, NULL, e), e);
}

sayso_code store_job_failed(struct store *s, int64_t job, const char *why, const char *message, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    return code ? code : store_leave(s, over_in(s, job, NULL, why, message, e), e);
}

static sayso_code back_in(struct store *s, int64_t job, sayso_error *e) {
    bool ok = sql_run(
        &s->q, "UPDATE job SET state = 'waiting', attempts = max(attempts - 1, 0) WHERE id = ?1 AND state = 'reading'", "i", job);
    return ok ? SAYSO_OK : sql_error(&s->q, e);
}

sayso_code store_job_back(struct store *s, int64_t job, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    return code ? code : store_leave(s, back_in(s, job, e), e);
}

static sayso_code again_in(struct store *s, sayso_error *e) {
    bool ok =
        sql_run(&s->q,
                "UPDATE job SET state = 'failed', bytes = NULL, code = 'ENDED', message = 'the program ended ' || attempts ||"
                " ' times while it read this; it is not tried again' WHERE state = 'reading' AND attempts >= ?1",
                "i", (int64_t)SAYSO_JOB_ATTEMPTS) &&
        sql_run(&s->q, "UPDATE job SET state = 'waiting' WHERE state = 'reading'", "");
    return ok ? SAYSO_OK : sql_error(&s->q, e);
}

sayso_code store_jobs_again(struct store *s, sayso_error *e) {
    if (sql_number(&s->q, 0, "SELECT id" OPEN_JOBS " AND state = 'reading' LIMIT 1", "") <= 0) return SAYSO_OK;
    sayso_code code = store_enter(s, e);
    return code ? code : store_leave(s, again_in(s, e), e);
}

const char *sayso_job_state_name(sayso_job_state k) {
    static const char *const names[] = {
#define SAYSO_X(n, s) s,
        SAYSO_JOBS(SAYSO_X)
#undef SAYSO_X
    };
    return names[k];
}
