/* Jobs: reports that were sent, or whose address was given, wait here and are read and added one after the other by a thread with
 * its own handle of the database. What still waits when the server stops is kept in the database and read when it starts again.
 */
#include "serve.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REMEMBERED = 500, MOST_WAITING = 1000, MOST_BYTES = 256 << 20 };

enum state { WAITING, READING, DONE, FAILED };
static const char *const STATES[] = {"waiting", "reading", "done", "failed"};

struct job {
    struct job *next; /* the one that came after it */
    int64_t number;
    enum state state;
    bool record;  /* the bytes are a record, to be read back */
    int64_t kept; /* its number in the database, from a run before; 0 */
    char *name, *media_type, *uri;
    char *bytes; /* NULL: of an address, and of jobs that are over */
    size_t n;
    int64_t report, story;
    char code[16], message[400];
};

struct jobs {
    struct sayso_serve *d;
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct job *first, *last;
    int64_t numbers;
    int n, waiting;
    size_t bytes; /* of those that wait */
    pthread_t reader;
    bool started, stopping;
    sayso_store *store;
};

static void job_free(struct job *j) {
    if (!j) return;
    free(j->name);
    free(j->media_type);
    free(j->uri);
    free(j->bytes);
    free(j);
}

static void put_job(struct text_out *t, const struct job *j) {
    write_open(t, '{');
    put_int(t, "job", j->number);
    put_string(t, "state", STATES[j->state]);
    put_string(t, "name", j->name ? j->name : j->uri);
    put_number(t, "report", j->report);
    put_number(t, "story", j->story);
    write_key(t, "error");
    if (j->state == FAILED) {
        write_open(t, '{');
        put_string(t, "code", j->code);
        put_string(t, "message", j->message);
        write_close(t, '}');
    } else {
        write_null(t);
    }
    write_close(t, '}');
}

static void set_state(struct jobs *all, struct job *j, enum state state) {
    struct text_out t = {0};
    pthread_mutex_lock(&all->lock);
    j->state = state;
    put_job(&t, j);
    pthread_mutex_unlock(&all->lock);
    if (!t.failed) events_tell(all->d, "job", t.at, t.n, 0);
    text_free(&t);
}

/* ---- the line; the lock is held ----------------------------------------------------------------------------------------- */
/* Jobs that are over are forgotten when there are too many, the oldest first. */
static void forget_old(struct jobs *all) {
    for (struct job **at = &all->first; *at && all->n > REMEMBERED;) {
        struct job *j = *at;
        if (j->state < DONE) {
            at = &j->next;
            continue;
        }
        *at = j->next;
        all->n--;
        job_free(j);
    }
    all->last = all->first;
    while (all->last && all->last->next) all->last = all->last->next;
}

static void append(struct jobs *all, struct job *j) {
    j->number = ++all->numbers;
    if (all->last)
        all->last->next = j;
    else
        all->first = j;
    all->last = j;
    all->n++, all->waiting++;
    all->bytes += j->n;
    if (all->n > REMEMBERED) forget_old(all);
    pthread_cond_signal(&all->more);
}

/* ---- reading -------------------------------------------------------------------------------------------------------------- */
static int is_stopping(void *jobs) { return ((struct jobs *)jobs)->d->stopping; }

static sayso_code fetch(struct jobs *all, struct job *j, sayso_error *e) {
    sayso_fetched f;
    sayso_fetch_options o = {
        .max_bytes = all->d->max_bytes, .allow_private = all->d->allow_private, .stop = is_stopping, .stop_arg = all};
    if (sayso_fetch(j->uri, &o, &f, e)) return e->code;
    j->bytes = f.bytes, j->n = f.n, f.bytes = NULL;
    j->media_type = f.media_type, f.media_type = NULL;
    free(j->uri);
    j->uri = f.uri, f.uri = NULL;
    sayso_fetched_free(&f);
    return SAYSO_OK;
}

static sayso_code add(struct jobs *all, struct job *j, sayso_store *s, sayso_added *added, sayso_error *e) {
    if (!j->record && !all->d->model) {
        *e = (sayso_error){.code = SAYSO_MODEL, .message = "this desk was started without a model: only records can be added"};
        return e->code;
    }
    if (!j->bytes && fetch(all, j, e)) return e->code;
    sayso_read_options o = {.name = j->name, .uri = j->uri, .media_type = j->media_type, .max_bytes = all->d->max_bytes};
    sayso_report *r =
        j->record ? sayso_report_parse(j->bytes, j->n, j->name, e) : sayso_read(all->d->model, j->bytes, j->n, &o, e);
    if (!r) return e->code;
    sayso_arrival a = {.bytes = j->bytes, .n = j->n, .name = j->name, .uri = j->uri, .media_type = j->media_type};
    sayso_code code = sayso_store_add(s, r, &a, added, e);
    sayso_report_free(r);
    return code;
}

