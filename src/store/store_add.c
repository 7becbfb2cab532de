/* A report comes in: its receipt, its revision, its record, its keys, the words it is found by, its story. */
#include "base_sha256.h"
#include "out.h"
#include "store_bytes.h"
#include "store_pack.h"
#include "store_work.h"
#include <stdlib.h>

struct incoming {
    const sayso_record *r;
    const sayso_arrival *a;
    const char *address;  /* what revisions hang on */
    const char *received; /* NULL: now */
    char sha256[65];
    int64_t report;
};

/* ---- the record -------------------------------------------------------------------------------------------------- */
static char *record_json(const sayso_record *r, struct arena *arena, size_t *n) {
    struct bytes g = {.arena = arena};
    struct sink sink;
    sink_init(&sink, bytes_write, &g);
    static const struct scores read = {0}; /* a model has read it: its lists are there, empty ones too */
    struct out_report p = {.record = r, .scores = &read};
    sayso_code code = out_json(&p, false, &sink);
    if (sink_end(&sink) || code) return NULL;
    *n = g.n;
    return g.at;
}

static sayso_code put_report(struct store *s, struct incoming *in, uint32_t revision, int64_t previous, struct signature g,
                             sayso_error *e) {
    const sayso_record *r = in->r;
    const sayso_publication *p = &r->publication;
    size_t n_json, n_packed;
    char *json = record_json(r, &s->scratch, &n_json);
    void *packed = json ? pack(&s->scratch, json, n_json, &n_packed) : NULL;
    if (!packed) return store_no_memory(e);
    bool ok =
        sql_run(&s->q,
                "INSERT INTO report(record_id, address, revision, latest, previous, name, uri, title, outlet, published,"
                " modified, language, received, signature, record, record_size) VALUES(?1, ?2, ?3, 1, nullif(?4, 0), ?5, ?6, ?7,"
                " ?8, ?9, ?10, ?11, coalesce(?12, " SQL_NOW "), ?13, ?14, ?15)",
                "ttiittttttttbbi", r->id, in->address, (int64_t)revision, previous, r->input.name,
                p->canonical_uri ? p->canonical_uri : r->input.uri, p->title, p->outlet, p->published, p->modified, p->language,
                in->received, g.bytes, (size_t)g.n, packed, n_packed, (int64_t)n_json);
    if (!ok) return sql_error(&s->q, e);
    in->report = sqlite3_last_insert_rowid(s->q.db);
    return SAYSO_OK;
}

static sayso_code put_keys(struct store *s, const struct incoming *in, struct signature g, sayso_error *e) {
    uint64_t keys[SIGNATURE_MAX_KEYS];
    uint32_t n = signature_keys(g, keys);
    for (uint32_t i = 0; i < n; i++)
        if (!sql_run(&s->q, "INSERT OR IGNORE INTO key(key, report) VALUES(?1, ?2)", "ii", (int64_t)keys[i], in->report))
            return sql_error(&s->q, e);
    return SAYSO_OK;
}

static sayso_code drop_keys(struct store *s, int64_t report, sayso_error *e) {
    uint64_t keys[SIGNATURE_MAX_KEYS];
    struct signature g;
    if (!store_signature(s, report, &s->scratch, &g)) return SAYSO_OK;
    uint32_t n = signature_keys(g, keys);
    for (uint32_t i = 0; i < n; i++)
        if (!sql_run(&s->q, "DELETE FROM key WHERE key = ?1 AND report = ?2", "ii", (int64_t)keys[i], report))
            return sql_error(&s->q, e);
    return SAYSO_OK;
}

/* ---- what it is compared by ---------------------------------------------------------------------------------------- */
static sayso_code make_signature(struct store *s, const sayso_record *r, struct signature *g, sayso_error *e) {
    struct arena inner;
    arena_init(&inner, 0);
    sayso_code code = signature_make(r, &s->scratch, &inner, g) ? store_no_memory(e) : SAYSO_OK;
    arena_release(&inner);
    return code;
}

/* Of the report as people have corrected it. */
static sayso_code corrected_signature(struct store *s, int64_t report, struct signature *g, sayso_error *e) {
    sayso_record r;
    struct arena held;
    arena_init(&held, 0);
    sayso_code code = store_record(s, report, &held, &r, e);
    if (!code) code = make_signature(s, &r, g, e);
    arena_release(&held);
    return code;
}

/* Another reading, or a correction: it is compared by what it says now, and so may belong elsewhere. */
sayso_code store_compare_anew(struct store *s, int64_t report, sayso_error *e) {
    struct signature was, is;
    struct incoming in = {.report = report};
    sayso_code code = corrected_signature(s, report, &is, e);
    if (code) return code;
    bool sound = store_signature(s, report, &s->scratch, &was);
    if (sound && was.n == is.n && !memcmp(was.bytes, is.bytes, is.n)) return SAYSO_OK;
    code = drop_keys(s, report, e);
    if (!code && !sql_run(&s->q, "UPDATE report SET signature = ?2 WHERE id = ?1", "ib", report, is.bytes, (size_t)is.n))
        code = sql_error(&s->q, e);
    if (!code) code = put_keys(s, &in, is, e);
    return code ? code : store_place_again(s, report, is, e);
}

