/* Wrapping and styling lines for a terminal. */
#include "out_lines.h"
#include "base_utf8.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void lines_init(struct lines *l, struct sink *s, uint32_t width, bool color) {
    *l = (struct lines){.s = s, .width = width ? width : 80, .color = color, .style = STYLE_PLAIN};
}

static void set_style(struct lines *l, const char *style) {
    if (!l->color || !strcmp(style, l->style)) return;
    if (*l->style) sink_str(l->s, "\033[0m");
    if (*style) sink_printf(l->s, "\033[%sm", style);
    l->style = style;
}

void lines_end(struct lines *l) {
    set_style(l, STYLE_PLAIN);
    if (l->column) sink_char(l->s, '\n');
    l->column = 0;
    l->gap = false;
}

void lines_blank(struct lines *l) {
    lines_end(l);
    sink_char(l->s, '\n');
}

void lines_begin(struct lines *l, uint32_t first, uint32_t further) {
    lines_end(l);
    sink_fill(l->s, ' ', first);
    l->column = first;
    l->indent = further;
}

static uint32_t columns(const char *words, size_t n) {
    uint32_t sum = 0, len;
    for (size_t i = 0; i < n; i += len) sum += utf8_width(utf8_at(words + i, n - i, &len));
    return sum;
}

/* Terminal escapes in a report's words must not reach the terminal. */
static void put_safe(struct sink *s, const char *words, size_t n) {
    size_t kept = 0;
    uint32_t len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = utf8_at(words + i, n - i, &len);
        bool broken = c == 0xfffd && len == 1;
        if (!broken && ((c >= 0x20 && c < 0x7f) || c >= 0xa0)) continue;
        sink_put(s, words + kept, i - kept);
        if (broken) sink_str(s, "\xef\xbf\xbd");
        kept = i + len;
    }
    sink_put(s, words + kept, n - kept);
}

static void put_word(struct lines *l, const char *style, const char *word, size_t n) {
    uint32_t wide = columns(word, n);
    bool fresh = l->column <= l->indent;
    if (!fresh && l->column + l->gap + wide > l->width) {
        set_style(l, STYLE_PLAIN);
        sink_char(l->s, '\n');
        sink_fill(l->s, ' ', l->indent);
        l->column = l->indent;
        l->gap = false;
    }
    if (strcmp(style, l->style)) set_style(l, STYLE_PLAIN); /* the blank has the style only between words of one */
    if (l->gap) sink_char(l->s, ' ');
    set_style(l, style);
    l->column += wide + l->gap;
    put_safe(l->s, word, n);
    l->gap = true;
}

/* Length of the white space at s; 0 at a word. */
static uint32_t space_at(const char *s, size_t n) {
    uint32_t len;
    uint32_t c = utf8_at(s, n, &len);
    return c != 0xa0 && c != 0x202f && utf8_is_space(c) ? len : 0; /* no-break spaces do not break */
}

static void flow(struct lines *l, const char *style, const char *words, size_t n) {
    for (size_t i = 0; i < n;) {
        uint32_t len = space_at(words + i, n - i);
        if (len) {
            i += len;
            continue;
        }
        size_t beg = i;
        while (i < n && !space_at(words + i, n - i)) {
            utf8_at(words + i, n - i, &len);
            i += len;
        }
        put_word(l, style, words + beg, i - beg);
    }
}

void lines_flow(struct lines *l, const char *style, const char *words, size_t n) {
    size_t may = sink_words(l->s, words, n);
    flow(l, style, words, may);
    if (may < n) flow(l, STYLE_DIM, WORDS_CUT, sizeof WORDS_CUT - 1);
}

void lines_say(struct lines *l, const char *style, const char *words) { lines_flow(l, style, words, strlen(words)); }

void lines_sayf(struct lines *l, const char *style, const char *format, ...) {
    char line[256];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    lines_say(l, style, line);
}

void lines_glue(struct lines *l, const char *style, const char *words) {
    l->gap = false;
    lines_say(l, style, words);
}