static void forget_kept(sayso_store *s, int64_t number) {
    char name[48];
    sayso_error e;
    snprintf(name, sizeof name, "desk.job.%lld", (long long)number);
    sayso_store_keep_state(s, name, NULL, 0, &e);
}

static void run(struct jobs *all, struct job *j) {
    sayso_added added = {0};
    sayso_error e;
    size_t counted = j->n; /* before an address is fetched */
    set_state(all, j, READING);
    bool ok = !add(all, j, all->store, &added, &e);
    if (!ok && e.code == SAYSO_FETCH && all->d->stopping) { /* cut off by the stop: it waits for the next start */
        pthread_mutex_lock(&all->lock);
        j->state = WAITING;
        all->waiting++;
        pthread_mutex_unlock(&all->lock);
        return;
    }
    if (j->kept) forget_kept(all->store, j->kept);
    pthread_mutex_lock(&all->lock);
    all->bytes -= counted;
    free(j->bytes);
    j->bytes = NULL, j->n = 0;
    if (ok) {
        j->report = added.report, j->story = added.story;
    } else {
        static const char *const names[] = {
#define SAYSO_X(name, message) #name,
            SAYSO_ERRORS(SAYSO_X)
#undef SAYSO_X
        };
        snprintf(j->code, sizeof j->code, "%s", names[e.code]);
        snprintf(j->message, sizeof j->message, "%s", *e.message ? e.message : sayso_code_message(e.code));
    }
    pthread_mutex_unlock(&all->lock);
    set_state(all, j, ok ? DONE : FAILED);
}

