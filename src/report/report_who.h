/* What mentions, entities and speakers share about who a noun phrase may stand for. Internal to report. */
#ifndef REPORT_WHO_H
#define REPORT_WHO_H
#include "report_work.h"
#include "report_words.h"

/* ---- words (report_who.c) ---------------------------------------------------------------------------------------- */
enum { WHO_FORM = 64 };
/* The token's letters in lower case, cut to WHO_FORM - 1 bytes; returns their number. */
size_t who_lower(const struct report_work *w, uint32_t token, char out[WHO_FORM]);
/* The row of a list for a token; NULL. */
const struct report_word *who_word(const struct report_work *w, uint32_t token, enum word_list list);
/* The pronoun a token is; NULL: none ("US" in capitals is none, nor is the "that" of a clause). */
const struct report_word *who_pronoun(const struct report_work *w, uint32_t token);
bool who_pos(const struct report_work *w, uint32_t token, const char *pos);
/* The relation to the head, subtypes told apart only where `rel` has one: "nsubj" holds for "nsubj:pass" too. */
bool who_rel(const struct report_work *w, uint32_t token, const char *rel);
bool who_capital(const struct report_work *w, uint32_t token);
/* First dependent of `head` by that relation within the sentence; head itself: none. */
uint32_t who_child(const struct report_work *w, uint32_t head, const char *rel);
/* Tokens of the sentence of `token`: [*beg, *end), at most 128 to either side of it. */
void who_sentence(const struct report_work *w, uint32_t token, uint32_t *beg, uint32_t *end);
/* Who does what the verb says: its subject, or that of the verb it is joined or subordinated to; verb itself: nobody. A
 * passive verb's doer stands behind "by". */
uint32_t who_agent(const struct report_work *w, uint32_t verb);
/* To whom it is done; verb itself: nobody. */
uint32_t who_patient(const struct report_work *w, uint32_t verb);
/* "not", "never", "if" hang on it. */
bool who_negated(const struct report_work *w, uint32_t head);
/* The mention whose head is this token, -1. */
int32_t who_mention_at(const struct report_work *w, uint32_t token);

/* The mention that speaks a quotation, by the verb of speech beside it alone; -1 (report_speakers.c). */
int32_t who_speaker(const struct report_work *w, uint32_t quote);
/* Whether a quotation stands by itself behind another one in its paragraph, so that one speaker says both. */
bool who_goes_on(const struct report_work *w, uint32_t quote);
/* The innermost quotation around a span; -1. */
int32_t who_quote_around(const struct report_work *w, span s);

/* ---- traits of mentions and clusters (report_traits.c) ----------------------------------------------------------- */
enum definite { DEFINITE_NOT, DEFINITE_YES, DEFINITE_BARE, DEFINITE_NONE /* any, no, every */ };
enum { WHO_MODIFIERS = 6 };
struct traits {
    char head[WHO_FORM]; /* head noun, lower case, singular */
    char sex, number;    /* m f n -, s p - */
    uint8_t person;      /* of pronouns */
    enum definite definite;
    bool nominal;                     /* a noun, not a name or a pronoun */
    bool credit;                      /* stands in a credit or byline */
    uint8_t use;                      /* enum word_use of the head noun */
    const char *nation;               /* place a demonym or a genitive before the head tells of: "russia"; NULL */
    const char *of;                   /* name in the phrase behind the head: "turkey" of "ambassador to Turkey"; NULL */
    char modifier[WHO_MODIFIERS][24]; /* adjectives and nouns before the head */
    uint8_t n_modifiers;
};
sayso_code who_traits(struct report_work *w, struct traits **out);

/* ---- names (report_names.c) -------------------------------------------------------------------------------------- */
enum name_match { NAME_DIFFERS, NAME_PART, NAME_SAME };
/* How name b (of bytes) goes with name a: the same but for case, accents, points and hyphens; or a part that can stand for
 * it: surname, given name, initials, acronym. Persons and others have rules of their own. */
enum name_match name_match(const char *a, size_t na, const char *b, size_t nb, bool person);
/* Whether two full names of persons can be one person's: no word against another. */
bool name_agrees(const char *a, size_t na, const char *b, size_t nb);
/* Sex that a person's name tells: m, f, -. */
char name_sex(const char *s, size_t n);

/* ---- links between mentions (report_links.c) --------------------------------------------------------------------- */
struct link {
    uint32_t a, b; /* mentions, a before b */
    float score;   /* larger is surer; names and appositions stand above all others */
    bool pronoun;  /* b is a pronoun and the model alone says so */
};
struct links {
    struct link *at;
    uint32_t n, size;
};
sayso_code who_link(struct report_work *w, const struct traits *t, struct links *out);
#endif
