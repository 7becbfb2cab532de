/* The watch against scripted servers, in a time of its own: paces, rests, conditional requests, moves, robots.txt, sitemaps,
 * older pages, what is remembered, the state. Every run is held to this: a host never sees two requests closer than the gap,
 * nothing that robots.txt forbids is asked for, and a second run is the same to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "sayso.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR, LOG = 1 << 18, PAGES = 64, HOSTS = 16 };
static const int64_t NOON = 1795521600000; /* 2026-11-24T12:00:00Z, a Tuesday */

struct page {
    const char *uri;
    int status; /* 0: no connection */
    const char *body, *etag, *location;
    uint32_t retry_after_s, max_age_s;
};

struct world {
    struct page pages[PAGES];
    int n_pages;
    sayso_watch *watch;
    sayso_watch_options o;
    int64_t now, took_ms; /* what a request takes */
    char log[LOG];        /* "seconds status uri" a line: what was asked */
    size_t n_log;
    int asked, reports, refused;
    struct {
        char name[64];
        int64_t at;
    } hosts[HOSTS];
    int n_hosts;
    int64_t gap;
};

static struct page *put(struct world *w, struct page p) {
    int i = 0;
    while (i < w->n_pages && strcmp(w->pages[i].uri, p.uri)) i++;
    assert_true(i < PAGES);
    if (i == w->n_pages) w->n_pages++;
    w->pages[i] = p;
    return &w->pages[i];
}
#define PUT(w, ...) put(w, (struct page){__VA_ARGS__})

static const char *rss(char *out, const char *const *names, const char *site) {
    char *at = out + sprintf(out, "<rss><channel><title>T</title>");
    for (; *names; names++) at += sprintf(at, "<item><title>%s</title><link>%s/%s</link></item>", *names, site, *names);
    sprintf(at, "</channel></rss>");
    return out;
}
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void begin_world(struct world *w, sayso_watch_options o, const char *const *feeds, const char *state) {
    sayso_error e;
    uint32_t n = 0;
    while (feeds[n]) n++;
    sayso_watch_free(w->watch);
    w->watch = sayso_watch_open((sayso_strings){feeds, n}, &o, state, state ? strlen(state) : 0, &e);
    if (!w->watch) fail_msg("%s", e.message);
    w->o = o;
    w->gap = o.host_gap_ms ? o.host_gap_ms : 2000;
    if (!w->now) w->now = NOON;
    if (!w->took_ms) w->took_ms = 150;
}

static void host_pace(struct world *w, const char *uri) {
    const char *host = strstr(uri, "://") + 3;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(host, ":/"), host);
    int i = 0;
    while (i < w->n_hosts && strcmp(w->hosts[i].name, name)) i++;
    if (i == w->n_hosts) {
        assert_true(i < HOSTS);
        snprintf(w->hosts[w->n_hosts++].name, sizeof name, "%s", name);
    } else if (w->now - w->hosts[i].at < w->gap)
        fail_msg("%s: %lld ms after the last request to its host", uri, (long long)(w->now - w->hosts[i].at));
    w->hosts[i].at = w->now;
}

static void answer(struct world *w, const sayso_watch_request *r, sayso_watch_outcome *o) {
    const struct page *p = NULL;
    for (int i = 0; i < w->n_pages; i++)
        if (!strcmp(w->pages[i].uri, r->uri)) p = &w->pages[i];
    static const struct page gone = {.status = 404};
    if (!p) p = &gone;
    int status = p->status;
    if (p->etag && r->if_none_match && !strcmp(p->etag, r->if_none_match)) status = 304;
    sayso_fetched f = {.status = status,
                       .bytes = (char *)(uintptr_t)(status == 304 ? "" : p->body),
                       .n = p->body && status != 304 ? strlen(p->body) : 0,
                       .etag = (char *)(uintptr_t)p->etag,
                       .location = (char *)(uintptr_t)p->location,
                       .retry_after_s = p->retry_after_s,
                       .max_age_s = p->max_age_s};
    sayso_error e;
    host_pace(w, r->uri);
    w->n_log += (size_t)sprintf(w->log + w->n_log, "%lld %d %s\n", (long long)((w->now - NOON) / SECOND), status, r->uri);
    assert_true(w->n_log < LOG - 300);
    w->now += w->took_ms;
    w->asked++;
    if (sayso_watch_take(w->watch, r->id, w->now, status ? &f : NULL, o, &e)) fail_msg("%s", e.message);
    w->reports += o->kind == SAYSO_WATCH_REPORT_CAME;
    assert_int_equal(sayso_watch_take(w->watch, r->id, w->now, &f, o, &e), SAYSO_USAGE); /* once */
}

