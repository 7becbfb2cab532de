/* sayso, the store: reports, stories and what people have corrected, in one SQLite file. Included by sayso.h.
 *
 *     sayso_store *s = sayso_store_open("stories.db", NULL, &e);
 *     sayso_store_add(s, report, &(sayso_arrival){.bytes = b, .n = n, .uri = uri}, &added, &e);
 *     sayso_store_close(s);
 *
 * What a call has acknowledged with SAYSO_OK outside a batch (inside: what sayso_store_commit has) is on disk; a process
 * killed at any moment loses nothing of it and leaves the file sound. Several processes may add at once: they take turns.
 * Threads: one handle belongs to one thread at a time; open one for each.
 */
#ifndef SAYSO_STORE_H
#define SAYSO_STORE_H
#include "sayso.h"

typedef struct sayso_store sayso_store;

typedef struct sayso_store_options { /* all zero: defaults */
    bool read_only;                  /* must be there; nothing is written, but that an older one is brought up to this version */
    bool no_keep;                    /* the bytes as received are not kept, their hash is */
    uint32_t wait_ms;                /* for other processes; default 10,000 */
} sayso_store_options;

/* Opens a database, and makes it where there is none (not with read_only). An older one is brought up to this version, wholly or,
 * where that is interrupted, not at all.
 *   returns  a store, or NULL with *e filled: SAYSO_IO, SAYSO_FORMAT (no database of sayso's, or one of a later version),
 *            SAYSO_NOMEM */
sayso_store *sayso_store_open(const char *path, const sayso_store_options *options, sayso_error *e);
void sayso_store_close(sayso_store *s); /* an open batch is given up; NULL is allowed */

/* ---- adding ------------------------------------------------------------------------------------------------------ */
typedef struct sayso_arrival { /* how a report came in; strings may be NULL */
    const void *bytes;         /* as received */
    size_t n;
    const char *name, *uri, *media_type, *headers;
    const char *received; /* ISO 8601; NULL: now */
    const char *via;      /* the feed that named it */
} sayso_arrival;

typedef struct sayso_added {
    int64_t report, story; /* their numbers in the database */
    bool known;            /* these bytes were there already: nothing was done */
    bool same_text;        /* the page changed, not the report in it: as it was read now it stands in the old one's place */
    bool new_story;
    uint32_t revision; /* 1: first of its address */
    int64_t previous;  /* the report that this one is the next revision of; 0 */
} sayso_added;

/* Adds a report made by sayso_read with a model: keeps it, finds its story and makes that anew. SAYSO_IO (disk full, held by
 * another process too long), SAYSO_USAGE (read-only; read without a model), SAYSO_NOMEM; nothing is changed then. */
sayso_code sayso_store_add(sayso_store *s, const sayso_report *r, const sayso_arrival *a, sayso_added *out, sayso_error *e);

/* Many adds at the cost of one: between them nothing is on disk yet, and stories are made anew once, at commit. Other
 * processes wait meanwhile: keep batches short. */
sayso_code sayso_store_begin(sayso_store *s, sayso_error *e);
sayso_code sayso_store_commit(sayso_store *s, sayso_error *e);
void sayso_store_rollback(sayso_store *s);

/* ---- looking ----------------------------------------------------------------------------------------------------- */
typedef struct sayso_store_query { /* all zero: everything */
    const char *words;             /* full text: reports, claims, people, places, dates */
    const char *place, *kind;      /* of a story: a name on its place's path or a country code; its kind */
    const char *from, *to;         /* day of the incident, ISO 8601, both included */
    int64_t story;                 /* of reports: in this story */
    int64_t before;                /* paging of stories: changes before this one (sayso_story_row.change) */
    uint32_t limit, offset;        /* default 50; 0 */
    int64_t report;                /* of reports: this one alone */
    int64_t revisions_of;          /* of reports: all of this one's address, first to latest */
} sayso_store_query;

