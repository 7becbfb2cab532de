/* The incident: what the report is mainly about. The cluster of events (those that are the same) with most weight is it, where
 * violence and disaster weigh more than talk about them; then every slot gets the values that are told of it. */
#include "facts_incident.h"
#include <stdlib.h>
#include <string.h>

/* ---- which events ------------------------------------------------------------------------------------------------ */
/* How much an event of a type is an incident of itself. */
static double gravity(const sayso_event *v) {
    static const struct {
        const char *type;
        double much;
    } rows[] = {{"ASSAULT", 4},  {"FIGHT", 4},    {"CRIME", 3},   {"TERRORISM", 4}, {"DISASTER", 4},
                {"ACCIDENT", 4}, {"COERCE", 1.5}, {"PROTEST", 2}, {"SEIZE", 2}};
    if (v->status > SAYSO_STATUS_ONGOING) return 0.2;
    for (uint32_t i = 0; v->type && i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(v->type, rows[i].type)) return rows[i].much;
    return 1;
}

/* The weight of each event's cluster, at the index of its first event; and the best. -1: no events. */
static int32_t main_cluster(const struct facts_work *f, double *weight) {
    int32_t best = -1;
    for (uint32_t i = 0; i < f->events.n; i++) {
        uint32_t first = f->notes.at[i].first;
        weight[first] += gravity(&f->events.at[i]) * facts_prominence(f, f->notes.at[i].head);
    }
    for (uint32_t i = 0; i < f->events.n; i++)
        if (weight[i] > 0 && (best < 0 || weight[i] > weight[best])) best = (int32_t)i;
    return best;
}

static sayso_code put_events(struct facts_work *f, int32_t cluster) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->events.n; i++) n += f->notes.at[i].first == (uint32_t)cluster;
    int32_t *at = ARENA_ARRAY(f->r->arena, int32_t, n);
    if (!at) return SAYSO_NOMEM;
    n = 0;
    for (uint32_t i = 0; i < f->events.n; i++)
        if (f->notes.at[i].first == (uint32_t)cluster) at[n++] = (int32_t)i;
    f->incident.events = (sayso_ids){at, n};
    return SAYSO_OK;
}

/* The kind that the cluster's events name with most weight; of equal ones the longer word, which mostly says more. */
static const char *kind_of(const struct facts_work *f) {
    const char *best = NULL;
    double most = 0;
    for (uint32_t i = 0; i < f->incident.events.n; i++) {
        const char *kind = f->events.at[f->incident.events.at[i]].kind;
        double sum = 0;
        for (uint32_t k = 0; kind && k < f->incident.events.n; k++) {
            const char *other = f->events.at[f->incident.events.at[k]].kind;
            if (other && !strcmp(other, kind)) sum += facts_prominence(f, f->notes.at[f->incident.events.at[k]].head);
        }
        if (kind && (sum > most || (sum == most && strlen(kind) > strlen(best)))) best = kind, most = sum;
    }
    return best;
}

sayso_code facts_incident(struct facts_work *f) {
    double *weight = ARENA_ARRAY(f->r->scratch, double, f->events.n + 1);
    sayso_code code = weight ? SAYSO_OK : SAYSO_NOMEM;
    int32_t cluster = weight ? main_cluster(f, weight) : -1;
    if (!code && cluster >= 0) code = put_events(f, cluster);
    if (!code) f->incident.kind = kind_of(f);
    if (!code) code = incident_counts(f);
    if (!code) code = incident_people(f);
    if (!code) code = incident_places(f);
    if (!code) code = incident_times(f);
    return code ? error_set(f->r->e, code, "facts", 0, "out of memory") : SAYSO_OK;
}