/* Lets the world go on for so long. */
static void run(struct world *w, int64_t ms) {
    int64_t end = w->now + ms;
    for (int steps = 0; steps < 100000; steps++) {
        sayso_watch_request r;
        sayso_watch_outcome o;
        sayso_error e;
        int64_t wait;
        assert_int_equal(sayso_watch_step(w->watch, w->now, &r, &wait, &e), SAYSO_OK);
        if (r.kind == SAYSO_WATCH_WAIT) {
            assert_true(wait > 0 || wait == -1);
            if (wait < 0 || w->now + wait > end) {
                w->now = end;
                return;
            }
            w->now += wait;
        } else if (r.kind == SAYSO_WATCH_REFUSED) {
            w->refused++;
            w->n_log += (size_t)sprintf(w->log + w->n_log, "%lld refused %s\n", (long long)((w->now - NOON) / SECOND), r.uri);
        } else
            answer(w, &r, &o);
        if (w->now > end) return;
    }
    fail_msg("it never waits:\n%s", w->log);
}

static int count(const struct world *w, const char *what) {
    int n = 0;
    for (const char *s = w->log; (s = strstr(s, what)); s++) n++;
    return n;
}
static void forget(struct world *w) { w->n_log = 0, *w->log = 0, w->asked = w->reports = w->refused = 0; }

struct words {
    char *s;
    size_t n;
};
static int add(void *stream, const char *s, size_t n) {
    struct words *b = stream;
    char *p = realloc(b->s, b->n + n + 1);
    if (!p) return 1;
    memcpy(p + b->n, s, n);
    b->s = p;
    b->n += n;
    p[b->n] = 0;
    return 0;
}
static char *saved(const struct world *w) {
    struct words b = {0};
    assert_int_equal(sayso_watch_save(w->watch, add, &b, NULL), SAYSO_OK);
    return b.s;
}

static int begin(void **state) { return (*state = calloc(1, sizeof(struct world))) ? 0 : -1; }
static int end(void **state) {
    struct world *w = *state;
    sayso_watch_free(w->watch);
    free(w);
    return 0;
}
#define WANT(w, wanted) \
    if (strcmp((w)->log, wanted)) fail_msg("asked\n%snot\n%s", (w)->log, wanted)

/* ---- */
static void a_feed_is_looked_at_and_its_reports_fetched_once(void **state) {
    struct world *w = *state;
    char body[1000], more[1000];
    PUT(w, "https://a.example/robots.txt", 200, "User-agent: *\nDisallow: /no\n");
    PUT(w, "https://a.example/feed", 200, rss(body, NAMES("1", "2", "no3", "2"), "https://a.example"), "\"x\"");
    PUT(w, "https://a.example/1", 200, "one");
    PUT(w, "https://a.example/2", 200, "two");
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    assert_false(sayso_watch_settled(w->watch));
    run(w, 10 * MINUTE);
    WANT(
        w,
        "0 200 https://a.example/robots.txt\n2 200 https://a.example/feed\n4 200 https://a.example/1\n6 200 https://a.example/2\n"
        "8 refused https://a.example/no3\n");
    assert_true(sayso_watch_settled(w->watch));
    forget(w);
    run(w, 50 * MINUTE); /* every 15 minutes and a little */
    assert_int_equal(w->asked, 3);
    assert_int_equal(count(w, " 304 https://a.example/feed"), 3);
    PUT(w, "https://a.example/feed", 200, rss(more, NAMES("4", "1", "2"), "https://a.example"), "\"y\"");
    PUT(w, "https://a.example/4", 200, "four");
    forget(w);
    run(w, 17 * MINUTE);
    assert_int_equal(w->reports, 1);
    assert_int_equal(count(w, "example/4"), 1);
    assert_int_equal(w->asked, 2);
    forget(w);
    run(w, 2 * DAY); /* robots.txt is asked for once a day */
    assert_int_equal(count(w, "robots.txt"), 2);
    assert_int_equal(w->reports, 0);
}

