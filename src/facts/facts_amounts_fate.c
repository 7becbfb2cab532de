/* What befalls those counted ("three people were killed"), by words of the classes done, does, state and deed and the syntax
 * around. */
#include "facts_amounts_work.h"
#include <string.h>

#define NONE UINT32_MAX

const struct amount_fate amount_no_fate = {NONE, NULL};

/* Words of the done, does and state classes, by their place: the active verb of a doer is not what befalls him. */
static struct amount_fate fate_of_object(const struct report_work *w, uint32_t verb) {
    const struct amount_word *row = amount_word_of(w, verb, AMOUNT_DONE);
    if (!row) row = amount_word_of(w, verb, AMOUNT_STATE);
    return row ? (struct amount_fate){verb, row} : amount_no_fate;
}

static bool has_at(const struct report_work *w, uint32_t verb) {
    uint32_t beg, end;
    who_sentence(w, verb, &beg, &end);
    return verb + 1 < end && (report_token_is(w, verb + 1, "at") || report_token_is(w, verb + 1, "from") ||
                              report_token_is(w, verb + 1, "on") || report_token_is(w, verb + 1, "into"));
}

static struct amount_fate fate_of_subject(const struct report_work *w, uint32_t verb, uint32_t subject, bool passive) {
    const struct amount_word *row = amount_word_of(w, verb, AMOUNT_DOES);
    if (!row) row = amount_word_of(w, verb, AMOUNT_STATE);
    if (row && !(who_child(w, verb, "obj") != verb && amount_word_of(w, verb, AMOUNT_DONE)))
        return (struct amount_fate){verb, row};
    row = amount_word_of(w, verb, AMOUNT_DONE);
    if (!row) return amount_no_fate;
    if (passive || who_rel(w, subject, "nsubj:pass") || who_child(w, verb, "aux:pass") != verb)
        return (struct amount_fate){verb, row};
    /* "3 killed in ...": a participle, where nothing is its object and no auxiliary stands by it. */
    char form[WHO_FORM];
    size_t n = who_lower(w, verb, form);
    bool participle = row->note && strcmp(form, row->note) == 0;
    bool doer =
        who_child(w, verb, "obj") != verb || who_child(w, verb, "aux") != verb || has_at(w, verb) || !row->value || n == 0;
    return participle && !doer ? (struct amount_fate){verb, row} : amount_no_fate;
}

/* Behind a verb that says nothing of it: "are said to have been fired", "were found dead", "left 12 people dead". */
static struct amount_fate fate_of_complement(const struct report_work *w, uint32_t verb, bool of_subject) {
    static const char *const rels[] = {"xcomp", "ccomp"};
    const struct amount_word *next =
        verb + 1 < w->n_tokens && w->tokens[verb + 1].head == verb ? amount_word_of(w, verb + 1, AMOUNT_STATE) : NULL;
    if (next && of_subject) return (struct amount_fate){verb + 1, next}; /* "were found dead", whatever the syntax calls it */
    for (int i = 0; i < 2; i++) {
        uint32_t child = who_child(w, verb, rels[i]);
        if (child == verb) continue;
        const struct amount_word *row = amount_word_of(w, child, AMOUNT_STATE);
        if (!row && (who_child(w, child, "aux:pass") != child || !of_subject)) row = amount_word_of(w, child, AMOUNT_DONE);
        if (!row && of_subject) row = amount_word_of(w, child, AMOUNT_DONE);
        if (!row && of_subject) row = amount_word_of(w, child, AMOUNT_DOES);
        bool active = row && who_child(w, child, "obj") != child;
        if (row && !active) return (struct amount_fate){child, row};
    }
    return amount_no_fate;
}

/* A participle or relative clause behind the noun: "people killed in", "people who died", "three who were wounded". */
static struct amount_fate fate_behind(const struct report_work *w, uint32_t noun) {
    uint32_t beg, end;
    who_sentence(w, noun, &beg, &end);
    for (uint32_t i = noun + 1; i < end && i < noun + 12; i++) {
        if (who_pos(w, i, "NUM")) break; /* "1 dead, 10 wounded" */
        if (w->tokens[i].head != noun || !(who_rel(w, i, "acl") || who_rel(w, i, "amod"))) continue;
        bool relative = strcmp(report_deprel(w, i), "acl:relcl") == 0;
        const struct amount_word *row = amount_word_of(w, i, AMOUNT_DOES);
        if (!row) row = amount_word_of(w, i, AMOUNT_STATE);
        if (row) return (struct amount_fate){i, row};
        row = amount_word_of(w, i, AMOUNT_DONE);
        char form[WHO_FORM];
        who_lower(w, i, form);
        bool passive = relative ? who_child(w, i, "aux:pass") != i || who_child(w, i, "nsubj:pass") != i
                                : row && row->note && strcmp(form, row->note) == 0;
        if (row && passive) return (struct amount_fate){i, row};
    }
    return amount_no_fate;
}

/* A deed as a noun before "of": "the killing of three". */
static struct amount_fate fate_of_deed(const struct report_work *w, uint32_t c) {
    uint32_t of = who_child(w, c, "case"), head = w->tokens[c].head;
    if (of == c || !(report_token_is(w, of, "of") || report_token_is(w, of, "to"))) return amount_no_fate;
    const struct amount_word *row = amount_word_of(w, head, AMOUNT_DEED);
    return row ? (struct amount_fate){head, row} : amount_no_fate;
}

