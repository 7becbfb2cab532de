/* Whether an event happened, goes on, is planned, was called off, is denied or is left open, and how sure the report is: from the
 * tense, modals and negation of its verb, from the verbs it hangs below (data/event_matrix.tsv, data/event_light.tsv), from the
 * words round a noun (data/event_modifiers.tsv), and from hedges (data/hedges.tsv). */
#include "facts_events.h"
#include "report_kinds.h"
#include <string.h>

enum { MOST_MARKERS = 8, MOST_UP = 6, HEARSAY_BACK = 10 };

struct reading {
    sayso_status status;
    sayso_certainty level;
    span marker[MOST_MARKERS];
    uint32_t n;
};

static void add_marker(struct reading *r, span s) {
    for (uint32_t i = 0; i < r->n; i++)
        if (span_meet(r->marker[i], s)) return;
    if (r->n < MOST_MARKERS) r->marker[r->n++] = s;
}

static void take_markers(struct reading *r, const struct reading *from) {
    for (uint32_t i = 0; i < from->n; i++) add_marker(r, from->marker[i]);
    if (from->level > r->level) r->level = from->level;
}

static void mark(struct reading *r, const struct report_work *w, uint32_t beg, uint32_t end, sayso_certainty level) {
    span s = {w->tokens[beg].at.beg, w->tokens[end - 1].at.end};
    if (level > r->level) r->level = level;
    add_marker(r, s);
}

static bool is_one_of(const struct report_work *w, uint32_t t, const char *const *words) {
    for (; *words; words++)
        if (report_token_is(w, t, *words)) return true;
    return false;
}

/* An effect settles what the default left; a denial of what is denied does not make it happen. */
static void settle(struct reading *r, const struct report_work *w, enum event_effect e, uint32_t token) {
    switch (e) {
    case EFFECT_NONE:
    case EFFECT_HAPPENED:
        return;
    case EFFECT_ONGOING:
        if (r->status == SAYSO_STATUS_HAPPENED) r->status = SAYSO_STATUS_ONGOING;
        return;
    case EFFECT_PLANNED:
        if (r->status != SAYSO_STATUS_DENIED && r->status != SAYSO_STATUS_CALLED_OFF) r->status = SAYSO_STATUS_PLANNED;
        return;
    case EFFECT_CALLED_OFF:
        r->status = SAYSO_STATUS_CALLED_OFF;
        break;
    case EFFECT_DENIED:
        r->status = SAYSO_STATUS_DENIED;
        break;
    case EFFECT_ATTEMPT:
    case EFFECT_HYPOTHETICAL:
        if (r->status != SAYSO_STATUS_DENIED && r->status != SAYSO_STATUS_CALLED_OFF) r->status = SAYSO_STATUS_HYPOTHETICAL;
        break;
    case EFFECT_ACCUSED:
        mark(r, w, token, token + 1, SAYSO_CERTAINTY_PROBABLE);
        return;
    }
    mark(r, w, token, token + 1, r->level);
}

/* ---- negation, modals, tense ------------------------------------------------------------------------------------- */
static const char *const not_words[] = {"not", "never", "neither", "nor", "no", NULL};
static const char *const nobody[] = {"nobody", "none", "nothing", "neither", NULL};

/* The word that negates: on the verb itself, or its subject; NO_TOKEN. "didn't" is cut in three. */
static uint32_t negation_of(const struct syntax *x, uint32_t verb) {
    const struct report_work *w = x->w;
    for (uint32_t c = x->child[verb]; c != NO_TOKEN; c = x->sibling[c]) {
        if (c < verb && !syntax_rel(x, c, "nsubj") && !syntax_rel(x, c, "conj") && is_one_of(w, c, not_words)) return c;
        if (syntax_rel(x, c, "aux") && c + 2 < w->n_tokens && report_token_is(w, c + 2, "t") && w->tokens[c + 2].glued) return c;
        if (!syntax_rel(x, c, "nsubj")) continue;
        if (report_token_is(w, c, "one") && c > 0 && report_token_is(w, c - 1, "no")) return c - 1;
        if (is_one_of(w, c, nobody)) return c;
        if (syntax_child_word(x, c, "no") != NO_TOKEN) return syntax_child_word(x, c, "no");
    }
    return NO_TOKEN;
}

static const char *const will[] = {"will", "shall", "ll", "wo", "won", NULL};
static const char *const open_modal[] = {"could", "can", "may", "might", "should", "must", "would", "couldn", "wouldn", NULL};
static const char *const condition[] = {"if", "unless", "whether", "lest", NULL};
static const char *const present_be[] = {"is", "are", "am", "s", "re", NULL};
static const char *const any_be[] = {"is", "are", "was", "were", "am", NULL};

