/* Words -> lexemes: for each word, all that it (and what follows) may be in a time expression. Words of data/times.tsv by
 * binary search; numbers, years, decades, clock times and dates in figures by their form. One pass over the text. */
#include "base_utf8.h"
#include "facts_times.h"
#include <ctype.h>

enum { WIDEST = 32, MOST_NUMBER = 999999999 };

struct lexer {
    struct report_work *w;
    struct lexemes *out;
    uint32_t t, limit; /* the word, and the end of its block */
    bool failed;
};

static const char *word_at(const struct lexer *x, uint32_t t, uint32_t *n) {
    span at = x->w->tokens[t].at;
    *n = span_len(at);
    return x->w->text->utf8 + at.beg;
}

/* A word in small letters, curly apostrophes and long dashes made plain; 0: longer than any of the table's. */
static uint32_t lower_word(const struct lexer *x, uint32_t t, char low[WIDEST]) {
    uint32_t n;
    const char *s = word_at(x, t, &n);
    if (n >= WIDEST) return 0;
    if (n == 3 && s[0] == '\xe2' && s[1] == '\x80') {
        low[0] = s[2] == '\x98' || s[2] == '\x99' ? '\'' : s[2] >= '\x90' && s[2] <= '\x95' ? '-' : '?';
        n = 1;
    } else
        for (uint32_t i = 0; i < n; i++) low[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
    low[n] = 0;
    return n;
}

static bool is_word(const struct lexer *x, uint32_t t, const char *lower) {
    char low[WIDEST];
    return t < x->limit && lower_word(x, t, low) && strcmp(low, lower) == 0;
}
static bool is_glued(const struct lexer *x, uint32_t t) { return t < x->limit && x->w->tokens[t].glued; }
/* A mark that sticks to the words on both sides of it. */
static bool is_joint(const struct lexer *x, uint32_t t, const char *mark) {
    return is_glued(x, t) && is_glued(x, t + 1) && is_word(x, t, mark);
}

static void put(struct lexer *x, struct lexeme l) {
    if (!VEC_PUSH(x->w->scratch, x->out->all, l)) x->failed = true;
}

/* Figures alone: their value, -1 otherwise or past MOST_NUMBER. */
static int32_t figures(const struct lexer *x, uint32_t t, uint32_t *digits) {
    uint32_t n;
    int32_t value = 0;
    if (t >= x->limit) return -1;
    const char *s = word_at(x, t, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9' || i == 9) return -1;
        value = value * 10 + s[i] - '0';
    }
    *digits = n;
    return value;
}

/* ---- words of the table ------------------------------------------------------------------------------------------- */
static uint32_t first_row(const char *low) {
    uint32_t lo = 0, hi = time_tables.n_words;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(time_tables.words[mid].first, low) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool rest_is(const struct lexer *x, const char *rest) {
    for (uint32_t t = x->t + 1; *rest; t++) {
        char low[WIDEST];
        uint32_t n = (uint32_t)strcspn(rest, " ");
        if (t >= x->limit || lower_word(x, t, low) != n || memcmp(low, rest, n) != 0) return false;
        rest += n + (rest[n] == ' ');
    }
    return true;
}

static bool is_number_beside(const struct lexer *x, uint32_t t) {
    uint32_t digits;
    int32_t v = figures(x, t, &digits);
    return (v >= 1 && v <= 31) || (v >= 1000 && v < 3000 && digits == 4);
}

static bool begins_in_figure(const struct lexer *x, uint32_t t) {
    uint32_t n;
    return t < x->limit && isdigit((unsigned char)*word_at(x, t, &n));
}

/* Whether a day, a year or a preposition of time stands beside [t, t + n). One is there "on" a day, not "on" a month. */
static bool has_time_beside(const struct lexer *x, uint32_t t, uint32_t n, uint16_t kind) {
    static const char *const before[] = {"in",     "of",   "last",  "next",  "this", "since",   "until",  "till",
                                         "by",     "from", "early", "late",  "mid",  "through", "before", "after",
                                         "during", "to",   "each",  "every", "-",    "on",      NULL};
    uint32_t after = t + n + (is_word(x, t + n, ",") || is_word(x, t + n, "."));
    if (is_number_beside(x, after) || (t && is_number_beside(x, t - 1))) return true;
    for (const char *const *b = before; t && *b; b++)
        if (is_word(x, t - 1, *b)) return kind != TIME_MONTH || strcmp(*b, "on") != 0 || begins_in_figure(x, t + n);
    return false;
}

static bool is_verb(const struct lexer *x, uint32_t t) {
    const char *pos = report_pos(x->w, t);
    return strcmp(pos, "VERB") == 0 || strcmp(pos, "AUX") == 0;
}

/* Whether a word that is often no time ("may", "sun") is one here. */
static bool may_be_name(const struct lexer *x, const struct time_word *row) {
    if (row->flag == TIME_WORD_PLAIN) return true;
    uint32_t n;
    const char *s = word_at(x, x->t, &n);
    bool capital = *s >= 'A' && *s <= 'Z';
    if (x->out->cased && !capital) return false;
    if (x->out->cased && row->flag == TIME_WORD_CAPITAL) return true;
    return has_time_beside(x, x->t, row->n_words, row->kind) && !is_verb(x, x->t);
}

static void put_rows(struct lexer *x, const char *low) {
    for (uint32_t i = first_row(low); i < time_tables.n_words && strcmp(time_tables.words[i].first, low) == 0; i++) {
        const struct time_word *row = &time_tables.words[i];
        if (rest_is(x, row->rest) && may_be_name(x, row))
            put(x, (struct lexeme){.kind = row->kind, .n = row->n_words, .number = row->number, .code = row->code});
    }
}

/* ---- numbers ------------------------------------------------------------------------------------------------------ */
/* A number word's row of a class ("card", "scale"); NULL. */
static const struct time_word *number_word(const struct lexer *x, uint32_t t, uint16_t kind) {
    char low[WIDEST];
    if (t >= x->limit || !lower_word(x, t, low)) return NULL;
    for (uint32_t i = first_row(low); i < time_tables.n_words && strcmp(time_tables.words[i].first, low) == 0; i++)
        if (time_tables.words[i].kind == kind && !*time_tables.words[i].rest) return &time_tables.words[i];
    return NULL;
}

/* Below a hundred in words ("twenty-one"); words taken, 0: none. */
static uint32_t below_hundred(const struct lexer *x, uint32_t t, int32_t *value) {
    const struct time_word *tens = number_word(x, t, TIME_CARD);
    if (!tens) return 0;
    *value = tens->number;
    if (tens->number < 20) return 1;
    uint32_t next = t + 1 + (is_word(x, t + 1, "-") ? 1 : 0);
    const struct time_word *ones = number_word(x, next, TIME_CARD);
    if (!ones || ones->number < 1 || ones->number > 9) return 1;
    *value += ones->number;
    return next + 1 - t;
}

/* A number in words ("two hundred and ten", "a hundred"); words taken, 0: none. */
static uint32_t number_words(const struct lexer *x, uint32_t t, int32_t *value) {
    int64_t total = 0, part = 0;
    uint32_t at = t;
    int32_t v = 0;
    if (is_word(x, t, "a") && number_word(x, t + 1, TIME_SCALE)) part = 1, at = t + 1;
    for (uint32_t n; at < x->limit; at += n) {
        const struct time_word *scale = at > t ? number_word(x, at, TIME_SCALE) : NULL;
        if (scale) {
            n = 1;
            part *= scale->number;
            if (scale->number >= 1000) total += part, part = 0;
        } else {
            uint32_t and = at > t && is_word(x, at, "and") && number_word(x, at - 1, TIME_SCALE);
            if (at > t && !number_word(x, at - 1, TIME_SCALE)) break;
            n = below_hundred(x, at + and, &v);
            if (!n) break;
            n += and;
            part += v;
        }
        if (total + part > MOST_NUMBER) return 0;
    }
    *value = (int32_t)(total + part);
    return at - t;
}

/* A year in words ("nineteen ninety-six", "two thousand four" is a number); words taken, 0: none. */
static uint32_t year_words(const struct lexer *x, uint32_t t, int32_t *year) {
    int32_t low;
    const struct time_word *century = number_word(x, t, TIME_CARD);
    if (!century || century->number < 10 || century->number > 20) return 0;
    uint32_t next = t + 1 + (is_word(x, t + 1, "-") ? 1 : 0), n = below_hundred(x, next, &low);
    if (!n || low < 10) return 0;
    *year = century->number * 100 + low;
    return next + n - t;
}

static void put_number_words(struct lexer *x) {
    int32_t value;
    uint32_t n = year_words(x, x->t, &value);
    if (n) put(x, (struct lexeme){.kind = TIME_YEAR, .n = (uint8_t)n, .number = value});
    n = number_words(x, x->t, &value);
    if (!n || n > 16) return;
    put(x, (struct lexeme){.kind = TIME_NUM, .n = (uint8_t)n, .number = value});
    if (value >= 1000 && value < 3000 && n > 1) put(x, (struct lexeme){.kind = TIME_YEAR, .n = (uint8_t)n, .number = value});
    if (value >= 1 && value <= 12 && n == 1) put(x, (struct lexeme){.kind = TIME_HOUR, .n = 1, .number = value});
}

/* ---- figures ------------------------------------------------------------------------------------------------------ */
/* A number in figures with its groups and decimals: "1,200", "2.5", "5 1/2". */
static void put_number(struct lexer *x, int32_t value, uint32_t digits) {
    uint32_t t = x->t + 1, n;
    int32_t group;
    struct lexeme l = {.kind = TIME_NUM, .number = value};
    int64_t all = value;
    while (digits <= 3 && is_joint(x, t, ",") && (group = figures(x, t + 1, &n)) >= 0 && n == 3) {
        all = all * 1000 + group;
        t += 2;
        if (all > MOST_NUMBER) return;
    }
    l.number = (int32_t)all;
    if (is_joint(x, t, ".") && figures(x, t + 1, &n) >= 0) {
        uint32_t len;
        const char *s = word_at(x, t + 1, &len);
        l.half = len == 1 && *s == '5';
        if (!l.half && len < 6) l.code = arena_strndup(x->w->scratch, s, len);
        if (!l.half && !l.code) return;
        t += 2;
    } else if (figures(x, t, &n) == 1 && is_joint(x, t + 1, "/") && figures(x, t + 2, &n) == 2) {
        l.kind = TIME_HALVES;
        l.half = true;
        t += 3;
    }
    l.n = (uint8_t)(t - x->t);
    put(x, l);
}

/* "pm" at the end of a word of figures, or as a word of its own glued to them: hours to add, -1. */
static int32_t halves_of_day(const char *s, uint32_t n) {
    if (n != 2 || (s[1] | 32) != 'm') return -1;
    return (s[0] | 32) == 'a' ? 0 : (s[0] | 32) == 'p' ? 12 : -1;
}

static void put_clock_at(struct lexer *x, uint32_t end, int32_t h, int32_t m, int32_t s, bool second, int32_t add) {
    if (add >= 0 && (h < 1 || h > 12)) return;
    if (add >= 0) h = h % 12 + add;
    if (h > 24 || m > 59 || s > 59) return;
    put(x, (struct lexeme){.kind = TIME_CLOCK,
                           .n = (uint8_t)(end - x->t),
                           .number = h * 10000 + m * 100 + s,
                           .second = second,
                           .code = add >= 0 ? "set" : NULL});
}

/* Leading figures of a word, and where they end. */
static int32_t leading(const char *s, uint32_t n, uint32_t *end) {
    int32_t v = 0;
    uint32_t i = 0;
    while (i < n && i < 5 && s[i] >= '0' && s[i] <= '9') v = v * 10 + s[i++] - '0';
    *end = i;
    return v;
}

/* "10:35", "10:35:20", "7:15pm", "7.15pm". */
static void put_clock(struct lexer *x, int32_t hour) {
    uint32_t n, end;
    bool dot = is_joint(x, x->t + 1, ".");
    if (hour > 24 || (!dot && !is_joint(x, x->t + 1, ":"))) return;
    const char *s = word_at(x, x->t + 2, &n);
    int32_t minute = leading(s, n, &end), add = halves_of_day(s + end, n - end);
    if (end != 2 || (end < n && add < 0)) return;
    uint32_t t = x->t + 3, digits;
    if (dot) {
        char low[WIDEST];
        bool half = add >= 0 || (t < x->limit && lower_word(x, t, low) &&
                                 (halves_of_day(low, (uint32_t)strlen(low)) >= 0 || !strcmp(low, "a") || !strcmp(low, "p")));
        if (half) put_clock_at(x, t, hour, minute, 0, false, add);
        return;
    }
    if (add < 0 && is_joint(x, t, ":") && figures(x, t + 1, &digits) >= 0 && digits == 2)
        put_clock_at(x, t + 2, hour, minute, figures(x, t + 1, &digits), true, -1);
    else if (!is_joint(x, t, "."))
        put_clock_at(x, t, hour, minute, 0, false, add);
}

/* "2016-12-19" and "12/19/2016" (month first; the day where it can be no month). */
static void put_date(struct lexer *x, int32_t first, uint32_t digits) {
    uint32_t n2 = 0, n3 = 0;
    const char *mark = is_joint(x, x->t + 1, "-") ? "-" : "/";
    if (!is_joint(x, x->t + 1, mark) || !is_joint(x, x->t + 3, mark)) return;
    int32_t b = figures(x, x->t + 2, &n2), c = figures(x, x->t + 4, &n3);
    if (b < 0 || c < 0 || n2 > 2) return;
    if (digits == 4 && n3 <= 2 && *mark == '-' && calendar_is_date(first, b, c))
        put(x, (struct lexeme){.kind = TIME_ISO, .n = 5, .number = first * 10000 + b * 100 + c});
    if (digits > 2 || (n3 != 4 && n3 != 2) || *mark != '/') return;
    int32_t year = n3 == 4 ? c : c + (c < 50 ? 2000 : 1900), month = first > 12 ? b : first, day = first > 12 ? first : b;
    if (calendar_is_date(year, month, day))
        put(x, (struct lexeme){.kind = TIME_SLASH, .n = 5, .number = year * 10000 + month * 100 + day});
}

/* Figures that go on a number begun before ("1,200", "0.35"); "12,1998" is a day and a year. */
static bool is_inside_number(const struct lexer *x, uint32_t digits) {
    uint32_t n;
    if (x->t < 2 || !is_glued(x, x->t) || !is_glued(x, x->t - 1) || figures(x, x->t - 2, &n) < 0) return false;
    return is_word(x, x->t - 1, ".") || (is_word(x, x->t - 1, ",") && digits == 3);
}

static void put_figures(struct lexer *x, int32_t value, uint32_t digits) {
    if (is_inside_number(x, digits)) return;
    put_number(x, value, digits);
    if (digits <= 2 && value >= 1 && value <= 31) put(x, (struct lexeme){.kind = TIME_DAY, .n = 1, .number = value});
    if (digits <= 2 && value <= 24) put(x, (struct lexeme){.kind = TIME_HOUR, .n = 1, .number = value});
    if (digits == 4 && value >= 1000 && value < 3000) put(x, (struct lexeme){.kind = TIME_YEAR, .n = 1, .number = value});
    if (digits <= 2) put_clock(x, value);
    put_date(x, value, digits);
}

/* Figures with letters: "21st", "1990s", "10pm". */
static void put_mixed(struct lexer *x, const char *low, uint32_t n) {
    uint32_t end;
    int32_t v = leading(low, n, &end);
    const char *rest = low + end;
    if (!end || end > 4) return;
    if (end <= 2 && (!strcmp(rest, "st") || !strcmp(rest, "nd") || !strcmp(rest, "rd") || !strcmp(rest, "th")))
        put(x, (struct lexeme){.kind = TIME_ORD, .n = 1, .number = v});
    if (end == 4 && v >= 1000 && v < 3000 && v % 10 == 0 && !strcmp(rest, "s"))
        put(x, (struct lexeme){.kind = TIME_DECADE, .n = 1, .number = v});
    if (end <= 2 && halves_of_day(rest, n - end) >= 0) put_clock_at(x, x->t + 1, v, 0, 0, false, halves_of_day(rest, n - end));
}

/* "'98", "'90s"; "1990's" after its year. */
static void put_apostrophe(struct lexer *x) {
    uint32_t n, end;
    if (!is_word(x, x->t, "'") || !is_glued(x, x->t + 1)) return;
    if (x->t && x->w->tokens[x->t].glued && !is_word(x, x->t - 1, "-") && !is_word(x, x->t - 1, "(")) return;
    const char *s = word_at(x, x->t + 1, &n);
    int32_t v = leading(s, n, &end), year = v + (v < 30 ? 2000 : 1900);
    if (end != 2) return;
    if (n == 2) put(x, (struct lexeme){.kind = TIME_YY, .n = 2, .number = year});
    if (n == 3 && s[2] == 's' && v % 10 == 0) put(x, (struct lexeme){.kind = TIME_DECADE, .n = 2, .number = year});
}

static void lex_word(struct lexer *x) {
    char low[WIDEST];
    uint32_t n = lower_word(x, x->t, low), digits;
    if (!n) return;
    int32_t value = figures(x, x->t, &digits);
    if (value >= 0)
        put_figures(x, value, digits);
    else if (*low >= '0' && *low <= '9')
        put_mixed(x, low, n);
    else {
        put_rows(x, low);
        put_number_words(x);
        put_apostrophe(x);
    }
}

/* Whether capitals tell anything: the text has more small letters than capitals, and some capitals. */
static bool is_cased(const struct text *t) {
    uint64_t small = 0, capital = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        small += t->utf8[i] >= 'a' && t->utf8[i] <= 'z';
        capital += t->utf8[i] >= 'A' && t->utf8[i] <= 'Z';
    }
    return capital * 200 > small && small > capital;
}

sayso_code times_lex(struct report_work *w, struct lexemes *out) {
    struct lexer x = {.w = w, .out = out};
    out->cased = is_cased(w->text);
    out->first = ARENA_ARRAY(w->scratch, uint32_t, w->n_tokens + 1);
    if (!out->first) return error_set(w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    for (uint32_t t = 0; t < w->n_tokens; t++) {
        if (t >= x.limit)
            for (x.limit = t + 1; x.limit < w->n_tokens && w->tokens[x.limit].block == w->tokens[t].block;) x.limit++;
        x.t = t;
        out->first[t] = out->all.n;
        lex_word(&x);
        if (x.failed) return error_set(w->e, SAYSO_NOMEM, "facts", w->tokens[t].at.beg, "out of memory");
    }
    out->first[w->n_tokens] = out->all.n;
    return SAYSO_OK;
}
