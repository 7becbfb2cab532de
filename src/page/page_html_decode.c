/* Bytes -> UTF-8 with a map back, by the WHATWG rules of finding a page's encoding. Wraps lexbor's encoding module. */
#include "base_error.h"
#include "base_utf8.h"
#include "page_tree.h"
#include <lexbor/encoding/encoding.h>
#include <lexbor/html/encoding.h>
#include <strings.h>

enum { PRESCAN = 1024, MAX_BYTES = INT32_MAX };

/* The label behind "charset=" of a media type. */
static const lxb_encoding_data_t *of_media_type(const char *media_type) {
    if (!media_type) return NULL;
    const lxb_char_t *s = (const lxb_char_t *)media_type, *end;
    const lxb_char_t *name = lxb_html_encoding_content(s, s + strlen(media_type), &end);
    return name ? lxb_encoding_data_by_pre_name(name, (size_t)(end - name)) : NULL;
}

static const lxb_encoding_data_t *of_meta(const char *bytes, size_t n) {
    const lxb_encoding_data_t *found = NULL;
    lxb_html_encoding_t em;
    const lxb_char_t *s = (const lxb_char_t *)bytes;
    if (n > PRESCAN) n = PRESCAN;
    if (lxb_html_encoding_init(&em) == LXB_STATUS_OK) {
        size_t len = 0;
        const lxb_char_t *name = lxb_html_encoding_prescan(&em, s, s + n, &len);
        if (name) found = lxb_encoding_data_by_pre_name(name, len);
    }
    lxb_html_encoding_destroy(&em, false);
    if (found && (found->encoding == LXB_ENCODING_UTF_16LE || found->encoding == LXB_ENCODING_UTF_16BE))
        return lxb_encoding_data(LXB_ENCODING_UTF_8); /* a <meta> that could be read is not UTF-16 */
    return found;
}

static const lxb_encoding_data_t *sniff(const char *bytes, size_t n, const char *media_type, size_t *skip) {
    const unsigned char *b = (const unsigned char *)bytes;
    *skip = 0;
    if (n >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF) return *skip = 3, lxb_encoding_data(LXB_ENCODING_UTF_8);
    if (n >= 2 && b[0] == 0xFE && b[1] == 0xFF) return *skip = 2, lxb_encoding_data(LXB_ENCODING_UTF_16BE);
    if (n >= 2 && b[0] == 0xFF && b[1] == 0xFE) return *skip = 2, lxb_encoding_data(LXB_ENCODING_UTF_16LE);
    const lxb_encoding_data_t *data = of_media_type(media_type);
    if (!data) data = of_meta(bytes, n);
    if (!data) data = lxb_encoding_data(utf8_check(bytes, n) == n ? LXB_ENCODING_UTF_8 : LXB_ENCODING_WINDOWS_1252);
    return data;
}

/* ---- decoding character by character ------------------------------------------------------------------------- */
struct decoder {
    struct arena *arena;
    char *utf8;
    size_t n, size;
    VEC(struct page_run) map;
};

static bool put(struct decoder *d, uint32_t c, size_t source, size_t n_source) {
    if (d->n + 4 > d->size) {
        char *grown = arena_grow(d->arena, d->utf8, d->size, d->size * 2);
        if (!grown) return false;
        d->utf8 = grown;
        d->size *= 2;
    }
    uint32_t len = utf8_put(c, d->utf8 + d->n);
    struct page_run *last = d->map.n ? &d->map.at[d->map.n - 1] : NULL;
    bool single = len == 1 && n_source == 1;
    if (single && last && last->n_text == last->n_source && last->source + last->n_source == source &&
        (unsigned char)d->utf8[d->n - 1] < 0x80) {
        last->n_text++;
        last->n_source++;
    } else {
        struct page_run r = {(uint32_t)d->n, (uint32_t)source, len, (uint32_t)n_source};
        if (!VEC_PUSH(d->arena, d->map, r)) return false;
    }
    d->n += len;
    return true;
}

static sayso_code decode_all(struct arena *scratch, const char *bytes, size_t n, size_t skip, const lxb_encoding_data_t *data,
                             struct page_input *out, sayso_error *e) {
    lxb_encoding_decode_t ctx;
    struct decoder d = {.arena = scratch, .size = n + n / 2 + 16};
    const lxb_char_t *at = (const lxb_char_t *)bytes + skip, *end = (const lxb_char_t *)bytes + n;
    bool fits = (d.utf8 = arena_alloc(scratch, d.size)) != NULL;
    lxb_encoding_decode_init_single(&ctx, data);
    while (fits && at < end) {
        const lxb_char_t *was = at;
        lxb_codepoint_t c = data->decode_single(&ctx, &at, end);
        if (at == was && c > LXB_ENCODING_MAX_CODEPOINT) at++; /* always go on */
        if (c > LXB_ENCODING_MAX_CODEPOINT) c = LXB_ENCODING_REPLACEMENT_CODEPOINT;
        fits = put(&d, c, (size_t)(was - (const lxb_char_t *)bytes), (size_t)(at - was));
    }
    if (!fits) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    if (d.n > MAX_BYTES) return error_set(e, SAYSO_LIMIT, "page", 0, "%zu bytes once decoded", d.n);
    out->utf8 = d.utf8;
    out->n = (uint32_t)d.n;
    out->map = d.map.at ? d.map.at : arena_alloc(scratch, sizeof(struct page_run));
    out->n_map = d.map.n;
    return out->map ? SAYSO_OK : error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
}

static const char *lower_name(struct arena *scratch, const lxb_encoding_data_t *data) {
    char *name = arena_strdup(scratch, (const char *)data->name);
    for (char *c = name; c && *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c + 32);
    return name;
}

sayso_code page_decode(struct arena *scratch, const char *bytes, size_t n, const char *media_type, struct page_input *out,
                       sayso_error *e) {
    size_t skip;
    *out = (struct page_input){0};
    if (n > MAX_BYTES) return error_set(e, SAYSO_LIMIT, "page", 0, "%zu bytes", n);
    const lxb_encoding_data_t *data = sniff(bytes, n, media_type, &skip);
    out->encoding = lower_name(scratch, data);
    if (!out->encoding) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    if (data->encoding == LXB_ENCODING_UTF_8 && utf8_check(bytes + skip, n - skip) == n - skip) {
        out->utf8 = bytes + skip;
        out->n = (uint32_t)(n - skip);
        out->shift = (uint32_t)skip;
        return SAYSO_OK;
    }
    return decode_all(scratch, bytes, n, skip, data, out, e);
}
