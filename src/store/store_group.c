/* Which story a report belongs to. Its blocking keys name the reports that may tell of the same incident; the stories these lie
 * in are grouped anew with it, so that a story can split and two can become one. What is looked at has a limit at every step, so
 * that adding to a million reports costs what adding to a thousand does. A story keeps its number where most of its reports go.
 */
#include "store_work.h"
#include <stdlib.h>

enum { KEY_REPORTS = 48, NEAR_STORIES = 12, STORY_REPORTS = 160, MAX_REPORTS = 1024 };

struct near_story {
    int64_t story;
    uint32_t keys;
};
struct member {
    int64_t report, story; /* 0: in none yet */
    char *record_id;
    struct signature g;
    uint32_t group;
};
struct members {
    struct member at[MAX_REPORTS];
    uint32_t n;
};

bool store_signature(struct store *s, int64_t report, struct arena *arena, struct signature *out) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT signature FROM report WHERE id = ?1");
    bool ok = false;
    if (!st) return false;
    sql_bind(st, "i", report);
    if (sqlite3_step(st) == SQLITE_ROW) {
        uint32_t n = (uint32_t)sqlite3_column_bytes(st, 0);
        unsigned char *bytes = arena_alloc(arena, n + 1);
        if (bytes && n) memcpy(bytes, sqlite3_column_blob(st, 0), n);
        *out = (struct signature){bytes, n};
        ok = bytes && n && signature_valid(*out);
    }
    sql_done(st);
    return ok;
}

/* ---- candidates -------------------------------------------------------------------------------------------------- */
static int by_story(const void *a, const void *b) {
    const struct near_story *x = a, *y = b;
    return x->story < y->story ? -1 : x->story > y->story;
}
static int by_keys(const void *a, const void *b) {
    const struct near_story *x = a, *y = b;
    return x->keys != y->keys ? (x->keys < y->keys ? 1 : -1) : by_story(a, b);
}

/* Stories that share keys with a signature, those with most first. */
static uint32_t near_stories(struct store *s, struct signature g, struct near_story *out) {
    static const char sql[] = "SELECT r.story FROM (SELECT report FROM key WHERE key = ?1 ORDER BY report DESC LIMIT ?2) k"
                              " JOIN report r ON r.id = k.report WHERE r.latest = 1 AND r.story IS NOT NULL";
    uint64_t keys[SIGNATURE_MAX_KEYS];
    uint32_t n_keys = signature_keys(g, keys), n = 0, kept = 0;
    for (uint32_t i = 0; i < n_keys; i++) {
        sqlite3_stmt *st = sql_take(&s->q, sql);
        if (!st) return 0;
        sql_bind(st, "ii", (int64_t)keys[i], (int64_t)KEY_REPORTS);
        while (sqlite3_step(st) == SQLITE_ROW) out[n++] = (struct near_story){sqlite3_column_int64(st, 0), 1};
        sql_done(st);
    }
    if (n) qsort(out, n, sizeof *out, by_story);
    for (uint32_t i = 0; i < n; i++)
        if (kept && out[kept - 1].story == out[i].story)
            out[kept - 1].keys++;
        else
            out[kept++] = out[i];
    if (kept) qsort(out, kept, sizeof *out, by_keys);
    return kept < NEAR_STORIES ? kept : NEAR_STORIES;
}

static sayso_code add_member(struct store *s, struct members *m, int64_t report, int64_t story, const char *record_id,
                             sayso_error *e) {
    struct member *x = &m->at[m->n];
    if (m->n == MAX_REPORTS || !store_signature(s, report, &s->scratch, &x->g))
        return SAYSO_OK; /* an unsound one stays where it is */
    x->report = report, x->story = story;
    x->record_id = arena_strdup(&s->scratch, record_id ? record_id : "");
    m->n++;
    return x->record_id ? SAYSO_OK : store_no_memory(e);
}

