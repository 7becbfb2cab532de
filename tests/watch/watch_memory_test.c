/* The watch with memory that runs out at every place in turn: it stays whole and goes on when there is memory again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "sayso.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long allowed = -1; /* allocations left; -1: no end */
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
static bool refuse(void) { return allowed >= 0 && (allowed == 0 || !allowed--); }
void *__wrap_malloc(size_t n) { return refuse() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return refuse() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return refuse() ? NULL : __real_realloc(p, n); }

static const int64_t NOON = 1795521600000; /* 2026-11-24T12:00:00Z */
static const char *const FEEDS[] = {"https://a.example/feed"};

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
    return 0;
}

/* With n allocations a call may end in NOMEM; the watch stays whole, and goes on when there is memory again. */
static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    char body[1000];
    snprintf(body, sizeof body,
             "<rss><channel><item><link>https://a.example/1</link></item><item><link>/2</link></item></channel></rss>");
    bool through = false;
    for (long n = 0; n < 3000 && !through; n++) {
        sayso_error e;
        sayso_watch_request r = {0};
        sayso_watch_outcome o;
        int64_t now = NOON, wait;
        allowed = n;
        sayso_watch *w = sayso_watch_open((sayso_strings){FEEDS, 1}, NULL, NULL, 0, &e);
        if (!w) {
            allowed = -1;
            assert_int_equal(e.code, SAYSO_NOMEM);
            continue;
        }
        through = true;
        int reports = 0;
        for (int step = 0; step < 60 && reports < 2; step++) {
            sayso_code code = sayso_watch_step(w, now, &r, &wait, &e);
            if (!code && r.kind == SAYSO_WATCH_WAIT)
                now += wait > 0 ? wait : 0;
            else if (!code) {
                bool robots = r.kind == SAYSO_WATCH_ROBOTS, feed = r.kind == SAYSO_WATCH_FEED;
                char *bytes = robots ? (char[]){"User-agent: *\nDisallow: /x\n"} : feed ? body : (char[]){"words"};
                sayso_fetched f = {.status = 200, .bytes = bytes, .n = strlen(bytes), .etag = (char[]){"e"}};
                code = sayso_watch_take(w, r.id, now, &f, &o, &e);
                reports += !code && o.kind == SAYSO_WATCH_REPORT_CAME;
            }
            if (!code) continue;
            assert_int_equal(code, SAYSO_NOMEM);
            allowed = -1; /* there is memory again */
            through = false;
        }
        allowed = -1;
        if (through) assert_int_equal(reports, 2);
        struct words b = {0};
        assert_int_equal(sayso_watch_save(w, add, &b, &e), SAYSO_OK);
        sayso_watch *again = sayso_watch_open((sayso_strings){FEEDS, 1}, NULL, b.s, b.n, &e);
        assert_non_null(again);
        sayso_watch_free(again);
        sayso_watch_free(w);
        free(b.s);
    }
    assert_true(through);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_may_run_out_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
