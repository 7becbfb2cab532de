/* Jobs: reports that were sent, or whose address was given, wait in the database from the moment their call is answered, and are
 * read and added one after the other by a thread with its own handle of it. One that is killed with the program waits there still
 * when it starts again; one whose reading ends the program again and again is given up (sayso_store.h).
 */
#include "serve.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_WAITING = 1000, MOST_BYTES = 256 << 20, RETRY_MS = 500 };

struct jobs {
    struct sayso_serve *d;
    pthread_mutex_t lock;
    pthread_cond_t more;
    bool any; /* something may wait */
    pthread_t reader;
    bool started, stopping;
    sayso_store *store;
};

static void put_job(struct text_out *t, const sayso_job *j) {
    write_open(t, '{');
    put_int(t, "job", j->job);
    put_string(t, "state", sayso_job_state_name(j->state));
    put_string(t, "name", j->name ? j->name : j->uri);
    put_number(t, "report", j->report);
    put_number(t, "story", j->story);
    write_key(t, "error");
    if (j->state == SAYSO_JOB_FAILED) {
        write_open(t, '{');
        put_string(t, "code", j->code ? j->code : "UNKNOWN");
        put_string(t, "message", j->message ? j->message : "");
        write_close(t, '}');
    } else {
        write_null(t);
    }
    write_close(t, '}');
}

static void tell(struct jobs *all, const sayso_job *j) {
    struct text_out t = {0};
    put_job(&t, j);
    if (!t.failed) events_tell(all->d, "job", t.at, t.n, 0);
    text_free(&t);
}

/* ---- reading -------------------------------------------------------------------------------------------------------------- */
static int is_stopping(void *jobs) { return ((struct jobs *)jobs)->d->stopping; }

static bool fetch(struct jobs *all, const sayso_job *j, sayso_fetched *f, sayso_error *e) {
    sayso_fetch_options o = {
        .max_bytes = all->d->max_bytes, .allow_private = all->d->allow_private, .stop = is_stopping, .stop_arg = all};
    return !sayso_fetch(j->uri, &o, f, e);
}

/* The report, read; *f what was fetched for it. */
static sayso_report *read_report(struct jobs *all, const sayso_job *j, sayso_fetched *f, sayso_arrival *a, sayso_error *e) {
    *a = (sayso_arrival){.bytes = j->bytes, .n = j->n, .name = j->name, .uri = j->uri, .media_type = j->media_type};
    if (!j->record && !all->d->model) {
        *e = (sayso_error){.code = SAYSO_MODEL, .message = "this desk was started without a model: only records can be added"};
        return NULL;
    }
    if (!j->bytes) {
        if (!fetch(all, j, f, e)) return NULL;
        a->bytes = f->bytes, a->n = f->n, a->media_type = f->media_type, a->uri = f->uri;
    }
    sayso_read_options o = {.name = j->name, .uri = a->uri, .media_type = a->media_type, .max_bytes = all->d->max_bytes};
    return j->record ? sayso_report_parse(a->bytes, a->n, j->name, e) : sayso_read(all->d->model, a->bytes, a->n, &o, e);
}

/* The report is added and its job over, both or neither. */
static sayso_code add(sayso_store *s, const sayso_job *j, const sayso_report *r, const sayso_arrival *a, sayso_added *added,
                      sayso_error *e) {
    sayso_code code = sayso_store_begin(s, e);
    if (code) return code;
    code = sayso_store_add(s, r, a, added, e);
    if (!code) code = sayso_store_job_done(s, j->job, added, e);
    if (code) {
        sayso_store_rollback(s);
        return code;
    }
    return sayso_store_commit(s, e);
}

/* A while, or until there is more; false: it stops. */
static bool pause_reader(struct jobs *all) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += RETRY_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L, until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&all->lock);
    if (!all->stopping) pthread_cond_timedwait(&all->more, &all->lock, &until);
    bool on = !all->stopping && !all->d->stopping;
    pthread_mutex_unlock(&all->lock);
    return on;
}

