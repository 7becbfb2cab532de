/* What happened, from JSON: times, places, amounts, events. */
#include "record_fields.h"
#include "record_parse_facts.h"
#include <float.h>

#define SAYSO_X(n, s) s,
static const char *const relations[] = {SAYSO_RELATIONS(SAYSO_X)};
static const char *const statuses[] = {SAYSO_STATUSES(SAYSO_X)};
static const char *const certainties[] = {SAYSO_CERTAINTIES(SAYSO_X)};
#undef SAYSO_X

bool parse_bounds(struct parse *p, uint32_t relation, uint32_t low, uint32_t high, sayso_count *out) {
    uint32_t word;
    if (!PARSE_WORD(p, relation, "relation", relations, &word) ||
        !parse_real(p, low, "low", -DBL_MAX, DBL_MAX, &out->has_low, &out->low) ||
        !parse_real(p, high, "high", -DBL_MAX, DBL_MAX, &out->has_high, &out->high))
        return false;
    out->relation = (sayso_relation)word;
    if (out->has_low && out->has_high && out->low > out->high) return parse_fail(p, low, "low", "more than high");
    return true;
}

/* A string that is one of the words, or absent. */
static bool word_or_none(struct parse *p, uint32_t value, const char *field, const char *const *words, uint32_t n,
                         const char **out) {
    uint32_t k;
    *out = NULL;
    if (!value) return true;
    if (!parse_word(p, value, field, words, n, &k)) return false;
    *out = words[k];
    return true;
}
#define WORD_OR_NONE(p, value, field, words, out) word_or_none(p, value, field, words, sizeof(words) / sizeof *(words), out)

static bool time_one(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "span", "type", "value", "mod", "anchor"};
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    enum { ID, SPAN, TYPE, VALUE, MOD, ANCHOR, N };
    sayso_time *x = item;
    uint32_t f[N], type;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !parse_span(p, f[SPAN], "span", &x->span) ||
        !PARSE_WORD(p, f[TYPE], "type", types, &type) || !parse_needed(p, f[VALUE], "value", &x->value) ||
        !parse_term(p, f[MOD], "mod", &x->mod) || !parse_id(p, f[ANCHOR], "anchor", LIST_EVENTS, &x->anchor))
        return false;
    x->type = types[type];
    return true;
}

bool parse_times(struct parse *p, uint32_t list) {
    return parse_each(p, list, "times", sizeof(sayso_time), time_one, &p->r->times, &p->r->n_times);
}

static bool place(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id",  "span",    "entity", "name",      "geonames", "lat",
                                        "lon", "country", "path",   "precision", "role"};
    static const char *const roles[] = {"event", "dateline", "mention"};
    enum { ID, SPAN, ENTITY, NAME, GEONAMES, LAT, LON, COUNTRY, PATH, PRECISION, ROLE, N };
    sayso_place *x = item;
    uint32_t f[N];
    uint64_t geonames;
    bool lat, lon;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !parse_span(p, f[SPAN], "span", &x->span) ||
        !parse_id(p, f[ENTITY], "entity", LIST_ENTITIES, &x->entity) ||
        !parse_name(p, f[NAME], "name", x->span, "somewhere", &x->name) ||
        !parse_whole(p, f[GEONAMES], "geonames", INT64_MAX, &geonames) || !parse_real(p, f[LAT], "lat", -90, 90, &lat, &x->lat) ||
        !parse_real(p, f[LON], "lon", -180, 180, &lon, &x->lon) || !parse_term(p, f[COUNTRY], "country", &x->country) ||
        !parse_strings(p, f[PATH], "path", &x->path) || !parse_term(p, f[PRECISION], "precision", &x->precision) ||
        !WORD_OR_NONE(p, f[ROLE], "role", roles, &x->role))
        return false;
    if (lat != lon) return parse_fail(p, object, lat ? "lon" : "lat", "missing");
    x->has_point = lat;
    x->geonames = (int64_t)geonames;
    return true;
}

bool parse_places(struct parse *p, uint32_t list) {
    return parse_each(p, list, "places", sizeof(sayso_place), place, &p->r->places, &p->r->n_places);
}

