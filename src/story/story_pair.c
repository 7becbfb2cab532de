/* Compares two signatures. */
#include "story_pair.h"
#include "story_background.h"
#include <math.h>

const char *const pair_feature_names[N_PAIR_FEATURES] = {
#define SAYSO_X(name, words) words,
    PAIR_FEATURES(SAYSO_X)
#undef SAYSO_X
};

/* ---- words ---- */
static float tf(uint32_t n) {
    static const float logs[] = {1, 1.6931f, 2.0986f, 2.3863f, 2.6094f, 2.7918f, 2.9459f, 3.0794f}; /* 1 + ln n */
    return logs[n > 8 ? 7 : n - 1];
}

enum { RARE_WEIGHT = 88 };

struct measure { /* a cosine on its way */
    double ab, aa, bb;
};

static float cosine(const struct measure *m) { return m->aa > 0 && m->bb > 0 ? (float)(m->ab / sqrt(m->aa * m->bb)) : NAN; }

struct words_seen {
    struct measure words, pairs, capitals, lead;
    double digits, rare, shared_a, shared_b, all_a, all_b;
    double title_a, title_b, title_shared_a, title_shared_b;
    double names_a, names_b, names_shared_a, names_shared_b;
    uint32_t digits_a, digits_b, digits_both;
};

static double title_weight(const struct seen_term *t) { return t->flags & TERM_TITLE && !(t->flags & TERM_PAIR) ? t->weight : 0; }

static double name_weight(const struct seen_term *t) {
    return t->flags & TERM_CAPITAL && t->flags & (TERM_TITLE | TERM_LEAD) && !(t->flags & TERM_PAIR) ? t->weight : 0;
}

/* A term that stands in both (b NULL: in a alone). */
static void add_term(struct words_seen *w, const struct seen_term *a, const struct seen_term *b) {
    double x = a ? a->weight * tf(a->n) : 0, y = b ? b->weight * tf(b->n) : 0;
    uint32_t fa = a ? a->flags : 0, fb = b ? b->flags : 0, flags = fa | fb;
    struct measure *m = flags & TERM_PAIR ? &w->pairs : &w->words;
    m->ab += x * y, m->aa += x * x, m->bb += y * y;
    if (flags & TERM_CAPITAL && !(flags & TERM_PAIR)) w->capitals.ab += x * y, w->capitals.aa += x * x, w->capitals.bb += y * y;
    double lx = fa & (TERM_TITLE | TERM_LEAD) ? a->weight : 0, ly = fb & (TERM_TITLE | TERM_LEAD) ? b->weight : 0;
    w->lead.ab += lx * ly, w->lead.aa += lx * lx, w->lead.bb += ly * ly;
    w->all_a += x, w->all_b += y;
    if (a) w->title_a += title_weight(a), w->names_a += name_weight(a), w->digits_a += (fa & TERM_DIGIT) != 0;
    if (b) w->title_b += title_weight(b), w->names_b += name_weight(b), w->digits_b += (fb & TERM_DIGIT) != 0;
    if (!a || !b) return;
    w->shared_a += x, w->shared_b += y;
    w->title_shared_a += title_weight(a), w->title_shared_b += title_weight(b);
    w->names_shared_a += name_weight(a), w->names_shared_b += name_weight(b);
    w->digits_both += (flags & TERM_DIGIT) != 0;
    if (flags & TERM_DIGIT) w->digits += (double)a->weight / BACKGROUND_UNIT;
    if (a->weight >= RARE_WEIGHT) w->rare += (double)a->weight / BACKGROUND_UNIT;
}

