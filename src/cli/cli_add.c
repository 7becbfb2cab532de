/* sayso add: reports into a database. Batches of adds share one commit; the lines of a batch come when it is on disk. */
#include "cli.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 64 };

struct adding {
    const struct options *o;
    sayso_store *store;
    struct {
        sayso_added added;
        char name[256];
    } lines[BATCH];
    int n;
    bool failed; /* the database failed: nothing more is added */
    bool some;   /* a report could not be added */
};

sayso_store *db_open(const struct options *o, bool read_only) {
    sayso_error e;
    sayso_store *s =
        sayso_store_open(o->db ? o->db : "sayso.db", &(sayso_store_options){.read_only = read_only, .no_keep = o->no_keep}, &e);
    if (!s) complain(&e);
    return s;
}

bool db_number(const struct options *o, const char *word, int64_t *out) {
    const char *at = word + (*word == '#' || *word == 's' || *word == 'r');
    char *end;
    *out = strtoll(at, &end, 10);
    if (end != at && !*end && *out > 0) return true;
    (void)o;
    fprintf(stderr, "sayso: '%s' is no number of a story or report\n", word);
    return false;
}

static void print_line(const sayso_added *a, const char *name) {
    const char *what = a->known ? "known" : a->same_text ? "same text" : a->previous ? "revision" : "added";
    printf("%s: %s, report %" PRId64 ", %sstory %" PRId64, name, what, a->report, a->new_story ? "new " : "", a->story);
    if (a->previous) printf(", revision %" PRIu32 " of report %" PRId64, a->revision, a->previous);
    putchar('\n');
}

struct telling {
    int64_t report;
    uint32_t n;
};
static bool print_change(void *taker, const sayso_revision_row *row) {
    struct telling *t = taker;
    enum { MOST = 20 };
    if (row->report != t->report) return true;
    if (t->n++ == MOST) puts("    ...");
    if (t->n <= MOST) printf("    %s\n", row->words);
    return !ferror(stdout);
}

/* A revision with what it changed. */
static void tell_line(const struct adding *a, const sayso_added *added, const char *name) {
    sayso_error e;
    print_line(added, name);
    if (!added->known && added->previous &&
        sayso_store_revisions(a->store, added->report, added->revision, 1, print_change,
                              &(struct telling){.report = added->report}, &e))
        complain(&e);
}

/* What was added since the last commit is on disk now, and told. */
static bool flush_batch(struct adding *a) {
    sayso_error e;
    if (!a->n) return true;
    if (sayso_store_commit(a->store, &e)) {
        complain(&e);
        a->failed = true;
        return false;
    }
    for (int i = 0; i < a->n && !a->o->quiet; i++) tell_line(a, &a->lines[i].added, a->lines[i].name);
    a->n = 0;
    return fflush(stdout) == 0;
}

static bool take(void *taker, int i, sayso_report *report, const struct input *in) {
    struct adding *a = taker;
    sayso_error e;
    const sayso_record *r = sayso_report_record(report);
    sayso_arrival arrival = {.bytes = in->bytes, .n = in->n, .name = r->input.name, .uri = in->uri, .media_type = in->media_type};
    (void)i;
    bool ok = a->n || !sayso_store_begin(a->store, &e);
    if (ok && sayso_store_add(a->store, report, &arrival, &a->lines[a->n].added, &e)) {
        complain(&e);
        a->some = true;
        if (!a->n) sayso_store_rollback(a->store);
        ok = e.code == SAYSO_USAGE; /* one report that cannot be put there; all else is of the database */
        sayso_report_free(report);
        return ok;
    }
    if (!ok) {
        complain(&e);
        a->failed = true;
    } else {
        snprintf(a->lines[a->n].name, sizeof a->lines[a->n].name, "%s", r->input.name ? r->input.name : r->id);
        a->n++;
    }
    sayso_report_free(report);
    return ok && (a->n < BATCH || flush_batch(a));
}

int add_command(struct options *o) {
    if (!o->n_words) {
        fputs("sayso add: no input; give files, addresses, or - for standard input\n", stderr);
        return EXIT_USAGE;
    }
    struct adding a = {.o = o, .store = db_open(o, false)};
    if (!a.store) return EXIT_STORE;
    int code = reports_read(o, take, &a);
    if (!a.failed) flush_batch(&a);
    sayso_store_close(a.store);
    if (a.failed) return EXIT_STORE;
    return code ? code : a.some ? EXIT_SOME : EXIT_READ;
}
