/* sayso watch: the loop around a sayso_watch. It fetches what the watch asks for, when it may, hands each report that came to
 * a taker, and keeps the state in a file. SIGINT and SIGTERM are held back and looked for between and within fetches, so that the
 * state is whole when it stops. */
#include "cli.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SAVE_EVERY = 5 * 1000, LONGEST_WAIT = 60 * 60 * 1000 }; /* milliseconds */

struct loop {
    const struct options *o;
    sayso_watch *watch;
    watch_take *take;
    const struct watch_state *state; /* NULL: the options' file, or none */
    void *taker;
    sigset_t signals;
    bool stop, unsaved;
    int64_t saved, began; /* began: the time of day when CLOCK_BOOTTIME was 0 */
    int failed;           /* feeds and reports that did not come */
};

static int64_t clock_ms(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
/* The time of day at the start and what has gone by since: a clock that is set in between does not matter. */
static int64_t now_ms(const struct loop *l) { return l->began + clock_ms(CLOCK_BOOTTIME); }

/* ---- the state's file -------------------------------------------------------------------------------------------- */

static bool fail(const char *path, const char *what) {
    fprintf(stderr, "sayso watch: %s: %s\n", path, what);
    return false;
}

/* No file is no state; true with *b empty. */
static bool load(const char *path, struct buffer *b) {
    FILE *f = fopen(path, "rb");
    char part[1 << 16];
    if (!f) return errno == ENOENT || fail(path, strerror(errno));
    bool ok = true;
    for (size_t n; ok && (n = fread(part, 1, sizeof part, f));) ok = !buffer_write(b, part, n);
    if (ferror(f)) ok = fail(path, strerror(errno));
    fclose(f);
    return ok;
}

static bool save_elsewhere(struct loop *l) {
    struct buffer b = {0};
    sayso_error e;
    bool ok = !sayso_watch_save(l->watch, buffer_write, &b, &e);
    if (!ok) complain(&e);
    ok = ok && l->state->save(l->state->taker, &b);
    buffer_free(&b);
    l->unsaved = !ok;
    l->saved = now_ms(l);
    return ok;
}

/* Beside it first, then in its place: a crash leaves the old one or the new one. */
static bool save(struct loop *l) {
    const char *path = l->o->state;
    struct buffer b = {0};
    sayso_error e;
    if ((!path && !l->state) || !l->unsaved) return true;
    if (!path) return save_elsewhere(l);
    char *beside = malloc(strlen(path) + 5);
    if (!beside || sayso_watch_save(l->watch, buffer_write, &b, &e)) {
        free(beside);
        buffer_free(&b);
        return fail(path, "the state cannot be made: out of memory");
    }
    strcat(strcpy(beside, path), ".new");
    int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool ok = file >= 0;
    for (size_t at = 0; ok && at < b.n;) {
        ssize_t n = write(file, b.bytes + at, b.n - at);
        if (n < 0 && errno != EINTR) ok = false;
        if (n > 0) at += (size_t)n;
    }
    ok = ok && !fsync(file);
    if (file >= 0) ok = !close(file) && ok;
    ok = ok && !rename(beside, path);
    if (!ok) fail(path, strerror(errno));
    free(beside);
    buffer_free(&b);
    l->unsaved = !ok;
    l->saved = now_ms(l);
    return ok;
}

/* ---- signals ----------------------------------------------------------------------------------------------------- */

static int is_asked_to_stop(void *arg) {
    struct loop *l = arg;
    sigset_t waiting;
    if (!l->stop && !sigpending(&waiting)) l->stop = sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1;
    return l->stop;
}

static void wait_for(struct loop *l, int64_t ms) {
    if (ms > LONGEST_WAIT) ms = LONGEST_WAIT;
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    if (sigtimedwait(&l->signals, NULL, &t) > 0) l->stop = true;
}

/* ---- one step ---------------------------------------------------------------------------------------------------- */

static void tell(const struct loop *l, const char *what, const sayso_watch_request *r, const char *why) {
    if (!l->o->quiet) fprintf(stderr, "sayso watch: %s: %s%s%s\n", r->uri, what, *why ? ": " : "", why);
}

static void tell_outcome(const struct loop *l, const sayso_watch_request *r, const sayso_fetched *f, const sayso_watch_outcome *o,
                         const sayso_error *e) {
    char why[260], line[320];
    if (e->code)
        snprintf(why, sizeof why, "%s", e->message);
    else
        snprintf(why, sizeof why, "status %d", f->status);
    switch (o->kind) {
    case SAYSO_WATCH_ITEMS_CAME:
        snprintf(line, sizeof line, "%u new", (unsigned)o->n_new);
        tell(l, line, r, "");
        if (o->broken.code) {
            snprintf(line, sizeof line, "byte %llu: %s", (unsigned long long)o->broken.byte, o->broken.message);
            tell(l, "the feed breaks off", r, line);
        }
        break;
    case SAYSO_WATCH_SAME:
        tell(l, "unchanged", r, "");
        break;
    case SAYSO_WATCH_LED_ON:
        tell(l, o->moved ? "moved for good" : "redirected", r, f->location ? f->location : "");
        break;
    case SAYSO_WATCH_LATER:
        tell(l, "again later", r, o->broken.code ? o->broken.message : why);
        break;
    case SAYSO_WATCH_DROPPED:
        tell(l, "not asked for again", r, why);
        break;
    case SAYSO_WATCH_RULES_CAME:
    case SAYSO_WATCH_REPORT_CAME:
        break;
    }
}

static bool fetch(struct loop *l, const sayso_watch_request *r) {
    uint64_t max = r->max_bytes ? r->max_bytes : l->o->max_bytes;
    sayso_fetch_options fo = {.max_bytes = max,
                              .allow_private = l->o->allow_private,
                              .if_none_match = r->if_none_match,
                              .if_modified_since = r->if_modified_since,
                              .any_status = true,
                              .stay = true,
                              .cut = r->cut,
                              .stop = is_asked_to_stop,
                              .stop_arg = l};
    sayso_fetched f = {0};
    sayso_watch_outcome o;
    sayso_error e, bad;
    bool came = !sayso_fetch(r->uri, &fo, &f, &e), ok = true;
    if (!came && l->stop) return true; /* it stays among what is to be asked for */
    /* the taker first: what it could not keep is fetched again */
    if (came && r->kind == SAYSO_WATCH_REPORT && f.status >= 200 && f.status < 300 && f.n) ok = l->take(l->taker, r, &f);
    char *uri = strdup(r->uri); /* the request's strings end with it */
    ok = ok && uri;
    if (ok && sayso_watch_take(l->watch, r->id, now_ms(l), came ? &f : NULL, &o, &bad)) {
        complain(&bad);
        ok = false;
    } else if (ok) {
        tell_outcome(l, &(sayso_watch_request){.uri = uri}, &f, &o, &e);
        l->unsaved = true;
        l->failed += o.kind == SAYSO_WATCH_LATER || (o.kind == SAYSO_WATCH_DROPPED && !(f.status >= 300 && f.status < 400));
    }
    free(uri);
    sayso_fetched_free(&f);
    return ok;
}

/* Goes on until it is asked to stop, or, with --once, until all that was due has been asked for. */
static int run(struct loop *l) {
    bool ok = true;
    while (ok && !is_asked_to_stop(l)) {
        sayso_watch_request r;
        sayso_error e;
        int64_t wait_ms;
        if (sayso_watch_step(l->watch, now_ms(l), &r, &wait_ms, &e)) {
            complain(&e);
            ok = false;
        } else if (r.kind == SAYSO_WATCH_REFUSED) {
            tell(l, "refused by robots.txt", &r, "");
            l->unsaved = true;
            l->failed++;
        } else if (r.kind != SAYSO_WATCH_WAIT)
            ok = fetch(l, &r);
        else if (wait_ms < 0 || (l->o->once && sayso_watch_settled(l->watch)))
            break;
        else
            wait_for(l, wait_ms);
        if (ok && now_ms(l) - l->saved > SAVE_EVERY) ok = save(l);
    }
    if (!save(l) || !ok) return EXIT_OUTPUT;
    return l->failed && l->o->once ? EXIT_SOME : EXIT_READ;
}

int watch_run(const struct options *o, watch_take *take, const struct watch_state *keep, void *taker) {
    struct buffer state = {0};
    struct loop l = {
        .o = o, .take = take, .state = keep, .taker = taker, .began = clock_ms(CLOCK_REALTIME) - clock_ms(CLOCK_BOOTTIME)};
    l.saved = now_ms(&l);
    sayso_watch_options wo = {
        .interval_s = o->interval_ms ? (uint32_t)((o->interval_ms + 999) / 1000) : 0, .host_gap_ms = o->gap_ms, .once = o->once};
    sayso_error e;
    if (o->state && !load(o->state, &state)) return EXIT_OUTPUT;
    if (!o->state && keep && !keep->load(keep->taker, &state)) return EXIT_STORE;
    l.watch = sayso_watch_open((sayso_strings){o->words, (uint32_t)o->n_words}, &wo, state.n ? state.bytes : NULL, state.n, &e);
    buffer_free(&state);
    if (!l.watch) {
        if (!*e.input && o->state) snprintf(e.input, sizeof e.input, "%s", o->state);
        complain(&e);
        return EXIT_USAGE;
    }
    sigset_t before;
    sigemptyset(&l.signals);
    sigaddset(&l.signals, SIGINT);
    sigaddset(&l.signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &l.signals, &before);
    int code = run(&l);
    struct timespec none = {0};
    while (sigtimedwait(&l.signals, NULL, &none) > 0) {
    } /* what asked us to stop has been answered */
    sigprocmask(SIG_SETMASK, &before, NULL);
    sayso_watch_free(l.watch);
    return code;
}

/* ---- the command ------------------------------------------------------------------------------------------------- */

static void put_field(const char *s) {
    for (; s && *s; s++) putchar((unsigned char)*s < ' ' ? ' ' : *s);
}

/* A line for each report: address, bytes, title. */
static bool print_report(void *taker, const sayso_watch_request *r, const sayso_fetched *f) {
    (void)taker;
    put_field(r->uri);
    printf("\t%zu\t", f->n);
    put_field(r->title);
    putchar('\n');
    return !fflush(stdout);
}

int watch_command(struct options *o) {
    if (!o->n_words) {
        fputs("sayso watch: no feed; give addresses of feeds or news sitemaps\n", stderr);
        return EXIT_USAGE;
    }
    return o->no_db ? watch_run(o, print_report, NULL, NULL) : watch_into_db(o);
}