/* The reports of a story, of a great one the newest. */
static sayso_code add_story(struct store *s, struct members *m, int64_t story, sayso_error *e) {
    sqlite3_stmt *st =
        sql_take(&s->q, "SELECT id, record_id FROM report WHERE story = ?1 AND latest = 1 ORDER BY id DESC LIMIT ?2");
    sayso_code code = SAYSO_OK;
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "ii", story, (int64_t)STORY_REPORTS);
    while (!code && sqlite3_step(st) == SQLITE_ROW)
        code = add_member(s, m, sqlite3_column_int64(st, 0), story, (const char *)sqlite3_column_text(st, 1), e);
    sql_done(st);
    return code;
}

/* ---- what people have decided: of a text, or of an earlier revision of its address -------------------------------- */
struct bond {
    int64_t id; /* of the correction: a later one holds before an earlier one */
    struct story_bond bond;
};
struct bonds {
    struct bond *at;
    uint32_t n, size;
};

static int earlier_first(const void *a, const void *b) {
    const struct bond *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static int32_t member_of(const struct members *m, const char *record_id) {
    for (uint32_t i = 0; record_id && i < m->n; i++)
        if (!strcmp(m->at[i].record_id, record_id)) return (int32_t)i;
    return -1;
}

static sayso_code bonds_of(struct store *s, const struct members *m, uint32_t i, struct bonds *b, sayso_error *e) {
    static const char sql[] =
        "SELECT l.record_id, c.kind = 'together', c.id FROM report me JOIN report mine ON mine.address = me.address"
        " JOIN correction c ON c.record_id = mine.record_id AND c.undone IS NULL AND c.kind IN ('together', 'apart')"
        " JOIN report o ON o.record_id = c.other_id JOIN report l ON l.address = o.address AND l.latest = 1"
        " WHERE me.id = ?1 ORDER BY c.id";
    sqlite3_stmt *st = sql_take(&s->q, sql);
    sayso_code code = SAYSO_OK;
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", m->at[i].report);
    while (!code && sqlite3_step(st) == SQLITE_ROW) {
        int32_t other = member_of(m, (const char *)sqlite3_column_text(st, 0));
        struct bond bond = {sqlite3_column_int64(st, 2), {i, (uint32_t)other, sqlite3_column_int(st, 1) != 0}};
        if (other < 0) continue;
        VEC(struct bond) v = {b->at, b->n, b->size};
        if (!VEC_PUSH(&s->scratch, v, bond)) code = store_no_memory(e);
        *b = (struct bonds){v.at, v.n, v.size};
    }
    sql_done(st);
    return code;
}

static sayso_code group(struct store *s, struct members *m, sayso_error *e) {
    struct signature *g = ARENA_ARRAY(&s->scratch, struct signature, m->n + 1);
    uint32_t *of = ARENA_ARRAY(&s->scratch, uint32_t, m->n + 1);
    struct bonds bonds = {0};
    struct arena inner;
    if (!g || !of) return store_no_memory(e);
    for (uint32_t i = 0; i < m->n; i++) {
        g[i] = m->at[i].g;
        sayso_code code = bonds_of(s, m, i, &bonds, e);
        if (code) return code;
    }
    struct story_bond *at = ARENA_ARRAY(&s->scratch, struct story_bond, bonds.n + 1);
    if (!at) return store_no_memory(e);
    if (bonds.n) qsort(bonds.at, bonds.n, sizeof *bonds.at, earlier_first);
    for (uint32_t i = 0; i < bonds.n; i++) at[i] = bonds.at[i].bond;
    arena_init(&inner, 0);
    sayso_code code = story_group(g, m->n, at, bonds.n, &inner, of);
    arena_release(&inner);
    for (uint32_t i = 0; i < m->n && !code; i++) m->at[i].group = of[i];
    return code ? store_no_memory(e) : SAYSO_OK;
}

/* ---- numbers of stories ------------------------------------------------------------------------------------------ */
struct claim_on { /* so many reports of a group were in this story */
    uint32_t group, reports;
    int64_t story;
};

static int most_first(const void *a, const void *b) {
    const struct claim_on *x = a, *y = b;
    if (x->reports != y->reports) return x->reports < y->reports ? 1 : -1;
    if (x->story != y->story) return x->story < y->story ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

static uint32_t count_claims(const struct members *m, struct claim_on *out) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        uint32_t k = 0;
        if (!m->at[i].story) continue;
        while (k < n && (out[k].group != m->at[i].group || out[k].story != m->at[i].story)) k++;
        if (k == n) out[n++] = (struct claim_on){m->at[i].group, 0, m->at[i].story};
        out[k].reports++;
    }
    if (n) qsort(out, n, sizeof *out, most_first);
    return n;
}

