/* PLOVER records as JSON Lines, with the field names of PLOVER's gold standard records: id, date, event, mode, eventText,
 * eventLoc, source, target, dead, injured, text, spans, comment; as there, a field that does not apply is left out. One
 * line for each event that has a PLOVER type; those that the record calls the same are one. docs/FORMATS.md, PLOVER. */
#include "out_countries.h"
#include "out_groups.h"
#include "out_json_put.h"
#include "out_say.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ACTORS = 24 };

/* One event with all that the record calls the same. */
struct coded {
    const sayso_record *r;
    const struct out_groups *claims; /* by event */
    const char **countries;          /* [n_entities] two letters, of those that are places; NULL */
    struct phrase *p;
    sayso_ids members; /* itself first */
    const sayso_event *v;
    span sentence;
};

static const sayso_event *member(const struct coded *x, uint32_t i) { return &x->r->events[x->members.at[i]]; }

static span sentence_of(const sayso_record *r, uint32_t at) {
    uint32_t low = 0, high = r->n_sentences;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (r->sentences[mid].end <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low < r->n_sentences && r->sentences[low].beg <= at ? r->sentences[low] : span_of(0, 0);
}

/* ---- actors ---- */
static bool is_source(const char *role) { return !strcmp(role, "agent"); }
static bool is_target(const char *role) {
    return !strcmp(role, "patient") || !strcmp(role, "target") || !strcmp(role, "recipient") || !strcmp(role, "beneficiary") ||
           !strcmp(role, "theme");
}

static const struct country *country_of(const struct coded *x, const sayso_participant *p) {
    const sayso_record *r = x->r;
    if (p->entity >= 0 && x->countries[p->entity]) return country_by_code(x->countries[p->entity]);
    const struct country *c = span_is(p->span) ? country_of_phrase(r->text + p->span.beg, span_len(p->span)) : NULL;
    if (c || p->entity < 0) return c;
    const sayso_entity *e = &r->entities[p->entity];
    for (uint32_t i = 0; i < e->mentions.n && i < 8; i++) {
        c = country_of_phrase(r->text + e->mentions.at[i].beg, span_len(e->mentions.at[i]));
        if (c) return c;
    }
    return NULL;
}

static void put_actor(struct coded *x, struct json_out *j, const sayso_participant *p) {
    const struct country *c = country_of(x, p);
    out_json_open(j, '{');
    if (span_is(p->span)) {
        out_json_key(j, "actorText");
        out_json_string_n(j, x->r->text + p->span.beg, span_len(p->span));
    } else {
        put_string(j, "actorText", p->entity >= 0 ? x->r->entities[p->entity].name : NULL);
    }
    if (c) put_string(j, "code", c->three);
    if (p->entity >= 0) put_id(j, "entity", 'e', p->entity);
    out_json_close(j, '}');
}

/* Each entity once, whatever number of the same events names it. */
static void put_actors(struct coded *x, struct json_out *j, const char *key, bool (*takes)(const char *)) {
    const sayso_participant *kept[MOST_ACTORS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->members.n; i++) {
        const sayso_event *v = member(x, i);
        for (uint32_t k = 0; k < v->n_participants && n < MOST_ACTORS; k++) {
            const sayso_participant *p = &v->participants[k];
            if (!p->role || !takes(p->role) || (p->entity < 0 && !span_is(p->span))) continue;
            uint32_t old = 0;
            while (old < n && !(p->entity >= 0 ? kept[old]->entity == p->entity : span_eq(kept[old]->span, p->span))) old++;
            if (old == n) kept[n++] = p;
        }
    }
    if (!n) return;
    out_json_key(j, key);
    out_json_open(j, '[');
    for (uint32_t i = 0; i < n; i++) put_actor(x, j, kept[i]);
    out_json_close(j, ']');
}

/* ---- when, where, how many ---- */
static int32_t first_time(const struct coded *x) {
    for (uint32_t i = 0; i < x->members.n; i++)
        if (member(x, i)->time >= 0) return member(x, i)->time;
    return -1;
}

static int32_t first_place(const struct coded *x) {
    for (uint32_t i = 0; i < x->members.n; i++)
        if (member(x, i)->place >= 0) return member(x, i)->place;
    return -1;
}

/* date only where the time is a whole day or finer; time behind it only where it is a clock's. */
static void put_date(struct coded *x, struct json_out *j) {
    int32_t id = first_time(x);
    const char *value = id < 0 ? NULL : x->r->times[id].value;
    int year, month, day, n = 0;
    char date[16];
    if (!value || sscanf(value, "%4d-%2d-%2d%n", &year, &month, &day, &n) < 3 || n != 10 || (value[10] && value[10] != 'T'))
        return;
    snprintf(date, sizeof date, "%.10s", value);
    put_string(j, "date", date);
    if (value[10] && value[11] >= '0' && value[11] <= '9') put_string(j, "time", value + 11);
}

static void put_location(struct coded *x, struct json_out *j) {
    int32_t id = first_place(x);
    if (id < 0) return;
    const sayso_place *p = &x->r->places[id];
    out_json_key(j, "eventLoc");
    out_json_open(j, '{');
    put_string(j, "name", p->path.n ? p->path.at[0] : p->name);
    if (p->country) put_string(j, "country code", p->country);
    if (p->geonames > 0) {
        out_json_key(j, "geonameid");
        out_json_number(j, (uint64_t)p->geonames);
    }
    if (p->has_point && isfinite(p->lat) && isfinite(p->lon)) {
        out_json_key(j, "lat");
        out_json_real(j, p->lat, 6);
        out_json_key(j, "lon");
        out_json_real(j, p->lon, 6);
    }
    out_json_close(j, '}');
}

/* The gold records hold a number in a string; what bounds it is said in a field of ours beside it. */
static void put_count(struct coded *x, struct json_out *j, const char *slot, const char *key, const char *relation_key) {
    for (uint32_t i = 0; i < x->members.n; i++) {
        sayso_ids claims = out_group(x->claims, x->members.at[i]);
        for (uint32_t k = 0; k < claims.n; k++) {
            const sayso_claim *c = &x->r->claims[claims.at[k]];
            const sayso_count *n = &c->value.count;
            double value = n->has_low ? n->low : n->high;
            char text[32];
            if (!c->slot || strcmp(c->slot, slot) || c->value.kind != SAYSO_VALUE_COUNT || (!n->has_low && !n->has_high))
                continue;
            if (!isfinite(value) || fabs(value) > 1e12) continue;
            snprintf(text, sizeof text, "%.0f", value);
            put_string(j, key, text);
            if (n->relation != SAYSO_RELATION_EQ) put_string(j, relation_key, sayso_relation_name(n->relation));
            return;
        }
    }
}

/* ---- words ---- */
static void put_relative(struct coded *x, struct json_out *j, const char *label, span at) {
    if (!span_is(at) || !span_in(at, x->sentence)) return;
    out_json_open(j, '{');
    put_string(j, "label", label);
    put_span(j, "span", span_of(at.beg - x->sentence.beg, at.end - x->sentence.beg));
    out_json_close(j, '}');
}

/* The sentence of the event, and where in it the parts stand: bytes, as elsewhere in sayso. */
static void put_text(struct coded *x, struct json_out *j) {
    if (!span_is(x->sentence)) return;
    out_json_key(j, "text");
    out_json_string_n(j, x->r->text + x->sentence.beg, span_len(x->sentence));
    out_json_key(j, "spans");
    out_json_open(j, '[');
    put_relative(x, j, "EVT", x->v->trigger);
    for (uint32_t i = 0; i < x->v->n_participants; i++) {
        const sayso_participant *p = &x->v->participants[i];
        if (p->role && is_source(p->role)) put_relative(x, j, "SRC", p->span);
        if (p->role && is_target(p->role)) put_relative(x, j, "TAR", p->span);
    }
    if (x->v->place >= 0) put_relative(x, j, "LOC", x->r->places[x->v->place].span);
    out_json_close(j, ']');
}

static void put_comment(struct coded *x, struct json_out *j) {
    const sayso_event *v = x->v;
    phrase_str(x->p, v->status == SAYSO_STATUS_CALLED_OFF ? "called off" : sayso_status_name(v->status));
    if (v->certainty != SAYSO_CERTAINTY_CERTAIN) phrase_str(x->p, ", "), phrase_str(x->p, sayso_certainty_name(v->certainty));
    if (v->attributions.n) {
        const sayso_attribution *a = &x->r->attributions[v->attributions.at[0]];
        const char *name = a->source_id < 0 ? NULL : x->r->sources[a->source_id].name;
        phrase_str(x->p, name ? ", says " : ", nobody named");
        phrase_str(x->p, name);
    }
    put_string(j, "comment", phrase_end(x->p));
}

static void put_citation(struct coded *x, struct json_out *j) {
    const sayso_publication *p = &x->r->publication;
    const char *uri = p->canonical_uri ? p->canonical_uri : x->r->input.uri;
    out_json_key(j, "citeInfo");
    out_json_open(j, '{');
    if (p->title) put_string(j, "title", p->title);
    if (p->outlet) put_string(j, "publication", p->outlet);
    if (p->published) put_string(j, "published", p->published);
    if (p->language) put_string(j, "language", p->language);
    if (uri) put_string(j, "url", uri);
    put_string(j, "coder", "sayso " SAYSO_VERSION);
    out_json_close(j, '}');
}

static void put_event(struct coded *x, struct sink *s) {
    struct json_out j;
    char id[96];
    const sayso_event *v = x->v;
    snprintf(id, sizeof id, "%s/v%d", x->r->id, (int)(v - x->r->events));
    out_json_init(&j, s, false);
    out_json_open(&j, '{');
    put_string(&j, "id", id);
    put_date(x, &j);
    put_string(&j, "event", v->type);
    if (v->mode) put_string(&j, "mode", v->mode);
    out_json_key(&j, "eventText");
    out_json_string_n(&j, x->r->text + v->trigger.beg, span_len(v->trigger));
    put_location(x, &j);
    put_actors(x, &j, "source", is_source);
    put_actors(x, &j, "target", is_target);
    put_count(x, &j, "killed", "dead", "deadRelation");
    put_count(x, &j, "injured", "injured", "injuredRelation");
    if (v->code) put_string(&j, "cameo", v->code);
    if (v->kind) put_string(&j, "kind", v->kind);
    put_string(&j, "status", sayso_status_name(v->status));
    put_string(&j, "certainty", sayso_certainty_name(v->certainty));
    put_comment(x, &j);
    put_text(x, &j);
    put_citation(x, &j);
    out_json_close(&j, '}');
    sink_char(s, '\n');
}

/* The events that are this one, itself first, where it is the first of them; none where an earlier one stands for it. */
static bool gather(struct coded *x, int32_t i, struct arena *scratch) {
    const sayso_event *v = &x->r->events[i];
    int32_t *at = ARENA_ARRAY(scratch, int32_t, v->same_as.n + 1);
    uint32_t n = 0;
    if (!at) return false;
    at[n++] = i;
    x->v = v;
    x->members = (sayso_ids){at, 0};
    for (uint32_t k = 0; k < v->same_as.n; k++) {
        int32_t other = v->same_as.at[k];
        if (other >= 0 && other < i) return true;
        if (other > i) at[n++] = other;
    }
    x->members.n = n;
    for (uint32_t k = 0; k < n && !x->v->type; k++) x->v = member(x, k);
    return true;
}

sayso_code out_plover(const struct out_report *report, struct arena *scratch, struct sink *s) {
    const sayso_record *r = report->record;
    struct phrase p = {.arena = scratch};
    struct out_groups claims;
    struct coded x = {.r = r, .claims = &claims, .p = &p, .countries = ARENA_ARRAY(scratch, const char *, r->n_entities + 1)};
    if (!x.countries || !out_claims_by_event(&claims, r, scratch)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < r->n_places; i++)
        if (r->places[i].entity >= 0) x.countries[r->places[i].entity] = r->places[i].country;
    for (uint32_t i = 0; i < r->n_events; i++) {
        if (!gather(&x, (int32_t)i, scratch)) return SAYSO_NOMEM;
        if (!x.members.n || !x.v->type) continue;
        x.sentence = sentence_of(r, x.v->trigger.beg);
        put_event(&x, s);
    }
    return p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
