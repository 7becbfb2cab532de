/* The steps of finding what happened, in their order, and what they found put into the record. */
#include "facts_work.h"

typedef sayso_code (*step)(struct facts_work *f);
static const step steps[] = {facts_times, facts_amounts, facts_places, facts_events,  facts_time_anchors,
                             facts_tolls, facts_roles,   facts_claims, facts_incident};

static void fill(const struct facts_work *f, sayso_record *out) {
    out->times = f->times.at;
    out->n_times = f->times.n;
    out->places = f->places.at;
    out->n_places = f->places.n;
    out->amounts = f->amounts.at;
    out->n_amounts = f->amounts.n;
    out->events = f->events.at;
    out->n_events = f->events.n;
    out->incident = f->incident;
}

static uint32_t first_body_sentence(const struct report_work *w) {
    for (uint32_t t = 0; t < w->n_tokens; t++)
        if (report_is_body(w, w->tokens[t].block)) return w->tokens[t].sentence;
    return 0;
}

sayso_code facts_run(struct facts_work *f) {
    f->first_body = first_body_sentence(f->r);
    for (uint32_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sayso_code code = steps[i](f);
        if (code) return code;
    }
    return SAYSO_OK;
}

sayso_code facts_build(struct report_work *w, const struct gazetteer *gazetteer, sayso_record *out) {
    struct facts_work f = {.r = w, .gazetteer = gazetteer};
    sayso_code code = facts_run(&f);
    if (code) return code;
    report_fill(w, out);
    fill(&f, out);
    return SAYSO_OK;
}
