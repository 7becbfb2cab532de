/* Marks in the report's text. Contents of attributions nest and may cross; HTML elements only nest, so where a mark ends
 * under others these are closed and opened again. */
#include "out_html.h"
#include "out_say.h"
#include <stdlib.h>
#include <string.h>

/* Marks inside marks; those that cross are closed and opened again, so that each costs as many tags as are open. */
enum { DEEPEST = 64 };

static int compare(const void *a, const void *b) {
    const struct html_mark *x = a, *y = b;
    int c = span_cmp(x->at, y->at);
    if (c) return c;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

static void add(struct html_marks *m, span at, enum mark_kind kind, int32_t source, int32_t attribution, bool first) {
    if (span_is(at)) m->all[m->n++] = (struct html_mark){at, kind, source, attribution, first, 0, NULL};
}

static void add_fact(struct html_marks *m, span at, char letter, uint32_t i, const char *title) {
    if (span_is(at)) m->all[m->n++] = (struct html_mark){at, MARK_FACT, -1, (int32_t)i, false, letter, title};
}

static void add_all(struct html_marks *m, sayso_spans spans, enum mark_kind kind, int32_t source, int32_t attribution) {
    for (uint32_t i = 0; i < spans.n; i++) add(m, spans.at[i], kind, source, attribution, kind == MARK_CONTENT && !i);
}

static size_t count(const sayso_record *r) {
    size_t n = (size_t)r->n_quotes + r->n_claims + r->n_times + r->n_places + r->n_amounts + r->n_events;
    for (uint32_t i = 0; i < r->n_attributions; i++)
        n += r->attributions[i].source.n + r->attributions[i].cue.n + r->attributions[i].content.n;
    for (uint32_t i = 0; i < r->n_claims; i++) n += r->claims[i].hedges.n;
    return n;
}

static const char *event_title(const sayso_event *v, struct phrase *p) {
    phrase_str(p, v->kind ? v->kind : "event");
    if (v->type) phrase_str(p, ", "), phrase_str(p, v->type);
    if (v->mode) phrase_str(p, " "), phrase_str(p, v->mode);
    if (v->status != SAYSO_STATUS_HAPPENED) phrase_str(p, ", "), phrase_str(p, sayso_status_name(v->status));
    if (v->certainty != SAYSO_CERTAINTY_CERTAIN) phrase_str(p, ", "), phrase_str(p, sayso_certainty_name(v->certainty));
    return phrase_end(p);
}

/* Not for statements: the cue tells that already. */
static bool tells_event(const sayso_event *v) { return v->type || (v->kind && strcmp(v->kind, "statement") != 0); }

static bool add_facts(struct html_marks *m, const sayso_record *r, struct arena *scratch) {
    struct phrase p = {.arena = scratch};
    for (uint32_t i = 0; i < r->n_times; i++) add_fact(m, r->times[i].span, 't', i, r->times[i].value);
    for (uint32_t i = 0; i < r->n_places; i++) {
        say_place(&p, &r->places[i]);
        add_fact(m, r->places[i].span, 'p', i, phrase_end(&p));
    }
    for (uint32_t i = 0; i < r->n_amounts; i++) {
        say_count(&p, &r->amounts[i].count);
        if (r->amounts[i].of) phrase_str(&p, ": "), phrase_str(&p, r->amounts[i].of);
        add_fact(m, r->amounts[i].span, 'n', i, phrase_end(&p));
    }
    for (uint32_t i = 0; i < r->n_events; i++)
        if (tells_event(&r->events[i])) add_fact(m, r->events[i].trigger, 'v', i, event_title(&r->events[i], &p));
    return !p.failed;
}

/* The claims that the incident's card leads to, each once. */
static bool add_claims(struct html_marks *m, const sayso_record *r, const struct out_incident *x, struct arena *scratch) {
    bool *shown = ARENA_ARRAY(scratch, bool, r->n_claims + 1);
    if (!shown) return false;
    for (uint32_t i = 0; i < x->n_slots; i++)
        for (uint32_t k = 0; k < x->slots[i].n; k++) {
            sayso_ids claims = x->slots[i].at[k].claims;
            for (uint32_t c = 0; c < claims.n; c++) shown[claims.at[c]] = true;
        }
    for (uint32_t i = 0; i < r->n_claims; i++)
        if (shown[i]) add(m, r->claims[i].span, MARK_CLAIM, -1, (int32_t)i, false);
    return true;
}

bool html_marks_collect(struct html_marks *m, const sayso_record *r, const struct out_incident *incident, struct arena *scratch) {
    size_t max = count(r);
    *m = (struct html_marks){
        .r = r, .all = ARENA_ARRAY(scratch, struct html_mark, max + 1), .open = ARENA_ARRAY(scratch, uint32_t, max + 1)};
    if (!m->all || !m->open || !add_facts(m, r, scratch) || !add_claims(m, r, incident, scratch)) return false;
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const sayso_attribution *a = &r->attributions[i];
        add_all(m, a->content, MARK_CONTENT, a->source_id, (int32_t)i);
        add_all(m, a->source, MARK_SOURCE, a->source_id, (int32_t)i);
        add_all(m, a->cue, MARK_CUE, a->source_id, (int32_t)i);
    }
    for (uint32_t i = 0; i < r->n_claims; i++) add_all(m, r->claims[i].hedges, MARK_HEDGE, -1, r->claims[i].attribution);
    for (uint32_t i = 0; i < r->n_quotes; i++) add(m, r->quotes[i].span, MARK_QUOTE, -1, r->quotes[i].attribution, false);
    qsort(m->all, m->n, sizeof *m->all, compare);
    uint32_t kept = 0; /* the same hedge may stand in several claims, the same source in several attributions */
    for (uint32_t i = 0; i < m->n; i++)
        if (!kept || !span_eq(m->all[i].at, m->all[kept - 1].at) || m->all[i].kind != m->all[kept - 1].kind ||
            m->all[i].kind == MARK_CONTENT || m->all[i].kind == MARK_CLAIM || m->all[i].kind == MARK_FACT)
            m->all[kept++] = m->all[i];
    m->n = kept;
    return true;
}

