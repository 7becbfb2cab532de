/* The record's places: names found (facts_places_find.c), put into one another as the text says (facts_places_inside.c) and
 * onto the map (facts_places_choose.c), each with its path from narrow to wide. */
#include "facts_places.h"
#include "report_who.h"
#include <strings.h>

enum { LONGEST_PATH = 12 };

sayso_code places_no_memory(const struct places *p) { return error_set(p->r->e, SAYSO_NOMEM, "facts", 0, "out of memory"); }

struct path {
    const char *at[LONGEST_PATH];
    uint32_t n;
};

static bool same_name(const char *a, const char *b) {
    char x[GAZETTEER_NAME], y[GAZETTEER_NAME];
    return strcmp(a, b) == 0 || (gazetteer_fold(a, strlen(a), x) && gazetteer_fold(b, strlen(b), y) && strcmp(x, y) == 0);
}

/* "Izmir Province" tells nothing more than "Izmir". */
static bool is_named_after(const char *division, const char *place) {
    char x[GAZETTEER_NAME], y[GAZETTEER_NAME];
    gazetteer_fold(division, strlen(division), x);
    const size_t n = gazetteer_fold(place, strlen(place), y);
    return n && strncmp(x, y, n) == 0 && (x[n] == ' ' || x[n] == '\0');
}

static void path_put(struct path *p, const char *name) {
    for (uint32_t i = 0; i < p->n; i++)
        if (same_name(p->at[i], name)) return;
    if (name[0] && p->n < LONGEST_PATH) p->at[p->n++] = name;
}

/* Outwards by the gazetteer: the division, the country. Counties only where they are the place itself, continents where nothing
 * lies between. */
static void path_up(struct path *path, const struct gazetteer *g, int32_t place) {
    for (int32_t i = gazetteer_place(g, (uint32_t)place).parent; i >= 0;) {
        const struct gazetteer_place up = gazetteer_place(g, (uint32_t)i);
        const bool told = up.kind == GAZETTEER_DIVISION1 && path->n && is_named_after(up.name, path->at[path->n - 1]);
        if (up.kind == GAZETTEER_COUNTRY || (up.kind == GAZETTEER_DIVISION1 && !told)) path_put(path, up.name);
        i = up.parent;
    }
}

/* "St. Louis" is "Saint Louis", "Port St. Lucie" "Port Saint Lucie" and "Ft. Worth" "Fort Worth" wherever they stand, so that a
 * city has one path in all reports. */
static const char *spelled_out(struct places *p, const char *name) {
    static const char *const words[][2] = {{"St. ", "Saint "}, {"Ft. ", "Fort "}, {"Mt. ", "Mount "},
                                           {"St ", "Saint "},  {"Ft ", "Fort "},  {"Mt ", "Mount "}};
    for (const char *at = name; at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            const size_t n = strlen(words[i][0]);
            if (strncasecmp(at, words[i][0], n) == 0)
                return arena_printf(p->r->arena, "%.*s%s%s", (int)(at - name), name, words[i][1], at + n);
        }
    return name;
}

/* "Vegas" is "Las Vegas": the words of the name are the last of the place's own, but "Bronx" stays what it is. */
static bool is_short_for(const char *name, const char *own) {
    char x[GAZETTEER_NAME], y[GAZETTEER_NAME];
    const size_t n = gazetteer_fold(name, strlen(name), x), all = gazetteer_fold(own, strlen(own), y);
    if (!n || all < n + 2) return false;
    return strcmp(y + all - n, x) == 0 && y[all - n - 1] == ' ' && strncmp(y, "the ", 4) != 0;
}

/* "D.C.", "L.A." */
static bool is_initials(const char *name) {
    for (; name[0] >= 'A' && name[0] <= 'Z' && name[1] == '.'; name += 2)
        if (!name[2]) return true;
    return false;
}

