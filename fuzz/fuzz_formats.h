/* What must hold of a format, whatever the record: shared by the targets that print. Asserts are the finds. */
#ifndef FUZZ_FORMATS_H
#define FUZZ_FORMATS_H
#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "base_utf8.h"
#include "sayso.h"

struct printed {
    char *bytes;
    size_t n, size;
};

static inline int printed_write(void *stream, const char *bytes, size_t n) {
    struct printed *p = stream;
    if (p->n + n + 1 > p->size) {
        p->size = (p->n + n + 1) * 2;
        p->bytes = realloc(p->bytes, p->size);
        if (!p->bytes) abort();
    }
    memcpy(p->bytes + p->n, bytes, n);
    p->n += n;
    p->bytes[p->n] = 0;
    return 0;
}

/* Each line is one JSON value. */
static inline size_t check_json_lines(const char *bytes, size_t n) {
    size_t lines = 0;
    while (n) {
        const char *end = memchr(bytes, '\n', n);
        json_error_t e;
        assert(end);
        json_t *j = json_loadb(bytes, (size_t)(end - bytes), JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &e);
        assert(j);
        json_decref(j);
        n -= (size_t)(end + 1 - bytes);
        bytes = end + 1;
        lines++;
    }
    return lines;
}

/* RFC 4180: rows of as many cells, ended by CR LF; quotes only around whole cells, doubled inside. Words never begin a formula.
 */
static inline size_t check_csv(const char *s, size_t n) {
    size_t rows = 0, cells = 0, want = 0, i = 0;
    while (i < n) {
        bool quoted = s[i] == '"';
        i += quoted;
        assert(i >= n || !strchr("=+@\t", s[i]) || !s[i]); /* "-": our own numbers may be negative */
        for (; i < n; i++) {
            if (quoted && s[i] == '"') {
                if (i + 1 < n && s[i + 1] == '"')
                    i++;
                else
                    break;
            } else if (!quoted && strchr(",\r\n", s[i])) {
                break;
            } else {
                assert(quoted || s[i] != '"');
            }
        }
        assert(i < n);
        i += quoted;
        cells++;
        if (s[i] == ',') {
            i++;
            assert(i < n);
            continue;
        }
        assert(i + 1 < n && s[i] == '\r' && s[i + 1] == '\n');
        i += 2;
        assert(!rows || cells == want);
        want = cells;
        cells = 0;
        rows++;
    }
    return rows;
}

/* Every line begins with an id and a tab, and holds nothing at which a reader ends a line. */
static inline void check_ann(const char *s, size_t n) {
    uint32_t len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = utf8_at(s + i, n - i, &len);
        assert(c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f && c != 0x85 && c != 0x2028 && c != 0x2029));
    }
    while (n) {
        const char *end = memchr(s, '\n', n), *tab = memchr(s, '\t', n);
        assert(end && tab && tab < end && strchr("TERAN#*", *s));
        n -= (size_t)(end + 1 - s);
        s = end + 1;
    }
}

/* Tags nest, and no words of the report have become a tag that is not ours. */
static inline void check_page(const char *page) {
    static const char *const ours[] = {"html",  "head",    "title",   "style",   "body",   "header",     "strong", "span", "mark",
                                       "em",    "a",       "main",    "section", "h1",     "h2",         "h3",     "dl",   "dt",
                                       "dd",    "div",     "b",       "article", "p",      "blockquote", "figure", "ul",   "li",
                                       "aside", "details", "summary", "i",       "footer", "script"};
    enum { N_OURS = sizeof ours / sizeof *ours, DEPTH = 4096 };
    static uint8_t stack[DEPTH];
    size_t depth = 0;
    for (const char *p = page; (p = strchr(p, '<')); p++) {
        bool end = p[1] == '/';
        size_t n = strspn(p + 1 + end, "abcdefghijklmnopqrstuvwxyz123"), k = 0;
        if (!strncmp(p, "<!doctype", 9) || !strncmp(p, "<meta ", 6) || !strncmp(p, "<br>", 4)) continue;
        while (k < N_OURS && !(strlen(ours[k]) == n && !memcmp(ours[k], p + 1 + end, n))) k++;
        assert(k < N_OURS);
        if (end) {
            assert(depth && stack[depth - 1] == k);
            depth--;
        } else {
            assert(depth < DEPTH);
            stack[depth++] = (uint8_t)k;
            if (!strcmp(ours[k], "style") || !strcmp(ours[k], "script")) p = strstr(p, "</") - 1;
        }
    }
    assert(!depth);
}

static inline void check_format(sayso_format f, const char *bytes, size_t n, const sayso_record *r) {
    assert(utf8_check(bytes, n) == n);
    switch (f) {
    case SAYSO_TEXT:
        for (size_t i = 0; i < n; i++) assert((unsigned char)bytes[i] >= 0x20 || bytes[i] == '\n');
        break;
    case SAYSO_JSON: {
        json_t *j = json_loadb(bytes, n, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
        assert(j);
        json_decref(j);
        break;
    }
    case SAYSO_CLAIMREVIEW: /* of stories alone */
    case SAYSO_ATOM:
    case SAYSO_JSONL:
    case SAYSO_WEBANNOTATION:
    case SAYSO_GEOJSON:
        assert(check_json_lines(bytes, n) == 1);
        break;
    case SAYSO_PLOVER:
        assert(check_json_lines(bytes, n) <= r->n_events);
        break;
    case SAYSO_CSV:
        assert(check_csv(bytes, n) == r->n_claims + 1u);
        break;
    case SAYSO_BRAT:
        check_ann(bytes, n);
        break;
    case SAYSO_HTML:
        check_page(bytes);
        break;
    }
}
/* Read back, its JSON Lines is the same again: no record that we make or take is one that we refuse. */
static inline void check_there_and_back(const sayso_report *r) {
    sayso_error e;
    struct printed lines = {0}, again = {0};
    assert(!sayso_print(r, SAYSO_JSONL, NULL, printed_write, &lines, &e));
    sayso_report *back = sayso_report_parse(lines.bytes, lines.n, NULL, &e);
    assert(back && !sayso_print(back, SAYSO_JSONL, NULL, printed_write, &again, &e));
    assert(lines.n == again.n && !memcmp(lines.bytes, again.bytes, lines.n));
    sayso_report_free(back);
    free(lines.bytes);
    free(again.bytes);
}
#endif
