/* Records made by hand, as far as stories are grouped by them. */
#ifndef STORY_FIXTURE_H
#define STORY_FIXTURE_H
#include "story.h"

struct told { /* what a report says; NULL and 0: does not */
    const char *title, *text;
    const char *outlet, *published, *day;
    const char *city;
    int64_t geonames;
    double lat, lon;
    const char *region;
    const char *victims[3], *suspects[3];
    const char *kind;
    int killed, injured; /* -1: not said */
};

/* The record of it, all in `arena`. */
const sayso_record *told_record(const struct told *t, struct arena *arena);
/* Its signature. */
struct signature told_signature(const struct told *t, struct arena *arena);
#endif
