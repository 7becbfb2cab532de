/* Stories made anew: the story's row, its facts in words, and what has changed, for the log. */
#include "out_story.h"
#include "store_bytes.h"
#include "store_pack.h"
#include "store_work.h"
#include <stdlib.h>

bool store_log_change(struct store *s, int64_t story, const char *words) {
    return sql_run(&s->q, "INSERT INTO change(story, at, words) VALUES(?1, " SQL_NOW ", ?2)", "it", story, words) &&
           sql_run(&s->q, "UPDATE story SET change = ?2, changed = " SQL_NOW " WHERE id = ?1", "ii", story,
                   (int64_t)sqlite3_last_insert_rowid(s->q.db));
}

/* Whether the story's record was another before. */
static bool record_changed(struct store *s, int64_t id, const void *packed, size_t n) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT record FROM story WHERE id = ?1");
    if (!st) return true;
    sql_bind(st, "i", id);
    bool same = sqlite3_step(st) == SQLITE_ROW && (size_t)sqlite3_column_bytes(st, 0) == n &&
                !memcmp(sqlite3_column_blob(st, 0), packed, n);
    sql_done(st);
    return !same;
}

static bool put_row(struct store *s, int64_t id, const sayso_story *y, bool *changed, struct arena *a) {
    struct bytes json = {.arena = a};
    struct sink sink;
    size_t n_packed;
    sink_init(&sink, bytes_write, &json);
    sink_allow(&sink, out_story_bytes(y));
    if (out_story_json(y, false, &sink) || sink_end(&sink)) return false;
    void *packed = pack(a, json.at, json.n, &n_packed);
    *changed = packed && record_changed(s, id, packed, n_packed);
    const sayso_story_value *place = y->place < 0 ? NULL : &y->facts[y->place_fact].values[y->place];
    const char *published = story_last_told(y);
    return packed &&
           sql_run(&s->q,
                   "UPDATE story SET title = ?2, kind = ?3, day = ?4, place = ?5, country = ?6, lat = iif(?15, ?7, NULL),"
                   " lon = iif(?15, ?8, NULL), reports = ?9,"
                   " roots = ?10, conflicts = ?11, published = ?12, record = ?13, record_size = ?14 WHERE id = ?1",
                   "itttttddiiitbii", id, y->title, y->kind, y->time, place ? out_story_value_words(place, a) : NULL,
                   place ? place->country : NULL, place ? place->lat : 0.0, place ? place->lon : 0.0, (int64_t)y->n_reports,
                   (int64_t)y->n_roots, (int64_t)y->n_conflicts, published, packed, n_packed, (int64_t)json.n,
                   (int64_t)(place && place->has_point));
}

/* ---- facts and what changed --------------------------------------------------------------------------------------- */
static char *sources_words(const sayso_story *y, const sayso_story_value *v, struct arena *a) {
    char *out = NULL;
    for (uint32_t i = 0; i < v->roots.n; i++) {
        const char *name = y->sources[v->roots.at[i]].name;
        out = out ? arena_printf(a, "%s; %s", out, name) : arena_strdup(a, name);
        if (!out) return NULL;
    }
    return out;
}

/* One value in its line; those that were not there before go into the log. */
static bool put_fact(struct store *s, int64_t id, uint32_t n, const sayso_story *y, const sayso_story_fact *f,
                     const sayso_story_value *v, bool first_time, struct arena *a) {
    char *value = out_story_value_words(v, a);
    const char *status = sayso_fact_status_name(v->status);
    if (!value) return false;
    bool known = first_time ||
                 sql_number(&s->q, 0,
                            "SELECT count(*) FROM temp.old_fact WHERE slot = ?1 AND about IS ?2 AND value = ?3 AND status = ?4"
                            " AND roots = ?5",
                            "tttti", f->slot, f->about, value, status, (int64_t)v->roots.n) > 0;
    bool told = known || !strcmp(f->slot, "said") ||
                store_log_change(s, id,
                                 arena_printf(a, "%s%s%s: %s (%s, %u root%s)", f->slot, f->about ? " of " : "",
                                              f->about ? f->about : "", value, status, v->roots.n, v->roots.n == 1 ? "" : "s"));
    return told && sql_run(&s->q, "INSERT INTO fact VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", "iittttiittt", id,
                           (int64_t)n, f->slot, f->about, value, status, (int64_t)v->roots.n, (int64_t)v->reports.n,
                           v->first_said, v->last_said, sources_words(y, v, a));
}

static bool put_facts(struct store *s, int64_t id, const sayso_story *y, bool first_time, struct arena *a) {
    bool ok = sql_run(&s->q, "CREATE TEMP TABLE IF NOT EXISTS old_fact(slot, about, value, status, roots)", "") &&
              sql_run(&s->q, "DELETE FROM temp.old_fact", "") &&
              sql_run(&s->q, "INSERT INTO temp.old_fact SELECT slot, about, value, status, roots FROM fact WHERE story = ?1", "i",
                      id) &&
              sql_run(&s->q, "DELETE FROM fact WHERE story = ?1", "i", id);
    uint32_t n = 0;
    for (uint32_t i = 0; i < y->n_facts && ok; i++)
        for (uint32_t v = 0; v < y->facts[i].n_values && ok; v++)
            ok = put_fact(s, id, n++, y, &y->facts[i], &y->facts[i].values[v], first_time, a);
    return ok;
}

