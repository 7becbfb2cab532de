/* What to fetch next: of the feeds and items whose host is free, the one that is longest due, a feed and an item in turn; before
 * it, its site's robots.txt. */
#include "watch.h"
#include "base_error.h"
#include "base_uri.h"
#include "watch_robots.h"
#include <assert.h>
#include <stdlib.h>

enum { STALE = 30 }; /* days for which old rules serve when a site's robots.txt cannot be reached */

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }

/* Whether a site's rules are known well enough to decide by. */
static bool has_rules(const struct watch_site *s, int64_t now) {
    if (!s->rules) return false;
    return s->until > now || (s->since && s->again > now && now - s->until < (int64_t)STALE * WATCH_DAY);
}

/* The host that a site's robots.txt is asked from: its own, unless that sent us on. */
static const struct watch_host *robots_host(const sayso_watch *w, const struct watch_site *s) {
    return &w->hosts[s->hops ? s->led_host : s->host];
}

/* When a target of a site may be asked for, that is due by itself at `due`. */
static int64_t when(const sayso_watch *w, const struct watch_site *s, int64_t due, int64_t now) {
    if (has_rules(s, now)) return w->hosts[s->host].out ? WATCH_NEVER : later(due, w->hosts[s->host].free);
    const struct watch_host *h = robots_host(w, s);
    return h->out ? WATCH_NEVER : later(later(due, s->again), h->free);
}

struct choice {
    int64_t at; /* when */
    int64_t due;
    uint32_t feed, host; /* UINT32_MAX: not this kind */
};

static sayso_code choose(sayso_watch *w, int64_t now, struct choice *best) {
    *best = (struct choice){WATCH_NEVER, WATCH_NEVER, UINT32_MAX, UINT32_MAX};
    for (uint32_t i = 0; i < w->n_feeds; i++) {
        struct watch_feed *f = &w->feeds[i];
        if (!f->active || f->gone || f->out) continue;
        uint32_t s = watch_site_of(w, watch_feed_target(f));
        if (s == UINT32_MAX) return SAYSO_NOMEM;
        if (w->o.once && f->tried && !f->hops && !f->pages) continue;
        int64_t at = when(w, &w->sites[s], f->due, now);
        const struct watch_host *h = &w->hosts[w->sites[s].host];
        bool items_first =
            at <= now && h->items_turn && h->n_items && when(w, &w->sites[h->items[0]->site], h->items[0]->due, now) <= now;
        if (items_first) continue;
        bool earlier = at <= now && best->at <= now ? f->due < best->due : at < best->at;
        if (earlier) *best = (struct choice){at, f->due, i, UINT32_MAX};
    }
    for (uint32_t i = 0; i < w->n_hosts && best->at > now; i++) {
        struct watch_host *h = &w->hosts[i];
        if (!h->n_items) continue;
        int64_t at = when(w, &w->sites[h->items[0]->site], h->items[0]->due, now);
        if (at < best->at) *best = (struct choice){at, h->items[0]->due, UINT32_MAX, i};
    }
    return SAYSO_OK;
}

static sayso_code no_memory(sayso_error *e) { return error_set(e, SAYSO_NOMEM, "watch", 0, "out of memory"); }

/* Notes a request as out: its host is busy until it is taken. */
static bool send(sayso_watch *w, sayso_watch_request *r, uint32_t host, uint32_t what, struct watch_item *item) {
    if (!watch_room((void **)&w->out, w->n_out, &w->size_out, sizeof *w->out)) return false;
    r->id = ++w->last_id;
    w->out[w->n_out++] = (struct watch_request){r->id, r->kind, host, what, item};
    w->hosts[host].out = true;
    return true;
}

static bool send_robots(sayso_watch *w, uint32_t site, const char *feed, sayso_watch_request *r) {
    struct watch_site *s = &w->sites[site];
    if (!s->led) {
        char *uri = malloc(strlen(s->name) + sizeof "/robots.txt");
        if (!uri) return false;
        strcat(strcpy(uri, s->name), "/robots.txt");
        s->led = uri;
    }
    *r = (sayso_watch_request){.kind = SAYSO_WATCH_ROBOTS, .uri = s->led, .max_bytes = ROBOTS_BYTES, .cut = true, .feed = feed};
    return send(w, r, s->hops ? s->led_host : s->host, site, NULL);
}

static const char *path_of(const char *uri) {
    struct uri u = uri_split(uri, strlen(uri));
    return u.path.n ? u.path.at : "/";
}

