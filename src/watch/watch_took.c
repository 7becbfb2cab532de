/* What came of a request: the next look, the next try, what is kept of the answer. */
#include "watch.h"
#include "base_error.h"
#include "base_uri.h"
#include "page_date.h"
#include "watch_robots.h"
#include <assert.h>
#include <stdlib.h>
#include <time.h>

enum {
    MAX_HINT = 60 * 60,             /* seconds: a feed's own wish for longer intervals is followed up to here */
    MAX_DELAY = 60,                 /* seconds of Crawl-delay */
    RULES_LEAST = 5 * WATCH_MINUTE, /* for which a robots.txt is kept, whatever its Cache-Control */
    RULES_MOST = 24 * WATCH_HOUR,
    TRY_AGAIN = WATCH_MINUTE, /* after a report's first failure; four times that after each next */
};

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t sooner(int64_t a, int64_t b) { return a < b ? a : b; }
static sayso_code no_memory(sayso_error *e) { return error_set(e, SAYSO_NOMEM, "watch", 0, "out of memory"); }

static bool leads_on(const sayso_fetched *f) {
    return f && f->location && (f->status == 301 || f->status == 302 || f->status == 303 || f->status == 307 || f->status == 308);
}
static bool is_busy(const sayso_fetched *f) { return f && (f->status == 429 || f->status == 503); }
static bool may_pass(const sayso_fetched *f) { /* it may be otherwise next time */
    return !f || f->status >= 500 || f->status == 429 || f->status == 408 || f->status == 425;
}

/* ---- when again -------------------------------------------------------------------------------------------------- */

/* The first time from `due` on that the feed does not want to be left alone in. */
static int64_t outside_skips(const struct feed *said, int64_t due) {
    for (int i = 0; i < 24 * 7; i++) {
        int64_t hour = due / WATCH_HOUR, day = due / WATCH_DAY;
        bool skips = (said->skip_hours >> (hour % 24) & 1) || (said->skip_days >> ((day + 4) % 7) & 1); /* day 0 was a Thursday */
        if (!skips) break;
        due = (hour + 1) * WATCH_HOUR + due % WATCH_MINUTE;
    }
    return due;
}

int64_t watch_due_again(const sayso_watch *w, const struct watch_feed *f, const struct feed *said, const sayso_fetched *from,
                        int64_t now) {
    int64_t hint = from->max_age_s;
    if (said) hint = later(hint, later(said->ttl_s, said->period_s));
    int64_t pause = later(w->o.interval_s, sooner(hint, MAX_HINT)) * WATCH_SECOND;
    int64_t due = now + pause + watch_jitter(f->uri, f->looks, pause / 10);
    return said ? outside_skips(said, due) : due;
}

int64_t watch_due_after_failure(const sayso_watch *w, const struct watch_feed *f, uint32_t retry_after_s, int64_t now) {
    uint32_t n = f->failures < 10 ? f->failures : 10;
    int64_t pause =
        sooner(((int64_t)w->o.interval_s * WATCH_SECOND) << n, later(WATCH_DAY, (int64_t)w->o.interval_s * WATCH_SECOND));
    pause = later(pause, sooner((int64_t)retry_after_s * WATCH_SECOND, WATCH_WEEK));
    return now + pause + watch_jitter(f->uri, f->looks, pause / 4);
}

/* The host's pace after an answer, and its rest where it says that it is busy. */
static void pace(sayso_watch *w, struct watch_host *h, uint32_t delay_s, const sayso_fetched *f, int64_t now) {
    int64_t gap = later(w->o.host_gap_ms, sooner(delay_s, MAX_DELAY) * WATCH_SECOND);
    if (is_busy(f)) {
        uint32_t n = h->failures++ < 10 ? h->failures : 10;
        gap = later(gap, f->retry_after_s ? sooner((int64_t)f->retry_after_s * WATCH_SECOND, WATCH_DAY)
                                          : sooner((int64_t)WATCH_MINUTE << n, WATCH_HOUR));
    } else if (f && f->status < 500)
        h->failures = 0;
    h->free = later(h->free, now + gap);
}

/* ---- feeds ------------------------------------------------------------------------------------------------------- */

static void end_of_look(struct watch_feed *f) {
    free(f->led);
    free(f->page);
    f->led = f->page = NULL;
    f->hops = f->pages = 0;
    f->looks++;
}

