/* Readings -> dates and times of the day: an operation for each kind of rule (data/time_rules.tsv, third column). Counted from
 * the publication's date, or from the last date told of; where there is none, a value keeps X for what is not known
 * ("XXXX-WXX-1") or only says before or after (PAST_REF, FUTURE_REF), as TIMEX3 has it: nothing is taken from a clock. */
#include "facts_times.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- points ------------------------------------------------------------------------------------------------------- */
static struct point point_of(enum grain grain, int32_t year, int32_t month, int32_t day) {
    if (!calendar_is_date(year, month, day)) return (struct point){0};
    return (struct point){grain, calendar_day(year, month, day)};
}
static int32_t year_of(struct point p) {
    int32_t y, m, d;
    calendar_date(p.day, &y, &m, &d);
    return y;
}
static int32_t month_of(struct point p) {
    int32_t y, m, d;
    calendar_date(p.day, &y, &m, &d);
    return m;
}
static struct point day_point(int64_t day) {
    static const int64_t most = 2932896, least = -719162; /* 9999-12-31, 0001-01-01 */
    return day < least || day > most ? (struct point){0} : (struct point){GRAIN_DAY, (int32_t)day};
}

struct point times_shift(struct point p, enum grain grain, int64_t n) {
    int32_t y, m, d;
    if (!p.grain || n > 4000000 || n < -4000000) return (struct point){0};
    calendar_date(p.day, &y, &m, &d);
    struct point out = {0};
    int64_t month;
    switch (grain) {
    case GRAIN_YEAR:
        if (y + n >= 1 && y + n <= TIME_YEAR_MOST) out = point_of(grain, (int32_t)(y + n), 1, 1);
        break;
    case GRAIN_QUARTER:
    case GRAIN_MONTH:
        month = y * 12LL + m - 1 + n * (grain == GRAIN_QUARTER ? 3 : 1);
        if (grain == GRAIN_QUARTER) month -= month % 3;
        if (month >= 12 && month / 12 <= TIME_YEAR_MOST)
            out = point_of(grain, (int32_t)(month / 12), (int32_t)(month % 12) + 1, 1);
        break;
    case GRAIN_WEEK:
        out = day_point((int64_t)p.day - calendar_weekday(p.day) + 1 + 7 * n);
        if (out.grain) out.grain = GRAIN_WEEK;
        break;
    case GRAIN_DAY:
        out = day_point(p.day + n);
        break;
    case GRAIN_NONE:
        break;
    }
    return out;
}

const char *times_point_value(struct arena *a, struct point p) {
    int32_t y, m, d, week;
    if (!p.grain) return NULL;
    calendar_date(p.day, &y, &m, &d);
    switch (p.grain) {
    case GRAIN_YEAR:
        return arena_printf(a, "%04d", y);
    case GRAIN_QUARTER:
        return arena_printf(a, "%04d-Q%d", y, (m + 2) / 3);
    case GRAIN_MONTH:
        return arena_printf(a, "%04d-%02d", y, m);
    case GRAIN_WEEK:
        calendar_week(p.day, &y, &week);
        return arena_printf(a, "%04d-W%02d", y, week);
    default:
        return arena_printf(a, "%04d-%02d-%02d", y, m, d);
    }
}

/* ---- what operations share ---------------------------------------------------------------------------------------- */
struct op_work {
    struct times_work *t;
    const struct reading *r;
    struct found *out;
    struct arena *a;
};
static const struct lexeme *slot(const struct op_work *o, uint16_t kind) { return times_slot(o->r, kind, 0); }
static bool has_word(const struct op_work *o, const char *lower) { return times_word(o->t->w, o->r, lower) >= 0; }
static enum tense tense(const struct op_work *o) { return times_tense(o->t->w, &o->t->lex, o->r->beg, o->r->end); }
static void set_text(struct op_work *o, const char *value) { o->out->value = value; }

