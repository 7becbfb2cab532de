/* Which places the text says lie in which: "Springfield, Ill.", "the Lakeside area of Dunmore", "Dunmore, the Irish capital",
 * "the Turkish city of Izmir", "Chicago's South Side". What is said goes before what the gazetteer knows. Read between two
 * spots that follow each other. */
#include "facts_places.h"
#include "report_who.h"

enum { FURTHEST = 8 /* tokens between two spots */ };

static bool is_in(const struct report_work *r, uint32_t t) {
    return report_token_is(r, t, "in") || report_token_is(r, t, "at") || report_token_is(r, t, "near") ||
           report_token_is(r, t, "outside");
}

/* Tokens [beg, end) between two spots: does the first lie in the second? */
static bool first_in_second(const struct report_work *r, const struct spot *a, const struct spot *b, uint32_t beg, uint32_t end) {
    if (beg < end && places_mark(r, end - 1, "the")) end--;
    while (beg < end && place_word(r, end - 1) & WORD_SIDE) end--;
    if (end == beg) return a->how == SPOT_FACILITY && span_in(places_span(r, b->beg, b->end), places_span(r, a->beg, a->end));
    if (end == beg + 1 && places_mark(r, beg, ",")) return b->how != SPOT_DEMONYM;
    if (end == beg + 1 && is_in(r, beg)) return b->how != SPOT_DEMONYM;
    if (end == beg + 2 && places_mark(r, beg, ",") && is_in(r, beg + 1)) return b->how != SPOT_DEMONYM;
    const bool last_of = report_token_is(r, end - 1, "of") || report_token_is(r, end - 1, "in");
    if (!last_of || end < beg + 2) return false;
    const bool comma = places_mark(r, beg, ","); /* "X, a suburb of" Y, but "the X suburb of" Y is the other way round */
    return (place_word(r, end - 2) & (comma ? WORD_AREA | WORD_SEAT : WORD_AREA)) != 0;
}

/* Does the second lie in the first: "Turkish city of Izmir", "Ohio's Lake County", "Chicago's South Side"? */
static bool second_in_first(const struct report_work *r, const struct spot *a, const struct spot *b, uint32_t beg, uint32_t end) {
    if (b->how == SPOT_DEMONYM) return false;
    if (end - beg == 2 && report_token_is(r, beg + 1, "s") && places_mark(r, beg, "'")) return true;
    if (end - beg == 2 && report_token_is(r, beg + 1, "s") && places_mark(r, beg, "’")) return true;
    if (end == beg || end - beg > 4) return false;
    if (report_token_is(r, end - 1, "of")) end--;
    if (end == beg || !(place_word(r, end - 1) & WORD_SEAT)) return false;
    for (uint32_t i = beg; i + 1 < end; i++)
        if (places_mark(r, i, ",")) return false;
    return a->how == SPOT_DEMONYM || a->how == SPOT_NAME;
}

/* "Ankara, the Turkish capital": the second is an adjective, and the seat stands behind it. */
static bool is_seat_of(const struct report_work *r, const struct spot *b, uint32_t beg, uint32_t end) {
    if (end - beg < 1 || end - beg > 2 || !places_mark(r, beg, ",") || b->end >= r->n_tokens) return false;
    uint32_t seat = b->end;
    if (seat + 2 < r->n_tokens && report_token_is(r, seat + 1, "s") && (places_mark(r, seat, "'") || places_mark(r, seat, "’")))
        seat += 2;
    return (place_word(r, seat) & (WORD_SEAT | WORD_AREA)) != 0;
}

bool places_circle(const struct places *p, uint32_t from, uint32_t to) {
    for (int32_t i = (int32_t)to; i >= 0; i = p->spots.at[i].inside)
        if ((uint32_t)i == from) return true;
    return false;
}

static void put_inside(struct places *p, uint32_t inner, uint32_t outer) {
    if (p->spots.at[inner].inside < 0 && !places_circle(p, inner, outer)) p->spots.at[inner].inside = (int32_t)outer;
}

/* What the words between spots i and k, which follow each other, say of the two. */
static void read_between(struct places *p, uint32_t i, uint32_t k) {
    const struct report_work *r = p->r;
    const struct spot *a = &p->spots.at[i], *b = &p->spots.at[k];
    const uint32_t beg = a->end, end = b->beg;
    if (r->tokens[a->beg].block != r->tokens[b->beg].block || end - beg > FURTHEST) return;
    p->spots.at[i].comma = b->how != SPOT_BEHIND && end == beg + 1 && places_mark(r, beg, ",");
    if (b->how == SPOT_BEHIND || is_seat_of(r, b, beg, end) || first_in_second(r, a, b, beg, end))
        put_inside(p, i, k);
    else if (second_in_first(r, a, b, beg, end))
        put_inside(p, k, i);
}

sayso_code places_inside(struct places *p) {
    for (uint32_t i = 0; i + 1 < p->spots.n; i++) {
        const uint32_t end = p->spots.at[i].end;
        uint32_t k = i + 1; /* the next, past the places in a facility's name */
        while (k < p->spots.n && k < i + FURTHEST && p->spots.at[k].beg < end) k++;
        if (k < p->spots.n && p->spots.at[k].beg >= end) read_between(p, i, k);
        if (k > i + 1 && p->spots.at[i].how == SPOT_FACILITY) put_inside(p, i, i + 1);
    }
    return SAYSO_OK;
}
