/* What noun phrases fill the roles of an incident, by the words in them and around them. The words' weights are learnt
 * (train/fillers.py) and stand in facts_fillers_table.c, beside those of the model's tagger. */
#ifndef FACTS_FILLERS_H
#define FACTS_FILLERS_H
#include "facts_work.h"

struct filler_word {
    const char *form;        /* what stands in or around a phrase and how: facts_fillers.c */
    int16_t weight[N_ROLES]; /* hundredths */
};
extern const struct filler_word filler_words[]; /* by form, as bytes */
extern const uint32_t n_filler_words;
/* Of each role: a constant, the words' sum, the tagger's odds of it, its word for another role, its odds of any, whether it has
 * one. */
enum { FILLER_CONSTANT, FILLER_WORDS, FILLER_TAGGED, FILLER_OTHER, FILLER_OPEN, FILLER_IS_TAGGED, N_FILLER_WEIGHTS };
extern const float filler_weights[N_ROLES][N_FILLER_WEIGHTS];
extern const float filler_least[N_ROLES]; /* how likely a phrase must be to fill a role */

/* A noun phrase that may fill a role: tokens [beg, end) without articles, relative clause or phrases behind; core: the head with
 * the parts of its compound or name. */
struct noun_phrase {
    uint32_t beg, end, head, core;
    int32_t mention;       /* whose head it has, -1 */
    float tagged[N_ROLES]; /* the surest of its words in each role, by the tagger */
    float open;            /* how little the tagger holds that no word of it has a role */
};
/* One after another, each in text order: a form that holds of the phrase. */
typedef void filler_form_at(void *to, const struct noun_phrase *x, const char *form);
/* The phrase that a token is the head of; false where it is none's. */
bool filler_phrase(const struct facts_work *f, uint32_t head, struct noun_phrase *out);
/* What is known of the whole report for that: made once; scratch. */
struct filler_view {
    const struct facts_work *f;
    int32_t *attribution; /* [tokens] the attribution in whose content a token stands, -1 */
    uint8_t *part;        /* [tokens] role + 1 that an event's participant has there, by its head */
    uint8_t *toll;        /* [tokens] 1 + effect */
    uint32_t *times;      /* [tokens] how often the head's word stands in the report */
};
sayso_code filler_view(const struct facts_work *f, struct filler_view *out);
/* How likely a phrase fills each role. */
void filler_judge(const struct filler_view *v, const struct noun_phrase *x, float p[N_ROLES]);
/* Adds to f->roles the phrases that are likely enough; SAYSO_NOMEM. */
sayso_code facts_show_fillers(struct facts_work *f);
void filler_forms(const struct filler_view *v, const struct noun_phrase *x, filler_form_at *take, void *to);
#endif
