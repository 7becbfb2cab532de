/* One window: encoder, taggers, roles. */
#include "model_window.h"
#include "model_decode.h"
#include "model_heads.h"

/* ---- cutting ----------------------------------------------------------------------------------------------------- */
uint32_t window_count(const struct net_shape *s, uint32_t n) {
    const uint32_t window = (uint32_t)s->window, overlap = (uint32_t)s->overlap;
    if (n <= window) return n > 0;
    return (n - overlap + window - overlap - 1) / (window - overlap);
}

static struct window plain_window(const struct net_shape *s, uint32_t n, uint32_t k, uint32_t i) {
    if (k == 1) return (struct window){.beg = 0, .end = n};
    const uint64_t overlap = (uint64_t)s->overlap;
    const uint32_t length = (uint32_t)((n + (k - 1) * overlap + k - 1) / k); /* rounded up */
    const uint32_t size = length < n ? length : n;
    const uint32_t beg = (uint32_t)((uint64_t)i * (n - size) / (k - 1));
    return (struct window){.beg = beg, .end = beg + size};
}

/* The first piece that stands more central in the right window than in the left. */
static uint32_t border(struct window left, struct window right) { return (right.beg + left.end - 1) / 2 + 1; }

struct window window_at(const struct net_shape *s, uint32_t n, uint32_t i) {
    const uint32_t k = window_count(s, n);
    struct window w = plain_window(s, n, k, i);
    w.own = i ? border(plain_window(s, n, k, i - 1), w) : 0;
    w.own_end = i + 1 < k ? border(w, plain_window(s, n, k, i + 1)) : n;
    return w;
}

/* The first word that begins at or after a piece. */
static uint32_t word_from(const struct pieces *p, uint32_t piece) {
    uint32_t lo = 0, hi = p->n_words;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (p->word[mid] < piece)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* A piece's row of the encoder's states: [CLS] is row 0. */
static struct rows state(const struct reading *r, const struct model_work *w, const struct window *at, uint32_t piece) {
    const size_t row = piece - at->beg + 1, from = row * (size_t)r->m->shape.hidden;
    return (struct rows){w->x + from, w->q + from, w->quant + row};
}

/* ---- taggers ----------------------------------------------------------------------------------------------------- */
static void tag(const struct reading *r, struct model_work *w, const struct window *at, uint32_t head) {
    const struct head *h = &r->m->heads[head];
    struct tagger_scores *out = &r->taggers[head];
    const uint32_t labels = h->n_labels, end = word_from(r->p, at->own_end);
    const size_t stride = (size_t)h->stride;
    heads_tag(r->m, h, state(r, w, at, at->own), (int)(at->own_end - at->own), w->tags);
    for (uint32_t word = word_from(r->p, at->own); word < end; word++) {
        const uint32_t piece = r->p->word[word];
        const float *scores = w->tags + (size_t)(piece - at->own) * stride;
        if (r->emit[head]) memcpy(r->emit[head] + (size_t)word * stride, scores, stride * sizeof *scores);
        if (labels == 2) {
            out->p[piece] = decode_probability(scores, 2, 1);
            out->label[piece] = h->threshold >= 0 ? out->p[piece] >= h->threshold : scores[1] > scores[0];
        } else {
            out->label[piece] = (uint8_t)r->m->ops->best(scores, labels, &out->p[piece]);
        }
    }
}

/* ---- roles ------------------------------------------------------------------------------------------------------- */
/* The window's anchors for a head: first pieces it owns that the head's tagger marks. Returns how many. */
static uint32_t find_anchors(const struct reading *r, const struct head *h, const struct window *at, uint32_t *list) {
    uint32_t n = 0;
    const uint32_t end = word_from(r->p, at->own_end);
    for (uint32_t word = word_from(r->p, at->own); word < end; word++) {
        const uint32_t piece = r->p->word[word];
        if (h->anchors == ANCHOR_WORDS || r->taggers[h->anchors].label[piece]) list[n++] = piece;
    }
    return n;
}

/* For each anchor and role the best piece of the window. */
static void decode_pick(const struct model *m, const struct head *h, const struct model_work *w, const struct window *at,
                        struct role_result *out, uint32_t from, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t role = 0; role < h->n_labels; role++) {
            const size_t to = (size_t)(from + i) * h->n_labels + role;
            const float *scores = w->pairs + ((size_t)role * n + i) * (size_t)w->targets.stride;
            out->target[to] = at->beg + m->ops->best(scores, (uint32_t)w->targets.n, &out->p[to]);
        }
}

