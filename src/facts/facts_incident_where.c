/* Where the incident was: the places of the best city first (facts_cities.c), the narrowest of them before all, then the other
 * cities', then what lies in no city. Places of one path are one value. */
#include "facts_cities.h"
#include "facts_claims.h"
#include "facts_tolls.h"
#include <string.h>
#include <strings.h>

static bool same_path(const sayso_place *a, const sayso_place *b) {
    if (a->path.n != b->path.n) return false;
    for (uint32_t i = 0; i < a->path.n; i++)
        if (strcasecmp(a->path.at[i], b->path.at[i])) return false;
    return true;
}

/* What a mention of a place within its city, or outside all cities, is worth. */
static double place_weight(const struct facts_work *f, const struct incident_telling *tells, uint32_t i) {
    enum { DATELINE = 8 };
    const sayso_place *p = &f->places.at[i];
    uint32_t t = report_token_at(f->r, p->span.beg);
    if (t >= f->r->n_tokens) return 0;
    if (p->role && !strcmp(p->role, "dateline")) return DATELINE;
    if (f->past[f->r->tokens[t].sentence]) return 0;
    double much = facts_prominence(f, t) * (tells->sentence[f->r->tokens[t].sentence] ? 1.5 : 1);
    if (tells->place[i]) much *= 2;
    for (uint32_t k = t; k < f->r->n_tokens && f->r->tokens[k].at.beg < p->span.end;
         k++) /* where the hurt and the accused are taken */
        if (toll_is_context(f->r, k, TOLL_HOSPITAL_WORD) || toll_is_context(f->r, k, TOLL_AFTERMATH)) return much / 8;
    return much;
}

sayso_code incident_places(struct facts_work *f) {
    enum { BY_CITY = 1000, UNKNOWN = 4 };
    struct candidates *c = ARENA_NEW(f->r->scratch, struct candidates);
    struct cities *cities = ARENA_NEW(f->r->scratch, struct cities);
    struct incident_telling tells;
    if (!c || !cities || incident_look_for_telling(f, &tells) || facts_cities(f, &tells, cities)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->places.n; i++) {
        const sayso_place *p = &f->places.at[i];
        if (!p->path.n) continue;
        struct candidate *x = NULL;
        for (uint32_t k = 0; k < c->n && !x; k++)
            if (same_path(&f->places.at[c->at[k].id], p)) x = &c->at[k];
        if (!x) x = incident_candidate(f, c, (int32_t)i, p->span);
        if (!x) continue;
        x->score += place_weight(f, &tells, i);
        incident_claims_at(f, "place", p->span, x->claims, &x->n_claims);
    }
    for (uint32_t i = 0; i < f->places.n; i++) /* a dateline stays one */
        if (tells.place[i] && strcmp(f->places.at[i].role ? f->places.at[i].role : "", "dateline"))
            f->places.at[i].role = "event";
    incident_share(c);
    int8_t best = -1;
    for (uint32_t k = 0; k < cities->n; k++)
        if (best < 0 || cities->at[k].score > cities->at[best].score) best = (int8_t)k;
    for (uint32_t i = 0; i < c->n; i++) {
        const sayso_place *p = &f->places.at[c->at[i].id];
        int8_t k = cities->of[c->at[i].id];
        if (c->at[i].score <= 0) continue; /* background alone */
        if (k < 0 || (k != best && !p->has_point && p->path.n < 2)) {
            c->at[i].score /= p->has_point && p->path.n > 1 ? 1 : UNKNOWN;
            continue;
        }
        const struct city *in = &cities->at[k];
        c->at[i].chance = in->chance;
        bool narrow = p->path.n > f->places.at[in->place].path.n - in->level && c->at[i].score > 1;
        c->at[i].score = BY_CITY + in->score * 10 + (narrow ? 0.5 : 0) + c->at[i].score / 1000;
    }
    return incident_put(f, c, SAYSO_VALUE_PLACE, 0.1, &f->incident.place);
}
