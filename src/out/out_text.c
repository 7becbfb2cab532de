/* The report on a terminal, re-told: first the incident, each value with its say-so and its hedges; then who said what, each
 * source with its kind and what it says, those it passes on indented under it; then what stands on the report's own word,
 * quotations, pictures. A number in brackets is one attribution; the bytes behind it are those of its words in the report's
 * text. */
#include "out.h"
#include "out_groups.h"
#include "out_incident.h"
#include "out_lines.h"
#include "out_say.h"
#include <string.h>

enum { MARGIN = 2, HANG = 4, DEEPEST = 6 };

struct later {
    int32_t attribution;
    uint32_t depth;
};
struct telling {
    struct lines l;
    const sayso_record *r;
    bool *told;                                  /* [n_attributions] */
    struct out_groups by_source, within, claims; /* attributions by source and by who passes them on; claims by attribution */
    struct later *later;                         /* [n_attributions + 1] */
    struct out_incident incident;
    struct phrase p;
};

/* Colours that are readable on light and on dark ground. */
static const char *source_style(int32_t source) {
    static const char *const styles[] = {"1;34", "1;32", "1;35", "1;36", "1;33", "1;31"};
    return source < 0 ? STYLE_BOLD : styles[source % 6];
}

static void heading(struct telling *t, const char *words) {
    lines_blank(&t->l);
    lines_begin(&t->l, 0, 0);
    lines_say(&t->l, "1;4", words);
    lines_end(&t->l);
}

static void tell_spans(struct telling *t, const char *style, sayso_spans spans) {
    for (uint32_t i = 0; i < spans.n; i++) {
        if (i) lines_say(&t->l, STYLE_DIM, "\xe2\x80\xa6"); /* an ellipsis where words are left out */
        lines_flow(&t->l, style, t->r->text + spans.at[i].beg, span_len(spans.at[i]));
    }
}

static span hull(sayso_spans a, span s) {
    for (uint32_t i = 0; i < a.n; i++) {
        if (!span_is(s) || a.at[i].beg < s.beg) s.beg = a.at[i].beg;
        if (a.at[i].end > s.end) s.end = a.at[i].end;
    }
    return s;
}

static void tell_place(struct telling *t, span s) {
    if (span_is(s)) lines_sayf(&t->l, STYLE_DIM, "(bytes\xc2\xa0%u-%u)", s.beg, s.end);
}

static void tell_source(struct telling *t, int32_t source) {
    if (source < 0) {
        lines_say(&t->l, STYLE_BOLD, "somebody unsaid");
        return;
    }
    const sayso_source *s = &t->r->sources[source];
    lines_say(&t->l, source_style(source), s->name ? s->name : "somebody");
    lines_sayf(&t->l, STYLE_DIM, "(%s%s)", sayso_source_kind_name(s->kind),
               !s->named && s->kind != SAYSO_SOURCE_UNNAMED ? ", unnamed" : "");
}

/* "reportedly", "is said to": hedges of what rests on this attribution. Claims of single values repeat them. */
static void tell_hedges(struct telling *t, int32_t attribution) {
    sayso_ids claims = out_group(&t->claims, attribution);
    for (uint32_t i = 0; i < claims.n; i++) {
        const sayso_claim *c = &t->r->claims[claims.at[i]];
        if (!c->hedges.n || !out_tells_words(c)) continue;
        lines_say(&t->l, STYLE_DIM, "hedged:");
        tell_spans(t, STYLE_ITALIC, c->hedges);
    }
}

/* [3] said: four people were hurt (bytes 120-260) */
static void tell_one(struct telling *t, int32_t i, uint32_t depth) {
    const sayso_attribution *a = &t->r->attributions[i];
    uint32_t margin = MARGIN * depth;
    t->told[i] = true;
    lines_begin(&t->l, margin, margin + HANG);
    if (depth > 1) {
        lines_say(&t->l, STYLE_DIM, "\xe2\x86\xb3"); /* an arrow: passed on from */
        tell_source(t, a->source_id);
    }
    lines_sayf(&t->l, source_style(a->source_id), "[%d]", i + 1);
    if (a->cue.n)
        tell_spans(t, STYLE_ITALIC, a->cue);
    else
        lines_say(&t->l, STYLE_ITALIC, "says");
    const char *attitude = out_attitude(t->r, a);
    if (attitude) lines_sayf(&t->l, STYLE_DIM, "(%s)", attitude);
    lines_glue(&t->l, STYLE_PLAIN, ":");
    tell_spans(t, STYLE_PLAIN, a->content);
    tell_hedges(t, i);
    tell_place(t, hull(a->content, (span){0, 0}));
    lines_end(&t->l);
}

