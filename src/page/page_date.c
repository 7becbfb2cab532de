/* Dates of publication: ISO 8601 and its loose kin, RFC 822, news style in words, epoch seconds -> ISO 8601.
 *
 * Order of day and month in figures: with points the day stands first; with slashes it is told by a figure above 12, and
 * the date is refused where both may be months. "ET" and its kin are resolved by the law of summer time of the United
 * States (Energy Policy Act of 2005 from 2007, the rule of 1987 before). */
#include "page_date.h"
#include "page_meta.h"
#include "gen_dates.h"
#include "base_utf8.h"
#include <stdio.h>

struct zone {
    const char *name;
    int minutes;
};
static const struct zone ZONES[] = {
    {"UTC", 0},    {"GMT", 0},    {"Z", 0},      {"WET", 0},    {"EST", -300},  {"EDT", -240},  {"CDT", -300}, {"MST", -420},
    {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"CST", -360}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"AST", -240},
    {"ADT", -180}, {"NST", -210}, {"NDT", -150}, {"BST", 60},   {"CET", 60},    {"CEST", 120},  {"MEZ", 60},   {"MESZ", 120},
    {"EET", 120},  {"EEST", 180}, {"MSK", 180},  {"TRT", 180},  {"JST", 540},   {"KST", 540},   {"HKT", 480},  {"SGT", 480},
    {"PHT", 480},  {"AWST", 480}, {"ACST", 570}, {"AEST", 600}, {"AEDT", 660},  {"NZST", 720},  {"NZDT", 780}, {"PKT", 300},
    {"SAST", 120}, {"WAT", 60},   {"CAT", 120},  {"EAT", 180},  {"ART", -180},  {"BRT", -180},  {"WIB", 420},  {"ICT", 420},
};
static const struct zone US[] = {{"ET", -300}, {"CT", -360}, {"MT", -420}, {"PT", -480}}; /* winter; summer is an hour more */

/* ---- the calendar ------------------------------------------------------------------------------------------------ */

static int days_in(int year, int month) {
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] + (month == 2 && leap);
}

