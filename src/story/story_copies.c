/* Whose words a report repeats (wire copy, syndication): docs/INDEPENDENCE.md, "Copies".
 *
 * Fingerprints lead to candidates: an index keeps, for each, the earliest reports that have it. The few that share most are
 * compared word by word. Each report looks at a bounded number of others, so that ten thousand cost ten thousand times one. */
#include "story_shingles.h"
#include <stdlib.h>

/* COPY_SHARE: what is left of a wire story in an outlet that cuts its end, writes a lead of its own and adds a paragraph or two
 * is more than six words in ten of what it prints; reports that were written apart and quote the same statement share less
 * than four in ten. COPY_WORDS: below that it is a flash that any two desks may word alike. */
static const double COPY_SHARE = 0.6, QUOTED_SHARE = 0.05, AS_GOOD = 0.1;
enum { COPY_WORDS = 30, RUN_WORDS = 8, MOST_HOLDERS = 8, MOST_CANDIDATES = 6 };

struct posting { /* reports that have a fingerprint, earliest first */
    uint32_t holder[MOST_HOLDERS];
    uint32_t n;
};
struct copies {
    struct story_work *w;
    struct shingles *of;           /* [report] */
    struct hash_table *shingle_at; /* [report] shingle -> its first place; made when first compared with (size 0: not yet) */
    struct hash_table index;       /* fingerprint -> posting */
    VEC(struct posting) postings;
    uint32_t *shared, *touched; /* [report] counts, and which are not 0 */
    uint32_t n_touched;
    bool *mark; /* scratch for words: [longest report] */
};

static uint32_t by_shared(const struct copies *c, uint32_t *best) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_touched; i++) {
        uint32_t r = c->touched[i], k = n;
        while (k > 0 && (c->shared[r] > c->shared[best[k - 1]] || (c->shared[r] == c->shared[best[k - 1]] && r < best[k - 1])))
            k--;
        if (k == MOST_CANDIDATES) continue;
        if (n < MOST_CANDIDATES) n++;
        memmove(best + k + 1, best + k, (n - k - 1) * sizeof *best);
        best[k] = r;
    }
    return n;
}

/* Earlier reports that share the most fingerprints with this one. */
static uint32_t candidates(struct copies *c, uint32_t report, uint32_t best[MOST_CANDIDATES]) {
    const struct shingles *s = &c->of[report];
    c->n_touched = 0;
    for (uint32_t i = 0; i < s->n_fingerprints; i++) {
        const uint32_t *at = hash_table_get(&c->index, s->fingerprints[i]);
        const struct posting *p = at ? &c->postings.at[*at] : NULL;
        for (uint32_t k = 0; p && k < p->n; k++)
            if (!c->shared[p->holder[k]]++) c->touched[c->n_touched++] = p->holder[k];
    }
    uint32_t n = by_shared(c, best);
    for (uint32_t i = 0; i < c->n_touched; i++) c->shared[c->touched[i]] = 0;
    return n;
}

static const struct hash_table *table_of(struct copies *c, uint32_t report) {
    struct hash_table *t = &c->shingle_at[report];
    if (t->size) return t;
    const struct shingles *s = &c->of[report];
    if (!hash_table_init(t, c->w->scratch, s->n)) return NULL;
    for (uint32_t i = 0; i < s->n; i++) {
        bool fresh;
        if (!hash_table_put(t, s->at[i], i, &fresh)) return NULL;
    }
    return t;
}

/* Marks the words of a report that stand in another one in runs of RUN_WORDS or more; *n: how many. */
static sayso_code mark_words(struct copies *c, uint32_t report, uint32_t other, uint32_t *n) {
    const struct shingles *s = &c->of[report];
    const struct hash_table *there = table_of(c, other);
    if (!there) return SAYSO_NOMEM;
    memset(c->mark, 0, s->n_words);
    *n = 0;
    for (uint32_t i = 0, end; i < s->n; i = end + 1) {
        for (end = i; end < s->n && hash_table_get(there, s->at[end]); end++) {
        }
        uint32_t run = end > i ? end - i + SHINGLE_WORDS - 1 : 0;
        if (run < RUN_WORDS) continue;
        for (uint32_t k = i; k < i + run; k++) *n += !c->mark[k], c->mark[k] = true;
    }
    return SAYSO_OK;
}