/* The name of a spot as the text has it, or its place's where the text has an adjective or an abbreviation; NULL: no memory. */
static const char *path_name(struct places *p, const struct spot *s, const char *name) {
    if (s->place < 0) return name;
    if (is_initials(name)) return gazetteer_place(p->f->gazetteer, (uint32_t)s->place).name;
    const struct gazetteer_place place = gazetteer_place(p->f->gazetteer, (uint32_t)s->place);
    if (place.kind == GAZETTEER_CITY && s->how != SPOT_DEMONYM)
        return is_short_for(name, place.name) ? place.name : spelled_out(p, name);
    return place.kind == GAZETTEER_COUNTRY || place.kind == GAZETTEER_DIVISION1 || s->how == SPOT_DEMONYM ? place.name : name;
}

static const char *text_of(struct places *p, const struct spot *s) {
    const span at = places_span(p->r, s->beg, s->end);
    return arena_strndup(p->r->arena, p->r->text->utf8 + at.beg, span_len(at));
}

/* ---- the outlet's home ------------------------------------------------------------------------------------------- */
/* The town that the outlet's address names, where the report names no place on the map but what holds that town; -1. A quarter
 * of which a local outlet tells needs no town beside it. */
static int32_t outlets_home(const struct places *p) {
    char country[3];
    uint32_t at[OUTLET_PLACES];
    if (!p->f->gazetteer || places_of_outlet(p, country, at) != 1) return -1;
    if (gazetteer_place(p->f->gazetteer, at[0]).kind != GAZETTEER_CITY) return -1;
    for (uint32_t i = 0; i < p->spots.n; i++)
        if (p->spots.at[i].place >= 0 && !places_holds(p->f->gazetteer, (uint32_t)p->spots.at[i].place, at[0])) return -1;
    return (int32_t)at[0];
}

/* A lake or river may lie anywhere. */
static bool is_of_nature(const struct places *p, const struct spot *s) {
    return (place_word(p->r, s->beg) | place_word(p->r, s->end - 1)) & WORD_NATURE;
}

/* First what the text says the place lies in, outwards; then the gazetteer's way up from the outermost that it knows,
 * or of the outlet's home. */
static sayso_code make_path(struct places *p, const struct spot *s, const char *name, int32_t home, sayso_strings *out) {
    struct path path = {0};
    const struct spot *x = s;
    const char *own = path_name(p, s, name);
    if (!own) return places_no_memory(p);
    path_put(&path, own);
    for (uint32_t steps = 0; steps < LONGEST_PATH; steps++) {
        const int32_t place = x->place;
        const int32_t outer = x->inside >= 0 ? p->spots.at[x->inside].place : -1;
        /* the gazetteer's division stands between a place and the country that the text puts it in */
        if (place >= 0 && (outer < 0 || places_holds(p->f->gazetteer, (uint32_t)outer, (uint32_t)place))) {
            const char *said = outer >= 0 ? text_of(p, &p->spots.at[x->inside]) : NULL;
            if (outer >= 0 && !said) return places_no_memory(p);
            if (outer >= 0 && gazetteer_place(p->f->gazetteer, (uint32_t)outer).kind >= GAZETTEER_DIVISION2)
                path_put(&path, path_name(p, &p->spots.at[x->inside], said)); /* "Philadelphia's Germantown" */
            path_up(&path, p->f->gazetteer, place);
            break;
        }
        if (x->inside < 0) {
            if (home >= 0 && x->place < 0 && !is_of_nature(p, x)) {
                path_put(&path, gazetteer_place(p->f->gazetteer, (uint32_t)home).name);
                path_up(&path, p->f->gazetteer, home);
            }
            break;
        }
        x = &p->spots.at[x->inside];
        const char *next = text_of(p, x);
        if (!next || !(next = path_name(p, x, next))) return places_no_memory(p);
        path_put(&path, next);
    }
    const char **at = ARENA_ARRAY(p->r->arena, const char *, path.n + 1);
    if (!at) return places_no_memory(p);
    for (uint32_t i = 0; i < path.n; i++) /* the record may outlive the gazetteer */
        if (!(at[i] = arena_strdup(p->r->arena, path.at[i]))) return places_no_memory(p);
    *out = (sayso_strings){at, path.n};
    return SAYSO_OK;
}