static void read_modals(const struct syntax *x, uint32_t verb, struct reading *r) {
    const struct report_work *w = x->w;
    bool perfect = syntax_child_word(x, verb, "have") != NO_TOKEN, to = syntax_child_word(x, verb, "to") != NO_TOKEN;
    for (uint32_t c = x->child[verb]; c != NO_TOKEN && c < verb; c = x->sibling[c]) {
        if (syntax_rel(x, c, "mark") && is_one_of(w, c, condition)) settle(r, w, EFFECT_HYPOTHETICAL, c);
        if (!syntax_rel(x, c, "aux") && !syntax_rel(x, c, "cop")) continue;
        if (is_one_of(w, c, will)) settle(r, w, EFFECT_PLANNED, c);
        if (to && is_one_of(w, c, any_be)) settle(r, w, EFFECT_PLANNED, c); /* "was to travel" */
        if (!is_one_of(w, c, open_modal)) continue;
        bool said = report_token_is(w, c, "would") && (syntax_rel(x, verb, "ccomp") || syntax_rel(x, verb, "conj"));
        if (said)
            settle(r, w, EFFECT_PLANNED, c);
        else if (!perfect)
            settle(r, w, EFFECT_HYPOTHETICAL, c);
        else if (!report_token_is(w, c, "must"))
            mark(r, w, c, c + 1, SAYSO_CERTAINTY_POSSIBLE);
    }
}

static void read_tense(const struct syntax *x, uint32_t verb, char inflection, struct reading *r) {
    const struct report_work *w = x->w;
    uint32_t be = syntax_child(x, verb, "aux"), been = syntax_child_word(x, verb, "been");
    bool goes_on = inflection == 'g' && be != NO_TOKEN && (is_one_of(w, be, present_be) || been != NO_TOKEN);
    if (goes_on) settle(r, w, EFFECT_ONGOING, verb);
    bool ordered =
        inflection == 'b' && syntax_rel(x, verb, "root") && be == NO_TOKEN && syntax_child(x, verb, "nsubj") == NO_TOKEN;
    if (ordered && r->status == SAYSO_STATUS_HAPPENED) r->status = SAYSO_STATUS_HYPOTHETICAL;
}

/* ---- hedges ------------------------------------------------------------------------------------------------------ */
static sayso_certainty level_of(const struct report_work *w, uint32_t t, enum hedge_class kind) {
    static const char *const weak[] = {"possibly", "perhaps",   "maybe",    "potentially", "conceivably",
                                       "possible", "potential", "unlikely", "unclear",     "not",
                                       "rumored",  "rumoured",  "rumors",   "rumours",     NULL};
    return kind == HEDGE_MODAL || is_one_of(w, t, weak) ? SAYSO_CERTAINTY_POSSIBLE : SAYSO_CERTAINTY_PROBABLE;
}

static void hedge_token(const struct report_work *w, uint32_t t, struct reading *r) {
    enum hedge_class kind;
    uint32_t n = hedge_at(w, t, w->n_tokens, &kind);
    if (n && kind != HEDGE_MODAL) mark(r, w, t, t + n, level_of(w, t, kind));
}

/* Hedges among the words that hang on it; hearsay verbs above it, with their "are". */
static void read_hedges(const struct syntax *x, uint32_t head, struct reading *r) {
    const struct report_work *w = x->w;
    for (uint32_t c = x->child[head]; c != NO_TOKEN; c = x->sibling[c])
        if (syntax_rel(x, c, "advmod") || syntax_rel(x, c, "amod") || syntax_rel(x, c, "parataxis") ||
            syntax_rel(x, c, "discourse"))
            hedge_token(w, c, r);
}

static void read_hearsay(const struct syntax *x, uint32_t matrix, struct reading *r) {
    const struct report_work *w = x->w;
    uint32_t from = matrix > HEARSAY_BACK ? matrix - HEARSAY_BACK : 0;
    for (uint32_t t = from; t <= matrix; t++) {
        if (w->tokens[t].sentence != w->tokens[matrix].sentence) continue;
        uint32_t n = hearsay_at(w, t, w->n_tokens);
        if (!n || t + n <= matrix) continue;
        mark(r, w, t, t + n, SAYSO_CERTAINTY_PROBABLE);
        return;
    }
    enum hedge_class kind;
    if (hedge_at(w, matrix, w->n_tokens, &kind) && kind == HEDGE_VERB) mark(r, w, matrix, matrix + 1, SAYSO_CERTAINTY_PROBABLE);
}

