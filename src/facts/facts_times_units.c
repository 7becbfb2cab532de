/* Operations of time rules: weeks, months, quarters, seasons, years, decades, and what is counted back from now. */
#include "facts_times_ops.h"

/* ---- weeks, months, years ----------------------------------------------------------------------------------------- */
static enum grain grain_of(const char *code) {
    switch (code[0]) {
    case 'D':
        return GRAIN_DAY;
    case 'W':
        return GRAIN_WEEK;
    case 'M':
        return GRAIN_MONTH;
    case 'Q':
        return GRAIN_QUARTER;
    case 'Y':
        return GRAIN_YEAR;
    default:
        return GRAIN_NONE;
    }
}

static void set_digits(struct op_work *o, int64_t year, int width) {
    if (year >= 0 && year <= TIME_YEAR_MOST)
        op_set_text(o, arena_printf(o->a, "%0*d", width, (int)(width == 3 ? year / 10 : year / 100)));
}

static void set_quarter(struct op_work *o, int32_t quarter) {
    if (quarter < 4 || quarter / 4 > TIME_YEAR_MOST) return;
    o->out->quarter = quarter;
    op_set_text(o, arena_printf(o->a, "%04d-Q%d", quarter / 4, quarter % 4 + 1));
}

static void set_unit(struct op_work *o, const struct lexeme *unit, struct point from, int64_t n) {
    enum grain grain = grain_of(unit->code);
    if (grain == GRAIN_NONE) {
        op_set_text(o, arena_printf(o->a, "PT%d%s", unit->number, unit->code + 1));
        o->out->type = "DURATION";
    } else if (grain == GRAIN_YEAR && unit->number >= 10 && from.grain)
        set_digits(o, times_year_of(from) + n * unit->number, unit->number == 10 ? 3 : 2);
    else
        op_set_or_vague(o, times_shift(from, grain, n * unit->number), n);
}

void times_op_unit(struct op_work *o) {
    const struct lexeme *unit = op_slot(o, TIME_UNIT);
    bool is;
    int32_t n = op_shift(o, &is);
    struct point now = o->t->now.known ? o->t->now.told : (struct point){0};
    if (!unit) { /* the words themselves: "the week", "this year" */
        static const struct lexeme week = {.number = 1, .code = "W"}, year = {.number = 1, .code = "Y"};
        unit = op_has_word(o, "week") ? &week : &year;
    }
    bool told = *unit->code == 'D' && (op_slot(o, TIME_NEXT) || op_slot(o, TIME_COMING) || op_slot(o, TIME_PAST));
    if (*unit->code == 'D' && op_slot(o, TIME_LAST)) return;
    set_unit(o, unit, told ? op_day_told(o, true) : now, n);
}

/* "that year", "the following month", "the day before": counted from the last date told of. */
void times_op_that(struct op_work *o) {
    const struct lexeme *unit = op_slot(o, TIME_UNIT);
    int32_t n = op_has_word(o, "following") || op_has_word(o, "after")  ? 1
                : op_slot(o, TIME_PREVIOUS) || op_has_word(o, "before") ? -1
                                                                        : 0;
    struct point from = o->t->last.grain ? o->t->last : (struct point){0};
    if (!from.grain && o->t->now.known) from = o->t->now.told;
    enum grain grain = grain_of(unit->code);
    if (grain == GRAIN_QUARTER && o->t->last_quarter >= 0) {
        set_quarter(o, o->t->last_quarter + n);
        return;
    }
    if (grain == GRAIN_DAY && o->t->last_day.grain) from = o->t->last_day;
    if (grain > from.grain && from.grain != GRAIN_NONE && n) { /* the day before a year: no day to count from */
        op_set_text(o, n < 0 ? "PAST_REF" : "FUTURE_REF");
        return;
    }
    set_unit(o, unit, from, n);
}

/* "the second day": of what is told, as a rule the day that is reported on. */
void times_op_ordday(struct op_work *o) { op_set_or_vague(o, op_day_told(o, false), 0); }

void times_op_yearend(struct op_work *o) {
    const struct lexeme *unit = op_slot(o, TIME_UNIT);
    enum grain grain = grain_of(unit->code);
    if (grain < GRAIN_YEAR || unit->number != 1 || (grain != GRAIN_YEAR && grain != GRAIN_MONTH && grain != GRAIN_QUARTER))
        return;
    if (!o->t->now.known) {
        op_set_text(o, grain == GRAIN_YEAR ? "XXXX-12-31" : "XXXX-XX");
        return;
    }
    bool since = o->r->beg && report_token_is(o->t->w, o->r->beg - 1, "since");
    struct point next = times_shift(o->t->now.told, grain, since ? 0 : 1);
    op_set_or_vague(o, times_shift(next, GRAIN_DAY, -1), 1);
}

