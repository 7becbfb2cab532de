/* The right side of the page: a card for each source with its kind and what it said, then quotations and media with the
 * ways they came. */
#include "out_html.h"

/* What the cards look up, by source and by attribution. */
struct cards {
    struct out_groups by_source, claims;
};

enum { EXCERPT = 180 }; /* bytes of content on a card */

static void put_excerpt(struct sink *s, const sayso_record *r, sayso_spans spans) {
    size_t left = EXCERPT;
    for (uint32_t i = 0; i < spans.n && left; i++) {
        size_t n = span_len(spans.at[i]);
        const char *words = r->text + spans.at[i].beg;
        bool cut = n > left;
        if (cut) {
            n = left;
            while (n && words[n] != ' ') n--;
            while (n && ((unsigned char)words[n] & 0xc0) == 0x80) n--;
        }
        if (i) sink_str(s, " \xe2\x80\xa6 ");
        html_words(s, words, n);
        if (cut) sink_str(s, " \xe2\x80\xa6");
        left = cut ? 0 : left - n;
    }
}

static const char *source_name(const sayso_record *r, int32_t source) {
    const char *name = source < 0 ? NULL : r->sources[source].name;
    return name ? name : "somebody unsaid";
}

static void put_chain(struct sink *s, const sayso_record *r, sayso_ids chain) {
    for (uint32_t i = 0; i < chain.n; i++) {
        if (i) sink_str(s, " \xe2\x86\x92 ");
        html_string(s, source_name(r, chain.at[i]));
    }
}

/* The hedges of what rests on this attribution. Claims of single values repeat them. */
static void put_hedges(struct sink *s, const sayso_record *r, sayso_ids claims) {
    bool any = false;
    for (uint32_t i = 0; i < claims.n; i++) {
        const sayso_claim *c = &r->claims[claims.at[i]];
        for (uint32_t k = 0; out_tells_words(c) && k < c->hedges.n; k++) {
            sink_str(s, any ? ", " : "<span class=\"by\">hedged: ");
            html_cut(s, r, c->hedges.at[k]);
            any = true;
        }
    }
    if (any) sink_str(s, "</span>");
}

static void put_item(struct sink *s, const sayso_record *r, const struct cards *x, uint32_t i) {
    const sayso_attribution *a = &r->attributions[i];
    sink_printf(s, "<li id=\"c%u\">", i);
    html_number(s, r, i, false);
    for (uint32_t k = 0; k < a->cue.n; k++) {
        sink_str(s, k ? " \xe2\x80\xa6 <i>" : "<i>");
        html_cut(s, r, a->cue.at[k]);
        sink_str(s, "</i>");
    }
    const char *attitude = out_attitude(r, a);
    if (attitude) {
        sink_str(s, "<span class=\"chip\">");
        html_string(s, attitude);
        sink_str(s, "</span>");
    }
    sink_str(s, a->cue.n ? ": <span class=\"said\">" : "<span class=\"said\">");
    put_excerpt(s, r, a->content);
    sink_str(s, "</span>");
    put_hedges(s, r, out_group(&x->claims, (int32_t)i));
    if (a->within >= 0) {
        sink_str(s, "<span class=\"by\">passed on by ");
        html_string(s, source_name(r, r->attributions[a->within].source_id));
        sink_printf(s, " in <a href=\"#c%d\">%d</a></span>", a->within, a->within + 1);
    }
    sink_str(s, "</li>\n");
}

/* A card; source -1: what is said without a word on who says it. */
static void put_card(struct sink *s, const sayso_record *r, const struct cards *cards, int32_t source) {
    sayso_ids own = out_group(&cards->by_source, source);
    if (source < 0 && !own.n) return;
    sink_str(s, "<li tabindex=\"0\"");
    html_owner(s, "card", source);
    sink_str(s, "><h3>");
    html_string(s, source_name(r, source));
    sink_str(s, "</h3>");
    if (source >= 0) {
        const sayso_source *x = &r->sources[source];
        sink_printf(s, "<span class=\"chip\">%s%s</span>", sayso_source_kind_name(x->kind),
                    !x->named && x->kind != SAYSO_SOURCE_UNNAMED ? ", unnamed" : "");
    }
    sink_str(s, "<ul>\n");
    for (uint32_t i = 0; i < own.n; i++) put_item(s, r, cards, (uint32_t)own.at[i]);
    sink_str(s, "</ul></li>\n");
}

