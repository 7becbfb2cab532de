/* Records read back: what is refused, where it is placed and what is said; what another tool may write; memory that runs out at
 * every place in turn. That a record comes back as it was written: round_trip.c, and the sample here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../out/out_sample.h"
#include "base_sha256.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- memory that runs out ---- */
static long allowed = -1; /* allocations left; -1: no end */
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);

static bool refuse(void) {
    if (allowed < 0) return false;
    if (allowed == 0) return true;
    allowed--;
    return false;
}
void *__wrap_malloc(size_t n) { return refuse() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return refuse() ? NULL : __real_calloc(n, size); }

/* ---- inputs ---- */
#define TEXT "\"text\":\"H\xc3\xa9l\xc3\xa8ne ran.\"" /* é is [1,3), the whole [0,13) */
#define HEAD "{\"sayso\":\"0.1\"," TEXT ","

struct bad {
    const char *json; /* the error's byte is where '@' stands, which is taken out; at its end where there is none */
    const char *message;
};

static void refused(const struct bad *b, sayso_code code) {
    size_t n = strlen(b->json), at = strcspn(b->json, "@");
    char *json = malloc(n + 1);
    memcpy(json, b->json, at);
    if (at < n) memcpy(json + at, b->json + at + 1, n-- - at - 1);
    sayso_error e;
    sayso_report *r = sayso_report_parse(json, n, "a.json", &e);
    if (r) fail_msg("taken: %s", b->json);
    assert_string_equal(e.message, b->message);
    assert_string_equal(e.stage, "record");
    assert_string_equal(e.input, "a.json");
    assert_int_equal(e.code, code);
    if (e.byte != at) fail_msg("byte %llu, not %zu: %s", (unsigned long long)e.byte, at, b->json);
    free(json);
}

static sayso_report *taken(const char *json) {
    sayso_error e;
    sayso_report *r = sayso_report_parse(json, strlen(json), NULL, &e);
    if (!r) fail_msg("byte %llu: %s", (unsigned long long)e.byte, e.message);
    return r;
}

static struct told printed(const sayso_report *r, sayso_format f) {
    struct told t = {0};
    assert_int_equal(sayso_print(r, f, NULL, told_write, &t, NULL), SAYSO_OK);
    return t;
}

