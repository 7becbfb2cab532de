/* How many persons a noun phrase stands for. */
#include "facts_amounts_work.h"
#include <string.h>

#define NONE UINT32_MAX
enum { MOST_CONJUNCTS = 64, MOST_DEPTH = 4 };

static sayso_count exactly(double n) { return (sayso_count){SAYSO_RELATION_EQ, true, true, n, n}; }

sayso_count facts_count_sum(const sayso_count *a, const sayso_count *b) {
    sayso_count s = {.has_low = a->has_low || b->has_low,
                     .has_high = a->has_high && b->has_high,
                     .low = a->low + b->low,
                     .high = a->high + b->high};
    if (!s.has_high) s.high = 0;
    if (a->relation == b->relation && a->relation != SAYSO_RELATION_MORE_THAN && a->relation != SAYSO_RELATION_LESS_THAN)
        s.relation = a->relation;
    else if (s.has_high && (a->relation == SAYSO_RELATION_ABOUT || b->relation == SAYSO_RELATION_ABOUT))
        s.relation = SAYSO_RELATION_ABOUT;
    else if (s.has_low && s.has_high)
        s.relation = s.low == s.high ? SAYSO_RELATION_EQ : SAYSO_RELATION_BETWEEN;
    else
        s.relation = s.has_low ? SAYSO_RELATION_AT_LEAST : SAYSO_RELATION_AT_MOST;
    if (s.relation == SAYSO_RELATION_AT_MOST && s.has_low) s.relation = SAYSO_RELATION_BETWEEN;
    return s;
}

