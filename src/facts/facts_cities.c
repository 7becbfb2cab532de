/* The cities that the report's places lie in, and what speaks for each as the place of the incident: where and how often it is
 * named, in which words, what lies in it, whose home it is. */
#include "facts_cities.h"
#include "facts_places.h"
#include "facts_tolls.h"
#include "report_who.h"
#include <math.h>
#include <string.h>
#include <strings.h>

enum { LOOKED_AT = 512 /* places whose names count as cities' */, LARGE = 100000 /* inhabitants */ };
static const float NEAR_KM = 40, FAR_KM = 250;

struct view {
    const struct facts_work *f;
    const struct incident_telling *tells;
    struct cities *c;
    struct gazetteer_place known[CITIES_MOST];   /* a city as the gazetteer has it; without a point: not known */
    double weight[CITIES_MOST];                  /* of its mentions */
    uint32_t times[CITIES_MOST];                 /* it is named */
    struct gazetteer_place homes[OUTLET_PLACES]; /* that the outlet's address names */
    uint32_t n_homes;
};

/* ---- which ------------------------------------------------------------------------------------------------------- */
static bool is_precision(const sayso_place *p, const char *what) { return p->precision && !strcmp(p->precision, what); }

/* Whether a name stands for a city somewhere among the report's places. */
static bool is_city_name(const struct facts_work *f, const char *name) {
    for (uint32_t i = 0; i < f->places.n && i < LOOKED_AT; i++)
        if (f->places.at[i].path.n && is_precision(&f->places.at[i], "city") && !strcasecmp(f->places.at[i].path.at[0], name))
            return true;
    return false;
}

/* A district that is not called one is a city too: "Philadelphia", "Brooklyn". */
static bool is_called_district(const struct facts_work *f, const sayso_place *p) {
    uint32_t beg, end;
    report_tokens_in(f->r, p->span, &beg, &end);
    return end > beg && (place_word(f->r, end - 1) & (WORD_SEAT | WORD_AREA) || report_token_is(f->r, end - 1, "."));
}

/* The element of a place's path that is its city: the widest that is one, so that a quarter goes with its city; a name that
 * is not on the map may be one; -1. */
static int32_t level_of(const struct facts_work *f, const sayso_place *p) {
    bool city = is_precision(p, "city") || !p->precision || (is_precision(p, "district") && !is_called_district(f, p));
    int32_t at = city && p->path.n ? 0 : -1;
    for (uint32_t i = 1; i < p->path.n; i++)
        if (is_city_name(f, p->path.at[i])) at = (int32_t)i;
    return at;
}

static bool same_path(const sayso_place *a, uint32_t from_a, const sayso_place *b, uint32_t from_b) {
    if (a->path.n - from_a != b->path.n - from_b) return false;
    for (uint32_t i = 0; from_a + i < a->path.n; i++)
        if (strcasecmp(a->path.at[from_a + i], b->path.at[from_b + i])) return false;
    return true;
}

static int8_t city_of(const struct facts_work *f, struct cities *c, uint32_t i) {
    const sayso_place *p = &f->places.at[i];
    int32_t level = level_of(f, p);
    if (level < 0) return -1;
    for (uint32_t k = 0; k < c->n; k++)
        if (same_path(&f->places.at[c->at[k].place], c->at[k].level, p, (uint32_t)level)) return (int8_t)k;
    if (c->n == CITIES_MOST) return -1;
    c->at[c->n] = (struct city){.place = i, .level = (uint32_t)level};
    return (int8_t)c->n++;
}

/* The gazetteer's place of the name that is at this point. */
static struct gazetteer_place look_up(const struct facts_work *f, const sayso_place *p) {
    struct gazetteer_hit hits[GAZETTEER_HITS];
    const struct gazetteer_place none = {.parent = -1};
    if (!f->gazetteer || !p->has_point) return none;
    const char *name = p->name;
    uint32_t n = gazetteer_find(f->gazetteer, name, strlen(name), hits);
    for (uint32_t i = 0; i < n; i++) {
        const struct gazetteer_place g = gazetteer_place(f->gazetteer, hits[i].place);
        if (g.has_point && fabs(g.lat - p->lat) < 1e-6 && fabs(g.lon - p->lon) < 1e-6 && g.kind == GAZETTEER_CITY) return g;
    }
    return none;
}

/* ---- what speaks for each ---------------------------------------------------------------------------------------- */
static int place_of(double prominence) {
    return prominence >= PROMINENCE_DECK ? 0 : prominence > 2 ? 1 : prominence > 0.5 ? 2 : 3;
}

