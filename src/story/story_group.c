/* Which reports tell of the same incident. Reports that share a blocking key are compared; what hangs together by likely pairs
 * is a block; inside a block, average-link clustering on the log odds of all its pairs, each report or bonded set of reports on
 * its own at the start, so that nothing joined earlier is kept together by mere history. The order of input plays no part: all
 * is done in the order of the signatures' bytes. */
#include "story_group_work.h"
#include <stdlib.h>

/* ---- order ------------------------------------------------------------------------------------------------------- */
struct ordered {
    struct signature s;
    uint32_t index;
};

static int by_bytes(const void *a, const void *b) {
    const struct ordered *x = a, *y = b;
    int c = (x->s.n > y->s.n) - (x->s.n < y->s.n);
    if (!c) c = memcmp(x->s.bytes, y->s.bytes, x->s.n);
    return c ? c : (x->index > y->index) - (x->index < y->index);
}

/* ---- pairs to compare -------------------------------------------------------------------------------------------- */
struct keyed {
    uint64_t key;
    uint32_t report;
};

static int by_key(const void *a, const void *b) {
    const struct keyed *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->report > y->report) - (x->report < y->report);
}

static int by_pair(const void *a, const void *b) {
    const struct group_pair *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* Each pair that shares a key, once. Of a key that very many share, each with its next KEY_NEIGHBOURS alone. */
static bool candidates(struct group_work *w) {
    struct keyed *k = ARENA_ARRAY(w->scratch, struct keyed, (size_t)w->n * SIGNATURE_MAX_KEYS + 1);
    if (!k) return false;
    uint64_t keys[SIGNATURE_MAX_KEYS];
    size_t n = 0;
    for (uint32_t i = 0; i < w->n; i++)
        for (uint32_t j = 0, m = signature_keys(w->s[i], keys); j < m; j++) k[n++] = (struct keyed){keys[j], i};
    if (n) qsort(k, n, sizeof *k, by_key);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && k[j].key == k[i].key; j++) continue;
        for (size_t a = i; a < j; a++)
            for (size_t b = a + 1; b < j && b - a <= KEY_NEIGHBOURS; b++)
                if (k[a].report != k[b].report &&
                    !VEC_PUSH(w->scratch, w->pairs, ((struct group_pair){k[a].report, k[b].report, 0})))
                    return false;
    }
    if (w->pairs.n) qsort(w->pairs.at, w->pairs.n, sizeof *w->pairs.at, by_pair);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->pairs.n; i++)
        if (!kept || by_pair(&w->pairs.at[kept - 1], &w->pairs.at[i])) w->pairs.at[kept++] = w->pairs.at[i];
    w->pairs.n = kept;
    return true;
}

static bool compare(struct group_work *w) {
    w->views = ARENA_ARRAY(w->scratch, struct signature_view, w->n + 1);
    if (!w->views) return false;
    for (uint32_t i = 0; i < w->n; i++)
        if (!signature_open(w->s[i], &w->views[i])) w->views[i] = (struct signature_view){.head = w->s[i].bytes};
    for (uint32_t i = 0; i < w->pairs.n; i++) w->pairs.at[i].score = group_score(w, w->pairs.at[i].a, w->pairs.at[i].b);
    return true;
}

float group_score(const struct group_work *w, uint32_t a, uint32_t b) {
    float f[N_PAIR_FEATURES];
    pair_features(&w->views[a], &w->views[b], f);
    double s = pair_score(f);
    return (float)(s > MOST_SCORE ? MOST_SCORE : s < LEAST_SCORE ? LEAST_SCORE : s);
}

/* ---- sets ----------------------------------------------------------------------------------------------------------- */
uint32_t group_root(uint32_t *up, uint32_t i) {
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
}

void group_join(uint32_t *up, uint32_t a, uint32_t b) {
    a = group_root(up, a), b = group_root(up, b);
    if (a < b)
        up[b] = a;
    else
        up[a] = b;
}

struct in_block {
    uint32_t block, report;
};

static int by_block(const void *a, const void *b) {
    const struct in_block *x = a, *y = b;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    return (x->report > y->report) - (x->report < y->report);
}

