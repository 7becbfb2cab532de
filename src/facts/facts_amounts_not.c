/* Figures that are no amount: telephone numbers, times of day, years, dates, addresses, routes, calibres, scores, lengths of
 * time, numbers that are names. */
#include "facts_amounts_work.h"
#include <string.h>

/* ---- by shape ---------------------------------------------------------------------------------------------------- */
static bool is_glue(const struct report_work *w, uint32_t t) {
    static const char marks[] = "-:/.()x*_–—";
    span at = w->tokens[t].at;
    return span_len(at) == 1 && strchr(marks, w->text->utf8[at.beg]) != NULL;
}

/* Figures behind a mark; behind a colon or a hyphen letters may follow in the same word: "7:13am", "866-7LOCKUP". */
static bool continues_chain(const struct report_work *w, uint32_t mark) {
    if (amount_is_digits(w, mark + 1)) return true;
    span at = w->tokens[mark + 1].at;
    char c = w->text->utf8[at.beg];
    return c >= '0' && c <= '9' && (amount_is_char(w, mark, ':') || (amount_is_char(w, mark, '-') && span_len(at) > 5));
}

/* "Image 2 of 8", "1 / 8": how far a counter of pictures or pages goes. */
static uint32_t counter_at(const struct report_work *w, uint32_t t, uint32_t end) {
    if (t + 2 >= end || !amount_is_digits(w, t) || !amount_is_digits(w, t + 2)) return 0;
    if (amount_is_char(w, t + 1, '/')) return 3;
    return report_token_is(w, t + 1, "of") && t > 0 && amount_word_of(w, t - 1, AMOUNT_LABEL) ? 3 : 0;
}

/* Figures and marks glued to one another: "252-972-1411", "6:30", "9/11", "1.2.3", "24-7". Behind the last; joins counted. */
static uint32_t chain_at(const struct report_work *w, uint32_t t, uint32_t end, uint32_t *joins, bool *colon) {
    uint32_t i = t + 1;
    *joins = 0;
    *colon = false;
    while (i + 1 < end && w->tokens[i].glued && w->tokens[i + 1].glued && is_glue(w, i) && continues_chain(w, i)) {
        *colon |= amount_is_char(w, i, ':') || amount_is_char(w, i, '/');
        ++*joins;
        i += 2;
    }
    return i;
}

/* A letter glued before the figures, or a word and a hyphen: "AK-47", "F-16", "@5", "#5", "'98". */
static bool is_tailed(const struct report_work *w, uint32_t t) {
    if (t && amount_is_char(w, t - 1, '@')) return true; /* "more @ 11" */
    if (!t || !w->tokens[t].glued) return false;
    if (amount_is_char(w, t - 1, '#') || amount_is_char(w, t - 1, '@') || amount_is_char(w, t - 1, '\'') ||
        amount_is_char(w, t - 1, '_'))
        return true;
    if (amount_is_char(w, t - 1, '.') || amount_is_char(w, t - 1, ',') || amount_is_char(w, t - 1, ':') ||
        amount_is_char(w, t - 1, '/'))
        return t >= 2 && (amount_is_char(w, t - 1, '.') ? true : w->tokens[t - 1].glued && amount_is_digits(w, t - 2));
    if (!amount_is_char(w, t - 1, '-') || t < 2 || !w->tokens[t - 1].glued) return false;
    struct amount_number n;
    uint32_t len = span_len(w->tokens[t - 2].at);
    return len < WHO_FORM && !amount_number_at(w, t - 2, t - 1, &n) && !amount_word_of(w, t - 2, AMOUNT_BOUND);
}

static bool is_quote_mark(const struct report_work *w, uint32_t t) {
    return amount_is_char(w, t, '\'') || report_token_is(w, t, "’") || report_token_is(w, t, "′");
}

