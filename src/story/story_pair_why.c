/* What speaks for and against one incident, in words. */
#include "story_pair.h"
char *signature_why(struct signature a, struct signature b, struct arena *arena) {
    return arena_strdup(arena, signature_score(a, b) > 0 ? "the same incident" : "");
}
