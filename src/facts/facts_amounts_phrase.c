/* Number phrases: a number with its bounds ("at least", "or more"), ranges ("between 10 and 12") and its unit. */
#include "facts_amounts_work.h"
#include <string.h>

static bool glued_pair(const struct report_work *w, uint32_t t, uint32_t end) {
    return t + 1 < end && w->tokens[t].glued && w->tokens[t + 1].glued;
}

static const struct amount_number no_number;

/* ---- bounds ------------------------------------------------------------------------------------------------------ */
/* How a second bound changes a first one: "up to about 30" is up to 30, "at least some 30" at least. */
static sayso_relation joined(sayso_relation a, sayso_relation b) {
    if (a == SAYSO_RELATION_EQ || a == SAYSO_RELATION_ABOUT) return b;
    return a;
}

struct bounds {
    bool any, others;
    sayso_relation relation;
    uint32_t beg, end; /* tokens; beg: the first that belongs to the amount */
};

/* Bounds before a number, and the words between that say nothing or "another". */
static struct bounds bounds_at(const struct report_work *w, uint32_t t, uint32_t end) {
    struct bounds b = {.beg = t, .end = t};
    for (;;) {
        const struct amount_word *row;
        uint32_t n = amount_words_at(w, b.end, end, AMOUNT_BOUND, &row), other;
        if (n == 1 && who_rel(w, b.end, "compound:prt")) n = 0; /* "took over two towns" */
        if (n) {
            b.relation = b.any ? joined(b.relation, (sayso_relation)row->relation) : (sayso_relation)row->relation;
            if (!b.any && !b.others) b.beg = b.end;
            b.any = true;
            b.end += n;
            continue;
        }
        if ((other = amount_words_at(w, b.end, end, AMOUNT_OTHER, NULL))) {
            b.others = true;
            b.end += other;
            if (!b.any) b.beg = b.end;
            continue;
        }
        if (!b.any) return b;
        struct amount_number number; /* "at least a dozen": the article is the number's */
        if (amount_number_at(w, b.end, end, &number)) return b;
        if (!(n = amount_words_at(w, b.end, end, AMOUNT_PASS, NULL))) return b;
        b.end += n;
    }
}

/* Bounds behind: "or more", "+", ", at least". */
static void bound_behind(const struct report_work *w, uint32_t end, struct amount_phrase *p) {
    const struct amount_word *row;
    uint32_t n = amount_words_at(w, p->last, end, AMOUNT_BEHIND, &row);
    if (!n) return;
    uint32_t next = p->last + n; /* "two at least 20 ...": the bound is the next number's */
    struct amount_number number;
    if ((row->relation == SAYSO_RELATION_AT_LEAST || row->relation == SAYSO_RELATION_ABOUT) && next < end &&
        !report_token_is(w, p->last, "or") && amount_number_at(w, next, end, &number))
        return;
    p->count.relation = p->bound ? joined(p->count.relation, (sayso_relation)row->relation) : (sayso_relation)row->relation;
    p->bound = true;
    p->last = p->end = next;
}

/* Sets what a relation has of low and high. */
static void settle(struct amount_phrase *p, double low, double high) {
    sayso_count *c = &p->count;
    sayso_relation r = c->relation;
    c->has_low = r != SAYSO_RELATION_AT_MOST && r != SAYSO_RELATION_LESS_THAN;
    c->has_high = r == SAYSO_RELATION_EQ || r == SAYSO_RELATION_ABOUT || r == SAYSO_RELATION_BETWEEN || !c->has_low;
    c->low = c->has_low ? low : 0;
    c->high = c->has_high ? high : 0;
}

/* ---- ranges ------------------------------------------------------------------------------------------------------ */
/* The second number of a range: "10 to 12", "10-12", "10 or 12", "between 10 and 12". */
static bool second_at(const struct report_work *w, const struct amount_phrase *p, uint32_t end, bool opened,
                      struct amount_number *second) {
    uint32_t t = p->first.end;
    if (t + 2 < end && amount_is_char(w, t, '-') && w->tokens[t].glued && report_token_is(w, t + 1, "to"))
        t++; /* "17- to 19-year-olds" */
    if (t + 1 >= end || p->first.vague || p->first.fraction || !amount_word_of(w, t, AMOUNT_JOIN)) return false;
    bool dash = !report_token_is(w, t, "to") && !report_token_is(w, t, "or") && !report_token_is(w, t, "and");
    if (report_token_is(w, t, "and") && !opened) return false;
    if (dash && w->tokens[t].glued != w->tokens[t + 1].glued) return false;
    uint32_t at = t + 1;
    const struct amount_word *row;
    if (p->unit || opened) at += amount_words_at(w, at, end, AMOUNT_BEFORE, &row); /* "$5 to $10" */
    if (!amount_number_at(w, at, end, second) || second->vague || second->fraction || second->ordinal != p->first.ordinal)
        return false;
    return true;
}