/* The passages that c->mark tells, as spans of the text. */
static sayso_code keep_passages(struct copies *c, uint32_t report) {
    const struct shingles *s = &c->of[report];
    VEC(sayso_span) at = {0};
    for (uint32_t i = 0, end; i < s->n_words; i = end + 1) {
        for (end = i; end < s->n_words && c->mark[end]; end++) {
        }
        if (end > i && !VEC_PUSH(c->w->scratch, at, span_of(s->words[i].at.beg, s->words[end - 1].at.end))) return SAYSO_NOMEM;
    }
    c->w->passages[report] = (sayso_spans){at.at, at.n};
    return SAYSO_OK;
}

/* Of the candidates the one whose words it repeats: the one with the largest share; of those nearly as good, one that is no copy
 * itself, then the earliest. */
static sayso_code settle(struct copies *c, uint32_t report, const uint32_t *candidate, uint32_t n) {
    sayso_story_report *me = &c->w->reports.at[report];
    double share[MOST_CANDIDATES], top = 0;
    uint32_t words[MOST_CANDIDATES], of = c->of[report].n_words, best = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        sayso_code code = mark_words(c, report, candidate[i], &words[i]);
        if (code) return code;
        share[i] = of ? (double)words[i] / of : 0;
        if (share[i] > top) top = share[i];
    }
    if (top < QUOTED_SHARE) return SAYSO_OK;
    double least = top - AS_GOOD > COPY_SHARE ? top - AS_GOOD : top < COPY_SHARE ? top : COPY_SHARE;
    for (int originals = 1; originals >= 0 && best == UINT32_MAX; originals--)
        for (uint32_t i = 0; i < n; i++) {
            bool is_copy = c->w->reports.at[candidate[i]].copy_of >= 0;
            if (share[i] < least || (originals && is_copy)) continue;
            if (best == UINT32_MAX || candidate[i] < candidate[best]) best = i;
        }
    me->words_of = (int32_t)candidate[best], me->copied = (float)share[best];
    if (share[best] >= COPY_SHARE && words[best] >= COPY_WORDS) me->copy_of = me->words_of;
    sayso_code code = mark_words(c, report, candidate[best], &words[best]);
    return code ? code : keep_passages(c, report);
}

static bool holds(const struct posting *p, uint32_t report) {
    for (uint32_t i = 0; i < p->n; i++)
        if (p->holder[i] == report) return true;
    return false;
}

/* Puts a report's fingerprints into the index; a copy's only where its original has them not. */
static sayso_code enter(struct copies *c, uint32_t report) {
    const struct shingles *s = &c->of[report];
    int32_t original = c->w->reports.at[report].copy_of;
    for (uint32_t i = 0; i < s->n_fingerprints; i++) {
        bool fresh;
        uint32_t *at = hash_table_put(&c->index, s->fingerprints[i], c->postings.n, &fresh);
        if (!at) return SAYSO_NOMEM;
        if (fresh && !VEC_PUSH(c->w->scratch, c->postings, ((struct posting){{0}, 0}))) return SAYSO_NOMEM;
        struct posting *p = &c->postings.at[*at];
        if (p->n == MOST_HOLDERS || (original >= 0 && holds(p, (uint32_t)original))) continue;
        p->holder[p->n++] = report;
    }
    return SAYSO_OK;
}

static sayso_code prepare(struct copies *c) {
    struct story_work *w = c->w;
    uint32_t longest = 0;
    c->of = ARENA_ARRAY(w->scratch, struct shingles, w->n);
    c->shingle_at = ARENA_ARRAY(w->scratch, struct hash_table, w->n);
    c->shared = ARENA_ARRAY(w->scratch, uint32_t, w->n);
    c->touched = ARENA_ARRAY(w->scratch, uint32_t, w->n);
    w->passages = ARENA_ARRAY(w->scratch, sayso_spans, w->n);
    if (!c->of || !c->shingle_at || !c->shared || !c->touched || !w->passages) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        sayso_code code = shingles_make(story_record(w, i), w->scratch, w->scratch, &c->of[i]);
        if (code) return code;
        if (c->of[i].n_words > longest) longest = c->of[i].n_words;
    }
    c->mark = ARENA_ARRAY(w->scratch, bool, longest + 1);
    return c->mark && hash_table_init(&c->index, w->scratch, 1024) ? SAYSO_OK : SAYSO_NOMEM;
}

sayso_code story_copies(struct story_work *w) {
    struct copies c = {.w = w};
    sayso_code code = prepare(&c);
    for (uint32_t i = 0; i < w->n && !code; i++) {
        uint32_t best[MOST_CANDIDATES + 1], n = candidates(&c, i, best);
        code = settle(&c, i, best, n);
        if (!code) code = enter(&c, i);
    }
    return code;
}
