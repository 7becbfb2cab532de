/* sayso, stories: many reports in, what they agree on and what not, counted in independent roots. Included by sayso.h.
 *
 *     sayso_stories *s = sayso_stories_make(reports, n, NULL, &e);
 *     for (uint32_t i = 0; i < sayso_stories_count(s); i++)
 *         sayso_story_print(s, i, SAYSO_TEXT, NULL, my_write, my_stream, &e);
 *     sayso_stories_free(s);
 *
 * A story is made of report records alone; it repeats of them what a reader needs, so that it stands without them. Field
 * meanings: docs/RECORD.md ("Story record"); who counts as independent of whom: docs/INDEPENDENCE.md.
 */
#ifndef SAYSO_STORY_H
#define SAYSO_STORY_H
#include "sayso.h"

/* ---- the story record -------------------------------------------------------------------------------------------- */
typedef struct sayso_story_report { /* strings NULL where the record has none */
    const char *id;                 /* of the report record: "sha256:..." */
    const char *name;               /* input.name */
    const char *title, *outlet, *published, *modified, *uri;
    int32_t outlet_source; /* index into sources: the outlet itself */
    int32_t carries;       /* index into sources: the agency whose line it carries ("(AP)", RSS source), -1 */
    int32_t copy_of;       /* index into reports: the earliest whose words it repeats, -1 */
    int32_t words_of;      /* index into reports: the one it shares the most words with, copy or not; -1 */
    float copied;          /* share of its words that stand in words_of, 0..1 */
    int32_t leans_on;      /* index into sources: the agency that all its pictures and eyewitnesses come from, -1 */
    const char *why;       /* why it is in this story, in words: "same day, same place (Dunmore), Ann Roe named in both" */
} sayso_story_report;

typedef struct sayso_story_mention { /* where a source stands in the records */
    int32_t report;                  /* index into the story's reports */
    int32_t source;                  /* index into that record's sources; -1: the outlet that published it */
} sayso_story_mention;

typedef struct sayso_story_source {
    const char *name;
    sayso_source_kind kind;
    bool named;
    int32_t root;     /* the source it merely relays, -1: an origin of its own */
    sayso_ids maybe;  /* others it is possibly the same as: shown as such, never merged */
    const char *role; /* "photographer", "eyewitness": of a person who works for another source; NULL */
    int32_t of;       /* the source that one works for ("AP's photographer"), -1 */
    bool voice;       /* speaks for that one, as its head or spokesman: the two are one origin */
    SAYSO_LIST(sayso_story_mention, mentions);
} sayso_story_source;

#define SAYSO_STANCES(X) X(SAYS, "says") X(DENIES, "denies") X(RETRACTS, "retracts") X(CORRECTS, "corrects")
#define SAYSO_X(n, s) SAYSO_STANCE_##n,
typedef enum sayso_stance { SAYSO_STANCES(SAYSO_X) } sayso_stance;
#undef SAYSO_X
const char *sayso_stance_name(sayso_stance s);

typedef struct sayso_story_claim {
    int32_t report;  /* index into reports */
    int32_t claim;   /* index into that record's claims; -1: the incident's value without a claim of its own */
    sayso_ids chain; /* indexes into sources, outermost first, the outlet left out; -1 a link that nobody names */
    int32_t root;    /* index into sources: where it comes from; -1: nobody names anybody ("is said to") */
    sayso_stance stance;
    bool hedged;
    const char *said_at; /* ISO 8601: when the report says it was said, else when it was published; NULL */
    sayso_span span;     /* in the report's text */
    const char *words;   /* that span's words */
} sayso_story_claim;

#define SAYSO_FACT_STATUSES(X)        \
    X(CORROBORATED, "corroborated")   \
    X(SINGLE_SOURCE, "single_source") \
    X(CONFLICTING, "conflicting")     \
    X(SUPERSEDED, "superseded")       \
    X(UNATTRIBUTED, "unattributed")   \
    X(DENIED, "denied")               \
    X(RETRACTED, "retracted")         \
    X(CONFIRMED, "confirmed")         \
    X(CALLED_OFF, "called_off")
#define SAYSO_X(n, s) SAYSO_FACT_##n,
typedef enum sayso_fact_status { SAYSO_FACT_STATUSES(SAYSO_X) } sayso_fact_status;
#undef SAYSO_X
const char *sayso_fact_status_name(sayso_fact_status s);

typedef enum sayso_story_value_kind {
    SAYSO_STORY_TEXT,  /* words: said, what, motive, weapon */
    SAYSO_STORY_COUNT, /* count */
    SAYSO_STORY_NAME,  /* somebody or something: text, named */
    SAYSO_STORY_TIME,  /* text is a TIMEX3 value */
    SAYSO_STORY_PLACE  /* text, path, point */
} sayso_story_value_kind;