/* One and all that it passes on. Records nest as deeply as they like, so what is still to be told stands in a list. */
static void tell_attribution(struct telling *t, int32_t i, uint32_t depth) {
    uint32_t n = 0;
    t->later[n++] = (struct later){i, depth};
    while (n) {
        struct later x = t->later[--n];
        tell_one(t, x.attribution, x.depth);
        sayso_ids inner = out_group(&t->within, x.attribution);
        for (uint32_t k = inner.n; k-- > 0;) { /* each has one that it is within: it comes into the list once */
            if (t->told[inner.at[k]]) continue;
            t->later[n++] = (struct later){inner.at[k], x.depth < DEEPEST ? x.depth + 1 : x.depth};
        }
    }
}

/* All that stands under one source at the outermost level. */
static void tell_group(struct telling *t, int32_t source) {
    bool any = false;
    sayso_ids own = out_group(&t->by_source, source);
    for (uint32_t i = 0; i < own.n; i++) {
        if (t->told[own.at[i]] || t->r->attributions[own.at[i]].within >= 0) continue;
        if (!any) {
            lines_blank(&t->l);
            lines_begin(&t->l, 0, HANG);
            tell_source(t, source);
            lines_end(&t->l);
        }
        any = true;
        tell_attribution(t, own.at[i], 1);
    }
}

static void tell_attributions(struct telling *t) {
    const sayso_record *r = t->r;
    heading(t, "Who says what");
    if (!r->n_attributions) {
        lines_begin(&t->l, 0, 0);
        lines_say(&t->l, STYLE_DIM, "Nobody is credited with anything.");
        lines_end(&t->l);
        return;
    }
    for (uint32_t i = 0; i < r->n_attributions; i++) /* sources in the order in which they speak */
        if (!t->told[i] && r->attributions[i].within < 0) tell_group(t, r->attributions[i].source_id);
    for (uint32_t i = 0; i < r->n_attributions; i++)
        if (!t->told[i]) tell_attribution(t, (int32_t)i, 1);
}

static void tell_chain(struct telling *t, sayso_ids chain) {
    for (uint32_t i = 0; i < chain.n; i++) {
        lines_say(&t->l, STYLE_DIM, i ? "\xe2\x86\x92" : "via");
        if (chain.at[i] < 0)
            lines_say(&t->l, STYLE_DIM, "somebody");
        else
            lines_say(&t->l, source_style(chain.at[i]),
                      t->r->sources[chain.at[i]].name ? t->r->sources[chain.at[i]].name : "somebody");
    }
}

/* Claims that no attribution carries: the report's own word, or "is said to" with nobody behind it. */
static void tell_own_word(struct telling *t) {
    sayso_ids claims = out_group(&t->claims, -1);
    bool any = false;
    for (uint32_t i = 0; i < claims.n; i++) {
        const sayso_claim *c = &t->r->claims[claims.at[i]];
        if (!out_tells_words(c)) continue;
        if (!any) heading(t, "On the report's own word");
        any = true;
        lines_begin(&t->l, MARGIN, MARGIN + HANG);
        lines_say(&t->l, STYLE_DIM, "-");
        lines_flow(&t->l, STYLE_PLAIN, t->r->text + c->span.beg, span_len(c->span));
        if (c->hedges.n) lines_say(&t->l, STYLE_DIM, "hedged:");
        tell_spans(t, STYLE_ITALIC, c->hedges);
        tell_chain(t, c->chain);
        tell_place(t, c->span);
        lines_end(&t->l);
    }
}

static void tell_quotes(struct telling *t) {
    if (t->r->n_quotes) heading(t, "In quotation marks");
    for (uint32_t i = 0; i < t->r->n_quotes; i++) {
        const sayso_quote *q = &t->r->quotes[i];
        lines_begin(&t->l, MARGIN, MARGIN + HANG);
        lines_flow(&t->l, STYLE_PLAIN, t->r->text + q->span.beg, span_len(q->span));
        if (q->speaker >= 0 && t->r->entities[q->speaker].name) {
            lines_say(&t->l, STYLE_DIM, "\xe2\x80\x94");
            lines_say(&t->l, STYLE_BOLD, t->r->entities[q->speaker].name);
        }
        tell_chain(t, out_relays(t->r, q));
        tell_place(t, q->span);
        lines_end(&t->l);
    }
}

static void tell_media(struct telling *t) {
    if (t->r->n_media) heading(t, "Pictures, video, posts");
    for (uint32_t i = 0; i < t->r->n_media; i++) {
        const sayso_media *m = &t->r->media[i];
        span words = span_is(m->caption) ? m->caption : m->span;
        lines_begin(&t->l, MARGIN, MARGIN + HANG);
        lines_glue(&t->l, STYLE_BOLD, sayso_media_kind_name(m->kind));
        lines_glue(&t->l, STYLE_PLAIN, ":");
        if (span_is(words))
            lines_flow(&t->l, STYLE_PLAIN, t->r->text + words.beg, span_len(words));
        else
            lines_say(&t->l, STYLE_DIM, m->uri ? m->uri : "without a caption");
        for (uint32_t k = 0; k < m->n_chain; k++) {
            lines_say(&t->l, STYLE_DIM, k ? "\xe2\x86\x92" : "\xe2\x80\x94");
            lines_say(&t->l, STYLE_BOLD, m->chain[k].name);
            lines_sayf(&t->l, STYLE_DIM, "(%s)", sayso_credit_role_name(m->chain[k].role));
        }
        tell_place(t, m->credit);
        lines_end(&t->l);
    }
}

