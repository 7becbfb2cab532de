/* A thread's buffers: one block, cut up. */
#include "model_net.h"
#include <stdlib.h>

static size_t most(size_t a, size_t b) { return a > b ? a : b; }

/* With base NULL only counts. */
static void *take(char *base, size_t *used, size_t n, size_t item) {
    void *p = base ? base + *used : NULL;
    *used += (n * item + 63) & ~(size_t)63;
    return p;
}

struct sizes {
    size_t s, hidden, wide; /* positions; widths: of a state, of the widest row between */
    size_t tags, width;     /* strides: of the tagger with most labels, of the widest roles head */
    size_t roles, states;   /* of the roles head with most */
};

static struct sizes sizes_of(const struct model *m) {
    struct sizes n = {
        .s = (size_t)m->shape.window + 2, .hidden = (size_t)m->shape.hidden, .tags = 16, .width = 16, .roles = 1, .states = 16};
    n.wide = most(3 * n.hidden, (size_t)m->shape.ffn);
    for (uint32_t i = 0; i < m->n_heads; i++) {
        const struct head *h = &m->heads[i];
        if (h->kind == HEAD_TAGGER) {
            n.tags = most(n.tags, (size_t)h->stride);
            continue;
        }
        n.roles = most(n.roles, h->n_labels), n.width = most(n.width, (size_t)h->stride);
        n.states = most(n.states, h->state_stride);
    }
    return n;
}

static void cut_attention(struct model_work *w, const struct model *m, char *base, size_t *used) {
    const size_t s = (size_t)round16(m->shape.window + 2), d = (size_t)(m->shape.hidden / m->shape.heads);
    struct attention *a = &w->attention;
    a->q = take(base, used, s * d, 1);
    a->q_scale = take(base, used, s, sizeof(float));
    a->k_begin = take(base, used, s, sizeof *a->k_begin);
    a->rows = take(base, used, s * d, 1);
    a->k = take(base, used, s * d, 1);
    a->k_scale = take(base, used, s, sizeof(float));
    a->k_sum = take(base, used, s, sizeof(float));
    a->k_mean = take(base, used, d, sizeof(float));
    a->v = take(base, used, s * d, sizeof *a->v);
    a->v_scale = take(base, used, d, sizeof(float));
    a->probs = take(base, used, ATTENTION_ROWS_INT8 * s, sizeof *a->probs);
    a->part = take(base, used, ATTENTION_ROWS_INT8, sizeof(float));
}

static void cut_targets(struct targets *t, const struct sizes *n, char *base, size_t *used) {
    const size_t room = (most(n->s, PAIR_REACH + ANCHOR_BATCH) + 15) & ~(size_t)15;
    t->rows = take(base, used, room * n->width, 1);
    t->q = take(base, used, room * n->width, 1);
    t->scale = take(base, used, room, sizeof(float));
    t->sum = take(base, used, room, sizeof(float));
    t->anchor = take(base, used, ANCHOR_BATCH * n->width, 1);
    t->turned = take(base, used, ANCHOR_BATCH * n->width, 1);
    t->anchor_quant = take(base, used, ANCHOR_BATCH, sizeof *t->anchor_quant);
    t->turned_quant = take(base, used, ANCHOR_BATCH, sizeof *t->turned_quant);
}

static size_t cut_up(struct model_work *w, const struct model *m, char *base) {
    const struct sizes n = sizes_of(m);
    const size_t s = n.s, padded = (s + 15) & ~(size_t)15;
    size_t used = 0;
    w->x = take(base, &used, s * n.hidden, sizeof(float));
    w->y = take(base, &used, most(s, ANCHOR_BATCH) * n.hidden, sizeof(float));
    w->wide = take(base, &used, s * n.wide, sizeof(float));
    w->mixed = take(base, &used, s * n.hidden, sizeof(float));
    w->probs = take(base, &used, ATTENTION_ROWS * padded, sizeof(float));
    cut_attention(w, m, base, &used);
    w->q = take(base, &used, s * n.wide, 1);
    w->quant = take(base, &used, s, sizeof *w->quant);
    w->anchor_q = take(base, &used, ANCHOR_BATCH * n.hidden, 1);
    w->anchor_quant = take(base, &used, ANCHOR_BATCH, sizeof *w->anchor_quant);
    w->tags = take(base, &used, s * n.tags, sizeof(float));
    w->anchors = take(base, &used, ANCHOR_BATCH * n.width, sizeof(float));
    w->turned = take(base, &used, ANCHOR_BATCH * n.width, sizeof(float));
    w->b = take(base, &used, s * n.width, sizeof(float));
    cut_targets(&w->targets, &n, base, &used);
    w->pairs = take(base, &used, n.roles * ANCHOR_BATCH * most(padded, PAIR_REACH + ANCHOR_BATCH + 15), sizeof(float));
    w->emit = take(base, &used, s * n.states, sizeof(float));
    w->back = take(base, &used, s * n.states, 1);
    w->path = take(base, &used, s, 1);
    w->list = take(base, &used, s, sizeof *w->list);
    return used;
}

struct model_work *model_work_new(const struct model *m) {
    struct model_work *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    arena_init(&w->arena, 0);
    const size_t bytes = cut_up(w, m, NULL);
    w->block = calloc(1, bytes + 64); /* what pads rows is read, if not used */
    if (!w->block) {
        free(w);
        return NULL;
    }
    cut_up(w, m, (char *)w->block + (64 - (uintptr_t)w->block % 64));
    return w;
}

void model_work_free(struct model_work *w) {
    if (!w) return;
    arena_release(&w->arena);
    free(w->block);
    free(w);
}
