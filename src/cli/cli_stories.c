/* sayso stories: looks at the stories of a database, and mends them. */
#include "cli.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *or_dash(const char *s) { return s && *s ? s : "-"; }

/* ---- list -------------------------------------------------------------------------------------------------------- */
static void print_string(const char *key, const char *value) {
    printf("\"%s\": ", key);
    if (!value) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (const unsigned char *p = (const unsigned char *)value; *p; p++)
        if (*p == '"' || *p == '\\')
            printf("\\%c", *p);
        else if (*p < ' ')
            printf("\\u%04x", *p);
        else
            putchar(*p);
    putchar('"');
}

static bool print_row_json(const sayso_story_row *r) {
    printf("{\"story\": \"%" PRId64 "\", ", r->story);
    const struct {
        const char *key, *value;
    } words[] = {{"title", r->title},     {"kind", r->kind},       {"time", r->day},           {"place", r->place},
                 {"country", r->country}, {"changed", r->changed}, {"published", r->published}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) print_string(words[i].key, words[i].value), fputs(", ", stdout);
    return printf("\"change\": %" PRId64 ", \"reports\": %u, \"roots\": %u, \"conflicts\": %u}\n", r->change, r->reports,
                  r->roots, r->conflicts) > 0;
}

static bool print_row(void *taker, const sayso_story_row *r) {
    const struct options *o = taker;
    if (o->format_given && o->format == SAYSO_JSONL) return print_row_json(r);
    printf("%" PRId64 "  %s\n    ", r->story, or_dash(r->title));
    const char *parts[] = {r->kind, r->place, r->day};
    for (int i = 0; i < 3; i++)
        if (parts[i]) printf("%s, ", parts[i]);
    printf("%u report%s, %u independent root%s", r->reports, r->reports == 1 ? "" : "s", r->roots, r->roots == 1 ? "" : "s");
    if (r->conflicts) printf(", %u open conflict%s", r->conflicts, r->conflicts == 1 ? "" : "s");
    return putchar('\n') != EOF;
}

static int list(struct options *o, sayso_store *s) {
    sayso_error e;
    sayso_store_query q = {.place = o->place, .kind = o->kind, .from = o->from, .to = o->to, .limit = o->limit};
    if (o->format_given && o->format != SAYSO_TEXT && o->format != SAYSO_JSONL) {
        fputs("sayso stories list: the formats are text and jsonl\n", stderr);
        return EXIT_USAGE;
    }
    if (!sayso_store_stories(s, &q, print_row, o, &e)) return EXIT_READ;
    complain(&e);
    return EXIT_STORE;
}

/* ---- show, why --------------------------------------------------------------------------------------------------- */
static int show(struct options *o, sayso_store *s) {
    sayso_error e;
    int code = EXIT_READ;
    for (int i = 1; i < o->n_words && !code; i++) {
        int64_t id;
        if (!db_number(o, o->words[i], &id)) return EXIT_USAGE;
        sayso_stories *story = sayso_store_story(s, id, &e);
        if (!story) {
            complain(&e);
            return e.code == SAYSO_USAGE ? EXIT_USAGE : EXIT_STORE;
        }
        struct options one = *o;
        one.n_words = 0;
        code = stories_print(&one, story);
        sayso_stories_free(story);
    }
    return code;
}

/* Why a report lies in its story; the story's other reports with their own reasons. */
static int why(struct options *o, sayso_store *s) {
    sayso_error e;
    int64_t report;
    if (!db_number(o, o->words[1], &report)) return EXIT_USAGE;
    sayso_report *r = sayso_store_report(s, report, &e);
    int64_t story = 0;
    if (!r || sayso_store_story_of(s, report, &story, &e)) {
        sayso_report_free(r);
        complain(&e);
        return e.code == SAYSO_USAGE ? EXIT_USAGE : EXIT_STORE;
    }
    sayso_stories *all = sayso_store_story(s, story, &e);
    const sayso_story *y = all ? sayso_stories_at(all, 0) : NULL;
    printf("Report %" PRId64 " is in story %" PRId64 ": %s\n", report, story, y ? or_dash(y->title) : "-");
    for (uint32_t i = 0; y && i < y->n_reports; i++) {
        const sayso_story_report *p = &y->reports[i];
        if (strcmp(p->id, sayso_report_record(r)->id)) continue;
        printf("Because: %s\n", p->why && *p->why   ? p->why
                                : y->n_reports == 1 ? "it is the only report of it"
                                                    : "it is its first report");
        if (p->copy_of >= 0)
            printf("It repeats the words of %s (%.0f %% of its own).\n", or_dash(y->reports[p->copy_of].outlet),
                   (double)p->copied * 100);
    }
    sayso_stories_free(all);
    sayso_report_free(r);
    return EXIT_READ;
}

