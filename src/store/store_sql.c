/* Prepared statements, bound by a line each, and SQLite's errors in the public words. */
#include "store_sql.h"
#include <assert.h>
#include <stdarg.h>
#include <string.h>

static sqlite3_stmt *prepare(struct sql *q, const char *text) {
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v3(q->db, text, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) != SQLITE_OK) return NULL;
    q->cached[q->n_cached].text = text;
    q->cached[q->n_cached++].at = st;
    return st;
}

sqlite3_stmt *sql_take(struct sql *q, const char *text) {
    for (int i = 0; i < q->n_cached; i++)
        if (q->cached[i].text == text) return q->cached[i].at;
    assert(q->n_cached < MAX_STATEMENTS); /* there are fewer literals than that in src/store */
    return prepare(q, text);
}

void sql_done(sqlite3_stmt *st) {
    if (!st) return;
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
}

static void bind_all(sqlite3_stmt *st, const char *types, va_list ap) {
    for (int i = 1; *types; types++, i++) {
        if (*types == 'i') {
            sqlite3_bind_int64(st, i, va_arg(ap, int64_t));
        } else if (*types == 'd') {
            sqlite3_bind_double(st, i, va_arg(ap, double));
        } else if (*types == 't') {
            const char *s = va_arg(ap, const char *);
            sqlite3_bind_text(st, i, s, -1, SQLITE_TRANSIENT);
        } else if (*types == 'b') {
            const void *p = va_arg(ap, const void *);
            size_t n = va_arg(ap, size_t);
            sqlite3_bind_blob64(st, i, p, n, SQLITE_TRANSIENT);
        }
    }
}

void sql_bind(sqlite3_stmt *st, const char *types, ...) {
    va_list ap;
    va_start(ap, types);
    bind_all(st, types, ap);
    va_end(ap);
}

bool sql_run(struct sql *q, const char *text, const char *types, ...) {
    sqlite3_stmt *st = sql_take(q, text);
    if (!st) return false;
    va_list ap;
    va_start(ap, types);
    bind_all(st, types, ap);
    va_end(ap);
    int code;
    while ((code = sqlite3_step(st)) == SQLITE_ROW) {
    }
    sql_done(st);
    return code == SQLITE_DONE;
}

int64_t sql_number(struct sql *q, int64_t none, const char *text, const char *types, ...) {
    sqlite3_stmt *st = sql_take(q, text);
    if (!st) return none;
    va_list ap;
    va_start(ap, types);
    bind_all(st, types, ap);
    va_end(ap);
    int64_t out = none;
    if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) != SQLITE_NULL) out = sqlite3_column_int64(st, 0);
    sql_done(st);
    return out;
}

char *sql_text(sqlite3_stmt *st, int column, struct arena *a) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    return s ? arena_strndup(a, s, (size_t)sqlite3_column_bytes(st, column)) : NULL;
}

sayso_code sql_error(struct sql *q, sayso_error *e) {
    int code = sqlite3_errcode(q->db) & 0xff;
    if (e) error_input(e, q->name);
    switch (code) {
    case SQLITE_NOMEM:
        return error_set(e, SAYSO_NOMEM, "store", 0, "out of memory");
    case SQLITE_FULL:
        return error_set(e, SAYSO_IO, "store", 0, "the disk is full; nothing of this was written");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(e, SAYSO_IO, "store", 0, "another process holds the database; nothing of this was written");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return error_set(e, SAYSO_FORMAT, "store", 0, "not a sound database: %s", sqlite3_errmsg(q->db));
    case SQLITE_READONLY:
        return error_set(e, SAYSO_USAGE, "store", 0, "the database cannot be written to");
    case SQLITE_TOOBIG:
        return error_set(e, SAYSO_LIMIT, "store", 0, "too long for the database");
    case SQLITE_ERROR: /* tables that are not as they should be */
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA:
        return error_set(e, SAYSO_FORMAT, "store", 0, "%s", sqlite3_errmsg(q->db));
    default:
        return error_set(e, SAYSO_IO, "store", 0, "%s", sqlite3_errmsg(q->db));
    }
}

void sql_close(struct sql *q) {
    for (int i = 0; i < q->n_cached; i++) sqlite3_finalize(q->cached[i].at);
    sqlite3_close(q->db);
    *q = (struct sql){0};
}
