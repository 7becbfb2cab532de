/* Blocking keys: rare things alone, or two commoner things together, so that what a key brings together does not grow with the
 * years: pairs of a report's rarest words, rare neighbouring names, people, places with days, bands of shingles. */
#include "story_pair.h"
#include "story_signature.h"
#include <stdlib.h>

enum { TOP_WORDS = 7, TOP_NAME_PAIRS = 8, TOP_PEOPLE = 12, TOP_PLACES = 3, BANDS = 8, DAYS_TOGETHER = 4, RARE_PAIR = 96 };

struct key_list {
    uint64_t *at;
    uint32_t n;
};

static void add(struct key_list *k, uint32_t kind, uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)a << 32 | b) + kind * 0x9e3779b97f4a7c15u;
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
    h = (h ^ h >> 27) * 0x94d049bb133111ebu;
    h ^= h >> 31;
    for (uint32_t i = 0; i < k->n; i++)
        if (k->at[i] == h) return;
    if (k->n < SIGNATURE_MAX_KEYS) k->at[k->n++] = h;
}

struct top {
    uint32_t hash, rank;
};

/* Keeps the `max` highest, highest first. */
static void keep(struct top *top, uint32_t *n, uint32_t max, struct top t) {
    uint32_t i = *n;
    if (i == max && top[i - 1].rank >= t.rank) return;
    if (i == max) i--;
    for (; i && top[i - 1].rank < t.rank; i--) top[i] = top[i - 1];
    top[i] = t;
    if (*n < max) ++*n;
}

static void word_keys(const struct signature_view *v, struct key_list *k) {
    struct top words[TOP_WORDS], pairs[TOP_NAME_PAIRS];
    uint32_t n_words = 0, n_pairs = 0;
    for (uint32_t i = 0; i < v->n_terms; i++) {
        struct seen_term t = signature_term(v, i);
        uint32_t rank = t.weight * (t.n + 1) * (t.flags & (TERM_TITLE | TERM_LEAD) ? 3 : 2);
        if (!(t.flags & TERM_PAIR))
            keep(words, &n_words, TOP_WORDS, (struct top){t.hash, rank});
        else if (t.weight >= RARE_PAIR)
            keep(pairs, &n_pairs, TOP_NAME_PAIRS, (struct top){t.hash, rank});
    }
    for (uint32_t i = 0; i < n_words; i++)
        for (uint32_t j = 0; j < i; j++) {
            uint32_t a = words[i].hash, b = words[j].hash;
            add(k, 1, a < b ? a : b, a < b ? b : a);
        }
    for (uint32_t i = 0; i < n_pairs; i++) add(k, 2, pairs[i].hash, 0);
}

static void place_keys(const struct signature_view *v, struct key_list *k) {
    uint32_t day = v->published, n = 0;
    if (v->n_days && signature_day(v, 0).flags & DAY_INCIDENT) day = signature_day(v, 0).day;
    for (uint32_t i = 0; day && i < v->n_places && n < TOP_PLACES; i++) {
        struct seen_place p = signature_place(v, i);
        if (p.flags & PLACE_WIDE || (n && !(p.flags & PLACE_INCIDENT))) continue;
        add(k, 4, p.id, day / DAYS_TOGETHER * 2);
        add(k, 4, p.id, (day + DAYS_TOGETHER / 2) / DAYS_TOGETHER * 2 + 1);
        n++;
    }
}

uint32_t signature_keys(struct signature s, uint64_t keys[SIGNATURE_MAX_KEYS]) {
    struct signature_view v;
    struct key_list k = {keys, 0};
    if (!signature_open(s, &v)) return 0;
    word_keys(&v, &k);
    uint32_t people = 0;
    for (uint32_t i = 0; i < v.n_people && people < TOP_PEOPLE; i++) {
        struct seen_person p = signature_person(&v, i);
        if (!(p.flags & PERSON_ONE_WORD)) add(&k, 3, p.full, 0), people++;
    }
    place_keys(&v, &k);
    for (uint32_t i = 0; i < BANDS && i * 2 + 1 < v.n_shingles; i++) {
        uint32_t a = load16(v.shingles + 4 * i), b = load16(v.shingles + 4 * i + 2);
        if (a && b) add(&k, 5, a << 16 | b, i);
    }
    return k.n;
}