typedef struct sayso_story_row {
    int64_t story, change; /* number; number of its latest change */
    const char *title, *kind, *day, *place, *country, *changed, *published;
    bool has_point;
    double lat, lon;
    uint32_t reports, roots, conflicts;
} sayso_story_row;
typedef struct sayso_report_row {
    int64_t report, story, previous;
    uint32_t revision;
    bool latest;
    const char *id, *title, *outlet, *published, *received, *uri, *name, *why;
    const char *snippet; /* of what was looked for, the found words in « »; NULL */
} sayso_report_row;
typedef struct sayso_change_row {
    int64_t change, story;
    const char *at, *title, *words; /* "killed: at least 3 (2 roots)", "new report: Norrhaven Herald" */
} sayso_change_row;

/* Rows are lent during the call; a false return ends the listing. Stories newest change first; reports by relevance where
 * words are given, else newest first; changes from `after` on, oldest first. SAYSO_OK, SAYSO_IO, SAYSO_USAGE (words that
 * cannot be looked for). */
typedef bool sayso_story_take(void *taker, const sayso_story_row *row);
typedef bool sayso_report_take(void *taker, const sayso_report_row *row);
typedef bool sayso_change_take(void *taker, const sayso_change_row *row);
sayso_code sayso_store_stories(sayso_store *s, const sayso_store_query *q, sayso_story_take *take, void *taker, sayso_error *e);
sayso_code sayso_store_find(sayso_store *s, const sayso_store_query *q, sayso_report_take *take, void *taker, sayso_error *e);
sayso_code sayso_store_changes(sayso_store *s, int64_t after, uint32_t limit, sayso_change_take *take, void *taker,
                               sayso_error *e);
/* The latest changes of the stories that a query has, as an Atom 1.0 feed, newest first; q->limit of them, default 100. */
sayso_code sayso_store_atom(sayso_store *s, const sayso_store_query *q, sayso_write write, void *stream, sayso_error *e);
/* Who is a source in which story, by name: q->words is a name or its beginning (without case); q->story a story. Named ones
 * first, then those of most stories. */
typedef struct sayso_source_row {
    const char *name, *kind, *relays; /* relays: who it has it from, in that story; NULL */
    bool named;
    int64_t story;  /* one of them, the latest */
    uint32_t index; /* into that story's sources */
    uint32_t stories;
} sayso_source_row;
typedef bool sayso_source_take(void *taker, const sayso_source_row *row);
/* each: a row for each story; else one for each name. */
sayso_code sayso_store_sources(sayso_store *s, const sayso_store_query *q, bool each, sayso_source_take *take, void *taker,
                               sayso_error *e);
/* How many stories a query has; -1 with *e filled. */
int64_t sayso_store_count(sayso_store *s, const sayso_store_query *q, sayso_error *e);
/* The number of the latest change, 0: none; -1 with *e filled. */
int64_t sayso_store_version(sayso_store *s, sayso_error *e);

/* One story, made from its reports as they are now corrected; its id is its number. NULL with *e filled: SAYSO_USAGE (no such
 * story; one merged into another says which), SAYSO_IO, SAYSO_NOMEM. */
sayso_stories *sayso_store_story(sayso_store *s, int64_t story, sayso_error *e);
/* The story's JSON as it was last made, for those who serve it; *json is freed with free(). */
sayso_code sayso_store_story_json(sayso_store *s, int64_t story, char **json, size_t *n, sayso_error *e);
/* The number of a story's latest change (it moves with every change of its JSON), and the story it has been merged into, 0: none.
 * SAYSO_USAGE: there is no such story. */
