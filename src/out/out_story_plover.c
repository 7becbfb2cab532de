/* The story as one PLOVER record, with the field names of PLOVER's gold standard records: the incident with the best supported
 * value of each slot; what else is claimed stands in the comment. docs/FORMATS.md, PLOVER. */
#include "out_json_put.h"
#include "out_say.h"
#include "out_story.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const sayso_story_fact *fact_of(const sayso_story *s, const char *slot) {
    for (uint32_t i = 0; i < s->n_facts; i++)
        if (!s->facts[i].about && !strcmp(s->facts[i].slot, slot) && s->facts[i].n_values) return &s->facts[i];
    return NULL;
}

/* PLOVER's event and mode of a kind of incident (data/plover.tsv has them by trigger; a story has its kind alone). */
static void put_event(struct json_out *j, const char *kind) {
    static const char *const modes[][3] = {{"shooting", "ASSAULT", "firearms"},
                                           {"bombing", "ASSAULT", "explosives"},
                                           {"explosion", "ASSAULT", "explosives"},
                                           {"stabbing", "ASSAULT", "beat"},
                                           {"assassination", "ASSAULT", "assassinate"},
                                           {"killing", "ASSAULT", NULL},
                                           {"attack", "ASSAULT", NULL},
                                           {"kidnapping", "ASSAULT", "abduct"},
                                           {"protest", "PROTEST", NULL},
                                           {"riot", "PROTEST", "riot"},
                                           {"arrest", "COERCE", "arrest"},
                                           {"aid", "AID", NULL},
                                           {"agreement", "AGREE", NULL},
                                           {"sanction", "SANCTION", NULL}};
    for (size_t i = 0; kind && i < sizeof modes / sizeof *modes; i++)
        if (!strcmp(kind, modes[i][0])) {
            put_string(j, "event", modes[i][1]);
            if (modes[i][2]) put_string(j, "mode", modes[i][2]);
            return;
        }
}

static void put_actors(struct json_out *j, const char *key, const sayso_story_fact *f) {
    enum { MOST = 24 };
    if (!f) return;
    out_json_key(j, key);
    out_json_open(j, '[');
    for (uint32_t i = 0; i < f->n_values && i < MOST; i++) {
        out_json_open_flat(j, '{');
        put_string(j, "actorText", f->values[i].text);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_count(struct json_out *j, const char *key, const char *relation_key, const sayso_story_fact *f) {
    if (!f || f->values[0].kind != SAYSO_STORY_COUNT) return;
    const sayso_count *c = &f->values[0].count;
    double value = c->has_low ? c->low : c->high;
    char text[32];
    if ((!c->has_low && !c->has_high) || !isfinite(value) || fabs(value) > 1e12) return;
    snprintf(text, sizeof text, "%.0f", value);
    put_string(j, key, text);
    if (c->relation != SAYSO_RELATION_EQ) put_string(j, relation_key, sayso_relation_name(c->relation));
}

static void put_location(struct json_out *j, const sayso_story *s) {
    if (s->place < 0) return;
    const sayso_story_value *v = &s->facts[s->place_fact].values[s->place];
    out_json_key(j, "eventLoc");
    out_json_open_flat(j, '{');
    put_string(j, "name", v->text);
    if (v->country) put_string(j, "country code", v->country);
    if (v->has_point && isfinite(v->lat) && isfinite(v->lon)) {
        out_json_key(j, "lat");
        out_json_real(j, v->lat, 6);
        out_json_key(j, "lon");
        out_json_real(j, v->lon, 6);
    }
    out_json_close(j, '}');
}

/* The words for it that the reports have: of the time line's first moment that is the incident. */
static const char *event_words(const sayso_story *s) {
    for (uint32_t i = 0; i < s->n_timeline; i++) {
        const sayso_story_moment *m = &s->timeline[i];
        if (!m->incident || !m->kind || !strcmp(m->kind, "value")) continue;
        for (uint32_t k = 0; k < m->n_claims; k++)
            if (m->claims[k].words && *m->claims[k].words) return m->claims[k].words;
        if (m->event) return m->event;
    }
    return s->kind ? s->kind : s->title ? s->title : s->id;
}

/* How many stand behind it, and what is in dispute. */
static void put_comment(struct json_out *j, const sayso_story *s, struct phrase *p) {
    char text[80];
    snprintf(text, sizeof text, "%u report%s, %u independent root%s.", s->n_reports, s->n_reports == 1 ? "" : "s", s->n_roots,
             s->n_roots == 1 ? "" : "s");
    phrase_str(p, text);
    for (uint32_t i = 0; i < s->n_conflicts; i++) {
        phrase_str(p, " ");
        phrase_str(p, s->conflicts[i].why);
    }
    put_string(j, "comment", phrase_end(p));
}

sayso_code out_story_plover(const sayso_story *s, struct arena *scratch, struct sink *sink) {
    struct json_out j;
    struct phrase p = {.arena = scratch};
    out_json_init(&j, sink, false);
    out_json_open(&j, '{');
    put_string(&j, "id", s->id);
    if (s->time && strlen(s->time) >= 10 && s->time[4] == '-' && s->time[5] != 'W')
        put_string(&j, "date", arena_strndup(scratch, s->time, 10));
    put_event(&j, s->kind);
    put_string(&j, "eventText", event_words(s));
    put_location(&j, s);
    put_actors(&j, "source", fact_of(s, "perpetrator"));
    put_actors(&j, "target", fact_of(s, "victim"));
    put_count(&j, "dead", "deadRelation", fact_of(s, "killed"));
    put_count(&j, "injured", "injuredRelation", fact_of(s, "injured"));
    if (s->kind) put_string(&j, "kind", s->kind);
    put_string(&j, "text", s->title);
    put_comment(&j, s, &p);
    out_json_close(&j, '}');
    sink_char(sink, '\n');
    return p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
