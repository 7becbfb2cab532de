/* Sources across reports: who is the same. */
#include "story_work.h"

static int32_t find(const struct story_work *w, const char *name, sayso_source_kind kind) {
    for (uint32_t i = 0; i < w->sources.n; i++)
        if (w->sources.at[i].kind == kind && !strcmp(w->sources.at[i].name, name)) return (int32_t)i;
    return -1;
}

static int32_t add(struct story_work *w, const char *name, sayso_source_kind kind, bool named, int32_t report, int32_t source) {
    int32_t id = find(w, name, kind);
    if (id < 0) {
        sayso_story_source s = {.name = arena_strdup(w->arena, name), .kind = kind, .named = named, .root = -1, .of = -1};
        if (!s.name || !VEC_PUSH(w->arena, w->sources, s)) return -2;
        id = (int32_t)w->sources.n - 1;
    }
    sayso_story_source *s = &w->sources.at[id];
    VEC(sayso_story_mention) mentions = {(sayso_story_mention *)(uintptr_t)s->mentions, s->n_mentions, s->n_mentions};
    if (!VEC_PUSH(w->arena, mentions, ((sayso_story_mention){report, source}))) return -2;
    s->mentions = mentions.at, s->n_mentions = mentions.n;
    return id;
}

sayso_code story_sources(struct story_work *w) {
    w->source_of = ARENA_ARRAY(w->scratch, int32_t *, w->n);
    if (!w->source_of) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_record *r = story_record(w, i);
        const char *outlet = r->publication.outlet ? r->publication.outlet : r->input.name ? r->input.name : r->id;
        w->reports.at[i].outlet_source = add(w, outlet, SAYSO_SOURCE_OUTLET, true, (int32_t)i, -1);
        if (w->reports.at[i].outlet_source < -1) return SAYSO_NOMEM;
        w->source_of[i] = ARENA_ARRAY(w->scratch, int32_t, r->n_sources + 1);
        if (!w->source_of[i]) return SAYSO_NOMEM;
        for (uint32_t k = 0; k < r->n_sources; k++) {
            w->source_of[i][k] = add(w, r->sources[k].name, r->sources[k].kind, r->sources[k].named, (int32_t)i, (int32_t)k);
            if (w->source_of[i][k] < -1) return SAYSO_NOMEM;
        }
    }
    return SAYSO_OK;
}
