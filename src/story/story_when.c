/* ISO 8601 and TIMEX3 values -> points in time. */
#include "story_when.h"
#include <string.h>

static bool digits(const char **s, int n, int *out) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if ((*s)[i] < '0' || (*s)[i] > '9') return false;
        value = value * 10 + ((*s)[i] - '0');
    }
    *s += n;
    *out = value;
    return true;
}

/* Days since 1970-01-01 of a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_of(int64_t y, int m, int d) {
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* "+03:00", "-0500", "Z": seconds east of Greenwich. */
static int64_t zone(const char *s) {
    int h, m = 0;
    if (*s != '+' && *s != '-') return 0;
    int sign = *s++ == '-' ? -1 : 1;
    if (!digits(&s, 2, &h)) return 0;
    if (*s == ':') s++;
    digits(&s, 2, &m);
    return sign * (h * 3600 + m * 60);
}

/* Behind a day: "T18:20:05Z". */
static void clock_of(const char *s, struct story_when *out) {
    int h, m = 0, sec = 0;
    int64_t unit = STORY_HOUR;
    if ((*s != 'T' && *s != ' ') || !digits((s++, &s), 2, &h) || h > 24) return;
    if (*s == ':') s++;
    if (digits(&s, 2, &m)) unit = 60;
    if (*s == ':' && digits((s++, &s), 2, &sec)) unit = 1;
    if (*s == '.' || *s == ',')
        for (s++; *s >= '0' && *s <= '9';) s++;
    out->beg += h * 3600 + m * 60 + sec - zone(s);
    out->end = out->beg + unit;
}

bool story_when(const char *value, struct story_when *out) {
    int y, m, d;
    const char *s = value;
    if (!s || !digits(&s, 4, &y)) return false;
    if (*s == '\0') {
        *out = (struct story_when){days_of(y, 1, 1) * STORY_DAY, days_of(y + 1, 1, 1) * STORY_DAY};
        return true;
    }
    if (*s != '-' || !digits((s++, &s), 2, &m) || m < 1 || m > 12) return false;
    if (*s == '\0') {
        *out = (struct story_when){days_of(y, m, 1) * STORY_DAY, days_of(y + m / 12, m % 12 + 1, 1) * STORY_DAY};
        return true;
    }
    if (*s != '-' || !digits((s++, &s), 2, &d) || d < 1 || d > 31) return false;
    int64_t day = days_of(y, m, d) * STORY_DAY;
    *out = (struct story_when){day, day + STORY_DAY};
    clock_of(s, out);
    return true;
}

bool story_is_day(const char *value) {
    struct story_when when;
    return value && strlen(value) >= 10 && story_when(value, &when);
}

bool story_is_clock(const char *value) { return story_is_day(value) && value[10] == 'T' && value[11] >= '0' && value[11] <= '9'; }

int story_when_compare(const char *a, const char *b) {
    struct story_when x, y;
    bool has_a = story_when(a, &x), has_b = story_when(b, &y);
    if (!has_a || !has_b) return has_b - has_a;
    if (x.beg != y.beg) return x.beg < y.beg ? -1 : 1;
    return (x.end > y.end) - (x.end < y.end);
}