static void set_point(struct op_work *o, struct point p) {
    o->out->point = p;
    o->out->value = times_point_value(o->a, p);
}
/* A point, or where it leaves the calendar or nothing is known to count from, only which way it lies. */
static void set_or_vague(struct op_work *o, struct point p, int64_t n) {
    if (p.grain)
        set_point(o, p);
    else
        set_text(o, n < 0 ? "PAST_REF" : n > 0 ? "FUTURE_REF" : "PRESENT_REF");
}

/* The shift that a word before a unit tells: last -1, next 1, this 0; *is: there is such a word. */
static int32_t shift_word(const struct op_work *o, bool *is) {
    static const uint16_t kinds[] = {TIME_LAST, TIME_NEXT, TIME_THIS, TIME_PAST, TIME_PREVIOUS, TIME_COMING, TIME_CURRENT};
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct lexeme *l = slot(o, kinds[i]);
        *is = l != NULL;
        if (l) return l->number;
    }
    return 0;
}

/* Puts a part of the day ("TNI") behind the value. */
static void add_part(struct op_work *o, const char *code) {
    if (!o->out->value) return;
    o->out->value = strncmp(o->out->value, "P", 1) == 0 || strncmp(o->out->value, "F", 1) == 0
                        ? arena_printf(o->a, "XXXX-XX-XXT%s", code)
                        : arena_printf(o->a, "%sT%s", o->out->value, code);
    o->out->type = "TIME";
}

/* Of two days, one before now and one behind it, the one that the tense tells of; without tense the nearer one. A writer who
 * leaves the year out does not mean a day of almost a year ago when the same one is at hand: `near` days decide before tense. */
static int32_t by_tense(const struct op_work *o, int32_t before, int32_t after, int32_t near) {
    int32_t now = o->t->now.told.day;
    enum tense t = tense(o);
    if (after - now <= near) return t == TENSE_PAST && now - before < 290 ? before : after;
    if (t == TENSE_PAST) return before;
    if (t == TENSE_FUTURE) return after;
    return now - before <= after - now ? before : after;
}

/* The day that is being told of: the last one of this sentence, else now. */
static struct point day_told(const struct op_work *o, bool far) {
    const struct times_work *t = o->t;
    bool same = t->last.grain == GRAIN_DAY && (far || t->w->tokens[t->last_token].sentence == t->w->tokens[o->r->beg].sentence);
    if (same) return t->last;
    return t->now.known ? t->now.told : (struct point){0};
}

/* ---- days by number ----------------------------------------------------------------------------------------------- */
/* The year of a month (and day, 0: none) of which only these are told. */
static int32_t year_by_tense(const struct op_work *o, int32_t month, int32_t day) {
    struct point now = o->t->now.told;
    int32_t year = year_of(now), here = calendar_day(year, month, day ? day : 15);
    int32_t now_day = now.day;
    if (!day && month == month_of(now)) return year;
    if (here == now_day) return year;
    int32_t before = here < now_day ? year : year - 1;
    if (before < 1 || before + 1 > TIME_YEAR_MOST) return year;
    int32_t d = day ? day : 15;
    int32_t pick = by_tense(o, calendar_day(before, month, d), calendar_day(before + 1, month, d), day ? 75 : 45);
    return pick == calendar_day(before, month, d) ? before : before + 1;
}

/* "last April", "next March": the nearest such month before or behind now's. */
static int32_t year_by_shift(const struct op_work *o, int32_t month, int32_t shift) {
    struct point now = o->t->now.told;
    int32_t year = year_of(now), here = month_of(now);
    if (shift < 0) return month < here ? year : year - 1;
    if (shift > 0) return month > here ? year : year + 1;
    return year;
}

static void set_date_of(struct op_work *o, int32_t year, int32_t month, int32_t day, const char *code) {
    if (!month)
        set_point(o, point_of(GRAIN_YEAR, year, 1, 1));
    else
        set_point(o, point_of(day ? GRAIN_DAY : GRAIN_MONTH, year, month, day ? day : 1));
    if (code && o->out->value) add_part(o, code);
}

static void set_partial(struct op_work *o, int32_t month, int32_t day) {
    if (!month)
        set_text(o, "XXXX");
    else if (day)
        set_text(o, arena_printf(o->a, "XXXX-%02d-%02d", month, day));
    else
        set_text(o, arena_printf(o->a, "XXXX-%02d", month));
}

