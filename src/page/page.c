/* The door of the stage: refuses what is no text, tells HTML from plain text, and hands on to the reader of each. */
#include "page.h"
#include "base_error.h"
#include <strings.h>

enum { HEAD = 1445, SHADOW = 4096 }; /* bytes the MIME Sniffing Standard looks at for binary data; ours for a tag */
static const uint64_t DEFAULT_BYTES = UINT64_C(64) << 20;

/* Files that people hand in by mistake, by their first bytes. */
static const struct magic {
    const char *bytes;
    uint8_t n;
    const char *what;
} MAGIC[] = {
    {"%PDF-", 5, "a PDF document"},
    {"\x89PNG\r\n", 6, "a PNG image"},
    {"GIF8", 4, "a GIF image"},
    {"\xff\xd8\xff", 3, "a JPEG image"},
    {"PK\x03\x04", 4, "a ZIP archive or office document"},
    {"\x1f\x8b", 2, "gzip data"},
    {"\x7f"
     "ELF",
     4, "a program"},
    {"BZh", 3, "bzip2 data"},
    {"\xfd"
     "7zXZ",
     5, "xz data"},
    {"\x28\xb5\x2f\xfd", 4, "zstd data"},
    {"RIFF", 4, "a RIFF file"},
    {"OggS", 4, "an Ogg file"},
    {"ID3", 3, "an MP3 file"},
    {"\xd0\xcf\x11\xe0", 4, "an office document of the old form"},
    {"{\\rtf", 5, "an RTF document"},
    {"SQLite format 3", 15, "an SQLite database"},
};

static bool is_utf16(const char *s, size_t n) { return n >= 2 && (!memcmp(s, "\xff\xfe", 2) || !memcmp(s, "\xfe\xff", 2)); }

static sayso_code refuse_binary(const char *s, size_t n, sayso_error *e) {
    for (size_t i = 0; i < sizeof MAGIC / sizeof *MAGIC; i++)
        if (n >= MAGIC[i].n && !memcmp(s, MAGIC[i].bytes, MAGIC[i].n))
            return error_set(e, SAYSO_FORMAT, "page", 0, "%s, not a page or plain text", MAGIC[i].what);
    const char *nul = is_utf16(s, n) ? NULL : memchr(s, 0, n < HEAD ? n : HEAD);
    if (nul) return error_set(e, SAYSO_FORMAT, "page", (uint64_t)(nul - s), "binary data: a NUL byte");
    return SAYSO_OK;
}

/* The first bytes as they would be in ASCII, lower-cased; UTF-16 without its NULs. */
static size_t shadow(const char *s, size_t n, char *out) {
    size_t k = 0;
    for (size_t i = 0; i < n && k < SHADOW; i++) {
        char c = s[i];
        if (c) out[k++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    out[k] = 0;
    return k;
}

static bool begins(const char *s, const char *tag) {
    size_t n = strlen(tag);
    return !strncmp(s, tag, n) && strchr(" \t\r\n\f/>", s[n]); /* the end of the shadow too */
}

/* A tag that opens the input, or a whole page's tag near its beginning. */
static bool looks_like_html(const char *s, size_t n) {
    static const char *const first[] = {"<html", "<head",  "<body", "<title",   "<meta", "<script",  "<style",
                                        "<link", "<div",   "<p",    "<article", "<main", "<section", "<h1",
                                        "<h2",   "<table", "<br",   "<a",       "<font", "<span"};
    char low[SHADOW + 1];
    const char *at = low + (shadow(s, n, low), 0);
    if (!strncmp(at, "\xef\xbb\xbf", 3))
        at += 3;
    else if (is_utf16(s, n))
        at += 2;
    at += strspn(at, " \t\r\n\f");
    if (!strncmp(at, "<!--", 4)) return true;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (begins(at, first[i])) return true;
    return strstr(at, "<!doctype html") || strstr(at, "<html>") || strstr(at, "<html ") || strstr(at, "<body>") ||
           strstr(at, "<body ");
}

enum form { FORM_HTML, FORM_PLAIN, FORM_UNKNOWN, FORM_OTHER };

static bool is_type(const char *media_type, const char *type) {
    size_t n = strlen(type);
    return !strncasecmp(media_type, type, n) && (!media_type[n] || strchr("; \t", media_type[n]));
}

static enum form form_said(const char *media_type) {
    if (!media_type || !*media_type) return FORM_UNKNOWN;
    if (is_type(media_type, "text/html") || is_type(media_type, "application/xhtml+xml")) return FORM_HTML;
    if (is_type(media_type, "text/plain")) return FORM_PLAIN;
    static const char *const others[] = {"image/", "audio/", "video/", "font/", "application/pdf", "application/zip"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strncasecmp(media_type, others[i], strlen(others[i]))) return FORM_OTHER;
    return FORM_UNKNOWN;
}

sayso_code page_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n, const struct page_options *options,
                     struct page *out, sayso_error *e) {
    uint64_t max = options->max_bytes ? options->max_bytes : DEFAULT_BYTES;
    *out = (struct page){0};
    if (!n) return error_set(e, SAYSO_EMPTY, "page", 0, "no bytes");
    if (n > max || n > INT32_MAX)
        return error_set(e, SAYSO_LIMIT, "page", max < n ? max : INT32_MAX, "%zu bytes, more than %llu", n,
                         (unsigned long long)(max < INT32_MAX ? max : INT32_MAX));
    sayso_code code = refuse_binary(bytes, n, e);
    if (code) return code;
    enum form form = form_said(options->media_type);
    if (form == FORM_OTHER) return error_set(e, SAYSO_FORMAT, "page", 0, "%.80s, not a page or plain text", options->media_type);
    if (form == FORM_UNKNOWN) form = looks_like_html(bytes, n) ? FORM_HTML : FORM_PLAIN;
    return form == FORM_HTML ? page_html_read(arena, scratch, bytes, n, options, out, e)
                             : page_plain_read(arena, scratch, bytes, n, options, out, e);
}
