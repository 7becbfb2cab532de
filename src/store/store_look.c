/* Lists: stories, reports found by words, changes. */
#include "base_sha256.h"
#include "out_atom.h"
#include "store_match.h"
#include "store_work.h"
#include <stdio.h>

static sayso_code ended(struct store *s, sqlite3_stmt *st, int step, sayso_error *e) {
    sayso_code code = step == SQLITE_ROW || step == SQLITE_DONE ? SAYSO_OK : sql_error(&s->q, e);
    sql_done(st);
    arena_clear(&s->scratch);
    return code;
}

/* The full-text query of q->words: *match NULL where there are none. */
static sayso_code match_of(struct store *s, const sayso_store_query *q, char **match, sayso_error *e) {
    *match = NULL;
    if (!q->words) return SAYSO_OK;
    *match = match_query(q->words, &s->scratch);
    if (*match) return SAYSO_OK;
    error_input(e, s->q.name);
    return error_set(e, SAYSO_USAGE, "store", 0, "there is no word to look for");
}

/* ---- stories ----------------------------------------------------------------------------------------------------- */
#define STORY_WHERE                                                                                                            \
    " FROM story s WHERE s.merged_into IS NULL AND s.reports > 0"                                                              \
    " AND (?1 IS NULL OR s.id IN (SELECT r.story FROM words JOIN report r ON r.id = words.rowid WHERE words MATCH ?1 AND"      \
    " r.latest = 1))"                                                                                                          \
    " AND (?2 IS NULL OR s.country = ?2 COLLATE NOCASE OR instr(lower(s.place), lower(?2)))"                                   \
    " AND (?3 IS NULL OR s.kind = ?3 COLLATE NOCASE) AND (?4 IS NULL OR s.day >= ?4) AND (?5 IS NULL OR substr(s.day, 1, 10) " \
    "<= ?5)"

static void bind_filter(sqlite3_stmt *st, const char *match, const sayso_store_query *q) {
    sql_bind(st, "ttttt", match, q->place, q->kind, q->from, q->to);
}

static const char *column(sqlite3_stmt *st, int i) { return (const char *)sqlite3_column_text(st, i); }

static sayso_story_row story_row(sqlite3_stmt *st) {
    return (sayso_story_row){.story = sqlite3_column_int64(st, 0),
                             .change = sqlite3_column_int64(st, 1),
                             .title = column(st, 2),
                             .kind = column(st, 3),
                             .day = column(st, 4),
                             .place = column(st, 5),
                             .country = column(st, 6),
                             .changed = column(st, 7),
                             .published = column(st, 8),
                             .has_point = sqlite3_column_type(st, 9) != SQLITE_NULL,
                             .lat = sqlite3_column_double(st, 9),
                             .lon = sqlite3_column_double(st, 10),
                             .reports = (uint32_t)sqlite3_column_int64(st, 11),
                             .roots = (uint32_t)sqlite3_column_int64(st, 12),
                             .conflicts = (uint32_t)sqlite3_column_int64(st, 13)};
}

sayso_code store_stories(struct store *s, const sayso_store_query *q, sayso_story_take *take, void *taker, sayso_error *e) {
    static const char sql[] =
        "SELECT s.id, s.change, s.title, s.kind, s.day, s.place, s.country, s.changed, s.published, s.lat, s.lon,"
        " s.reports, s.roots, s.conflicts" STORY_WHERE " AND (?6 = 0 OR s.change < ?6)"
        " ORDER BY s.change DESC LIMIT ?7 OFFSET ?8";
    char *match;
    sayso_code code = match_of(s, q, &match, e);
    if (code) return code;
    sqlite3_stmt *st = sql_take(&s->q, sql);
    if (!st) return sql_error(&s->q, e);
    bind_filter(st, match, q);
    sqlite3_bind_int64(st, 6, q->before);
    sqlite3_bind_int64(st, 7, q->limit ? q->limit : 50);
    sqlite3_bind_int64(st, 8, q->offset);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        sayso_story_row row = story_row(st);
        if (!take(taker, &row)) break;
    }
    return ended(s, st, step, e);
}

int64_t store_count(struct store *s, const sayso_store_query *q, sayso_error *e) {
    char *match;
    if (match_of(s, q, &match, e)) return -1;
    sqlite3_stmt *st = sql_take(&s->q, "SELECT count(*)" STORY_WHERE);
    if (!st) {
        sql_error(&s->q, e);
        return -1;
    }
    bind_filter(st, match, q);
    int step = sqlite3_step(st);
    int64_t n = step == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    return ended(s, st, step, e) ? -1 : n;
}

int64_t store_version(struct store *s, sayso_error *e) {
    int64_t n = sql_number(&s->q, -1, "SELECT coalesce(max(id), 0) FROM change", "");
    if (n < 0) sql_error(&s->q, e);
    return n;
}