static void a_host_has_one_pace_for_all_its_feeds(void **state) {
    struct world *w = *state;
    char body[1000];
    rss(body, NAMES("1", "2", "3", "4"), "https://a.example");
    PUT(w, "https://a.example/robots.txt", 200, "User-agent: sayso\nCrawl-delay: 7\nDisallow:\n");
    PUT(w, "http://a.example:8080/feed", 200, body);
    PUT(w, "https://a.example/feed", 200, body);
    PUT(w, "https://b.example/feed", 200, body);
    for (int i = 1; i <= 4; i++)
        put(w, (struct page){.uri = (const char *const[]){"https://a.example/1", "https://a.example/2", "https://a.example/3",
                                                          "https://a.example/4"}[i - 1],
                             .status = 200,
                             .body = "x"});
    begin_world(w, (sayso_watch_options){.host_gap_ms = 500},
                NAMES("https://a.example/feed", "http://a.example:8080/feed", "https://b.example/feed"), NULL);
    run(w, 2 * MINUTE);
    assert_int_equal(w->reports, 4); /* each once, though three feeds list it */
    assert_int_equal(count(w, "robots.txt"), 3);
    /* behind its robots.txt the site is left 7 seconds */
    long long at[10];
    int n = 0;
    for (char *s = w->log; *s; s = strchr(s, '\n') + 1)
        if (strstr(s, "https://a.example/") == strchr(strchr(s, ' ') + 1, ' ') + 1 && n < 10) at[n++] = atoll(s);
    assert_int_equal(n, 6);
    for (int i = 2; i < n; i++) assert_true(at[i] - at[i - 1] >= 7);
}

static void a_failing_feed_is_asked_more_and_more_rarely(void **state) {
    struct world *w = *state;
    PUT(w, "https://a.example/robots.txt", 404, "");
    struct page *p = PUT(w, "https://a.example/feed", 500, "");
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    run(w, 15 * MINUTE);
    assert_int_equal(count(w, "/feed"), 1); /* half an hour, and up to a quarter more */
    run(w, 24 * MINUTE);
    assert_int_equal(count(w, "/feed"), 2);
    run(w, 3 * DAY);
    int asked = count(w, "/feed");
    assert_true(asked >= 7 && asked <= 10);
    run(w, 4 * DAY);
    assert_in_range(count(w, "/feed") - asked, 3, 4); /* once a day at last */
    *p = (struct page){"https://a.example/feed", 200, "<rss><channel/></rss>"};
    run(w, 2 * DAY);
    forget(w);
    run(w, 2 * HOUR);
    assert_true(count(w, "200 https://a.example/feed") >= 6); /* and is as it was */
    *p = (struct page){"https://a.example/feed", 410};
    run(w, DAY);
    forget(w);
    run(w, 30 * (int64_t)DAY);
    assert_int_equal(w->asked, 0); /* gone */
}

static void retry_after_gives_the_whole_host_its_rest(void **state) {
    struct world *w = *state;
    char body[1000];
    PUT(w, "https://a.example/feed", 200, rss(body, NAMES("1", "2"), "https://a.example"));
    struct page *p = PUT(w, "https://a.example/1", 429, "", .retry_after_s = 1800);
    PUT(w, "https://a.example/2", 200, "two");
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    run(w, 20 * MINUTE);
    assert_int_equal(count(w, "429"), 1);
    assert_int_equal(w->asked, 3); /* robots.txt, feed, 1 */
    assert_true(sayso_watch_settled(w->watch));
    p->status = 200, p->body = "one";
    run(w, 40 * MINUTE);
    assert_int_equal(w->reports, 2);
    /* a report that fails: four times, then no more */
    PUT(w, "https://a.example/feed", 200, rss(body, NAMES("1", "2", "3", "5"), "https://a.example"));
    PUT(w, "https://a.example/3", 0);
    PUT(w, "https://a.example/5", 403);
    forget(w);
    run(w, 2 * DAY);
    assert_int_equal(count(w, "/3\n"), 4);
    assert_int_equal(count(w, "/5\n"), 1);
}

