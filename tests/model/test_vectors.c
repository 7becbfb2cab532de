/* The trained model against what PyTorch made of the same weights: tests/vectors, docs/MODEL.md, section 6. Floats within
 * 1e-4 of each tensor's norm; 8-bit integers give the same labels but for a few. SAYSO_MODEL and SAYSO_VECTORS name others. */
#include "test_model.h"
#include <dirent.h>
#include "model_decode.h"
#include "model_heads.h"

enum { MAX_VECTORS = 64 };

struct vectors {
    struct weights files[MAX_VECTORS];
    int n;
    struct model *fp32, *int8;
};

static bool set_path(char *out, const char *variable, const char *name) {
    const char *set = getenv(variable);
    if (set)
        snprintf(out, 1024, "%s", set);
    else
        test_path(name, out);
    return set;
}

static int set_up(void **state) {
    struct vectors *v = calloc(1, sizeof *v);
    char folder[1024], model[1024], file[2048];
    sayso_error e = {0};
    *state = v;
    set_path(folder, "SAYSO_VECTORS", "tests/vectors");
    set_path(model, "SAYSO_MODEL", "models/full.safetensors");
    DIR *d = opendir(folder);
    if (!d) return 0;
    for (const struct dirent *f; (f = readdir(d)) && v->n < MAX_VECTORS;) {
        if (!strstr(f->d_name, ".safetensors")) continue;
        snprintf(file, sizeof file, "%s/%s", folder, f->d_name);
        if (weights_open(&v->files[v->n++], file, &e)) fail_msg("%s: %s", file, e.message);
    }
    closedir(d);
    v->fp32 = model_open(model, SAYSO_COMPUTE_FP32, &e);
    if (!v->fp32) fail_msg("%s: %s", model, e.message);
    v->int8 = model_open(model, SAYSO_COMPUTE_INT8, &e);
    return 0;
}

static int tear_down(void **state) {
    struct vectors *v = *state;
    for (int i = 0; i < v->n; i++) weights_release(&v->files[i]);
    model_free(v->fp32);
    model_free(v->int8);
    free(v);
    return 0;
}

static const struct tensor *of(const struct weights *w, const char *name) {
    const struct tensor *t = weights_find(w, name);
    if (!t) fail_msg("the vectors lack %s", name);
    return t;
}

/* ||got - want|| / ||want|| over the n floats of a tensor */
static double distance(const float *got, const float *want, size_t n) {
    double wrong = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        const double d = (double)got[i] - (double)want[i];
        wrong += d * d;
        size += (double)want[i] * (double)want[i];
    }
    return sqrt(wrong / (size > 0 ? size : 1));
}

static struct pieces cut(const struct model *m, const struct weights *w, struct arena *a) {
    const struct tensor *text = of(w, "text");
    struct pieces p;
    sayso_error e = {0};
    assert_int_equal(model_pieces(m, a, text->data, (uint32_t)text->bytes, &p, &e), SAYSO_OK);
    return p;
}

static void test_pieces(void **state) {
    struct vectors *v = *state;
    for (int i = 0; i < v->n; i++) {
        const struct weights *w = &v->files[i];
        struct arena a;
        arena_init(&a, 0);
        const struct pieces p = cut(v->fp32, w, &a);
        const struct tensor *ids = of(w, "ids");
        const int32_t *id = ids->data, *beg = of(w, "beg")->data, *end = of(w, "end")->data;
        assert_int_equal(p.n + 2, ids->shape[0]);
        for (uint32_t k = 0; k < p.n; k++) {
            assert_int_equal(p.id[k], id[k + 1]);
            assert_int_equal(p.kase[k], ((const uint8_t *)of(w, "case")->data)[k + 1]);
            assert_int_equal(p.line[k], ((const uint8_t *)of(w, "line")->data)[k + 1]);
            assert_int_equal(p.quote[k], ((const uint8_t *)of(w, "quote")->data)[k + 1]);
            assert_true(p.at[k].beg == (uint32_t)beg[k] && p.at[k].end == (uint32_t)end[k]);
        }
        arena_release(&a);
    }
}

static struct rows states(const struct model_work *w) { return (struct rows){w->x, w->q, w->quant}; }

/* Scores [n, s, L] of a head for all pieces: of a tagger n is 1; of a roles head for the anchors the vectors name, in their order
 * of axes. */
static float *scores(const struct model *m, const struct head *h, struct model_work *w, const struct tensor *anchors, int s) {
    const int n = h->kind == HEAD_TAGGER ? 1 : (int)anchors->shape[0], hidden = m->shape.hidden, L = (int)h->n_labels;
    float *out = calloc((size_t)n * (size_t)s * h->n_labels, sizeof *out);
    uint32_t *at = calloc((size_t)s, sizeof *at), rows[ANCHOR_BATCH];
    assert_true(n <= ANCHOR_BATCH && out && at);
    if (h->kind == HEAD_TAGGER) {
        heads_tag(m, h, states(w), s, w->tags);
        for (int t = 0; t < s; t++) memcpy(out + t * L, w->tags + t * h->stride, (size_t)L * sizeof *out);
        free(at);
        return out;
    }
    for (int t = 0; t < s; t++) at[t] = (uint32_t)t;
    for (int i = 0; i < n; i++) {
        const struct rows all = states(w);
        rows[i] = (uint32_t)((const int32_t *)anchors->data)[i];
        const struct rows one = {all.x + rows[i] * (size_t)hidden, all.q + rows[i] * (size_t)hidden, all.p + rows[i]};
        heads_project(m, h, &h->a, one, 1, w->anchors + i * h->stride);
    }
    heads_project(m, h, &h->t, states(w), s, w->b);
    heads_targets(m, h, w->b, at, s, &w->targets);
    heads_pair(m, h, w->anchors, rows, n, &w->targets, w->turned, w->pairs);
    for (int r = 0; r < L; r++)
        for (int i = 0; i < n; i++)
            for (int t = 0; t < s; t++) out[(i * s + t) * L + r] = w->pairs[(r * n + i) * w->targets.stride + t];
    free(at);
    return out;
}

