/* What the files of facts/ share while one report's facts are made: the tables they fill in turn. Internal to this stage. */
#ifndef FACTS_WORK_H
#define FACTS_WORK_H
#include "facts.h"
#include "report_work.h"

/* What is known of an event beside its record; beside facts_work.events, by the same index. */
struct event_note {
    uint32_t beg, end, head; /* tokens of the trigger, [beg, end), its head word */
    uint32_t first;          /* the first event of those that are this one: its own index where it is the first */
};

struct facts_work {
    struct report_work *r; /* tokens, mentions, entities, attributions, sources, ...; claims are added to it */
    const struct gazetteer *gazetteer;

    VEC(sayso_time) times;     /* by span */
    VEC(sayso_amount) amounts; /* by span */
    VEC(sayso_place) places;   /* by span */
    VEC(sayso_event) events;   /* by trigger */
    VEC(struct event_note) notes;
    sayso_incident incident;
};

/* Each fills its part from those before it; SAYSO_NOMEM or SAYSO_LIMIT with r->e filled. Order: facts.c. */
sayso_code facts_times(struct facts_work *f);
sayso_code facts_amounts(struct facts_work *f);
sayso_code facts_places(struct facts_work *f);
sayso_code facts_events(struct facts_work *f);
sayso_code facts_claims(struct facts_work *f);
sayso_code facts_incident(struct facts_work *f);
#endif
