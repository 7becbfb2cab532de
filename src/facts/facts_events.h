/* What the files of facts_events*.c share: the event lexicon (tables made by gen/events.py from data/event*.tsv), the syntax
 * as they ask for it, and the drafts of events. */
#ifndef FACTS_EVENTS_H
#define FACTS_EVENTS_H
#include "facts_work.h"

/* ---- the lexicon ------------------------------------------------------------------------------------------------- */
struct event_role {
    const char *role;             /* agent, patient, ... */
    const char *const *functions; /* the first that is there fills it; NULL ends */
};
enum event_test_kind { TEST_THERE, TEST_WORD, TEST_PERSON, TEST_PLACE };
struct event_test {
    const char *function;
    enum event_test_kind kind;
    bool negated;
    const char *const *words; /* of TEST_WORD, singular and plural */
};
struct event_kind {
    const char *name;
    uint8_t family; /* kinds of different families are never one event */
    int16_t parent; /* index of the wider kind, -1 */
    char axis;      /* g general, m manner, o outcome */
    uint8_t weight; /* how much a report with it is about it, 0..9 */
    bool needs;     /* its verbs always have an object */
};
struct event_sense {
    const char *code, *type, *mode; /* NULL: none */
    uint16_t kind;                  /* index of event_kinds */
    uint8_t frame;
    uint16_t test, n_tests;
    char pos; /* v, n, a */
};
struct event_word {
    const char *first, *rest; /* lower case, cut like the report's words; rest: those behind the first, or "" */
    char inflection;          /* b base, s third person or plural, d past or participle, g -ing */
    uint16_t sense;
};
enum event_effect {
    EFFECT_NONE,
    EFFECT_HAPPENED,
    EFFECT_ONGOING,
    EFFECT_PLANNED,
    EFFECT_CALLED_OFF,
    EFFECT_DENIED,
    EFFECT_HYPOTHETICAL,
    EFFECT_ATTEMPT,
    EFFECT_ACCUSED
};
struct light_verb { /* data/event_light.tsv */
    const char *first, *rest;
    char inflection;
    const char *noun;       /* the verb's function that the event noun has */
    const char *subj, *obj; /* roles of the verb's subject and object in the noun's event, NULL */
    enum event_effect effect;
    const char *preposition, *role; /* who stands behind it has this role: "blamed on"; NULL */
};
struct matrix_verb { /* data/event_matrix.tsv */
    const char *form;
    enum event_effect effect, negated;
    bool object_control;
};
struct event_modifier { /* data/event_modifiers.tsv */
    const char *form;
    char where; /* b before the noun, o over it, v the verb it is the subject of */
    enum event_effect effect;
};
const struct event_kind *event_kind_at(uint16_t kind);
/* The index of a kind by its name, -1. */
int event_kind_find(const char *name);
/* Whether two kinds can be one event. */
bool event_kinds_agree(uint16_t a, uint16_t b);
/* Whether one is the other or stands above it. */
bool event_kinds_in_line(uint16_t a, uint16_t b);
const struct event_sense *event_sense_at(uint16_t sense);
const struct event_role *event_roles(uint8_t frame, uint32_t *n);
const struct event_test *event_tests(const struct event_sense *s);
/* Rows whose first word these lower-case letters are: [*beg, *end), longer phrases first. O(log n). */
const struct event_word *event_words(const char *lower, uint32_t *n);
const struct light_verb *event_light(const char *lower, uint32_t *n);
const struct matrix_verb *event_matrix(const char *lower);
const struct event_modifier *event_modifier(const char *lower, char where);

/* ---- syntax ------------------------------------------------------------------------------------------------------ */
enum { MOST_ARGUMENTS = 8 };
#define NO_TOKEN UINT32_MAX /* C11: an enumerator is an int */
struct syntax {
    const struct report_work *w;
    const struct tagger_scores *pos, *deprel;
    uint32_t *child, *sibling; /* first child, next child of the same head, in text order; NO_TOKEN */
    int32_t *mention;          /* the longest mention whose head a token is, -1 */
};
struct arguments {
    uint32_t at[MOST_ARGUMENTS]; /* head words */
    uint32_t n;
};
sayso_code syntax_init(struct syntax *x, struct report_work *w);
bool syntax_rel(const struct syntax *x, uint32_t token, const char *rel);    /* its relation is this, or this with a subtype */
bool syntax_is_rel(const struct syntax *x, uint32_t token, const char *rel); /* exactly */
bool syntax_pos(const struct syntax *x, uint32_t token, const char *pos);
/* The first child with a relation, from `after` on (NO_TOKEN: from the first); NO_TOKEN. */
uint32_t syntax_child(const struct syntax *x, uint32_t head, const char *rel);
uint32_t syntax_child_word(const struct syntax *x, uint32_t head, const char *lower);
/* The preposition of a noun phrase: its first case word; NO_TOKEN. */
uint32_t syntax_case(const struct syntax *x, uint32_t token);
/* Lower-case letters of a token; false where it is too long. */
enum { WORD_BYTES = 64 };
bool syntax_lower(const struct syntax *x, uint32_t token, char out[WORD_BYTES]);
/* A verb's form: 'b', 's', 'd', 'g' by its ending and its auxiliaries, where no table says. */
bool syntax_is_passive(const struct syntax *x, uint32_t verb, char inflection, bool needs_object);
/* Who is the subject or object on the surface: own, shared with a verb joined to it, or controlled from above. */
uint32_t syntax_subject(const struct syntax *x, uint32_t verb);
/* Words at a function of a verb (data/event_frames.tsv), with those joined to them by "and". */
void syntax_of_verb(const struct syntax *x, uint32_t verb, bool passive, const char *function, struct arguments *out);
void syntax_of_noun(const struct syntax *x, uint32_t noun, const char *function, struct arguments *out);
bool syntax_is_person(const struct syntax *x, uint32_t token); /* or a group or organization */
bool syntax_is_place(const struct syntax *x, uint32_t token);  /* or a facility */
void syntax_add(const struct syntax *x, uint32_t token, struct arguments *out);
bool syntax_has(const struct arguments *a, uint32_t token);

/* ---- drafts ------------------------------------------------------------------------------------------------------ */
struct support { /* the light verb of an event noun */
    const struct light_verb *light;
    uint32_t verb; /* token, NO_TOKEN */
    bool passive;
};
struct draft {
    uint32_t beg, end, head; /* the trigger */
    const struct event_sense *sense;
    char inflection;
    bool passive;
    struct support support;
};
struct events {
    struct facts_work *f;
    struct report_work *w;
    struct syntax x;
    VEC(struct draft) drafts; /* by trigger; beside f->events */
    int32_t *event_of;        /* by token: the event whose head word it is, -1 */
};
sayso_code events_triggers(struct events *ev);                             /* drafts */
sayso_code events_roles(struct events *ev, uint32_t i, sayso_event *out);  /* participants */
sayso_code events_status(struct events *ev, uint32_t i, sayso_event *out); /* status, certainty, markers */
sayso_code events_where(struct events *ev);                                /* time, place, amounts */
sayso_code events_attributed(struct events *ev);                           /* attributions of all */
sayso_code events_same(struct events *ev);                                 /* same_as, notes' first */
#endif