static void add_clock(struct op_work *o);

static void op_date(struct op_work *o) {
    const struct lexeme *iso = slot(o, TIME_ISO), *year = slot(o, TIME_YEAR), *month = slot(o, TIME_MONTH);
    const struct lexeme *day = slot(o, TIME_DAY), *yy = slot(o, TIME_YY);
    if (!iso) iso = slot(o, TIME_SLASH);
    if (iso) {
        set_date_of(o, iso->number / 10000, iso->number / 100 % 100, iso->number % 100, NULL);
        return;
    }
    if (!day) day = slot(o, TIME_ORD);
    if (!year) year = yy;
    int32_t m = month ? month->number : 0, d = m && day ? day->number : 0;
    if (d > (m ? calendar_month_days(2000, m) : 0)) return; /* "May 40" */
    bool shifted;
    int32_t shift = shift_word(o, &shifted);
    if (year)
        set_date_of(o, year->number, m, d, NULL);
    else if (!o->t->now.known)
        set_partial(o, m, d);
    else if (shifted && (has_word(o, "year") || !m))
        set_date_of(o, year_of(o->t->now.told) + shift, m, d, NULL);
    else if (shifted)
        set_date_of(o, year_by_shift(o, m, shift), m, d, NULL);
    else
        set_date_of(o, year_by_tense(o, m, d), m, d, NULL);
    if (slot(o, TIME_CLOCK)) add_clock(o);
    if (o->r->rule->argument) o->out->mod = o->r->rule->argument;
}

/* The second day of "April 24 and 25": of the month and year of the first. */
static void op_nextday(struct op_work *o) {
    int32_t day = slot(o, TIME_DAY)->number, y, m, d;
    const sayso_time *before = &o->t->f->times.at[o->t->f->times.n - 1];
    if (o->t->last.grain == GRAIN_DAY && before->value[0] != 'X') {
        calendar_date(o->t->last.day, &y, &m, &d);
        set_point(o, point_of(GRAIN_DAY, y, m, day));
    } else
        set_text(o, arena_printf(o->a, "%.8s%02d", before->value, day));
}

static void op_weekof(struct op_work *o) {
    const struct lexeme *month = slot(o, TIME_MONTH), *day = slot(o, TIME_DAY);
    if (!o->t->now.known) {
        set_partial(o, month->number, day->number);
        return;
    }
    struct point p = point_of(GRAIN_DAY, year_by_tense(o, month->number, day->number), month->number, day->number);
    set_point(o, times_shift(p, GRAIN_WEEK, 0));
}

/* ---- days by name ------------------------------------------------------------------------------------------------- */
static struct point weekday_point(const struct op_work *o, int32_t weekday) {
    struct point now = slot(o, TIME_PREVIOUS) || has_word(o, "following") ? day_told(o, true) : o->t->now.told;
    bool shifted;
    int32_t shift = shift_word(o, &shifted);
    if (has_word(o, "following")) shift = 1, shifted = true;
    int32_t back = (calendar_weekday(now.day) - weekday + 7) % 7;
    if (has_word(o, "week")) return times_shift(times_shift(now, GRAIN_WEEK, shift), GRAIN_DAY, weekday - 1);
    if (shifted && shift < 0) return times_shift(now, GRAIN_DAY, back ? -back : -7);
    if (shifted && shift > 0) return times_shift(now, GRAIN_DAY, 7 - back);
    if (!back) return now;
    enum tense t = shifted ? TENSE_FUTURE : tense(o);
    bool ahead = t == TENSE_FUTURE || (t == TENSE_PRESENT && back > 3);
    int32_t day = ahead ? now.day + 7 - back : now.day - back;
    return times_shift(now, GRAIN_DAY, day - now.day);
}

static void set_weekday(struct op_work *o, int32_t weekday) {
    if (o->t->now.known)
        set_point(o, weekday_point(o, weekday));
    else
        set_text(o, arena_printf(o->a, "XXXX-WXX-%d", weekday));
}

