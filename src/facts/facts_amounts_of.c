/* What an amount counts: the noun it hangs on, and what befalls those counted ("three people were killed"). By the syntax;
 * where that is silent, by the nouns that follow. */
#include "facts_amounts_work.h"
#include <string.h>

#define NONE UINT32_MAX
enum { NOUN_REACH = 10 }; /* words between a number and its noun */

/* ---- nouns ------------------------------------------------------------------------------------------------------- */
bool amount_is_plural(const struct report_work *w, uint32_t t) {
    const struct report_word *row = who_word(w, t, WORDS_NOUN);
    if (row && row->number != '-') return row->number == 'p';
    char form[WHO_FORM];
    size_t n = who_lower(w, t, form);
    if (n > 3 && strcmp(form + n - 3, "men") == 0) return true;
    return n > 3 && form[n - 1] == 's' && form[n - 2] != 's' && form[n - 2] != 'u' && form[n - 2] != 'i';
}

bool amount_is_person(const struct report_work *w, uint32_t t) {
    const struct report_word *row = who_word(w, t, WORDS_NOUN);
    if (row) return row->kind == SAYSO_ENTITY_PERSON;
    const struct report_word *people = who_word(w, t, WORDS_DEMONYM);
    if (people && people->use == USE_PEOPLE) return true;
    const struct amount_word *counted = amount_word_of(w, t, AMOUNT_COUNTED);
    if (counted) return counted->value == 1;
    return strcmp(report_mention_kind(w, t), "person") == 0;
}

static bool is_noun(const struct report_work *w, uint32_t t) {
    return who_pos(w, t, "NOUN") || who_pos(w, t, "PROPN") || who_pos(w, t, "PRON");
}

/* A word that stands between a number and its noun. */
static bool is_modifier(const struct report_work *w, uint32_t t) {
    if (w->tokens[t].glued || (t + 1 < w->n_tokens && w->tokens[t + 1].glued && amount_is_char(w, t + 1, '-')))
        return !who_pos(w, t, "PUNCT") || amount_is_char(w, t, '-') || amount_is_char(w, t, '.') ||
               amount_is_char(w, t, '\''); /* "surface-to-air" */
    return who_pos(w, t, "ADJ") || who_pos(w, t, "NOUN") || who_pos(w, t, "PROPN") || who_pos(w, t, "ADV") ||
           (who_pos(w, t, "VERB") && (who_rel(w, t, "amod") || who_rel(w, t, "compound"))) || amount_is_char(w, t, '-') ||
           amount_is_char(w, t, ',') || amount_is_char(w, t, '\'') || who_pos(w, t, "PART") ||
           (amount_is_char(w, t, '.') && t + 1 < w->n_tokens && w->tokens[t + 1].glued);
}

/* The noun phrase behind "of": its head. */
static uint32_t head_behind(const struct report_work *w, uint32_t t, uint32_t end) {
    for (uint32_t i = t; i < end && i < t + NOUN_REACH; i++) {
        if (who_pos(w, i, "PUNCT") && !amount_is_char(w, i, '-')) return NONE;
        if (i > t && who_pos(w, i, "ADP")) return NONE;
        if (amount_is_char(w, i, '-')) continue;
        bool people =
            !who_rel(w, i, "amod") && who_word(w, i, WORDS_DEMONYM) && amount_is_person(w, i); /* "hundreds of colombians" */
        if (!is_noun(w, i) && !amount_word_of(w, i, AMOUNT_COUNTED) && !people) continue;
        if (who_rel(w, i, "nmod:poss") || who_rel(w, i, "compound") || who_rel(w, i, "amod")) continue;
        return i;
    }
    return NONE;
}

/* The last noun of those that follow the number with nothing but modifiers between. */
static uint32_t noun_behind(const struct report_work *w, uint32_t t, uint32_t end) {
    uint32_t found = NONE;
    for (uint32_t i = t; i < end && i < t + 6; i++) {
        char form[WHO_FORM];
        size_t n = who_lower(w, i, form);
        if (who_pos(w, i, "VERB") && n > 3 && strcmp(form + n - 3, "ing") == 0) break; /* "16 suffering wounds" */
        if (who_pos(w, i, "NOUN") || (who_pos(w, i, "PROPN") && (i > t || amount_is_person(w, i)))) {
            found = i;
            continue;
        }
        if (found != NONE || !(who_pos(w, i, "ADJ") || who_rel(w, i, "amod") || amount_is_char(w, i, '-'))) break;
    }
    return found;
}