static void moves_are_kept_and_detours_are_not(void **state) {
    struct world *w = *state;
    char body[1000];
    PUT(w, "https://a.example/feed", 301, "", NULL, "https://b.example/feed");
    PUT(w, "https://b.example/feed", 302, "", NULL, "/now.xml");
    PUT(w, "https://b.example/now.xml", 200, rss(body, NAMES("1"), "/r"));
    PUT(w, "https://b.example/r/1", 302, "", NULL, "https://c.example/1");
    PUT(w, "https://c.example/1", 200, "one");
    PUT(w, "https://c.example/robots.txt", 301, "", NULL, "https://d.example/robots.txt");
    PUT(w, "https://d.example/robots.txt", 200, "User-agent: *\nDisallow: /2\n");
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    /* the scripted locations are absolute in fact, as sayso_fetch gives them */
    w->pages[1].location = "https://b.example/now.xml";
    run(w, 5 * MINUTE);
    assert_int_equal(w->reports, 1);
    assert_int_equal(count(w, "d.example/robots.txt"), 1);
    forget(w);
    run(w, 17 * MINUTE);
    assert_int_equal(count(w, "a.example"), 0);
    assert_int_equal(count(w, "302 https://b.example/feed"), 1);
    assert_int_equal(count(w, "200 https://b.example/now.xml"), 1);
    /* a ring of redirects is a failure; after five the first address is tried again */
    PUT(w, "https://b.example/feed", 302, "", NULL, "https://b.example/feed");
    forget(w);
    run(w, 10 * (int64_t)DAY);
    assert_true(count(w, "301 https://a.example/feed") >= 1);
    assert_true(w->asked < 250);
}

static void robots_txt_that_cannot_be_had_forbids_for_a_while(void **state) {
    struct world *w = *state;
    struct page *robots = PUT(w, "https://a.example/robots.txt", 503, "");
    PUT(w, "https://a.example/feed", 200, "<rss><channel/></rss>");
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    run(w, HOUR);
    assert_int_equal(count(w, "/feed"), 0);
    assert_in_range(count(w, "robots.txt"), 2, 5);
    assert_true(sayso_watch_settled(w->watch));
    *robots = (struct page){"https://a.example/robots.txt", 200, "User-agent: *\nDisallow: /x\n", .max_age_s = 3600};
    run(w, HOUR);
    assert_true(count(w, "/feed") >= 1);
    *robots = (struct page){"https://a.example/robots.txt", 0}; /* known rules go on to serve */
    run(w, 2 * HOUR);
    forget(w);
    run(w, 2 * HOUR);
    assert_true(count(w, "/feed") >= 5);
    run(w, 40 * (int64_t)DAY); /* but not for ever */
    forget(w);
    run(w, 2 * DAY);
    assert_int_equal(count(w, "/feed"), 0);
    *robots = (struct page){"https://a.example/robots.txt", 200, "User-agent: sayso\nDisallow: /feed\n"};
    forget(w);
    run(w, DAY);
    assert_int_equal(count(w, " 200 https://a.example/feed"), 0);
    assert_true(w->refused >= 1 && w->refused <= 2);
}

static void a_feed_says_how_often_it_wants_to_be_asked(void **state) {
    struct world *w = *state;
    PUT(w, "https://a.example/robots.txt", 404, "");
    struct page *p = PUT(w, "https://a.example/feed", 200, "<rss><channel><ttl>45</ttl></channel></rss>");
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    run(w, 10 * MINUTE);
    forget(w);
    run(w, 3 * HOUR);
    assert_in_range(count(w, "/feed"), 3, 4);
    p->body = "<rss><channel><ttl>100000</ttl></channel></rss>"; /* no more than an hour */
    run(w, HOUR);
    forget(w);
    run(w, 4 * HOUR);
    assert_in_range(count(w, "/feed"), 3, 4);
    p->body = "<rss><channel><skipHours><hour>21</hour><hour>22</hour><hour>23</hour></skipHours><skipDays><day>Wednesday</day></"
              "skipDays></channel></rss>";
    run(w, NOON + 8 * HOUR + 55 * MINUTE - w->now);
    forget(w);
    run(w, NOON + 36 * HOUR - w->now); /* to the end of Wednesday */
    int asked = count(w, "/feed");
    if (asked > 1) fail_msg("%s", w->log);
    run(w, HOUR);
    assert_true(count(w, "/feed") >= asked + 3);
}

