/* What agrees, what conflicts, what is superseded, denied or taken back. The rules (docs/STORY.md states them with examples):
 *   stale         a claim whose root says another, incompatible value later
 *   superseded    a value all of whose claims are stale, or one below a higher toll first said HOURS or a day after the lower was
 *                 last said
 *   conflicting   values that cannot both hold, neither superseded, each with a root that the other lacks; or a value that one
 *                 root states and another denies
 *   retracted     everybody who said it took it back; denied: nobody says it, somebody denies it
 *   corroborated  two roots or more; single_source one; unattributed none: only "it is said"
 * Superseded values stand in a fact of their own behind the slot's. Values that agree ("at least 2", "3") are no conflict. */
#include "story_agree.h"
#include "story_facts.h"
#include "story_when.h"
#include "story_work.h"
#include <stdlib.h>

enum { HOURS = 6, MOST_VALUES = 64 }; /* MOST_VALUES: compared with each other, the best supported ones */

struct said {                   /* a root says a value */
    int32_t root, value, claim; /* claim: of the value's */
    int32_t report;
    const char *at;
    bool corrects;
};
struct judged {
    struct story_work *w;
    sayso_story_fact *fact;
    sayso_story_value *values;
    uint32_t n;
    uint32_t *fresh;   /* [values] claims that are not stale */
    uint32_t *vouched; /* [values] claims that vouch */
    sayso_ids *bodies; /* [values] who is behind it, sorted */
    bool opposed;      /* its values contradict each other in words */
    bool *clashes;     /* [values] conflicts with another */
};

/* ---- time ------------------------------------------------------------------------------------------------------------- */
/* Whether b was said later than a: the one is over when the other begins. */
static bool is_later(const char *a, const char *b) {
    struct story_when x, y;
    return story_when(a, &x) && story_when(b, &y) && y.beg >= x.end;
}

/* Whether b came so long after a that a has had its time. */
static bool is_long_after(const char *a, const char *b) {
    struct story_when x, y;
    if (!story_when(a, &x) || !story_when(b, &y)) return false;
    bool days = x.end - x.beg >= STORY_DAY || y.end - y.beg >= STORY_DAY;
    return days ? y.beg >= x.end : y.beg - x.beg >= HOURS * (int64_t)STORY_HOUR;
}

/* Who a root speaks as: voices of one body are one. */
static int32_t body_of(const struct story_work *w, int32_t root) {
    uint32_t voice = root < 0 || !w->origins ? 0 : w->origins[root].voice;
    return voice ? (int32_t)(w->sources.n + voice) : root;
}

/* ---- stale claims ------------------------------------------------------------------------------------------------------- */
static int by_root_and_time(const void *a, const void *b) {
    const struct said *x = a, *y = b;
    if (x->root != y->root) return x->root < y->root ? -1 : 1;
    int c = story_when_compare(x->at, y->at);
    if (c) return c;
    if (x->report != y->report) return x->report < y->report ? -1 : 1;
    return (x->claim > y->claim) - (x->claim < y->claim);
}

static bool agree(const struct judged *j, int32_t a, int32_t b) {
    if (a == b) return true;
    if (j->opposed) return false;
    if (!story_slot_is_single(j->fact->slot)) return true;
    return j->values[a].kind != SAYSO_STORY_COUNT || story_counts_agree(&j->values[a].count, &j->values[b].count);
}

/* Counts for each value the claims that vouch and those that their roots still stand by. */
static bool find_stale(struct judged *j) {
    VEC(struct said) all = {0};
    for (uint32_t v = 0; v < j->n; v++)
        for (uint32_t i = 0; i < j->values[v].n_claims; i++) {
            const sayso_story_claim *c = &j->values[v].claims[i];
            if (!story_vouches(c)) continue;
            struct said s = {
                body_of(j->w, c->root), (int32_t)v, c->claim, c->report, c->said_at, c->stance == SAYSO_STANCE_CORRECTS};
            if (!VEC_PUSH(j->w->scratch, all, s)) return false;
            j->vouched[v]++;
        }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_root_and_time);
    for (uint32_t beg = 0, end; beg < all.n; beg = end) {
        for (end = beg; end < all.n && all.at[end].root == all.at[beg].root; end++) {
        }
        const struct said *last = &all.at[end - 1];
        for (uint32_t i = beg; i < end; i++) {
            const struct said *s = &all.at[i];
            bool old = s->root >= 0 && !agree(j, s->value, last->value) &&
                       (is_later(s->at, last->at) || (last->corrects && s->claim < last->claim && s->report == last->report));
            j->fresh[s->value] += !old;
        }
    }
    return true;
}

