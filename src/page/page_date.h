/* A date as written in news, taken apart. */
#ifndef PAGE_DATE_H
#define PAGE_DATE_H
#include "base_arena.h"
#include <stdbool.h>

struct news_date {
    int year, month, day;     /* month 0: year alone; day 0: month alone */
    int hour, minute, second; /* hour -1: no time of day; second -1: none */
    int zone;                 /* minutes east of UTC, where has_zone */
    bool has_zone;
};

/* Reads one date; false when s is none or is not sure ("3/4/2016"). Nothing is guessed: a short zone name that stands for
 * several zones (IST) gives none. */
bool news_date_read(const char *s, size_t n, struct news_date *out);
/* "2016-12-19T18:05:00+03:00" in as much detail as there is; NULL when memory is out. */
const char *news_date_print(struct arena *arena, const struct news_date *d);
/* A date in the path of an address: /2016/12/19/, /2016-12-19-, /20161219/, /2016/dec/19/. */
bool news_date_of_uri(const char *uri, struct news_date *out);
#endif