uint32_t amount_not_at(const struct report_work *w, uint32_t t, uint32_t end) {
    uint32_t name = amount_words_at(w, t, end, AMOUNT_NAME, NULL), joins;
    bool colon;
    if (name) return name;
    const char *s = w->text->utf8 + w->tokens[t].at.beg;
    if (*s < '0' || *s > '9') {
        bool bracket = *s == '(' && t + 3 < end && amount_is_digits(w, t + 1) && span_len(w->tokens[t + 1].at) == 3 &&
                       amount_is_char(w, t + 2, ')') && amount_is_digits(w, t + 3); /* "(252) 972-1411" */
        return bracket ? chain_at(w, t + 3, end, &joins, &colon) - t : 0;
    }
    uint32_t behind = chain_at(w, t, end, &joins, &colon);
    if (joins >= 2 || colon || (joins && !amount_is_digits(w, behind - 1))) return behind - t;
    if (t + 4 < end && amount_is_char(w, t + 1, '-') && w->tokens[t + 2].glued && report_token_is(w, t + 2, "to") &&
        amount_is_char(w, t + 3, '-') && amount_is_digits(w, t + 4))
        return 5; /* "a 4-to-3 vote" */
    uint32_t counter = counter_at(w, t, end);
    if (counter) return counter;
    if (behind < end && w->tokens[behind].glued && is_quote_mark(w, behind)) return behind + 1 - t; /* 6'2", "his 20's" */
    if (is_tailed(w, t)) return behind - t;
    /* "1. ", "2) " at the start of a line numbers it. */
    bool starts = t == 0 || w->tokens[t - 1].block != w->tokens[t].block ||
                  memchr(w->text->utf8 + w->tokens[t - 1].at.end, '\n', w->tokens[t].at.beg - w->tokens[t - 1].at.end);
    starts |= amount_is_char(w, t - (t > 0), ':') ||
              w->tokens[t - (t > 0)].sentence != w->tokens[t].sentence; /* the mark stands before "1." too */
    bool stop =
        t + 1 < end && w->tokens[t + 1].glued && (amount_is_char(w, t + 1, '.') || amount_is_char(w, t + 1, ')')) && !joins;
    return starts && stop ? 1 : 0;
}

/* ---- by the words around ------------------------------------------------------------------------------------------ */
static bool is_capital_word(const struct report_work *w, uint32_t t) {
    return who_capital(w, t) && span_len(w->tokens[t].at) > 1;
}

static uint32_t reach_back(const struct report_work *w, uint32_t t) {
    uint32_t beg = t;
    while (beg > 0 && t - beg < 6 && w->tokens[beg - 1].sentence == w->tokens[t].sentence) beg--;
    return beg;
}

/* "345 Burning Tree Dr", "42nd Street", "1200 block of": figures, up to four words, a word for a street. */
static bool is_address(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    if (!p->first.digits && !p->first.ordinal) return false;
    if (p->bound || p->range) return false;
    for (uint32_t i = p->last; p->first.ordinal && i < end && i < p->last + 3; i++)
        if (amount_word_of(w, i, AMOUNT_FORMATION) || (amount_word_of(w, i, AMOUNT_STREET) && !who_pos(w, i, "VERB")))
            return true;
    if (p->first.ordinal && p->last + 1 < end && report_token_is(w, p->last, "and") && who_capital(w, p->last + 1))
        return true; /* "28th and Grand" */
    uint32_t last = p->last + 5 < end ? p->last + 5 : end;
    for (uint32_t i = p->last; i < last; i++) {
        if (amount_word_of(w, i, AMOUNT_STREET) && (who_capital(w, i) || p->first.ordinal || strcmp(report_name(w, i), "O")))
            return i > p->last || p->first.ordinal;
        bool inside = is_capital_word(w, i) || amount_is_char(w, i, '.') || strcmp(report_name(w, i), "O") ||
                      span_len(w->tokens[i].at) == 1;
        if (!inside) return false;
    }
    return false;
}

