/* Which place of the gazetteer a name stands for: one for each name in a report. A candidate is weighed by its inhabitants and
 * kind, by what the text says it lies in, by the countries and divisions the text names, and by how near it is to
 * the other names' places; some rounds, in each of which all names see what the others stood for in the one before. */
#include "facts_places.h"
#include "report_who.h"
#include <math.h>
#include <stdlib.h>

enum {
    ROUNDS = 3,
    WELL_KNOWN = 500000,
    LARGE = 100000 /* inhabitants */,
    CONTEXT = 48 /* names that others are weighed by: those that stand most often, then first */
};
/* Weights in units of the logarithm of inhabitants (times PEOPLE). Found by coordinate search over the documents of LGL and
 * TR-News whose id's SHA-256 is not 0 modulo 5 (docs/QUALITY.md, Places). */
static const float PEOPLE = 1, UNKNOWN_PEOPLE = 30, COUNTRY = 5, DIVISION = -1, CAPITAL = 2, WIDE = 4, WIDE_PEOPLE = 12,
                   ALTERNATIVE = -3, BARE_COUNTY = -5 /* "Houston" for Houston County */;
static const float SAID = 14;                             /* the text says it lies in a place that holds it */
static const float IN_COUNTRY = 1.5f, IN_DIVISION = 3;    /* the text names a country, a division that holds it */
static const float SAME_COUNTRY = 12;                     /* times the share of the other names' places in its country */
static const float HOLDS = 4;                             /* times the logarithm of how many of the others it holds */
static const float NEAR = 8, NEAR_KM = 150, CITY_KM = 40; /* times the logarithm of how many others are near */
static const float OUTLET = 4;                            /* the outlet's address is of its country */

bool places_holds(const struct gazetteer *g, uint32_t outer, uint32_t inner) {
    for (int32_t i = (int32_t)inner; i >= (int32_t)outer; i = gazetteer_place(g, (uint32_t)i).parent)
        if (i == (int32_t)outer) return true;
    return false;
}

float places_kilometres(const struct gazetteer_place *a, const struct gazetteer_place *b) {
    const double rad = 3.14159265358979323846 / 180, la = a->lat * rad, lb = b->lat * rad;
    const double x = sin((lb - la) / 2), y = sin((b->lon - a->lon) * rad / 2);
    const double h = x * x + cos(la) * cos(lb) * y * y;
    return (float)(12742.0176 * asin(h < 1 ? sqrt(h) : 1));
}

/* What another name stood for in the round before. */
struct witness {
    uint32_t toponym;
    float often;
    int32_t place; /* -1 */
    struct gazetteer_place at;
};

struct chooser {
    struct places *p;
    const struct gazetteer *g;
    struct witness context[CONTEXT + OUTLET_PLACES];
    uint32_t n_context;
    char outlet[3]; /* country of the outlet's address, "" */
};

static float own_weight(const struct chooser *c, const struct gazetteer_place *place, bool alternative) {
    float s = PEOPLE * logf((float)place->population + UNKNOWN_PEOPLE);
    if (place->kind == GAZETTEER_COUNTRY) s += COUNTRY;
    if (place->kind == GAZETTEER_DIVISION1) s += DIVISION;
    if (place->capital) s += CAPITAL;
    if (place->kind == GAZETTEER_CONTINENT || place->kind == GAZETTEER_REGION) s += WIDE + (place->population ? 0 : WIDE_PEOPLE);
    if (place->kind == GAZETTEER_DIVISION2 && alternative) s += BARE_COUNTY;
    if (c->outlet[0] && strcmp(place->country, c->outlet) == 0) s += OUTLET;
    return s + (alternative ? ALTERNATIVE : 0);
}

/* Held by a place, or near it where that is a city: districts are no part of cities in the gazetteer. */
static bool lies_in(const struct gazetteer *g, uint32_t outer, uint32_t inner) {
    if (outer == inner) return false;
    const struct gazetteer_place o = gazetteer_place(g, outer), i = gazetteer_place(g, inner);
    if (o.kind != GAZETTEER_CITY) return outer < inner && places_holds(g, outer, inner);
    return (i.kind == GAZETTEER_CITY || i.kind == GAZETTEER_DIVISION2) && o.has_point && i.has_point &&
           places_kilometres(&o, &i) < CITY_KM;
}

