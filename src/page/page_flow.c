/* Tree -> lines, as a browser breaks them: block elements and doubled <br> end a line, white space is collapsed, and
 * every stretch of the text keeps the place it came from. */
#include "page_flow.h"
#include "base_error.h"
#include "base_utf8.h"
#include "page_rules.h"

struct flower {
    struct arena *arena;
    const struct page_tree *tree;
    char *text;
    uint32_t n, size;
    VEC(struct page_run) runs;
    VEC(struct page_line) lines;
    VEC(uint32_t) open;            /* block elements around */
    VEC(struct page_line) waiting; /* objects inside the line that is being written: they follow it */
    struct page_line line;         /* the one being written */
    uint32_t gap_source, n_gap;    /* white space that waits for the next word */
    bool gap, gap_line;            /* ... and whether it is a line break */
    uint32_t link_past, bold_past, credit_past, mute_past, hidden_past;
    bool writing;  /* a line is open */
    bool new_link; /* a link has begun whose words have not */
};

static bool room(struct flower *f, uint32_t n) {
    if (f->n + n <= f->size) return true;
    uint32_t size = (f->n + n) * 2 + 4096;
    char *text = arena_grow(f->arena, f->text, f->size, size);
    if (!text) return false;
    f->text = text;
    f->size = size;
    return true;
}

static bool add_run(struct flower *f, uint32_t n_text, uint32_t source, uint32_t n_source) {
    struct page_run *last = f->line.run < f->runs.n ? &f->runs.at[f->runs.n - 1] : NULL;
    if (n_text == n_source && last && last->n_text == last->n_source && last->source + last->n_source == source) {
        last->n_text += n_text;
        last->n_source += n_source;
        return true;
    }
    struct page_run r = {f->n, source, n_text, n_source};
    return VEC_PUSH(f->arena, f->runs, r);
}

static bool add(struct flower *f, const char *s, uint32_t n, uint32_t source, uint32_t n_source, uint32_t node) {
    if (!room(f, n) || !add_run(f, n, source, n_source)) return false;
    memcpy(f->text + f->n, s, n);
    f->line.last = node;
    if (f->new_link && node < f->link_past && f->line.n_links < UINT8_MAX) f->line.n_links++;
    f->new_link = false;
    if (node < f->credit_past) {
        if (!f->line.credit_end) f->line.credit = f->n;
        f->line.credit_end = f->n + n;
    }
    f->n += n;
    if (node < f->link_past) f->line.n_link += n;
    if (node < f->bold_past) f->line.n_bold += n;
    return true;
}

static bool open_line(struct flower *f, uint32_t node) {
    uint32_t block = f->open.n ? f->open.at[f->open.n - 1] : 0;
    f->line = (struct page_line){.node = block, .leaf = node, .beg = f->n, .run = f->runs.n, .hints = f->tree->nodes[node].above};
    f->writing = true;
    f->gap = false;
    return true;
}

static bool add_gap(struct flower *f, uint32_t node) {
    if (!f->gap) return true;
    f->gap = false;
    return add(f, f->gap_line ? "\n" : " ", 1, f->gap_source, f->n_gap, node);
}

static void note_gap(struct flower *f, uint32_t source, uint32_t n, bool line) {
    if (!f->writing) return;
    if (!f->gap) {
        f->gap = true;
        f->gap_line = line;
        f->gap_source = source;
        f->n_gap = n;
        return;
    }
    f->gap_line |= line;
    if (source >= f->gap_source && source + n > f->gap_source + f->n_gap) f->n_gap = source + n - f->gap_source;
}

/* Length of a space at s (0: none); *nothing: a character that is not shown at all. */
static uint32_t space_at(const char *s, uint32_t n, bool *nothing) {
    unsigned char c = (unsigned char)*s;
    *nothing = false;
    if (c <= ' ') return 1;
    if (c < 0x80) return 0;
    if (c == 0xC2 && n > 1 && (unsigned char)s[1] == 0xA0) return 2;
    if (c == 0xC2 && n > 1 && (unsigned char)s[1] == 0xAD) return *nothing = true, 2; /* soft hyphen */
    if (c != 0xE2 && c != 0xE3 && c != 0xEF) return 0;
    uint32_t len, u = utf8_at(s, n, &len);
    *nothing = u == 0x200B || u == 0xFEFF || u == 0x2060 || u == 0x200E || u == 0x200F;
    return *nothing || utf8_is_space(u) ? len : 0;
}

