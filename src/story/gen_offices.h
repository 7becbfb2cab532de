/* made by gen/words.py from data/offices.tsv, do not edit */
#ifndef GEN_OFFICES_H
#define GEN_OFFICES_H
#include "page_words.h"
enum offices_class {
    OFFICE_POLICE = 1 << 0,
    OFFICE_SHERIFF = 1 << 1,
    OFFICE_FIRE = 1 << 2,
    OFFICE_HOSPITAL = 1 << 3,
    OFFICE_AMBULANCE = 1 << 4,
    OFFICE_CORONER = 1 << 5,
    OFFICE_PROSECUTOR = 1 << 6,
    OFFICE_COURT = 1 << 7,
    OFFICE_ARMY = 1 << 8,
    OFFICE_NAVY = 1 << 9,
    OFFICE_GOVERNMENT = 1 << 10,
    OFFICE_CITY = 1 << 11,
    OFFICE_GOVERNOR = 1 << 12,
    OFFICE_PRESIDENT = 1 << 13,
    OFFICE_MINISTRY = 1 << 14,
    OFFICE_COMPANY = 1 << 15,
    OFFICE_SCHOOL = 1 << 16,
    OFFICE_UNION = 1 << 17,
    OFFICE_PRISON = 1 << 18,
    OFFICE_AIRPORT = 1 << 19,
    OFFICE_EMBASSY = 1 << 20,
    OFFICE_COMMISSION = 1 << 21,
    OFFICE_HEAD = 1 << 22,
    OFFICE_SPOKES = 1 << 23,
    OFFICE_STATEMENT = 1 << 24,
    OFFICE_STAFF = 1 << 25,
    OFFICE_LEAK = 1 << 26,
    OFFICE_TRADE = 1 << 27,
    OFFICE_UNDER = 1 << 28,
    OFFICE_FORCE = 1 << 29,
    OFFICE_PLAIN = 1 << 30,
};
extern const struct words offices_words;
#endif
