/* watch: feeds, hosts and items -> what may be fetched when. A deterministic machine: time and answers are arguments.
 *   watch.c         feeds, hosts, sites and items: made, found, freed
 *   watch_next.c    what to fetch next
 *   watch_took.c    what came of it
 *   watch_items.c   a feed's items: which are new
 *   watch_state.c   to JSON and back
 *   watch_robots.c  robots.txt
 * It lives longer than any arena should, so its parts are held by malloc. Times are milliseconds since 1970. */
#ifndef WATCH_H
#define WATCH_H
#include "base_span.h"
#include "page_feed.h"

#define WATCH_TOKEN "sayso" /* the product token of robots.txt */

enum {
    WATCH_HOPS = 5,    /* redirects in a row */
    WATCH_TRIES = 4,   /* of a report */
    WATCH_MAPS = 16,   /* sitemaps followed of an index, the newest */
    WATCH_PAGES = 5,   /* older pages of a feed followed in one look, while they hold nothing but new items */
    WATCH_SEEN = 5000, /* items remembered of a feed beside those it lists */
    WATCH_FEED_BYTES = 50 << 20,
    WATCH_SECOND = 1000,
    WATCH_MINUTE = 60 * WATCH_SECOND,
    WATCH_HOUR = 60 * WATCH_MINUTE,
    WATCH_DAY = 24 * WATCH_HOUR,
    WATCH_WEEK = 7 * WATCH_DAY,
};
#define WATCH_NEVER INT64_MAX

/* 64-bit keys -> numbers; 0 is no key. */
struct watch_map {
    uint64_t *keys;
    uint32_t *values;
    uint32_t n, size; /* size: 0 or a power of two */
};
bool watch_map_put(struct watch_map *m, uint64_t key, uint32_t value); /* false: out of memory */
bool watch_map_get(const struct watch_map *m, uint64_t key, uint32_t *value);
void watch_map_free(struct watch_map *m);
uint64_t watch_key(const char *space, const char *s); /* of a string, apart for each space */

struct watch_feed {
    char *uri;   /* as it was given: its name */
    char *at;    /* where it is now: permanent redirects are kept */
    char *led;   /* where a temporary redirect leads in this look; NULL */
    char *page;  /* the older page that is looked at now; NULL */
    char *title; /* NULL until read */
    char *etag, *modified;
    int32_t parent; /* the sitemap index that lists it, -1 */
    uint64_t stamp; /* a listed sitemap: key of the lastmod it was last read with; 0 */
    int64_t due;
    uint32_t looks, failures, pages, hops;
    uint32_t listed_in; /* a listed sitemap: the parent's look that last listed it */
    bool active, gone, out, tried;
    uint32_t n_seen;
};

struct watch_item { /* a report to be fetched; one block of memory with its strings */
    char *uri;      /* normal form; changed by redirects: a block of its own */
    const char *guid, *title, *published, *updated, *source, *source_uri, *author;
    uint32_t feed, site, tries, hops;
    uint64_t order;
    int64_t due, found;
    bool tried;
};

struct watch_host { /* one pace for all its ports and schemes */
    char *name;
    int64_t free; /* not before */
    uint32_t failures;
    bool out;                  /* a request is out */
    bool items_turn;           /* the last was for a feed: an item goes first, so that many feeds do not starve them */
    struct watch_item **items; /* a heap: due, order */
    uint32_t n_items, size;
};

struct watch_site { /* scheme, host and port: what a robots.txt holds for */
    char *name;     /* "https://news.example" */
    char *rules;    /* robots_read's; NULL: none known */
    char *led;      /* where its robots.txt redirects to; NULL */
    uint32_t host, led_host, delay_s, hops, failures;
    int64_t until; /* rules hold until then */
    int64_t again; /* after a failure: not asked before */
    int64_t since; /* it cannot be reached; 0: it can */
};

