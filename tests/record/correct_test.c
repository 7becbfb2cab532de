/* Corrections by people, on a record made by hand: what each kind takes along, that ids stay whole, that leaving it out gives
 * back what was there, that a new reading with other indexes is corrected likewise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base_sha256.h"
#include "base_span.h"
#include "out.h"
#include "record_correct.h"
#include "record_parse.h"
#include <stdio.h>
#include <stdlib.h>

static const char TEXT[] =
    "Police chief Ann Roe said Bo Lind was shot dead. Roe said three people were killed, and \"it is over\". "
    "Lind, a neighbour said, fired first. Roe was hurt too.";
static struct arena arena;

static span words_from(const char *words, uint32_t from) {
    const char *at = strstr(TEXT + from, words);
    if (!at) fail_msg("no such words: %s", words);
    uint32_t beg = (uint32_t)(at - TEXT);
    return span_of(beg, beg + (uint32_t)strlen(words));
}
static span words(const char *w) { return words_from(w, 0); }
static sayso_spans spans_of(uint32_t n, const span *at) {
    span *own = ARENA_ARRAY(&arena, span, n);
    memcpy(own, at, n * sizeof *own);
    return (sayso_spans){own, n};
}
#define SPANS(...) spans_of(sizeof((span[]){__VA_ARGS__}) / sizeof(span), (span[]){__VA_ARGS__})
static sayso_ids ids_of(uint32_t n, const int32_t *at) {
    int32_t *own = ARENA_ARRAY(&arena, int32_t, n);
    memcpy(own, at, n * sizeof *own);
    return (sayso_ids){own, n};
}
#define IDS(...) ids_of(sizeof((int32_t[]){__VA_ARGS__}) / sizeof(int32_t), (int32_t[]){__VA_ARGS__})
#define LIST(type, ...)                                                                                    \
    memcpy(ARENA_ARRAY(&arena, type, sizeof((type[]){__VA_ARGS__}) / sizeof(type)), (type[]){__VA_ARGS__}, \
           sizeof((type[]){__VA_ARGS__}))

static span second_roe(void) { return words_from("Roe", words("Roe said three").beg); }
static span third_roe(void) { return words_from("Roe", words("Roe was hurt").beg); }
static span second_lind(void) { return words_from("Lind", words("Lind, a").beg); }

/* shuffled: as another reading may have it, in another order. */
static sayso_record sample(bool shuffled) {
    int32_t roe = shuffled, lind = !shuffled, chief = shuffled, neighbour = !shuffled;
    sayso_record r = {.text = TEXT, .n_text = sizeof TEXT - 1};
    memcpy(r.id, "sha256:", 7);
    sha256_hex(TEXT, sizeof TEXT - 1, r.id + 7);
    static const char *const roe_names[] = {"Roe"}, *const lind_names[] = {"Lind"};
    sayso_entity a = {SAYSO_ENTITY_PERSON,
                      true,
                      "Ann Roe",
                      {roe_names, 1},
                      SPANS(words("Police chief")),
                      SPANS(words("Police chief Ann Roe"), second_roe(), third_roe()),
                      {0}};
    sayso_entity b = {SAYSO_ENTITY_PERSON, true, "Bo Lind", {lind_names, 1}, {0}, SPANS(words("Bo Lind"), second_lind()), {0}};
    sayso_entity c = {SAYSO_ENTITY_PERSON, false, "a neighbour", {0}, {0}, SPANS(words("a neighbour")), {0}};
    r.entities = shuffled ? LIST(sayso_entity, b, a, c) : LIST(sayso_entity, a, b, c);
    r.n_entities = 3;
    sayso_source x = {roe, "Ann Roe", SAYSO_SOURCE_OFFICIAL, true, SPANS(words("Police chief Ann Roe"), second_roe())};
    sayso_source y = {2, "a neighbour", SAYSO_SOURCE_UNNAMED, false, SPANS(words("a neighbour"))};
    r.sources = shuffled ? LIST(sayso_source, y, x) : LIST(sayso_source, x, y);
    r.n_sources = 2;
    r.attributions =
        LIST(sayso_attribution,
             {SPANS(words("Police chief Ann Roe")), SPANS(words("said")), SPANS(words("Bo Lind was shot dead")), chief, -1,
              SAYSO_FORM_INDIRECT, "states", 1},
             {SPANS(second_roe()), SPANS(words_from("said", second_roe().beg)),
              SPANS(words("three people were killed, and \"it is over\"")), chief, -1, SAYSO_FORM_MIXED, "states", 1},
             {SPANS(words("a neighbour")), SPANS(words_from("said", words("a neighbour").beg)),
              SPANS(second_lind(), words("fired first")), neighbour, -1, SAYSO_FORM_INDIRECT, "states", 1});
    r.n_attributions = 3;
    r.quotes = LIST(sayso_quote, {words("\"it is over\""), roe, 1, IDS(chief)});
    r.n_quotes = 1;
    sayso_value three = {SAYSO_VALUE_COUNT, NULL, 0, {SAYSO_RELATION_EQ, true, true, 3, 3}};
    r.claims = LIST(sayso_claim, {"victim", {SAYSO_VALUE_ENTITY, NULL, lind, {0}}, 0, words("Bo Lind"), IDS(chief), {0}, 0},
                    {"killed", three, 0, words("three people were killed"), IDS(chief), {0}, 1},
                    {"agent", {SAYSO_VALUE_ENTITY, NULL, lind, {0}}, 0, second_lind(), IDS(neighbour), {0}, 2},
                    {"victim", {SAYSO_VALUE_ENTITY, NULL, roe, {0}}, 0, third_roe(), {0}, {0}, -1});
    r.n_claims = 4;
    r.events = LIST(sayso_event,
                    {.trigger = words("shot"),
                     .kind = "shooting",
                     .participants = LIST(sayso_participant, {"patient", lind, words("Bo Lind")}, {"agent", lind, second_lind()}),
                     .n_participants = 2,
                     .time = -1,
                     .place = -1});
    r.n_events = 1;
    r.incident = (sayso_incident){.kind = "shooting", .events = IDS(0)};
    r.incident.victims = (sayso_fillers){LIST(sayso_filler, {{SAYSO_VALUE_ENTITY, NULL, lind, {0}}, IDS(0), 0.25f},
                                              {{SAYSO_VALUE_ENTITY, NULL, roe, {0}}, IDS(3), 0.5f}),
                                         2};
    r.incident.perpetrators = (sayso_fillers){LIST(sayso_filler, {{SAYSO_VALUE_ENTITY, NULL, lind, {0}}, IDS(2)}), 1};
    r.incident.killed = (sayso_fillers){LIST(sayso_filler, {three, IDS(1)}), 1};
    r.sentences = LIST(span, {0, sizeof TEXT - 1}), r.n_sentences = 1;
    return r;
}

