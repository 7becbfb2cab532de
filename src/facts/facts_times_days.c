/* Operations of time rules: days by number and by name, holidays, times of the day. */
#include "facts_times_ops.h"
#include <stdlib.h>

enum { NEAR = 6 }; /* sentences in which a time of the day is still of the day told of */

/* ---- days by number ----------------------------------------------------------------------------------------------- */
/* The year of a month (and day, 0: none) of which only these are told. */
int32_t op_year_by_tense(const struct op_work *o, int32_t month, int32_t day) {
    struct point now = o->t->now.told;
    int32_t year = times_year_of(now), here = calendar_day(year, month, day ? day : 15);
    int32_t now_day = now.day;
    if (!day && month == times_month_of(now)) return year;
    if (here == now_day) return year;
    int32_t before = here < now_day ? year : year - 1;
    if (before < 1 || before + 1 > TIME_YEAR_MOST) return year;
    int32_t d = day ? day : 15;
    int32_t pick = op_by_tense(o, calendar_day(before, month, d), calendar_day(before + 1, month, d), day ? 75 : 45);
    return pick == calendar_day(before, month, d) ? before : before + 1;
}

/* "last April", "next March": the nearest such month before or behind now's. */
static int32_t year_by_shift(const struct op_work *o, int32_t month, int32_t shift) {
    struct point now = o->t->now.told;
    int32_t year = times_year_of(now), here = times_month_of(now);
    if (shift < 0) return month < here ? year : year - 1;
    if (shift > 0) return month > here ? year : year + 1;
    return year;
}

static void set_partial(struct op_work *o, int32_t month, int32_t day) {
    if (!month)
        op_set_text(o, "XXXX");
    else if (day)
        op_set_text(o, arena_printf(o->a, "XXXX-%02d-%02d", month, day));
    else
        op_set_text(o, arena_printf(o->a, "XXXX-%02d", month));
}

static void set_date_of(struct op_work *o, int32_t year, int32_t month, int32_t day, const char *code) {
    if (!month)
        op_set_point(o, times_point(GRAIN_YEAR, year, 1, 1));
    else
        op_set_point(o, times_point(day ? GRAIN_DAY : GRAIN_MONTH, year, month, day ? day : 1));
    if (!o->out->value && month == 2 && day == 29 && !op_slot(o, TIME_YEAR))
        set_partial(o, month, day); /* of a leap year, not this one */
    if (code && o->out->value) op_add_part(o, code);
}

static void add_clock(struct op_work *o);

void times_op_date(struct op_work *o) {
    const struct lexeme *iso = op_slot(o, TIME_ISO), *year = op_slot(o, TIME_YEAR), *month = op_slot(o, TIME_MONTH);
    const struct lexeme *day = op_slot(o, TIME_DAY), *yy = op_slot(o, TIME_YY);
    if (!iso) iso = op_slot(o, TIME_SLASH);
    if (iso) {
        set_date_of(o, iso->number / 10000, iso->number / 100 % 100, iso->number % 100, NULL);
        return;
    }
    if (!day) day = op_slot(o, TIME_ORD);
    if (!year) year = yy;
    int32_t m = month ? month->number : 0, d = m && day ? day->number : 0;
    if (d > (m ? calendar_month_days(2000, m) : 0)) return; /* "May 40" */
    bool shifted;
    int32_t shift = op_shift(o, &shifted);
    if (year)
        set_date_of(o, year->number, m, d, NULL);
    else if (!o->t->now.known)
        set_partial(o, m, d);
    else if (shifted && (op_has_word(o, "year") || !m))
        set_date_of(o, times_year_of(o->t->now.told) + shift, m, d, NULL);
    else if (shifted)
        set_date_of(o, year_by_shift(o, m, shift), m, d, NULL);
    else
        set_date_of(o, op_year_by_tense(o, m, d), m, d, NULL);
    if (op_slot(o, TIME_CLOCK) || op_slot(o, TIME_HOUR)) add_clock(o);
    if (o->r->rule->argument) o->out->mod = o->r->rule->argument;
}

/* The second day of "April 24 and 25": of the month and year of the first. */
void times_op_nextday(struct op_work *o) {
    int32_t day = op_slot(o, TIME_DAY)->number, y, m, d;
    const sayso_time *before = &o->t->f->times.at[o->t->f->times.n - 1];
    if (o->t->last.grain == GRAIN_DAY && before->value[0] != 'X') {
        calendar_date(o->t->last.day, &y, &m, &d);
        op_set_point(o, times_point(GRAIN_DAY, y, m, day));
    } else
        op_set_text(o, arena_printf(o->a, "%.8s%02d", before->value, day));
}

