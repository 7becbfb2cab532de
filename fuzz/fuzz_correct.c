/* Fuzz target: decisions of people on a record that anybody wrote. The first 32 bytes are four decisions (kind, two spans), the
 * rest is a record as JSON. Corrected, it is a record still: printed, it reads back to the same. Its differences from what it was
 * have words. */
#include "api.h"
#include "fuzz_formats.h"
#include "record_correct.h"
#include "record_diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DECISIONS = 4, BYTES = 8 };

/* A span of the text, on whole characters. */
static sayso_span span_at(const sayso_record *r, uint32_t at, uint32_t n) {
    sayso_span s = {r->n_text ? at % r->n_text : 0, 0};
    s.end = s.beg + n % 64 < r->n_text ? s.beg + n % 64 : r->n_text;
    while (s.beg && ((unsigned char)r->text[s.beg] & 0xc0) == 0x80) s.beg--;
    while (s.end < r->n_text && ((unsigned char)r->text[s.end] & 0xc0) == 0x80) s.end++;
    return s;
}

/* Mostly words that the record has something at: mentions and claims by number. */
static sayso_span aimed(const sayso_record *r, const uint8_t *b) {
    uint32_t n = (uint32_t)(b[0] | b[1] << 8);
    if (b[2] % 3 == 0 && r->n_claims) return r->claims[n % r->n_claims].span;
    if (b[2] % 3 == 1 && r->n_entities) {
        const sayso_entity *x = &r->entities[n % r->n_entities];
        if (x->mentions.n) return x->mentions.at[b[2] / 3 % x->mentions.n];
    }
    return span_at(r, n, b[2]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const texts[] = {NULL, "killed", "Ann Roe", "victim"};
    struct record_correction list[DECISIONS] = {0};
    struct record_change *changes;
    uint32_t n = 0;
    sayso_error e;
    if (size < DECISIONS * BYTES) return 0;
    const char *json = (const char *)data + DECISIONS * BYTES;
    sayso_report *was = sayso_report_parse(json, size - DECISIONS * BYTES, NULL, &e);
    sayso_report *is = was ? sayso_report_parse(json, size - DECISIONS * BYTES, NULL, &e) : NULL;
    if (!is) return 0;
    for (int i = 0; i < DECISIONS; i++) {
        const uint8_t *b = data + i * BYTES;
        list[i] = (struct record_correction){.kind = (sayso_correction_kind)(SAYSO_CORRECTION_SAME + b[0] % 5),
                                             .at = aimed(&is->record, b + 1),
                                             .other = aimed(&is->record, b + 4),
                                             .text = texts[b[7] % 4]};
        list[i].across = b[7] >= 192;
        if (list[i].across) list[i].name = "Ann Roe", list[i].named = true;
    }
    assert(!record_correct(&is->record, list, DECISIONS, &is->arena));
    check_there_and_back(is);
    assert(!record_diff(&was->record, &is->record, &is->arena, &changes, &n));
    for (uint32_t i = 0; i < n; i++) assert(record_change_words(&changes[i], &is->arena));
    assert(!record_diff(&was->record, &was->record, &is->arena, &changes, &n) && !n);
    sayso_report_free(was);
    sayso_report_free(is);
    return 0;
}