/* Whether some place of an outer name holds the candidate. */
static bool is_said(const struct chooser *c, const struct toponym *outer, uint32_t candidate) {
    if (outer->place >= 0 && lies_in(c->g, (uint32_t)outer->place, candidate)) return true;
    for (uint32_t k = 0; k < outer->n; k++) {
        const uint32_t o = c->p->hits.at[outer->first + k].place;
        if (o != candidate && places_holds(c->g, o, candidate)) return true;
    }
    return false;
}

/* Whether the candidate holds some place of an inner name: "Oregon" behind "Springfield," is no town. */
static bool is_saying(const struct chooser *c, const struct toponym *name, uint32_t candidate) {
    const struct toponym *inner = &c->p->toponyms[name->inner];
    const bool large = gazetteer_place(c->g, candidate).population >= WELL_KNOWN /* a city with quarters */
                       && !c->p->spots.at[inner->spot].comma;
    for (uint32_t k = 0; k < name->n; k++) { /* "the Lakeside area of New York": its city, not the state */
        const uint32_t i = c->p->hits.at[name->first + k].place;
        if (i != candidate && places_holds(c->g, candidate, i) && gazetteer_place(c->g, i).population >= LARGE) return false;
    }
    for (uint32_t k = 0; k < inner->n; k++) {
        const uint32_t i = c->p->hits.at[inner->first + k].place;
        if (i != candidate && (places_holds(c->g, candidate, i) || (large && lies_in(c->g, candidate, i)))) return true;
    }
    return false;
}

static float context_weight(const struct chooser *c, uint32_t self, uint32_t candidate, const struct gazetteer_place *place) {
    float near = 0, inside = 0, holds = 0, same = 0, all = 0;
    for (uint32_t k = 0; k < c->n_context; k++) {
        const struct witness *w = &c->context[k];
        if (w->toponym == self || w->place < 0) continue;
        all += w->often;
        const uint32_t other = (uint32_t)w->place;
        if (place->country[0] && strcmp(place->country, w->at.country) == 0) same += w->often;
        if (other > candidate && places_holds(c->g, candidate, other)) holds += w->often;
        if (other < candidate && places_holds(c->g, other, candidate)) {
            const float in = w->at.kind == GAZETTEER_COUNTRY ? IN_COUNTRY : w->at.kind == GAZETTEER_CONTINENT ? 0 : IN_DIVISION;
            inside = in > inside ? in : inside;
        }
        if (w->at.kind != GAZETTEER_COUNTRY && w->at.kind != GAZETTEER_CONTINENT && w->at.has_point && place->has_point)
            near += w->often * expf(-places_kilometres(place, &w->at) / NEAR_KM);
    }
    return inside + HOLDS * logf(1 + holds) + NEAR * logf(1 + near) + (all > 0 ? SAME_COUNTRY * same / all : 0);
}

static void choose(struct chooser *c, uint32_t t, bool alone) {
    struct toponym *name = &c->p->toponyms[t];
    const struct spot *s = &c->p->spots.at[name->spot];
    float best = -1e9f;
    name->place = -1;
    for (uint32_t k = 0; k < name->n; k++) {
        const struct gazetteer_hit *h = &c->p->hits.at[name->first + k];
        const struct gazetteer_place place = gazetteer_place(c->g, h->place);
        float score = own_weight(c, &place, h->alternative);
        if (s->inside >= 0 && is_said(c, &c->p->toponyms[c->p->spots.at[s->inside].toponym], h->place)) score += SAID;
        if (name->inner >= 0 && is_saying(c, name, h->place)) score += SAID;
        if (!alone) score += context_weight(c, t, h->place, &place);
        if (score > best) {
            best = score;
            name->place = (int32_t)h->place;
        }
    }
    name->score = best;
}

/* ---- names and their places -------------------------------------------------------------------------------------- */
struct key {
    const char *folded;
    uint32_t spot;
};

static int by_key(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    const int c = strcmp(x->folded, y->folded);
    return c ? c : x->spot < y->spot ? -1 : x->spot > y->spot;
}

/* The words to look a spot up by: a demonym's place, else its own. */
static const char *words_of(struct places *p, const struct spot *s, size_t *n) {
    const span at = places_span(p->r, s->beg, s->end);
    *n = span_len(at);
    if (s->how != SPOT_DEMONYM) return p->r->text->utf8 + at.beg;
    const struct report_word *d = places_demonym(p->r, s->beg, s->end);
    *n = strlen(d->of);
    return d->of;
}