/* Written down when the database can be written to again, or found by the next start. */
static void fail(struct jobs *all, sayso_job *j, const sayso_error *why) {
    static const char *const names[] = {
#define SAYSO_X(name, message) #name,
        SAYSO_ERRORS(SAYSO_X)
#undef SAYSO_X
    };
    sayso_error e;
    j->state = SAYSO_JOB_FAILED, j->code = names[why->code];
    j->message = *why->message ? why->message : sayso_code_message(why->code);
    while (sayso_store_job_failed(all->store, j->job, j->code, j->message, &e))
        if (e.code == SAYSO_USAGE || !pause_reader(all)) return;
    tell(all, j);
}

/* A disk that is full, a database that another holds: it waits until it can be written to, since others that wait could not be
 * added either. False: it failed, or the server stops meanwhile. */
static bool add_when_possible(struct jobs *all, const sayso_job *j, const sayso_report *r, const sayso_arrival *a,
                              sayso_added *added, sayso_error *e) {
    while (add(all->store, j, r, a, added, e))
        if (e->code != SAYSO_IO || !pause_reader(all)) return false;
    return true;
}

static void run(struct jobs *all, sayso_job *j) {
    sayso_added added = {0};
    sayso_fetched f = {0};
    sayso_arrival a;
    sayso_error e, ignored;
    tell(all, j);
    sayso_report *r = read_report(all, j, &f, &a, &e);
    bool ok = r && add_when_possible(all, j, r, &a, &added, &e);
    sayso_report_free(r);
    if (ok) {
        j->state = SAYSO_JOB_DONE, j->report = added.report, j->story = added.story;
        tell(all, j);
    } else if (all->d->stopping && (e.code == SAYSO_FETCH || e.code == SAYSO_IO)) {
        sayso_store_job_back(all->store, j->job, &ignored); /* cut off by the stop: it waits for the next start */
    } else {
        fail(all, j, &e);
    }
    sayso_fetched_free(&f);
}

static void *read_jobs(void *jobs) {
    struct jobs *all = jobs;
    pthread_mutex_lock(&all->lock);
    while (!all->stopping && !all->d->stopping) {
        if (!all->any) {
            pthread_cond_wait(&all->more, &all->lock);
            continue;
        }
        all->any = false; /* what comes from here on is told again */
        pthread_mutex_unlock(&all->lock);
        sayso_job *j;
        sayso_error e;
        bool failed = sayso_store_job_next(all->store, &j, &e) != SAYSO_OK;
        if (j) run(all, j);
        bool again = failed || j;
        free(j);
        if (failed) pause_reader(all); /* another process holds the database */
        pthread_mutex_lock(&all->lock);
        all->any = all->any || again;
    }
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

struct jobs *jobs_open(struct sayso_serve *d, sayso_error *e) {
    struct jobs *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    all->d = d, all->any = true;
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->more, NULL);
    all->store = sayso_store_open(d->db, NULL, e);
    all->started = all->store && !sayso_store_jobs_again(all->store, e) && !pthread_create(&all->reader, NULL, read_jobs, all);
    if (all->started) return all;
    jobs_free(all);
    return NULL;
}

void jobs_stop(struct jobs *all) {
    if (!all) return;
    pthread_mutex_lock(&all->lock);
    all->stopping = true;
    pthread_cond_signal(&all->more);
    pthread_mutex_unlock(&all->lock);
    if (all->started) pthread_join(all->reader, NULL);
    all->started = false;
}

void jobs_free(struct jobs *all) {
    if (!all) return;
    jobs_stop(all);
    sayso_store_close(all->store);
    pthread_mutex_destroy(&all->lock);
    pthread_cond_destroy(&all->more);
    free(all);
}

/* ---- calls ---------------------------------------------------------------------------------------------------------------- */
static bool type_is(const char *type, const char *name) {
    return type && !strncasecmp(type, name, strlen(name)) && strchr("; ", type[strlen(name)]);
}