static void op_weekday(struct op_work *o) {
    set_weekday(o, slot(o, TIME_WEEKDAY)->number);
    const struct lexeme *part = slot(o, TIME_PART);
    if (part) add_part(o, part->code);
}

static void op_weekdays(struct op_work *o) {
    const struct lexeme *day = slot(o, TIME_WEEKDAY), *part = slot(o, TIME_PART);
    if (!day) day = slot(o, TIME_WEEKDAYS);
    set_text(o, arena_printf(o->a, "XXXX-WXX-%d", day->number));
    const char *code = part ? part->code : has_word(o, "nights") ? "NI" : has_word(o, "mornings") ? "MO" : NULL;
    if (!code) code = has_word(o, "evenings") ? "EV" : has_word(o, "afternoons") ? "AF" : NULL;
    if (code && o->out->value) o->out->value = arena_printf(o->a, "%sT%s", o->out->value, code);
}

static void op_relday(struct op_work *o) {
    const struct lexeme *day = slot(o, TIME_RELDAY), *part = slot(o, TIME_PART), *tonight = slot(o, TIME_TONIGHT);
    int32_t n = (day ? day->number : 0) + (o->r->rule->argument ? atoi(o->r->rule->argument) : 0);
    const char *code = part ? part->code : tonight || has_word(o, "night") ? "NI" : NULL;
    set_or_vague(o, o->t->now.known ? times_shift(o->t->now.told, GRAIN_DAY, n) : (struct point){0}, n);
    if (code) add_part(o, code);
}

static void op_holiday(struct op_work *o) {
    const struct lexeme *h = slot(o, TIME_HOLIDAY), *year = slot(o, TIME_YEAR);
    if (year && year->number <= TIME_YEAR_MOST) {
        set_point(o, day_point(calendar_holiday(year->number, h->number, h->code)));
        return;
    }
    if (!o->t->now.known) {
        if (strcmp(h->code, "fixed") == 0)
            set_partial(o, h->number / 100, h->number % 100);
        else
            set_text(o, "XXXX-XX-XX");
        return;
    }
    int32_t now = o->t->now.told.day, y = year_of(o->t->now.told);
    bool shifted;
    int32_t shift = shift_word(o, &shifted), here = calendar_holiday(y, h->number, h->code);
    int32_t before = here <= now || y <= 1 ? here : calendar_holiday(y - 1, h->number, h->code);
    int32_t after = here >= now || y >= TIME_YEAR_MOST ? here : calendar_holiday(y + 1, h->number, h->code);
    set_point(o, day_point(!shifted ? by_tense(o, before, after, 30) : shift < 0 ? before : shift > 0 ? after : here));
}

/* ---- times of the day --------------------------------------------------------------------------------------------- */
static void set_day_told(struct op_work *o) {
    struct point p = day_told(o, false);
    if (p.grain)
        o->out->value = times_point_value(o->a, p);
    else
        set_text(o, "XXXX-XX-XX");
}

/* Sets the date of a time of the day by the words in the reading ("noon Thursday"). */
static void set_own_day(struct op_work *o) {
    const struct lexeme *weekday = slot(o, TIME_WEEKDAY), *relday = slot(o, TIME_RELDAY);
    if (weekday)
        set_weekday(o, weekday->number);
    else if (relday && o->t->now.known)
        set_point(o, times_shift(o->t->now.told, GRAIN_DAY, relday->number));
    else {
        set_day_told(o);
        o->out->no_date = true;
    }
}

/* Hours of the part of the day: "4 in the afternoon" is 16. */
static int32_t hours_of_part(const char *code, int32_t hour) {
    bool late = strcmp(code, "AF") == 0 || strcmp(code, "EV") == 0 || (strcmp(code, "NI") == 0 && hour >= 6);
    return late && hour < 12 ? hour + 12 : strcmp(code, "NI") == 0 && hour == 12 ? 24 : hour;
}

