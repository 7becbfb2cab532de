/* Numbers: figures ("1,200", "1.2 million", "22nd") and words ("twenty-two", "two hundred and six", "dozens"). */
#include "facts_amounts_work.h"
#include "base_utf8.h"
#include <string.h>

enum { MOST_PLACES = 15 };          /* figures that a double holds exactly */
static const double LARGEST = 1e15; /* no news counts more; the rest is noise */

static const char *bytes_of(const struct report_work *w, uint32_t t, uint32_t *n) {
    *n = span_len(w->tokens[t].at);
    return w->text->utf8 + w->tokens[t].at.beg;
}

bool amount_is_char(const struct report_work *w, uint32_t t, char c) {
    uint32_t n;
    const char *s = bytes_of(w, t, &n);
    return n == 1 && *s == c;
}

uint32_t amount_sign_of(const struct report_work *w, uint32_t t, const struct amount_word **row) {
    uint32_t n, len = 0;
    const char *s = bytes_of(w, t, &n);
    if (n < 2 || (unsigned char)*s < 0x80) return 0;
    utf8_at(s, n, &len);
    const struct amount_word *found = len < n && s[len] >= '0' && s[len] <= '9' ? amount_word(AMOUNT_BEFORE, s, len) : NULL;
    if (found && row) *row = found;
    return found ? len : 0;
}

/* Figures at the start of a token, behind a sign of money that the token begins with. */
static uint32_t places_of(const struct report_work *w, uint32_t t) {
    uint32_t n, k = amount_sign_of(w, t, NULL), sign = k;
    const char *s = bytes_of(w, t, &n);
    while (k < n && s[k] >= '0' && s[k] <= '9') k++;
    return k - sign;
}

bool amount_is_digits(const struct report_work *w, uint32_t t) {
    uint32_t n = span_len(w->tokens[t].at);
    return n && places_of(w, t) == n;
}

/* The token's figures behind those of `before`; false past what a double holds. */
static bool add_figures(const struct report_work *w, uint32_t t, uint32_t n, uint32_t *places, double *value) {
    const char *s = w->text->utf8 + w->tokens[t].at.beg + amount_sign_of(w, t, NULL);
    if (*places + n > MOST_PLACES) return false;
    for (uint32_t i = 0; i < n; i++) *value = *value * 10 + (s[i] - '0');
    *places += n;
    return true;
}

/* What stands behind the figures inside their token: "th", "k", "km". */
static bool take_suffix(const struct report_work *w, uint32_t t, struct amount_number *out) {
    char form[WHO_FORM];
    size_t n = who_lower(w, t, form), k = amount_sign_of(w, t, NULL);
    while (k < n && form[k] >= '0' && form[k] <= '9') k++;
    if (k == n) return true;
    out->digits = false;
    if (amount_word(AMOUNT_ORDINAL_SUFFIX, form + k, n - k)) return out->ordinal = true;
    const struct amount_word *row = amount_word(AMOUNT_SUFFIX, form + k, n - k);
    if (row && form[k] == 'm' && n - k == 1) {
        out->suffix = "m"; /* metres or millions: a currency before it tells */
        return true;
    }
    if (row) {
        out->value *= row->value;
        return true;
    }
    row = amount_word(AMOUNT_MEASURE, form + k, n - k);
    if (!row) row = amount_word(AMOUNT_PERCENT, form + k, n - k);
    out->suffix = row ? row->note : NULL;
    return row != NULL;
}