static sayso_code feed_failed(sayso_watch *w, struct watch_feed *f, const sayso_fetched *from, int64_t now,
                              sayso_watch_outcome *o) {
    f->failures++;
    end_of_look(f);
    o->kind = SAYSO_WATCH_LATER;
    if (from && from->status == 410) {
        f->gone = true;
        o->kind = SAYSO_WATCH_DROPPED;
        return SAYSO_OK;
    }
    if (f->failures % 5 == 0) watch_set(&f->at, f->uri); /* a move may have been a mistake */
    f->due = o->again_ms = watch_due_after_failure(w, f, from ? from->retry_after_s : 0, now);
    return SAYSO_OK;
}

static sayso_code feed_led(sayso_watch *w, struct watch_feed *f, const sayso_fetched *from, int64_t now, sayso_watch_outcome *o) {
    struct arena a;
    arena_init(&a, 0);
    const char *to = uri_normal(&a, from->location);
    bool ok = to != NULL, good = f->hops < WATCH_HOPS && to && uri_is_web(to);
    if (good) {
        o->kind = SAYSO_WATCH_LED_ON;
        o->moved = (from->status == 301 || from->status == 308) && !f->led && !f->page;
        f->hops++;
        ok = watch_set(o->moved ? &f->at : &f->led, to);
        f->due = o->again_ms = now;
    }
    arena_release(&a);
    if (!ok) return SAYSO_NOMEM;
    return good ? SAYSO_OK : feed_failed(w, f, from, now, o);
}

static int newest_first(const void *a, const void *b) {
    const struct feed_item *const *x = a, *const *y = b;
    const char *s = (*x)->updated ? (*x)->updated : "", *t = (*y)->updated ? (*y)->updated : "";
    int order = strcmp(t, s);
    return order ? order : *x < *y ? -1 : *x > *y;
}

/* The sitemaps of an index become feeds of their own; one with a lastmod is read when that changes. */
static sayso_code take_index(sayso_watch *w, uint32_t index, const struct feed *read, int64_t now, struct arena *a) {
    if (w->feeds[index].parent >= 0) return SAYSO_OK; /* an index in an index: not allowed, not followed */
    uint32_t n = read->n_items, look = w->feeds[index].looks + 1;
    const struct feed_item **items = ARENA_ARRAY(a, const struct feed_item *, n + 1);
    if (!items) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < n; i++) items[i] = &read->items[i];
    qsort(items, n, sizeof *items, newest_first);
    for (uint32_t i = 0, taken = 0; i < n && taken < WATCH_MAPS; i++) {
        const char *uri = items[i]->uri ? uri_normal(a, items[i]->uri) : NULL;
        if (items[i]->uri && !uri) return SAYSO_NOMEM;
        if (!uri || !uri_is_web(uri)) continue;
        uint32_t k = watch_feed_add(w, uri, (int32_t)index);
        if (k == UINT32_MAX) return SAYSO_NOMEM;
        taken++;
        struct watch_feed *f = &w->feeds[k];
        if (f->parent != (int32_t)index) continue; /* watched in its own right */
        uint64_t stamp = items[i]->updated ? watch_key("lastmod", items[i]->updated) : 0;
        if (!f->active || stamp != f->stamp) f->due = sooner(f->active ? f->due : now, now);
        f->active = true;
        f->listed_in = look;
        f->stamp = stamp;
    }
    for (uint32_t k = 0; k < w->n_feeds; k++)
        if (w->feeds[k].parent == (int32_t)index && w->feeds[k].listed_in != look) w->feeds[k].active = false;
    return SAYSO_OK;
}