/* ---- what is looked at ---- */
static const char *entity_at(const sayso_record *r, span at) {
    int32_t e = record_entity_at(r, at);
    return e < 0 ? "-" : r->entities[e].name;
}
static const sayso_claim *claim_at(const sayso_record *r, const char *slot, span at) {
    for (uint32_t i = 0; i < r->n_claims; i++)
        if (!strcmp(r->claims[i].slot, slot) && span_eq(r->claims[i].span, at)) return &r->claims[i];
    return NULL;
}
static const char *speaker_of(const sayso_record *r, const sayso_claim *c) {
    assert_non_null(c);
    return c->chain.n ? r->sources[c->chain.at[c->chain.n - 1]].name : "-";
}

static int keep(void *stream, const char *bytes, size_t n) { return fwrite(bytes, 1, n, stream) != n; }

/* Printed, and read back: that refuses ids that name nothing and spans out of order. */
static char *printed(const sayso_record *r) {
    char *json;
    size_t n;
    FILE *f = open_memstream(&json, &n);
    struct sink sink;
    static const struct scores read = {0};
    sink_init(&sink, keep, f);
    assert_int_equal(out_json(&(struct out_report){.record = r, .scores = &read}, false, &sink), SAYSO_OK);
    assert_int_equal(sink_end(&sink), SAYSO_OK);
    fclose(f);
    return json;
}
static void is_sound(const sayso_record *r) {
    char *json = printed(r);
    sayso_error e;
    sayso_report *back = sayso_report_parse(json, strlen(json), "corrected", &e);
    if (!back) fail_msg("%s in %s", e.message, json);
    sayso_report_free(back);
    free(json);
}

