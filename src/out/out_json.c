/* The record as JSON: field names and shapes of docs/RECORD.md. Lists that later stages make (times, places, amounts,
 * events, incident) are absent until they are made. */
#include "out.h"
#include "out_json_value.h"

static void put_string(struct json *j, const char *key, const char *value) {
    json_key(j, key);
    json_string(j, value);
}

static void put_span(struct json *j, const char *key, span s) {
    json_key(j, key);
    json_span(j, s);
}

static void put_id(struct json *j, const char *key, char letter, int32_t index) {
    json_key(j, key);
    json_id(j, letter, index);
}

static void put_strings(struct json *j, const char *key, sayso_strings strings) {
    json_key(j, key);
    json_open_flat(j, '[');
    for (uint32_t i = 0; i < strings.n; i++) json_string(j, strings.at[i]);
    json_close(j, ']');
}

static void put_spans(struct json *j, const char *key, sayso_spans spans) {
    json_key(j, key);
    json_open_flat(j, '[');
    for (uint32_t i = 0; i < spans.n; i++) json_span(j, spans.at[i]);
    json_close(j, ']');
}

/* Ids of sources, outermost first; null is a link that nobody names. */
static void put_chain(struct json *j, sayso_ids chain) {
    json_key(j, "chain");
    json_open_flat(j, '[');
    for (uint32_t i = 0; i < chain.n; i++) json_id(j, 's', chain.at[i]);
    json_close(j, ']');
}

static void put_input(struct json *j, const sayso_input *in) {
    json_key(j, "input");
    json_open(j, '{');
    put_string(j, "name", in->name);
    put_string(j, "uri", in->uri);
    put_string(j, "media_type", in->media_type);
    put_string(j, "encoding", in->encoding);
    json_key(j, "bytes");
    json_number(j, in->bytes);
    put_string(j, "sha256", in->sha256);
    json_close(j, '}');
}

static void put_publication(struct json *j, const sayso_publication *p) {
    json_key(j, "publication");
    json_open(j, '{');
    put_string(j, "title", p->title);
    put_string(j, "outlet", p->outlet);
    put_strings(j, "bylines", p->bylines);
    put_string(j, "published", p->published);
    put_string(j, "modified", p->modified);
    put_string(j, "language", p->language);
    put_string(j, "canonical_uri", p->canonical_uri);
    put_string(j, "dateline", p->dateline);
    json_close(j, '}');
}