/* ---- what is no JSON ---- */
static void what_is_no_json_is_placed(void **state) {
    (void)state;
    static const struct bad all[] = {
        {"", "no JSON: it ends too early"},
        {" \n", "no JSON: it ends too early"},
        {"{\"a\":1,@}", "no JSON: a key is missing"},
        {"{@a:1}", "no JSON: a key is missing"},
        {"{\"a\" @1}", "no JSON: a colon is missing"},
        {"[1 @2]", "no JSON: a comma or an end is missing"},
        {"[1@}", "no JSON: a comma or an end is missing"},
        {"[1,@]", "no JSON: a value is missing"},
        {"[@tru]", "no JSON: a value is missing"},
        {"[@01]", "no JSON: a number that begins with 0"},
        {"[-@]", "no JSON: a number without digits"},
        {"[1.@]", "no JSON: a number that ends in its point"},
        {"[1e+@]", "no JSON: an exponent without digits"},
        {"[\"a@\\x\"]", "no JSON: no such escape"},
        {"[\"@\\u12g4\"]", "no JSON: no such escape"},
        {"[\"@\\ud83d\"]", "no JSON: no such escape"},
        {"[\"@\\ud83d\\u0041\"]", "no JSON: no such escape"},
        {"[\"@\\ude00\"]", "no JSON: no such escape"},
        {"[\"a@\n\"]", "no JSON: a control character in a string"},
        {"[\"a", "no JSON: it ends too early"},
        {"[{\"a\":", "no JSON: it ends too early"},
        {"{} @{}", "no JSON: something follows behind its end"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) refused(&all[i], SAYSO_FORMAT);
    refused(&(struct bad){"[\"a@\xc3(\"]", "not UTF-8"}, SAYSO_ENCODING);
    refused(&(struct bad){"[\"@\xed\xa0\x80\"]", "not UTF-8"}, SAYSO_ENCODING);
}

/* ---- what is no record ---- */
static void what_is_no_record_is_told(void **state) {
    (void)state;
    static const struct bad all[] = {
        {"@[]", "no object"},
        {"@3", "no object"},
        {"@{}", "sayso: missing: this is no record"},
        {"@{" TEXT "}", "sayso: missing: this is no record"},
        {"@{\"sayso\":\"0.1\"}", "text: missing"},
        {"@{\"sayso\":\"0.1\",\"text\":null}", "text: missing"},
        {"{\"sayso\":\"@1.0\"," TEXT "}", "sayso: version \"1.0\" of the record is not 0.1"},
        {"{\"sayso\":@0.1," TEXT "}", "sayso: no string"},
        {"{\"input\":{\"name\":\"x\"},\"error\":@{\"code\":\"IO\"}}",
         "error: no record: it tells of an input that could not be read"},
        {"{\"sayso\":\"0.1\",\"text\":\"@a\\u0000b\"}", "text: a string with NUL in it"},
        {HEAD "\"id\":\"@sha256:00\"}", "id: not the one of this text, which is sha256:e3a91e2cabc05..."},
        {"{\"sayso\":\"0.1\"," TEXT ",\"text\":\"@b\"}", "text: given twice"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) refused(&all[i], SAYSO_FORMAT);
    refused(&(struct bad){"{\"sayso\":\"0.1\",\"text\":\"@\"}", "the record's text is empty"}, SAYSO_EMPTY);
}

static void wrong_fields_are_named(void **state) {
    (void)state;
    static const struct bad all[] = {
        /* types */
        {HEAD "\"input\":@3}", "input: no object"},
        {HEAD "\"input\":{\"name\":@3}}", "input.name: no string"},
        {HEAD "\"input\":{\"bytes\":@-1}}", "input.bytes: no whole number from 0 to 9223372036854775807"},
        {HEAD "\"input\":{\"bytes\":@1.5}}", "input.bytes: no whole number from 0 to 9223372036854775807"},
        {HEAD "\"input\":{\"sha256\":\"@xyz\"}}", "input.sha256: not 64 hexadecimal digits"},
        {HEAD "\"publication\":{\"bylines\":\"@A\"}}", "publication.bylines: no list"},
        {HEAD "\"publication\":{\"bylines\":[\"A\",@null]}}", "publication.bylines: no string"},
        {HEAD "\"entities\":@{}}", "entities: no list"},
        {HEAD "\"entities\":[@null]}", "entities[0]: no object"},
        {HEAD "\"entities\":[{\"kind\":\"thing\",\"named\":@1}]}", "entities[0].named: neither true nor false"},
        {HEAD "\"blocks\":[{\"kind\":\"quote\",\"span\":[0,1],\"level\":@256}]}",
         "blocks[0].level: no whole number from 0 to 255"},
        /* kinds */
        {HEAD "\"entities\":[{\"kind\":\"@animal\"}]}", "entities[0].kind: \"animal\" is none of its words"},
        {HEAD "\"entities\":[@{}]}", "entities[0].kind: missing"},
        {HEAD "\"sources\":[{\"kind\":\"@witnes\"}]}", "sources[0].kind: \"witnes\" is none of its words"},
        {HEAD "\"attributions\":[{\"form\":\"@\"}]}", "attributions[0].form: \"\" is none of its words"},
        {HEAD "\"times\":[{\"type\":\"@WEEK\"}]}", "times[0].type: \"WEEK\" is none of its words"},
        {HEAD "\"times\":[@{\"type\":\"DATE\"}]}", "times[0].value: missing"},
        {HEAD "\"places\":[{\"role\":\"@home\"}]}", "places[0].role: \"home\" is none of its words"},
        {HEAD "\"amounts\":[{\"relation\":\"@=\"}]}", "amounts[0].relation: \"=\" is none of its words"},
        {HEAD "\"amounts\":[{\"relation\":\"eq\",\"kind\":\"@weight\"}]}", "amounts[0].kind: \"weight\" is none of its words"},
        {HEAD "\"events\":[{\"status\":\"@done\"}]}", "events[0].status: \"done\" is none of its words"},
        {HEAD "\"events\":[@{\"status\":\"ongoing\"}]}", "events[0].certainty: missing"},
        {HEAD "\"events\":[{\"status\":\"ongoing\",\"certainty\":{\"level\":\"@no\"}}]}",
         "events[0].certainty.level: \"no\" is none of its words"},
        {HEAD "\"media\":[{\"kind\":\"image\",\"chain\":[{\"name\":\"A\",\"role\":\"@owner\"}]}]}",
         "media[0].chain.role: \"owner\" is none of its words"},
        {HEAD "\"claims\":[@{}]}", "claims[0].slot: missing"},
        {HEAD "\"claims\":[{\"slot\":\"@two words\"}]}", "claims[0].slot: not one word of printable ASCII"},
        {HEAD "\"events\":[{\"type\":\"@A\\n\"}]}", "events[0].type: not one word of printable ASCII"},
        {HEAD "\"places\":[{\"country\":\"@\"}]}", "places[0].country: not one word of printable ASCII"},
        {HEAD "\"events\":[{\"participants\":[{\"role\":\"@\u00e9\"}]}]}",
         "events[0].participants.role: not one word of printable ASCII"},
        /* numbers */
        {HEAD "\"places\":[{\"lat\":@91,\"lon\":0}]}", "places[0].lat: no number from -90 to 90"},
        {HEAD "\"places\":[{\"lat\":1,\"lon\":@-180.5}]}", "places[0].lon: no number from -180 to 180"},
        {HEAD "\"places\":[@{\"lat\":1}]}", "places[0].lon: missing"},
        {HEAD "\"attributions\":[{\"form\":\"direct\",\"score\":@1.1}]}", "attributions[0].score: no number from 0 to 1"},
        {HEAD "\"amounts\":[{\"relation\":\"eq\",\"low\":@3,\"high\":2}]}", "amounts[0].low: more than high"},
        {HEAD "\"amounts\":[{\"relation\":\"eq\",\"low\":@1e999}]}",
         "amounts[0].low: no number from -1.79769313486232e+308 to 1.79769313486232e+308"},
        /* spans */
        {HEAD "\"sentences\":[[0,13],@[5,14]]}", "sentences: a span that goes past the text's 13 bytes"},
        {HEAD "\"sentences\":[@[2,13]]}", "sentences: a span that cuts a character in two"},
        {HEAD "\"sentences\":[@[0,2]]}", "sentences: a span that cuts a character in two"},
        {HEAD "\"sentences\":[@[4,4]]}", "sentences: a span that ends where it begins, or before"},
        {HEAD "\"sentences\":[@[-1,4]]}", "sentences: no span [begin, end)"},
        {HEAD "\"sentences\":[@[0,1,3]]}", "sentences: no span [begin, end)"},
        {HEAD "\"sentences\":[\"@0-1\"]}", "sentences: no span [begin, end)"},
        {HEAD "\"sentences\":[@null]}", "sentences: no span [begin, end)"},
        {HEAD "\"sentences\":[@[0,99999999999999999999]]}", "sentences: no span [begin, end)"},
        {HEAD "\"entities\":[{\"kind\":\"thing\",\"mentions\":[[3,4],@[0,1]]}]}",
         "entities[0].mentions: spans that are not in the order of the text"},
        {HEAD "\"entities\":[{\"kind\":\"thing\",\"titles\":[{\"text\":\"@ran\",\"span\":[0,1]}]}]}",
         "entities[0].titles.text: not the words of its span"},
        {HEAD "\"blocks\":[@{\"kind\":\"quote\"}]}", "blocks[0].span: missing"},
        {HEAD "\"blocks\":[{\"kind\":\"quote\",\"span\":[0,4]},{\"kind\":\"quote\",\"span\":@[3,6]}]}",
         "blocks[1].span: it begins before the block before it ends"},
        {HEAD "\"input\":{\"bytes\":9},\"blocks\":[{\"kind\":\"quote\",\"span\":[0,1],\"source\":@[0,10]}]}",
         "blocks[0].source: a span that goes past the input's bytes"},
        /* ids */
        {HEAD "\"sources\":[{\"kind\":\"person\",\"entity\":\"@e0\"}]}", "sources[0].entity: nothing there has the id \"e0\""},
        {HEAD "\"sources\":[{\"kind\":\"person\",\"entity\":@0}]}", "sources[0].entity: no id"},
        {HEAD "\"sources\":[{\"id\":\"x\",\"kind\":\"person\",\"entity\":\"@x\"}]}",
         "sources[0].entity: nothing there has the id \"x\""},
        {HEAD "\"entities\":[{\"id\":@7,\"kind\":\"thing\"}]}", "entities[0].id: no string"},
        {HEAD "\"entities\":[{\"id\":\"x\",\"kind\":\"thing\"},@{\"id\":\"x\",\"kind\":\"thing\"}]}",
         "entities[1].id: \"x\" is the id of another too"},
        {HEAD "\"quotes\":[{\"chain\":[null,\"@s9\\n\"]}]}", "quotes[0].chain: nothing there has the id \"s9?\""},
        {HEAD "\"claims\":[{\"slot\":\"what\",\"about\":\"@v0\"}]}", "claims[0].about: nothing there has the id \"v0\""},
        {HEAD "\"events\":[{\"status\":\"ongoing\",\"certainty\":{\"level\":\"certain\"},\"same_as\":[@null]}]}",
         "events[0].same_as: no id"},
        {HEAD "\"attributions\":[@{\"id\":\"a\",\"form\":\"direct\",\"within\":\"b\"},{\"id\":\"b\",\"form\":\"direct\","
              "\"within\":\"a\"}]}",
         "attributions[0].within: it leads back to where it came from"},
        {HEAD "\"attributions\":[{\"form\":\"direct\"},@{\"id\":\"a\",\"form\":\"direct\",\"within\":\"a\"}]}",
         "attributions[1].within: it leads back to where it came from"},
        /* values */
        {HEAD "\"claims\":[{\"slot\":\"killed\",\"value\":@3}]}", "claims[0].value: no string"},
        {HEAD "\"claims\":[@{\"slot\":\"killed\",\"value\":{\"low\":3}}]}", "claims[0].relation: missing"},
        {HEAD "\"incident\":{\"place\":[{\"value\":\"@here\"}]}}", "incident.place: nothing there has the id \"here\""},
        {HEAD "\"incident\":{\"killed\":[{\"value\":\"@3\"}]}}", "incident.killed: no object"},
        {HEAD "\"incident\":{\"victims\":[{\"entity\":\"@e0\"}]}}", "incident.victims: nothing there has the id \"e0\""},
        {HEAD "\"incident\":{\"victims\":[{\"entity\":\"e0\",\"value\":\"@x\"}]}}", "incident.victims: value and entity at once"},
        {HEAD "\"incident\":{\"killed\":[{\"score\":@1.5}]}}", "incident.score: no number from 0 to 1"},
        {HEAD "\"incident\":{\"killed\":[{\"claims\":[\"@c0\"]}]}}", "incident.killed: nothing there has the id \"c0\""},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) refused(&all[i], SAYSO_FORMAT);
}

static void limits_hold(void **state) {
    (void)state;
    char json[400] = HEAD "\"x\":";
    size_t head = strlen(json);
    for (int deep = 63; deep <= 64; deep++) { /* the object around is one more */
        memset(json + head, '[', (size_t)deep);
        memset(json + head + deep, ']', (size_t)deep);
        strcpy(json + head + 2 * deep, "}");
        sayso_error e;
        sayso_report *r = sayso_report_parse(json, strlen(json), NULL, &e);
        assert_int_equal(r != NULL, deep == 63);
        if (!r) assert_int_equal(e.code, SAYSO_LIMIT), assert_int_equal(e.byte, head + 63);
        sayso_report_free(r);
    }
    size_t n = (64u << 20) + 1;
    char *large = malloc(n);
    memset(large, ' ', n);
    sayso_error e;
    assert_null(sayso_report_parse(large, n, NULL, &e));
    assert_int_equal(e.code, SAYSO_LIMIT);
    assert_null(sayso_report_parse(large, n - 1, NULL, &e));
    assert_int_equal(e.code, SAYSO_FORMAT);
    free(large);
    assert_null(sayso_report_parse(NULL, 1, NULL, &e));
    assert_int_equal(e.code, SAYSO_USAGE);
    assert_null(sayso_report_parse(NULL, 0, NULL, NULL));
}

/* ---- what is taken ---- */
static void absent_stays_absent(void **state) {
    (void)state;
    sayso_report *r = taken("\xef\xbb\xbf {\"later\": [{\"a\": 1e999}], \"text\": \"Ran.\", \"publication\": {\"title\": null}, "
                            "\"sayso\": \"0.1\"}\r\n");
    const sayso_record *c = sayso_report_record(r);
    assert_string_equal(c->text, "Ran.");
    assert_int_equal(c->n_text, 4);
    assert_null(c->publication.title);
    assert_null(c->input.name);
    assert_null(c->incident.kind);
    assert_int_equal(c->n_blocks + c->n_entities + c->n_claims + c->publication.bylines.n, 0);
    struct told t = printed(r, SAYSO_JSONL);
    assert_null(strstr(t.bytes, "entities")); /* nobody looked for them */
    assert_non_null(strstr(t.bytes, "\"id\":\"sha256:"));
    free(t.bytes);
    sayso_report_free(r);
    r = taken("{\"sayso\":\"0.1\",\"text\":\"Ran.\",\"entities\":[]}");
    t = printed(r, SAYSO_JSONL);
    assert_non_null(strstr(t.bytes, "\"entities\":[],\"sources\":[]"));
    free(t.bytes);
    sayso_report_free(r);
}

/* Ids of any form, before what they name and behind it, the same in two lists; a value is what its slot asks for. */
static void ids_of_another_tool_are_resolved(void **state) {
    (void)state;
    sayso_report *r = taken(
        HEAD
        "\"claims\":[{\"id\":\"k\",\"slot\":\"place\",\"value\":\"1\",\"about\":\"\\u0065v "
        "\\ud83d\\ude00\",\"chain\":[null,\"s\"]},"
        "{\"slot\":\"time\",\"value\":\"1\"},{\"slot\":\"agent\",\"value\":\"1\"},{\"slot\":\"agent\",\"value\":\"ev "
        "\xf0\x9f\x98\x80\"},"
        "{\"slot\":\"weapon\",\"value\":\"a "
        "rifle\"},{\"slot\":\"killed\",\"value\":{\"relation\":\"at_least\",\"low\":2.5}},{\"slot\":\"what\"}],"
        "\"entities\":[{\"kind\":\"thing\"},{\"id\":\"1\",\"kind\":\"person\"}],\"times\":[{\"id\":\"1\",\"type\":\"SET\","
        "\"value\":\"P1D\"}],"
        "\"places\":[{\"id\":\"0\"},{\"id\":\"1\"}],\"sources\":[{\"id\":\"s\",\"kind\":\"social\",\"entity\":\"1\"}],"
        "\"events\":[{\"id\":\"ev "
        "\xf0\x9f\x98\x80\",\"status\":\"denied\",\"certainty\":{\"level\":\"probable\"},\"time\":\"1\",\"place\":\"0\"}],"
        "\"incident\":{\"victims\":[{\"entity\":\"1\",\"claims\":[\"k\"]},{\"value\":\"1\"}],\"place\":[{\"value\":\"0\"}]}}");
    const sayso_record *c = sayso_report_record(r);
    static const sayso_value_kind kinds[] = {SAYSO_VALUE_PLACE, SAYSO_VALUE_TIME,  SAYSO_VALUE_ENTITY, SAYSO_VALUE_EVENT,
                                             SAYSO_VALUE_TEXT,  SAYSO_VALUE_COUNT, SAYSO_VALUE_NONE};
    static const int32_t ids[] = {1, 0, 1, 0, 0, 0, 0};
    assert_int_equal(c->n_claims, 7);
    for (uint32_t i = 0; i < 7; i++) {
        assert_int_equal(c->claims[i].value.kind, kinds[i]);
        assert_int_equal(c->claims[i].value.id, ids[i]);
        assert_int_equal(c->claims[i].about, i ? -1 : 0);
    }
    assert_int_equal(c->claims[0].chain.n, 2);
    assert_int_equal(c->claims[0].chain.at[0], -1);
    assert_int_equal(c->claims[0].chain.at[1], 0);
    assert_string_equal(c->claims[4].value.text, "a rifle");
    assert_true(c->claims[5].value.count.has_low && !c->claims[5].value.count.has_high);
    assert_true(c->claims[5].value.count.low == 2.5 && c->claims[5].value.count.relation == SAYSO_RELATION_AT_LEAST);
    assert_int_equal(c->sources[0].entity, 1);
    assert_int_equal(c->events[0].place, 0);
    assert_int_equal(c->events[0].status, SAYSO_STATUS_DENIED);
    assert_int_equal(c->events[0].certainty, SAYSO_CERTAINTY_PROBABLE);
    assert_int_equal(c->incident.victims.at[0].value.id, 1);
    assert_int_equal(c->incident.victims.at[1].value.kind, SAYSO_VALUE_TEXT); /* people stand under "entity" */
    sayso_report_free(r);
}

static void strings_lose_their_escapes(void **state) {
    (void)state;
    sayso_report *r = taken("{\"sayso\":\"0.1\",\"t\\u0065xt\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\uDe00.\"}");
    assert_string_equal(sayso_report_record(r)->text, "\"\\/\b\f\n\r\t\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80.");
    sayso_report_free(r);
}

static void numbers_are_the_nearest(void **state) {
    (void)state;
    static const double want[] = {0, 0.1, 1e15, 123456789012345678.0, -2.5e-7, 1e22, 9007199254740993.0, 62.47225};
    sayso_report *r = taken(HEAD "\"amounts\":[{\"relation\":\"some\",\"low\":-0},{\"relation\":\"some\",\"low\":0.1},{"
                                 "\"relation\":\"some\",\"low\":1e15},"
                                 "{\"relation\":\"some\",\"low\":123456789012345678},{\"relation\":\"some\",\"low\":-2.5E-7},{"
                                 "\"relation\":\"some\",\"low\":1e+22},"
                                 "{\"relation\":\"some\",\"low\":9007199254740993},{\"relation\":\"some\",\"low\":62.472250}]}");
    for (uint32_t i = 0; i < 8; i++) assert_true(sayso_report_record(r)->amounts[i].count.low == want[i]);
    sayso_report_free(r);
}

/* The record made by hand has every kind of value. */
static void the_sample_comes_back(void **state) {
    (void)state;
    struct sample s;
    struct sink k;
    struct told was = {0};
    char hash[65];
    sample_make(&s);
    s.record.input.name = "crane.html";
    sha256_hex(s.record.text, s.record.n_text, hash);
    snprintf(s.record.id, sizeof s.record.id, "sha256:%s", hash);
    sink_init(&k, told_write, &was);
    out_json(&s.report, false, &k);
    assert_int_equal(sink_end(&k), SAYSO_OK);
    sayso_report *r = taken(was.bytes);
    struct told is = printed(r, SAYSO_JSONL);
    assert_string_equal(is.bytes, was.bytes);
    free(is.bytes);
    free(was.bytes);
    static const char *const stages[] = {"report", "facts"};
    for (int i = 0; i < 2; i++) {
        was = is = (struct told){0};
        sink_init(&k, told_write, &was);
        assert_int_equal(out_dump(&s.report, stages[i], &k, NULL), SAYSO_OK);
        assert_int_equal(sink_end(&k), SAYSO_OK);
        assert_int_equal(sayso_dump(r, stages[i], told_write, &is, NULL), SAYSO_OK);
        assert_string_equal(is.bytes, was.bytes);
        free(is.bytes);
        free(was.bytes);
    }
    sayso_report_free(r);
    sample_release(&s);
}

static void what_a_record_lacks_is_refused(void **state) {
    (void)state;
    static const char *const stages[] = {"page", "text", "model"};
    sayso_report *r = taken(HEAD "\"entities\":[]}");
    for (int i = 0; i < 3; i++) {
        struct told t = {0};
        sayso_error e;
        assert_int_equal(sayso_dump(r, stages[i], told_write, &t, &e), SAYSO_USAGE);
        assert_non_null(strstr(e.message, stages[i]));
        assert_int_equal(t.n, 0);
    }
    assert_int_equal(sayso_report_source(r, (sayso_span){0, 1}).end, 0);
    sayso_report_free(r);
}

/* ---- cost and memory ---- */
/* A hundred thousand items, ids that share a long beginning, in falling order, each within the next: done by squares this would
 * not come to its end in the test's time. */
static void many_ids_are_quick(void **state) {
    (void)state;
    enum { MANY = 100000 };
    char *json = malloc(MANY * 180 + 200), *p = json;
    p += sprintf(p, HEAD "\"attributions\":[");
    for (int i = 0; i < MANY; i++)
        p += sprintf(p, "%s{\"id\":\"the same beginning of each %06d\",\"form\":\"direct\",\"within\":%s%s%06d\"}", i ? "," : "",
                     MANY - i, i + 1 < MANY ? "\"the same beginning of each " : "null,\"x\":\"", "", MANY - i - 1);
    sprintf(p, "]}");
    sayso_report *r = taken(json);
    assert_int_equal(sayso_report_record(r)->n_attributions, MANY);
    assert_int_equal(sayso_report_record(r)->attributions[MANY - 2].within, MANY - 1);
    sayso_report_free(r);
    free(json);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    enum { MANY = 3000 };
    char *json = __real_malloc(MANY * 60 + 200), *p = json;
    p += sprintf(p, HEAD "\"entities\":[");
    for (int i = 0; i < MANY; i++)
        p += sprintf(p, "%s{\"id\":\"\\u0065%d\",\"kind\":\"thing\",\"mentions\":[[0,1],[1,3]]}", i ? "," : "", i);
    sprintf(p, "]}");
    bool done = false;
    long n = 0;
    for (; !done; n++) {
        sayso_error e;
        allowed = n;
        sayso_report *r = sayso_report_parse(json, strlen(json), "x", &e);
        allowed = -1;
        done = r;
        if (!r) assert_int_equal(e.code, SAYSO_NOMEM), assert_string_equal(e.stage, "record");
        sayso_report_free(r);
    }
    assert_true(n > 5);
    free(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_json_is_placed),  cmocka_unit_test(what_is_no_record_is_told),
        cmocka_unit_test(wrong_fields_are_named),     cmocka_unit_test(limits_hold),
        cmocka_unit_test(absent_stays_absent),        cmocka_unit_test(ids_of_another_tool_are_resolved),
        cmocka_unit_test(strings_lose_their_escapes), cmocka_unit_test(numbers_are_the_nearest),
        cmocka_unit_test(the_sample_comes_back),      cmocka_unit_test(what_a_record_lacks_is_refused),
        cmocka_unit_test(many_ids_are_quick),         cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
