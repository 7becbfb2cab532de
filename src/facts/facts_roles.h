/* The words that stand for who or what fills a role. Between the files of facts/. */
#ifndef FACTS_ROLES_H
#define FACTS_ROLES_H
#include "facts_work.h"

/* A stretch of words [beg, end) that shows somebody or something in a role. */
struct role_words {
    uint32_t beg, end, head; /* tokens, head within */
    uint8_t role;            /* enum incident_role */
};

/* Makes a noun phrase of words that a tagger marked one by one: to the noun that they stand before ("state-owned" bank), over the
 * parts of compounds and names, with the possessor of "'s car" and the object of a last "of"; without prepositions and articles
 * at the ends. Begins at `from` at the earliest. False where there is no noun in it. */
bool role_phrase(const struct report_work *w, uint32_t from, struct role_words *x);
#endif