static sayso_code feed_came(sayso_watch *w, uint32_t i, const sayso_fetched *from, int64_t now, sayso_watch_outcome *o) {
    struct arena a, scratch;
    struct feed read;
    bool fresh = false;
    arena_init(&a, 0);
    arena_init(&scratch, 0);
    error_input(&o->broken, watch_feed_target(&w->feeds[i]));
    struct feed_options fo = {
        .uri = watch_feed_target(&w->feeds[i]), .media_type = from->media_type, .max_bytes = WATCH_FEED_BYTES};
    sayso_code code = feed_read(&a, &scratch, from->bytes, from->n, &fo, &read, &o->broken), broken = code;
    bool usable = code != SAYSO_NOMEM && (!code || read.n_items);
    if (code != SAYSO_NOMEM) code = SAYSO_OK;
    if (usable && read.kind == FEED_SITEMAP_INDEX)
        code = take_index(w, i, &read, now, &a);
    else if (usable)
        code = watch_items(w, i, &read, now, &o->n_new, &fresh);
    struct watch_feed *f = &w->feeds[i]; /* the list may have grown */
    if (!code && !usable)
        code = feed_failed(w, f, from, now, o);
    else if (!code) {
        const char *next = read.next ? uri_normal(&a, read.next) : NULL;
        bool on =
            next && uri_is_web(next) && fresh && f->looks && f->pages < WATCH_PAGES && strcmp(next, f->page ? f->page : f->at);
        o->kind = SAYSO_WATCH_ITEMS_CAME;
        f->failures = 0;
        bool ok = !read.title || f->page || watch_set(&f->title, read.title);
        /* what breaks off is asked for whole next time */
        if (!f->page)
            ok = watch_set(&f->etag, broken ? NULL : from->etag) &&
                 watch_set(&f->modified, broken ? NULL : from->last_modified) && ok;
        if (on) {
            ok = watch_set(&f->page, next) && watch_set(&f->led, NULL) && ok;
            f->pages++;
            f->hops = 0;
            f->due = now;
        } else {
            end_of_look(f);
            f->due = watch_due_again(w, f, &read, from, now);
            if (f->stamp) f->due = now + WATCH_WEEK; /* its index tells when it changes */
        }
        o->again_ms = f->due;
        if (!ok) code = SAYSO_NOMEM;
    }
    arena_release(&scratch);
    arena_release(&a);
    return code;
}

static sayso_code feed_took(sayso_watch *w, uint32_t i, const sayso_fetched *from, int64_t now, sayso_watch_outcome *o) {
    struct watch_feed *f = &w->feeds[i];
    f->out = false;
    if (from && from->status == 304) {
        o->kind = SAYSO_WATCH_SAME;
        f->failures = 0;
        end_of_look(f);
        f->due = o->again_ms = f->stamp ? now + WATCH_WEEK : watch_due_again(w, f, NULL, from, now);
        return SAYSO_OK;
    }
    if (from && from->status >= 200 && from->status < 300) return feed_came(w, i, from, now, o);
    if (leads_on(from)) return feed_led(w, f, from, now, o);
    return feed_failed(w, f, from, now, o);
}

/* ---- robots.txt -------------------------------------------------------------------------------------------------- */

static sayso_code robots_failed(struct watch_site *s, const sayso_fetched *from, int64_t now, sayso_watch_outcome *o) {
    uint32_t n = s->failures++ < 8 ? s->failures : 8;
    int64_t pause = sooner((int64_t)(2 * WATCH_MINUTE) << n, 6 * (int64_t)WATCH_HOUR);
    if (from) pause = later(pause, sooner((int64_t)from->retry_after_s * WATCH_SECOND, WATCH_DAY));
    if (!s->since) s->since = now;
    s->again = o->again_ms = now + pause + watch_jitter(s->name, s->failures, pause / 4);
    o->kind = SAYSO_WATCH_LATER;
    return SAYSO_OK;
}

static sayso_code robots_know(struct watch_site *s, const char *rules, uint32_t delay_s, const sayso_fetched *from, int64_t now,
                              sayso_watch_outcome *o) {
    if (!watch_set(&s->rules, rules)) return SAYSO_NOMEM;
    int64_t pause = from->max_age_s ? (int64_t)from->max_age_s * WATCH_SECOND : RULES_MOST;
    s->until = now + later(RULES_LEAST, sooner(pause, RULES_MOST));
    s->delay_s = delay_s;
    s->failures = 0;
    s->since = s->again = 0;
    o->kind = SAYSO_WATCH_RULES_CAME;
    o->again_ms = s->until;
    return SAYSO_OK;
}

