/* Finding the report's body. Each line weighs: prose for, links and parts that say they are something else against. The
 * body is the element whose lines weigh most; of nested ones with the same weight, the inmost. */
#include "page_body.h"
#include "base_error.h"
#include "base_utf8.h"
#include "page_rules.h"
#include <math.h>

static const float NEARLY_ALL = 0.85f; /* of the weight */
enum { CARD_TITLE = 16, CARD = 400, ROW_CARD = 1200 };
enum { PROSE = 60 /* bytes of a line that is prose whatever stands around */ };

/* Hints that elements of any size may give. */
static const page_hints WHOLE = HINT_BODY | HINT_ARTICLE;

/* Names of parts that can hold more prose than the report. */
static const page_hints APART = HINT_COMMENT | HINT_POPUP | HINT_FOOT | HINT_HIDDEN;

static bool is_prose(const struct page_line *l) {
    uint32_t n = page_line_len(l);
    if (l->object || l->kind != LINE_PLAIN || n < PROSE) return false;
    if (l->tag >= TAG_H1 && l->tag <= TAG_H6) return false;
    return 3 * l->n_link < n && (l->marks || n > 3 * PROSE);
}

/* ---- hints that count ---------------------------------------------------------------------------------------- */
struct sums {
    uint32_t *line_of; /* first line at or behind a node; n_nodes + 1 */
    float *prose;      /* prose before a line; n_lines + 1 */
    float *weight;
};

static bool make_sums(struct arena *scratch, const struct page_flow *f, struct sums *s) {
    uint32_t n = f->tree->n_nodes;
    s->line_of = ARENA_ARRAY(scratch, uint32_t, n + 1);
    s->prose = ARENA_ARRAY(scratch, float, f->n_lines + 1);
    s->weight = ARENA_ARRAY(scratch, float, f->n_lines + 1);
    if (!s->line_of || !s->prose || !s->weight) return false;
    for (uint32_t node = 0, line = 0; node <= n; node++) {
        while (line < f->n_lines && f->lines[line].leaf < node) line++;
        s->line_of[node] = line;
    }
    for (uint32_t i = 0; i < f->n_lines; i++)
        s->prose[i + 1] = s->prose[i] + (is_prose(&f->lines[i]) ? (float)page_line_len(&f->lines[i]) : 0);
    return true;
}

static float sum_of(const struct page_flow *f, const struct sums *s, const float *of, uint32_t node) {
    return of[s->line_of[f->tree->nodes[node].past]] - of[s->line_of[node]];
}

static page_hints foreign_tag(const struct page_tree *t, uint32_t node) {
    switch (t->nodes[node].tag) {
    case TAG_NAV:
    case TAG_MENU:
        return HINT_NAV;
    case TAG_FOOTER:
        return HINT_FOOT;
    case TAG_ASIDE:
        return HINT_SIDE;
    case TAG_DIALOG:
        return HINT_POPUP;
    default:
        return 0;
    }
}

/* The line that is the page's title, an <h1> first; else the only <h1>; -1. */
static int32_t title_line(const struct page_flow *f, const struct page_about *about) {
    int32_t same = -1, h1 = -1, n_h1 = 0;
    size_t n_title = about->title ? strlen(about->title) : 0;
    for (uint32_t i = 0; i < f->n_lines; i++) {
        const struct page_line *l = &f->lines[i];
        if (l->object) continue;
        if (l->tag == TAG_H1 && ++n_h1 == 1) h1 = (int32_t)i;
        if (!n_title || !page_same_words(page_line_text(f, l), page_line_len(l), about->title, n_title)) continue;
        if (l->tag == TAG_H1) return (int32_t)i;
        if (same < 0 && l->tag > TAG_H1 && l->tag <= TAG_H6) same = (int32_t)i;
    }
    return same >= 0 ? same : n_h1 == 1 ? h1 : -1;
}

/* A name or tag that says "not the report" counts where the element holds less than half of the page's prose; a part
 * that can be large, three quarters; and one that starts behind the title and some prose, whatever it holds. */
