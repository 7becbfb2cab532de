/* Readings -> dates and times of the day: an operation for each kind of rule (data/time_rules.tsv, third column). Counted from
 * the publication's date, or from the last date told of; where there is none, a value keeps X for what is not known
 * ("XXXX-WXX-1") or only says before or after (PAST_REF, FUTURE_REF), as TIMEX3 has it: nothing is taken from a clock. */
#include "facts_times_ops.h"

/* ---- points ------------------------------------------------------------------------------------------------------- */
struct point times_point(enum grain grain, int32_t year, int32_t month, int32_t day) {
    if (!calendar_is_date(year, month, day)) return (struct point){0};
    return (struct point){grain, calendar_day(year, month, day)};
}
int32_t times_year_of(struct point p) {
    int32_t y, m, d;
    calendar_date(p.day, &y, &m, &d);
    return y;
}
int32_t times_month_of(struct point p) {
    int32_t y, m, d;
    calendar_date(p.day, &y, &m, &d);
    return m;
}
struct point times_day_point(int64_t day) {
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
        if (y + n >= 1 && y + n <= TIME_YEAR_MOST) out = times_point(grain, (int32_t)(y + n), 1, 1);
        break;
    case GRAIN_QUARTER:
    case GRAIN_MONTH:
        month = y * 12LL + m - 1 + n * (grain == GRAIN_QUARTER ? 3 : 1);
        if (grain == GRAIN_QUARTER) month -= month % 3;
        if (month >= 12 && month / 12 <= TIME_YEAR_MOST)
            out = times_point(grain, (int32_t)(month / 12), (int32_t)(month % 12) + 1, 1);
        break;
    case GRAIN_WEEK:
        out = times_day_point((int64_t)p.day - calendar_weekday(p.day) + 1 + 7 * n);
        if (out.grain) out.grain = GRAIN_WEEK;
        break;
    case GRAIN_DAY:
        out = times_day_point(p.day + n);
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
const struct lexeme *op_slot(const struct op_work *o, uint16_t kind) { return times_slot(o->r, kind, 0); }
bool op_has_word(const struct op_work *o, const char *lower) { return times_word(o->t->w, o->r, lower) >= 0; }
enum tense op_tense(const struct op_work *o) { return times_tense(o->t->w, &o->t->lex, o->r->beg, o->r->end); }
void op_set_text(struct op_work *o, const char *value) { o->out->value = value; }

void op_set_point(struct op_work *o, struct point p) {
    o->out->point = p;
    o->out->value = times_point_value(o->a, p);
}
/* A point, or where it leaves the calendar or nothing is known to count from, only which way it lies. */
void op_set_or_vague(struct op_work *o, struct point p, int64_t n) {
    if (p.grain)
        op_set_point(o, p);
    else
        op_set_text(o, n < 0 ? "PAST_REF" : n > 0 ? "FUTURE_REF" : "PRESENT_REF");
}

/* The shift that a word before a unit tells: last -1, next 1, this 0; *is: there is such a word. */
int32_t op_shift(const struct op_work *o, bool *is) {
    static const uint16_t kinds[] = {TIME_LAST, TIME_NEXT, TIME_THIS, TIME_PAST, TIME_PREVIOUS, TIME_COMING, TIME_CURRENT};
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct lexeme *l = op_slot(o, kinds[i]);
        *is = l != NULL;
        if (l) return l->number;
    }
    return 0;
}

/* Puts a part of the day ("TNI") behind the value. */
void op_add_part(struct op_work *o, const char *code) {
    if (!o->out->value) return;
    o->out->value = strncmp(o->out->value, "P", 1) == 0 || strncmp(o->out->value, "F", 1) == 0
                        ? arena_printf(o->a, "XXXX-XX-XXT%s", code)
                        : arena_printf(o->a, "%sT%s", o->out->value, code);
    o->out->type = "TIME";
}

/* Of two days, one before now and one behind it, the one that the tense tells of; without tense the nearer one. A writer who
 * leaves the year out does not mean a day of almost a year ago when the same one is at hand: `near` days decide before tense. */
