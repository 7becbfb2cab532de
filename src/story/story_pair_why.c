/* What speaks for and against one incident, in words. */
#include "story_pair.h"
#include <math.h>

struct sentence {
    struct arena *arena;
    char *words; /* NULL: nothing yet */
    bool failed;
};

/* One more of a list: "a, b". */
static void say(struct sentence *s, char *part) {
    if (s->failed || !part || !*part) {
        s->failed |= !part;
        return;
    }
    char *both = s->words ? arena_printf(s->arena, "%s, %s", s->words, part) : part;
    s->words = both ? both : s->words;
    s->failed |= !both;
}

static char *string(struct arena *arena, const struct signature_view *v, uint32_t i) {
    uint32_t n;
    const char *s = signature_string(v, i, &n);
    return arena_strndup(arena, s, n);
}

/* "12 March 2015" of a day's number. */
static char *day_words(struct arena *arena, uint32_t day) {
    static const char *const months[] = {"March",     "April",   "May",      "June",     "July",    "August",
                                         "September", "October", "November", "December", "January", "February"};
    uint32_t z = day + 693900 - 1, era = z / 146097, doe = z % 146097; /* days from 1 March of year 0 on */
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    uint32_t month = (5 * doy + 2) / 153, date = doy - (153 * month + 2) / 5 + 1;
    return arena_printf(arena, "%u %s %u", date, months[month % 12], yoe + era * 400 + (month >= 10));
}

static void why_days(struct sentence *for_it, struct sentence *against, const struct signature_view *a,
                     const struct signature_view *b) {
    uint32_t best = UINT32_MAX, day = 0;
    for (uint32_t i = 0; i < a->n_days; i++)
        for (uint32_t j = 0; j < b->n_days; j++) {
            struct seen_day x = signature_day(a, i), y = signature_day(b, j);
            uint32_t apart = x.day > y.day ? x.day - y.day : y.day - x.day;
            if (x.flags & y.flags & DAY_INCIDENT && apart < best) best = apart, day = x.day;
        }
    if (best == UINT32_MAX) return;
    struct arena *arena = for_it->arena;
    if (!best) say(for_it, arena_printf(arena, "same day (%s)", day_words(arena, day)));
    if (best == 1) say(for_it, arena_printf(arena, "a day apart at most (about %s)", day_words(arena, day)));
    if (best > 1) say(against, arena_printf(arena, "%u days apart", best));
}

static void why_places(struct sentence *for_it, struct sentence *against, const struct signature_view *a,
                       const struct signature_view *b, const float *f) {
    struct arena *arena = for_it->arena;
    for (uint32_t i = 0; i < a->n_places; i++)
        for (uint32_t j = 0; j < b->n_places; j++) {
            struct seen_place x = signature_place(a, i), y = signature_place(b, j);
            if (x.id != y.id || !(x.flags & y.flags & PLACE_INCIDENT) || x.flags & PLACE_WIDE) continue;
            say(for_it, arena_printf(arena, "same place (%s)", string(arena, a, x.string)));
            return;
        }
    if (f[PAIR_PLACE_ANY] < 25)
        say(for_it, arena_printf(arena, "places %.0f km from each other", (double)f[PAIR_PLACE_ANY]));
    else if (f[PAIR_PLACE_ANY] >= 25)
        say(against, arena_printf(arena, "places %.0f km from each other", (double)f[PAIR_PLACE_ANY]));
}

static void why_people(struct sentence *for_it, struct sentence *against, const struct signature_view *a,
                       const struct signature_view *b, const float *f) {
    struct arena *arena = for_it->arena;
    char *names = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_people && n < 2; i++)
        for (uint32_t j = 0; j < b->n_people; j++) {
            struct seen_person x = signature_person(a, i), y = signature_person(b, j);
            if (x.last != y.last || (x.full != y.full && !((x.flags | y.flags) & PERSON_ONE_WORD))) continue;
            char *name = string(arena, x.flags & PERSON_ONE_WORD ? b : a, x.flags & PERSON_ONE_WORD ? y.string : x.string);
            if (!name || !*name) continue;
            names = n++ ? arena_printf(arena, "%s and %s", names, name) : name;
            break;
        }
    if (n) say(for_it, arena_printf(arena, "%s named in both", names));
    if (f[PAIR_VICTIMS_APART] > 0) say(against, arena_strdup(arena, "other victims named"));
    if (!n && f[PAIR_SUSPECTS_APART] > 0) say(against, arena_strdup(arena, "other suspects named"));
}

static void why_counts(struct sentence *for_it, struct sentence *against, uint32_t a, uint32_t b, const char *what) {
    if (a == NO_COUNT || b == NO_COUNT) return;
    if (a == b && a) say(for_it, arena_printf(for_it->arena, "%u %s in both", a, what));
    if (a != b) say(against, arena_printf(for_it->arena, "%u %s or %u", a < b ? a : b, what, a < b ? b : a));
}

static void why_words(struct sentence *s, const float *f) {
    if (f[PAIR_SHINGLES] > 0.4f)
        say(s, arena_strdup(s->arena, "much the same text"));
    else if (f[PAIR_WORDS] > 0.3f)
        say(s, arena_strdup(s->arena, "many rare words in both"));
    else if (f[PAIR_RARE] > 2)
        say(s, arena_strdup(s->arena, "some rare words in both"));
}

char *signature_why(struct signature a, struct signature b, struct arena *arena) {
    struct signature_view v, u;
    float f[N_PAIR_FEATURES];
    struct sentence for_it = {arena, NULL, false}, against = {arena, NULL, false};
    if (!signature_open(a, &v) || !signature_open(b, &u)) return arena_strdup(arena, "not to be compared");
    pair_features(&v, &u, f);
    why_days(&for_it, &against, &v, &u);
    why_places(&for_it, &against, &v, &u, f);
    why_people(&for_it, &against, &v, &u, f);
    if (v.kind && v.kind == u.kind && v.kind_string != NO_STRING)
        say(&for_it, arena_printf(arena, "a %s in both", string(arena, &v, v.kind_string)));
    else if (v.kind && u.kind && v.kind != u.kind)
        say(&against, arena_strdup(arena, "other kinds of incident"));
    why_counts(&for_it, &against, v.killed, u.killed, "killed");
    why_counts(&for_it, &against, v.injured, u.injured, "injured");
    why_words(&for_it, f);
    if (for_it.failed || against.failed) return NULL;
    if (!against.words) return for_it.words ? for_it.words : arena_strdup(arena, "nothing in common");
    return for_it.words ? arena_printf(arena, "%s; against it: %s", for_it.words, against.words)
                        : arena_printf(arena, "against it: %s", against.words);
}