/* ---- reports ----------------------------------------------------------------------------------------------------- */
#define REPORT_COLUMNS                                                                                                        \
    "SELECT r.id, r.story, r.previous, r.revision, r.latest, r.record_id, r.title, r.outlet, r.published, r.received, r.uri," \
    " r.name, r.why, r.record, r.record_size"
#define REPORT_FOUND                                                                                                       \
    REPORT_COLUMNS " FROM words JOIN report r ON r.id = words.rowid WHERE words MATCH ?1 AND (?2 = 0 OR r.story = ?2)"     \
                   " AND (?5 = 0 OR r.id = ?5) ORDER BY r.latest DESC, bm25(words, 4.0, 1.0, 2.0, 3.0, 3.0, 2.0) LIMIT ?3" \
                   " OFFSET ?4"
/* All, of a story, one: apart, so that each goes by its index. */
#define REPORT_ALL REPORT_COLUMNS " FROM report r ORDER BY r.id DESC LIMIT ?3 OFFSET ?4"
#define REPORT_STORY \
    REPORT_COLUMNS " FROM report r WHERE r.story = ?2 AND (?5 = 0 OR r.id = ?5) ORDER BY r.id DESC LIMIT ?3 OFFSET ?4"
#define REPORT_REVISIONS                                                                                                   \
    REPORT_COLUMNS " FROM report r WHERE r.address = (SELECT address FROM report WHERE id = ?6) ORDER BY r.revision LIMIT" \
                   " ?3 OFFSET ?4"
#define REPORT_ONE REPORT_COLUMNS " FROM report r WHERE r.id = ?5 LIMIT ?3 OFFSET ?4"

static sayso_report_row report_row(sqlite3_stmt *st) {
    return (sayso_report_row){.report = sqlite3_column_int64(st, 0),
                              .story = sqlite3_column_int64(st, 1),
                              .previous = sqlite3_column_int64(st, 2),
                              .revision = (uint32_t)sqlite3_column_int64(st, 3),
                              .latest = sqlite3_column_int64(st, 4) != 0,
                              .id = column(st, 5),
                              .title = column(st, 6),
                              .outlet = column(st, 7),
                              .published = column(st, 8),
                              .received = column(st, 9),
                              .uri = column(st, 10),
                              .name = column(st, 11),
                              .why = column(st, 12)};
}

static const char *snippet_of(struct store *s, sqlite3_stmt *st, const char *words, sayso_error *e) {
    struct arena inner;
    sayso_record r;
    arena_init(&inner, 0);
    const char *out = NULL;
    if (!store_unpack_record(s, sqlite3_column_blob(st, 13), (size_t)sqlite3_column_bytes(st, 13),
                             (size_t)sqlite3_column_int64(st, 14), &inner, &r, e))
        out = match_snippet(r.text, r.n_text, words, &s->scratch);
    arena_release(&inner);
    return out;
}

sayso_code store_find(struct store *s, const sayso_store_query *q, sayso_report_take *take, void *taker, sayso_error *e) {
    char *match;
    sayso_code code = match_of(s, q, &match, e);
    if (code) return code;
    sqlite3_stmt *st = sql_take(&s->q, match             ? REPORT_FOUND
                                       : q->revisions_of ? REPORT_REVISIONS
                                       : q->story        ? REPORT_STORY
                                       : q->report       ? REPORT_ONE
                                                         : REPORT_ALL);
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, q->revisions_of && !match ? "tiiiii" : "tiiii", match, q->story, (int64_t)(q->limit ? q->limit : 50),
             (int64_t)q->offset, q->report, q->revisions_of);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        sayso_report_row row = report_row(st);
        if (match) row.snippet = snippet_of(s, st, q->words, e);
        if (!take(taker, &row)) break;
    }
    return ended(s, st, step, e);
}

/* ---- changes ----------------------------------------------------------------------------------------------------- */
sayso_code store_changes(struct store *s, int64_t after, uint32_t limit, sayso_change_take *take, void *taker, sayso_error *e) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT c.id, c.story, c.at, s.title, c.words FROM change c JOIN story s ON s.id = c.story"
                                       " WHERE c.id > ?1 ORDER BY c.id LIMIT ?2");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "ii", after, (int64_t)(limit ? limit : 50));
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        sayso_change_row row = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), column(st, 2), column(st, 3),
                                column(st, 4)};
        if (!take(taker, &row)) break;
    }
    return ended(s, st, step, e);
}

/* ---- sources ----------------------------------------------------------------------------------------------------- */
#define SOURCE_EACH                                                                                                        \
    "SELECT name, kind, relays, named, story, n, 1 FROM source WHERE (?1 IS NULL OR name = ?1) AND (?3 = 0 OR story = ?3)" \
    " ORDER BY story DESC, n LIMIT ?4 OFFSET ?5"