static int weekday(int y, int m, int d) { /* 0 is Sunday; Sakamoto's method */
    static const int T[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    if (m < 3) y--;
    return (y + y / 4 - y / 100 + y / 400 + T[m - 1] + d) % 7;
}

static int nth_sunday(int year, int month, int nth) { /* nth 0: the last */
    int first = 1 + (7 - weekday(year, month, 1)) % 7;
    if (nth) return first + 7 * (nth - 1);
    int last = first;
    while (last + 7 <= days_in(year, month)) last += 7;
    return last;
}

static bool us_summer(int year, int month, int day) {
    int from_month = year >= 2007 ? 3 : 4, to_month = year >= 2007 ? 11 : 10;
    if (month <= from_month - 1 || month >= to_month + 1) return false;
    if (month == from_month) return day >= nth_sunday(year, 3 + (year < 2007), year >= 2007 ? 2 : 1);
    if (month == to_month) return day < nth_sunday(year, to_month, year >= 2007 ? 1 : 0);
    return true;
}

static bool plausible(struct news_date *d) {
    if (d->year < 1800 || d->year > 2199 || d->month < 0 || d->month > 12) return false;
    if (d->day && (!d->month || d->day < 0 || d->day > days_in(d->year, d->month))) return false;
    if (!d->day || d->hour < 0 || d->hour > 24 || d->minute < 0 || d->minute > 59 || d->second > 60) {
        d->hour = -1;
        d->has_zone = false;
    }
    if (d->hour == 24) { /* midnight at the end of the day stays on its day */
        d->hour = 23, d->minute = 59, d->second = 59;
    }
    if (d->zone < -14 * 60 || d->zone > 14 * 60) d->has_zone = false;
    return true;
}

static void from_epoch(long long t, struct news_date *d) {
    long long days = t / 86400, left = t % 86400; /* civil_from_days, Howard Hinnant */
    days += 719468;
    long long era = days / 146097, doe = days - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    d->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    d->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    d->year = (int)(yoe + era * 400 + (d->month <= 2));
    d->hour = (int)(left / 3600), d->minute = (int)(left / 60 % 60), d->second = (int)(left % 60);
    d->zone = 0, d->has_zone = true;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

struct scan {
    const char *s;
    size_t n, at;
};

static bool digit_at(const struct scan *k, size_t at) { return at < k->n && k->s[at] >= '0' && k->s[at] <= '9'; }

/* The figure at the place, with its number of digits; 0 digits: none. */
static int figure(struct scan *k, int *digits) {
    int v = 0;
    *digits = 0;
    while (digit_at(k, k->at) && *digits < 9) v = v * 10 + (k->s[k->at++] - '0'), (*digits)++;
    return v;
}

static bool take(struct scan *k, char c) {
    if (k->at < k->n && k->s[k->at] == c) return k->at++, true;
    return false;
}

/* hh:mm[:ss[.fff]] or hh.mm behind a figure that was read as the hour. */
static bool time_behind(struct scan *k, int hour, struct news_date *d) {
    size_t back = k->at;
    char mark = k->at < k->n ? k->s[k->at] : 0;
    if (mark != ':' && mark != '.' && mark != 'h') return false;
    k->at++;
    int digits, minute = figure(k, &digits), second = -1;
    if (digits != 2 || hour > 24 || minute > 59) return k->at = back, false;
    if (mark == ':' && k->at + 2 < k->n + 0 && k->s[k->at] == ':' && digit_at(k, k->at + 1)) {
        k->at++;
        second = figure(k, &digits);
        if (k->at < k->n && (k->s[k->at] == '.' || k->s[k->at] == ',') && digit_at(k, k->at + 1))
            for (k->at++; digit_at(k, k->at);) k->at++;
    }
    d->hour = hour, d->minute = minute, d->second = second;
    return true;
}

/* "+03:00", "+0300", "-5" at the place, only behind a time of day. */
static bool zone_figures(struct scan *k, struct news_date *d) {
    uint32_t len;
    uint32_t c = utf8_at(k->s + k->at, k->n - k->at, &len);
    if (c != '+' && c != '-' && c != 0x2212) return false;
    struct scan z = {k->s, k->n, k->at + len};
    int digits, v = figure(&z, &digits), minutes;
    if (digits == 4)
        minutes = v / 100 * 60 + v % 100;
    else if (digits == 1 || digits == 2) {
        minutes = v * 60;
        size_t back = z.at;
        if (take(&z, ':')) {
            int more = figure(&z, &digits);
            if (digits == 2)
                minutes += more;
            else
                z.at = back;
        }
    } else
        return false;
    k->at = z.at;
    d->zone = c == '+' ? minutes : -minutes;
    d->has_zone = true;
    return true;
}

static bool zone_name(const char *w, size_t n, const struct news_date *d, int *minutes, bool *american) {
    *american = false;
    for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++)
        if (strlen(ZONES[i].name) == n && utf8_same(ZONES[i].name, n, w, n)) return *minutes = ZONES[i].minutes, true;
    for (size_t i = 0; i < sizeof US / sizeof *US; i++)
        if (strlen(US[i].name) == n && !memcmp(US[i].name, w, n)) return *minutes = US[i].minutes, *american = true, d->hour >= 0;
    return false;
}

/* YYYY-MM-DD and the like, and D.M.YYYY, M/D/YYYY, from a figure already read with its digits. */
static bool date_figures(struct scan *k, int v, int digits, struct news_date *d) {
    size_t back = k->at;
    char mark = k->at < k->n ? k->s[k->at] : 0;
    if (digits == 8 && !d->year) { /* 20161219 */
        d->year = v / 10000, d->month = v / 100 % 100, d->day = v % 100;
        return d->month >= 1 && d->month <= 12 && d->day >= 1;
    }
    if (mark != '-' && mark != '/' && mark != '.') return false;
    k->at++;
    int d2, b = figure(k, &d2), d3 = 0, c = 0;
    if (d2 < 1 || d2 > 2) return k->at = back, false;
    if (take(k, mark)) c = figure(k, &d3);
    if (digits == 4 && b >= 1 && b <= 12 && d3 <= 2) {
        d->year = v, d->month = b, d->day = c;
        return true;
    }
    if (digits <= 2 && d3 == 4) {
        bool day_first = mark == '.' || v > 12, month_first = mark != '.' && b > 12;
        if (mark != '.' && v == b) day_first = true;
        if (day_first == month_first) return k->at = back, false;
        d->year = c, d->month = day_first ? b : v, d->day = day_first ? v : b;
        return d->month >= 1 && d->month <= 12;
    }
    return k->at = back, false;
}

static int month_of(const char *w, size_t n) {
    uint32_t is = words_of(&dates_words, w, n);
    for (int m = 0; m < 12; m++)
        if (is & (DATE_M1 << m)) return m + 1;
    return 0;
}

struct reading {
    struct news_date d;
    int unknown;
    bool american, pm, am, bad;
};

static void read_figure(struct scan *k, struct reading *r) {
    struct news_date *d = &r->d;
    int digits, v = figure(k, &digits);
    uint32_t len, unit = k->at < k->n ? utf8_at(k->s + k->at, k->n - k->at, &len) : 0;
    if (unit == 0x5e74 || unit == 0x6708 || unit == 0x65e5) { /* year, month, day of East Asia */
        *(unit == 0x5e74 ? &d->year : unit == 0x6708 ? &d->month : &d->day) = v;
        k->at += len;
        return;
    }
    if (digits > 8) r->bad = true;
    if (!d->year && date_figures(k, v, digits, d)) return;
    if (d->hour < 0 && digits <= 2 && time_behind(k, v, d)) return;
    if (digits == 4 && !d->year && v >= 1800)
        d->year = v;
    else if (digits <= 2 && !d->day && v >= 1 && v <= 31) {
        size_t k1 = k->at; /* 1st, 2nd, "19." */
        if (k1 + 1 < k->n && (!memcmp(k->s + k1, "st", 2) || !memcmp(k->s + k1, "nd", 2) || !memcmp(k->s + k1, "rd", 2) ||
                              !memcmp(k->s + k1, "th", 2)))
            k->at += 2;
        size_t ahead = k->at; /* "6 p.m." is a time */
        while (ahead < k->n && k->s[ahead] == ' ') ahead++;
        if (words_prefix(&dates_words, k->s + ahead, k->n - ahead, DATE_AM | DATE_PM))
            d->hour = v, d->minute = 0;
        else
            d->day = v;
    } else if (digits <= 2 && d->hour < 0 && v <= 12) {
        d->hour = v, d->minute = 0; /* told by the am or pm behind it */
        size_t ahead = k->at;
        while (ahead < k->n && k->s[ahead] == ' ') ahead++;
        if (!words_prefix(&dates_words, k->s + ahead, k->n - ahead, DATE_AM | DATE_PM)) r->bad = true;
    } else
        r->bad = true;
}

static void read_word(struct scan *k, struct reading *r) {
    size_t beg = k->at;
    uint32_t len;
    while (k->at < k->n) {
        uint32_t c = utf8_at(k->s + k->at, k->n - k->at, &len);
        if (!utf8_is_letter(c) && c != '.') break;
        k->at += len;
    }
    const char *w = k->s + beg;
    size_t n = k->at - beg;
    int month = r->d.month ? 0 : month_of(w, n), minutes;
    uint32_t is = words_of(&dates_words, w, n);
    bool american;
    if (month)
        r->d.month = month;
    else if (is & DATE_PM)
        r->pm = true;
    else if (is & DATE_AM)
        r->am = true;
    else if ((is & DATE_NOON) && r->d.hour < 0)
        r->d.hour = 12, r->d.minute = 0;
    else if (n == 1 && (*w == 'T' || *w == 't'))
        return;
    else if (r->d.hour >= 0 && !r->d.has_zone && zone_name(w, n, &r->d, &minutes, &american)) {
        r->d.has_zone = true, r->d.zone = minutes, r->american = american;
        if (k->at < k->n && (k->s[k->at] == '+' || k->s[k->at] == '-')) zone_figures(k, &r->d); /* GMT+3 */
    } else if (!is)
        r->unknown++;
}

static bool read_epoch(const char *s, size_t n, struct news_date *d) {
    long long t = 0;
    if (n != 10 && n != 13) return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') return false;
        t = t * 10 + (s[i] - '0');
    }
    from_epoch(n == 13 ? t / 1000 : t, d);
    return d->year >= 1990 && d->year < 2100;
}