static const char *const PRECISION[] = {
    [GAZETTEER_CONTINENT] = "continent", [GAZETTEER_COUNTRY] = "country", [GAZETTEER_DIVISION1] = "region",
    [GAZETTEER_DIVISION2] = "district",  [GAZETTEER_CITY] = "city",       [GAZETTEER_REGION] = "region"};

static sayso_code put_on_map(struct places *p, int32_t place, sayso_place *out) {
    const struct gazetteer_place g = gazetteer_place(p->f->gazetteer, (uint32_t)place);
    out->geonames = g.geonames;
    out->has_point = g.has_point;
    out->lat = g.lat;
    out->lon = g.lon;
    out->precision = PRECISION[g.kind];
    if (g.country[0] && !(out->country = arena_strdup(p->r->arena, g.country))) return places_no_memory(p);
    return SAYSO_OK;
}

/* The country of what a place without a point is said to lie in. */
static sayso_code take_country(struct places *p, const struct spot *s, sayso_place *out) {
    for (int32_t i = s->inside; i >= 0 && !out->country; i = p->spots.at[i].inside) {
        const int32_t place = p->spots.at[i].place;
        if (place < 0) continue;
        const struct gazetteer_place g = gazetteer_place(p->f->gazetteer, (uint32_t)place);
        if (g.country[0] && !(out->country = arena_strdup(p->r->arena, g.country))) return places_no_memory(p);
    }
    return SAYSO_OK;
}

static sayso_code fill(struct places *p) {
    const int32_t home = outlets_home(p);
    for (uint32_t i = 0; i < p->spots.n; i++) {
        const struct spot *s = &p->spots.at[i];
        const int32_t place = s->place;
        sayso_place out = {.span = places_span(p->r, s->beg, s->end), .entity = -1, .role = s->dateline ? "dateline" : "mention"};
        if (s->mention >= 0) out.entity = p->r->mentions.at[s->mention].entity;
        if (!(out.name = text_of(p, s))) return places_no_memory(p);
        sayso_code code = place >= 0 ? put_on_map(p, place, &out) : take_country(p, s, &out);
        if (!code) code = make_path(p, s, out.name, home, &out.path);
        if (s->how == SPOT_FACILITY) out.precision = "facility";
        if (!code && !VEC_PUSH(p->r->arena, p->f->places, out)) code = places_no_memory(p);
        if (code) return code;
    }
    return SAYSO_OK;
}

/* What the text says once of a name, that the place lies in another, holds for the other spots of that name. */
static sayso_code share_inside(struct places *p) {
    int32_t *of = ARENA_ARRAY(p->r->scratch, int32_t, p->n_toponyms + 1);
    if (!of) return places_no_memory(p);
    for (uint32_t i = 0; i < p->n_toponyms; i++) of[i] = -1;
    for (uint32_t i = 0; i < p->spots.n; i++)
        if (p->spots.at[i].inside >= 0 && of[p->spots.at[i].toponym] < 0) of[p->spots.at[i].toponym] = p->spots.at[i].inside;
    for (uint32_t i = 0; i < p->spots.n; i++) {
        struct spot *s = &p->spots.at[i];
        const int32_t outer = of[s->toponym];
        if (s->inside < 0 && outer >= 0 && p->spots.at[outer].toponym != s->toponym && !places_circle(p, i, (uint32_t)outer))
            s->inside = outer;
    }
    return SAYSO_OK;
}

sayso_code facts_places(struct facts_work *f) {
    struct places p = {.f = f, .r = f->r};
    sayso_code code = places_find(&p);
    if (!code) code = places_inside(&p);
    if (!code) code = places_choose(&p);
    if (!code) code = places_sift(&p);
    if (!code) code = share_inside(&p);
    return code ? code : fill(&p);
}
