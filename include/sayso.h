/* sayso: reads news reports of incidents and shows what is claimed, on whose say-so.
 *
 * The one public header. A model is opened once; bytes are read into a report; the report is walked through its record
 * (plain const structs below), or printed in a format; then it is freed.
 *
 *     sayso_error e;
 *     sayso_model *m = sayso_model_open(NULL, NULL, &e);
 *     sayso_report *r = sayso_read(m, bytes, n, &(sayso_read_options){.name = "a.html"}, &e);
 *     sayso_print(r, SAYSO_JSON, NULL, my_write, my_stream, &e);
 *     sayso_report_free(r);
 *     sayso_model_free(m);
 *
 * Threads: a loaded model and a finished report are read-only and may be shared by any number of threads. One report is
 * made by one call of sayso_read; calls may run side by side on one model. Nothing here keeps global state, prints or exits.
 * Positions are byte offsets [beg, end): into the report's text (UTF-8) unless said otherwise.
 * Field meanings: docs/RECORD.md (record format "0.1").
 */
#ifndef SAYSO_H
#define SAYSO_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#if defined __GNUC__
#pragma GCC visibility push(default)
#endif

#define SAYSO_VERSION "0.1.0"      /* of the library and program */
#define SAYSO_RECORD_VERSION "0.1" /* of the record format */

/* ---- errors ------------------------------------------------------------------------------------------------------ */
#define SAYSO_ERRORS(X)                                \
    X(OK, "no error")                                  \
    X(NOMEM, "out of memory")                          \
    X(LIMIT, "a limit is passed")                      \
    X(FORMAT, "the input is not of a readable form")   \
    X(ENCODING, "the input's text encoding is broken") \
    X(EMPTY, "the input holds no text")                \
    X(IO, "reading or writing failed")                 \
    X(MODEL, "the model file cannot be used")          \
    X(FETCH, "the address could not be fetched")       \
    X(USAGE, "wrong use")
typedef enum sayso_code {
#define SAYSO_X(name, message) SAYSO_##name,
    SAYSO_ERRORS(SAYSO_X)
#undef SAYSO_X
} sayso_code;

typedef struct sayso_error {
    sayso_code code;
    const char *stage; /* "page", "text", "model", "report", "record", "out", ...: static string */
    uint64_t byte;     /* position in the input where it went wrong; 0 where there is none */
    char message[160]; /* what is wrong, in one line, without stage, byte and input */
    char input[200];   /* the input's name */
} sayso_error;

/* The fixed message of a code, static. */
const char *sayso_code_message(sayso_code code);

/* ---- the record -------------------------------------------------------------------------------------------------- */
typedef struct sayso_span {
    uint32_t beg, end; /* beg == end == 0: absent */
} sayso_span;
typedef struct sayso_spans {
    const sayso_span *at; /* in text order */
    uint32_t n;
} sayso_spans;
typedef struct sayso_ids {
    const int32_t *at; /* index into the list the field names; -1 is null */
    uint32_t n;
} sayso_ids;
typedef struct sayso_strings {
    const char *const *at;
    uint32_t n;
} sayso_strings;

/* clang-format off */
#define SAYSO_BLOCK_KINDS(X)                                                                                          \
    X(HEADLINE, "headline")                                                                                           \
    X(DECK, "deck")                                                                                                   \
    X(BYLINE, "byline")                                                                                               \
    X(PARAGRAPH, "paragraph") X(HEADING, "heading") X(LIST_ITEM, "list_item") X(QUOTE, "quote") X(CAPTION, "caption") \
        X(CREDIT, "credit") X(RELATED, "related") X(EMBED, "embed") X(NOTE, "note")
/* clang-format on */
#define SAYSO_MEDIA_KINDS(X) X(IMAGE, "image") X(VIDEO, "video") X(AUDIO, "audio") X(POST, "post")
#define SAYSO_CREDIT_ROLES(X) X(CREATOR, "creator") X(AGENCY, "agency") X(PUBLISHER, "publisher") X(VIA, "via")
#define SAYSO_ENTITY_KINDS(X) \
    X(PERSON, "person")       \
    X(GROUP, "group") X(ORGANIZATION, "organization") X(PLACE, "place") X(FACILITY, "facility") X(THING, "thing")
