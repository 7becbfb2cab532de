/* The steps of a report's making, in their order, and what they made put into the record. */
#include "report_work.h"
#include "base_sha256.h"
#include <stdio.h>
#include <string.h>

typedef sayso_code (*step)(struct report_work *w);

/* With scores: all of them. Each needs what those before it made. */
static const step steps[] = {report_tokens,  report_quotes,  report_mentions, report_entities, report_attributions,
                             report_nesting, report_sources, report_speakers, report_claims};
/* Without scores: what the text alone shows. */
static const step steps_of_text[] = {report_quotes};

void report_fill(const struct report_work *w, sayso_record *out) {
    const struct text *t = w->text;
    memcpy(out->id, "sha256:", 7);
    sha256_hex(t->utf8, t->n, out->id + 7);
    out->publication = t->publication;
    out->text = t->utf8;
    out->n_text = t->n;
    out->blocks = t->blocks;
    out->n_blocks = t->n_blocks;
    out->media = t->media;
    out->n_media = t->n_media;
    out->sentences = w->sentences;
    out->n_sentences = w->n_sentences;
    out->entities = w->entities.at;
    out->n_entities = w->entities.n;
    out->sources = w->sources.at;
    out->n_sources = w->sources.n;
    out->attributions = w->attributions.at;
    out->n_attributions = w->attributions.n;
    out->quotes = w->quotes.at;
    out->n_quotes = w->quotes.n;
    out->claims = w->claims.at;
    out->n_claims = w->claims.n;
}

sayso_code report_run(struct report_work *w) {
    const step *todo = w->scores ? steps : steps_of_text;
    uint32_t n = w->scores ? sizeof steps / sizeof *steps : sizeof steps_of_text / sizeof *steps_of_text;
    for (uint32_t i = 0; i < n; i++) {
        sayso_code code = todo[i](w);
        if (code) return code;
    }
    return SAYSO_OK;
}

sayso_code report_build(struct arena *arena, struct arena *scratch, const struct text *text, const struct scores *scores,
                        sayso_record *out, sayso_error *e) {
    struct report_work w = {.arena = arena, .scratch = scratch, .text = text, .scores = scores, .e = e};
    sayso_code code = report_run(&w);
    if (!code) report_fill(&w, out);
    return code;
}
