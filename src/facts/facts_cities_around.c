/* What the words around the name of a city say of it as the place of the incident. */
#include "facts_cities.h"
#include "facts_places.h"
#include "facts_tolls.h"
#include "report_who.h"
#include <math.h>
#include <string.h>

enum { BEFORE = 14 /* tokens of a sentence that are looked at before a name */ };

static bool is_any(const struct report_work *w, uint32_t t, const char *const *words) {
    for (; *words; words++)
        if (report_token_is(w, t, *words)) return true;
    return false;
}

static bool same_sentence(const struct report_work *w, uint32_t a, uint32_t b) {
    return b < w->n_tokens && w->tokens[a].sentence == w->tokens[b].sentence;
}

static bool is_precision(const sayso_place *p, const char *what) { return p->precision && !strcmp(p->precision, what); }

void city_look_at_houses(const struct facts_work *f, uint32_t beg, uint32_t end, float x[N_CITY_FEATURES]) {
    enum { BEHIND = 3 };
    for (uint32_t k = beg; k < f->r->n_tokens && k < end + BEHIND && same_sentence(f->r, beg, k); k++) {
        if (k >= end && report_token_is(f->r, k, ",")) break;
        if (toll_is_context(f->r, k, TOLL_HOSPITAL_WORD)) x[CITY_HOSPITAL] += 1;
        if (toll_is_context(f->r, k, TOLL_AFTERMATH)) x[CITY_AFTERMATH] += 1;
    }
}

bool city_is_in_tail(const struct facts_work *f, uint32_t token) {
    const struct report_work *w = f->r;
    const int32_t block = w->tokens[token].block;
    if (block < 0 || w->text->blocks[block].kind != SAYSO_BLOCK_HEADLINE) return false;
    for (uint32_t t = token; t > 0 && w->tokens[t - 1].block == block; t--) {
        const bool apart = !w->tokens[t - 1].glued && !w->tokens[t].glued;
        if (apart && (places_mark(w, t - 1, "-") || places_mark(w, t - 1, "|") || places_mark(w, t - 1, "–") ||
                      places_mark(w, t - 1, "—")))
            return t > 1 && w->tokens[t - 2].block == block; /* a headline stands before it */
    }
    return false;
}

static bool is_stated(const struct facts_work *f, uint32_t i) {
    const sayso_place *p = &f->places.at[i], *next = p + 1;
    return i + 1 < f->places.n && next->span.beg <= p->span.end + 2 && next->span.beg > p->span.end &&
           is_precision(next, "region");
}

/* "a man from Dunmore", "Ann Roe, 19, of Dunmore"; "the city of Dunmore". */
static void look_at_of(const struct facts_work *f, uint32_t of, float *x) {
    const struct report_work *w = f->r;
    x[CITY_OF] += 1;
    if (of < 1 || !same_sentence(w, of, of - 1)) return;
    const struct report_word *noun = who_word(w, of - 1, WORDS_NOUN);
    if (place_word(w, of - 1) & WORD_SEAT)
        x[CITY_SEAT] += 1;
    else if (report_token_is(w, of - 1, ",") || report_name(w, of - 1)[0] || who_pos(w, of - 1, "NUM") ||
             (noun && noun->kind == SAYSO_ENTITY_PERSON))
        x[CITY_HOME] += 1;
}

static bool is_facility_before(const struct facts_work *f, uint32_t i) {
    enum { APART = 24 /* bytes */ };
    for (uint32_t k = i; k-- > 0 && i - k < 4;) {
        const sayso_place *q = &f->places.at[k];
        if (q->span.end + APART < f->places.at[i].span.beg) return false;
        if (is_precision(q, "facility") && q->span.end <= f->places.at[i].span.beg) return true;
    }
    return false;
}

/* "Dunmore, Lakeside, Fordham": names on both sides, by commas alone. */
static bool is_in_list(const struct facts_work *f, uint32_t i) {
    if (i < 1 || i + 1 >= f->places.n) return false;
    const sayso_place *p = &f->places.at[i], *before = p - 1, *next = p + 1;
    return before->span.end < p->span.beg && p->span.beg <= before->span.end + 2 && next->span.beg > p->span.end &&
           next->span.beg <= p->span.end + 2 && !is_precision(next, "region") && !is_precision(next, "country");
}

/* What stands before the name in its sentence: a hospital, a court, a jail. */
static void look_before(const struct facts_work *f, uint32_t beg, float *x) {
    bool sent = false, tried = false;
    for (uint32_t t = beg; t-- > 0 && beg - t <= BEFORE && same_sentence(f->r, beg, t);) {
        sent |= toll_is_context(f->r, t, TOLL_HOSPITAL_WORD);
        tried |= toll_is_context(f->r, t, TOLL_AFTERMATH);
    }
    x[CITY_SENT] += sent;
    x[CITY_TRIED] += tried;
}

/* How near the words that tell of dead and hurt are. */
static void look_at_tolls(const struct facts_work *f, uint32_t beg, float *x) {
    const float STRETCH = 10; /* tokens */
    uint32_t lo = 0, hi = f->tolls.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->tolls.at[mid].word_beg < beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t k = lo > 0 ? lo - 1 : 0; k <= lo && k < f->tolls.n; k++) {
        const uint32_t at = f->tolls.at[k].word_beg;
        if (f->r->tokens[at].sentence != f->r->tokens[beg].sentence || f->tolls.at[k].effect == TOLL_HOSPITAL) continue;
        float near = expf(-(float)(at > beg ? at - beg : beg - at) / STRETCH);
        if (near > x[CITY_NEAR_TELLING]) x[CITY_NEAR_TELLING] = near;
    }
}

void city_look_around(const struct facts_work *f, const struct incident_telling *tells, uint32_t i, uint32_t beg, uint32_t end,
                      bool lead, float x[N_CITY_FEATURES]) {
    static const char *const in[] = {"in", "at", "near", "outside", NULL}, *const of[] = {"of", "from", NULL};
    const struct report_work *w = f->r;
    uint32_t b = beg;
    while (b > 0 && same_sentence(w, beg, b - 1) && place_word(w, b - 1) & (WORD_SIDE | WORD_AREA)) b--;
    if (b > 0 && same_sentence(w, beg, b - 1)) {
        const bool inside = is_any(w, b - 1, in);
        if (inside) x[lead ? CITY_IN_L : CITY_IN] += 1;
        if (inside && tells->sentence[w->tokens[beg].sentence]) x[CITY_IN_TELLING] += 1;
        if (is_any(w, b - 1, of)) look_at_of(f, b - 1, x);
    }
    if (same_sentence(w, beg, end) && end > beg) {
        const struct report_word *noun = who_word(w, end, WORDS_NOUN);
        const bool county =
            report_token_is(w, end, "county") || report_token_is(w, end, "co") || report_token_is(w, end, "parish");
        if (county)
            x[CITY_COUNTY] += 1;
        else if (place_word(w, end) & WORD_BODY)
            x[lead ? CITY_BODY_L : CITY_BODY] += 1;
        if (noun && noun->kind == SAYSO_ENTITY_PERSON && !(place_word(w, end) & WORD_BODY)) x[CITY_NATIVE] += 1;
    }
    x[CITY_STATED] += is_stated(f, i);
    x[CITY_STREET] += is_facility_before(f, i);
    x[CITY_LIST] += is_in_list(f, i);
    look_before(f, beg, x);
    look_at_tolls(f, beg, x);
    city_look_at_houses(f, beg, end, x);
}
