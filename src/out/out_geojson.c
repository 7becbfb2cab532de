/* GeoJSON (RFC 7946): a FeatureCollection of the report's places that have a point, one Feature for each spot with the
 * words that name it. Longitude comes first. One line. */
#include "out_json_put.h"
#include "out_say.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A place with a point, to be sorted so that those of one spot stand together. */
struct spot {
    const sayso_place *place;
    uint32_t index;
    uint32_t first; /* the least index of its spot */
};

static const char *name_of(const sayso_place *p) { return p->path.n ? p->path.at[0] : p->name ? p->name : ""; }

static int by_spot(const void *a, const void *b) {
    const struct spot *x = a, *y = b;
    if (x->place->geonames != y->place->geonames) return x->place->geonames < y->place->geonames ? -1 : 1;
    if (x->place->lat != y->place->lat) return x->place->lat < y->place->lat ? -1 : 1;
    if (x->place->lon != y->place->lon) return x->place->lon < y->place->lon ? -1 : 1;
    int c = strcmp(name_of(x->place), name_of(y->place));
    if (c) return c;
    return x->index < y->index ? -1 : x->index > y->index;
}

static int by_first(const void *a, const void *b) {
    const struct spot *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static bool on_earth(const sayso_place *p) {
    return p->has_point && isfinite(p->lat) && isfinite(p->lon) && fabs(p->lat) <= 90 && fabs(p->lon) <= 180;
}

static bool same_spot(const sayso_place *a, const sayso_place *b) {
    return a->geonames == b->geonames && a->lat == b->lat && a->lon == b->lon && !strcmp(name_of(a), name_of(b));
}

static uint32_t collect(const sayso_record *r, struct spot *spots) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_places; i++)
        if (on_earth(&r->places[i])) spots[n++] = (struct spot){&r->places[i], i, i};
    qsort(spots, n, sizeof *spots, by_spot);
    for (uint32_t i = 1; i < n; i++)
        if (same_spot(spots[i].place, spots[i - 1].place)) spots[i].first = spots[i - 1].first;
    qsort(spots, n, sizeof *spots, by_first);
    return n;
}

/* On whose say-so the incident was at one of these places; NULL: it was not, as far as the report says. */
static const char *said_of(const sayso_record *r, const struct spot *spots, uint32_t n, struct phrase *p) {
    for (uint32_t k = 0; k < r->incident.place.n; k++)
        for (uint32_t i = 0; i < n; i++)
            if (r->incident.place.at[k].value.kind == SAYSO_VALUE_PLACE &&
                r->incident.place.at[k].value.id == (int32_t)spots[i].index) {
                say_so(p, r, r->incident.place.at[k].claims);
                return phrase_end(p);
            }
    return NULL;
}

/* Of the mentions of a spot the role that says most: where it happened, the dateline, a mere mention. */
static const char *role_of(const struct spot *spots, uint32_t n) {
    const char *best = spots[0].place->role;
    for (uint32_t i = 0; i < n; i++)
        if (spots[i].place->role && !strcmp(spots[i].place->role, "event")) return spots[i].place->role;
    return best;
}

static void put_properties(struct json_out *j, const sayso_record *r, const struct spot *spots, uint32_t n, struct phrase *p) {
    const sayso_place *place = spots[0].place;
    out_json_key(j, "properties");
    out_json_open(j, '{');
    put_string(j, "name", name_of(place));
    put_strings(j, "path", place->path);
    put_string(j, "country", place->country);
    put_string(j, "precision", place->precision);
    out_json_key(j, "geonames");
    if (place->geonames > 0)
        out_json_number(j, (uint64_t)place->geonames);
    else
        out_json_null(j);
    put_string(j, "role", role_of(spots, n));
    put_string(j, "incident", said_of(r, spots, n, p));
    out_json_key(j, "mentions");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < n; i++) {
        out_json_open(j, '{');
        put_id(j, "id", 'p', (int32_t)spots[i].index);
        put_span(j, "span", spots[i].place->span);
        out_json_key(j, "words");
        out_json_string_n(j, r->text + spots[i].place->span.beg, span_len(spots[i].place->span));
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
    put_string(j, "report", r->id);
    put_string(j, "title", r->publication.title);
    put_string(j, "outlet", r->publication.outlet);
    put_string(j, "published", r->publication.published);
    put_string(j, "uri", r->publication.canonical_uri ? r->publication.canonical_uri : r->input.uri);
    out_json_close(j, '}');
}

static void put_feature(struct json_out *j, const sayso_record *r, const struct spot *spots, uint32_t n, struct phrase *p) {
    out_json_open(j, '{');
    put_string(j, "type", "Feature");
    put_id(j, "id", 'p', (int32_t)spots[0].index);
    out_json_key(j, "geometry");
    out_json_open(j, '{');
    put_string(j, "type", "Point");
    out_json_key(j, "coordinates");
    out_json_open(j, '[');
    out_json_real(j, spots[0].place->lon, 6);
    out_json_real(j, spots[0].place->lat, 6);
    out_json_close(j, ']');
    out_json_close(j, '}');
    put_properties(j, r, spots, n, p);
    out_json_close(j, '}');
}

sayso_code out_geojson(const struct out_report *report, struct arena *scratch, struct sink *s) {
    const sayso_record *r = report->record;
    struct spot *spots = ARENA_ARRAY(scratch, struct spot, r->n_places + 1);
    struct phrase p = {.arena = scratch};
    struct json_out j;
    if (!spots) return SAYSO_NOMEM;
    uint32_t n = collect(r, spots), end;
    out_json_init(&j, s, false);
    out_json_open(&j, '{');
    put_string(&j, "type", "FeatureCollection");
    out_json_key(&j, "features");
    out_json_open(&j, '[');
    for (uint32_t i = 0; i < n; i = end) {
        for (end = i + 1; end < n && spots[end].first == spots[i].first;) end++;
        put_feature(&j, r, spots + i, end - i, &p);
    }
    out_json_close(&j, ']');
    out_json_close(&j, '}');
    sink_char(s, '\n');
    return p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