#define SAYSO_SOURCE_KINDS(X) \
    X(AGENCY, "agency")       \
    X(OUTLET, "outlet")       \
    X(OFFICIAL, "official")   \
    X(PERSON, "person") X(WITNESS, "witness") X(DOCUMENT, "document") X(SOCIAL, "social") X(UNNAMED, "unnamed")
#define SAYSO_FORMS(X) X(DIRECT, "direct") X(INDIRECT, "indirect") X(MIXED, "mixed")
#define SAYSO_X(n, s) SAYSO_BLOCK_##n,
typedef enum sayso_block_kind { SAYSO_BLOCK_KINDS(SAYSO_X) } sayso_block_kind;
#undef SAYSO_X
#define SAYSO_X(n, s) SAYSO_MEDIA_##n,
typedef enum sayso_media_kind { SAYSO_MEDIA_KINDS(SAYSO_X) } sayso_media_kind;
#undef SAYSO_X
#define SAYSO_X(n, s) SAYSO_CREDIT_##n,
typedef enum sayso_credit_role { SAYSO_CREDIT_ROLES(SAYSO_X) } sayso_credit_role;
#undef SAYSO_X
#define SAYSO_X(n, s) SAYSO_ENTITY_##n,
typedef enum sayso_entity_kind { SAYSO_ENTITY_KINDS(SAYSO_X) } sayso_entity_kind;
#undef SAYSO_X
#define SAYSO_X(n, s) SAYSO_SOURCE_##n,
typedef enum sayso_source_kind { SAYSO_SOURCE_KINDS(SAYSO_X) } sayso_source_kind;
#undef SAYSO_X
#define SAYSO_X(n, s) SAYSO_FORM_##n,
typedef enum sayso_form { SAYSO_FORMS(SAYSO_X) } sayso_form;
#undef SAYSO_X

/* The record's word for a value ("list_item", "agency", ...), static. */
const char *sayso_block_kind_name(sayso_block_kind k);
const char *sayso_media_kind_name(sayso_media_kind k);
const char *sayso_credit_role_name(sayso_credit_role r);
const char *sayso_entity_kind_name(sayso_entity_kind k);
const char *sayso_source_kind_name(sayso_source_kind k);
const char *sayso_form_name(sayso_form f);

typedef struct sayso_block {
    sayso_block_kind kind;
    uint8_t level;     /* of a heading or list item, 1 outermost; 0 elsewhere */
    int32_t media;     /* the media item a caption or credit belongs to; -1 */
    sayso_span span;   /* in the text */
    sayso_span source; /* in the input's bytes */
} sayso_block;

typedef struct sayso_credit {
    const char *name;
    sayso_credit_role role;
} sayso_credit;

typedef struct sayso_media {
    sayso_media_kind kind;
    const char *uri;            /* NULL where there is none */
    sayso_span span;            /* the words that tell of it, where the page has no element for it */
    sayso_span caption, credit; /* in the text */
    const sayso_credit *chain;  /* in the order the rights passed */
    uint32_t n_chain;
} sayso_media;

typedef struct sayso_publication { /* NULL: not known */
    const char *title, *outlet;
    sayso_strings bylines;
    const char *published, *modified; /* ISO 8601, with zone where known */
    const char *language;             /* BCP 47 */
    const char *canonical_uri, *dateline;
} sayso_publication;

typedef struct sayso_entity {
    sayso_entity_kind kind;
    bool named;
    const char *name;      /* its fullest name, or its fullest description where it has none */
    sayso_strings aliases; /* other names and descriptions, as in the text */
    sayso_spans titles;
    sayso_spans mentions; /* noun phrases with article and title, without relative clause or apposition */
    sayso_ids told_apart; /* decisions by people, of a database alone: one that has n and one that has -n (n > 0) are two,
                           * whatever their names */
} sayso_entity;

typedef struct sayso_source {
    int32_t entity; /* index into entities, -1 */
    const char *name;
    sayso_source_kind kind;
    bool named;
    sayso_spans mentions;
} sayso_source;

typedef struct sayso_attribution {
    sayso_spans source, cue, content; /* as in the PolNeAR guidelines; source empty where unsaid */
    int32_t source_id;                /* index into sources, -1 where the source is unsaid */
    int32_t within;                   /* the attribution of the one who passes this one on, -1 */
    sayso_form form;
    const char *attitude; /* states, denies, believes, ...: data/cues.tsv; static or the report's */
    float score;          /* the model's probability, 0..1 */
} sayso_attribution;