/* Figures, in groups of three behind commas, with decimals. */
static bool figures_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_number *out) {
    uint32_t n = places_of(w, t), places = 0;
    if (!n) return false;
    *out =
        (struct amount_number){.beg = t, .end = t + 1, .has_value = true, .digits = true, .n_digits = n > 99 ? 99 : (uint8_t)n};
    if (!add_figures(w, t, n, &places, &out->value)) return false;
    if (n + amount_sign_of(w, t, NULL) < span_len(w->tokens[t].at)) return take_suffix(w, t, out);
    while (n <= 3 && out->end + 1 < end && amount_is_char(w, out->end, ',') && w->tokens[out->end].glued &&
           w->tokens[out->end + 1].glued && places_of(w, out->end + 1) == 3) {
        uint32_t group = out->end + 1;
        if (!add_figures(w, group, 3, &places, &out->value)) return false;
        out->end += 2;
        out->digits = false;
        if (span_len(w->tokens[group].at) > 3) return take_suffix(w, group, out);
    }
    if (out->end + 1 < end && amount_is_char(w, out->end, '.') && w->tokens[out->end].glued && w->tokens[out->end + 1].glued &&
        places_of(w, out->end + 1)) {
        uint32_t part = out->end + 1, before = places;
        if (!add_figures(w, part, places_of(w, part), &places, &out->value)) return false;
        for (uint32_t i = before; i < places; i++) out->value /= 10;
        out->end += 2;
        out->digits = false;
        return take_suffix(w, part, out);
    }
    return true;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */
static uint32_t past_hyphen(const struct report_work *w, uint32_t t, uint32_t end) {
    bool hyphen = t + 1 < end && amount_is_char(w, t, '-') && w->tokens[t].glued && w->tokens[t + 1].glued;
    return hyphen ? t + 1 : t;
}

/* Below a hundred: "twelve", "twenty-two", "twenty-second". How many tokens; 0: none. */
static uint32_t small_at(const struct report_work *w, uint32_t t, uint32_t end, double *value, bool *ordinal) {
    const struct amount_word *row;
    *ordinal = false;
    if (t >= end) return 0;
    if ((row = amount_word_of(w, t, AMOUNT_UNIT)) || (row = amount_word_of(w, t, AMOUNT_TEEN))) {
        *value = row->value;
        return 1;
    }
    if ((row = amount_word_of(w, t, AMOUNT_ORDINAL))) {
        *value = row->value;
        *ordinal = true;
        return 1;
    }
    if (!(row = amount_word_of(w, t, AMOUNT_TEN))) return 0;
    *value = row->value;
    uint32_t next = past_hyphen(w, t + 1, end);
    if (next >= end) return 1;
    const struct amount_word *unit = amount_word_of(w, next, AMOUNT_UNIT);
    if (!unit && (unit = amount_word_of(w, next, AMOUNT_ORDINAL)) && unit->value < 10) *ordinal = true;
    if (!unit || unit->value >= 10) return 1;
    *value += unit->value;
    return next + 1 - t;
}

/* A multiplier: hundred, thousand, dozen; after a hyphen too. Its tokens with the hyphen. */
static uint32_t scale_at(const struct report_work *w, uint32_t t, uint32_t end, double *value) {
    static const enum amount_class classes[] = {AMOUNT_HUNDRED, AMOUNT_SCALE, AMOUNT_DOZEN};
    uint32_t at = past_hyphen(w, t, end);
    if (at >= end) return 0;
    for (int i = 0; i < 3; i++) {
        const struct amount_word *row = amount_word_of(w, at, classes[i]);
        if (row) return *value = row->value, at + 1 - t;
    }
    return 0;
}

/* "two and a half [million]" */
static void take_half(const struct report_work *w, uint32_t end, struct amount_number *out) {
    uint32_t n = report_words_are(w, out->end, "and a half");
    if (!n || out->ordinal || out->end + n > end) return;
    out->value += 0.5;
    out->end += n;
    out->digits = false;
}

/* Hundreds, thousands, ... behind a first part of `value`: "two [hundred and six thousand]". */
static void take_scales(const struct report_work *w, uint32_t end, struct amount_number *out) {
    double total = 0, current = out->value, scale, small;
    uint32_t n;
    bool ordinal;
    take_half(w, end, out);
    current = out->value;
    while (!out->ordinal && (n = scale_at(w, out->end, end, &scale))) {
        if (scale == 100 || scale == 12)
            current *= scale;
        else {
            total = current > 0 || total == 0 ? total + current * scale : total * scale; /* "a thousand million" */
            current = 0;
        }
        out->end += n;
        out->digits = false;
        uint32_t next = out->end < end && report_token_is(w, out->end, "and") ? out->end + 1 : out->end;
        if (scale == 12 || !(n = small_at(w, next, end, &small, &ordinal))) continue;
        current += small;
        out->ordinal = ordinal;
        out->end = next + n;
    }
    out->value = total + current;
}

/* "a hundred", "half a million", "a dozen", "half-dozen", "a half dozen". */
static bool article_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_number *out) {
    double value = 1, scale;
    uint32_t at = t;
    bool article = report_token_is(w, at, "a") || report_token_is(w, at, "an");
    if (article) at++;
    if (at < end && report_token_is(w, at, "half")) {
        value = 0.5;
        at++;
        if (!article && at < end && report_token_is(w, at, "a")) at++;
    } else if (!article)
        return false;
    if (at >= end || !scale_at(w, at, end, &scale)) return false;
    *out = (struct amount_number){.beg = t, .end = at, .value = value, .has_value = true};
    take_scales(w, end, out);
    return true;
}

