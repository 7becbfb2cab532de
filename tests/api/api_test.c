/* The public calls: bad inputs, threads, memory that runs out at every place in turn. The model is the tiny random one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "sayso.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- memory that runs out ---- */
static long allowed = -1; /* allocations left; -1: no end. One thread at a time. */
static long refused;
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);

static bool refuse(void) {
    if (allowed < 0) return false;
    if (allowed == 0) return ++refused;
    allowed--;
    return false;
}
void *__wrap_malloc(size_t n) { return refuse() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return refuse() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return refuse() ? NULL : __real_realloc(p, n); }

/* ---- inputs ---- */
static const char PAGE[] =
    "<!doctype html><html lang=en><head><title>Ferry Hits Pier - The Quay</title></head><body><nav>Home News</nav>"
    "<article><h1>Ferry Hits Pier</h1><p>By Rhea Lunn</p><figure><img src=a.jpg><figcaption>The pier. Photo: Ola "
    "Fenn/Meridian Press</figcaption></figure><p>A ferry hit a pier on Monday, the harbour office said. &ldquo;We "
    "heard a bang,&rdquo; said Ada Holm, who was on board with about ninety other people at the time.</p><p>Nobody "
    "was hurt, according to the company, which runs the line between the two towns since 1988.</p></article></body></html>";

static char *path_of(const char *name) {
    static char path[4096];
    const char *root = getenv("SAYSO_ROOT");
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", name);
    return path;
}

static sayso_model *tiny(void) {
    sayso_error e;
    sayso_model *m = sayso_model_open(path_of("tests/model/tiny.safetensors"), NULL, &e);
    if (!m) fail_msg("%s", e.message);
    return m;
}

struct words {
    char *bytes;
    size_t n;
};
static int take(void *stream, const char *bytes, size_t n) {
    struct words *w = stream;
    char *p = __real_realloc(w->bytes, w->n + n + 1);
    if (!p) return 1;
    w->bytes = p;
    memcpy(p + w->n, bytes, n);
    w->n += n;
    p[w->n] = 0;
    return 0;
}

static struct words printed(const sayso_report *r, sayso_format f) {
    struct words w = {0};
    assert_int_equal(sayso_print(r, f, NULL, take, &w, NULL), SAYSO_OK);
    return w;
}

static sayso_code code_of(const void *bytes, size_t n, const sayso_read_options *o) {
    sayso_error e;
    sayso_report *r = sayso_read(NULL, bytes, n, o, &e);
    sayso_report_free(r);
    if (r) return SAYSO_OK;
    assert_non_null(e.stage);
    assert_true(e.message[0] != 0);
    assert_string_equal(e.input, o && o->name ? o->name : "");
    return e.code;
}

/* ---- reading ---- */
static void bad_inputs_get_their_error(void **state) {
    (void)state;
    sayso_read_options named = {.name = "a.html"}, small = {.name = "b", .max_bytes = 10}, image = {.media_type = "image/png"};
    assert_int_equal(code_of("", 0, &named), SAYSO_EMPTY);
    assert_int_equal(code_of(NULL, 0, &named), SAYSO_EMPTY);
    assert_int_equal(code_of(NULL, 5, &named), SAYSO_USAGE);
    assert_int_equal(code_of("  \n\t \n", 6, &named), SAYSO_EMPTY);
    assert_int_equal(code_of("<html><body><script>x()</script></body></html>", 46, &named), SAYSO_EMPTY);
    assert_int_equal(code_of("%PDF-1.7 ...", 12, &named), SAYSO_FORMAT);
    assert_int_equal(code_of("\x89PNG\r\n\x1a\n", 8, &named), SAYSO_FORMAT);
    assert_int_equal(code_of("words\0and more", 14, NULL), SAYSO_FORMAT);
    assert_int_equal(code_of(PAGE, sizeof PAGE - 1, &small), SAYSO_LIMIT);
    assert_int_equal(code_of(PAGE, sizeof PAGE - 1, &image), SAYSO_FORMAT);
    assert_int_equal(code_of(PAGE, sizeof PAGE - 1, NULL), SAYSO_OK);
    for (size_t n = 1; n < sizeof PAGE; n += 7) code_of(PAGE, n, NULL); /* cut off anywhere: text or an error, never a crash */
    assert_null(sayso_read(NULL, "", 0, NULL, NULL));                   /* without an error struct too */
}