/* "4 shot", read as a noun: a participle, unless one shot is counted in running text. */
static bool is_bare_participle(const struct report_work *w, const struct amount_phrase *p, uint32_t t) {
    const struct amount_word *row = amount_word_of(w, t, AMOUNT_DONE);
    char form[WHO_FORM];
    who_lower(w, t, form);
    if (!row || !row->note || strcmp(row->note, form) || amount_word_of(w, t, AMOUNT_STATE)) return false;
    int32_t block = w->tokens[t].block;
    return p->count.low != 1 || (block >= 0 && w->text->blocks[block].kind == SAYSO_BLOCK_HEADLINE);
}

/* The noun that an amount counts; NONE where it stands for the counted itself ("killing four"). */
static uint32_t counted_noun(const struct report_work *w, const struct amount_phrase *p, uint32_t number, uint32_t end) {
    uint32_t last = p->end;
    if (p->glued_noun != NONE) return p->glued_noun;
    while (last < end && amount_words_at(w, last, end, AMOUNT_OTHER, NULL) && !is_noun(w, last))
        last += amount_words_at(w, last, end, AMOUNT_OTHER, NULL);
    if (last < end && report_token_is(w, last, "of")) return head_behind(w, last + 1, end);
    if (last > p->beg && report_token_is(w, last - 1, "of")) return head_behind(w, last, end);
    uint32_t head = w->tokens[number].head;
    bool right = head >= p->end && head < end && head < p->end + NOUN_REACH;
    if (right && head == last && is_bare_participle(w, p, head)) return NONE;
    if (right && (is_noun(w, head) || amount_word_of(w, head, AMOUNT_STATE) || amount_word_of(w, head, AMOUNT_COUNTED)) &&
        !who_rel(w, number, "nsubj")) {
        bool reach = true;
        for (uint32_t i = p->end; i < head; i++) reach &= is_modifier(w, i) || w->tokens[i].head == head || who_pos(w, i, "NUM");
        if (reach) return head;
    }
    if (right && amount_word_of(w, head, AMOUNT_DONE) && noun_behind(w, last, head) == NONE) return NONE; /* "3 killed" */
    if (last < end && amount_word_of(w, last, AMOUNT_DONE) && !is_noun(w, last)) return NONE;
    if (p->kind == AMOUNT_IS_ORDINAL || p->kind == AMOUNT_IS_COUNT) {
        if (last < end && is_noun(w, last) && who_word(w, last, WORDS_PRONOUN)) return NONE;
        return noun_behind(w, last, end);
    }
    return NONE;
}

/* ---- what befalls them --------------------------------------------------------------------------------------------- */
struct fate {
    uint32_t token; /* NONE */
    const struct amount_word *row;
};
static const struct fate no_fate = {NONE, NULL};

/* Words of the done, does and state classes, by their place: the active verb of a doer is not what befalls him. */
static struct fate fate_of_object(const struct report_work *w, uint32_t verb) {
    const struct amount_word *row = amount_word_of(w, verb, AMOUNT_DONE);
    if (!row) row = amount_word_of(w, verb, AMOUNT_STATE);
    return row ? (struct fate){verb, row} : no_fate;
}

static bool has_at(const struct report_work *w, uint32_t verb) {
    uint32_t beg, end;
    who_sentence(w, verb, &beg, &end);
    return verb + 1 < end && (report_token_is(w, verb + 1, "at") || report_token_is(w, verb + 1, "from") ||
                              report_token_is(w, verb + 1, "on") || report_token_is(w, verb + 1, "into"));
}