void times_op_weekend(struct op_work *o) {
    if (!o->t->now.known) {
        op_set_text(o, "XXXX-WXX-WE");
        return;
    }
    bool shifted;
    int32_t shift = op_shift(o, &shifted), today = calendar_weekday(o->t->now.told.day);
    if (!shifted) shift = today >= 6 || op_tense(o) == TENSE_FUTURE ? 0 : -1;
    struct point week = times_shift(o->t->now.told, GRAIN_WEEK, shift);
    const char *value = times_point_value(o->a, week);
    if (value) op_set_text(o, arena_printf(o->a, "%s-WE", value));
    o->out->point = week;
}

/* ---- quarters, halves --------------------------------------------------------------------------------------------- */
static int32_t quarter_now(const struct op_work *o) {
    struct point now = o->t->now.told;
    return times_year_of(now) * 4 + (times_month_of(now) - 1) / 3;
}

/* The year that words of a reading tell, or the one in which such a part of it was last (tense: comes next); -1: not known. */
static int32_t year_told(const struct op_work *o, int32_t part, int32_t now, int32_t parts) {
    const struct lexeme *year = op_slot(o, TIME_YEAR);
    bool shifted;
    int32_t shift = op_shift(o, &shifted);
    if (year) return year->number;
    if (!o->t->now.known) return -1;
    if (shifted || op_has_word(o, "year")) return now / parts + shift;
    /* Of the years around, the one whose part lies nearest; what was, not ahead; what will be, not long gone. */
    enum tense t = op_tense(o);
    int32_t first = t == TENSE_PAST ? now - parts + 1 : t == TENSE_FUTURE ? now - 1 : now - parts / 2;
    return first / parts + (part < first % parts);
}

void times_op_quarter(struct op_work *o) {
    const struct lexeme *ord = op_slot(o, TIME_ORD);
    if (ord->number < 1 || ord->number > 4) return;
    int32_t year = year_told(o, ord->number - 1, o->t->now.known ? quarter_now(o) : 0, 4);
    if (year < 0)
        op_set_text(o, arena_printf(o->a, "XXXX-Q%d", ord->number));
    else
        set_quarter(o, year * 4 + ord->number - 1);
}

void times_op_half(struct op_work *o) {
    const struct lexeme *ord = op_slot(o, TIME_ORD);
    if (ord->number < 1 || ord->number > 2) return;
    int32_t year = year_told(o, ord->number - 1, o->t->now.known ? quarter_now(o) / 2 : 0, 2);
    if (year < 0)
        op_set_text(o, arena_printf(o->a, "XXXX-H%d", ord->number));
    else if (year <= TIME_YEAR_MOST)
        op_set_text(o, arena_printf(o->a, "%04d-H%d", year, ord->number));
}

/* "the quarter": the last one told of; "the latest quarter": the last one that is over; "the 1988 quarter". */
void times_op_thatquarter(struct op_work *o) {
    const struct lexeme *year = op_slot(o, TIME_YEAR);
    bool latest = op_has_word(o, "latest") && o->t->now.known, told = o->t->last_quarter >= 0 && !latest;
    int32_t quarter = told ? o->t->last_quarter : o->t->now.known ? quarter_now(o) - 1 : -1;
    if (quarter < 0)
        op_set_text(o, year ? arena_printf(o->a, "%04d-QX", year->number) : "XXXX-QX");
    else
        set_quarter(o, year ? year->number * 4 + quarter % 4 : quarter);
    if (year) o->out->quarter = -1;
}

/* "the quarter ended Aug. 31": the one of the calendar that most of it lies in. */
void times_op_endedquarter(struct op_work *o) {
    int32_t month = op_slot(o, TIME_MONTH)->number, day = op_slot(o, TIME_DAY)->number;
    if (day > calendar_month_days(2000, month)) return;
    if (!o->t->now.known) {
        op_set_text(o, "XXXX-QX");
        return;
    }
    struct point middle = times_day_point(calendar_day(op_year_by_tense(o, month, day), month, day) - 45);
    if (middle.grain) set_quarter(o, times_year_of(middle) * 4 + (times_month_of(middle) - 1) / 3);
}

