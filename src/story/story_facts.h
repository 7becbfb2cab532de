/* Facts while they are gathered: what the files that fill slots share.
 *   story_counts.c  how many: killed, injured, shots, arrested ...
 *   story_roles.c   who: victim, perpetrator, target, agent, patient
 *   story_places.c  where
 *   story_times.c   when
 *   story_said.c    utterances and what is said in other words
 *   story_words.c   weapon, motive, cause: what is told in words
 * A draft becomes a sayso_story_fact in story_values.c. */
#ifndef STORY_FACTS_H
#define STORY_FACTS_H
#include "story_map.h"
#include "story_work.h"

struct value_draft {
    sayso_story_value v; /* its strings in the story's arena; lists empty */
    VEC(sayso_story_claim) claims;
    VEC(const char *) variants;
    double weight; /* what speaks for it when values are put in order; 0 where roots, reports and dates decide alone */
};
struct fact_draft {
    const char *slot, *about;
    VEC(struct value_draft *) values;
    bool opposed; /* its values contradict each other */
};
struct story_facts {
    VEC(struct fact_draft *) facts;
    struct story_map of_slot, of_count; /* of_count: a count's value in its fact */
    bool **in_incident;                 /* [report][event]: the incident itself, or the same as one of its events */
    VEC(bool) opposed;                  /* of the facts when they are finished, in their order */
    struct story_person *persons;       /* those named in a role, with what speaks for them; story_persons.h */
    uint32_t n_persons;
    struct story_told *told; /* [report]: when things were said; story_told.c */
};

/* The fact of a slot, made where there is none. NULL: memory is out; so for all below. */
struct fact_draft *story_fact(struct story_work *w, const char *slot, const char *about);
/* A new value of a fact; its strings are copied. */
struct value_draft *story_add_value(struct story_work *w, struct fact_draft *f, sayso_story_value v);
/* A claim behind a value; `claim` -1: the report has the value, but no claim for it. False: memory is out. */
bool story_add_claim(struct story_work *w, struct value_draft *v, uint32_t report, int32_t claim);
/* Other words for a value; those it has are not put again. */
bool story_add_variant(struct story_work *w, struct value_draft *v, const char *words);
/* Whether a claim is about the incident of its report (or about no event in particular). */
bool story_of_incident(const struct story_work *w, uint32_t report, const sayso_claim *c);

/* Words in lower case without marks, articles and possessives: what equal names, descriptions and utterances have in common. In
 * scratch. */
char *story_key(struct story_work *w, const char *words);

/* When a report says something, ISO 8601, and with what stand: story_told.c. */
sayso_code story_told(struct story_work *w);
const char *story_said_at(struct story_work *w, uint32_t report, int32_t claim);
sayso_stance story_stance(const struct story_work *w, uint32_t report, int32_t claim);
/* Whether the source only leaves it open ("did not confirm"): no voucher. */
bool story_leaves_open(const struct story_work *w, uint32_t report, int32_t claim);

sayso_code story_counts(struct story_work *w);
sayso_code story_roles(struct story_work *w);
sayso_code story_places(struct story_work *w);
sayso_code story_times(struct story_work *w);
sayso_code story_said(struct story_work *w);
sayso_code story_phrases(struct story_work *w);
#endif
