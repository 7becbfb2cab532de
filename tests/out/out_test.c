/* The formats on a record made by hand: JSON by a parser that is not ours, the HTML page's nesting and escaping, the
 * terminal's widths, the dump line by line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base_utf8.h"
#include "out_chars.h"
#include "out_countries.h"
#include "out_groups.h"
#include "out_json_value.h"
#include "out_lines.h"
#include "out_sample.h"
#include "out_say.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct told print(const struct sample *s, const char *how) {
    struct told t = {0};
    struct sink k;
    struct arena scratch;
    sayso_code code = SAYSO_USAGE;
    sayso_error e;
    arena_init(&scratch, 0);
    sink_init(&k, told_write, &t);
    if (!strcmp(how, "json")) code = out_json(&s->report, true, &k);
    if (!strcmp(how, "jsonl")) code = out_json(&s->report, false, &k);
    if (!strcmp(how, "plover")) code = out_plover(&s->report, &scratch, &k);
    if (!strcmp(how, "csv")) code = out_csv(&s->report, &(sayso_print_options){0}, &scratch, &k);
    if (!strcmp(how, "webannotation")) code = out_webannotation(&s->report, &scratch, &k);
    if (!strcmp(how, "brat")) code = out_brat(&s->report, &scratch, &k);
    if (!strcmp(how, "geojson")) code = out_geojson(&s->report, &scratch, &k);
    if (!strcmp(how, "html")) code = out_html(&s->report, &scratch, &k);
    if (!strcmp(how, "text")) code = out_text(&s->report, &(sayso_print_options){.width = 60}, &scratch, &k);
    if (!strcmp(how, "wide")) code = out_text(&s->report, &(sayso_print_options){.width = 120}, &scratch, &k);
    if (!strcmp(how, "color")) code = out_text(&s->report, &(sayso_print_options){.width = 60, .color = true}, &scratch, &k);
    if (code == SAYSO_USAGE) code = out_dump(&s->report, how, &k, &e);
    assert_int_equal(code, SAYSO_OK);
    assert_int_equal(sink_end(&k), SAYSO_OK);
    arena_release(&scratch);
    return t;
}

static json_t *parsed(const char *how) {
    struct sample s;
    sample_make(&s);
    struct told t = print(&s, how);
    json_error_t e;
    json_t *j = json_loadb(t.bytes, t.n, JSON_REJECT_DUPLICATES, &e);
    if (!j) fail_msg("%s at %d: %.60s", e.text, e.position, t.bytes + (e.position > 30 ? e.position - 30 : 0));
    free(t.bytes);
    sample_release(&s);
    return j;
}

/* ---- what the formats share ---- */
static void times_are_said(void **state) {
    (void)state;
    static const struct {
        const char *value, *said;
    } cases[] = {{"2016-12-19", "19 December 2016"},
                 {"2016-12-19TEV", "19 December 2016, evening"},
                 {"2016-12-19T19:05", "19 December 2016, 19:05"},
                 {"2016-12-19T07", "19 December 2016, 07:00"},
                 {"2016-12", "December 2016"},
                 {"2016", "2016"},
                 {"199", "the 1990s"},
                 {"2016-W51", "week 51 of 2016"},
                 {"2016-WI", "winter 2016"},
                 {"2016-Q3", "third quarter of 2016"},
                 {"P2D", "2 days"},
                 {"P1W", "1 week"},
                 {"PT2H", "2 hours"},
                 {"PT1M", "1 minute"},
                 {"P1M", "1 month"},
                 {"P1.5Y", "1.5 years"},
                 {"PAST_REF", NULL},
                 {"XXXX-WXX-1", NULL},
                 {"2016-13", NULL},
                 {"2016-12-19Tsoon", NULL},
                 {"PXD", NULL},
                 {"P", NULL},
                 {"", NULL}};
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct phrase p = {.arena = &a};
        bool said = say_timex(&p, cases[i].value);
        assert_int_equal(said, cases[i].said != NULL);
        assert_string_equal(phrase_end(&p), cases[i].said ? cases[i].said : "");
    }
    arena_release(&a);
}

