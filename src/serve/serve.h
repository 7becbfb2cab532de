/* serve: the desk's server. What its files share; none of them sees HTTP but serve_http*.c (libmicrohttpd).
 *   serve_start.c    started and stopped: the public calls
 *   serve_http.c     connections and requests, with their limits       serve_http_answer.c  answers, headers, conditions
 *   serve_http_events.c  server-sent events                            serve_guard.c   who may ask: Host, Origin, token, rate
 *   serve_route.c    paths -> calls                                    serve_uri.c     paths and queries, decoded
 *   serve_stories.c, serve_reports.c, serve_revisions.c, serve_sources.c, serve_decide.c, serve_changes.c, serve_pages.c   the
 * calls serve_jobs.c     reports that wait to be read                      serve_feeds.c   feeds that are watched serve_store.c
 * handles of the database                           serve_body.c    JSON that came serve_gzip.c     compression serve_text.c JSON
 * and XML written
 */
#ifndef SERVE_H
#define SERVE_H
#include "sayso.h"
#include "serve_text.h"
#include <pthread.h>

enum { MAX_LIMIT = 500, MAX_PARAMS = 16, MAX_SEGMENTS = 8, MAX_URI = 8192 };

/* Bytes that several answers share: counted, freed with the last. */
struct shared {
    pthread_mutex_t lock;
    int uses;
    int64_t key, change; /* of a story */
    struct text_out plain, gzip;
    char etag[48];
};
void shared_drop(struct shared *s);
struct shared *shared_keep(struct shared *s);

/* What a call answers. */
struct answer {
    int status; /* 0: not answered yet */
    const char *type;
    struct text_out body;
    struct shared *shared; /* instead of body */
    const void *fixed;     /* instead of both: n_fixed bytes that stay */
    size_t n_fixed;
    bool fixed_gzip; /* they are gzip'ed */
    char etag[48];   /* with its quotes; empty: made of the body */
    char file[96];   /* as a file of this name */
    char cookie[200], allow[48], location[64];
    const char *cache; /* Cache-Control; NULL: no-cache */
    uint32_t retry_s;
    bool page;   /* what a browser shows: the page's own policy */
    bool events; /* a stream of events */
};

struct param {
    char *name, *value;
};

/* A request as the calls see it. */
struct request {
    struct sayso_serve *d;
    const char *method; /* GET (HEAD too), POST, DELETE */
    char *path;         /* raw */
    char *segments[MAX_SEGMENTS];
    int n_segments;
    struct param params[MAX_PARAMS];
    int n_params;
    int64_t number; /* of the segment that is one */
    const char *media_type, *host, *origin;
    int64_t last_event; /* -1: none */
    char peer[48];
    bool loopback; /* it came from this machine */
    struct text_out body;
    struct answer answer;
    bool deferred; /* a writing call: run on the deciding thread */
    char *memory;  /* behind path, segments and params */
};
typedef void call_run(struct request *q);

