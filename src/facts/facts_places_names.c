/* What the word lists and the gazetteer say of some tokens. */
#include "base_utf8.h"
#include "facts_places.h"
#include "facts_places_table.inc"
#include "report_who.h"
#include <stdlib.h>

enum { LARGE = 100000 /* inhabitants */ };

static int by_form(const void *key, const void *row) { return strcmp(key, ((const struct place_word *)row)->form); }

uint16_t place_word(const struct report_work *r, uint32_t token) {
    char form[WHO_FORM];
    who_lower(r, token, form);
    const struct place_word *w =
        bsearch(form, PLACE_WORDS, sizeof PLACE_WORDS / sizeof *PLACE_WORDS, sizeof *PLACE_WORDS, by_form);
    return w ? w->uses : 0;
}

bool places_mark(const struct report_work *r, uint32_t t, const char *mark) {
    return span_len(r->tokens[t].at) == strlen(mark) && memcmp(r->text->utf8 + r->tokens[t].at.beg, mark, strlen(mark)) == 0;
}

const struct report_word *places_demonym(const struct report_work *r, uint32_t beg, uint32_t end) {
    const span s = places_span(r, beg, end);
    char lower[2 * WHO_FORM + 4];
    if (span_len(s) >= WHO_FORM || !who_capital(r, beg)) return NULL;
    const size_t n = utf8_lower_copy(r->text->utf8 + s.beg, span_len(s), lower);
    const struct report_word *d = report_word(WORDS_DEMONYM, lower, n);
    return d && d->of && (d->use == USE_ADJECTIVE || d->use == USE_PEOPLE) ? d : NULL;
}

static bool is_word(const struct report_work *r, uint32_t t) {
    uint32_t len;
    return utf8_is_alnum(utf8_at(r->text->utf8 + r->tokens[t].at.beg, span_len(r->tokens[t].at), &len));
}

/* Begins and ends in words: folding a name does not see other marks. */
static bool is_whole(const struct report_work *r, uint32_t beg, uint32_t end) {
    return is_word(r, beg) && (is_word(r, end - 1) || places_mark(r, end - 1, "."));
}

enum known places_known(const struct places *p, uint32_t beg, uint32_t end) {
    struct gazetteer_hit hits[GAZETTEER_HITS];
    const span s = places_span(p->r, beg, end);
    if (!p->f->gazetteer || !is_whole(p->r, beg, end) ||
        !gazetteer_find(p->f->gazetteer, p->r->text->utf8 + s.beg, span_len(s), hits) || hits[0].behind)
        return KNOWN_NOT;
    const struct gazetteer_place best = gazetteer_place(p->f->gazetteer, hits[0].place);
    if (end == beg + 1 && place_word(p->r, beg) & WORD_COMMON) return KNOWN_ALTERNATIVE;
    if (hits[0].alternative) return best.population >= 3 * LARGE ? KNOWN_SMALL : KNOWN_ALTERNATIVE;
    if (best.kind != GAZETTEER_CITY && best.kind != GAZETTEER_DIVISION2) return KNOWN_WELL;
    return best.population >= LARGE ? KNOWN_WELL : KNOWN_SMALL;
}

bool places_abbreviation(const struct places *p, uint32_t beg, uint32_t end) {
    struct gazetteer_hit hits[GAZETTEER_HITS];
    const span s = places_span(p->r, beg, end);
    const char *at = p->r->text->utf8 + s.beg;
    bool behind = false, small = false;
    const uint32_t n = p->f->gazetteer && is_whole(p->r, beg, end) ? gazetteer_find(p->f->gazetteer, at, span_len(s), hits) : 0;
    for (uint32_t i = 0; i < n; i++) behind |= hits[i].behind;
    for (uint32_t i = 0; i < span_len(s); i++) small |= at[i] >= 'a' && at[i] <= 'z';
    return behind && at[0] >= 'A' && at[0] <= 'Z' &&
           !(small && span_len(s) == 2 && at[1] != '.' && !places_mark(p->r, end - 1, "."));
}
