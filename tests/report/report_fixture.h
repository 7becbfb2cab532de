/* Reports made by hand for tests without weights: a table of words with what the taggers would say of them. */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H
#include "report.h"

struct fixture {
    struct arena arena, scratch;
    struct text text;
    struct scores scores;
    sayso_record record;
};

/* A text of blocks, without scores. kinds may be NULL (paragraphs). */
void fixture_text(struct fixture *f, const char *const *blocks, const sayso_block_kind *kinds, uint32_t n);

/* A text with scores from a table (TESTS.md in this folder says what its lines are). */
void fixture_table(struct fixture *f, const char *table);
/* The same from a file. */
void fixture_file(struct fixture *f, const char *path);

/* Runs report_build; fails the test on an error. */
void fixture_build(struct fixture *f);
void fixture_release(struct fixture *f);

/* The entity with a mention of exactly these words (the first such mention); -1. */
int32_t fixture_entity(const struct fixture *f, const char *mention);
/* The n-th (from 0) such mention's entity. */
int32_t fixture_entity_nth(const struct fixture *f, const char *mention, uint32_t nth);
/* The quotation that holds these words; NULL. */
const sayso_quote *fixture_quote(const struct fixture *f, const char *words);
#endif
