/* Fuzz target: what a browser asks the desk for. The first line is an address: cut into segments and values that are UTF-8
 * without control characters, none of them "." or "..", or answered as refused. The rest is words that are looked for: a
 * full-text query that SQLite takes, and a snippet of any text. */
#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include "base_utf8.h"
#include "serve.h"
#include "store_match.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_plain(const char *s) {
    assert(utf8_check(s, strlen(s)) == strlen(s));
    for (; *s; s++) assert((unsigned char)*s >= 0x20 && *s != 0x7f);
}

static void check_address(const char *raw) {
    struct request q = {.method = "GET"};
    char allow[64];
    if (uri_take(&q, raw)) {
        assert(*raw == '/' && !answered(&q) && q.n_segments <= MAX_SEGMENTS && q.n_params <= MAX_PARAMS);
        for (int i = 0; i < q.n_segments; i++) {
            check_plain(q.segments[i]);
            assert(strcmp(q.segments[i], ".") && strcmp(q.segments[i], ".."));
        }
        for (int i = 0; i < q.n_params; i++) check_plain(q.params[i].name), check_plain(q.params[i].value);
        assert(route_methods(&q, allow, sizeof allow) || q.n_segments); /* "/" is the page */
        int64_t limit = param_number(&q, "limit", 1, MAX_LIMIT, 50);
        assert((limit == -1) == answered(&q) && (limit == -1 || (limit >= 1 && limit <= MAX_LIMIT)));
    } else {
        assert(q.answer.status == 400 || q.answer.status == 414);
    }
    text_free(&q.answer.body);
    free(q.memory);
}

/* The very same text is in the table: what is a query finds it or not, and is never an error. */
static void check_words(const char *words, size_t n) {
    struct arena a;
    sqlite3 *db;
    sqlite3_stmt *st;
    arena_init(&a, 0);
    char *query = match_query(words, &a), *snippet = match_snippet(words, n, words, &a);
    if (snippet) assert(utf8_check(snippet, strlen(snippet)) == strlen(snippet) || utf8_check(words, n) < n);
    if (query && sqlite3_open(":memory:", &db) == SQLITE_OK) {
        assert(!sqlite3_exec(
            db, "CREATE VIRTUAL TABLE w USING fts5(t, tokenize='unicode61 remove_diacritics 2'); INSERT INTO w VALUES('a fire')",
            NULL, NULL, NULL));
        assert(!sqlite3_prepare_v2(db, "SELECT rowid FROM w WHERE w MATCH ?1", -1, &st, NULL));
        sqlite3_bind_text(st, 1, query, -1, SQLITE_STATIC);
        int code = sqlite3_step(st);
        assert(code == SQLITE_ROW || code == SQLITE_DONE);
        sqlite3_finalize(st);
        sqlite3_close(db);
    }
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *s = malloc(size + 1);
    if (!s) abort();
    if (size) memcpy(s, data, size);
    s[size] = 0;
    char *words = memchr(s, '\n', size);
    if (words) *words++ = 0;
    check_address(s);
    if (words) check_words(words, strlen(words));
    free(s);
    return 0;
}
