/* The file: opened, made, brought up to this version, closed; transactions. */
#include "store_schema.h"
#include "store_work.h"
#include <stdio.h>
#include <stdlib.h>

static bool run(struct store *s, const char *sql) { return sqlite3_exec(s->q.db, sql, NULL, NULL, NULL) == SQLITE_OK; }

static int64_t pragma(struct store *s, const char *sql) {
    sqlite3_stmt *st = NULL;
    int64_t out = -1;
    if (sqlite3_prepare_v2(s->q.db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        out = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return out;
}

static sayso_code foreign(struct store *s, sayso_error *e, const char *why) {
    error_input(e, s->q.name);
    return error_set(e, SAYSO_FORMAT, "store", 0, "%s", why);
}

static sayso_code later(struct store *s, int64_t version, sayso_error *e) {
    error_input(e, s->q.name);
    return error_set(
        e, SAYSO_FORMAT, "store", 0,
        "this database is of a later version of sayso: its tables are of version %lld, this program knows those up to %d",
        (long long)version, STORE_VERSION);
}

/* Looks at whose file it is: sayso's, of which version, or an empty one. */
static sayso_code check(struct store *s, int64_t *version, sayso_error *e) {
    *version = pragma(s, "PRAGMA user_version");
    int64_t application = pragma(s, "PRAGMA application_id");
    int64_t tables = pragma(s, "SELECT count(*) FROM sqlite_master");
    if (*version < 0 || application < 0 || tables < 0) return sql_error(&s->q, e);
    if (application == STORE_APPLICATION && *version > STORE_VERSION) return later(s, *version, e);
    if (application != STORE_APPLICATION && (tables || *version)) return foreign(s, e, "this is not a database of sayso's");
    return SAYSO_OK;
}

/* Brings it up to date, in one transaction; another process may have done so while this one waited for it. */
static sayso_code migrate(struct store *s, sayso_error *e) {
    int64_t version;
    if (!run(s, "BEGIN IMMEDIATE")) return sql_error(&s->q, e);
    sayso_code code = check(s, &version, e);
    bool ok = true;
    for (; !code && ok && version < STORE_VERSION; version++) ok = run(s, STORE_STEPS[version]);
    char set[96];
    snprintf(set, sizeof set, "PRAGMA user_version = %d; PRAGMA application_id = %d", STORE_VERSION, STORE_APPLICATION);
    if (!code && !(ok && run(s, set) && run(s, "COMMIT"))) code = sql_error(&s->q, e);
    if (code) run(s, "ROLLBACK");
    return code;
}

/* Whoever only looks has an older file brought up to date by a handle that may write; where there is none to be had this is said.
 */
static sayso_code migrate_for_reading(struct store *s, const sayso_store_options *o, sayso_error *e) {
    sayso_error why = {0};
    struct store *writing = store_open(s->path, &(sayso_store_options){.wait_ms = o->wait_ms}, &why);
    bool done = writing != NULL;
    store_close(writing);
    if (done) return SAYSO_OK;
    error_input(e, s->q.name);
    return error_set(e, SAYSO_FORMAT, "store", 0,
                     "this database is of an earlier version of sayso, and cannot be brought up to date: %s", why.message);
}

static sayso_code settle(struct store *s, const sayso_store_options *o, sayso_error *e) {
    int64_t version;
    sqlite3_busy_timeout(s->q.db, o->wait_ms ? (int)o->wait_ms : 10000);
    if (!run(s,
             "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 268435456"))
        return sql_error(&s->q, e);
    sayso_code code = check(s, &version, e);
    if (code) return code;
    if (s->read_only && !version) return foreign(s, e, "this is not a database of sayso's");
    if (s->read_only) return version < STORE_VERSION ? migrate_for_reading(s, o, e) : SAYSO_OK;
    if (!run(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")) return sql_error(&s->q, e);
    return version < STORE_VERSION ? migrate(s, e) : SAYSO_OK;
}

struct store *store_open(const char *path, const sayso_store_options *options, sayso_error *e) {
    static const sayso_store_options defaults = {0};
    if (!options) options = &defaults;
    struct store *s = calloc(1, sizeof *s);
    if (!s) {
        error_set(e, SAYSO_NOMEM, "store", 0, "out of memory");
        return NULL;
    }
    s->path = path, s->read_only = options->read_only, s->no_keep = options->no_keep;
    snprintf(s->q.name, sizeof s->q.name, "%s", path);
    arena_init(&s->scratch, 0);
    arena_init(&s->touched_in, 0);
    int flags = options->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sayso_code code = SAYSO_OK;
    if (sqlite3_open_v2(path, &s->q.db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        code = s->q.db ? sql_error(&s->q, e) : error_set(e, SAYSO_NOMEM, "store", 0, "out of memory");
    if (!code) code = settle(s, options, e);
    s->path = NULL;
    if (!code) return s;
    store_close(s);
    return NULL;
}

void store_close(struct store *s) {
    if (!s) return;
    store_rollback(s);
    sql_close(&s->q);
    arena_release(&s->scratch);
    arena_release(&s->touched_in);
    free(s);
}

/* ---- transactions ------------------------------------------------------------------------------------------------ */
static void forget_touched(struct store *s) {
    s->touched.at = NULL, s->touched.n = s->touched.size = 0;
    arena_clear(&s->touched_in);
}

bool store_touch(struct store *s, int64_t story) {
    for (uint32_t i = 0; i < s->touched.n; i++)
        if (s->touched.at[i] == story) return true;
    return VEC_PUSH(&s->touched_in, s->touched, story);
}

static sayso_code begin(struct store *s, sayso_error *e) {
    if (s->read_only) {
        error_input(e, s->q.name);
        return error_set(e, SAYSO_USAGE, "store", 0, "the database was opened for reading alone");
    }
    forget_touched(s);
    return run(s, "BEGIN IMMEDIATE") ? SAYSO_OK : sql_error(&s->q, e);
}

static sayso_code commit(struct store *s, sayso_error *e) {
    sayso_code code = store_remake(s, e);
    if (!code && !run(s, "COMMIT")) code = sql_error(&s->q, e);
    if (code) run(s, "ROLLBACK");
    forget_touched(s);
    return code;
}

sayso_code store_begin(struct store *s, sayso_error *e) {
    sayso_code code = begin(s, e);
    s->in_batch = !code;
    return code;
}

sayso_code store_commit(struct store *s, sayso_error *e) {
    s->in_batch = false;
    return commit(s, e);
}

void store_rollback(struct store *s) {
    if (s->in_batch) run(s, "ROLLBACK");
    s->in_batch = false;
    forget_touched(s);
}

/* Inside a batch each call is a savepoint: one that fails leaves nothing behind. */
sayso_code store_enter(struct store *s, sayso_error *e) {
    if (!s->in_batch) return begin(s, e);
    return run(s, "SAVEPOINT one") ? SAYSO_OK : sql_error(&s->q, e);
}

sayso_code store_leave(struct store *s, sayso_code code, sayso_error *e) {
    arena_clear(&s->scratch);
    if (!s->in_batch && !code) return commit(s, e);
    if (!s->in_batch) {
        run(s, "ROLLBACK");
        forget_touched(s);
    } else if (code) {
        run(s, "ROLLBACK TO one; RELEASE one");
    } else if (!run(s, "RELEASE one")) {
        return sql_error(&s->q, e);
    }
    return code;
}
