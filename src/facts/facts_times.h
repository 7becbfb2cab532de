/* What the files of facts_times*.c share: TIMEX3 expressions found by patterns over classes of words, valued by operations.
 *     facts_times_lex.c       words -> lexemes: what classes a word has (data/times.tsv), numbers, years, clock times
 *     facts_times_match.c     lexemes -> readings: the patterns of data/time_rules.tsv
 *     facts_times_tense.c     whether the clause around a reading tells of what was or what will be
 *     facts_times_calendar.c  days, ISO weeks, holidays
 *     facts_times_value.c     readings -> values: points, what operations share, the table of operations (facts_times_ops.h)
 *     facts_times_days.c      operations: days by number and by name, holidays, times of the day
 *     facts_times_units.c     operations: weeks, months, quarters, seasons, years, what is counted from now
 *     facts_times_span.c      durations and sets
 *     facts_times_anchor.c    the event that a stretch is counted from, once the events are known
 *     facts_times.c           all of it, in the order of the text */
#ifndef FACTS_TIMES_H
#define FACTS_TIMES_H
#include "facts_times_kinds.h"
#include "facts_work.h"

/* ---- tables (facts_times_table.c, made by gen/times.py) ----------------------------------------------------------- */
enum { TIME_SET_WORDS = 5, TIME_SLOTS = 24 };
enum time_word_flag { TIME_WORD_PLAIN, TIME_WORD_CAPITAL, TIME_WORD_NAME }; /* data/times.tsv: "+", "^" */
struct time_word {
    const char *first, *rest; /* lower case; the rest's words are joined by single spaces */
    uint8_t n_words, flag;
    uint16_t kind; /* enum time_class, or a literal word of a pattern */
    int32_t number;
    const char *code; /* NULL */
};
enum time_at { TIME_AT_WORD, TIME_AT_OPTIONAL, TIME_AT_BEGIN, TIME_AT_END };
struct time_element {
    uint8_t at;
    uint16_t n; /* WORD: a row of sets; OPTIONAL: how many elements may be passed over, this one included */
};
struct time_rule {
    uint16_t line; /* of data/time_rules.tsv */
    uint16_t first, n_elements;
    const char *type; /* NULL: no time */
    uint16_t op;      /* enum time_op */
    const char *argument;
    uint16_t check; /* enum time_check */
};
struct time_tables {
    const struct time_word *words; /* by first; of one first word the longer phrases first */
    uint32_t n_words;
    const uint64_t (*sets)[TIME_SET_WORDS]; /* classes, a bit each */
    const struct time_element *elements;
    const struct time_rule *rules;
    const uint16_t *begin, *begins; /* rules that begin with class c: begins[begin[c] .. begin[c + 1]) */
};
extern const struct time_tables time_tables;

/* ---- lexemes ------------------------------------------------------------------------------------------------------ */
/* One thing that words from a token on may be. */
struct lexeme {
    uint16_t kind;
    uint8_t n;   /* tokens */
    bool half;   /* a number and a half */
    bool second; /* a clock time with seconds */
    int32_t number;
    const char *code; /* of its row; of a NUM its decimals, where it has other than .5; NULL */
};
struct lexemes {
    VEC(struct lexeme) all;
    uint32_t *first; /* [n_tokens + 1] */
    bool cased;      /* the text has small and capital letters */
};
/* Fills *out, in w->scratch. SAYSO_NOMEM. O(words). */
sayso_code times_lex(struct report_work *w, struct lexemes *out);

/* ---- readings ----------------------------------------------------------------------------------------------------- */
struct slot {
    const struct lexeme *is;
    uint32_t token;
};
struct reading {
    const struct time_rule *rule;
    uint32_t beg, end;   /* tokens of the expression */
    uint32_t from, upto; /* of the whole pattern */
    struct slot slots[TIME_SLOTS];
    uint32_t n_slots;
};
/* The best reading that begins at a token; false: none. O(rules that begin with the token's classes).
 *   prev   the reading before it in the text ("April 24" before "and 25"); NULL */