static void put_blocks(struct json *j, const sayso_record *r) {
    json_key(j, "blocks");
    json_open(j, '[');
    for (uint32_t i = 0; i < r->n_blocks; i++) {
        const sayso_block *b = &r->blocks[i];
        json_open_flat(j, '{');
        put_string(j, "kind", sayso_block_kind_name(b->kind));
        put_span(j, "span", b->span);
        put_span(j, "source", b->source);
        if (b->level) {
            json_key(j, "level");
            json_number(j, b->level);
        }
        if (b->media >= 0) put_id(j, "media", 'm', b->media);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_media(struct json *j, const sayso_record *r) {
    json_key(j, "media");
    json_open(j, '[');
    for (uint32_t i = 0; i < r->n_media; i++) {
        const sayso_media *m = &r->media[i];
        json_open(j, '{');
        put_id(j, "id", 'm', (int32_t)i);
        put_string(j, "kind", sayso_media_kind_name(m->kind));
        put_string(j, "uri", m->uri);
        put_span(j, "span", m->span);
        put_span(j, "caption", m->caption);
        put_span(j, "credit", m->credit);
        json_key(j, "chain");
        json_open_flat(j, '[');
        for (uint32_t k = 0; k < m->n_chain; k++) {
            json_open_flat(j, '{');
            put_string(j, "name", m->chain[k].name);
            put_string(j, "role", sayso_credit_role_name(m->chain[k].role));
            json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_titles(struct json *j, const sayso_record *r, sayso_spans titles) {
    json_key(j, "titles");
    json_open_flat(j, '[');
    for (uint32_t i = 0; i < titles.n; i++) {
        json_open_flat(j, '{');
        json_key(j, "text");
        json_string_n(j, r->text + titles.at[i].beg, span_len(titles.at[i]));
        put_span(j, "span", titles.at[i]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_entities(struct json *j, const sayso_record *r) {
    json_key(j, "entities");
    json_open(j, '[');
    for (uint32_t i = 0; i < r->n_entities; i++) {
        const sayso_entity *x = &r->entities[i];
        json_open(j, '{');
        put_id(j, "id", 'e', (int32_t)i);
        put_string(j, "kind", sayso_entity_kind_name(x->kind));
        put_string(j, "name", x->name);
        put_strings(j, "aliases", x->aliases);
        put_titles(j, r, x->titles);
        json_key(j, "named");
        json_bool(j, x->named);
        put_spans(j, "mentions", x->mentions);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_sources(struct json *j, const sayso_record *r) {
    json_key(j, "sources");
    json_open(j, '[');
    for (uint32_t i = 0; i < r->n_sources; i++) {
        const sayso_source *x = &r->sources[i];
        json_open(j, '{');
        put_id(j, "id", 's', (int32_t)i);
        put_id(j, "entity", 'e', x->entity);
        put_string(j, "name", x->name);
        put_string(j, "kind", sayso_source_kind_name(x->kind));
        json_key(j, "named");
        json_bool(j, x->named);
        put_spans(j, "mentions", x->mentions);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_attributions(struct json *j, const sayso_record *r) {
    json_key(j, "attributions");
    json_open(j, '[');
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const sayso_attribution *a = &r->attributions[i];
        json_open(j, '{');
        put_id(j, "id", 'a', (int32_t)i);
        put_spans(j, "source", a->source);
        put_spans(j, "cue", a->cue);
        put_spans(j, "content", a->content);
        put_id(j, "source_id", 's', a->source_id);
        put_id(j, "within", 'a', a->within);
        put_string(j, "form", sayso_form_name(a->form));
        put_string(j, "attitude", a->attitude);
        json_key(j, "score");
        json_score(j, (double)a->score);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_quotes(struct json *j, const sayso_record *r) {
    json_key(j, "quotes");
    json_open(j, '[');
    for (uint32_t i = 0; i < r->n_quotes; i++) {
        const sayso_quote *q = &r->quotes[i];
        json_open_flat(j, '{');
        put_id(j, "id", 'q', (int32_t)i);
        put_span(j, "span", q->span);
        put_id(j, "speaker", 'e', q->speaker);
        put_id(j, "attribution", 'a', q->attribution);
        put_chain(j, q->chain);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_claims(struct json *j, const sayso_record *r) {
    json_key(j, "claims");
    json_open(j, '[');
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        json_open(j, '{');
        put_id(j, "id", 'c', (int32_t)i);
        put_string(j, "slot", c->slot);
        put_string(j, "value", c->value);
        put_id(j, "about", 'v', c->about);
        put_span(j, "span", c->span);
        put_chain(j, c->chain);
        put_spans(j, "hedges", c->hedges);
        put_id(j, "attribution", 'a', c->attribution);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_sentences(struct json *j, const sayso_record *r) {
    put_spans(j, "sentences", (sayso_spans){r->sentences, r->n_sentences});
}

sayso_code out_json(const struct out_report *report, bool pretty, struct sink *s) {
    const sayso_record *r = report->record;
    struct json j;
    json_init(&j, s, pretty);
    json_open(&j, '{');
    put_string(&j, "sayso", SAYSO_RECORD_VERSION);
    put_string(&j, "id", r->id);
    put_input(&j, &r->input);
    put_publication(&j, &r->publication);
    json_key(&j, "text");
    json_string_n(&j, r->text, r->n_text);
    put_blocks(&j, r);
    put_media(&j, r);
    if (report->scores) { /* without a model nobody looked for these: absent, not empty */
        put_sentences(&j, r);
        put_entities(&j, r);
        put_sources(&j, r);
        put_attributions(&j, r);
    }
    if (report->scores || r->n_quotes) put_quotes(&j, r);
    if (report->scores) put_claims(&j, r);
    json_close(&j, '}');
    sink_char(s, '\n');
    return SAYSO_OK;
}

void out_json_error(const sayso_error *e, struct sink *s) {
    static const char *const names[] = {
#define SAYSO_X(name, message) #name,
        SAYSO_ERRORS(SAYSO_X)
#undef SAYSO_X
    };
    struct json j;
    json_init(&j, s, false);
    json_open(&j, '{');
    json_key(&j, "input");
    json_open(&j, '{');
    put_string(&j, "name", e->input);
    json_close(&j, '}');
    json_key(&j, "error");
    json_open(&j, '{');
    put_string(&j, "code", (size_t)e->code < sizeof names / sizeof *names ? names[e->code] : "UNKNOWN");
    put_string(&j, "stage", e->stage);
    json_key(&j, "byte");
    json_number(&j, e->byte);
    put_string(&j, "message", e->message);
    json_close(&j, '}');
    json_close(&j, '}');
    sink_char(s, '\n');
}
