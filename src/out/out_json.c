/* The record as JSON: field names and shapes of docs/RECORD.md. */
#include "out.h"
#include "out_json_put.h"

static void put_input(struct json_out *j, const sayso_input *in) {
    out_json_key(j, "input");
    out_json_open(j, '{');
    put_string(j, "name", in->name);
    put_string(j, "uri", in->uri);
    put_string(j, "media_type", in->media_type);
    put_string(j, "encoding", in->encoding);
    out_json_key(j, "bytes");
    out_json_number(j, in->bytes);
    put_string(j, "sha256", in->sha256);
    out_json_close(j, '}');
}

static void put_publication(struct json_out *j, const sayso_publication *p) {
    out_json_key(j, "publication");
    out_json_open(j, '{');
    put_string(j, "title", p->title);
    put_string(j, "outlet", p->outlet);
    put_strings(j, "bylines", p->bylines);
    put_string(j, "published", p->published);
    put_string(j, "modified", p->modified);
    put_string(j, "language", p->language);
    put_string(j, "canonical_uri", p->canonical_uri);
    put_string(j, "dateline", p->dateline);
    out_json_close(j, '}');
}

static void put_blocks(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "blocks");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_blocks; i++) {
        const sayso_block *b = &r->blocks[i];
        out_json_open_flat(j, '{');
        put_string(j, "kind", sayso_block_kind_name(b->kind));
        put_span(j, "span", b->span);
        put_span(j, "source", b->source);
        if (b->level) {
            out_json_key(j, "level");
            out_json_number(j, b->level);
        }
        if (b->media >= 0) put_id(j, "media", 'm', b->media);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_media(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "media");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_media; i++) {
        const sayso_media *m = &r->media[i];
        out_json_open(j, '{');
        put_id(j, "id", 'm', (int32_t)i);
        put_string(j, "kind", sayso_media_kind_name(m->kind));
        put_string(j, "uri", m->uri);
        put_span(j, "span", m->span);
        put_span(j, "caption", m->caption);
        put_span(j, "credit", m->credit);
        out_json_key(j, "chain");
        out_json_open_flat(j, '[');
        for (uint32_t k = 0; k < m->n_chain; k++) {
            out_json_open_flat(j, '{');
            put_string(j, "name", m->chain[k].name);
            put_string(j, "role", sayso_credit_role_name(m->chain[k].role));
            out_json_close(j, '}');
        }
        out_json_close(j, ']');
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_titles(struct json_out *j, const sayso_record *r, sayso_spans titles) {
    out_json_key(j, "titles");
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < titles.n; i++) {
        out_json_open_flat(j, '{');
        out_json_key(j, "text");
        out_json_string_n(j, r->text + titles.at[i].beg, span_len(titles.at[i]));
        put_span(j, "span", titles.at[i]);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_entities(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "entities");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_entities; i++) {
        const sayso_entity *x = &r->entities[i];
        out_json_open(j, '{');
        put_id(j, "id", 'e', (int32_t)i);
        put_string(j, "kind", sayso_entity_kind_name(x->kind));
        put_string(j, "name", x->name);
        put_strings(j, "aliases", x->aliases);
        put_titles(j, r, x->titles);
        out_json_key(j, "named");
        out_json_bool(j, x->named);
        put_spans(j, "mentions", x->mentions);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_sources(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "sources");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_sources; i++) {
        const sayso_source *x = &r->sources[i];
        out_json_open(j, '{');
        put_id(j, "id", 's', (int32_t)i);
        put_id(j, "entity", 'e', x->entity);
        put_string(j, "name", x->name);
        put_string(j, "kind", sayso_source_kind_name(x->kind));
        out_json_key(j, "named");
        out_json_bool(j, x->named);
        put_spans(j, "mentions", x->mentions);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_attributions(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "attributions");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const sayso_attribution *a = &r->attributions[i];
        out_json_open(j, '{');
        put_id(j, "id", 'a', (int32_t)i);
        put_spans(j, "source", a->source);
        put_spans(j, "cue", a->cue);
        put_spans(j, "content", a->content);
        put_id(j, "source_id", 's', a->source_id);
        put_id(j, "within", 'a', a->within);
        put_string(j, "form", sayso_form_name(a->form));
        put_string(j, "attitude", a->attitude);
        out_json_key(j, "score");
        out_json_score(j, (double)a->score);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_quotes(struct json_out *j, const sayso_record *r) {
    out_json_key(j, "quotes");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < r->n_quotes; i++) {
        const sayso_quote *q = &r->quotes[i];
        out_json_open_flat(j, '{');
        put_id(j, "id", 'q', (int32_t)i);
        put_span(j, "span", q->span);
        put_id(j, "speaker", 'e', q->speaker);
        put_id(j, "attribution", 'a', q->attribution);
        put_chain(j, q->chain);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_sentences(struct json_out *j, const sayso_record *r) {
    put_spans(j, "sentences", (sayso_spans){r->sentences, r->n_sentences});
}

sayso_code out_json(const struct out_report *report, bool pretty, struct sink *s) {
    const sayso_record *r = report->record;
    struct json_out j;
    out_json_init(&j, s, pretty);
    out_json_open(&j, '{');
    put_string(&j, "sayso", SAYSO_RECORD_VERSION);
    put_string(&j, "id", r->id);
    put_input(&j, &r->input);
    put_publication(&j, &r->publication);
    out_json_key(&j, "text");
    out_json_string_n(&j, r->text, r->n_text);
    put_blocks(&j, r);
    put_media(&j, r);
    if (report->scores) { /* without a model nobody looked for these: absent, not empty */
        put_sentences(&j, r);
        put_entities(&j, r);
        put_sources(&j, r);
        put_attributions(&j, r);
    }
    if (report->scores || r->n_quotes) put_quotes(&j, r);
    if (report->scores) out_json_facts(&j, r);
    out_json_close(&j, '}');
    sink_char(s, '\n');
    return SAYSO_OK;
}

void out_json_error(const sayso_error *e, struct sink *s) {
    static const char *const names[] = {
#define SAYSO_X(name, message) #name,
        SAYSO_ERRORS(SAYSO_X)
#undef SAYSO_X
    };
    struct json_out j;
    out_json_init(&j, s, false);
    out_json_open(&j, '{');
    out_json_key(&j, "input");
    out_json_open(&j, '{');
    put_string(&j, "name", e->input);
    out_json_close(&j, '}');
    out_json_key(&j, "error");
    out_json_open(&j, '{');
    put_string(&j, "code", (size_t)e->code < sizeof names / sizeof *names ? names[e->code] : "UNKNOWN");
    put_string(&j, "stage", e->stage);
    out_json_key(&j, "byte");
    out_json_number(&j, e->byte);
    put_string(&j, "message", e->message);
    out_json_close(&j, '}');
    out_json_close(&j, '}');
    sink_char(s, '\n');
}
