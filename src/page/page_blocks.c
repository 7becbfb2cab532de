/* What each line of the report is. */
#include "page_blocks.h"
#include "page_clean.h"

/* ---- a block with its runs ----------------------------------------------------------------------------------- */
static uint32_t map_at(const struct page_input *in, uint32_t at) {
    uint32_t lo = 0, hi = in->n_map;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (in->map[mid].text + in->map[mid].n_text <= at)
            lo = mid + 1;
        else
            hi = mid;
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
        uint32_t s_beg = bytes ? c.source + (beg - c.text) : c.source,
                 s_end = bytes ? c.source + (past - c.text) : c.source + c.n_source;
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

bool page_block_add(struct page_maker *m, sayso_block_kind kind, uint8_t level, const struct page_line *l, uint32_t beg,
                    uint32_t end) {
    struct page_block b = {.kind = kind, .level = level, .media = -1, .n = end - beg};
    run_list runs = {0};
    b.text = arena_strndup(m->arena, m->flow->text + beg, end - beg);
    if (!b.text || end <= beg) return !!b.text;
    for (uint32_t i = l->run; i < l->run + l->n_runs; i++) {
        struct page_run r = m->flow->runs[i];
        uint32_t from = r.text > beg ? r.text : beg, to = r.text + r.n_text < end ? r.text + r.n_text : end;
        if (from >= to) continue;
        if (r.n_text == r.n_source)
            r = (struct page_run){from, r.source + (from - r.text), to - from, to - from};
        else
            r.n_text = to - from, r.text = from;
        r.text -= beg;
        if (!receive_run(m, &runs, r)) return false;
    }
    b.runs = runs.at;
    b.n_runs = runs.n;
    return VEC_PUSH(m->arena, m->blocks, b);
}

/* ---- the report, line by line -------------------------------------------------------------------------------- */
static uint8_t level_of(const struct page_maker *m, const struct page_line *l, sayso_block_kind kind) {
    const struct page_tree *t = m->flow->tree;
    uint8_t depth = 0;
    if (kind == SAYSO_BLOCK_HEADING && l->tag >= TAG_H1 && l->tag <= TAG_H6) return (uint8_t)(l->tag - TAG_H1 + 1);
    if (kind != SAYSO_BLOCK_LIST_ITEM) return 0;
    for (uint32_t node = l->node; node && depth < 9; node = t->nodes[node].parent)
        depth = (uint8_t)(depth + (t->nodes[node].tag == TAG_UL || t->nodes[node].tag == TAG_OL));
    return depth ? depth : 1;
}

static bool add_line(struct page_maker *m, uint32_t i, sayso_block_kind kind, int32_t media) {
    const struct page_line *l = &m->flow->lines[i];
    if (!page_block_add(m, kind, level_of(m, l, kind), l, l->beg, l->end)) return false;
    return media < 0 || page_media_words(m, media, i, m->blocks.n - 1);
}

bool page_blocks_make(struct page_maker *m) {
    struct page_body *b = m->body;
    uint32_t n = b->past - b->top;
    int32_t *media = ARENA_ARRAY(m->scratch, int32_t, n + 1);
    m->roles = ARENA_ARRAY(m->scratch, int8_t, n + 1);
    if (!media || !m->roles || !page_clean(m->scratch, m->flow, m->about, b, m->roles) || !page_media_list(m, media))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (m->roles[i] >= 0 && !add_line(m, b->top + i, (sayso_block_kind)m->roles[i], media[i])) return false;
    return true;
}