/* How early in the body a city is first named: 1 for its first words. */
static void note_early(const struct facts_work *f, uint32_t token, float *x) {
    const float STRETCH = 80; /* tokens */
    if (!report_is_body(f->r, f->r->tokens[token].block)) return;
    uint32_t first = 0;
    while (first < token && f->r->tokens[first].sentence < f->first_body) first++;
    float early = expf(-(float)(token - first) / STRETCH);
    if (early > x[CITY_EARLY]) x[CITY_EARLY] = early;
}

static void mention(struct view *v, uint32_t i, bool *first) {
    const struct facts_work *f = v->f;
    const sayso_place *p = &f->places.at[i];
    struct city *c = &v->c->at[v->c->of[i]];
    uint32_t beg, end;
    report_tokens_in(f->r, p->span, &beg, &end);
    if (beg >= end) return;
    uint32_t sentence = f->r->tokens[beg].sentence;
    int where = place_of(facts_prominence(f, beg));
    bool own = level_of(f, p) == 0, lead = where < 2, dateline = p->role && !strcmp(p->role, "dateline");
    if (where == 0 && city_is_in_tail(f, beg)) {
        c->feature[CITY_TAIL] = 1;
        return;
    }
    v->weight[v->c->of[i]] += facts_prominence(f, beg);
    c->feature[CITY_PAST] += f->past[sentence];
    if (dateline) {
        c->feature[own ? CITY_DATELINE : CITY_DATELINE_IN] = 1;
        return;
    }
    if (own) {
        c->feature[CITY_NAMED_T + where] += 1;
        v->times[v->c->of[i]]++;
        city_look_around(f, v->tells, i, beg, end, lead, c->feature);
        note_early(f, beg, c->feature);
    } else {
        c->feature[lead ? CITY_QUARTER_T : CITY_QUARTER] += 1;
        city_look_at_houses(f, beg, end, c->feature);
    }
    if (v->tells->sentence[sentence]) c->feature[lead ? CITY_TELLING_L : CITY_TELLING] += 1;
    if (v->tells->place[i]) c->feature[CITY_EVENT] += 1;
    if (*first && where > 0) c->feature[CITY_FIRST] = 1, *first = false;
}

/* The share of the others' mentions in its division; 1 where there are no others. */
static float share(const struct view *v, uint32_t k) {
    double same = 0, all = 0;
    const sayso_place *p = &v->f->places.at[v->c->at[k].place];
    uint32_t from = v->c->at[k].level + 1;
    for (uint32_t o = 0; o < v->c->n; o++) {
        const sayso_place *q = &v->f->places.at[v->c->at[o].place];
        if (o == k || !v->known[o].has_point) continue;
        all += v->weight[o];
        if (from < p->path.n && same_path(p, from, q, v->c->at[o].level + 1)) same += v->weight[o];
    }
    for (uint32_t i = 0; i < v->f->places.n && i < LOOKED_AT; i++) { /* counties, states */
        const sayso_place *q = &v->f->places.at[i];
        if (v->c->of[i] >= 0 || !q->has_point || q->path.n < 2) continue;
        all += 1;
        uint32_t wide = from < p->path.n ? p->path.n - from : 0;
        if (wide && q->path.n >= wide && same_path(p, from, q, q->path.n - wide)) same += 1;
    }
    return all > 0 ? (float)(same / all) : 1;
}

static bool has_name(const char *where, const char *name, bool close) {
    char letters[2][GAZETTEER_NAME];
    const char *text[2] = {where, name};
    for (int i = 0; i < 2; i++) {
        size_t n = 0;
        for (const char *s = text[i]; *s && n + 1 < GAZETTEER_NAME; s++) {
            char c = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
            if (!close || (c >= 'a' && c <= 'z')) letters[i][n++] = c;
        }
        letters[i][n] = '\0';
    }
    return strlen(letters[1]) > 3 && strstr(letters[0], letters[1]);
}

static bool is_outlets(const struct facts_work *f, const char *name) {
    const sayso_publication *p = &f->r->text->publication;
    const char *host = p->canonical_uri ? strstr(p->canonical_uri, "://") : NULL;
    char cut[GAZETTEER_NAME] = "";
    if (host) {
        size_t n = strcspn(host + 3, "/:?#");
        if (n < sizeof cut) memcpy(cut, host + 3, n), cut[n] = '\0';
    }
    return has_name(cut, name, true) || (p->outlet && has_name(p->outlet, name, false));
}