typedef struct sayso_story_value { /* one value of a slot, with all that speaks for and against it */
    sayso_story_value_kind kind;
    sayso_count count;
    const char *text;       /* the fullest form of it; of a COUNT NULL */
    bool named;             /* NAME: by name, not by description */
    sayso_strings variants; /* other words for the same: translations, shorter forms, aliases */
    sayso_strings path;     /* PLACE: from narrow to wide */
    const char *country;    /* PLACE: ISO 3166-1 alpha-2, NULL */
    bool has_point;
    double lat, lon;
    sayso_fact_status status;           /* of this value alone */
    const char *first_said, *last_said; /* ISO 8601, NULL */
    SAYSO_LIST(sayso_story_claim, claims);
    sayso_ids reports; /* indexes into reports, copies too */
    sayso_ids roots;   /* indexes into sources: the independent origins of those who say it (not of those who deny it) */
} sayso_story_value;

typedef struct sayso_story_fact {
    const char *slot;  /* killed, injured, agent, victim, place, time, weapon, shots, motive, said, ... */
    const char *about; /* what event or, of "said", which speaker; NULL: the incident */
    sayso_fact_status status;
    SAYSO_LIST(sayso_story_value, values); /* best supported first: by roots, then reports, then the latest */
} sayso_story_fact;

typedef struct sayso_story_moment { /* of the time line */
    const char *time;               /* TIMEX3 value or ISO 8601, NULL where none is known */
    const char *event;              /* in words */
    const char *kind;               /* of the event: "shooting"; "value" where a value was first said or replaced */
    sayso_status status;            /* happened, planned, called_off, ... */
    bool incident;                  /* the incident itself or a part of it; false: background, before or after */
    SAYSO_LIST(sayso_story_claim, claims);
} sayso_story_moment;

typedef struct sayso_story_conflict {
    const char *slot;
    int32_t fact;     /* index into facts */
    sayso_ids values; /* indexes into that fact's values */
    const char *why;  /* one sentence: "Killed: 3, says the sheriff (since 18:20); 4, says the union president." */
} sayso_story_conflict;

typedef struct sayso_story {
    const char *id;    /* "s" and hex: of its earliest report; in a database the story's number: "12" */
    const char *title; /* of its earliest report that is no copy and whose headline says nothing by now superseded */
    const char *kind;  /* shooting, fire, ...; NULL */
    const char *time;  /* day of the incident, TIMEX3; NULL */
    int32_t place;     /* index of the "place" fact's value that is the incident's, in fact place_fact; -1 */
    int32_t place_fact;
    SAYSO_LIST(sayso_story_report, reports); /* earliest first */
    SAYSO_LIST(sayso_story_source, sources);
    SAYSO_LIST(sayso_story_fact, facts);
    SAYSO_LIST(sayso_story_moment, timeline);
    SAYSO_LIST(sayso_story_conflict, conflicts);
    uint32_t n_roots; /* independent origins behind the incident's facts */
} sayso_story;

/* ---- making ------------------------------------------------------------------------------------------------------ */
typedef struct sayso_stories sayso_stories;

typedef struct sayso_story_options { /* all zero: defaults */
    bool one;                        /* all reports are of one incident: no grouping */
    uint32_t n_threads;              /* default 1 */
} sayso_story_options;

/* Groups finished reports into stories and makes each of them.
 *   reports  n of them, in any order, each read by sayso_read with a model or by sayso_report_parse; borrowed during the
 *            call. The same text given twice counts once.
 *   returns  the stories, newest first, or NULL with *e filled: SAYSO_NOMEM, SAYSO_LIMIT */
sayso_stories *sayso_stories_make(const sayso_report *const *reports, uint32_t n, const sayso_story_options *options,
                                  sayso_error *e);
void sayso_stories_free(sayso_stories *s);
uint32_t sayso_stories_count(const sayso_stories *s);
/* Story i; lives as long as *s. */
const sayso_story *sayso_stories_at(const sayso_stories *s, uint32_t i);

/* Prints story i.
 *   f        SAYSO_TEXT (to be read aloud), SAYSO_JSON, SAYSO_JSONL, SAYSO_CSV (a row for each claim of each value),
 *            SAYSO_PLOVER, SAYSO_GEOJSON, SAYSO_CLAIMREVIEW; others: SAYSO_USAGE
 *   options  may be NULL. Returns SAYSO_OK or fills *e. */
sayso_code sayso_story_print(const sayso_stories *s, uint32_t i, sayso_format f, const sayso_print_options *options,
                             sayso_write write, void *stream, sayso_error *e);
/* Prints what stands once before the stories of a stream: CSV's header; nothing in other formats. SAYSO_OK or SAYSO_IO. */
sayso_code sayso_story_print_header(sayso_format f, sayso_write write, void *stream);
#endif
