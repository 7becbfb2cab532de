/* What the files of facts/ share while one report's facts are made: the tables they fill in turn. Internal to this stage. */
#ifndef FACTS_WORK_H
#define FACTS_WORK_H
#include "facts.h"
#include "report_work.h"

/* What is known of an event beside its record; beside facts_work.events, by the same index. */
struct event_note {
    uint32_t beg, end, head; /* tokens of the trigger, [beg, end), its head word */
    uint32_t first;          /* the first event of those that are this one: its own index where it is the first */
};

/* What is known of an amount beside its record; beside facts_work.amounts, by the same index. UINT32_MAX: no such token. */
struct amount_note {
    uint32_t beg, end; /* tokens of the amount's span, [beg, end) */
    uint32_t number;   /* the number's word by which it hangs on the rest; it stands for the counted where there is no head */
    uint32_t head;     /* the counted noun ("people", "others", "dead"); before the amount only "12" of a "death toll of 12" */
    uint32_t fate;     /* the word that says what befalls them: "killed", "wounding", "dead", "died", "fired" */
    bool singular;     /* the noun is singular: "one man", "a 12-member team" */
    bool persons;      /* persons are counted, or something that stands for one each (deaths, casualties, bodies) */
    bool part;         /* of those counted before: "including two children", "three of them" */
};

/* What a report tells of dead or hurt people in one place (facts_tolls.h). */
struct toll {
    uint8_t effect;              /* enum toll_effect */
    uint32_t word_beg, word_end; /* tokens of the word that tells it */
    uint32_t beg, end, head;     /* tokens of the people */
    bool counted;                /* how many they are is told */
    sayso_count count;
    int32_t entity; /* of the people's mention, -1 */
    int32_t event;  /* whose trigger the word is, or stands in, -1 */
    int32_t amount; /* the amount that counts them, -1 */
};

enum incident_role { ROLE_PERPETRATOR, ROLE_VICTIM, ROLE_TARGET, ROLE_WEAPON, N_ROLES };
/* Words that show somebody or something in a role of an incident. */
struct role_evidence {
    uint8_t role;   /* enum incident_role */
    int32_t entity; /* -1: the words alone */
    uint32_t token; /* the head of the words */
    span at;
    int32_t event; /* whose participant it is, -1 */
    float score;   /* how sure, 0..1 */
    bool by_model; /* the tagger says so */
    bool chosen;   /* the words in it and around it say so (facts_fillers.h) */
};

/* A named person beside the incident (facts_people.h). */
struct person {
    bool seen;                 /* a named person; else all is 0 */
    float victim, perpetrator; /* the words' sums */
    float fill[2];             /* the tagger's: victim, perpetrator; log (1 + sum over mentions) */
    float p[2];                /* how likely a victim, a perpetrator */
    float phrase[2];           /* the same of the likeliest of the phrases that name them (facts_fillers.h) */
};

struct facts_work {
    struct report_work *r; /* tokens, mentions, entities, attributions, sources, ...; claims are added to it */
    const struct gazetteer *gazetteer;

    VEC(sayso_time) times;     /* by span */
    VEC(sayso_amount) amounts; /* by span */
    VEC(struct amount_note) amount_notes;
    VEC(sayso_place) places; /* by span */
    VEC(sayso_event) events; /* by trigger */
    VEC(struct event_note) notes;
    VEC(struct toll) tolls; /* by place */
    VEC(struct role_evidence) roles;
    struct person *people; /* [entities] */
    sayso_incident incident;
    int32_t cluster;     /* the first of the incident's events, -1: none */
    bool *past;          /* [n_sentences] a year long before the report's stands there: background */
    uint32_t first_body; /* the first sentence of the report's body */
};

/* All steps, in their order; r and gazetteer are set, all else is zero. */
sayso_code facts_run(struct facts_work *f);

/* Each fills its part from those before it; SAYSO_NOMEM or SAYSO_LIMIT with r->e filled. Order: facts.c. */
sayso_code facts_times(struct facts_work *f);
sayso_code facts_amounts(struct facts_work *f);
sayso_code facts_places(struct facts_work *f);
sayso_code facts_events(struct facts_work *f);
sayso_code facts_time_anchors(struct facts_work *f); /* sets the times' anchor */
sayso_code facts_tolls(struct facts_work *f);
sayso_code facts_roles(struct facts_work *f);
sayso_code facts_claims(struct facts_work *f);
sayso_code facts_incident(struct facts_work *f);

/* How much a token's place counts for what the report is about: headline and lead most, what stands far below least
 * (facts_prominence.c). */
enum { PROMINENCE_DECK = 3 };
double facts_prominence(const struct facts_work *f, uint32_t token);
#endif
