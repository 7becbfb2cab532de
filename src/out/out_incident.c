/* The incident as it is shown to a person, see out_incident.h. */
#include "out_incident.h"
#include "out_say.h"
#include <string.h>

/* Values of one slot while they are gathered from claims. */
struct gathered {
    const char *slot;
    VEC(struct stated) values;
    VEC(int32_t) claims[MOST_VALUES];
    uint32_t more;
};
struct gathering {
    struct gathered slots[MOST_SLOTS];
    uint32_t n;
};

bool out_tells_words(const sayso_claim *c) { return c->slot && (!strcmp(c->slot, "what") || !strcmp(c->slot, "said")); }

/* Slots whose values stand in the incident's own lists, or that say who is in the event. */
static bool is_listed(const char *slot) {
    static const char *const listed[] = {"what",    "said",    "time",       "place",       "killed",       "injured", "agent",
                                         "patient", "victim",  "victims",    "perpetrator", "perpetrators", "target",  "targets",
                                         "weapon",  "weapons", "instrument", "beneficiary", "theme",        "kind"};
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        if (!strcmp(slot, listed[i])) return true;
    return false;
}

static bool *events_of(const sayso_record *r, struct arena *a) {
    bool *in = ARENA_ARRAY(a, bool, r->n_events + 1);
    for (uint32_t i = 0; in && i < r->incident.events.n; i++) {
        int32_t id = r->incident.events.at[i];
        if (id < 0) continue;
        in[id] = true;
        for (uint32_t k = 0; k < r->events[id].same_as.n; k++)
            if (r->events[id].same_as.at[k] >= 0) in[r->events[id].same_as.at[k]] = true;
    }
    return in;
}

/* ---- the incident's own lists ---- */
static bool put_fillers(struct out_incident *x, const sayso_record *r, struct arena *a, const char *label, sayso_fillers f) {
    uint32_t n = f.n < MOST_VALUES ? f.n : MOST_VALUES;
    struct stated *at = ARENA_ARRAY(a, struct stated, n + 1);
    if (!at) return false;
    for (uint32_t i = 0; i < n; i++) {
        span words = f.at[i].claims.n ? r->claims[f.at[i].claims.at[0]].span : span_of(0, 0);
        at[i] = (struct stated){f.at[i].value, words, f.at[i].claims};
    }
    if (n) x->slots[x->n_slots++] = (struct stated_slot){label, at, n, f.n - n};
    return true;
}

static bool put_lists(struct out_incident *x, const sayso_record *r, struct arena *a) {
    const sayso_incident *in = &r->incident;
    return put_fillers(x, r, a, "where", in->place) && put_fillers(x, r, a, "when", in->time) &&
           put_fillers(x, r, a, "victims", in->victims) && put_fillers(x, r, a, "perpetrators", in->perpetrators) &&
           put_fillers(x, r, a, "targets", in->targets) && put_fillers(x, r, a, "weapons", in->weapons) &&
           put_fillers(x, r, a, "killed", in->killed) && put_fillers(x, r, a, "injured", in->injured);
}

/* ---- other slots, from the claims ---- */
static struct gathered *slot_of(struct gathering *g, const char *slot) {
    for (uint32_t i = 0; i < g->n; i++)
        if (!strcmp(g->slots[i].slot, slot)) return &g->slots[i];
    if (g->n == MOST_SLOTS) return NULL;
    g->slots[g->n].slot = slot;
    return &g->slots[g->n++];
}

static bool gather(struct gathering *g, const sayso_record *r, struct arena *a, int32_t claim) {
    const sayso_claim *c = &r->claims[claim];
    struct gathered *x = slot_of(g, c->slot);
    if (!x) return true;
    uint32_t k = 0;
    while (k < x->values.n && !say_same_value(r, &x->values.at[k].value, x->values.at[k].words, &c->value, c->span)) k++;
    if (k == MOST_VALUES) {
        x->more++;
        return true;
    }
    struct stated fresh = {.value = c->value, .words = c->span};
    if (k == x->values.n && !VEC_PUSH(a, x->values, fresh)) return false;
    return VEC_PUSH(a, x->claims[k], claim);
}

static const char *label_of(const char *slot, struct arena *a) {
    char *label = arena_strdup(a, slot);
    for (char *p = label; p && *p; p++)
        if (*p == '_') *p = ' ';
    return label;
}

static bool put_gathered(struct out_incident *x, struct gathering *g, struct arena *a) {
    for (uint32_t i = 0; i < g->n && x->n_slots < MOST_SLOTS; i++) {
        struct gathered *s = &g->slots[i];
        for (uint32_t k = 0; k < s->values.n; k++) s->values.at[k].claims = (sayso_ids){s->claims[k].at, s->claims[k].n};
        const char *label = label_of(s->slot, a);
        if (!label) return false;
        x->slots[x->n_slots++] = (struct stated_slot){label, s->values.at, s->values.n, s->more};
    }
    return true;
}

static void put_status(struct out_incident *x, const sayso_record *r) {
    int32_t first = r->incident.events.n ? r->incident.events.at[0] : -1;
    if (first < 0) return;
    sayso_status s = r->events[first].status;
    x->certainty = r->events[first].certainty;
    if (s != SAYSO_STATUS_HAPPENED) x->status = s == SAYSO_STATUS_CALLED_OFF ? "called off" : sayso_status_name(s);
}

/* The sources in whose words the event stands, outermost first; of the incident's events the one with the fewest. */
static bool put_event_chain(struct out_incident *x, const sayso_record *r, struct arena *a) {
    const sayso_event *best = NULL;
    for (uint32_t i = 0; i < r->incident.events.n; i++) {
        const sayso_event *v = r->incident.events.at[i] < 0 ? NULL : &r->events[r->incident.events.at[i]];
        if (v && (!best || v->attributions.n < best->attributions.n)) best = v;
    }
    if (!best) return true;
    int32_t *chain = ARENA_ARRAY(a, int32_t, best->attributions.n + 1);
    for (uint32_t i = 0; chain && i < best->attributions.n; i++)
        chain[i] = r->attributions[best->attributions.at[best->attributions.n - 1 - i]].source_id;
    x->chain = (sayso_ids){chain, best->attributions.n};
    x->says = true;
    return chain;
}

void out_incident_so(const struct out_incident *x, const sayso_record *r, struct phrase *p) {
    if (x->claims.n) {
        say_so(p, r, x->claims);
    } else if (x->says) {
        bool named = !x->chain.n || x->chain.at[x->chain.n - 1] >= 0;
        phrase_str(p, named ? "says " : NULL);
        say_chain(p, r, x->chain);
    }
}

bool out_incident(struct out_incident *x, const sayso_record *r, struct arena *a) {
    VEC(int32_t) what = {0};
    *x = (struct out_incident){.kind = r->incident.kind};
    if (!x->kind && !r->incident.events.n) return true;
    if (!x->kind) x->kind = "event";
    struct gathering *g = ARENA_NEW(a, struct gathering);
    const bool *in = events_of(r, a);
    if (!g || !in || !put_lists(x, r, a)) return false;
    put_status(x, r);
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        if (c->about < 0 || !in[c->about] || !c->slot) continue;
        if (!strcmp(c->slot, "what") && !VEC_PUSH(a, what, (int32_t)i)) return false;
        if (!is_listed(c->slot) && !gather(g, r, a, (int32_t)i)) return false;
    }
    x->claims = (sayso_ids){what.at, what.n};
    if (!what.n && !put_event_chain(x, r, a)) return false;
    return put_gathered(x, g, a);
}
