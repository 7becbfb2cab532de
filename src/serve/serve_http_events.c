/* Server-sent events: a connection is suspended while there is nothing to tell it; the clock looks at the number of the latest
 * change and resumes those that have something to read. A comment every 15 seconds shows both sides that the other is there. */
#include "serve_http.h"
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { STREAMS = 64, HEARTBEAT = 15000, BEHIND = 1 << 20 };

/* ---- one stream; streams_lock is held ----------------------------------------------------------------------------- */
static void wake(struct stream *s) {
    if (!s->idle) return;
    s->idle = false;
    MHD_resume_connection(s->mhd);
}

static void tell(struct stream *s, const char *event, const char *json, size_t n, int64_t id) {
    if (s->out.n - s->at > BEHIND) s->ending = true; /* it does not read: it may come again, and say where it was */
    if (s->ending) return;
    if (id) text_printf(&s->out, "id: %lld\n", (long long)id);
    text_put(&s->out, "event: ");
    text_put(&s->out, event);
    text_put(&s->out, "\ndata: ");
    text_write(&s->out, json, n);
    text_put(&s->out, "\n\n");
    s->heard = now_ms();
    if (s->out.failed) s->ending = true;
}

static ssize_t read_stream(void *stream, uint64_t pos, char *to, size_t room) {
    struct stream *s = stream;
    ssize_t n;
    (void)pos;
    pthread_mutex_lock(&s->h->streams_lock);
    size_t left = s->out.n - s->at;
    if (left && !s->out.failed) {
        n = (ssize_t)(left < room ? left : room);
        memcpy(to, s->out.at + s->at, (size_t)n);
        s->at += (size_t)n;
        if (s->at == s->out.n) s->at = s->out.n = 0;
    } else if (s->ending) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        s->idle = true;
        MHD_suspend_connection(s->mhd);
        n = 0;
    }
    pthread_mutex_unlock(&s->h->streams_lock);
    return n;
}

static void close_stream(void *stream) {
    struct stream *s = stream;
    struct http *h = s->h;
    pthread_mutex_lock(&h->streams_lock);
    if (s->next) s->next->prev = s->prev;
    if (s->prev)
        s->prev->next = s->next;
    else
        h->streams = s->next;
    h->n_streams--;
    pthread_mutex_unlock(&h->streams_lock);
    text_free(&s->out);
    free(s);
}

struct MHD_Response *stream_response(struct exchange *x) {
    struct http *h = x->h;
    struct stream *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    *s = (struct stream){.h = h, .mhd = x->mhd, .fd = x->c->fd, .last = x->q.last_event, .heard = now_ms()};
    text_put(&s->out, "retry: 2000\n\n");
    pthread_mutex_lock(&h->streams_lock);
    bool room = h->n_streams < STREAMS && !h->d->stopping;
    struct MHD_Response *r =
        room ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_stream, s, close_stream) : NULL;
    if (r) {
        s->next = h->streams;
        if (s->next) s->next->prev = s;
        h->streams = s;
        h->n_streams++;
    }
    pthread_mutex_unlock(&h->streams_lock);
    if (r) return r;
    free(s->out.at);
    free(s);
    answer_error(&x->q, 503, "LIMIT", "too many pages listen already");
    struct text_out *t = &x->q.answer.body;
    x->q.answer.events = false;
    r = MHD_create_response_from_buffer(t->n, t->at, MHD_RESPMEM_MUST_COPY);
    return r;
}

void streams_end(struct http *h) {
    pthread_mutex_lock(&h->streams_lock);
    for (struct stream *s = h->streams; s; s = s->next) {
        s->ending = true;
        wake(s);
    }
    pthread_mutex_unlock(&h->streams_lock);
}

void events_tell(struct sayso_serve *d, const char *event, const char *json, size_t n, int64_t id) {
    struct http *h = d->http;
    if (!h) return;
    pthread_mutex_lock(&h->streams_lock);
    for (struct stream *s = h->streams; s; s = s->next) {
        tell(s, event, json, n, id);
        wake(s);
    }
    pthread_mutex_unlock(&h->streams_lock);
}

/* ---- the clock's part ---------------------------------------------------------------------------------------------- */
static bool take_change(void *stream, const sayso_change_row *row) {
    struct stream *s = stream;
    struct text_out t = {0};
    change_json(&t, row);
    if (!t.failed) tell(s, "change", t.at, t.n, row->change);
    text_free(&t);
    s->last = row->change;
    return !s->ending && s->out.n - s->at < BEHIND / 2;
}

/* Whether a reader that waits has gone away: a suspended connection is not looked at by anybody else. */
static bool is_gone(const struct stream *s) {
    struct pollfd p = {.fd = s->fd, .events = POLLRDHUP};
    return s->idle && poll(&p, 1, 0) > 0 && p.revents & (POLLRDHUP | POLLHUP | POLLERR);
}

void streams_tick(struct http *h, sayso_store *store) {
    sayso_error e;
    pthread_mutex_lock(&h->streams_lock);
    int64_t version = h->streams && store ? sayso_store_version(store, &e) : -1;
    for (struct stream *s = h->streams; s; s = s->next) {
        if (is_gone(s)) s->ending = true;
        if (s->last < version && s->out.n - s->at < BEHIND / 2)
            sayso_store_changes(store, s->last, MAX_LIMIT, take_change, s, &e);
        if (now_ms() - s->heard > HEARTBEAT && s->out.n - s->at < BEHIND) {
            text_put(&s->out, ":\n\n");
            s->heard = now_ms();
        }
        if (s->out.n > s->at || s->ending) wake(s);
    }
    pthread_mutex_unlock(&h->streams_lock);
}
