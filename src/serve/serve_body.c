/* JSON that came as a request's body: one object, its fields checked where they are asked for. */
#include "serve.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct body {
    json_t *json;
};

struct body *body_read(struct request *q) {
    const char *type = q->media_type ? q->media_type : "";
    size_t n = strcspn(type, "; ");
    if (n != 16 || strncasecmp(type, "application/json", 16)) {
        answer_error(q, 415, "FORMAT", "this call takes JSON, with Content-Type: application/json");
        return NULL;
    }
    json_error_t bad;
    json_t *json = q->body.n ? json_loadb(q->body.at, q->body.n, JSON_REJECT_DUPLICATES, &bad) : NULL;
    if (!q->body.n)
        answer_error(q, 400, "EMPTY", "the body is empty; this call takes a JSON object");
    else if (!json)
        answer_error(q, 400, "FORMAT", "the body is no JSON: line %d, column %d: %s", bad.line, bad.column, bad.text);
    else if (!json_is_object(json))
        answer_error(q, 400, "FORMAT", "the body is no JSON object");
    struct body *b = json && !answered(q) ? malloc(sizeof *b) : NULL;
    if (b)
        b->json = json;
    else {
        json_decref(json);
        if (!answered(q)) answer_error(q, 503, "NOMEM", "out of memory");
    }
    return b;
}

void body_free(struct body *b) {
    if (b) json_decref(b->json);
    free(b);
}

bool body_has(const struct body *b, const char *key) { return json_object_get(b->json, key) != NULL; }

/* NULL where it is not there or null; answers where it is needed. */
static json_t *field(struct request *q, const struct body *b, const char *key, bool needed) {
    json_t *v = json_object_get(b->json, key);
    if (v && !json_is_null(v)) return v;
    if (needed && !answered(q)) answer_error(q, 400, "USAGE", "\"%s\" is missing", key);
    return NULL;
}

const char *body_string(struct request *q, const struct body *b, const char *key, bool needed) {
    json_t *v = field(q, b, key, needed);
    if (!v) return NULL;
    if (json_is_string(v) && json_string_length(v) == strlen(json_string_value(v)) && (!needed || *json_string_value(v)))
        return json_string_value(v);
    if (!answered(q)) answer_error(q, 400, "USAGE", "\"%s\" is text%s", key, needed ? ", and not empty" : "");
    return NULL;
}

int64_t body_number(struct request *q, const struct body *b, const char *key, bool needed) {
    json_t *v = field(q, b, key, needed);
    if (!v) return 0;
    if (json_is_integer(v) && json_integer_value(v) > 0) return json_integer_value(v);
    if (!answered(q)) answer_error(q, 400, "USAGE", "\"%s\" is a number from 1 on", key);
    return 0;
}

sayso_span body_span(struct request *q, const struct body *b, const char *key) {
    json_t *v = field(q, b, key, false);
    if (!v) return (sayso_span){0, 0};
    json_int_t beg = -1, end = -1;
    if (json_is_array(v) && json_array_size(v) == 2 && json_is_integer(json_array_get(v, 0)) &&
        json_is_integer(json_array_get(v, 1)))
        beg = json_integer_value(json_array_get(v, 0)), end = json_integer_value(json_array_get(v, 1));
    if (beg >= 0 && end > beg && end <= UINT32_MAX) return (sayso_span){(uint32_t)beg, (uint32_t)end};
    if (!answered(q)) answer_error(q, 400, "USAGE", "\"%s\" is [begin, end], byte offsets in the report's text", key);
    return (sayso_span){0, 0};
}

int64_t *body_numbers(struct request *q, const struct body *b, const char *key, uint32_t *n) {
    json_t *v = field(q, b, key, true);
    *n = 0;
    size_t count = json_is_array(v) ? json_array_size(v) : 0;
    int64_t *out = count && count <= 10000 ? calloc(count, sizeof *out) : NULL;
    for (size_t i = 0; out && i < count; i++) {
        out[i] = json_integer_value(json_array_get(v, i));
        if (out[i] <= 0) count = 0;
    }
    *n = (uint32_t)count;
    if (out && count) return out;
    free(out);
    if (!answered(q)) answer_error(q, 400, "USAGE", "\"%s\" is a list of numbers from 1 on", key);
    return NULL;
}

bool body_feeds(const char *json, size_t n, body_feed_take *take, void *taker, int64_t *numbers) {
    json_t *list = json_loadb(json, n, 0, NULL), *one;
    size_t i;
    bool ok = json_is_object(list);
    json_array_foreach(json_object_get(list, "feeds"), i, one) {
        const char *uri = json_string_value(json_object_get(one, "uri"));
        int64_t number = json_integer_value(json_object_get(one, "feed"));
        ok = ok && uri && number > 0 && take(taker, number, uri, json_integer_value(json_object_get(one, "last")));
    }
    if (json_integer_value(json_object_get(list, "numbers")) > *numbers)
        *numbers = json_integer_value(json_object_get(list, "numbers"));
    json_decref(list);
    return ok;
}
