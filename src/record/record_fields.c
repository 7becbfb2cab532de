/* Fields of a record taken from JSON, each with what docs/RECORD.md says it must be; see record_fields.h. */
#include "record_fields.h"
#include <stdarg.h>
#include <stdio.h>

static const struct json_value *at(const struct parse *p, uint32_t value) { return &p->json.values[value]; }

bool parse_fail(struct parse *p, uint32_t value, const char *field, const char *format, ...) {
    if (p->code) return false;
    char what[120], place[16] = "";
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (p->item >= 0) snprintf(place, sizeof place, "[%d]", p->item);
    if (!value) value = p->here;
    bool bare = !p->list && !field;
    p->code = error_set(p->e, SAYSO_FORMAT, "record", at(p, value)->beg, "%s%s%s%s%s%s", p->list ? p->list : "", place,
                        p->list && field ? "." : "", field ? field : "", bare ? "" : ": ", what);
    return false;
}

bool parse_nomem(struct parse *p) {
    if (!p->code) p->code = error_set(p->e, SAYSO_NOMEM, "record", 0, "out of memory");
    return false;
}

const char *parse_shown(const char *s, uint32_t n, char out[SHOWN]) {
    if (n >= SHOWN) {
        n = SHOWN - 1;
        while (n && ((unsigned char)s[n] & 0xc0) == 0x80) n--;
    }
    for (uint32_t i = 0; i < n; i++) out[i] = (unsigned char)s[i] < 0x20 || s[i] == 0x7f ? '?' : s[i];
    out[n] = 0;
    return out;
}

void *parse_new(struct parse *p, size_t bytes) {
    void *new = arena_alloc(p->arena, bytes);
    if (!new) parse_nomem(p);
    return new;
}

static bool same(const char *name, const char *s, uint32_t n) { return strlen(name) == n && !memcmp(name, s, n); }

/* A string's bytes without escapes; they may lie in the input. */
static bool bytes_of(struct parse *p, uint32_t value, const char **s, uint32_t *n) {
    *s = json_string_of(&p->json, value, p->scratch, n);
    return *s || parse_nomem(p);
}

bool parse_fields(struct parse *p, uint32_t object, const char *field, const char *const *names, uint32_t n_names,
                  uint32_t *found) {
    memset(found, 0, n_names * sizeof *found);
    if (at(p, object)->kind != JSON_IS_OBJECT) return parse_fail(p, object, field, "no object");
    uint32_t key = object + 1, k = 0;
    for (uint32_t i = 0; i < at(p, object)->n; i++) {
        const char *s;
        uint32_t n, value = key + 1, tried = 0;
        if (!bytes_of(p, key, &s, &n)) return false;
        for (; tried < n_names; tried++, k++) { /* from the one behind the last: they mostly come in their order */
            if (k == n_names) k = 0;
            if (same(names[k], s, n)) break;
        }
        if (tried < n_names && at(p, value)->kind != JSON_IS_NULL) {
            if (found[k]) return parse_fail(p, value, names[k], "given twice");
            found[k] = value;
        }
        key = parse_next(p, value);
    }
    return true;
}

bool parse_list(struct parse *p, uint32_t value, const char *field, uint32_t *n) {
    *n = 0;
    if (!value) return true;
    if (at(p, value)->kind != JSON_IS_LIST) return parse_fail(p, value, field, "no list");
    *n = at(p, value)->n;
    return true;
}

bool parse_each(struct parse *p, uint32_t list, const char *name, size_t size, parse_one *one, void *items, uint32_t *n) {
    uint32_t item = list + 1;
    p->list = name;
    p->item = -1;
    p->here = list;
    if (!parse_list(p, list, NULL, n)) return false;
    char *all = parse_new(p, size * (*n ? *n : 1));
    if (!all) return false;
    for (uint32_t i = 0; i < *n; i++, item = parse_next(p, item)) {
        p->item = (int32_t)i;
        p->here = item;
        if (!one(p, item, all + i * size)) return false;
    }
    memcpy(items, &all, sizeof all);
    return true;
}

bool parse_string(struct parse *p, uint32_t value, const char *field, const char **out) {
    const char *s;
    uint32_t n;
    *out = NULL;
    if (!value) return true;
    if (at(p, value)->kind != JSON_IS_STRING) return parse_fail(p, value, field, "no string");
    if (!bytes_of(p, value, &s, &n)) return false;
    if (memchr(s, 0, n)) return parse_fail(p, value, field, "a string with NUL in it");
    *out = arena_strndup(p->arena, s, n);
    return *out || parse_nomem(p);
}