static bool add_strand(struct flower *f, const struct page_strand *s, uint32_t node) {
    bool exact = s->n_text == s->n_source;
    uint32_t i = 0;
    while (i < s->n_text) {
        bool nothing;
        uint32_t len = space_at(s->text + i, s->n_text - i, &nothing);
        if (len) {
            if (!nothing) note_gap(f, exact ? s->source + i : s->source, exact ? len : s->n_source, false);
            i += len;
            continue;
        }
        uint32_t from = i++;
        while (i < s->n_text &&
               ((unsigned char)s->text[i] < 0x80 ? s->text[i] > ' ' : !space_at(s->text + i, s->n_text - i, &nothing)))
            i++;
        if (!f->writing && !open_line(f, node)) return false;
        if (!add_gap(f, node)) return false;
        if (!add(f, s->text + from, i - from, exact ? s->source + from : s->source, exact ? i - from : s->n_source, node))
            return false;
    }
    return true;
}

static bool is_sentence_end(const char *s, uint32_t n) {
    for (int back = 0; n && back < 3; back++) {
        uint32_t len, c = utf8_before(s, n, &len);
        if (c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026 || c == 0x3002) return true;
        if (c != '"' && c != '\'' && c != ')' && c != 0x201D && c != 0x2019 && c != ']') return false;
        n -= len;
    }
    return false;
}

/* What the line is by structure: the nearest telling element. */
static uint16_t structure(const struct page_tree *t, uint32_t node) {
    for (uint32_t k = 0, at = node; k < 12; k++, at = t->nodes[at].parent) {
        if (t->nodes[at].tag == TAG_TR && k) break; /* a block in a cell is what it is by itself */
        switch (t->nodes[at].tag) {
        case TAG_LI:
        case TAG_H1:
        case TAG_H2:
        case TAG_H3:
        case TAG_H4:
        case TAG_H5:
        case TAG_H6:
        case TAG_BLOCKQUOTE:
        case TAG_FIGCAPTION:
        case TAG_FIGURE:
        case TAG_TR:
        case TAG_DD:
        case TAG_DT:
        case TAG_CAPTION:
        case TAG_PRE:
            return t->nodes[at].tag;
        default:
            break;
        }
        if (!at) break;
    }
    return t->nodes[node].tag == TAG_P ? TAG_P : TAG_DIV;
}

static bool close_line(struct flower *f) {
    if (!f->writing) return true;
    f->writing = f->gap = false;
    f->line.end = f->n;
    f->line.n_runs = f->runs.n - f->line.run;
    f->line.tag = structure(f->tree, f->line.node);
    f->line.marks = is_sentence_end(f->text + f->line.beg, f->n - f->line.beg);
    f->line.kind = (uint16_t)page_rules_line(f->text + f->line.beg, f->n - f->line.beg);
    if (!VEC_PUSH(f->arena, f->lines, f->line)) return false;
    for (uint32_t i = 0; i < f->waiting.n; i++) {
        f->waiting.at[i].beg = f->waiting.at[i].end = f->n;
        if (!VEC_PUSH(f->arena, f->lines, f->waiting.at[i])) return false;
    }
    f->waiting.n = 0;
    return true;
}

static bool add_object(struct flower *f, uint32_t node) {
    struct page_line line = {.node = node,
                             .leaf = node,
                             .beg = f->n,
                             .end = f->n,
                             .run = f->runs.n,
                             .hints = f->tree->nodes[node].above,
                             .tag = f->tree->nodes[node].tag,
                             .object = true};
    if (f->writing) return VEC_PUSH(f->arena, f->waiting, line);
    return VEC_PUSH(f->arena, f->lines, line);
}