static void sitemaps_of_an_index_are_read_when_they_change(void **state) {
    struct world *w = *state;
    static const char map[] =
        "<urlset><url><loc>https://a.example/r%s</loc><lastmod>2026-11-24T0%s:00:00Z</lastmod></url></urlset>";
    char one[300], two[300], index[600];
    snprintf(one, sizeof one, map, "1", "1");
    snprintf(two, sizeof two, map, "2", "1");
    static const char form[] = "<sitemapindex><sitemap><loc>https://a.example/m1</loc><lastmod>%s</lastmod></sitemap>"
                               "<sitemap><loc>https://a.example/m2</loc><lastmod>2026-11-01</lastmod></sitemap></sitemapindex>";
    snprintf(index, sizeof index, form, "2026-11-24");
    PUT(w, "https://a.example/index", 200, index);
    struct page *m1 = PUT(w, "https://a.example/m1", 200, one);
    PUT(w, "https://a.example/m2", 200, two);
    PUT(w, "https://a.example/r1", 200, "x");
    PUT(w, "https://a.example/r2", 200, "x");
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/index"), NULL);
    run(w, 5 * MINUTE);
    assert_int_equal(w->reports, 2);
    forget(w);
    run(w, 6 * HOUR);
    assert_int_equal(count(w, "/m1") + count(w, "/m2"), 0);
    snprintf(index, sizeof index, form, "2026-11-25");
    snprintf(one, sizeof one, map, "1", "2"); /* the report has changed */
    m1->body = one;
    forget(w);
    run(w, HOUR);
    assert_int_equal(count(w, "/m1"), 1);
    assert_int_equal(count(w, "/m2"), 0);
    assert_int_equal(count(w, "/r1"), 1); /* and is fetched again */
    snprintf(index, sizeof index, "<sitemapindex><sitemap><loc>https://a.example/m2</loc></sitemap></sitemapindex>");
    run(w, HOUR);
    char *s = saved(w);
    assert_non_null(strstr(s, "\"active\":false")); /* m1 is listed no more */
    free(s);
    forget(w);
    run(w, HOUR);
    assert_int_equal(count(w, "/m1"), 0);
    assert_true(count(w, "/m2") >= 3); /* without a lastmod it is a feed like others */
}

static void a_gap_in_a_feed_is_filled_from_its_older_pages(void **state) {
    struct world *w = *state;
    static const char atom[] = "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='%s'/>"
                               "<entry><id>%s</id><link href='https://a.example/r%s'/></entry></feed>";
    char first[400], page2[400], page3[400];
    snprintf(first, sizeof first, atom, "/p2", "1", "1");
    struct page *p = PUT(w, "https://a.example/feed", 200, first);
    for (int i = 1; i <= 4; i++)
        put(w, (struct page){.uri = (const char *const[]){"https://a.example/r1", "https://a.example/r2", "https://a.example/r3",
                                                          "https://a.example/r4"}[i - 1],
                             .status = 200,
                             .body = "x"});
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    run(w, 5 * MINUTE);
    assert_int_equal(count(w, "/p2"), 0); /* the first look takes the newest alone */
    snprintf(first, sizeof first, atom, "/p2", "4", "4");
    snprintf(page2, sizeof page2, atom, "/p3", "3", "3");
    snprintf(page3, sizeof page3, atom, "/p4", "1", "1");
    p->body = first;
    PUT(w, "https://a.example/p2", 200, page2);
    PUT(w, "https://a.example/p3", 200, page3);
    forget(w);
    run(w, 20 * MINUTE);
    assert_int_equal(count(w, "/p2") + count(w, "/p3"), 2);
    assert_int_equal(count(w, "/p4"), 0); /* the third page held what was known */
    assert_int_equal(w->reports, 2);
}