/* ---- amounts by their head --------------------------------------------------------------------------------------- */
/* First amount whose last token stands behind a token. */
static uint32_t amount_from(const struct facts_work *f, uint32_t token) {
    uint32_t lo = 0, hi = f->amount_notes.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->amount_notes.at[mid].end <= token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool is_count(const struct facts_work *f, uint32_t i) { return strcmp(f->amounts.at[i].kind, "count") == 0; }

/* Among amounts that touch tokens [beg, end): the one that counts `head`. */
static int32_t counting(const struct facts_work *f, uint32_t beg, uint32_t end, uint32_t head) {
    for (uint32_t i = amount_from(f, beg); i < f->amount_notes.n && f->amount_notes.at[i].beg < end; i++) {
        const struct amount_note *n = &f->amount_notes.at[i];
        if (is_count(f, i) && (n->head == head || n->number == head || (n->beg <= head && head < n->end))) return (int32_t)i;
    }
    return -1;
}

int32_t facts_amount_at(const struct facts_work *f, uint32_t head) {
    uint32_t beg, end;
    who_sentence(f->r, head, &beg, &end);
    return counting(f, beg, end, head);
}

/* ---- one conjunct -------------------------------------------------------------------------------------------------- */
static bool is_plural_form(const struct report_work *w, uint32_t t) {
    int32_t m = who_mention_at(w, t);
    return amount_is_plural(w, t) || (m >= 0 && w->mentions.at[m].head == t && w->mentions.at[m].plural);
}

/* Persons by a pronoun: "he" 1, "both" 2, "nobody" 0; "they" leaves it open. */
static bool count_pronoun(const struct report_work *w, uint32_t head, sayso_count *out) {
    static const struct {
        const char *form;
        int n;
    } rows[] = {{"both", 2},    {"nobody", 0},   {"none", 0}, {"neither", 0},
                {"someone", 1}, {"somebody", 1}, {"one", 1},  {"another", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (report_token_is(w, head, rows[i].form)) return *out = exactly(rows[i].n), true;
    const struct report_word *p = who_word(w, head, WORDS_PRONOUN);
    if (!p || p->number != 's' || p->sex == 'n' || p->use == USE_DEMONSTRATIVE) return false;
    *out = exactly(1);
    return true;
}

/* What the words before a noun say of number: 0 none, 1 singular, 2 both, -1 open ("every", "each", "any"). */
enum marked { MARKED_OPEN = -1, MARKED_NOT, MARKED_ONE, MARKED_BOTH, MARKED_ZERO };
static enum marked marked_by(const struct report_work *w, uint32_t beg, uint32_t head) {
    static const struct {
        const char *form;
        enum marked m;
    } rows[] = {{"a", MARKED_ONE},    {"an", MARKED_ONE},       {"another", MARKED_ONE}, {"both", MARKED_BOTH},
                {"no", MARKED_ZERO},  {"neither", MARKED_ZERO}, {"every", MARKED_OPEN},  {"each", MARKED_OPEN},
                {"any", MARKED_OPEN}, {"either", MARKED_OPEN},  {"many", MARKED_OPEN}};
    for (uint32_t i = beg; i < head; i++) {
        if (w->tokens[i].head != head) continue;
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            if (report_token_is(w, i, rows[k].form)) return rows[k].m;
    }
    return MARKED_NOT;
}

static bool is_name_of_person(const struct report_work *w, uint32_t head) {
    const char *label = report_name(w, head);
    if (strcmp(label, "B-person") == 0 || strcmp(label, "I-person") == 0) return true;
    int32_t m = who_mention_at(w, head);
    return m >= 0 && w->mentions.at[m].form == MENTION_NAME && w->mentions.at[m].kind == SAYSO_ENTITY_PERSON &&
           !w->mentions.at[m].plural;
}

/* "a family of four", "a group of 12": the amount behind a noun for several. */
static int32_t amount_behind_of(const struct facts_work *f, uint32_t head, uint32_t end) {
    const struct report_word *row = who_word(f->r, head, WORDS_NOUN);
    if (row && row->kind == SAYSO_ENTITY_PERSON) return -1; /* "a mother of three" */
    if (head + 2 > end || !report_token_is(f->r, head + 1, "of")) return -1;
    uint32_t i = amount_from(f, head + 1);
    if (i >= f->amounts.n || f->amount_notes.at[i].beg > head + 2 || f->amount_notes.at[i].beg >= end || !is_count(f, i))
        return -1;
    return (int32_t)i;
}

/* "a 17-year-old": its own last word stands for somebody. */
static bool is_aged(const struct report_work *w, uint32_t head) {
    return head > 1 && report_token_is(w, head, "old") && w->tokens[head].glued && report_token_is(w, head - 2, "year");
}

static bool count_one(const struct facts_work *f, uint32_t beg, uint32_t end, uint32_t head, sayso_count *out) {
    const struct report_work *w = f->r;
    const struct amount_word *group = amount_word_of(w, head, AMOUNT_GROUP);
    int32_t i = group ? -1 : counting(f, beg, end, head);
    if (i < 0) i = amount_behind_of(f, head, end);
    if (i >= 0) {
        const struct amount_note *n = &f->amount_notes.at[i];
        *out = f->amounts.at[i].count;
        return n->persons || n->head == NONE;
    }
    if (who_pos(w, head, "PRON") || (w->tokens[head].at.end && who_word(w, head, WORDS_PRONOUN) && beg + 1 == end))
        return count_pronoun(w, head, out);
    if (report_token_is(w, head, "both")) return *out = exactly(2), true;
    if (is_name_of_person(w, head)) return *out = exactly(1), true;
    enum marked m = marked_by(w, beg, head);
    if (m == MARKED_OPEN) return false;
    if (m == MARKED_BOTH) return *out = exactly(2), true;
    if (m == MARKED_ZERO) return *out = exactly(0), true;
    if (group) return *out = exactly(group->value), true;
    if (m == MARKED_ONE && beg + 2 == end && who_pos(w, head, "ADJ") && !amount_is_plural(w, head))
        return *out = exactly(1), true;
    if (is_aged(w, head)) return *out = exactly(1), true;
    if (!amount_is_person(w, head) || is_plural_form(w, head)) return false;
    const struct report_word *row = who_word(w, head, WORDS_NOUN);
    if (row && row->number == '-' && m != MARKED_ONE) return false;
    *out = exactly(1);
    return true;
}

/* A number that counts a noun behind it is no conjunct of its own, whatever the syntax says. */
static bool counts_another(const struct facts_work *f, uint32_t token, uint32_t end) {
    uint32_t i = amount_from(f, token);
    if (i >= f->amount_notes.n || f->amount_notes.at[i].beg > token) return false;
    const struct amount_note *n = &f->amount_notes.at[i];
    return n->head != NONE && n->head >= n->end && n->head < end;
}

/* ---- coordination -------------------------------------------------------------------------------------------------- */
/* Where the phrase of a conjunct begins: behind the conjunct before it. */
static uint32_t conjunct_start(const struct report_work *w, uint32_t from, uint32_t conjunct) {
    uint32_t beg = conjunct;
    while (beg > from && !who_pos(w, beg - 1, "CCONJ") && !amount_is_char(w, beg - 1, ',') && !amount_is_char(w, beg - 1, ';'))
        beg--;
    return beg;
}

static bool is_nominal(const struct report_work *w, uint32_t t) {
    return who_pos(w, t, "NOUN") || who_pos(w, t, "PROPN") || who_pos(w, t, "PRON") || who_pos(w, t, "NUM") ||
           amount_word_of(w, t, AMOUNT_COUNTED) || amount_word_of(w, t, AMOUNT_STATE) || amount_word_of(w, t, AMOUNT_OTHER);
}

/* The head, or where the syntax names a word that can be none ("least" of "at least three soldiers"), the next that can. */
static uint32_t nominal_head(const struct report_work *w, uint32_t beg, uint32_t end, uint32_t head) {
    if (is_nominal(w, head)) return head;
    for (uint32_t i = beg; i < end; i++)
        if (is_nominal(w, i) && (w->tokens[i].head < beg || w->tokens[i].head >= end || w->tokens[i].head == i)) return i;
    return head;
}

bool facts_count_of(const struct facts_work *f, uint32_t beg, uint32_t end, uint32_t head, sayso_count *out) {
    const struct report_work *w = f->r;
    if (head < beg || head >= end || end > w->n_tokens) return false;
    uint32_t heads[MOST_CONJUNCTS], n = 0;
    heads[n++] = head = nominal_head(w, beg, end, head);
    for (uint32_t i = head + 1; i < end && n < MOST_CONJUNCTS;
         i++) { /* conj of one that is in already, or one that hangs on nothing */
        if (w->tokens[i].head == i && who_pos(w, i, "NOUN") && amount_is_person(w, i)) heads[n++] = i;
        if (!who_rel(w, i, "conj") || counts_another(f, i, end)) continue;
        for (uint32_t k = 0; k < n; k++)
            if (w->tokens[i].head == heads[k]) {
                heads[n++] = i;
                break;
            }
    }
    sayso_count sum = exactly(0);
    bool known = false, open = false;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t from = k ? conjunct_start(w, heads[k - 1] + 1, heads[k]) : beg,
                 to = k + 1 < n ? conjunct_start(w, heads[k] + 1, heads[k + 1]) : end;
        sayso_count one;
        if (count_one(f, from, to, heads[k], &one)) {
            sum = known ? facts_count_sum(&sum, &one) : one;
            known = true;
        } else if (amount_is_person(w, heads[k]))
            open = true;
    }
    if (known && open) {
        static const sayso_count some = {SAYSO_RELATION_AT_LEAST, true, false, 1, 0};
        sum = facts_count_sum(&sum, &some);
    }
    if (known) *out = sum;
    return known;
}
