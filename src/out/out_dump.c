/* What a stage made, in stable text: an item a line, each with its span. For eyes, golden tests and diffs. Words are
 * quoted as in C; long ones are cut in the middle of a line, never a line in two. */
#include "base_error.h"
#include "out.h"
#include "out_dump.h"
#include <string.h>

enum { SHOWN = 100 }; /* bytes of words that a line shows */

void dump_words(struct sink *s, const char *words, size_t n) {
    bool cut = n > SHOWN;
    if (cut) {
        n = SHOWN;
        while (n && ((unsigned char)words[n] & 0xc0) == 0x80) n--;
    }
    sink_char(s, '"');
    for (size_t i = 0; i < n; i++) {
        char c = words[i];
        if (c == '\n')
            sink_str(s, "\\n");
        else if (c == '\t')
            sink_str(s, "\\t");
        else if (c == '"' || c == '\\')
            sink_printf(s, "\\%c", c);
        else if ((unsigned char)c < 0x20 || c == 0x7f)
            sink_printf(s, "\\x%02x", (unsigned)(unsigned char)c);
        else
            sink_char(s, c);
    }
    sink_str(s, cut ? "\"..." : "\"");
}

void dump_span(struct sink *s, span at) {
    if (span_is(at))
        sink_printf(s, "[%u,%u)", at.beg, at.end);
    else
        sink_char(s, '-');
}

void dump_cut(struct sink *s, const char *text, span at) {
    dump_span(s, at);
    if (!span_is(at)) return;
    sink_char(s, ' ');
    dump_words(s, text + at.beg, span_len(at));
}

static void field(struct sink *s, const char *name, const char *value) {
    if (!value) return;
    sink_printf(s, "%s ", name);
    dump_words(s, value, strlen(value));
    sink_char(s, '\n');
}

static void dump_publication(struct sink *s, const sayso_publication *p) {
    field(s, "title", p->title);
    field(s, "outlet", p->outlet);
    for (uint32_t i = 0; i < p->bylines.n; i++) field(s, "byline", p->bylines.at[i]);
    field(s, "published", p->published);
    field(s, "modified", p->modified);
    field(s, "language", p->language);
    field(s, "canonical_uri", p->canonical_uri);
    field(s, "dateline", p->dateline);
}

static void dump_media(struct sink *s, const struct text *t, uint32_t i) {
    const sayso_media *m = &t->media[i];
    sink_printf(s, "media m%u %s", i, sayso_media_kind_name(m->kind));
    if (m->uri) {
        sink_char(s, ' ');
        dump_words(s, m->uri, strlen(m->uri));
    }
    const char *names[] = {"span", "caption", "credit"};
    span spans[] = {m->span, m->caption, m->credit};
    for (int k = 0; k < 3; k++) {
        if (!span_is(spans[k])) continue;
        sink_printf(s, "\n    %s ", names[k]);
        dump_cut(s, t->utf8, spans[k]);
    }
    for (uint32_t k = 0; k < m->n_chain; k++) {
        sink_printf(s, "\n    %s ", sayso_credit_role_name(m->chain[k].role));
        dump_words(s, m->chain[k].name, strlen(m->chain[k].name));
    }
    sink_char(s, '\n');
}

static void dump_page(struct sink *s, const struct out_report *r) {
    const struct text *t = r->text;
    field(s, "media_type", r->page->media_type);
    field(s, "encoding", r->page->encoding);
    dump_publication(s, &t->publication);
    for (uint32_t i = 0; i < t->n_blocks; i++) {
        const sayso_block *b = &t->blocks[i];
        sink_str(s, sayso_block_kind_name(b->kind));
        if (b->level) sink_printf(s, " %u", b->level);
        if (b->media >= 0) sink_printf(s, " m%d", b->media);
        sink_char(s, ' ');
        dump_span(s, b->span);
        sink_str(s, " <- ");
        dump_span(s, b->source);
        sink_char(s, ' ');
        dump_words(s, t->utf8 + b->span.beg, span_len(b->span));
        sink_char(s, '\n');
    }
    for (uint32_t i = 0; i < t->n_media; i++) dump_media(s, t, i);
}

/* Runs: "=" byte by byte, "~" one unit. */
static void dump_text(struct sink *s, const struct out_report *r) {
    const struct text *t = r->text;
    sink_printf(s, "text %u bytes, %u blocks, %u runs\n", t->n, t->n_blocks, t->n_runs);
    for (uint32_t i = 0; i < t->n_runs; i++) {
        const struct page_run *run = &t->runs[i];
        sink_printf(s, "run [%u,%u) %c [%u,%u) ", run->text, run->text + run->n_text, run->n_text == run->n_source ? '=' : '~',
                    run->source, run->source + run->n_source);
        dump_words(s, t->utf8 + run->text, run->n_text);
        sink_char(s, '\n');
    }
    for (uint32_t i = 0; i < r->record->n_sentences; i++) {
        sink_str(s, "sentence ");
        dump_cut(s, t->utf8, r->record->sentences[i]);
        sink_char(s, '\n');
    }
}

sayso_code out_dump(const struct out_report *r, const char *stage, struct sink *s, sayso_error *e) {
    if (!strcmp(stage, "page"))
        dump_page(s, r);
    else if (!strcmp(stage, "text"))
        dump_text(s, r);
    else if (!strcmp(stage, "report"))
        dump_report(s, r->record);
    else if (!strcmp(stage, "facts"))
        dump_facts(s, r->record);
    else if (strcmp(stage, "model"))
        return error_set(e, SAYSO_USAGE, "out", 0, "no stage is called %.60s", stage);
    else if (!r->scores)
        return error_set(e, SAYSO_USAGE, "out", 0, "there are no scores: the report was read without a model");
    else
        dump_scores(s, r);
    return SAYSO_OK;
}
