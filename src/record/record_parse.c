/* A record from JSON: the text first, as every span lies in it; then all ids; then the lists. See record_parse.h. */
#include "record_parse.h"
#include "base_sha256.h"
#include "record_fields.h"
#include <stdio.h>

#define SAYSO_X(n, s) s,
static const char *const block_kinds[] = {SAYSO_BLOCK_KINDS(SAYSO_X)};
static const char *const media_kinds[] = {SAYSO_MEDIA_KINDS(SAYSO_X)};
static const char *const credit_roles[] = {SAYSO_CREDIT_ROLES(SAYSO_X)};
#undef SAYSO_X

enum {
    VERSION,
    ID,
    INPUT,
    PUBLICATION,
    TEXT,
    BLOCKS,
    MEDIA,
    SENTENCES,
    ENTITIES,
    SOURCES,
    ATTRIBUTIONS,
    QUOTES,
    TIMES,
    PLACES,
    AMOUNTS,
    EVENTS,
    CLAIMS,
    INCIDENT,
    ERROR,
    N_FIELDS
};
static const char *const FIELDS[] = {"sayso",     "id",       "input",   "publication",  "text",   "blocks", "media",
                                     "sentences", "entities", "sources", "attributions", "quotes", "times",  "places",
                                     "amounts",   "events",   "claims",  "incident",     "error"};

static void enter(struct parse *p, const char *list, uint32_t object) {
    p->list = list;
    p->item = -1;
    p->here = object;
}

static bool version(struct parse *p, const uint32_t *f) {
    const char *v;
    char shown[SHOWN];
    if (f[ERROR] && !f[TEXT]) return parse_fail(p, f[ERROR], "error", "no record: it tells of an input that could not be read");
    if (!f[VERSION]) return parse_fail(p, 0, "sayso", "missing: this is no record");
    if (!parse_string(p, f[VERSION], "sayso", &v)) return false;
    return !strcmp(v, SAYSO_RECORD_VERSION) || parse_fail(p, f[VERSION], "sayso", "version \"%s\" of the record is not %s",
                                                          parse_shown(v, (uint32_t)strlen(v), shown), SAYSO_RECORD_VERSION);
}

static bool text(struct parse *p, const uint32_t *f) {
    char hash[65];
    const char *id;
    sayso_record *r = p->r;
    if (!parse_needed(p, f[TEXT], "text", &r->text) || !parse_string(p, f[ID], "id", &id)) return false;
    r->n_text = (uint32_t)strlen(r->text);
    if (!r->n_text) {
        p->code = error_set(p->e, SAYSO_EMPTY, "record", p->json.values[f[TEXT]].beg, "the record's text is empty");
        return false;
    }
    sha256_hex(r->text, r->n_text, hash);
    snprintf(r->id, sizeof r->id, "sha256:%s", hash);
    return !id || !strcmp(id, r->id) || parse_fail(p, f[ID], "id", "not the one of this text, which is %.20s...", r->id);
}

static bool input(struct parse *p, uint32_t object) {
    static const char *const names[] = {"name", "uri", "media_type", "encoding", "bytes", "sha256"};
    enum { NAME, URI, MEDIA_TYPE, ENCODING, BYTES, SHA256, N };
    sayso_input *x = &p->r->input;
    const char *sha256;
    uint32_t f[N];
    enter(p, "input", object);
    if (!object) return true;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !parse_string(p, f[NAME], "name", &x->name) ||
        !parse_string(p, f[URI], "uri", &x->uri) || !parse_string(p, f[MEDIA_TYPE], "media_type", &x->media_type) ||
        !parse_string(p, f[ENCODING], "encoding", &x->encoding) || !parse_whole(p, f[BYTES], "bytes", INT64_MAX, &x->bytes) ||
        !parse_string(p, f[SHA256], "sha256", &sha256))
        return false;
    if (!sha256 || !*sha256) return true;
    if (strlen(sha256) != 64 || strspn(sha256, "0123456789abcdef") != 64)
        return parse_fail(p, f[SHA256], "sha256", "not 64 hexadecimal digits");
    memcpy(x->sha256, sha256, 65);
    return true;
}

static bool publication(struct parse *p, uint32_t object) {
    static const char *const names[] = {"title",    "outlet",   "bylines",       "published",
                                        "modified", "language", "canonical_uri", "dateline"};
    enum { TITLE, OUTLET, BYLINES, PUBLISHED, MODIFIED, LANGUAGE, CANONICAL, DATELINE, N };
    sayso_publication *x = &p->r->publication;
    uint32_t f[N];
    enter(p, "publication", object);
    if (!object) return true;
    return PARSE_FIELDS(p, object, NULL, names, f) && parse_string(p, f[TITLE], "title", &x->title) &&
           parse_string(p, f[OUTLET], "outlet", &x->outlet) && parse_strings(p, f[BYLINES], "bylines", &x->bylines) &&
           parse_string(p, f[PUBLISHED], "published", &x->published) && parse_string(p, f[MODIFIED], "modified", &x->modified) &&
           parse_string(p, f[LANGUAGE], "language", &x->language) &&
           parse_string(p, f[CANONICAL], "canonical_uri", &x->canonical_uri) &&
           parse_string(p, f[DATELINE], "dateline", &x->dateline);
}

/* Bytes of the input: not looked at, but in order. */
static bool source_span(struct parse *p, uint32_t value, span *out) {
    uint64_t beg, end;
    *out = span_of(0, 0);
    if (!value) return true;
    if (p->json.values[value].kind != JSON_IS_LIST || p->json.values[value].n != 2)
        return parse_fail(p, value, "source", "no span [begin, end)");
    if (!parse_whole(p, value + 1, "source", UINT32_MAX, &beg) || !parse_whole(p, value + 2, "source", UINT32_MAX, &end))
        return false;
    if (beg >= end) return parse_fail(p, value, "source", "a span that ends where it begins, or before");
    if (p->r->input.bytes && end > p->r->input.bytes)
        return parse_fail(p, value, "source", "a span that goes past the input's bytes");
    *out = span_of((uint32_t)beg, (uint32_t)end);
    return true;
}