/* A month beside: "March 3", "3 March", "the 15th of June". */
static bool is_date(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    uint32_t beg = reach_back(w, p->beg), t = p->first.beg;
    double v = p->first.value;
    if (v < 1 || v > 31 || !(p->first.digits || p->first.ordinal || p->first.n_digits)) return false;
    uint32_t month = t > beg && amount_is_char(w, t - 1, '.') ? t - 1 : t;
    if (month > beg && amount_word_of(w, month - 1, AMOUNT_MONTH) && (who_capital(w, month - 1) || !who_pos(w, month - 1, "AUX")))
        return true;
    uint32_t next = p->last;
    if (next + 1 < end &&
        (report_token_is(w, next, "and") || report_token_is(w, next, "or") || amount_is_char(w, next, ',') ||
         amount_is_char(w, next, '-')) &&
        amount_is_digits(w, next + 1))
        next += 2; /* "20 and 21 november" */
    if (next < end && report_token_is(w, next, "of")) next++;
    return next < end && amount_word_of(w, next, AMOUNT_MONTH) && !who_pos(w, next, "AUX") && !who_pos(w, next, "VERB");
}

/* Four figures from 1500 to 2099 that no noun for people follows. */
static bool is_year(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    if (!p->first.digits || p->first.n_digits != 4 || p->first.value < 1500 || p->first.value > 2099 ||
        p->kind != AMOUNT_IS_COUNT)
        return false;
    uint32_t head = w->tokens[p->first.beg].head, next = p->last;
    bool counted = head >= next && head < end && (amount_is_person(w, head) || amount_word_of(w, head, AMOUNT_COUNTED)) &&
                   amount_is_plural(w, head);
    if (next < end && !counted) counted = (amount_is_person(w, next) && amount_is_plural(w, next));
    return !counted || (p->first.value > 1900 && !p->bound && (uint32_t)p->first.value % 50 != 0);
}

static bool is_label(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    uint32_t t = p->first.beg, beg = reach_back(w, t);
    if (p->kind == AMOUNT_IS_COUNT && p->first.n_digits && !p->bound && amount_words_before(w, t, beg, AMOUNT_LABEL)) return true;
    if (amount_words_at(w, p->last, end, AMOUNT_LABELLED, NULL) && !p->others) return p->first.n_digits > 0 || p->first.ordinal;
    return false;
}

/* "7 Action News": figures at the head of a name in capitals that is not of people. */
static bool is_station(const struct report_work *w, const struct amount_phrase *p) {
    uint32_t head = w->tokens[p->first.beg].head;
    if (!p->first.digits || head < p->last || head >= p->last + 5 || !who_pos(w, head, "PROPN") || amount_is_person(w, head))
        return false;
    if (amount_is_plural(w, head) && head == p->last) return false;
    for (uint32_t i = p->last; i <= head; i++)
        if (!who_capital(w, i)) return false;
    return true;
}

/* A word of a name: "Three Mile Island", "Channel 5", "2nd Battalion"; a postcode behind a place. */
static bool is_in_name(const struct report_work *w, const struct amount_phrase *p) {
    uint32_t t = p->first.beg;
    if (p->bound || p->kind == AMOUNT_IS_MONEY || p->kind == AMOUNT_IS_AGE || p->kind == AMOUNT_IS_PERCENT) return false;
    const char *name = report_name(w, t);
    if (*name == 'B' || *name == 'I') return true;
    bool postcode = p->first.digits && p->first.n_digits == 5 && t > 0 && who_pos(w, t - 1, "PROPN");
    bool numbered =
        p->first.digits && t > 0 && who_pos(w, t - 1, "PROPN") && w->tokens[t].head == t - 1 && !who_rel(w, t, "appos");
    uint32_t next = p->last; /* "WACO 9 dead" */
    if (next < w->n_tokens && (amount_word_of(w, next, AMOUNT_STATE) || amount_word_of(w, next, AMOUNT_DONE) ||
                               amount_word_of(w, next, AMOUNT_COUNTED)))
        return false;
    return postcode || numbered || is_station(w, p);
}

