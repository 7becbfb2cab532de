/* What one source says in a story, of the story's JSON (docs/RECORD.md, "Story record"): the claims in whose chain it stands, and
 * who relays it. */
#include "serve.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct source {
    struct text_out *out;
    json_t *story, *sources, *reports;
    const char *ids[64]; /* sources of that name in this story: a name may stand twice */
    int n_ids;
    json_t *relays; /* names, a set */
};

static const char *text(json_t *object, const char *key) { return json_string_value(json_object_get(object, key)); }

static json_t *with_id(json_t *list, const char *id) {
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) {
        const char *its = text(one, "id");
        if (id && its && !strcmp(its, id)) return one;
    }
    return NULL;
}

static bool is_it(const struct source *s, const char *id) {
    for (int i = 0; id && i < s->n_ids; i++)
        if (!strcmp(s->ids[i], id)) return true;
    return false;
}

static void add_relay(struct source *s, const char *name) {
    if (name) json_object_set_new(s->relays, name, json_true());
}

/* Everyone before it in a chain, and the outlet that prints the claim, relay it. False: it is not in the chain. */
static bool take_chain(struct source *s, json_t *claim) {
    json_t *chain = json_object_get(claim, "chain"), *link;
    size_t i, at = json_array_size(chain);
    json_array_foreach(chain, i, link) {
        if (!is_it(s, json_string_value(link))) continue;
        at = i;
        break;
    }
    if (at == json_array_size(chain)) return false;
    for (i = 0; i < at; i++) add_relay(s, text(with_id(s->sources, json_string_value(json_array_get(chain, i))), "name"));
    json_t *report = with_id(s->reports, text(claim, "report"));
    json_t *outlet = with_id(s->sources, text(report, "source"));
    if (!is_it(s, text(report, "source"))) add_relay(s, outlet ? text(outlet, "name") : text(report, "outlet"));
    return true;
}

static void put_json(struct text_out *out, json_t *v) {
    char *json = v ? json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    if (json)
        write_raw(out, json, strlen(json));
    else
        write_null(out);
    free(json);
}

static void put_claim(struct source *s, json_t *fact, json_t *value, json_t *claim) {
    struct text_out *out = s->out;
    size_t i;
    json_t *link;
    write_open(out, '{');
    put_string(out, "slot", text(fact, "slot"));
    put_string(out, "about", text(fact, "about"));
    write_key(out, "value");
    put_json(out, json_object_get(value, "value"));
    put_string(out, "words", text(claim, "words"));
    put_string(out, "report", text(claim, "report"));
    put_string(out, "stance", text(claim, "stance"));
    write_key(out, "chain");
    write_open(out, '[');
    json_array_foreach(json_object_get(claim, "chain"), i, link)
        write_string(out, text(with_id(s->sources, json_string_value(link)), "name"));
    write_close(out, ']');
    write_close(out, '}');
}

static void put_claims(struct source *s) {
    size_t f, v, c;
    json_t *fact, *value, *claim;
    json_array_foreach(json_object_get(s->story, "facts"), f, fact) json_array_foreach(json_object_get(fact, "values"), v, value)
        json_array_foreach(json_object_get(value, "claims"), c, claim) if (take_chain(s, claim)) put_claim(s, fact, value, claim);
}

bool source_story(struct text_out *out, const char *json, size_t n, const char *name, int64_t story) {
    struct source s = {.out = out, .story = json_loadb(json, n, 0, NULL), .relays = json_object()};
    size_t i;
    json_t *one;
    const char *relay;
    bool ok = s.story && s.relays;
    s.sources = json_object_get(s.story, "sources"), s.reports = json_object_get(s.story, "reports");
    json_array_foreach(s.sources, i, one) {
        const char *its = text(one, "name"), *id = text(one, "id");
        if (its && id && !strcasecmp(its, name) && s.n_ids < 64) s.ids[s.n_ids++] = id;
    }
    if (ok) {
        json_array_foreach(s.sources, i, one) if (is_it(&s, text(one, "root"))) add_relay(&s, text(one, "name"));
        write_open(out, '{');
        put_int(out, "story", story);
        put_string(out, "title", text(s.story, "title"));
        write_key(out, "claims");
        write_open(out, '[');
        put_claims(&s);
        write_close(out, ']');
        write_key(out, "relayed_by");
        write_open(out, '[');
        json_object_foreach(s.relays, relay, one) write_string(out, relay);
        write_close(out, ']');
        write_close(out, '}');
    }
    json_decref(s.story);
    json_decref(s.relays);
    return ok;
}
