/* sayso, watching: feeds that are looked at again and again, and the reports they lead to. Included by sayso.h.
 *
 * A watch decides what may be fetched when, by robots.txt, by each host's pace and by what servers ask for; the caller
 * fetches. It has no clock and no network: time is an argument, in milliseconds since 1970, and never runs backwards.
 *
 *     while (sayso_watch_step(w, now(), &request, &wait_ms, &e) == SAYSO_OK && request.kind != SAYSO_WATCH_WAIT)
 *         if (request.kind != SAYSO_WATCH_REFUSED) {
 *             code = sayso_fetch(request.uri, &(sayso_fetch_options){.any_status = true, .stay = true, ...}, &f, &e);
 *             sayso_watch_take(w, request.id, now(), code ? NULL : &f, &outcome, &e);
 *             if (outcome.kind == SAYSO_WATCH_REPORT_CAME) ... f.bytes is a report ...
 *         }
 * One thread at a time. Several requests may be out at once; a host never has more than one. */
#ifndef SAYSO_WATCH_H
#define SAYSO_WATCH_H
#include "sayso.h"

typedef struct sayso_watch sayso_watch;

typedef struct sayso_watch_options { /* all zero: defaults */
    uint32_t interval_s;             /* least time between two looks at a feed; default 900 */
    uint32_t host_gap_ms;            /* least time between two requests to a host; default 2000 */
    uint32_t max_new;                /* items followed of one look at a feed, the first of its list; default 1000 */
    uint32_t max_age_s;              /* items published longer ago are not followed; default 0: all are */
    bool once;                       /* each feed is looked at once at most, however soon it is due again */
} sayso_watch_options;

typedef enum sayso_watch_kind {
    SAYSO_WATCH_WAIT,   /* nothing to fetch now */
    SAYSO_WATCH_FEED,   /* fetch a feed */
    SAYSO_WATCH_ROBOTS, /* fetch a robots.txt */
    SAYSO_WATCH_REPORT, /* fetch the report that an item leads to */
    SAYSO_WATCH_REFUSED /* robots.txt forbids it: nothing to do, only to tell */
} sayso_watch_kind;

typedef struct sayso_watch_request { /* strings live until the request is taken, of REFUSED until the next step; NULL: none */
    uint64_t id;
    sayso_watch_kind kind;
    const char *uri;                               /* to be fetched, without following redirects, with any status */
    const char *if_none_match, *if_modified_since; /* request headers, of a feed */
    uint64_t max_bytes;                            /* 0: the caller's own */
    bool cut;                                      /* bytes past it are left out: robots.txt */
    const char *feed;                              /* the feed's address, as it was given */
    /* of a report, as the feed tells them */
    const char *guid, *title, *published, *updated, *source, *source_uri, *author;
} sayso_watch_request;

typedef enum sayso_watch_came {
    SAYSO_WATCH_RULES_CAME,  /* robots.txt is known */
    SAYSO_WATCH_SAME,        /* a feed is as it was */
    SAYSO_WATCH_ITEMS_CAME,  /* a feed is read; n_new of its items are new */
    SAYSO_WATCH_REPORT_CAME, /* the bytes are a report: the caller's now */
    SAYSO_WATCH_LED_ON,      /* a redirect: its target is asked for later */
    SAYSO_WATCH_LATER,       /* it failed and is asked for again */
    SAYSO_WATCH_DROPPED      /* it is not asked for again: gone, forbidden, too often failed, or had already */
} sayso_watch_came;

typedef struct sayso_watch_outcome {
    sayso_watch_came kind;
    uint32_t n_new;   /* of ITEMS_CAME */
    bool moved;       /* of LED_ON: for good; the new address is kept */
    int64_t again_ms; /* when it is asked for again; 0: not told */
    sayso_error
        broken; /* of a feed that breaks off (its items before that are taken), or why it cannot be read; code OK: it does not */
} sayso_watch_outcome;

/* Opens a watch.
 *   feeds    addresses, http or https; those of the state that are not among them rest, with what was seen in them
 *   options  may be NULL
 *   state    what sayso_watch_save gave, or NULL
 *   returns  a watch, or NULL with *e filled: SAYSO_USAGE (an address that is none), SAYSO_FORMAT (the state), SAYSO_NOMEM */
sayso_watch *sayso_watch_open(sayso_strings feeds, const sayso_watch_options *options, const void *state, size_t n_state,
                              sayso_error *e);
void sayso_watch_free(sayso_watch *w);

/* What to fetch now. Where that is nothing, request->kind is WAIT and *wait_ms the time until there may be something, -1: never
 * (all feeds are gone). SAYSO_OK or SAYSO_NOMEM. */
sayso_code sayso_watch_step(sayso_watch *w, int64_t now_ms, sayso_watch_request *request, int64_t *wait_ms, sayso_error *e);

/* What came of a request; each request but WAIT and REFUSED is taken once.
 *   fetched  with any status; borrowed. NULL: nothing came (no connection, too long)
 *   errors   SAYSO_USAGE (no such request is out), SAYSO_NOMEM */
sayso_code sayso_watch_take(sayso_watch *w, uint64_t id, int64_t now_ms, const sayso_fetched *fetched,
                            sayso_watch_outcome *outcome, sayso_error *e);

/* What is known of a feed, by the address it was given with. False: it is not among them. Lent until the next call that changes
 * *w. */
typedef struct sayso_watch_row {
    const char *title; /* NULL until it was read */
    int64_t due_ms;    /* when it is looked at next; 0: never, it is gone */
    uint32_t failures; /* since it came last */
} sayso_watch_row;
bool sayso_watch_feed(const sayso_watch *w, const char *uri, sayso_watch_row *out);

/* Whether everything that was due has been asked for once since the watch was opened: what is left are repetitions. */
bool sayso_watch_settled(const sayso_watch *w);

/* The state as JSON, to be given to sayso_watch_open later. What is out counts as not yet asked. SAYSO_OK, SAYSO_IO, SAYSO_NOMEM.
 */
sayso_code sayso_watch_save(const sayso_watch *w, sayso_write write, void *stream, sayso_error *e);
#endif
