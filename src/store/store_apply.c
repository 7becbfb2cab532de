/* A record as people have corrected it: what they decided of this text, and of earlier revisions of its address where the
 * sentence that they meant stands in this one too, word for word and once. Of a decision that names another report only that
 * one's name is asked for, as it is corrected there by itself; so that no two reports ask each other in a ring. */
#include "base_span.h"
#include "record_correct.h"
#include "record_parse.h"
#include "store_pack.h"
#include "store_work.h"

enum { MOST_LINKED = 64 }; /* mentions that one decision after the other makes one person */

struct decision {
    int64_t id;
    const char *kind, *record, *other; /* record ids */
    span at, other_at;
    const char *text;
};
struct decisions {
    VEC(struct decision) all;
};

/* The decisions that name a record, on either side, in their order. */
static sayso_code decisions_of(struct store *s, const char *id, const char *sql, struct arena *a, struct decisions *out,
                               sayso_error *e) {
    sqlite3_stmt *st = sql_take(&s->q, sql);
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "t", id);
    int step;
    bool ok = true;
    while (ok && (step = sqlite3_step(st)) == SQLITE_ROW) {
        struct decision d = {.id = sqlite3_column_int64(st, 0),
                             .kind = sql_text(st, 1, a),
                             .record = sql_text(st, 2, a),
                             .at = {(uint32_t)sqlite3_column_int64(st, 3), (uint32_t)sqlite3_column_int64(st, 4)},
                             .other = sql_text(st, 5, a),
                             .other_at = {(uint32_t)sqlite3_column_int64(st, 6), (uint32_t)sqlite3_column_int64(st, 7)},
                             .text = sql_text(st, 8, a)};
        ok = d.kind && d.record && d.other && VEC_PUSH(a, out->all, d);
    }
    sayso_code code = !ok ? store_no_memory(e) : step == SQLITE_DONE ? SAYSO_OK : sql_error(&s->q, e);
    sql_done(st);
    return code;
}

#define OF_WORDS "undone IS NULL AND kind IN ('same', 'different', 'not_that', 'speaker', 'misread')"
static const char OWN[] = "SELECT id, kind, record_id, beg, end, other_id, other_beg, other_end, text FROM correction WHERE"
                          " (record_id = ?1 OR other_id = ?1) AND " OF_WORDS " ORDER BY id";
static const char EARLIER[] =
    "SELECT DISTINCT c.id, c.kind, c.record_id, c.beg, c.end, c.other_id, c.other_beg, c.other_end, c.text FROM report n"
    " JOIN report p ON p.address = n.address AND p.revision < n.revision AND p.record_id <> n.record_id"
    " JOIN correction c ON (c.record_id = p.record_id OR c.other_id = p.record_id) WHERE n.record_id = ?1 AND c.undone IS NULL"
    " AND c.kind IN ('same', 'different', 'not_that', 'speaker', 'misread') ORDER BY c.id";

static sayso_correction_kind kind_of(const char *name) {
    for (int k = 0; k < SAYSO_CORRECTION_MISREAD; k++)
        if (!strcmp(name, sayso_correction_name((sayso_correction_kind)k))) return (sayso_correction_kind)k;
    return SAYSO_CORRECTION_MISREAD;
}

/* ---- earlier revisions ------------------------------------------------------------------------------------------- */
/* A record as it was read; *there false where the database has none of that id. */
static sayso_code record_of(struct store *s, const char *id, struct arena *a, sayso_record *out, bool *there, sayso_error *e) {
    sqlite3_stmt *st = sql_take(&s->q, "SELECT record, record_size FROM report WHERE record_id = ?1 ORDER BY latest DESC, id DESC"
                                       " LIMIT 1");
    if (!st) return sql_error(&s->q, e);
    sql_bind(st, "t", id);
    *there = sqlite3_step(st) == SQLITE_ROW;
    sayso_code code = SAYSO_OK;
    if (*there)
        code = store_unpack_raw(s, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0),
                                (size_t)sqlite3_column_int64(st, 1), a, out, e);
    sql_done(st);
    return code;
}

