/* Days, ISO weeks and holidays of the proleptic Gregorian calendar, by whole numbers. Years 1 to 9999; a day or year
 * outside is for the caller to refuse. Days from civil dates: Howard Hinnant, "chrono-compatible low-level date algorithms". */
#include "facts_times.h"

int32_t calendar_day(int32_t year, int32_t month, int32_t day) {
    int32_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
    int32_t of_era = y - era * 400, of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void calendar_date(int32_t day, int32_t *year, int32_t *month, int32_t *dom) {
    int32_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int32_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * years + years / 4 - years / 100), m = (5 * of_year + 2) / 153;
    *dom = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = years + era * 400 + (*month <= 2);
}

int32_t calendar_weekday(int32_t day) { return ((day + 3) % 7 + 7) % 7 + 1; }

int32_t calendar_month_days(int32_t year, int32_t month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool calendar_is_date(int32_t year, int32_t month, int32_t day) {
    return year >= 1 && year <= TIME_YEAR_MOST && month >= 1 && month <= 12 && day >= 1 &&
           day <= calendar_month_days(year, month);
}

void calendar_week(int32_t day, int32_t *year, int32_t *week) {
    int32_t m, d, thursday = day - calendar_weekday(day) + 4; /* a week is of the year its Thursday is of */
    calendar_date(thursday, year, &m, &d);
    *week = (thursday - calendar_day(*year, 1, 1)) / 7 + 1;
}

/* Easter Sunday of the western churches (Meeus, Jones and Butcher). */
static int32_t easter(int32_t year) {
    int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return calendar_day(year, n / 31, n % 31 + 1);
}

/* The nth such weekday of a month; nth 9: the last. */
static int32_t nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t nth) {
    int32_t last = calendar_month_days(year, month), first = calendar_day(year, month, 1);
    if (nth == 9) return first + last - 1 - (calendar_weekday(first + last - 1) - weekday + 7) % 7;
    return first + (weekday - calendar_weekday(first) + 7) % 7 + 7 * (nth - 1);
}

int32_t calendar_holiday(int32_t year, int32_t number, const char *code) {
    if (strcmp(code, "easter") == 0) return easter(year) + number;
    if (strcmp(code, "nth") == 0) return nth_weekday(year, number / 100, number / 10 % 10, number % 10);
    if (strcmp(code, "election") == 0) return nth_weekday(year, 11, 1, 1) + 1; /* the Tuesday after November's first Monday */
    return calendar_day(year, number / 100, number % 100);
}