static void neighbours(const struct view *v, uint32_t k, float *x) {
    const struct gazetteer_place *me = &v->known[k];
    float nearest = INFINITY;
    for (uint32_t o = 0; o < v->c->n; o++) {
        if (o == k || !v->known[o].has_point || !me->has_point) continue;
        float km = places_kilometres(me, &v->known[o]);
        nearest = km < nearest ? km : nearest;
        if (km < NEAR_KM && v->known[o].population >= LARGE && me->population < LARGE) x[CITY_BESIDE_LARGE] = 1;
    }
    x[CITY_FAR] = nearest < INFINITY && nearest > FAR_KM;
}

static void beside_outlet(const struct view *v, uint32_t k, float *x) {
    const float NEAR_OUTLET_KM = 60, FAR_OUTLET_KM = 150;
    float nearest = INFINITY;
    for (uint32_t i = 0; i < v->n_homes && v->known[k].has_point; i++) {
        float km = places_kilometres(&v->known[k], &v->homes[i]);
        nearest = km < nearest ? km : nearest;
    }
    x[CITY_NEAR_OUTLET] = nearest < NEAR_OUTLET_KM;
    x[CITY_FAR_OUTLET] = nearest < INFINITY && nearest > FAR_OUTLET_KM;
}

static void as_such(const struct view *v, uint32_t k) {
    const struct city *c = &v->c->at[k];
    const sayso_place *p = &v->f->places.at[c->place];
    float *x = v->c->at[k].feature;
    for (int i = 0; i <= CITY_STATED; i++) x[i] = log1pf(x[i]);
    x[CITY_PAST] = log1pf(x[CITY_PAST]);
    x[CITY_SHARE] = share(v, k);
    x[CITY_PEOPLE] = v->known[k].has_point ? log10f((float)v->known[k].population + 1000) - 3 : 0;
    x[CITY_LARGE] = v->known[k].population >= LARGE;
    x[CITY_OUTLET] = is_outlets(v->f, p->path.at[c->level]);
    x[CITY_UNMAPPED] = !v->known[k].has_point;
    x[CITY_UNMAPPED_BARE] = !v->known[k].has_point && c->level + 1 == p->path.n;
    x[CITY_ONCE] = v->times[k] < 2;
    for (int i = CITY_SEAT; i <= CITY_LIST; i++) x[i] = log1pf(x[i]);
    x[CITY_IN_TELLING] = log1pf(x[CITY_IN_TELLING]);
    double all = 0;
    for (uint32_t o = 0; o < v->c->n; o++) all += v->weight[o];
    x[CITY_MOST] = all > 0 ? (float)(v->weight[k] / all) : 0;
    beside_outlet(v, k, x);
    neighbours(v, k, x);
}

static void find_homes(struct view *v) {
    struct facts_work own = *v->f;
    const struct places p = {.f = &own, .r = own.r};
    char country[3];
    uint32_t at[OUTLET_PLACES];
    const uint32_t n = own.gazetteer ? places_of_outlet(&p, country, at) : 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct gazetteer_place home = gazetteer_place(own.gazetteer, at[i]);
        if (home.has_point) v->homes[v->n_homes++] = home;
    }
}

sayso_code facts_cities(const struct facts_work *f, const struct incident_telling *tells, struct cities *out) {
    struct view *v = ARENA_NEW(f->r->scratch, struct view);
    if (!v) return SAYSO_NOMEM;
    *v = (struct view){.f = f, .tells = tells, .c = out};
    out->n = 0;
    if (!(out->of = ARENA_ARRAY(f->r->scratch, int8_t, f->places.n + 1))) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->places.n; i++) {
        int8_t k = out->of[i] = city_of(f, out, i);
        if (k >= 0 && level_of(f, &f->places.at[i]) == 0 && !v->known[k].has_point) v->known[k] = look_up(f, &f->places.at[i]);
    }
    find_homes(v);
    bool first = true;
    for (uint32_t i = 0; i < f->places.n; i++)
        if (out->of[i] >= 0) mention(v, i, &first);
    for (uint32_t k = 0; k < out->n; k++) as_such(v, k);
    for (uint32_t k = 0; k < out->n; k++) {
        out->at[k].score = 0;
        for (int i = 0; i < N_CITY_FEATURES; i++) out->at[k].score += (double)(city_weights[i] * out->at[k].feature[i]);
    }
    double most = -INFINITY, sum = 0;
    for (uint32_t k = 0; k < out->n; k++) most = out->at[k].score > most ? out->at[k].score : most;
    for (uint32_t k = 0; k < out->n; k++) sum += out->at[k].chance = exp(out->at[k].score - most);
    for (uint32_t k = 0; k < out->n; k++) out->at[k].chance /= sum;
    return SAYSO_OK;
}