struct words { /* of a window: those whose first piece stands in it */
    uint32_t first, n;
};

/* The words of the anchor's line, counted from the window's first. */
static struct words line_of(const struct pieces *p, struct words in, uint32_t anchor) {
    uint32_t at = word_from(p, anchor) - in.first, beg = at, end = at + 1;
    while (beg > 0 && !p->line[p->word[in.first + beg]]) beg--;
    while (end < in.n && !p->line[p->word[in.first + end]]) end++;
    return (struct words){beg, end - beg};
}

/* Emissions [words, states' stride] of the i-th anchor of a batch of n, with what the head's rules bar. */
static void gather(const struct reading *r, const struct head *h, struct model_work *w, const struct window *at, struct words in,
                   uint32_t anchor, uint32_t i, uint32_t n) {
    const uint32_t labels = h->n_labels, states = h->n_states, stride = (uint32_t)w->targets.stride;
    const struct words line = line_of(r->p, in, anchor);
    for (uint32_t j = 0; j < in.n; j++) {
        const uint32_t piece = r->p->word[in.first + j];
        const bool outside = j < line.first || j >= line.first + line.n;
        float *emit = w->emit + (size_t)j * h->state_stride;
        for (uint32_t y = 0; y < labels; y++) {
            const bool barred = (h->confined[y] && outside) || (h->inside[y] && r->p->line[piece]) ||
                                (piece == anchor && h->own >= 0 && y != (uint32_t)h->own);
            emit[y] = w->pairs[((size_t)y * n + i) * stride + piece - at->beg] + (barred ? PATH_BARRED : 0);
        }
        if (states > labels) memcpy(emit + labels, emit, labels * sizeof *emit);
        for (uint32_t y = 0; y < labels && states > labels && j + 1 == in.n; y++) emit[y] += 100 * PATH_BARRED;
    }
}

/* Softmax over the labels of a word, as the head scored them. */
static float role_probability(const struct head *h, const struct model_work *w, uint32_t t, uint32_t i, uint32_t n,
                              uint32_t label) {
    float scores[MODEL_MAX_LABELS];
    for (uint32_t y = 0; y < h->n_labels; y++) scores[y] = w->pairs[((size_t)y * n + i) * (size_t)w->targets.stride + t];
    return decode_probability(scores, h->n_labels, label);
}

/* The spans of the labels in work->path. */
static bool put_spans(const struct reading *r, const struct head *h, struct model_work *w, const struct window *at,
                      struct words in, struct role_result *out, uint32_t anchor, uint32_t i, uint32_t n) {
    struct role_span open = {0};
    uint32_t n_words = 0; /* of the open span; 0: none is open */
    for (uint32_t j = 0; j <= in.n; j++) {
        const uint32_t label = j < in.n ? w->path[j] % h->n_labels : 0; /* of a state */
        const int role = j < in.n ? h->role[label] : -1;
        if (n_words && (role != open.role || h->begins[label])) {
            open.p /= (float)n_words;
            if (!VEC_PUSH(&w->arena, out->spans, open)) return false;
            n_words = 0;
        }
        if (role < 0) continue;
        const uint32_t word = in.first + j;
        if (!n_words) open = (struct role_span){.anchor = anchor, .role = (uint8_t)role, .beg = r->p->word[word]};
        n_words++;
        open.end = word + 1 < r->p->n_words ? r->p->word[word + 1] : r->p->n;
        open.p += role_probability(h, w, r->p->word[word] - at->beg, i, n, label);
    }
    return true;
}

