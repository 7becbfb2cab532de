/* Connections and requests: what is refused before anything is looked at, bodies, and the two threads beside libmicrohttpd's own:
 * one that decides (writing calls wait there, suspended, so that no reader waits for them), and a clock that cuts off whoever
 * takes too long and tells what has changed. */
#include "serve_http.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTIONS = 512,
    FROM_ONE = 64,      /* connections of one address; of this machine as many as there are */
    MEMORY = 40 << 10,  /* of a connection: request line and headers must fit */
    BODIES = 256 << 20, /* of all requests together */
    IDLE_S = 20,        /* between two requests of a connection */
    TICK = 250,         /* ms */
    DECIDING_S = 60,    /* longest time that a decision may wait */
};

/* ---- connections ---------------------------------------------------------------------------------------------------- */
static void numeric(const struct sockaddr *a, char out[48]) {
    *out = 0;
    if (a->sa_family == AF_INET) inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)a)->sin_addr, out, 48);
    if (a->sa_family == AF_INET6) inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr, out, 48);
}

static enum MHD_Result accepts(void *http, const struct sockaddr *from, socklen_t n) {
    struct http *h = http;
    char peer[48];
    int count = 0;
    (void)n;
    numeric(from, peer);
    if (h->d->stopping) return MHD_NO;
    if (is_loopback(peer)) return MHD_YES;
    pthread_mutex_lock(&h->lock);
    for (struct connection *c = h->connections; c; c = c->next) count += !strcmp(c->peer, peer);
    pthread_mutex_unlock(&h->lock);
    return count < FROM_ONE ? MHD_YES : MHD_NO;
}

static void name_ends(struct connection *c) {
    struct sockaddr_storage a;
    socklen_t n = sizeof a;
    if (!getpeername(c->fd, (struct sockaddr *)&a, &n)) numeric((struct sockaddr *)&a, c->peer);
    n = sizeof a;
    if (!getsockname(c->fd, (struct sockaddr *)&a, &n)) numeric((struct sockaddr *)&a, c->local);
}

static void connection_changes(void *http, struct MHD_Connection *mhd, void **context, enum MHD_ConnectionNotificationCode what) {
    struct http *h = http;
    struct connection *c = *context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        c = calloc(1, sizeof *c);
        if (!c) return;
        c->h = h;
        c->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        name_ends(c);
        c->deadline = now_ms() + (int64_t)h->d->slow_s * 1000;
        *context = c;
    }
    if (!c) return;
    pthread_mutex_lock(&h->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        c->next = h->connections;
        if (c->next) c->next->prev = c;
        h->connections = c;
    } else {
        if (c->next) c->next->prev = c->prev;
        if (c->prev)
            c->prev->next = c->next;
        else
            h->connections = c->next;
    }
    pthread_mutex_unlock(&h->lock);
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) free(c);
}

static void set_deadline(struct exchange *x, int64_t seconds) {
    if (!x->c) return;
    pthread_mutex_lock(&x->h->lock);
    x->c->deadline = seconds ? now_ms() + seconds * 1000 : 0;
    pthread_mutex_unlock(&x->h->lock);
}

/* ---- what is refused before it is looked at ------------------------------------------------------------------------- */
static const char *header(struct exchange *x, const char *name) {
    return MHD_lookup_connection_value(x->mhd, MHD_HEADER_KIND, name);
}

static enum MHD_Result count_header(void *counts, enum MHD_ValueKind kind, const char *key, const char *value) {
    int *n = counts;
    (void)kind, (void)value;
    if (!strcasecmp(key, "Host")) n[0]++;
    if (!strcasecmp(key, "Content-Length")) n[1]++;
    return MHD_YES;
}

static bool needs_token(const struct request *q) {
    if (!q->d->token) return false;
    bool api = q->n_segments && !strcmp(q->segments[0], "api");
    if (api && q->n_segments == 2 && !strcmp(q->segments[1], "session")) return false;
    return api || (q->n_segments == 1 && !strcmp(q->segments[0], "feed.atom"));
}

static void check_token(struct exchange *x) {
    struct sayso_serve *d = x->h->d;
    const char *given = header(x, "Authorization");
    const char *cookie = MHD_lookup_connection_value(x->mhd, MHD_COOKIE_KIND, "sayso_session");
    if (!needs_token(&x->q) || (cookie && guard_session(d->guard, cookie))) return;
    if (!given || strncasecmp(given, "Bearer ", 7)) {
        answer_error(&x->q, 401, "TOKEN", "this desk asks for its token (Authorization: Bearer, or POST /api/session)");
        return;
    }
    if (guard_same(given + 7, d->token)) return;
    if (guard_try(d->guard, x->c->peer))
        answer_error(&x->q, 401, "TOKEN", "this is not the desk's token");
    else
        answer_error(&x->q, 429, "TOKEN", "too many wrong tokens; wait a minute");
}