static void counts_are_said(void **state) {
    (void)state;
    static const struct {
        sayso_count count;
        const char *said;
    } cases[] = {{{SAYSO_RELATION_EQ, true, true, 8, 8}, "8"},
                 {{SAYSO_RELATION_EQ, true, true, 0, 0}, "none"},
                 {{SAYSO_RELATION_AT_LEAST, true, false, 8, 0}, "at least 8"},
                 {{SAYSO_RELATION_AT_MOST, false, true, 0, 8}, "at most 8"},
                 {{SAYSO_RELATION_LESS_THAN, false, true, 0, 8}, "fewer than 8"},
                 {{SAYSO_RELATION_MORE_THAN, true, false, 2.5, 0}, "more than 2.5"},
                 {{SAYSO_RELATION_ABOUT, true, true, 1200000, 1200000}, "about 1200000"},
                 {{SAYSO_RELATION_BETWEEN, true, true, 10, 12}, "between 10 and 12"},
                 {{SAYSO_RELATION_DOZENS, true, false, 24, 0}, "dozens"},
                 {{SAYSO_RELATION_SOME, false, false, 0, 0}, "some"},
                 {{SAYSO_RELATION_EQ, false, false, 0, 0}, "a number not told"}};
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct phrase p = {.arena = &a};
        say_count(&p, &cases[i].count);
        assert_string_equal(phrase_end(&p), cases[i].said);
    }
    arena_release(&a);
}

