/* A story's values in words. */
#include "out_say.h"
#include "out_story.h"

static void place_words(struct phrase *p, const sayso_story_value *v) {
    if (!v->path.n) phrase_str(p, v->text);
    for (uint32_t i = 0; i < v->path.n; i++) {
        if (i) phrase_str(p, ", ");
        phrase_str(p, v->path.at[i]);
    }
}

char *out_story_value_words(const sayso_story_value *v, struct arena *arena) {
    struct phrase p = {.arena = arena};
    if (v->kind == SAYSO_STORY_COUNT)
        say_count(&p, &v->count);
    else if (v->kind == SAYSO_STORY_PLACE)
        place_words(&p, v);
    else if (v->kind != SAYSO_STORY_TIME || !say_timex(&p, v->text))
        phrase_str(&p, v->text);
    return p.failed ? NULL : arena_strdup(arena, phrase_end(&p));
}