static bool fits(const struct spot *s, const struct gazetteer_hit *h) { return (s->how == SPOT_BEHIND) == h->behind; }

/* "the West", "northeast" alone: a direction, unless a place stands behind it ("West, Texas"). */
static bool is_direction(const struct places *p, const struct spot *s) {
    return s->end == s->beg + 1 && s->inside < 0 && place_word(p->r, s->beg) & WORD_SIDE;
}

static sayso_code look_up(struct places *p, struct toponym *t) {
    const struct spot *s = &p->spots.at[t->spot];
    struct gazetteer_hit hits[GAZETTEER_HITS];
    size_t n_words;
    const char *words = words_of(p, s, &n_words);
    const uint32_t n = p->f->gazetteer && s->how != SPOT_FACILITY && !is_direction(p, s)
                           ? gazetteer_find(p->f->gazetteer, words, n_words, hits)
                           : 0;
    t->first = p->hits.n;
    for (uint32_t k = 0; k < n; k++)
        if (fits(s, &hits[k])) {
            if (!VEC_PUSH(p->r->scratch, p->hits, hits[k])) return places_no_memory(p);
            t->n++;
        }
    return SAYSO_OK;
}

static sayso_code group(struct places *p) {
    struct arena *a = p->r->scratch;
    struct key *keys = ARENA_ARRAY(a, struct key, p->spots.n + 1);
    p->toponyms = ARENA_ARRAY(a, struct toponym, p->spots.n + 1);
    if (!keys || !p->toponyms) return places_no_memory(p);
    for (uint32_t i = 0; i < p->spots.n; i++) {
        char folded[GAZETTEER_NAME];
        size_t n;
        const char *words = words_of(p, &p->spots.at[i], &n);
        gazetteer_fold(words, n, folded);
        keys[i] = (struct key){arena_printf(a, "%c%s",
                                            p->spots.at[i].how == SPOT_FACILITY ? 'f'
                                            : p->spots.at[i].how == SPOT_BEHIND ? 'b'
                                                                                : 'n',
                                            folded),
                               i};
        if (!keys[i].folded) return places_no_memory(p);
    }
    qsort(keys, p->spots.n, sizeof *keys, by_key);
    for (uint32_t i = 0; i < p->spots.n; i++) {
        if (!i || strcmp(keys[i].folded, keys[i - 1].folded) != 0) {
            struct toponym *t = &p->toponyms[p->n_toponyms++];
            *t = (struct toponym){.place = -1, .inner = -1, .spot = keys[i].spot};
            sayso_code code = look_up(p, t);
            if (code) return code;
        }
        struct toponym *t = &p->toponyms[p->n_toponyms - 1];
        struct spot *s = &p->spots.at[keys[i].spot];
        s->toponym = p->n_toponyms - 1;
        t->n_spots++;
        t->n_strong += !s->weak;
        if (s->inside >= 0 && p->spots.at[t->spot].inside < 0) t->spot = keys[i].spot;
    }
    return SAYSO_OK;
}

/* Orders names by how often they stand, then by where they stand first. */
struct rank {
    uint32_t n_strong, spot, toponym;
};
static int by_rank(const void *a, const void *b) {
    const struct rank *x = a, *y = b;
    if (x->n_strong != y->n_strong) return x->n_strong > y->n_strong ? -1 : 1;
    return x->spot < y->spot ? -1 : x->spot > y->spot;
}

static sayso_code fill_context(struct chooser *c) {
    struct places *p = c->p;
    struct rank *ranks = ARENA_ARRAY(p->r->scratch, struct rank, p->n_toponyms + 1);
    uint32_t n = 0;
    if (!ranks) return places_no_memory(p);
    for (uint32_t t = 0; t < p->n_toponyms; t++)
        if (p->toponyms[t].n) ranks[n++] = (struct rank){p->toponyms[t].n_strong, p->toponyms[t].spot, t};
    qsort(ranks, n, sizeof *ranks, by_rank);
    for (uint32_t k = 0; k < n && k < CONTEXT; k++) {
        const struct witness w = {
            .toponym = ranks[k].toponym, .often = sqrtf((float)p->toponyms[ranks[k].toponym].n_spots), .place = -1};
        c->context[c->n_context++] = w;
    }
    return SAYSO_OK;
}

