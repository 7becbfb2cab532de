/* Bytes that grow, and JSON written into them (RFC 8259) as a stream: commas by themselves. */
#ifndef SERVE_TEXT_H
#define SERVE_TEXT_H
#include "sayso.h"

struct text_out {
    char *at; /* NUL behind it; freed with free() */
    size_t n, size;
    bool failed;                /* out of memory: what follows is left out */
    uint8_t depth;              /* of JSON */
    bool filled[24], after_key; /* something stands before in this level */
};

int text_write(void *t, const char *bytes, size_t n); /* fits sayso_write */
void text_put(struct text_out *t, const char *s);
void text_printf(struct text_out *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_xml(struct text_out *t, const char *s); /* as text or attribute value of XML */
void text_free(struct text_out *t);

void write_open(struct text_out *t, char bracket);
void write_close(struct text_out *t, char bracket);
void write_key(struct text_out *t, const char *key); /* plain ASCII */
void write_null(struct text_out *t);
void write_bool(struct text_out *t, bool value);
void write_int(struct text_out *t, int64_t value);
void write_real(struct text_out *t, double value);    /* not finite: null */
void write_string(struct text_out *t, const char *s); /* broken UTF-8 as U+FFFD; NULL is null */
void write_raw(struct text_out *t, const char *json, size_t n);

void put_string(struct text_out *t, const char *key, const char *value);
void put_int(struct text_out *t, const char *key, int64_t value);
void put_number(struct text_out *t, const char *key, int64_t value); /* 0: null */
void put_bool(struct text_out *t, const char *key, bool value);
void put_span(struct text_out *t, const char *key, sayso_span span); /* absent: null */
#endif