struct watch_seen {
    uint64_t guid, uri; /* keys; 0: none */
    uint64_t version;   /* key of what the feed says of its last change; 0 */
    uint32_t feed;
    int64_t at; /* when the feed last listed it */
};

struct watch_request {
    uint64_t id;
    sayso_watch_kind kind;
    uint32_t host, what; /* index of the feed or site */
    struct watch_item *item;
};

struct sayso_watch {
    sayso_watch_options o;
    struct watch_feed *feeds;
    uint32_t n_feeds, size_feeds;
    struct watch_host *hosts;
    uint32_t n_hosts, size_hosts;
    struct watch_site *sites;
    uint32_t n_sites, size_sites;
    struct watch_seen *seen;
    uint32_t n_seen, size_seen;
    struct watch_request *out;
    uint32_t n_out, size_out;
    struct watch_map feed_of, host_of, site_of, seen_of;
    struct watch_item *refused; /* told of in the last step */
    uint64_t last_id, last_order;
    int64_t now; /* the latest that was told */
};

/* Room for one more in a list at *at; false: out of memory. */
bool watch_room(void **at, uint32_t n, uint32_t *size, size_t one);
bool watch_set(char **field, const char *value); /* a copy, or NULL; false: out of memory, the old value stays */

/* All of these: index, or UINT32_MAX when memory is out. */
uint32_t watch_feed_add(sayso_watch *w, const char *uri, int32_t parent);
uint32_t watch_host_of(sayso_watch *w, const char *uri);
uint32_t watch_site_of(sayso_watch *w, const char *uri);
bool watch_site_known(const sayso_watch *w, const char *uri, uint32_t *site); /* without making one */

/* An item with copies of the strings of model (uri in normal form). NULL: out of memory. */
struct watch_item *watch_item_new(const struct watch_item *model);
void watch_item_free(struct watch_item *it);
bool watch_item_put(sayso_watch *w, struct watch_item *it); /* into its host's heap; false: out of memory, it is not taken */
struct watch_item *watch_item_take(struct watch_host *h);   /* the first of the heap */

const char *watch_feed_target(const struct watch_feed *f); /* what is to be fetched of it now */
/* A span of at most max ms that depends on the name and the number alone. */
int64_t watch_jitter(const char *name, uint32_t number, int64_t max);
/* When to look at a feed again after a good look, and after its failures. */
int64_t watch_due_again(const sayso_watch *w, const struct watch_feed *f, const struct feed *said, const sayso_fetched *from,
                        int64_t now);
int64_t watch_due_after_failure(const sayso_watch *w, const struct watch_feed *f, uint32_t retry_after_s, int64_t now);

/* The items of a feed that was read: marks what was seen, makes items of the rest. *fresh: all of them were new. */
sayso_code watch_items(sayso_watch *w, uint32_t feed, const struct feed *read, int64_t now, uint32_t *n_new, bool *fresh);
/* Notes an address that was reached by another way; false: it was seen already. *ok false: out of memory. */
bool watch_note_uri(sayso_watch *w, uint32_t feed, const char *uri, int64_t now, bool *ok);
bool watch_seen_add(sayso_watch *w, struct watch_seen s);

sayso_code watch_next(sayso_watch *w, int64_t now, sayso_watch_request *request, int64_t *wait_ms, sayso_error *e);
sayso_code watch_took(sayso_watch *w, uint64_t id, int64_t now, const sayso_fetched *f, sayso_watch_outcome *outcome,
                      sayso_error *e);
bool watch_settled(const sayso_watch *w);
sayso_code watch_state_read(sayso_watch *w, const void *bytes, size_t n, sayso_error *e);
sayso_code watch_state_write(const sayso_watch *w, sayso_write write, void *stream, sayso_error *e);
sayso_watch *watch_open(sayso_strings feeds, const sayso_watch_options *options, const void *state, size_t n_state,
                        sayso_error *e);
void watch_free(sayso_watch *w);
#endif
