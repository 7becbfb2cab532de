/* Makes one story: the steps in their order. */
#include "story_work.h"
#include <stdlib.h>

/* What the story is called, when and where it was: the best supported values of its facts. */
static void story_head(struct story_work *w) {
    sayso_story *s = &w->story;
    s->place = s->place_fact = -1;
    for (uint32_t i = 0; i < w->facts.n; i++) {
        const sayso_story_fact *f = &w->facts.at[i];
        if (f->about || !f->n_values) continue;
        if (!strcmp(f->slot, "place")) s->place = 0, s->place_fact = (int32_t)i;
        if (!strcmp(f->slot, "time")) s->time = f->values[0].text;
        if (!strcmp(f->slot, "kind")) s->kind = f->values[0].text;
    }
    s->title = w->reports.at[0].title;
    const char *id = w->reports.at[0].id;
    if (!strncmp(id, "sha256:", 7)) id += 7;
    s->id = arena_printf(w->arena, "s%.16s", id);
}

static sayso_code count_roots(struct story_work *w) {
    bool *is_root = ARENA_ARRAY(w->scratch, bool, w->sources.n + 1);
    if (!is_root || !w->story.id) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->facts.n; i++)
        for (uint32_t v = 0; v < w->facts.at[i].n_values; v++) {
            sayso_ids roots = w->facts.at[i].values[v].roots;
            for (uint32_t k = 0; k < roots.n; k++)
                if (!w->facts.at[i].about) is_root[roots.at[k]] = true;
        }
    for (uint32_t i = 0; i < w->sources.n; i++) w->story.n_roots += is_root[i];
    return SAYSO_OK;
}

sayso_code story_make(const struct story_input *inputs, uint32_t n, struct arena *arena, struct arena *scratch,
                      sayso_story *out) {
    struct story_work w = {.arena = arena, .scratch = scratch, .inputs = inputs, .n = n};
    static sayso_code (*const steps[])(struct story_work *) = {story_reports, story_copies, story_sources, story_roots,
                                                               story_values,  story_independence,
                                                               story_status,  story_timeline};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sayso_code code = steps[i](&w);
        if (code) return code;
    }
    story_head(&w);
    sayso_code code = count_roots(&w);
    if (code) return code;
    *out = w.story;
    out->reports = w.reports.at, out->n_reports = w.reports.n;
    out->sources = w.sources.at, out->n_sources = w.sources.n;
    out->facts = w.facts.at, out->n_facts = w.facts.n;
    out->timeline = w.timeline.at, out->n_timeline = w.timeline.n;
    out->conflicts = w.conflicts.at, out->n_conflicts = w.conflicts.n;
    return SAYSO_OK;
}
