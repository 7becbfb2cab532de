/* What an amount counts, in words: its noun with what befalls those counted ("people killed"), tolls, others, parts. */
#include "facts_amounts_work.h"
#include <string.h>

#define NONE UINT32_MAX

/* ---- tolls ------------------------------------------------------------------------------------------------------- */
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
    if (toll + 2 < number && report_token_is(w, toll + 1, "of")) return amount_head_behind(w, toll + 2, number);
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

static sayso_code put_of(struct facts_work *f, const struct amount_phrase *p, uint32_t noun, struct amount_fate fate,
                         sayso_amount *a) {
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
    return amount_is_noun(w, head) && (head < p->beg || head >= p->end) ? head : NONE;
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
    if (row) return row->kind == SAYSO_ENTITY_GROUP; /* not "a mother of three" */
    return strcmp(report_mention_kind(w, p->beg - 2), "person") == 0;
}

/* The noun behind "-old"; NONE. */
static uint32_t noun_behind_age(const struct report_work *w, uint32_t t, uint32_t end) {
    for (uint32_t i = t; i < end && i < t + 4; i++)
        if (amount_is_noun(w, i) && !who_rel(w, i, "compound")) return i;
    return NONE;
}

static bool is_part(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    uint32_t beg = p->beg;
    for (uint32_t n = 0; beg > 0 && n < 4 && w->tokens[beg - 1].sentence == w->tokens[p->beg].sentence; n++) beg--;
    if (amount_words_before(w, p->beg, beg, AMOUNT_PART)) return true;
    return amount_words_at(w, p->end, end, AMOUNT_PART, NULL) > 0;
}

/* "Two adults, one child dead": what befalls the last of a list befalls the one before it, where nothing else does. */
static sayso_code share_fate(struct facts_work *f, const struct amount_phrase *p, struct amount_fate fate) {
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
    uint32_t noun = p->kind == AMOUNT_IS_MONEY ? NONE : amount_noun_of(w, p, note->number, end);
    while (noun != NONE && noun >= p->end && p->glued_noun == NONE && who_rel(w, noun, "compound") &&
           w->tokens[noun].head > noun && w->tokens[noun].head < noun + 4 && amount_is_noun(w, w->tokens[noun].head))
        noun = w->tokens[noun].head; /* "14 shell casings" */
    bool several = noun != NONE && noun >= p->end && p->glued_noun == NONE && p->count.low > 1 && p->kind == AMOUNT_IS_COUNT;
    if (several && noun + 1 < end && who_pos(w, noun, "NOUN") && who_pos(w, noun + 1, "NOUN") && !amount_is_plural(w, noun) &&
        !amount_word_of(w, noun, AMOUNT_COUNTED) && !amount_is_person(w, noun) && amount_is_plural(w, noun + 1))
        noun++;
    if (noun != NONE && noun > p->end && noun + 2 < end && amount_is_char(w, noun + 1, '-') &&
        amount_words_at(w, noun - 1, end, AMOUNT_YEARS_OLD, NULL) >= 4)
        noun = noun_behind_age(w, noun + 3, end); /* "one 26-year-old man" */
    note->head = noun;
    for (uint32_t i = p->end; i < end && i < p->end + 3 && (noun == NONE || i <= noun); i++)
        if (amount_words_at(w, i, end, AMOUNT_OTHER, NULL) && (i == p->end || noun != NONE)) a->others = true;
    if (p->kind == AMOUNT_IS_AGE) note->head = aged_noun(w, p);
    if (p->kind == AMOUNT_IS_MONEY || p->kind == AMOUNT_IS_AGE) return SAYSO_OK;
    struct amount_fate fate = amount_no_fate;
    if (p->kind == AMOUNT_IS_COUNT || p->kind == AMOUNT_IS_PERCENT) {
        bool partitive = noun != NONE && noun > p->end && w->tokens[noun].head == note->number;
        uint32_t c = noun == NONE || partitive || who_rel(w, note->number, "nsubj") ? note->number : noun;
        const struct amount_word *state = noun == NONE ? NULL : amount_word_of(w, noun, AMOUNT_STATE);
        bool is_state = state && !partitive && noun > p->last - 1 && noun <= p->end + 1; /* "12 dead" says it all */
        fate = is_state ? (struct amount_fate){noun, state} : amount_fate_of(w, c);
        if (!fate.row && c != noun && noun != NONE) fate = amount_fate_of(w, noun);
        if (noun == NONE && !fate.row && !is_old(w, p, end)) {
            uint32_t number = is_new(f, p) ? f->amount_notes.at[f->amounts.n - 1].number : note->number;
            noun = note->head = toll_noun(w, toll_of(w, number), number);
        }
    }
    if (p->kind == AMOUNT_IS_COUNT) fate = amount_fate_beside(w, p, noun, fate);
    if (p->glued_noun != NONE) fate = amount_no_fate;
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
