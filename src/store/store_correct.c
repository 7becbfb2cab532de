/* What people decide: bonds between reports; words of a report read otherwise. Written down by record id and span, so that they
 * hold for the same text read anew, and in whatever story it comes to lie. */
#include "store_work.h"

static sayso_code wrong(struct store *s, sayso_error *e, const char *why) {
    error_input(e, s->q.name);
    return error_set(e, SAYSO_USAGE, "store", 0, "%s", why);
}

static char *record_id(struct store *s, int64_t report) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT record_id FROM report WHERE id = ?1");
    if (!st) return NULL;
    sql_bind(st, "i", report);
    char *id = sqlite3_step(st) == SQLITE_ROW ? sql_text(st, 0, &s->scratch) : NULL;
    sql_done(st);
    return id;
}

/* Whatever it is told in: later revisions of its address are corrected with it. */
static bool touch_record(struct store *s, const char *id) {
    int64_t stories[16];
    int n = 0;
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT DISTINCT l.story FROM report r JOIN report l ON l.address = r.address WHERE r.record_id = ?1"
                        " AND l.story IS NOT NULL LIMIT 16");
    if (!st) return false;
    sql_bind(st, "t", id);
    while (n < 16 && sqlite3_step(st) == SQLITE_ROW) stories[n++] = sqlite3_column_int64(st, 0);
    sql_done(st);
    bool ok = true;
    for (int i = 0; i < n && ok; i++) ok = store_touch(s, stories[i]);
    return ok;
}

/* People, places and counts of a report are what it is compared by: those that a decision corrects are compared anew. */
static sayso_code compare_record(struct store *s, const char *id, sayso_error *e) {
    int64_t reports[16];
    int n = 0;
    sqlite3_stmt *st = sql_take(
        &s->q, "SELECT DISTINCT l.id FROM report r JOIN report l ON l.address = r.address AND l.latest = 1 WHERE r.record_id"
               " = ?1 LIMIT 16");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "t", id);
    while (n < 16 && sqlite3_step(st) == SQLITE_ROW) reports[n++] = sqlite3_column_int64(st, 0);
    sql_done(st);
    sayso_code code = SAYSO_OK;
    for (int i = 0; i < n && !code; i++) code = store_compare_anew(s, reports[i], e);
    return code;
}

/* Stories of both records grouped anew, since a bond ties or parts them. */
static sayso_code regroup_records(struct store *s, const char *a, const char *b, sayso_error *e) {
    int64_t stories[16];
    uint32_t n = 0;
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT DISTINCT l.story FROM report r JOIN report l ON l.address = r.address AND l.latest = 1"
                        " WHERE r.record_id IN (?1, ?2) AND l.story IS NOT NULL LIMIT 16");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "tt", a, b);
    while (n < 16 && sqlite3_step(st) == SQLITE_ROW) stories[n++] = sqlite3_column_int64(st, 0);
    sql_done(st);
    return store_regroup(s, stories, n, e);
}

static bool is_bond(sayso_correction_kind k) { return k == SAYSO_CORRECTION_TOGETHER || k == SAYSO_CORRECTION_APART; }

static sayso_code words_at(struct store *s, int64_t report, sayso_span at, char **words, sayso_error *e) {
    struct arena inner;
    sayso_record r;
    *words = NULL;
    if (at.beg >= at.end) return SAYSO_OK;
    arena_init(&inner, 0);
    sayso_code code = store_record(s, report, &inner, &r, e);
    if (!code && at.end > r.n_text)
        code = wrong(s, e, "the span lies outside the report's text");
    else if (!code && !(*words = arena_strndup(&s->scratch, r.text + at.beg, at.end - at.beg)))
        code = store_no_memory(e);
    arena_release(&inner);
    return code;
}

static sayso_code put(struct store *s, const sayso_correction *c, const char *a, const char *b, int64_t *id, sayso_error *e) {
    char *words;
    sayso_code code = words_at(s, c->report, c->span, &words, e);
    if (code) return code;
    bool ok = sql_run(&s->q,
                      "INSERT INTO correction(kind, record_id, beg, end, other_id, other_beg, other_end, text, words, who, made)"
                      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, coalesce(?11, " SQL_NOW "))",
                      "ttiitiitttt", sayso_correction_name(c->kind), a, (int64_t)c->span.beg, (int64_t)c->span.end, b,
                      (int64_t)c->other_span.beg, (int64_t)c->other_span.end, c->text, words, c->who, c->made);
    if (ok) *id = sqlite3_last_insert_rowid(s->q.db);
    return ok ? SAYSO_OK : sql_error(&s->q, e);
}

