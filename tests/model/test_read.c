/* Reading a text with a tiny random model: pieces, features, windows, encoder, heads and decoding against what numpy made of
 * it (make_tiny.py). Every build of the numbers is run: plain, AVX2, AVX-512; loops and oneDNN; one thread and three. */
#include "test_model.h"

struct fixture {
    struct weights want;
    struct model *m;
    struct arena arena;
    struct scores s;
};

static const void *want(const struct fixture *f, const char *head, const char *what, uint32_t *n) {
    char name[64];
    snprintf(name, sizeof name, "%s%s%s", head, *head ? "." : "", what);
    const struct tensor *t = weights_find(&f->want, name);
    assert_non_null(t);
    if (n) *n = (uint32_t)t->shape[0];
    return t->data;
}

static void read_with(struct fixture *f, uint32_t n_threads) {
    struct model_work *work[3];
    sayso_error e = {0};
    uint32_t n;
    const char *text = want(f, "", "text", &n);
    for (int i = 0; i < 3; i++) assert_non_null(work[i] = model_work_new(f->m));
    arena_clear(&f->arena);
    assert_int_equal(model_read(f->m, work, n_threads, &f->arena, text, n, &f->s, &e), SAYSO_OK);
    for (int i = 0; i < 3; i++) model_work_free(work[i]);
}

static void check_pieces(const struct fixture *f) {
    const struct pieces *p = &f->s.pieces;
    uint32_t n;
    const int32_t *ids = want(f, "", "ids", &n), *beg = want(f, "", "beg", NULL), *end = want(f, "", "end", NULL);
    assert_int_equal(p->n, n);
    assert_memory_equal(p->id, ids, n * sizeof *ids);
    assert_memory_equal(p->first, want(f, "", "first", NULL), n);
    assert_memory_equal(p->kase, want(f, "", "case", NULL), n);
    assert_memory_equal(p->line, want(f, "", "line", NULL), n);
    assert_memory_equal(p->quote, want(f, "", "quote", NULL), n);
    for (uint32_t i = 0; i < n; i++) assert_true(p->at[i].beg == (uint32_t)beg[i] && p->at[i].end == (uint32_t)end[i]);
}

static void check_tagger(const struct fixture *f, const char *name) {
    const struct tagger_scores *t = scores_tagger(&f->s, name);
    const int32_t *label = want(f, name, "label", NULL);
    const float *prob = want(f, name, "p", NULL);
    const struct pieces *p = &f->s.pieces;
    assert_non_null(t);
    for (uint32_t w = 0; w < p->n_words; w++) {
        assert_int_equal(t->label[p->word[w]], label[w]);
        assert_close(t->p[p->word[w]], prob[w], 1e-4f);
    }
    for (uint32_t i = 1; i < p->n; i++) assert_true(p->first[i] || t->label[i] == t->label[i - 1]);
}

static void check_anchors(const struct fixture *f, const char *name, uint32_t n, const uint32_t *anchor) {
    uint32_t n_want;
    const int32_t *anchors = want(f, name, "anchors", &n_want);
    assert_int_equal(n, n_want);
    assert_memory_equal(anchor, anchors, n * sizeof *anchor);
}

static void check_path(const struct fixture *f, const char *name) {
    const struct path_scores *s = scores_path(&f->s, name);
    uint32_t n;
    const int32_t *spans = want(f, name, "spans", &n);
    assert_non_null(s);
    check_anchors(f, name, s->n_anchors, s->anchor);
    assert_int_equal(s->n_spans, n);
    for (uint32_t i = 0; i < n; i++, spans += 4) {
        assert_int_equal(s->spans[i].anchor, spans[0]);
        assert_int_equal(s->spans[i].role, spans[1]);
        assert_int_equal(s->spans[i].beg, spans[2]);
        assert_int_equal(s->spans[i].end, spans[3]);
        assert_true(s->spans[i].p > 0 && s->spans[i].p <= 1);
    }
}

static void check_pick(const struct fixture *f, const char *name) {
    const struct pick_scores *s = scores_pick(&f->s, name);
    assert_non_null(s);
    check_anchors(f, name, s->n_anchors, s->anchor);
    assert_memory_equal(s->target, want(f, name, "target", NULL), s->n_anchors * s->n_roles * sizeof *s->target);
    const float *p = want(f, name, "p", NULL);
    for (uint32_t i = 0; i < s->n_anchors * s->n_roles; i++) assert_close(s->p[i], p[i], 1e-4f);
}

static void check_pair(const struct fixture *f, const char *name) {
    const struct pair_scores *s = scores_pair(&f->s, name);
    const float *all = want(f, name, "scores", NULL);
    assert_non_null(s);
    check_anchors(f, name, s->n_anchors, s->anchor);
    for (uint32_t i = 0; i < s->n_anchors; i++) {
        const float *row = all + i * s->n_anchors;
        assert_close(s->none[i], row[i], 2e-4f);
        for (uint32_t k = 0; k < PAIR_BEST; k++) {
            const struct pair *b = &s->best[i * PAIR_BEST + k];
            assert_true((b->anchor < 0) == (k >= i));
            if (k >= i) continue;
            assert_in_range(b->anchor, 0, i - 1);
            assert_close(b->logit, row[b->anchor], 2e-4f);
            uint32_t better = 0; /* than the k-th: k of them, up to rounding */
            for (uint32_t t = 0; t < i; t++) better += row[t] > b->logit + 1e-3f;
            assert_true(better <= k);
        }
    }
}

static void check_all(const struct fixture *f) {
    check_pieces(f);
    check_tagger(f, "sent");
    check_tagger(f, "name");
    check_tagger(f, "kind");
    check_tagger(f, "mention");
    check_tagger(f, "cue");
    check_path(f, "attr");
    check_pick(f, "dep");
    check_pick(f, "extent");
    check_pair(f, "coref");
}

