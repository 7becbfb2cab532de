/* What the story is called, and when and where it was. */
#include "story_map.h"
#include "story_work.h"

/* The kind of incident that most reports tell of; the earlier report's where two are told by as many. */
static sayso_code choose_kind(struct story_work *w) {
    struct story_map of_kind = {0};
    uint32_t *votes = ARENA_ARRAY(w->scratch, uint32_t, w->n + 1), n = 0, best = 0;
    if (!votes) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        const char *kind = story_record(w, i)->incident.kind;
        if (!kind) continue;
        uint32_t at = story_map_get(&of_kind, kind);
        if (at == STORY_MAP_NONE && !story_map_put(&of_kind, w->scratch, kind, at = n++)) return SAYSO_NOMEM;
        votes[at]++;
    }
    for (uint32_t i = w->n; i-- > 0;) {
        const char *kind = story_record(w, i)->incident.kind;
        uint32_t v = kind ? votes[story_map_get(&of_kind, kind)] : 0;
        if (v && v >= best) best = v, w->story.kind = kind;
    }
    if (w->story.kind && !(w->story.kind = arena_strdup(w->arena, w->story.kind))) return SAYSO_NOMEM;
    return SAYSO_OK;
}

static const sayso_story_fact *fact_of(const struct story_work *w, const char *slot, int32_t *index) {
    for (uint32_t i = 0; i < w->facts.n; i++)
        if (!w->facts.at[i].about && !strcmp(w->facts.at[i].slot, slot) && w->facts.at[i].n_values) {
            *index = (int32_t)i;
            return &w->facts.at[i];
        }
    return NULL;
}

/* Whether a report's headline says a value that is replaced by now: no name for the story ("Two killed", of three). */
static bool is_outdated(const struct story_work *w, uint32_t report) {
    const sayso_record *r = story_record(w, report);
    for (uint32_t i = 0; i < w->facts.n; i++) {
        const sayso_story_fact *f = &w->facts.at[i];
        for (uint32_t v = 0; v < f->n_values && !f->about; v++)
            for (uint32_t c = 0; c < f->values[v].n_claims; c++) {
                const sayso_story_claim *said = &f->values[v].claims[c];
                if (f->values[v].status != SAYSO_FACT_SUPERSEDED || said->report != (int32_t)report) continue;
                for (uint32_t b = 0; b < r->n_blocks; b++)
                    if (r->blocks[b].kind == SAYSO_BLOCK_HEADLINE && span_in(said->span, r->blocks[b].span)) return true;
            }
    }
    return false;
}

/* The earliest report's headline that is no copy and says nothing by now replaced; where all do, the earliest's. */
static const char *choose_title(const struct story_work *w) {
    const char *first = NULL;
    for (uint32_t i = 0; i < w->reports.n; i++) {
        const sayso_story_report *r = &w->reports.at[i];
        if (r->copy_of >= 0 || !r->title) continue;
        if (!is_outdated(w, i)) return r->title;
        if (!first) first = r->title;
    }
    return first;
}

sayso_code story_head(struct story_work *w) {
    sayso_story *s = &w->story;
    s->place = s->place_fact = -1;
    int32_t at;
    const sayso_story_fact *f = fact_of(w, "time", &at);
    if (f && f->values[0].text[0] >= '0' && f->values[0].text[0] <= '9') s->time = arena_strndup(w->arena, f->values[0].text, 10);
    if (fact_of(w, "place", &at)) s->place = 0, s->place_fact = at;
    s->title = choose_title(w);
    const char *id = w->reports.at[0].id;
    if (!strncmp(id, "sha256:", 7)) id += 7;
    s->id = arena_printf(w->arena, "s%.16s", id);
    return s->id ? choose_kind(w) : SAYSO_NOMEM;
}