static void a_null_byte_is_placed(void **state) {
    (void)state;
    sayso_error e;
    assert_null(sayso_read(NULL, "words\0and more", 14, NULL, &e));
    assert_int_equal(e.byte, 5);
    assert_string_equal(e.stage, "page");
}

static void a_report_is_whole_without_a_model(void **state) {
    (void)state;
    sayso_error e;
    sayso_report *r =
        sayso_read(NULL, PAGE, sizeof PAGE - 1, &(sayso_read_options){.name = "ferry.html", .uri = "http://example.org/x/"}, &e);
    assert_non_null(r);
    const sayso_record *c = sayso_report_record(r);
    assert_string_equal(c->input.name, "ferry.html");
    assert_int_equal(c->input.bytes, sizeof PAGE - 1);
    assert_int_equal(strlen(c->input.sha256), 64);
    assert_int_equal(strlen(c->id), 71);
    assert_memory_equal(c->publication.title, "Ferry Hits Pier", 15);
    assert_true(c->n_blocks >= 4);
    for (uint32_t i = 0; i < c->n_blocks; i++) {
        sayso_span s = sayso_report_source(r, c->blocks[i].span);
        assert_true(s.beg == c->blocks[i].source.beg && s.end == c->blocks[i].source.end);
    }
    assert_int_equal(sayso_report_source(r, (sayso_span){c->n_text, c->n_text + 1}).end, 0);
    assert_int_equal(sayso_report_source(r, (sayso_span){0, 0}).end, 0);
    sayso_report_free(r);
    sayso_report_free(NULL);
}

/* ---- models ---- */
static void bad_models_get_their_error(void **state) {
    (void)state;
    sayso_error e;
    assert_null(sayso_model_open("/nowhere/full.safetensors", NULL, &e));
    assert_int_equal(e.code, SAYSO_IO);
    assert_string_equal(e.input, "/nowhere/full.safetensors");
    assert_null(sayso_model_open("nosuchname", NULL, &e));
    assert_int_equal(e.code, SAYSO_IO);
    assert_null(sayso_model_open("/", NULL, &e));
    assert_true(e.code == SAYSO_IO || e.code == SAYSO_MODEL);
    assert_null(sayso_model_open(path_of("LICENSE"), NULL, &e));
    assert_int_equal(e.code, SAYSO_MODEL);
    assert_null(sayso_model_open(path_of("LICENSE"), NULL, NULL));
    sayso_model_free(NULL);
}

static void a_cut_model_is_refused(void **state) {
    (void)state;
    char name[] = "/tmp/sayso-cut-XXXXXX";
    int file = mkstemp(name);
    FILE *f = fopen(path_of("tests/model/tiny.safetensors"), "rb");
    assert_true(file >= 0 && f);
    char part[3000];
    size_t n = fread(part, 1, sizeof part, f);
    fclose(f);
    assert_int_equal(write(file, part, n), (ssize_t)n);
    close(file);
    sayso_error e;
    assert_null(sayso_model_open(name, NULL, &e));
    assert_int_equal(e.code, SAYSO_MODEL);
    unlink(name);
}

static char *record_of(const sayso_model *m, uint32_t n_threads) {
    sayso_error e;
    sayso_report *r =
        sayso_read(m, PAGE, sizeof PAGE - 1, &(sayso_read_options){.name = "ferry.html", .n_threads = n_threads}, &e);
    if (!r) fail_msg("%s: %s", e.stage, e.message);
    struct words w = printed(r, SAYSO_JSONL);
    sayso_report_free(r);
    return w.bytes;
}

static void threads_change_nothing(void **state) {
    (void)state;
    sayso_model *m = tiny();
    char *one = record_of(m, 1), *four = record_of(m, 4), *many = record_of(m, 1000);
    assert_string_equal(one, four);
    assert_string_equal(one, many);
    free(one);
    free(four);
    free(many);
    sayso_model_free(m);
}

