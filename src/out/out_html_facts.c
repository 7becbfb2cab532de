/* The page's incident card, over the report: what, where, when, who, how many, each value with its say-so, its hedges and a
 * way to the words that claim it. And the list of times, places and amounts at the end of the right side. */
#include "out_html.h"
#include "out_say.h"
#include <string.h>

enum { WORDS = 70, MOST_LINKS = 4, MOST_LISTED = 60 };

/* The claim's words in short, as a link to where they stand. */
static void put_words(struct sink *s, const sayso_record *r, int32_t claim) {
    span at = r->claims[claim].span;
    if (!span_is(at)) return;
    uint32_t n = span_len(at);
    if (n > WORDS) {
        n = WORDS;
        while (n > WORDS / 2 && r->text[at.beg + n] != ' ') n--;
        while (n && ((unsigned char)r->text[at.beg + n] & 0xc0) == 0x80) n--;
    }
    sink_printf(s, " <a class=\"k\" href=\"#k%d\">\xe2\x80\x9c", claim);
    for (uint32_t i = 0, line; i < n; i += line + 1) { /* a line end in the words is a blank in the link */
        for (line = 0; i + line < n && r->text[at.beg + i + line] != '\n';) line++;
        if (i) sink_char(s, ' ');
        html_words(s, r->text + at.beg + i, line);
    }
    sink_str(s, n < span_len(at) ? " \xe2\x80\xa6\xe2\x80\x9d</a>" : "\xe2\x80\x9d</a>");
}

/* A link for each place where it is claimed; several claims may stand on the same words. */
static void put_links(struct sink *s, const sayso_record *r, sayso_ids claims) {
    uint32_t shown[MOST_LINKS], n = 0;
    for (uint32_t i = 0; i < claims.n && n < MOST_LINKS; i++) {
        uint32_t beg = r->claims[claims.at[i]].span.beg, k = 0;
        while (k < n && shown[k] != beg) k++;
        if (k < n) continue;
        shown[n++] = beg;
        put_words(s, r, claims.at[i]);
    }
}

static void put_value(struct sink *s, const sayso_record *r, const struct stated *x, struct phrase *p) {
    say_value(p, r, &x->value, x->words);
    sink_str(s, "<div class=\"v\"><b>");
    html_string(s, phrase_end(p));
    sink_str(s, "</b>");
    if (x->claims.n) {
        say_so(p, r, x->claims);
        sink_str(s, "<span class=\"so\">, ");
        html_string(s, phrase_end(p));
        sink_str(s, "</span>");
    }
    put_links(s, r, x->claims);
    sink_str(s, "</div>\n");
}

static void put_slot(struct sink *s, const sayso_record *r, const struct stated_slot *x, struct phrase *p) {
    sink_str(s, "<dt>");
    html_string(s, x->label);
    sink_str(s, "</dt><dd>\n");
    for (uint32_t i = 0; i < x->n; i++) put_value(s, r, &x->at[i], p);
    if (x->more) sink_printf(s, "<div class=\"v none\">and %u more</div>\n", x->more);
    sink_str(s, "</dd>\n");
}

bool html_incident(struct sink *s, const sayso_record *r, const struct out_incident *x, struct arena *scratch) {
    struct phrase p = {.arena = scratch};
    if (!x->kind) return true;
    sink_str(s, "<section class=\"incident\" aria-label=\"The incident\">\n<h2>The incident</h2>\n<dl>\n<dt>what</dt><dd>\n<div "
                "class=\"v\"><b>");
    html_string(s, x->kind);
    sink_str(s, "</b>");
    if (x->status) {
        sink_str(s, "<span class=\"chip\">");
        html_string(s, x->status);
        sink_str(s, "</span>");
    }
    if (x->certainty != SAYSO_CERTAINTY_CERTAIN)
        sink_printf(s, "<span class=\"chip\">%s</span>", sayso_certainty_name(x->certainty));
    out_incident_so(x, r, &p);
    if (p.n) {
        sink_str(s, "<span class=\"so\">, ");
        html_string(s, phrase_end(&p));
        sink_str(s, "</span>");
    }
    sink_str(s, "</div>\n</dd>\n");
    for (uint32_t i = 0; i < x->n_slots; i++) put_slot(s, r, &x->slots[i], &p);
    sink_str(s, "</dl>\n</section>\n");
    return !p.failed;
}

/* ---- times, places, amounts: words and what they come to ---- */
static void put_fact(struct sink *s, const sayso_record *r, char letter, uint32_t i, span at, const char *comes_to) {
    sink_printf(s, "<li><a href=\"#%c%u\">", letter, i);
    html_cut(s, r, at);
    sink_str(s, "</a>");
    if (comes_to && *comes_to) {
        sink_str(s, " <span class=\"none\">");
        html_string(s, comes_to);
        sink_str(s, "</span>");
    }
    sink_str(s, "</li>\n");
}

static void begin_list(struct sink *s, const char *name, uint32_t n) {
    sink_printf(s, "<details class=\"facts\"><summary>%s <span class=\"none\">%u</span></summary><ul>\n", name, n);
}

static void end_list(struct sink *s, uint32_t n) {
    if (n > MOST_LISTED) sink_printf(s, "<li class=\"none\">and %u more</li>\n", n - MOST_LISTED);
    sink_str(s, "</ul></details>\n");
}

static void put_times(struct sink *s, const sayso_record *r, struct phrase *p) {
    if (!r->n_times) return;
    begin_list(s, "Times", r->n_times);
    for (uint32_t i = 0; i < r->n_times && i < MOST_LISTED; i++) {
        bool said = say_timex(p, r->times[i].value);
        const char *words = phrase_end(p);
        put_fact(s, r, 't', i, r->times[i].span, said ? words : r->times[i].value);
    }
    end_list(s, r->n_times);
}

static void put_places(struct sink *s, const sayso_record *r, struct phrase *p) {
    if (!r->n_places) return;
    begin_list(s, "Places", r->n_places);
    for (uint32_t i = 0; i < r->n_places && i < MOST_LISTED; i++) {
        say_place(p, &r->places[i]);
        put_fact(s, r, 'p', i, r->places[i].span, phrase_end(p));
    }
    end_list(s, r->n_places);
}

static void put_amounts(struct sink *s, const sayso_record *r, struct phrase *p) {
    if (!r->n_amounts) return;
    begin_list(s, "Numbers", r->n_amounts);
    for (uint32_t i = 0; i < r->n_amounts && i < MOST_LISTED; i++) {
        say_count(p, &r->amounts[i].count);
        if (r->amounts[i].unit) phrase_str(p, " "), phrase_str(p, r->amounts[i].unit);
        if (r->amounts[i].of) phrase_str(p, " "), phrase_str(p, r->amounts[i].of);
        put_fact(s, r, 'n', i, r->amounts[i].span, phrase_end(p));
    }
    end_list(s, r->n_amounts);
}

bool html_facts(struct sink *s, const sayso_record *r, struct arena *scratch) {
    struct phrase p = {.arena = scratch};
    if (!r->n_times && !r->n_places && !r->n_amounts) return true;
    sink_str(s, "<h2>When, where, how many</h2>\n");
    put_times(s, r, &p);
    put_places(s, r, &p);
    put_amounts(s, r, &p);
    return !p.failed;
}
