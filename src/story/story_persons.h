/* Which of the named people and bodies that reports give a role are victims or perpetrators of the story's incident: relatives,
 * officers, lawyers, people of other cases stand beside them in one report or another. A logistic score over what all reports say
 * of one; the weights are learnt (train/story_persons.py) and stand in story_persons_table.c. */
#ifndef STORY_PERSONS_H
#define STORY_PERSONS_H
#include "story_facts.h"

/* What speaks for one in a role; "other" is the other of the two roles. Shares are of the reports that tell of people at all,
 * copies left out. */
enum person_feature {
    PERSON_CONSTANT,
    PERSON_SCORE,        /* sum of the reports' scores for the role, a share */
    PERSON_SCORE_NAMED,  /* ... of the reports that name the person */
    PERSON_SCORE_MOST,   /* the most that one gives */
    PERSON_SCORE_SUM,    /* log of 1 + their sum */
    PERSON_OTHER,        /* sum for the other role, a share */
    PERSON_OTHER_MOST,   /* the most for it */
    PERSON_NAMED,        /* share of reports that name the person */
    PERSON_NAMED_N,      /* log of 1 + how many */
    PERSON_REPORTS,      /* log of how many reports tell of people */
    PERSON_CLAIMS,       /* log of 1 + claims of the role: patient, victim; agent, perpetrator */
    PERSON_OTHER_CLAIMS, /* ... of the other */
    PERSON_SPEAKS,       /* share of the reports that name the person in which it is a source */
    PERSON_BODY,         /* an organization or words, no person */
    PERSON_CLAIMED_ONLY, /* claims alone speak for the role */
    N_PERSON_FEATURES
};
enum person_role { PERSON_VICTIM, PERSON_PERPETRATOR, N_PERSON_ROLES };
struct story_person {
    const char *name; /* NULL: a description, not judged */
    double feature[N_PERSON_ROLES][N_PERSON_FEATURES];
    double sum[N_PERSON_ROLES], most[N_PERSON_ROLES], claims[N_PERSON_ROLES], fillers[N_PERSON_ROLES];
    uint32_t named_in, speaks_in, last_named, last_spoke; /* last_: report + 1 */
    bool body;
    bool judged; /* a report that is no copy has one in a role. A copy that names another than its original speaks for itself. */
};
/* The role that a slot is evidence for; -1. */
int story_person_role(const char *slot);
/* Makes the features out of the sums; `told`: reports that tell of people. */
void story_person_look(struct story_person *x, uint32_t told);
/* Whether it is in the role. */
bool story_person_has(const struct story_person *x, enum person_role role);

/* [role]: weights, and the least sum for which one is in it. */
extern const double story_person_weights[N_PERSON_ROLES][N_PERSON_FEATURES];
extern const double story_person_least[N_PERSON_ROLES];
#endif
