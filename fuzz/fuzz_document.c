/* Fuzz target: whole documents, any bytes, read with the tiny random model and printed in every format. What each format
 * must be holds for each, and every span of the record is of whole characters inside the text; read
 * back from its JSON it is the same again. */
#include "fuzz_formats.h"
#include <stdio.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sayso_model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    sayso_error e;
    (void)argc;
    (void)argv;
    model = sayso_model_open(SAYSO_ROOT "/tests/model/tiny.safetensors", NULL, &e);
    if (!model) {
        fprintf(stderr, "%s: %s\n", e.input, e.message);
        abort();
    }
    return 0;
}

static void check_span(const sayso_record *r, sayso_span s) {
    assert(s.beg <= s.end && s.end <= r->n_text);
    assert(((unsigned char)r->text[s.beg] & 0xc0) != 0x80 && ((unsigned char)r->text[s.end] & 0xc0) != 0x80);
}

static void check_record(const sayso_record *r) {
    assert(utf8_check(r->text, r->n_text) == r->n_text && !memchr(r->text, '\r', r->n_text));
    for (uint32_t i = 0; i < r->n_times; i++) check_span(r, r->times[i].span), assert(r->times[i].value && r->times[i].type);
    for (uint32_t i = 0; i < r->n_places; i++) check_span(r, r->places[i].span);
    for (uint32_t i = 0; i < r->n_amounts; i++) check_span(r, r->amounts[i].span);
    for (uint32_t i = 0; i < r->n_events; i++) check_span(r, r->events[i].trigger);
    for (uint32_t i = 0; i < r->n_claims; i++) check_span(r, r->claims[i].span), assert(r->claims[i].slot);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    sayso_error e;
    sayso_report *r =
        sayso_read(model, data, size, &(sayso_read_options){.name = "a, \"b\"\n=c", .uri = "https://news.example/a?x='1'"}, &e);
    if (!r) {
        assert(e.code && e.stage);
        return 0;
    }
    check_record(sayso_report_record(r));
    for (int f = SAYSO_TEXT; f <= SAYSO_GEOJSON; f++) {
        struct printed p = {0};
        assert(!sayso_print(r, (sayso_format)f, &(sayso_print_options){.width = 60}, printed_write, &p, &e));
        check_format((sayso_format)f, p.bytes ? p.bytes : "", p.n, sayso_report_record(r));
        free(p.bytes);
    }
    check_there_and_back(r);
    struct printed p = {0};
    assert(!sayso_dump(r, "facts", printed_write, &p, &e));
    free(p.bytes);
    sayso_report_free(r);
    return 0;
}
