/* The story's places as GeoJSON (RFC 7946): a FeatureCollection on one line, a Feature for each claimed place that has a point;
 * the incident's own is marked. Longitude comes first. */
#include "out_json_put.h"
#include "out_story.h"
#include <math.h>

static bool on_earth(const sayso_story_value *v) {
    return v->kind == SAYSO_STORY_PLACE && v->has_point && isfinite(v->lat) && isfinite(v->lon) && fabs(v->lat) <= 90 &&
           fabs(v->lon) <= 180;
}

static void put_names(struct json_out *j, const char *key, const sayso_story *s, sayso_ids sources) {
    out_json_key(j, key);
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < sources.n; i++) out_json_string(j, s->sources[sources.at[i]].name);
    out_json_close(j, ']');
}

static void put_properties(struct json_out *j, const sayso_story *s, const sayso_story_fact *f, const sayso_story_value *v,
                           bool incident) {
    out_json_key(j, "properties");
    out_json_open(j, '{');
    put_string(j, "name", v->text);
    put_strings(j, "path", v->path);
    put_string(j, "country", v->country);
    put_string(j, "slot", f->slot);
    put_string(j, "about", f->about);
    put_string(j, "status", sayso_fact_status_name(v->status));
    out_json_key(j, "incident");
    out_json_bool(j, incident);
    put_names(j, "said_by", s, v->roots);
    out_json_key(j, "reports");
    out_json_number(j, v->reports.n);
    put_string(j, "story", s->id);
    put_string(j, "title", s->title);
    put_string(j, "kind", s->kind);
    put_string(j, "time", s->time);
    out_json_close(j, '}');
}

static void put_feature(struct json_out *j, const sayso_story *s, const sayso_story_fact *f, const sayso_story_value *v,
                        bool incident) {
    out_json_open(j, '{');
    put_string(j, "type", "Feature");
    out_json_key(j, "geometry");
    out_json_open(j, '{');
    put_string(j, "type", "Point");
    out_json_key(j, "coordinates");
    out_json_open_flat(j, '[');
    out_json_real(j, v->lon, 6);
    out_json_real(j, v->lat, 6);
    out_json_close(j, ']');
    out_json_close(j, '}');
    put_properties(j, s, f, v, incident);
    out_json_close(j, '}');
}

sayso_code out_story_geojson(const sayso_story *s, struct arena *scratch, struct sink *sink) {
    struct json_out j;
    (void)scratch;
    out_json_init(&j, sink, false);
    out_json_open(&j, '{');
    put_string(&j, "type", "FeatureCollection");
    out_json_key(&j, "features");
    out_json_open(&j, '[');
    for (uint32_t i = 0; i < s->n_facts; i++)
        for (uint32_t v = 0; v < s->facts[i].n_values; v++)
            if (on_earth(&s->facts[i].values[v]))
                put_feature(&j, s, &s->facts[i], &s->facts[i].values[v], (int32_t)i == s->place_fact && (int32_t)v == s->place);
    out_json_close(&j, ']');
    out_json_close(&j, '}');
    sink_char(sink, '\n');
    return SAYSO_OK;
}