/* ---- the words it is found by ------------------------------------------------------------------------------------ */
static bool put_claim_words(struct bytes *g, const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        if (!bytes_line(g, c->slot)) return false;
        if (c->value.kind == SAYSO_VALUE_TEXT && !bytes_line(g, c->value.text)) return false;
    }
    return true;
}

static bool put_people_words(struct bytes *g, const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_entities; i++) {
        const sayso_entity *x = &r->entities[i];
        if (!x->named || x->kind == SAYSO_ENTITY_PLACE) continue;
        if (!bytes_line(g, x->name)) return false;
    }
    for (uint32_t i = 0; i < r->n_sources; i++)
        if (!bytes_line(g, r->sources[i].name)) return false;
    return true;
}

static bool put_place_words(struct bytes *g, const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_places; i++)
        for (uint32_t k = 0; k < r->places[i].path.n; k++)
            if (!bytes_line(g, r->places[i].path.at[k])) return false;
    return true;
}

static bool put_dates(struct bytes *g, const sayso_record *r) {
    if (r->publication.published && !bytes_line(g, r->publication.published)) return false;
    for (uint32_t i = 0; i < r->n_times; i++)
        if (!bytes_line(g, r->times[i].value)) return false;
    return true;
}

/* `out`: takes them out again; of a table that keeps no words of its own all of them have to be named. */
static sayso_code put_words(struct store *s, const struct incoming *in, const sayso_record *r, bool out, sayso_error *e) {
    struct bytes claims = {.arena = &s->scratch}, people = claims, places = claims, dates = claims;
    if (!put_claim_words(&claims, r) || !put_people_words(&people, r) || !put_place_words(&places, r) || !put_dates(&dates, r))
        return store_no_memory(e);
    const char *text = arena_strndup(&s->scratch, r->text, r->n_text);
    if (!text) return store_no_memory(e);
    static const char take_out[] = "INSERT INTO words(words, rowid, title, text, claims, people, places, dates) VALUES('delete', "
                                   "?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    if (out)
        return sql_run(&s->q, take_out, "itttttt", in->report, r->publication.title, text, claims.at, people.at, places.at,
                       dates.at)
                   ? SAYSO_OK
                   : sql_error(&s->q, e);
    bool ok =
        sql_run(&s->q, "INSERT INTO words(rowid, title, text, claims, people, places, dates) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                "itttttt", in->report, r->publication.title, text, claims.at, people.at, places.at, dates.at);
    return ok ? SAYSO_OK : sql_error(&s->q, e);
}

/* ---- receipts and revisions -------------------------------------------------------------------------------------- */
static sayso_code put_page(struct store *s, const struct incoming *in, sayso_error *e) {
    size_t n_packed = 0;
    void *packed = NULL;
    if (!s->no_keep && in->a->n && !(packed = pack(&s->scratch, in->a->bytes, in->a->n, &n_packed))) return store_no_memory(e);
    bool ok = sql_run(&s->q,
                      "INSERT INTO page(sha256, size, bytes, media_type, headers, uri, via, received, report)"
                      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(?8, " SQL_NOW "), ?9)",
                      "tibttttti", in->sha256, (int64_t)in->a->n, packed, n_packed, in->a->media_type, in->a->headers, in->a->uri,
                      in->a->via, in->received, in->report);
    return ok ? SAYSO_OK : sql_error(&s->q, e);
}

/* The report that these bytes have become before: at this address, or, of bytes that came without one, at any. */
static int64_t known_bytes(struct store *s, const struct incoming *in) {
    return sql_number(&s->q, 0,
                      "SELECT p.report FROM page p JOIN report r ON r.id = p.report WHERE p.sha256 = ?1 AND"
                      " (r.address = ?2 OR ?2 LIKE 'file:%') ORDER BY p.id DESC LIMIT 1",
                      "tt", in->sha256, in->address);
}

static sayso_code already(struct store *s, int64_t report, sayso_added *out) {
    out->report = report;
    out->story = sql_number(&s->q, 0, "SELECT story FROM report WHERE id = ?1", "i", report);
    out->revision = (uint32_t)sql_number(&s->q, 1, "SELECT revision FROM report WHERE id = ?1", "i", report);
    return SAYSO_OK;
}

/* The earlier revision steps back: it no longer counts in its story, nor brings others there. */
static sayso_code step_back(struct store *s, int64_t previous, sayso_error *e) {
    if (!previous) return SAYSO_OK;
    int64_t story = sql_number(&s->q, 0, "SELECT story FROM report WHERE id = ?1", "i", previous);
    if (!sql_run(&s->q, "UPDATE report SET latest = 0 WHERE id = ?1", "i", previous)) return sql_error(&s->q, e);
    sayso_code code = drop_keys(s, previous, e);
    if (code) return code;
    return !story || store_touch(s, story) ? SAYSO_OK : store_no_memory(e);
}