static sayso_code follow(struct store *s, sayso_correction_kind k, const char *a, const char *b, sayso_error *e) {
    if (is_bond(k)) return regroup_records(s, a, b, e);
    if (!touch_record(s, a) || !touch_record(s, b)) return sql_error(&s->q, e);
    sayso_code code = compare_record(s, a, e);
    return code || !strcmp(a, b) ? code : compare_record(s, b, e);
}

static const char *nothing_there(sayso_correction_kind k) {
    return k == SAYSO_CORRECTION_MISREAD   ? "the report has no such claim at these words"
           : k == SAYSO_CORRECTION_SPEAKER ? "nothing is claimed or quoted at these words, or nobody is named"
                                           : "nobody is meant by these words, or by them alone";
}

static sayso_code correct_in(struct store *s, const sayso_correction *c, int64_t *id, sayso_error *e) {
    char *a = record_id(s, c->report), *b = c->other ? record_id(s, c->other) : a;
    if (!a || !b) return wrong(s, e, "there is no such report");
    if (is_bond(c->kind) && !strcmp(a, b)) return wrong(s, e, "these are one report");
    if (!is_bond(c->kind) && c->span.beg >= c->span.end) return wrong(s, e, "it names no words of the report");
    bool took = true;
    sayso_code code = is_bond(c->kind) ? SAYSO_OK : store_check_correction(s, c, a, b, &took, e);
    if (!took) return wrong(s, e, nothing_there(c->kind));
    if (!code) code = put(s, c, a, b, id, e);
    return code ? code : follow(s, c->kind, a, b, e);
}

sayso_code store_correct(struct store *s, const sayso_correction *c, int64_t *id, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    if (code) return code;
    return store_leave(s, correct_in(s, c, id, e), e);
}

/* ---- undoing ----------------------------------------------------------------------------------------------------- */
static sayso_code undo_in(struct store *s, int64_t correction, const char *who, sayso_error *e) {
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT kind IN ('together', 'apart'), record_id, other_id FROM correction WHERE id = ?1 AND"
                        " undone IS NULL");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", correction);
    bool there = sqlite3_step(st) == SQLITE_ROW, bond = there && sqlite3_column_int(st, 0);
    char *a = there ? sql_text(st, 1, &s->scratch) : NULL, *b = there ? sql_text(st, 2, &s->scratch) : NULL;
    sql_done(st);
    if (!there) return wrong(s, e, "there is no such correction that still holds");
    if (!a || !b) return store_no_memory(e);
    if (!sql_run(&s->q, "UPDATE correction SET undone = " SQL_NOW ", undone_by = ?2 WHERE id = ?1", "it", correction, who))
        return sql_error(&s->q, e);
    return follow(s, bond ? SAYSO_CORRECTION_APART : SAYSO_CORRECTION_MISREAD, a, b, e);
}

sayso_code store_undo(struct store *s, int64_t correction, const char *who, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    if (code) return code;
    return store_leave(s, undo_in(s, correction, who, e), e);
}

/* ---- whole stories ----------------------------------------------------------------------------------------------- */
struct reports {
    int64_t *at;
    uint32_t n, size;
};

static sayso_code reports_of(struct store *s, int64_t story, struct reports *out, sayso_error *e) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT id FROM report WHERE story = ?1 AND latest = 1 ORDER BY id");
    VEC(int64_t) v = {0};
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", story);
    bool ok = true;
    while (ok && sqlite3_step(st) == SQLITE_ROW) ok = VEC_PUSH(&s->scratch, v, sqlite3_column_int64(st, 0));
    sql_done(st);
    *out = (struct reports){v.at, v.n, v.size};
    return !ok ? store_no_memory(e) : v.n ? SAYSO_OK : wrong(s, e, "there is no such story");
}

static sayso_code bond(struct store *s, int64_t a, int64_t b, sayso_correction_kind kind, const char *who, sayso_error *e) {
    sayso_correction c = {.kind = kind, .report = a, .other = b, .who = who};
    char *x = record_id(s, a), *y = record_id(s, b);
    int64_t id;
    if (!x || !y) return wrong(s, e, "there is no such report");
    return strcmp(x, y) ? put(s, &c, x, y, &id, e) : SAYSO_OK;
}

/* Every report of either side is tied to the first of story a: what stood together stays so, whatever the scores say later. */
static sayso_code merge_in(struct store *s, int64_t a, int64_t b, const char *who, sayso_error *e) {
    struct reports x, y;
    if (a == b) return wrong(s, e, "these are one story");
    sayso_code code = reports_of(s, a, &x, e);
    if (!code) code = reports_of(s, b, &y, e);
    for (uint32_t i = 1; i < x.n && !code; i++) code = bond(s, x.at[0], x.at[i], SAYSO_CORRECTION_TOGETHER, who, e);
    for (uint32_t i = 0; i < y.n && !code; i++) code = bond(s, x.at[0], y.at[i], SAYSO_CORRECTION_TOGETHER, who, e);
    return code ? code : store_regroup(s, (int64_t[]){a, b}, 2, e);
}

