/* Who says what, from JSON: entities, sources, attributions, quotes. */
#include "record_fields.h"

static bool titles(struct parse *p, uint32_t list, sayso_spans *out) {
    static const char *const names[] = {"text", "span"};
    enum { TEXT, SPAN, N };
    uint32_t n, item = list + 1, f[N];
    if (!parse_list(p, list, "titles", &n)) return false;
    span *at = PARSE_NEW(p, span, n);
    for (uint32_t i = 0; at && i < n; i++, item = parse_next(p, item)) {
        const char *text;
        if (!PARSE_FIELDS(p, item, "titles", names, f) || !parse_span(p, f[SPAN], "titles.span", &at[i]) ||
            !parse_string(p, f[TEXT], "titles.text", &text))
            return false;
        if (!span_is(at[i])) return parse_fail(p, item, "titles.span", "missing");
        if (i && at[i].beg < at[i - 1].beg) return parse_fail(p, item, "titles", "spans that are not in the order of the text");
        if (text && (strlen(text) != span_len(at[i]) || memcmp(text, p->r->text + at[i].beg, span_len(at[i])) != 0))
            return parse_fail(p, f[TEXT], "titles.text", "not the words of its span");
    }
    *out = (sayso_spans){at, n};
    return at != NULL;
}

#define SAYSO_X(n, s) s,
static const char *const entity_kinds[] = {SAYSO_ENTITY_KINDS(SAYSO_X)};
static const char *const source_kinds[] = {SAYSO_SOURCE_KINDS(SAYSO_X)};
static const char *const forms[] = {SAYSO_FORMS(SAYSO_X)};
#undef SAYSO_X

static span first_of(sayso_spans s) { return s.n ? s.at[0] : (span){0, 0}; }

static bool entity(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "kind", "name", "aliases", "titles", "named", "mentions"};
    enum { ID, KIND, NAME, ALIASES, TITLES, NAMED, MENTIONS, N };
    sayso_entity *x = item;
    uint32_t f[N], kind;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !PARSE_WORD(p, f[KIND], "kind", entity_kinds, &kind) ||
        !parse_strings(p, f[ALIASES], "aliases", &x->aliases) || !titles(p, f[TITLES], &x->titles) ||
        !parse_bool(p, f[NAMED], "named", &x->named) || !parse_spans(p, f[MENTIONS], "mentions", &x->mentions) ||
        !parse_name(p, f[NAME], "name", first_of(x->mentions), entity_kinds[kind], &x->name))
        return false;
    x->kind = (sayso_entity_kind)kind;
    return true;
}

bool parse_entities(struct parse *p, uint32_t list) {
    return parse_each(p, list, "entities", sizeof(sayso_entity), entity, &p->r->entities, &p->r->n_entities);
}

static bool source(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "entity", "name", "kind", "named", "mentions"};
    enum { ID, ENTITY, NAME, KIND, NAMED, MENTIONS, N };
    sayso_source *x = item;
    uint32_t f[N], kind;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !parse_id(p, f[ENTITY], "entity", LIST_ENTITIES, &x->entity) ||
        !PARSE_WORD(p, f[KIND], "kind", source_kinds, &kind) || !parse_bool(p, f[NAMED], "named", &x->named) ||
        !parse_spans(p, f[MENTIONS], "mentions", &x->mentions) ||
        !parse_name(p, f[NAME], "name", first_of(x->mentions), "somebody", &x->name))
        return false;
    x->kind = (sayso_source_kind)kind;
    return true;
}

bool parse_sources(struct parse *p, uint32_t list) {
    return parse_each(p, list, "sources", sizeof(sayso_source), source, &p->r->sources, &p->r->n_sources);
}

static bool attribution(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "source", "cue", "content", "source_id", "within", "form", "attitude", "score"};
    enum { ID, SOURCE, CUE, CONTENT, SOURCE_ID, WITHIN, FORM, ATTITUDE, SCORE, N };
    sayso_attribution *x = item;
    uint32_t f[N], form;
    bool scored;
    double score;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !parse_spans(p, f[SOURCE], "source", &x->source) ||
        !parse_spans(p, f[CUE], "cue", &x->cue) || !parse_spans(p, f[CONTENT], "content", &x->content) ||
        !parse_id(p, f[SOURCE_ID], "source_id", LIST_SOURCES, &x->source_id) ||
        !parse_id(p, f[WITHIN], "within", LIST_ATTRIBUTIONS, &x->within) || !PARSE_WORD(p, f[FORM], "form", forms, &form) ||
        !parse_string(p, f[ATTITUDE], "attitude", &x->attitude) || !parse_real(p, f[SCORE], "score", 0, 1, &scored, &score))
        return false;
    x->form = (sayso_form)form;
    x->score = (float)score;
    return true;
}

/* Whoever follows `within` outwards comes to an end: each is walked once, marked by the walk that came to it. */
static bool no_rings(struct parse *p, uint32_t list) {
    const sayso_record *r = p->r;
    uint32_t *walk = ARENA_ARRAY(p->scratch, uint32_t, r->n_attributions + 1);
    if (!walk) return parse_nomem(p);
    uint32_t item = list + 1;
    for (uint32_t i = 0; i < r->n_attributions; i++, item = parse_next(p, item)) {
        int32_t a = (int32_t)i;
        for (; a >= 0 && !walk[a]; a = r->attributions[a].within) walk[a] = i + 1;
        if (a < 0 || walk[a] != i + 1) continue;
        p->item = (int32_t)i;
        return parse_fail(p, item, "within", "it leads back to where it came from");
    }
    return true;
}

bool parse_attributions(struct parse *p, uint32_t list) {
    sayso_record *r = p->r;
    return parse_each(p, list, "attributions", sizeof(sayso_attribution), attribution, &r->attributions, &r->n_attributions) &&
           no_rings(p, list);
}

static bool quote(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "span", "speaker", "attribution", "chain"};
    enum { ID, SPAN, SPEAKER, ATTRIBUTION, CHAIN, N };
    sayso_quote *x = item;
    uint32_t f[N];
    return PARSE_FIELDS(p, object, NULL, names, f) && parse_span(p, f[SPAN], "span", &x->span) &&
           parse_id(p, f[SPEAKER], "speaker", LIST_ENTITIES, &x->speaker) &&
           parse_id(p, f[ATTRIBUTION], "attribution", LIST_ATTRIBUTIONS, &x->attribution) &&
           parse_ids(p, f[CHAIN], "chain", LIST_SOURCES, true, &x->chain);
}

bool parse_quotes(struct parse *p, uint32_t list) {
    return parse_each(p, list, "quotes", sizeof(sayso_quote), quote, &p->r->quotes, &p->r->n_quotes);
}