/* Where the last words came from ends. */
static uint32_t last_source(const struct flower *f) {
    return f->runs.n ? f->runs.at[f->runs.n - 1].source + f->runs.at[f->runs.n - 1].n_source : 0;
}

static bool in_caption(const struct flower *f) {
    return f->line.hints & HINT_CAPTION || (f->open.n && f->tree->nodes[f->open.at[f->open.n - 1]].tag == TAG_FIGCAPTION);
}

static bool enter(struct flower *f, uint32_t i) {
    const struct page_node *node = &f->tree->nodes[i];
    switch (node->tag) {
    case TAG_TEXT:
        for (uint32_t k = 0; i >= f->mute_past && k < node->n_pieces; k++)
            if (!add_strand(f, &f->tree->strands[node->piece + k], i)) return false;
        return true;
    case TAG_A:
        if (node->past > f->link_past) f->link_past = node->past;
        f->new_link = true;
        break;
    case TAG_B:
    case TAG_STRONG:
    case TAG_EM:
    case TAG_I:
        if (node->past > f->bold_past) f->bold_past = node->past;
        return true;
    case TAG_BR:
        if (f->gap && f->gap_line) return close_line(f);
        if (f->writing) note_gap(f, f->gap ? f->gap_source : last_source(f), 0, true);
        return true;
    case TAG_NOSCRIPT:
    case TAG_BUTTON:
    case TAG_LABEL:
    case TAG_OPTION:
    case TAG_HEAD:
        if (node->past > f->mute_past) f->mute_past = node->past;
        break;
    default:
        break;
    }
    bool inside_popup =
        node->hints & f->tree->nodes[node->parent].hints & HINT_POPUP && node->tag == TAG_SPAN; /* the words that pop up */
    if ((inside_popup || (node->hints & HINT_HIDDEN && (node->tag == TAG_SPAN || node->tag == TAG_A))) &&
        node->past > f->mute_past)
        f->mute_past = f->hidden_past = node->past;
    if (node->hints & HINT_CREDIT && page_tag_shape((enum page_tag)node->tag) == 'I' && node->past > f->credit_past)
        f->credit_past = node->past;
    /* in captions the credit is often set apart by style alone */
    if (f->writing && !f->gap && (node->tag == TAG_SPAN || node->tag == TAG_SMALL || node->tag == TAG_CITE) && in_caption(f))
        note_gap(f, last_source(f), 0, false);
    char shape = page_tag_shape((enum page_tag)node->tag);
    if (shape == 'O') {
        if (i < f->hidden_past) return true;
        if (node->tag != TAG_IMG && node->past > f->mute_past) f->mute_past = node->past;
        return add_object(f, i);
    }
    if (shape == 'S' && node->past > f->mute_past) f->mute_past = node->past;
    if (node->tag == TAG_TD || node->tag == TAG_TH) {
        /* a row is a line, unless its cells hold blocks */
        if (f->writing && !f->gap) note_gap(f, last_source(f), 0, false);
        return true;
    }
    if (shape != 'B') return true;
    return close_line(f) && VEC_PUSH(f->arena, f->open, i);
}

uint32_t page_line_at(const struct page_flow *f, uint32_t node) {
    uint32_t lo = 0, hi = f->n_lines;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->lines[mid].leaf < node)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

sayso_code page_flow_build(struct arena *scratch, const struct page_tree *t, struct page_flow *out, sayso_error *e) {
    struct flower f = {.arena = scratch, .tree = t};
    bool ok = true;
    *out = (struct page_flow){.tree = t};
    for (uint32_t i = 0; ok && i < t->n_nodes; i++) {
        while (ok && f.open.n && t->nodes[f.open.at[f.open.n - 1]].past <= i) {
            ok = close_line(&f);
            f.open.n--;
        }
        ok = ok && enter(&f, i);
    }
    if (!ok || !close_line(&f)) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    out->text = f.text;
    out->n_text = f.n;
    out->runs = f.runs.at;
    out->n_runs = f.runs.n;
    out->lines = f.lines.at;
    out->n_lines = f.lines.n;
    return SAYSO_OK;
}
