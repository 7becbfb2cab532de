/* Accepts standard input where each line is one JSON value, and each record among them keeps docs/RECORD.md: spans lie in
 * the text on whole characters and in order, ids lead to what they name, words are of the listed kinds. Tells the first
 * that does not. For cli_test.sh, and for runs over whole folders of pages:
 *     sayso read --format jsonl FILE... | json_lines */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
    json_t *record;
    const char *text;
    size_t n_text;
    char why[300];
};

static bool wrong(struct check *c, const char *where, size_t i, const char *what) {
    if (!*c->why) snprintf(c->why, sizeof c->why, "%s[%zu]: %s", where, i, what);
    return false;
}

static json_t *list(const struct check *c, const char *key) { return json_object_get(c->record, key); }

static bool on_border(const struct check *c, json_int_t at) {
    return (size_t)at == c->n_text || ((unsigned char)c->text[at] & 0xc0) != 0x80;
}

static bool span_ok(const struct check *c, json_t *s, json_int_t *beg) {
    json_int_t b = json_integer_value(json_array_get(s, 0)), e = json_integer_value(json_array_get(s, 1));
    *beg = b;
    return json_array_size(s) == 2 && b >= 0 && b < e && (size_t)e <= c->n_text && on_border(c, b) && on_border(c, e);
}

static bool one_span(struct check *c, const char *where, size_t i, json_t *o, const char *key, bool may_be_null) {
    json_int_t beg;
    json_t *s = json_object_get(o, key);
    if (may_be_null && json_is_null(s)) return true;
    return span_ok(c, s, &beg) || wrong(c, where, i, key);
}

static bool spans(struct check *c, const char *where, size_t i, json_t *o, const char *key) {
    json_t *s, *all = json_object_get(o, key);
    json_int_t beg, before = -1;
    size_t k;
    if (!json_is_array(all)) return wrong(c, where, i, key);
    json_array_foreach(all, k, s) {
        if (!span_ok(c, s, &beg) || beg < before) return wrong(c, where, i, key);
        before = beg;
    }
    return true;
}

/* "s3" leads to an item of that list which bears it. */
static bool id_ok(const struct check *c, json_t *id, char letter, const char *of) {
    const char *s = json_string_value(id);
    if (!s || *s != letter) return false;
    json_t *item = json_array_get(list(c, of), (size_t)atol(s + 1));
    const char *own = json_string_value(json_object_get(item, "id"));
    return own && !strcmp(own, s);
}

static bool id(struct check *c, const char *where, size_t i, json_t *o, const char *key, char letter, const char *of) {
    json_t *v = json_object_get(o, key);
    return json_is_null(v) || id_ok(c, v, letter, of) || wrong(c, where, i, key);
}

static bool chain(struct check *c, const char *where, size_t i, json_t *o) {
    json_t *v, *all = json_object_get(o, "chain");
    size_t k;
    if (!json_is_array(all)) return wrong(c, where, i, "chain");
    json_array_foreach(all, k, v) if (!json_is_null(v) && !id_ok(c, v, 's', "sources")) return wrong(c, where, i, "chain");
    return true;
}

static bool word(struct check *c, const char *where, size_t i, json_t *o, const char *key, const char *words) {
    const char *v = json_string_value(json_object_get(o, key));
    char between[64];
    snprintf(between, sizeof between, " %s ", v ? v : "?");
    return strstr(words, between) || wrong(c, where, i, key);
}

static bool blocks(struct check *c, size_t i, json_t *o) {
    json_t *s = json_object_get(o, "source"), *input = json_object_get(c->record, "input");
    bool in = json_integer_value(json_array_get(s, 0)) < json_integer_value(json_array_get(s, 1)) &&
              json_integer_value(json_array_get(s, 1)) <= json_integer_value(json_object_get(input, "bytes"));
    return word(c, "blocks", i, o, "kind",
                " headline deck byline paragraph heading list_item quote caption credit related embed note ") &&
           one_span(c, "blocks", i, o, "span", false) && (in || wrong(c, "blocks", i, "source"));
}