/* ---- verbs ------------------------------------------------------------------------------------------------------- */
static bool is_below(const struct syntax *x, uint32_t t, bool *infinitive) {
    *infinitive = syntax_child_word(x, t, "to") != NO_TOKEN || syntax_rel(x, t, "xcomp");
    if (syntax_rel(x, t, "xcomp") || syntax_rel(x, t, "ccomp")) return true;
    if (syntax_is_rel(x, t, "acl") && *infinitive) return true;
    if (!syntax_rel(x, t, "advcl") && !syntax_rel(x, t, "obl") && !syntax_is_rel(x, t, "acl")) return false;
    uint32_t m = syntax_child(x, t, "mark");
    if (m == NO_TOKEN) m = syntax_child(x, t, "case");
    static const char *const of[] = {"of", "for", "from", "with", "in", NULL}; /* "accused of killing", "banned from leaving" */
    return m != NO_TOKEN && m < t && (is_one_of(x->w, m, of) || report_token_is(x->w, m, "to"));
}

static void read_verb(const struct syntax *x, uint32_t verb, char inflection, struct reading *r);

/* What the clause above says of this one. */
static void read_above(const struct syntax *x, uint32_t verb, struct reading *r) {
    const struct report_work *w = x->w;
    uint32_t t = verb;
    for (int step = 0; step < MOST_UP; step++) {
        uint32_t head = w->tokens[t].head;
        bool infinitive;
        if (head == t) return;
        if (syntax_is_rel(x, t, "conj")) { /* what is joined shares it, unless it has a subject of its own */
            if (syntax_child(x, t, "nsubj") != NO_TOKEN) return;
            t = head;
            continue;
        }
        if (!is_below(x, t, &infinitive)) return;
        char lower[WORD_BYTES];
        const struct matrix_verb *m = syntax_lower(x, head, lower) ? event_matrix(lower) : NULL;
        if (m && !infinitive && syntax_rel(x, t, "ccomp") &&
            (report_token_is(w, head, "told") || report_token_is(w, head, "told")))
            m = NULL;
        const struct event_modifier *over = m || !syntax_is_rel(x, t, "acl") ? NULL : event_modifier(lower, 'o');
        bool negated = negation_of(x, head) != NO_TOKEN;
        if (m && m->effect != EFFECT_ACCUSED) settle(r, w, negated ? m->negated : m->effect, head);
        if (m && m->effect == EFFECT_ACCUSED) settle(r, w, EFFECT_ACCUSED, head);
        if (over) settle(r, w, over->effect, head);
        read_hearsay(x, head, r);
        if (syntax_rel(x, t, "ccomp") && !infinitive) return; /* what is said stands for itself */
        read_hedges(x, head, r);
        read_modals(x, head, r);
        if (negated && !m && infinitive) settle(r, w, EFFECT_DENIED, head);
        t = head;
    }
}

static void read_verb(const struct syntax *x, uint32_t verb, char inflection, struct reading *r) {
    const struct report_work *w = x->w;
    read_modals(x, verb, r);
    read_tense(x, verb, inflection, r);
    uint32_t no = negation_of(x, verb);
    if (no != NO_TOKEN) {
        r->status = SAYSO_STATUS_DENIED;
        mark(r, w, no, no + 1, r->level);
    }
    read_hedges(x, verb, r);
    read_hearsay(x, verb, r);
    read_above(x, verb, r);
}

/* ---- nouns ------------------------------------------------------------------------------------------------------- */
static bool is_definite(const struct syntax *x, uint32_t noun) {
    static const char *const the[] = {"the", "this", "that", "these", "those", NULL};
    if (syntax_child(x, noun, "nmod:poss") != NO_TOKEN) return true;
    for (uint32_t c = x->child[noun]; c != NO_TOKEN && c < noun; c = x->sibling[c])
        if (syntax_rel(x, c, "det") && is_one_of(x->w, c, the)) return true;
    return false;
}

static void read_before(const struct syntax *x, uint32_t noun, struct reading *r) {
    char lower[WORD_BYTES];
    for (uint32_t c = x->child[noun]; c != NO_TOKEN && c < noun; c = x->sibling[c]) {
        const struct event_modifier *m = syntax_lower(x, c, lower) ? event_modifier(lower, 'b') : NULL;
        if (m) settle(r, x->w, m->effect, c);
        if (report_token_is(x->w, c, "no") || report_token_is(x->w, c, "without")) settle(r, x->w, EFFECT_DENIED, c);
        if (report_token_is(x->w, c, "any")) settle(r, x->w, EFFECT_HYPOTHETICAL, c);
    }
}