static void add_clock(struct op_work *o) {
    const struct lexeme *clock = slot(o, TIME_CLOCK), *hour = slot(o, TIME_HOUR), *ampm = slot(o, TIME_AMPM),
                        *part = slot(o, TIME_PART);
    const struct lexeme *midday = slot(o, TIME_MIDDAY), *num = slot(o, TIME_NUM);
    int32_t h = clock ? clock->number / 10000 : hour ? hour->number : midday ? midday->number / 100 : num ? num->number / 100 : 0;
    int32_t m = clock ? clock->number / 100 % 100 : num && !hour && !midday ? num->number % 100 : 0;
    if (ampm && h > 12) return;
    if (ampm && !(clock && clock->code)) h = h % 12 + ampm->number;
    if (part && !ampm) h = hours_of_part(part->code, h);
    if (h > 24 || m > 59 || !o->out->value) {
        o->out->value = NULL;
        return;
    }
    bool seconds = clock && clock->second;
    o->out->value = seconds ? arena_printf(o->a, "%sT%02d:%02d:%02d", o->out->value, h, m, clock->number % 100)
                            : arena_printf(o->a, "%sT%02d:%02d", o->out->value, h, m);
    o->out->type = "TIME";
}

static void op_clock(struct op_work *o) {
    set_own_day(o);
    add_clock(o);
}

static void op_part(struct op_work *o) {
    const struct lexeme *part = slot(o, TIME_PART);
    if (!part) part = slot(o, TIME_DAWN);
    struct point told = day_told(o, true);
    if (told.grain && !slot(o, TIME_WEEKDAY) && !slot(o, TIME_RELDAY))
        o->out->value = times_point_value(o->a, told); /* "in the morning": of the day told of */
    else
        set_own_day(o);
    if (part && o->out->value) add_part(o, part->code);
}

static void op_overnight(struct op_work *o) {
    bool back = o->t->now.known && tense(o) != TENSE_FUTURE;
    set_or_vague(o, o->t->now.known ? times_shift(o->t->now.told, GRAIN_DAY, back ? -1 : 0) : (struct point){0}, 0);
    add_part(o, "NI");
}

/* "the next morning": of the day after the last told of. */
static void op_thatday(struct op_work *o) {
    bool is;
    int32_t n = has_word(o, "next") || has_word(o, "following") ? 1 : shift_word(o, &is);
    struct point p = day_told(o, true);
    set_or_vague(o, times_shift(p, GRAIN_DAY, n), n);
    const struct lexeme *part = slot(o, TIME_PART);
    if (part) add_part(o, part->code);
}

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
        set_text(o, arena_printf(o->a, "%0*d", width, (int)(width == 3 ? year / 10 : year / 100)));
}

static void set_unit(struct op_work *o, const struct lexeme *unit, struct point from, int64_t n) {
    enum grain grain = grain_of(unit->code);
    if (grain == GRAIN_NONE) {
        set_text(o, arena_printf(o->a, "PT%d%s", unit->number, unit->code + 1));
        o->out->type = "DURATION";
    } else if (grain == GRAIN_YEAR && unit->number >= 10 && from.grain)
        set_digits(o, year_of(from) + n * unit->number, unit->number == 10 ? 3 : 2);
    else
        set_or_vague(o, times_shift(from, grain, n * unit->number), n);
}

static void op_unit(struct op_work *o) {
    const struct lexeme *unit = slot(o, TIME_UNIT);
    bool is;
    int32_t n = shift_word(o, &is);
    struct point now = o->t->now.known ? o->t->now.told : (struct point){0};
    if (!unit) { /* the words themselves: "the week", "this year" */
        static const struct lexeme week = {.number = 1, .code = "W"}, year = {.number = 1, .code = "Y"};
        unit = has_word(o, "week") ? &week : &year;
    }
    bool told = *unit->code == 'D' && (slot(o, TIME_NEXT) || slot(o, TIME_COMING) || slot(o, TIME_PAST));
    if (*unit->code == 'D' && slot(o, TIME_LAST)) return;
    set_unit(o, unit, told ? day_told(o, true) : now, n);
}

