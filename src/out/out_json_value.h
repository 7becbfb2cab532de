/* Writing JSON (RFC 8259) as a stream: values come in the order they are written, commas and line breaks by themselves.
 * Own code and not jansson: a record is printed once, in order, and a tree of it would cost more than making it. */
#ifndef OUT_JSON_VALUE_H
#define OUT_JSON_VALUE_H
#include "out_sink.h"

enum { JSON_DEPTH = 16 };
struct json {
    struct sink *s;
    bool pretty;              /* line breaks and two blanks a level */
    uint8_t depth;
    bool flat[JSON_DEPTH];    /* this level stands on one line */
    bool filled[JSON_DEPTH];  /* something stands before in this level */
    bool after_key;
};

void json_init(struct json *j, struct sink *s, bool pretty);
void json_open(struct json *j, char bracket);      /* '{' or '[': its items on lines of their own when pretty */
void json_open_flat(struct json *j, char bracket); /* its items on one line */
void json_close(struct json *j, char bracket);     /* '}' or ']' */
void json_key(struct json *j, const char *key);    /* plain ASCII */

void json_null(struct json *j);
void json_bool(struct json *j, bool value);
void json_number(struct json *j, uint64_t value);
void json_score(struct json *j, double value); /* 0..1, three digits */
/* UTF-8; broken bytes come out as U+FFFD. NULL is null. */
void json_string(struct json *j, const char *string);
void json_string_n(struct json *j, const char *bytes, size_t n);
void json_span(struct json *j, span s); /* [b,e], null where absent */
void json_id(struct json *j, char letter, int32_t index); /* "a3", null below 0 */
#endif
