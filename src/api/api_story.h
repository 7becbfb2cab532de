/* What stands behind sayso_stories. Internal to api/. */
#ifndef API_STORY_H
#define API_STORY_H
#include "api.h"
#include "story.h"

struct sayso_stories {
    struct arena arena;
    sayso_story *at;
    uint32_t n;
};
#endif