static bool send_feed(sayso_watch *w, uint32_t i, uint32_t site, int64_t now, sayso_watch_request *r) {
    struct watch_feed *f = &w->feeds[i];
    struct watch_site *s = &w->sites[site];
    const char *uri = watch_feed_target(f);
    *r = (sayso_watch_request){.kind = SAYSO_WATCH_FEED, .uri = uri, .feed = f->uri, .max_bytes = WATCH_FEED_BYTES};
    f->tried = true;
    if (!robots_allow(s->rules, path_of(uri))) {
        r->kind = SAYSO_WATCH_REFUSED;
        f->due = later(s->until, now + (int64_t)w->o.interval_s * WATCH_SECOND) + watch_jitter(f->uri, f->looks, WATCH_MINUTE);
        f->hops = f->pages = 0;
        return true; /* led and page stay for the caller's look at uri; the next look begins anew */
    }
    if (!f->page) r->if_none_match = f->etag, r->if_modified_since = f->modified;
    if (!send(w, r, s->host, i, NULL)) return false;
    w->hosts[s->host].items_turn = true;
    return f->out = true;
}

static bool send_item(sayso_watch *w, uint32_t host, int64_t now, sayso_watch_request *r) {
    struct watch_item *it = watch_item_take(&w->hosts[host]);
    bool allowed = robots_allow(w->sites[it->site].rules, path_of(it->uri));
    *r = (sayso_watch_request){.kind = allowed ? SAYSO_WATCH_REPORT : SAYSO_WATCH_REFUSED,
                               .uri = it->uri,
                               .feed = w->feeds[it->feed].uri,
                               .guid = it->guid,
                               .title = it->title,
                               .published = it->published,
                               .updated = it->updated,
                               .source = it->source,
                               .source_uri = it->source_uri,
                               .author = it->author};
    it->tried = true;
    w->hosts[host].items_turn = false;
    if (allowed && now - it->found > (int64_t)WATCH_WEEK) allowed = false, r->kind = SAYSO_WATCH_REFUSED; /* waited too long */
    if (!allowed) return w->refused = it, true;
    if (send(w, r, host, it->feed, it)) return true;
    watch_item_put(w, it); /* its place is still there */
    return false;
}

/* What a look left behind that was not gone through with. */
static void begin_anew(struct watch_feed *f) {
    if (f->hops || f->pages) return;
    free(f->led);
    free(f->page);
    f->led = f->page = NULL;
}

sayso_code watch_next(sayso_watch *w, int64_t now, sayso_watch_request *r, int64_t *wait_ms, sayso_error *e) {
    struct choice c;
    if (now < w->now) now = w->now;
    w->now = now;
    *r = (sayso_watch_request){.kind = SAYSO_WATCH_WAIT};
    *wait_ms = 0;
    watch_item_free(w->refused);
    w->refused = NULL;
    for (uint32_t i = 0; i < w->n_feeds; i++)
        if (!w->feeds[i].out) begin_anew(&w->feeds[i]);
    if (choose(w, now, &c)) return no_memory(e);
    if (c.at > now) {
        *wait_ms = c.at == WATCH_NEVER ? -1 : c.at - now;
        return SAYSO_OK;
    }
    uint32_t site =
        c.feed != UINT32_MAX ? watch_site_of(w, watch_feed_target(&w->feeds[c.feed])) : w->hosts[c.host].items[0]->site;
    assert(site != UINT32_MAX);
    const char *feed = w->feeds[c.feed != UINT32_MAX ? c.feed : w->hosts[c.host].items[0]->feed].uri;
    bool ok;
    if (!has_rules(&w->sites[site], now))
        ok = send_robots(w, site, feed, r);
    else if (c.feed != UINT32_MAX)
        ok = send_feed(w, c.feed, site, now, r);
    else
        ok = send_item(w, c.host, now, r);
    return ok ? SAYSO_OK : no_memory(e);
}

/* Whether what is due of a site waits for nothing but its host's pace. */
static bool open_to(const sayso_watch *w, uint32_t site) {
    const struct watch_site *s = &w->sites[site];
    const struct watch_host *h = &w->hosts[s->host];
    return (has_rules(s, w->now) || s->again <= w->now) && !(h->failures && h->free > w->now);
}

bool watch_settled(const sayso_watch *w) {
    if (w->n_out) return false;
    for (uint32_t i = 0; i < w->n_feeds; i++) {
        const struct watch_feed *f = &w->feeds[i];
        uint32_t site;
        if (!f->active || f->gone || f->due > w->now || (f->tried && !f->hops && !f->pages)) continue;
        if (!watch_site_known(w, watch_feed_target(f), &site) || open_to(w, site)) return false;
    }
    for (uint32_t i = 0; i < w->n_hosts; i++)
        for (uint32_t k = 0; k < w->hosts[i].n_items; k++) {
            const struct watch_item *it = w->hosts[i].items[k];
            if (!it->tried && it->due <= w->now && open_to(w, it->site)) return false;
        }
    return true;
}
