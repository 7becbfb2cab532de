/* One story, one record, bytes as received, kept states. */
#include "record_parse.h"
#include "store_pack.h"
#include "store_work.h"

static sayso_code missing(struct store *s, sayso_error *e, const char *what, int64_t id) {
    error_input(e, s->q.name);
    return error_set(e, SAYSO_USAGE, "store", 0, "there is no %s %lld", what, (long long)id);
}

static sayso_code broken(struct store *s, sayso_error *e) {
    error_input(e, s->q.name);
    return error_set(e, SAYSO_FORMAT, "store", 0, "what is kept of it is broken");
}

sayso_code store_unpack_raw(struct store *s, const void *blob, size_t n, size_t size, struct arena *arena, sayso_record *out,
                            sayso_error *e) {
    struct arena inner;
    char *json;
    bool read;
    arena_init(&inner, 0);
    sayso_code code = unpack(&inner, blob, n, size, &json);
    if (code == SAYSO_NOMEM)
        code = store_no_memory(e);
    else if (code)
        code = broken(s, e);
    else
        code = record_parse(arena, &inner, json, size, out, &read, e);
    arena_release(&inner);
    return code;
}

sayso_code store_unpack_record(struct store *s, const void *blob, size_t n, size_t size, struct arena *arena, sayso_record *out,
                               sayso_error *e) {
    sayso_code code = store_unpack_raw(s, blob, n, size, arena, out, e);
    return code ? code : store_apply_corrections(s, out, arena, e);
}

static sayso_code unpack_row(struct store *s, sqlite3_stmt *st, int column, struct arena *arena, sayso_record *out,
                             sayso_error *e) {
    return store_unpack_record(s, sqlite3_column_blob(st, column), (size_t)sqlite3_column_bytes(st, column),
                               (size_t)sqlite3_column_int64(st, column + 1), arena, out, e);
}

sayso_code store_record_raw(struct store *s, int64_t report, struct arena *arena, sayso_record *out, sayso_error *e) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT record, record_size FROM report WHERE id = ?1");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", report);
    int step = sqlite3_step(st);
    sayso_code code = step == SQLITE_ROW    ? store_unpack_raw(s, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0),
                                                               (size_t)sqlite3_column_int64(st, 1), arena, out, e)
                      : step == SQLITE_DONE ? missing(s, e, "report", report)
                                            : sql_error(&s->q, e);
    sql_done(st);
    return code;
}

sayso_code store_record(struct store *s, int64_t report, struct arena *arena, sayso_record *out, sayso_error *e) {
    sayso_code code = store_record_raw(s, report, arena, out, e);
    return code ? code : store_apply_corrections(s, out, arena, e);
}

/* Records of one text at several addresses count once: the earliest received stands for them. */
sayso_code store_inputs(struct store *s, int64_t story, struct arena *arena, struct story_input **out, uint32_t *n,
                        sayso_error *e) {
    VEC(struct story_input) inputs = {0};
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT record, record_size, received FROM report WHERE story = ?1 AND latest = 1 AND id IN"
                        " (SELECT min(id) FROM report WHERE story = ?1 AND latest = 1 GROUP BY record_id) ORDER BY id");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", story);
    sayso_code code = SAYSO_OK;
    int step;
    while (!code && (step = sqlite3_step(st)) == SQLITE_ROW) {
        sayso_record *r = ARENA_NEW(arena, sayso_record);
        struct story_input in = {.record = r, .received = sql_text(st, 2, arena)};
        code = r && in.received ? unpack_row(s, st, 0, arena, r, e) : store_no_memory(e);
        if (!code && !VEC_PUSH(arena, inputs, in)) code = store_no_memory(e);
    }
    if (!code && step != SQLITE_DONE) code = sql_error(&s->q, e);
    sql_done(st);
    *out = inputs.at, *n = inputs.n;
    return code;
}

/* A story that was merged away says where it went. */
static sayso_code check_story(struct store *s, int64_t story, sayso_error *e) {
    int64_t into = sql_number(&s->q, -1, "SELECT coalesce(merged_into, 0) FROM story WHERE id = ?1", "i", story);
    if (into < 0) return missing(s, e, "story", story);
    if (!into) return SAYSO_OK;
    error_input(e, s->q.name);
    return error_set(e, SAYSO_USAGE, "store", 0, "story %lld has been merged into story %lld", (long long)story, (long long)into);
}

sayso_code store_story(struct store *s, int64_t story, struct arena *arena, sayso_story *out, sayso_error *e) {
    struct story_input *inputs;
    uint32_t n;
    struct arena inner;
    sayso_code code = check_story(s, story, e);
    if (code) return code;
    arena_init(&inner, 0);
    code = store_inputs(s, story, &inner, &inputs, &n, e);
    if (!code && !n) code = missing(s, e, "report in story", story);
    if (!code) {
        struct arena scratch;
        arena_init(&scratch, 0);
        if (story_make(inputs, n, arena, &scratch, out) || !(out->id = arena_printf(arena, "%lld", (long long)story)))
            code = store_no_memory(e);
        arena_release(&scratch);
    }
    arena_release(&inner);
    return code;
}