static void check_host(struct exchange *x) {
    int counts[2] = {0};
    MHD_get_connection_values(x->mhd, MHD_HEADER_KIND, count_header, counts);
    x->q.host = header(x, "Host");
    if (!x->q.host || counts[0] != 1 || counts[1] > 1)
        answer_error(&x->q, 400, "HOST", "a request names its Host once, and the length of its body at most once");
    else if (!guard_host(x->h->d, x->q.host, x->c->local))
        answer_error(&x->q, 421, "HOST", "this desk does not answer to that name (sayso serve --host NAME lets it)");
}

static void check_body(struct exchange *x) {
    const char *length = header(x, "Content-Length"), *coding = header(x, "Content-Encoding");
    struct sayso_serve *d = x->h->d;
    if (length && strtoull(length, NULL, 10) > d->max_bytes) {
        x->drop = false;
        answer_error(&x->q, 413, "LIMIT", "a body may have %llu bytes", (unsigned long long)d->max_bytes);
    } else if (coding && strcasecmp(coding, "identity")) {
        answer_error(&x->q, 415, "FORMAT", "bodies are taken as they are, not compressed");
    } else if (d->bodies > BODIES) {
        answer_error(&x->q, 503, "LIMIT", "too much is being sent at once; try again in a moment");
    }
}

static bool changes(const char *method) { return !strcmp(method, "POST") || !strcmp(method, "DELETE"); }

static void check_method(struct exchange *x, const char *method) {
    struct request *q = &x->q;
    char allow[48];
    const char *methods = route_methods(q, allow, sizeof allow);
    bool head = !strcmp(method, "HEAD");
    q->method = head ? "GET" : changes(method) ? method : "GET";
    if (!methods) {
        answer_error(q, 404, "MISSING", "there is nothing at this address");
        return;
    }
    if (!strcmp(method, "OPTIONS"))
        q->answer.status = 204;
    else if (!route_takes(q, head ? "GET" : method))
        answer_error(q, 405, "METHOD", "this address takes %s", methods);
    if (answered(q)) snprintf(q->answer.allow, sizeof q->answer.allow, "%s", methods);
}

static void check(struct exchange *x, const char *method) {
    struct request *q = &x->q;
    struct sayso_serve *d = x->h->d;
    uint32_t rate = d->rate ? d->rate : 100;
    const char *last = header(x, "Last-Event-ID");
    q->method = "GET";
    q->loopback = is_loopback(x->c->peer);
    q->media_type = header(x, "Content-Type");
    q->origin = header(x, "Origin");
    q->last_event = -1;
    if (last && (!strcmp(last, "0") || !number_of(last, &q->last_event))) q->last_event = strcmp(last, "0") ? -1 : 0;
    snprintf(q->peer, sizeof q->peer, "%s", x->c->peer);
    if ((d->rate || !q->loopback) && !guard_rate(d->guard, x->c->peer, rate, 2 * rate))
        answer_error(q, 429, "LIMIT", "more than %u requests a second; wait a moment", rate);
    if (!answered(q)) check_host(x);
    if (!answered(q) && uri_take(q, x->raw)) check_method(x, method);
    if (!answered(q) && changes(method) && !guard_origin(d, q->origin, q->host, header(x, "Sec-Fetch-Site")))
        answer_error(q, 403, "ORIGIN", "only this desk's own page may change something through a browser");
    if (!answered(q)) check_token(x);
    check_body(x);
}

/* ---- requests -------------------------------------------------------------------------------------------------------- */
static void *uri_came(void *http, const char *uri, struct MHD_Connection *mhd) {
    struct exchange *x = calloc(1, sizeof *x);
    (void)mhd;
    if (!x) return NULL;
    x->h = http;
    x->q.d = x->h->d;
    x->raw = strdup(uri);
    if (x->raw) return x;
    free(x);
    return NULL;
}

static size_t keep_escapes(void *http, struct MHD_Connection *mhd, char *s) {
    (void)http, (void)mhd;
    return strlen(s);
}

