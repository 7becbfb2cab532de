/* Drafts of ClaimReview (https://schema.org/ClaimReview): one for each value that is claimed of the incident, with who says it
 * where. There is no reviewRating: sayso gives no verdict, the person who reviews it does. A JSON-LD graph on one line. */
#include "out_json_put.h"
#include "out_say.h"
#include "out_story.h"
#include <string.h>

static void put_appearances(struct json_out *j, const sayso_story *s, const sayso_story_value *v) {
    out_json_key(j, "appearance");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < v->reports.n; i++) {
        const sayso_story_report *r = &s->reports[v->reports.at[i]];
        out_json_open_flat(j, '{');
        put_string(j, "@type", "NewsArticle");
        if (r->uri) put_string(j, "url", r->uri);
        if (r->title) put_string(j, "headline", r->title);
        if (r->published) put_string(j, "datePublished", r->published);
        out_json_key(j, "publisher"); /* an Organization or Person, as schema.org has it */
        out_json_open_flat(j, '{');
        put_string(j, "@type", "Organization");
        put_string(j, "name", s->sources[r->outlet_source].name);
        out_json_close(j, '}');
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_authors(struct json_out *j, const sayso_story *s, const sayso_story_value *v) {
    if (!v->roots.n) return;
    out_json_key(j, "author");
    out_json_open(j, '[');
    for (uint32_t i = 0; i < v->roots.n; i++) {
        const sayso_story_source *o = &s->sources[v->roots.at[i]];
        bool person =
            o->kind == SAYSO_SOURCE_PERSON || o->kind == SAYSO_SOURCE_WITNESS || (o->kind == SAYSO_SOURCE_OFFICIAL && o->named);
        out_json_open_flat(j, '{');
        put_string(j, "@type", person ? "Person" : "Organization");
        put_string(j, "name", o->name);
        out_json_close(j, '}');
    }
    out_json_close(j, ']');
}

static void put_review(struct json_out *j, const sayso_story *s, const sayso_story_fact *f, const sayso_story_value *v,
                       struct phrase *p) {
    phrase_str(p, f->about ? f->about : s->title ? s->title : s->id);
    phrase_str(p, " \xe2\x80\x93 ");
    phrase_str(p, f->slot);
    phrase_str(p, ": ");
    phrase_str(p, out_story_value_words(v, p->arena));
    out_json_open(j, '{');
    put_string(j, "@type", "ClaimReview");
    put_string(j, "claimReviewed", phrase_end(p));
    out_json_key(j, "itemReviewed");
    out_json_open(j, '{');
    put_string(j, "@type", "Claim");
    if (v->first_said) put_string(j, "datePublished", v->first_said);
    put_authors(j, s, v);
    put_appearances(j, s, v);
    out_json_close(j, '}');
    put_string(j, "creativeWorkStatus", "Draft");
    out_json_close(j, '}');
}

sayso_code out_story_claimreview(const sayso_story *s, struct arena *scratch, struct sink *sink) {
    struct json_out j;
    struct phrase p = {.arena = scratch};
    out_json_init(&j, sink, false);
    out_json_open(&j, '{');
    put_string(&j, "@context", "https://schema.org");
    out_json_key(&j, "@graph");
    out_json_open(&j, '[');
    for (uint32_t i = 0; i < s->n_facts; i++)
        for (uint32_t v = 0; v < s->facts[i].n_values && !p.failed; v++)
            put_review(&j, s, &s->facts[i], &s->facts[i].values[v], &p);
    out_json_close(&j, ']');
    out_json_close(&j, '}');
    sink_char(sink, '\n');
    return p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
