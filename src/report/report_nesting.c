/* Which attribution stands within which. After the relays that words tell of (report_relays.c), what is left hangs by place:
 * an attribution whose cue and words lie in what another says is within it, the innermost one first; where two share their
 * content, the one whose cue stands nearer to it is the inner ("..., the officer said, according to the warrant"). */
#include "report_nesting.h"
#include "report_cues.h"
#include <stdlib.h>

enum { NEAR = 100 /* attributions to either side, in text order, that can stand round one */ };

static const float SURE = 0.6f, SURER = 0.7f;

static bool in_one_of(span s, sayso_spans outer) {
    for (uint32_t i = 0; i < outer.n; i++)
        if (span_in(s, outer.at[i])) return true;
    return false;
}

bool nest_is_above(const struct report_work *w, uint32_t parent, uint32_t child) {
    for (int32_t i = (int32_t)child; i >= 0; i = w->attributions.at[i].within)
        if ((uint32_t)i == parent) return true;
    return false;
}

void nest_hang(struct report_work *w, uint32_t child, uint32_t parent) {
    if (w->attributions.at[child].within < 0 && !nest_is_above(w, child, parent))
        w->attributions.at[child].within = (int32_t)parent;
}

static uint32_t depth_of(const struct report_work *w, int32_t i) {
    uint32_t n = 0;
    while ((i = w->attributions.at[i].within) >= 0) n++;
    return n;
}

/* b's cue and most of its words lie in what a says. */
static bool says_inside(const sayso_attribution *a, const sayso_attribution *b) {
    return in_one_of(b->cue.at[0], a->content) && 2 * spans_shared(a->content, b->content) >= spans_len(b->content);
}
/* b speaks in the words that name a's source ("a report citing witnesses"). */
static bool names_inside(const sayso_attribution *a, const sayso_attribution *b) { return in_one_of(b->cue.at[0], a->source); }

static uint32_t gap(span a, span b) { return a.end <= b.beg ? b.beg - a.end : b.end <= a.beg ? a.beg - b.end : 0; }
static uint32_t cue_gap(const sayso_attribution *a) {
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < a->content.n; i++) {
        uint32_t g = gap(a->cue.at[0], a->content.at[i]);
        if (g < least) least = g;
    }
    return least;
}

/* Both say the same words in one sentence, and b is the inner one. */
static bool shares_inside(const struct report_work *w, const sayso_attribution *a, const sayso_attribution *b) {
    uint32_t both = spans_shared(a->content, b->content), of_a = spans_len(a->content), of_b = spans_len(b->content);
    if (!both || !a->source.n || !b->source.n || spans_shared(a->source, b->source) || spans_shared(a->cue, b->cue)) return false;
    uint32_t ta = report_token_at(w, a->cue.at[0].beg), tb = report_token_at(w, b->cue.at[0].beg);
    if (w->tokens[ta].sentence != w->tokens[tb].sentence && w->tokens[ta].block != w->tokens[tb].block) return false;
    if (2 * both < of_b || 2 * both < of_a) return false;
    return cue_gap(b) < cue_gap(a) || (cue_gap(b) == cue_gap(a) && b->cue.at[0].beg < a->cue.at[0].beg);
}

/* The better parent of two: the smaller content, then the deeper one. */
static bool closer(const struct report_work *w, uint32_t i, uint32_t best) {
    uint32_t a = spans_len(w->attributions.at[i].content), b = spans_len(w->attributions.at[best].content);
    if (a + a / 10 < b || b + b / 10 < a) return a < b;
    return depth_of(w, (int32_t)i) > depth_of(w, (int32_t)best);
}

typedef bool (*test)(const struct report_work *w, uint32_t outer, uint32_t inner);
static bool by_place(const struct report_work *w, uint32_t outer, uint32_t inner) {
    return says_inside(&w->attributions.at[outer], &w->attributions.at[inner]);
}
static bool by_source(const struct report_work *w, uint32_t outer, uint32_t inner) {
    return names_inside(&w->attributions.at[outer], &w->attributions.at[inner]);
}
static bool by_sharing(const struct report_work *w, uint32_t outer, uint32_t inner) {
    return shares_inside(w, &w->attributions.at[outer], &w->attributions.at[inner]);
}

/* "Covelli, who said": the same one speaks again; that is beside, not within. */
static bool speaks_again(const struct report_work *w, uint32_t outer, uint32_t inner) {
    struct range a = nest_hull(w, w->attributions.at[outer].source), b = nest_hull(w, w->attributions.at[inner].source);
    return b.end == b.beg + 1 && report_token_is(w, b.beg, "who") && a.beg < b.beg && a.end + 2 >= b.beg;
}

