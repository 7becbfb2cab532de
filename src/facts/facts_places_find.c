/* Where the text names places: what the tagger calls a place, adjectives of nations, the place that another name opens or ends
 * with, abbreviations of states behind a comma, datelines, and well-known names that the tagger passed over. */
#include "facts_places.h"
#include "page_outlets.h"
#include "report_who.h"
#include <stdlib.h>

enum { LONGEST_NAME = 6 /* tokens of a name that is looked for inside others */, LONGEST_DATELINE = 14 /* tokens */ };

struct finder {
    struct places *p;
    uint8_t *taken;      /* [n_tokens] 1: in a spot, or in a name of something else */
    uint32_t *starts;    /* [n_tokens] the end of the spot that begins here, 0: none */
    int32_t *mention_of; /* [n_tokens] the mention whose name a token is part of, -1 */
    uint32_t last_end;   /* of the last spot */
    struct press_names press;
};

static sayso_code add(struct finder *f, uint32_t beg, uint32_t end, enum spot_how how) {
    struct spot s = {.beg = beg, .end = end, .how = how, .inside = -1, .mention = -1};
    if (f->starts[beg]) return SAYSO_OK;
    for (uint32_t i = beg; i < end; i++) {
        if (f->mention_of[i] >= 0) s.mention = f->mention_of[i];
        f->taken[i] = 1;
    }
    f->starts[beg] = end;
    f->last_end = end;
    return VEC_PUSH(f->p->r->scratch, f->p->spots, s) ? SAYSO_OK : places_no_memory(f->p);
}

/* ---- names by the tagger ----------------------------------------------------------------------------------------- */
static uint32_t without_genitive(const struct report_work *r, uint32_t beg, uint32_t end) {
    const bool s = report_token_is(r, end - 1, "s");
    if (end - beg > 2 && s && (places_mark(r, end - 2, "'") || places_mark(r, end - 2, "’"))) return end - 2;
    if (end - beg > 1 && (places_mark(r, end - 1, "'") || places_mark(r, end - 1, "’"))) return end - 1;
    return end;
}

/* "southern Italy", "the Bahamas", "Greater London": the name without what stands before it, where only that is known. */
static uint32_t without_side(const struct places *p, uint32_t beg, uint32_t end) {
    while (end - beg > 1 && place_word(p->r, beg) & WORD_SIDE) {
        if (!report_token_is(p->r, beg, "the") && places_known(p, beg, end)) break;
        if (!report_token_is(p->r, beg, "the") && !places_known(p, beg + 1, end)) break;
        beg++;
    }
    return beg;
}

/* The word that a name ends in, before a point. */
static uint16_t last_word(const struct report_work *r, uint32_t beg, uint32_t end) {
    return end - beg < 2 ? 0 : place_word(r, end - (places_mark(r, end - 1, ".") && end - beg > 2 ? 2 : 1));
}

static bool is_facility(const struct finder *f, uint32_t beg, uint32_t end) {
    const struct report_work *r = f->p->r;
    const enum known known = places_known(f->p, beg, end);
    if (last_word(r, beg, end) & (WORD_WAY | WORD_STREET)) return known < KNOWN_SMALL;
    const int32_t m = f->mention_of[beg];
    return m >= 0 && r->mentions.at[m].kind == SAYSO_ENTITY_FACILITY && !known;
}

static bool splits(const struct report_work *r, uint32_t t) {
    return places_mark(r, t, "-") || places_mark(r, t, "–") || places_mark(r, t, "—") || places_mark(r, t, "/") ||
           places_mark(r, t, "of") || places_mark(r, t, "in");
}

static bool is_edge(const struct report_work *r, uint32_t t) {
    return places_mark(r, t, "-") || places_mark(r, t, "–") || places_mark(r, t, "—") || places_mark(r, t, "/") ||
           places_mark(r, t, "\"") || places_mark(r, t, "'") || places_mark(r, t, "’") || places_mark(r, t, ",") ||
           places_mark(r, t, "“") || places_mark(r, t, "”");
}

