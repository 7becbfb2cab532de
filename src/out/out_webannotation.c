/* W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one AnnotationCollection with its one page, as JSON-LD on one
 * line. Each annotation is on one stretch of the report's text, told twice: by its words with those around it
 * (TextQuoteSelector) and by its characters, counted as Unicode code points (TextPositionSelector). The source that these
 * count in is the report's own text, named by its hash (RFC 6920); the page it was shown on is the annotation's scope. */
#include "out_chars.h"
#include "out_json_put.h"
#include "out_say.h"
#include <stdio.h>
#include <string.h>

enum { AROUND = 32 }; /* characters of prefix and suffix */

struct web {
    struct json_out j;
    const sayso_record *r;
    struct out_chars chars;
    struct phrase p;
    char text_uri[80]; /* ni:///sha-256;... */
    uint32_t total;
    bool counting; /* the first of two passes: how many annotations there are */
};

/* ni:///sha-256;BASE64URL of the text's hash (RFC 6920, 3). */
static void name_text(struct web *w) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *hex = strchr(w->r->id, ':');
    char *out = w->text_uri + sprintf(w->text_uri, "ni:///sha-256;");
    uint32_t bits = 0, n = 0;
    for (hex = hex ? hex + 1 : w->r->id; *hex && out < w->text_uri + sizeof w->text_uri - 2; hex++) {
        bits = bits << 4 | (uint32_t)(*hex <= '9' ? *hex - '0' : (*hex | 32) - 'a' + 10);
        for (n += 4; n >= 6; n -= 6) *out++ = letters[bits >> (n - 6) & 63];
    }
    if (n) *out++ = letters[bits << (6 - n) & 63];
    *out = 0;
}

static void put_text(struct web *w, const char *key, uint32_t beg, uint32_t end) {
    out_json_key(&w->j, key);
    out_json_string_n(&w->j, w->r->text + beg, end - beg);
}

static void put_target(struct web *w, span at) {
    struct json_out *j = &w->j;
    const char *page = w->r->publication.canonical_uri ? w->r->publication.canonical_uri : w->r->input.uri;
    out_json_key(j, "target");
    out_json_open(j, '{');
    put_string(j, "type", "SpecificResource");
    put_string(j, "source", w->text_uri);
    if (page) put_string(j, "scope", page);
    out_json_key(j, "selector");
    out_json_open(j, '[');
    out_json_open(j, '{');
    put_string(j, "type", "TextQuoteSelector");
    put_text(w, "exact", at.beg, at.end);
    put_text(w, "prefix", out_chars_move(&w->chars, at.beg, -AROUND), at.beg);
    put_text(w, "suffix", at.end, out_chars_move(&w->chars, at.end, AROUND));
    out_json_close(j, '}');
    out_json_open(j, '{');
    put_string(j, "type", "TextPositionSelector");
    out_json_key(j, "start");
    out_json_number(j, out_chars_at(&w->chars, at.beg));
    out_json_key(j, "end");
    out_json_number(j, out_chars_at(&w->chars, at.end));
    out_json_close(j, '}');
    out_json_close(j, ']');
    out_json_close(j, '}');
}

static void put_body(struct web *w, const char *purpose, const char *value) {
    if (!value || !*value) return;
    out_json_open(&w->j, '{');
    put_string(&w->j, "type", "TextualBody");
    put_string(&w->j, "purpose", purpose);
    put_string(&w->j, "value", value);
    put_string(&w->j, "format", "text/plain");
    out_json_close(&w->j, '}');
}

/* begin, bodies, end: one annotation. begin is false in the counting pass, and for a span that is absent. */
static bool begin(struct web *w, char letter, uint32_t index, int part, const char *motivation, span at, const char *tag) {
    char id[128];
    if (!span_is(at)) return false;
    w->total++;
    if (w->counting) return false;
    int n = snprintf(id, sizeof id, "%s#%c%u", w->text_uri, letter, index);
    if (part >= 0) snprintf(id + n, sizeof id - (size_t)n, ".%d", part);
    out_json_open(&w->j, '{');
    put_string(&w->j, "id", id);
    put_string(&w->j, "type", "Annotation");
    put_string(&w->j, "motivation", motivation);
    out_json_key(&w->j, "body");
    out_json_open(&w->j, '[');
    put_body(w, "tagging", tag);
    return true;
}

static void end(struct web *w, span at) {
    out_json_close(&w->j, ']');
    put_target(w, at);
    out_json_close(&w->j, '}');
}

static void put_entities(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_entities; i++)
        for (uint32_t k = 0; k < w->r->entities[i].mentions.n; k++) {
            const sayso_entity *x = &w->r->entities[i];
            if (!begin(w, 'e', i, (int)k, "identifying", x->mentions.at[k], sayso_entity_kind_name(x->kind))) continue;
            put_body(w, "identifying", x->name);
            end(w, x->mentions.at[k]);
        }
}

/* The words of an attribution's source and cue, and its content: each span for itself. */
static void put_attributions(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_attributions; i++) {
        const sayso_attribution *a = &w->r->attributions[i];
        const sayso_spans parts[] = {a->source, a->cue, a->content};
        static const char *const tags[] = {"source", "cue", "content"};
        int number = 0;
        for (int part = 0; part < 3; part++)
            for (uint32_t k = 0; k < parts[part].n; k++) {
                if (!begin(w, 'a', i, number++, "describing", parts[part].at[k], tags[part])) continue;
                const char *name = a->source_id < 0 ? "nobody named" : w->r->sources[a->source_id].name;
                phrase_str(&w->p, name);
                phrase_str(&w->p, part == 1 ? ": " : NULL);
                phrase_str(&w->p, part == 1 ? a->attitude : NULL);
                put_body(w, part == 1 ? "describing" : "identifying", phrase_end(&w->p));
                end(w, parts[part].at[k]);
            }
    }
}

