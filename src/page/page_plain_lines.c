/* Lines to blocks. A stretch between blank lines is one block where its lines are hard-wrapped, else each line is one.
 *
 * Hard-wrapped text is told by what a wrapping program does: it ends a line where the next word would not have fitted.
 * The width is the longest line that another one follows. A line that had room for the next word ends a paragraph. */
#include "page_plain.h"
#include "page_credit.h"
#include "base_error.h"
#include "base_utf8.h"

enum { MAX_BLOCKS = 1 << 20, WIDTH_MIN = 44, WIDTH_MAX = 110, LINES_MIN = 3 };

struct line {
    uint32_t beg, end;            /* trimmed, in the decoded text; beg == end: blank */
    uint32_t columns, first_word; /* characters of the line, of its first word */
    uint8_t indent;
};
struct lines {
    VEC(struct line) list;
    uint32_t width; /* of hard-wrapped text; 0: it is not */
};

static bool line_end(const char *s, uint32_t n, uint32_t at, uint32_t *len) {
    unsigned char c = (unsigned char)s[at];
    *len = 1;
    if (c == '\n' || c == '\f' || c == '\v') return true;
    if (c == '\r') return *len = at + 1 < n && s[at + 1] == '\n' ? 2 : 1, true;
    if (c == 0xe2 && at + 2 < n && (unsigned char)s[at + 1] == 0x80 && ((unsigned char)s[at + 2] & 0xfe) == 0xa8)
        return *len = 3, true;
    return false;
}

static struct line measure(const char *s, uint32_t beg, uint32_t end) {
    struct line l = {0};
    uint32_t len, indent = 0;
    for (; beg < end; beg += len) {
        uint32_t c = utf8_at(s + beg, end - beg, &len);
        if (!utf8_is_space(c)) break;
        indent += c == '\t' ? 4 : 1;
    }
    while (end > beg && utf8_is_space(utf8_before(s, end, &len))) end -= len;
    l.beg = beg, l.end = end;
    l.indent = (uint8_t)(indent > 200 ? 200 : indent);
    bool word = true;
    for (uint32_t at = beg; at < end; at += len) {
        if (utf8_is_space(utf8_at(s + at, end - at, &len))) word = false;
        l.first_word += word;
        l.columns++;
    }
    l.columns += indent < 8 ? indent : 8;
    return l;
}

static bool split(struct plain *p, struct lines *out) {
    const char *s = p->text.s;
    uint32_t n = p->text.n, beg = 0, len;
    for (uint32_t at = 0; at < n; at += len) {
        if (!line_end(s, n, at, &len)) {
            len = 1;
            continue;
        }
        if (!VEC_PUSH(p->scratch, out->list, measure(s, beg, at))) return false;
        beg = at + len;
    }
    return beg >= n || VEC_PUSH(p->scratch, out->list, measure(s, beg, n));
}

static bool blank(const struct line *l) { return l->beg == l->end; }

/* Whether the next line's first word had no room on line i. */
static bool full(const struct lines *l, uint32_t i) {
    return l->list.at[i].columns + 1 + l->list.at[i + 1].first_word > l->width;
}

static void find_width(struct lines *l) {
    uint32_t followed = 0, fulls = 0, wordy = 0;
    l->width = 0;
    for (uint32_t i = 0; i + 1 < l->list.n; i++) {
        const struct line *a = &l->list.at[i];
        if (blank(a) || blank(&l->list.at[i + 1])) continue;
        followed++;
        if (a->first_word < a->columns && a->columns > l->width) l->width = a->columns;
    }
    if (followed < LINES_MIN || l->width < WIDTH_MIN || l->width > WIDTH_MAX) {
        l->width = 0;
        return;
    }
    for (uint32_t i = 0; i + 1 < l->list.n; i++) {
        if (blank(&l->list.at[i]) || blank(&l->list.at[i + 1])) continue;
        fulls += full(l, i);
        wordy += l->list.at[i].columns + 25 > l->width;
    }
    if (fulls * 10 < followed * 6 || wordy * 10 < followed * 6) l->width = 0;
}

static bool is_item(const char *s, const struct line *l) {
    uint32_t n = l->end - l->beg, k = 0;
    const char *p = s + l->beg;
    if (n > 2 && strchr("-*>#", p[0]) && p[1] == ' ') return true;
    if (n > 4 && !memcmp(p, "\xe2\x80\xa2", 3)) return true;
    while (k < n && k < 3 && p[k] >= '0' && p[k] <= '9') k++;
    return k && k + 1 < n && (p[k] == '.' || p[k] == ')') && p[k + 1] == ' ';
}