static bool decode_roles(const struct reading *r, const struct head *h, struct model_work *w, const struct window *at,
                         struct role_result *out, uint32_t from, uint32_t n) {
    const uint32_t first = word_from(r->p, at->beg);
    const struct words in = {first, word_from(r->p, at->end) - first};
    for (uint32_t i = 0; i < n; i++) {
        gather(r, h, w, at, in, out->anchor[from + i], i, n);
        r->m->ops->path(w->emit, in.n, (int)h->n_states, (int)h->state_stride, h->steps, h->begin, w->back, w->path);
        if (!put_spans(r, h, w, at, in, out, from + i, i, n)) return false;
    }
    return true;
}

/* Projects a batch of anchors, as anchors and, where b is given, as targets. */
static void project_anchors(const struct reading *r, const struct head *h, struct model_work *w, const struct window *at,
                            const uint32_t *anchors, uint32_t n, float *a, float *b) {
    const size_t hidden = (size_t)r->m->shape.hidden;
    const struct rows gathered = {w->y, w->anchor_q, w->anchor_quant};
    for (uint32_t i = 0; i < n; i++) {
        const struct rows from = state(r, w, at, anchors[i]);
        memcpy(w->y + i * hidden, from.x, hidden * sizeof(float));
        if (!r->m->int8) continue;
        memcpy(w->anchor_q + i * hidden, from.q, hidden);
        w->anchor_quant[i] = *from.p;
    }
    heads_project(r->m, h, &h->a, gathered, (int)n, a);
    if (b) heads_project(r->m, h, &h->t, gathered, (int)n, b);
}

static bool reserve(const struct head *h, struct arena *arena, struct role_result *out) {
    const size_t n = out->n, roles = h->n_labels, width = (size_t)h->stride;
    if (h->kind == HEAD_PICK) {
        out->target = ARENA_ARRAY(arena, uint32_t, n * roles);
        out->p = ARENA_ARRAY(arena, float, n *roles);
        return out->target && out->p;
    }
    if (h->kind != HEAD_PAIR) return true;
    out->a = ARENA_ARRAY(arena, float, n *width);
    out->b = ARENA_ARRAY(arena, float, n *width);
    return out->a && out->b;
}

static bool read_roles(const struct reading *r, const struct head *h, struct model_work *w, const struct window *at,
                       struct role_result *out) {
    const uint32_t n_t = at->end - at->beg, k = (uint32_t)h->stride;
    *out = (struct role_result){.n = find_anchors(r, h, at, w->list)};
    if (!out->n) return true;
    out->anchor = ARENA_ARRAY(&w->arena, uint32_t, out->n);
    if (!out->anchor || !reserve(h, &w->arena, out)) return false;
    memcpy(out->anchor, w->list, out->n * sizeof *out->anchor);
    if (h->kind != HEAD_PAIR) {
        heads_project(r->m, h, &h->t, state(r, w, at, at->beg), (int)n_t, w->b);
        for (uint32_t t = 0; t < n_t; t++) w->list[t] = at->beg + t;
        heads_targets(r->m, h, w->b, w->list, (int)n_t, &w->targets);
    }
    for (uint32_t from = 0; from < out->n; from += ANCHOR_BATCH) {
        const uint32_t n = out->n - from < ANCHOR_BATCH ? out->n - from : ANCHOR_BATCH;
        const bool pair = h->kind == HEAD_PAIR;
        float *a = pair ? out->a + (size_t)from * k : w->anchors;
        project_anchors(r, h, w, at, out->anchor + from, n, a, pair ? out->b + (size_t)from * k : NULL);
        if (pair) continue;
        heads_pair(r->m, h, a, out->anchor + from, (int)n, &w->targets, w->turned, w->pairs);
        if (h->kind == HEAD_PICK)
            decode_pick(r->m, h, w, at, out, from, n);
        else if (!decode_roles(r, h, w, at, out, from, n))
            return false;
    }
    return true;
}

sayso_code window_read(const struct reading *r, struct model_work *w, const struct window *at, struct role_result *results) {
    encoder_run(r->m, w, r->p, at->beg, at->end - at->beg);
    for (uint32_t i = 0; i < r->m->n_heads; i++) /* taggers come first */
        if (r->m->heads[i].kind == HEAD_TAGGER)
            tag(r, w, at, i);
        else if (!read_roles(r, &r->m->heads[i], w, at, &results[i]))
            return SAYSO_NOMEM;
    return SAYSO_OK;
}
