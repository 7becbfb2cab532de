/* Encodings of plain text: UTF-8, UTF-16 by its byte order mark, else windows-1252, the standard's fallback for western
 * text. A text that is UTF-8 but for a few broken bytes stays UTF-8, the broken ones become U+FFFD. */
#include "page_plain.h"
#include "base_error.h"
#include "base_utf8.h"
#include <strings.h>

/* windows-1252, 0x80..0x9f (WHATWG index; the holes are C1 controls as there) */
static const uint16_t HIGH[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
                                  0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                  0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

struct decoder {
    char *out;
    uint32_t *map;
    uint32_t n;
};

static void put(struct decoder *d, uint32_t c, uint32_t source) {
    uint32_t k = utf8_put(c, d->out + d->n);
    for (uint32_t i = 0; i < k; i++) d->map[d->n + i] = source;
    d->n += k;
}

/* Room for a text of at most `most` bytes. */
static bool room(struct arena *scratch, struct decoder *d, size_t most) {
    d->n = 0;
    d->out = arena_alloc(scratch, most + 1);
    d->map = ARENA_ARRAY(scratch, uint32_t, most + 1);
    return d->out && d->map;
}

static void finish(struct decoder *d, uint32_t end, const char *encoding, struct plain_text *out) {
    d->map[d->n] = end;
    *out = (struct plain_text){.s = d->out, .n = d->n, .map = d->map, .encoding = encoding};
}

static sayso_code utf16(struct arena *scratch, const unsigned char *b, size_t n, bool big, struct plain_text *out) {
    struct decoder d;
    if (!room(scratch, &d, n / 2 * 3 + 4)) return SAYSO_NOMEM;
    size_t at = 2;
    while (at + 1 < n) {
        uint32_t from = (uint32_t)at, c = big ? (uint32_t)(b[at] << 8 | b[at + 1]) : (uint32_t)(b[at + 1] << 8 | b[at]);
        at += 2;
        if (c >= 0xd800 && c < 0xdc00 && at + 1 < n) {
            uint32_t low = big ? (uint32_t)(b[at] << 8 | b[at + 1]) : (uint32_t)(b[at + 1] << 8 | b[at]);
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                at += 2;
            } else
                c = 0xfffd;
        } else if (c >= 0xd800 && c < 0xe000)
            c = 0xfffd;
        put(&d, c ? c : 0xfffd, from);
    }
    if (at < n) put(&d, 0xfffd, (uint32_t)at); /* half a character */
    finish(&d, (uint32_t)n, big ? "utf-16be" : "utf-16le", out);
    return SAYSO_OK;
}

static sayso_code windows1252(struct arena *scratch, const unsigned char *b, size_t n, struct plain_text *out) {
    struct decoder d;
    size_t high = 0;
    for (size_t i = 0; i < n; i++) high += b[i] >= 0x80;
    if (!room(scratch, &d, n + 2 * high)) return SAYSO_NOMEM;
    for (size_t i = 0; i < n; i++) put(&d, b[i] >= 0x80 && b[i] < 0xa0 ? HIGH[b[i] - 0x80] : b[i], (uint32_t)i);
    finish(&d, (uint32_t)n, "windows-1252", out);
    return SAYSO_OK;
}

static sayso_code broken_utf8(struct arena *scratch, const char *b, size_t n, size_t broken, struct plain_text *out) {
    struct decoder d;
    if (!room(scratch, &d, n + 2 * broken)) return SAYSO_NOMEM;
    for (size_t at = n >= 3 && !memcmp(b, "\xef\xbb\xbf", 3) ? 3 : 0; at < n;) {
        uint32_t len, c = utf8_at(b + at, n - at, &len);
        put(&d, c, (uint32_t)at);
        for (uint32_t i = 1; i < len; i++) d.map[d.n - len + i] = (uint32_t)at + i; /* as long as in the input */
        at += len;
    }
    finish(&d, (uint32_t)n, "utf-8", out);
    return SAYSO_OK;
}

/* Whole and broken characters beyond ASCII, as UTF-8. */
static void count(const char *b, size_t n, size_t *whole, size_t *broken) {
    *whole = *broken = 0;
    for (size_t at = 0; at < n;) {
        uint32_t len;
        if ((unsigned char)b[at] < 0x80) {
            at++;
            continue;
        }
        if (utf8_at(b + at, n - at, &len) == 0xfffd && len == 1)
            (*broken)++;
        else
            (*whole)++;
        at += len;
    }
}

/* Whether the media type asks for windows-1252 by one of its names. */
static bool asks_1252(const struct page_options *o) {
    static const char *const NAMES[] = {"iso-8859-1", "windows-1252", "latin1", "us-ascii", "ascii", "cp1252"};
    const char *c = o->media_type ? strcasestr(o->media_type, "charset=") : NULL;
    if (!c) return false;
    c += strlen("charset=");
    if (*c == '"') c++;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (!strncasecmp(c, NAMES[i], strlen(NAMES[i]))) return true;
    return false;
}

/* Text has hardly any control characters; data has many. */
static sayso_code refuse_binary(const char *b, size_t n, sayso_error *e) {
    size_t controls = 0, first = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)b[i];
        if (c >= 0x20 || (c >= 9 && c <= 13) || c == 0x1b) continue;
        if (!controls++) first = i;
        if (!c) return error_set(e, SAYSO_FORMAT, "page", i, "binary data: a NUL byte");
    }
    if (controls > 4 && controls > n / 50)
        return error_set(e, SAYSO_FORMAT, "page", first, "binary data: %zu control characters", controls);
    return SAYSO_OK;
}

sayso_code plain_decode(struct arena *scratch, const char *bytes, size_t n, const struct page_options *options,
                        struct plain_text *out, sayso_error *e) {
    const unsigned char *b = (const unsigned char *)bytes;
    sayso_code code = SAYSO_OK;
    if (n >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff))) {
        code = utf16(scratch, b, n, b[0] == 0xfe, out);
        return code ? error_set(e, code, "page", 0, "out of memory") : SAYSO_OK;
    }
    if ((code = refuse_binary(bytes, n, e))) return code;
    bool mark = n >= 3 && !memcmp(b, "\xef\xbb\xbf", 3);
    size_t bad = utf8_check(bytes, n), whole, broken;
    if (bad == n && (mark || !asks_1252(options) || memchr(bytes, 0xc3, n) || memchr(bytes, 0xe2, n))) {
        *out = (struct plain_text){.s = bytes + 3 * mark, .n = (uint32_t)(n - 3 * mark), .shift = 3 * mark, .encoding = "utf-8"};
        return SAYSO_OK;
    }
    count(bytes, n, &whole, &broken);
    code = mark || whole > 4 * broken ? broken_utf8(scratch, bytes, n, broken, out) : windows1252(scratch, b, n, out);
    return code ? error_set(e, code, "page", bad < n ? bad : 0, "out of memory") : SAYSO_OK;
}