/* Whether line i+1 goes on with the block that line i stands in. */
static bool goes_on(const struct plain *p, const struct lines *l, uint32_t i) {
    const struct line *a = &l->list.at[i], *b = &l->list.at[i + 1];
    const char *s = p->text.s;
    if (blank(b) || !l->width || !full(l, i)) return false;
    if (b->indent > a->indent + 1 && !is_item(s, a)) return false; /* an indented first line */
    if (is_item(s, b)) return false;
    return !page_credit_is_line(s + b->beg, b->end - b->beg) && !page_credit_is_line(s + a->beg, a->end - a->beg);
}

/* ---- words and runs ---------------------------------------------------------------------------------------------- */

struct writer {
    struct plain *p;
    char *text;
    uint32_t n;
    VEC(struct page_run) runs;
    uint32_t first_run, block; /* of the block that is written: its first run, its offset in text */
};

static uint32_t source_of(const struct plain_text *t, uint32_t at) { return t->map ? t->map[at] : at + t->shift; }

/* Appends k bytes that came from the decoded text [beg, end). */
static bool put(struct writer *w, const char *bytes, uint32_t k, uint32_t beg, uint32_t end) {
    uint32_t source = source_of(&w->p->text, beg), n_source = source_of(&w->p->text, end) - source;
    memcpy(w->text + w->n, bytes, k);
    struct page_run *last = w->runs.n > w->first_run ? &w->runs.at[w->runs.n - 1] : NULL;
    struct page_run r = {w->n - w->block, source, k, n_source};
    w->n += k;
    if (last && k == n_source && last->n_text == last->n_source && last->source + last->n_source == source) {
        last->n_text += k, last->n_source += k;
        return true;
    }
    return VEC_PUSH(w->p->arena, w->runs, r);
}

static bool collapses(unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); }

static bool write_block(struct writer *w, uint32_t beg, uint32_t end, struct page_block *b, struct plain_line *line) {
    const char *s = w->p->text.s;
    bool word = false;
    w->block = w->n;
    w->first_run = w->runs.n;
    for (uint32_t at = beg; at < end;) {
        uint32_t len, from = at, ahead;
        if (collapses((unsigned char)s[at]) || line_end(s, end, at, &ahead)) {
            while (at < end && (collapses((unsigned char)s[at]) || line_end(s, end, at, &ahead)))
                at += collapses((unsigned char)s[at]) ? 1 : ahead;
            if (!put(w, " ", 1, from, at)) return false;
            word = false;
            continue;
        }
        uint32_t c = utf8_at(s + at, end - at, &len);
        at += len;
        if (!word && !utf8_is_space(c)) line->n_words++, word = true;
        if (!put(w, s + from, len, from, at)) return false;
    }
    *b = (struct page_block){.kind = SAYSO_BLOCK_PARAGRAPH,
                             .media = -1,
                             .text = w->text + w->block,
                             .n = w->n - w->block,
                             .n_runs = w->runs.n - w->first_run};
    w->text[w->n++] = 0;
    return true;
}

sayso_code plain_blocks(struct plain *p, sayso_error *e) {
    struct lines l = {0};
    if (!split(p, &l)) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    find_width(&l);
    uint32_t n_lines = 0, group = 0;
    for (uint32_t i = 0; i < l.list.n; i++) n_lines += !blank(&l.list.at[i]);
    if (!n_lines) return error_set(e, SAYSO_EMPTY, "page", 0, "no words");
    if (n_lines > MAX_BLOCKS)
        return error_set(e, SAYSO_LIMIT, "page", source_of(&p->text, l.list.at[MAX_BLOCKS].beg), "more than %d lines",
                         MAX_BLOCKS);
    p->blocks = ARENA_ARRAY(p->arena, struct page_block, n_lines);
    p->lines = ARENA_ARRAY(p->scratch, struct plain_line, n_lines);
    struct writer w = {.p = p, .text = arena_alloc(p->arena, (size_t)p->text.n + n_lines + 1)};
    if (!p->blocks || !p->lines || !w.text) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    for (uint32_t i = 0; i < l.list.n; i++) {
        if (blank(&l.list.at[i])) {
            group++;
            continue;
        }
        uint32_t first = i;
        while (i + 1 < l.list.n && goes_on(p, &l, i)) i++;
        struct plain_line *line = &p->lines[p->n];
        *line = (struct plain_line){.group = group, .indent = l.list.at[first].indent};
        if (!write_block(&w, l.list.at[first].beg, l.list.at[i].end, &p->blocks[p->n++], line))
            return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    }
    struct page_run *runs = w.runs.at;
    for (uint32_t i = 0; i < p->n; i++) {
        p->blocks[i].runs = runs;
        runs += p->blocks[i].n_runs;
    }
    return SAYSO_OK;
}