/* A higher toll that came long after this one was last said. */
static bool is_outgrown(const struct judged *j, uint32_t v) {
    for (uint32_t k = 0; k < j->n && k < MOST_VALUES; k++) {
        if (k == v || agree(j, (int32_t)v, (int32_t)k) || !j->values[k].roots.n || !j->fresh[k]) continue;
        bool higher = story_count_range(&j->values[k].count).low > story_count_range(&j->values[v].count).high;
        if (higher && is_long_after(j->values[v].last_said, j->values[k].first_said)) return true;
    }
    return false;
}

/* ---- statuses ------------------------------------------------------------------------------------------------------------ */
static bool has_id(sayso_ids ids, int32_t id) {
    for (uint32_t i = 0; i < ids.n; i++)
        if (ids.at[i] == id) return true;
    return false;
}

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The bodies behind a value, sorted. */
static bool find_bodies(struct judged *j, uint32_t v) {
    sayso_ids roots = j->values[v].roots;
    int32_t *at = ARENA_ARRAY(j->w->scratch, int32_t, roots.n + 1);
    if (!at) return false;
    for (uint32_t i = 0; i < roots.n; i++) at[i] = body_of(j->w, roots.at[i]);
    qsort(at, roots.n, sizeof *at, by_number);
    j->bodies[v] = (sayso_ids){at, roots.n};
    return true;
}

/* Whether a body of the one is not behind the other. */
static bool has_other(sayso_ids of, sayso_ids than) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < of.n; i++) {
        while (k < than.n && than.at[k] < of.at[i]) k++;
        if (k == than.n || than.at[k] != of.at[i]) return true;
    }
    return false;
}

/* What those do who do not vouch: deny, or take back what they said themselves. */
static sayso_fact_status against(const sayso_story_value *v) {
    uint32_t taken_back = 0;
    bool denied = false;
    for (uint32_t i = 0; i < v->n_claims; i++) {
        const sayso_story_claim *c = &v->claims[i];
        if (c->stance == SAYSO_STANCE_DENIES) denied |= v->roots.n != 1 || v->roots.at[0] != c->root;
        if (c->stance == SAYSO_STANCE_RETRACTS) taken_back += !v->roots.n || has_id(v->roots, c->root);
    }
    if (taken_back && v->roots.n <= taken_back) return SAYSO_FACT_RETRACTED;
    if (denied) return v->roots.n ? SAYSO_FACT_CONFLICTING : SAYSO_FACT_DENIED;
    return SAYSO_FACT_UNATTRIBUTED;
}

static sayso_fact_status support(const sayso_story_value *v) {
    return v->roots.n > 1 ? SAYSO_FACT_CORROBORATED : v->roots.n ? SAYSO_FACT_SINGLE_SOURCE : SAYSO_FACT_UNATTRIBUTED;
}

static void find_clashes(struct judged *j) {
    uint32_t n = j->n < MOST_VALUES ? j->n : MOST_VALUES;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++) {
            const sayso_story_value *x = &j->values[a], *y = &j->values[b];
            if (x->status == SAYSO_FACT_SUPERSEDED || y->status == SAYSO_FACT_SUPERSEDED || agree(j, (int32_t)a, (int32_t)b))
                continue;
            if (story_is_silence(x) || story_is_silence(y)) continue;
            if (x->status == SAYSO_FACT_RETRACTED || y->status == SAYSO_FACT_RETRACTED) continue;
            if (has_other(j->bodies[a], j->bodies[b]) && has_other(j->bodies[b], j->bodies[a]))
                j->clashes[a] = j->clashes[b] = true;
        }
}

static bool judge_values(struct judged *j) {
    if (!find_stale(j)) return false;
    for (uint32_t v = 0; v < j->n; v++)
        if (!find_bodies(j, v)) return false;
    for (uint32_t v = 0; v < j->n; v++) {
        sayso_story_value *x = &j->values[v];
        x->status = against(x);
        if (x->status == SAYSO_FACT_UNATTRIBUTED) x->status = support(x);
    }
    if (story_slot_is_single(j->fact->slot))
        for (uint32_t v = 0; v < j->n; v++)
            if (j->vouched[v] && (!j->fresh[v] || is_outgrown(j, v))) j->values[v].status = SAYSO_FACT_SUPERSEDED;
    find_clashes(j);
    for (uint32_t v = 0; v < j->n; v++)
        if (j->clashes[v]) j->values[v].status = SAYSO_FACT_CONFLICTING;
    return true;
}

