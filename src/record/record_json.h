/* JSON (RFC 8259) as a flat list of its values, in the order they stand: for reading records back. Own code and not jansson: each
 * value keeps its byte, so that an error can name it; a value costs 16 bytes and no allocation of its own (a tree takes up to
 * forty times its text, and inputs may be 64 MB); a string without escapes stays where it is. */
#ifndef RECORD_JSON_H
#define RECORD_JSON_H
#include "base_arena.h"
#include "base_error.h"

enum { JSON_MAX_BYTES = 64 << 20, JSON_MAX_DEPTH = 64 };

enum json_kind { JSON_IS_NULL, JSON_IS_FALSE, JSON_IS_TRUE, JSON_IS_NUMBER, JSON_IS_STRING, JSON_IS_LIST, JSON_IS_OBJECT };

struct json_value {
    uint32_t beg;  /* its first byte; a string's first behind the quotation mark */
    uint32_t n;    /* bytes of a number, or of a string as written; items of a list; members of an object */
    uint32_t next; /* the value behind this one and all inside it */
    uint8_t kind;  /* enum json_kind */
    bool escaped;  /* a string with backslashes in it */
};

/* values[0] is the whole. Inside a list its items follow, inside an object a key (a string) before each value. */
struct json {
    const char *bytes; /* borrowed */
    struct json_value *values;
    uint32_t n;
};

/* Takes apart n bytes that hold one value; the list lives in `arena`. A byte order mark before it is passed over.
 *   errors   SAYSO_FORMAT with the byte where it stops being JSON, SAYSO_ENCODING for broken UTF-8, SAYSO_LIMIT past the two
 *            numbers above, SAYSO_NOMEM. Time O(n). */
sayso_code json_scan(struct arena *arena, const char *bytes, size_t n, struct json *out, sayso_error *e);

/* A string without its escapes: borrowed where it has none, else in `arena` (NULL: out of memory). Not NUL-terminated, and may
 * hold NUL. */
const char *json_string_of(const struct json *j, uint32_t value, struct arena *arena, uint32_t *n);

/* A number that is whole, below 10^18 and not negative. */
bool json_whole_of(const struct json *j, uint32_t value, uint64_t *out);
/* A number as the nearest double, whatever the locale. False where it is none that is finite. */
bool json_real_of(const struct json *j, uint32_t value, double *out);
#endif
