/* Reading a source's kind off its words, and finding hedges. A noun phrase is read up to the first word that begins its
 * complement ("of", "at", a comma, "who"); its last word is its head, and the longest row that ends there counts. */
#include "report_kinds.h"
#include "report_cues.h"
#include "base_utf8.h"
#include "page_outlets.h"
#include <string.h>

enum { MOST_WORDS = 4, MOST_BYTES = 96, MOST_NAME = 8 };

static bool in_list(const struct report_work *w, uint32_t t, const char *const *list) {
    for (; *list; list++)
        if (report_token_is(w, t, *list)) return true;
    return false;
}

/* Tokens [beg, end) in lower case, joined by spaces; 0 where they are too long. */
static size_t lower_words(const struct report_work *w, uint32_t beg, uint32_t end, char out[MOST_BYTES]) {
    size_t n = 0;
    for (uint32_t t = beg; t < end; t++) {
        span s = w->tokens[t].at;
        if (n + 2 * (size_t)span_len(s) + 6 > MOST_BYTES) return 0;
        if (n) out[n++] = ' ';
        n += utf8_lower_copy(w->text->utf8 + s.beg, span_len(s), out + n);
    }
    out[n] = 0;
    return n;
}

static bool is_capital(const struct report_work *w, uint32_t t) {
    uint32_t len;
    span at = w->tokens[t].at;
    return utf8_is_upper(utf8_at(w->text->utf8 + at.beg, span_len(at), &len));
}

/* ---- the table of kinds ------------------------------------------------------------------------------------------ */
/* The row of these words at one of the places in `where`. */
static const struct kind_word *find_row(const char *words, const char *where) {
    uint32_t lo = 0, hi = n_kind_table;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(words, kind_table[mid].words) > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < n_kind_table && !strcmp(kind_table[lo].words, words); lo++)
        if (strchr(where, kind_table[lo].where)) return &kind_table[lo];
    return NULL;
}

/* The longest row that ends with the word before `end`, not before `beg`. */
static const struct kind_word *row_ending(const struct report_work *w, uint32_t beg, uint32_t end, const char *where) {
    char words[MOST_BYTES];
    for (uint32_t n = MOST_WORDS; n; n--) {
        if (n > end - beg || !lower_words(w, end - n, end, words)) continue;
        const struct kind_word *k = find_row(words, where);
        if (k) return k;
    }
    return NULL;
}

/* ---- the shape of a noun phrase ---------------------------------------------------------------------------------- */
static const char *const complement[] = {
    "of",      "in",      "at",       "from",   "for",   "with",    "who",    "which", "that",         "on",        "near",
    "about",   "by",      "to",       "citing", "cited", "quoting", "quoted", "close", "familiar",     "including", "inside",
    "outside", "against", "involved", "whose",  ",",     "(",       ";",      "-",     "\xe2\x80\x94", NULL};
static const char *const partitive[] = {"one",      "some",   "many",    "several", "all",    "most",  "each",
                                        "both",     "number", "group",   "couple",  "dozens", "dozen", "hundreds",
                                        "majority", "member", "members", "two",     "three",  "four",  "handful",
                                        "pair",     "any",    "none",    "either",  NULL};

/* A participle behind a noun: "records released by", "a letter found in". */
static bool is_reduced_clause(const struct report_work *w, uint32_t t) {
    const char *pos = report_pos(w, t), *before = report_pos(w, t - 1);
    return !strcmp(pos, "VERB") && (!strcmp(before, "NOUN") || !strcmp(before, "PROPN")) && !is_capital(w, t) &&
           !strncmp(report_deprel(w, t), "acl", 3);
}

static uint32_t core_end(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t t = beg + 1; t < end; t++)
        if (in_list(w, t, complement)) {
            if (report_token_is(w, t, "-") && w->tokens[t].glued) continue; /* "off-duty" */
            return t;
        } else if (is_reduced_clause(w, t))
            return t;
    return end;
}

/* Past "one of", "a number of", "some of the". */
static uint32_t past_partitive(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t t = beg; t + 2 < end && t < beg + 3; t++)
        if (report_token_is(w, t + 1, "of") && in_list(w, t, partitive)) return t + 2;
    return beg;
}

uint32_t kind_core_end(const struct report_work *w, uint32_t beg, uint32_t end) {
    return core_end(w, past_partitive(w, beg, end), end);
}