static page_hints counting(const struct page_flow *f, const struct sums *s, uint32_t node, page_hints own, int32_t title) {
    const struct page_node *n = &f->tree->nodes[node];
    float all = s->prose[f->n_lines], share = sum_of(f, s, s->prose, node) / (all + 1);
    if (n->tag == TAG_HTML || n->tag == TAG_BODY) return own & WHOLE;
    if (share <= 0.45f) return own;
    uint32_t first = s->line_of[node];
    if (title >= 0 && first > (uint32_t)title && s->prose[first] - s->prose[title] > 2 * PROSE && share < 0.95f)
        return own & (WHOLE | APART | HINT_RELATED);
    return own & (share > 0.75f ? WHOLE : WHOLE | APART);
}

static bool refresh_hints(struct arena *scratch, struct page_flow *f, const struct sums *s, const struct page_about *about) {
    const struct page_tree *t = f->tree;
    page_hints *above = ARENA_ARRAY(scratch, page_hints, t->n_nodes);
    if (!above) return false;
    int32_t title = title_line(f, about);
    for (uint32_t i = 0; i < t->n_nodes; i++) {
        page_hints own = t->nodes[i].hints | foreign_tag(t, i);
        if (own & ~WHOLE) own = counting(f, s, i, own, title);
        above[i] = own | (i ? above[t->nodes[i].parent] : 0);
    }
    for (uint32_t i = 0; i < f->n_lines; i++) { /* of the inmost element around the whole line */
        struct page_line *l = &f->lines[i];
        uint32_t at = l->leaf;
        while (at != l->node && t->nodes[at].past <= l->last) at = t->nodes[at].parent;
        l->hints = above[at];
    }
    return true;
}

/* ---- cards ---------------------------------------------------------------------------------------------------- */
static uint32_t text_of(const struct page_flow *f, const struct sums *s, uint32_t node) {
    uint32_t a = s->line_of[node], b = s->line_of[f->tree->nodes[node].past];
    return a < b ? f->lines[b - 1].end - f->lines[a].beg : 0;
}

/* Whether an element stands in a row of three or more of its kind. */
static bool is_in_row(const struct page_tree *t, uint32_t node) {
    const char *name = page_attr(t, node, "class");
    uint32_t same = 0, looked = 0;
    for (uint32_t i = page_first(t, t->nodes[node].parent); i && looked < 100; i = page_next(t, i), looked++) {
        if (t->nodes[i].tag != t->nodes[node].tag) continue;
        const char *other = page_attr(t, i, "class");
        same += name && other ? !strcmp(name, other) : name == other;
        if (same >= 3) return true;
    }
    return false;
}

/* Whether the title of line i leads to another page. */
static bool leads_away(const struct page_flow *f, const struct page_line *l) {
    if (l->object || l->tag < TAG_H1 || l->tag > TAG_H6 || page_line_len(l) < CARD_TITLE || 10 * l->n_link < 8 * page_line_len(l))
        return false;
    const struct page_tree *t = f->tree;
    uint32_t link = l->leaf;
    while (link && t->nodes[link].tag != TAG_A) link = t->nodes[link].parent;
    const char *href = link ? page_attr(t, link, "href") : NULL;
    return href && *href && *href != '#';
}

/* A title that is a link, with its summary, is a card that leads to another report. Where cards hold nearly all of
 * the prose, the page is a list of them, and they are its text. */
static void mark_cards(struct page_flow *f, const struct sums *s) {
    const struct page_tree *t = f->tree;
    float prose = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0, past = 0; i < f->n_lines; i++) {
            if (i < past || !leads_away(f, &f->lines[i])) continue;
            uint32_t card = f->lines[i].node;
            for (uint32_t at = t->nodes[card].parent, up = 0; at && up < 8; at = t->nodes[at].parent, up++) {
                uint32_t n = text_of(f, s, at);
                if (n > ROW_CARD) break;
                if (n <= CARD || is_in_row(t, at)) card = at;
            }
            uint32_t from = s->line_of[card];
            past = s->line_of[t->nodes[card].past];
            if (!pass)
                prose += s->prose[past] - s->prose[from];
            else if (s->prose[f->n_lines] - prose > 0.25f * s->prose[f->n_lines])
                for (uint32_t k = from; k < past; k++) f->lines[k].hints |= HINT_RELATED;
        }
}

/* ---- the body ------------------------------------------------------------------------------------------------ */
static float weigh(const struct page_line *l, page_hints foreign) {
    float n = (float)page_line_len(l);
    if (l->object || l->tag == TAG_TR) return is_prose(l) ? n : 0;
    if (l->hints & foreign) return -0.4f * n;
    if (is_prose(l)) return n;
    if (2 * l->n_link > page_line_len(l)) return -0.5f * n - 5;
    return l->tag == TAG_P ? 0.3f * n : -3;
}

