/* Filling the incident's slots, between facts_incident.c (what it is) and facts_incident_fill.c (the values). Each takes the
 * claims as final; errors: SAYSO_NOMEM. */
#ifndef FACTS_INCIDENT_H
#define FACTS_INCIDENT_H
#include "facts_work.h"

sayso_code incident_counts(struct facts_work *f); /* killed, injured */
sayso_code incident_people(struct facts_work *f); /* perpetrators, victims, targets, weapons */
sayso_code incident_places(struct facts_work *f);
sayso_code incident_times(struct facts_work *f);
#endif