/* ---- bonds ------------------------------------------------------------------------------------------------------- */
/* The last bonds first; one that contradicts those is dropped. */
static bool settle(struct group_work *w, const struct story_bond *bonds, uint32_t n_bonds, const uint32_t *place) {
    w->together = ARENA_ARRAY(w->scratch, uint32_t, w->n + 1);
    if (!w->together) return false;
    for (uint32_t i = 0; i < w->n; i++) w->together[i] = i;
    for (uint32_t k = n_bonds; k-- > 0;) {
        if (bonds[k].a >= w->n || bonds[k].b >= w->n) continue;
        uint32_t a = group_root(w->together, place[bonds[k].a]), b = group_root(w->together, place[bonds[k].b]);
        if (a == b) continue;
        if (!bonds[k].together) {
            if (!VEC_PUSH(w->scratch, w->apart, ((struct group_pair){place[bonds[k].a], place[bonds[k].b], 0}))) return false;
            continue;
        }
        bool allowed = true;
        for (uint32_t i = 0; i < w->apart.n && allowed; i++) {
            uint32_t x = group_root(w->together, w->apart.at[i].a), y = group_root(w->together, w->apart.at[i].b);
            allowed = !((x == a && y == b) || (x == b && y == a));
        }
        if (allowed) group_join(w->together, a, b);
    }
    return true;
}

/* ---- blocks ------------------------------------------------------------------------------------------------------ */
/* Joins two sets, unless a bond keeps them apart. */
static void join_allowed(struct group_work *w, uint32_t *up, uint32_t a, uint32_t b) {
    a = group_root(up, a), b = group_root(up, b);
    for (uint32_t i = 0; i < w->apart.n && a != b; i++) {
        uint32_t x = group_root(up, w->apart.at[i].a), y = group_root(up, w->apart.at[i].b);
        if ((x == a && y == b) || (x == b && y == a)) return;
    }
    group_join(up, a, b);
}

/* The blocks that hang together by pairs of at least `least` and by bonds. One that is too large falls apart at a higher bar; at
 * the highest, where hardly a pair is wrong, what still hangs together is a story. */
static bool blocks(struct group_work *w, const uint32_t *members, uint32_t n, float least) {
    uint32_t *up = ARENA_ARRAY(w->scratch, uint32_t, w->n + 1);
    struct in_block *in = ARENA_ARRAY(w->scratch, struct in_block, n + 1);
    uint32_t *block = ARENA_ARRAY(w->scratch, uint32_t, n + 1);
    bool *inside = ARENA_ARRAY(w->scratch, bool, w->n + 1), highest = least >= MOST_SCORE;
    if (!up || !in || !block || !inside) return false;
    for (uint32_t i = 0; i < w->n; i++) up[i] = w->together[i];
    for (uint32_t i = 0; i < n; i++) inside[members[i]] = true;
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const struct group_pair *p = &w->pairs.at[i];
        if (p->score < least || !inside[p->a] || !inside[p->b]) continue;
        if (highest)
            join_allowed(w, up, p->a, p->b);
        else
            group_join(up, p->a, p->b);
    }
    for (uint32_t i = 0; i < n; i++) in[i] = (struct in_block){group_root(up, members[i]), members[i]};
    qsort(in, n, sizeof *in, by_block);
    for (uint32_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && in[j].block == in[i].block; j++) block[j - i] = in[j].report;
        if (j - i > MAX_BLOCK && highest)
            for (uint32_t k = 0; k < j - i; k++) w->group[block[k]] = block[0];
        else if (j - i > MAX_BLOCK ? !blocks(w, block, j - i, least + 1) : !group_cluster(w, block, j - i))
            return false;
    }
    return true;
}

sayso_code story_group(const struct signature *s, uint32_t n, const struct story_bond *bonds, uint32_t n_bonds,
                       struct arena *scratch, uint32_t *group) {
    struct group_work w = {.n = n, .scratch = scratch};
    struct ordered *o = ARENA_ARRAY(scratch, struct ordered, n + 1);
    struct signature *sorted = ARENA_ARRAY(scratch, struct signature, n + 1);
    uint32_t *place = ARENA_ARRAY(scratch, uint32_t, n + 1), *all = ARENA_ARRAY(scratch, uint32_t, n + 1);
    uint32_t *lowest = ARENA_ARRAY(scratch, uint32_t, n + 1);
    w.group = ARENA_ARRAY(scratch, uint32_t, n + 1);
    if (!o || !sorted || !place || !all || !lowest || !w.group) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < n; i++) o[i] = (struct ordered){s[i], i};
    qsort(o, n, sizeof *o, by_bytes);
    for (uint32_t i = 0; i < n; i++) sorted[i] = o[i].s, place[o[i].index] = i, w.group[i] = all[i] = i, lowest[i] = n;
    w.s = sorted;
    if (!settle(&w, bonds, n_bonds, place) || !candidates(&w) || !compare(&w) || !blocks(&w, all, n, BLOCK_SCORE))
        return SAYSO_NOMEM;
    for (uint32_t i = n; i-- > 0;) lowest[w.group[place[i]]] = i;
    for (uint32_t i = 0; i < n; i++) group[i] = lowest[w.group[place[i]]];
    return SAYSO_OK;
}