/* ---- the incident ---- */
/* "killed: 1, says the police (Meridian Press); 2, nobody named." */
static void tell_slot(struct telling *t, const struct stated_slot *x) {
    lines_begin(&t->l, MARGIN, MARGIN + HANG);
    lines_say(&t->l, STYLE_BOLD, x->label);
    lines_glue(&t->l, STYLE_BOLD, ":");
    for (uint32_t i = 0; i < x->n; i++) {
        const char *stop = i + 1 < x->n || x->more ? ";" : "."; /* inside its phrase: no line begins with it */
        say_value(&t->p, t->r, &x->at[i].value, x->at[i].words);
        phrase_str(&t->p, x->at[i].claims.n ? "," : stop);
        lines_say(&t->l, STYLE_BOLD, phrase_end(&t->p));
        if (!x->at[i].claims.n) continue;
        say_so(&t->p, t->r, x->at[i].claims);
        phrase_str(&t->p, stop);
        lines_say(&t->l, STYLE_PLAIN, phrase_end(&t->p));
    }
    if (x->more) lines_sayf(&t->l, STYLE_DIM, "and %u more.", x->more);
    lines_end(&t->l);
}

static void tell_incident(struct telling *t) {
    const struct out_incident *x = &t->incident;
    if (!x->kind) return;
    heading(t, "The incident");
    lines_begin(&t->l, MARGIN, MARGIN + HANG);
    lines_say(&t->l, STYLE_BOLD, "what");
    lines_glue(&t->l, STYLE_BOLD, ":");
    lines_say(&t->l, STYLE_BOLD, x->kind);
    if (x->status) lines_sayf(&t->l, STYLE_PLAIN, "(%s)", x->status);
    if (x->certainty != SAYSO_CERTAINTY_CERTAIN) lines_sayf(&t->l, STYLE_PLAIN, "(%s)", sayso_certainty_name(x->certainty));
    out_incident_so(x, t->r, &t->p);
    if (t->p.n) {
        lines_glue(&t->l, STYLE_PLAIN, ",");
        phrase_str(&t->p, ".");
        lines_say(&t->l, STYLE_PLAIN, phrase_end(&t->p));
    } else {
        lines_glue(&t->l, STYLE_PLAIN, ".");
    }
    for (uint32_t i = 0; i < x->n_slots; i++) tell_slot(t, &x->slots[i]);
    lines_end(&t->l);
}

static void tell_part(struct telling *t, bool *first, const char *words) {
    if (!words || !*words) return;
    if (!*first) lines_say(&t->l, STYLE_DIM, "\xc2\xb7");
    lines_say(&t->l, STYLE_PLAIN, words);
    *first = false;
}

static void tell_head(struct telling *t) {
    const sayso_publication *p = &t->r->publication;
    bool first = true;
    char date[64];
    lines_begin(&t->l, 0, 0);
    lines_say(&t->l, STYLE_BOLD, p->title ? p->title : t->r->input.name ? t->r->input.name : "A report");
    lines_begin(&t->l, 0, 0);
    tell_part(t, &first, p->outlet);
    for (uint32_t i = 0; i < p->bylines.n; i++) tell_part(t, &first, p->bylines.at[i]);
    tell_part(t, &first, out_date(p->published, date));
    tell_part(t, &first, p->dateline);
    lines_end(&t->l);
}

sayso_code out_text(const struct out_report *report, const sayso_print_options *options, struct arena *scratch, struct sink *s) {
    const sayso_record *r = report->record;
    struct telling t = {.r = r,
                        .told = ARENA_ARRAY(scratch, bool, r->n_attributions + 1),
                        .later = ARENA_ARRAY(scratch, struct later, r->n_attributions + 1),
                        .p = {.arena = scratch}};
    if (!t.told || !t.later || !out_attributions_by_source(&t.by_source, r, scratch) ||
        !out_attributions_by_outer(&t.within, r, scratch) || !out_claims_by_attribution(&t.claims, r, scratch) ||
        !out_incident(&t.incident, r, scratch))
        return SAYSO_NOMEM;
    lines_init(&t.l, s, options->width, options->color);
    tell_head(&t);
    if (report->scores) {
        tell_incident(&t);
        tell_attributions(&t);
        tell_own_word(&t);
    }
    tell_quotes(&t);
    tell_media(&t);
    lines_end(&t.l);
    return t.p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
