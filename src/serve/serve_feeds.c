/* Feeds: a thread that does what a sayso_watch asks for, reads the reports that come and adds them. Which feeds there are, and
 * what is known of them, is kept in the database; a report is added before the watch is told that it came, so that none is lost.
 */
#include "serve.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_FEEDS = 1000, SAVE_EVERY = 10 * 1000, LONGEST_WAIT = 60 * 1000 };
static const char LIST[] = "desk.feeds", STATE[] = "desk.watch"; /* names of kept states */

struct feed {
    int64_t number;
    char *uri, *title;
    int64_t last, next; /* ms since 1970; 0: none */
    uint32_t failures;
};

struct feeds {
    struct sayso_serve *d;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    struct feed *at;
    uint32_t n, size;
    int64_t numbers;
    bool stopping, anew; /* anew: the list has changed */
    /* the thread's own */
    pthread_t thread;
    sayso_store *store;
    sayso_watch *watch;
    int64_t began, saved;
    bool unsaved;
};

static int64_t clock_ms(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
static int64_t day_ms(const struct feeds *f) { return f->began + clock_ms(CLOCK_BOOTTIME); }

/* ---- the list ---------------------------------------------------------------------------------------------------------- */
static struct feed *feed_of(struct feeds *f, const char *uri) {
    for (uint32_t i = 0; uri && i < f->n; i++)
        if (!strcmp(f->at[i].uri, uri)) return &f->at[i];
    return NULL;
}

static bool add_feed(struct feeds *f, int64_t number, const char *uri) {
    if (f->n == f->size) {
        uint32_t size = f->size * 2 + 16;
        struct feed *at = realloc(f->at, size * sizeof *at);
        if (!at) return false;
        f->at = at, f->size = size;
    }
    char *own = strdup(uri);
    if (!own) return false;
    f->at[f->n++] = (struct feed){.number = number, .uri = own};
    if (number > f->numbers) f->numbers = number;
    return true;
}

static void drop_feed(struct feeds *f, uint32_t i) {
    free(f->at[i].uri);
    free(f->at[i].title);
    memmove(f->at + i, f->at + i + 1, (f->n - i - 1) * sizeof *f->at);
    f->n--;
}

static bool take_kept(void *feeds, int64_t number, const char *uri, int64_t last) {
    struct feeds *f = feeds;
    if (!add_feed(f, number, uri)) return false;
    f->at[f->n - 1].last = last;
    return true;
}

static bool load_list(struct feeds *f) {
    char *json = NULL;
    size_t n = 0;
    sayso_error e;
    bool ok = !sayso_store_state(f->store, LIST, &json, &n, &e) && (!json || body_feeds(json, n, take_kept, f, &f->numbers));
    free(json);
    return ok;
}

static sayso_code keep_list(struct feeds *f, sayso_store *s, sayso_error *e) {
    struct text_out t = {0};
    write_open(&t, '{');
    put_int(&t, "numbers", f->numbers);
    write_key(&t, "feeds");
    write_open(&t, '[');
    for (uint32_t i = 0; i < f->n; i++) {
        write_open(&t, '{');
        put_int(&t, "feed", f->at[i].number);
        put_string(&t, "uri", f->at[i].uri);
        put_int(&t, "last", f->at[i].last);
        write_close(&t, '}');
    }
    write_close(&t, ']');
    write_close(&t, '}');
    sayso_code code = t.failed ? SAYSO_NOMEM : sayso_store_keep_state(s, LIST, t.at, t.n, e);
    if (t.failed) *e = (sayso_error){.code = SAYSO_NOMEM, .message = "out of memory"};
    text_free(&t);
    return code;
}

/* ---- the watch ----------------------------------------------------------------------------------------------------------- */
static void save(struct feeds *f) {
    struct text_out t = {0};
    sayso_error e;
    if (!f->watch || !f->unsaved) return;
    if (!sayso_watch_save(f->watch, text_write, &t, &e) && !sayso_store_keep_state(f->store, STATE, t.at, t.n, &e))
        f->unsaved = false;
    text_free(&t);
    pthread_mutex_lock(&f->lock);
    keep_list(f, f->store, &e);
    pthread_mutex_unlock(&f->lock);
    f->saved = day_ms(f);
}

/* What the watch knows of each feed now; `came` was looked at just now, NULL: none. */
static void note(struct feeds *f, const char *came) {
    pthread_mutex_lock(&f->lock);
    for (uint32_t i = 0; f->watch && i < f->n; i++) {
        struct feed *d = &f->at[i];
        sayso_watch_row row;
        if (came && !strcmp(came, d->uri)) d->last = day_ms(f);
        if (!sayso_watch_feed(f->watch, d->uri, &row)) continue;
        d->next = row.due_ms, d->failures = row.failures;
        if (!row.title || (d->title && !strcmp(d->title, row.title))) continue;
        free(d->title);
        d->title = strdup(row.title);
    }
    pthread_mutex_unlock(&f->lock);
}

static void open_watch(struct feeds *f) {
    char *state = NULL;
    size_t n = 0;
    sayso_error e;
    save(f);
    sayso_watch_free(f->watch);
    f->watch = NULL;
    sayso_store_state(f->store, STATE, &state, &n, &e);
    pthread_mutex_lock(&f->lock);
    const char **uris = calloc((size_t)f->n + 1, sizeof *uris);
    for (uint32_t i = 0; uris && i < f->n; i++) uris[i] = f->at[i].uri;
    sayso_strings list = {uris, f->n};
    if (uris && f->n) {
        f->watch = sayso_watch_open(list, NULL, state, n, &e);
        if (!f->watch && e.code == SAYSO_FORMAT) f->watch = sayso_watch_open(list, NULL, NULL, 0, &e); /* begins again */
    }
    f->anew = false;
    pthread_mutex_unlock(&f->lock);
    free(uris);
    free(state);
    note(f, NULL);
}

static int is_stopping(void *feeds) { return ((struct feeds *)feeds)->d->stopping; }

/* A report that came is read and added. False: the database could not take it, it is fetched again another time. */
static bool add_report(struct feeds *f, const sayso_watch_request *r, const sayso_fetched *got) {
    sayso_error e;
    sayso_added added;
    sayso_read_options o = {.uri = got->uri, .media_type = got->media_type, .name = got->uri, .max_bytes = f->d->max_bytes};
    sayso_report *report = f->d->model ? sayso_read(f->d->model, got->bytes, got->n, &o, &e) : NULL;
    if (!report) return true; /* it is no report that can be read */
    sayso_arrival a = {
        .bytes = got->bytes, .n = got->n, .uri = got->uri, .name = got->uri, .media_type = got->media_type, .via = r->feed};
    sayso_code code = sayso_store_add(f->store, report, &a, &added, &e);
    sayso_report_free(report);
    return code != SAYSO_IO && code != SAYSO_NOMEM;
}

static void fetch(struct feeds *f, const sayso_watch_request *r) {
    uint64_t max = r->max_bytes && r->max_bytes < f->d->max_bytes ? r->max_bytes : f->d->max_bytes;
    sayso_fetch_options o = {.max_bytes = max,
                             .allow_private = f->d->allow_private,
                             .if_none_match = r->if_none_match,
                             .if_modified_since = r->if_modified_since,
                             .any_status = true,
                             .stay = true,
                             .cut = r->cut,
                             .stop = is_stopping,
                             .stop_arg = f};
    sayso_fetched got = {0};
    sayso_watch_outcome out;
    sayso_error e;
    bool came = !sayso_fetch(r->uri, &o, &got, &e), kept = true;
    char *feed = r->kind == SAYSO_WATCH_FEED && r->feed ? strdup(r->feed) : NULL;
    if (!came && f->d->stopping) {
        free(feed);
        return; /* it stays among what is to be asked for */
    }
    if (came && r->kind == SAYSO_WATCH_REPORT && got.status >= 200 && got.status < 300 && got.n) kept = add_report(f, r, &got);
    if (!sayso_watch_take(f->watch, r->id, day_ms(f), came && kept ? &got : NULL, &out, &e) && feed)
        note(f, out.kind == SAYSO_WATCH_SAME || out.kind == SAYSO_WATCH_ITEMS_CAME ? feed : NULL);
    f->unsaved = true;
    free(feed);
    sayso_fetched_free(&got);
}

static void wait_for(struct feeds *f, int64_t ms) {
    struct timespec until;
    if (ms < 0 || ms > LONGEST_WAIT) ms = LONGEST_WAIT;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000, until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    pthread_mutex_lock(&f->lock);
    if (!f->stopping && !f->anew) pthread_cond_timedwait(&f->changed, &f->lock, &until);
    pthread_mutex_unlock(&f->lock);
}

static void *watch_feeds(void *feeds) {
    struct feeds *f = feeds;
    open_watch(f);
    while (!f->d->stopping) {
        sayso_watch_request r = {.kind = SAYSO_WATCH_WAIT};
        sayso_error e;
        int64_t ms = -1;
        pthread_mutex_lock(&f->lock);
        bool anew = f->anew;
        pthread_mutex_unlock(&f->lock);
        if (anew) open_watch(f);
        if (f->watch && sayso_watch_step(f->watch, day_ms(f), &r, &ms, &e)) ms = 1000, r.kind = SAYSO_WATCH_WAIT;
        if (r.kind == SAYSO_WATCH_WAIT)
            wait_for(f, ms);
        else if (r.kind != SAYSO_WATCH_REFUSED)
            fetch(f, &r);
        else
            f->unsaved = true;
        if (day_ms(f) - f->saved > SAVE_EVERY) save(f);
    }
    save(f);
    return NULL;
}

/* ---- opened, stopped --------------------------------------------------------------------------------------------------------
 */
struct feeds *feeds_open(struct sayso_serve *d, sayso_error *e) {
    struct feeds *f = calloc(1, sizeof *f);
    if (!f) return NULL;
    f->d = d;
    f->began = clock_ms(CLOCK_REALTIME) - clock_ms(CLOCK_BOOTTIME);
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->changed, NULL);
    f->store = sayso_store_open(d->db, NULL, e);
    if (f->store && load_list(f) && !pthread_create(&f->thread, NULL, watch_feeds, f)) return f;
    feeds_free(f);
    return NULL;
}