static const struct outlet *outlet_in(const struct report_work *w, uint32_t beg, uint32_t end) {
    if (beg >= end) return NULL;
    span s = {w->tokens[beg].at.beg, w->tokens[end - 1].at.end};
    return outlet_find(w->text->utf8 + s.beg, span_len(s));
}

static sayso_source_kind kind_of_outlet(const struct outlet *o) {
    return o->kind == OUTLET_SOCIAL ? SAYSO_SOURCE_SOCIAL : o->kind == OUTLET_OUTLET ? SAYSO_SOURCE_OUTLET : SAYSO_SOURCE_AGENCY;
}

/* A known office before the head gives "a government source" what it is. */
static const struct kind_word *office_before(const struct report_work *w, uint32_t beg, uint32_t head) {
    for (uint32_t t = head; t > beg; t--) {
        const struct kind_word *k = row_ending(w, beg, t, "nb");
        if (k && k->kind == SAYSO_SOURCE_OFFICIAL) return k;
    }
    static const char *const offices[] = {"security",    "intelligence", "diplomatic", "judicial", "defense", "defence",
                                          "enforcement", "federal",      "official",   "state",    NULL};
    for (uint32_t t = beg; t < head; t++)
        if (in_list(w, t, offices)) return find_row("official", "n");
    return NULL;
}

/* A title or office anywhere in the phrase and its apposition: "Karl Roe, chief of the local council". */
static const struct kind_word *title_in(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t t = beg + 1; t <= end; t++) {
        const struct kind_word *k = row_ending(w, beg, t, "t");
        if (k) return k;
    }
    return NULL;
}

/* A description right before a name: "neighbor Karla Roe". */
static const struct kind_word *description_before(const struct report_work *w, uint32_t beg, uint32_t core) {
    for (uint32_t t = beg + 1; t < core; t++) {
        bool opens = t - 1 == 0 || w->tokens[t - 2].sentence != w->tokens[t - 1].sentence; /* a capital that tells nothing */
        const struct kind_word *k = is_capital(w, t) && (!is_capital(w, t - 1) || opens) ? row_ending(w, beg, t, "nt") : NULL;
        if (k) return k;
    }
    return NULL;
}

/* "Radio Norland", "Channel 9": the word that tells an outlet stands before its name. */
static const struct kind_word *station_first(const struct report_work *w, uint32_t beg, uint32_t core) {
    static const char *const words[] = {"radio", "channel", "tv", "television", "news", NULL};
    if (beg < core && report_token_is(w, beg, "the")) beg++;
    if (core < beg + 2 || core > beg + 4 || !is_capital(w, beg) || !in_list(w, beg, words)) return NULL;
    unsigned char next = (unsigned char)w->text->utf8[w->tokens[beg + 1].at.beg];
    return is_capital(w, beg + 1) || (next >= '0' && next <= '9') ? row_ending(w, beg, beg + 1, "o") : NULL;
}

struct kind_reading kind_read(const struct report_work *w, uint32_t beg, uint32_t end) {
    struct kind_reading r = {.kind = SAYSO_SOURCE_PERSON, .word = beg};
    beg = past_partitive(w, beg, end);
    if (beg >= end) return r;
    uint32_t core = core_end(w, beg, end);
    const struct outlet *o = outlet_in(w, beg, end);
    if (!o) o = outlet_in(w, beg, core);
    if (o) return (struct kind_reading){kind_of_outlet(o), true, o->name, beg};
    const struct kind_word *k = row_ending(w, beg, core, "nt");
    if (k && k->kind == SAYSO_SOURCE_UNNAMED) {
        const struct kind_word *office = office_before(w, beg, core - 1);
        if (office) k = office;
    }
    bool named = core > beg && is_capital(w, core - 1);
    bool written = k && (k->kind == SAYSO_SOURCE_SOCIAL || k->kind == SAYSO_SOURCE_DOCUMENT);
    if (named && core - beg >= 2 && is_capital(w, core - 2) && written) { /* "the Daily Post" is no post */
        const struct kind_word *paper = row_ending(w, beg, core, "o");
        if (paper && paper->kind == SAYSO_SOURCE_OUTLET) k = paper;
    }
    if (!k && named) k = row_ending(w, beg, core, "bo");
    if (!k) k = station_first(w, beg, core);
    if (!k && named && core - beg >= 2) k = description_before(w, beg, core);
    if (!k && named) k = title_in(w, beg, end);
    if (!k) k = row_ending(w, beg, core, "b");
    if (!k) return r;
    return (struct kind_reading){k->kind, true, NULL, core ? core - 1 : beg};
}