typedef struct sayso_quote {
    sayso_span span;     /* the words, with their quotation marks */
    int32_t speaker;     /* index into entities, -1 */
    int32_t attribution; /* index into attributions, -1 */
    sayso_ids chain;     /* indexes into sources, outermost first; -1 is a link that nobody names */
} sayso_quote;

typedef enum sayso_relation {
/* clang-format off */
#define SAYSO_RELATIONS(X)                                                                                          \
    X(EQ, "eq")                                                                                                     \
    X(AT_LEAST, "at_least")                                                                                         \
    X(AT_MOST, "at_most")                                                                                           \
    X(MORE_THAN, "more_than") X(LESS_THAN, "less_than") X(ABOUT, "about") X(BETWEEN, "between") X(DOZENS, "dozens") \
        X(SOME, "some")
/* clang-format on */
#define SAYSO_X(n, s) SAYSO_RELATION_##n,
    SAYSO_RELATIONS(SAYSO_X)
#undef SAYSO_X
} sayso_relation;
const char *sayso_relation_name(sayso_relation r);

typedef struct sayso_count { /* a number as it is told: "at least eight" is AT_LEAST, low 8, no high */
    sayso_relation relation;
    bool has_low, has_high; /* EQ has both, the same */
    double low, high;
} sayso_count;

typedef struct sayso_time { /* TIMEX3 (TimeML 1.2.1; ISO 8601) */
    sayso_span span;
    const char *type;  /* DATE, TIME, DURATION, SET */
    const char *value; /* "2016-12-19TEV", "P2D", "PAST_REF", ...: never NULL */
    const char *mod;   /* APPROX, START, MORE_THAN, ...; NULL */
    int32_t anchor;    /* the event it is counted from ("two days after the shooting"), -1 */
} sayso_time;

typedef struct sayso_place {
    sayso_span span;
    int32_t entity;   /* index into entities, -1 */
    const char *name; /* as in the text, without article */
    int64_t geonames; /* GeoNames id, 0 where there is none */
    bool has_point;
    double lat, lon;       /* degrees, WGS 84 */
    const char *country;   /* ISO 3166-1 alpha-2, NULL */
    sayso_strings path;    /* from narrow to wide: itself first, the country last */
    const char *precision; /* facility, area, city, district, region, country, continent; NULL */
    const char *role;      /* event, dateline, mention */
} sayso_place;

typedef struct sayso_amount {
    sayso_span span; /* the number with its bounds, without what is counted */
    sayso_count count;
    const char *of;   /* what is counted: "wounded", "shots fired"; NULL */
    const char *kind; /* count, ordinal, age, money, percent, measure */
    const char *unit; /* of money (ISO 4217) and measures; NULL */
    bool others;      /* besides those already named: "three others" */
} sayso_amount;

#define SAYSO_STATUSES(X)   \
    X(HAPPENED, "happened") \
    X(ONGOING, "ongoing") X(PLANNED, "planned") X(CALLED_OFF, "called_off") X(DENIED, "denied") X(HYPOTHETICAL, "hypothetical")
#define SAYSO_CERTAINTIES(X) X(CERTAIN, "certain") X(PROBABLE, "probable") X(POSSIBLE, "possible")
#define SAYSO_X(n, s) SAYSO_STATUS_##n,
typedef enum sayso_status { SAYSO_STATUSES(SAYSO_X) } sayso_status;
#undef SAYSO_X
#define SAYSO_X(n, s) SAYSO_CERTAINTY_##n,
typedef enum sayso_certainty { SAYSO_CERTAINTIES(SAYSO_X) } sayso_certainty;
#undef SAYSO_X
const char *sayso_status_name(sayso_status s);
const char *sayso_certainty_name(sayso_certainty c);

typedef struct sayso_participant {
    const char *role; /* agent, patient, instrument, beneficiary, ... */
    int32_t entity;   /* index into entities, -1 */
    sayso_span span;  /* the words that name it here; absent where only inferred */
} sayso_participant;