void feeds_stop(struct feeds *f) {
    if (!f) return;
    pthread_mutex_lock(&f->lock);
    f->stopping = true;
    pthread_cond_signal(&f->changed);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
}

void feeds_free(struct feeds *f) {
    if (!f) return;
    while (f->n) drop_feed(f, f->n - 1);
    free(f->at);
    sayso_watch_free(f->watch);
    sayso_store_close(f->store);
    pthread_mutex_destroy(&f->lock);
    pthread_cond_destroy(&f->changed);
    free(f);
}

/* ---- calls --------------------------------------------------------------------------------------------------------------------
 */
static void put_time(struct text_out *t, const char *key, int64_t ms) {
    char at[40];
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    write_key(t, key);
    if (!ms || !gmtime_r(&seconds, &tm) || !strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &tm))
        write_null(t);
    else
        write_string(t, at);
}

void get_feeds(struct request *q) {
    struct feeds *f = q->d->feeds;
    struct text_out *t = &q->answer.body;
    write_open(t, '{');
    write_key(t, "items");
    write_open(t, '[');
    pthread_mutex_lock(&f->lock);
    for (uint32_t i = 0; i < f->n; i++) {
        write_open(t, '{');
        put_int(t, "feed", f->at[i].number);
        put_string(t, "uri", f->at[i].uri);
        put_string(t, "title", f->at[i].title);
        put_time(t, "last", f->at[i].last);
        put_time(t, "next", f->at[i].next);
        put_int(t, "failures", f->at[i].failures);
        write_close(t, '}');
    }
    int64_t total = f->n;
    pthread_mutex_unlock(&f->lock);
    write_close(t, ']');
    put_int(t, "total", total);
    put_number(t, "next", 0);
    write_close(t, '}');
    answer_json(q, 200);
}