static void put_sources(struct sink *s, const sayso_record *r, const struct cards *cards) {
    sink_str(s, "<h2 id=\"sources\">Who says what</h2>\n");
    if (!r->n_sources && !r->n_attributions) sink_str(s, "<p class=\"none\">Nobody is credited with anything.</p>\n");
    sink_str(s, "<ul>\n");
    for (uint32_t i = 0; i < r->n_sources; i++) put_card(s, r, cards, (int32_t)i);
    put_card(s, r, cards, -1);
    sink_str(s, "</ul>\n");
}

static void put_quotes(struct sink *s, const sayso_record *r) {
    if (!r->n_quotes) return;
    sink_str(s, "<h2>In quotation marks</h2>\n<ul>\n");
    for (uint32_t i = 0; i < r->n_quotes; i++) {
        const sayso_quote *q = &r->quotes[i];
        sayso_ids chain = out_relays(r, q);
        sink_str(s, "<li class=\"card\"><span class=\"said\">");
        put_excerpt(s, r, (sayso_spans){&q->span, 1});
        sink_str(s, "</span>");
        if (q->speaker >= 0 || chain.n) {
            sink_str(s, "<span class=\"by\">");
            if (q->speaker >= 0) html_string(s, r->entities[q->speaker].name);
            if (chain.n) {
                sink_str(s, q->speaker >= 0 ? ", on the word of " : "on the word of ");
                put_chain(s, r, chain);
            }
            sink_str(s, "</span>");
        }
        sink_str(s, "</li>\n");
    }
    sink_str(s, "</ul>\n");
}

/* "is said to": claims whose chain holds a link that nobody names, and no attribution carries. */
static void put_unnamed(struct sink *s, const sayso_record *r) {
    bool any = false;
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        if (!out_tells_words(c) || c->attribution >= 0 || (!c->hedges.n && !c->chain.n)) continue;
        if (!any) sink_str(s, "<h2>Hedged, with nobody named</h2>\n<ul>\n");
        any = true;
        sink_str(s, "<li class=\"card\"><span class=\"said\">");
        put_excerpt(s, r, (sayso_spans){&c->span, 1});
        sink_str(s, "</span>");
        for (uint32_t k = 0; k < c->hedges.n; k++) {
            sink_str(s, k ? ", " : "<span class=\"by\">hedged: ");
            html_cut(s, r, c->hedges.at[k]);
        }
        sink_str(s, c->hedges.n ? "</span></li>\n" : "</li>\n");
    }
    if (any) sink_str(s, "</ul>\n");
}

static void put_media(struct sink *s, const sayso_record *r) {
    if (!r->n_media) return;
    sink_str(s, "<h2>Pictures, video, posts</h2>\n<ul>\n");
    for (uint32_t i = 0; i < r->n_media; i++) {
        const sayso_media *m = &r->media[i];
        span words = span_is(m->caption) ? m->caption : m->span;
        sink_printf(s, "<li class=\"card\" id=\"m%u\">", i);
        if (span_is(words))
            html_cut(s, r, words);
        else
            sink_str(s, "<span class=\"none\">without a caption</span>");
        sink_str(s, "<span class=\"chip\">");
        html_link(s, m->uri, sayso_media_kind_name(m->kind));
        sink_str(s, "</span>");
        for (uint32_t k = 0; k < m->n_chain; k++) {
            sink_str(s, k ? " \xe2\x86\x92 <b>" : "<span class=\"by chain\"><b>");
            html_string(s, m->chain[k].name);
            sink_printf(s, "</b> (%s)", sayso_credit_role_name(m->chain[k].role));
        }
        sink_str(s, m->n_chain ? "</span></li>\n" : "</li>\n");
    }
    sink_str(s, "</ul>\n");
}

bool html_cards(struct sink *s, const struct out_report *r, struct arena *scratch) {
    struct cards cards;
    if (!out_attributions_by_source(&cards.by_source, r->record, scratch) ||
        !out_claims_by_attribution(&cards.claims, r->record, scratch))
        return false;
    if (r->scores) {
        put_sources(s, r->record, &cards);
        put_unnamed(s, r->record);
    }
    put_quotes(s, r->record);
    put_media(s, r->record);
    return html_facts(s, r->record, scratch);
}
