/* Statements of one database: prepared once, bound and stepped by a line each. All SQL of the tree stands in src/store. */
#ifndef STORE_SQL_H
#define STORE_SQL_H
#include "base_arena.h"
#include "base_error.h"
#include <sqlite3.h>

enum { MAX_STATEMENTS = 192 };
struct sql {
    sqlite3 *db;
    struct {
        const char *text; /* the literal: compared by address, then by words */
        sqlite3_stmt *at;
    } cached[MAX_STATEMENTS];
    int n_cached;
    char name[200]; /* of the file, for errors */
};

/* A statement ready to be bound, or NULL. `text` lives as long as the database (a literal). It is to be given back with
 * sql_done before it is taken again. */
sqlite3_stmt *sql_take(struct sql *q, const char *text);
void sql_done(sqlite3_stmt *st);
/* Binds values from 1 on: i int64_t, d double, t const char * (NULL allowed), b const void * (NULL allowed) and size_t. */
void sql_bind(sqlite3_stmt *st, const char *types, ...);
/* Takes, binds and steps once to its end. False: see sql_error. */
bool sql_run(struct sql *q, const char *text, const char *types, ...);
/* The first column of the first row as a number; `none` where there is no row or it failed. */
int64_t sql_number(struct sql *q, int64_t none, const char *text, const char *types, ...);
/* A column's text, copied to the arena; NULL where it is NULL. */
char *sql_text(sqlite3_stmt *st, int column, struct arena *a);
/* What went wrong with the last call, in the public words. */
sayso_code sql_error(struct sql *q, sayso_error *e);
void sql_close(struct sql *q);
#endif
