/* Words for people: values, moments and sources of a story as part of a sentence. */
#ifndef STORY_SAY_H
#define STORY_SAY_H
#include "story_work.h"

struct story_phrase { /* grows in an arena; NUL-terminated where anything was put */
    struct arena *arena;
    char *at;
    size_t n, size;
    bool failed; /* memory was out: what was put since is missing */
};
void story_put(struct story_phrase *p, const char *words);
/* "Killed" of "killed". */
void story_put_slot(struct story_phrase *p, const char *slot);
/* "at least 3", "Ann Roe", "'God is great'". */
void story_put_value(struct story_phrase *p, const sayso_story_value *v);
void story_put_count(struct story_phrase *p, const sayso_count *c);
/* "18:20 on 2016-12-19", "2016-12-19"; other values as they are. */
void story_put_moment(struct story_phrase *p, const char *value);
/* "says the sheriff", "say the sheriff, The Quay and 3 others": the roots of a value. */
void story_put_sources(const struct story_work *w, struct story_phrase *p, const sayso_story_value *v, const char *one,
                       const char *many);
#endif
