/* What the files of report/ share while one report is made: the tables they fill in turn. Internal to this stage. */
#ifndef REPORT_WORK_H
#define REPORT_WORK_H
#include "base_error.h"
#include "report.h"

/* A word of the text (a BasicTokenizer word: "U.S." is four) with what the taggers say of it. */
struct token {
    span at;
    uint32_t piece;                     /* its first piece */
    int32_t block;                      /* index into text->blocks */
    uint32_t sentence;                  /* index into sentences */
    uint8_t pos, deprel, name, mention; /* labels of these taggers; names of labels: in the tagger's row */
    uint32_t head;                      /* token; itself at the root of a sentence */
    bool glued;                         /* no white space before it */
};

enum mention_form { MENTION_NAME, MENTION_DESCRIPTION, MENTION_PRONOUN };

/* A noun phrase that stands for somebody or something. */
struct mention {
    span at;                 /* with article and title, without relative clause or apposition */
    uint32_t beg, end, head; /* tokens [beg, end), head within */
    enum mention_form form;
    sayso_entity_kind kind;
    bool plural;
    span name;      /* the name inside it ("Karl Roe" in "Sheriff Karl Roe"), {0,0} */
    span title;     /* the title before the name, {0,0} */
    int32_t entity; /* index into entities, -1 until resolved */
};

struct report_work {
    struct arena *arena, *scratch; /* results; whatever may go after this report */
    const struct text *text;
    const struct scores *scores;
    struct { /* of scores, set where the words are made; NULL: asked for by name */
        const struct tagger_scores *pos, *deprel, *name, *mention;
    } tagger;
    sayso_error *e;

    struct token *tokens;
    uint32_t n_tokens;
    sayso_span *sentences;
    uint32_t n_sentences;

    VEC(struct mention) mentions; /* by at.beg, the longer first */
    VEC(sayso_entity) entities;
    VEC(sayso_attribution) attributions; /* by first cue or content byte */
    VEC(sayso_source) sources;
    VEC(sayso_quote) quotes;
    VEC(uint8_t) quote_is_weak; /* beside quotes: in marks, but perhaps not said (a title, a scare quote) */
    VEC(sayso_claim) claims;
};

/* Each fills its part of the work from those before it; SAYSO_NOMEM or SAYSO_LIMIT with w->e filled. Order: report.c. */
sayso_code report_tokens(struct report_work *w);       /* tokens, sentences */
sayso_code report_quotes(struct report_work *w);       /* quotes' spans */
sayso_code report_mentions(struct report_work *w);     /* mentions */
sayso_code report_entities(struct report_work *w);     /* entities, mentions[].entity */
sayso_code report_attributions(struct report_work *w); /* source, cue, content, form, attitude, score */
sayso_code report_nesting(struct report_work *w);      /* within */
sayso_code report_sources(struct report_work *w);      /* sources, source_id */
sayso_code report_speakers(struct report_work *w);     /* quotes' speaker, attribution, chain */
sayso_code report_claims(struct report_work *w);       /* claims */
/* Puts claims in their order, by place (report_claims.c); after it they are final. */
void report_sort_claims(struct report_work *w);

/* Look-ups that several of them need (report_tokens.c). */
/* What the taggers say of a token, by their labels' names ("" where there is no such tagger or label). */
const char *report_pos(const struct report_work *w, uint32_t token);          /* "NOUN", "VERB", ... */
const char *report_deprel(const struct report_work *w, uint32_t token);       /* "nsubj", "nsubj:pass", ... */
const char *report_name(const struct report_work *w, uint32_t token);         /* "O", "B-person", ... */
const char *report_mention_kind(const struct report_work *w, uint32_t token); /* "O", "person", ... */
/* Tokens [*beg, *end) that lie in a span, at least in part. */
void report_tokens_in(const struct report_work *w, span s, uint32_t *beg, uint32_t *end);
/* Whether tokens from `token` on are these lower-case words, joined by single spaces ("according to"); how many, 0: not. */
uint32_t report_words_are(const struct report_work *w, uint32_t token, const char *lower);
/* The word of [beg, end) whose head lies outside it; of several the first; beg where the syntax is silent. */
uint32_t report_head_of(const struct report_work *w, uint32_t beg, uint32_t end);
/* A block of the story's own words, in which one says something over several of them: paragraphs, list items, quotes, ... */
bool report_is_body(const struct report_work *w, int32_t block);
uint32_t report_token_at(const struct report_work *w, uint32_t byte);                /* first token that ends behind byte */
int report_token_is(const struct report_work *w, uint32_t token, const char *lower); /* its letters, without case */
/* Sources from the outermost to that of attribution i, as in claims (report_claims.c). */
sayso_code report_chain(struct report_work *w, int32_t i, sayso_ids *out);
/* By the share of the words inside quotation marks (report_attribution.c). */
sayso_form report_form(const struct report_work *w, sayso_spans content);
/* The mention that is the head of a span: its head word is the span's syntactic head; -1. */
int32_t report_mention_of(const struct report_work *w, span s);
#endif
