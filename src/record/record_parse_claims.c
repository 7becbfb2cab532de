/* Claims and the incident from JSON. A claim's value is bare: null, a count, an id, or words; a string that is an id of a thing,
 * an event, a time or a place of the record is that, any other is words. In the incident the slot says what it must be. */
#include "record_parse_facts.h"

static const struct {
    enum record_list list;
    sayso_value_kind kind;
} NAMED[] = {{LIST_ENTITIES, SAYSO_VALUE_ENTITY},
             {LIST_EVENTS, SAYSO_VALUE_EVENT},
             {LIST_TIMES, SAYSO_VALUE_TIME},
             {LIST_PLACES, SAYSO_VALUE_PLACE}};
enum { N_NAMED = sizeof NAMED / sizeof *NAMED };

static bool count_value(struct parse *p, uint32_t object, const char *field, sayso_value *out) {
    static const char *const names[] = {"relation", "low", "high"};
    uint32_t f[3];
    out->kind = SAYSO_VALUE_COUNT;
    return PARSE_FIELDS(p, object, field, names, f) && parse_bounds(p, f[0], f[1], f[2], &out->count);
}

/* An id of the list that the slot asks for first, then of the others: another tool's ids may be the same in two lists. */
static bool string_value(struct parse *p, uint32_t value, const char *field, sayso_value_kind first, sayso_value *out) {
    uint32_t n;
    if (!parse_needed(p, value, field, &out->text)) return false;
    n = (uint32_t)strlen(out->text);
    out->kind = SAYSO_VALUE_TEXT;
    for (int turn = 0; turn < 2; turn++)
        for (int k = 0; k < N_NAMED; k++) {
            if ((NAMED[k].kind == first) == (turn > 0)) continue;
            int32_t id = parse_find(p, NAMED[k].list, out->text, n);
            if (id < 0) continue;
            *out = (sayso_value){.kind = NAMED[k].kind, .id = id};
            return true;
        }
    return true;
}

static bool claim(struct parse *p, uint32_t object, void *item) {
    static const char *const names[] = {"id", "slot", "value", "about", "span", "chain", "hedges", "attribution"};
    enum { ID, SLOT, VALUE, ABOUT, SPAN, CHAIN, HEDGES, ATTRIBUTION, N };
    sayso_claim *x = item;
    uint32_t f[N];
    if (!PARSE_FIELDS(p, object, NULL, names, f) || !parse_given(p, f[SLOT], "slot") || !parse_term(p, f[SLOT], "slot", &x->slot))
        return false;
    sayso_value_kind first = !strcmp(x->slot, "time")    ? SAYSO_VALUE_TIME
                             : !strcmp(x->slot, "place") ? SAYSO_VALUE_PLACE
                                                         : SAYSO_VALUE_ENTITY;
    if (f[VALUE] && p->json.values[f[VALUE]].kind == JSON_IS_OBJECT) {
        if (!count_value(p, f[VALUE], "value", &x->value)) return false;
    } else if (f[VALUE] && !string_value(p, f[VALUE], "value", first, &x->value)) {
        return false;
    }
    return parse_id(p, f[ABOUT], "about", LIST_EVENTS, &x->about) && parse_span(p, f[SPAN], "span", &x->span) &&
           parse_ids(p, f[CHAIN], "chain", LIST_SOURCES, true, &x->chain) && parse_spans(p, f[HEDGES], "hedges", &x->hedges) &&
           parse_id(p, f[ATTRIBUTION], "attribution", LIST_ATTRIBUTIONS, &x->attribution);
}

bool parse_claims(struct parse *p, uint32_t list) {
    return parse_each(p, list, "claims", sizeof(sayso_claim), claim, &p->r->claims, &p->r->n_claims);
}

/* What a slot of the incident holds under "value". */
enum holds { HOLDS_TIME, HOLDS_PLACE, HOLDS_COUNT, HOLDS_WORDS };

static bool filler_value(struct parse *p, uint32_t value, const char *slot, enum holds holds, sayso_value *out) {
    if (!value) return true;
    switch (holds) {
    case HOLDS_TIME:
        out->kind = SAYSO_VALUE_TIME;
        return parse_id(p, value, slot, LIST_TIMES, &out->id);
    case HOLDS_PLACE:
        out->kind = SAYSO_VALUE_PLACE;
        return parse_id(p, value, slot, LIST_PLACES, &out->id);
    case HOLDS_COUNT:
        return count_value(p, value, slot, out);
    case HOLDS_WORDS:
        out->kind = SAYSO_VALUE_TEXT;
        return parse_string(p, value, slot, &out->text);
    }
    return false;
}

static bool fillers(struct parse *p, uint32_t list, const char *slot, enum holds holds, sayso_fillers *out) {
    static const char *const names[] = {"value", "entity", "claims", "score"};
    enum { VALUE, ENTITY, CLAIMS, SCORE, N };
    uint32_t n, item = list + 1, f[N];
    if (!parse_list(p, list, slot, &n)) return false;
    sayso_filler *all = PARSE_NEW(p, sayso_filler, n);
    for (uint32_t i = 0; all && i < n; i++, item = parse_next(p, item)) {
        sayso_filler *x = &all[i];
        bool scored;
        double score;
        p->here = item;
        if (!PARSE_FIELDS(p, item, slot, names, f) || !parse_ids(p, f[CLAIMS], slot, LIST_CLAIMS, false, &x->claims) ||
            !parse_real(p, f[SCORE], "score", 0, 1, &scored, &score))
            return false;
        x->score = (float)score;
        if (f[ENTITY]) {
            if (f[VALUE]) return parse_fail(p, f[VALUE], slot, "value and entity at once");
            x->value.kind = SAYSO_VALUE_ENTITY;
            if (!parse_id(p, f[ENTITY], slot, LIST_ENTITIES, &x->value.id)) return false;
        } else if (!filler_value(p, f[VALUE], slot, holds, &x->value)) {
            return false;
        }
    }
    *out = (sayso_fillers){all, n};
    return all != NULL;
}

bool parse_incident(struct parse *p, uint32_t object) {
    static const char *const names[] = {"kind",         "events",  "time",    "place",  "victims",
                                        "perpetrators", "targets", "weapons", "killed", "injured"};
    enum { KIND, EVENTS, TIME, PLACE, VICTIMS, PERPETRATORS, TARGETS, WEAPONS, KILLED, INJURED, N };
    sayso_incident *x = &p->r->incident;
    uint32_t f[N];
    p->list = "incident";
    p->item = -1;
    p->here = object;
    if (!object) return true;
    return PARSE_FIELDS(p, object, NULL, names, f) && parse_string(p, f[KIND], "kind", &x->kind) &&
           parse_ids(p, f[EVENTS], "events", LIST_EVENTS, false, &x->events) &&
           fillers(p, f[TIME], "time", HOLDS_TIME, &x->time) && fillers(p, f[PLACE], "place", HOLDS_PLACE, &x->place) &&
           fillers(p, f[VICTIMS], "victims", HOLDS_WORDS, &x->victims) &&
           fillers(p, f[PERPETRATORS], "perpetrators", HOLDS_WORDS, &x->perpetrators) &&
           fillers(p, f[TARGETS], "targets", HOLDS_WORDS, &x->targets) &&
           fillers(p, f[WEAPONS], "weapons", HOLDS_WORDS, &x->weapons) &&
           fillers(p, f[KILLED], "killed", HOLDS_COUNT, &x->killed) &&
           fillers(p, f[INJURED], "injured", HOLDS_COUNT, &x->injured);
}
