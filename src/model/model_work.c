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

static size_t cut_up(struct model_work *w, const struct model *m, char *base) {
    const size_t s = (size_t)m->shape.window + 2, hidden = (size_t)m->shape.hidden, ffn = (size_t)m->shape.ffn;
    const size_t padded = (s + 15) & ~(size_t)15, d = hidden / (size_t)m->shape.heads;
    struct attention *a = &w->attention;
    size_t tags = 1, width = 1, roles = 1, used = 0;
    for (uint32_t i = 0; i < m->n_heads; i++) {
        const struct head *h = &m->heads[i];
        if (h->kind == HEAD_TAGGER)
            tags = most(tags, h->n_labels);
        else
            roles = most(roles, h->n_labels), width = most(width, (size_t)h->width);
    }
    w->x = take(base, &used, s * hidden, sizeof(float));
    w->y = take(base, &used, s * hidden, sizeof(float));
    w->wide = take(base, &used, s * most(3 * hidden, ffn), sizeof(float));
    w->mixed = take(base, &used, s * hidden, sizeof(float));
    w->probs = take(base, &used, ATTENTION_ROWS * padded, sizeof(float));
    a->q = take(base, &used, s * d, 1);
    a->k = take(base, &used, s * d, 1);
    a->v = take(base, &used, s * d, 1);
    a->k_scale = take(base, &used, padded, sizeof(float));
    a->k_sum = take(base, &used, padded, sizeof(float));
    a->k_mean = take(base, &used, d, sizeof(float));
    a->v_scale = take(base, &used, d, sizeof(float));
    a->probs = take(base, &used, 2 * ATTENTION_ROWS * padded, 1);
    a->part = take(base, &used, ATTENTION_ROWS, sizeof(float));
    a->acc = take(base, &used, 2 * ATTENTION_ROWS * d, sizeof(int32_t));
    w->q = take(base, &used, s * most(hidden, ffn), 1);
    w->quant = take(base, &used, s, sizeof *w->quant);
    w->tags = take(base, &used, s * tags, sizeof(float));
    w->anchors = take(base, &used, ANCHOR_BATCH * width, sizeof(float));
    w->turned = take(base, &used, ANCHOR_BATCH * width, sizeof(float));
    w->targets = take(base, &used, s * width, sizeof(float));
    w->pairs = take(base, &used, roles * ANCHOR_BATCH * most(s, PAIR_REACH + ANCHOR_BATCH), sizeof(float));
    w->emit = take(base, &used, s * roles * 2, sizeof(float));
    w->back = take(base, &used, s * roles * 2, 1);
    w->path = take(base, &used, s, 1);
    w->words = take(base, &used, s, sizeof *w->words);
    w->list = take(base, &used, s, sizeof *w->list);
    return used;
}

struct model_work *model_work_new(const struct model *m) {
    struct model_work *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    arena_init(&w->arena, 0);
    w->block = aligned_alloc(64, cut_up(w, m, NULL));
    if (!w->block) {
        free(w);
        return NULL;
    }
    cut_up(w, m, w->block);
    return w;
}

void model_work_free(struct model_work *w) {
    if (!w) return;
    arena_release(&w->arena);
    free(w->block);
    free(w);
}