static void hang_all(struct report_work *w, test is_within) {
    for (uint32_t b = 0; b < w->attributions.n; b++) {
        int32_t best = -1;
        if (w->attributions.at[b].within >= 0) continue;
        uint32_t beg = b > NEAR ? b - NEAR : 0, end = b + NEAR < w->attributions.n ? b + NEAR : w->attributions.n;
        for (uint32_t a = beg; a < end; a++)
            if (a != b && is_within(w, a, b) && !speaks_again(w, a, b) && !nest_is_above(w, b, a) &&
                (best < 0 || closer(w, a, (uint32_t)best)))
                best = (int32_t)a;
        if (best >= 0) nest_hang(w, b, (uint32_t)best);
    }
}

/* ---- order ------------------------------------------------------------------------------------------------------- */
struct place {
    uint32_t beg, index;
};
static int by_beg(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->beg != y->beg) return x->beg < y->beg ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* Into the order of their first cue or content byte, the links with them. */
static sayso_code sort(struct report_work *w) {
    uint32_t n = w->attributions.n;
    struct place *order = ARENA_ARRAY(w->scratch, struct place, n);
    sayso_attribution *sorted = ARENA_ARRAY(w->arena, sayso_attribution, n);
    int32_t *now = ARENA_ARRAY(w->scratch, int32_t, n);
    if (!order || !sorted || !now) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_attribution *a = &w->attributions.at[i];
        uint32_t cue = a->cue.at[0].beg, content = a->content.at[0].beg;
        order[i] = (struct place){cue < content ? cue : content, i};
    }
    qsort(order, n, sizeof *order, by_beg);
    for (uint32_t i = 0; i < n; i++) now[order[i].index] = (int32_t)i;
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = w->attributions.at[order[i].index];
        if (sorted[i].within >= 0) sorted[i].within = now[sorted[i].within];
    }
    w->attributions.at = sorted;
    w->attributions.size = n;
    return SAYSO_OK;
}

/* ---- what is too unsure ------------------------------------------------------------------------------------------ */
/* Those read with less than SURE (without a source of the model's or a rule's: SURER) that hold no other go, unless they
 * have a source and stand in another. Inside what somebody says the model is less sure by its training, and a lower bar finds
 * more that is right; the bars are where F1 is best on PolNeAR's development texts. */
/* "according to" says nothing else. */
static bool is_plain(const struct report_work *w, const sayso_attribution *a) {
    uint32_t beg, end;
    if (!a->cue.n || !a->source.n) return false;
    report_tokens_in(w, a->cue.at[0], &beg, &end);
    return beg < end && report_words_are(w, beg, "according to");
}

static sayso_code drop_unsure(struct report_work *w) {
    uint32_t n = 0, all = w->attributions.n;
    int32_t *now = ARENA_ARRAY(w->scratch, int32_t, all);
    uint8_t *holds = arena_alloc(w->scratch, all);
    if (!now || !holds) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < all; i++)
        if (w->attributions.at[i].within >= 0) holds[w->attributions.at[i].within] = 1;
    for (uint32_t i = 0; i < all; i++) {
        const sayso_attribution *a = &w->attributions.at[i];
        bool unsure = (a->within < 0 || !a->source.n) && !holds[i] && a->score < (a->source.n ? SURE : SURER) && !is_plain(w, a);
        now[i] = unsure ? -1 : (int32_t)n;
        if (!unsure) w->attributions.at[n++] = *a;
    }
    w->attributions.n = n;
    for (uint32_t i = 0; i < n; i++)
        if (w->attributions.at[i].within >= 0) w->attributions.at[i].within = now[w->attributions.at[i].within];
    return SAYSO_OK;
}

sayso_code report_nesting(struct report_work *w) {
    sayso_code code = nest_lines(w);
    if (!code) code = nest_clauses(w);
    if (!code) code = nest_relays(w);
    if (!code) code = nest_marks(w);
    if (!code && !w->attributions.n) return SAYSO_OK;
    if (!code) code = sort(w);
    if (!code) {
        hang_all(w, by_source);
        hang_all(w, by_place);
        hang_all(w, by_sharing);
    }
    for (uint32_t i = 0; !code && i < w->attributions.n; i++)
        if (w->attributions.at[i].within >= 0) code = nest_own_subject(w, i);
    if (!code) code = drop_unsure(w);
    return code ? error_set(w->e, code, "report", 0, "out of memory") : SAYSO_OK;
}
