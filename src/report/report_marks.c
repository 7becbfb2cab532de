/* Attributions that stand in marks and in short answers rather than in verbs of saying with a clause. An agency's mark ("... on
 * Friday. (AP)", "... on Friday (Reuters).", "... on Friday. - AFP"): behind a full stop at the end of a paragraph the agency
 * tells the paragraph, before the stop the sentence. An answer ("The company denies this."): a denial of what was just said. */
#include "report_cues.h"
#include "report_kinds.h"
#include "report_nesting.h"
#include "report_who.h"
#include <string.h>

enum { LONGEST_AGENCY = 6 };

/* ---- agencies' marks ------------------------------------------------------------------------------------------------ */
static bool is_stop(const struct report_work *w, uint32_t t) {
    static const char *const stops[] = {".", "!", "?", "\"", "\xe2\x80\x9d", "\xe2\x80\xa6"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (report_token_is(w, t, stops[i])) return true;
    return false;
}

static bool is_dash(const struct report_work *w, uint32_t t) {
    return report_token_is(w, t, "-") || report_token_is(w, t, "\xe2\x80\x93") || report_token_is(w, t, "\xe2\x80\x94");
}

static bool is_agency(const struct report_work *w, uint32_t beg, uint32_t end) {
    if (beg >= end || end - beg > LONGEST_AGENCY) return false;
    struct kind_reading r = kind_read(w, beg, end);
    return r.outlet && r.kind == SAYSO_SOURCE_AGENCY;
}

/* "The Meridian Press (MP)": a short form behind the name it is short for. */
static bool is_short_form(const struct report_work *w, uint32_t open) {
    return open > 0 && strstr(report_name(w, open - 1), "org") != NULL;
}

struct mark {
    struct range agency, sign; /* sign: the bracket or dash before it */
    uint32_t told_end;         /* token behind what the agency tells */
    bool paragraph;            /* it tells the whole paragraph */
};

/* The mark that ends at token `end` (behind its bracket or its name), within the block that begins at `beg`. */
static bool mark_before(const struct report_work *w, uint32_t beg, uint32_t end, bool at_end, struct mark *m) {
    uint32_t t = end, open = beg;
    bool bracket = t > beg && report_token_is(w, t - 1, ")");
    if (bracket) t--;
    for (open = t; open > beg && t - open <= LONGEST_AGENCY; open--)
        if (bracket ? report_token_is(w, open - 1, "(") : is_dash(w, open - 1)) break;
    if (open <= beg + 2 || t - open > LONGEST_AGENCY || !is_agency(w, open, t)) return false;
    *m = (struct mark){{open, t}, {open - 1, open}, open - 1, is_stop(w, open - 2)};
    if (bracket && !m->paragraph && is_short_form(w, open - 1)) return false;
    return m->paragraph ? at_end : bracket; /* "- AFP" stands behind a full stop alone */
}

static sayso_code add_mark(struct report_work *w, uint32_t beg, const struct mark *m) {
    struct range told = {beg, m->told_end};
    if (!m->paragraph)
        while (told.beg + 1 < told.end && w->tokens[told.beg].sentence != w->tokens[told.end - 1].sentence) told.beg++;
    while (told.end > told.beg && report_token_is(w, told.end - 1, ".")) told.end--;
    return told.beg < told.end ? nest_add(w, &m->agency, m->sign, &told, 1) : SAYSO_OK;
}

static sayso_code marks_of_block(struct report_work *w, uint32_t beg, uint32_t end) {
    struct mark m;
    uint32_t last = end;
    if (last > beg && report_token_is(w, last - 1, ".") && last - 1 > beg && report_token_is(w, last - 2, ")")) last--;
    if (mark_before(w, beg, last, true, &m)) return add_mark(w, beg, &m);
    for (uint32_t t = beg + 3; t < end; t++) { /* at the end of a sentence before the last */
        if (!report_token_is(w, t - 1, ")") || !report_token_is(w, t, ".") || !mark_before(w, beg, t, false, &m)) continue;
        sayso_code code = add_mark(w, beg, &m);
        if (code) return code;
    }
    return SAYSO_OK;
}

/* ---- denials of what was just said ---------------------------------------------------------------------------------- */
/* "this", "it", "the claim", "those allegations": what somebody said before. */
static bool takes_up(const struct report_work *w, uint32_t object) {
    static const char *const pronouns[] = {"this", "that", "it", "these", "those", NULL};
    static const char *const nouns[] = {"claim",     "claims",    "allegation", "allegations", "accusation",  "accusations",
                                        "charge",    "charges",   "report",     "reports",     "account",     "version",
                                        "statement", "assertion", "assertions", "suggestion",  "suggestions", NULL};
    static const char *const pointers[] = {"the", "this", "that", "these", "those", NULL};
    for (const char *const *p = pronouns; *p; p++)
        if (report_token_is(w, object, *p)) return true;
    bool noun = false, points = false;
    for (const char *const *p = nouns; *p; p++) noun |= report_token_is(w, object, *p) != 0;
    for (const char *const *p = pointers; object > 0 && *p; p++) points |= report_token_is(w, object - 1, *p) != 0;
    return noun && points;
}

/* The object of a verb; "this" and its like right behind it at the end of a clause, whatever the syntax has for them. */
static uint32_t object_of(const struct report_work *w, uint32_t verb) {
    const uint32_t next = verb + 1;
    bool ends =
        next + 1 >= w->n_tokens || w->tokens[next + 1].sentence != w->tokens[verb].sentence || who_pos(w, next + 1, "PUNCT");
    if (next < w->n_tokens && w->tokens[next].sentence == w->tokens[verb].sentence && ends && takes_up(w, next)) return next;
    return who_child(w, verb, "obj");
}

/* The attribution read with its cue on a token; NULL. */
static sayso_attribution *read_at(struct report_work *w, uint32_t t) {
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        struct range cue = nest_hull(w, w->attributions.at[i].cue);
        if (cue.beg <= t && t < cue.end) return &w->attributions.at[i];
    }
    return NULL;
}