static sayso_record corrected(bool shuffled, struct record_correction c) {
    sayso_record r = sample(shuffled), was = r;
    char *before = printed(&r);
    assert_int_equal(record_correct(&r, &c, 1, &arena), SAYSO_OK);
    assert_true(c.took);
    is_sound(&r);
    char *after = printed(&was), *now = printed(&r); /* the lists that were there are as they were */
    assert_string_equal(before, after);
    assert_string_not_equal(before, now);
    free(before), free(after), free(now);
    return r;
}
#define BOTH(shuffled) for (int shuffled = 0; shuffled < 2; shuffled++)

static void what_was_misread_goes(void **state) {
    (void)state;
    BOTH(shuffled) {
        sayso_record r = corrected(
            shuffled, (struct record_correction){.kind = SAYSO_CORRECTION_MISREAD, .at = words("three people were killed")});
        assert_int_equal(r.n_claims, 3);
        assert_int_equal(r.incident.killed.n, 0);
        assert_null(claim_at(&r, "killed", words("three people were killed")));
        const sayso_filler *f = &r.incident.victims.at[1]; /* claim 3 is number 2 now */
        assert_ptr_equal(&r.claims[f->claims.at[0]], claim_at(&r, "victim", third_roe()));
    }
    /* by some of its words, and by slot */
    sayso_record r =
        corrected(false, (struct record_correction){.kind = SAYSO_CORRECTION_MISREAD, .at = words("people"), .text = "killed"});
    assert_int_equal(r.n_claims, 3);
    struct record_correction none = {
        .kind = SAYSO_CORRECTION_MISREAD, .at = words("three people were killed"), .text = "injured"};
    r = sample(false);
    assert_int_equal(record_correct(&r, &none, 1, &arena), SAYSO_OK);
    assert_false(none.took);
    assert_int_equal(r.n_claims, 4);
}

static void somebody_else_said_it(void **state) {
    (void)state;
    span at = words("three people were killed");
    BOTH(shuffled) {
        sayso_record r = corrected(
            shuffled, (struct record_correction){.kind = SAYSO_CORRECTION_SPEAKER, .at = at, .other = words("a neighbour")});
        assert_string_equal(speaker_of(&r, claim_at(&r, "killed", at)), "a neighbour");
        assert_string_equal(speaker_of(&r, claim_at(&r, "victim", words("Bo Lind"))), "Ann Roe");
        const sayso_attribution *a = &r.attributions[claim_at(&r, "killed", at)->attribution];
        assert_string_equal(r.sources[a->source_id].name, "a neighbour");
        assert_string_equal(r.entities[r.quotes[0].speaker].name, "Ann Roe"); /* other words of the same sentence stay hers */
    }
    sayso_record r = corrected(
        false, (struct record_correction){.kind = SAYSO_CORRECTION_SPEAKER, .at = words("\"it is over\""), .text = "Kim Vale"});
    assert_string_equal(r.sources[r.quotes[0].chain.at[0]].name, "Kim Vale");
    assert_int_equal(r.quotes[0].speaker, -1);
    r = corrected(false, (struct record_correction){
                             .kind = SAYSO_CORRECTION_SPEAKER, .at = words("Bo Lind was shot dead"), .text = "a NEIGHBOUR"});
    assert_string_equal(speaker_of(&r, claim_at(&r, "victim", words("Bo Lind"))), "a neighbour");
    assert_int_equal(r.n_sources, 2);
    /* the report's own word has a speaker now */
    r = corrected(false, (struct record_correction){.kind = SAYSO_CORRECTION_SPEAKER, .at = third_roe(), .text = "Bo Lind"});
    assert_string_equal(speaker_of(&r, claim_at(&r, "victim", third_roe())), "Bo Lind");
    assert_int_equal(r.sources[r.n_sources - 1].entity, 1);
}