/* A blob in `arena`, unpacked. */
static sayso_code unpack_blob(struct store *s, sqlite3_stmt *st, int column, struct arena *arena, char **out, size_t *n,
                              sayso_error *e) {
    *n = (size_t)sqlite3_column_int64(st, column + 1);
    sayso_code code = unpack(arena, sqlite3_column_blob(st, column), (size_t)sqlite3_column_bytes(st, column), *n, out);
    return code == SAYSO_NOMEM ? store_no_memory(e) : code ? broken(s, e) : SAYSO_OK;
}

sayso_code store_story_json(struct store *s, int64_t story, struct arena *arena, char **json, size_t *n, sayso_error *e) {
    sayso_code code = check_story(s, story, e);
    if (code) return code;
    sqlite3_stmt *st = sql_take(&s->q, "SELECT record, record_size FROM story WHERE id = ?1 AND record IS NOT NULL");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", story);
    code = sqlite3_step(st) == SQLITE_ROW ? unpack_blob(s, st, 0, arena, json, n, e) : missing(s, e, "report in story", story);
    sql_done(st);
    return code;
}

sayso_code store_story_change(struct store *s, int64_t story, int64_t *change, int64_t *merged_into, sayso_error *e) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT change, coalesce(merged_into, 0) FROM story WHERE id = ?1");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", story);
    int step = sqlite3_step(st);
    *change = *merged_into = 0;
    if (step == SQLITE_ROW) *change = sqlite3_column_int64(st, 0), *merged_into = sqlite3_column_int64(st, 1);
    sayso_code code = step == SQLITE_ROW ? SAYSO_OK : step == SQLITE_DONE ? missing(s, e, "story", story) : sql_error(&s->q, e);
    sql_done(st);
    return code;
}

sayso_code store_story_of(struct store *s, int64_t report, int64_t *story, sayso_error *e) {
    *story = sql_number(&s->q, 0, "SELECT story FROM report WHERE id = ?1", "i", report);
    return *story ? SAYSO_OK : missing(s, e, "report", report);
}

int64_t store_report_of(struct store *s, const char *id, sayso_error *e) {
    int64_t out =
        sql_number(&s->q, 0, "SELECT id FROM report WHERE record_id = ?1 ORDER BY latest DESC, id DESC LIMIT 1", "t", id);
    int code = sqlite3_errcode(s->q.db);
    if (out || code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return out;
    sql_error(&s->q, e);
    return -1;
}

sayso_code store_bytes(struct store *s, int64_t report, struct arena *arena, char **bytes, size_t *n, char **media_type,
                       char **uri, sayso_error *e) {
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT bytes, size, media_type, uri FROM page WHERE report = ?1 ORDER BY id DESC LIMIT 1");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", report);
    sayso_code code;
    if (sqlite3_step(st) != SQLITE_ROW) {
        code = missing(s, e, "report", report);
    } else if (sqlite3_column_type(st, 0) == SQLITE_NULL) {
        error_input(e, s->q.name);
        code = error_set(e, SAYSO_USAGE, "store", 0, "the bytes of report %lld were not kept", (long long)report);
    } else {
        code = unpack_blob(s, st, 0, arena, bytes, n, e);
        *media_type = sql_text(st, 2, arena), *uri = sql_text(st, 3, arena);
    }
    sql_done(st);
    return code;
}

sayso_code store_keep_state(struct store *s, const char *name, const void *bytes, size_t n, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    if (code) return code;
    bool ok = bytes ? sql_run(&s->q, "INSERT OR REPLACE INTO state(name, bytes, kept) VALUES(?1, ?2, " SQL_NOW ")", "tb", name,
                              bytes, n)
                    : sql_run(&s->q, "DELETE FROM state WHERE name = ?1", "t", name);
    return store_leave(s, ok ? SAYSO_OK : sql_error(&s->q, e), e);
}

sayso_code store_state(struct store *s, const char *name, struct arena *arena, char **bytes, size_t *n, sayso_error *e) {
    *bytes = NULL, *n = 0;
    sqlite3_stmt *st = sql_take(&s->q, "SELECT bytes FROM state WHERE name = ?1");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "t", name);
    sayso_code code = SAYSO_OK;
    if (sqlite3_step(st) == SQLITE_ROW) {
        *n = (size_t)sqlite3_column_bytes(st, 0);
        *bytes = arena_alloc(arena, *n + 1);
        if (!*bytes)
            code = store_no_memory(e);
        else if (*n)
            memcpy(*bytes, sqlite3_column_blob(st, 0), *n);
    }
    sql_done(st);
    return code;
}
