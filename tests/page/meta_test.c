/* page: dates, bylines, datelines, JSON-LD in the forms it is found in, and settling what contradicts itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "page_jsonld.h"
#include "page_meta.h"

static int new_arena(void **state) {
    static struct arena a;
    arena_init(&a, 0);
    *state = &a;
    return 0;
}
static int free_arena(void **state) {
    arena_release(*state);
    return 0;
}

static void test_dates(void **state) {
    static const struct {
        const char *written, *date;
    } DATES[] = {
        {"2016-12-19T18:05:00+03:00", "2016-12-19T18:05:00+03:00"},
        {"2016-12-19T18:05:00.123Z", "2016-12-19T18:05:00Z"},
        {"2016-12-19T13:05-0500", "2016-12-19T13:05-05:00"},
        {"2016-12-19 18:05:00", "2016-12-19T18:05:00"},
        {"2016-12-19", "2016-12-19"},
        {"20161219", "2016-12-19"},
        {"20161219T180500Z", "2016-12-19T18:05:00Z"},
        {"Mon, 19 Dec 2016 15:05:00 +0000", "2016-12-19T15:05:00Z"},
        {"Tue Nov 19 2019 13:16:49 GMT+0000 (UTC)", "2019-11-19T13:16:49Z"},
        {"Dec. 19, 2016, 6:05 p.m. EST", "2016-12-19T18:05-05:00"},
        {"December 19, 2016 6:05 PM ET", "2016-12-19T18:05-05:00"},
        {"July 4, 2016 6:05 PM ET", "2016-07-04T18:05-04:00"},
        {"March 13, 2016 12:30 a.m. PT", "2016-03-13T00:30-07:00"},
        {"Monday 19 December 2016 18.05 GMT", "2016-12-19T18:05Z"},
        {"Updated 1:19 AM ET, Tue December 20, 2016", "2016-12-20T01:19-05:00"},
        {"19.12.2016, 18:05 Uhr", "2016-12-19T18:05"},
        {"19 декабря 2016 18:05", "2016-12-19T18:05"},
        {"le 19 décembre 2016 à 18h05", "2016-12-19T18:05"},
        {"2019年11月20日", "2019-11-20"},
        {"12/19/2016", "2016-12-19"},
        {"19/12/2016 18:05", "2016-12-19T18:05"},
        {"4/4/2016", "2016-04-04"},
        {"3/4/2016", NULL}, /* March or April: not guessed */
        {"1482163500", "2016-12-19T16:05:00Z"},
        {"1482163500000", "2016-12-19T16:05:00Z"},
        {"December 2016", "2016-12"},
        {"2016", "2016"},
        {"31 February 2016", NULL},
        {"Monday", NULL},
        {"He said on 19 December 2016 that he had been there", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++) {
        const char *got = meta_date(*state, DATES[i].written, strlen(DATES[i].written));
        if (!got != !DATES[i].date || (got && strcmp(got, DATES[i].date)))
            fail_msg("%s: %s", DATES[i].written, got ? got : "none");
    }
}

static void test_bylines(void **state) {
    static const struct {
        const char *line, *names; /* NULL: no byline */
    } LINES[] = {
        {"By Jane Roe and John Doe, Staff Writer", "Jane Roe|John Doe|"},
        {"By JANE ROE | Associated Press", "JANE ROE|"},
        {"By Jane Roe, John Doe and Ann Poe", "Jane Roe|John Doe|Ann Poe|"},
        {"By Jane Roe, Foreign Correspondent, and John Doe in Port Halder", "Jane Roe|John Doe|"},
        {"By Jane Roe; Editing by John Doe", "Jane Roe|"},
        {"By Jane Roe jroe@example.com", "Jane Roe|"},
        {"By Dr. Jane Roe-Smith, Ph.D.", "Dr. Jane Roe-Smith|"},
        {"by Jane Roe", "Jane Roe|"},
        {"Von Hans Mustermann", "Hans Mustermann|"},
        {"By Associated Press", "Associated Press|"},
        {"By our foreign staff", ""},
        {"By Tuesday, the police had left.", NULL},
        {"By Jane Roe's account, the gunman fired.", NULL},
        {"The consul was shot.", NULL},
    };
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        struct meta m = {.arena = *state};
        bool is;
        const char *got = "";
        assert_true(meta_add_byline(&m, LINES[i].line, strlen(LINES[i].line), &is));
        for (uint32_t k = 0; k < m.found.n; k++)
            if (m.found.at[k].field == FIELD_AUTHOR) got = arena_printf(*state, "%s%s|", got, m.found.at[k].value);
        if (is != (LINES[i].names != NULL) || (is && strcmp(got, LINES[i].names))) fail_msg("%s: %d %s", LINES[i].line, is, got);
    }
}

