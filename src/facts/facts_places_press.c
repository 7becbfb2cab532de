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

bool places_is_press(const struct places *p, const struct press_names *names, uint32_t beg, uint32_t end) {
    const struct report_work *r = p->r;
    if (end - beg > 1 && report_token_is(r, beg, "the")) beg++;
    if (places_known(p, beg, end)) return false;
    if (end - beg > 1 && place_word(r, beg) & WORD_PRESS) return true;
    const span s = places_span(r, beg, end);
    for (uint32_t i = 0; i < names->n; i++) {
        const char *name = without_the(names->at[i]);
        if (strlen(name) == span_len(s) && !strncasecmp(name, r->text->utf8 + s.beg, span_len(s))) return true;
    }
    return false;
}