static void it_is_not_that_one(void **state) {
    (void)state;
    BOTH(shuffled) {
        sayso_record r = corrected(shuffled, (struct record_correction){.kind = SAYSO_CORRECTION_NOT_THAT, .at = third_roe()});
        assert_int_equal(r.n_entities, 4);
        assert_string_equal(entity_at(&r, third_roe()), "Roe");
        assert_string_equal(entity_at(&r, second_roe()), "Ann Roe");
        assert_int_equal(claim_at(&r, "victim", third_roe())->value.id, 3);
        assert_int_equal(r.incident.victims.n, 2);
        assert_int_equal(r.incident.victims.at[1].value.id, 3);
        assert_int_equal(r.n_sources, 2);
        r = corrected(shuffled, (struct record_correction){.kind = SAYSO_CORRECTION_NOT_THAT, .at = second_roe()});
        assert_string_equal(speaker_of(&r, claim_at(&r, "killed", words("three people were killed"))), "Roe");
        assert_int_equal(r.quotes[0].speaker, 3);
        assert_int_equal(r.n_sources, 3);
        r = corrected(shuffled,
                      (struct record_correction){.kind = SAYSO_CORRECTION_NOT_THAT, .at = words("Police chief Ann Roe")});
        assert_string_equal(entity_at(&r, third_roe()), "Roe"); /* her full name was another's */
        r = corrected(shuffled, (struct record_correction){.kind = SAYSO_CORRECTION_NOT_THAT, .at = second_lind()});
        assert_int_equal(r.incident.perpetrators.at[0].value.id, 3);
        assert_int_equal(r.incident.victims.at[0].value.id, record_entity_at(&r, words("Bo Lind")));
        assert_int_equal(r.events[0].participants[1].entity, 3);
    }
}

static void these_are_one(void **state) {
    (void)state;
    BOTH(shuffled) {
        sayso_record r = corrected(
            shuffled,
            (struct record_correction){.kind = SAYSO_CORRECTION_SAME, .at = words("a neighbour"), .other = third_roe()});
        assert_int_equal(r.n_entities, 2);
        assert_string_equal(entity_at(&r, words("a neighbour")), "Ann Roe");
        assert_int_equal(r.n_sources, 1);
        assert_string_equal(speaker_of(&r, claim_at(&r, "agent", second_lind())), "Ann Roe");
        assert_int_equal(r.sources[0].mentions.n, 3);
        r = corrected(shuffled,
                      (struct record_correction){.kind = SAYSO_CORRECTION_SAME, .at = words("Bo Lind"), .other = second_roe()});
        assert_int_equal(r.incident.victims.n, 1); /* both were victims: one value with both claims */
        assert_int_equal(r.incident.victims.at[0].claims.n, 2);
        assert_true(r.incident.victims.at[0].score == 0.5f); /* the surer one's */
    }
}

static void these_are_two(void **state) {
    (void)state;
    BOTH(shuffled) {
        sayso_record r = corrected(shuffled, (struct record_correction){.kind = SAYSO_CORRECTION_DIFFERENT,
                                                                        .at = words("Police chief Ann Roe"),
                                                                        .other = third_roe()});
        assert_string_equal(entity_at(&r, words("Ann Roe")), "Ann Roe");
        assert_string_equal(entity_at(&r, second_roe()), "Roe"); /* the same words go along */
        assert_int_equal(record_entity_at(&r, second_roe()), record_entity_at(&r, third_roe()));
    }
}