void times_op_weekof(struct op_work *o) {
    const struct lexeme *month = op_slot(o, TIME_MONTH), *day = op_slot(o, TIME_DAY);
    if (!o->t->now.known) {
        set_partial(o, month->number, day->number);
        return;
    }
    struct point p = times_point(GRAIN_DAY, op_year_by_tense(o, month->number, day->number), month->number, day->number);
    op_set_point(o, times_shift(p, GRAIN_WEEK, 0));
}

/* ---- days by name ------------------------------------------------------------------------------------------------- */
static bool is_before(const struct op_work *o, const char *lower) {
    return o->r->beg && report_token_is(o->t->w, o->r->beg - 1, lower);
}

static struct point weekday_point(const struct op_work *o, int32_t weekday) {
    struct point now = op_slot(o, TIME_PREVIOUS) || op_has_word(o, "following") || op_has_word(o, "that") ? op_day_told(o, true)
                                                                                                          : o->t->now.told;
    bool shifted;
    int32_t shift = op_shift(o, &shifted);
    if (op_has_word(o, "following")) shift = 1, shifted = true;
    int32_t back = (calendar_weekday(now.day) - weekday + 7) % 7;
    if (op_has_word(o, "week")) return times_shift(times_shift(now, GRAIN_WEEK, shift), GRAIN_DAY, weekday - 1);
    if (shifted && shift < 0) return times_shift(now, GRAIN_DAY, back ? -back : -7);
    if (shifted && shift > 0) return times_shift(now, GRAIN_DAY, 7 - back);
    if (!back || op_has_word(o, "that")) return times_shift(now, GRAIN_DAY, -back);
    enum tense t = shifted || is_before(o, "through") ? TENSE_FUTURE : op_tense(o);
    /* Who writes on a Wednesday says "last Thursday" of six days ago: a bare Thursday is tomorrow, or the text is newer than its
     * date. */
    bool ahead = t == TENSE_FUTURE || (t == TENSE_PRESENT && back > 3) || (back == 6 && !is_before(o, "since"));
    int32_t day = ahead ? now.day + 7 - back : now.day - back;
    return times_shift(now, GRAIN_DAY, day - now.day);
}

static void set_weekday(struct op_work *o, int32_t weekday) {
    if (o->t->now.known)
        op_set_point(o, weekday_point(o, weekday));
    else
        op_set_text(o, arena_printf(o->a, "XXXX-WXX-%d", weekday));
}

void times_op_weekday(struct op_work *o) {
    set_weekday(o, op_slot(o, TIME_WEEKDAY)->number);
    const struct lexeme *part = op_slot(o, TIME_PART);
    if (part) op_add_part(o, part->code);
}

/* "the day after Monday's debate". */
void times_op_dayof(struct op_work *o) {
    int32_t n = op_has_word(o, "after") ? 1 : -1;
    if (o->t->now.known)
        op_set_point(o, times_shift(weekday_point(o, op_slot(o, TIME_WEEKDAY)->number), GRAIN_DAY, n));
    else
        op_set_text(o, arena_printf(o->a, "XXXX-WXX-%d", (op_slot(o, TIME_WEEKDAY)->number + n + 6) % 7 + 1));
}

void times_op_weekdays(struct op_work *o) {
    const struct lexeme *day = op_slot(o, TIME_WEEKDAY), *part = op_slot(o, TIME_PART);
    if (!day) day = op_slot(o, TIME_WEEKDAYS);
    op_set_text(o, arena_printf(o->a, "XXXX-WXX-%d", day->number));
    const char *code = part ? part->code : op_has_word(o, "nights") ? "NI" : op_has_word(o, "mornings") ? "MO" : NULL;
    if (!code) code = op_has_word(o, "evenings") ? "EV" : op_has_word(o, "afternoons") ? "AF" : NULL;
    if (code && o->out->value) o->out->value = arena_printf(o->a, "%sT%s", o->out->value, code);
}

void times_op_relday(struct op_work *o) {
    const struct lexeme *day = op_slot(o, TIME_RELDAY), *part = op_slot(o, TIME_PART), *tonight = op_slot(o, TIME_TONIGHT);
    int32_t n = (day ? day->number : 0) + (o->r->rule->argument ? atoi(o->r->rule->argument) : 0);
    const char *code = part ? part->code : tonight || op_has_word(o, "night") ? "NI" : NULL;
    op_set_or_vague(o, o->t->now.known ? times_shift(o->t->now.told, GRAIN_DAY, n) : (struct point){0}, n);
    if (code) op_add_part(o, code);
}

