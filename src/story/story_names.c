/* The record's words for the values of a story. */
#include "story_work.h"

const char *sayso_stance_name(sayso_stance s) {
    static const char *const names[] = {
#define SAYSO_X(n, s) s,
        SAYSO_STANCES(SAYSO_X)
#undef SAYSO_X
    };
    return names[s];
}

const char *sayso_fact_status_name(sayso_fact_status s) {
    static const char *const names[] = {
#define SAYSO_X(n, s) s,
        SAYSO_FACT_STATUSES(SAYSO_X)
#undef SAYSO_X
    };
    return names[s];
}

char *story_words(struct story_work *w, const sayso_record *r, sayso_span s) {
    char *out = arena_alloc(w->arena, s.end - s.beg + 1);
    if (!out) return NULL;
    uint32_t n = 0;
    bool blank = false;
    for (uint32_t i = s.beg; i < s.end; i++) {
        bool space = r->text[i] == ' ' || (r->text[i] >= '\t' && r->text[i] <= '\r');
        if (!space && blank && n) out[n++] = ' ';
        if (!space) out[n++] = r->text[i];
        blank = space;
    }
    return out;
}
