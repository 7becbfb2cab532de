/* Whether two strings for a filler of an incident stand for the same. Between the files of facts/. */
#ifndef FACTS_INCIDENT_ALIKE_H
#define FACTS_INCIDENT_ALIKE_H
#include <stdbool.h>

enum filler_sort {
    FILLER_THING,  /* targets, weapons: "bomb", "a powerful bomb" */
    FILLER_NAME,   /* names of people: "Roe", "Karl Roe"; of organizations */
    FILLER_PERSON, /* one person described: "a man", "the gunman" */
    FILLER_GROUP   /* several, described: "guerrillas", "the urban guerrillas" */
};

/* Both of one role in one report. Without letter case, articles and punctuation: equal words; else of things and groups, where
 * they have the same last word, and of names, where all words of one stand in the other: and the last is the same; not
 * "Ann and Karl Roe". */
bool fillers_alike(const char *a, const char *b, enum filler_sort sort);
#endif
