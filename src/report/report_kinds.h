/* What kind of source a phrase names, and which words are hedges. Tables made by gen/source_kinds.py from
 * data/source_kinds.tsv and data/hedges.tsv. */
#ifndef REPORT_KINDS_H
#define REPORT_KINDS_H
#include "report_work.h"

struct kind_word {
    const char *words; /* lower case, cut like the report's words */
    sayso_source_kind kind;
    char where;        /* n head noun, t title or office, o word in an organization's name, b stands for an office */
};
extern const struct kind_word kind_table[];
extern const uint32_t n_kind_table;

enum hedge_class { HEDGE_MODAL, HEDGE_ADVERB, HEDGE_VERB, HEDGE_ADJECTIVE, HEDGE_PHRASE };
struct hedge_word {
    const char *words;
    enum hedge_class kind;
};
extern const struct hedge_word hedge_table[];
extern const uint32_t n_hedge_table;

/* What is known of a source by the words that name it. */
struct kind_reading {
    sayso_source_kind kind;
    bool known;         /* something in the words told it */
    const char *outlet; /* the full name of an agency or outlet of the table that the words are; NULL */
    uint32_t word;      /* token of the word that told it */
};
/* Reads tokens [beg, end): the outlet table first, then the row of the head, then offices and titles. */
struct kind_reading kind_read(const struct report_work *w, uint32_t beg, uint32_t end);
/* Where the noun phrase of [beg, end) ends, without what stands behind its head ("a letter | found in the flat"). */
uint32_t kind_core_end(const struct report_work *w, uint32_t beg, uint32_t end);
/* Whether the words name an agency, an outlet or their people: one that passes on what it is told. */
bool kind_is_relay(const struct report_work *w, uint32_t beg, uint32_t end);

/* The hedge that starts at a token, before `end`: how many tokens, 0 for none. */
uint32_t hedge_at(const struct report_work *w, uint32_t token, uint32_t end, enum hedge_class *kind);
/* Hearsay that nobody is named for, at a token: "is said to", "believed to be", "it was thought that"; tokens of the verb. */
uint32_t hearsay_at(const struct report_work *w, uint32_t token, uint32_t end);
#endif