static void put_quotes(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_quotes; i++) {
        const sayso_quote *q = &w->r->quotes[i];
        if (!begin(w, 'q', i, -1, "describing", q->span, "quotation")) continue;
        if (q->speaker >= 0) put_body(w, "identifying", w->r->entities[q->speaker].name);
        if (q->chain.n) {
            say_chain(&w->p, w->r, q->chain);
            put_body(w, "describing", phrase_end(&w->p));
        }
        end(w, q->span);
    }
}

static void put_times(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_times; i++) {
        const sayso_time *t = &w->r->times[i];
        if (!begin(w, 't', i, -1, "identifying", t->span, t->type)) continue;
        put_body(w, "identifying", t->value);
        if (say_timex(&w->p, t->value)) put_body(w, "describing", phrase_end(&w->p));
        end(w, t->span);
    }
}

static void put_places(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_places; i++) {
        const sayso_place *x = &w->r->places[i];
        char uri[64];
        if (!begin(w, 'p', i, -1, "identifying", x->span, "place")) continue;
        if (x->geonames > 0) {
            snprintf(uri, sizeof uri, "https://sws.geonames.org/%lld/", (long long)x->geonames);
            out_json_open(&w->j, '{');
            put_string(&w->j, "type", "SpecificResource");
            put_string(&w->j, "purpose", "identifying");
            put_string(&w->j, "source", uri);
            out_json_close(&w->j, '}');
        }
        say_place(&w->p, x);
        put_body(w, "describing", phrase_end(&w->p));
        end(w, x->span);
    }
}

static void put_amounts(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_amounts; i++) {
        const sayso_amount *x = &w->r->amounts[i];
        if (!begin(w, 'n', i, -1, "describing", x->span, "amount")) continue;
        say_count(&w->p, &x->count);
        if (x->unit) phrase_str(&w->p, " "), phrase_str(&w->p, x->unit);
        if (x->of) phrase_str(&w->p, ": "), phrase_str(&w->p, x->of);
        put_body(w, "describing", phrase_end(&w->p));
        end(w, x->span);
    }
}

static void put_events(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_events; i++) {
        const sayso_event *v = &w->r->events[i];
        if (!begin(w, 'v', i, -1, "classifying", v->trigger, "event")) continue;
        put_body(w, "classifying", v->type);
        put_body(w, "classifying", v->mode);
        phrase_str(&w->p, v->kind);
        phrase_str(&w->p, v->kind ? ", " : NULL);
        phrase_str(&w->p, sayso_status_name(v->status));
        phrase_str(&w->p, ", ");
        phrase_str(&w->p, sayso_certainty_name(v->certainty));
        put_body(w, "describing", phrase_end(&w->p));
        end(w, v->trigger);
    }
}

static void put_claims(struct web *w) {
    for (uint32_t i = 0; i < w->r->n_claims; i++) {
        const sayso_claim *c = &w->r->claims[i];
        const int32_t id = (int32_t)i;
        if (!begin(w, 'c', i, -1, "describing", c->span, c->slot)) continue;
        if (c->value.kind != SAYSO_VALUE_NONE) {
            say_value(&w->p, w->r, &c->value, c->span);
            phrase_str(&w->p, ", ");
        }
        say_so(&w->p, w->r, (sayso_ids){&id, 1});
        put_body(w, "describing", phrase_end(&w->p));
        end(w, c->span);
    }
}

static void put_all(struct web *w) {
    put_entities(w);
    put_attributions(w);
    put_quotes(w);
    put_times(w);
    put_places(w);
    put_amounts(w);
    put_events(w);
    put_claims(w);
}

static void put_collection(struct web *w) {
    struct json_out *j = &w->j;
    char id[128];
    out_json_open(j, '{');
    put_string(j, "@context", "http://www.w3.org/ns/anno.jsonld");
    snprintf(id, sizeof id, "%s#annotations", w->text_uri);
    put_string(j, "id", id);
    put_string(j, "type", "AnnotationCollection");
    put_string(j, "label", w->r->publication.title ? w->r->publication.title : w->r->input.name ? w->r->input.name : "a report");
    out_json_key(j, "generator");
    out_json_open(j, '{');
    put_string(j, "type", "Software");
    put_string(j, "name", "sayso " SAYSO_VERSION);
    out_json_close(j, '}');
    out_json_key(j, "total");
    out_json_number(j, w->total);
    out_json_key(j, "first");
    out_json_open(j, '{');
    snprintf(id, sizeof id, "%s#page", w->text_uri);
    put_string(j, "id", id);
    put_string(j, "type", "AnnotationPage");
    snprintf(id, sizeof id, "%s#annotations", w->text_uri);
    put_string(j, "partOf", id);
    out_json_key(j, "startIndex");
    out_json_number(j, 0);
    out_json_key(j, "items");
    out_json_open(j, '[');
    put_all(w);
    out_json_close(j, ']');
    out_json_close(j, '}');
    out_json_close(j, '}');
}

sayso_code out_webannotation(const struct out_report *report, struct arena *scratch, struct sink *s) {
    const sayso_record *r = report->record;
    struct web w = {.r = r, .p = {.arena = scratch}, .counting = true};
    if (!out_chars_init(&w.chars, r->text, r->n_text, scratch)) return SAYSO_NOMEM;
    name_text(&w);
    put_all(&w);
    w.counting = false;
    out_json_init(&w.j, s, false);
    put_collection(&w);
    sink_char(s, '\n');
    return w.p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