/* The longest known name at the start of [beg, end); beg: none. */
static uint32_t known_prefix(const struct places *p, uint32_t beg, uint32_t end, enum known least) {
    uint32_t to = end - beg > LONGEST_NAME ? beg + LONGEST_NAME : end;
    if (is_edge(p->r, beg)) return beg;
    while (to > beg && is_edge(p->r, to - 1)) to--;
    while (to > beg && places_known(p, beg, to) < least) to--;
    return to;
}

/* Whether [beg, to) with the word behind it is one name, of a river or settlement: "Tennessee Colony", "Gulf of Mexico". */
static bool is_nature(const struct report_work *r, uint32_t beg, uint32_t to) {
    return (place_word(r, to) & WORD_NATURE && who_capital(r, to)) || place_word(r, beg) & WORD_NATURE;
}

/* Known names inside a name that is none itself: those it opens or ends with, and those behind a hyphen or "of". */
static sayso_code add_parts(struct finder *f, uint32_t beg, uint32_t end, enum known first, enum known later, bool place) {
    const struct report_work *r = f->p->r;
    const uint32_t n = f->p->spots.n;
    for (uint32_t i = beg; i < end;) {
        const bool opens = i == beg || splits(r, i - 1);
        const struct report_word *d = places_demonym(r, i, i + 1);
        uint32_t to = d ? i : known_prefix(f->p, i, end, i == beg ? first : later);
        if (to < end && (!opens || (place && to > i && is_nature(r, i, to)))) to = i;
        if (d && opens) {
            sayso_code code = add(f, i, i + 1, SPOT_DEMONYM);
            if (code) return code;
        } else if (to > i && !f->starts[i]) {
            sayso_code code = add(f, i, to, SPOT_BODY);
            if (code) return code;
            struct spot *s = &f->p->spots.at[f->p->spots.n - 1];
            s->weak = true;
            if (place && f->p->spots.n == n + 1) memcpy(s->whole, (uint32_t[]){beg, end}, sizeof s->whole);
        }
        i = to > i ? to : i + 1;
    }
    return SAYSO_OK;
}

/* "Prince George's County": the end of a known name that goes on behind a genitive; end: none. */
static uint32_t after_genitive(const struct places *p, uint32_t beg, uint32_t end) {
    const struct report_work *r = p->r;
    uint32_t s = end;
    if (s < r->n_tokens && (places_mark(r, s, "'") || places_mark(r, s, "’"))) s++;
    if (s < r->n_tokens && report_token_is(r, s, "s") && s > beg) s++;
    if (s == end || s >= r->n_tokens || !(place_word(r, s) & WORD_SEAT) || !who_capital(r, s)) return end;
    return places_known(p, beg, s + 1) ? s + 1 : end;
}

/* A name by the tagger, up to a comma or bracket. */
static sayso_code add_name(struct finder *f, uint32_t beg, uint32_t end) {
    struct places *p = f->p;
    while (end - beg > 1 && (is_edge(p->r, beg) || places_mark(p->r, beg, "."))) beg++;
    const uint32_t county = after_genitive(p, beg, end);
    if (county > end) return add(f, beg, county, SPOT_NAME);
    end = without_genitive(p->r, beg, end);
    while (end - beg > 1 && is_edge(p->r, end - 1)) end--;
    beg = without_side(p, beg, end);
    if (end - beg == 1 && places_demonym(p->r, beg, end)) return add(f, beg, end, SPOT_DEMONYM);
    if (places_demonym(p->r, beg, end) && !places_known(p, beg, end)) return add(f, beg, end, SPOT_DEMONYM);
    if (is_facility(f, beg, end)) {
        sayso_code code = add(f, beg, end, SPOT_FACILITY);
        const bool street = last_word(p->r, beg, end) & WORD_STREET;
        const uint32_t to = street ? beg : known_prefix(p, beg, end - 1, KNOWN_SMALL);
        if (code || to == beg) return code;
        f->starts[beg] = 0;
        code = add(f, beg, to, SPOT_BODY);
        if (code) return code;
        p->spots.at[p->spots.n - 1].weak = p->spots.at[p->spots.n - 1].in_facility = true;
        f->starts[beg] = end;
        f->last_end = end;
        return code;
    }
    if (places_known(p, beg, end)) return add(f, beg, end, SPOT_NAME);
    const uint32_t n = p->spots.n;
    sayso_code code = add_parts(f, beg, end, KNOWN_SMALL, KNOWN_SMALL, true);
    return code || p->spots.n > n ? code : add(f, beg, end, SPOT_NAME);
}