/* ---- merge, split ------------------------------------------------------------------------------------------------ */
static const char *decider(const struct options *o) { return o->who ? o->who : getenv("USER"); }

static int failed(const sayso_error *e) {
    complain(e);
    return e->code == SAYSO_USAGE ? EXIT_USAGE : EXIT_STORE;
}

static int merge(struct options *o, sayso_store *s) {
    sayso_error e;
    int64_t a, b;
    if (!db_number(o, o->words[1], &a) || !db_number(o, o->words[2], &b)) return EXIT_USAGE;
    if (sayso_store_merge(s, a, b, decider(o), &e)) return failed(&e);
    printf("Story %" PRId64 " and story %" PRId64 " are one.\n", a, b);
    return EXIT_READ;
}

static int split(struct options *o, sayso_store *s) {
    sayso_error e;
    int64_t story, *reports = calloc((size_t)o->n_words, sizeof *reports);
    int n = o->n_words - 1, code = reports ? EXIT_READ : EXIT_STORE;
    for (int i = 0; i < n && !code; i++)
        if (!db_number(o, o->words[i + 1], &reports[i])) code = EXIT_USAGE;
    if (!code && sayso_store_split(s, reports, (uint32_t)n, decider(o), &story, &e)) code = failed(&e);
    if (!code) printf("%d report%s: now story %" PRId64 ".\n", n, n == 1 ? "" : "s", story);
    free(reports);
    return code;
}

/* ---- revisions --------------------------------------------------------------------------------------------------- */
static bool print_revision(void *taker, const sayso_revision_row *row) {
    int64_t *last = taker;
    if (*last != row->report)
        printf("Revision %u, report %" PRId64 " after report %" PRId64 ":\n", row->revision, row->report, row->previous);
    *last = row->report;
    return printf("    %s\n", row->words) > 0;
}

static int revisions(struct options *o, sayso_store *s) {
    sayso_error e;
    int64_t report, last = 0;
    if (!db_number(o, o->words[1], &report)) return EXIT_USAGE;
    if (sayso_store_revisions(s, report, 1, 0, print_revision, &last, &e)) return failed(&e);
    if (!last) puts("No revision changed what it says.");
    return EXIT_READ;
}

static const struct {
    const char *name;
    int least, most; /* words behind it; -1: any number */
    bool writes;
    int (*run)(struct options *o, sayso_store *s);
} PARTS[] = {{"list", 0, 0, false, list},           {"show", 1, -1, false, show}, {"why", 1, 1, false, why},
             {"revisions", 1, 1, false, revisions}, {"merge", 2, 2, true, merge}, {"split", 1, -1, true, split}};

int stories_command(struct options *o) {
    static const char *const listing[] = {"list"};
    if (!o->n_words) o->words[o->n_words++] = listing[0];
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (strcmp(o->words[0], PARTS[i].name)) continue;
        int n = o->n_words - 1;
        if (n < PARTS[i].least || (PARTS[i].most >= 0 && n > PARTS[i].most)) break;
        sayso_store *s = db_open(o, !PARTS[i].writes);
        if (!s) return EXIT_STORE;
        int code = PARTS[i].run(o, s);
        sayso_store_close(s);
        return code;
    }
    fputs("sayso stories: list, show ID..., why REPORT, revisions REPORT, merge ID ID or split REPORT...\n", stderr);
    return EXIT_USAGE;
}