static enum MHD_Result begin(struct exchange *x, struct MHD_Connection *mhd, const char *method) {
    x->begun = true;
    x->mhd = mhd;
    x->c = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    if (!x->c) return MHD_NO;
    pthread_mutex_lock(&x->h->lock);
    x->h->active++;
    pthread_mutex_unlock(&x->h->lock);
    set_deadline(x, x->h->d->slow_s);
    x->drop = true;
    check(x, method);
    if (!answered(&x->q)) x->drop = !changes(method);
    /* too long a body is not waited for; others are read to their end so that the answer arrives */
    if (x->q.answer.status == 413) return http_answer(x);
    return MHD_YES;
}

static enum MHD_Result take_body(struct exchange *x, const char *bytes, size_t n) {
    struct sayso_serve *d = x->h->d;
    x->came += n;
    if (x->came > d->max_bytes) {
        if (x->came > 2 * d->max_bytes) return MHD_NO;
        if (!answered(&x->q)) answer_error(&x->q, 413, "LIMIT", "a body may have %llu bytes", (unsigned long long)d->max_bytes);
        x->drop = true;
    }
    if (x->drop) return MHD_YES;
    if (text_write(&x->q.body, bytes, n)) {
        answer_error(&x->q, 503, "NOMEM", "out of memory");
        x->drop = true;
    } else {
        d->bodies += (int64_t)n;
        x->counted += (int64_t)n;
    }
    return MHD_YES;
}

/* The connection is suspended, and resumed when the deciding thread has answered. */
static enum MHD_Result defer(struct exchange *x) {
    struct http *h = x->h;
    set_deadline(x, DECIDING_S);
    x->waits = true;
    MHD_suspend_connection(x->mhd);
    pthread_mutex_lock(&h->lock);
    *h->line_end = x;
    h->line_end = &x->next;
    pthread_cond_signal(&h->decide);
    pthread_mutex_unlock(&h->lock);
    return MHD_YES;
}

static enum MHD_Result handle(void *http, struct MHD_Connection *mhd, const char *url, const char *method, const char *version,
                              const char *bytes, size_t *n, void **context) {
    struct exchange *x = *context;
    (void)http, (void)url, (void)version;
    if (!x) return MHD_NO;
    if (!x->begun) return begin(x, mhd, method);
    if (*n) {
        enum MHD_Result code = take_body(x, bytes, *n);
        *n = 0;
        return code;
    }
    if (!answered(&x->q) && !x->waits) {
        route(&x->q);
        if (!answered(&x->q) && x->q.deferred) return defer(x);
    }
    if (!answered(&x->q)) answer_error(&x->q, 500, "UNKNOWN", "this call gave no answer");
    set_deadline(x, x->q.answer.events ? 0 : (int64_t)x->h->d->slow_s * (1 + (int64_t)(x->q.answer.body.n >> 20)));
    return http_answer(x);
}

static void done(void *http, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode how) {
    struct exchange *x = *context;
    (void)http, (void)mhd, (void)how;
    if (!x) return;
    if (x->c) set_deadline(x, IDLE_S);
    if (x->begun && x->c) {
        pthread_mutex_lock(&x->h->lock);
        x->h->active--;
        pthread_cond_broadcast(&x->h->quiet);
        pthread_mutex_unlock(&x->h->lock);
    }
    x->h->d->bodies -= x->counted;
    text_free(&x->q.body);
    text_free(&x->q.answer.body);
    shared_drop(x->q.answer.shared);
    free(x->q.memory);
    free(x->raw);
    free(x);
    *context = NULL;
}

