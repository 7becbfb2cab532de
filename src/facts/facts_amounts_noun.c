/* The noun that an amount counts. By the syntax; where that is silent, by the nouns that follow. */
#include "facts_amounts_work.h"
#include <string.h>

#define NONE UINT32_MAX
enum { NOUN_REACH = 10 }; /* words between a number and its noun */

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

bool amount_is_noun(const struct report_work *w, uint32_t t) {
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
uint32_t amount_head_behind(const struct report_work *w, uint32_t t, uint32_t end) {
    for (uint32_t i = t; i < end && i < t + NOUN_REACH; i++) {
        if (who_pos(w, i, "PUNCT") && !amount_is_char(w, i, '-')) return NONE;
        if (i > t && who_pos(w, i, "ADP")) return NONE;
        if (amount_is_char(w, i, '-')) continue;
        bool people =
            !who_rel(w, i, "amod") && who_word(w, i, WORDS_DEMONYM) && amount_is_person(w, i); /* "hundreds of colombians" */
        if (!amount_is_noun(w, i) && !amount_word_of(w, i, AMOUNT_COUNTED) && !people) continue;
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
uint32_t amount_noun_of(const struct report_work *w, const struct amount_phrase *p, uint32_t number, uint32_t end) {
    uint32_t last = p->end;
    if (p->glued_noun != NONE) return p->glued_noun;
    while (last < end && amount_words_at(w, last, end, AMOUNT_OTHER, NULL) && !amount_is_noun(w, last))
        last += amount_words_at(w, last, end, AMOUNT_OTHER, NULL);
    if (last < end && report_token_is(w, last, "of")) return amount_head_behind(w, last + 1, end);
    if (last > p->beg && report_token_is(w, last - 1, "of")) return amount_head_behind(w, last, end);
    uint32_t head = w->tokens[number].head;
    bool right = head >= p->end && head < end && head < p->end + NOUN_REACH;
    if (right && head == last && is_bare_participle(w, p, head)) return NONE;
    if (right && (amount_is_noun(w, head) || amount_word_of(w, head, AMOUNT_STATE) || amount_word_of(w, head, AMOUNT_COUNTED)) &&
        !who_rel(w, number, "nsubj")) {
        bool reach = true;
        for (uint32_t i = p->end; i < head; i++) reach &= is_modifier(w, i) || w->tokens[i].head == head || who_pos(w, i, "NUM");
        if (reach) return head;
    }
    if (right && amount_word_of(w, head, AMOUNT_DONE) && noun_behind(w, last, head) == NONE) return NONE; /* "3 killed" */
    if (last < end && amount_word_of(w, last, AMOUNT_DONE) && !amount_is_noun(w, last)) return NONE;
    if (p->kind == AMOUNT_IS_ORDINAL || p->kind == AMOUNT_IS_COUNT) {
        if (last < end && amount_is_noun(w, last) && who_word(w, last, WORDS_PRONOUN)) return NONE;
        return noun_behind(w, last, end);
    }
    return NONE;
}
