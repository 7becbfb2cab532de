/* What the words that name a source tell of it: a body and which one, a post, a trade. Tables: data/offices.tsv. */
#ifndef STORY_PHRASE_H
#define STORY_PHRASE_H
#include "story_work.h"
#include "gen_offices.h"

enum { PHRASE_TOKENS = 20, PHRASE_BYTES = 200, N_BODIES = 22, NO_BODY = -1 };
enum {
    OFFICE_BODIES = (1 << N_BODIES) - 1,
    OFFICE_PEOPLE = OFFICE_HEAD | OFFICE_SPOKES | OFFICE_STATEMENT | OFFICE_STAFF | OFFICE_LEAK | OFFICE_TRADE
};
/* Bodies of which one incident may well have several, so that two reports' "the hospital" need not be one. */
enum {
    OFFICE_LOOSE = OFFICE_HOSPITAL | OFFICE_COURT | OFFICE_MINISTRY | OFFICE_COMPANY | OFFICE_SCHOOL | OFFICE_UNION |
                   OFFICE_PRISON | OFFICE_AIRPORT | OFFICE_EMBASSY | OFFICE_COMMISSION
};

struct phrase { /* words in lower case, without genitive endings, full stops and marks */
    char bytes[PHRASE_BYTES];
    struct phrase_token {
        const char *word;
        uint32_t beg, end; /* in the phrase as given */
        bool capital;
        uint32_t is; /* classes of offices.tsv of the phrase it is part of */
        bool trade;  /* whose union it is: "workers" of "the ferry workers' union" */
    } at[PHRASE_TOKENS];
    uint32_t n;
};
void story_phrase_cut(const char *s, size_t n, struct phrase *out);

enum phrase_article { ARTICLE_NONE, ARTICLE_DEFINITE, ARTICLE_INDEFINITE };
struct phrase_reading {
    int body;        /* 0..N_BODIES - 1, the bit of its class; NO_BODY */
    uint32_t people; /* classes of OFFICE_PEOPLE that its words have */
    char which[96];  /* what tells the body from others of its class: words in the order of the alphabet, "" */
    bool force;      /* one of them is of the class force: "state police" */
    char role[48];   /* word of the post or trade: "spokesman", "commissioner", "photographer"; "" */
    enum phrase_article article;
    bool plural; /* of the role: "officials" */
    bool under;  /* "deputy", "former": does not lead it */
    bool its;    /* "its photographer", "the agency's reporter": works for one told of before */
};
/* Reads a noun phrase. `name`: words that are a person's name and no part of the body's; may be NULL. `at_start`: it begins a
 * sentence, so that its first capital tells nothing. */
void story_phrase_read(const char *s, size_t n, const char *name, bool at_start, struct phrase_reading *out);
/* A name made comparable: lower case, letters and digits, single blanks, no leading article, no accents; its length. */
size_t story_phrase_fold(const char *s, size_t n, char *out, size_t size);
#endif
