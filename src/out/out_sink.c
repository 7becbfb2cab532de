/* The buffer between the printers and the caller's write function. */
#include "out_sink.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sink_init(struct sink *s, sayso_write write, void *stream) {
    s->write = write;
    s->stream = stream;
    s->failed = s->cut = false;
    s->put = s->most = 0;
    s->n = 0;
}

static void hand_on(struct sink *s, const char *bytes, size_t n) {
    if (n && !s->failed && s->write(s->stream, bytes, n)) s->failed = true;
}

void sink_allow(struct sink *s, uint64_t bytes) { s->most = s->put + bytes; }

bool sink_spent(const struct sink *s) { return s->most && s->put >= s->most; }

size_t sink_words(struct sink *s, const char *words, size_t n) {
    if (n <= WORDS_SHORT || !s->most || s->put + n <= s->most) return n;
    n = WORDS_SHORT;
    while (n && ((unsigned char)words[n] & 0xc0) == 0x80) n--;
    s->cut = true;
    return n;
}

void sink_put(struct sink *s, const char *bytes, size_t n) {
    s->put += n;
    if (n > sizeof s->buffer - s->n) {
        hand_on(s, s->buffer, s->n);
        s->n = 0;
        if (n >= sizeof s->buffer) {
            hand_on(s, bytes, n);
            return;
        }
    }
    if (n) memcpy(s->buffer + s->n, bytes, n);
    s->n += (uint32_t)n;
}

void sink_str(struct sink *s, const char *string) { sink_put(s, string, strlen(string)); }

void sink_char(struct sink *s, char c) { sink_put(s, &c, 1); }

void sink_fill(struct sink *s, char c, uint32_t n) {
    while (n--) sink_char(s, c);
}

void sink_number(struct sink *s, uint64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    sink_put(s, digits + at, sizeof digits - at);
}

void sink_printf(struct sink *s, const char *format, ...) {
    char line[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n > 0) sink_put(s, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

sayso_code sink_end(struct sink *s) {
    hand_on(s, s->buffer, s->n);
    s->n = 0;
    return s->failed ? SAYSO_IO : SAYSO_OK;
}