/* 20161219T180500Z and 20161219180500 */
static bool read_compact(const char *s, size_t n, struct news_date *d) {
    char buf[24];
    int y, m, day, h, min, sec;
    size_t digits = 0;
    for (size_t i = 0; i < n && digits < 15; i++)
        if (s[i] >= '0' && s[i] <= '9')
            buf[digits++] = s[i];
        else if (!(i == 8 && s[i] == 'T') && !(digits == 14 && s[i] == 'Z' && i + 1 == n))
            return false;
    buf[digits < 23 ? digits : 23] = 0;
    if (digits != 14 || sscanf(buf, "%4d%2d%2d%2d%2d%2d", &y, &m, &day, &h, &min, &sec) != 6) return false;
    if (m < 1 || m > 12 || day < 1) return false;
    *d = (struct news_date){y, m, day, h, min, sec, 0, s[n - 1] == 'Z'};
    return true;
}

bool news_date_read(const char *s, size_t n, struct news_date *out) {
    while (n && (s[0] == ' ' || s[0] == '\n' || s[0] == '\t')) s++, n--;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\n' || s[n - 1] == '\t')) n--;
    size_t figures = 0;
    for (size_t i = 0; i < n && i <= 100; i++) figures += s[i] >= '0' && s[i] <= '9';
    if (n < 4 || n > 100 || figures < 4) return false;
    struct reading r = {.d = {.hour = -1, .second = -1}};
    if (read_epoch(s, n, &r.d) || read_compact(s, n, &r.d)) return *out = r.d, plausible(out);
    for (struct scan k = {s, n, 0}; k.at < n && !r.bad;) {
        uint32_t len, c = utf8_at(s + k.at, n - k.at, &len);
        if (c >= '0' && c <= '9')
            read_figure(&k, &r);
        else if (utf8_is_letter(c))
            read_word(&k, &r);
        else if (r.d.hour >= 0 && !r.d.has_zone && zone_figures(&k, &r.d))
            continue;
        else
            k.at += len;
    }
    if (r.bad || r.unknown > 3 || !r.d.year || (!r.d.month && n > 4)) return false;
    if (r.pm && r.d.hour >= 0 && r.d.hour < 12) r.d.hour += 12;
    if (r.am && r.d.hour == 12) r.d.hour = 0;
    if (r.american && r.d.day && us_summer(r.d.year, r.d.month, r.d.day)) r.d.zone += 60;
    *out = r.d;
    return plausible(out);
}

