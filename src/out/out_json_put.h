/* The fields that many parts of a record share, between out_json.c and out_json_facts.c. */
#ifndef OUT_JSON_PUT_H
#define OUT_JSON_PUT_H
#include "out.h"
#include "out_json_value.h"

static inline void put_string(struct json_out *j, const char *key, const char *value) {
    out_json_key(j, key);
    out_json_string(j, value);
}

static inline void put_span(struct json_out *j, const char *key, span s) {
    out_json_key(j, key);
    out_json_span(j, s);
}

static inline void put_id(struct json_out *j, const char *key, char letter, int32_t index) {
    out_json_key(j, key);
    out_json_id(j, letter, index);
}

static inline void put_strings(struct json_out *j, const char *key, sayso_strings strings) {
    out_json_key(j, key);
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < strings.n; i++) out_json_string(j, strings.at[i]);
    out_json_close(j, ']');
}

static inline void put_spans(struct json_out *j, const char *key, sayso_spans spans) {
    out_json_key(j, key);
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < spans.n; i++) out_json_span(j, spans.at[i]);
    out_json_close(j, ']');
}

/* Ids of sources, outermost first; null is a link that nobody names. */
static inline void put_chain(struct json_out *j, sayso_ids chain) {
    out_json_key(j, "chain");
    out_json_open_flat(j, '[');
    for (uint32_t i = 0; i < chain.n; i++) out_json_id(j, 's', chain.at[i]);
    out_json_close(j, ']');
}

/* claims, times, places, amounts, events and incident (out_json_facts.c). */
void out_json_facts(struct json_out *j, const sayso_record *r);
#endif
