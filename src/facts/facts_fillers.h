/* What noun phrases fill the roles of an incident, by the words in them and around them. The words' weights are learnt
 * (train/fillers.py) and stand in facts_fillers_table.c, beside those of the model's tagger. */
#ifndef FACTS_FILLERS_H
#define FACTS_FILLERS_H
#include "facts_work.h"

/* A noun phrase that may fill a role: tokens [beg, end) without articles, relative clause or phrases behind; core: the head with
 * the parts of its compound or name. */
struct noun_phrase {
    uint32_t beg, end, head, core;
    int32_t mention;      /* whose head it has, -1 */
    float tagged[N_ROLES]; /* the surest of its words in each role, by the tagger */
    float open;           /* how little the tagger holds that no word of it has a role */
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
    bool *past;           /* [sentences] */
    uint32_t *times;      /* [tokens] how often the head's word stands in the report */
    char of_report[4][64];/* forms that hold of all its phrases */
    uint32_t n_of_report;
};
sayso_code filler_view(const struct facts_work *f, struct filler_view *out);
void filler_forms(const struct filler_view *v, const struct noun_phrase *x, filler_form_at *take, void *to);
#endif
