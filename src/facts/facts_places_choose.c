/* Which place of the gazetteer a name stands for: one for each name in a report. A candidate is weighed by its inhabitants and
 * kind, by what the text says it lies in, by the countries and divisions the text names, and by how near it is to
 * the other names' places; some rounds, in each of which all names see what the others stood for in the one before. */
#include "facts_places.h"
#include "report_who.h"
#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 3, CONTEXT = 48 /* names that others are weighed by: those that stand most often, then first */ };
static const float PEOPLE = 1.0f, COUNTRY = 5.0f, WIDE = 4.0f, DIVISION = -1.5f, CAPITAL = 2.5f, ALTERNATIVE = -3.0f,
                   SAID = 14.0f, HOLDS_COUNTRY = 1.5f, HOLDS_DIVISION = 4.0f, NEAR = 4.0f, NEAR_KM = 150.0f,
                   UNKNOWN_PEOPLE = 100.0f;

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

struct chooser {
    struct places *p;
    const struct gazetteer *g;
    uint32_t context[CONTEXT], n_context;
    int32_t before[CONTEXT]; /* what the context's names stood for in the round before */
};

static float own_weight(const struct gazetteer_place *c, bool alternative) {
    float s = PEOPLE * logf((float)c->population + UNKNOWN_PEOPLE);
    switch (c->kind) {
    case GAZETTEER_COUNTRY:
        s += COUNTRY;
        break;
    case GAZETTEER_CONTINENT:
    case GAZETTEER_REGION:
        s += WIDE + (c->population ? 0 : 12);
        break;
    case GAZETTEER_DIVISION1:
    case GAZETTEER_DIVISION2:
        s += DIVISION;
        break;
    default:
        break;
    }
    return s + (c->capital ? CAPITAL : 0) + (alternative ? ALTERNATIVE : 0);
}

/* Whether some place of an outer name holds the candidate. */
static bool is_said(const struct chooser *c, const struct toponym *outer, uint32_t candidate) {
    for (uint32_t k = 0; k < outer->n; k++) {
        const uint32_t o = c->p->hits.at[outer->first + k].place;
        if (o != candidate && places_holds(c->g, o, candidate)) return true;
    }
    return false;
}

/* How much a name weighs for others. */
static float often_is(const struct toponym *t) { return (float)t->n_strong + 0.3f * (float)(t->n_spots - t->n_strong); }

static float context_weight(const struct chooser *c, uint32_t self, uint32_t candidate, const struct gazetteer_place *place) {
    float near = 0, holds = 0;
    for (uint32_t k = 0; k < c->n_context; k++) {
        if (c->context[k] == self || c->before[k] < 0) continue;
        const struct gazetteer_place o = gazetteer_place(c->g, (uint32_t)c->before[k]);
        const float often = sqrtf(often_is(&c->p->toponyms[c->context[k]]));
        if (o.kind == GAZETTEER_COUNTRY || o.kind == GAZETTEER_DIVISION1 || o.kind == GAZETTEER_DIVISION2) {
            const float w = (o.kind == GAZETTEER_COUNTRY ? HOLDS_COUNTRY : HOLDS_DIVISION) * (often < 2 ? often : 2);
            if ((uint32_t)c->before[k] != candidate && w > holds && places_holds(c->g, (uint32_t)c->before[k], candidate))
                holds = w;
        }
        if (o.kind != GAZETTEER_COUNTRY && o.kind != GAZETTEER_CONTINENT && o.has_point && place->has_point)
            near += often * expf(-places_kilometres(place, &o) / NEAR_KM);
    }
    return holds + NEAR * logf(1 + near);
}

static void choose(struct chooser *c, uint32_t t, bool alone) {
    struct toponym *name = &c->p->toponyms[t];
    const struct spot *s = &c->p->spots.at[name->spot];
    float best = -1e9f;
    name->place = -1;
    for (uint32_t k = 0; k < name->n; k++) {
        const struct gazetteer_hit *h = &c->p->hits.at[name->first + k];
        const struct gazetteer_place place = gazetteer_place(c->g, h->place);
        float score = own_weight(&place, h->alternative);
        if (s->inside >= 0 && is_said(c, &c->p->toponyms[c->p->spots.at[s->inside].toponym], h->place)) score += SAID;
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

static sayso_code look_up(struct places *p, struct toponym *t) {
    const struct spot *s = &p->spots.at[t->spot];
    struct gazetteer_hit hits[GAZETTEER_HITS];
    size_t n_words;
    const char *words = words_of(p, s, &n_words);
    const uint32_t n = p->f->gazetteer && s->how != SPOT_FACILITY ? gazetteer_find(p->f->gazetteer, words, n_words, hits) : 0;
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
            *t = (struct toponym){.place = -1, .spot = keys[i].spot};
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
    p->toponyms[p->n_toponyms] = (struct toponym){.place = -1};
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
    for (uint32_t k = 0; k < n && k < CONTEXT; k++) c->context[c->n_context++] = ranks[k].toponym;
    return SAYSO_OK;
}

sayso_code places_choose(struct places *p) {
    struct chooser c = {.p = p, .g = p->f->gazetteer};
    sayso_code code = group(p);
    if (code || !c.g) return code;
    if ((code = fill_context(&c))) return code;
    for (uint32_t t = 0; t < p->n_toponyms; t++) choose(&c, t, true);
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t k = 0; k < c.n_context; k++) c.before[k] = p->toponyms[c.context[k]].place;
        for (uint32_t t = 0; t < p->n_toponyms; t++) choose(&c, t, false);
    }
    return SAYSO_OK;
}