int32_t op_by_tense(const struct op_work *o, int32_t before, int32_t after, int32_t near) {
    int32_t now = o->t->now.told.day;
    enum tense t = op_tense(o);
    if (after - now <= near) return t == TENSE_PAST && now - before < 290 ? before : after;
    if (now - before <= near) return t == TENSE_FUTURE && after - now < 290 ? after : before;
    if (t == TENSE_PAST) return before;
    if (t == TENSE_FUTURE) return after;
    return now - before <= after - now ? before : after;
}

/* The day that is being told of: the last one of this sentence, else now. */
struct point op_day_told(const struct op_work *o, bool far) {
    const struct times_work *t = o->t;
    bool same = t->last.grain == GRAIN_DAY && (far || t->w->tokens[t->last_token].sentence == t->w->tokens[o->r->beg].sentence);
    if (same) return t->last;
    return t->now.known ? t->now.told : (struct point){0};
}

/* ---- the table of operations -------------------------------------------------------------------------------------- */
static void op_fixed(struct op_work *o) { op_set_text(o, o->r->rule->argument); }

typedef void (*op)(struct op_work *o);
static const op ops[] = {[TIME_OP_DATE] = times_op_date,
                         [TIME_OP_NEXTDAY] = times_op_nextday,
                         [TIME_OP_WEEKDAY] = times_op_weekday,
                         [TIME_OP_WEEKDAYS] = times_op_weekdays,
                         [TIME_OP_RELDAY] = times_op_relday,
                         [TIME_OP_PART] = times_op_part,
                         [TIME_OP_OVERNIGHT] = times_op_overnight,
                         [TIME_OP_THATDAY] = times_op_thatday,
                         [TIME_OP_CLOCK] = times_op_clock,
                         [TIME_OP_UNIT] = times_op_unit,
                         [TIME_OP_YEAREND] = times_op_yearend,
                         [TIME_OP_WEEKOF] = times_op_weekof,
                         [TIME_OP_THAT] = times_op_that,
                         [TIME_OP_WEEKEND] = times_op_weekend,
                         [TIME_OP_QUARTER] = times_op_quarter,
                         [TIME_OP_HALF] = times_op_half,
                         [TIME_OP_THATQUARTER] = times_op_thatquarter,
                         [TIME_OP_ENDEDQUARTER] = times_op_endedquarter,
                         [TIME_OP_YEARAGO] = times_op_yearago,
                         [TIME_OP_SEASON] = times_op_season,
                         [TIME_OP_DECADE] = times_op_decade,
                         [TIME_OP_ORDDAY] = times_op_ordday,
                         [TIME_OP_DAYOF] = times_op_dayof,
                         [TIME_OP_CENTURY] = times_op_century,
                         [TIME_OP_AGO] = times_op_ago,
                         [TIME_OP_HOLIDAY] = times_op_holiday,
                         [TIME_OP_FIXED] = op_fixed};

/* The mod that a word of the reading gives. */
static const char *mod_of(const struct op_work *o) {
    static const uint16_t kinds[] = {TIME_EARLY, TIME_ENDOF, TIME_APPROX};
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (op_slot(o, kinds[i])) return op_slot(o, kinds[i])->code;
    if (o->r->rule->op != TIME_OP_UNIT) return NULL;
    return op_has_word(o, "earlier") ? "START" : op_has_word(o, "later") ? "END" : NULL;
}

bool times_value(struct times_work *t, const struct reading *r, struct found *out) {
    *out = (struct found){.type = r->rule->type, .quarter = -1};
    struct op_work o = {.t = t, .r = r, .out = out, .a = t->w->arena};
    out->mod = mod_of(&o);
    if (r->rule->op == TIME_OP_DURATION || r->rule->op == TIME_OP_OFTEN) return times_span_value(t, r, out);
    if (ops[r->rule->op]) ops[r->rule->op](&o);
    return true;
}