/* Of one story its rows are counted; of all stories the totals are kept. */
#define SOURCE_STORY                                                                                                     \
    "SELECT name, kind, relays, max(named), story, n, 1 FROM source WHERE story = ?3 AND (?1 IS NULL OR (name >= ?1 AND" \
    " name < ?2)) GROUP BY name ORDER BY max(named) DESC, name LIMIT ?4 OFFSET ?5"
/* A page of the totals, and to each the row of its latest story. */
#define SOURCE_PAGE(which)                                                                                               \
    "SELECT t.name, o.kind, o.relays, t.named > 0, o.story, o.n, t.stories FROM (SELECT name, named, stories, (SELECT "  \
    "max(story)"                                                                                                         \
    " FROM source s WHERE s.name = a.name) AS latest FROM source_total a " which                                         \
    " ORDER BY (named > 0) DESC, stories DESC, name LIMIT ?4 OFFSET ?5) t JOIN source o ON o.story = t.latest AND o.n =" \
    " (SELECT min(n) FROM source s WHERE s.name = t.name AND s.story = t.latest)"                                        \
    " ORDER BY (t.named > 0) DESC, t.stories DESC, t.name"
#define SOURCE_ALL SOURCE_PAGE("")
#define SOURCE_NAMED SOURCE_PAGE("WHERE name >= ?1 AND name < ?2")

sayso_code store_sources(struct store *s, const sayso_store_query *q, bool each, sayso_source_take *take, void *taker,
                         sayso_error *e) {
    /* the end of all names that begin so; of rows for each story the name must be the whole */
    char *until = q->words && !each ? arena_printf(&s->scratch, "%s\xf4\x8f\xbf\xbf", q->words) : NULL;
    sqlite3_stmt *st = sql_take(&s->q, each ? SOURCE_EACH : q->story ? SOURCE_STORY : q->words ? SOURCE_NAMED : SOURCE_ALL);
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "ttiii", q->words, until, q->story, (int64_t)(q->limit ? q->limit : 50), (int64_t)q->offset);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        sayso_source_row row = {.name = column(st, 0),
                                .kind = column(st, 1),
                                .relays = column(st, 2),
                                .named = sqlite3_column_int(st, 3) != 0,
                                .story = sqlite3_column_int64(st, 4),
                                .index = (uint32_t)sqlite3_column_int64(st, 5),
                                .stories = (uint32_t)sqlite3_column_int64(st, 6)};
        if (!take(taker, &row)) break;
    }
    return ended(s, st, step, e);
}

/* ---- as a feed --------------------------------------------------------------------------------------------------- */
/* The feed's address: a UUID (RFC 9562, version 8) made of what came into this database first, so that it never changes. */
static sayso_code feed_id(struct store *s, char out[64], sayso_error *e) {
    struct arena a;
    char hex[65];
    arena_init(&a, 0);
    sqlite3_stmt *st = sql_take(&s->q, "SELECT received || record_id FROM report ORDER BY id LIMIT 1");
    if (!st) return sql_error(&s->q, e);
    char *first = sqlite3_step(st) == SQLITE_ROW ? sql_text(st, 0, &a) : NULL;
    sql_done(st);
    sha256_hex(first ? first : "", first ? strlen(first) : 0, hex);
    arena_release(&a);
    snprintf(out, 64, "urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
    return SAYSO_OK;
}

sayso_code store_atom(struct store *s, const sayso_store_query *q, struct sink *sink, sayso_error *e) {
    static const char sql[] = "SELECT c.id, c.story, c.at, t.title, c.words FROM change c JOIN story t ON t.id = c.story WHERE "
                              "c.story IN (SELECT s.id" STORY_WHERE ") ORDER BY c.id DESC LIMIT ?6";
    char *match, id[64];
    sayso_code code = match_of(s, q, &match, e);
    if (!code) code = feed_id(s, id, e);
    if (code) return code;
    sqlite3_stmt *st = sql_take(&s->q, sql);
    if (!st) return sql_error(&s->q, e);
    bind_filter(st, match, q);
    sqlite3_bind_int64(st, 6, q->limit ? q->limit : 100);
    int step;
    bool open = false;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        struct out_atom_entry entry = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), column(st, 2), column(st, 3),
                                       column(st, 4)};
        if (!open) out_atom_open(sink, id, "sayso: what changed in which story", entry.at);
        open = true;
        out_atom_entry(sink, id, &entry);
    }
    if (!open) out_atom_open(sink, id, "sayso: what changed in which story", "1970-01-01T00:00:00Z");
    out_atom_close(sink);
    return ended(s, st, step, e);
}
