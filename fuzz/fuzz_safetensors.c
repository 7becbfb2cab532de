/* Fuzz target: weights files. What is accepted as safetensors has every tensor inside the file, found by its name; what is
 * accepted as a model can read a text, and what it finds lies inside the text. */
#include <assert.h>
#include <stdlib.h>
#include "model_net.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tensors(const struct weights *w) {
    for (uint32_t i = 0; i < w->n_tensors; i++) {
        const struct tensor *t = &w->tensors[i];
        assert(t->rank <= TENSOR_MAX_RANK && t->at + t->bytes <= w->size);
        assert((const unsigned char *)t->data == w->bytes + t->at);
        assert(weights_find(w, t->name) == t);
        assert(i == 0 || strcmp(w->tensors[i - 1].name, t->name) < 0);
    }
    for (uint32_t i = 0; i < w->n_meta; i++) assert(weights_meta(w, w->meta[i].key) != NULL);
    assert(!weights_find(w, "no such tensor") || w->n_tensors);
}

static void check_scores(const struct scores *s) {
    const uint32_t n = s->pieces.n;
    for (uint32_t i = 0; i < s->n_taggers; i++)
        for (uint32_t k = 0; k < n; k++) assert(s->taggers[i].label[k] < s->taggers[i].n_labels);
    for (uint32_t i = 0; i < s->n_paths; i++)
        for (uint32_t k = 0; k < s->paths[i].n_spans; k++) {
            const struct role_span *r = &s->paths[i].spans[k];
            assert(r->anchor < s->paths[i].n_anchors && r->role < s->paths[i].n_roles && r->beg < r->end && r->end <= n);
        }
    for (uint32_t i = 0; i < s->n_picks; i++)
        for (uint32_t k = 0; k < s->picks[i].n_anchors * s->picks[i].n_roles; k++) assert(s->picks[i].target[k] < n);
    for (uint32_t i = 0; i < s->n_pairs; i++)
        for (uint32_t k = 0; k < s->pairs[i].n_anchors * PAIR_BEST; k++)
            assert(s->pairs[i].best[k].anchor < (int32_t)(k / PAIR_BEST));
}

static void read_text(struct model *m) {
    static const char TEXT[] = "a. b aa\n\"a b\" baab .a\n\na a b b a a b aaaa b.";
    struct model_work *w = model_work_new(m);
    struct arena arena;
    struct scores s;
    sayso_error e;
    arena_init(&arena, 0);
    m->gemm = &gemm_plain; /* nothing to compile for each odd shape */
    if (w && model_read(m, &w, 1, &arena, TEXT, sizeof TEXT - 1, &s, &e) == SAYSO_OK) check_scores(&s);
    arena_release(&arena);
    model_work_free(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct weights w;
    sayso_error e = {0};
    void *bytes = aligned_alloc(64, (size + 64) & ~(size_t)63);
    if (!bytes) return 0;
    memcpy(bytes, data, size);
    if (weights_from(&w, bytes, size, &e) == SAYSO_OK) {
        check_tensors(&w);
        weights_release(&w);
        for (int compute = SAYSO_COMPUTE_FP32; compute <= SAYSO_COMPUTE_INT8; compute++) {
            struct model *m = model_from(bytes, size, (sayso_compute)compute, &e);
            if (m)
                read_text(m);
            else
                assert(e.code && e.message[0]);
            model_free(m);
        }
    } else {
        assert(e.code && e.message[0] && !w.tensors);
    }
    free(bytes);
    return 0;
}