static sayso_code robots_took(sayso_watch *w, uint32_t i, const sayso_fetched *from, int64_t now, sayso_watch_outcome *o) {
    struct watch_site *s = &w->sites[i];
    struct arena a;
    uint32_t delay_s = 0;
    sayso_code code = SAYSO_OK;
    arena_init(&a, 0);
    const char *to = leads_on(from) ? uri_normal(&a, from->location) : NULL;
    if (to && uri_is_web(to) && s->hops < WATCH_HOPS) {
        uint32_t host = watch_host_of(w, to);
        bool ok = host != UINT32_MAX && watch_set(&s->led, to);
        if (ok) s->hops++, s->led_host = host;
        o->kind = SAYSO_WATCH_LED_ON;
        o->again_ms = now;
        arena_release(&a);
        return ok ? SAYSO_OK : SAYSO_NOMEM;
    }
    s->hops = 0;
    free(s->led);
    s->led = NULL;
    if (from && from->status >= 200 && from->status < 300) {
        const char *rules = robots_read(&a, from->bytes ? from->bytes : "", from->n, WATCH_TOKEN, &delay_s);
        code = rules ? robots_know(s, rules, delay_s, from, now, o) : SAYSO_NOMEM;
    } else if (from && !may_pass(from)) /* there is none; too many redirects count as that (RFC 9309, 2.3.1.2) */
        code = robots_know(s, "", 0, from, now, o);
    else
        code = robots_failed(s, from, now, o);
    arena_release(&a);
    return code;
}

/* ---- reports ----------------------------------------------------------------------------------------------------- */

static sayso_code item_led(sayso_watch *w, struct watch_item *it, const sayso_fetched *from, int64_t now,
                           sayso_watch_outcome *o) {
    struct arena a;
    bool ok = true, again = false;
    arena_init(&a, 0);
    const char *to = uri_normal(&a, from->location);
    ok = to != NULL;
    if (ok && uri_is_web(to) && it->hops < WATCH_HOPS && watch_note_uri(w, it->feed, to, now, &ok)) {
        uint32_t site = watch_site_of(w, to);
        ok = site != UINT32_MAX && watch_set(&it->uri, to);
        if (ok) {
            it->site = site;
            it->hops++;
            o->again_ms = now; /* it->due stays: it goes on before the others */
            it->tried = false;
            ok = again = watch_item_put(w, it);
        }
    }
    arena_release(&a);
    o->kind = again ? SAYSO_WATCH_LED_ON : SAYSO_WATCH_DROPPED;
    if (!again) watch_item_free(it);
    return ok ? SAYSO_OK : SAYSO_NOMEM;
}

static sayso_code item_took(sayso_watch *w, struct watch_item *it, const sayso_fetched *from, int64_t now,
                            sayso_watch_outcome *o) {
    if (leads_on(from)) return item_led(w, it, from, now, o);
    o->kind = SAYSO_WATCH_DROPPED;
    if (from && from->status >= 200 && from->status < 300 && from->n)
        o->kind = SAYSO_WATCH_REPORT_CAME;
    else if (may_pass(from) && ++it->tries < WATCH_TRIES) {
        int64_t pause = (int64_t)TRY_AGAIN << (2 * (it->tries - 1));
        if (from) pause = later(pause, sooner((int64_t)from->retry_after_s * WATCH_SECOND, WATCH_DAY));
        it->due = o->again_ms = now + pause + watch_jitter(it->uri, it->tries, pause / 4);
        if (watch_item_put(w, it)) return o->kind = SAYSO_WATCH_LATER, SAYSO_OK;
        watch_item_free(it);
        return SAYSO_NOMEM;
    }
    watch_item_free(it);
    return SAYSO_OK;
}

sayso_code watch_took(sayso_watch *w, uint64_t id, int64_t now, const sayso_fetched *f, sayso_watch_outcome *o, sayso_error *e) {
    uint32_t i = 0;
    *o = (sayso_watch_outcome){0};
    while (i < w->n_out && w->out[i].id != id) i++;
    if (i == w->n_out) return error_set(e, SAYSO_USAGE, "watch", 0, "no such request is out");
    struct watch_request r = w->out[i];
    w->out[i] = w->out[--w->n_out];
    if (now < w->now) now = w->now;
    w->now = now;
    struct watch_host *h = &w->hosts[r.host];
    assert(h->out);
    h->out = false;
    uint32_t site = r.what, delay_s = 0;
    if (r.kind == SAYSO_WATCH_ROBOTS || (r.kind == SAYSO_WATCH_REPORT && (site = r.item->site, true)) ||
        watch_site_known(w, watch_feed_target(&w->feeds[r.what]), &site))
        delay_s = w->sites[site].delay_s;
    pace(w, h, delay_s, f, now);
    sayso_code code = r.kind == SAYSO_WATCH_FEED     ? feed_took(w, r.what, f, now, o)
                      : r.kind == SAYSO_WATCH_ROBOTS ? robots_took(w, r.what, f, now, o)
                                                     : item_took(w, r.item, f, now, o);
    return code ? no_memory(e) : SAYSO_OK;
}
