/* Whether the clause around a time expression tells of what was or what will be, which decides between last and next Monday:
 * by the form of the verb it hangs on and that verb's auxiliaries; without syntax by the nearest verb of the sentence. */
#include "facts_times.h"

enum { FARTHEST = 16, STEPS = 12 };

static bool has_kind(const struct lexemes *l, uint32_t t, uint16_t kind) {
    for (uint32_t i = l->first[t]; i < l->first[t + 1]; i++)
        if (l->all.at[i].kind == kind && l->all.at[i].n == 1) return true;
    return false;
}

static bool ends_in(const struct report_work *w, uint32_t t, const char *end) {
    span at = w->tokens[t].at;
    uint32_t n = (uint32_t)strlen(end);
    return span_len(at) > n + 1 && memcmp(w->text->utf8 + at.end - n, end, n) == 0;
}

static bool is_past_form(const struct report_work *w, const struct lexemes *l, uint32_t t) {
    return has_kind(l, t, TIME_WENTV) || ends_in(w, t, "ed");
}

static bool is_verb(const struct report_work *w, uint32_t t) {
    const char *pos = report_pos(w, t);
    return strcmp(pos, "VERB") == 0 || strcmp(pos, "AUX") == 0;
}

/* The auxiliaries before a verb. */
struct aux {
    bool to, will, may, no, have, past, present;
};
static struct aux auxiliaries(const struct report_work *w, const struct lexemes *l, uint32_t v) {
    struct aux a = {0};
    for (uint32_t t = v, n = 0; t-- && n < FARTHEST && w->tokens[t].sentence == w->tokens[v].sentence; n++) {
        if (w->tokens[t].head != v) continue;
        const char *rel = report_deprel(w, t);
        if (report_token_is(w, t, "to")) a.to = strcmp(rel, "mark") == 0;
        if (report_token_is(w, t, "not") || report_token_is(w, t, "t")) a.no = true;
        if (strncmp(rel, "aux", 3) && strcmp(rel, "cop")) continue;
        if (has_kind(l, t, TIME_WILL)) a.will = true;
        if (has_kind(l, t, TIME_HOPES)) a.may = true;
        if (has_kind(l, t, TIME_HAS)) a.have = true;
        if (has_kind(l, t, TIME_WAS)) a.past = true;
        if (has_kind(l, t, TIME_IS)) a.present = true;
    }
    return a;
}

/* What a verb's auxiliaries and its own form say; *to: it is an infinitive, its governor decides. */
static enum tense verb_tense(const struct report_work *w, const struct lexemes *l, uint32_t v, bool *to) {
    struct aux a = auxiliaries(w, l, v);
    bool hopes = has_kind(l, v, TIME_HOPES), past_form = has_kind(l, v, TIME_WENTV); /* "set" is both */
    *to = a.to;
    if (a.will) return TENSE_FUTURE;
    if (a.may && !a.no) return a.have ? TENSE_PAST : TENSE_FUTURE; /* "could not be reached Monday" tells of what was */
    if (hopes && (a.past || a.present) && !a.have && is_past_form(w, l, v)) return TENSE_FUTURE; /* "was scheduled for" */
    if (a.past || a.have) return TENSE_PAST;
    if (hopes && !past_form) return TENSE_FUTURE;
    if (a.to) return TENSE_UNKNOWN;
    if (a.present) return TENSE_PRESENT;
    if (has_kind(l, v, TIME_WAS)) return TENSE_PAST;
    if (is_past_form(w, l, v)) return TENSE_PAST;
    return ends_in(w, v, "ing") ? TENSE_UNKNOWN : TENSE_PRESENT;
}

/* A verb joined to another that has the auxiliaries for both: "will close the mine and cut jobs". */
static bool is_joined(const struct report_work *w, uint32_t v) {
    uint32_t head = w->tokens[v].head;
    return head < v && strcmp(report_deprel(w, v), "conj") == 0 && is_verb(w, head) && !ends_in(w, v, "ed") &&
           !ends_in(w, v, "s");
}

/* Up from a word to the verbs over it. *lost: the way is a ring (heads are chosen word by word) and met no verb. */
static enum tense by_heads(const struct report_work *w, const struct lexemes *l, uint32_t t, bool *lost) {
    bool to = false, met = false;
    for (int i = 0; i < STEPS; i++) {
        if (is_verb(w, t)) {
            bool here = false;
            enum tense found = verb_tense(w, l, t, &here), joined = TENSE_UNKNOWN;
            if (to && has_kind(l, t, TIME_HOPES)) return TENSE_FUTURE; /* "were planning to meet Monday" */
            if (!here && found != TENSE_FUTURE && is_joined(w, t)) joined = verb_tense(w, l, w->tokens[t].head, &here);
            if (joined == TENSE_FUTURE) return joined;
            if (found && !here) return found;
            met = true;
            to = to || here;
            if (!here && !ends_in(w, t, "ing")) return TENSE_UNKNOWN;
        } else if (i && has_kind(l, t, TIME_HOPES))
            return TENSE_FUTURE;
        if (w->tokens[t].head == t) break;
        t = w->tokens[t].head;
        *lost = i + 1 == STEPS && !met;
    }
    return to ? TENSE_FUTURE : TENSE_UNKNOWN;
}

