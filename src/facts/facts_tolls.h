/* Tolls: what a report tells of dead and hurt people, statement by statement: "killed four people", "3 dead, 6 wounded", "the
 * death of a guard". facts_tolls.c finds the words (data/tolls.tsv), facts_tolls_people.c the people they stand for. */
#ifndef FACTS_TOLLS_H
#define FACTS_TOLLS_H
#include "facts_work.h"

enum toll_effect { TOLL_KILLED, TOLL_INJURED, TOLL_SHOT /* hit: dead or not */, TOLL_HOSPITAL };
/* Where in the sentence the people stand: data/tolls.tsv. */
enum toll_people {
    TOLL_OBJECT,
    TOLL_SUBJECT,
    TOLL_STATE,
    TOLL_COMPLEMENT,
    TOLL_OF,
    TOLL_HAD,
    TOLL_SELF,
    TOLL_HIT,
    TOLL_LIFE,
    TOLL_BODY,
    TOLL_SENT
};
struct toll_word {
    const char *form; /* lower case; words joined by single spaces */
    enum toll_effect effect;
    enum toll_people people;
};
extern const struct toll_word toll_table[]; /* by first word, the longer phrase first */
extern const uint32_t n_toll_table;

/* Words around: data/tolls.tsv. */
enum toll_context_kind {
    TOLL_TAKES,
    TOLL_FINDS,
    TOLL_MISSILE,
    TOLL_DOUBLE,
    TOLL_FATAL,
    TOLL_HOSPITAL_WORD,
    TOLL_AFTERMATH,
    TOLL_UNDONE,
    TOLL_UNDONE_NOUN,
    TOLL_TRIES,
    TOLL_SUICIDE,
    TOLL_WEAPON,
    TOLL_ARMS,
    TOLL_ALIVE,
    TOLL_SEVERAL,
    TOLL_DOER
};
struct toll_context {
    const char *form;
    enum toll_context_kind kind;
    int number; /* of TOLL_DOUBLE: how many */
};
extern const struct toll_context toll_contexts[]; /* by form */
extern const uint32_t n_toll_contexts;

/* The people of a statement: tokens [beg, end) with their head. */
struct toll_people_at {
    uint32_t beg, end, head;
    int number; /* told by the word's own adjective ("a double shooting"), 0 */
    bool fatal; /* "a fatal shooting": whoever was hit is dead */
};
/* Finds whom the words [beg, end) of a row tell of. False: nobody is named there. */
bool toll_people_of(const struct report_work *w, const struct toll_word *row, uint32_t beg, uint32_t end,
                    struct toll_people_at *out);

/* Whether words of the table begin at a token, whoever they are told of: their effect, and how many words. 0: none. */
uint32_t toll_words_at(const struct report_work *w, uint32_t token, enum toll_effect *effect);

/* The first token that says the words at `head` did not or will not happen, or only might: "not", "tried to", "if"; -1. */
int32_t toll_denied_by(const struct report_work *w, uint32_t token);

/* Whether a token is a word of this kind. */
bool toll_is_context(const struct report_work *w, uint32_t token, enum toll_context_kind kind);

/* The words of a statement: its people and what is told of them, where they stand near each other. */
span toll_words(const struct report_work *w, const struct toll *x);
#endif