/* "a year earlier", "the year-ago quarter": the quarter told of, or now, a year before. */
void times_op_yearago(struct op_work *o) {
    const struct lexeme *ord = op_slot(o, TIME_ORD);
    bool known = o->t->now.known;
    int32_t told = o->t->last_quarter;
    if (known && told >= quarter_now(o)) told = quarter_now(o) - 1;
    if (ord && ord->number >= 1 && ord->number <= 4 && known)
        set_quarter(o, (year_told(o, ord->number - 1, quarter_now(o), 4) - 1) * 4 + ord->number - 1);
    else if (told >= 0 && (!o->t->last_is_year || op_has_word(o, "quarter")))
        set_quarter(o, told - 4);
    else
        op_set_or_vague(o, known ? times_shift(o->t->now.told, GRAIN_YEAR, -1) : (struct point){0}, -1);
    o->out->quarter = -1;
}

/* ---- seasons, decades, centuries ---------------------------------------------------------------------------------- */
void times_op_season(struct op_work *o) {
    static const int32_t begins[] = {3, 6, 9, 12}; /* months; a winter is of the year it begins in */
    const struct lexeme *s = op_slot(o, TIME_SEASON), *year = op_slot(o, TIME_YEAR);
    int32_t y = year ? year->number : 0;
    if (!year && o->t->now.known) {
        bool shifted, past = op_has_word(o, "past") || op_slot(o, TIME_PAST);
        int32_t shift = op_shift(o, &shifted), month = times_month_of(o->t->now.told), begin = begins[s->number - 1];
        if (past) shift = -1;
        y = times_year_of(o->t->now.told);
        bool begun = month >= begin, over = month >= begin + 3;
        if (shift < 0)
            y -= over ? 0 : 1;
        else if (shift > 0)
            y += begun ? 1 : 0;
        else if (!shifted && !begun && op_tense(o) == TENSE_PAST)
            y -= 1;
        else if (!shifted && over && op_tense(o) == TENSE_FUTURE)
            y += 1;
    }
    if (y)
        op_set_text(o, arena_printf(o->a, "%04d-%s", y, s->code));
    else
        op_set_text(o, arena_printf(o->a, "XXXX-%s", s->code));
}

void times_op_decade(struct op_work *o) { set_digits(o, op_slot(o, TIME_DECADE)->number, 3); }

void times_op_century(struct op_work *o) {
    int32_t n = op_slot(o, TIME_ORD)->number;
    if (n >= 1 && n <= 30) op_set_text(o, arena_printf(o->a, "%02d", n - 1));
}

/* ---- ago ---------------------------------------------------------------------------------------------------------- */
static void ago_hours(struct op_work *o, const struct lexeme *unit, int64_t n) {
    const struct times_now *now = &o->t->now;
    int64_t hours = unit->code[1] == 'H' ? n : 0;
    if (!now->known || hours > 1000000) {
        op_set_text(o, "PAST_REF");
        return;
    }
    int64_t at = now->hour < 0 ? 0 : now->hour - hours, days = at >= 0 ? 0 : (at - 23) / 24;
    op_set_or_vague(o, times_shift(now->told, GRAIN_DAY, days), -1);
    if (now->hour >= 0 && unit->code[1] == 'H' && o->out->point.grain) {
        o->out->value = arena_printf(o->a, "%sT%02d", o->out->value, (int)(at - 24 * days));
        o->out->type = "TIME";
    }
}

void times_op_ago(struct op_work *o) {
    const struct lexeme *n = op_slot(o, TIME_NUM), *unit = op_slot(o, TIME_UNITS);
    if (!n) n = op_slot(o, TIME_HALVES);
    if (!unit) unit = op_slot(o, TIME_UNIT);
    bool one = op_has_word(o, "a") || op_has_word(o, "an") || op_has_word(o, "one");
    if (!n && (op_slot(o, TIME_FEW) || !one)) {
        op_set_text(o, "PAST_REF");
        return;
    }
    int64_t count = (n ? n->number : 1) * (int64_t)unit->number;
    enum grain grain = grain_of(unit->code);
    struct point now = o->t->now.known ? o->t->now.told : (struct point){0};
    if (grain == GRAIN_NONE)
        ago_hours(o, unit, count);
    else if (grain == GRAIN_YEAR && ((n && n->half) || op_has_word(o, "half")))
        op_set_or_vague(o, times_shift(now, GRAIN_MONTH, -count * 12 - 6), -1);
    else
        op_set_or_vague(o, times_shift(now, grain, -count), -1);
}
