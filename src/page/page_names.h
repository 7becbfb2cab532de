/* Lists of people's names as bylines and author fields write them. */
#ifndef PAGE_NAMES_H
#define PAGE_NAMES_H
#include "base_arena.h"
#include "base_span.h"

struct name_list {
    VEC(span) names; /* in the given string, "By" and roles left out */
    bool clean;      /* nothing but names, roles, outlets and dates was there */
    bool bodies;     /* the only names are agencies or bodies: "By the Meridian Press" */
};
/* Names in s; false when memory is out. */
bool names_read(struct arena *arena, const char *s, size_t n, struct name_list *out);
#endif
