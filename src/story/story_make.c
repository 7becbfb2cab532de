/* Makes one story: the steps in their order. */
#include "story_work.h"

sayso_code story_make(const struct story_input *inputs, uint32_t n, struct arena *arena, struct arena *scratch,
                      sayso_story *out) {
    struct story_work w = {.arena = arena, .scratch = scratch, .inputs = inputs, .n = n};
    static sayso_code (*const steps[])(struct story_work *) = {story_reports, story_copies, story_sources,
                                                               story_roots,   story_values, story_independence,
                                                               story_status,  story_head,   story_timeline};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sayso_code code = steps[i](&w);
        if (code) return code;
    }
    *out = w.story;
    out->reports = w.reports.at, out->n_reports = w.reports.n;
    out->sources = w.sources.at, out->n_sources = w.sources.n;
    out->facts = w.facts.at, out->n_facts = w.facts.n;
    out->timeline = w.timeline.at, out->n_timeline = w.timeline.n;
    out->conflicts = w.conflicts.at, out->n_conflicts = w.conflicts.n;
    return SAYSO_OK;
}
