/* The weights file: what is refused, with which words and where; and the model's own description, likewise. Every case
 * stands in memory; the corpus of fuzz/fuzz_safetensors.c has more. */
#include "test_model.h"

static sayso_code open_header(const char *header, size_t n_data, struct weights *w, sayso_error *e, void **kept) {
    const size_t n = strlen(header), size = 8 + n + n_data;
    unsigned char *bytes = aligned_alloc(64, (size + 64) & ~(size_t)63);
    memset(bytes, 0, size);
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(n >> (8 * i));
    memcpy(bytes + 8, header, n);
    *kept = bytes;
    return weights_from(w, bytes, size, e);
}

static void test_good(void **state) {
    struct weights w;
    sayso_error e = {0};
    void *kept;
    (void)state;
    const char *header = "{\"__metadata__\":{\"k\":\"v\"},\"b\":{\"dtype\":\"I8\",\"shape\":[2,3],\"data_offsets\":[8,14]},"
                         "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"e\":{\"dtype\":\"U8\",\"shape\":[0],"
                         "\"data_offsets\":[14,14]}}        ";
    assert_int_equal(strlen(header) % 4, 0);
    if (open_header(header, 14, &w, &e, &kept)) fail_msg("%s", e.message);
    assert_int_equal(w.n_tensors, 3);
    assert_string_equal(weights_meta(&w, "k"), "v");
    assert_null(weights_meta(&w, "x"));
    const struct tensor *b = weights_find(&w, "b");
    assert_true(b && b->type == TENSOR_I8 && b->rank == 2 && b->shape[1] == 3 && b->shape[2] == 1 && b->bytes == 6);
    assert_null(weights_find(&w, "c"));
    weights_release(&w);
    free(kept);
}

#define T(dtype, shape, beg, end) "{\"dtype\":\"" dtype "\",\"shape\":" shape ",\"data_offsets\":[" #beg "," #end "]}"

static void test_refused(void **state) {
    static const struct {
        const char *header, *message;
        size_t n_data;
    } CASES[] = {
        {"", "header", 0},
        {"[]      ", "not a JSON object", 0},
        {"{\"a\":1}", "dtype", 0},
        {"{\"a\":" T("F64", "[1]", 0, 8) "}", "dtype", 8},
        {"{\"a\":" T("U8", "[1,1,1,1,1]", 0, 1) "}", "shape", 1},
        {"{\"a\":" T("U8", "[-1]", 0, 1) "}", "shape", 1},
        {"{\"a\":" T("U8", "[1.5]", 0, 1) "}", "shape", 1},
        {"{\"a\":" T("F32", "[4611686018427387904,4]", 0, 0) "}", "shape", 0},
        {"{\"a\":" T("U8", "[3]", 0, 2) "}", "disagree", 2},
        {"{\"a\":" T("U8", "[3]", 2, 1) "}", "outside", 3},
        {"{\"a\":" T("U8", "[3]", 0, 3) "}", "outside", 2},
        {"{\"a\":" T("U8", "[1]", -1, 0) "}", "outside", 2},
        {"{\"a\":" T("U8", "[2]", 0, 2) ",\"b\":" T("U8", "[2]", 1, 3) "}", "overlaps", 3},
        {"{\"a\":" T("U8", "[1]", 0, 1) ",\"b\":" T("U8", "[1]", 2, 3) "}", "gap", 3},
        {"{\"a\":" T("U8", "[1]", 0, 1) "}", "after the last", 3},
        {"{\"a\":" T("U8", "[1]", 0, 1) ",\"a\":" T("U8", "[1]", 0, 1) "}", "header", 1},
        {"{\"__metadata__\":{\"a\":1}}", "strings", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct weights w;
        sayso_error e = {0};
        void *kept;
        const sayso_code code = open_header(CASES[i].header, CASES[i].n_data, &w, &e, &kept);
        if (code != SAYSO_MODEL || !strstr(e.message, CASES[i].message) || strcmp(e.stage, "model"))
            fail_msg("case %zu: %d \"%s\", wanted \"%s\"", i, code, e.message, CASES[i].message);
        assert_null(w.tensors);
        free(kept);
    }
}

static void test_lengths(void **state) {
    _Alignas(8) unsigned char bytes[64] = {0};
    struct weights w;
    sayso_error e;
    (void)state;
    for (size_t n = 0; n < 8; n++) assert_int_equal(weights_from(&w, bytes, n, &e), SAYSO_MODEL);
    bytes[0] = 57; /* one more than there is */
    assert_int_equal(weights_from(&w, bytes, sizeof bytes, &e), SAYSO_MODEL);
    memset(bytes, 0xff, 8);
    assert_int_equal(weights_from(&w, bytes, sizeof bytes, &e), SAYSO_MODEL);
    assert_int_equal(weights_open(&w, "/no/such/file", &e), SAYSO_IO);
    assert_int_equal(weights_open(&w, "/", &e), SAYSO_IO);
    assert_null(model_open("/no/such/file", SAYSO_COMPUTE_AUTO, &e));
}

/* The tiny model with a piece of its header changed to another of the same length. */
static void test_description(void **state) {
    static const struct {
        const char *from, *to, *message;
    } CASES[] = {
        {"sayso-model", "other-model", "format"},
        {"\"version\":\"1\"", "\"version\":\"9\"", "version"},
        {"\\\"layers\\\": 2", "\\\"layers\\\": 3", "layer.2.qkv.q is missing"},
        {"\\\"hidden\\\": 32", "\\\"hidden\\\": 40", "multiples"},
        {"\\\"heads\\\": 2", "\\\"heads\\\": 0", "heads"},
        {"\\\"window\\\": 34", "\\\"window\\\": 64", "window"},
        {"\\\"vocab\\\": ", "\\\"vocab\\\":9", "another type or shape"},
        {"\\\"anchors\\\": \\\"cue\\\"", "\\\"anchors\\\": \\\"cut\\\"", "anchors"},
        {"\\\"decode\\\": \\\"path\\\"", "\\\"decode\\\": \\\"walk\\\"", "decode"},
        {"\"head.cue.b\"", "\"head.cue.x\"", "missing"},
    };
    char path[1024];
    size_t n;
    (void)state;
    FILE *f = fopen(test_path("tests/model/tiny.safetensors", path), "rb");
    assert_non_null(f);
    char *file = calloc(1, 1 << 20), *copy = aligned_alloc(64, 1 << 20);
    n = fread(file, 1, 1 << 20, f);
    fclose(f);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        sayso_error e = {0};
        memcpy(copy, file, n);
        char *at = memmem(copy, n, CASES[i].from, strlen(CASES[i].from));
        if (!at) fail_msg("no %s in the header", CASES[i].from);
        assert_int_equal(strlen(CASES[i].from), strlen(CASES[i].to));
        memcpy(at, CASES[i].to, strlen(CASES[i].to));
        struct model *m = model_from(copy, n, SAYSO_COMPUTE_AUTO, &e);
        if (m || e.code != SAYSO_MODEL || !strstr(e.message, CASES[i].message))
            fail_msg("%s: \"%s\", wanted \"%s\"", CASES[i].to, m ? "" : e.message, CASES[i].message);
    }
    free(file);
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_good), cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_lengths), cmocka_unit_test(test_description)};
    return cmocka_run_group_tests_name("model_file", tests, NULL, NULL);
}