static span sentence_around(const sayso_record *r, span at) {
    for (uint32_t i = 0; i < r->n_sentences; i++)
        if (span_in(at, r->sentences[i])) return r->sentences[i];
    for (uint32_t i = 0; i < r->n_blocks; i++)
        if (span_in(at, r->blocks[i].span)) return r->blocks[i].span;
    return at;
}

/* Where words of an earlier text stand in a later one; {0, 0}: their sentence is not there, or twice. */
static span moved(const sayso_record *from, span at, const sayso_record *to) {
    if (at.end > from->n_text || !span_is(at)) return span_of(0, 0);
    span s = sentence_around(from, at);
    const char *words = from->text + s.beg, *end = to->text + to->n_text;
    const char *found = memmem(to->text, to->n_text, words, span_len(s));
    if (!found || memmem(found + 1, (size_t)(end - found - 1), words, span_len(s))) return span_of(0, 0);
    uint32_t beg = (uint32_t)(found - to->text) + at.beg - s.beg;
    return span_of(beg, beg + span_len(at));
}

/* Decisions of earlier revisions, brought to this text and set before its own. */
static sayso_code carry(struct store *s, const sayso_record *r, struct arena *a, struct decisions *out, sayso_error *e) {
    struct decisions earlier = {0};
    sayso_code code = decisions_of(s, r->id, EARLIER, a, &earlier, e);
    const char *have = NULL;
    sayso_record from;
    bool there = false;
    for (uint32_t i = 0; i < earlier.all.n && !code; i++) {
        struct decision d = earlier.all.at[i];
        bool first = strcmp(d.record, r->id) != 0;                         /* which side is of the earlier revision */
        if (!strcmp(d.record, r->id) || !strcmp(d.other, r->id)) continue; /* it tells of this very text already */
        if (strcmp(d.record, d.other)) {
            int64_t mine =
                sql_number(&s->q, 0,
                           "SELECT count(*) FROM report p JOIN report n ON n.address = p.address WHERE p.record_id = ?1"
                           " AND n.record_id = ?2",
                           "tt", d.record, r->id);
            first = mine > 0;
        }
        const char *id = first ? d.record : d.other;
        if (!have || strcmp(have, id)) code = record_of(s, id, a, &from, &there, e), have = id;
        if (code || !there) continue;
        bool both = !strcmp(d.record, d.other);
        if (first) d.at = moved(&from, d.at, r), d.record = r->id;
        if ((both || !first) && span_is(d.other_at)) d.other_at = moved(&from, d.other_at, r);
        if (both || !first) d.other = r->id;
        if (!VEC_PUSH(a, out->all, d)) code = store_no_memory(e);
    }
    return code;
}

/* ---- other reports ----------------------------------------------------------------------------------------------- */
static sayso_code correct_alone(struct decisions *of, sayso_record *r, struct arena *a, sayso_error *e) {
    VEC(struct record_correction) list = {0};
    for (uint32_t i = 0; i < of->all.n; i++) {
        const struct decision *d = &of->all.at[i];
        struct record_correction c = {.kind = kind_of(d->kind), .at = d->at, .other = d->other_at, .text = d->text};
        if (!strcmp(d->record, d->other) && !VEC_PUSH(a, list, c)) return store_no_memory(e);
    }
    return record_correct(r, list.at, list.n, a) ? store_no_memory(e) : SAYSO_OK;
}

/* What a mention's entity is called in its own report. */
static sayso_code name_at(struct store *s, const char *id, span at, struct arena *a, const char **name, bool *named,
                          sayso_error *e) {
    sayso_record r;
    struct decisions own = {0};
    bool there;
    *name = NULL;
    sayso_code code = record_of(s, id, a, &r, &there, e);
    if (code || !there) return code;
    code = decisions_of(s, id, OWN, a, &own, e);
    if (!code) code = carry(s, &r, a, &own, e);
    if (!code) code = correct_alone(&own, &r, a, e);
    int32_t entity = code ? -1 : record_entity_at(&r, at);
    if (entity >= 0) *name = r.entities[entity].name, *named = r.entities[entity].named;
    return code;
}

struct mention {
    const char *record;
    span at;
};
struct linked {
    struct mention at[MOST_LINKED];
    uint32_t n;
};

static void link_mention(struct linked *l, const char *record, span at) {
    for (uint32_t i = 0; i < l->n; i++)
        if (!strcmp(l->at[i].record, record) && span_eq(l->at[i].at, at)) return;
    if (l->n < MOST_LINKED) l->at[l->n++] = (struct mention){record, at};
}