/* "5-4", "3-2": of two the first is larger, or nothing is counted. */
static bool is_score(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    if (!p->range || p->first.end >= end || !amount_is_char(w, p->first.end, '-') || p->bound) return false;
    if (p->kind != AMOUNT_IS_COUNT) return false;
    bool counts = p->last < end && (who_pos(w, p->last, "NOUN") || who_pos(w, p->last, "ADJ"));
    return p->count.high <= p->count.low || p->count.low == 0 || !counts;
}

/* An ordinal that counts nothing: "first reported", "the second", "at first"; "second" as a length of time is gone before. */
static bool is_loose_ordinal(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    if (!p->first.ordinal) return false;
    if (p->last < end && amount_words_at(w, p->last, end, AMOUNT_TIME, NULL)) return true;
    if (p->last < end && amount_is_char(w, p->last, '-') && w->tokens[p->last].glued) return true;
    struct amount_number next;
    if (amount_number_at(w, p->last, end, &next) && !next.ordinal) return true; /* "the first 10 months" */
    uint32_t head = w->tokens[p->last - 1].head;
    bool hangs = head >= p->last && head < end && head < p->last + 6 && (who_pos(w, head, "NOUN") || who_pos(w, head, "PROPN"));
    return !hangs || who_rel(w, p->last - 1, "advmod") || who_pos(w, head, "PROPN");
}

/* "one" that is a pronoun: "the one", "this one", "one another", "one's". */
static bool is_loose_one(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    if (p->bound || !report_token_is(w, p->first.beg, "one") || p->last != p->first.beg + 1 || p->others) return false;
    uint32_t t = p->first.beg;
    if (p->last < end && amount_is_char(w, p->last, '\'')) return true;
    static const char *const before[] = {"the",     "this", "that",   "each", "every", "any", "which", "a",
                                         "another", "no",   "number", "day",  "phase", "its", "their", "big",
                                         "last",    "next", "-",      "some", "only",  NULL};
    for (const char *const *b = before; t > 0 && *b; b++)
        if (report_token_is(w, t - 1, *b) && (**b != '-' || w->tokens[t].glued))
            return !(p->last < end && (report_token_is(w, p->last, "of") || w->tokens[t].head > t)) || **b == '-';
    if (who_pos(w, t, "NUM")) return false;
    return !(p->last < end && report_token_is(w, p->last, "of"));
}

/* "the three-year-old conflict": a length of time. */
static bool is_age_of_thing(const struct report_work *w, const struct amount_phrase *p) {
    uint32_t t = p->end - 1, head = w->tokens[t].head;
    for (int depth = 0; depth < 3 && head >= p->beg && head < p->end; depth++) t = head, head = w->tokens[t].head;
    if (head < p->end || head > p->end + 3 || !who_pos(w, head, "NOUN") || who_rel(w, t, "nmod:poss") || who_rel(w, t, "nsubj"))
        return false;
    const char *kind = report_mention_kind(w, head);
    return !amount_is_person(w, head) && *kind && strcmp(kind, "O") && strcmp(kind, "animal");
}

bool amount_is_not(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    if (p->zero) return false;
    if (p->count.has_low && p->count.has_high && p->count.high < p->count.low) return true; /* a score */
    if (p->kind == AMOUNT_IS_NOTHING || is_date(w, p, end)) return true;
    if (p->kind == AMOUNT_IS_AGE && is_age_of_thing(w, p)) return true;
    if (p->kind == AMOUNT_IS_AGE && (p->count.low > 130 && p->count.has_low)) return true;
    if (p->kind == AMOUNT_IS_MONEY || p->kind == AMOUNT_IS_PERCENT || p->kind == AMOUNT_IS_AGE) return false;
    return is_year(w, p, end) || is_address(w, p, end) || is_label(w, p, end) || is_in_name(w, p) || is_score(w, p, end) ||
           is_loose_ordinal(w, p, end) || is_loose_one(w, p, end);
}