/* ---- the two threads --------------------------------------------------------------------------------------------------- */
static void *decide(void *http) {
    struct http *h = http;
    pthread_mutex_lock(&h->lock);
    while (h->line || !h->deciding_ends) {
        struct exchange *x = h->line;
        if (!x) {
            pthread_cond_wait(&h->decide, &h->lock);
            continue;
        }
        h->line = x->next;
        if (!h->line) h->line_end = &h->line;
        pthread_mutex_unlock(&h->lock);
        route(&x->q);
        MHD_resume_connection(x->mhd);
        pthread_mutex_lock(&h->lock);
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

static void cut_off_slow(struct http *h) {
    int64_t now = now_ms();
    pthread_mutex_lock(&h->lock);
    for (struct connection *c = h->connections; c; c = c->next)
        if (c->deadline && now > c->deadline) shutdown(c->fd, SHUT_RDWR), c->deadline = 0;
    pthread_mutex_unlock(&h->lock);
}

static void *keep_clock(void *http) {
    struct http *h = http;
    sayso_error e;
    sayso_store *store = NULL;
    pthread_mutex_lock(&h->streams_lock);
    while (!h->clock_ends) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += TICK * 1000000L;
        if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
        pthread_cond_timedwait(&h->tick, &h->streams_lock, &until);
        pthread_mutex_unlock(&h->streams_lock);
        cut_off_slow(h);
        if (!store) store = sayso_store_open(h->d->db, &(sayso_store_options){.read_only = true, .wait_ms = 1000}, &e);
        streams_tick(h, store);
        pthread_mutex_lock(&h->streams_lock);
    }
    pthread_mutex_unlock(&h->streams_lock);
    sayso_store_close(store);
    return NULL;
}

/* ---- opened, closed ------------------------------------------------------------------------------------------------------ */
static bool fail(sayso_error *e, sayso_code code, const char *what) {
    *e = (sayso_error){.code = code, .stage = "serve"};
    snprintf(e->message, sizeof e->message, "%s", what);
    return false;
}

static bool listen_at(struct http *h, sayso_error *e) {
    struct sayso_serve *d = h->d;
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(d->port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(d->port)};
    bool is_six = inet_pton(AF_INET6, d->address, &six.sin6_addr) == 1;
    if (!is_six && inet_pton(AF_INET, d->address, &four.sin_addr) != 1)
        return fail(e, SAYSO_USAGE, "this is no numeric address to serve at");
    const struct sockaddr *at = is_six ? (const struct sockaddr *)&six : (const struct sockaddr *)&four;
    h->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | (is_six ? MHD_USE_IPv6 : 0), d->port, accepts, h,
        handle, h, MHD_OPTION_SOCK_ADDR, at, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)d->threads, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)d->slow_s, MHD_OPTION_URI_LOG_CALLBACK, uri_came, h, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, h,
        MHD_OPTION_NOTIFY_COMPLETED, done, h, MHD_OPTION_NOTIFY_CONNECTION, connection_changes, h, MHD_OPTION_END);
    if (!h->daemon) {
        fail(e, SAYSO_IO, "");
        snprintf(e->message, sizeof e->message, "nothing can be served at %s, port %u: the port is taken or not allowed",
                 d->address, (unsigned)d->port);
        return false;
    }
    d->port = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    return true;
}

struct http *http_open(struct sayso_serve *d, sayso_error *e) {
    struct http *h = calloc(1, sizeof *h);
    if (!h) {
        fail(e, SAYSO_NOMEM, "out of memory");
        return NULL;
    }
    h->d = d;
    h->line_end = &h->line;
    h->listening = -1;
    pthread_mutex_init(&h->lock, NULL);
    pthread_mutex_init(&h->streams_lock, NULL);
    pthread_cond_init(&h->decide, NULL);
    pthread_cond_init(&h->quiet, NULL);
    pthread_cond_init(&h->tick, NULL);
    h->has_deciding = !pthread_create(&h->deciding, NULL, decide, h);
    h->has_clock = h->has_deciding && !pthread_create(&h->clock, NULL, keep_clock, h);
    if (!h->has_clock) fail(e, SAYSO_NOMEM, "no thread can be made");
    if (h->has_clock && listen_at(h, e)) return h;
    http_close(h);
    return NULL;
}

void http_quiet(struct http *h) {
    if (!h || !h->daemon) return;
    h->listening = MHD_quiesce_daemon(h->daemon);
    streams_end(h);
}

void http_close(struct http *h) {
    if (!h) return;
    streams_end(h);
    pthread_mutex_lock(&h->lock);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 5;
    while (h->active && !pthread_cond_timedwait(&h->quiet, &h->lock, &until)) {
    }
    h->deciding_ends = true;
    pthread_cond_signal(&h->decide);
    pthread_mutex_unlock(&h->lock);
    if (h->has_deciding) pthread_join(h->deciding, NULL);
    pthread_mutex_lock(&h->streams_lock);
    h->clock_ends = true;
    pthread_cond_signal(&h->tick);
    pthread_mutex_unlock(&h->streams_lock);
    if (h->has_clock) pthread_join(h->clock, NULL);
    streams_end(h);
    if (h->daemon) MHD_stop_daemon(h->daemon);
    if (h->listening >= 0) close(h->listening);
    pthread_mutex_destroy(&h->lock);
    pthread_mutex_destroy(&h->streams_lock);
    pthread_cond_destroy(&h->decide);
    pthread_cond_destroy(&h->quiet);
    pthread_cond_destroy(&h->tick);
    free(h);
}