static bool media(struct check *c, size_t i, json_t *o) {
    json_t *link;
    size_t k;
    json_array_foreach(json_object_get(o, "chain"), k, link) {
        if (!json_is_string(json_object_get(link, "name"))) return wrong(c, "media", i, "a link's name");
        if (!word(c, "media", i, link, "role", " creator agency publisher via ")) return false;
    }
    return word(c, "media", i, o, "kind", " image video audio post ") && one_span(c, "media", i, o, "caption", true) &&
           one_span(c, "media", i, o, "credit", true) && one_span(c, "media", i, o, "span", true);
}

static bool entities(struct check *c, size_t i, json_t *o) {
    return word(c, "entities", i, o, "kind", " person group organization place facility thing ") &&
           spans(c, "entities", i, o, "mentions") &&
           (json_array_size(json_object_get(o, "mentions")) || wrong(c, "entities", i, "no mention")) &&
           (json_is_string(json_object_get(o, "name")) || wrong(c, "entities", i, "name"));
}

static bool sources(struct check *c, size_t i, json_t *o) {
    return word(c, "sources", i, o, "kind", " agency outlet official person witness document social unnamed ") &&
           spans(c, "sources", i, o, "mentions") && id(c, "sources", i, o, "entity", 'e', "entities");
}

static bool attributions(struct check *c, size_t i, json_t *o) {
    static const char where[] = "attributions";
    json_t *v = o;
    for (size_t steps = 0; json_is_string(json_object_get(v, "within")); steps++) { /* no one passes on himself */
        v = json_array_get(list(c, where), (size_t)atol(json_string_value(json_object_get(v, "within")) + 1));
        if (steps > json_array_size(list(c, where))) return wrong(c, where, i, "within goes round");
    }
    return spans(c, where, i, o, "source") && spans(c, where, i, o, "cue") && spans(c, where, i, o, "content") &&
           id(c, where, i, o, "source_id", 's', "sources") && id(c, where, i, o, "within", 'a', where) &&
           word(c, where, i, o, "form", " direct indirect mixed ") &&
           (json_is_string(json_object_get(o, "attitude")) || wrong(c, where, i, "attitude"));
}

static bool quotes(struct check *c, size_t i, json_t *o) {
    return one_span(c, "quotes", i, o, "span", false) && id(c, "quotes", i, o, "speaker", 'e', "entities") &&
           id(c, "quotes", i, o, "attribution", 'a', "attributions") && chain(c, "quotes", i, o);
}

static bool claims(struct check *c, size_t i, json_t *o) {
    return one_span(c, "claims", i, o, "span", false) && spans(c, "claims", i, o, "hedges") && chain(c, "claims", i, o) &&
           id(c, "claims", i, o, "attribution", 'a', "attributions") &&
           (json_is_string(json_object_get(o, "slot")) || wrong(c, "claims", i, "slot"));
}

static bool record_ok(struct check *c) {
    static const struct {
        const char *key;
        bool (*ok)(struct check *c, size_t i, json_t *o);
    } lists[] = {
        {"blocks", blocks}, {"media", media},  {"entities", entities}, {"sources", sources}, {"attributions", attributions},
        {"quotes", quotes}, {"claims", claims}};
    if (list(c, "sentences") && !spans(c, "record", 0, c->record, "sentences")) return false;
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        json_t *o;
        size_t i;
        json_array_foreach(list(c, lists[k].key), i, o) if (!lists[k].ok(c, i, o)) return false;
    }
    return true;
}

static bool line_ok(const char *line, int number) {
    json_error_t e;
    json_t *value = json_loads(line, JSON_REJECT_DUPLICATES, &e);
    if (!value) return printf("line %d, %d: %s\n", number, e.column, e.text), false;
    struct check c = {.record = value, .text = json_string_value(json_object_get(value, "text"))};
    bool ok = true;
    if (c.text) {
        c.n_text = json_string_length(json_object_get(value, "text"));
        ok = record_ok(&c);
        if (!ok)
            printf("line %d, %s: %s\n", number, json_string_value(json_object_get(json_object_get(value, "input"), "name")),
                   c.why);
    }
    json_decref(value);
    return ok;
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    int bad = 0;
    for (int n = 1; getline(&line, &size, stdin) > 0; n++) bad += !line_ok(line, n);
    free(line);
    return bad > 0;
}
