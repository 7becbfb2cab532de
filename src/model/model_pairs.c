/* Joining the windows' findings; scoring pairs of anchors over the text. */
#include "model_pairs.h"
#include "model_heads.h"

bool gathered_init(struct gathered *g, const struct model *m, const struct head *h, struct arena *scratch) {
    *g = (struct gathered){0};
    if (h->kind != HEAD_PAIR) return true;
    const size_t room = PAIR_REACH + (size_t)m->shape.window;
    g->kept = ARENA_ARRAY(scratch, float, room *(size_t)h->stride);
    g->kept_at = ARENA_ARRAY(scratch, uint32_t, room);
    return g->kept && g->kept_at;
}

/* Puts (anchor, logit) into the falling list best[PAIR_BEST]. */
static void insert(struct pair *best, int32_t anchor, float logit) {
    int i = PAIR_BEST;
    while (i > 0 && (best[i - 1].anchor < 0 || logit > best[i - 1].logit)) i--;
    if (i == PAIR_BEST) return;
    memmove(best + i + 1, best + i, (size_t)(PAIR_BEST - 1 - i) * sizeof *best);
    best[i] = (struct pair){anchor, logit};
}

/* Of one anchor: scores [n_t] of kept anchors [from, from + n_t), of which the anchor itself is number `self`. */
static bool put_best(struct gathered *g, struct arena *arena, const float *scores, uint32_t from, uint32_t self, uint32_t first) {
    struct pair best[PAIR_BEST];
    for (int i = 0; i < PAIR_BEST; i++) best[i] = (struct pair){-1, 0};
    const uint32_t reach = self > PAIR_REACH ? self - PAIR_REACH : 0;
    for (uint32_t t = reach > from ? reach : from; t < self; t++) insert(best, (int32_t)(first + t), scores[t - from]);
    if (!VEC_PUSH(arena, g->none, scores[self - from])) return false;
    for (int i = 0; i < PAIR_BEST; i++)
        if (!VEC_PUSH(arena, g->best, best[i])) return false;
    return true;
}

/* Scores a window's anchors, the last `n` kept; the first kept is number `first` of the text's anchors. */
static bool score_pairs(struct gathered *g, const struct reading *r, const struct head *h, struct model_work *w,
                        struct arena *arena, const float *a, uint32_t n, uint32_t first) {
    const size_t k = (size_t)h->stride;
    for (uint32_t i = 0; i < n; i += ANCHOR_BATCH) {
        const uint32_t n_a = n - i < ANCHOR_BATCH ? n - i : ANCHOR_BATCH, self = g->n_kept - n + i;
        const uint32_t from = self > PAIR_REACH ? self - PAIR_REACH : 0, n_t = self + n_a - from;
        heads_targets(r->m, h, g->kept + from * k, g->kept_at + from, (int)n_t, &w->targets);
        heads_pair(r->m, h, a + i * k, g->kept_at + self, (int)n_a, &w->targets, w->turned, w->pairs);
        for (uint32_t j = 0; j < n_a; j++)
            if (!put_best(g, arena, w->pairs + (size_t)j * (size_t)w->targets.stride, from, self + j, first)) return false;
    }
    return true;
}

static bool add_pairs(struct gathered *g, const struct reading *r, const struct head *h, struct model_work *w,
                      struct arena *arena, const struct role_result *found) {
    const size_t k = (size_t)h->stride;
    const uint32_t first = g->anchor.n - found->n - g->n_kept;
    memcpy(g->kept + g->n_kept * k, found->b, found->n * k * sizeof(float));
    memcpy(g->kept_at + g->n_kept, found->anchor, found->n * sizeof *found->anchor);
    g->n_kept += found->n;
    if (!score_pairs(g, r, h, w, arena, found->a, found->n, first)) return false;
    const uint32_t drop = g->n_kept > PAIR_REACH ? g->n_kept - PAIR_REACH : 0;
    g->n_kept -= drop;
    memmove(g->kept, g->kept + drop * k, g->n_kept * k * sizeof(float));
    memmove(g->kept_at, g->kept_at + drop, g->n_kept * sizeof *g->kept_at);
    return true;
}

bool gathered_add(struct gathered *g, const struct reading *r, const struct head *h, struct model_work *w, struct arena *arena,
                  const struct role_result *found) {
    const uint32_t first = g->anchor.n, per_anchor = h->kind == HEAD_PICK ? h->n_labels : 0;
    for (uint32_t i = 0; i < found->n; i++) {
        const uint32_t piece = found->anchor[i];
        const float p = h->anchors == ANCHOR_WORDS ? 1.0f : r->taggers[h->anchors].p[piece];
        if (!VEC_PUSH(arena, g->anchor, piece) || !VEC_PUSH(arena, g->anchor_p, p)) return false;
    }
    for (uint32_t i = 0; i < found->n * per_anchor; i++)
        if (!VEC_PUSH(arena, g->target, found->target[i]) || !VEC_PUSH(arena, g->p, found->p[i])) return false;
    for (uint32_t i = 0; i < found->spans.n; i++) {
        struct role_span s = found->spans.at[i];
        s.anchor += first;
        if (!VEC_PUSH(arena, g->spans, s)) return false;
    }
    return h->kind != HEAD_PAIR || !found->n || add_pairs(g, r, h, w, arena, found);
}