static bool is_web_address(const char *uri) { return !strncasecmp(uri, "http://", 7) || !strncasecmp(uri, "https://", 8); }

/* {"text"}, {"uri"}, or a record; strings are the body's. */
static void job_of_json(struct request *q, const struct body *b, sayso_job *j) {
    const char *text = body_string(q, b, "text", false), *uri = body_has(b, "text") ? NULL : body_string(q, b, "uri", false);
    if (answered(q)) {
    } else if (body_has(b, "sayso")) {
        j->record = true, j->bytes = q->body.at, j->n = q->body.n;
    } else if (text && text[strspn(text, " \t\r\n")]) {
        j->bytes = text, j->n = strlen(text), j->media_type = "text/plain; charset=utf-8";
    } else if (uri && is_web_address(uri) && strlen(uri) < MAX_URI) {
        j->uri = uri;
    } else {
        answer_error(q, 400, "USAGE", "the body has \"text\" that is not empty, or \"uri\", an http or https address");
    }
}

static void job_of_bytes(struct request *q, sayso_job *j) {
    const char *type = q->media_type;
    if (!q->body.n) {
        answer_error(q, 400, "EMPTY", "the body is empty; it is the report's bytes, or JSON with \"text\" or \"uri\"");
    } else if (type_is(type, "multipart/form-data") || type_is(type, "application/x-www-form-urlencoded")) {
        answer_error(q, 415, "FORMAT", "forms are not taken: send the file's bytes as the body");
    } else {
        j->bytes = q->body.at, j->n = q->body.n;
        if (type && !type_is(type, "application/octet-stream")) j->media_type = type;
    }
}

void post_report(struct request *q) {
    static const sayso_job_limits most = {.jobs = MOST_WAITING, .bytes = MOST_BYTES};
    struct jobs *all = q->d->jobs;
    struct text_out *t = &q->answer.body;
    sayso_job j = {.name = param(q, "name")};
    bool json = type_is(q->media_type, "application/json");
    struct body *b = json ? body_read(q) : NULL;
    int64_t number = 0;
    sayso_error e;
    if (b) job_of_json(q, b, &j);
    if (!json) job_of_bytes(q, &j);
    if (!answered(q) && sayso_store_job_put(store_writing(q), &j, &most, &number, &e)) {
        if (e.code == SAYSO_LIMIT)
            answer_error(q, 503, "LIMIT", "too many reports wait to be read; try again later");
        else
            answer_failed(q, &e, 400);
    }
    body_free(b);
    if (answered(q)) return;
    pthread_mutex_lock(&all->lock);
    all->any = true;
    pthread_cond_signal(&all->more);
    pthread_mutex_unlock(&all->lock);
    write_open(t, '{');
    put_int(t, "job", number);
    write_close(t, '}');
    answer_json(q, 202);
}

struct listing {
    struct text_out *t;
    int64_t n;
};

static bool take_job(void *taker, const sayso_job *j) {
    struct listing *l = taker;
    put_job(l->t, j);
    l->n++;
    return !l->t->failed;
}

void get_jobs(struct request *q) {
    struct listing l = {.t = &q->answer.body};
    sayso_store *s = store_take(q);
    sayso_error e;
    if (!s) return;
    answer_list_begin(q);
    bool ok = !sayso_store_jobs(s, 0, take_job, &l, &e);
    answer_list_end(q, l.n, 0);
    store_give(q->d, s);
    if (ok)
        answer_json(q, 200);
    else
        answer_failed(q, &e, 500);
}

void get_job(struct request *q) {
    struct listing l = {.t = &q->answer.body};
    sayso_store *s = store_take(q);
    sayso_error e;
    if (!s) return;
    bool ok = !sayso_store_jobs(s, q->number, take_job, &l, &e);
    store_give(q->d, s);
    if (!ok)
        answer_failed(q, &e, 500);
    else if (l.n)
        answer_json(q, 200);
    else
        answer_error(q, 404, "MISSING", "there is no job %lld, or it is long over", (long long)q->number);
}
