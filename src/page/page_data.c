/* A body that the page keeps in its JSON-LD alone (it is shown by script): the articleBody strings, read where they stand
 * in the script, so that their words lead back to bytes as all others do. */
#include "page_data.h"
#include "base_error.h"
#include "base_utf8.h"
#include "page_rules.h"

struct reader {
    struct arena *arena;
    struct page_flow *out;
    const char *s; /* the script's words */
    uint32_t at, n, source, size;
    VEC(struct page_run) runs;
    VEC(struct page_line) lines;
    struct page_line line;
    bool writing, gap;
    uint32_t gap_source;
};

static bool put(struct reader *r, const char *s, uint32_t n, uint32_t source, uint32_t n_source) {
    struct page_flow *f = r->out;
    if (f->n_text + n + 1 > r->size) {
        uint32_t size = (f->n_text + n) * 2 + 4096;
        char *text = arena_grow(r->arena, f->text, r->size, size);
        if (!text) return false;
        f->text = text;
        r->size = size;
    }
    struct page_run *last = r->runs.n > r->line.run ? &r->runs.at[r->runs.n - 1] : NULL;
    if (last && n == n_source && last->n_text == last->n_source && last->source + last->n_source == source) {
        last->n_text += n;
        last->n_source += n;
    } else {
        struct page_run run = {f->n_text, source, n, n_source};
        if (!VEC_PUSH(r->arena, r->runs, run)) return false;
    }
    memcpy(f->text + f->n_text, s, n);
    f->n_text += n;
    return true;
}

static bool close_line(struct reader *r) {
    if (!r->writing) return true;
    r->writing = r->gap = false;
    r->line.end = r->out->n_text;
    r->line.n_runs = r->runs.n - r->line.run;
    return VEC_PUSH(r->arena, r->lines, r->line);
}

/* One character of the decoded body. */
static bool take(struct reader *r, const char *s, uint32_t n, uint32_t source, uint32_t n_source) {
    uint32_t len, c = utf8_at(s, n, &len);
    if (c == '\n' || c == '\r') return close_line(r);
    if (utf8_is_space(c) || c < ' ') {
        if (r->writing && !r->gap) r->gap = true, r->gap_source = source;
        return true;
    }
    if (!r->writing) {
        r->line = (struct page_line){.beg = r->out->n_text, .run = r->runs.n, .tag = TAG_P};
        r->writing = true;
    }
    if (r->gap && !put(r, " ", 1, r->gap_source, source - r->gap_source)) return false;
    r->gap = false;
    return put(r, s, n, source, n_source);
}

static uint32_t hex4(const char *s) {
    uint32_t v = 0;
    for (int i = 0; i < 4; i++) {
        char c = s[i];
        if (!((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'))) return UINT32_MAX;
        v = v * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return v;
}

/* A JSON escape at r->at: its characters into out; bytes used. */
static uint32_t escape(const struct reader *r, char out[4], uint32_t *n_out) {
    const char *s = r->s + r->at;
    uint32_t left = r->n - r->at, c;
    *n_out = 1;
    if (left < 2) return left;
    switch (s[1]) {
    case 'n':
        *out = '\n';
        return 2;
    case 'r':
        *out = '\r';
        return 2;
    case 't':
    case 'b':
    case 'f':
        *out = ' ';
        return 2;
    case 'u':
        break;
    default:
        *out = s[1];
        return 2;
    }
    if (left < 6 || (c = hex4(s + 2)) == UINT32_MAX) return *out = ' ', 2;
    uint32_t used = 6, low;
    if (c >= 0xD800 && c < 0xDC00 && left >= 12 && s[6] == '\\' && s[7] == 'u' && (low = hex4(s + 8)) >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        used = 12;
    }
    *n_out = utf8_put(c >= 0xD800 && c < 0xE000 ? 0xFFFD : c, out);
    return used;
}

/* Markup inside the string: a tag ends the line or is nothing. Bytes used, 0: no tag. */
static uint32_t tag_at(const struct reader *r) {
    const char *s = r->s + r->at;
    uint32_t left = r->n - r->at, n = 1;
    if (left > 3 && s[1] == '\\') s++, n++, left--; /* "<\/p>" */
    if (left < 3 || (s[1] != '/' && !((s[1] | 32) >= 'a' && (s[1] | 32) <= 'z'))) return 0;
    s = r->s + r->at;
    left = r->n - r->at;
    while (n < left && n < 400 && s[n] != '>' && s[n] != '<') n++;
    return n < left && s[n] == '>' ? n + 1 : 0;
}

static bool read_string(struct reader *r) {
    while (r->at < r->n && r->s[r->at] != '"') {
        const char *s = r->s + r->at;
        uint32_t source = r->source + r->at, used = 0, n_out = 0;
        char out[16];
        size_t n_entity = 0;
        if (*s == '\\')
            used = escape(r, out, &n_out);
        else if (*s == '<' && (used = tag_at(r))) {
            if (s[1] == '\\') s++;
            bool line = (s[1] | 32) == 'p' || (s[1] == '/' && (s[2] | 32) == 'p') || ((s[1] | 32) == 'b' && (s[2] | 32) == 'r') ||
                        ((s[1] | 32) == 'l' && (s[2] | 32) == 'i') || ((s[1] | 32) == 'h' && s[2] >= '1' && s[2] <= '6');
            if (line && !close_line(r)) return false;
        } else if (*s == '&' && (used = (uint32_t)page_entity(s, r->n - r->at, out, &n_entity)))
            n_out = (uint32_t)n_entity;
        if (used) {
            r->at += used;
            for (uint32_t i = 0, len; i < n_out; i += len) {
                utf8_at(out + i, n_out - i, &len);
                if (!take(r, out + i, len, source, used)) return false;
            }
            continue;
        }
        uint32_t len;
        utf8_at(s, r->n - r->at, &len);
        if (!take(r, s, len, source, len)) return false;
        r->at += len;
    }
    return close_line(r);
}

/* Reads the string behind each key of a script. */
static bool read_script(struct reader *r, const char *key) {
    const char *found;
    while (r->at < r->n && (found = memmem(r->s + r->at, r->n - r->at, key, strlen(key))) != NULL) {
        r->at = (uint32_t)(found - r->s) + (uint32_t)strlen(key);
        while (r->at < r->n && strchr(" \t\r\n:", r->s[r->at]) && r->s[r->at]) r->at++;
        if (r->at >= r->n || r->s[r->at] != '"') continue;
        r->at++;
        if (!read_string(r)) return false;
    }
    return true;
}

sayso_code page_data_flow(struct arena *scratch, const struct page_tree *t, const char *key, struct page_flow *out,
                          sayso_error *e) {
    struct reader r = {.arena = scratch, .out = out};
    bool ok = true;
    *out = (struct page_flow){.tree = t};
    for (uint32_t i = 0; ok && i < t->n_nodes && !r.lines.n; i++) {
        if (t->nodes[i].tag != TAG_TEXT || t->nodes[t->nodes[i].parent].tag != TAG_SCRIPT) continue;
        for (uint32_t k = 0; ok && k < t->nodes[i].n_pieces; k++) {
            const struct page_strand *strand = &t->strands[t->nodes[i].piece + k];
            if (strand->n_text != strand->n_source) continue;
            r.s = strand->text, r.at = 0, r.n = strand->n_text, r.source = strand->source;
            ok = read_script(&r, key);
        }
    }
    if (!ok) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    out->runs = r.runs.at;
    out->n_runs = r.runs.n;
    out->lines = r.lines.at;
    out->n_lines = r.lines.n;
    return SAYSO_OK;
}