static int64_t new_story(struct store *s) {
    if (!sql_run(&s->q, "INSERT INTO story(changed) VALUES(" SQL_NOW ")", "")) return 0;
    int64_t id = sqlite3_last_insert_rowid(s->q.db);
    return store_touch(s, id) ? id : 0;
}

/* The story of each group: story_of[group]. A story's number goes to the group with most of its reports. */
static bool give_numbers(struct store *s, const struct members *m, int64_t *story_of) {
    struct claim_on *claims = ARENA_ARRAY(&s->scratch, struct claim_on, m->n + 1);
    if (!claims) return false;
    uint32_t n = count_claims(m, claims);
    for (uint32_t i = 0; i < n; i++) {
        bool taken = story_of[claims[i].group] != 0;
        for (uint32_t k = 0; k < m->n && !taken; k++) taken = story_of[k] == claims[i].story;
        if (!taken) story_of[claims[i].group] = claims[i].story;
    }
    for (uint32_t i = 0; i < m->n; i++)
        if (!story_of[m->at[i].group] && !(story_of[m->at[i].group] = new_story(s))) return false;
    return true;
}

/* Reports of a story that were too many to be looked at go where most of those went that were. */
static bool move(struct store *s, const struct member *x, int64_t to) {
    if (x->story == to) return true;
    return sql_run(&s->q, "UPDATE report SET story = ?2, why = NULL WHERE id = ?1", "ii", x->report, to) && store_touch(s, to) &&
           (!x->story || store_touch(s, x->story));
}

static bool close_emptied(struct store *s, const struct members *m, const int64_t *story_of) {
    for (uint32_t i = 0; i < m->n; i++) {
        int64_t from = m->at[i].story, to = story_of[m->at[i].group];
        if (!from || from == to) continue;
        if (!sql_run(&s->q,
                     "UPDATE story SET merged_into = ?2, changed = " SQL_NOW
                     " WHERE id = ?1 AND merged_into IS NULL AND NOT EXISTS"
                     " (SELECT 1 FROM report WHERE story = ?1)",
                     "ii", from, to))
            return false;
    }
    return true;
}

static sayso_code settle(struct store *s, struct members *m, int64_t **story_of, sayso_error *e) {
    sayso_code code = group(s, m, e);
    if (code) return code;
    int64_t *of = *story_of = ARENA_ARRAY(&s->scratch, int64_t, m->n + 1);
    if (!of) return store_no_memory(e);
    bool ok = give_numbers(s, m, of);
    for (uint32_t i = 0; i < m->n && ok; i++) ok = move(s, &m->at[i], of[m->at[i].group]);
    if (ok) ok = close_emptied(s, m, of);
    return ok ? SAYSO_OK : sql_error(&s->q, e);
}

