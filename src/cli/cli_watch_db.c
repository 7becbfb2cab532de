/* sayso watch with a database: each report that comes is read and added, and what that changes in which story is told. It is on
 * disk before the watch is told that it came, so that what a crash takes is fetched again and found known. */
#include "cli.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct watching {
    const struct options *o;
    sayso_store *store;
    sayso_model *model;
    int64_t told; /* the last change that was told */
    bool changed; /* since the feed was last written */
    bool failed;  /* the database failed */
};

/* ---- the feed of changes ----------------------------------------------------------------------------------------- */
/* Beside it first, then in its place: whoever reads it finds a whole one. */
static bool write_feed(struct watching *w) {
    const char *path = w->o->feed_out;
    struct buffer b = {0};
    sayso_error e;
    if (!path || !w->changed) return true;
    if (sayso_store_atom(w->store, &(sayso_store_query){.limit = w->o->limit}, buffer_write, &b, &e)) {
        buffer_free(&b);
        return complain(&e), false;
    }
    char *beside = malloc(strlen(path) + 5);
    FILE *f = beside ? fopen(strcat(strcpy(beside, path), ".new"), "wb") : NULL;
    bool ok = f && fwrite(b.bytes, 1, b.n, f) == b.n;
    if (f) ok = !fclose(f) && ok;
    ok = ok && !rename(beside, path);
    if (!ok) fprintf(stderr, "sayso watch: %s: %s\n", path, strerror(errno));
    free(beside);
    buffer_free(&b);
    w->changed = !ok;
    return ok;
}

/* ---- what changed ------------------------------------------------------------------------------------------------ */
static void put_words(const char *s) {
    for (; s && *s; s++) putchar((unsigned char)*s < ' ' ? ' ' : *s);
}

static bool tell_change(void *taker, const sayso_change_row *row) {
    struct watching *w = taker;
    w->told = row->change, w->changed = true;
    printf("story %" PRId64 " (", row->story);
    put_words(row->title ? row->title : "-");
    fputs("): ", stdout);
    put_words(row->words);
    return putchar('\n') != EOF;
}

static bool tell_changes(struct watching *w) {
    sayso_error e;
    enum { AT_ONCE = 500 };
    for (int64_t before = -1; before != w->told;) {
        before = w->told;
        if (sayso_store_changes(w->store, w->told, AT_ONCE, tell_change, w, &e)) return complain(&e), false;
    }
    return !fflush(stdout) && write_feed(w);
}

/* ---- a report ---------------------------------------------------------------------------------------------------- */
static bool add(struct watching *w, const sayso_watch_request *r, const sayso_fetched *f, const sayso_report *report) {
    sayso_error e;
    sayso_added added;
    sayso_arrival a = {.bytes = f->bytes, .n = f->n, .name = r->uri, .uri = r->uri, .media_type = f->media_type, .via = r->feed};
    if (!sayso_store_add(w->store, report, &a, &added, &e)) return tell_changes(w);
    complain(&e);
    w->failed = e.code != SAYSO_USAGE;
    return !w->failed;
}

/* One that cannot be read is told, and not asked for again. */
static bool take(void *taker, const sayso_watch_request *r, const sayso_fetched *f) {
    struct watching *w = taker;
    sayso_error e;
    sayso_read_options ro = {.name = r->uri,
                             .uri = r->uri,
                             .media_type = f->media_type,
                             .max_bytes = w->o->max_bytes,
                             .n_threads = w->o->threads,
                             .feed = {.title = r->title, .source = r->source, .author = r->author, .published = r->published}};
    sayso_report *report = sayso_read(w->model, f->bytes, f->n, &ro, &e);
    if (!report) return complain(&e), e.code != SAYSO_NOMEM;
    bool ok = add(w, r, f, report);
    sayso_report_free(report);
    return ok;
}

/* ---- the state in the database ----------------------------------------------------------------------------------- */
static const char STATE[] = "watch";

static bool load(void *taker, struct buffer *b) {
    struct watching *w = taker;
    sayso_error e;
    if (!sayso_store_state(w->store, STATE, &b->bytes, &b->n, &e)) return true;
    return complain(&e), false;
}
static bool save(void *taker, const struct buffer *b) {
    struct watching *w = taker;
    sayso_error e;
    if (!sayso_store_keep_state(w->store, STATE, b->bytes, b->n, &e)) return true;
    return complain(&e), false;
}

int watch_into_db(const struct options *o) {
    struct watching w = {.o = o, .changed = true};
    int code = open_model(o, &w.model);
    if (code) return code;
    w.store = db_open(o, false);
    sayso_error e;
    if (w.store && (w.told = sayso_store_version(w.store, &e)) < 0) complain(&e), w.failed = true;
    code = w.store && !w.failed ? watch_run(o, take, &(struct watch_state){load, save, &w}, &w) : EXIT_STORE;
    if (w.store && !w.failed && !write_feed(&w) && !code) code = EXIT_OUTPUT;
    sayso_store_close(w.store);
    sayso_model_free(w.model);
    return w.failed ? EXIT_STORE : code;
}
