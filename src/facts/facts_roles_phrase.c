/* From words that a tagger marked to the phrase that stands for a filler. Taggers see words one by one: of "the state-owned bank"
 * they may mark "owned bank", of "a branch of the central bank" only "branch of the". Syntax knows where the phrase ends. */
#include "facts_roles.h"
#include <string.h>

enum {
    NEAR = 5, /* words from a modifier to its noun at most */
    FAR = 9   /* from a preposition to its noun */
};

static bool is_pos(const struct report_work *w, uint32_t i, const char *pos) { return !strcmp(report_pos(w, i), pos); }

static bool is_noun(const struct report_work *w, uint32_t i) { return is_pos(w, i, "NOUN") || is_pos(w, i, "PROPN"); }

static bool is_rel(const struct report_work *w, uint32_t i, const char *rel) {
    const char *found = report_deprel(w, i);
    size_t n = strlen(rel);
    return !strncmp(found, rel, n) && (!found[n] || found[n] == ':');
}

/* Part of a compound or a name, not a word that describes it. */
static bool is_part(const struct report_work *w, uint32_t i) {
    return is_rel(w, i, "compound") || is_rel(w, i, "flat") || is_rel(w, i, "goeswith");
}

static bool is_hyphen(const struct report_work *w, uint32_t i) { return report_token_is(w, i, "-"); }

static bool same_sentence(const struct report_work *w, uint32_t a, uint32_t b) {
    return b < w->n_tokens && w->tokens[a].sentence == w->tokens[b].sentence;
}

static bool is_within(uint32_t i, const struct role_words *x) { return i >= x->beg && i < x->end; }

/* Words that may stand at neither end of a phrase. */
static bool is_edge(const struct report_work *w, uint32_t i) {
    static const char *const kinds[] = {"ADP", "DET", "CCONJ", "PUNCT", "SCONJ", "AUX", "PART", "PRON", "VERB"};
    if (is_pos(w, i, "VERB") && (is_rel(w, i, "amod") || is_part(w, i))) return false;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (is_pos(w, i, kinds[k])) return true;
    return false;
}

/* Up from a word before the noun to the noun: "honorary" consul, and of things "travel" agency. */
static void climb(const struct report_work *w, struct role_words *x) {
    bool thing = x->role == ROLE_TARGET;
    for (int step = 0; step < 3; step++) {
        uint32_t up = w->tokens[x->head].head;
        bool describes =
            !is_noun(w, x->head) && (is_rel(w, x->head, "amod") || is_rel(w, x->head, "nummod") || is_part(w, x->head));
        bool part = thing && is_part(w, x->head) && up > x->head;
        if (!(describes || part) || !same_sentence(w, x->head, up)) return;
        if (up + NEAR < x->beg || up > x->end - 1 + NEAR) return;
        if (up < x->beg) x->beg = up;
        if (up >= x->end) x->end = up + 1;
        x->head = up;
    }
}

/* The possessor of a phrase that begins with "'s". */
static void take_possessor(const struct report_work *w, uint32_t from, struct role_words *x) {
    uint32_t mark = x->beg;
    if (report_token_is(w, mark, "s") && mark > from && w->tokens[mark].glued) mark--;
    if (!report_token_is(w, mark, "'") && !report_token_is(w, mark, "\xe2\x80\x99") && !is_rel(w, mark, "case")) return;
    if (mark == from || !w->tokens[mark].glued || !is_noun(w, mark - 1) || !same_sentence(w, mark, mark - 1)) return;
    x->beg = mark - 1;
}

/* What follows a last preposition: "branch of the" central bank. */
static void take_object(const struct report_work *w, struct role_words *x) {
    uint32_t last = x->end - 1;
    while (last > x->beg && is_pos(w, last, "DET")) last--;
    if (!is_pos(w, last, "ADP") || last == x->beg) return;
    uint32_t noun = w->tokens[last].head;
    if (is_rel(w, last, "case") && same_sentence(w, last, noun) && noun >= x->end && noun < x->end + FAR) x->end = noun + 1;
}

static void take_parts(const struct report_work *w, uint32_t from, struct role_words *x) {
    while (x->beg > from && same_sentence(w, x->beg, x->beg - 1)) {
        uint32_t i = x->beg - 1;
        bool part = is_part(w, i) && is_within(w->tokens[i].head, x);
        bool joined = w->tokens[x->beg].glued && (is_hyphen(w, i) || is_hyphen(w, x->beg));
        if (!part && !joined) break;
        x->beg--;
    }
    while (same_sentence(w, x->beg, x->end)) {
        uint32_t i = x->end;
        bool part = is_part(w, i) && is_within(w->tokens[i].head, x);
        bool joined = w->tokens[i].glued && (is_hyphen(w, i) || is_hyphen(w, i - 1)) && !is_edge(w, i - 1);
        if (!part && !joined) break;
        x->end++;
    }
}

static bool trim(const struct report_work *w, struct role_words *x) {
    while (x->beg < x->end && is_edge(w, x->beg)) x->beg++;
    while (x->end > x->beg && is_edge(w, x->end - 1)) x->end--;
    bool noun = false;
    for (uint32_t i = x->beg; i < x->end; i++) noun |= is_noun(w, i);
    return noun;
}

bool role_phrase(const struct report_work *w, uint32_t from, struct role_words *x) {
    x->head = report_head_of(w, x->beg, x->end);
    climb(w, x);
    take_possessor(w, from, x);
    take_object(w, x);
    take_parts(w, from, x);
    if (!trim(w, x)) return false;
    x->head = report_head_of(w, x->beg, x->end);
    return true;
}
