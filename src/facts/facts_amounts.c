/* Amounts: one pass over the words; at each, what is no amount by its shape, then the number phrase that begins there. */
#include "facts_amounts_work.h"
#include <string.h>

enum { PHRASE_REACH = 40 }; /* tokens from the start of a phrase in which its number and unit stand */

static sayso_code out_of_memory(struct facts_work *f, uint32_t byte) {
    return error_set(f->r->e, SAYSO_NOMEM, "facts", byte, "out of memory");
}

static const char *kind_name(enum amount_kind k) {
    static const char *const names[] = {"count", "ordinal", "age", "money", "percent", "measure"};
    return names[k];
}

/* Blocks that tell nothing of their own: who wrote it, whose picture it is, what else there is to read. */
static bool is_told(const struct report_work *w, uint32_t t) {
    int32_t b = w->tokens[t].block;
    if (b < 0) return true;
    sayso_block_kind k = w->text->blocks[b].kind;
    return k != SAYSO_BLOCK_BYLINE && k != SAYSO_BLOCK_CREDIT && k != SAYSO_BLOCK_RELATED;
}

/* Whether a time expression holds the number; *at goes along the list of times. An age is none, whatever the times say. */
static bool is_in_time(const struct facts_work *f, const struct amount_phrase *p, uint32_t *at) {
    if (p->kind == AMOUNT_IS_AGE || p->kind == AMOUNT_IS_MONEY || p->kind == AMOUNT_IS_PERCENT) return false;
    span number = {f->r->tokens[p->first.beg].at.beg, f->r->tokens[p->last - 1].at.end};
    while (*at < f->times.n && f->times.at[*at].span.end <= number.beg) ++*at;
    return *at < f->times.n && span_meet(f->times.at[*at].span, number);
}

/* "a family of four" */
static bool is_of_group(const struct report_work *w, const struct amount_phrase *p) {
    return p->beg >= 2 && report_token_is(w, p->beg - 1, "of") && who_pos(w, p->beg - 2, "NOUN");
}

static sayso_code add(struct facts_work *f, const struct amount_phrase *p, uint32_t end) {
    struct report_work *w = f->r;
    uint32_t last = p->kind == AMOUNT_IS_COUNT || p->kind == AMOUNT_IS_ORDINAL ? p->last : p->end;
    if (last > end) last = end;
    sayso_amount a = {.span = {w->tokens[p->beg].at.beg, w->tokens[last - 1].at.end},
                      .count = p->count,
                      .kind = kind_name(p->kind),
                      .unit = p->kind == AMOUNT_IS_PERCENT ? "%" : p->unit,
                      .others = p->others};
    struct amount_note note = {.beg = p->beg, .end = last, .number = p->first.beg, .head = UINT32_MAX, .fate = UINT32_MAX};
    sayso_code code = amount_counted(f, p, &a, &note);
    if (code) return code;
    bool worded = p->kind == AMOUNT_IS_COUNT && !p->first.n_digits && !p->zero && !p->others && (!p->bound || p->first.vague);
    bool silent = note.head == UINT32_MAX && note.fate == UINT32_MAX && !a.of;
    bool channel = silent && p->first.digits && !p->bound && p->beg > 0 && who_pos(w, p->beg - 1, "PROPN") &&
                   p->kind == AMOUNT_IS_COUNT; /* "FOX 12" */
    bool open = p->first.vague && !p->first.has_value && p->beg > 0 &&
                (report_token_is(w, p->beg - 1, "as") || report_token_is(w, p->beg - 1, "how"));
    if (channel || open) return SAYSO_OK;
    bool one = worded && p->count.low == 1 && p->count.has_high && !is_of_group(w, p);
    if (worded && silent && one) return SAYSO_OK; /* "the reason is one that" */
    if (worded && silent && !who_rel(w, note.number, "nsubj") && !who_rel(w, note.number, "obj") && !is_of_group(w, p))
        return SAYSO_OK; /* "at seven", "too many" */
    bool bare = p->kind == AMOUNT_IS_COUNT && p->first.digits && p->first.n_digits >= 4 && !p->bound;
    if (bare && note.head == UINT32_MAX && (note.fate == UINT32_MAX || p->range))
        return SAYSO_OK; /* "shortly after 1400", a code */
    if (!VEC_PUSH(w->arena, f->amounts, a) || !VEC_PUSH(w->scratch, f->amount_notes, note)) return out_of_memory(f, a.span.beg);
    return SAYSO_OK;
}