typedef struct sayso_event {
    sayso_span trigger;
    const char *type, *mode; /* PLOVER; mode NULL */
    const char *code;        /* CAMEO, NULL */
    const char *kind;        /* one lower-case noun: assassination, shooting, fire, talks, ...; NULL */
    const sayso_participant *participants;
    uint32_t n_participants;
    int32_t time, place; /* indexes into times, places; -1 */
    sayso_ids amounts;
    sayso_status status;
    sayso_certainty certainty;
    sayso_spans markers;    /* the words that hedge or negate it */
    sayso_ids attributions; /* those in whose content it stands, innermost first */
    sayso_ids same_as;      /* other events of the list that are this one */
} sayso_event;

typedef enum sayso_value_kind {
    SAYSO_VALUE_NONE, /* the words of the claim's span */
    SAYSO_VALUE_TEXT,
    SAYSO_VALUE_COUNT,
    SAYSO_VALUE_ENTITY,
    SAYSO_VALUE_TIME,
    SAYSO_VALUE_PLACE,
    SAYSO_VALUE_EVENT
} sayso_value_kind;
typedef struct sayso_value {
    sayso_value_kind kind;
    const char *text;  /* TEXT */
    int32_t id;        /* ENTITY, TIME, PLACE, EVENT: index into that list */
    sayso_count count; /* COUNT */
} sayso_value;

typedef struct sayso_claim {
    const char *slot; /* what, said, agent, patient, killed, injured, place, time, weapon, shots, motive, ... */
    sayso_value value;
    int32_t about; /* index of an event, -1 */
    sayso_span span;
    sayso_ids chain; /* indexes into sources, outermost first; -1: a link nobody names; empty: the report's own word */
    sayso_spans hedges;
    int32_t attribution; /* -1 */
} sayso_claim;

typedef struct sayso_filler { /* one value of a slot of the incident */
    sayso_value value;
    sayso_ids claims;
    float score; /* how likely it is the incident's, 0..1, by this report alone; 0: not known */
} sayso_filler;
typedef struct sayso_fillers { /* the best supported first */
    const sayso_filler *at;
    uint32_t n;
} sayso_fillers;
typedef struct sayso_incident { /* what the report is mainly about; kind NULL and all empty: no incident */
    const char *kind;
    sayso_ids events;
    sayso_fillers time, place, victims, perpetrators, targets, weapons, killed, injured;
} sayso_incident;

typedef struct sayso_input {
    const char *name, *uri, *media_type, *encoding;
    uint64_t bytes;
    char sha256[65]; /* hex, of the bytes as received */
} sayso_input;

#define SAYSO_LIST(type, name) \
    const type *name;          \
    uint32_t n_##name
typedef struct sayso_record {
    char id[72]; /* "sha256:" and the hex hash of text */
    sayso_input input;
    sayso_publication publication;
    const char *text; /* UTF-8, not NUL-terminated by contract (it is, in fact) */
    uint32_t n_text;
    SAYSO_LIST(sayso_block, blocks);
    SAYSO_LIST(sayso_media, media);
    SAYSO_LIST(sayso_span, sentences);
    SAYSO_LIST(sayso_entity, entities);
    SAYSO_LIST(sayso_source, sources);
    SAYSO_LIST(sayso_attribution, attributions);
    SAYSO_LIST(sayso_quote, quotes);
    SAYSO_LIST(sayso_time, times);
    SAYSO_LIST(sayso_place, places);
    SAYSO_LIST(sayso_amount, amounts);
    SAYSO_LIST(sayso_event, events);
    SAYSO_LIST(sayso_claim, claims);
    sayso_incident incident;
} sayso_record;

/* ---- reading ----------------------------------------------------------------------------------------------------- */
typedef struct sayso_model sayso_model;   /* weights, mapped; shared by threads */
typedef struct sayso_report sayso_report; /* one report's record and all its memory */

typedef enum sayso_compute { SAYSO_COMPUTE_AUTO, SAYSO_COMPUTE_FP32, SAYSO_COMPUTE_INT8 } sayso_compute;
typedef struct sayso_model_options {
    sayso_compute compute; /* AUTO: what this CPU gains by */
} sayso_model_options;

/* What the feed that named a report says of it: taken where the page itself does not say. NULL: nothing. */
typedef struct sayso_feed_says {
    const char *title, *source, *author; /* source: whom the item comes from (RSS <source>) */
    const char *published;               /* ISO 8601 */
} sayso_feed_says;

