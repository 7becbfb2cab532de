/* What a feed goes through before it is XML: its encoding, and characters that XML cannot bear. */
#include "page_feed.h"
#include "base_error.h"
#include "base_utf8.h"
#include "page_tree.h"
#include <stdio.h>
#include <strings.h>

enum { AMPERSAND = FEED_AMPERSAND };

/* The encoding an XML declaration names, or the first bytes show; empty: none. */
static void declared(const char *s, size_t n, char label[40]) {
    *label = 0;
    if (n >= 4 && !memcmp(s, "<\0?\0", 4)) strcpy(label, "utf-16le");
    if (n >= 4 && !memcmp(s, "\0<\0?", 4)) strcpy(label, "utf-16be");
    const char *head = memmem(s, n < 64 ? n : 64, "<?xml", 5),
               *end = head ? memchr(head, '>', n - (size_t)(head - s) < 200 ? n - (size_t)(head - s) : 200) : NULL;
    const char *at = end ? memmem(head, (size_t)(end - head), "encoding", 8) : NULL;
    if (!at) return;
    for (at += 8; at < end && strchr(" \t\r\n=", *at);) at++;
    if (at >= end || (*at != '"' && *at != '\'')) return;
    size_t k = 0;
    for (at++; at < end && *at != '"' && *at != '\'' && k < 39; at++) label[k++] = *at;
    label[k] = 0;
}

sayso_code feed_decode(struct arena *scratch, const char *bytes, size_t n, const char *media_type, struct page_input *input,
                       sayso_error *e) {
    char label[40], type[80];
    declared(bytes, n, label);
    bool wide = n >= 2 && (!bytes[0] || !bytes[1]);
    if (!wide && !strncasecmp(label, "utf-16", 6)) *label = 0; /* it was readable as bytes */
    bool seven = wide || !strncasecmp(label, "iso-2022", 8) || !strcasecmp(label, "hz-gb-2312");
    bool utf8 = !seven && utf8_check(bytes, n) == n;
    const char *charset = media_type ? strcasestr(media_type, "charset") : NULL;
    snprintf(type, sizeof type, "text/xml; charset=%s", utf8 ? "utf-8" : *label ? label : "windows-1252");
    sayso_code code = page_decode(scratch, bytes, n, !utf8 && !*label && charset ? media_type : type, input, e);
    if (code && e) e->stage = "feed";
    return code;
}

/* Whether an ampersand begins what XML takes for a reference. */
static bool refers(const char *s, size_t n) {
    size_t i = 1;
    uint32_t v = 0;
    if (n < 3) return false;
    if (s[1] == '#') {
        bool hex = s[2] == 'x';
        size_t from = i = hex ? 3 : 2;
        for (; i < n && i < from + 8; i++) {
            int d = s[i] >= '0' && s[i] <= '9'                        ? s[i] - '0'
                    : hex && (s[i] | 32) >= 'a' && (s[i] | 32) <= 'f' ? (s[i] | 32) - 'a' + 10
                                                                      : -1;
            if (d < 0) break;
            v = v * (hex ? 16 : 10) + (uint32_t)d;
        }
        bool character = v == 9 || v == 10 || v == 13 || (v >= 32 && v != AMPERSAND && v < 0xD800) ||
                         (v >= 0xE000 && v < 0xFFFE) || (v >= 0x10000 && v < 0x110000);
        return i > from && i < n && s[i] == ';' && character;
    }
    for (; i < n && i < 40; i++)
        if (!((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z') && !(i > 1 && s[i] >= '0' && s[i] <= '9')) break;
    return i > 1 && i < n && s[i] == ';';
}

/* The document type declaration in the prolog: [*beg, the result); the result is 0 where there is none. */
static uint32_t document_type(const char *s, uint32_t n, uint32_t *beg) {
    uint32_t i = 0;
    for (;;) {
        while (i < n && strchr(" \t\r\n", s[i]) && s[i]) i++;
        const char *end = NULL;
        uint32_t len = 3;
        if (n - i >= 4 && !memcmp(s + i, "<!--", 4))
            end = memmem(s + i + 4, n - i - 4, "-->", 3);
        else if (n - i >= 2 && !memcmp(s + i, "<?", 2))
            end = memmem(s + i, n - i, "?>", 2), len = 2;
        if (!end) break;
        i = (uint32_t)(end - s) + len;
    }
    if (n - i < 9 || memcmp(s + i, "<!DOCTYPE", 9)) return 0;
    *beg = i;
    char quote = 0;
    for (bool inside = false; i < n; i++) {
        if (quote) {
            if (s[i] == quote) quote = 0;
        } else if (n - i >= 4 && !memcmp(s + i, "<!--", 4)) {
            const char *end = memmem(s + i + 4, n - i - 4, "-->", 3);
            if (!end) return 0;
            i = (uint32_t)(end - s) + 2;
        } else if (s[i] == '"' || s[i] == '\'')
            quote = s[i];
        else if (s[i] == '[' || s[i] == ']')
            inside = s[i] == '[';
        else if (s[i] == '>' && !inside)
            return i + 1;
    }
    return 0;
}

static bool is_xml_name(const char *s, size_t n) {
    static const char *const NAMES[] = {"amp;", "lt;", "gt;", "quot;", "apos;"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (n > strlen(NAMES[i]) && !memcmp(s + 1, NAMES[i], strlen(NAMES[i]))) return true;
    return n > 1 && s[1] == '#';
}

char *feed_mend(struct arena *scratch, const char *s, uint32_t n) {
    char *out = arena_alloc(scratch, n + 1);
    bool tag = false;
    uint32_t beg = 0, end = document_type(s, n, &beg);
    for (uint32_t i = 0; out && i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        out[i] = s[i];
        if (c == '<' || c == '>') tag = c == '<';
        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == AMPERSAND || (i >= beg && i < end))
            out[i] = ' ';
        else if (c == '&' && (!refers(s + i, n - i) || (tag && !is_xml_name(s + i, n - i))))
            out[i] = AMPERSAND;
        else if (c == 0xEF && i + 2 < n && (unsigned char)s[i + 1] == 0xBF &&
                 (unsigned char)s[i + 2] >= 0xBE) { /* U+FFFE, U+FFFF */
            memcpy(out + i, "\xEF\xBF\xBD", 3);
            i += 2;
        }
    }
    return out;
}
