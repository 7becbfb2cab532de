/* CSV (RFC 4180): one row for each claim. */
#include "out.h"
#include "out_csv_cells.h"
#include "out_say.h"

static const char HEADER[] = "report,claim,slot,value,relation,low,high,about,event,said_by,hedges,words,begin,end,attribution,"
                             "attitude,outlet,published,title,uri,input\r\n";

static void value_cell(struct csv_row *x, const sayso_record *r, const sayso_claim *c, struct phrase *p) {
    const sayso_value *v = &c->value;
    if (v->kind == SAYSO_VALUE_COUNT && v->count.relation == SAYSO_RELATION_EQ && v->count.has_low) {
        csv_number(x, true, v->count.low);
        return;
    }
    if (v->kind == SAYSO_VALUE_TIME && v->id >= 0)
        phrase_str(p, r->times[v->id].value);
    else if (v->kind != SAYSO_VALUE_NONE)
        say_value(p, r, v, c->span);
    csv_cell(x, phrase_end(p));
}

/* Names, outermost first; "?" is a link that nobody names. */
static void chain_cell(struct csv_row *x, const sayso_record *r, sayso_ids chain, struct phrase *p) {
    for (uint32_t i = 0; i < chain.n; i++) {
        if (i) phrase_str(p, " > ");
        const char *name = chain.at[i] < 0 ? NULL : r->sources[chain.at[i]].name;
        phrase_str(p, name ? name : "?");
    }
    csv_cell(x, phrase_end(p));
}

static void put_row(struct sink *s, const sayso_record *r, uint32_t i, struct phrase *p) {
    const sayso_claim *c = &r->claims[i];
    const sayso_count *count = c->value.kind == SAYSO_VALUE_COUNT ? &c->value.count : NULL;
    struct csv_row x = {.s = s};
    csv_cell(&x, r->id);
    csv_id(&x, 'c', (int32_t)i);
    csv_cell(&x, c->slot);
    value_cell(&x, r, c, p);
    csv_cell(&x, count ? sayso_relation_name(count->relation) : NULL);
    csv_number(&x, count && count->has_low, count ? count->low : 0);
    csv_number(&x, count && count->has_high, count ? count->high : 0);
    csv_id(&x, 'v', c->about);
    if (c->about >= 0) phrase_cut(p, r, r->events[c->about].trigger);
    csv_cell(&x, phrase_end(p));
    chain_cell(&x, r, c->chain, p);
    for (uint32_t k = 0; k < c->hedges.n; k++) {
        if (k) phrase_str(p, " | ");
        phrase_cut(p, r, c->hedges.at[k]);
    }
    csv_cell(&x, phrase_end(p));
    csv_cell_n(&x, r->text + c->span.beg, span_len(c->span));
    csv_number(&x, span_is(c->span), c->span.beg);
    csv_number(&x, span_is(c->span), c->span.end);
    csv_id(&x, 'a', c->attribution);
    csv_cell(&x, c->attribution < 0 ? NULL : r->attributions[c->attribution].attitude);
    csv_cell(&x, r->publication.outlet);
    csv_cell(&x, r->publication.published);
    csv_cell(&x, r->publication.title);
    csv_cell(&x, r->publication.canonical_uri ? r->publication.canonical_uri : r->input.uri);
    csv_cell(&x, r->input.name);
    sink_str(s, "\r\n");
}

sayso_code out_csv(const struct out_report *report, const sayso_print_options *options, struct arena *scratch, struct sink *s) {
    struct phrase p = {.arena = scratch};
    if (!options->no_header) out_csv_header(s);
    for (uint32_t i = 0; i < report->record->n_claims && !p.failed; i++) put_row(s, report->record, i, &p);
    return p.failed ? SAYSO_NOMEM : SAYSO_OK;
}

void out_csv_header(struct sink *s) { sink_str(s, HEADER); }