struct amount_fate amount_fate_of(const struct report_work *w, uint32_t c) {
    struct amount_fate behind = fate_behind(w, c);
    uint32_t shared = who_child(w, c, "conj"); /* "three officers and six men killed in ..." */
    if (!behind.row && shared > c && shared < c + 8 && amount_is_noun(w, shared)) behind = fate_behind(w, shared);
    if (behind.row) return behind;
    for (int depth = 0; depth < 5; depth++) {
        uint32_t head = w->tokens[c].head;
        if (head == c) { /* "three dead", "four wounded" as a line of its own */
            const struct amount_word *row = amount_word_of(w, c, AMOUNT_STATE);
            return row ? (struct amount_fate){c, row} : amount_no_fate;
        }
        struct amount_fate f = amount_no_fate;
        if (who_rel(w, c, "nsubj") && c > head && !who_rel(w, c, "nsubj:pass") && amount_word_of(w, head, AMOUNT_DONE))
            return fate_of_object(w, head); /* "killing 20 people" */
        if (who_rel(w, c, "nsubj")) {
            f = fate_of_subject(w, head, c, false);
            return f.row ? f : fate_of_complement(w, head, true);
        }
        if (who_rel(w, c, "nummod") || who_rel(w, c, "dep") || who_rel(w, c, "det") || who_rel(w, c, "amod"))
            return fate_of_subject(w, head, c, true);
        if (who_rel(w, c, "obj") || who_rel(w, c, "iobj")) {
            f = fate_of_object(w, head);
            return f.row ? f : fate_of_complement(w, head, false);
        }
        if (who_rel(w, c, "nmod") || who_rel(w, c, "obl")) return fate_of_deed(w, c);
        if (!who_rel(w, c, "conj") && !who_rel(w, c, "appos")) return amount_no_fate;
        if (who_rel(w, c, "conj") && !amount_is_noun(w, head) && !who_pos(w, head, "NUM") && !who_pos(w, head, "ADJ"))
            return amount_no_fate;
        c = head;
    }
    return amount_no_fate;
}

/* The whole of which a part was counted: "18 of the 31 lorries". */
static bool is_whole(const struct report_work *w, const struct amount_phrase *p) {
    uint32_t t = p->beg;
    if (t > 0 && who_pos(w, t - 1, "DET")) t--;
    return t > 1 && report_token_is(w, t - 1, "of");
}

/* Right behind the noun: "students killed", "lorries were destroyed", "four were wounded". */
static struct amount_fate behind_noun(const struct report_work *w, uint32_t t, uint32_t end, bool whole) {
    bool aux = false;
    t += amount_words_at(w, t, end, AMOUNT_OTHER, NULL); /* "four more were wounded" */
    uint32_t i = t;
    for (; i < end && i < t + 4 && (who_pos(w, i, "AUX") || who_pos(w, i, "ADV")); i++) aux |= who_pos(w, i, "AUX");
    if (i >= end || who_negated(w, i)) return amount_no_fate;
    const struct amount_word *row = amount_word_of(w, i, AMOUNT_DONE);
    char form[WHO_FORM];
    who_lower(w, i, form);
    const struct amount_word *state = amount_word_of(w, i, AMOUNT_STATE);
    if (state && !(whole && aux) && (aux || i == t) && !amount_is_noun(w, i)) return (struct amount_fate){i, state};
    const struct amount_word *does = amount_word_of(w, i, AMOUNT_DOES);
    if (does && who_pos(w, i, "VERB") && !(whole && aux) && who_child(w, i, "obj") == i) return (struct amount_fate){i, does};
    bool participle = row && row->note && strcmp(row->note, form) == 0 && who_pos(w, i, "VERB") && !(whole && aux);
    bool bare = i == t && (who_rel(w, i, "acl") || (row && row->value && !has_at(w, i))); /* "left three people injured" */
    if (participle && (aux || bare) && who_child(w, i, "obj") == i) return (struct amount_fate){i, row};
    return amount_no_fate;
}

/* What stands right beside the amount goes before a reading of the syntax that leads elsewhere: "wounded at least three
 * others", "4 shot, 2 killed". */
struct amount_fate amount_fate_beside(const struct report_work *w, const struct amount_phrase *p, uint32_t noun,
                                      struct amount_fate fate) {
    uint32_t beg, end, c = noun == NONE || noun < p->beg ? p->first.beg : noun;
    who_sentence(w, p->first.beg, &beg, &end);
    if (p->beg > beg && p->beg > 0) {
        uint32_t before = p->beg - 1;
        const struct amount_word *row = amount_word_of(w, before, AMOUNT_DONE);
        char form[WHO_FORM];
        who_lower(w, before, form);
        bool verb =
            who_pos(w, before, "VERB") || (row && row->value && row->note && strcmp(form, row->note)); /* "kills 5, wounds 7" */
        if (row && verb && fate.token != before && (who_rel(w, c, "obj") || !fate.row) && who_child(w, before, "obj") == before &&
            !who_rel(w, c, "nsubj"))
            return (struct amount_fate){before, row};
    }
    if (p->end >= end) return fate;
    uint32_t behind = noun == NONE || noun < p->beg ? p->end : noun + 1;
    struct amount_fate near = behind_noun(w, behind, end, is_whole(w, p));
    if (near.row && (!fate.row || (near.token == behind && fate.token < p->beg))) fate = near; /* "19 others injured" */
    if (noun != NONE) return fate;
    const struct amount_word *row = amount_word_of(w, p->end, AMOUNT_STATE);
    if (!row) row = amount_word_of(w, p->end, AMOUNT_DONE);
    char form[WHO_FORM];
    who_lower(w, p->end, form);
    return row && row->note && strcmp(row->note, form) == 0 ? (struct amount_fate){p->end, row} : fate;
}