/* The noun over it ("threat of attack"), the verb whose subject it is, or the verb in whose plans it lies. */
static void read_governor(const struct syntax *x, uint32_t noun, struct reading *r) {
    char lower[WORD_BYTES];
    for (int step = 0; step < MOST_UP && syntax_is_rel(x, noun, "conj") && x->w->tokens[noun].head < noun; step++) {
        noun = x->w->tokens[noun].head; /* "no bombings, attacks or murders" */
        read_before(x, noun, r);
    }
    uint32_t head = x->w->tokens[noun].head;
    if (head == noun || !syntax_lower(x, head, lower)) return;
    if (syntax_rel(x, noun, "nmod")) {
        const struct event_modifier *over = is_definite(x, noun) ? NULL : event_modifier(lower, 'o');
        if (over) settle(r, x->w, over->effect, head);
        return;
    }
    bool subject = syntax_rel(x, noun, "nsubj"), there = subject && syntax_child_word(x, head, "there") != NO_TOKEN;
    if (!syntax_pos(x, head, "VERB") && !there) return;
    bool takes_place = syntax_child_word(x, head, "place") != NO_TOKEN;
    const struct event_modifier *v = event_modifier(takes_place ? "place" : lower, 'v');
    struct reading above = {.status = SAYSO_STATUS_HAPPENED};
    if (subject && !v && !there) return;
    if (!subject && (is_definite(x, noun) || !(syntax_rel(x, noun, "obl") || syntax_is_rel(x, noun, "obj")))) return;
    read_verb(x, head, 0, &above);
    if (above.status != SAYSO_STATUS_HAPPENED && above.status != SAYSO_STATUS_DENIED) r->status = above.status;
    if (subject && above.status == SAYSO_STATUS_DENIED) r->status = SAYSO_STATUS_DENIED;
    if (subject && v) settle(r, x->w, v->effect, head);
    if (subject) take_markers(r, &above);
}

static void read_noun(const struct syntax *x, const struct draft *d, struct reading *r) {
    read_before(x, d->head, r);
    read_hedges(x, d->head, r);
    if (d->support.verb == NO_TOKEN) {
        read_governor(x, d->head, r);
        return;
    }
    struct reading verb = {.status = SAYSO_STATUS_HAPPENED};
    read_verb(x, d->support.verb, d->support.light->inflection, &verb);
    bool about = d->support.light->effect == EFFECT_ACCUSED || strcmp(d->support.light->noun, "obj") != 0;
    if (!about || !is_definite(x, d->head)) { /* whoever denies the attack does not undo it */
        if (verb.status != SAYSO_STATUS_HAPPENED) r->status = verb.status;
        take_markers(r, &verb);
    }
    settle(r, x->w, d->support.light->effect, d->support.verb);
}

static int by_place(const span *a, const span *b) { return span_cmp(*a, *b); }

sayso_code events_status(struct events *ev, uint32_t i, sayso_event *out) {
    const struct draft *d = &ev->drafts.at[i];
    struct reading r = {.status = SAYSO_STATUS_HAPPENED, .level = SAYSO_CERTAINTY_CERTAIN};
    bool clause = syntax_rel(&ev->x, d->head, "xcomp") || syntax_rel(&ev->x, d->head, "ccomp"); /* "refused to strike" */
    if (d->sense->pos == 'n' && !clause)
        read_noun(&ev->x, d, &r);
    else
        read_verb(&ev->x, d->head, d->sense->pos == 'v' ? d->inflection : 0, &r);
    out->status = r.status;
    out->certainty = r.level;
    if (!r.n) return SAYSO_OK;
    for (uint32_t a = 1; a < r.n; a++) /* a few: put in text order */
        for (uint32_t b = a; b > 0 && by_place(&r.marker[b - 1], &r.marker[b]) > 0; b--) {
            span s = r.marker[b];
            r.marker[b] = r.marker[b - 1];
            r.marker[b - 1] = s;
        }
    sayso_span *at = ARENA_ARRAY(ev->w->arena, sayso_span, r.n);
    if (!at) return error_set(ev->w->e, SAYSO_NOMEM, "facts", out->trigger.beg, "out of memory");
    memcpy(at, r.marker, sizeof *at * r.n);
    out->markers = (sayso_spans){at, r.n};
    return SAYSO_OK;
}