/* The fullest name among all mentions that decisions call the same as this one. */
static sayso_code settled_name(struct store *s, const struct decision *d, bool first, struct arena *a,
                               struct record_correction *c, sayso_error *e) {
    struct linked *l = ARENA_NEW(a, struct linked);
    if (!l) return store_no_memory(e);
    link_mention(l, first ? d->record : d->other, first ? d->at : d->other_at);
    link_mention(l, first ? d->other : d->record, first ? d->other_at : d->at);
    for (uint32_t i = 0; i < l->n; i++) {
        struct decisions more = {0};
        const char *name;
        bool named = false;
        sayso_code code = decisions_of(s, l->at[i].record, OWN, a, &more, e);
        if (!code) code = name_at(s, l->at[i].record, l->at[i].at, a, &name, &named, e);
        if (code) return code;
        for (uint32_t k = 0; k < more.all.n; k++) {
            const struct decision *m = &more.all.at[k];
            if (strcmp(m->kind, "same") || !strcmp(m->record, m->other)) continue;
            bool one = !strcmp(m->record, l->at[i].record) && span_eq(m->at, l->at[i].at);
            bool two = !strcmp(m->other, l->at[i].record) && span_eq(m->other_at, l->at[i].at);
            if (one) link_mention(l, m->other, m->other_at);
            if (two) link_mention(l, m->record, m->at);
        }
        if (!name) continue;
        bool fuller = !c->name || (named != c->named                 ? named
                                   : strlen(name) != strlen(c->name) ? strlen(name) > strlen(c->name)
                                                                     : strcmp(name, c->name) < 0);
        if (fuller) c->name = name, c->named = named;
    }
    return SAYSO_OK;
}

static sayso_code settle(struct store *s, const sayso_record *r, const struct decision *d, struct arena *a,
                         struct record_correction *c, sayso_error *e) {
    bool first = !strcmp(d->record, r->id);
    *c = (struct record_correction){.kind = kind_of(d->kind), .at = first ? d->at : d->other_at, .text = d->text};
    c->across = strcmp(d->record, d->other) != 0;
    if (!c->across) c->other = d->other_at;
    if (!c->across) return SAYSO_OK;
    if (c->kind == SAYSO_CORRECTION_DIFFERENT) c->told_apart = (int32_t)(first ? d->id : -d->id);
    return c->kind == SAYSO_CORRECTION_SAME ? settled_name(s, d, first, a, c, e) : SAYSO_OK;
}

sayso_code store_apply_corrections(struct store *s, sayso_record *r, struct arena *arena, sayso_error *e) {
    struct decisions all = {0};
    sayso_code code = carry(s, r, arena, &all, e);
    if (!code) code = decisions_of(s, r->id, OWN, arena, &all, e);
    if (code || !all.all.n) return code;
    struct record_correction *list = ARENA_ARRAY(arena, struct record_correction, all.all.n);
    if (!list) return store_no_memory(e);
    for (uint32_t i = 0; i < all.all.n && !code; i++) code = settle(s, r, &all.all.at[i], arena, &list[i], e);
    if (code) return code;
    return record_correct(r, list, all.all.n, arena) ? store_no_memory(e) : SAYSO_OK;
}

sayso_code store_check_correction(struct store *s, const sayso_correction *c, const char *a, const char *b, bool *took,
                                  sayso_error *e) {
    struct arena inner;
    sayso_record r;
    *took = true;
    arena_init(&inner, 0);
    bool across = strcmp(a, b) != 0;
    struct record_correction one = {.kind = c->kind, .at = c->span, .other = c->other_span, .text = c->text};
    sayso_code code = store_record(s, c->report, &inner, &r, e);
    if (!code && across) {
        *took = record_entity_at(&r, c->span) >= 0;
        code = store_record(s, c->other, &inner, &r, e);
        if (!code) *took = *took && record_entity_at(&r, c->other_span) >= 0;
    } else if (!code) {
        code = record_correct(&r, &one, 1, &inner) ? store_no_memory(e) : SAYSO_OK;
        *took = one.took;
    }
    arena_release(&inner);
    return code;
}