sayso_code sayso_store_story_change(sayso_store *s, int64_t story, int64_t *change, int64_t *merged_into, sayso_error *e);
/* One report's record, corrected. */
sayso_report *sayso_store_report(sayso_store *s, int64_t report, sayso_error *e);
/* The report of a record id ("sha256:..."), its latest; 0 where there is none, -1 with *e filled. */
int64_t sayso_store_report_of(sayso_store *s, const char *id, sayso_error *e);
/* The number of the story a report lies in. */
sayso_code sayso_store_story_of(sayso_store *s, int64_t report, int64_t *story, sayso_error *e);
/* What later revisions of the report's address changed, each against the one before it, oldest first: those numbered from `first`
 * on, at most `limit` of them (0: all). SAYSO_USAGE: no such report. Text that only moved is no change. */
typedef struct sayso_revision_row {
    int64_t report, previous; /* the revision and the one before it */
    uint32_t revision;
    bool publication;                  /* a field of the publication (slot is its name), else a claim */
    const char *slot, *was, *is;       /* was NULL: added; is NULL: removed */
    const char *was_said_by, *said_by; /* of a claim: "Meridian Press > sheriff"; "": the report's own word; NULL with was, is */
    const char *words;                 /* all in a line: "killed: 2 -> 3 (sheriff)" */
} sayso_revision_row;
typedef bool sayso_revision_take(void *taker, const sayso_revision_row *row);
sayso_code sayso_store_revisions(sayso_store *s, int64_t report, uint32_t first, uint32_t limit, sayso_revision_take *take,
                                 void *taker, sayso_error *e);
/* How many revisions the report's address has; -1 with *e filled. */
int64_t sayso_store_count_revisions(sayso_store *s, int64_t report, sayso_error *e);
/* The bytes as received; SAYSO_USAGE where they were not kept. out is freed with sayso_fetched_free. */
sayso_code sayso_store_bytes(sayso_store *s, int64_t report, sayso_fetched *out, sayso_error *e);

/* ---- what people decide ------------------------------------------------------------------------------------------ */
#define SAYSO_CORRECTIONS(X)  \
    X(TOGETHER, "together")   \
    X(APART, "apart")         \
    X(SAME, "same")           \
    X(DIFFERENT, "different") \
    X(NOT_THAT, "not_that")   \
    X(SPEAKER, "speaker")     \
    X(MISREAD, "misread")
#define SAYSO_X(n, s) SAYSO_CORRECTION_##n,
typedef enum sayso_correction_kind { SAYSO_CORRECTIONS(SAYSO_X) } sayso_correction_kind;
#undef SAYSO_X
const char *sayso_correction_name(sayso_correction_kind k);

/* Words are named by report and span, with the words themselves, so that a correction survives a new reading of the same text.
 *   TOGETHER, APART   report and other belong into one story, or never do
 *   SAME, DIFFERENT   the mention at span (in report) and the one at other_span (in other) are one person or thing, or two
 *   NOT_THAT          the mention at span is not of the entity it was put to
 *   SPEAKER           what is claimed or quoted at span is said by `text` (a name), or by the source mentioned at other_span
 *   MISREAD           the claim at span, in slot `text` (NULL: all slots), is not what the report says */
typedef struct sayso_correction {
    int64_t id; /* given by the store */
    sayso_correction_kind kind;
    int64_t report, other; /* other 0: the same report */
    sayso_span span, other_span;
    const char *text;
    const char *who, *made; /* who decided; when, ISO 8601 (NULL: now) */
    const char *words;      /* filled by the store: the words at span */
    bool undone;
} sayso_correction;

/* Writes one down and applies it: stories that it touches are made anew. *id is its number. SAYSO_USAGE: it names nothing
 * that is there. */