/* "that year", "the following month", "the day before": counted from the last date told of. */
static void op_that(struct op_work *o) {
    const struct lexeme *unit = slot(o, TIME_UNIT);
    int32_t n = has_word(o, "following") || has_word(o, "after") ? 1 : slot(o, TIME_PREVIOUS) || has_word(o, "before") ? -1 : 0;
    struct point from = o->t->last.grain ? o->t->last : (struct point){0};
    if (!from.grain && o->t->now.known) from = o->t->now.told;
    enum grain grain = grain_of(unit->code);
    if (grain > from.grain && from.grain != GRAIN_NONE && n) { /* the day before a year: no day to count from */
        set_text(o, n < 0 ? "PAST_REF" : "FUTURE_REF");
        return;
    }
    set_unit(o, unit, from, n);
}

/* "the second day": of what is told, as a rule the day that is reported on. */
static void op_ordday(struct op_work *o) { set_or_vague(o, day_told(o, false), 0); }

static void op_yearend(struct op_work *o) {
    const struct lexeme *unit = slot(o, TIME_UNIT);
    enum grain grain = grain_of(unit->code);
    if (grain < GRAIN_YEAR || unit->number != 1 || (grain != GRAIN_YEAR && grain != GRAIN_MONTH && grain != GRAIN_QUARTER))
        return;
    if (!o->t->now.known) {
        set_text(o, grain == GRAIN_YEAR ? "XXXX-12-31" : "XXXX-XX");
        return;
    }
    bool since = o->r->beg && report_token_is(o->t->w, o->r->beg - 1, "since");
    struct point next = times_shift(o->t->now.told, grain, since ? 0 : 1);
    set_or_vague(o, times_shift(next, GRAIN_DAY, -1), 1);
}

static void op_weekend(struct op_work *o) {
    if (!o->t->now.known) {
        set_text(o, "XXXX-WXX-WE");
        return;
    }
    bool shifted;
    int32_t shift = shift_word(o, &shifted), today = calendar_weekday(o->t->now.told.day);
    if (!shifted) shift = today >= 6 || tense(o) == TENSE_FUTURE ? 0 : -1;
    struct point week = times_shift(o->t->now.told, GRAIN_WEEK, shift);
    const char *value = times_point_value(o->a, week);
    if (value) set_text(o, arena_printf(o->a, "%s-WE", value));
    o->out->point = week;
}

/* ---- quarters, halves --------------------------------------------------------------------------------------------- */
static void set_quarter(struct op_work *o, int32_t quarter) {
    if (quarter < 4 || quarter / 4 > TIME_YEAR_MOST) return;
    o->out->quarter = quarter;
    set_text(o, arena_printf(o->a, "%04d-Q%d", quarter / 4, quarter % 4 + 1));
}
static int32_t quarter_now(const struct op_work *o) {
    struct point now = o->t->now.told;
    return year_of(now) * 4 + (month_of(now) - 1) / 3;
}

/* The year that words of a reading tell, or the one in which such a part of it was last (tense: comes next); -1: not known. */
static int32_t year_told(const struct op_work *o, int32_t part, int32_t now, int32_t parts) {
    const struct lexeme *year = slot(o, TIME_YEAR);
    bool shifted;
    int32_t shift = shift_word(o, &shifted);
    if (year) return year->number;
    if (!o->t->now.known) return -1;
    if (shifted || has_word(o, "year")) return now / parts + shift;
    /* Of the years around, the one whose part lies nearest; what was, not ahead; what will be, not long gone. */
    enum tense t = tense(o);
    int32_t first = t == TENSE_PAST ? now - parts + 1 : t == TENSE_FUTURE ? now - 1 : now - parts / 2;
    return first / parts + (part < first % parts);
}

static void op_quarter(struct op_work *o) {
    const struct lexeme *ord = slot(o, TIME_ORD);
    if (ord->number < 1 || ord->number > 4) return;
    int32_t year = year_told(o, ord->number - 1, o->t->now.known ? quarter_now(o) : 0, 4);
    if (year < 0)
        set_text(o, arena_printf(o->a, "XXXX-Q%d", ord->number));
    else
        set_quarter(o, year * 4 + ord->number - 1);
}

