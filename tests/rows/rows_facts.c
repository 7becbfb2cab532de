/* Rows about what happened. "*" stands for anything; COUNT is "3", "at_least 8", "dozens 24", "between 10 12"; what is left away
 * at the end of a row is anything too.
 *
 *     time: WORDS = VALUE                 the time with these words has this TIMEX3 value
 *     place: WORDS = NAME > NAME > ...    a place with this name lies in these, from narrow to wide (others may stand between)
 *     point: NAME = LATITUDE LONGITUDE    a place with this name has a point within half a degree
 *     amount: WORDS = COUNT | OF WORDS    an amount with just these words, and what is counted
 *     event TRIGGER: STATUS | KIND or TYPE | AGENT | PATIENT | TIME VALUE | PLACE NAME
 *                                         an event whose trigger holds the words; agent and patient are participants whose words
 *                                         hold the phrase, or whose entity has a mention at its end; "-": there is none
 *     claim SLOT: VALUE | WORDS > WORDS | HEDGE
 *                                         a claim of this value (a count, a time's value, a place's name, an entity's phrase, a
 *                                         text), on this chain ("itself": the report's own word, "-": a link nobody names)
 *     marker: WORDS                       an event is marked as hedged by these words
 *     incident kind: NAME
 *     incident killed|injured: COUNT      the best supported one; so is the time
 *     incident time: VALUE
 *     incident place: NAME > NAME > ...   a place of it lies so
 *     incident victim|perpetrator|target|weapon: PHRASE    one of them; "-": there is none
 *     not ROW                             the row does not hold
 */
#include "rows.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_any(const char *s) { return !strcmp(s, "*"); }

/* ---- single values ----------------------------------------------------------------------------------------------- */
static bool count_is(const sayso_count *c, const char *want) {
    char text[96];
    const char *relation = c->relation == SAYSO_RELATION_EQ ? "" : sayso_relation_name(c->relation),
               *space = *relation ? " " : "";
    if (c->has_low && c->has_high && c->low != c->high)
        snprintf(text, sizeof text, "%s%s%g %g", relation, space, c->low, c->high);
    else if (c->has_low || c->has_high)
        snprintf(text, sizeof text, "%s%s%.15g", relation, space, c->has_low ? c->low : c->high);
    else
        snprintf(text, sizeof text, "%s", relation);
    return !strcmp(text, want);
}

static bool entity_is(record r, int32_t id, const char *phrase) {
    return id >= 0 && (uint32_t)id < r->n_entities && held(r, &r->entities[id], phrase);
}

static bool time_is(record r, int32_t id, const char *value) {
    return id >= 0 && (uint32_t)id < r->n_times && !strcmp(r->times[id].value, value);
}

static bool place_is(record r, int32_t id, const char *name) {
    return id >= 0 && (uint32_t)id < r->n_places && !strcasecmp(r->places[id].name, name);
}

static bool value_is(record r, const sayso_value *v, sayso_span words, const char *want) {
    if (is_any(want)) return true;
    switch (v->kind) {
    case SAYSO_VALUE_NONE:
        return cut_has(r, words, want);
    case SAYSO_VALUE_TEXT:
        return v->text && find_in(v->text, strlen(v->text), want);
    case SAYSO_VALUE_COUNT:
        return count_is(&v->count, want);
    case SAYSO_VALUE_ENTITY:
        return entity_is(r, v->id, want);
    case SAYSO_VALUE_TIME:
        return time_is(r, v->id, want);
    case SAYSO_VALUE_PLACE:
        return place_is(r, v->id, want);
    case SAYSO_VALUE_EVENT:
        return (uint32_t)v->id < r->n_events && cut_has(r, r->events[v->id].trigger, want);
    }
    return false;
}

/* ---- times, places, amounts -------------------------------------------------------------------------------------- */
static bool check_time(record r, char **side) {
    for (uint32_t i = 0; i < r->n_times; i++)
        if (same_words(r, r->times[i].span, side[0]) && !strcmp(r->times[i].value, side[1])) return true;
    return false;
}

/* Whether a place's path holds the names in this order. */
static bool lies_in(const sayso_place *p, char **name, int n) {
    int k = 0;
    for (uint32_t i = 0; i < p->path.n && k < n; i++) k += !strcasecmp(p->path.at[i], name[k]);
    return k == n;
}

static bool check_place(record r, char **side) {
    char *name[MAX_PARTS];
    int n = split(side[1], '>', name);
    for (uint32_t i = 0; i < r->n_places; i++)
        if (place_is(r, (int32_t)i, side[0]) && lies_in(&r->places[i], name, n)) return true;
    return false;
}

static bool check_point(record r, char **side) {
    char *rest = NULL;
    double lat = strtod(side[1], &rest), lon = strtod(rest, NULL);
    for (uint32_t i = 0; i < r->n_places; i++) {
        const sayso_place *p = &r->places[i];
        if (place_is(r, (int32_t)i, side[0]) && p->has_point && fabs(p->lat - lat) < 0.5 && fabs(p->lon - lon) < 0.5) return true;
    }
    return false;
}

