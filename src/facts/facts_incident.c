/* The incident: what the report is mainly about. The cluster of events (those that are the same) with most weight is it, where
 * violence and disaster weigh more than talk about them; then every slot gets the values that are told of it. */
#include "facts_incident.h"
#include "facts_events.h"
#include <stdlib.h>
#include <string.h>

/* ---- which events ------------------------------------------------------------------------------------------------ */
/* How much a report with an event of this kind is about it: data/event_kinds.tsv. What did not happen yet or at all is seldom
 * what a report is about. */
static double gravity(const sayso_event *v) {
    int kind = v->kind ? event_kind_find(v->kind) : -1;
    double much = kind < 0 ? 1 : (double)event_kind_at((uint16_t)kind)->weight;
    return v->status > SAYSO_STATUS_ONGOING ? much / 10 : much;
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

/* The kind that says most of the cluster's kinds: the gravest, of equally grave ones the one that stands most in sight. */
static sayso_code find_kind(struct facts_work *f) {
    double *sum = ARENA_ARRAY(f->r->scratch, double, UINT16_MAX + 1), most = 0;
    if (!sum) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->incident.events.n; i++) {
        const char *kind = f->events.at[f->incident.events.at[i]].kind;
        int k = kind ? event_kind_find(kind) : -1;
        if (k >= 0) sum[k] += facts_prominence(f, f->notes.at[f->incident.events.at[i]].head);
    }
    for (uint32_t i = 0; i < f->incident.events.n; i++) {
        const sayso_event *v = &f->events.at[f->incident.events.at[i]];
        int k = v->kind ? event_kind_find(v->kind) : -1;
        double much = k < 0 || sum[k] < 1 ? 0 : 100 * gravity(v) + sum[k];
        if (much > most) f->incident.kind = v->kind, most = much;
    }
    return SAYSO_OK;
}

/* Whether somebody is told to have done one of the incident's events. */
static bool has_doer(const struct facts_work *f) {
    for (uint32_t i = 0; i < f->incident.events.n; i++) {
        const sayso_event *v = &f->events.at[f->incident.events.at[i]];
        for (uint32_t k = 0; k < v->n_participants; k++) {
            const sayso_participant *p = &v->participants[k];
            if (!strcmp(p->role, "agent") && p->entity >= 0 && f->r->entities.at[p->entity].kind <= SAYSO_ENTITY_ORGANIZATION)
                return true;
        }
    }
    return false;
}

/* Kinds of mishap and disaster, by which people come to harm that nobody does. */
static bool is_mishap(const struct event_kind *k) {
    static const char *const families[] = {"accident", "fire", "earthquake", "storm", "eruption", "outbreak", NULL};
    for (const char *const *name = families; *name && k->axis != 'o'; name++)
        if (event_kind_at((uint16_t)event_kind_find(*name))->family == k->family) return true;
    return false;
}

/* "A crane fell and killed 107": where the kind tells only what people came to, and nobody did it, what they came to it by is the
 * kind, if the report tells of it about as much. */
static sayso_code find_cause(struct facts_work *f) {
    int own = f->incident.kind ? event_kind_find(f->incident.kind) : -1;
    if (own < 0 || event_kind_at((uint16_t)own)->axis != 'o' || has_doer(f)) return SAYSO_OK;
    double *sum = ARENA_ARRAY(f->r->scratch, double, UINT16_MAX + 1), most = 0;
    if (!sum) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->events.n; i++) {
        int k = f->events.at[i].kind ? event_kind_find(f->events.at[i].kind) : -1;
        if (k >= 0 && f->events.at[i].status <= SAYSO_STATUS_ONGOING) sum[k] += facts_prominence(f, f->notes.at[i].head);
    }
    for (uint32_t i = 0; i < f->events.n; i++) {
        int k = f->events.at[i].kind ? event_kind_find(f->events.at[i].kind) : -1;
        if (k < 0 || !is_mishap(event_kind_at((uint16_t)k)) || sum[k] < 1 || 2 * sum[k] < sum[own] || sum[k] <= most) continue;
        most = sum[k];
        f->incident.kind = f->events.at[i].kind;
    }
    return SAYSO_OK;
}

/* The year of a value ("1974", "1974-05-02"), 0 where it has none. */
static int year_of(const char *value) {
    int year = 0;
    for (int i = 0; i < 4; i++) {
        if (!value || value[i] < '0' || value[i] > '9') return 0;
        year = 10 * year + value[i] - '0';
    }
    return year;
}

/* Sentences with a year two or more before the report's; where the report bears no date, with a bare year. */
static sayso_code find_past(struct facts_work *f) {
    int now = year_of(f->r->text->publication.published);
    f->past = arena_alloc(f->r->scratch, f->r->n_sentences + 1);
    if (!f->past) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->times.n; i++) {
        const sayso_time *t = &f->times.at[i];
        uint32_t token = report_token_at(f->r, t->span.beg);
        int year = strcmp(t->type, "DATE") ? 0 : year_of(t->value);
        if (year && token < f->r->n_tokens && (now ? year < now - 1 : strlen(t->value) == 4))
            f->past[f->r->tokens[token].sentence] = true;
    }
    return SAYSO_OK;
}

sayso_code facts_incident(struct facts_work *f) {
    double *weight = ARENA_ARRAY(f->r->scratch, double, f->events.n + 1);
    sayso_code code = weight ? SAYSO_OK : SAYSO_NOMEM;
    int32_t cluster = weight ? main_cluster(f, weight) : -1;
    f->cluster = cluster;
    if (!code) code = find_past(f);
    if (!code && cluster >= 0) code = put_events(f, cluster);
    if (!code) code = find_kind(f);
    if (!code) code = find_cause(f);
    if (!code) code = incident_counts(f);
    if (!code) code = incident_people(f);
    if (!code) code = incident_places(f);
    if (!code) code = incident_times(f);
    return code ? error_set(f->r->e, code, "facts", 0, "out of memory") : SAYSO_OK;
}
