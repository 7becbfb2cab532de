/* Where the text names places: what the tagger calls a place, adjectives of nations, the place that a public body's name
 * opens with, abbreviations of states behind a comma, and well-known names that the tagger passed over. */
#include "base_utf8.h"
#include "facts_places.h"
#include "facts_places_table.inc"
#include "page_outlets.h"
#include "report_who.h"
#include <stdlib.h>

enum { LONGEST_NAME = 6 /* tokens of a name that the gazetteer alone finds */, WELL_KNOWN = 200000 /* inhabitants */ };

static int by_form(const void *key, const void *row) { return strcmp(key, ((const struct place_word *)row)->form); }

uint8_t place_word(const struct report_work *r, uint32_t token) {
    char form[WHO_FORM];
    who_lower(r, token, form);
    const struct place_word *w =
        bsearch(form, PLACE_WORDS, sizeof PLACE_WORDS / sizeof *PLACE_WORDS, sizeof *PLACE_WORDS, by_form);
    return w ? w->uses : 0;
}

struct finder {
    struct places *p;
    uint8_t *taken;      /* [n_tokens] 1: in a spot or in a name of something else */
    uint32_t *starts;    /* [n_tokens] the end of the spot that begins here, 0: none */
    int32_t *mention_of; /* [n_tokens] the mention whose name a token is part of, -1 */
};

static bool is_mark(const struct report_work *r, uint32_t t, const char *mark) {
    return span_len(r->tokens[t].at) == strlen(mark) && memcmp(r->text->utf8 + r->tokens[t].at.beg, mark, strlen(mark)) == 0;
}

static uint32_t find(const struct places *p, uint32_t beg, uint32_t end, struct gazetteer_hit hits[GAZETTEER_HITS]) {
    const span s = places_span(p->r, beg, end);
    return p->f->gazetteer ? gazetteer_find(p->f->gazetteer, p->r->text->utf8 + s.beg, span_len(s), hits) : 0;
}

/* Whether the gazetteer has these tokens as a name of their own, not as an abbreviation behind a comma. */
static bool is_known(const struct places *p, uint32_t beg, uint32_t end, struct gazetteer_place *best) {
    struct gazetteer_hit hits[GAZETTEER_HITS];
    const uint32_t n = find(p, beg, end, hits);
    if (!n || hits[0].behind) return false;
    *best = gazetteer_place(p->f->gazetteer, hits[0].place);
    return true;
}

static sayso_code add(struct finder *f, uint32_t beg, uint32_t end, enum spot_how how) {
    struct spot s = {.beg = beg, .end = end, .how = how, .inside = -1, .mention = -1};
    for (uint32_t i = beg; i < end; i++) {
        if (f->mention_of[i] >= 0) s.mention = f->mention_of[i];
        f->taken[i] = 1;
    }
    f->starts[beg] = end;
    return VEC_PUSH(f->p->r->scratch, f->p->spots, s) ? SAYSO_OK : places_no_memory(f->p);
}

/* ---- names by the tagger ----------------------------------------------------------------------------------------- */
static uint32_t without_genitive(const struct report_work *r, uint32_t beg, uint32_t end) {
    if (end - beg > 2 && report_token_is(r, end - 1, "s") && (is_mark(r, end - 2, "'") || is_mark(r, end - 2, "’")))
        return end - 2;
    if (end - beg > 1 && (is_mark(r, end - 1, "'") || is_mark(r, end - 1, "’"))) return end - 1;
    return end;
}

/* "southern Italy", "the Bahamas", "Greater London": the name without what stands before it, where only that is known. */
static uint32_t without_side(const struct places *p, uint32_t beg, uint32_t end) {
    struct gazetteer_place best;
    if (report_token_is(p->r, beg, "the") && end - beg > 1) beg++;
    if (end - beg < 2 || !(place_word(p->r, beg) & WORD_SIDE) || is_known(p, beg, end, &best)) return beg;
    return is_known(p, beg + 1, end, &best) ? beg + 1 : beg;
}

