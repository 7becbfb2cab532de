/* The reports of a story, earliest first, each text once. */
#include "story_when.h"
#include "story_work.h"
#include <stdlib.h>

static const char *told_at(const struct story_input *in) {
    const sayso_publication *p = &in->record->publication;
    return p->published ? p->published : p->modified ? p->modified : in->received;
}

static int by_date(const void *a, const void *b) {
    const struct story_input *x = a, *y = b;
    int c = story_when_compare(told_at(x), told_at(y));
    return c ? c : strcmp(x->record->id, y->record->id);
}

static char *copied(struct story_work *w, const char *s) { return s ? arena_strdup(w->arena, s) : NULL; }

sayso_code story_reports(struct story_work *w) {
    struct story_input *inputs = ARENA_ARRAY(w->scratch, struct story_input, w->n);
    if (!inputs) return SAYSO_NOMEM;
    memcpy(inputs, w->inputs, w->n * sizeof *inputs);
    qsort(inputs, w->n, sizeof *inputs, by_date);
    w->inputs = inputs;
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_record *r = inputs[i].record;
        const sayso_publication *p = &r->publication;
        sayso_story_report report = {.id = copied(w, r->id),
                                     .name = copied(w, r->input.name),
                                     .title = copied(w, p->title),
                                     .outlet = copied(w, p->outlet),
                                     .published = copied(w, p->published),
                                     .modified = copied(w, p->modified),
                                     .uri = copied(w, p->canonical_uri ? p->canonical_uri : r->input.uri),
                                     .outlet_source = -1,
                                     .carries = -1,
                                     .copy_of = -1,
                                     .words_of = -1,
                                     .leans_on = -1,
                                     .why = copied(w, inputs[i].why)};
        if (!report.id || !VEC_PUSH(w->arena, w->reports, report)) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

const char *story_last_told(const sayso_story *s) {
    const char *last = NULL;
    for (uint32_t i = 0; i < s->n_reports; i++)
        if (s->reports[i].published && (!last || strcmp(s->reports[i].published, last) > 0)) last = s->reports[i].published;
    return last;
}