/* ---- answers ----------------------------------------------------------------------------------------------------- */
void answer_json(struct request *q, int status); /* what stands in answer.body is JSON */
void answer_error(struct request *q, int status, const char *code, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Of a store's error: `usage` the status where the caller asked for what is not there. */
void answer_failed(struct request *q, const sayso_error *e, int usage);
/* The frame of a list's answer, around its items: {"items": [...], "total", "next"}. total -1: not counted; next 0: no more. */
void answer_list_begin(struct request *q);
void answer_list_end(struct request *q, int64_t total, int64_t next);
/* Whether something was asked for badly and is answered already. */
bool answered(const struct request *q);

/* ---- requests ---------------------------------------------------------------------------------------------------- */
/* Splits and decodes a raw path with its query; false: 400 is answered. */
bool uri_take(struct request *q, const char *raw);
const char *param(const struct request *q, const char *name); /* NULL: not given, or empty */
/* A number least..most; `otherwise` where it is not given. Answers 400 and gives -1 where it is none. */
int64_t param_number(struct request *q, const char *name, int64_t least, int64_t most, int64_t otherwise);
bool number_of(const char *word, int64_t *out); /* 1.. in decimal */
bool text_is_utf8(const char *s, size_t n);
/* Answers q, or marks it deferred and is called again on the deciding thread. */
void route(struct request *q);
/* Methods a path takes ("GET, HEAD"), for Allow; NULL: nothing is there. */
const char *route_methods(struct request *q, char *out, size_t size);
bool route_takes(struct request *q, const char *method);

/* ---- calls ------------------------------------------------------------------------------------------------------- */
call_run get_stories, get_story, get_export, get_reports, get_report, get_bytes, get_revisions, get_sources, get_source,
    get_corrections, get_jobs, get_job, get_feeds, get_changes, get_events, get_atom, get_openapi, get_page;
int64_t report_of(struct request *q, sayso_store *s);             /* the report that the path names; 0: answered */
void put_report(struct text_out *t, const sayso_report_row *row); /* its fields, without the brackets */
call_run post_merge, post_split, post_correction, post_undo, post_report, post_feed, delete_feed, post_session;

/* ---- the database ------------------------------------------------------------------------------------------------ */
sayso_store *store_take(struct request *q); /* for reading; NULL: answered */
void store_give(struct sayso_serve *d, sayso_store *s);
sayso_store *store_writing(struct request *q); /* the deciding thread's own; NULL: answered */
void stores_close(struct sayso_serve *d);

/* ---- who may ask ------------------------------------------------------------------------------------------------- */
struct guard; /* rates, sessions */
struct guard *guard_open(void);
void guard_close(struct guard *g);
bool guard_rate(struct guard *g, const char *peer, uint32_t rate, uint32_t burst); /* false: too many */
bool guard_try(struct guard *g, const char *peer);                                 /* a token may be tried */
bool guard_session_new(struct guard *g, char out[65]);
bool guard_session(struct guard *g, const char *cookie);
bool guard_same(const char *a, const char *b); /* in a time that tells nothing of b but its length */
/* local: the address the connection came to, numeric. */
bool guard_host(const struct sayso_serve *d, const char *host, const char *local);
bool guard_origin(const struct sayso_serve *d, const char *origin, const char *host, const char *fetch_site);
bool guard_named(sayso_strings names, const char *name);

/* ---- jobs, feeds, events ----------------------------------------------------------------------------------------- */
struct jobs;
struct jobs *jobs_open(struct sayso_serve *d, sayso_error *e);
void jobs_stop(struct jobs *j); /* the one being read ends; the others wait in the database */
void jobs_free(struct jobs *j);
struct feeds;
struct feeds *feeds_open(struct sayso_serve *d, sayso_error *e);
void feeds_stop(struct feeds *f);
void feeds_free(struct feeds *f);
void events_tell(struct sayso_serve *d, const char *event, const char *json, size_t n, int64_t id); /* id 0: none */
void change_json(struct text_out *t, const sayso_change_row *row);

/* ---- compression, JSON that came --------------------------------------------------------------------------------- */
bool gzip_pack(const char *bytes, size_t n, struct text_out *out);
bool gzip_unpack(const void *bytes, size_t n, struct text_out *out);
uint32_t checksum(const char *bytes, size_t n);

struct body;                               /* an object that came as JSON */
struct body *body_read(struct request *q); /* NULL: answered */
void body_free(struct body *b);
const char *body_string(struct request *q, const struct body *b, const char *key, bool needed);
int64_t body_number(struct request *q, const struct body *b, const char *key, bool needed); /* 0: not there */
sayso_span body_span(struct request *q, const struct body *b, const char *key);
int64_t *body_numbers(struct request *q, const struct body *b, const char *key, uint32_t *n); /* freed with free() */
/* The list of feeds as it was kept; false: it is broken, or the taker said so. */
typedef bool body_feed_take(void *taker, int64_t number, const char *uri, int64_t last);
bool body_feeds(const char *json, size_t n, body_feed_take *take, void *taker, int64_t *numbers);
bool body_has(const struct body *b, const char *key);
/* What a source says in a story and who relays it, of the story's JSON; false: it is broken. */
bool source_story(struct text_out *out, const char *json, size_t n, const char *name, int64_t story);

/* ---- the server -------------------------------------------------------------------------------------------------- */
struct http;
struct sayso_serve {
    char *db, *token; /* token NULL: none is asked for */
    char *address;
    bool loopback, allow_private;
    uint16_t port;
    sayso_strings hosts, origins;
    const sayso_model *model;
    uint64_t max_bytes;
    uint32_t rate, threads, slow_s;
    struct guard *guard;
    struct jobs *jobs;
    struct feeds *feeds;
    struct http *_Atomic http;
    struct stores *stores;
    struct story_cache *cache;
    _Atomic bool stopping;
    _Atomic int64_t bodies; /* bytes of requests in memory */
};
struct stores *stores_open(struct sayso_serve *d, sayso_error *e);
struct story_cache *cache_open(void);
void cache_close(struct story_cache *c);
struct http *http_open(struct sayso_serve *d, sayso_error *e);
void http_quiet(struct http *h); /* nothing new is taken; streams of events end */
void http_close(struct http *h);
int64_t now_ms(void); /* of a clock that is never set */
bool is_loopback(const char *address);
#endif
