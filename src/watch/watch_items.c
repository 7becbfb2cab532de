/* A feed's items: which are new, which have changed, which came by another feed. What is remembered of an item is three
 * keys, not its words. */
#include "watch.h"
#include "base_error.h"
#include "base_uri.h"
#include "page_date.h"
#include <stdio.h>
#include <stdlib.h>

/* The key of an item in its feed: by its guid, else by its address. */
static uint64_t guid_key(const struct watch_feed *f, const char *guid) {
    uint64_t feed = watch_key("feed", f->uri);
    char space[32];
    snprintf(space, sizeof space, "guid %016llx", (unsigned long long)feed);
    return watch_key(space, guid);
}
static uint64_t uri_key(const char *uri) { return watch_key("uri", uri); }

bool watch_seen_add(sayso_watch *w, struct watch_seen s) {
    if (!watch_room((void **)&w->seen, w->n_seen, &w->size_seen, sizeof *w->seen)) return false;
    if ((s.guid && !watch_map_put(&w->seen_of, s.guid, w->n_seen)) || (s.uri && !watch_map_put(&w->seen_of, s.uri, w->n_seen)))
        return false;
    w->seen[w->n_seen++] = s;
    w->feeds[s.feed].n_seen++;
    return true;
}

bool watch_note_uri(sayso_watch *w, uint32_t feed, const char *uri, int64_t now, bool *ok) {
    uint32_t at;
    uint64_t key = uri_key(uri);
    if (watch_map_get(&w->seen_of, key, &at)) return false;
    *ok = watch_seen_add(w, (struct watch_seen){.uri = key, .feed = feed, .at = now});
    return *ok;
}

/* Forgets of a feed what it has not listed for longest, down to what is kept. */
struct age {
    int64_t at;
    uint32_t i;
};
static int oldest_first(const void *a, const void *b) {
    const struct age *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : x->i < y->i ? -1 : 1;
}

static bool forget(sayso_watch *w, uint32_t feed, uint32_t keep) {
    uint32_t n = 0;
    struct age *ages = malloc(sizeof *ages * (w->feeds[feed].n_seen + 1));
    struct watch_map map = {0};
    if (!ages) return false;
    for (uint32_t i = 0; i < w->n_seen; i++)
        if (w->seen[i].feed == feed) ages[n++] = (struct age){w->seen[i].at, i};
    qsort(ages, n, sizeof *ages, oldest_first);
    for (uint32_t i = 0; i + keep < n; i++) w->seen[ages[i].i].guid = w->seen[ages[i].i].uri = 0;
    free(ages);
    uint32_t kept = 0;
    bool ok = true;
    for (uint32_t i = 0; i < w->n_seen; i++) {
        struct watch_seen s = w->seen[i];
        if (!s.guid && !s.uri) continue;
        if (s.guid) ok = watch_map_put(&map, s.guid, kept) && ok;
        if (s.uri) ok = watch_map_put(&map, s.uri, kept) && ok;
        w->seen[kept++] = s;
    }
    w->feeds[feed].n_seen -= w->n_seen - kept;
    w->n_seen = kept;
    watch_map_free(&w->seen_of);
    w->seen_of = map;
    return ok;
}

/* Milliseconds since 1970 of an ISO 8601 date with a day; false where there is none. */
static bool time_of(const char *s, int64_t *out) {
    struct news_date d;
    if (!s || !news_date_read(s, strlen(s), &d) || !d.day) return false;
    int64_t y = d.year - (d.month <= 2), era = y / 400, yoe = y - era * 400; /* days_from_civil, Howard Hinnant */
    int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1, doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    int64_t days = era * 146097 + doe - 719468, seconds = 0;
    if (d.hour >= 0) seconds = d.hour * 3600 + d.minute * 60 + (d.second > 0 ? d.second : 0) - (d.has_zone ? d.zone * 60 : 0);
    *out = days * WATCH_DAY + seconds * WATCH_SECOND;
    return true;
}

static bool too_old(const sayso_watch *w, const struct feed_item *it, int64_t now) {
    int64_t at;
    if (!w->o.max_age_s || !time_of(it->published ? it->published : it->updated, &at)) return false;
    return now - at > (int64_t)w->o.max_age_s * WATCH_SECOND;
}

static bool put_item(sayso_watch *w, uint32_t feed, const char *uri, const struct feed_item *it, int64_t now) {
    struct watch_item model = {.uri = (char *)(uintptr_t)uri,
                               .guid = it->guid,
                               .title = it->title,
                               .published = it->published,
                               .updated = it->updated,
                               .source = it->source,
                               .source_uri = it->source_uri,
                               .author = it->authors.n    ? it->authors.at[0]
                                         : it->creators.n ? it->creators.at[0]
                                                          : NULL,
                               .feed = feed,
                               .site = watch_site_of(w, uri),
                               .order = ++w->last_order,
                               .due = now,
                               .found = now};
    struct watch_item *item = model.site == UINT32_MAX ? NULL : watch_item_new(&model);
    if (item && watch_item_put(w, item)) return true;
    watch_item_free(item);
    return false;
}

sayso_code watch_items(sayso_watch *w, uint32_t feed, const struct feed *read, int64_t now, uint32_t *n_new, bool *fresh) {
    struct arena a;
    bool ok = true;
    uint32_t known = 0;
    arena_init(&a, 0);
    *n_new = 0;
    for (uint32_t i = 0; i < read->n_items && ok; i++) {
        const struct feed_item *it = &read->items[i];
        const char *uri = it->uri ? uri_normal(&a, it->uri) : NULL;
        if ((it->uri && !uri) || (uri && !uri_is_web(uri))) continue;
        if (!uri) continue; /* nothing to fetch */
        struct watch_seen s = {.guid = it->guid ? guid_key(&w->feeds[feed], it->guid) : 0,
                               .uri = uri_key(uri),
                               .version = it->updated ? watch_key("version", it->updated) : 0,
                               .feed = feed,
                               .at = now};
        uint32_t at;
        bool here = (s.guid && watch_map_get(&w->seen_of, s.guid, &at)) || watch_map_get(&w->seen_of, s.uri, &at);
        bool changed = here && s.version && w->seen[at].version && w->seen[at].version != s.version && w->seen[at].feed == feed &&
                       read->kind != FEED_RSS;
        if (here) {
            known++;
            w->seen[at].at = now;
            if (s.version && w->seen[at].feed == feed && (changed || !w->seen[at].version)) w->seen[at].version = s.version;
            if (!changed) {
                if (s.guid && !watch_map_get(&w->seen_of, s.guid, &at))
                    ok = watch_seen_add(w, (struct watch_seen){.guid = s.guid, .feed = feed, .at = now});
                continue;
            }
        }
        if (*n_new >= w->o.max_new || too_old(w, it, now)) {
            ok = here || watch_seen_add(w, s);
            continue;
        }
        ok = (here || watch_seen_add(w, s)) && put_item(w, feed, uri, it, now);
        ++*n_new;
    }
    *fresh = read->n_items && !known;
    if (ok && w->feeds[feed].n_seen > 2 * (WATCH_SEEN + read->n_items)) ok = forget(w, feed, WATCH_SEEN + read->n_items);
    arena_release(&a);
    return ok ? SAYSO_OK : SAYSO_NOMEM;
}
