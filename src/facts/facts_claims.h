/* Making claims about what happened: who says a word, and with what hedges. Between the files of facts/. */
#ifndef FACTS_CLAIMS_H
#define FACTS_CLAIMS_H
#include "facts_tolls.h"

/* What a number counts: data/slots.tsv. */
struct slot_word {
    const char *form, *slot;
    bool fate; /* the word that says what befalls those counted; else the counted noun */
};
extern const struct slot_word slot_table[];
extern const uint32_t n_slot_table;

/* The slot of a claim made of a toll, and of a role: the incident finds its claims again by these. Static. */
const char *claims_toll_slot(const struct toll *x);
const char *claims_role_slot(uint8_t role); /* enum incident_role */

/* Who says what, word by word; lives in the scratch arena. */
struct claims_view {
    uint32_t n_base;      /* the claims of whole contents and sentences, which the others are made from */
    int32_t *attribution; /* [n_tokens] the innermost whose content holds the word, -1 */
    int32_t *own;         /* [n_tokens] the claim on the report's own word (or on nobody's), -1 */
    int32_t *claim_of;    /* [attributions.n] the claim of its content, -1 */
};
sayso_code claims_view(struct facts_work *f, struct claims_view *v);

/* Adds a claim of what stands at a token.
 *   slot     static
 *   at       the words that say it
 *   token    the word that decides who says it and which hedges weigh on it: the predicate
 *   about    an event, -1
 *   errors   SAYSO_NOMEM */
sayso_code claims_add(struct facts_work *f, const struct claims_view *v, const char *slot, sayso_value value, span at,
                      uint32_t token, int32_t about);
#endif