static void across_reports(void **state) {
    (void)state;
    sayso_record r = corrected(
        false, (struct record_correction){
                   .kind = SAYSO_CORRECTION_SAME, .at = words("a neighbour"), .across = true, .name = "Ida Holm", .named = true});
    assert_string_equal(entity_at(&r, words("a neighbour")), "Ida Holm");
    assert_string_equal(r.entities[2].aliases.at[0], "a neighbour");
    assert_string_equal(r.sources[1].name, "Ida Holm");
    r = sample(false);
    struct record_correction apart = {
        .kind = SAYSO_CORRECTION_DIFFERENT, .at = words("Bo Lind"), .across = true, .told_apart = -7};
    assert_int_equal(record_correct(&r, &apart, 1, &arena), SAYSO_OK);
    assert_int_equal(r.entities[1].told_apart.n, 1);
    assert_int_equal(r.entities[1].told_apart.at[0], -7);
}

/* A later decision holds before an earlier one; what is outside the text does nothing. */
static void in_their_order(void **state) {
    (void)state;
    sayso_record r = sample(false);
    struct record_correction c[] = {
        {.kind = SAYSO_CORRECTION_SAME, .at = words("Bo Lind"), .other = second_roe()},
        {.kind = SAYSO_CORRECTION_DIFFERENT, .at = second_roe(), .other = words("Bo Lind")},
        {.kind = SAYSO_CORRECTION_MISREAD, .at = {9000, 9010}},
        {.kind = SAYSO_CORRECTION_SAME, .at = second_roe(), .other = {9000, 9010}},
    };
    assert_int_equal(record_correct(&r, c, 4, &arena), SAYSO_OK);
    is_sound(&r);
    assert_true(c[0].took && c[1].took && !c[2].took && !c[3].took);
    assert_string_equal(entity_at(&r, words("Bo Lind")), "Bo Lind");
    assert_int_not_equal(record_entity_at(&r, words("Bo Lind")), record_entity_at(&r, second_roe()));
}

/* Any correction at any words leaves a sound record. */
static void whatever_is_named(void **state) {
    (void)state;
    static const sayso_correction_kind kinds[] = {SAYSO_CORRECTION_SAME, SAYSO_CORRECTION_DIFFERENT, SAYSO_CORRECTION_NOT_THAT,
                                                  SAYSO_CORRECTION_SPEAKER, SAYSO_CORRECTION_MISREAD};
    uint32_t seed = 7;
    for (int i = 0; i < 3000; i++) {
        struct record_correction c[3];
        struct arena own;
        sayso_record r = sample(i % 2);
        for (int k = 0; k < 3; k++) {
            uint32_t n[5];
            for (int j = 0; j < 5; j++) seed = seed * 1664525 + 1013904223, n[j] = seed >> 8;
            c[k] = (struct record_correction){.kind = kinds[n[0] % 5],
                                              .at = {n[1] % 150, n[1] % 150 + 1 + n[2] % 30},
                                              .other = {n[3] % 150, n[3] % 150 + 1 + n[4] % 20}};
            if (c[k].kind == SAYSO_CORRECTION_SPEAKER && n[0] % 2) c[k].text = "Kim Vale";
        }
        arena_init(&own, 0);
        assert_int_equal(record_correct(&r, c, 3, &own), SAYSO_OK);
        is_sound(&r);
        arena_release(&own);
        if (i % 50 == 0) arena_clear(&arena);
    }
}

static int begin(void **state) { return arena_init(&arena, 0), (void)state, 0; }
static int end(void **state) { return arena_release(&arena), (void)state, 0; }

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_misread_goes), cmocka_unit_test(somebody_else_said_it),
                                       cmocka_unit_test(it_is_not_that_one),    cmocka_unit_test(these_are_one),
                                       cmocka_unit_test(these_are_two),         cmocka_unit_test(across_reports),
                                       cmocka_unit_test(in_their_order),        cmocka_unit_test(whatever_is_named)};
    return cmocka_run_group_tests(tests, begin, end);
}