/* "two-thirds", "a third", "half": a share, in percent. Only before "of", "the", a possessive. */
static bool fraction_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_number *out) {
    double count = 1;
    bool ordinal;
    uint32_t at = t, n = small_at(w, t, end, &count, &ordinal);
    if (n && !ordinal)
        at = past_hyphen(w, t + n, end);
    else if (report_token_is(w, t, "a"))
        at++;
    else if (!report_token_is(w, t, "half"))
        return false;
    const struct amount_word *row = at < end ? amount_word_of(w, at, AMOUNT_FRACTION) : NULL;
    if (!row || at + 1 >= end) return false;
    bool of = report_token_is(w, at + 1, "of") || (row->value == 0.5 && report_token_is(w, at + 1, "the"));
    if (!of || count * row->value > 1.01) return false;
    double share = count * row->value * 100;
    share = (double)(int64_t)(share * 10 + 0.5) / 10;
    *out = (struct amount_number){.beg = t, .end = at + 1, .value = share, .has_value = true, .fraction = true};
    return true;
}

/* "several", "dozens", "tens of thousands", "a few hundred". */
static bool vague_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_number *out) {
    const struct amount_word *row;
    uint32_t n = amount_words_at(w, t, end, AMOUNT_VAGUE, &row);
    if (!n) return false;
    *out = (struct amount_number){.beg = t,
                                  .end = t + n,
                                  .value = row->value,
                                  .has_value = row->has_value,
                                  .vague = true,
                                  .relation = (sayso_relation)row->relation};
    const struct amount_word *more;
    double scale;
    if (out->relation == SAYSO_RELATION_DOZENS && out->end + 1 < end && report_token_is(w, out->end, "of")) {
        uint32_t k = amount_words_at(w, out->end + 1, end, AMOUNT_VAGUE, &more);
        if (k && more->relation == SAYSO_RELATION_DOZENS && more->value >= 200) {
            out->value *= more->value / 2;
            out->end += 1 + k;
        }
    } else if (row->has_value && (n = scale_at(w, out->end, end, &scale))) {
        out->value *= scale;
        out->end += n;
        out->relation = SAYSO_RELATION_DOZENS;
        if (scale_at(w, out->end, end, &scale)) { /* "several hundred thousand" */
            out->value *= scale;
            out->end++;
        }
    }
    return true;
}

static bool number_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_number *out) {
    if (t >= end) return false;
    if (figures_at(w, t, end, out)) {
        take_scales(w, end, out);
        return true;
    }
    if (fraction_at(w, t, end, out) || vague_at(w, t, end, out) || article_at(w, t, end, out)) return true;
    double value;
    bool ordinal;
    uint32_t n = small_at(w, t, end, &value, &ordinal);
    if (!n) return false;
    *out = (struct amount_number){.beg = t, .end = t + n, .value = value, .has_value = true, .ordinal = ordinal};
    if (!ordinal) take_scales(w, end, out);
    return true;
}

bool amount_number_at(const struct report_work *w, uint32_t t, uint32_t end, struct amount_number *out) {
    return number_at(w, t, end, out) && out->value <= LARGEST;
}