static bool block(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"kind", "span", "source", "level", "media"};
    enum { KIND, SPAN, SOURCE, LEVEL, MEDIUM, N };
    sayso_block *x = item;
    uint32_t f[N], kind;
    uint64_t level;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !PARSE_WORD(p, f[KIND], "kind", block_kinds, &kind) ||
        !parse_span(p, f[SPAN], "span", &x->span) || !source_span(p, f[SOURCE], &x->source) ||
        !parse_whole(p, f[LEVEL], "level", UINT8_MAX, &level) || !parse_id(p, f[MEDIUM], "media", LIST_MEDIA, &x->media))
        return false;
    if (!span_is(x->span)) return parse_fail(p, object, "span", "missing");
    if (p->item && x->span.beg < x[-1].span.end)
        return parse_fail(p, f[SPAN], "span", "it begins before the block before it ends");
    x->kind = (sayso_block_kind)kind;
    x->level = (uint8_t)level;
    return true;
}

static bool credits(struct parse *p, uint32_t list, sayso_media *x) {
    static const char *const names[] = {"name", "role"};
    uint32_t n, item = list + 1, f[2], role;
    if (!parse_list(p, list, "chain", &n)) return false;
    sayso_credit *all = PARSE_NEW(p, sayso_credit, n);
    for (uint32_t i = 0; all && i < n; i++, item = parse_next(p, item)) {
        if (!PARSE_FIELDS(p, item, "chain", names, f) || !parse_needed(p, f[0], "chain.name", &all[i].name) ||
            !PARSE_WORD(p, f[1], "chain.role", credit_roles, &role))
            return false;
        all[i].role = (sayso_credit_role)role;
    }
    x->chain = all;
    x->n_chain = n;
    return all != NULL;
}

static bool medium(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "kind", "uri", "span", "caption", "credit", "chain"};
    enum { ID_OF, KIND, URI, SPAN, CAPTION, CREDIT, CHAIN, N };
    sayso_media *x = item;
    uint32_t f[N], kind;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !PARSE_WORD(p, f[KIND], "kind", media_kinds, &kind) ||
        !parse_string(p, f[URI], "uri", &x->uri) || !parse_span(p, f[SPAN], "span", &x->span) ||
        !parse_span(p, f[CAPTION], "caption", &x->caption) || !parse_span(p, f[CREDIT], "credit", &x->credit) ||
        !credits(p, f[CHAIN], x))
        return false;
    x->kind = (sayso_media_kind)kind;
    return true;
}

static bool sentences(struct parse *p, uint32_t list) {
    sayso_spans s;
    enter(p, NULL, 0);
    if (!parse_spans(p, list, "sentences", &s)) return false;
    p->r->sentences = s.at;
    p->r->n_sentences = s.n;
    return true;
}

static bool all_ids(struct parse *p, const uint32_t *f) {
    static const int fields[N_ID_LISTS] = {
        [LIST_MEDIA] = MEDIA,  [LIST_ENTITIES] = ENTITIES, [LIST_SOURCES] = SOURCES, [LIST_ATTRIBUTIONS] = ATTRIBUTIONS,
        [LIST_TIMES] = TIMES,  [LIST_PLACES] = PLACES,     [LIST_AMOUNTS] = AMOUNTS, [LIST_EVENTS] = EVENTS,
        [LIST_CLAIMS] = CLAIMS};
    for (int k = 0; k < N_ID_LISTS; k++)
        if (!parse_ids_of(p, (enum record_list)k, f[fields[k]], FIELDS[fields[k]])) return false;
    return true;
}

static bool record(struct parse *p, const uint32_t *f) {
    sayso_record *r = p->r;
    return version(p, f) && text(p, f) && all_ids(p, f) && input(p, f[INPUT]) && publication(p, f[PUBLICATION]) &&
           parse_each(p, f[BLOCKS], "blocks", sizeof(sayso_block), block, &r->blocks, &r->n_blocks) &&
           parse_each(p, f[MEDIA], "media", sizeof(sayso_media), medium, &r->media, &r->n_media) && sentences(p, f[SENTENCES]) &&
           parse_entities(p, f[ENTITIES]) && parse_sources(p, f[SOURCES]) && parse_attributions(p, f[ATTRIBUTIONS]) &&
           parse_quotes(p, f[QUOTES]) && parse_times(p, f[TIMES]) && parse_places(p, f[PLACES]) && parse_amounts(p, f[AMOUNTS]) &&
           parse_events(p, f[EVENTS]) && parse_claims(p, f[CLAIMS]) && parse_incident(p, f[INCIDENT]);
}

sayso_code record_parse(struct arena *arena, struct arena *scratch, const char *json, size_t n, sayso_record *out, bool *read,
                        sayso_error *e) {
    struct parse p = {.arena = arena, .scratch = scratch, .r = out, .item = -1, .e = e};
    uint32_t f[N_FIELDS];
    *out = (sayso_record){0};
    sayso_code code = json_scan(scratch, json, n, &p.json, e);
    if (code) return code;
    if (!PARSE_FIELDS(&p, 0, NULL, FIELDS, f) || !record(&p, f)) return p.code;
    *read = false;
    for (int k = SENTENCES; k <= INCIDENT; k++) *read = *read || (f[k] && k != QUOTES);
    return SAYSO_OK;
}