static struct fate fate_of_subject(const struct report_work *w, uint32_t verb, uint32_t subject, bool passive) {
    const struct amount_word *row = amount_word_of(w, verb, AMOUNT_DOES);
    if (!row) row = amount_word_of(w, verb, AMOUNT_STATE);
    if (row && !(who_child(w, verb, "obj") != verb && amount_word_of(w, verb, AMOUNT_DONE))) return (struct fate){verb, row};
    row = amount_word_of(w, verb, AMOUNT_DONE);
    if (!row) return no_fate;
    if (passive || who_rel(w, subject, "nsubj:pass") || who_child(w, verb, "aux:pass") != verb) return (struct fate){verb, row};
    /* "3 killed in ...": a participle, where nothing is its object and no auxiliary stands by it. */
    char form[WHO_FORM];
    size_t n = who_lower(w, verb, form);
    bool participle = row->note && strcmp(form, row->note) == 0;
    bool doer =
        who_child(w, verb, "obj") != verb || who_child(w, verb, "aux") != verb || has_at(w, verb) || !row->value || n == 0;
    return participle && !doer ? (struct fate){verb, row} : no_fate;
}

/* Behind a verb that says nothing of it: "are said to have been fired", "were found dead", "left 12 people dead". */
static struct fate fate_of_complement(const struct report_work *w, uint32_t verb, bool of_subject) {
    static const char *const rels[] = {"xcomp", "ccomp"};
    const struct amount_word *next =
        verb + 1 < w->n_tokens && w->tokens[verb + 1].head == verb ? amount_word_of(w, verb + 1, AMOUNT_STATE) : NULL;
    if (next && of_subject) return (struct fate){verb + 1, next}; /* "were found dead", whatever the syntax calls it */
    for (int i = 0; i < 2; i++) {
        uint32_t child = who_child(w, verb, rels[i]);
        if (child == verb) continue;
        const struct amount_word *row = amount_word_of(w, child, AMOUNT_STATE);
        if (!row && (who_child(w, child, "aux:pass") != child || !of_subject)) row = amount_word_of(w, child, AMOUNT_DONE);
        if (!row && of_subject) row = amount_word_of(w, child, AMOUNT_DONE);
        if (!row && of_subject) row = amount_word_of(w, child, AMOUNT_DOES);
        bool active = row && who_child(w, child, "obj") != child;
        if (row && !active) return (struct fate){child, row};
    }
    return no_fate;
}

/* A participle or relative clause behind the noun: "people killed in", "people who died", "three who were wounded". */
static struct fate fate_behind(const struct report_work *w, uint32_t noun) {
    uint32_t beg, end;
    who_sentence(w, noun, &beg, &end);
    for (uint32_t i = noun + 1; i < end && i < noun + 12; i++) {
        if (who_pos(w, i, "NUM")) break; /* "1 dead, 10 wounded" */
        if (w->tokens[i].head != noun || !(who_rel(w, i, "acl") || who_rel(w, i, "amod"))) continue;
        bool relative = strcmp(report_deprel(w, i), "acl:relcl") == 0;
        const struct amount_word *row = amount_word_of(w, i, AMOUNT_DOES);
        if (!row) row = amount_word_of(w, i, AMOUNT_STATE);
        if (row) return (struct fate){i, row};
        row = amount_word_of(w, i, AMOUNT_DONE);
        char form[WHO_FORM];
        who_lower(w, i, form);
        bool passive = relative ? who_child(w, i, "aux:pass") != i || who_child(w, i, "nsubj:pass") != i
                                : row && row->note && strcmp(form, row->note) == 0;
        if (row && passive) return (struct fate){i, row};
    }
    return no_fate;
}

/* A deed as a noun before "of": "the killing of three". */
static struct fate fate_of_deed(const struct report_work *w, uint32_t c) {
    uint32_t of = who_child(w, c, "case"), head = w->tokens[c].head;
    if (of == c || !(report_token_is(w, of, "of") || report_token_is(w, of, "to"))) return no_fate;
    const struct amount_word *row = amount_word_of(w, head, AMOUNT_DEED);
    return row ? (struct fate){head, row} : no_fate;
}

