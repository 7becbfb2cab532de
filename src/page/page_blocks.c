/* What each line of the report is. */
#include "page_blocks.h"
#include "base_utf8.h"
#include "page_rules.h"

/* ---- a block with its runs ----------------------------------------------------------------------------------- */
static uint32_t map_at(const struct page_input *in, uint32_t at) {
    uint32_t lo = 0, hi = in->n_map;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (in->map[mid].text + in->map[mid].n_text <= at) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

typedef VEC(struct page_run) run_list;

static bool push_run(struct arena *a, run_list *runs, struct page_run r) {
    struct page_run *last = runs->n ? &runs->at[runs->n - 1] : NULL;
    if (last && r.n_text == r.n_source && last->n_text == last->n_source && last->source + last->n_source == r.source &&
        last->text + last->n_text == r.text) {
        last->n_text += r.n_text;
        last->n_source += r.n_source;
        return true;
    }
    return VEC_PUSH(a, *runs, r);
}

/* A run into the UTF-8 input becomes runs into the input as received. */
static bool receive_run(struct page_maker *m, run_list *runs, struct page_run r) {
    const struct page_input *in = m->input;
    if (!in->map) {
        r.source += in->shift;
        return push_run(m->arena, runs, r);
    }
    if (!in->n_map) return true;
    bool exact = r.n_text == r.n_source;
    uint32_t k = map_at(in, r.source), end = r.source + r.n_source, from = UINT32_MAX, to = 0;
    for (; k < in->n_map && (in->map[k].text < end || (!r.n_source && from == UINT32_MAX)); k++) {
        struct page_run c = in->map[k];
        uint32_t beg = c.text > r.source ? c.text : r.source, past = c.text + c.n_text < end ? c.text + c.n_text : end;
        bool bytes = c.n_text == c.n_source && c.n_text != 0;
        uint32_t s_beg = bytes ? c.source + (beg - c.text) : c.source, s_end = bytes ? c.source + (past - c.text) : c.source + c.n_source;
        if (s_beg < from) from = s_beg;
        if (s_end > to) to = s_end;
        struct page_run part = {r.text + (beg - r.source), s_beg, past - beg, s_end - s_beg};
        if (exact && past > beg && !push_run(m->arena, runs, part)) return false;
    }
    if (exact || from == UINT32_MAX) return true;
    r.source = from;
    r.n_source = to > from ? to - from : 0;
    return VEC_PUSH(m->arena, *runs, r);
}

bool page_block_add(struct page_maker *m, sayso_block_kind kind, uint8_t level, const struct page_line *l, uint32_t beg, uint32_t end) {
    struct page_block b = {.kind = kind, .level = level, .media = -1, .n = end - beg};
    run_list runs = {0};
    b.text = arena_strndup(m->arena, m->flow->text + beg, end - beg);
    if (!b.text || end <= beg) return !!b.text;
    for (uint32_t i = l->run; i < l->run + l->n_runs; i++) {
        struct page_run r = m->flow->runs[i];
        uint32_t from = r.text > beg ? r.text : beg, to = r.text + r.n_text < end ? r.text + r.n_text : end;
        if (from >= to) continue;
        if (r.n_text == r.n_source) r = (struct page_run){from, r.source + (from - r.text), to - from, to - from};
        else r.n_text = to - from, r.text = from;
        r.text -= beg;
        if (!receive_run(m, &runs, r)) return false;
    }
    b.runs = runs.at;
    b.n_runs = runs.n;
    return VEC_PUSH(m->arena, m->blocks, b);
}

/* ---- kinds --------------------------------------------------------------------------------------------------- */
static const page_hints FOREIGN = HINT_COMMENT | HINT_SHARE | HINT_AD | HINT_RELATED | HINT_NEWSLETTER | HINT_NAV | HINT_FOOT | HINT_SIDE |
                                  HINT_POPUP | HINT_TAGS | HINT_AUTHOR | HINT_HIDDEN;

static int kind_of(const struct page_maker *m, uint32_t i, uint8_t *level) {
    const struct page_line *l = &m->flow->lines[i];
    uint32_t n = page_line_len(l);
    *level = 0;
    if ((int32_t)i == m->body->headline) return SAYSO_BLOCK_HEADLINE;
    if (m->about->title && page_same_words(page_line_text(m->flow, l), n, m->about->title, strlen(m->about->title))) return -1;
    if (l->object || l->hints & FOREIGN || l->kind == LINE_DROP || l->kind == LINE_STOP) return -1;
    if (l->hints & HINT_CREDIT) return SAYSO_BLOCK_CREDIT;
    if (l->hints & HINT_CAPTION || l->tag == TAG_FIGCAPTION || l->tag == TAG_FIGURE) return SAYSO_BLOCK_CAPTION;
    if (l->hints & HINT_BYLINE) return SAYSO_BLOCK_BYLINE;
    if (l->hints & HINT_DATE && n < 60) return -1;
    if (l->kind == LINE_RELATED) return SAYSO_BLOCK_RELATED;
    if (l->kind == LINE_NOTE) return SAYSO_BLOCK_NOTE;
    switch (l->tag) {
    case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
        *level = (uint8_t)(l->tag - TAG_H1 + 1);
        return SAYSO_BLOCK_HEADING;
    case TAG_LI: *level = 1; return SAYSO_BLOCK_LIST_ITEM;
    case TAG_BLOCKQUOTE: return SAYSO_BLOCK_QUOTE;
    default: return SAYSO_BLOCK_PARAGRAPH;
    }
}

bool page_blocks_make(struct page_maker *m) {
    const struct page_body *b = m->body;
    if (b->headline >= 0 && (uint32_t)b->headline < b->first) {
        const struct page_line *l = &m->flow->lines[b->headline];
        if (!page_block_add(m, SAYSO_BLOCK_HEADLINE, 0, l, l->beg, l->end)) return false;
    }
    for (uint32_t i = b->first; i < b->past; i++) {
        uint8_t level;
        int kind = kind_of(m, i, &level);
        const struct page_line *l = &m->flow->lines[i];
        if (kind >= 0 && !page_block_add(m, (sayso_block_kind)kind, level, l, l->beg, l->end)) return false;
    }
    return true;
}
