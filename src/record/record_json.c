/* Scanning JSON, see record_json.h: one pass over the bytes with a stack of open lists and objects. */
#include "record_json.h"
#include "base_utf8.h"
#include <assert.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

struct scan {
    const char *s;
    uint32_t n, at;
    struct json_value *values;
    uint32_t n_values, max_values;
    uint32_t open[JSON_MAX_DEPTH]; /* the lists and objects around, the outermost first */
    uint32_t depth;
    sayso_error *e;
};

static sayso_code wrong(const struct scan *s, uint32_t at, const char *what) {
    return error_set(s->e, SAYSO_FORMAT, "record", at, "no JSON: %s", at >= s->n ? "it ends too early" : what);
}

static void skip_space(struct scan *s) {
    while (s->at < s->n && (s->s[s->at] == ' ' || s->s[s->at] == '\n' || s->s[s->at] == '\r' || s->s[s->at] == '\t')) s->at++;
}

/* Values are counted beforehand, so there is always room. */
static struct json_value *add(struct scan *s, enum json_kind kind) {
    assert(s->n_values < s->max_values);
    struct json_value *v = &s->values[s->n_values++];
    *v = (struct json_value){.beg = s->at, .kind = (uint8_t)kind, .next = s->n_values};
    return v;
}

static bool hex4(const struct scan *s, uint32_t at, uint32_t *c) {
    *c = 0;
    if (s->n - at < 4) return false;
    for (uint32_t i = 0; i < 4; i++) {
        char d = s->s[at + i];
        bool letter = (d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F');
        if (!letter && (d < '0' || d > '9')) return false;
        *c = *c * 16 + (uint32_t)(letter ? (d & 7) + 9 : d - '0');
    }
    return true;
}

/* Passes over what stands behind a backslash; surrogates come in pairs. */
static bool escape_ok(struct scan *s) {
    uint32_t high, low;
    if (s->at >= s->n) return false;
    char c = s->s[s->at++];
    if (c != 'u') return c && strchr("\"\\/bfnrt", c);
    if (!hex4(s, s->at, &high)) return false;
    s->at += 4;
    if (high < 0xd800 || high > 0xdfff) return true;
    if (high > 0xdbff || s->n - s->at < 6 || s->s[s->at] != '\\' || s->s[s->at + 1] != 'u' || !hex4(s, s->at + 2, &low) ||
        low < 0xdc00 || low > 0xdfff)
        return false;
    s->at += 6;
    return true;
}

/* At its opening quotation mark. */
static sayso_code scan_string(struct scan *s) {
    s->at++;
    struct json_value *v = add(s, JSON_IS_STRING);
    while (s->at < s->n && s->s[s->at] != '"') {
        unsigned char c = (unsigned char)s->s[s->at];
        uint32_t here = s->at, len;
        if (c == '\\') {
            v->escaped = true;
            s->at++;
            if (!escape_ok(s)) return wrong(s, here, "no such escape");
        } else if (c < 0x20) {
            return wrong(s, here, "a control character in a string");
        } else if (c < 0x80) {
            s->at++;
        } else {
            if (utf8_at(s->s + here, s->n - here, &len) == 0xfffd && len == 1)
                return error_set(s->e, SAYSO_ENCODING, "record", here, "not UTF-8");
            s->at += len;
        }
    }
    if (s->at >= s->n) return wrong(s, s->n, "");
    v->n = s->at++ - v->beg;
    return SAYSO_OK;
}

static uint32_t digits(struct scan *s) {
    uint32_t beg = s->at;
    while (s->at < s->n && s->s[s->at] >= '0' && s->s[s->at] <= '9') s->at++;
    return s->at - beg;
}

static sayso_code scan_number(struct scan *s) {
    struct json_value *v = add(s, JSON_IS_NUMBER);
    if (s->s[s->at] == '-') s->at++;
    uint32_t whole = s->at, n = digits(s);
    if (!n) return wrong(s, s->at, "a number without digits");
    if (n > 1 && s->s[whole] == '0') return wrong(s, whole, "a number that begins with 0");
    if (s->at < s->n && s->s[s->at] == '.') {
        s->at++;
        if (!digits(s)) return wrong(s, s->at, "a number that ends in its point");
    }
    if (s->at < s->n && (s->s[s->at] == 'e' || s->s[s->at] == 'E')) {
        s->at++;
        if (s->at < s->n && (s->s[s->at] == '+' || s->s[s->at] == '-')) s->at++;
        if (!digits(s)) return wrong(s, s->at, "an exponent without digits");
    }
    v->n = s->at - v->beg;
    return SAYSO_OK;
}

static sayso_code scan_word(struct scan *s) {
    static const struct {
        const char *word;
        enum json_kind kind;
    } words[] = {{"null", JSON_IS_NULL}, {"true", JSON_IS_TRUE}, {"false", JSON_IS_FALSE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if (s->n - s->at < n || memcmp(s->s + s->at, words[i].word, n) != 0) continue;
        add(s, words[i].kind);
        s->at += (uint32_t)n;
        return SAYSO_OK;
    }
    return wrong(s, s->at, "a value is missing");
}

static sayso_code scan_key(struct scan *s) {
    skip_space(s);
    if (s->at >= s->n || s->s[s->at] != '"') return wrong(s, s->at, "a key is missing");
    sayso_code code = scan_string(s);
    if (code) return code;
    skip_space(s);
    if (s->at >= s->n || s->s[s->at] != ':') return wrong(s, s->at, "a colon is missing");
    s->at++;
    return SAYSO_OK;
}

/* A value up to its end; of a list or object that is not empty only its beginning, *opened. */
static sayso_code scan_value(struct scan *s, bool *opened) {
    skip_space(s);
    *opened = false;
    if (s->at >= s->n) return wrong(s, s->at, "");
    char c = s->s[s->at];
    if (c == '"') return scan_string(s);
    if (c == '-' || (c >= '0' && c <= '9')) return scan_number(s);
    if (c != '[' && c != '{') return scan_word(s);
    if (s->depth == JSON_MAX_DEPTH) return error_set(s->e, SAYSO_LIMIT, "record", s->at, "nested deeper than %d", JSON_MAX_DEPTH);
    uint32_t me = s->n_values;
    add(s, c == '[' ? JSON_IS_LIST : JSON_IS_OBJECT);
    s->at++;
    skip_space(s);
    if (s->at < s->n && s->s[s->at] == (c == '[' ? ']' : '}')) {
        s->at++;
        return SAYSO_OK;
    }
    s->open[s->depth++] = me;
    *opened = true;
    return c == '{' ? scan_key(s) : SAYSO_OK;
}

/* Behind a value: the comma before the next one, or the ends of what is open around. *more: a value follows. */
static sayso_code scan_behind(struct scan *s, bool *more) {
    *more = false;
    while (s->depth) {
        struct json_value *around = &s->values[s->open[s->depth - 1]];
        around->n++;
        skip_space(s);
        if (s->at < s->n && s->s[s->at] == ',') {
            s->at++;
            *more = true;
            return around->kind == JSON_IS_OBJECT ? scan_key(s) : SAYSO_OK;
        }
        if (s->at >= s->n || s->s[s->at] != (around->kind == JSON_IS_OBJECT ? '}' : ']'))
            return wrong(s, s->at, "a comma or an end is missing");
        s->at++;
        around->next = s->n_values;
        s->depth--;
    }
    skip_space(s);
    return s->at < s->n ? wrong(s, s->at, "something follows behind its end") : SAYSO_OK;
}

/* Each value stands at the beginning or behind one of these, and has a byte of its own and one before it or behind it, but for
 * those that open and are never closed. */
static size_t most_values(const char *s, size_t n) {
    size_t most = 1;
    for (size_t i = 0; i < n; i++) most += (s[i] == ',') + (s[i] == ':') + (s[i] == '[') + (s[i] == '{');
    size_t half = (n + 1) / 2 + JSON_MAX_DEPTH;
    return most < half ? most : half;
}

sayso_code json_scan(struct arena *arena, const char *bytes, size_t n, struct json *out, sayso_error *e) {
    if (n > JSON_MAX_BYTES) return error_set(e, SAYSO_LIMIT, "record", JSON_MAX_BYTES, "more than %d bytes", JSON_MAX_BYTES);
    struct scan s = {.s = bytes, .n = (uint32_t)n, .e = e};
    size_t most = most_values(bytes, n);
    s.max_values = (uint32_t)most;
    s.values = ARENA_ARRAY(arena, struct json_value, most);
    if (!s.values) return error_set(e, SAYSO_NOMEM, "record", 0, "out of memory");
    if (n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) s.at = 3;
    bool more = true, opened;
    while (more) {
        sayso_code code = scan_value(&s, &opened);
        if (!code && !opened) code = scan_behind(&s, &more);
        if (code) return code;
    }
    *out = (struct json){bytes, s.values, s.n_values};
    return SAYSO_OK;
}

/* ---- values ---- */
static uint32_t unit_of(const char *hex) {
    uint32_t c = 0;
    for (int i = 0; i < 4; i++) c = c * 16 + (uint32_t)(hex[i] > '9' ? (hex[i] & 7) + 9 : hex[i] - '0');
    return c;
}

const char *json_string_of(const struct json *j, uint32_t value, struct arena *arena, uint32_t *n) {
    const struct json_value *v = &j->values[value];
    const char *s = j->bytes + v->beg, *end = s + v->n;
    *n = v->n;
    if (!v->escaped) return s;
    char *out = arena_alloc(arena, v->n), *p = out; /* an escape is longer than what it stands for */
    if (!out) return NULL;
    while (s < end) {
        static const char letters[] = "b\bf\fn\nr\rt\t";
        if (*s != '\\') {
            *p++ = *s++;
            continue;
        }
        const char *letter = s[1] == 'u' ? NULL : strchr(letters, s[1]);
        if (s[1] != 'u') {
            *p++ = letter ? letter[1] : s[1];
            s += 2;
            continue;
        }
        uint32_t c = unit_of(s + 2);
        s += 6;
        if (c >= 0xd800 && c <= 0xdbff) {
            c = 0x10000 + ((c - 0xd800) << 10) + (unit_of(s + 2) - 0xdc00);
            s += 6;
        }
        p += utf8_put(c, p);
    }
    *n = (uint32_t)(p - out);
    return out;
}

bool json_whole_of(const struct json *j, uint32_t value, uint64_t *out) {
    const struct json_value *v = &j->values[value];
    if (v->kind != JSON_IS_NUMBER || v->n > 18) return false;
    *out = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        char c = j->bytes[v->beg + i];
        if (c < '0' || c > '9') return false;
        *out = *out * 10 + (uint64_t)(c - '0');
    }
    return true;
}

bool json_real_of(const struct json *j, uint32_t value, double *out) {
    const struct json_value *v = &j->values[value];
    uint64_t whole;
    char text[512];
    if (v->kind != JSON_IS_NUMBER || v->n >= sizeof text) return false;
    if (v->n <= 15 && json_whole_of(j, value, &whole)) {
        *out = (double)whole;
        return true;
    }
    memcpy(text, j->bytes + v->beg, v->n);
    text[v->n] = 0;
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c) return false;
    *out = strtod_l(text, NULL, c);
    freelocale(c);
    return isfinite(*out);
}