static void op_half(struct op_work *o) {
    const struct lexeme *ord = slot(o, TIME_ORD);
    if (ord->number < 1 || ord->number > 2) return;
    int32_t year = year_told(o, ord->number - 1, o->t->now.known ? quarter_now(o) / 2 : 0, 2);
    if (year < 0)
        set_text(o, arena_printf(o->a, "XXXX-H%d", ord->number));
    else if (year <= TIME_YEAR_MOST)
        set_text(o, arena_printf(o->a, "%04d-H%d", year, ord->number));
}

/* "the quarter": the last one told of; "the latest quarter": the last one that is over; "the 1988 quarter". */
static void op_thatquarter(struct op_work *o) {
    const struct lexeme *year = slot(o, TIME_YEAR);
    bool latest = has_word(o, "latest") && o->t->now.known, told = o->t->last_quarter >= 0 && !latest;
    int32_t quarter = told ? o->t->last_quarter : o->t->now.known ? quarter_now(o) - 1 : -1;
    if (quarter < 0)
        set_text(o, year ? arena_printf(o->a, "%04d-QX", year->number) : "XXXX-QX");
    else
        set_quarter(o, year ? year->number * 4 + quarter % 4 : quarter);
    if (year) o->out->quarter = -1;
}

/* "a year earlier", "the year-ago quarter": the quarter told of, or now, a year before. */
static void op_yearago(struct op_work *o) {
    const struct lexeme *ord = slot(o, TIME_ORD);
    bool known = o->t->now.known;
    int32_t told = o->t->last_quarter;
    if (known && told >= quarter_now(o)) told = quarter_now(o) - 1;
    if (ord && ord->number >= 1 && ord->number <= 4 && known)
        set_quarter(o, (year_told(o, ord->number - 1, quarter_now(o), 4) - 1) * 4 + ord->number - 1);
    else if (told >= 0 && (!o->t->last_is_year || has_word(o, "quarter")))
        set_quarter(o, told - 4);
    else
        set_or_vague(o, known ? times_shift(o->t->now.told, GRAIN_YEAR, -1) : (struct point){0}, -1);
    o->out->quarter = -1;
}

/* ---- seasons, decades, centuries ---------------------------------------------------------------------------------- */
static void op_season(struct op_work *o) {
    static const int32_t begins[] = {3, 6, 9, 12}; /* months; a winter is of the year it begins in */
    const struct lexeme *s = slot(o, TIME_SEASON), *year = slot(o, TIME_YEAR);
    int32_t y = year ? year->number : 0;
    if (!year && o->t->now.known) {
        bool shifted, past = has_word(o, "past") || slot(o, TIME_PAST);
        int32_t shift = shift_word(o, &shifted), month = month_of(o->t->now.told), begin = begins[s->number - 1];
        if (past) shift = -1;
        y = year_of(o->t->now.told);
        bool begun = month >= begin, over = month >= begin + 3;
        if (shift < 0)
            y -= over ? 0 : 1;
        else if (shift > 0)
            y += begun ? 1 : 0;
        else if (!shifted && !begun && tense(o) == TENSE_PAST)
            y -= 1;
        else if (!shifted && over && tense(o) == TENSE_FUTURE)
            y += 1;
    }
    if (y)
        set_text(o, arena_printf(o->a, "%04d-%s", y, s->code));
    else
        set_text(o, arena_printf(o->a, "XXXX-%s", s->code));
}

static void op_decade(struct op_work *o) { set_digits(o, slot(o, TIME_DECADE)->number, 3); }

static void op_century(struct op_work *o) {
    int32_t n = slot(o, TIME_ORD)->number;
    if (n >= 1 && n <= 30) set_text(o, arena_printf(o->a, "%02d", n - 1));
}

