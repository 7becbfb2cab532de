/* Which places inside other names hold: "Dunmore Film Festival" tells of Dunmore, "Lincoln Center" of no Lincoln. A weak spot
 * holds where its name stands by itself too, where its place is well known, or where it lies near a place that does. */
#include "facts_places.h"
#include "report_who.h"
#include <stdlib.h>

enum { WITNESSES = 48, KNOWN_EVERYWHERE = 500000, LARGE = 100000, SETTLED = 3000 /* inhabitants */ };
static const float NEAR_KM = 80;

struct sifter {
    struct places *p;
    struct gazetteer_place witness[WITNESSES]; /* the first places that stand by themselves */
    uint32_t n;
    bool towns; /* some of them are cities or districts */
};

static void find_witnesses(struct sifter *s) {
    const struct places *p = s->p;
    for (uint32_t i = 0; i < p->spots.n && s->n < WITNESSES; i++) {
        const struct spot *x = &p->spots.at[i];
        if (x->weak || x->place < 0) continue;
        s->witness[s->n] = gazetteer_place(p->f->gazetteer, (uint32_t)x->place);
        const enum gazetteer_kind kind = s->witness[s->n++].kind;
        s->towns |= kind == GAZETTEER_CITY || kind == GAZETTEER_DIVISION2;
    }
}

/* Whether a place that stands by itself is in the same country. */
static bool is_shared(const struct sifter *s, const struct gazetteer_place *place) {
    for (uint32_t i = 0; i < s->n; i++)
        if (strcmp(place->country, s->witness[i].country) == 0) return true;
    return false;
}

static bool is_saint(const struct report_work *r, uint32_t token) {
    return report_token_is(r, token, "st") || report_token_is(r, token, "saint") || report_token_is(r, token, "san");
}

/* "Dunmore police", "a Dunmore teen". */
static bool is_behind(const struct report_work *r, const struct spot *spot) {
    if (spot->end >= r->n_tokens || r->tokens[spot->end].sentence != r->tokens[spot->beg].sentence) return false;
    const struct report_word *noun = who_word(r, spot->end, WORDS_NOUN);
    return place_word(r, spot->end) & WORD_BODY || (noun && noun->kind == SAYSO_ENTITY_PERSON);
}

static bool holds(const struct sifter *s, const struct spot *spot) {
    const struct toponym *t = &s->p->toponyms[spot->toponym];
    if (spot->place < 0) return false;
    if (t->n_strong) return true;
    const struct gazetteer_place place = gazetteer_place(s->p->f->gazetteer, (uint32_t)spot->place);
    if (spot->in_facility && !is_shared(s, &place)) return false;                /* "Macedonia Baptist Church" */
    if (spot->end - spot->beg > 1 && !is_saint(s->p->r, spot->beg)) return true; /* two words are seldom something else */
    if (place_word(s->p->r, spot->beg) & WORD_NATURE) return false;              /* the "Bay" of "Lund Bay" is none in Somalia */
    if (place.kind == GAZETTEER_COUNTRY || place.kind == GAZETTEER_DIVISION1) return true;
    if (place.kind == GAZETTEER_CITY && (place.population >= KNOWN_EVERYWHERE || place.capital)) return true;
    /* where the report names no town by itself, one that a body is named after or somebody comes from */
    if (!s->towns && !spot->in_facility && place.population >= SETTLED && is_behind(s->p->r, spot)) return true;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct gazetteer_place *w = &s->witness[i];
        if (place.population >= LARGE && strcmp(place.country, w->country) == 0) return true;
        if (w->kind != GAZETTEER_CITY && w->kind != GAZETTEER_DIVISION2) continue;
        if (place.has_point && w->has_point && places_kilometres(&place, w) < NEAR_KM) return true;
    }
    return false;
}

sayso_code places_sift(struct places *p) {
    struct sifter s = {.p = p};
    int32_t *now = ARENA_ARRAY(p->r->scratch, int32_t, p->spots.n + 1); /* a spot's index after the others have gone, -1 */
    if (!now) return places_no_memory(p);
    if (p->f->gazetteer) find_witnesses(&s);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->spots.n; i++) {
        struct spot *x = &p->spots.at[i];
        now[i] = -1;
        if (x->weak && !holds(&s, x)) {
            if (!x->whole[1]) continue;
            x->beg = x->whole[0];
            x->end = x->whole[1];
            x->place = -1;
        }
        now[i] = (int32_t)n;
        p->spots.at[n++] = *x;
    }
    p->spots.n = n;
    for (uint32_t i = 0; i < n; i++)
        if (p->spots.at[i].inside >= 0) p->spots.at[i].inside = now[p->spots.at[i].inside];
    return SAYSO_OK;
}
