/* Bytes that grow, JSON and XML text; serve_text.h. */
#include "serve_text.h"
#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int text_write(void *stream, const char *bytes, size_t n) {
    struct text_out *t = stream;
    if (t->failed) return -1;
    if (n >= t->size - t->n) {
        size_t size = (t->n + n + 64) * 2;
        char *at = size > n ? realloc(t->at, size) : NULL;
        if (!at) return t->failed = true, -1;
        t->at = at, t->size = size;
    }
    if (n) memcpy(t->at + t->n, bytes, n);
    t->n += n;
    t->at[t->n] = 0;
    return 0;
}

void text_put(struct text_out *t, const char *s) { text_write(t, s, strlen(s)); }

void text_printf(struct text_out *t, const char *format, ...) {
    char part[256];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(part, sizeof part, format, args);
    va_end(args);
    assert(n >= 0 && (size_t)n < sizeof part);
    text_write(t, part, (size_t)n);
}

void text_free(struct text_out *t) {
    free(t->at);
    *t = (struct text_out){0};
}

/* Length of the UTF-8 character at s, of n bytes; 0 where it is broken. */
static size_t character(const unsigned char *s, size_t n) {
    if (*s < 0x80) return 1;
    size_t want = *s >= 0xf0 ? 4 : *s >= 0xe0 ? 3 : 2;
    if (*s < 0xc2 || *s > 0xf4 || want > n) return 0;
    for (size_t i = 1; i < want; i++)
        if ((s[i] & 0xc0) != 0x80) return 0;
    if ((*s == 0xe0 && s[1] < 0xa0) || (*s == 0xed && s[1] > 0x9f) || (*s == 0xf0 && s[1] < 0x90) || (*s == 0xf4 && s[1] > 0x8f))
        return 0;
    return want;
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */
static void before_value(struct text_out *t) {
    if (!t->after_key && t->depth && t->filled[t->depth - 1]) text_write(t, ",", 1);
    if (!t->after_key && t->depth) t->filled[t->depth - 1] = true;
    t->after_key = false;
}

void write_open(struct text_out *t, char bracket) {
    before_value(t);
    assert(t->depth < sizeof t->filled);
    t->filled[t->depth++] = false;
    text_write(t, &bracket, 1);
}

void write_close(struct text_out *t, char bracket) {
    assert(t->depth);
    t->depth--;
    text_write(t, &bracket, 1);
}

static void quoted(struct text_out *t, const char *s) {
    const unsigned char *p = (const unsigned char *)s;
    size_t n = strlen(s), from = 0;
    text_write(t, "\"", 1);
    for (size_t i = 0; i < n;) {
        size_t c = character(p + i, n - i);
        if (c && p[i] >= 0x20 && p[i] != '"' && p[i] != '\\' && p[i] != 0x7f) {
            i += c;
            continue;
        }
        text_write(t, s + from, i - from);
        if (!c)
            text_put(t, "\xef\xbf\xbd");
        else if (p[i] == '"' || p[i] == '\\')
            text_printf(t, "\\%c", p[i]);
        else if (p[i] == '\n')
            text_put(t, "\\n");
        else
            text_printf(t, "\\u%04x", p[i]);
        from = ++i;
    }
    text_write(t, s + from, n - from);
    text_write(t, "\"", 1);
}

void write_key(struct text_out *t, const char *key) {
    before_value(t);
    quoted(t, key);
    text_write(t, ":", 1);
    t->after_key = true;
}

void write_string(struct text_out *t, const char *s) {
    before_value(t);
    if (s)
        quoted(t, s);
    else
        text_put(t, "null");
}

void write_null(struct text_out *t) { write_string(t, NULL); }

void write_bool(struct text_out *t, bool value) {
    before_value(t);
    text_put(t, value ? "true" : "false");
}

void write_int(struct text_out *t, int64_t value) {
    before_value(t);
    text_printf(t, "%lld", (long long)value);
}

void write_real(struct text_out *t, double value) {
    if (!isfinite(value)) {
        write_null(t);
        return;
    }
    char part[40];
    before_value(t);
    snprintf(part, sizeof part, "%.9g", value);
    for (char *p = part; *p; p++)
        if (*p == ',') *p = '.'; /* of a program that has set a locale */
    text_put(t, part);
}

void write_raw(struct text_out *t, const char *json, size_t n) {
    before_value(t);
    text_write(t, json, n);
}

void put_string(struct text_out *t, const char *key, const char *value) { write_key(t, key), write_string(t, value); }
void put_int(struct text_out *t, const char *key, int64_t value) { write_key(t, key), write_int(t, value); }
void put_bool(struct text_out *t, const char *key, bool value) { write_key(t, key), write_bool(t, value); }

void put_number(struct text_out *t, const char *key, int64_t value) {
    write_key(t, key);
    if (value)
        write_int(t, value);
    else
        write_null(t);
}

void put_span(struct text_out *t, const char *key, sayso_span span) {
    write_key(t, key);
    if (!span.end) {
        write_null(t);
        return;
    }
    write_open(t, '[');
    write_int(t, span.beg);
    write_int(t, span.end);
    write_close(t, ']');
}

/* ---- XML --------------------------------------------------------------------------------------------------------- */
void text_xml(struct text_out *t, const char *s) {
    const unsigned char *p = (const unsigned char *)(s ? s : "");
    size_t n = strlen((const char *)p);
    for (size_t i = 0; i < n;) {
        size_t c = character(p + i, n - i);
        if (!c || (p[i] < 0x20 && p[i] != '\t' && p[i] != '\n') ||
            (c == 3 && p[i] == 0xef && p[i + 1] == 0xbf && p[i + 2] >= 0xbe))
            text_put(t, "\xef\xbf\xbd"); /* no character of XML 1.0 */
        else if (p[i] == '<' || p[i] == '>' || p[i] == '&' || p[i] == '"')
            text_printf(t, "&#%d;", p[i]);
        else
            text_write(t, (const char *)p + i, c);
        i += c ? c : 1;
    }
}