static void compare_words(const struct signature_view *a, const struct signature_view *b, float *f) {
    struct words_seen w = {0};
    for (uint32_t i = 0, j = 0; i < a->n_terms || j < b->n_terms;) {
        struct seen_term x = {0}, y = {0};
        if (i < a->n_terms) x = signature_term(a, i);
        if (j < b->n_terms) y = signature_term(b, j);
        bool use_a = i < a->n_terms && (j == b->n_terms || x.hash <= y.hash),
             use_b = j < b->n_terms && (i == a->n_terms || y.hash <= x.hash);
        add_term(&w, use_a ? &x : NULL, use_b ? &y : NULL);
        i += use_a, j += use_b;
    }
    f[PAIR_WORDS] = cosine(&w.words);
    f[PAIR_NAME_PAIRS] = cosine(&w.pairs);
    f[PAIR_CAPITALS] = cosine(&w.capitals);
    f[PAIR_LEAD] = cosine(&w.lead);
    f[PAIR_DIGITS] = (float)w.digits;
    f[PAIR_RARE] = (float)log(1 + w.rare);
    double light = w.all_a < w.all_b ? w.shared_a / w.all_a : w.shared_b / w.all_b;
    f[PAIR_INSIDE] = w.all_a > 0 && w.all_b > 0 ? (float)light : NAN;
    double ta = w.title_a > 0 ? w.title_shared_a / w.title_a : NAN, tb = w.title_b > 0 ? w.title_shared_b / w.title_b : NAN;
    f[PAIR_TITLE_LESS] = (float)fmin(ta, tb);
    f[PAIR_TITLE_MORE] = (float)fmax(ta, tb);
    double na = w.names_a > 0 ? w.names_shared_a / w.names_a : NAN, nb = w.names_b > 0 ? w.names_shared_b / w.names_b : NAN;
    f[PAIR_NAMES_LESS] = (float)fmin(na, nb);
    f[PAIR_NAMES_MORE] = (float)fmax(na, nb);
    uint32_t fewer = w.digits_a < w.digits_b ? w.digits_a : w.digits_b;
    f[PAIR_DIGITS_SHARE] = fewer ? (float)w.digits_both / (float)fewer : NAN;
}

static void compare_shingles(const struct signature_view *a, const struct signature_view *b, float *f) {
    uint32_t both = 0, same = 0;
    for (uint32_t i = 0; i < a->n_shingles && i < b->n_shingles; i++) {
        uint32_t x = load16(a->shingles + 2 * i), y = load16(b->shingles + 2 * i);
        both += x && y, same += x && x == y;
    }
    f[PAIR_SHINGLES] = both >= 16 ? (float)same / (float)both : NAN;
}

/* ---- days ---- */
static double apart(uint32_t a, uint32_t b) { return fabs((double)a - (double)b); }

static float days_behind(const struct signature_view *a, const struct signature_view *b) {
    struct seen_day d = a->n_days ? signature_day(a, 0) : (struct seen_day){0};
    return d.flags & DAY_MAIN && b->published ? (float)((double)b->published - d.day) : NAN;
}

static void compare_days(const struct signature_view *a, const struct signature_view *b, float *f) {
    f[PAIR_DAY] = f[PAIR_DAY_ANY] = f[PAIR_DAYS] = NAN;
    uint32_t shared = 0;
    for (uint32_t i = 0; i < a->n_days; i++)
        for (uint32_t j = 0; j < b->n_days; j++) {
            struct seen_day x = signature_day(a, i), y = signature_day(b, j);
            shared += x.day == y.day;
            if (x.flags & y.flags & DAY_MAIN) f[PAIR_DAY] = (float)apart(x.day, y.day);
            if (x.flags & y.flags & DAY_INCIDENT) f[PAIR_DAY_ANY] = fminf(f[PAIR_DAY_ANY], (float)apart(x.day, y.day));
        }
    uint32_t fewer = a->n_days < b->n_days ? a->n_days : b->n_days;
    if (fewer) f[PAIR_DAYS] = (float)shared / (float)fewer;
    f[PAIR_PUBLISHED] = a->published && b->published ? (float)apart(a->published, b->published) : NAN;
    f[PAIR_BEFORE] = fminf(days_behind(a, b), days_behind(b, a));
}

/* ---- places ---- */
static double kilometres(const struct seen_place *a, const struct seen_place *b) {
    if (a->id == b->id) return 0;
    if (a->lat == NO_POINT || b->lat == NO_POINT) return NAN;
    double dy = (a->lat - b->lat) / (double)POINT_SCALE * 111.2,
           mid = (a->lat + b->lat) / 2.0 / POINT_SCALE * 0.017453292519943295;
    double dx = fabs((a->lon - b->lon) / (double)POINT_SCALE);
    if (dx > 180) dx = 360 - dx;
    dx *= 111.2 * cos(mid);
    return sqrt(dx * dx + dy * dy);
}