void times_op_holiday(struct op_work *o) {
    const struct lexeme *h = op_slot(o, TIME_HOLIDAY), *year = op_slot(o, TIME_YEAR);
    if (year && year->number <= TIME_YEAR_MOST) {
        op_set_point(o, times_day_point(calendar_holiday(year->number, h->number, h->code)));
        return;
    }
    if (!o->t->now.known) {
        if (strcmp(h->code, "fixed") == 0)
            set_partial(o, h->number / 100, h->number % 100);
        else
            op_set_text(o, "XXXX-XX-XX");
        return;
    }
    int32_t now = o->t->now.told.day, y = times_year_of(o->t->now.told);
    bool shifted;
    int32_t shift = op_shift(o, &shifted), here = calendar_holiday(y, h->number, h->code);
    int32_t before = here <= now || y <= 1 ? here : calendar_holiday(y - 1, h->number, h->code);
    int32_t after = here >= now || y >= TIME_YEAR_MOST ? here : calendar_holiday(y + 1, h->number, h->code);
    bool ahead = op_tense(o) >= TENSE_PRESENT || after - now <= 30; /* news tells of what was */
    op_set_point(o, times_day_point(!shifted    ? (ahead ? op_by_tense(o, before, after, 30) : before)
                                    : shift < 0 ? before
                                    : shift > 0 ? after
                                                : here));
}

/* ---- times of the day --------------------------------------------------------------------------------------------- */
/* The date of a time of the day by what was told last: in this sentence, or shortly before; else now. */
static void set_day_told(struct op_work *o) {
    const struct times_work *t = o->t;
    uint32_t here = t->w->tokens[o->r->beg].sentence, last = t->last.grain ? t->w->tokens[t->last_token].sentence : here;
    bool near = t->last.grain == GRAIN_DAY && here - last <= NEAR;
    struct point p = op_day_told(o, near);
    o->out->no_date = !near || here != last || o->r->upto > o->r->end; /* "1:30" of "between 1:30 and 2 p.m. Tuesday" */
    if (p.grain)
        o->out->value = times_point_value(o->a, p);
    else
        op_set_text(o, "XXXX-XX-XX");
}

/* Sets the date of a time of the day by the words in the reading ("noon Thursday"). */
static void set_own_day(struct op_work *o) {
    const struct lexeme *weekday = op_slot(o, TIME_WEEKDAY), *relday = op_slot(o, TIME_RELDAY);
    if (weekday)
        set_weekday(o, weekday->number);
    else if (relday && o->t->now.known)
        op_set_point(o, times_shift(o->t->now.told, GRAIN_DAY, relday->number));
    else {
        set_day_told(o);
    }
}

/* Hours of the part of the day: "4 in the afternoon" is 16. */
static int32_t hours_of_part(const char *code, int32_t hour) {
    bool late = strcmp(code, "AF") == 0 || strcmp(code, "EV") == 0 || (strcmp(code, "NI") == 0 && hour >= 6);
    return late && hour < 12 ? hour + 12 : strcmp(code, "NI") == 0 && hour == 12 ? 24 : hour;
}

static void add_clock(struct op_work *o) {
    const struct lexeme *clock = op_slot(o, TIME_CLOCK), *hour = op_slot(o, TIME_HOUR), *ampm = op_slot(o, TIME_AMPM),
                        *part = op_slot(o, TIME_PART);
    const struct lexeme *midday = op_slot(o, TIME_MIDDAY), *num = op_slot(o, TIME_NUM);
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

void times_op_clock(struct op_work *o) {
    set_own_day(o);
    add_clock(o);
}

void times_op_part(struct op_work *o) {
    const struct lexeme *part = op_slot(o, TIME_PART);
    if (!part) part = op_slot(o, TIME_DAWN);
    struct point told = op_day_told(o, true);
    if (told.grain && !op_slot(o, TIME_WEEKDAY) && !op_slot(o, TIME_RELDAY))
        o->out->value = times_point_value(o->a, told); /* "in the morning": of the day told of */
    else
        set_own_day(o);
    if (part && o->out->value) op_add_part(o, part->code);
}

void times_op_overnight(struct op_work *o) {
    bool back = o->t->now.known && op_tense(o) != TENSE_FUTURE;
    op_set_or_vague(o, o->t->now.known ? times_shift(o->t->now.told, GRAIN_DAY, back ? -1 : 0) : (struct point){0}, 0);
    op_add_part(o, "NI");
}

/* "the next morning": of the day after the last told of. */
void times_op_thatday(struct op_work *o) {
    bool is;
    int32_t n = op_has_word(o, "next") || op_has_word(o, "following") ? 1 : op_shift(o, &is);
    struct point p = op_day_told(o, true);
    op_set_or_vague(o, times_shift(p, GRAIN_DAY, n), n);
    const struct lexeme *part = op_slot(o, TIME_PART);
    if (part) op_add_part(o, part->code);
}