/* The list as it is now is kept, and the watch told; the lock is held. */
static bool settle(struct request *q, struct feeds *f) {
    sayso_error e;
    f->anew = true;
    pthread_cond_signal(&f->changed);
    if (!keep_list(f, store_writing(q), &e)) return true;
    answer_failed(q, &e, 500);
    return false;
}

static bool is_feed_address(const char *uri) {
    sayso_error e;
    sayso_watch *w = sayso_watch_open((sayso_strings){&uri, 1}, NULL, NULL, 0, &e);
    sayso_watch_free(w);
    return w || e.code != SAYSO_USAGE;
}

void post_feed(struct request *q) {
    struct feeds *f = q->d->feeds;
    struct body *b = body_read(q);
    const char *uri = b ? body_string(q, b, "uri", true) : NULL;
    if (uri && !answered(q) && (strlen(uri) > MAX_URI || !is_feed_address(uri)))
        answer_error(q, 400, "USAGE", "\"uri\" is an http or https address");
    if (!answered(q)) {
        pthread_mutex_lock(&f->lock);
        struct feed *known = feed_of(f, uri);
        int64_t number = known ? known->number : f->numbers + 1;
        if (!known && f->n >= MOST_FEEDS)
            answer_error(q, 503, "LIMIT", "there are %d feeds already", MOST_FEEDS);
        else if (!known && !add_feed(f, number, uri))
            answer_error(q, 503, "NOMEM", "out of memory");
        if (answered(q) || known || settle(q, f)) {
        }
        pthread_mutex_unlock(&f->lock);
        if (!answered(q)) {
            write_open(&q->answer.body, '{');
            put_int(&q->answer.body, "feed", number);
            write_close(&q->answer.body, '}');
            answer_json(q, 200);
        }
    }
    body_free(b);
}

void delete_feed(struct request *q) {
    struct feeds *f = q->d->feeds;
    pthread_mutex_lock(&f->lock);
    uint32_t i = 0;
    while (i < f->n && f->at[i].number != q->number) i++;
    if (i == f->n) {
        answer_error(q, 404, "MISSING", "there is no feed %lld", (long long)q->number);
    } else {
        drop_feed(f, i);
        if (settle(q, f)) q->answer.status = 204;
    }
    pthread_mutex_unlock(&f->lock);
}