bool parse_needed(struct parse *p, uint32_t value, const char *field, const char **out) {
    return parse_given(p, value, field) && parse_string(p, value, field, out);
}

bool parse_term(struct parse *p, uint32_t value, const char *field, const char **out) {
    if (!parse_string(p, value, field, out)) return false;
    bool good = true;
    for (const char *c = *out; c && *c; c++) good = good && *c > ' ' && *c < 0x7f;
    if (good && (!*out || **out)) return true;
    return parse_fail(p, value, field, "not one word of printable ASCII");
}

bool parse_name(struct parse *p, uint32_t value, const char *field, span words, const char *otherwise, const char **out) {
    if (!parse_string(p, value, field, out)) return false;
    if (*out) return true;
    *out = span_is(words) ? arena_strndup(p->arena, p->r->text + words.beg, span_len(words)) : arena_strdup(p->arena, otherwise);
    return *out || parse_nomem(p);
}

bool parse_strings(struct parse *p, uint32_t value, const char *field, sayso_strings *out) {
    uint32_t n, item = value + 1;
    if (!parse_list(p, value, field, &n)) return false;
    const char **all = PARSE_NEW(p, const char *, n);
    for (uint32_t i = 0; all && i < n; i++, item = parse_next(p, item))
        if (!parse_string(p, item, field, &all[i])) return false;
    *out = (sayso_strings){all, n};
    return all != NULL;
}

bool parse_bool(struct parse *p, uint32_t value, const char *field, bool *out) {
    *out = value && at(p, value)->kind == JSON_IS_TRUE;
    return !value || *out || at(p, value)->kind == JSON_IS_FALSE || parse_fail(p, value, field, "neither true nor false");
}

bool parse_whole(struct parse *p, uint32_t value, const char *field, uint64_t max, uint64_t *out) {
    *out = 0;
    if (!value) return true;
    return (json_whole_of(&p->json, value, out) && *out <= max) ||
           parse_fail(p, value, field, "no whole number from 0 to %llu", (unsigned long long)max);
}

bool parse_real(struct parse *p, uint32_t value, const char *field, double min, double max, bool *has, double *out) {
    *out = 0;
    *has = value;
    if (!value) return true;
    return (json_real_of(&p->json, value, out) && *out >= min && *out <= max) ||
           parse_fail(p, value, field, "no number from %.15g to %.15g", min, max);
}

bool parse_span(struct parse *p, uint32_t value, const char *field, span *out) {
    uint64_t beg, end;
    *out = span_of(0, 0);
    if (!value) return true;
    if (at(p, value)->kind != JSON_IS_LIST || at(p, value)->n != 2 || !json_whole_of(&p->json, value + 1, &beg) ||
        !json_whole_of(&p->json, value + 2, &end))
        return parse_fail(p, value, field, "no span [begin, end)");
    if (beg >= end) return parse_fail(p, value, field, "a span that ends where it begins, or before");
    if (end > p->r->n_text) return parse_fail(p, value, field, "a span that goes past the text's %u bytes", p->r->n_text);
    if (((unsigned char)p->r->text[beg] & 0xc0) == 0x80 || ((unsigned char)p->r->text[end] & 0xc0) == 0x80)
        return parse_fail(p, value, field, "a span that cuts a character in two");
    *out = span_of((uint32_t)beg, (uint32_t)end);
    return true;
}

bool parse_spans(struct parse *p, uint32_t value, const char *field, sayso_spans *out) {
    uint32_t n, item = value + 1;
    if (!parse_list(p, value, field, &n)) return false;
    span *all = PARSE_NEW(p, span, n);
    for (uint32_t i = 0; all && i < n; i++, item = parse_next(p, item)) {
        if (!parse_span(p, item, field, &all[i])) return false;
        if (i && all[i].beg < all[i - 1].beg) return parse_fail(p, item, field, "spans that are not in the order of the text");
    }
    *out = (sayso_spans){all, n};
    return all != NULL;
}

bool parse_word(struct parse *p, uint32_t value, const char *field, const char *const *words, uint32_t n_words, uint32_t *out) {
    const char *s;
    uint32_t n;
    if (!parse_given(p, value, field)) return false;
    if (at(p, value)->kind != JSON_IS_STRING) return parse_fail(p, value, field, "no string");
    if (!bytes_of(p, value, &s, &n)) return false;
    for (*out = 0; *out < n_words; ++*out)
        if (same(words[*out], s, n)) return true;
    char shown[SHOWN];
    return parse_fail(p, value, field, "\"%s\" is none of its words", parse_shown(s, n, shown));
}