static void countries_have_codes(void **state) {
    (void)state;
    static const struct {
        const char *words, *code;
    } cases[] = {{"Norwegian divers", "NOR"},
                 {"the Norwegian-born actor", "NOR"},
                 {"Chile", "CHL"},
                 {"the United States", "USA"},
                 {"the president of Chile", "CHL"},
                 {"Chile's president", "CHL"},
                 {"soldiers from the United Kingdom", "GBR"},
                 {"the Russian ambassador to Turkey", "RUS"},
                 {"Georgia Marsh", NULL},
                 {"a man", NULL},
                 {"", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct country *c = country_of_phrase(cases[i].words, strlen(cases[i].words));
        if ((c ? strcmp(c->three, cases[i].code ? cases[i].code : "") : cases[i].code != NULL))
            fail_msg("%s: %s", cases[i].words, c ? c->three : "none");
    }
    assert_string_equal(country_by_code("NO")->three, "NOR");
    assert_null(country_by_code("??"));
}

static void characters_are_counted(void **state) {
    (void)state;
    char text[2048];
    uint32_t n = 0, chars = 0;
    struct arena a;
    struct out_chars c;
    while (n + 4 < sizeof text) n += utf8_put(chars++ % 3 ? 'a' : chars % 2 ? 0x1f600 : 0xe5, text + n);
    arena_init(&a, 0);
    assert_true(out_chars_init(&c, text, n, &a));
    uint32_t count = 0, len;
    for (uint32_t at = 0; at < n; at += len, count++) {
        utf8_at(text + at, n - at, &len);
        assert_int_equal(out_chars_at(&c, at), count);
        assert_int_equal(out_chars_move(&c, at, 1), at + len);
        assert_int_equal(out_chars_move(&c, at + len, -1), at);
    }
    assert_int_equal(out_chars_at(&c, n), chars);
    assert_int_equal(out_chars_move(&c, 3, -100), 0);
    assert_int_equal(out_chars_move(&c, n, 100), n);
    arena_release(&a);
}

static void items_are_grouped(void **state) {
    (void)state;
    struct sample s;
    struct out_groups g;
    sample_make(&s);
    assert_true(out_claims_by_attribution(&g, &s.record, &s.arena));
    uint32_t seen = 0;
    for (int32_t k = -1; k < (int32_t)s.record.n_attributions; k++) {
        sayso_ids ids = out_group(&g, k);
        for (uint32_t i = 0; i < ids.n; i++) {
            assert_int_equal(s.record.claims[ids.at[i]].attribution, k);
            assert_true(!i || ids.at[i] > ids.at[i - 1]);
        }
        seen += ids.n;
    }
    assert_int_equal(seen, s.record.n_claims);
    sample_release(&s);
}

/* With too little memory a printer says so; with enough it prints the same. */
static void memory_may_run_out(void **state) {
    (void)state;
    struct sample s;
    sample_make(&s);
    static sayso_code (*const printers[])(const struct out_report *, struct arena *,
                                          struct sink *) = {out_html, out_plover, out_webannotation, out_brat, out_geojson};
    for (size_t f = 0; f < sizeof printers / sizeof *printers; f++)
        for (size_t limit = 1; limit < 1 << 22; limit *= 2) {
            struct told t = {0};
            struct sink k;
            struct arena scratch;
            arena_init(&scratch, limit);
            sink_init(&k, told_write, &t);
            sayso_code code = printers[f](&s.report, &scratch, &k);
            sink_end(&k);
            assert_true(code == SAYSO_OK || code == SAYSO_NOMEM);
            if (limit == 1) assert_int_equal(code, SAYSO_NOMEM);
            if (limit == 1 << 21) assert_int_equal(code, SAYSO_OK);
            free(t.bytes);
            arena_release(&scratch);
        }
    sample_release(&s);
}

/* ---- JSON ---- */
static const char *word(json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }
static json_t *item(json_t *o, const char *list, size_t i) { return json_array_get(json_object_get(o, list), i); }

static void is_span(json_t *v) {
    assert_int_equal(json_array_size(v), 2);
    assert_true(json_integer_value(json_array_get(v, 0)) < json_integer_value(json_array_get(v, 1)));
}

static void are_spans(json_t *v) {
    size_t i;
    json_t *x;
    assert_true(json_is_array(v));
    json_array_foreach(v, i, x) is_span(x);
}

static void has_all(json_t *o, const char *const *keys) {
    for (; *keys; keys++)
        if (!json_object_get(o, *keys)) fail_msg("no %s", *keys);
}

static void json_has_the_records_shapes(void **state) {
    (void)state;
    static const char *const top[] = {"sayso",     "id",       "input",   "publication",  "text",   "blocks", "media",
                                      "sentences", "entities", "sources", "attributions", "quotes", "claims", "times",
                                      "places",    "amounts",  "events",  "incident",     NULL};
    static const char *const input[] = {"name", "uri", "media_type", "bytes", "sha256", NULL};
    static const char *const publication[] = {"title",    "outlet",        "bylines",  "published", "modified",
                                              "language", "canonical_uri", "dateline", NULL};
    static const char *const media[] = {"id", "kind", "uri", "caption", "credit", "chain", NULL};
    static const char *const entity[] = {"id", "kind", "name", "aliases", "titles", "named", "mentions", NULL};
    static const char *const source[] = {"id", "entity", "name", "kind", "named", "mentions", NULL};
    static const char *const attribution[] = {"id", "source", "cue", "content", "source_id", "within", "form", "attitude", NULL};
    static const char *const quote[] = {"span", "speaker", "attribution", "chain", NULL};
    static const char *const claim[] = {"id", "slot", "value", "about", "span", "chain", "hedges", "attribution", NULL};
    static const char *const time[] = {"id", "span", "type", "value", NULL}, *const amount[] = {"id",   "span", "relation", "low",
                                                                                                "high", "of",   NULL};
    static const char *const place[] = {"id",  "span",    "entity", "name",      "geonames", "lat",
                                        "lon", "country", "path",   "precision", NULL};
    static const char *const event[] = {"id",    "trigger", "type",   "mode",      "code",         "participants", "time",
                                        "place", "amounts", "status", "certainty", "attributions", "same_as",      NULL};
    static const char *const incident[] = {"kind",    "events",  "time",   "place",   "victims", "perpetrators",
                                           "targets", "weapons", "killed", "injured", NULL};
    json_t *j = parsed("json"), *x;
    size_t i;
    has_all(j, top);
    has_all(json_object_get(j, "input"), input);
    has_all(json_object_get(j, "publication"), publication);
    are_spans(json_object_get(j, "sentences"));
    json_array_foreach(json_object_get(j, "blocks"), i, x) {
        is_span(json_object_get(x, "span"));
        is_span(json_object_get(x, "source"));
    }
    json_array_foreach(json_object_get(j, "media"), i, x) has_all(x, media);
    json_array_foreach(json_object_get(j, "entities"), i, x) has_all(x, entity);
    json_array_foreach(json_object_get(j, "sources"), i, x) has_all(x, source);
    json_array_foreach(json_object_get(j, "attributions"), i, x) {
        has_all(x, attribution);
        are_spans(json_object_get(x, "source"));
        are_spans(json_object_get(x, "cue"));
        are_spans(json_object_get(x, "content"));
    }
    json_array_foreach(json_object_get(j, "quotes"), i, x) has_all(x, quote);
    json_array_foreach(json_object_get(j, "claims"), i, x) has_all(x, claim);
    json_array_foreach(json_object_get(j, "times"), i, x) has_all(x, time);
    json_array_foreach(json_object_get(j, "places"), i, x) has_all(x, place);
    json_array_foreach(json_object_get(j, "amounts"), i, x) has_all(x, amount);
    json_array_foreach(json_object_get(j, "events"), i, x) has_all(x, event);
    has_all(json_object_get(j, "incident"), incident);
    json_decref(j);
}

static void json_values_are_right(void **state) {
    (void)state;
    json_t *j = parsed("jsonl");
    assert_string_equal(word(j, "sayso"), "0.1");
    assert_string_equal(word(json_object_get(j, "input"), "name"), "odd\xef\xbf\xbd name\x01.html");
    assert_true(json_is_null(json_object_get(json_object_get(j, "publication"), "modified")));
    assert_string_equal(json_string_value(item(json_object_get(j, "publication"), "bylines", 0)), "Rhea Lunn");
    json_t *a = item(j, "attributions", 2);
    assert_string_equal(word(a, "id"), "a2");
    assert_string_equal(word(a, "within"), "a1");
    assert_string_equal(word(a, "source_id"), "s2");
    assert_true(json_is_null(json_object_get(item(j, "attributions", 4), "source_id")));
    assert_true(json_is_null(json_array_get(json_object_get(item(j, "claims", 1), "chain"), 0))); /* a link nobody names */
    assert_int_equal(json_array_size(json_object_get(item(j, "claims", 2), "chain")), 0);         /* the report's own word */
    assert_string_equal(word(item(j, "quotes", 0), "speaker"), "e0");
    assert_string_equal(word(item(j, "media", 0), "id"), "m0");
    assert_true(json_is_null(json_object_get(item(j, "media", 1), "caption")));
    assert_string_equal(word(item(item(j, "media", 0), "chain", 2), "role"), "via");
    json_t *in = json_object_get(j, "incident"), *killed = json_object_get(item(in, "killed", 0), "value");
    assert_string_equal(word(in, "kind"), "shooting");
    assert_string_equal(word(item(in, "place", 0), "value"), "p0");
    assert_string_equal(word(item(in, "time", 0), "value"), "t0");
    assert_string_equal(word(item(in, "victims", 0), "entity"), "e0");
    assert_string_equal(word(killed, "relation"), "eq");
    assert_true(json_number_value(json_object_get(item(in, "killed", 0), "score")) == 0.75);
    assert_true(json_is_null(json_object_get(item(in, "injured", 1), "score"))); /* not known */
    assert_true(json_number_value(json_object_get(killed, "high")) == 0);
    assert_true(json_is_null(json_object_get(json_object_get(item(j, "claims", 3), "value"), "high"))); /* at least */
    assert_string_equal(word(json_object_get(item(j, "events", 1), "certainty"), "level"), "possible");
    assert_string_equal(word(item(j, "events", 2), "status"), "planned");
    assert_string_equal(word(item(item(j, "entities", 1), "titles", 0), "text"), "office");
    json_decref(j);
}

static void json_lines_hold_one_line(void **state) {
    (void)state;
    struct sample s;
    sample_make(&s);
    struct told line = print(&s, "jsonl"), many = print(&s, "json");
    assert_ptr_equal(strchr(line.bytes, '\n'), line.bytes + line.n - 1);
    json_t *a = json_loads(line.bytes, 0, NULL), *b = json_loads(many.bytes, 0, NULL);
    assert_true(json_equal(a, b));
    json_decref(a);
    json_decref(b);
    free(line.bytes);
    free(many.bytes);
    sample_release(&s);
}

static void every_string_is_escaped(void **state) {
    (void)state;
    char all[260];
    for (int i = 0; i < 256; i++) all[i] = (char)i;
    struct told t = {0};
    struct sink k;
    struct json_out j;
    sink_init(&k, told_write, &t);
    out_json_init(&j, &k, false);
    out_json_open(&j, '[');
    out_json_string_n(&j, all, 256);
    out_json_string_n(&j, "\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80\xe2\x82", 11); /* a surrogate, past the last, overlong, cut off */
    out_json_close(&j, ']');
    assert_int_equal(sink_end(&k), SAYSO_OK);
    json_error_t e;
    json_t *v = json_loadb(t.bytes, t.n, JSON_ALLOW_NUL, &e);
    if (!v) fail_msg("%s", e.text);
    assert_memory_equal(json_string_value(json_array_get(v, 0)), all, 128);
    assert_int_equal(json_string_length(json_array_get(v, 1)), 11 * 3);
    json_decref(v);
    free(t.bytes);
}

static void an_error_is_a_line_too(void **state) {
    (void)state;
    sayso_error e = {SAYSO_FORMAT, "page", 7, "binary \"data\"", "a\nb.html"};
    struct told t = {0};
    struct sink k;
    sink_init(&k, told_write, &t);
    out_json_error(&e, &k);
    sink_end(&k);
    json_t *j = json_loadb(t.bytes, t.n, 0, NULL), *x = json_object_get(j, "error");
    assert_string_equal(word(json_object_get(j, "input"), "name"), "a\nb.html");
    assert_string_equal(word(x, "code"), "FORMAT");
    assert_string_equal(word(x, "stage"), "page");
    assert_int_equal(json_integer_value(json_object_get(x, "byte")), 7);
    assert_string_equal(word(x, "message"), "binary \"data\"");
    json_decref(j);
    free(t.bytes);
}

/* ---- HTML ---- */
static size_t count(const char *hay, const char *needle) {
    size_t n = 0;
    for (const char *p = hay; (p = strstr(p, needle)); p += strlen(needle)) n++;
    return n;
}

/* Elements nest: every end tag closes the last open one. */
static void nests(const char *page) {
    static const char *const empty[] = {"meta", "br", "!doctype"};
    char stack[64][16];
    int depth = 0;
    for (const char *p = page; (p = strchr(p, '<')); p++) {
        bool end = p[1] == '/';
        char name[16] = "";
        sscanf(p + 1 + end, "%15[a-z0-9!]", name);
        if (!strcmp(name, "script") || !strcmp(name, "style")) p = strstr(p, end ? ">" : "</") - 1;
        bool skip = false;
        for (size_t i = 0; i < 3; i++) skip |= !strcmp(name, empty[i]);
        if (skip || !*name) continue;
        if (!end) {
            assert_true(depth < 64);
            memcpy(stack[depth++], name, sizeof name);
        } else if (!depth || strcmp(stack[--depth], name)) {
            fail_msg("</%s> closes <%s>: %.80s", name, depth ? stack[depth] : "", p);
        }
    }
    assert_int_equal(depth, 0);
}

static void the_page_is_whole_and_safe(void **state) {
    (void)state;
    struct sample s;
    sample_make(&s);
    struct told t = print(&s, "html");
    nests(t.bytes);
    assert_int_equal(utf8_check(t.bytes, t.n), t.n);
    assert_int_equal(count(t.bytes, "<Dock>"), 0);
    assert_int_equal(count(t.bytes, "href=\"javascript"), 0);
    assert_int_equal(count(t.bytes, "src="), 0); /* nothing from elsewhere */
    assert_int_equal(count(t.bytes, "url("), 0);
    assert_int_equal(count(t.bytes, "@import"), 0);
    assert_non_null(strstr(t.bytes, "https://example.org/a.jpg?x=1&amp;y=&quot;2&quot;"));
    assert_non_null(strstr(t.bytes, "says a docker (Meridian Press)"));
    assert_non_null(strstr(t.bytes, "<a class=\"k\" href=\"#k3\">"));
    assert_int_equal(count(t.bytes, " id=\"k3\""), 1);
    assert_non_null(strstr(t.bytes, "<span class=\"fact f-t\" id=\"t0\" title=\"2025-09-08TEV\">"));
    for (int i = 0; i < 5; i++) { /* each number once in the report, and once on its card */
        char id[32];
        snprintf(id, sizeof id, " id=\"a%d\"", i);
        assert_int_equal(count(t.bytes, id), 1);
        snprintf(id, sizeof id, " id=\"c%d\"", i);
        assert_int_equal(count(t.bytes, id), 1);
    }
    free(t.bytes);
    sample_release(&s);
}

/* All words of the report stand on the page, in order, whatever the marks do. */
static void no_word_is_lost_between_marks(void **state) {
    (void)state;
    struct sample s;
    sample_make(&s);
    struct told t = print(&s, "html");
    char *from = strstr(t.bytes, "</p>\n<h1>"), *to = strstr(t.bytes, "</article>");
    assert_true(from && to);
    char *words = calloc(1, t.n), *w = words;
    for (char *p = from; p < to; p++) {
        if (!strncmp(p, "<a class=\"n\"", 12)) p = strstr(p, "</a>");
        if (!strncmp(p, "<p class=\"label\"", 16)) p = strstr(p, "</p>");
        if (*p == '<')
            p = strchr(p, '>');
        else if (!strncmp(p, "&quot;", 6))
            *w++ = '"', p += 5;
        else if (!strncmp(p, "&amp;", 5))
            *w++ = '&', p += 4;
        else if (!strncmp(p, "&lt;", 4))
            *w++ = '<', p += 3;
        else if (!strncmp(p, "&gt;", 4))
            *w++ = '>', p += 3;
        else if (*p != '\n')
            *w++ = *p;
    }
    char *want = calloc(1, s.text.n + 1), *v = want;
    for (uint32_t i = 0; i < s.text.n; i++)
        if (s.text.utf8[i] != '\n') *v++ = s.text.utf8[i];
    assert_string_equal(words, want);
    free(words);
    free(want);
    free(t.bytes);
    sample_release(&s);
}

/* ---- text ---- */
static void lines_keep_the_width(void **state) {
    (void)state;
    struct sample s;
    sample_make(&s);
    struct told t = print(&s, "text");
    for (char *line = strtok(t.bytes, "\n"); line; line = strtok(NULL, "\n")) {
        uint32_t wide = 0, len;
        for (size_t i = 0, n = strlen(line); i < n; i += len) wide += utf8_width(utf8_at(line + i, n - i, &len));
        if (wide > 60) fail_msg("%u columns: %s", wide, line);
        assert_null(strchr(line, '\033'));
    }
    free(t.bytes);
    t = print(&s, "color");
    assert_non_null(strstr(t.bytes, "\033["));
    free(t.bytes);
    sample_release(&s);
}

static void text_tells_who_says_what(void **state) {
    (void)state;
    struct sample s;
    sample_make(&s);
    struct told t = print(&s, "wide");
    static const char *const parts[] = {
        "what: shooting, says the report itself (The Quay).",
        "when: Monday evening (8 September 2025, evening), says Meridian Press.",
        "where: Pier 9, \xc3\x85lesund, Norway, says the report itself (The Quay).",
        "shots: at least 3, says a docker (Meridian Press); 8, nobody named, hedged \xe2\x80\x9creportedly\xe2\x80\x9d.",
        "killed: none, says the report itself (The Quay).",
        "the harbour office (official)",
        "[1] said: Two people were hurt",
        "Meridian Press (agency)",
        "\xe2\x86\xb3 a docker (witness, unnamed) [3] cited:",
        "hedged: is said to",
        "(believes)",
        "Ola Fenn (creator) \xe2\x86\x92 Meridian Press (agency)"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(t.bytes, parts[i])) fail_msg("no '%s' in:\n%s", parts[i], t.bytes);
    assert_true(strstr(t.bytes, "The incident") < strstr(t.bytes, "Who says what"));
    assert_int_equal(count(t.bytes, "hedged: "), 1); /* of the words as a whole; claims of single values do not repeat it */
    free(t.bytes);
    sample_release(&s);
}

static void escapes_do_not_reach_the_terminal(void **state) {
    (void)state;
    struct told t = {0};
    struct sink k;
    struct lines l;
    sink_init(&k, told_write, &t);
    lines_init(&l, &k, 20, false);
    lines_say(&l, STYLE_PLAIN,
              "a\033]0;x\007b \xc2\x9b"
              "31m \xe6\xb8\xaf\xe6\xb9\xbe\xe6\xb8\xaf\xe6\xb9\xbe e\xcc\x81");
    lines_end(&l);
    sink_end(&k);
    assert_string_equal(t.bytes, "a]0;xb 31m \xe6\xb8\xaf\xe6\xb9\xbe\xe6\xb8\xaf\xe6\xb9\xbe\ne\xcc\x81\n");
    free(t.bytes);
}

/* ---- dump, sink ---- */
static void dumps_are_stable(void **state) {
    (void)state;
    static const char *const stages[] = {"page", "text", "report", "model"};
    struct sample s;
    sample_make(&s);
    for (int i = 0; i < 4; i++) {
        struct told a = print(&s, stages[i]), b = print(&s, stages[i]);
        assert_string_equal(a.bytes, b.bytes);
        if (i == 2) {
            assert_non_null(strstr(a.bytes, "attribution a2 indirect states by s2 within a1\n"));
            assert_non_null(strstr(a.bytes, " attribution - chain -\n    hedge ["));
        }
        if (i == 0)
            assert_non_null(
                strstr(a.bytes, "headline [0,44) <- [100,144) \"Two Hurt as Crane Falls on \\\"Pier 9\\\" & <Dock>\"\n"));
        free(a.bytes);
        free(b.bytes);
    }
    sample_release(&s);
}

static int refuse(void *stream, const char *bytes, size_t n) {
    (void)bytes;
    (void)n;
    return ++*(int *)stream > 1;
}

static void a_refused_write_ends_it(void **state) {
    (void)state;
    struct sample s;
    sample_make(&s);
    int calls = 0;
    struct sink k;
    sink_init(&k, refuse, &calls);
    for (int i = 0; i < 20; i++) out_json(&s.report, true, &k);
    assert_int_equal(sink_end(&k), SAYSO_IO);
    assert_int_equal(calls, 2); /* no more is tried after the refusal */
    sample_release(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_said),
        cmocka_unit_test(counts_are_said),
        cmocka_unit_test(countries_have_codes),
        cmocka_unit_test(characters_are_counted),
        cmocka_unit_test(items_are_grouped),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(json_has_the_records_shapes),
        cmocka_unit_test(json_values_are_right),
        cmocka_unit_test(json_lines_hold_one_line),
        cmocka_unit_test(every_string_is_escaped),
        cmocka_unit_test(an_error_is_a_line_too),
        cmocka_unit_test(the_page_is_whole_and_safe),
        cmocka_unit_test(no_word_is_lost_between_marks),
        cmocka_unit_test(lines_keep_the_width),
        cmocka_unit_test(text_tells_who_says_what),
        cmocka_unit_test(escapes_do_not_reach_the_terminal),
        cmocka_unit_test(dumps_are_stable),
        cmocka_unit_test(a_refused_write_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
