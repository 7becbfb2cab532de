/* What the operations of time rules share (facts_times_value.c has the helpers and the table of operations;
 * facts_times_days.c and facts_times_units.c the operations). An operation sets o->out->value, or leaves it NULL: no time. */
#ifndef FACTS_TIMES_OPS_H
#define FACTS_TIMES_OPS_H
#include "facts_times.h"

struct op_work {
    struct times_work *t;
    const struct reading *r;
    struct found *out;
    struct arena *a; /* values live here */
};

/* ---- points ------------------------------------------------------------------------------------------------------- */
struct point times_point(enum grain grain, int32_t year, int32_t month, int32_t day); /* GRAIN_NONE: no such date */
struct point times_day_point(int64_t day);                                            /* GRAIN_NONE: outside the calendar */
int32_t times_year_of(struct point p);
int32_t times_month_of(struct point p);
/* The year of a month (and day, 0: none) of which only these are told, by tense and nearness; now is known. */
int32_t op_year_by_tense(const struct op_work *o, int32_t month, int32_t day);

/* ---- what a reading says ------------------------------------------------------------------------------------------ */
const struct lexeme *op_slot(const struct op_work *o, uint16_t kind);
bool op_has_word(const struct op_work *o, const char *lower);
enum tense op_tense(const struct op_work *o);
/* The shift that a word before a unit tells: last -1, next 1, this 0; *is: there is such a word. */
int32_t op_shift(const struct op_work *o, bool *is);
/* Of two days, one before now and one behind it, the one that the tense tells of; without tense the nearer one. A writer who
 * leaves the year out does not mean a day almost a year away when the same one is less than `near` days away on the other side.
 */
int32_t op_by_tense(const struct op_work *o, int32_t before, int32_t after, int32_t near);
/* The day that is being told of: the last one of this sentence (far: of the text), else now. */
struct point op_day_told(const struct op_work *o, bool far);

/* ---- setting the value -------------------------------------------------------------------------------------------- */
void op_set_text(struct op_work *o, const char *value);
void op_set_point(struct op_work *o, struct point p);
/* A point, or where it leaves the calendar or nothing is known to count from, only which way it lies (by n's sign). */
void op_set_or_vague(struct op_work *o, struct point p, int64_t n);
/* Puts a part of the day ("NI") behind the value. */
void op_add_part(struct op_work *o, const char *code);

void times_op_date(struct op_work *o);
void times_op_nextday(struct op_work *o);
void times_op_weekof(struct op_work *o);
void times_op_weekday(struct op_work *o);
void times_op_dayof(struct op_work *o);
void times_op_weekdays(struct op_work *o);
void times_op_relday(struct op_work *o);
void times_op_holiday(struct op_work *o);
void times_op_clock(struct op_work *o);
void times_op_part(struct op_work *o);
void times_op_overnight(struct op_work *o);
void times_op_thatday(struct op_work *o);
void times_op_unit(struct op_work *o);
void times_op_that(struct op_work *o);
void times_op_ordday(struct op_work *o);
void times_op_yearend(struct op_work *o);
void times_op_weekend(struct op_work *o);
void times_op_quarter(struct op_work *o);
void times_op_half(struct op_work *o);
void times_op_thatquarter(struct op_work *o);
void times_op_endedquarter(struct op_work *o);
void times_op_yearago(struct op_work *o);
void times_op_season(struct op_work *o);
void times_op_decade(struct op_work *o);
void times_op_century(struct op_work *o);
void times_op_ago(struct op_work *o);
#endif