bool kind_is_relay(const struct report_work *w, uint32_t beg, uint32_t end) {
    if (beg >= end || report_token_is(w, end - 1, "reporters") || report_token_is(w, end - 1, "journalists")) return false;
    struct kind_reading r = kind_read(w, beg, end);
    if (r.known && (r.kind == SAYSO_SOURCE_AGENCY || r.kind == SAYSO_SOURCE_OUTLET)) return true;
    uint32_t first = beg;
    while (first + 1 < end &&
           (report_token_is(w, first, "the") || report_token_is(w, first, "a") || report_token_is(w, first, "an")))
        first++;
    for (uint32_t n = 1; n <= MOST_NAME && first + n <= end; n++) { /* "NBC 4 New York", "CNN's chief correspondent" */
        const struct outlet *o = outlet_in(w, first, first + n);
        if (o && o->kind != OUTLET_SOCIAL) return true;
    }
    return false;
}

/* ---- hedges ------------------------------------------------------------------------------------------------------ */
static const struct hedge_word *find_hedge(const char *words) {
    uint32_t lo = 0, hi = n_hedge_table;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = strcmp(words, hedge_table[mid].words);
        if (!c) return &hedge_table[mid];
        if (c > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* The month, not the modal: a capital inside a sentence, or a number beside it. */
static bool is_month_may(const struct report_work *w, uint32_t t) {
    if (!report_token_is(w, t, "may") || !is_capital(w, t)) return false;
    bool starts = t == 0 || w->tokens[t - 1].sentence != w->tokens[t].sentence;
    uint32_t len,
        next = t + 1 < w->n_tokens ? utf8_at(w->text->utf8 + w->tokens[t + 1].at.beg, span_len(w->tokens[t + 1].at), &len) : 0;
    return !starts || utf8_is_digit(next);
}

/* "appeared from the bushes" is none: such a verb hedges before an infinitive, a clause or an adjective. */
static bool is_semblance(const struct report_work *w, uint32_t after) {
    static const char *const follow[] = {"to", "that", "as", "like", "not", NULL};
    return after < w->n_tokens && (in_list(w, after, follow) || !strcmp(report_pos(w, after), "ADJ"));
}

uint32_t hedge_at(const struct report_work *w, uint32_t t, uint32_t end, enum hedge_class *kind) {
    char words[MOST_BYTES];
    for (uint32_t n = MOST_WORDS; n; n--) {
        if (t + n > end || !lower_words(w, t, t + n, words)) continue;
        const struct hedge_word *h = find_hedge(words);
        if (!h || is_month_may(w, t) || (h->kind == HEDGE_VERB && n == 1 && !is_semblance(w, t + 1))) continue;
        *kind = h->kind;
        return n;
    }
    return 0;
}

static const char *const be[] = {"is", "are", "was", "were", "been", "be", NULL};
static const char *const between[] = {"initially",  "now",        "widely",   "also",       "still",    "long", "generally",
                                      "previously", "originally", "commonly", "reportedly", "believed", NULL};

/* A participle of a hearsay verb at t, with "to" behind it ("that" is enough after "it is"). */
static bool is_hearsay(const struct report_work *w, uint32_t t, uint32_t end, bool after_it) {
    uint32_t n;
    const struct cue *c = t + 1 < end ? cue_at(w, t, t + 1, &n) : NULL;
    if (!c || !(c->flags & CUE_HEAR) || c->inflection != 'd') return false;
    return report_token_is(w, t + 1, "to") || (after_it && report_token_is(w, t + 1, "that"));
}

uint32_t hearsay_at(const struct report_work *w, uint32_t t, uint32_t end) {
    if (in_list(w, t, be)) {
        bool it = t > 0 && report_token_is(w, t - 1, "it");
        uint32_t p = t + 1;
        while (p < end && p < t + 3 && in_list(w, p, between) && !is_hearsay(w, p, end, it)) p++;
        return p < end && is_hearsay(w, p, end, it) ? p + 1 - t : 0;
    }
    bool infinitive = report_words_are(w, t + 1, "to be") || report_words_are(w, t + 1, "to have");
    return infinitive && is_hearsay(w, t, end, false) && !report_token_is(w, t, "reported") ? 1 : 0;
}