sayso_code store_merge(struct store *s, int64_t a, int64_t b, const char *who, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    if (code) return code;
    return store_leave(s, merge_in(s, a, b, who, e), e);
}

static bool among(const int64_t *reports, uint32_t n, int64_t report) {
    for (uint32_t i = 0; i < n; i++)
        if (reports[i] == report) return true;
    return false;
}

/* Those that leave are tied to each other, and each is kept from every one that stays. */
static sayso_code split_in(struct store *s, const int64_t *reports, uint32_t n, const char *who, int64_t *story, sayso_error *e) {
    int64_t from = n ? sql_number(&s->q, 0, "SELECT story FROM report WHERE id = ?1 AND latest = 1", "i", reports[0]) : 0;
    struct reports all;
    if (!from) return wrong(s, e, "there is no such report");
    sayso_code code = reports_of(s, from, &all, e);
    if (code) return code;
    for (uint32_t i = 0; i < n; i++)
        if (!among(all.at, all.n, reports[i])) return wrong(s, e, "these reports are not of one story");
    if (n >= all.n) return wrong(s, e, "no report would be left in the story");
    for (uint32_t i = 1; i < n && !code; i++) code = bond(s, reports[0], reports[i], SAYSO_CORRECTION_TOGETHER, who, e);
    for (uint32_t i = 0; i < all.n && !code; i++)
        if (!among(reports, n, all.at[i])) code = bond(s, reports[0], all.at[i], SAYSO_CORRECTION_APART, who, e);
    if (!code) code = store_regroup(s, &from, 1, e);
    *story = sql_number(&s->q, 0, "SELECT story FROM report WHERE id = ?1", "i", reports[0]);
    return code;
}

sayso_code store_split(struct store *s, const int64_t *reports, uint32_t n, const char *who, int64_t *story, sayso_error *e) {
    sayso_code code = store_enter(s, e);
    if (code) return code;
    return store_leave(s, split_in(s, reports, n, who, story, e), e);
}

/* ---- the log ----------------------------------------------------------------------------------------------------- */
const char *sayso_correction_name(sayso_correction_kind k) {
    static const char *const names[] = {
#define SAYSO_X(n, s) s,
        SAYSO_CORRECTIONS(SAYSO_X)
#undef SAYSO_X
    };
    return names[k];
}

static sayso_correction_kind kind_of(const char *name) {
    enum { N = SAYSO_CORRECTION_MISREAD + 1 };
    for (int k = 0; k < N; k++)
        if (name && !strcmp(name, sayso_correction_name((sayso_correction_kind)k))) return (sayso_correction_kind)k;
    return SAYSO_CORRECTION_MISREAD;
}

static const char *column(sqlite3_stmt *st, int i) { return (const char *)sqlite3_column_text(st, i); }

sayso_code store_corrections(struct store *s, int64_t story, sayso_correction_take *take, void *taker, sayso_error *e) {
    static const char sql[] = "SELECT c.id, c.kind, (SELECT max(id) FROM report WHERE record_id = c.record_id),"
                              " (SELECT max(id) FROM report WHERE record_id = c.other_id), c.beg, c.end, c.other_beg, "
                              "c.other_end, c.text, c.who, c.made,"
                              " c.words, c.undone IS NOT NULL FROM correction c WHERE ?1 = 0 OR c.record_id IN (SELECT record_id "
                              "FROM report WHERE story = ?1)"
                              " OR c.other_id IN (SELECT record_id FROM report WHERE story = ?1) ORDER BY c.id DESC";
    sqlite3_stmt *st = sql_take(&s->q, sql);
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", story);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        sayso_correction c = {.id = sqlite3_column_int64(st, 0),
                              .kind = kind_of(column(st, 1)),
                              .report = sqlite3_column_int64(st, 2),
                              .other = sqlite3_column_int64(st, 3),
                              .span = {(uint32_t)sqlite3_column_int64(st, 4), (uint32_t)sqlite3_column_int64(st, 5)},
                              .other_span = {(uint32_t)sqlite3_column_int64(st, 6), (uint32_t)sqlite3_column_int64(st, 7)},
                              .text = column(st, 8),
                              .who = column(st, 9),
                              .made = column(st, 10),
                              .words = column(st, 11),
                              .undone = sqlite3_column_int(st, 12) != 0};
        if (!take(taker, &c)) break;
    }
    sayso_code code = step == SQLITE_ROW || step == SQLITE_DONE ? SAYSO_OK : sql_error(&s->q, e);
    sql_done(st);
    return code;
}