static struct fate fate_of(const struct report_work *w, uint32_t c) {
    struct fate behind = fate_behind(w, c);
    uint32_t shared = who_child(w, c, "conj"); /* "three officers and six men killed in ..." */
    if (!behind.row && shared > c && shared < c + 8 && is_noun(w, shared)) behind = fate_behind(w, shared);
    if (behind.row) return behind;
    for (int depth = 0; depth < 5; depth++) {
        uint32_t head = w->tokens[c].head;
        if (head == c) { /* "three dead", "four wounded" as a line of its own */
            const struct amount_word *row = amount_word_of(w, c, AMOUNT_STATE);
            return row ? (struct fate){c, row} : no_fate;
        }
        struct fate f = no_fate;
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
        if (!who_rel(w, c, "conj") && !who_rel(w, c, "appos")) return no_fate;
        if (who_rel(w, c, "conj") && !is_noun(w, head) && !who_pos(w, head, "NUM") && !who_pos(w, head, "ADJ")) return no_fate;
        c = head;
    }
    return no_fate;
}

/* The whole of which a part was counted: "18 of the 31 lorries". */
static bool is_whole(const struct report_work *w, const struct amount_phrase *p) {
    uint32_t t = p->beg;
    if (t > 0 && who_pos(w, t - 1, "DET")) t--;
    return t > 1 && report_token_is(w, t - 1, "of");
}

/* Right behind the noun: "students killed", "lorries were destroyed", "four were wounded". */
static struct fate behind_noun(const struct report_work *w, uint32_t t, uint32_t end, bool whole) {
    bool aux = false;
    t += amount_words_at(w, t, end, AMOUNT_OTHER, NULL); /* "four more were wounded" */
    uint32_t i = t;
    for (; i < end && i < t + 4 && (who_pos(w, i, "AUX") || who_pos(w, i, "ADV")); i++) aux |= who_pos(w, i, "AUX");
    if (i >= end || who_negated(w, i)) return no_fate;
    const struct amount_word *row = amount_word_of(w, i, AMOUNT_DONE);
    char form[WHO_FORM];
    who_lower(w, i, form);
    const struct amount_word *state = amount_word_of(w, i, AMOUNT_STATE);
    if (state && !(whole && aux) && (aux || i == t) && !is_noun(w, i)) return (struct fate){i, state};
    const struct amount_word *does = amount_word_of(w, i, AMOUNT_DOES);
    if (does && who_pos(w, i, "VERB") && !(whole && aux) && who_child(w, i, "obj") == i) return (struct fate){i, does};
    bool participle = row && row->note && strcmp(row->note, form) == 0 && who_pos(w, i, "VERB") && !(whole && aux);
    bool bare = i == t && (who_rel(w, i, "acl") || (row && row->value && !has_at(w, i))); /* "left three people injured" */
    if (participle && (aux || bare) && who_child(w, i, "obj") == i) return (struct fate){i, row};
    return no_fate;
}

/* What stands right beside the amount goes before a reading of the syntax that leads elsewhere: "wounded at least three
 * others", "4 shot, 2 killed". */
static struct fate beside(const struct report_work *w, const struct amount_phrase *p, uint32_t noun, struct fate fate) {
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
            return (struct fate){before, row};
    }
    if (p->end >= end) return fate;
    uint32_t behind = noun == NONE || noun < p->beg ? p->end : noun + 1;
    struct fate near = behind_noun(w, behind, end, is_whole(w, p));
    if (near.row && (!fate.row || (near.token == behind && fate.token < p->beg))) fate = near; /* "19 others injured" */
    if (noun != NONE) return fate;
    const struct amount_word *row = amount_word_of(w, p->end, AMOUNT_STATE);
    if (!row) row = amount_word_of(w, p->end, AMOUNT_DONE);
    char form[WHO_FORM];
    who_lower(w, p->end, form);
    return row && row->note && strcmp(row->note, form) == 0 ? (struct fate){p->end, row} : fate;
}

/* "rose from 12 to 34": the 12, and the 34. */
static bool is_old(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    struct amount_number next;
    return p->beg > 0 && report_token_is(w, p->beg - 1, "from") && p->end + 1 < end && report_token_is(w, p->end, "to") &&
           amount_number_at(w, p->end + 1, end, &next);
}
static bool is_new(const struct facts_work *f, const struct amount_phrase *p) {
    const struct amount_note *last = f->amount_notes.n ? &f->amount_notes.at[f->amount_notes.n - 1] : NULL;
    return last && last->end + 1 == p->beg && report_token_is(f->r, last->end, "to") && last->beg > 0 &&
           report_token_is(f->r, last->beg - 1, "from");
}

