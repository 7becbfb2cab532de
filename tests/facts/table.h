/* Tables of sentences with what is read from them, a row a line, columns apart by tabs. Lines that are empty or begin with "##"
 * are passed over; a row that begins with "?" is known to fail today: it is printed, and does not fail the run. */
#ifndef TESTS_FACTS_TABLE_H
#define TESTS_FACTS_TABLE_H
#include <stdbool.h>

struct table {
    bool show; /* print the tables as they come out, and judge nothing */
    int failed, known, rows;
};

/* What is read from a row's first column and, in tables of phrases, its second (NULL in others). Calls table_judge once. */
typedef void (*table_row)(void *context, struct table *t, bool known, const char *sentence, const char *phrase, const char *want);

/* Reads folder/name and gives each row to `row`; a table that cannot be opened is a failure. The last column is what is wanted.
 */
void table_read(struct table *t, const char *folder, const char *name, bool phrases, table_row row, void *context);

/* Counts and prints a row by what was got. */
void table_judge(struct table *t, bool known, const char *sentence, const char *phrase, const char *want, const char *got);
#endif
