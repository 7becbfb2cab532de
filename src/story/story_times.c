/* When: times of the incident by their day. Reports speak for days the more the higher they rank them; what tells no day (a
 * month, "recently") stands behind. A day's value is its most precise form ("2016-12-19T18:05"), the other forms are variants. A
 * day behind the day of publication is no day of what happened. */
#include "story_facts.h"
#include "story_when.h"

static const double CLAIM_WEIGHT = 0.2; /* of a time of the incident's events that is no filler */

struct days {
    struct story_work *w;
    struct story_map of_day;
    struct fact_draft *fact;
    VEC(uint32_t) last_report; /* [values] */
    VEC(double) last;
};

/* How precise a value is: a clock time before a part of the day ("TEV") before the day. */
static int precision(const char *value) { return story_is_clock(value) ? 2 : strlen(value) > 10 ? 1 : 0; }

static bool too_late(const struct story_work *w, uint32_t report, const char *value) {
    const sayso_publication *p = &story_record(w, report)->publication;
    struct story_when at, published;
    return p->published && story_when(value, &at) && story_when(p->published, &published) && at.beg > published.beg + STORY_DAY;
}

static struct value_draft *value_of(struct days *d, const char *value, uint32_t *index) {
    char *key = arena_strndup(d->w->scratch, value, story_is_day(value) ? 10 : strlen(value));
    if (!key) return NULL;
    *index = story_map_get(&d->of_day, key);
    if (*index != STORY_MAP_NONE) return d->fact->values.at[*index];
    *index = d->fact->values.n;
    if (!story_map_put(&d->of_day, d->w->scratch, key, *index)) return NULL;
    if (!VEC_PUSH(d->w->scratch, d->last_report, STORY_MAP_NONE) || !VEC_PUSH(d->w->scratch, d->last, 0)) return NULL;
    return story_add_value(d->w, d->fact, (sayso_story_value){.kind = SAYSO_STORY_TIME, .text = value});
}

static struct value_draft *add_time(struct days *d, uint32_t report, const char *value, double weight) {
    uint32_t at;
    if (!d->fact && !(d->fact = story_fact(d->w, "time", NULL))) return NULL;
    struct value_draft *v = value_of(d, value, &at);
    if (!v) return NULL;
    if (!story_is_day(value) || too_late(d->w, report, value)) weight /= 1000;
    if (d->last_report.at[at] != report) d->last_report.at[at] = report, d->last.at[at] = 0;
    if (weight > d->last.at[at]) v->weight += weight - d->last.at[at], d->last.at[at] = weight;
    if (precision(value) > precision(v->v.text)) {
        const char *before = v->v.text;
        if (!(v->v.text = arena_strdup(d->w->arena, value)) || !story_add_variant(d->w, v, before)) return NULL;
    }
    return story_add_variant(d->w, v, value) ? v : NULL;
}

static bool gather(struct days *d, uint32_t report) {
    const sayso_record *r = story_record(d->w, report);
    for (uint32_t i = 0; i < r->incident.time.n; i++) {
        const sayso_filler *f = &r->incident.time.at[i];
        if (f->value.kind != SAYSO_VALUE_TIME) continue;
        struct value_draft *v = add_time(d, report, r->times[f->value.id].value, 1.0 / (1 + i));
        if (!v || (!f->claims.n && !story_add_claim(d->w, v, report, -1))) return false;
        for (uint32_t k = 0; k < f->claims.n; k++)
            if (story_stance(d->w, report, f->claims.at[k]) != SAYSO_STANCE_DENIES &&
                !story_add_claim(d->w, v, report, f->claims.at[k]))
                return false;
    }
    for (uint32_t k = 0; k < r->n_claims; k++) {
        const sayso_claim *c = &r->claims[k];
        if (c->value.kind != SAYSO_VALUE_TIME || strcmp(c->slot, "time") || c->about < 0 ||
            story_stance(d->w, report, (int32_t)k) == SAYSO_STANCE_DENIES || !story_of_incident(d->w, report, c))
            continue;
        struct value_draft *v = add_time(d, report, r->times[c->value.id].value, CLAIM_WEIGHT);
        if (!v || !story_add_claim(d->w, v, report, (int32_t)k)) return false;
    }
    return true;
}

sayso_code story_times(struct story_work *w) {
    struct days d = {.w = w};
    for (uint32_t i = 0; i < w->n; i++)
        if (!gather(&d, i)) return SAYSO_NOMEM;
    return SAYSO_OK;
}