/* "The death toll rose to 34", "a toll of 34", "the number of wounded is 12": the noun whose number this is. */
static uint32_t toll_of(const struct report_work *w, uint32_t number) {
    uint32_t head = w->tokens[number].head, verb = head;
    if (head != number && amount_word_of(w, head, AMOUNT_TOLL)) return head;
    if (head == number) verb = number;
    uint32_t subject = who_child(w, verb, "nsubj"), object = who_child(w, verb, "obj");
    if (subject != verb && amount_word_of(w, subject, AMOUNT_TOLL)) return subject;
    if (object != verb && object != number && amount_word_of(w, object, AMOUNT_TOLL)) return object;
    return NONE;
}

/* What a toll counts: "the number of wounded" the wounded, "the death toll" itself; NONE: a number that counts nothing here. */
static uint32_t toll_noun(const struct report_work *w, uint32_t toll, uint32_t number) {
    if (toll == NONE) return NONE;
    if (toll + 2 < number && report_token_is(w, toll + 1, "of")) return head_behind(w, toll + 2, number);
    bool says =
        report_token_is(w, toll, "toll") || (toll > 0 && w->tokens[toll - 1].head == toll && who_rel(w, toll - 1, "compound"));
    return says ? toll : NONE;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */
static bool is_determiner(const struct report_work *w, uint32_t t) {
    return who_pos(w, t, "DET") || who_rel(w, t, "det") || (who_rel(w, t, "nmod:poss") && who_word(w, t, WORDS_PRONOUN)) ||
           who_pos(w, t, "NUM");
}

/* Words [beg, end) in lower case, joined by a space where the text has white space; into out. */
static size_t put_words(const struct report_work *w, uint32_t beg, uint32_t end, char *out, size_t n, size_t size) {
    for (uint32_t i = beg; i < end; i++) {
        char form[WHO_FORM];
        size_t len = who_lower(w, i, form);
        if (n + len + 2 > size) break;
        if (n && (i == beg || !w->tokens[i].glued)) out[n++] = ' ';
        memcpy(out + n, form, len);
        n += len;
    }
    return n;
}

/* First word of the noun's phrase behind the number. */
static uint32_t phrase_start(const struct report_work *w, const struct amount_phrase *p, uint32_t noun) {
    uint32_t beg = p->end;
    if (noun < beg) return noun; /* a toll */
    if (p->glued_noun == noun) return noun;
    for (uint32_t i = noun; i > beg; i--)
        if (report_token_is(w, i - 1, "of")) {
            beg = i;
            break;
        }
    for (uint32_t n = 1; n && beg < noun;) {
        n = amount_words_at(w, beg, noun, AMOUNT_BOUND, NULL);
        bool calibre = beg + 1 < noun && w->tokens[beg + 1].glued && amount_is_char(w, beg + 1, '-'); /* "three 22-mm rifles" */
        if (!n)
            n = (is_determiner(w, beg) && !calibre) || who_pos(w, beg, "PUNCT") || report_token_is(w, beg, "more") ||
                report_token_is(w, beg, "of");
        beg += n;
    }
    return beg;
}

static sayso_code put_of(struct facts_work *f, const struct amount_phrase *p, uint32_t noun, struct fate fate, sayso_amount *a) {
    char of[256];
    size_t n = 0;
    const struct report_work *w = f->r;
    if (noun != NONE) {
        uint32_t beg = phrase_start(w, p, noun);
        if (noun < p->beg) /* "death toll" */
            while (beg > 0 && w->tokens[beg - 1].head == noun && who_rel(w, beg - 1, "compound")) beg--;
        n = put_words(w, beg, noun + 1, of, n, sizeof of);
    } else if (a->others)
        n = (size_t)(memcpy(of, "others", 6), 6);
    bool said = fate.token == NONE || (noun != NONE && fate.token <= noun && fate.token >= p->beg);
    if (!said && fate.row->note) {
        size_t len = strlen(fate.row->note);
        if (n && n + 1 < sizeof of) of[n++] = ' ';
        if (n + len < sizeof of) memcpy(of + n, fate.row->note, len), n += len;
    }
    if (!n) return SAYSO_OK;
    if (!(a->of = arena_strndup(f->r->arena, of, n)))
        return error_set(f->r->e, SAYSO_NOMEM, "facts", a->span.beg, "out of memory");
    return SAYSO_OK;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */
/* The token of the number by which it hangs on the rest. */
static uint32_t number_token(const struct report_work *w, const struct amount_phrase *p) {
    return report_head_of(w, p->first.beg, p->last > p->first.beg ? p->last : p->first.beg + 1);
}

/* Whose age it is: the noun an "11-year-old" stands before, the name or noun before ", 34,"; NONE. */
static uint32_t aged_noun(const struct report_work *w, const struct amount_phrase *p) {
    uint32_t head = w->tokens[p->end - 1].head;
    if (p->beg + 1 == p->end && p->beg >= 2) return p->beg - 2;
    for (int depth = 0; depth < 3 && head >= p->beg && head < p->end; depth++) head = w->tokens[head].head;
    return is_noun(w, head) && (head < p->beg || head >= p->end) ? head : NONE;
}

/* "Six were arrested and two are at large": persons go on being counted in the sentence. */
static bool follows_persons(const struct facts_work *f, uint32_t sentence) {
    const struct amount_note *last = f->amount_notes.n ? &f->amount_notes.at[f->amount_notes.n - 1] : NULL;
    return last && last->persons && f->r->tokens[last->beg].sentence == sentence;
}

/* "a family of four", "a crew of 12" */
static bool is_size_of_group(const struct report_work *w, const struct amount_phrase *p) {
    if (p->beg < 2 || !report_token_is(w, p->beg - 1, "of")) return false;
    const struct report_word *row = who_word(w, p->beg - 2, WORDS_NOUN);
    return (row && row->kind == SAYSO_ENTITY_GROUP) || strcmp(report_mention_kind(w, p->beg - 2), "person") == 0;
}

static bool is_part(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    uint32_t beg = p->beg;
    for (uint32_t n = 0; beg > 0 && n < 4 && w->tokens[beg - 1].sentence == w->tokens[p->beg].sentence; n++) beg--;
    if (amount_words_before(w, p->beg, beg, AMOUNT_PART)) return true;
    return amount_words_at(w, p->end, end, AMOUNT_PART, NULL) > 0;
}

/* "Two adults, one child dead": what befalls the last of a list befalls the one before it, where nothing else does. */
static sayso_code share_fate(struct facts_work *f, const struct amount_phrase *p, struct fate fate) {
    const struct report_work *w = f->r;
    if (!fate.row || !fate.row->note || fate.token < p->beg || !f->amounts.n) return SAYSO_OK;
    struct amount_note *last = &f->amount_notes.at[f->amounts.n - 1];
    sayso_amount *a = &f->amounts.at[f->amounts.n - 1];
    if (!last->persons || last->fate != NONE || last->head == NONE || last->head < last->end || !a->of) return SAYSO_OK;
    bool partitive = report_token_is(w, last->end, "of") || (last->beg > 0 && report_token_is(w, last->beg - 1, "of")) ||
                     (last->beg > 1 && report_token_is(w, last->beg - 2, "of")); /* "of the 20 passengers, six drowned" */
    if (partitive || amount_word_of(w, last->head, AMOUNT_STATE)) return SAYSO_OK;
    for (uint32_t i = last->head + 1; i < p->beg; i++)
        if (!amount_is_char(w, i, ',') && !report_token_is(w, i, "and") && !amount_is_char(w, i, '&')) return SAYSO_OK;
    if (w->tokens[last->beg].sentence != w->tokens[p->beg].sentence || last->head + 1 == p->beg) return SAYSO_OK;
    last->fate = fate.token;
    a->of = arena_printf(w->arena, "%s %s", a->of, fate.row->note);
    return a->of ? SAYSO_OK : error_set(w->e, SAYSO_NOMEM, "facts", a->span.beg, "out of memory");
}

sayso_code amount_counted(struct facts_work *f, const struct amount_phrase *p, sayso_amount *a, struct amount_note *note) {
    const struct report_work *w = f->r;
    uint32_t beg, end;
    who_sentence(w, p->first.beg, &beg, &end);
    note->number = number_token(w, p);
    if (note->number >= p->end || note->number < p->beg) note->number = p->first.beg;
    uint32_t noun = p->kind == AMOUNT_IS_MONEY ? NONE : counted_noun(w, p, note->number, end);
    while (noun != NONE && noun >= p->end && p->glued_noun == NONE && who_rel(w, noun, "compound") &&
           w->tokens[noun].head > noun && w->tokens[noun].head < noun + 4 && is_noun(w, w->tokens[noun].head))
        noun = w->tokens[noun].head; /* "14 shell casings" */
    bool several = noun != NONE && noun >= p->end && p->glued_noun == NONE && p->count.low > 1 && p->kind == AMOUNT_IS_COUNT;
    if (several && noun + 1 < end && who_pos(w, noun, "NOUN") && who_pos(w, noun + 1, "NOUN") && !amount_is_plural(w, noun) &&
        !amount_word_of(w, noun, AMOUNT_COUNTED) && !amount_is_person(w, noun) && amount_is_plural(w, noun + 1))
        noun++;
    note->head = noun;
    for (uint32_t i = p->end; i < end && i < p->end + 3 && (noun == NONE || i <= noun); i++)
        if (amount_words_at(w, i, end, AMOUNT_OTHER, NULL) && (i == p->end || noun != NONE)) a->others = true;
    if (p->kind == AMOUNT_IS_AGE) note->head = aged_noun(w, p);
    if (p->kind == AMOUNT_IS_MONEY || p->kind == AMOUNT_IS_AGE) return SAYSO_OK;
    struct fate fate = no_fate;
    if (p->kind == AMOUNT_IS_COUNT || p->kind == AMOUNT_IS_PERCENT) {
        bool partitive = noun != NONE && noun > p->end && w->tokens[noun].head == note->number;
        uint32_t c = noun == NONE || partitive || who_rel(w, note->number, "nsubj") ? note->number : noun;
        const struct amount_word *state = noun == NONE ? NULL : amount_word_of(w, noun, AMOUNT_STATE);
        bool is_state = state && !partitive && noun > p->last - 1 && noun <= p->end + 1; /* "12 dead" says it all */
        fate = is_state ? (struct fate){noun, state} : fate_of(w, c);
        if (!fate.row && c != noun && noun != NONE) fate = fate_of(w, noun);
        if (noun == NONE && !fate.row && !is_old(w, p, end)) {
            uint32_t number = is_new(f, p) ? f->amount_notes.at[f->amounts.n - 1].number : note->number;
            noun = note->head = toll_noun(w, toll_of(w, number), number);
        }
    }
    if (p->kind == AMOUNT_IS_COUNT) fate = beside(w, p, noun, fate);
    if (p->glued_noun != NONE) fate = no_fate;
    note->fate = fate.row ? fate.token : NONE;
    note->singular = noun != NONE && !amount_is_plural(w, noun) && !amount_word_of(w, noun, AMOUNT_COUNTED);
    note->part = is_part(w, p, end);
    bool by_fate = fate.row && fate.row->value == 1;
    if (p->kind == AMOUNT_IS_COUNT && p->glued_noun == NONE) {
        const struct report_word *row = noun == NONE ? NULL : who_word(w, noun, WORDS_NOUN);
        if (noun == NONE)
            note->persons = by_fate || p->zero || follows_persons(f, w->tokens[p->beg].sentence) || is_size_of_group(w, p);
        else if (noun < p->beg)
            note->persons = true; /* a toll */
        else
            note->persons = amount_is_person(w, noun) ||
                            (by_fate && !row && (amount_word_of(w, noun, AMOUNT_STATE) || amount_word_of(w, noun, AMOUNT_OTHER)));
        if (noun != NONE && (amount_word_of(w, noun, AMOUNT_STATE) || amount_word_of(w, noun, AMOUNT_OTHER)) && !row)
            note->persons |= noun >= p->beg && !who_pos(w, noun, "VERB");
    }
    sayso_code code = put_of(f, p, noun, fate, a);
    return code ? code : share_fate(f, p, fate);
}
