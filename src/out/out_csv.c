/* CSV (RFC 4180): one row for each claim. Cells that a spreadsheet would take for a formula are disarmed by an apostrophe
 * before them; docs/FORMATS.md says how to take it off again. */
#include "out.h"
#include "base_utf8.h"
#include "out_say.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char HEADER[] = "report,claim,slot,value,relation,low,high,about,event,said_by,hedges,words,begin,end,attribution,"
                             "attitude,outlet,published,title,uri,input\r\n";

struct row {
    struct sink *s;
    bool begun;
};

static bool starts_formula(const char *words, size_t n) {
    size_t at = 0;
    while (at < n && (words[at] == '\'' || !words[at]))
        at++; /* so that taking one apostrophe off gives back the words; NUL is not put */
    return at < n && words[at] && strchr("=+-@\t\r", words[at]);
}

static void cell_n(struct row *x, const char *words, size_t n) {
    bool formula = starts_formula(words, n), quoted = formula;
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
    if (quoted) sink_char(x->s, '"');
}

static void cell(struct row *x, const char *words) { cell_n(x, words ? words : "", words ? strlen(words) : 0); }

/* Our own numbers and ids: never a formula, so a negative number stays a number. */
static void plain_cell(struct row *x, const char *words) {
    if (x->begun) sink_char(x->s, ',');
    x->begun = true;
    sink_str(x->s, words);
}

static void id_cell(struct row *x, char letter, int32_t id) {
    char text[16] = "";
    if (id >= 0) snprintf(text, sizeof text, "%c%d", letter, id);
    plain_cell(x, text);
}

static void number_cell(struct row *x, bool there, double value) {
    char text[40] = "";
    if (there && isfinite(value)) snprintf(text, sizeof text, "%.15g", value);
    plain_cell(x, text);
}

static void value_cell(struct row *x, const sayso_record *r, const sayso_claim *c, struct phrase *p) {
    const sayso_value *v = &c->value;
    if (v->kind == SAYSO_VALUE_COUNT && v->count.relation == SAYSO_RELATION_EQ && v->count.has_low) {
        number_cell(x, true, v->count.low);
        return;
    }
    if (v->kind == SAYSO_VALUE_TIME && v->id >= 0)
        phrase_str(p, r->times[v->id].value);
    else if (v->kind != SAYSO_VALUE_NONE)
        say_value(p, r, v, c->span);
    cell(x, phrase_end(p));
}

/* Names, outermost first; "?" is a link that nobody names. */
static void chain_cell(struct row *x, const sayso_record *r, sayso_ids chain, struct phrase *p) {
    for (uint32_t i = 0; i < chain.n; i++) {
        if (i) phrase_str(p, " > ");
        const char *name = chain.at[i] < 0 ? NULL : r->sources[chain.at[i]].name;
        phrase_str(p, name ? name : "?");
    }
    cell(x, phrase_end(p));
}

static void put_row(struct sink *s, const sayso_record *r, uint32_t i, struct phrase *p) {
    const sayso_claim *c = &r->claims[i];
    const sayso_count *count = c->value.kind == SAYSO_VALUE_COUNT ? &c->value.count : NULL;
    struct row x = {.s = s};
    cell(&x, r->id);
    id_cell(&x, 'c', (int32_t)i);
    cell(&x, c->slot);
    value_cell(&x, r, c, p);
    cell(&x, count ? sayso_relation_name(count->relation) : NULL);
    number_cell(&x, count && count->has_low, count ? count->low : 0);
    number_cell(&x, count && count->has_high, count ? count->high : 0);
    id_cell(&x, 'v', c->about);
    if (c->about >= 0) phrase_cut(p, r, r->events[c->about].trigger);
    cell(&x, phrase_end(p));
    chain_cell(&x, r, c->chain, p);
    for (uint32_t k = 0; k < c->hedges.n; k++) {
        if (k) phrase_str(p, " | ");
        phrase_cut(p, r, c->hedges.at[k]);
    }
    cell(&x, phrase_end(p));
    cell_n(&x, r->text + c->span.beg, span_len(c->span));
    number_cell(&x, span_is(c->span), c->span.beg);
    number_cell(&x, span_is(c->span), c->span.end);
    id_cell(&x, 'a', c->attribution);
    cell(&x, c->attribution < 0 ? NULL : r->attributions[c->attribution].attitude);
    cell(&x, r->publication.outlet);
    cell(&x, r->publication.published);
    cell(&x, r->publication.title);
    cell(&x, r->publication.canonical_uri ? r->publication.canonical_uri : r->input.uri);
    cell(&x, r->input.name);
    sink_str(s, "\r\n");
}

sayso_code out_csv(const struct out_report *report, const sayso_print_options *options, struct arena *scratch, struct sink *s) {
    struct phrase p = {.arena = scratch};
    if (!options->no_header) out_csv_header(s);
    for (uint32_t i = 0; i < report->record->n_claims && !p.failed; i++) put_row(s, report->record, i, &p);
    return p.failed ? SAYSO_NOMEM : SAYSO_OK;
}

void out_csv_header(struct sink *s) { sink_str(s, HEADER); }
