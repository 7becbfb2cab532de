/* Filling the incident's slots, between facts_incident.c (what it is) and facts_incident_fill.c (the values). Each takes the
 * claims as final; errors: SAYSO_NOMEM. */
#ifndef FACTS_INCIDENT_H
#define FACTS_INCIDENT_H
#include "facts_work.h"

enum { MOST_FILLERS = 32, MOST_CLAIMS = 32 };
/* A value that a slot may get. */
struct candidate {
    int32_t id;         /* an entity, a place or a time; -1: the words */
    span at;            /* the words, where there is no id */
    double score, sure; /* sure: of the words */
    bool chosen;        /* a phrase of it is likely enough by its words (facts_fillers.h) */
    double chance;      /* how likely it is the slot's value, 0..1 */
    uint32_t first;     /* where it first stands */
    int32_t claims[MOST_CLAIMS];
    uint32_t n_claims;
};
struct candidates {
    struct candidate at[MOST_FILLERS];
    uint32_t n;
};
/* The candidate with this id or, where id is -1, these words; a new one; NULL where there are too many. */
struct candidate *incident_candidate(const struct facts_work *f, struct candidates *c, int32_t id, span at);
/* Adds to ids[MOST_CLAIMS] the claims of a slot whose words are `at`. */
void incident_claims_at(const struct facts_work *f, const char *slot, span at, int32_t *ids, uint32_t *n);
/* Each candidate's share of what speaks for all is its chance. */
void incident_share(struct candidates *c);
/* Those that are worth `least` become the slot's fillers, the best first. */
sayso_code incident_put(struct facts_work *f, struct candidates *c, sayso_value_kind kind, double least, sayso_fillers *out);

/* What tells of the incident: sentences with a toll or a trigger of its events, and these events' places and times. Scratch. */
struct incident_telling {
    bool *sentence, *place, *time; /* [n_sentences], [places], [times] */
};
sayso_code incident_look_for_telling(const struct facts_work *f, struct incident_telling *t);

sayso_code incident_counts(struct facts_work *f); /* killed, injured */
sayso_code incident_people(struct facts_work *f); /* perpetrators, victims, targets, weapons */
sayso_code incident_places(struct facts_work *f);
sayso_code incident_times(struct facts_work *f);
#endif