typedef struct sayso_read_options { /* all zero: defaults */
    const char *name;               /* shown in errors and in input.name; borrowed during the call */
    const char *uri;                /* the address it was fetched from: base for links */
    const char *media_type;         /* "text/html; charset=..." as received; NULL: told by the bytes */
    uint64_t max_bytes;             /* default 64 MiB */
    uint32_t max_depth;             /* nesting of elements; default 512 */
    uint32_t n_threads;             /* for the windows of this one report; default 1 */
    sayso_feed_says feed;           /* borrowed during the call */
} sayso_read_options;

/* Opens a weights file.
 *   path     "full", "fast" or a path; NULL is "full". Names are looked for beside the running program (../models,
 *            ./models, ../share/sayso/models), by its own place, not by environment or current directory.
 *   options  may be NULL
 *   returns  a model, or NULL with *e filled: SAYSO_IO, SAYSO_MODEL, SAYSO_FORMAT (the gazetteer), SAYSO_NOMEM. e may be
 *            NULL. The gazetteer, gazetteer.bin, is looked for likewise, then beside the weights. */
sayso_model *sayso_model_open(const char *path, const sayso_model_options *options, sayso_error *e);
void sayso_model_free(sayso_model *m);

/* Reads one report: an HTML page or plain text.
 *   model    may be NULL: then only page and text are read (blocks, publication, media)
 *   bytes    as received; borrowed during the call
 *   returns  a report, or NULL with *e filled: SAYSO_EMPTY, SAYSO_FORMAT, SAYSO_ENCODING, SAYSO_LIMIT, SAYSO_NOMEM */
sayso_report *sayso_read(const sayso_model *model, const void *bytes, size_t n, const sayso_read_options *options,
                         sayso_error *e);
void sayso_report_free(sayso_report *r);

/* Reads a record back: the JSON that SAYSO_JSON or SAYSO_JSONL printed (one object; of JSON Lines one line), by this program, an
 * older one or another tool that follows docs/RECORD.md. No model is needed.
 *   json     UTF-8, at most 64 MiB, nested at most 64 deep; borrowed during the call
 *   name     shown in errors; may be NULL. The record keeps the input.name it has.
 *   returns  a report as of sayso_read, for sayso_report_record and for printing in every format; but sayso_report_source gives
 *            {0, 0} (a record has no run list), and sayso_dump only the stages "report" and "facts". Or NULL with *e filled,
 * stage "record", the byte of `json` where it is wrong, and which field: SAYSO_FORMAT (docs/RECORD.md, "Reading back", lists what
 * is checked), SAYSO_ENCODING, SAYSO_EMPTY, SAYSO_LIMIT, SAYSO_NOMEM, SAYSO_USAGE. */
sayso_report *sayso_report_parse(const void *json, size_t n, const char *name, sayso_error *e);

/* The record, for walking; lives as long as the report. */
const sayso_record *sayso_report_record(const sayso_report *r);

/* The bytes of the input from which a span of the text came; {0, 0} where it has none (a joining blank line). */
sayso_span sayso_report_source(const sayso_report *r, sayso_span in_text);

/* ---- printing ---------------------------------------------------------------------------------------------------- */
typedef enum sayso_format {
    SAYSO_TEXT,          /* told to a person on a terminal: the incident, then who says what */
    SAYSO_JSON,          /* the record, indented */
    SAYSO_JSONL,         /* the record on one line */
    SAYSO_HTML,          /* a page that needs no other file */
    SAYSO_PLOVER,        /* events, a JSON object a line */
    SAYSO_CSV,           /* claims, a row each (RFC 4180) */
    SAYSO_WEBANNOTATION, /* W3C Web Annotation: an AnnotationCollection on one line */
    SAYSO_BRAT,          /* brat standoff: what stands in the .ann file; the .txt beside it is the record's text */
    SAYSO_GEOJSON,       /* places with a point (RFC 7946): a FeatureCollection on one line */
    SAYSO_CLAIMREVIEW,   /* stories alone: drafts of schema.org ClaimReview without a rating, a JSON-LD graph on one line */
    SAYSO_ATOM           /* stories of a database alone, sayso_store_atom: what changed in which (RFC 4287) */
} sayso_format;
typedef struct sayso_print_options { /* all zero: defaults */
    bool color;                      /* TEXT: terminal colours */
    uint32_t width;                  /* TEXT: columns, default 80 */
    bool no_header;                  /* CSV: rows alone, for reports that follow others in one stream; see sayso_print_header */
} sayso_print_options;

