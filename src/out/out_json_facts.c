/* The record's facts as JSON: times, places, amounts, events, claims, incident, as docs/RECORD.md has them. */
#include "out_json_put.h"
#include <math.h>

static void put_ids(struct json_out *j, const char *key, char letter, sayso_ids ids) {
    out_json_key(j, key);
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < ids.n; i++) out_json_id(j, letter, ids.at[i]);
    out_json_close(j, ']');
}

static void number(struct json_out *j, const char *key, bool there, double value) {
    out_json_key(j, key);
    if (there && isfinite(value))
        out_json_real(j, value, 6);
    else
        out_json_null(j);
}

static void put_bounds(struct json_out *j, const sayso_count *c) {
    put_string(j, "relation", sayso_relation_name(c->relation));
    number(j, "low", c->has_low, c->low);
    number(j, "high", c->has_high, c->high);
}

/* An id, a word, a count or null. */
static void put_bare_value(struct json_out *j, const sayso_value *v) {
    static const char letters[] = {
        [SAYSO_VALUE_ENTITY] = 'e', [SAYSO_VALUE_TIME] = 't', [SAYSO_VALUE_PLACE] = 'p', [SAYSO_VALUE_EVENT] = 'v'};
    switch (v->kind) {
    case SAYSO_VALUE_NONE:
        out_json_null(j);
        break;
    case SAYSO_VALUE_TEXT:
        out_json_string(j, v->text);
        break;
    case SAYSO_VALUE_COUNT:
        out_json_open_flat(j, '{');
        put_bounds(j, &v->count);
        out_json_close(j, '}');
        break;
    default:
        out_json_id(j, letters[v->kind], v->id);
    }
}

static void put_times(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "times");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_times; i++) {
        const sayso_time *t = &r->times[i];
        out_json_open_flat(j, '{');
        put_id(j, "id", 't', (int32_t)i);
        put_span(j, "span", t->span);
        put_string(j, "type", t->type);
        put_string(j, "value", t->value);
        put_string(j, "mod", t->mod);
        put_id(j, "anchor", 'v', t->anchor);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_places(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "places");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_places; i++) {
        const sayso_place *p = &r->places[i];
        out_json_open(j, '{');
        put_id(j, "id", 'p', (int32_t)i);
        put_span(j, "span", p->span);
        put_id(j, "entity", 'e', p->entity);
        put_string(j, "name", p->name);
        out_json_key(j, "geonames");
        if (p->geonames > 0)
            out_json_number(j, (uint64_t)p->geonames);
        else
            out_json_null(j);
        number(j, "lat", p->has_point, p->lat);
        number(j, "lon", p->has_point, p->lon);
        put_string(j, "country", p->country);
        put_strings(j, "path", p->path);
        put_string(j, "precision", p->precision);
        put_string(j, "role", p->role);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_amounts(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "amounts");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_amounts; i++) {
        const sayso_amount *a = &r->amounts[i];
        out_json_open_flat(j, '{');
        put_id(j, "id", 'n', (int32_t)i);
        put_span(j, "span", a->span);
        put_bounds(j, &a->count);
        put_string(j, "of", a->of);
        put_string(j, "kind", a->kind);
        put_string(j, "unit", a->unit);
        out_json_key(j, "others");
        out_json_bool(j, a->others);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_participants(struct json_out *j, const sayso_event *v) {
    out_json_key(j, "participants");
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < v->n_participants; i++) {
        const sayso_participant *p = &v->participants[i];
        out_json_open_flat(j, '{');
        put_string(j, "role", p->role);
        put_id(j, "entity", 'e', p->entity);
        put_span(j, "span", p->span);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_event(struct json_out *j, const sayso_event *v, int32_t i) {
    out_json_open(j, '{');
    put_id(j, "id", 'v', i);
    put_span(j, "trigger", v->trigger);
    put_string(j, "type", v->type);
    put_string(j, "mode", v->mode);
    put_string(j, "code", v->code);
    put_string(j, "kind", v->kind);
    put_participants(j, v);
    put_id(j, "time", 't', v->time);
    put_id(j, "place", 'p', v->place);
    put_ids(j, "amounts", 'n', v->amounts);
    put_string(j, "status", sayso_status_name(v->status));
    out_json_key(j, "certainty");
    out_json_open_flat(j, '{');
    put_string(j, "level", sayso_certainty_name(v->certainty));
    put_spans(j, "markers", v->markers);
    out_json_close(j, '}');
    put_ids(j, "attributions", 'a', v->attributions);
    put_ids(j, "same_as", 'v', v->same_as);
    out_json_close(j, '}');
}

static void put_claims(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "claims");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        out_json_open(j, '{');
        put_id(j, "id", 'c', (int32_t)i);
        put_string(j, "slot", c->slot);
        out_json_key(j, "value");
        put_bare_value(j, &c->value);
        put_id(j, "about", 'v', c->about);
        put_span(j, "span", c->span);
        put_chain(j, c->chain);
        put_spans(j, "hedges", c->hedges);
        put_id(j, "attribution", 'a', c->attribution);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_fillers(struct json_out *j, const char *slot, sayso_fillers fillers) {
    out_json_key(j, slot);
    out_json_open(j, '[');
    for (uint32_t i = 0; i < fillers.n; i++) {
        const sayso_value *v = &fillers.at[i].value;
        out_json_open_flat(j, '{');
        out_json_key(j, v->kind == SAYSO_VALUE_ENTITY ? "entity" : "value");
        put_bare_value(j, v);
        put_ids(j, "claims", 'c', fillers.at[i].claims);
        out_json_key(j, "score");
        if (fillers.at[i].score > 0)
            out_json_score(j, (double)fillers.at[i].score);
        else
            out_json_null(j);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_incident(struct json_out *j, const sayso_incident *x) {
    out_json_key(j, "incident");
    if (!x->kind && !x->events.n && !x->killed.n && !x->victims.n && !x->perpetrators.n && !x->targets.n && !x->place.n &&
        !x->time.n && !x->injured.n && !x->weapons.n) {
        out_json_null(j);
        return;
    }
    out_json_open(j, '{');
    put_string(j, "kind", x->kind);
    put_ids(j, "events", 'v', x->events);
    put_fillers(j, "time", x->time);
    put_fillers(j, "place", x->place);
    put_fillers(j, "victims", x->victims);
    put_fillers(j, "perpetrators", x->perpetrators);
    put_fillers(j, "targets", x->targets);
    put_fillers(j, "weapons", x->weapons);
    put_fillers(j, "killed", x->killed);
    put_fillers(j, "injured", x->injured);
    out_json_close(j, '}');
}

void out_json_facts(struct json_out *j, const sayso_record *r) {
    put_times(j, r);
    put_places(j, r);
    put_amounts(j, r);
    out_json_key(j, "events");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_events; i++) put_event(j, &r->events[i], (int32_t)i);
    out_json_close(j, ']');
    put_claims(j, r);
    put_incident(j, &r->incident);
}