static bool may_hold(uint16_t tag) { return page_tag_shape((enum page_tag)tag) == 'B' || tag == TAG_OTHER || tag == TAG_SPAN; }

static uint32_t heaviest(const struct page_flow *f, const struct sums *s) {
    uint32_t best = 0;
    float most = -INFINITY;
    for (uint32_t i = 0; i < f->tree->n_nodes; i++) {
        if (!may_hold(f->tree->nodes[i].tag)) continue;
        float w = sum_of(f, s, s->weight, i);
        if (w >= most) {
            most = w;
            best = i;
        }
    }
    /* of an element and what it adds to its heaviest child, little is chance: go in */
    for (uint32_t at = best; at;) {
        uint32_t child = 0;
        float most_in = 0;
        for (uint32_t i = page_first(f->tree, at); i; i = page_next(f->tree, i)) {
            float w = sum_of(f, s, s->weight, i);
            if (w > most_in) most_in = w, child = i;
        }
        at = child && most_in >= NEARLY_ALL * most ? child : 0;
        if (at && may_hold(f->tree->nodes[at].tag)) best = at;
    }
    return best;
}

bool page_same_words(const char *a, size_t na, const char *b, size_t nb) {
    size_t i = 0, j = 0;
    uint32_t la = 0, lb = 0, n = 0;
    for (;;) {
        uint32_t ca = 0, cb = 0;
        while (i < na && !utf8_is_alnum(ca = utf8_at(a + i, na - i, &la))) i += la;
        while (j < nb && !utf8_is_alnum(cb = utf8_at(b + j, nb - j, &lb))) j += lb;
        if (i >= na || j >= nb) return i >= na && j >= nb && n > 0;
        if (utf8_lower(ca) != utf8_lower(cb)) return false;
        i += la, j += lb, n++;
    }
}

/* The headline: the line that is the title, an <h1> first; else the last <h1> before the body, else the first in it. */
static int32_t find_headline(const struct page_flow *f, const struct page_about *about, const struct page_body *b) {
    int32_t h1_same = -1, same = -1, h1_before = -1, h1_in = -1;
    size_t n_title = about->title ? strlen(about->title) : 0;
    for (uint32_t i = 0; i < b->past; i++) {
        const struct page_line *l = &f->lines[i];
        if (l->object || l->hints & (HINT_RELATED | HINT_NAV | HINT_POPUP)) continue;
        bool is = n_title && page_same_words(page_line_text(f, l), page_line_len(l), about->title, n_title);
        if (is && l->tag == TAG_H1 && h1_same < 0) h1_same = (int32_t)i;
        if (is && same < 0) same = (int32_t)i;
        if (l->tag == TAG_H1 && i < b->first) h1_before = (int32_t)i;
        if (l->tag == TAG_H1 && i >= b->first && h1_in < 0) h1_in = (int32_t)i;
    }
    return h1_same >= 0 ? h1_same : same >= 0 ? same : h1_in >= 0 && h1_before < 0 ? h1_in : h1_before >= 0 ? h1_before : -1;
}

sayso_code page_body_find(struct arena *scratch, struct page_flow *f, const struct page_about *about, struct page_body *out,
                          sayso_error *e) {
    struct sums s;
    *out = (struct page_body){.headline = -1, .deck = -1};
    if (!make_sums(scratch, f, &s) || !refresh_hints(scratch, f, &s, about))
        return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    mark_cards(f, &s);
    for (uint32_t i = 0; i < f->n_lines; i++) s.weight[i + 1] = s.weight[i] + weigh(&f->lines[i], about->foreign);
    out->node = heaviest(f, &s);
    out->first = s.line_of[out->node];
    out->past = s.line_of[f->tree->nodes[out->node].past];
    out->prose = (uint32_t)s.prose[f->n_lines];
    out->headline = find_headline(f, about, out);
    out->top = out->headline >= 0 && (uint32_t)out->headline < out->first ? (uint32_t)out->headline : out->first;
    enum { PICTURES_ABOVE = 4 }; /* a picture over the headline */
    for (int k = 0; k < PICTURES_ABOVE && out->headline >= 0 && out->top == (uint32_t)out->headline - (uint32_t)k && out->top &&
                    f->lines[out->top - 1].object;
         k++)
        out->top--;
    return SAYSO_OK;
}