static void take_range(const struct report_work *w, uint32_t end, bool opened, struct amount_phrase *p, double *high) {
    struct amount_number second = no_number;
    if (!second_at(w, p, end, opened, &second)) return;
    /* "from 12 to 34" is a range only of something that follows; else something rose or fell. */
    bool from = opened && p->first.beg > 0 && report_token_is(w, p->first.beg - 1, "from") && p->kind == AMOUNT_IS_COUNT;
    if (from && !(second.end < end && (who_pos(w, second.end, "NOUN") || who_pos(w, second.end, "ADJ")))) return;
    double low = p->first.value, ratio = second.value;
    while (ratio >= 1000 && low > 0 && low < 1000 && ratio / 1000 >= low) ratio /= 1000; /* "2 to 3 million" */
    bool scaled = p->first.digits && !second.digits && ratio != second.value && ratio > low;
    if (scaled) low *= second.value / ratio;
    bool dash = p->first.end + 1 == second.beg && amount_is_char(w, p->first.end, '-');
    bool vote =
        second.value <= low && !opened && !p->bound && p->first.end + 1 == second.beg && report_token_is(w, p->first.end, "to");
    if (vote) { /* "5 to 4" */
        p->kind = AMOUNT_IS_NOTHING;
        p->end = p->last = second.end;
        return;
    }
    if (second.value <= low && (!dash || p->bound || p->kind != AMOUNT_IS_COUNT))
        return; /* with a hyphen it is a score, which amount_is_not drops */
    p->last = p->end = second.end;
    p->range = true;
    p->first.value = low;
    *high = second.value;
    p->count.relation = SAYSO_RELATION_BETWEEN;
}

/* ---- units ------------------------------------------------------------------------------------------------------- */
static bool take_unit(const struct report_work *w, uint32_t end, enum amount_class c, enum amount_kind kind,
                      struct amount_phrase *p) {
    const struct amount_word *row;
    uint32_t of = p->first.vague && p->last < end && report_token_is(w, p->last, "of"); /* "hundreds of pounds" */
    uint32_t n = amount_words_at(w, p->last + of, end, c, &row);
    if (!n) return false;
    if (p->first.vague && n == 1 && span_len(w->tokens[p->last + of].at) < 3) return false; /* "several m-19 columns" */
    n += of;
    p->kind = kind;
    p->unit = row->note;
    p->end = p->last + n;
    if (c != AMOUNT_MONEY || row->value == 1) return true;
    p->count.low *= row->value;
    p->count.high *= row->value;
    return true;
}

/* A noun glued to the number by a hyphen: "12-member", "three-car". */
static uint32_t noun_behind_hyphen(const struct report_work *w, const struct amount_phrase *p, uint32_t end) {
    bool hyphen = p->last < end && amount_is_char(w, p->last, '-') && glued_pair(w, p->last, end);
    if (!hyphen || p->first.vague ||
        !(who_pos(w, p->last + 1, "NOUN") || who_pos(w, p->last + 1, "ADJ") || who_pos(w, p->last + 1, "VERB")))
        return UINT32_MAX;
    return p->last + 1;
}