static bool is_candidate(const struct places *p, uint32_t place) {
    for (uint32_t t = 0; t < p->n_toponyms; t++)
        for (uint32_t k = 0; k < p->toponyms[t].n && p->toponyms[t].n > 1; k++)
            if (p->hits.at[p->toponyms[t].first + k].place == place) return true;
    return false;
}

/* The places that the outlet's address names are witnesses too, of the most inhabitants: "pittsburgh.example.com". */
static void add_outlet(struct chooser *c) {
    uint32_t place[OUTLET_PLACES];
    const uint32_t n = places_of_outlet(c->p, c->outlet, place);
    for (uint32_t i = 0; i < n; i++) {
        if (is_candidate(c->p, place[i])) continue; /* which of the name is in question */
        const struct witness w = {
            .toponym = UINT32_MAX, .often = 1, .place = (int32_t)place[i], .at = gazetteer_place(c->g, place[i])};
        c->context[c->n_context++] = w;
    }
}

static void look_around(struct chooser *c) {
    for (uint32_t k = 0; k < c->n_context; k++) {
        struct witness *w = &c->context[k];
        if (w->toponym == UINT32_MAX) continue; /* the outlet's */
        w->place = c->p->toponyms[w->toponym].place;
        if (w->place >= 0) w->at = gazetteer_place(c->g, (uint32_t)w->place);
    }
}

/* The first place of a name that the outer place holds, -1. */
static int32_t held_by(const struct chooser *c, const struct toponym *t, uint32_t outer) {
    for (uint32_t k = 0; k < t->n; k++) {
        const uint32_t i = c->p->hits.at[t->first + k].place;
        if (lies_in(c->g, outer, i)) return (int32_t)i;
    }
    return -1;
}

/* What the text says goes before the gazetteer: a place that it puts into a country, division or city which holds none of that
 * name is not on the map. But a comma stands in lists too, and nobody moves Moscow. */
static void heed(struct chooser *c, struct spot *s) {
    struct places *p = c->p;
    if (s->inside < 0) return;
    const int32_t outer = p->spots.at[s->inside].place;
    if (s->place >= 0 && outer >= 0 && lies_in(c->g, (uint32_t)outer, (uint32_t)s->place)) return;
    if (outer < 0 && !s->comma) return;
    const int32_t other = outer < 0 ? -1 : held_by(c, &p->toponyms[s->toponym], (uint32_t)outer);
    if (other >= 0) {
        s->place = other;
        return;
    }
    const enum gazetteer_kind kind = outer < 0 ? GAZETTEER_CITY : gazetteer_place(c->g, (uint32_t)outer).kind;
    if (s->place < 0) {
        if (s->comma && s->how != SPOT_FACILITY && kind == GAZETTEER_CITY) s->inside = -1; /* a list */
        return;
    }
    const struct gazetteer_place place = gazetteer_place(c->g, (uint32_t)s->place);
    const bool narrow = place.kind == GAZETTEER_CITY && place.population < WELL_KNOWN && !place.capital;
    if (narrow && !(s->comma && kind == GAZETTEER_CITY))
        s->place = -1;
    else
        s->inside = -1;
}

sayso_code places_choose(struct places *p) {
    struct chooser c = {.p = p, .g = p->f->gazetteer};
    sayso_code code = group(p);
    for (uint32_t i = 0; i < p->spots.n; i++) {
        struct spot *s = &p->spots.at[i];
        s->place = -1;
        if (!code && s->inside >= 0) p->toponyms[p->spots.at[s->inside].toponym].inner = (int32_t)s->toponym;
    }
    if (code || !c.g) return code;
    if ((code = fill_context(&c))) return code;
    add_outlet(&c);
    for (uint32_t t = 0; t < p->n_toponyms; t++) choose(&c, t, true);
    for (int round = 0; round < ROUNDS; round++) {
        look_around(&c);
        for (uint32_t t = 0; t < p->n_toponyms; t++) choose(&c, t, false);
    }
    for (uint32_t i = 0; i < p->spots.n; i++) p->spots.at[i].place = p->toponyms[p->spots.at[i].toponym].place;
    for (uint32_t i = 0; i < p->spots.n; i++) heed(&c, &p->spots.at[i]);
    return SAYSO_OK;
}
