/* Features of word pieces, the same as train/features.py makes them. */
#include "model_features.h"
#include "base_utf8.h"

/* Only Lu, Lt and Ll count as cased. */
static enum letter_case case_of(const char *s, uint32_t n) {
    uint32_t upper = 0, lower = 0, len;
    bool first_upper = false;
    for (uint32_t i = 0; i < n; i += len) {
        const uint32_t c = utf8_at(s + i, n - i, &len);
        const bool u = utf8_is_upper(c), l = !u && utf8_is_lower(c);
        if (u && !upper && !lower) first_upper = true;
        upper += u;
        lower += l;
    }
    if (!upper) return lower ? CASE_LOWER : CASE_NONE;
    if (first_upper && upper == 1) return CASE_CAPITAL;
    return lower ? CASE_MIXED : CASE_UPPER;
}

enum mark { NO_MARK, OPENS, CLOSES, EITHER, BACKTICK, APOSTROPHE };

static enum mark mark_of(const char *s, uint32_t n) {
    static const struct {
        const char *s;
        enum mark mark;
    } MARKS[] = {{"\"", EITHER}, {"`", BACKTICK}, {"'", APOSTROPHE}, {"“", OPENS}, {"„", OPENS},
                 {"‟", OPENS},   {"«", OPENS},    {"”", CLOSES},     {"»", CLOSES}};
    if (n > 3) return NO_MARK;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (strlen(MARKS[i].s) == n && !memcmp(MARKS[i].s, s, n)) return MARKS[i].mark;
    return NO_MARK;
}

static span word_span(const struct pieces *p, uint32_t word) {
    const uint32_t last = (word + 1 < p->n_words ? p->word[word + 1] : p->n) - 1;
    return span_of(p->at[p->word[word]].beg, p->at[last].end);
}

static bool breaks_before(const char *utf8, const struct pieces *p, uint32_t word) {
    if (!word) return true;
    const uint32_t end = word_span(p, word - 1).end, beg = p->at[p->word[word]].beg;
    return beg > end && memchr(utf8 + end, '\n', beg - end);
}

/* Two backticks or apostrophes side by side are one mark. */
static bool doubled(const char *utf8, const struct pieces *p, uint32_t word, enum mark mark) {
    if (word + 1 >= p->n_words) return false;
    const span next = word_span(p, word + 1);
    return next.beg == word_span(p, word).end && mark_of(utf8 + next.beg, span_len(next)) == mark;
}

static void fill_word(struct pieces *p, uint32_t word, enum letter_case kase, bool line, enum quote_place quote) {
    const uint32_t end = word + 1 < p->n_words ? p->word[word + 1] : p->n;
    for (uint32_t i = p->word[word]; i < end; i++) p->kase[i] = (uint8_t)kase, p->quote[i] = (uint8_t)quote;
    p->line[p->word[word]] = line;
}

bool features_fill(struct arena *arena, const char *utf8, struct pieces *p) {
    p->kase = ARENA_ARRAY(arena, uint8_t, p->n);
    p->line = ARENA_ARRAY(arena, uint8_t, p->n);
    p->quote = ARENA_ARRAY(arena, uint8_t, p->n);
    if (!p->kase || !p->line || !p->quote) return false;
    bool inside = false, second = false; /* second: of a doubled mark, whose place is already known */
    enum quote_place place = QUOTE_OUTSIDE;
    for (uint32_t w = 0; w < p->n_words; w++) {
        const span at = word_span(p, w);
        const bool line = breaks_before(utf8, p, w);
        enum mark mark = mark_of(utf8 + at.beg, span_len(at));
        if (line) inside = false;
        if (second) {
            second = false;
        } else {
            if (mark == BACKTICK || mark == APOSTROPHE) {
                second = doubled(utf8, p, w, mark);
                mark = !second ? NO_MARK : mark == BACKTICK ? OPENS : CLOSES;
            } else if (mark == EITHER) {
                mark = inside ? CLOSES : OPENS;
            }
            place = mark == OPENS ? QUOTE_OPENS : mark == CLOSES ? QUOTE_CLOSES : inside ? QUOTE_INSIDE : QUOTE_OUTSIDE;
            if (mark) inside = mark == OPENS;
        }
        fill_word(p, w, case_of(utf8 + at.beg, span_len(at)), line, place);
    }
    return true;
}