bool times_match(const struct report_work *w, const struct lexemes *l, uint32_t token, const struct reading *prev,
                 struct reading *out);
/* The n-th (from 0) slot of a class; NULL. */
const struct lexeme *times_slot(const struct reading *r, uint16_t kind, uint32_t n);
/* Whether a slot's words are a literal of the pattern; its place among the slots, -1. */
int times_word(const struct report_work *w, const struct reading *r, const char *lower);

/* ---- calendar (proleptic Gregorian) --------------------------------------------------------------------------------- */
enum { TIME_YEAR_MOST = 9999 };
int32_t calendar_day(int32_t year, int32_t month, int32_t day); /* days from 1970-01-01; any year from 1 to 9999 */
void calendar_date(int32_t day, int32_t *year, int32_t *month, int32_t *dom);
int32_t calendar_weekday(int32_t day); /* 1 Monday to 7 Sunday */
int32_t calendar_month_days(int32_t year, int32_t month);
void calendar_week(int32_t day, int32_t *year, int32_t *week); /* ISO 8601 */
bool calendar_is_date(int32_t year, int32_t month, int32_t day);
/* Day of a holiday in a year: a number and code of data/times.tsv, class holiday. */
int32_t calendar_holiday(int32_t year, int32_t number, const char *code);

/* ---- values ------------------------------------------------------------------------------------------------------- */
enum tense { TENSE_UNKNOWN, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE };
/* Of the clause that words [beg, end) stand in: by the syntax, where it is silent by the nearest verb of the sentence. */
enum tense times_tense(const struct report_work *w, const struct lexemes *l, uint32_t beg, uint32_t end);

enum grain { GRAIN_NONE, GRAIN_YEAR, GRAIN_QUARTER, GRAIN_MONTH, GRAIN_WEEK, GRAIN_DAY };
/* A stretch of the calendar: the unit of this grain that holds a day. */
struct point {
    enum grain grain;
    int32_t day; /* days from 1970-01-01 */
};
/* What values are counted from. */
struct times_now {
    bool known;        /* whether the publication's (else the dateline's) date is known */
    struct point told; /* that date, GRAIN_DAY */
    int32_t hour;      /* of the publication, -1 */
};
struct times_work {
    struct facts_work *f;
    struct report_work *w;
    struct lexemes lex;
    struct times_now now;
    struct point last;     /* the last date told of in the text */
    struct point last_day; /* the last one of GRAIN_DAY */
    uint32_t last_token;   /* where */
    int32_t last_quarter;  /* year * 4 + quarter - 1; -1 */
    bool last_is_year;     /* "the nine months" were told of since */
};
/* What an operation finds. */
struct found {
    const char *type, *value, *mod; /* value NULL: no time after all */
    struct point point;             /* GRAIN_NONE: none that others are counted from */
    int32_t quarter;                /* year * 4 + quarter - 1; -1 */
    bool no_date;                   /* a time of the day that takes its date from what stands beside it */
};
/* Values a reading; false: memory is out. */
bool times_value(struct times_work *t, const struct reading *r, struct found *out);
/* Durations and sets: facts_times_span.c. Likewise. */
bool times_span_value(struct times_work *t, const struct reading *r, struct found *out);
/* "2016-12-19", "XXXX-WXX-1", ... of a point (GRAIN_NONE gives NULL); NULL where memory is out. */
const char *times_point_value(struct arena *a, struct point p);
/* The unit n after (before) that of a point, at a grain; GRAIN_NONE where it leaves the calendar. */
struct point times_shift(struct point p, enum grain grain, int64_t n);
/* Reads "2016-12-19T20:15:00+03:00" and shorter; false: no date. */
bool times_read_iso(const char *s, struct times_now *out);
#endif