sayso_code sayso_store_correct(sayso_store *s, const sayso_correction *c, int64_t *id, sayso_error *e);
sayso_code sayso_store_undo(sayso_store *s, int64_t correction, const char *who, sayso_error *e);
typedef bool sayso_correction_take(void *taker, const sayso_correction *row);
/* All of them, newest first, undone ones too; story 0: of all stories. */
sayso_code sayso_store_corrections(sayso_store *s, int64_t story, sayso_correction_take *take, void *taker, sayso_error *e);
/* The whole of stories a and b is one; a lives on. Reports (n of them) leave their story for one of their own: *story. */
sayso_code sayso_store_merge(sayso_store *s, int64_t a, int64_t b, const char *who, sayso_error *e);
sayso_code sayso_store_split(sayso_store *s, const int64_t *reports, uint32_t n, const char *who, int64_t *story, sayso_error *e);

/* ---- reports that wait to be read --------------------------------------------------------------------------------- */
#define SAYSO_JOBS(X)     \
    X(WAITING, "waiting") \
    X(READING, "reading") \
    X(DONE, "done")       \
    X(FAILED, "failed")
#define SAYSO_X(n, s) SAYSO_JOB_##n,
typedef enum sayso_job_state { SAYSO_JOBS(SAYSO_X) } sayso_job_state;
#undef SAYSO_X
const char *sayso_job_state_name(sayso_job_state k);

/* One whose reading has ended the program so often is failed, not read again. */
enum { SAYSO_JOB_ATTEMPTS = 3 };

/* A report that somebody sent, kept from sayso_store_job_put on until it is over; then what became of it, of the latest 500. */
typedef struct sayso_job {
    int64_t job; /* given by the store, never twice */
    sayso_job_state state;
    const char *name, *media_type, *uri; /* as for sayso_read; NULL allowed */
    const void *bytes;                   /* NULL: to be fetched from uri; in lists always */
    size_t n;
    bool record;                /* the bytes are a record, to be read back */
    uint32_t attempts;          /* how often its reading was begun */
    int64_t report, story;      /* of one that is done */
    const char *code, *message; /* of one that failed: the code's name, or "ENDED": reading it ended the program */
} sayso_job;
typedef struct sayso_job_limits { /* of those that wait, with the new one */
    int64_t jobs;
    uint64_t bytes;
} sayso_job_limits;

/* On disk when it returns; *number is its number. SAYSO_LIMIT: too many wait (most NULL: no limit). */
sayso_code sayso_store_job_put(sayso_store *s, const sayso_job *j, const sayso_job_limits *most, int64_t *number, sayso_error *e);
/* Before the first sayso_store_job_next of a process: what another, now ended, had begun waits again, or has failed. */
sayso_code sayso_store_jobs_again(sayso_store *s, sayso_error *e);
/* Begins the one that waits longest: *out, freed with free(); NULL where none waits. */
sayso_code sayso_store_job_next(sayso_store *s, sayso_job **out, sayso_error *e);
/* It is over; in one batch with the sayso_store_add of its report, both or neither. SAYSO_USAGE: it was over already. */
sayso_code sayso_store_job_done(sayso_store *s, int64_t job, const sayso_added *added, sayso_error *e);
sayso_code sayso_store_job_failed(sayso_store *s, int64_t job, const char *code, const char *message, sayso_error *e);
/* It waits again, and its attempt is not counted: it was interrupted on purpose. */
sayso_code sayso_store_job_back(sayso_store *s, int64_t job, sayso_error *e);
/* Job number `job`, or 0: all, oldest first. */
typedef bool sayso_job_take(void *taker, const sayso_job *row);
sayso_code sayso_store_jobs(sayso_store *s, int64_t job, sayso_job_take *take, void *taker, sayso_error *e);

/* ---- feeds ------------------------------------------------------------------------------------------------------- */
/* Bytes kept under a name, for whoever watches feeds: sayso_watch_save. NULL bytes: forget it. */
sayso_code sayso_store_keep_state(sayso_store *s, const char *name, const void *bytes, size_t n, sayso_error *e);
/* *bytes NULL where there are none; freed with free(). */
sayso_code sayso_store_state(sayso_store *s, const char *name, char **bytes, size_t *n, sayso_error *e);
#endif
