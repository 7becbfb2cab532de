/* What the files of facts_amounts share: words of number, and the number phrases made of them. Internal to facts. */
#ifndef FACTS_AMOUNTS_WORK_H
#define FACTS_AMOUNTS_WORK_H
#include "facts_amounts.h"
#include "report_who.h"

/* ---- words of data/numbers.tsv (facts_amounts_words.c) ------------------------------------------------------------ */
enum amount_class { /* in the order of gen/numbers.py */
                    AMOUNT_UNIT,
                    AMOUNT_TEEN,
                    AMOUNT_TEN,
                    AMOUNT_HUNDRED,
                    AMOUNT_SCALE,
                    AMOUNT_DOZEN,
                    AMOUNT_HALF,
                    AMOUNT_SUFFIX,
                    AMOUNT_ORDINAL_SUFFIX,
                    AMOUNT_ORDINAL,
                    AMOUNT_FRACTION,
                    AMOUNT_VAGUE,
                    AMOUNT_ZERO,
                    AMOUNT_NO,
                    AMOUNT_BOUND,
                    AMOUNT_PASS,
                    AMOUNT_BEHIND,
                    AMOUNT_OPEN,
                    AMOUNT_JOIN,
                    AMOUNT_OTHER,
                    AMOUNT_BEFORE,
                    AMOUNT_MONEY,
                    AMOUNT_PERCENT,
                    AMOUNT_MEASURE,
                    AMOUNT_AGED,
                    AMOUNT_YEARS_OLD,
                    AMOUNT_MONTHS_OLD,
                    AMOUNT_TIME,
                    AMOUNT_MONTH,
                    AMOUNT_LABEL,
                    AMOUNT_LABELLED,
                    AMOUNT_STREET,
                    AMOUNT_FORMATION,
                    AMOUNT_NAME,
                    AMOUNT_DONE,
                    AMOUNT_DOES,
                    AMOUNT_STATE,
                    AMOUNT_DEED,
                    AMOUNT_COUNTED,
                    AMOUNT_TOLL,
                    AMOUNT_GROUP,
                    AMOUNT_PART,
                    N_AMOUNT_CLASSES
};
struct amount_word {
    const char *form; /* lower case, words joined by single spaces */
    const char *note; /* unit, word for "of"; NULL */
    double value;
    bool has_value;
    uint8_t relation; /* of bounds and vague quantities: sayso_relation */
};
/* The row of a class with this form; NULL. O(log n). */
const struct amount_word *amount_word(enum amount_class c, const char *lower, size_t n);
/* The row that the token is by itself; NULL. */
const struct amount_word *amount_word_of(const struct report_work *w, uint32_t token, enum amount_class c);
/* The longest phrase of a class that begins at a token, before `end`: how many tokens, 0 for none; *row where it is not NULL. */
uint32_t amount_words_at(const struct report_work *w, uint32_t token, uint32_t end, enum amount_class c,
                         const struct amount_word **row);
/* The longest phrase of a class that ends right before a token, not before `beg`. */
uint32_t amount_words_before(const struct report_work *w, uint32_t token, uint32_t beg, enum amount_class c);

/* ---- numbers (facts_amounts_number.c) ---------------------------------------------------------------------------- */
struct amount_number {
    uint32_t beg, end; /* tokens */
    double value;      /* of a vague quantity the least */
    bool has_value, ordinal, fraction;
    bool vague;              /* "dozens", "several" */
    sayso_relation relation; /* of vague ones, else EQ */
    bool digits;             /* written in figures, without comma, decimals or words */
    uint8_t n_digits;        /* figures before a comma, a point or a word */
    const char *suffix;      /* unit glued to figures ("10km"), "m" where nothing else tells; NULL */
};
/* The number that begins at a token, before `end`; false: none. Figures past 15 places are none. */
bool amount_number_at(const struct report_work *w, uint32_t token, uint32_t end, struct amount_number *out);
/* Bytes of the sign of money that a token of figures begins with ("£40"), 0: none. */
uint32_t amount_sign_of(const struct report_work *w, uint32_t token, const struct amount_word **row);
bool amount_is_digits(const struct report_work *w, uint32_t token);
bool amount_is_char(const struct report_work *w, uint32_t token, char c);

/* ---- phrases: numbers with bounds and units (facts_amounts_phrase.c) ---------------------------------------------- */
enum amount_kind {
    AMOUNT_IS_COUNT,
    AMOUNT_IS_ORDINAL,
    AMOUNT_IS_AGE,
    AMOUNT_IS_MONEY,
    AMOUNT_IS_PERCENT,
    AMOUNT_IS_MEASURE,
    AMOUNT_IS_NOTHING
};
struct amount_phrase {
    uint32_t beg, end;          /* tokens of number, bounds and unit */
    struct amount_number first; /* the (first) number */
    uint32_t last;              /* token behind the last number */
    sayso_count count;
    enum amount_kind kind;
    const char *unit;
    bool bound, range, others, zero;
    uint32_t glued_noun; /* "12-member": token of the noun; UINT32_MAX */
};
/* The phrase that begins at a token, before `end` (of its sentence); false: none. */
bool amount_phrase_at(const struct report_work *w, uint32_t token, uint32_t end, struct amount_phrase *out);

/* ---- what is no amount (facts_amounts_not.c) ----------------------------------------------------------------------- */
/* Tokens from `token` on that are figures but no amount by their shape alone (a telephone number, a time of day, a name that
 * is a number); 0: none. */
uint32_t amount_not_at(const struct report_work *w, uint32_t token, uint32_t end);
/* Whether the phrase is a year, a date, an address, a route, a calibre, a score, a length of time. */
bool amount_is_not(const struct report_work *w, const struct amount_phrase *p, uint32_t end);

/* ---- nouns (facts_amounts_noun.c) --------------------------------------------------------------------------------- */
bool amount_is_noun(const struct report_work *w, uint32_t token);
/* A noun for people by data/nouns.tsv and data/numbers.tsv, or by the model's mention. */
bool amount_is_person(const struct report_work *w, uint32_t noun);
bool amount_is_plural(const struct report_work *w, uint32_t noun);
/* The head of the noun phrase that begins at a token ("of" stands before it); UINT32_MAX. */
uint32_t amount_head_behind(const struct report_work *w, uint32_t token, uint32_t end);
/* The noun that an amount counts; UINT32_MAX where it stands for the counted itself ("killing four").
 *   number  the number's word by which it hangs on the rest */
uint32_t amount_noun_of(const struct report_work *w, const struct amount_phrase *p, uint32_t number, uint32_t end);

/* ---- what befalls the counted (facts_amounts_fate.c) -------------------------------------------------------------- */
struct amount_fate {
    uint32_t token; /* the word that says it; UINT32_MAX */
    const struct amount_word *row;
};
extern const struct amount_fate amount_no_fate;
/* By the syntax around a noun, or a number that stands for one. */
struct amount_fate amount_fate_of(const struct report_work *w, uint32_t counted);
/* By the words right beside the amount and its noun; `fate`, what the syntax says, where they say nothing surer. */
struct amount_fate amount_fate_beside(const struct report_work *w, const struct amount_phrase *p, uint32_t noun,
                                      struct amount_fate fate);

/* ---- what is counted (facts_amounts_of.c) --------------------------------------------------------------------------- */
/* Fills `of`, others and what the note says of the counted. SAYSO_NOMEM. */
sayso_code amount_counted(struct facts_work *f, const struct amount_phrase *p, sayso_amount *a, struct amount_note *note);
#endif
