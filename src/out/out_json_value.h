/* Writing JSON (RFC 8259) as a stream: values come in the order they are written, commas and line breaks by themselves.
 * Own code and not jansson: a record is printed once, in order, and a tree of it would cost more than making it. */
#ifndef OUT_JSON_VALUE_H
#define OUT_JSON_VALUE_H
#include "out_sink.h"

enum { JSON_DEPTH = 16 };
struct json_out {
    struct sink *s;
    bool pretty; /* line breaks and two blanks a level */
    uint8_t depth;
    bool flat[JSON_DEPTH];   /* this level stands on one line */
    bool filled[JSON_DEPTH]; /* something stands before in this level */
    bool after_key;
};

void out_json_init(struct json_out *j, struct sink *s, bool pretty);
void out_json_open(struct json_out *j, char bracket);      /* '{' or '[': its items on lines of their own when pretty */
void out_json_open_flat(struct json_out *j, char bracket); /* its items on one line */
void out_json_close(struct json_out *j, char bracket);     /* '}' or ']' */
void out_json_key(struct json_out *j, const char *key);    /* plain ASCII */

void out_json_null(struct json_out *j);
void out_json_bool(struct json_out *j, bool value);
void out_json_number(struct json_out *j, uint64_t value);
void out_json_real(struct json_out *j, double value, int digits); /* at most so many behind the point, no trailing 0; finite */
void out_json_score(struct json_out *j, double value);            /* 0..1, three digits */
/* UTF-8; broken bytes come out as U+FFFD. NULL is null. */
void out_json_string(struct json_out *j, const char *string);
void out_json_string_n(struct json_out *j, const char *bytes, size_t n);
void out_json_span(struct json_out *j, span s);                   /* [b,e], null where absent */
void out_json_id(struct json_out *j, char letter, int32_t index); /* "a3", null below 0 */
#endif
