/* Cells of CSV. */
#include "out_csv_cells.h"
#include "base_utf8.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool starts_formula(const char *words, size_t n) {
    size_t at = 0;
    while (at < n && (words[at] == '\'' || !words[at]))
        at++; /* so that taking one apostrophe off gives back the words; NUL is not put */
    return at < n && words[at] && strchr("=+-@\t\r", words[at]);
}

void csv_cell_n(struct csv_row *x, const char *words, size_t n) {
    size_t may = sink_words(x->s, words, n);
    bool cut = may < n, formula = starts_formula(words, n = may), quoted = formula;
    uint32_t len;
    if (n) quoted |= words[0] == ' ' || words[n - 1] == ' ';
    for (size_t i = 0; i < n && !quoted; i++) quoted = words[i] && strchr(",\"\r\n", words[i]);
    if (x->begun) sink_char(x->s, ',');
    x->begun = true;
    if (quoted) sink_char(x->s, '"');
    if (formula) sink_char(x->s, '\'');
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = utf8_at(words + i, n - i, &len);
        if (c == 0xfffd && len == 1)
            sink_str(x->s, "\xef\xbf\xbd");
        else if (c == '"')
            sink_str(x->s, "\"\"");
        else if (c)
            sink_put(x->s, words + i, len);
    }
    if (cut) sink_str(x->s, WORDS_CUT);
    if (quoted) sink_char(x->s, '"');
}

void csv_cell(struct csv_row *x, const char *words) { csv_cell_n(x, words ? words : "", words ? strlen(words) : 0); }

/* Our own numbers and ids: never a formula, so a negative number stays a number. */
void csv_plain(struct csv_row *x, const char *words) {
    if (x->begun) sink_char(x->s, ',');
    x->begun = true;
    sink_str(x->s, words);
}

void csv_id(struct csv_row *x, char letter, int32_t id) {
    char text[16] = "";
    if (id >= 0) snprintf(text, sizeof text, "%c%d", letter, id);
    csv_plain(x, text);
}

void csv_number(struct csv_row *x, bool there, double value) {
    char text[40] = "";
    if (there && isfinite(value)) snprintf(text, sizeof text, "%.15g", value);
    csv_plain(x, text);
}