enum { THREADS = 6, READS = 5 };
static void *read_often(void *arg) {
    char *first = record_of(arg, 1);
    for (int i = 1; i < READS; i++) {
        char *again = record_of(arg, 2);
        if (strcmp(first, again)) first[0] = 0;
        free(again);
    }
    return first;
}

static void calls_run_side_by_side(void **state) {
    (void)state;
    sayso_model *m = tiny();
    pthread_t t[THREADS];
    char *want = record_of(m, 1);
    for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_create(&t[i], NULL, read_often, m), 0);
    for (int i = 0; i < THREADS; i++) {
        void *got;
        pthread_join(t[i], &got);
        assert_string_equal(got, want);
        free(got);
    }
    free(want);
    sayso_model_free(m);
}

/* ---- printing ---- */
static int never(void *stream, const char *bytes, size_t n) {
    (void)stream;
    (void)bytes;
    return n > 0;
}

static void printing_tells_what_failed(void **state) {
    (void)state;
    sayso_error e;
    sayso_report *r = sayso_read(NULL, PAGE, sizeof PAGE - 1, &(sayso_read_options){.name = "ferry.html"}, &e);
    assert_non_null(r);
    for (int f = SAYSO_TEXT; f <= SAYSO_GEOJSON; f++) {
        if (f == SAYSO_PLOVER) continue; /* read without a model there is no event to print */
        assert_int_equal(sayso_print(r, (sayso_format)f, NULL, never, NULL, &e), SAYSO_IO);
        assert_string_equal(e.input, "ferry.html");
        struct words w = printed(r, (sayso_format)f);
        assert_true(w.n > 20);
        free(w.bytes);
    }
    struct words w = {0};
    assert_int_equal(sayso_print(r, (sayso_format)(SAYSO_GEOJSON + 1), NULL, take, &w, &e), SAYSO_USAGE);
    assert_int_equal(sayso_dump(r, "gossip", take, &w, &e), SAYSO_USAGE);
    assert_int_equal(sayso_dump(r, "model", take, &w, &e), SAYSO_USAGE); /* read without one */
    assert_int_equal(sayso_dump(r, "page", take, &w, &e), SAYSO_OK);
    free(w.bytes);
    sayso_report_free(r);
}

/* ---- memory ---- */
/* Every allocation of ours fails in turn: each time an error, or the same record; never a crash or a leak. */
static void every_allocation_may_fail(void **state) {
    (void)state;
    sayso_model *m = tiny();
    sayso_error e;
    char *want = record_of(m, 1);
    long n = 0;
    for (;; n++) {
        allowed = n;
        refused = 0;
        sayso_report *r = sayso_read(m, PAGE, sizeof PAGE - 1, &(sayso_read_options){.name = "ferry.html"}, &e);
        allowed = -1;
        if (!r) {
            if (e.code != SAYSO_NOMEM) fail_msg("allocation %ld: %s: %s", n, e.stage, e.message);
            continue;
        }
        struct words w = printed(r, SAYSO_JSONL);
        sayso_report_free(r);
        if (strcmp(w.bytes, want)) fail_msg("allocation %ld failed and the record differs", n);
        free(w.bytes);
        if (!refused) break;
    }
    assert_true(n > 0);
    free(want);
    sayso_model_free(m);
}

static void opening_a_model_may_run_out(void **state) {
    (void)state;
    sayso_error e;
    for (long n = 0;; n++) {
        allowed = n;
        refused = 0;
        sayso_model *m = sayso_model_open(path_of("tests/model/tiny.safetensors"), NULL, &e);
        allowed = -1;
        sayso_model_free(m);
        if (m && !refused) break;
        if (!m && e.code != SAYSO_NOMEM && e.code != SAYSO_MODEL) fail_msg("allocation %ld: %s", n, e.message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_inputs_get_their_error),
        cmocka_unit_test(a_null_byte_is_placed),
        cmocka_unit_test(a_report_is_whole_without_a_model),
        cmocka_unit_test(bad_models_get_their_error),
        cmocka_unit_test(a_cut_model_is_refused),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(calls_run_side_by_side),
        cmocka_unit_test(printing_tells_what_failed),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(opening_a_model_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
