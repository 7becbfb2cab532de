/* made by gen/words.py from data/dates.tsv, do not edit */
#ifndef GEN_DATES_H
#define GEN_DATES_H
#include "page_words.h"
enum dates_class {
    DATE_M1 = 1 << 0,
    DATE_M2 = 1 << 1,
    DATE_M3 = 1 << 2,
    DATE_M4 = 1 << 3,
    DATE_M5 = 1 << 4,
    DATE_M6 = 1 << 5,
    DATE_M7 = 1 << 6,
    DATE_M8 = 1 << 7,
    DATE_M9 = 1 << 8,
    DATE_M10 = 1 << 9,
    DATE_M11 = 1 << 10,
    DATE_M12 = 1 << 11,
    DATE_AM = 1 << 12,
    DATE_PM = 1 << 13,
    DATE_NOON = 1 << 14,
    DATE_MIDNIGHT = 1 << 15,
    DATE_AROUND = 1 << 16,
};
extern const struct words dates_words;
#endif