const char *news_date_print(struct arena *arena, const struct news_date *d) {
    char day[24], time[24] = "", zone[12] = "";
    if (!d->month) return arena_printf(arena, "%04d", d->year);
    if (!d->day) return arena_printf(arena, "%04d-%02d", d->year, d->month);
    snprintf(day, sizeof day, "%04d-%02d-%02d", d->year % 10000, d->month % 100, d->day % 100);
    if (d->hour >= 0 && d->second >= 0)
        snprintf(time, sizeof time, "T%02d:%02d:%02d", d->hour % 100, d->minute % 100, d->second % 100);
    else if (d->hour >= 0)
        snprintf(time, sizeof time, "T%02d:%02d", d->hour % 100, d->minute % 100);
    int off = d->zone < 0 ? -d->zone : d->zone;
    if (d->hour >= 0 && d->has_zone && !d->zone)
        snprintf(zone, sizeof zone, "Z");
    else if (d->hour >= 0 && d->has_zone)
        snprintf(zone, sizeof zone, "%c%02d:%02d", d->zone < 0 ? '-' : '+', off / 60 % 100, off % 60);
    return arena_printf(arena, "%s%s%s", day, time, zone);
}

bool news_date_of_uri(const char *uri, struct news_date *out) {
    size_t n = strlen(uri);
    const char *scheme = strstr(uri, "://"), *p = scheme ? strchr(scheme + 3, '/') : strchr(uri, '/');
    for (; p; p = strchr(p + 1, '/')) {
        struct news_date d = {.hour = -1, .second = -1};
        struct scan k = {uri, n, (size_t)(p - uri) + 1};
        int digits, v = figure(&k, &digits), d2;
        if (digits == 8 && v / 10000 >= 1990 && v / 10000 < 2100)
            d.year = v / 10000, d.month = v / 100 % 100, d.day = v % 100;
        else if (digits == 4 && v >= 1990 && v < 2100 && k.at < n && (uri[k.at] == '/' || uri[k.at] == '-')) {
            char mark = uri[k.at++];
            d.year = v;
            size_t beg = k.at;
            d.month = figure(&k, &digits);
            if (!digits && mark == '/') {
                while (k.at < n && uri[k.at] >= 'a' && uri[k.at] <= 'z') k.at++;
                d.month = month_of(uri + beg, k.at - beg);
            }
            if (!take(&k, mark)) continue;
            d.day = figure(&k, &d2);
            if (d2 < 1 || d2 > 2) d.day = 0;
        } else
            continue;
        if (d.month < 1 || d.month > 12 || !plausible(&d)) continue;
        return *out = d, true;
    }
    return false;
}

const char *meta_date(struct arena *arena, const char *s, size_t n) {
    struct news_date d;
    return news_date_read(s, n, &d) ? news_date_print(arena, &d) : NULL;
}