/* ---- ago ---------------------------------------------------------------------------------------------------------- */
static void ago_hours(struct op_work *o, const struct lexeme *unit, int64_t n) {
    const struct times_now *now = &o->t->now;
    int64_t hours = unit->code[1] == 'H' ? n : 0;
    if (!now->known || hours > 1000000) {
        set_text(o, "PAST_REF");
        return;
    }
    int64_t at = now->hour < 0 ? 0 : now->hour - hours, days = at >= 0 ? 0 : (at - 23) / 24;
    set_or_vague(o, times_shift(now->told, GRAIN_DAY, days), -1);
    if (now->hour >= 0 && unit->code[1] == 'H' && o->out->point.grain) {
        o->out->value = arena_printf(o->a, "%sT%02d", o->out->value, (int)(at - 24 * days));
        o->out->type = "TIME";
    }
}

static void op_ago(struct op_work *o) {
    const struct lexeme *n = slot(o, TIME_NUM), *unit = slot(o, TIME_UNITS);
    if (!n) n = slot(o, TIME_HALVES);
    if (!unit) unit = slot(o, TIME_UNIT);
    bool one = has_word(o, "a") || has_word(o, "an") || has_word(o, "one");
    if (!n && (slot(o, TIME_FEW) || !one)) {
        set_text(o, "PAST_REF");
        return;
    }
    int64_t count = (n ? n->number : 1) * (int64_t)unit->number;
    enum grain grain = grain_of(unit->code);
    struct point now = o->t->now.known ? o->t->now.told : (struct point){0};
    if (grain == GRAIN_NONE)
        ago_hours(o, unit, count);
    else if (n && n->half && grain == GRAIN_YEAR)
        set_or_vague(o, times_shift(now, GRAIN_MONTH, -count * 12 - 6), -1);
    else
        set_or_vague(o, times_shift(now, grain, -count), -1);
}

/* ---- the table of operations -------------------------------------------------------------------------------------- */
static void op_fixed(struct op_work *o) { set_text(o, o->r->rule->argument); }

typedef void (*op)(struct op_work *o);
static const op ops[] = {[TIME_OP_DATE] = op_date,
                         [TIME_OP_NEXTDAY] = op_nextday,
                         [TIME_OP_WEEKDAY] = op_weekday,
                         [TIME_OP_WEEKDAYS] = op_weekdays,
                         [TIME_OP_RELDAY] = op_relday,
                         [TIME_OP_PART] = op_part,
                         [TIME_OP_OVERNIGHT] = op_overnight,
                         [TIME_OP_THATDAY] = op_thatday,
                         [TIME_OP_CLOCK] = op_clock,
                         [TIME_OP_UNIT] = op_unit,
                         [TIME_OP_YEAREND] = op_yearend,
                         [TIME_OP_WEEKOF] = op_weekof,
                         [TIME_OP_THAT] = op_that,
                         [TIME_OP_WEEKEND] = op_weekend,
                         [TIME_OP_QUARTER] = op_quarter,
                         [TIME_OP_HALF] = op_half,
                         [TIME_OP_THATQUARTER] = op_thatquarter,
                         [TIME_OP_YEARAGO] = op_yearago,
                         [TIME_OP_SEASON] = op_season,
                         [TIME_OP_DECADE] = op_decade,
                         [TIME_OP_ORDDAY] = op_ordday,
                         [TIME_OP_CENTURY] = op_century,
                         [TIME_OP_AGO] = op_ago,
                         [TIME_OP_HOLIDAY] = op_holiday,
                         [TIME_OP_FIXED] = op_fixed};

/* The mod that a word of the reading gives. */
static const char *mod_of(const struct op_work *o) {
    static const uint16_t kinds[] = {TIME_EARLY, TIME_ENDOF, TIME_APPROX};
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (slot(o, kinds[i])) return slot(o, kinds[i])->code;
    return has_word(o, "earlier") ? "START" : has_word(o, "later") ? "END" : NULL;
}

bool times_value(struct times_work *t, const struct reading *r, struct found *out) {
    *out = (struct found){.type = r->rule->type, .quarter = -1};
    struct op_work o = {.t = t, .r = r, .out = out, .a = t->w->arena};
    out->mod = mod_of(&o);
    if (r->rule->op == TIME_OP_DURATION || r->rule->op == TIME_OP_OFTEN) return times_span_value(t, r, out);
    if (ops[r->rule->op]) ops[r->rule->op](&o);
    return true;
}
