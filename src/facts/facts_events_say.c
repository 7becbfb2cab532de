/* In whose words each event stands: the attributions whose content holds its trigger, innermost first; and what the stand of the
 * innermost does to it ("believes", "claims": less than certain; "denies": denied). One sweep over contents and triggers. */
#include "facts_events.h"
#include "report_cues.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_OPEN = 16 };

struct content {
    span at;
    uint32_t size; /* bytes of the whole content it is a piece of */
    int32_t attribution;
};

static int by_start(const void *a, const void *b) {
    const struct content *x = a, *y = b;
    int c = span_cmp(x->at, y->at);
    return c ? c : x->attribution - y->attribution;
}

static int by_size(const struct content *a, const struct content *b) {
    if (a->size != b->size) return a->size < b->size ? -1 : 1;
    return b->attribution - a->attribution;
}

static const struct attitude *attitude_named(const char *name) {
    for (uint32_t i = 0; name && i < n_cue_attitudes; i++)
        if (!strcmp(cue_attitudes[i].name, name)) return &cue_attitudes[i];
    return NULL;
}

/* Thoughts and weak claims are less than certain, except what is known or learnt. */
static void take_attitude(const struct events *ev, uint32_t i, sayso_event *v, const sayso_attribution *a) {
    const struct attitude *s = attitude_named(a->attitude);
    if (!s) return;
    bool weak = s->polarity > 0 && (s->strength == 1 || (s->kind == ATTITUDE_THOUGHT && s->strength < 3));
    bool found = !strcmp(s->name, "learns") || !strcmp(s->name, "perceives") || !strcmp(s->name, "remembers") ||
                 !strcmp(s->name, "concludes");
    if (weak && !found && v->certainty < SAYSO_CERTAINTY_PROBABLE) v->certainty = SAYSO_CERTAINTY_PROBABLE;
    bool verb = ev->drafts.at[i].sense->pos == 'v';
    if (s->polarity < 0 && s->strength == 3 && !strcmp(s->name, "denies") && verb && v->status == SAYSO_STATUS_HAPPENED)
        v->status = SAYSO_STATUS_DENIED;
}

static sayso_code keep(struct events *ev, uint32_t i, struct content *in, uint32_t n) {
    sayso_event *v = &ev->f->events.at[i];
    for (uint32_t a = 1; a < n; a++)
        for (uint32_t b = a; b > 0 && by_size(&in[b - 1], &in[b]) > 0; b--) {
            struct content c = in[b];
            in[b] = in[b - 1];
            in[b - 1] = c;
        }
    int32_t *at = ARENA_ARRAY(ev->w->arena, int32_t, n);
    if (!at) return error_set(ev->w->e, SAYSO_NOMEM, "facts", v->trigger.beg, "out of memory");
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n; k++)
        if (!kept || at[kept - 1] != in[k].attribution) at[kept++] = in[k].attribution;
    v->attributions = (sayso_ids){at, kept};
    take_attitude(ev, i, v, &ev->w->attributions.at[at[0]]);
    return SAYSO_OK;
}

sayso_code events_attributed(struct events *ev) {
    const struct report_work *w = ev->w;
    VEC(struct content) all = {0};
    for (uint32_t a = 0; a < w->attributions.n; a++) {
        sayso_spans c = w->attributions.at[a].content;
        for (uint32_t k = 0; k < c.n; k++)
            if (!VEC_PUSH(w->scratch, all, ((struct content){c.at[k], spans_len(c), (int32_t)a})))
                return error_set(w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    }
    if (!all.n) return SAYSO_OK;
    qsort(all.at, all.n, sizeof *all.at, by_start);
    struct content open[MOST_OPEN];
    uint32_t n = 0, next = 0;
    for (uint32_t i = 0; i < ev->f->events.n; i++) {
        span t = ev->f->events.at[i].trigger;
        uint32_t left = 0;
        for (uint32_t k = 0; k < n; k++)
            if (open[k].at.end > t.beg) open[left++] = open[k];
        for (n = left; next < all.n && all.at[next].at.beg <= t.beg; next++)
            if (all.at[next].at.end > t.beg && n < MOST_OPEN) open[n++] = all.at[next];
        struct content in[MOST_OPEN];
        uint32_t found = 0;
        for (uint32_t k = 0; k < n; k++)
            if (span_in(t, open[k].at)) in[found++] = open[k];
        sayso_code code = found ? keep(ev, i, in, found) : SAYSO_OK;
        if (code) return code;
    }
    return SAYSO_OK;
}