static void test_datelines(void **state) {
    (void)state;
    static const struct {
        const char *paragraph, *dateline;
    } LINES[] = {
        {"TIRVANE, Sept 12 (Meridian Press) - A consul was shot.", "TIRVANE, Sept 12 (Meridian Press)"},
        {"LONDON (AP) — The police said", "LONDON (AP)"},
        {"KABUL, Afghanistan – Two men", "KABUL, Afghanistan"},
        {"WASHINGTON, D.C. | The president", "WASHINGTON, D.C."},
        {"(Reuters) - A man", "(Reuters)"},
        {"MOSCOW, December 19. /TASS/. The ambassador", "MOSCOW, December 19. /TASS/"},
        {"NEW DELHI: The government", "NEW DELHI"},
        {"LONDON (Reuters) Police said", "LONDON (Reuters)"},
        {"BREAKING: The government", ""},
        {"The consul — a friend of mine — said", ""},
        {"U.S. officials: a man", ""},
        {"Video - Police storm", ""},
    };
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        span at = meta_dateline(LINES[i].paragraph, strlen(LINES[i].paragraph));
        if (span_len(at) != strlen(LINES[i].dateline) || memcmp(LINES[i].paragraph + at.beg, LINES[i].dateline, span_len(at)))
            fail_msg("%s: [%.*s]", LINES[i].paragraph, (int)span_len(at), LINES[i].paragraph + at.beg);
    }
}

static sayso_publication of_json(struct arena *a, const char *json, struct meta_image **images, uint32_t *n_images) {
    struct meta m = {.arena = a};
    sayso_publication p;
    assert_true(meta_add_json_ld(&m, json, strlen(json), images, n_images));
    assert_true(meta_settle(&m, a, &p));
    return p;
}

static void test_json_forms(void **state) {
    /* one form a line */
    /* clang-format off */
    static const char *const FORMS[] = {
        "{\"@type\":\"NewsArticle\",\"headline\":\"Consul shot\"}",
        "[{\"@type\":\"Organization\",\"name\":\"X\"},{\"@type\":[\"Article\",\"NewsArticle\"],\"headline\":\"Consul shot\"}]",
        "{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"Page\"},{\"@type\":\"http://schema.org/NewsArticle\",\"headline\":\"Consul shot\"}]}",
        "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Consul shot\",} -->",
        "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Consul shot\",}\n//]]>",
        "{\"@type\":\"NewsArticle\",\"description\":\"two\nlines\tand \\'quotes\\'\",\"headline\":\"Consul shot\"}",
        "{\"@type\":\"NewsArticle\",\"description\":\"He said \"no\" to them\",\"headline\":\"Consul shot\"}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Consul shot\",\"author\":{\"name\":\"Jane",
        "{\"@type\":\"NewsArticle\",,\"headline\":\"Consul&nbsp;shot\",\"description\":\"broken \xff byte\"};",
        "{\"mainEntity\":{\"@type\":\"ReportageNewsArticle\",\"headline\":\"Consul <b>shot</b>\"}}",
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        sayso_publication p = of_json(*state, FORMS[i], NULL, NULL);
        if (!p.title || strcmp(p.title, "Consul shot")) fail_msg("%s: %s", FORMS[i], p.title ? p.title : "none");
    }
    static const char *const NONE[] = {
        "", "{", "null", "[]", "[[[[[", "{\"@type\":7}", "\"NewsArticle\"", "{{{{", "not json at all"};
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) assert_null(of_json(*state, NONE[i], NULL, NULL).title);
}

static void test_json_facts(void **state) {
    static const char JSON[] =
        "{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#jr\",\"name\":\"By Jane "
        "Roe\"},{\"@type\":\"NewsArticle\",\"headline\":\"Consul &amp; guard shot\","
        "\"datePublished\":\"2019-11-20T09:22:35+03:00\",\"dateModified\":\"2019-11-20T10:00:00+03:00\",\"inLanguage\":\"en_us\","
        "\"author\":[{\"@id\":\"#jr\"},{\"@type\":\"Person\",\"name\":\"John "
        "Doe\"},{\"@type\":\"Organization\",\"name\":\"Harbor Post\"}],"
        "\"publisher\":{\"@type\":\"Organization\",\"name\":\"Harbor "
        "Post\"},\"mainEntityOfPage\":{\"@id\":\"https://www.harborpost.example/a/1#page\"},"
        "\"articleBody\":\"<p>One.</p><p>Two &lt;three.</p>\","
        "\"image\":[{\"@type\":\"ImageObject\",\"url\":\"https://x.example/a.jpg\",\"creditText\":\"Jane "
        "Roe/AP\",\"caption\":\"A crowd\"},\"https://x.example/b.jpg\"]}]}";
    struct meta m = {.arena = *state};
    struct meta_image *images;
    uint32_t n_images;
    sayso_publication p;
    assert_true(meta_add_json_ld(&m, JSON, strlen(JSON), &images, &n_images));
    assert_true(meta_settle(&m, *state, &p));
    assert_string_equal(p.title, "Consul & guard shot");
    assert_string_equal(p.outlet, "Harbor Post");
    assert_int_equal(p.bylines.n, 2);
    assert_string_equal(p.bylines.at[0], "Jane Roe");
    assert_string_equal(p.bylines.at[1], "John Doe");
    assert_string_equal(p.published, "2019-11-20T09:22:35+03:00");
    assert_string_equal(p.modified, "2019-11-20T10:00:00+03:00");
    assert_string_equal(p.language, "en-US");
    assert_string_equal(p.canonical_uri, "https://www.harborpost.example/a/1");
    assert_int_equal(n_images, 2);
    assert_string_equal(images[0].credit, "Jane Roe/AP");
    const char *body = NULL;
    for (uint32_t i = 0; i < m.found.n; i++)
        if (m.found.at[i].field == FIELD_BODY) body = m.found.at[i].value;
    assert_string_equal(body, "One.\nTwo <three.");
}