/* Decisions of earlier revisions, and of the same text elsewhere, hold for a new report too. */
static sayso_code as_corrected(struct store *s, const struct incoming *in, struct signature *g, sayso_error *e) {
    static const char sql[] = "SELECT count(*) FROM (SELECT 1 FROM report n JOIN report p ON p.address = n.address JOIN"
                              " correction c ON c.record_id = p.record_id OR c.other_id = p.record_id WHERE n.id = ?1 LIMIT 1)";
    if (sql_number(&s->q, 0, sql, "i", in->report) <= 0) return SAYSO_OK;
    sayso_code code = corrected_signature(s, in->report, g, e);
    if (code) return code;
    return sql_run(&s->q, "UPDATE report SET signature = ?2 WHERE id = ?1", "ib", in->report, g->bytes, (size_t)g->n)
               ? SAYSO_OK
               : sql_error(&s->q, e);
}

static sayso_code add_new(struct store *s, struct incoming *in, sayso_added *out, sayso_error *e) {
    struct signature g;
    sayso_code code = make_signature(s, in->r, &g, e);
    if (code) return code;
    out->previous =
        sql_number(&s->q, 0, "SELECT id FROM report WHERE address = ?1 ORDER BY revision DESC LIMIT 1", "t", in->address);
    out->revision = 1 + (uint32_t)sql_number(&s->q, 0, "SELECT max(revision) FROM report WHERE address = ?1", "t", in->address);
    code = step_back(s, out->previous, e);
    if (!code) code = put_report(s, in, out->revision, out->previous, g, e);
    if (!code) code = put_page(s, in, e);
    if (!code) code = put_words(s, in, in->r, false, e);
    if (!code) code = as_corrected(s, in, &g, e);
    if (!code) code = store_place(s, in->report, g, &out->story, &out->new_story, e);
    if (!code) code = put_keys(s, in, g, e);
    if (!code && out->previous) code = store_log_revision(s, in->report, out->previous, out->revision, out->story, e);
    out->report = in->report;
    return code;
}

/* The same text read anew, by another program or with another model: the new reading counts, in the report's place. */
static sayso_code read_anew(struct store *s, struct incoming *in, sayso_added *out, sayso_error *e) {
    const sayso_publication *p = &in->r->publication;
    sayso_record old;
    size_t n_json, n_packed;
    sayso_code code = store_record_raw(s, in->report, &s->scratch, &old, e);
    if (!code) code = put_words(s, in, &old, true, e);
    if (!code) code = put_words(s, in, in->r, false, e);
    if (code) return code;
    char *json = record_json(in->r, &s->scratch, &n_json);
    void *packed = json ? pack(&s->scratch, json, n_json, &n_packed) : NULL;
    if (!packed) return store_no_memory(e);
    if (!sql_run(&s->q,
                 "UPDATE report SET title = ?2, outlet = ?3, published = ?4, modified = ?5, language = ?6, record = ?7,"
                 " record_size = ?8 WHERE id = ?1",
                 "itttttbi", in->report, p->title, p->outlet, p->published, p->modified, p->language, packed, n_packed,
                 (int64_t)n_json))
        return sql_error(&s->q, e);
    if (out->story && !store_touch(s, out->story)) return store_no_memory(e);
    code = store_compare_anew(s, in->report, e);
    if (!code) out->story = sql_number(&s->q, out->story, "SELECT story FROM report WHERE id = ?1", "i", in->report);
    return code;
}

static sayso_code add_in(struct store *s, struct incoming *in, sayso_added *out, sayso_error *e) {
    int64_t report = known_bytes(s, in);
    if (report) {
        out->known = true;
        return already(s, report, out);
    }
    report = sql_number(&s->q, 0, "SELECT id FROM report WHERE address = ?1 AND record_id = ?2 AND latest = 1", "tt", in->address,
                        in->r->id);
    if (!report) return add_new(s, in, out, e);
    out->same_text = true;
    in->report = report;
    already(s, report, out);
    sayso_code code = put_page(s, in, e);
    return code ? code : read_anew(s, in, out, e);
}

sayso_code store_add(struct store *s, const sayso_record *r, const sayso_arrival *a, sayso_added *out, sayso_error *e) {
    struct incoming in = {.r = r, .a = a, .received = a->received};
    *out = (sayso_added){0};
    sayso_code code = store_enter(s, e);
    if (code) return code;
    const char *uri = r->publication.canonical_uri ? r->publication.canonical_uri : a->uri ? a->uri : r->input.uri;
    in.address = uri ? uri : arena_printf(&s->scratch, "file:%s", a->name ? a->name : r->input.name ? r->input.name : r->id);
    sha256_hex(a->bytes, a->n, in.sha256);
    code = in.address ? add_in(s, &in, out, e) : store_no_memory(e);
    return store_leave(s, code, e);
}