static bool is_facility(const struct finder *f, uint32_t beg, uint32_t end) {
    const struct report_work *r = f->p->r;
    struct gazetteer_place best;
    const bool way = end - beg > 1 && place_word(r, end - (is_mark(r, end - 1, ".") && end - beg > 2 ? 2 : 1)) & WORD_WAY;
    if (way) return !is_known(f->p, beg, end, &best) || best.population < WELL_KNOWN / 20;
    const int32_t m = f->mention_of[beg];
    return m >= 0 && r->mentions.at[m].kind == SAYSO_ENTITY_FACILITY && !is_known(f->p, beg, end, &best);
}

static sayso_code add_name(struct finder *f, uint32_t beg, uint32_t end) {
    end = without_genitive(f->p->r, beg, end);
    beg = without_side(f->p, beg, end);
    return add(f, beg, end, is_facility(f, beg, end) ? SPOT_FACILITY : SPOT_NAME);
}

/* ---- places inside other names ----------------------------------------------------------------------------------- */
/* The place that a public body's name opens with. */
static sayso_code add_body(struct finder *f, uint32_t beg, uint32_t end) {
    const struct report_work *r = f->p->r;
    const span s = places_span(r, beg, end);
    struct gazetteer_place best;
    if (outlet_find(r->text->utf8 + s.beg, span_len(s))) return SAYSO_OK;
    if (report_token_is(r, beg, "the") && end - beg > 1) beg++;
    bool body = false;
    for (uint32_t i = beg + 1; i < end; i++) body |= (place_word(r, i) & (WORD_BODY | WORD_WAY)) != 0;
    for (uint32_t to = end - 1; body && to > beg; to--)
        if (is_known(f->p, beg, to, &best)) return add(f, beg, to, SPOT_BODY);
    return SAYSO_OK;
}

/* An adjective of a nation or a people's name, by itself or in a name. */
static bool is_demonym(const struct report_work *r, uint32_t t) {
    const struct report_word *d = who_word(r, t, WORDS_DEMONYM);
    return d && d->of && (d->use == USE_ADJECTIVE || d->use == USE_PEOPLE) && who_capital(r, t);
}

/* ---- the text's names -------------------------------------------------------------------------------------------- */
static char name_type(const struct report_work *r, uint32_t t, bool *begins) {
    const char *label = report_name(r, t);
    *begins = label[0] == 'B';
    if (!label[0] || label[1] != '-') return 0;
    return label[2] == 'p' && label[3] == 'l' ? 'l' : label[2];
}

/* The end of the name that begins at token t. */
static uint32_t run_end(const struct report_work *r, uint32_t t, char type) {
    bool begins;
    uint32_t end = t + 1;
    while (end < r->n_tokens && r->tokens[end].block == r->tokens[t].block && name_type(r, end, &begins) == type && !begins)
        end++;
    return end;
}

static sayso_code add_run(struct finder *f, uint32_t beg, uint32_t end, char type) {
    const struct report_work *r = f->p->r;
    sayso_code code = SAYSO_OK;
    for (uint32_t i = beg; i < end; i++) f->taken[i] = 1;
    if (type == 'l')
        for (uint32_t i = beg; i < end && !code;) { /* "Springfield, Illinois" is two */
            uint32_t to = i;
            while (to < end && !is_mark(r, to, ",") && !is_mark(r, to, "(") && !is_mark(r, to, ")")) to++;
            if (to > i) code = to == i + 1 && is_demonym(r, i) ? add(f, i, to, SPOT_DEMONYM) : add_name(f, i, to);
            i = to + 1;
        }
    else if (type == 'm' && end == beg + 1 && is_demonym(r, beg))
        code = add(f, beg, end, SPOT_DEMONYM);
    else if (type == 'o' && is_demonym(r, beg))
        code = add(f, beg, beg + 1, SPOT_DEMONYM);
    else if (type == 'o')
        code = add_body(f, beg, end);
    return code;
}

