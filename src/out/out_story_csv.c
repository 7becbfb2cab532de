/* The story as CSV (RFC 4180): a row for each claim of each value of each slot. */
#include "out_csv_cells.h"
#include "out_say.h"
#include "out_story.h"

static const char HEADER[] =
    "story,slot,about,value,relation,low,high,status,value_roots,value_reports,root,root_kind,chain,stance,hedged,"
    "said_at,words,outlet,published,copy_of,title,uri,report,claim\r\n";

/* Names, outermost first; "?" is a link that nobody names. */
static void chain_cell(struct csv_row *x, const sayso_story *s, sayso_ids chain, struct phrase *p) {
    for (uint32_t i = 0; i < chain.n; i++) {
        if (i) phrase_str(p, " > ");
        phrase_str(p, chain.at[i] < 0 ? "?" : s->sources[chain.at[i]].name);
    }
    csv_cell(x, phrase_end(p));
}

static void value_cells(struct csv_row *x, const sayso_story_fact *f, const sayso_story_value *v, const char *words) {
    const sayso_count *c = v->kind == SAYSO_STORY_COUNT ? &v->count : NULL;
    csv_cell(x, f->slot);
    csv_cell(x, f->about);
    if (v->kind == SAYSO_STORY_TIME)
        csv_cell(x, v->text);
    else
        csv_cell(x, words);
    csv_cell(x, c ? sayso_relation_name(c->relation) : NULL);
    csv_number(x, c && c->has_low, c ? c->low : 0);
    csv_number(x, c && c->has_high, c ? c->high : 0);
    csv_cell(x, sayso_fact_status_name(v->status));
    csv_number(x, true, v->roots.n);
    csv_number(x, true, v->reports.n);
}

static void put_row(struct sink *sink, const sayso_story *s, const sayso_story_fact *f, const sayso_story_value *v,
                    const char *words, const sayso_story_claim *c, struct phrase *p) {
    struct csv_row x = {.s = sink};
    const sayso_story_report *r = &s->reports[c->report];
    csv_cell(&x, s->id);
    value_cells(&x, f, v, words);
    csv_cell(&x, c->root < 0 ? NULL : s->sources[c->root].name);
    csv_cell(&x, c->root < 0 ? NULL : sayso_source_kind_name(s->sources[c->root].kind));
    chain_cell(&x, s, c->chain, p);
    csv_cell(&x, sayso_stance_name(c->stance));
    csv_cell(&x, c->hedged ? "yes" : "no");
    csv_cell(&x, c->said_at);
    csv_cell(&x, c->words);
    csv_cell(&x, r->outlet);
    csv_cell(&x, r->published);
    csv_cell(&x, r->copy_of < 0 ? NULL : s->reports[r->copy_of].id);
    csv_cell(&x, r->title);
    csv_cell(&x, r->uri);
    csv_cell(&x, r->id);
    csv_id(&x, 'c', c->claim);
    sink_str(sink, "\r\n");
}

void out_story_csv_header(struct sink *sink) { sink_str(sink, HEADER); }

sayso_code out_story_csv(const sayso_story *s, const sayso_print_options *options, struct arena *scratch, struct sink *sink) {
    struct phrase p = {.arena = scratch};
    if (!options->no_header) out_story_csv_header(sink);
    for (uint32_t i = 0; i < s->n_facts; i++)
        for (uint32_t n = 0; n < s->facts[i].n_values; n++) {
            const sayso_story_value *v = &s->facts[i].values[n];
            const char *words = out_story_value_words(v, scratch);
            if (!words) return SAYSO_NOMEM;
            for (uint32_t k = 0; k < v->n_claims; k++) put_row(sink, s, &s->facts[i], v, words, &v->claims[k], &p);
        }
    return p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