static sayso_code denial_at(struct report_work *w, uint32_t verb) {
    const char *attitude = cue_attitude(w, verb, verb + 1);
    if (!attitude || (strcmp(attitude, "denies") != 0 && strcmp(attitude, "rejects") != 0) || who_negated(w, verb))
        return SAYSO_OK;
    uint32_t object = object_of(w, verb), subject = nest_subject(w, verb, false);
    if (object <= verb || subject >= verb || !takes_up(w, object)) return SAYSO_OK;
    uint32_t next = object + 1;
    if (next < w->n_tokens && (report_token_is(w, next, "that") || report_token_is(w, next, "of"))) return SAYSO_OK;
    struct range who = nest_subtree(w, subject), what = nest_subtree(w, object);
    if (who.end > verb || what.end > object + 1) return SAYSO_OK;
    sayso_attribution *read = read_at(w, verb);
    if (read && read->source.n) { /* what the model read unsurely is sure by its form */
        if (read->score < BY_RULE) read->score = BY_RULE;
        return SAYSO_OK;
    }
    if (read) return SAYSO_OK;
    return nest_add(w, &who, (struct range){verb, verb + 1}, &what, 1);
}

static bool may_be_marked(const struct report_work *w, int32_t block) {
    return block >= 0 && (report_is_body(w, block) || w->text->blocks[block].kind == SAYSO_BLOCK_DECK);
}

sayso_code nest_marks(struct report_work *w) {
    sayso_code code = SAYSO_OK;
    for (uint32_t beg = 0, end; !code && beg < w->n_tokens; beg = end) {
        for (end = beg; end < w->n_tokens && w->tokens[end].block == w->tokens[beg].block; end++) {
        }
        if (may_be_marked(w, w->tokens[beg].block)) code = marks_of_block(w, beg, end);
    }
    for (uint32_t t = 1; !code && t + 1 < w->n_tokens; t++)
        if (who_pos(w, t, "VERB")) code = denial_at(w, t);
    return code;
}