static void take_units(const struct report_work *w, uint32_t t, uint32_t end, struct amount_phrase *p) {
    static const struct {
        enum amount_class c;
        enum amount_kind kind;
    } units[] = {{AMOUNT_YEARS_OLD, AMOUNT_IS_AGE},   {AMOUNT_MONTHS_OLD, AMOUNT_IS_AGE}, {AMOUNT_TIME, AMOUNT_IS_NOTHING},
                 {AMOUNT_PERCENT, AMOUNT_IS_PERCENT}, {AMOUNT_MONEY, AMOUNT_IS_MONEY},    {AMOUNT_MEASURE, AMOUNT_IS_MEASURE}};
    (void)t;
    if (p->kind == AMOUNT_IS_NOTHING) return;
    if (p->kind == AMOUNT_IS_MONEY) {
        const struct amount_word *row; /* "$5 dollars", "$5 US" */
        p->end = p->last + amount_words_at(w, p->last, end, AMOUNT_MONEY, &row);
        return;
    }
    if (p->first.suffix) {
        p->kind = strcmp(p->first.suffix, "%") == 0 ? AMOUNT_IS_PERCENT : AMOUNT_IS_MEASURE;
        p->unit = p->first.suffix;
        return;
    }
    if (p->first.ordinal || p->first.fraction) return;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (take_unit(w, end, units[i].c, units[i].kind, p)) break;
    if (p->kind == AMOUNT_IS_AGE && !p->unit) p->unit = NULL;
    if (p->kind == AMOUNT_IS_COUNT) p->glued_noun = noun_behind_hyphen(w, p, end);
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */
/* "no one", "none"; "no injuries" where the noun is one of those that are counted. */
static bool zero_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_phrase *p) {
    uint32_t n = amount_words_at(w, t, end, AMOUNT_ZERO, NULL);
    if (!n && amount_words_at(w, t, end, AMOUNT_NO, NULL)) {
        uint32_t noun = t + 1;
        while (noun < end && noun < t + 4 && (who_pos(w, noun, "ADJ") || who_rel(w, noun, "compound"))) noun++;
        bool counted =
            noun < end && (amount_word_of(w, noun, AMOUNT_COUNTED) || (amount_is_person(w, noun) && amount_is_plural(w, noun)));
        for (uint32_t i = t + 1; !counted && i < noun; i++) counted = amount_word_of(w, noun = i, AMOUNT_COUNTED) != NULL;
        n = counted;
    }
    if (!n) return false;
    *p = (struct amount_phrase){.beg = t, .end = t + n, .last = t + n, .zero = true, .glued_noun = UINT32_MAX};
    p->first = (struct amount_number){.beg = t, .end = t + n, .has_value = true};
    p->count = (sayso_count){.relation = SAYSO_RELATION_EQ, .has_low = true, .has_high = true};
    return true;
}

bool amount_phrase_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_phrase *p) {
    struct bounds b = bounds_at(w, t, end);
    if (zero_at(w, t, end, p)) return true;
    *p = (struct amount_phrase){.beg = b.beg, .bound = b.any, .others = b.others, .glued_noun = UINT32_MAX};
    uint32_t at = b.end, n;
    uint32_t open = amount_words_at(w, at, end, AMOUNT_OPEN, NULL);
    if (open && !b.any) p->beg = at;
    at += open;
    uint32_t aged = amount_words_at(w, at, end, AMOUNT_AGED, NULL);
    if (aged) {
        p->kind = AMOUNT_IS_AGE;
        at += aged;
        struct bounds inner = bounds_at(w, at, end);
        if (inner.any) b = inner, p->bound = true, at = inner.end;
    }
    const struct amount_word *row = NULL;
    n = amount_words_at(w, at, end, AMOUNT_BEFORE, &row);
    if (n == 2 && !w->tokens[at + 1].glued) n = 0; /* "a $5 bill" is not Australian */
    if (n || (at < end && amount_sign_of(w, at, &row))) {
        p->kind = AMOUNT_IS_MONEY;
        p->unit = row->note;
        at += n;
    }
    if (!amount_number_at(w, at, end, &p->first)) return false;
    if (p->first.suffix && strcmp(p->first.suffix, "m") == 0 && p->kind == AMOUNT_IS_MONEY) {
        p->first.value *= 1e6;
        p->first.suffix = NULL;
    }
    p->last = p->end = p->first.end;
    p->count.relation = p->first.vague && !b.any ? p->first.relation : b.any ? b.relation : SAYSO_RELATION_EQ;
    if (p->first.vague && b.relation == SAYSO_RELATION_ABOUT) p->count.relation = p->first.relation;
    double high = p->first.value;
    sayso_relation before = p->count.relation;
    take_range(w, end, open > 0, p, &high);
    if (open && p->range && amount_is_char(w, p->first.end, '-') && !b.any && !aged) p->beg = p->first.beg;
    if (open && !p->range) { /* "from 12 villages": the number stands for itself */
        if (!b.any) p->beg = aged || row ? p->beg + open : p->first.beg;
    }
    if (p->range && p->bound && before != SAYSO_RELATION_ABOUT) p->count.relation = before;
    bound_behind(w, end, p);
    if (p->first.ordinal && p->kind == AMOUNT_IS_COUNT) p->kind = b.any || open ? AMOUNT_IS_NOTHING : AMOUNT_IS_ORDINAL;
    if (p->first.fraction) p->kind = AMOUNT_IS_PERCENT, p->unit = "%";
    settle(p, p->first.value, high);
    if (p->first.vague && !p->first.has_value) p->count.has_low = false;
    if (p->first.vague && (p->count.relation == SAYSO_RELATION_SOME || p->count.relation == SAYSO_RELATION_DOZENS))
        p->count.has_high = false;
    take_units(w, t, end, p);
    return true;
}
