/* Cells of CSV (RFC 4180). Words that a spreadsheet would take for a formula are disarmed by an apostrophe before them;
 * docs/FORMATS.md says how to take it off again. */
#ifndef OUT_CSV_CELLS_H
#define OUT_CSV_CELLS_H
#include "out_sink.h"

struct csv_row {
    struct sink *s;
    bool begun;
};
void csv_cell_n(struct csv_row *x, const char *words, size_t n);
void csv_cell(struct csv_row *x, const char *words);     /* NULL: empty */
void csv_plain(struct csv_row *x, const char *words);    /* our own numbers and ids: never a formula */
void csv_id(struct csv_row *x, char letter, int32_t id); /* empty below 0 */
void csv_number(struct csv_row *x, bool there, double value);
#endif
