/* The incident as it is shown to a person: slot by slot, every value that is claimed with the claims that carry it. What the
 * record's incident lists comes first; then other slots of the same events (shots, motive, ...), gathered from the claims. */
#ifndef OUT_INCIDENT_H
#define OUT_INCIDENT_H
#include "base_arena.h"
#include "base_span.h"

struct stated {
    sayso_value value;
    span words; /* of its first claim; what a value of kind NONE is */
    sayso_ids claims;
};
struct stated_slot {
    const char *label; /* "where", "killed", "shots" */
    const struct stated *at;
    uint32_t n;
    uint32_t more; /* values that are not listed */
};
enum { MOST_SLOTS = 24, MOST_VALUES = 8 };
struct out_incident {
    const char *kind;   /* NULL: the report is about no incident, and there are no slots */
    const char *status; /* NULL: it happened; "planned", "called off", "denied", ... */
    sayso_certainty certainty;
    sayso_ids claims; /* that say it happened; where there are none: */
    sayso_ids chain;  /* who says so, of the event on the shortest chain; valid where says is set */
    bool says;
    struct stated_slot slots[MOST_SLOTS];
    uint32_t n_slots;
};

bool out_incident(struct out_incident *x, const sayso_record *r, struct arena *a); /* false: out of memory */
/* On whose say-so there was such an incident at all: "says the police". Nothing where that is not known. */
struct phrase;
void out_incident_so(const struct out_incident *x, const sayso_record *r, struct phrase *p);
/* Whether a claim tells what was said as a whole (slots what, said), not one value of an event. */
bool out_tells_words(const sayso_claim *c);
#endif