static sayso_code add_names(struct finder *f) {
    const struct report_work *r = f->p->r;
    for (uint32_t i = 0; i < r->n_tokens;) {
        bool begins;
        const char type = name_type(r, i, &begins);
        const uint32_t end = type ? run_end(r, i, type) : i + 1;
        sayso_code code = type ? add_run(f, i, end, type) : is_demonym(r, i) ? add(f, i, end, SPOT_DEMONYM) : SAYSO_OK;
        if (code) return code;
        i = end;
    }
    return SAYSO_OK;
}

/* Well-known names that the tagger passed over. */
static bool is_well_known(const struct places *p, uint32_t beg, uint32_t end) {
    struct gazetteer_place best;
    if (!is_known(p, beg, end, &best)) return false;
    return best.kind == GAZETTEER_COUNTRY || best.kind == GAZETTEER_DIVISION1 || best.population >= WELL_KNOWN;
}

static sayso_code add_unseen(struct finder *f) {
    const struct report_work *r = f->p->r;
    for (uint32_t i = 0; i < r->n_tokens; i++) {
        if (f->taken[i] || !who_capital(r, i)) continue;
        uint32_t end = i;
        while (end < r->n_tokens && end - i < LONGEST_NAME && !f->taken[end] && who_capital(r, end) &&
               r->tokens[end].block == r->tokens[i].block)
            end++;
        for (uint32_t to = end; to > i; to--)
            if (to == end && who_pos(r, i, "PROPN") && is_well_known(f->p, i, to)) {
                sayso_code code = add(f, i, to, SPOT_NAME);
                if (code) return code;
            }
        i = end - 1;
    }
    return SAYSO_OK;
}

static int by_place(const void *a, const void *b) {
    const struct spot *x = a, *y = b;
    if (x->beg != y->beg) return x->beg < y->beg ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

/* Which mention's name each token is part of: places and facilities alone. */
static void note_mentions(struct finder *f) {
    const struct report_work *r = f->p->r;
    for (uint32_t i = 0; i < r->n_tokens; i++) f->mention_of[i] = -1;
    for (uint32_t m = 0; m < r->mentions.n; m++) {
        const struct mention *x = &r->mentions.at[m];
        if (x->form != MENTION_NAME || (x->kind != SAYSO_ENTITY_PLACE && x->kind != SAYSO_ENTITY_FACILITY) || !span_is(x->name))
            continue;
        for (uint32_t i = x->beg; i < x->end; i++)
            if (span_in(r->tokens[i].at, x->name)) f->mention_of[i] = (int32_t)m;
    }
}

/* Named facilities; a place that their name holds is a spot of its own. */
static sayso_code add_facilities(struct finder *f) {
    const struct report_work *r = f->p->r;
    for (uint32_t i = 0; i < r->n_tokens;) {
        const int32_t m = f->mention_of[i];
        uint32_t end = i + 1;
        while (end < r->n_tokens && f->mention_of[end] == m) end++;
        const bool facility = m >= 0 && r->mentions.at[m].kind == SAYSO_ENTITY_FACILITY;
        if (facility && (f->starts[i] != end || f->starts[i] == 0)) {
            sayso_code code = add(f, i, end, SPOT_FACILITY);
            if (code) return code;
        }
        i = end;
    }
    return SAYSO_OK;
}

sayso_code places_find(struct places *p) {
    struct report_work *r = p->r;
    struct finder f = {.p = p, .taken = ARENA_ARRAY(r->scratch, uint8_t, r->n_tokens + 1)};
    f.mention_of = ARENA_ARRAY(r->scratch, int32_t, r->n_tokens + 1);
    f.starts = ARENA_ARRAY(r->scratch, uint32_t, r->n_tokens + 1);
    if (!f.taken || !f.mention_of || !f.starts) return places_no_memory(p);
    note_mentions(&f);
    sayso_code code = add_names(&f);
    if (!code) code = add_unseen(&f);
    if (!code) code = add_facilities(&f);
    if (!code && p->spots.n) qsort(p->spots.at, p->spots.n, sizeof *p->spots.at, by_place);
    return code;
}