static void compare_places(const struct signature_view *a, const struct signature_view *b, float *f) {
    f[PAIR_PLACE] = f[PAIR_PLACE_ANY] = f[PAIR_REGION] = NAN;
    uint32_t shared = 0, fine = 0, wide = 0, na = 0, nb = 0;
    for (uint32_t j = 0; j < b->n_places; j++) nb += !(signature_place(b, j).flags & PLACE_WIDE);
    for (uint32_t i = 0; i < a->n_places; i++) {
        struct seen_place x = signature_place(a, i);
        na += !(x.flags & PLACE_WIDE);
        for (uint32_t j = 0; j < b->n_places; j++) {
            struct seen_place y = signature_place(b, j);
            bool narrow = !((x.flags | y.flags) & PLACE_WIDE);
            double km = kilometres(&x, &y);
            shared += narrow && x.id == y.id;
            wide += x.flags & PLACE_WIDE && x.id == y.id;
            fine += x.flags & PLACE_FINE && x.id == y.id;
            if (x.flags & y.flags & PLACE_MAIN) {
                if (narrow) f[PAIR_PLACE] = (float)km;
                if (x.region && y.region) f[PAIR_REGION] = x.region == y.region;
            }
            if (narrow && x.flags & y.flags & PLACE_INCIDENT) f[PAIR_PLACE_ANY] = fminf(f[PAIR_PLACE_ANY], (float)km);
        }
    }
    uint32_t fewer = na < nb ? na : nb;
    f[PAIR_PLACES] = fewer ? (float)shared / (float)fewer : NAN;
    uint32_t wide_fewer = a->n_places - na < b->n_places - nb ? a->n_places - na : b->n_places - nb;
    f[PAIR_WIDE] = wide_fewer ? (float)wide / (float)wide_fewer : NAN;
    f[PAIR_FINE] = (float)fine;
}

/* ---- people and other names ---- */
/* 1: the same name in full; 0.6: one bears the other's last name alone; 0.25: last names alike, first names not; else 0. */
static double same_person(const struct seen_person *a, const struct seen_person *b) {
    if (a->full == b->full) return a->flags & PERSON_ONE_WORD ? 0.6 : 1;
    if (a->last != b->last) return 0;
    return (a->flags | b->flags) & PERSON_ONE_WORD ? 0.6 : 0.25;
}

static double best_match(const struct seen_person *p, const struct signature_view *v, uint32_t *flags) {
    double best = 0;
    for (uint32_t i = 0; i < v->n_people; i++) {
        struct seen_person q = signature_person(v, i);
        double m = same_person(p, &q);
        if (m > best) best = m, *flags = q.flags;
    }
    return best;
}

/* Whether the one that `a` tells most of stands in `b`. NAN: it names nobody. */
static float first_person(const struct signature_view *a, const struct signature_view *b) {
    struct seen_person first = {0};
    uint32_t most = 0, flags;
    for (uint32_t i = 0; i < a->n_people; i++) {
        struct seen_person p = signature_person(a, i);
        uint32_t rank = p.n * 2 + (p.flags & (PERSON_VICTIM | PERSON_PERPETRATOR) ? 1 : 0);
        if (rank > most) first = p, most = rank;
    }
    if (!most || !b->n_people) return NAN;
    return best_match(&first, b, &flags) > 0.3;
}

static float names_apart(const struct signature_view *a, const struct signature_view *b, uint32_t role) {
    uint32_t na = 0, nb = 0, shared = 0, flags;
    for (uint32_t i = 0; i < a->n_people; i++) {
        struct seen_person p = signature_person(a, i);
        if (p.flags & role && !(p.flags & PERSON_ONE_WORD)) na++, shared += best_match(&p, b, &flags) > 0.3;
    }
    for (uint32_t i = 0; i < b->n_people; i++) {
        struct seen_person p = signature_person(b, i);
        if (p.flags & role && !(p.flags & PERSON_ONE_WORD)) nb++, shared += best_match(&p, a, &flags) > 0.3;
    }
    if (!na || !nb) return NAN;
    return shared ? 0 : (float)(na < nb ? na : nb);
}

