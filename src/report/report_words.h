/* Word lists of data/ (nouns, titles, given names, demonyms, pronouns, verbs of attack, words before quotation marks), made
 * into tables by gen/report_words.py. Looked up by lower-case form. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H
#include "sayso.h"

enum word_list {
    WORDS_NOUN,
    WORDS_TITLE,
    WORDS_GIVEN_NAME,
    WORDS_DEMONYM,
    WORDS_PRONOUN,
    WORDS_HARM,
    WORDS_MODIFIER,
    WORDS_QUOTED
};
/* The last column of each list. */
enum word_use {
    USE_NONE = 0,
    USE_ROLE = 1,
    USE_KIN,
    USE_ACTOR,
    USE_VICTIM,
    USE_SUBJECT = 10,
    USE_OBJECT,
    USE_POSSESSIVE,
    USE_REFLEXIVE,
    USE_DEMONSTRATIVE,
    USE_KILL = 20,
    USE_WOUND,
    USE_ATTACK,
    USE_SEIZE,
    USE_ADJECTIVE = 30,
    USE_PEOPLE,
    USE_FORM,
    USE_SCARE = 40,
    USE_NAME,
    USE_TITLE,
    USE_WEAK = 50,
    USE_OTHER
};
struct report_word {
    const char *form; /* lower case; words of a phrase are joined by single spaces */
    const char *of;   /* demonym: the place, lower case; verb of attack: its lemma; else NULL */
    sayso_entity_kind kind;
    char sex;       /* m, f, n, - */
    char number;    /* s, p, - */
    uint8_t use;    /* enum word_use */
    uint8_t person; /* pronouns: 1..3 */
};

/* Whether this is a place that the list of demonyms knows ("soviet union"). O(rows). */
bool report_is_place(const char *lower, size_t n);
/* The row of a list with this form; NULL. O(log n). */
const struct report_word *report_word(enum word_list list, const char *lower, size_t n);
#endif
