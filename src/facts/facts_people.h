/* Who of the report's named people is a victim of its incident, who a perpetrator, who neither: officers, relatives, prosecutors,
 * witnesses. By the words around their mentions; the words' weights are learnt (train/people.py) and stand in
 * facts_people_table.c, beside those of what the model's tagger and the report's tolls and events say. */
#ifndef FACTS_PEOPLE_H
#define FACTS_PEOPLE_H
#include "facts_work.h"

struct people_word {
    const char *form; /* what stands around a mention and how: facts_people.c */
    float victim, perpetrator;
};
extern const struct people_word people_words[]; /* by form, as bytes */
extern const uint32_t n_people_words;
/* Of victims, of perpetrators: a constant, the words' sum, the tagger's word for victims and for perpetrators. */
enum { PEOPLE_CONSTANT, PEOPLE_WORDS, PEOPLE_FILL_VICTIM, PEOPLE_FILL_PERPETRATOR, N_PEOPLE_WEIGHTS };
extern const float people_weights[2][N_PEOPLE_WEIGHTS];

/* One form after another, each for every time that it holds of an entity's mention. */
typedef void people_form_at(void *to, int32_t entity, const char *form);
/* Every form that holds of named persons, for the weights and for those who learn them. */
void facts_people_forms(const struct facts_work *f, people_form_at *take, void *to);

/* people: [entities], scratch; SAYSO_NOMEM. */
sayso_code facts_people(const struct facts_work *f, struct person **people);
/* The role that somebody has, -1: none of the two. */
#define PEOPLE_LEAST 0.3f
int people_role(const struct person *x);
/* Fills f->people and adds to f->roles those who have a role and that nothing showed in it. */
sayso_code facts_show_people(struct facts_work *f);
#endif
