/* Clusters one block of reports: average-link agglomeration on log odds. */
#include "story_group_work.h"
#include <math.h>

struct clustering {
    uint32_t n;     /* at the start */
    float *sum;     /* n x n: sums of the log odds between the members of two clusters; -INFINITY: kept apart */
    uint32_t *size; /* 0: merged into another */
    uint32_t *best; /* of each cluster, the one it is nearest to */
    float *best_mean;
};

static float mean(const struct clustering *c, uint32_t a, uint32_t b) {
    return c->sum[(size_t)a * c->n + b] / ((float)c->size[a] * (float)c->size[b]);
}

static void find_best(struct clustering *c, uint32_t a) {
    c->best[a] = a, c->best_mean[a] = -INFINITY;
    for (uint32_t b = 0; b < c->n; b++) {
        if (b == a || !c->size[b]) continue;
        float m = mean(c, a, b);
        if (m > c->best_mean[a]) c->best[a] = b, c->best_mean[a] = m;
    }
}

static void merge(struct clustering *c, uint32_t a, uint32_t b) {
    for (uint32_t k = 0; k < c->n; k++) {
        if (k == a || k == b || !c->size[k]) continue;
        c->sum[(size_t)a * c->n + k] = c->sum[(size_t)k * c->n + a] += c->sum[(size_t)b * c->n + k];
    }
    c->size[a] += c->size[b], c->size[b] = 0;
    for (uint32_t k = 0; k < c->n; k++) {
        if (!c->size[k]) continue;
        if (k == a || c->best[k] == a || c->best[k] == b)
            find_best(c, k);
        else if (k != a && mean(c, k, a) > c->best_mean[k])
            c->best[k] = a, c->best_mean[k] = mean(c, k, a);
    }
}

static void agglomerate(struct clustering *c, uint32_t *in) {
    for (uint32_t i = 0; i < c->n; i++) find_best(c, i);
    for (;;) {
        uint32_t a = 0;
        for (uint32_t i = 0; i < c->n; i++)
            if (c->size[i] && (!c->size[a] || c->best_mean[i] > c->best_mean[a])) a = i;
        if (!(c->best_mean[a] > JOIN_SCORE)) return;
        uint32_t b = c->best[a];
        if (b < a) {
            uint32_t t = a;
            a = b, b = t;
        }
        for (uint32_t i = 0; i < c->n; i++)
            if (in[i] == b) in[i] = a;
        merge(c, a, b);
    }
}

/* Bonded members are one from the start; `of` says which start each member is in, `first` gives a member of each. */
static uint32_t starts(struct group_work *w, const uint32_t *members, uint32_t n, uint32_t *of, uint32_t *first) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = group_root(w->together, members[i]);
        of[i] = k;
        /* members are in order and a root is the lowest of its set, so that it came before */
        for (uint32_t j = 0; root != members[i] && j < k; j++)
            if (group_root(w->together, first[j]) == root) of[i] = j;
        if (of[i] == k) first[k++] = members[i];
    }
    return k;
}

static int32_t member(const uint32_t *members, uint32_t n, uint32_t report) {
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (members[mid] < report)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && members[lo] == report ? (int32_t)lo : -1;
}

static bool prepare(struct group_work *w, const uint32_t *members, uint32_t n, const uint32_t *of, struct clustering *c) {
    c->sum = ARENA_ARRAY(w->scratch, float, (size_t)c->n * c->n + 1);
    c->size = ARENA_ARRAY(w->scratch, uint32_t, c->n + 1);
    c->best = ARENA_ARRAY(w->scratch, uint32_t, c->n + 1);
    c->best_mean = ARENA_ARRAY(w->scratch, float, c->n + 1);
    if (!c->sum || !c->size || !c->best || !c->best_mean) return false;
    for (uint32_t i = 0; i < n; i++) {
        c->size[of[i]]++;
        for (uint32_t j = 0; j < i; j++) {
            if (of[i] == of[j]) continue;
            float s = group_score(w, members[j], members[i]);
            c->sum[(size_t)of[i] * c->n + of[j]] += s, c->sum[(size_t)of[j] * c->n + of[i]] += s;
        }
    }
    for (uint32_t i = 0; i < w->apart.n; i++) {
        int32_t a = member(members, n, w->apart.at[i].a), b = member(members, n, w->apart.at[i].b);
        if (a < 0 || b < 0) continue;
        c->sum[(size_t)of[a] * c->n + of[b]] = c->sum[(size_t)of[b] * c->n + of[a]] = -INFINITY;
    }
    return true;
}

bool group_cluster(struct group_work *w, const uint32_t *members, uint32_t n) {
    if (n == 1) return true;
    uint32_t *of = ARENA_ARRAY(w->scratch, uint32_t, n + 1), *first = ARENA_ARRAY(w->scratch, uint32_t, n + 1);
    uint32_t *in = ARENA_ARRAY(w->scratch, uint32_t, n + 1);
    if (!of || !first || !in) return false;
    struct clustering c = {.n = starts(w, members, n, of, first)};
    if (!prepare(w, members, n, of, &c)) return false;
    for (uint32_t i = 0; i < c.n; i++) in[i] = i;
    agglomerate(&c, in);
    for (uint32_t i = 0; i < n; i++) w->group[members[i]] = first[in[of[i]]];
    return true;
}