/* Candidates as "field origin value", and what they must settle to. */
static void test_settle(void **state) {
    struct meta m = {.arena = *state};
    static const struct {
        enum meta_field field;
        enum meta_origin origin;
        const char *value;
    } FOUND[] = {
        {FIELD_TITLE, META_META, "Consul shot at concert in Tirvane | Harbor Post"},
        {FIELD_TITLE, META_OPENGRAPH, "Consul shot at concert in..."},
        {FIELD_OUTLET, META_JSON_LD, "Associated Press"},
        {FIELD_OUTLET, META_OPENGRAPH, "Blogger"},
        {FIELD_AUTHOR, META_OPENGRAPH, "https://www.facebook.com/harborpost"},
        {FIELD_AUTHOR, META_META, "Harbor Post"},
        {FIELD_AUTHOR, META_MICRODATA, "By Jane Roe, Staff Writer"},
        {FIELD_PUBLISHED, META_OPENGRAPH, "soon"},
        {FIELD_PUBLISHED, META_META, "2019-11-20"},
        {FIELD_PUBLISHED, META_TIME, "2019-11-20T09:22:35Z"},
        {FIELD_MODIFIED, META_META, "2019-11-19"},
        {FIELD_LANGUAGE, META_META, "English"},
        {FIELD_LANGUAGE, META_MICRODATA, "en"},
        {FIELD_CANONICAL, META_META, "/a/b"},
        {FIELD_CANONICAL, META_URL, "https://www.harborpost.example/2018/01/02/a"},
    };
    for (size_t i = 0; i < sizeof FOUND / sizeof *FOUND; i++)
        assert_true(meta_add(&m, FOUND[i].field, FOUND[i].origin, FOUND[i].value, strlen(FOUND[i].value)));
    sayso_publication p;
    assert_true(meta_settle(&m, *state, &p));
    assert_string_equal(p.outlet, "Harbor Post");
    assert_string_equal(p.title, "Consul shot at concert in Tirvane");
    assert_int_equal(p.bylines.n, 1);
    assert_string_equal(p.bylines.at[0], "Jane Roe");
    assert_string_equal(p.published, "2019-11-20T09:22:35Z");
    assert_null(p.modified);
    assert_string_equal(p.language, "en");
    assert_string_equal(p.canonical_uri, "https://www.harborpost.example/2018/01/02/a");
    struct meta bare = {.arena = *state};
    assert_true(meta_add(&bare, FIELD_CANONICAL, META_URL, "https://www.reuters.com/world/2018/01/02/a", 42));
    assert_true(meta_settle(&bare, *state, &p));
    assert_string_equal(p.outlet, "Reuters");
    assert_string_equal(p.published, "2018-01-02");
    assert_null(p.title);
}

static void test_tags(void **state) {
    struct meta m = {.arena = *state};
    static const char *const TAGS[][2] = {
        {"og:title", "Consul shot &#8211; Harbor Post"}, {"OG:SITE_NAME", "Harbor Post"}, {"og:locale", "en_GB"},
        {"article:author", "https://facebook.com/x"},    {"parsely-author", "Jane Roe"},  {"DC.date", "2019-11-20"}};
    sayso_publication p;
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) assert_true(meta_add_tag(&m, TAGS[i][0], TAGS[i][1]));
    assert_true(meta_add_tag(&m, NULL, "x") && meta_add_tag(&m, "viewport", "x"));
    assert_true(meta_settle(&m, *state, &p));
    assert_string_equal(p.title, "Consul shot");
    assert_string_equal(p.language, "en-GB");
    assert_string_equal(p.bylines.at[0], "Jane Roe");
    assert_string_equal(p.published, "2019-11-20");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, new_arena, free_arena)
int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_dates),      TEST(test_bylines), TEST(test_datelines), TEST(test_json_forms),
                                       TEST(test_json_facts), TEST(test_settle),  TEST(test_tags)};
    return cmocka_run_group_tests_name("page: publication", tests, NULL, NULL);
}