static void caps_hold_what_is_new(void **state) {
    struct world *w = *state;
    char *body = malloc(400000), *at = body;
    assert_non_null(body);
    at += sprintf(at, "<rss><channel>");
    for (int i = 0; i < 3000; i++)
        at += sprintf(at, "<item><link>https://a.example/%d</link><pubDate>%s</pubDate></item>", i,
                      i % 2 ? "Tue, 24 Nov 2026 11:00:00 GMT" : "Tue, 10 Nov 2026 11:00:00 GMT");
    sprintf(at, "</channel></rss>");
    PUT(w, "https://a.example/feed", 200, body);
    begin_world(w, (sayso_watch_options){.max_new = 20, .max_age_s = 86400, .host_gap_ms = 10}, NAMES("https://a.example/feed"),
                NULL);
    run(w, 10 * MINUTE);
    assert_int_equal(w->asked, 2 + 20); /* the others count as seen */
    assert_int_equal(count(w, "/0\n"), 0);
    assert_int_equal(count(w, "/1\n"), 1);
    run(w, HOUR);
    assert_int_equal(count(w, "/1\n"), 1);
    free(body);
    w->pages[0].body = "<rss><channel/></rss>";
}

static void many_feeds_of_a_host_do_not_starve_its_reports(void **state) {
    struct world *w = *state;
    static const char *const feeds[] = {"https://a.example/f1", "https://a.example/f2", "https://a.example/f3", NULL};
    char body[1000];
    rss(body, NAMES("1", "2", "3", "4", "5"), "https://a.example");
    for (int i = 0; i < 3; i++) put(w, (struct page){.uri = feeds[i], .status = 200, .body = body});
    begin_world(w, (sayso_watch_options){.interval_s = 1}, feeds, NULL); /* they are always due: three at 2 s each */
    run(w, MINUTE);
    for (int i = 1; i <= 5; i++) {
        char line[64];
        snprintf(line, sizeof line, "https://a.example/%d\n", i);
        assert_int_equal(count(w, line), 1);
    }
    struct world *once = calloc(1, sizeof *once);
    assert_non_null(once);
    put(once, (struct page){.uri = feeds[0], .status = 200, .body = body});
    begin_world(once, (sayso_watch_options){.interval_s = 1, .once = true}, NAMES("https://a.example/f1"), NULL);
    run(once, HOUR);
    assert_int_equal(once->asked, 2 + 5);
    assert_true(sayso_watch_settled(once->watch));
    sayso_watch_free(once->watch);
    free(once);
}

/* An endless feed: what is remembered has an end, and a second run is the same. */
static char *endless(struct world *w, bool restarts) {
    char body[2000], form[64];
    PUT(w, "https://a.example/feed", 200, body);
    begin_world(w, (sayso_watch_options){.interval_s = 60, .host_gap_ms = 10}, NAMES("https://a.example/feed"), NULL);
    for (int day = 0; day < 300; day++) {
        char *at = body + sprintf(body, "<rss><channel>");
        for (int i = 0; i < 20; i++) {
            snprintf(form, sizeof form, "%d", day * 10 + i); /* half of them are of the look before */
            at += sprintf(at, "<item><link>https://a.example/%s</link></item>", form);
        }
        sprintf(at, "</channel></rss>");
        run(w, 70 * SECOND);
        if (restarts && day % 7 == 3) {
            char *s = saved(w);
            begin_world(w, w->o, NAMES("https://a.example/feed"), s);
            free(s);
        }
        if (day < 299) w->n_log = w->n_log > LOG / 2 ? 0 : w->n_log;
    }
    w->pages[0].body = "";
    return saved(w);
}

static void a_restart_changes_nothing(void **state) {
    struct world *w = *state, *other = calloc(1, sizeof *other), *third = calloc(1, sizeof *third);
    assert_non_null(other);
    assert_non_null(third);
    char *a = endless(w, false), *b = endless(other, true), *c = endless(third, false);
    assert_string_equal(a, c); /* the same to the byte: nothing in it is left to chance */
    assert_int_equal(w->asked, third->asked);
    if (w->asked != other->asked) fail_msg("%d requests, with restarts %d", w->asked, other->asked);
    assert_string_equal(w->log, other->log);
    free(a);
    free(b);
    free(c);
    sayso_watch_free(other->watch);
    sayso_watch_free(third->watch);
    free(other);
    free(third);
}