static void *read_jobs(void *jobs) {
    struct jobs *all = jobs;
    pthread_mutex_lock(&all->lock);
    while (!all->stopping && !all->d->stopping) {
        struct job *j = all->first;
        while (j && j->state != WAITING) j = j->next;
        if (!j) {
            pthread_cond_wait(&all->more, &all->lock);
            continue;
        }
        all->waiting--;
        j->state = READING; /* it is not forgotten while it is so */
        pthread_mutex_unlock(&all->lock);
        run(all, j);
        pthread_mutex_lock(&all->lock);
    }
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

/* ---- kept from one run to the next: a list of numbers, and under each the job's head as JSON, a line end, its bytes -------- */
static const char KEPT[] = "desk.jobs";

static bool take_bytes(struct job *j, const char *bytes, size_t n) {
    j->bytes = malloc(n + 1);
    if (!j->bytes) return false;
    memcpy(j->bytes, bytes, n);
    j->bytes[n] = 0, j->n = n;
    return true;
}

static void keep(struct jobs *all, struct job *j, struct text_out *list) {
    struct text_out t = {0};
    char name[48];
    sayso_error e;
    int64_t number = j->kept ? j->kept : j->number;
    snprintf(name, sizeof name, "desk.job.%lld", (long long)number);
    write_open(&t, '{');
    put_string(&t, "name", j->name);
    put_string(&t, "media_type", j->media_type);
    put_string(&t, "uri", j->uri);
    put_bool(&t, "record", j->record);
    put_bool(&t, "bytes", j->bytes);
    write_close(&t, '}');
    text_put(&t, "\n");
    if (j->bytes) text_write(&t, j->bytes, j->n);
    if (!t.failed && (j->kept || !sayso_store_keep_state(all->store, name, t.at, t.n, &e))) write_int(list, number);
    text_free(&t);
}

static void keep_waiting(struct jobs *all) {
    struct text_out list = {0};
    sayso_error e;
    write_open(&list, '[');
    for (struct job *j = all->first; j; j = j->next)
        if (j->state == WAITING) keep(all, j, &list);
    write_close(&list, ']');
    if (!list.failed) sayso_store_keep_state(all->store, KEPT, list.n > 2 ? list.at : NULL, list.n, &e);
    text_free(&list);
}

static bool copy(char **to, const char *from) { return !from || (*to = strdup(from)); }

static void load_one(struct jobs *all, int64_t number) {
    char name[48], *bytes = NULL;
    const char *its_name = NULL, *type = NULL, *uri = NULL;
    size_t n = 0;
    sayso_error e;
    void *owner = NULL;
    snprintf(name, sizeof name, "desk.job.%lld", (long long)number);
    struct job *j = calloc(1, sizeof *j);
    char *end = !sayso_store_state(all->store, name, &bytes, &n, &e) && bytes ? memchr(bytes, '\n', n) : NULL;
    if (j && end && body_job(bytes, (size_t)(end - bytes), (const char **[3]){&its_name, &type, &uri}, &j->record, &owner) &&
        copy(&j->name, its_name) && copy(&j->media_type, type) && copy(&j->uri, uri) &&
        (end + 1 == bytes + n || take_bytes(j, end + 1, (size_t)(bytes + n - end) - 1)) && (j->bytes || j->uri)) {
        j->kept = number;
        if (number > all->numbers) all->numbers = number;
        append(all, j);
        j = NULL;
    }
    body_job_free(owner);
    free(bytes);
    job_free(j);
}

static void load_waiting(struct jobs *all) {
    char *json = NULL;
    size_t n = 0;
    uint32_t count = 0;
    sayso_error e;
    if (sayso_store_state(all->store, KEPT, &json, &n, &e) || !json) return;
    int64_t *list = body_list(json, n, &count);
    for (uint32_t i = 0; list && i < count; i++) load_one(all, list[i]);
    free(list);
    free(json);
}

struct jobs *jobs_open(struct sayso_serve *d, sayso_error *e) {
    struct jobs *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    all->d = d;
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->more, NULL);
    all->store = sayso_store_open(d->db, NULL, e);
    if (all->store) load_waiting(all);
    all->started = all->store && !pthread_create(&all->reader, NULL, read_jobs, all);
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
    if (all->store) keep_waiting(all);
    for (struct job *j = all->first, *next; j; j = next) {
        next = j->next;
        job_free(j);
    }
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

/* {"text"}, {"uri"}, or a record. */
static bool job_of_json(struct request *q, struct job *j) {
    struct body *b = body_read(q);
    if (!b) return false;
    const char *text = body_string(q, b, "text", false), *uri = body_has(b, "text") ? NULL : body_string(q, b, "uri", false);
    bool ok = true;
    if (answered(q)) {
    } else if (body_has(b, "sayso")) {
        j->record = true;
        ok = take_bytes(j, q->body.at, q->body.n);
    } else if (text && text[strspn(text, " \t\r\n")]) {
        ok = take_bytes(j, text, strlen(text)) && (j->media_type = strdup("text/plain; charset=utf-8"));
    } else if (uri && is_web_address(uri) && strlen(uri) < MAX_URI) {
        ok = (j->uri = strdup(uri)) != NULL;
    } else {
        answer_error(q, 400, "USAGE", "the body has \"text\" that is not empty, or \"uri\", an http or https address");
    }
    body_free(b);
    if (!ok) answer_error(q, 503, "NOMEM", "out of memory");
    return !answered(q);
}

static bool job_of_bytes(struct request *q, struct job *j) {
    const char *type = q->media_type;
    if (!q->body.n) {
        answer_error(q, 400, "EMPTY", "the body is empty; it is the report's bytes, or JSON with \"text\" or \"uri\"");
    } else if (type_is(type, "multipart/form-data") || type_is(type, "application/x-www-form-urlencoded")) {
        answer_error(q, 415, "FORMAT", "forms are not taken: send the file's bytes as the body");
    } else {
        j->bytes = q->body.at, j->n = q->body.n;
        q->body = (struct text_out){0};
        if (type && !type_is(type, "application/octet-stream") && !(j->media_type = strdup(type)))
            answer_error(q, 503, "NOMEM", "out of memory");
    }
    return !answered(q);
}

void post_report(struct request *q) {
    struct jobs *all = q->d->jobs;
    struct text_out *t = &q->answer.body;
    const char *name = param(q, "name");
    struct job *j = calloc(1, sizeof *j);
    if (!j || (name && !(j->name = strdup(name)))) answer_error(q, 503, "NOMEM", "out of memory");
    bool json = type_is(q->media_type, "application/json");
    if (answered(q) || !(json ? job_of_json(q, j) : job_of_bytes(q, j))) {
        job_free(j);
        return;
    }
    pthread_mutex_lock(&all->lock);
    bool room = all->waiting < MOST_WAITING && all->bytes + j->n <= MOST_BYTES && !all->stopping;
    if (room) append(all, j);
    int64_t number = j->number;
    pthread_mutex_unlock(&all->lock);
    if (!room) {
        job_free(j);
        answer_error(q, 503, "LIMIT", "too many reports wait to be read; try again later");
        return;
    }
    write_open(t, '{');
    put_int(t, "job", number);
    write_close(t, '}');
    answer_json(q, 202);
}

void get_jobs(struct request *q) {
    struct jobs *all = q->d->jobs;
    struct text_out *t = &q->answer.body;
    int64_t n = 0;
    write_open(t, '{');
    write_key(t, "items");
    write_open(t, '[');
    pthread_mutex_lock(&all->lock);
    for (struct job *j = all->first; j; j = j->next, n++) put_job(t, j);
    pthread_mutex_unlock(&all->lock);
    write_close(t, ']');
    put_int(t, "total", n);
    put_number(t, "next", 0);
    write_close(t, '}');
    answer_json(q, 200);
}

void get_job(struct request *q) {
    struct jobs *all = q->d->jobs;
    pthread_mutex_lock(&all->lock);
    struct job *j = all->first;
    while (j && j->number != q->number) j = j->next;
    if (j) put_job(&q->answer.body, j);
    pthread_mutex_unlock(&all->lock);
    if (j)
        answer_json(q, 200);
    else
        answer_error(q, 404, "MISSING", "there is no job %lld, or it is long over", (long long)q->number);
}