static void test_fp32(void **state) {
    struct vectors *v = *state;
    const struct model *m = v->fp32;
    struct model_work *w = model_work_new(m);
    for (int i = 0; i < v->n; i++) {
        struct arena a;
        char name[300];
        double worst = 0;
        arena_init(&a, 0);
        const struct pieces p = cut(m, &v->files[i], &a);
        const int s = (int)p.n + 2;
        encoder_run(m, w, &p, 0, p.n);
        const struct tensor *hidden = of(&v->files[i], "hidden");
        const double off = distance(w->x, hidden->data, hidden->bytes / 4);
        assert_true(off <= 1e-4);
        for (uint32_t h = 0; h < m->n_heads; h++) {
            const struct head *head = &m->heads[h];
            snprintf(name, sizeof name, "head.%s", head->name);
            const struct tensor *want = of(&v->files[i], name);
            float *got = scores(m, head, w, of(&v->files[i], "anchors"), s);
            const double d = distance(got, want->data, want->bytes / 4);
            free(got);
            if (d > 1e-4) fail_msg("%s differs by %.2e", name, d);
            worst = d > worst ? d : worst;
        }
        print_message("fp32: hidden states differ by %.1e, the worst head by %.1e\n", off, worst);
        arena_release(&a);
    }
    model_work_free(w);
}

/* Labels of a tagger, and best targets of a roles head, that are what the vectors have: counted in *same, of *all. */
static void count_same(const struct head *h, const float *got, const float *want, const struct pieces *p, int n, uint32_t *same,
                       uint32_t *all) {
    const uint32_t L = h->n_labels, s = p->n + 2;
    for (uint32_t k = 0; h->kind == HEAD_TAGGER && k < p->n_words; k++) {
        const size_t row = (size_t)(p->word[k] + 1) * L;
        *same += decode_best(got + row, L) == decode_best(want + row, L);
        ++*all;
    }
    for (uint32_t i = 0; h->kind != HEAD_TAGGER && i < (uint32_t)n; i++)
        for (uint32_t t = 0; t < p->n_words && h->kind == HEAD_PATH; t++) { /* the label of each word */
            const size_t row = (size_t)(i * s + p->word[t] + 1) * L;
            *same += decode_best(got + row, L) == decode_best(want + row, L);
            ++*all;
        }
}

static void test_int8(void **state) {
    struct vectors *v = *state;
    const struct model *m = v->int8;
    struct model_work *w = model_work_new(m);
    uint32_t same = 0, all = 0;
    double worst = 0, worst_head = 0;
    for (int i = 0; i < v->n; i++) {
        struct arena a;
        char name[300];
        arena_init(&a, 0);
        const struct pieces p = cut(m, &v->files[i], &a);
        const struct tensor *anchors = of(&v->files[i], "anchors");
        encoder_run(m, w, &p, 0, p.n);
        const struct tensor *hidden = of(&v->files[i], "hidden");
        const double off = distance(w->x, hidden->data, hidden->bytes / 4);
        worst = off > worst ? off : worst;
        for (uint32_t h = 0; h < m->n_heads; h++) {
            const struct head *head = &m->heads[h];
            snprintf(name, sizeof name, "head.%s", head->name);
            const struct tensor *want = of(&v->files[i], name);
            float *got = scores(m, head, w, anchors, (int)p.n + 2);
            count_same(head, got, want->data, &p, (int)anchors->shape[0], &same, &all);
            free(got);
        }
        /* the heads alone, from the vectors' states */
        memcpy(w->x, hidden->data, hidden->bytes);
        m->ops->quantise(w->x, m->shape.hidden, w->q, w->quant, (int)p.n + 2, m->shape.hidden);
        for (uint32_t h = 0; h < m->n_heads; h++) {
            snprintf(name, sizeof name, "head.%s", m->heads[h].name);
            const struct tensor *want = of(&v->files[i], name);
            float *got = scores(m, &m->heads[h], w, anchors, (int)p.n + 2);
            const double d = distance(got, want->data, want->bytes / 4);
            worst_head = d > worst_head ? d : worst_head;
            free(got);
        }
        arena_release(&a);
    }
    if (v->n)
        print_message("int8: hidden states differ by %.1e at most, the heads' own scores by %.1e; %u of %u labels are the same\n",
                      worst, worst_head, same, all);
    assert_true(worst < 0.05 && worst_head < 0.02 && same >= 0.98 * all);
    model_work_free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pieces), cmocka_unit_test(test_fp32), cmocka_unit_test(test_int8)};
    return cmocka_run_group_tests_name("model_vectors", tests, set_up, tear_down);
}
