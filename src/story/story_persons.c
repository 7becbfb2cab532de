/* How surely one is a victim or a perpetrator of the incident, by all reports together: story_persons.h. */
#include "story_persons.h"
#include <math.h>

int story_person_role(const char *slot) {
    if (!strcmp(slot, "victim") || !strcmp(slot, "patient")) return PERSON_VICTIM;
    if (!strcmp(slot, "perpetrator") || !strcmp(slot, "agent")) return PERSON_PERPETRATOR;
    return -1;
}

void story_person_look(struct story_person *x, uint32_t told) {
    double n = told ? told : 1, named = x->named_in ? x->named_in : 1;
    for (int role = 0; role < N_PERSON_ROLES; role++) {
        double *f = x->feature[role];
        int other = !role;
        f[PERSON_CONSTANT] = 1;
        f[PERSON_SCORE] = x->sum[role] / n;
        f[PERSON_SCORE_NAMED] = x->sum[role] / named;
        f[PERSON_SCORE_MOST] = x->most[role];
        f[PERSON_SCORE_SUM] = log1p(x->sum[role]);
        f[PERSON_OTHER] = x->sum[other] / n;
        f[PERSON_OTHER_MOST] = x->most[other];
        f[PERSON_NAMED] = x->named_in / n;
        f[PERSON_NAMED_N] = log1p(x->named_in);
        f[PERSON_REPORTS] = log(n);
        f[PERSON_CLAIMS] = log1p(x->claims[role]);
        f[PERSON_OTHER_CLAIMS] = log1p(x->claims[other]);
        f[PERSON_SPEAKS] = x->speaks_in / named;
        f[PERSON_BODY] = x->body;
        f[PERSON_CLAIMED_ONLY] = x->fillers[role] <= 0;
    }
}

bool story_person_has(const struct story_person *x, enum person_role role) {
    double sum = 0;
    if (!x->judged) return true;
    for (int i = 0; i < N_PERSON_FEATURES; i++) sum += story_person_weights[role][i] * x->feature[role][i];
    return sum >= story_person_least[role];
}
