/* Moments and days: ISO 8601 and TIMEX3 values as points in time, for the order of what was said. */
#ifndef STORY_WHEN_H
#define STORY_WHEN_H
#include <stdbool.h>
#include <stdint.h>

struct story_when {
    int64_t beg, end; /* seconds since 1970-01-01 UTC: [beg, end) is the day, hour or minute named; no zone: UTC */
};
enum { STORY_HOUR = 3600, STORY_DAY = 86400 };

/* Reads "2016-12-19", "2016-12-19T18:20", "2016-12-19T18:20:05.3+03:00", "2016-12-19TEV" (the day), "2016-12", "2016".
 * False: no such moment (NULL, "PAST_REF", "P2D", a month 13). */
bool story_when(const char *value, struct story_when *out);
/* Whether a value tells a day ("2016-12-19" and longer). */
bool story_is_day(const char *value);
/* Whether it tells a time of day by the clock. */
bool story_is_clock(const char *value);
/* The order of two values: by where they begin, then the more precise first; what is no moment last. */
int story_when_compare(const char *a, const char *b);
#endif