static bool amount(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "span", "relation", "low", "high", "of", "kind", "unit", "others"};
    static const char *const kinds[] = {"count", "ordinal", "age", "money", "percent", "measure"};
    enum { ID, SPAN, RELATION, LOW, HIGH, OF, KIND, UNIT, OTHERS, N };
    sayso_amount *x = item;
    uint32_t f[N];
    return PARSE_FIELDS(p, object, NULL, names, f) && parse_span(p, f[SPAN], "span", &x->span) &&
           parse_bounds(p, f[RELATION], f[LOW], f[HIGH], &x->count) && parse_string(p, f[OF], "of", &x->of) &&
           WORD_OR_NONE(p, f[KIND], "kind", kinds, &x->kind) && parse_string(p, f[UNIT], "unit", &x->unit) &&
           parse_bool(p, f[OTHERS], "others", &x->others);
}

bool parse_amounts(struct parse *p, uint32_t list) {
    return parse_each(p, list, "amounts", sizeof(sayso_amount), amount, &p->r->amounts, &p->r->n_amounts);
}

static bool participants(struct parse *p, uint32_t list, sayso_event *x) {
    static const char *const names[] = {"role", "entity", "span"};
    enum { ROLE, ENTITY, SPAN, N };
    uint32_t n, item = list + 1, f[N];
    if (!parse_list(p, list, "participants", &n)) return false;
    sayso_participant *all = PARSE_NEW(p, sayso_participant, n);
    for (uint32_t i = 0; all && i < n; i++, item = parse_next(p, item))
        if (!PARSE_FIELDS(p, item, "participants", names, f) || !parse_given(p, f[ROLE], "participants.role") ||
            !parse_term(p, f[ROLE], "participants.role", &all[i].role) ||
            !parse_id(p, f[ENTITY], "participants.entity", LIST_ENTITIES, &all[i].entity) ||
            !parse_span(p, f[SPAN], "participants.span", &all[i].span))
            return false;
    x->participants = all;
    x->n_participants = n;
    return all != NULL;
}

static bool certainty(struct parse *p, uint32_t object, sayso_event *x) {
    static const char *const names[] = {"level", "markers"};
    enum { LEVEL, MARKERS, N };
    uint32_t f[N], level;
    if (!parse_given(p, object, "certainty") || !PARSE_FIELDS(p, object, "certainty", names, f) ||
        !PARSE_WORD(p, f[LEVEL], "certainty.level", certainties, &level) ||
        !parse_spans(p, f[MARKERS], "certainty.markers", &x->markers))
        return false;
    x->certainty = (sayso_certainty)level;
    return true;
}

static bool event(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id",   "trigger", "type",    "mode",   "code",      "kind",         "participants",
                                        "time", "place",   "amounts", "status", "certainty", "attributions", "same_as"};
    enum { ID, TRIGGER, TYPE, MODE, CODE, KIND, WHO, TIME, PLACE, AMOUNTS, STATUS, CERTAINTY, ATTRIBUTIONS, SAME_AS, N };
    sayso_event *x = item;
    uint32_t f[N], status;
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !parse_span(p, f[TRIGGER], "trigger", &x->trigger) ||
        !parse_term(p, f[TYPE], "type", &x->type) || !parse_term(p, f[MODE], "mode", &x->mode) ||
        !parse_term(p, f[CODE], "code", &x->code) || !parse_string(p, f[KIND], "kind", &x->kind) || !participants(p, f[WHO], x) ||
        !parse_id(p, f[TIME], "time", LIST_TIMES, &x->time) || !parse_id(p, f[PLACE], "place", LIST_PLACES, &x->place) ||
        !parse_ids(p, f[AMOUNTS], "amounts", LIST_AMOUNTS, false, &x->amounts) ||
        !PARSE_WORD(p, f[STATUS], "status", statuses, &status) || !certainty(p, f[CERTAINTY], x) ||
        !parse_ids(p, f[ATTRIBUTIONS], "attributions", LIST_ATTRIBUTIONS, false, &x->attributions) ||
        !parse_ids(p, f[SAME_AS], "same_as", LIST_EVENTS, false, &x->same_as))
        return false;
    x->status = (sayso_status)status;
    return true;
}

bool parse_events(struct parse *p, uint32_t list) {
    return parse_each(p, list, "events", sizeof(sayso_event), event, &p->r->events, &p->r->n_events);
}