/* A story's sources leave the table, and the totals over all stories. */
static bool drop_sources(struct store *s, int64_t id) {
    return sql_run(
               &s->q,
               "UPDATE source_total AS t SET stories = t.stories - 1, named = t.named - o.named FROM (SELECT name, max(named) AS"
               " named FROM source WHERE story = ?1 GROUP BY name) AS o WHERE t.name = o.name",
               "i", id) &&
           sql_run(&s->q, "DELETE FROM source_total WHERE stories < 1 AND name IN (SELECT name FROM source WHERE story = ?1)",
                   "i", id) &&
           sql_run(&s->q, "DELETE FROM source WHERE story = ?1", "i", id);
}

static bool put_sources(struct store *s, int64_t id, const sayso_story *y) {
    bool ok = drop_sources(s, id);
    for (uint32_t i = 0; i < y->n_sources && ok; i++) {
        const sayso_story_source *o = &y->sources[i];
        ok = sql_run(&s->q, "INSERT INTO source VALUES(?1, ?2, ?3, ?4, ?5, ?6)", "iittit", id, (int64_t)i, o->name,
                     sayso_source_kind_name(o->kind), (int64_t)o->named, o->root < 0 ? NULL : y->sources[o->root].name);
    }
    return ok && sql_run(&s->q,
                         "INSERT INTO source_total SELECT name, max(named), 1 FROM source WHERE story = ?1 GROUP BY name ON"
                         " CONFLICT(name) DO UPDATE SET stories = stories + 1, named = named + excluded.named",
                         "i", id);
}

/* A line in the log for each report that has come into the story: one whose `why` is not yet told. */
static bool log_members(struct store *s, int64_t id, struct arena *a) {
    enum { LINES = 20 };
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT coalesce(outlet, name, record_id), title FROM report WHERE story = ?1 AND latest = 1 AND"
                        " why IS NULL ORDER BY id LIMIT ?2");
    char *lines[LINES];
    int n = 0;
    if (!st) return false;
    sql_bind(st, "ii", id, (int64_t)LINES);
    while (sqlite3_step(st) == SQLITE_ROW && n < LINES) {
        const char *outlet = (const char *)sqlite3_column_text(st, 0), *title = (const char *)sqlite3_column_text(st, 1);
        lines[n++] = arena_printf(a, "report: %s%s%s", outlet ? outlet : "", title ? ": " : "", title ? title : "");
    }
    sql_done(st);
    bool ok = true;
    for (int i = 0; i < n && ok; i++) ok = lines[i] && store_log_change(s, id, lines[i]);
    return ok;
}

static bool put_members(struct store *s, int64_t id, const sayso_story *y, struct arena *a) {
    bool ok = log_members(s, id, a);
    for (uint32_t i = 0; i < y->n_reports && ok; i++)
        ok = sql_run(&s->q, "UPDATE report SET why = ?3 WHERE story = ?1 AND record_id = ?2 AND why IS NOT ?3", "itt", id,
                     y->reports[i].id, y->reports[i].why ? y->reports[i].why : "");
    return ok;
}

/* A story that all reports have left. */
static bool put_empty(struct store *s, int64_t id) {
    return sql_run(&s->q, "UPDATE story SET reports = 0, roots = 0, conflicts = 0, record = NULL, record_size = 0 WHERE id = ?1",
                   "i", id) &&
           sql_run(&s->q, "DELETE FROM fact WHERE story = ?1", "i", id) && drop_sources(s, id) &&
           store_log_change(s, id, "no report is left in it");
}

static sayso_code remake_one(struct store *s, int64_t id, struct arena *a, sayso_error *e) {
    struct story_input *inputs;
    uint32_t n;
    struct arena inner;
    sayso_story y;
    sayso_code code = store_inputs(s, id, a, &inputs, &n, e);
    if (code) return code;
    if (!n) return put_empty(s, id) ? SAYSO_OK : sql_error(&s->q, e);
    arena_init(&inner, 0);
    code = story_make(inputs, n, a, &inner, &y);
    arena_release(&inner);
    if (code || !(y.id = arena_printf(a, "%lld", (long long)id))) return store_no_memory(e);
    bool first_time = sql_number(&s->q, 0, "SELECT record_size FROM story WHERE id = ?1", "i", id) == 0;
    static const char latest[] = "SELECT change FROM story WHERE id = ?1";
    int64_t before = sql_number(&s->q, 0, latest, "i", id);
    bool changed;
    bool ok = put_row(s, id, &y, &changed, a) && put_members(s, id, &y, a) && put_facts(s, id, &y, first_time, a) &&
              put_sources(s, id, &y);
    /* who kept the story's record learns by the number of its latest change that it is another */
    if (ok && changed && sql_number(&s->q, 0, latest, "i", id) == before)
        ok = store_log_change(s, id, "who says what in it was read anew");
    return ok ? SAYSO_OK : sql_error(&s->q, e);
}

sayso_code store_remake(struct store *s, sayso_error *e) {
    struct arena a;
    arena_init(&a, 0);
    sayso_code code = SAYSO_OK;
    for (uint32_t i = 0; i < s->touched.n && !code; i++) {
        code = remake_one(s, s->touched.at[i], &a, e);
        arena_clear(&a);
    }
    arena_release(&a);
    return code;
}