/* ", 34," behind a person's name, or a noun for one person ("his daughter, 9, ..."). */
static bool is_age_behind_name(const struct report_work *w, uint32_t t, uint32_t end) {
    if (t < 2 || !amount_is_digits(w, t) || span_len(w->tokens[t].at) > 3) return false;
    bool comma = amount_is_char(w, t - 1, ','), bracket = amount_is_char(w, t - 1, '(');
    if (!comma && !bracket) return false;
    uint32_t before = t - 2;
    if (amount_is_char(w, before, '.') && before > 0) before--; /* "Jr., 34," */
    bool person = strcmp(report_name(w, before), "I-person") == 0 || strcmp(report_name(w, before), "B-person") == 0;
    if (!person) person = who_pos(w, before, "NOUN") && amount_is_person(w, before) && !amount_is_plural(w, before);
    if (!person || w->tokens[before].sentence != w->tokens[t].sentence) return false;
    if (t + 1 < end && amount_words_at(w, t + 1, end, AMOUNT_MONTH, NULL)) return false;
    if (t + 1 < end &&
        (amount_words_at(w, t + 1, end, AMOUNT_YEARS_OLD, NULL) || amount_words_at(w, t + 1, end, AMOUNT_MONTHS_OLD, NULL)))
        return false;
    bool closed = t + 1 >= end || (bracket && amount_is_char(w, t + 1, ')')) || amount_is_char(w, t + 1, ',') ||
                  amount_is_char(w, t + 1, '.') || amount_is_char(w, t + 1, ';') || amount_is_char(w, t + 1, '-') ||
                  who_pos(w, t + 1, "ADP") || who_pos(w, t + 1, "CCONJ");
    return closed;
}

/* "She was 16": figures that a single person is. */
static bool is_age_of_subject(const struct report_work *w, const struct amount_phrase *p) {
    uint32_t t = p->first.beg;
    if (p->kind != AMOUNT_IS_COUNT || p->zero || p->range || p->last != t + 1 || !p->first.digits || p->first.value > 120 ||
        who_child(w, t, "cop") == t)
        return false;
    uint32_t subject = who_child(w, t, "nsubj");
    if (subject == t) return false;
    const struct report_word *pronoun = who_word(w, subject, WORDS_PRONOUN);
    if (pronoun) return pronoun->number == 's' && (pronoun->sex == 'm' || pronoun->sex == 'f');
    const char *name = report_name(w, subject);
    return strcmp(name, "B-person") == 0 || strcmp(name, "I-person") == 0 ||
           (amount_is_person(w, subject) && !amount_is_plural(w, subject) && !amount_word_of(w, subject, AMOUNT_COUNTED));
}

/* Numbers that go on a list of ages: "ages 13, 17 and 19". */
static bool goes_on_ages(const struct facts_work *f, const struct amount_phrase *p) {
    const struct report_work *w = f->r;
    if (!f->amounts.n || p->kind != AMOUNT_IS_COUNT || p->bound || strcmp(f->amounts.at[f->amounts.n - 1].kind, "age"))
        return false;
    uint32_t from = f->amount_notes.at[f->amounts.n - 1].end, n = 0;
    for (; from < p->beg && n < 3; from++, n++)
        if (!amount_is_char(w, from, ',') && !report_token_is(w, from, "and")) return false;
    return from == p->beg && n > 0 && p->count.low < 120 && !who_pos(w, p->last < w->n_tokens ? p->last : p->last - 1, "NOUN");
}

sayso_code facts_amounts(struct facts_work *f) {
    const struct report_work *w = f->r;
    uint32_t at_time = 0, end = 0;
    for (uint32_t t = 0; t < w->n_tokens;) {
        if (end <= t) /* behind the last token of the sentence */
            for (end = t + 1; end < w->n_tokens && w->tokens[end].sentence == w->tokens[t].sentence && end - t < 4096;) end++;
        uint32_t reach = end - t > PHRASE_REACH ? t + PHRASE_REACH : end, skip;
        struct amount_phrase p;
        if (!is_told(w, t)) {
            t++;
            continue;
        }
        if (is_age_behind_name(w, t, reach) && amount_number_at(w, t, reach, &p.first) && p.first.end == t + 1 &&
            p.first.value <= 120) {
            struct amount_number number = p.first;
            p = (struct amount_phrase){
                .beg = t, .end = t + 1, .first = number, .last = t + 1, .kind = AMOUNT_IS_AGE, .glued_noun = UINT32_MAX};
            p.count = (sayso_count){SAYSO_RELATION_EQ, true, true, number.value, number.value};
        } else if ((skip = amount_not_at(w, t, reach))) {
            t += skip;
            continue;
        } else if (!amount_phrase_at(w, t, reach, &p)) {
            t++;
            continue;
        } else if (!p.zero && p.first.beg > t && (skip = amount_not_at(w, p.first.beg, reach))) { /* "around 6:25" */
            t = p.first.beg + skip;
            continue;
        }
        if (goes_on_ages(f, &p) || is_age_of_subject(w, &p)) p.kind = AMOUNT_IS_AGE;
        bool drop = amount_is_not(w, &p, end) || is_in_time(f, &p, &at_time);
        sayso_code code = drop ? SAYSO_OK : add(f, &p, end);
        if (code) return code;
        t = p.end > t ? p.end : t + 1;
    }
    return SAYSO_OK;
}