/* ---- order, and superseded values apart ------------------------------------------------------------------------------------ */
static int better(const void *a, const void *b) {
    const sayso_story_value *x = a, *y = b;
    bool old_x = x->status == SAYSO_FACT_SUPERSEDED, old_y = y->status == SAYSO_FACT_SUPERSEDED;
    if (old_x != old_y) return old_x - old_y;
    if (x->kind == SAYSO_STORY_TIME || x->kind == SAYSO_STORY_PLACE) return 0; /* as weighed */
    if (x->roots.n != y->roots.n) return x->roots.n < y->roots.n ? 1 : -1;
    if (x->reports.n != y->reports.n) return x->reports.n < y->reports.n ? 1 : -1;
    int c = story_when_compare(y->last_said, x->last_said);
    return c;
}

/* Sorts values; those of equal worth stay in their order. */
static bool sort_values(struct arena *scratch, sayso_story_value *values, uint32_t n) {
    sayso_story_value *copy = ARENA_ARRAY(scratch, sayso_story_value, n + 1);
    if (!copy) return false;
    memcpy(copy, values, n * sizeof *copy);
    for (uint32_t width = 1; width < n; width *= 2) { /* merge sort, stable */
        for (uint32_t beg = 0; beg < n; beg += 2 * width) {
            uint32_t mid = beg + width < n ? beg + width : n, end = mid + width < n ? mid + width : n, a = beg, b = mid;
            for (uint32_t k = beg; k < end; k++)
                values[k] = a < mid && (b >= end || better(&copy[a], &copy[b]) <= 0) ? copy[a++] : copy[b++];
        }
        memcpy(copy, values, n * sizeof *copy);
    }
    return true;
}

/* The roots of all values that agree with the first: whether two of them stand for the fact. */
static sayso_fact_status status_of(const struct judged *j, uint32_t n) {
    for (uint32_t v = 0; v < n; v++)
        if (j->values[v].status == SAYSO_FACT_CONFLICTING) return SAYSO_FACT_CONFLICTING;
    if (!n) return SAYSO_FACT_SUPERSEDED;
    if (j->values[0].status != SAYSO_FACT_SINGLE_SOURCE || j->values[0].kind != SAYSO_STORY_COUNT) return j->values[0].status;
    for (uint32_t v = 1; v < n; v++)
        if (story_slot_is_single(j->fact->slot) && agree(j, 0, (int32_t)v) && has_other(j->bodies[v], j->bodies[0]))
            return SAYSO_FACT_CORROBORATED;
    return j->values[0].status;
}

static sayso_code judge(struct story_work *w, uint32_t fact) {
    struct judged j = {.w = w, .fact = &w->facts.at[fact], .n = w->facts.at[fact].n_values};
    j.values = (sayso_story_value *)(uintptr_t)j.fact->values;
    j.opposed = w->gathered->opposed.at[fact];
    j.fresh = ARENA_ARRAY(w->scratch, uint32_t, j.n + 1);
    j.vouched = ARENA_ARRAY(w->scratch, uint32_t, j.n + 1);
    j.clashes = ARENA_ARRAY(w->scratch, bool, j.n + 1);
    j.bodies = ARENA_ARRAY(w->scratch, sayso_ids, j.n + 1);
    if (!j.fresh || !j.vouched || !j.clashes || !j.bodies || !judge_values(&j) || !sort_values(w->scratch, j.values, j.n))
        return SAYSO_NOMEM;
    uint32_t n = 0;
    while (n < j.n && j.values[n].status != SAYSO_FACT_SUPERSEDED) n++;
    for (uint32_t v = 0; v < n; v++)
        if (!find_bodies(&j, v)) return SAYSO_NOMEM;
    j.fact->status = status_of(&j, n);
    if (!n || n == j.n) return SAYSO_OK;
    sayso_story_fact old = {j.fact->slot, j.fact->about, SAYSO_FACT_SUPERSEDED, j.values + n, j.n - n};
    j.fact->n_values = n;
    return VEC_PUSH(w->arena, w->facts, old) ? SAYSO_OK : SAYSO_NOMEM;
}

sayso_code story_status(struct story_work *w) {
    for (uint32_t i = 0, n = w->facts.n; i < n; i++) {
        sayso_code code = judge(w, i);
        if (code) return code;
    }
    return story_conflicts(w);
}