/* ---- places inside other names ----------------------------------------------------------------------------------- */
static bool is_outlet(const struct report_work *r, uint32_t beg, uint32_t end) {
    const span s = places_span(r, beg, end);
    return outlet_find(r->text->utf8 + s.beg, span_len(s)) != NULL;
}

/* "at the Lakeside Arts Center": where something is, the organisation's name is its building's. */
static bool is_house(const struct report_work *r, uint32_t beg, uint32_t end) {
    static const char *const before[] = {"in", "at", "inside", "outside", "near", NULL};
    uint32_t t = beg;
    if (!(last_word(r, beg, end) & WORD_WAY) || t < 1) return false;
    if (report_token_is(r, t - 1, "the") && t > 1) t--;
    for (const char *const *w = before; *w; w++)
        if (report_token_is(r, t - 1, *w)) return true;
    return false;
}

static sayso_code add_organization(struct finder *f, uint32_t beg, uint32_t end) {
    const struct places *p = f->p;
    if (report_token_is(p->r, beg, "the") && end - beg > 1) beg++;
    end = without_genitive(p->r, beg, end);
    if (is_outlet(p->r, beg, end)) return SAYSO_OK;
    if (is_house(p->r, beg, end) && !f->starts[beg]) {
        sayso_code code = add(f, beg, end, SPOT_FACILITY);
        if (code) return code;
        f->starts[beg] = 0; /* its parts may be places too */
    }
    return add_parts(f, beg, end, KNOWN_SMALL, KNOWN_WELL, false);
}

/* "Turkish-Russian", "London-based", "Sri Lankan": misc names are adjectives, often. */
static sayso_code add_misc(struct finder *f, uint32_t beg, uint32_t end) {
    const struct report_work *r = f->p->r;
    end = without_genitive(r, beg, end);
    if (is_outlet(r, beg, end)) return SAYSO_OK;
    for (uint32_t to = end; to > beg + 1; to--)
        if (places_demonym(r, beg, to)) {
            sayso_code code = add(f, beg, to, SPOT_DEMONYM);
            return code || to + 1 >= end ? code : add_misc(f, to, end);
        }
    return add_parts(f, beg, end, KNOWN_SMALL, KNOWN_WELL, false);
}

