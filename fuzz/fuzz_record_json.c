/* Fuzz target: records read back, from any bytes. What is no JSON for us is none for jansson, and the other way round; what is a
 * record keeps what RECORD.md says of spans and ids, prints in every format as that format must be, and its JSON Lines, read back
 * again, prints the same bytes. */
#include "fuzz_formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_span(const sayso_record *r, sayso_span s) {
    assert(s.beg < s.end || (!s.beg && !s.end));
    assert(s.end <= r->n_text);
    assert(((unsigned char)r->text[s.beg] & 0xc0) != 0x80 && ((unsigned char)r->text[s.end] & 0xc0) != 0x80);
}

static void check_spans(const sayso_record *r, sayso_spans s) {
    for (uint32_t i = 0; i < s.n; i++) {
        check_span(r, s.at[i]);
        assert(s.at[i].end && (!i || s.at[i - 1].beg <= s.at[i].beg));
    }
}

static void check_id(int32_t id, uint32_t n) { assert(id >= -1 && id < (int32_t)n); }

static void check_ids(sayso_ids ids, uint32_t n, int32_t least) {
    for (uint32_t i = 0; i < ids.n; i++) assert(ids.at[i] >= least && ids.at[i] < (int32_t)n);
}

static void check_value(const sayso_record *r, const sayso_value *v) {
    const uint32_t lists[] = {[SAYSO_VALUE_ENTITY] = r->n_entities,
                              [SAYSO_VALUE_TIME] = r->n_times,
                              [SAYSO_VALUE_PLACE] = r->n_places,
                              [SAYSO_VALUE_EVENT] = r->n_events};
    assert(v->kind <= SAYSO_VALUE_EVENT);
    if (v->kind == SAYSO_VALUE_TEXT) assert(v->text);
    if (v->kind >= SAYSO_VALUE_ENTITY) assert(v->id >= 0 && v->id < (int32_t)lists[v->kind]);
}

static void check_who(const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_blocks; i++) {
        check_span(r, r->blocks[i].span);
        check_id(r->blocks[i].media, r->n_media);
        assert(!i || r->blocks[i - 1].span.end <= r->blocks[i].span.beg);
    }
    for (uint32_t i = 0; i < r->n_entities; i++) check_spans(r, r->entities[i].mentions), check_spans(r, r->entities[i].titles);
    for (uint32_t i = 0; i < r->n_sources; i++) check_id(r->sources[i].entity, r->n_entities);
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const sayso_attribution *a = &r->attributions[i];
        check_spans(r, a->source), check_spans(r, a->cue), check_spans(r, a->content);
        check_id(a->source_id, r->n_sources);
        uint32_t steps = 0;
        for (int32_t k = (int32_t)i; k >= 0; k = r->attributions[k].within) {
            check_id(k, r->n_attributions);
            assert(steps++ <= r->n_attributions);
        }
    }
    for (uint32_t i = 0; i < r->n_quotes; i++) {
        check_span(r, r->quotes[i].span);
        check_id(r->quotes[i].speaker, r->n_entities);
        check_id(r->quotes[i].attribution, r->n_attributions);
        check_ids(r->quotes[i].chain, r->n_sources, -1);
    }
}

static void check_fillers(const sayso_record *r, sayso_fillers f) {
    for (uint32_t i = 0; i < f.n; i++) {
        check_value(r, &f.at[i].value);
        check_ids(f.at[i].claims, r->n_claims, 0);
    }
}

static void check_facts(const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_times; i++) {
        check_id(r->times[i].anchor, r->n_events);
        assert(r->times[i].type && r->times[i].value);
    }
    for (uint32_t i = 0; i < r->n_places; i++) check_id(r->places[i].entity, r->n_entities);
    for (uint32_t i = 0; i < r->n_events; i++) {
        const sayso_event *v = &r->events[i];
        check_id(v->time, r->n_times), check_id(v->place, r->n_places);
        check_ids(v->amounts, r->n_amounts, 0), check_ids(v->same_as, r->n_events, 0);
        check_ids(v->attributions, r->n_attributions, 0);
        for (uint32_t k = 0; k < v->n_participants; k++) {
            check_id(v->participants[k].entity, r->n_entities);
            check_span(r, v->participants[k].span);
            assert(v->participants[k].role);
        }
    }
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        assert(c->slot);
        check_value(r, &c->value), check_span(r, c->span), check_spans(r, c->hedges);
        check_ids(c->chain, r->n_sources, -1);
        check_id(c->about, r->n_events), check_id(c->attribution, r->n_attributions);
    }
    const sayso_incident *x = &r->incident;
    check_ids(x->events, r->n_events, 0);
    const sayso_fillers slots[] = {x->time, x->place, x->victims, x->perpetrators, x->targets, x->weapons, x->killed, x->injured};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) check_fillers(r, slots[i]);
}

static void check_printing(const sayso_report *r) {
    sayso_error e;
    for (int f = SAYSO_TEXT; f <= SAYSO_GEOJSON; f++) {
        struct printed p = {0};
        assert(!sayso_print(r, (sayso_format)f, &(sayso_print_options){.width = 60}, printed_write, &p, &e));
        check_format((sayso_format)f, p.bytes ? p.bytes : "", p.n, sayso_report_record(r));
        free(p.bytes);
    }
    check_there_and_back(r);
}

/* jansson says no to numbers that are too large and to NUL in keys, which RFC 8259 allows; a NUL byte ends its
 * input. */
static void check_agreement(const uint8_t *data, size_t size, bool json) {
    json_error_t e;
    if (memchr(data, 0, size)) return;
    if (size >= 3 && !memcmp(data, "\xef\xbb\xbf", 3)) data += 3, size -= 3;
    json_t *j = json_loadb((const char *)data, size, JSON_ALLOW_NUL | JSON_DECODE_ANY, &e);
    bool strict =
        !j && (json_error_code(&e) == json_error_numeric_overflow || json_error_code(&e) == json_error_null_byte_in_key);
    assert(strict || json == (j != NULL));
    json_decref(j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    sayso_error e;
    sayso_report *r = sayso_report_parse(data, size, "x", &e);
    if (!r) {
        assert(e.code && !strcmp(e.stage, "record") && e.byte <= size && *e.message &&
               utf8_check(e.message, strlen(e.message)) == strlen(e.message));
        if (e.code != SAYSO_LIMIT) check_agreement(data, size, strncmp(e.message, "no JSON", 7) && e.code != SAYSO_ENCODING);
        return 0;
    }
    check_agreement(data, size, true);
    check_who(sayso_report_record(r));
    check_facts(sayso_report_record(r));
    check_printing(r);
    sayso_report_free(r);
    return 0;
}