static enum tense by_syntax(const struct report_work *w, const struct lexemes *l, uint32_t beg, uint32_t end) {
    bool lost = false;
    enum tense found = by_heads(w, l, report_head_of(w, beg, end), &lost);
    for (uint32_t t = beg, n = 0; lost && t-- && n < FARTHEST && w->tokens[t].sentence == w->tokens[beg].sentence; n++)
        if (is_verb(w, t)) {
            found = by_heads(w, l, t, &lost);
            break;
        }
    return found;
}

static enum tense form_tense(const struct report_work *w, const struct lexemes *l, uint32_t t) {
    if (has_kind(l, t, TIME_WILL)) return TENSE_FUTURE;
    if (has_kind(l, t, TIME_WAS) || has_kind(l, t, TIME_HAS) || has_kind(l, t, TIME_WENTV)) return TENSE_PAST;
    if (has_kind(l, t, TIME_HOPES)) return TENSE_FUTURE;
    return ends_in(w, t, "ed") ? TENSE_PAST : TENSE_UNKNOWN;
}

static enum tense by_nearness(const struct report_work *w, const struct lexemes *l, uint32_t beg, uint32_t end) {
    enum tense found = TENSE_UNKNOWN;
    uint32_t sentence = w->tokens[beg].sentence;
    for (uint32_t t = beg, n = 0; t-- && n < FARTHEST && w->tokens[t].sentence == sentence && !found; n++) {
        found = form_tense(w, l, t);
        for (uint32_t k = t, m = 0; found == TENSE_PAST && k-- && m < 3 && w->tokens[k].sentence == sentence; m++)
            if (has_kind(l, k, TIME_WILL)) found = TENSE_FUTURE; /* "will be held" */
    }
    for (uint32_t t = end, n = 0; t < w->n_tokens && n < FARTHEST && w->tokens[t].sentence == sentence && !found; t++, n++)
        found = form_tense(w, l, t);
    return found;
}

/* "as soon as Tuesday", "extended until Tuesday": ahead, whatever the verb's form. */
static bool is_deadline(const struct report_work *w, uint32_t beg) {
    if (beg < 2 || w->tokens[beg - 2].sentence != w->tokens[beg].sentence) return false;
    if (report_token_is(w, beg - 1, "until")) return true;
    return report_token_is(w, beg - 1, "as") && (report_token_is(w, beg - 2, "soon") || report_token_is(w, beg - 2, "early"));
}

/* "predicted Wednesday", "wrote in May": the verb right before says when it was said. */
static bool is_told(const struct report_work *w, const struct lexemes *l, uint32_t beg) {
    uint32_t v = beg;
    bool to = false;
    if (v > 1 && (report_token_is(w, v - 1, "in") || report_token_is(w, v - 1, "on"))) v--;
    if (!v-- || w->tokens[v].sentence != w->tokens[beg].sentence || strcmp(report_pos(w, v), "VERB") != 0) return false;
    if (!is_past_form(w, l, v) || has_kind(l, v, TIME_HOPES)) return false;
    return v + 1 == beg || verb_tense(w, l, v, &to) == TENSE_PAST;
}

static enum tense of_clause(const struct report_work *w, const struct lexemes *l, uint32_t beg, uint32_t end) {
    if (is_told(w, l, beg)) return TENSE_PAST;
    if (end < w->n_tokens && (report_words_are(w, end, "' s") || report_words_are(w, end, "\u2019 s")))
        return TENSE_UNKNOWN; /* "Friday's ruling": of the noun, not the verb */
    return *report_pos(w, beg) ? by_syntax(w, l, beg, end) : by_nearness(w, l, beg, end);
}

enum tense times_tense(const struct report_work *w, const struct lexemes *l, uint32_t beg, uint32_t end) {
    bool deadline = is_deadline(w, beg);
    enum tense t = deadline && report_token_is(w, beg - 1, "until") ? TENSE_FUTURE : of_clause(w, l, beg, end);
    return deadline && t != TENSE_PAST ? TENSE_FUTURE : t;
}