/* "D-Dunmore", "R-N.D.": a politician's home behind the party. */
static sayso_code add_home(struct finder *f, uint32_t beg, uint32_t end) {
    const struct report_work *r = f->p->r;
    for (uint32_t i = beg; i + 2 < end; i++) {
        if (!(place_word(r, i) & WORD_PARTY) || !places_mark(r, i + 1, "-") || !r->tokens[i + 2].glued) continue;
        for (uint32_t to = end - i - 2 > LONGEST_NAME ? i + 2 + LONGEST_NAME : end; to > i + 2; to--)
            if (places_abbreviation(f->p, i + 2, to)) return add(f, i + 2, to, SPOT_BEHIND);
        const uint32_t to = known_prefix(f->p, i + 2, end, KNOWN_SMALL);
        if (to > i + 2) return add(f, i + 2, to, SPOT_NAME);
    }
    return SAYSO_OK;
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

static sayso_code add_places(struct finder *f, uint32_t beg, uint32_t end) {
    const struct report_work *r = f->p->r;
    for (uint32_t i = beg; i < end;) { /* "Springfield, Illinois" is two */
        uint32_t to = i;
        while (to < end && !places_mark(r, to, ",") && !places_mark(r, to, "(") && !places_mark(r, to, ")")) to++;
        sayso_code code = to > i ? add_name(f, i, to) : SAYSO_OK;
        if (code) return code;
        i = to + 1;
    }
    return SAYSO_OK;
}

/* "the Dunmore boy", "Dunmore teen": before a noun for persons, not of a post or kin, a place that the tagger took for a surname.
 */
static sayso_code add_native(struct finder *f, uint32_t beg, uint32_t end) {
    const struct report_work *r = f->p->r;
    const struct report_word *noun = end < r->n_tokens ? who_word(r, end, WORDS_NOUN) : NULL;
    if (end - beg > 2 || !noun || noun->kind != SAYSO_ENTITY_PERSON || noun->use == USE_ROLE || noun->use == USE_KIN)
        return SAYSO_OK;
    if (r->tokens[end].sentence != r->tokens[beg].sentence || places_known(f->p, beg, end) < KNOWN_SMALL) return SAYSO_OK;
    sayso_code code = f->starts[beg] ? SAYSO_OK : add(f, beg, end, SPOT_BODY);
    if (!code && f->p->spots.n && f->p->spots.at[f->p->spots.n - 1].beg == beg) f->p->spots.at[f->p->spots.n - 1].weak = true;
    return code;
}

static sayso_code add_run(struct finder *f, uint32_t beg, uint32_t end, char type) {
    for (uint32_t i = beg; i < end; i++) f->taken[i] = 1;
    if (places_is_press(f->p, &f->press, beg, end)) return SAYSO_OK;
    const uint32_t n = f->p->spots.n;
    sayso_code code = add_home(f, beg, end);
    if (code || f->p->spots.n > n) return code;
    switch (type) {
    case 'l':
        return add_places(f, beg, end);
    case 'o':
        return add_organization(f, beg, end);
    case 'm':
        return add_misc(f, beg, end);
    case 'p':
        return add_native(f, beg, end);
    default:
        return SAYSO_OK;
    }
}

/* The end of an abbreviation that begins at t, behind a place and a comma; t: none. */
static uint32_t abbreviation_end(const struct finder *f, uint32_t t) {
    const struct report_work *r = f->p->r;
    if (t < 2 || f->last_end != t - 1 || !places_mark(r, t - 1, ",") || !who_capital(r, t)) return t;
    for (uint32_t to = r->n_tokens - t > LONGEST_NAME ? t + LONGEST_NAME : r->n_tokens; to > t; to--)
        if (r->tokens[to - 1].block == r->tokens[t].block && places_abbreviation(f->p, t, to)) return to;
    return t;
}

static sayso_code add_names(struct finder *f) {
    const struct report_work *r = f->p->r;
    for (uint32_t i = 0; i < r->n_tokens;) {
        bool begins;
        const char type = name_type(r, i, &begins);
        uint32_t end = abbreviation_end(f, i);
        sayso_code code = SAYSO_OK;
        if (f->starts[i]) /* a dateline */
            end = f->last_end = f->starts[i];
        else if (end > i)
            code = add(f, i, end, SPOT_BEHIND);
        else if ((end = type ? run_end(r, i, type) : i + 1) && type)
            code = add_run(f, i, end, type);
        else if (places_demonym(r, i, end))
            code = add(f, i, end, SPOT_DEMONYM);
        if (code) return code;
        i = end;
    }
    return SAYSO_OK;
}

/* "Winona PD", "Killeen toddler": a body or a person behind it makes a place of a name that may be something else. */
static bool is_placed(const struct report_work *r, uint32_t beg, uint32_t end) {
    if (end >= r->n_tokens || r->tokens[end].sentence != r->tokens[beg].sentence || r->tokens[end].glued) return false;
    const struct report_word *noun = who_word(r, end, WORDS_NOUN);
    const bool person = noun && noun->kind == SAYSO_ENTITY_PERSON && noun->use != USE_ROLE;
    return person || place_word(r, end) & WORD_BODY;
}

static bool is_headline(const struct report_work *r, uint32_t t) {
    const int32_t block = r->tokens[t].block;
    return block >= 0 && r->text->blocks[block].kind == SAYSO_BLOCK_HEADLINE;
}

/* A run of words with capitals, of which none is in a name yet, is one name; in a headline of many it may hold smaller ones. */
static uint32_t capitals_end(const struct finder *f, uint32_t i) {
    const struct report_work *r = f->p->r;
    uint32_t end = i;
    while (end < r->n_tokens && end - i < LONGEST_NAME && !f->taken[end] && who_capital(r, end) &&
           r->tokens[end].block == r->tokens[i].block)
        end++;
    return end;
}

static bool may_be_name(const struct report_work *r, uint32_t i) {
    return who_pos(r, i, "PROPN") ||
           (i > 0 && report_token_is(r, i - 1, "a") && r->tokens[i - 1].sentence == r->tokens[i].sentence);
}

/* Names that the tagger passed over: well-known ones, and smaller ones before a body or a person. */
static sayso_code add_unseen(struct finder *f) {
    const struct report_work *r = f->p->r;
    uint32_t run = 0; /* the end of the run of capitals at hand */
    for (uint32_t i = 0; i < r->n_tokens; i++) {
        if (f->taken[i] || !who_capital(r, i)) continue;
        const uint32_t end = capitals_end(f, i);
        const bool begins = i >= run || is_headline(r, i);
        run = end > run ? end : run;
        if (!may_be_name(r, i)) continue;
        if (begins && places_known(f->p, i, end) == KNOWN_WELL) {
            sayso_code code = add(f, i, end, SPOT_NAME);
            if (code) return code;
            continue;
        }
        const uint32_t to = known_prefix(f->p, i, end, KNOWN_SMALL);
        if (to == i || !is_placed(r, i, to) || f->starts[i]) continue;
        sayso_code code = add(f, i, to, SPOT_BODY);
        if (code) return code;
        f->p->spots.at[f->p->spots.n - 1].weak = true;
    }
    return SAYSO_OK;
}

/* ---- datelines --------------------------------------------------------------------------------------------------- */
static bool is_dash(const struct report_work *r, uint32_t t) {
    return places_mark(r, t, "—") || places_mark(r, t, "–") || (places_mark(r, t, "-") && !r->tokens[t].glued);
}

static bool is_upper(const struct report_work *r, uint32_t t) {
    const span s = r->tokens[t].at;
    for (uint32_t i = s.beg; i < s.end; i++)
        if (r->text->utf8[i] >= 'a' && r->text->utf8[i] <= 'z') return false;
    return true;
}

/* The dash of the dateline that begins at t: "DUNMORE, Ill. (AP) —"; 0: there is none. */
static uint32_t dateline_end(const struct report_work *r, uint32_t t) {
    if (!who_capital(r, t)) return 0;
    const bool at_block = t == 0 || r->tokens[t - 1].block != r->tokens[t].block;
    if (!at_block && (!is_upper(r, t) || span_len(r->tokens[t].at) < 3 || r->tokens[t].sentence == r->tokens[t - 1].sentence))
        return 0;
    for (uint32_t i = t + 1; i < r->n_tokens && i < t + LONGEST_DATELINE && r->tokens[i].block == r->tokens[t].block; i++) {
        if (is_dash(r, i)) return i;
        if (!who_capital(r, i) && !who_pos(r, i, "PUNCT") && !who_pos(r, i, "NUM")) return 0;
    }
    return 0;
}

static sayso_code add_datelines(struct finder *f) {
    const struct report_work *r = f->p->r;
    for (uint32_t t = 0; t < r->n_tokens; t++) {
        const bool begins = t == 0 || r->tokens[t - 1].sentence != r->tokens[t].sentence;
        const uint32_t dash = begins && report_is_body(r, r->tokens[t].block) ? dateline_end(r, t) : 0;
        if (!dash) continue;
        uint32_t to = t;
        while (to < dash && !places_mark(r, to, ",") && !places_mark(r, to, "(")) to++;
        if (places_known(f->p, t, to) < KNOWN_SMALL) continue;
        sayso_code code = add(f, t, to, SPOT_NAME);
        if (code) return code;
        f->p->spots.at[f->p->spots.n - 1].dateline = true;
    }
    return SAYSO_OK;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */
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
        if (m >= 0 && r->mentions.at[m].kind == SAYSO_ENTITY_FACILITY && f->starts[i] != end &&
            !places_is_press(f->p, &f->press, i, end)) {
            f->starts[i] = 0;
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
    places_press(r, &f.press);
    sayso_code code = add_datelines(&f);
    if (!code) code = add_names(&f);
    if (!code) code = add_unseen(&f);
    if (!code) code = add_facilities(&f);
    if (!code && p->spots.n) qsort(p->spots.at, p->spots.n, sizeof *p->spots.at, by_place);
    return code;
}
