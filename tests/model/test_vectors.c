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

/* Scores [n, s, roles] of a roles head for the anchors the vectors name, in their order of axes. */
static float *roles(const struct model *m, const struct head *h, struct model_work *w, const struct tensor *anchors, int s) {
    const int n = (int)anchors->shape[0], hidden = m->shape.hidden;
    float *out = calloc((size_t)n * (size_t)s * h->n_labels, sizeof *out);
    uint32_t *at = calloc((size_t)s, sizeof *at), rows[ANCHOR_BATCH];
    assert_true(n <= ANCHOR_BATCH && out && at);
    for (int t = 0; t < s; t++) at[t] = (uint32_t)t;
    for (int i = 0; i < n; i++) {
        rows[i] = (uint32_t)((const int32_t *)anchors->data)[i];
        memcpy(w->y + i * hidden, w->x + (size_t)rows[i] * (size_t)hidden, (size_t)hidden * sizeof(float));
    }
    heads_project(m, h->width, h->aw, h->ab, w->y, n, w->anchors);
    heads_project(m, h->width, h->tw, h->tb, w->x, s, w->targets);
    heads_pair(m, h, w->anchors, rows, n, w->targets, at, s, w->turned, w->pairs);
    for (uint32_t r = 0; r < h->n_labels; r++)
        for (int i = 0; i < n; i++)
            for (int t = 0; t < s; t++)
                out[((size_t)i * (size_t)s + (size_t)t) * h->n_labels + r] =
                    w->pairs[((size_t)r * (size_t)n + (size_t)i) * (size_t)s + (size_t)t];
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
            float *got;
            if (head->kind == HEAD_TAGGER) {
                got = calloc(want->bytes, 1);
                heads_tag(m, head, w->x, s, got);
            } else {
                got = roles(m, head, w, of(&v->files[i], "anchors"), s);
            }
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

static void test_int8(void **state) {
    struct vectors *v = *state;
    const struct model *m = v->int8;
    struct model_work *w = model_work_new(m);
    uint32_t same = 0, all = 0;
    double worst = 0;
    for (int i = 0; i < v->n; i++) {
        struct arena a;
        char name[300];
        arena_init(&a, 0);
        const struct pieces p = cut(m, &v->files[i], &a);
        encoder_run(m, w, &p, 0, p.n);
        const struct tensor *hidden = of(&v->files[i], "hidden");
        const double off = distance(w->x, hidden->data, hidden->bytes / 4);
        worst = off > worst ? off : worst;
        for (uint32_t h = 0; h < m->n_heads; h++) {
            const struct head *head = &m->heads[h];
            if (head->kind != HEAD_TAGGER) continue;
            snprintf(name, sizeof name, "head.%s", head->name);
            const float *want = of(&v->files[i], name)->data;
            heads_tag(m, head, w->x, (int)p.n + 2, w->tags);
            for (uint32_t k = 0; k < p.n_words; k++) {
                const size_t row = (size_t)(p.word[k] + 1) * head->n_labels;
                same += decode_best(w->tags + row, head->n_labels) == decode_best(want + row, head->n_labels);
                all++;
            }
        }
        arena_release(&a);
    }
    if (v->n) print_message("int8: hidden states differ by %.1e at most; %u of %u labels are the same\n", worst, same, all);
    assert_true(worst < 0.05 && same >= 0.98 * all);
    model_work_free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pieces), cmocka_unit_test(test_fp32), cmocka_unit_test(test_int8)};
    return cmocka_run_group_tests_name("model_vectors", tests, set_up, tear_down);
}
