/* Events: triggers of the lexicon, each with participants, status, certainty, time, place and the attributions it stands in; and
 * which of them are one. The way through: facts_events_triggers.c, _roles.c, _status.c, _where.c, _say.c, _same.c, over
 * facts_events_lexicon.c and _syntax.c. */
#include "facts_events.h"

static sayso_code build_one(struct events *ev, uint32_t i) {
    struct report_work *w = ev->w;
    const struct draft *d = &ev->drafts.at[i];
    const struct event_sense *s = d->sense;
    sayso_event v = {.trigger = {w->tokens[d->beg].at.beg, w->tokens[d->end - 1].at.end},
                     .type = s->type,
                     .mode = s->mode,
                     .code = s->code,
                     .kind = event_kind_at(s->kind)->name,
                     .time = -1,
                     .place = -1};
    sayso_code code = events_roles(ev, i, &v);
    if (!code) code = events_status(ev, i, &v);
    if (code) return code;
    struct event_note note = {d->beg, d->end, d->head, i};
    if (!VEC_PUSH(w->arena, ev->f->events, v) || !VEC_PUSH(w->scratch, ev->f->notes, note))
        return error_set(w->e, SAYSO_NOMEM, "facts", v.trigger.beg, "out of memory");
    return SAYSO_OK;
}

sayso_code facts_events(struct facts_work *f) {
    struct events ev = {.f = f, .w = f->r};
    if (!f->r->scores || !f->r->n_tokens) return SAYSO_OK;
    sayso_code code = syntax_init(&ev.x, f->r);
    if (!code) code = events_triggers(&ev);
    for (uint32_t i = 0; !code && i < ev.drafts.n; i++) code = build_one(&ev, i);
    if (!code) code = events_where(&ev);
    if (!code) code = events_attributed(&ev);
    if (!code) code = events_same(&ev);
    return code;
}
