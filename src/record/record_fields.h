/* What the files of record_parse*.c share: a record on its way from JSON, and its fields taken with their checks. A field that is
 * absent or null is value 0 (that is the whole record, which no field is). The first error stays; what fails gives false. */
#ifndef RECORD_FIELDS_H
#define RECORD_FIELDS_H
#include "base_span.h"
#include "record_json.h"

/* Lists whose items others name by id. */
enum record_list {
    LIST_MEDIA,
    LIST_ENTITIES,
    LIST_SOURCES,
    LIST_ATTRIBUTIONS,
    LIST_TIMES,
    LIST_PLACES,
    LIST_AMOUNTS,
    LIST_EVENTS,
    LIST_CLAIMS,
    N_ID_LISTS
};

struct record_id {
    const char *id;
    uint32_t n, index;
};

struct record_ids { /* of one list, sorted: no choice of ids makes looking them up slow */
    struct record_id *at;
    uint32_t n;
};

struct parse {
    struct json json;
    struct arena *arena, *scratch;
    sayso_record *r;
    struct record_ids ids[N_ID_LISTS];
    const char *list; /* what is being read: "events" */
    int32_t item;     /* its index there, -1 */
    uint32_t here;    /* that object: where a field that is missing is placed */
    sayso_code code;
    sayso_error *e;
};

/* Sets the error, placed at the value (0: at the object being read); always false. */
bool parse_fail(struct parse *p, uint32_t value, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool parse_nomem(struct parse *p);
static inline bool parse_given(struct parse *p, uint32_t value, const char *field) {
    return value || parse_fail(p, value, field, "missing");
}
/* Words of the input for a message: one line, cut on whole characters. */
enum { SHOWN = 64 };
const char *parse_shown(const char *s, uint32_t n, char out[SHOWN]);

/* The members of an object by name: found[i] is the value of names[i]; unknown ones are passed over, known ones stand once. */
bool parse_fields(struct parse *p, uint32_t object, const char *field, const char *const *names, uint32_t n_names,
                  uint32_t *found);
#define PARSE_FIELDS(p, object, field, names, found) parse_fields(p, object, field, names, sizeof(names) / sizeof *(names), found)

/* The items of a list (0: none), *n; the first stands at `value` + 1. */
bool parse_list(struct parse *p, uint32_t value, const char *field, uint32_t *n);
static inline uint32_t parse_next(const struct parse *p, uint32_t value) { return p->json.values[value].next; }
/* Zeroed memory for n items of a list. */
#define PARSE_NEW(p, type, n) ((type *)parse_new(p, sizeof(type) * (size_t)((n) ? (n) : 1)))
void *parse_new(struct parse *p, size_t bytes);

bool parse_string(struct parse *p, uint32_t value, const char *field, const char **out); /* NULL where absent */
bool parse_needed(struct parse *p, uint32_t value, const char *field, const char **out); /* absent is wrong */
/* A term of some vocabulary (a PLOVER type, a role, a slot): one word of printable ASCII; formats write it as it is. NULL where
 * absent. */
bool parse_term(struct parse *p, uint32_t value, const char *field, const char **out);
/* What is told without a name is called by its words, or, where there are none, by `otherwise`: later stages go by names. */
bool parse_name(struct parse *p, uint32_t value, const char *field, span words, const char *otherwise, const char **out);
bool parse_strings(struct parse *p, uint32_t value, const char *field, sayso_strings *out);
bool parse_bool(struct parse *p, uint32_t value, const char *field, bool *out);
bool parse_whole(struct parse *p, uint32_t value, const char *field, uint64_t max, uint64_t *out);
bool parse_real(struct parse *p, uint32_t value, const char *field, double min, double max, bool *has, double *out);

bool parse_span(struct parse *p, uint32_t value, const char *field, span *out); /* in the text, on whole characters */
bool parse_spans(struct parse *p, uint32_t value, const char *field, sayso_spans *out);

/* One of the words; absent is wrong. */
bool parse_word(struct parse *p, uint32_t value, const char *field, const char *const *words, uint32_t n_words, uint32_t *out);
#define PARSE_WORD(p, value, field, words, out) parse_word(p, value, field, words, sizeof(words) / sizeof *(words), out)

/* Collects the ids of a list of objects; two that are the same are an error. */
bool parse_ids_of(struct parse *p, enum record_list list, uint32_t value, const char *name);
/* The item of that id, -1 where there is none. */
int32_t parse_find(const struct parse *p, enum record_list list, const char *id, uint32_t n);
bool parse_id(struct parse *p, uint32_t value, const char *field, enum record_list list, int32_t *out); /* -1 where absent */
/* nulls: null items are allowed and become -1. */
bool parse_ids(struct parse *p, uint32_t value, const char *field, enum record_list list, bool nulls, sayso_ids *out);

/* The objects of a list, each by `one` into its own item of `size` bytes (zeroed before); *n of them at *items. */
typedef bool parse_one(struct parse *p, uint32_t object, void *item);
bool parse_each(struct parse *p, uint32_t list, const char *name, size_t size, parse_one *one, void *items, uint32_t *n);

/* ---- parts of a record, by file; the list's value each ---- */
bool parse_entities(struct parse *p, uint32_t list); /* record_parse_who.c */
bool parse_sources(struct parse *p, uint32_t list);
bool parse_attributions(struct parse *p, uint32_t list);
bool parse_quotes(struct parse *p, uint32_t list);
bool parse_times(struct parse *p, uint32_t list); /* record_parse_facts.c */
bool parse_places(struct parse *p, uint32_t list);
bool parse_amounts(struct parse *p, uint32_t list);
bool parse_events(struct parse *p, uint32_t list);
bool parse_claims(struct parse *p, uint32_t list); /* record_parse_claims.c */
bool parse_incident(struct parse *p, uint32_t object);
#endif