/* ---- the three ways in --------------------------------------------------------------------------------------------- */
/* Stories that a decision ties the report to, whatever its keys say. */
static sayso_code add_bonded(struct store *s, struct members *m, int64_t report, sayso_error *e) {
    static const char sql[] =
        "WITH mine AS (SELECT m.record_id FROM report r JOIN report m ON m.address = r.address WHERE r.id = ?1),"
        " tied AS (SELECT other_id AS id FROM correction WHERE record_id IN mine AND undone IS NULL AND kind = 'together'"
        " UNION SELECT record_id FROM correction WHERE other_id IN mine AND undone IS NULL AND kind = 'together')"
        " SELECT DISTINCT l.story FROM tied JOIN report o ON o.record_id = tied.id JOIN report l ON l.address = o.address AND"
        " l.latest = 1 WHERE l.story IS NOT NULL AND l.id <> ?1 LIMIT 8";
    int64_t stories[8];
    int n = 0;
    sqlite3_stmt *st = sql_take(&s->q, sql);
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", report);
    while (n < 8 && sqlite3_step(st) == SQLITE_ROW) stories[n++] = sqlite3_column_int64(st, 0);
    sql_done(st);
    for (int i = 0; i < n; i++) {
        bool have = false;
        for (uint32_t k = 0; k < m->n && !have; k++) have = m->at[k].story == stories[i];
        sayso_code code = have ? SAYSO_OK : add_story(s, m, stories[i], e);
        if (code) return code;
    }
    return SAYSO_OK;
}

sayso_code store_place(struct store *s, int64_t report, struct signature g, int64_t *story, bool *is_new, sayso_error *e) {
    struct members *m = ARENA_NEW(&s->scratch, struct members);
    struct near_story *near = ARENA_ARRAY(&s->scratch, struct near_story, SIGNATURE_MAX_KEYS * KEY_REPORTS);
    int64_t *story_of;
    if (!m || !near) return store_no_memory(e);
    uint32_t n = near_stories(s, g, near);
    sqlite3_stmt *st = sql_take(&s->q, "SELECT record_id FROM report WHERE id = ?1");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "i", report);
    char *id = sqlite3_step(st) == SQLITE_ROW ? sql_text(st, 0, &s->scratch) : NULL;
    sql_done(st);
    sayso_code code = add_member(s, m, report, 0, id, e);
    for (uint32_t i = 0; i < n && !code; i++) code = add_story(s, m, near[i].story, e);
    if (!code) code = add_bonded(s, m, report, e);
    if (!code) code = settle(s, m, &story_of, e);
    if (code) return code;
    *story = m->n ? story_of[m->at[0].group] : 0;
    *is_new = true;
    for (uint32_t i = 0; i < m->n; i++) *is_new = *is_new && m->at[i].story != *story;
    return SAYSO_OK;
}

sayso_code store_place_again(struct store *s, int64_t report, struct signature g, sayso_error *e) {
    struct members *m = ARENA_NEW(&s->scratch, struct members);
    struct near_story *near = ARENA_ARRAY(&s->scratch, struct near_story, SIGNATURE_MAX_KEYS * KEY_REPORTS);
    int64_t *story_of, own = sql_number(&s->q, 0, "SELECT story FROM report WHERE id = ?1 AND latest = 1", "i", report);
    if (!m || !near) return store_no_memory(e);
    if (!own) return SAYSO_OK;
    uint32_t n = near_stories(s, g, near);
    sayso_code code = add_story(s, m, own, e);
    bool there = false;
    for (uint32_t i = 0; i < m->n && !there; i++) there = m->at[i].report == report;
    if (!there) return code; /* of a great story an old one: it stays */
    for (uint32_t i = 0; i < n && !code; i++)
        if (near[i].story != own) code = add_story(s, m, near[i].story, e);
    if (!code) code = add_bonded(s, m, report, e);
    return code ? code : settle(s, m, &story_of, e);
}

sayso_code store_regroup(struct store *s, const int64_t *stories, uint32_t n, sayso_error *e) {
    struct members *m = ARENA_NEW(&s->scratch, struct members);
    int64_t *story_of;
    sayso_code code = m ? SAYSO_OK : store_no_memory(e);
    for (uint32_t i = 0; i < n && !code; i++) {
        if (!store_touch(s, stories[i])) code = store_no_memory(e);
        if (!code) code = add_story(s, m, stories[i], e);
    }
    return code ? code : settle(s, m, &story_of, e);
}
