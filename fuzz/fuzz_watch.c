/* Fuzz target: a watch's state. What can be read is written again, and that reads to the same; then a few steps with answers
 * made of the same bytes leave a state that can be read. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "sayso.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct words {
    char *s;
    size_t n;
};
static int add(void *stream, const char *s, size_t n) {
    struct words *w = stream;
    char *p = realloc(w->s, w->n + n + 1);
    if (!p) abort();
    memcpy(p + w->n, s, n);
    w->s = p;
    w->n += n;
    p[w->n] = 0;
    return 0;
}
static struct words saved(const sayso_watch *w) {
    struct words b = {0};
    sayso_code code = sayso_watch_save(w, add, &b, NULL);
    assert(code == SAYSO_OK);
    return b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const feeds[] = {"https://a.example/feed"};
    static char elsewhere[] = "https://b.example/x";
    static const int statuses[] = {200, 304, 301, 302, 404, 410, 429, 500};
    sayso_error e;
    sayso_watch *w = sayso_watch_open((sayso_strings){feeds, 1}, NULL, data, size, &e);
    if (!w) {
        assert(e.code == SAYSO_FORMAT && !strcmp(e.stage, "watch"));
        return 0;
    }
    struct words once = saved(w);
    sayso_watch *again = sayso_watch_open((sayso_strings){feeds, 1}, NULL, once.s, once.n, &e);
    assert(again);
    struct words twice = saved(again);
    assert(once.n == twice.n && !memcmp(once.s, twice.s, once.n));
    sayso_watch_free(again);
    int64_t now = 1795521600000, wait;
    for (uint32_t i = 0; i < 40; i++) {
        sayso_watch_request r;
        sayso_watch_outcome o;
        sayso_code code = sayso_watch_step(w, now, &r, &wait, &e);
        assert(code == SAYSO_OK);
        if (r.kind == SAYSO_WATCH_WAIT) {
            if (wait < 0) break;
            assert(wait > 0);
            now += wait;
        } else if (r.kind != SAYSO_WATCH_REFUSED) {
            uint8_t by = size ? data[i % size] : 0;
            sayso_fetched f = {.status = statuses[by % 8],
                               .bytes = (char *)(uintptr_t)data,
                               .n = size,
                               .retry_after_s = by,
                               .location = elsewhere};
            code = sayso_watch_take(w, r.id, now, by & 64 ? NULL : &f, &o, &e);
            assert(code == SAYSO_OK);
        }
    }
    struct words last = saved(w);
    again = sayso_watch_open((sayso_strings){feeds, 1}, NULL, last.s, last.n, &e);
    assert(again);
    sayso_watch_free(again);
    sayso_watch_free(w);
    free(once.s);
    free(twice.s);
    free(last.s);
    return 0;
}