static bool check_amount(record r, char **side, const char *of) {
    for (uint32_t i = 0; i < r->n_amounts; i++) {
        const sayso_amount *a = &r->amounts[i];
        bool counted = is_any(of) || (a->of && find_in(a->of, strlen(a->of), of));
        if (same_words(r, a->span, side[0]) && count_is(&a->count, side[1]) && counted) return true;
    }
    return false;
}

/* ---- events and claims ------------------------------------------------------------------------------------------- */
static bool has_participant(record r, const sayso_event *v, const char *role, const char *phrase) {
    bool none = true;
    for (uint32_t i = 0; i < v->n_participants; i++) {
        const sayso_participant *p = &v->participants[i];
        if (strcmp(p->role, role)) continue;
        none = false;
        if (cut_has(r, p->span, phrase) || entity_is(r, p->entity, phrase)) return true;
    }
    return !strcmp(phrase, "-") && none;
}

static bool is_called(const char *name, const char *want) { return name && !strcasecmp(name, want); }

static bool check_event(record r, const char *trigger, char **part, int n) {
    static char any[] = "*";
    char *want[6];
    for (int i = 0; i < 6; i++) want[i] = i < n ? part[i] : any;
    for (uint32_t i = 0; i < r->n_events; i++) {
        const sayso_event *v = &r->events[i];
        if (cut_has(r, v->trigger, trigger) && (is_any(want[0]) || is_called(sayso_status_name(v->status), want[0])) &&
            (is_any(want[1]) || is_called(v->kind, want[1]) || is_called(v->type, want[1])) &&
            (is_any(want[2]) || has_participant(r, v, "agent", want[2])) &&
            (is_any(want[3]) || has_participant(r, v, "patient", want[3])) && (is_any(want[4]) || time_is(r, v->time, want[4])) &&
            (is_any(want[5]) || place_is(r, v->place, want[5])))
            return true;
    }
    return false;
}

static bool check_marker(record r, const char *words) {
    for (uint32_t i = 0; i < r->n_events; i++)
        if (spans_have(r, r->events[i].markers, words)) return true;
    return false;
}

static bool check_claim(record r, const char *slot, char **part, int n) {
    char *link[MAX_PARTS];
    bool own = n > 1 && !strcmp(part[1], "itself"), any = n < 2 || is_any(part[1]);
    int links = own || any ? 0 : split(part[1], '>', link);
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        if (!strcmp(c->slot, slot) && value_is(r, &c->value, c->span, part[0]) && (!own || !c->chain.n) &&
            (own || any || chain_has(r, c->chain, link, links)) && (n < 3 || spans_have(r, c->hedges, part[2])))
            return true;
    }
    return false;
}

/* ---- the incident ------------------------------------------------------------------------------------------------ */
static bool check_incident(record r, const char *slot, char *want) {
    const sayso_incident *x = &r->incident;
    const struct {
        const char *slot;
        const sayso_fillers *list;
        bool first; /* only the best supported one is looked at */
    } slots[] = {{"killed", &x->killed, true},   {"injured", &x->injured, true}, {"time", &x->time, true},
                 {"place", &x->place, false},    {"victim", &x->victims, false}, {"perpetrator", &x->perpetrators, false},
                 {"target", &x->targets, false}, {"weapon", &x->weapons, false}};
    char *name[MAX_PARTS];
    int n = strcmp(slot, "place") ? 0 : split(want, '>', name);
    if (!strcmp(slot, "kind")) return x->kind ? !strcmp(x->kind, want) : !strcmp(want, "-");
    for (size_t s = 0; s < sizeof slots / sizeof *slots; s++) {
        if (strcmp(slots[s].slot, slot)) continue;
        const sayso_fillers *list = slots[s].list;
        if (!strcmp(want, "-")) return !list->n;
        for (uint32_t i = 0; i < list->n && (!i || !slots[s].first); i++) {
            const sayso_value *v = &list->at[i].value;
            sayso_span words = list->at[i].claims.n ? r->claims[list->at[i].claims.at[0]].span : (sayso_span){0, 0};
            if (n ? lies_in(&r->places[v->id], name, n) : value_is(r, v, words, want)) return true;
        }
    }
    return false;
}

int check_facts(record r, const char *form, const char *what, char **part, int n) {
    if (!strcmp(form, "not") && what) {
        char copy[256];
        snprintf(copy, sizeof copy, "%s", what);
        char *rest = strchr(copy, ' ');
        if (rest) *rest++ = 0;
        int holds = check_facts(r, copy, rest, part, n);
        return holds < 0 ? holds : !holds;
    }
    if (!strcmp(form, "event") && what) return check_event(r, what, part, n);
    if (!strcmp(form, "claim") && what) return check_claim(r, what, part, n);
    if (!strcmp(form, "marker")) return check_marker(r, part[0]);
    if (!strcmp(form, "incident") && what) return check_incident(r, what, part[0]);
    char *side[MAX_PARTS];
    if (split(part[0], '=', side) != 2) return -1;
    if (!strcmp(form, "time")) return check_time(r, side);
    if (!strcmp(form, "place")) return check_place(r, side);
    if (!strcmp(form, "point")) return check_point(r, side);
    if (!strcmp(form, "amount")) return check_amount(r, side, n > 1 ? part[1] : "*");
    return -1;
}
