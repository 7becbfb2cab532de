/* The story as JSON: field names and shapes of docs/RECORD.md, "Story record". Ids of sources are "S3"; reports go by the
 * ids of their records; claims by report and their id there. */
#include "out_json_put.h"
#include "out_story.h"
#include <math.h>

static void put_report_id(struct json_out *j, const char *key, const sayso_story *s, int32_t report) {
    put_string(j, key, report < 0 ? NULL : s->reports[report].id);
}

static void put_ids(struct json_out *j, const char *key, sayso_ids ids) {
    out_json_key(j, key);
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < ids.n; i++) out_json_id(j, 'S', ids.at[i]);
    out_json_close(j, ']');
}

static void put_real(struct json_out *j, const char *key, bool there, double value) {
    out_json_key(j, key);
    if (there && isfinite(value))
        out_json_real(j, value, 6);
    else
        out_json_null(j);
}

static void put_flag(struct json_out *j, const char *key, bool value) {
    out_json_key(j, key);
    out_json_bool(j, value);
}

static void put_number(struct json_out *j, const char *key, uint64_t value) {
    out_json_key(j, key);
    out_json_number(j, value);
}

static void put_reports(struct json_out *j, const sayso_story *s) {
    out_json_key(j, "reports");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < s->n_reports; i++) {
        const sayso_story_report *r = &s->reports[i];
        out_json_open(j, '{');
        put_string(j, "id", r->id);
        put_string(j, "name", r->name);
        put_string(j, "title", r->title);
        put_string(j, "outlet", r->outlet);
        put_string(j, "published", r->published);
        put_string(j, "modified", r->modified);
        put_string(j, "uri", r->uri);
        put_id(j, "source", 'S', r->outlet_source);
        put_id(j, "carries", 'S', r->carries);
        put_report_id(j, "copy_of", s, r->copy_of);
        put_report_id(j, "words_of", s, r->words_of);
        out_json_key(j, "copied");
        out_json_score(j, (double)r->copied);
        put_id(j, "leans_on", 'S', r->leans_on);
        put_string(j, "why", r->why);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_sources(struct json_out *j, const sayso_story *s) {
    out_json_key(j, "sources");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < s->n_sources; i++) {
        const sayso_story_source *o = &s->sources[i];
        out_json_open(j, '{');
        put_id(j, "id", 'S', (int32_t)i);
        put_string(j, "name", o->name);
        put_string(j, "kind", sayso_source_kind_name(o->kind));
        put_flag(j, "named", o->named);
        put_id(j, "root", 'S', o->root);
        put_ids(j, "maybe", o->maybe);
        put_string(j, "role", o->role);
        put_id(j, "of", 'S', o->of);
        put_flag(j, "voice", o->voice);
        out_json_key(j, "mentions");
        out_json_open_flat(j, '[');
        for (uint32_t k = 0; k < o->n_mentions; k++) {
            out_json_open_flat(j, '{');
            put_report_id(j, "report", s, o->mentions[k].report);
            put_id(j, "source", 's', o->mentions[k].source);
            out_json_close(j, '}');
        }
        out_json_close(j, ']');
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

/* A count, words, {"name", "named"}, a TIMEX3 value, {"name", "path", ...}. */
static void put_value(struct json_out *j, const sayso_story_value *v) {
    out_json_key(j, "value");
    if (v->kind == SAYSO_STORY_TEXT || v->kind == SAYSO_STORY_TIME) {
        out_json_string(j, v->text);
        return;
    }
    out_json_open_flat(j, '{');
    if (v->kind == SAYSO_STORY_COUNT) {
        put_string(j, "relation", sayso_relation_name(v->count.relation));
        put_real(j, "low", v->count.has_low, v->count.low);
        put_real(j, "high", v->count.has_high, v->count.high);
    } else {
        put_string(j, "name", v->text);
        if (v->kind == SAYSO_STORY_NAME) put_flag(j, "named", v->named);
        if (v->kind == SAYSO_STORY_PLACE) {
            put_strings(j, "path", v->path);
            put_string(j, "country", v->country);
            put_real(j, "lat", v->has_point, v->lat);
            put_real(j, "lon", v->has_point, v->lon);
        }
    }
    out_json_close(j, '}');
}

static void put_claims(struct json_out *j, const sayso_story *s, const sayso_story_claim *claims, uint32_t n) {
    out_json_key(j, "claims");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < n; i++) {
        const sayso_story_claim *c = &claims[i];
        out_json_open_flat(j, '{');
        put_report_id(j, "report", s, c->report);
        put_id(j, "claim", 'c', c->claim);
        put_ids(j, "chain", c->chain);
        put_id(j, "root", 'S', c->root);
        put_string(j, "stance", sayso_stance_name(c->stance));
        put_flag(j, "hedged", c->hedged);
        put_string(j, "said_at", c->said_at);
        put_span(j, "span", c->span);
        put_string(j, "words", c->words);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_values(struct json_out *j, const sayso_story *s, const sayso_story_fact *f) {
    out_json_key(j, "values");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < f->n_values; i++) {
        const sayso_story_value *v = &f->values[i];
        out_json_open(j, '{');
        put_value(j, v);
        put_string(j, "status", sayso_fact_status_name(v->status));
        put_strings(j, "variants", v->variants);
        put_string(j, "first_said", v->first_said);
        put_string(j, "last_said", v->last_said);
        put_number(j, "roots", v->roots.n);
        put_ids(j, "root_sources", v->roots);
        out_json_key(j, "reports");
        out_json_open_flat(j, '[');
        for (uint32_t k = 0; k < v->reports.n; k++) out_json_string(j, s->reports[v->reports.at[k]].id);
        out_json_close(j, ']');
        put_claims(j, s, v->claims, v->n_claims);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_facts(struct json_out *j, const sayso_story *s) {
    out_json_key(j, "facts");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < s->n_facts; i++) {
        out_json_open(j, '{');
        put_string(j, "slot", s->facts[i].slot);
        put_string(j, "about", s->facts[i].about);
        put_string(j, "status", sayso_fact_status_name(s->facts[i].status));
        put_values(j, s, &s->facts[i]);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_timeline(struct json_out *j, const sayso_story *s) {
    out_json_key(j, "timeline");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < s->n_timeline; i++) {
        const sayso_story_moment *m = &s->timeline[i];
        out_json_open(j, '{');
        put_string(j, "time", m->time);
        put_string(j, "event", m->event);
        put_string(j, "kind", m->kind);
        put_string(j, "status", sayso_status_name(m->status));
        put_flag(j, "incident", m->incident);
        put_claims(j, s, m->claims, m->n_claims);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_conflicts(struct json_out *j, const sayso_story *s) {
    out_json_key(j, "conflicts");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < s->n_conflicts; i++) {
        const sayso_story_conflict *c = &s->conflicts[i];
        out_json_open(j, '{');
        put_string(j, "slot", c->slot);
        put_string(j, "why", c->why);
        put_number(j, "fact", (uint64_t)c->fact);
        out_json_key(j, "values");
        out_json_open(j, '[');
        for (uint32_t k = 0; k < c->values.n; k++) {
            const sayso_story_value *v = &s->facts[c->fact].values[c->values.at[k]];
            out_json_open_flat(j, '{');
            put_value(j, v);
            put_number(j, "roots", v->roots.n);
            out_json_close(j, '}');
        }
        out_json_close(j, ']');
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_place(struct json_out *j, const sayso_story *s) {
    out_json_key(j, "place");
    if (s->place < 0) {
        out_json_null(j);
        return;
    }
    const sayso_story_value *v = &s->facts[s->place_fact].values[s->place];
    out_json_open_flat(j, '{');
    put_string(j, "name", v->text);
    put_strings(j, "path", v->path);
    put_string(j, "country", v->country);
    put_real(j, "lat", v->has_point, v->lat);
    put_real(j, "lon", v->has_point, v->lon);
    out_json_close(j, '}');
}

sayso_code out_story_json(const sayso_story *s, bool pretty, struct sink *sink) {
    struct json_out j;
    out_json_init(&j, sink, pretty);
    out_json_open(&j, '{');
    put_string(&j, "sayso", SAYSO_RECORD_VERSION);
    put_string(&j, "story", s->id);
    put_string(&j, "title", s->title);
    put_string(&j, "kind", s->kind);
    put_string(&j, "time", s->time);
    put_place(&j, s);
    put_number(&j, "roots", s->n_roots);
    put_reports(&j, s);
    put_sources(&j, s);
    put_facts(&j, s);
    put_timeline(&j, s);
    put_conflicts(&j, s);
    out_json_close(&j, '}');
    sink_char(sink, '\n');
    return SAYSO_OK;
}