static void open_tag(struct html_marks *m, struct sink *s, const struct html_mark *x, bool again) {
    switch (x->kind) {
    case MARK_CLAIM:
        sink_str(s, "<span class=\"claim\"");
        if (!again) sink_printf(s, " id=\"k%d\"", x->attribution);
        sink_char(s, '>');
        break;
    case MARK_FACT:
        sink_printf(s, "<span class=\"fact f-%c\"", x->letter);
        if (!again) sink_printf(s, " id=\"%c%d\"", x->letter, x->attribution);
        sink_str(s, " title=\"");
        html_string(s, x->title);
        sink_str(s, "\">");
        break;
    case MARK_CONTENT:
        sink_str(s, "<mark");
        html_owner(s, "", x->source);
        sink_char(s, '>');
        if (x->first && !again) html_number(s, m->r, (uint32_t)x->attribution, true);
        break;
    case MARK_SOURCE:
        sink_str(s, "<span");
        html_owner(s, "who", x->source);
        sink_char(s, '>');
        break;
    case MARK_CUE:
        sink_str(s, "<span class=\"cue\">");
        break;
    case MARK_HEDGE:
        sink_str(s, "<em class=\"hedge\" title=\"a hedge\">");
        break;
    case MARK_QUOTE:
        sink_str(s, "<span class=\"quote\">");
        break;
    }
}

static void close_tag(struct sink *s, const struct html_mark *x) {
    sink_str(s, x->kind == MARK_CONTENT ? "</mark>" : x->kind == MARK_HEDGE ? "</em>" : "</span>");
}

/* Closes from the top down to the lowest that ends at `at`, drops those that do, opens the others again. */
static void close_ended(struct html_marks *m, struct sink *s, uint32_t at) {
    uint32_t low = m->n_open;
    for (uint32_t i = m->n_open; i-- > 0;)
        if (m->all[m->open[i]].at.end <= at) low = i;
    for (uint32_t i = m->n_open; i-- > low;) close_tag(s, &m->all[m->open[i]]);
    uint32_t kept = low;
    for (uint32_t i = low; i < m->n_open; i++) {
        if (m->all[m->open[i]].at.end <= at || sink_spent(s)) continue;
        open_tag(m, s, &m->all[m->open[i]], true);
        m->open[kept++] = m->open[i];
    }
    m->n_open = kept;
}

static void open_new(struct html_marks *m, struct sink *s, uint32_t at) {
    for (; m->next < m->n && m->all[m->next].at.beg <= at; m->next++) {
        if (m->all[m->next].at.end <= at || m->n_open == DEEPEST || sink_spent(s)) continue;
        open_tag(m, s, &m->all[m->next], false);
        m->open[m->n_open++] = m->next;
    }
}

/* Where the next mark begins or an open one ends, at most `end`. */
static uint32_t next_edge(const struct html_marks *m, uint32_t end) {
    if (m->next < m->n && m->all[m->next].at.beg < end) end = m->all[m->next].at.beg;
    for (uint32_t i = 0; i < m->n_open; i++)
        if (m->all[m->open[i]].at.end < end) end = m->all[m->open[i]].at.end;
    return end;
}

void html_marks_put(struct html_marks *m, struct sink *s, span block) {
    uint32_t at = block.beg, kept = 0;
    for (uint32_t i = 0; i < m->n_open; i++) /* those that go on from the block before */
        if (m->all[m->open[i]].at.end > at) m->open[kept++] = m->open[i];
    m->n_open = kept;
    for (uint32_t i = 0; i < kept; i++) open_tag(m, s, &m->all[m->open[i]], true);
    while (at < block.end) {
        close_ended(m, s, at);
        open_new(m, s, at);
        uint32_t edge = next_edge(m, block.end);
        html_words(s, m->r->text + at, edge - at);
        at = edge;
    }
    for (uint32_t i = m->n_open; i-- > 0;) close_tag(s, &m->all[m->open[i]]);
}