static void compare_people(const struct signature_view *a, const struct signature_view *b, float *f) {
    double all = 0, key = 0;
    uint32_t shared = 0;
    for (uint32_t i = 0; i < a->n_people; i++) {
        struct seen_person p = signature_person(a, i);
        uint32_t flags = 0;
        double m = best_match(&p, b, &flags), weight = (double)p.weight / BACKGROUND_UNIT;
        all += m * weight;
        shared += m > 0.3;
        if ((p.flags | flags) & (PERSON_VICTIM | PERSON_PERPETRATOR)) key += m * weight;
    }
    uint32_t fewer = a->n_people < b->n_people ? a->n_people : b->n_people;
    if (shared > fewer) shared = fewer;
    f[PAIR_PEOPLE] = (float)all;
    f[PAIR_KEY_PEOPLE] = (float)key;
    f[PAIR_PEOPLE_SHARE] = fewer ? (float)shared / (float)fewer : NAN;
    float one = first_person(a, b), other = first_person(b, a);
    f[PAIR_FIRST_PERSON] = isnan(one) ? other : isnan(other) ? one : (one + other) / 2;
    f[PAIR_VICTIMS_APART] = names_apart(a, b, PERSON_VICTIM);
    f[PAIR_SUSPECTS_APART] = names_apart(a, b, PERSON_PERPETRATOR);
}

static void compare_things(const struct signature_view *a, const struct signature_view *b, float *f) {
    double shared = 0;
    for (uint32_t i = 0; i < a->n_things; i++)
        for (uint32_t j = 0; j < b->n_things; j++) {
            struct seen_thing x = signature_thing(a, i), y = signature_thing(b, j);
            if (x.hash == y.hash) shared += (double)(x.weight < y.weight ? x.weight : y.weight) / BACKGROUND_UNIT;
        }
    f[PAIR_THINGS] = (float)shared;
}

/* ---- kinds, counts, ages ---- */
static float counts_apart(uint32_t a, uint32_t b) {
    if (a == NO_COUNT || b == NO_COUNT) return NAN;
    double more = a > b ? a : b;
    return (float)(more > 10 ? 10 * apart(a, b) / more : apart(a, b));
}

static void compare_kinds(const struct signature_view *a, const struct signature_view *b, float *f) {
    struct measure m = {0};
    for (uint32_t i = 0; i < a->n_kinds; i++) {
        double n = load16(a->kinds + i * KIND_BYTES + 2);
        m.aa += n * n;
        for (uint32_t j = 0; j < b->n_kinds; j++)
            if (load16(a->kinds + i * KIND_BYTES) == load16(b->kinds + j * KIND_BYTES))
                m.ab += n * load16(b->kinds + j * KIND_BYTES + 2);
    }
    for (uint32_t j = 0; j < b->n_kinds; j++)
        m.bb += (double)load16(b->kinds + j * KIND_BYTES + 2) * load16(b->kinds + j * KIND_BYTES + 2);
    f[PAIR_KINDS] = cosine(&m);
    f[PAIR_KIND] = a->kind && b->kind ? a->kind == b->kind : NAN;
    f[PAIR_KILLED] = counts_apart(a->killed, b->killed);
    f[PAIR_INJURED] = counts_apart(a->injured, b->injured);
    uint32_t fewer = a->n_ages < b->n_ages ? a->n_ages : b->n_ages, shared = 0;
    for (uint32_t i = 0; i < a->n_ages; i++) shared += memchr(b->ages, a->ages[i], b->n_ages) != NULL;
    f[PAIR_AGES] = fewer ? (float)(shared < fewer ? shared : fewer) / (float)fewer : NAN;
}

void pair_features(const struct signature_view *a, const struct signature_view *b, float f[N_PAIR_FEATURES]) {
    /* one order for both ways of asking */
    int order = (a->n > b->n) - (a->n < b->n);
    if (!order) order = memcmp(a->head, b->head, a->n);
    if (order > 0) {
        const struct signature_view *t = a;
        a = b, b = t;
    }
    compare_words(a, b, f);
    compare_shingles(a, b, f);
    compare_days(a, b, f);
    compare_places(a, b, f);
    compare_people(a, b, f);
    compare_things(a, b, f);
    compare_kinds(a, b, f);
    float la = logf(1 + (float)a->n_words), lb = logf(1 + (float)b->n_words);
    f[PAIR_SHORTER] = fminf(la, lb), f[PAIR_LONGER] = fmaxf(la, lb);
    f[PAIR_ERA] = a->era && b->era ? (float)apart(a->era, b->era) : NAN;
    f[PAIR_OUTLET] = a->outlet && b->outlet ? a->outlet == b->outlet : NAN;
}