static void what_is_out_is_not_lost(void **state) {
    struct world *w = *state;
    char body[500];
    PUT(w, "https://a.example/robots.txt", 404, "");
    PUT(w, "https://a.example/feed", 200, rss(body, NAMES("1"), "https://b.example"));
    begin_world(w, (sayso_watch_options){0}, NAMES("https://a.example/feed"), NULL);
    sayso_watch_request r = {0};
    sayso_watch_outcome o;
    int64_t wait;
    for (int i = 0; i < 20 && r.kind != SAYSO_WATCH_REPORT; i++) {
        assert_int_equal(sayso_watch_step(w->watch, w->now, &r, &wait, NULL), SAYSO_OK);
        if (r.kind == SAYSO_WATCH_WAIT)
            w->now += wait;
        else if (r.kind != SAYSO_WATCH_REPORT)
            answer(w, &r, &o);
    }
    assert_string_equal(r.uri, "https://b.example/1");
    assert_string_equal(r.title, "1");
    assert_string_equal(r.feed, "https://a.example/feed");
    char *s = saved(w);
    begin_world(w, w->o, NAMES("https://a.example/feed"), s);
    free(s);
    PUT(w, "https://b.example/1", 200, "one");
    run(w, 5 * MINUTE);
    assert_int_equal(w->reports, 1);
}

static void states_that_are_none_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        "[]",
        "{}",
        "{\"sayso_watch\":1}",
        "{\"sayso_watch\":2,\"feeds\":[]}",
        "{\"sayso_watch\":1,\"feeds\":[{}]}",
        "{\"sayso_watch\":1,\"feeds\":[{\"uri\":\"file:///etc/passwd\"}]}",
        "{\"sayso_watch\":1,\"feeds\":[{\"uri\":\"http://a/\",\"parent\":0}]}",
        "{\"sayso_watch\":1,\"feeds\":[{\"uri\":\"http://a/\",\"seen\":[\"12\"]}]}",
        "{\"sayso_watch\":1,\"feeds\":[{\"uri\":\"http://a/\"},{\"uri\":\"http://a/\"}]}",
        "{\"sayso_watch\":1,\"feeds\":[],\"items\":[{\"uri\":\"http://a/1\",\"feed\":0}]}",
        "{\"sayso_watch\":1,\"feeds\":[],\"sites\":[{\"name\":\"http://a\",\"rules\":\"x\"}]}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sayso_error e;
        sayso_watch *w = sayso_watch_open((sayso_strings){0}, NULL, bad[i], strlen(bad[i]), &e);
        if (w || e.code != SAYSO_FORMAT || strcmp(e.stage, "watch")) fail_msg("%s", bad[i]);
    }
    sayso_error e;
    assert_null(sayso_watch_open((sayso_strings){NAMES("ftp://a.example/"), 1}, NULL, NULL, 0, &e));
    assert_int_equal(e.code, SAYSO_USAGE);
    assert_string_equal(e.input, "ftp://a.example/");
    sayso_watch *w = sayso_watch_open((sayso_strings){0}, NULL, NULL, 0, &e); /* nothing to watch */
    sayso_watch_request r;
    int64_t wait;
    assert_int_equal(sayso_watch_step(w, NOON, &r, &wait, &e), SAYSO_OK);
    assert_int_equal(wait, -1);
    sayso_watch_free(w);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(a_feed_is_looked_at_and_its_reports_fetched_once),
        TEST(a_host_has_one_pace_for_all_its_feeds),
        TEST(a_failing_feed_is_asked_more_and_more_rarely),
        TEST(retry_after_gives_the_whole_host_its_rest),
        TEST(moves_are_kept_and_detours_are_not),
        TEST(robots_txt_that_cannot_be_had_forbids_for_a_while),
        TEST(a_feed_says_how_often_it_wants_to_be_asked),
        TEST(sitemaps_of_an_index_are_read_when_they_change),
        TEST(a_gap_in_a_feed_is_filled_from_its_older_pages),
        TEST(caps_hold_what_is_new),
        TEST(many_feeds_of_a_host_do_not_starve_its_reports),
        TEST(a_restart_changes_nothing),
        TEST(what_is_out_is_not_lost),
        TEST(states_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