/* Takes n bytes; returns 0, or non-zero to stop (the call then fails with SAYSO_IO). */
typedef int (*sayso_write)(void *stream, const char *bytes, size_t n);

/* Prints the record. options may be NULL. Returns SAYSO_OK or fills *e. */
sayso_code sayso_print(const sayso_report *r, sayso_format f, const sayso_print_options *options, sayso_write write, void *stream,
                       sayso_error *e);

/* Prints what stands once before the reports of a stream: CSV's header; nothing in other formats. SAYSO_OK or SAYSO_IO. */
sayso_code sayso_print_header(sayso_format f, sayso_write write, void *stream);

/* Prints one stage in stable text, an item a line with its span: the debugger and the golden test.
 *   stage  "page", "text", "model", "report", "facts"; SAYSO_USAGE for others. "model" needs a report read with a model;
 *          "page", "text" and "model" one that was read, not a record read back. */
sayso_code sayso_dump(const sayso_report *r, const char *stage, sayso_write write, void *stream, sayso_error *e);

/* Prints the line that stands in JSON Lines for an input that could not be read:
 * {"input": {"name": ...}, "error": {"code", "stage", "byte", "message"}}. Returns SAYSO_OK or SAYSO_IO. */
sayso_code sayso_print_error(const sayso_error *error, sayso_write write, void *stream);

/* ---- fetching ---------------------------------------------------------------------------------------------------- */
typedef struct sayso_fetch_options { /* all zero: defaults */
    uint64_t max_bytes;              /* after decompression; default 64 MiB */
    uint32_t max_seconds;            /* for the whole of it; default 30 */
    uint32_t max_redirects;          /* default 5 */
    bool allow_private;              /* also loopback, private and link-local addresses: a newsroom's own server */
    const char *if_none_match;       /* request headers, as the server gave them before: ETag */
    const char *if_modified_since;   /* ... Last-Modified; NULL, or with a line break in it: not sent */
    bool any_status;                 /* statuses other than 2xx and 304 are SAYSO_OK too, with the bytes that came */
    bool stay;                       /* redirects are not followed: the 3xx is SAYSO_OK, location says where it leads */
    bool cut;                        /* bytes past max_bytes are left out, and it is no error */
    int (*stop)(void *stop_arg);     /* asked now and then; non-zero ends it with SAYSO_FETCH. NULL: never */
    void *stop_arg;
} sayso_fetch_options;

typedef struct sayso_fetched {
    char *bytes;
    size_t n;
    char *media_type;       /* as the server says it; NULL where it does not */
    char *uri;              /* where the last redirect led */
    int status;             /* of the last response: 200, 304, ... */
    char *etag;             /* of the last response, as written; NULL */
    char *last_modified;    /* likewise */
    char *location;         /* of a 3xx, absolute; NULL */
    char *moved;            /* where the permanent redirects (301, 308) that stand first led; NULL where there is none */
    uint32_t retry_after_s; /* 0: not said */
    uint32_t max_age_s;     /* of Cache-Control; 0: not said, or not to be kept */
} sayso_fetched;

/* Fetches an http or https address. The address that is connected to is checked after each look-up of its name, those
 * of redirects too; proxies of the environment are not used.
 *   out      filled on SAYSO_OK, to be given to sayso_fetched_free; all zero otherwise. A 304 is SAYSO_OK with no bytes.
 *   errors   SAYSO_FETCH (not found, refused, wrong scheme, too slow, stopped, a status that is not 2xx or 304), SAYSO_LIMIT,
 *            SAYSO_NOMEM
 * Safe from many threads. */
sayso_code sayso_fetch(const char *uri, const sayso_fetch_options *options, sayso_fetched *out, sayso_error *e);
void sayso_fetched_free(sayso_fetched *f);

#include "sayso_story.h" /* many reports -> stories */
#include "sayso_store.h" /* both in a database */
#include "sayso_watch.h" /* feeds, and what may be fetched when */
#include "sayso_serve.h" /* the desk: all of it over HTTP */

#if defined __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
