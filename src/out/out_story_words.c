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

/* A time that the reports leave open ("Tuesday" of no known week, XXXX-WXX-2) is told in their words. */
static bool is_open_time(const sayso_story_value *v) {
    return v->kind == SAYSO_STORY_TIME && strchr(v->text, 'X') && v->n_claims && v->claims[0].words;
}

char *out_story_value_words(const sayso_story_value *v, struct arena *arena) {
    struct phrase p = {.arena = arena};
    if (v->kind == SAYSO_STORY_COUNT)
        say_count(&p, &v->count);
    else if (v->kind == SAYSO_STORY_PLACE)
        place_words(&p, v);
    else if (v->kind != SAYSO_STORY_TIME || !say_timex(&p, v->text))
        phrase_str(&p, is_open_time(v) ? v->claims[0].words : v->text);
    return p.failed ? NULL : arena_strdup(arena, phrase_end(&p));
}