static void check_hidden(const struct fixture *f, float bound) {
    const struct pieces *p = &f->s.pieces;
    const float *hidden = want(f, "", "hidden", NULL);
    const int h = f->m->shape.hidden;
    struct model_work *w = model_work_new(f->m);
    double wrong = 0, size = 0;
    for (uint32_t i = 0; i < window_count(&f->m->shape, p->n); i++) {
        const struct window at = window_at(&f->m->shape, p->n, i);
        encoder_run(f->m, w, p, at.beg, at.end - at.beg);
        for (uint32_t t = at.own; t < at.own_end; t++)
            for (int k = 0; k < h; k++) {
                const double v = hidden[t * (uint32_t)h + (uint32_t)k],
                             d = w->x[(t - at.beg + 1) * (uint32_t)h + (uint32_t)k] - v;
                wrong += d * d;
                size += v * v;
            }
    }
    print_message("%s, %s, %s: hidden states differ by %.2e\n", f->m->ops->name, f->m->gemm->name, f->m->int8 ? "int8" : "fp32",
                  sqrt(wrong / size));
    assert_true(sqrt(wrong / size) <= bound);
    model_work_free(w);
}

static int set_up(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    sayso_error e = {0};
    char path[1024];
    if (weights_open(&f->want, test_path("tests/model/tiny_want.safetensors", path), &e)) fail_msg("%s", e.message);
    arena_init(&f->arena, 0);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *f = *state;
    arena_release(&f->arena);
    weights_release(&f->want);
    free(f);
    return 0;
}

static void test_fp32(void **state) {
    struct fixture *f = *state;
    const struct gemm *gemms[] = {&gemm_plain, &gemm_dnnl};
    const struct model_ops *ops[MODEL_OPS_BUILDS];
    const int n_ops = model_ops_all(ops);
    for (int g = 0; g < 2; g++)
        for (int o = 0; o < n_ops; o++) {
            f->m = test_open("tests/model/tiny.safetensors", SAYSO_COMPUTE_FP32, ops[o]);
            f->m->gemm = gemms[g];
            read_with(f, 1);
            check_all(f);
            check_hidden(f, 1e-4f);
            model_free(f->m);
        }
}

/* 8 bits are coarse for 32 random channels; with the trained weights' 384 they are not: test_vectors.c. */
static void test_int8(void **state) {
    struct fixture *f = *state;
    const struct model_ops *ops[MODEL_OPS_BUILDS];
    const int n_ops = model_ops_all(ops);
    for (int o = 0; o < n_ops; o++) {
        f->m = test_open("tests/model/tiny.safetensors", SAYSO_COMPUTE_INT8, ops[o]);
        read_with(f, 1);
        check_pieces(f);
        check_hidden(f, 0.08f);
        model_free(f->m);
    }
}

static void test_threads(void **state) {
    struct fixture *f = *state;
    f->m = test_open("tests/model/tiny.safetensors", SAYSO_COMPUTE_FP32, NULL);
    for (uint32_t n = 1; n <= 3; n++) {
        read_with(f, n);
        check_all(f);
    }
    model_free(f->m);
}

static void test_empty(void **state) {
    struct fixture *f = *state;
    struct model *m = test_open("tests/model/tiny.safetensors", SAYSO_COMPUTE_AUTO, NULL);
    struct model_work *w = model_work_new(m);
    sayso_error e = {0};
    assert_int_equal(model_read(m, &w, 1, &f->arena, " \n\t", 3, &f->s, &e), SAYSO_OK);
    assert_int_equal(f->s.pieces.n, 0);
    assert_int_equal(scores_path(&f->s, "attr")->n_anchors, 0);
    assert_null(scores_tagger(&f->s, "attr"));
    assert_int_equal(model_read(m, &w, 1, &f->arena, "x", 1, &f->s, &e), SAYSO_OK);
    assert_int_equal(f->s.pieces.n, 1);
    assert_int_equal(scores_pick(&f->s, "dep")->n_anchors, 1);
    model_work_free(w);
    model_free(m);
}

/* A text of many groups of windows keeps its memory bounded and its lists in order. */
static void test_long(void **state) {
    struct fixture *f = *state;
    struct model *m = test_open("tests/model/tiny.safetensors", SAYSO_COMPUTE_FP32, NULL);
    struct model_work *w = model_work_new(m);
    const uint32_t n = 20000;
    char *text = malloc(n);
    for (uint32_t i = 0; i < n; i++) text[i] = "the mayor said no.\n"[i % 19];
    sayso_error e = {0};
    assert_int_equal(model_read(m, &w, 1, &f->arena, text, n, &f->s, &e), SAYSO_OK);
    const struct pick_scores *dep = scores_pick(&f->s, "dep");
    assert_int_equal(dep->n_anchors, f->s.pieces.n_words);
    const struct pair_scores *coref = scores_pair(&f->s, "coref");
    for (uint32_t i = 1; i < coref->n_anchors; i++) {
        assert_true(coref->anchor[i] > coref->anchor[i - 1]);
        for (int k = 0; k < PAIR_BEST; k++) {
            const int32_t a = coref->best[i * PAIR_BEST + k].anchor;
            assert_true(a < (int32_t)i && (a >= 0 || k >= (int)i) && a >= (int32_t)i - PAIR_REACH);
        }
    }
    arena_clear(&f->arena);
    free(text);
    model_work_free(w);
    model_free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fp32),  cmocka_unit_test(test_int8), cmocka_unit_test(test_threads),
        cmocka_unit_test(test_empty), cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests_name("model_read", tests, set_up, tear_down);
}
