/* Names of agencies and outlets, which are no places though they sound like some: "Coast Wire", "Radio Fjord". The report shows
 * them: its own outlet, those that pictures are credited to, those that it cites. */
#include "facts_places.h"
#include <string.h>
#include <strings.h>

static void note(struct press_names *out, const char *name) {
    if (name && *name && out->n < sizeof out->at / sizeof *out->at) out->at[out->n++] = name;
}

void places_press(const struct report_work *r, struct press_names *out) {
    out->n = 0;
    note(out, r->text->publication.outlet);
    for (uint32_t i = 0; i < r->text->n_media; i++)
        for (uint32_t k = 0; k < r->text->media[i].n_chain; k++)
            if (r->text->media[i].chain[k].role != SAYSO_CREDIT_CREATOR) note(out, r->text->media[i].chain[k].name);
    for (uint32_t i = 0; i < r->sources.n; i++) {
        const sayso_source *s = &r->sources.at[i];
        if (s->named && (s->kind == SAYSO_SOURCE_AGENCY || s->kind == SAYSO_SOURCE_OUTLET)) note(out, s->name);
    }
}

static const char *without_the(const char *name) { return !strncasecmp(name, "the ", 4) ? name + 4 : name; }

static bool is_dash(const struct report_work *r, uint32_t t) {
    return report_token_is(r, t, "-") || report_token_is(r, t, "–") || report_token_is(r, t, "—");
}

/* "PITTSBURGH (KDKA/AP) -", "(CNN) -": in the brackets of a dateline stands who sends the report. */
static bool is_sender(const struct report_work *r, uint32_t beg, uint32_t end) {
    enum { OPENING = 14 /* words of a dateline */, INSIDE = 6 /* words in its brackets */ };
    const int32_t block = r->tokens[beg].block;
    uint32_t close = end, open = beg;
    while (close + 1 < r->n_tokens && close < end + INSIDE && !report_token_is(r, close, ")")) close++;
    if (close + 1 >= r->n_tokens || !report_token_is(r, close, ")") || !is_dash(r, close + 1) ||
        r->tokens[close + 1].block != block)
        return false;
    while (open > 0 && open + INSIDE > beg && !report_token_is(r, open, "(")) open--;
    return report_token_is(r, open, "(") && r->tokens[open].block == block &&
           (open < OPENING || r->tokens[open - OPENING].block != block);
}

bool places_is_press(const struct places *p, const struct press_names *names, uint32_t beg, uint32_t end) {
    const struct report_work *r = p->r;
    if (end - beg > 1 && report_token_is(r, beg, "the")) beg++;
    if (is_sender(r, beg, end)) return true;
    if (places_known(p, beg, end)) return false;
    if (end - beg > 1 && place_word(r, beg) & WORD_PRESS) return true;
    const span s = places_span(r, beg, end);
    for (uint32_t i = 0; i < names->n; i++) {
        const char *name = without_the(names->at[i]);
        if (strlen(name) == span_len(s) && !strncasecmp(name, r->text->utf8 + s.beg, span_len(s))) return true;
    }
    return false;
}
