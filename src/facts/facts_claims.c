/* Claims about what happened: one for each value of a slot, on the chain of say-so that it stands in. What stands in the
 * content of an attribution is that one's claim, the innermost where several lie around it; else it is the report's own
 * word, or nobody's ("are said to have been fired"): the claims that report_claims.c made of whole contents and sentences
 * say which, and with what hedges. */
#include "facts_claims.h"
#include <stdlib.h>
#include <string.h>

/* ---- who says a word --------------------------------------------------------------------------------------------- */
struct by_length {
    int32_t index;
    uint32_t length, depth; /* depth: how many pass it on */
};

static int longer_first(const void *a, const void *b) {
    const struct by_length *x = a, *y = b;
    if (x->length != y->length) return x->length < y->length ? 1 : -1;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* How many pass an attribution on: "X told Radio Y that ..." is X's word, which Y passes on, with one content. */
static uint32_t depth_of(const struct report_work *w, uint32_t i) {
    enum { DEEP = 16 };
    uint32_t depth = 0;
    for (int32_t a = w->attributions.at[i].within; a >= 0 && depth < DEEP; a = w->attributions.at[a].within) depth++;
    return depth;
}

static void paint(const struct report_work *w, span s, int32_t *on, int32_t index) {
    uint32_t beg, end;
    report_tokens_in(w, s, &beg, &end);
    for (uint32_t t = beg; t < end; t++) on[t] = index;
}

/* The innermost attribution around each word, and the claim of the report's own word that it stands in; -1. */
sayso_code claims_view(struct facts_work *f, struct claims_view *v) {
    struct report_work *w = f->r;
    *v = (struct claims_view){.n_base = w->claims.n};
    v->attribution = ARENA_ARRAY(w->scratch, int32_t, w->n_tokens);
    v->own = ARENA_ARRAY(w->scratch, int32_t, w->n_tokens);
    v->claim_of = ARENA_ARRAY(w->scratch, int32_t, w->attributions.n);
    struct by_length *order = ARENA_ARRAY(w->scratch, struct by_length, w->attributions.n);
    if (!v->attribution || !v->own || !v->claim_of || !order) return SAYSO_NOMEM;
    for (uint32_t t = 0; t < w->n_tokens; t++) v->attribution[t] = v->own[t] = -1;
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        order[i] = (struct by_length){(int32_t)i, spans_len(w->attributions.at[i].content), depth_of(w, i)};
        v->claim_of[i] = -1;
    }
    if (w->attributions.n) qsort(order, w->attributions.n, sizeof *order, longer_first);
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        sayso_spans content = w->attributions.at[order[i].index].content;
        for (uint32_t k = 0; k < content.n; k++) paint(w, content.at[k], v->attribution, order[i].index);
    }
    for (uint32_t i = 0; i < w->claims.n; i++) {
        const sayso_claim *c = &w->claims.at[i];
        if (c->attribution >= 0)
            v->claim_of[c->attribution] = (int32_t)i;
        else
            paint(w, c->span, v->own, (int32_t)i);
    }
    return SAYSO_OK;
}

/* ---- hedges ------------------------------------------------------------------------------------------------------ */
/* Whether a hedge weighs on a word: what the hedge goes with, or the hedge itself, governs it. */
static bool governs(const struct report_work *w, uint32_t hedge, uint32_t token) {
    enum { DEEP = 32 };
    uint32_t head = w->tokens[hedge].head;
    for (uint32_t t = token, i = 0; i < DEEP; i++) {
        if (t == hedge || t == head) return true;
        if (w->tokens[t].head == t) return head == hedge;
        t = w->tokens[t].head;
    }
    return false;
}

static bool weighs(const struct report_work *w, sayso_spans content, sayso_span hedge, uint32_t token) {
    uint32_t beg, end;
    report_tokens_in(w, hedge, &beg, &end);
    if (beg >= end) return false;
    bool inside = !content.n;
    for (uint32_t i = 0; i < content.n && !inside; i++) inside = span_meet(content.at[i], hedge);
    if (!inside) return true; /* it goes with the saying, and so with all that is said */
    return w->tokens[beg].sentence == w->tokens[token].sentence && governs(w, report_head_of(w, beg, end), token);
}

static sayso_code hedges_of(struct report_work *w, const sayso_claim *base, uint32_t token, sayso_spans *out) {
    sayso_span *at = ARENA_ARRAY(w->arena, sayso_span, base->hedges.n);
    if (!at) return SAYSO_NOMEM;
    sayso_spans content = base->attribution >= 0 ? w->attributions.at[base->attribution].content : (sayso_spans){0};
    *out = (sayso_spans){at, 0};
    for (uint32_t i = 0; i < base->hedges.n; i++)
        if (weighs(w, content, base->hedges.at[i], token)) at[out->n++] = base->hedges.at[i];
    return SAYSO_OK;
}

/* ---- one claim --------------------------------------------------------------------------------------------------- */
sayso_code claims_add(struct facts_work *f, const struct claims_view *v, const char *slot, sayso_value value, span at,
                      uint32_t token, int32_t about) {
    struct report_work *w = f->r;
    sayso_claim c = {.slot = slot, .value = value, .about = about, .span = at, .attribution = v->attribution[token]};
    int32_t base = c.attribution >= 0 ? v->claim_of[c.attribution] : v->own[token];
    sayso_code code = SAYSO_OK;
    if (c.attribution >= 0)
        code = report_chain(w, c.attribution, &c.chain);
    else if (base >= 0)
        c.chain = w->claims.at[base].chain;
    if (!code && base >= 0) code = hedges_of(w, &w->claims.at[base], token, &c.hedges);
    if (!code && !VEC_PUSH(w->arena, w->claims, c)) code = SAYSO_NOMEM;
    return code;
}

/* ---- what is claimed --------------------------------------------------------------------------------------------- */
span toll_words(const struct report_work *w, const struct toll *x) {
    enum { MOST = 200 };
    uint32_t beg = x->beg < x->word_beg ? x->beg : x->word_beg, end = x->end > x->word_end ? x->end : x->word_end;
    span both = {w->tokens[beg].at.beg, w->tokens[end - 1].at.end};
    return span_len(both) <= MOST ? both : (span){w->tokens[x->beg].at.beg, w->tokens[x->end - 1].at.end};
}

const char *claims_toll_slot(const struct toll *x) {
    static const char *const slots[] = {
        [TOLL_KILLED] = "killed", [TOLL_INJURED] = "injured", [TOLL_SHOT] = "hit", [TOLL_HOSPITAL] = "hospital"};
    return slots[x->effect];
}

const char *claims_role_slot(uint8_t role) {
    static const char *const slots[] = {
        [ROLE_PERPETRATOR] = "perpetrator", [ROLE_VICTIM] = "victim", [ROLE_TARGET] = "target", [ROLE_WEAPON] = "weapon"};
    return slots[role];
}

static sayso_code toll_claims(struct facts_work *f, const struct claims_view *v) {
    for (uint32_t i = 0; i < f->tolls.n; i++) {
        const struct toll *x = &f->tolls.at[i];
        sayso_value value = {0};
        if (x->counted)
            value = (sayso_value){.kind = SAYSO_VALUE_COUNT, .count = x->count};
        else if (x->entity >= 0)
            value = (sayso_value){.kind = SAYSO_VALUE_ENTITY, .id = x->entity};
        sayso_code code = claims_add(f, v, claims_toll_slot(x), value, toll_words(f->r, x),
                                     report_head_of(f->r, x->word_beg, x->word_end), x->event);
        if (code) return code;
    }
    return SAYSO_OK;
}

/* One claim for each value and say-so of a role: what stands again in the same mouth is not claimed again. */
static sayso_code role_claims(struct facts_work *f, const struct claims_view *v) {
    for (uint32_t i = 0; i < f->roles.n; i++) {
        const struct role_evidence *e = &f->roles.at[i];
        bool again = false;
        for (uint32_t k = i; k-- > 0 && i - k < 64 && !again;) {
            const struct role_evidence *o = &f->roles.at[k];
            again = o->role == e->role && (span_cmp(o->at, e->at) == 0 || (e->entity >= 0 && o->entity == e->entity &&
                                                                           v->attribution[o->token] == v->attribution[e->token]));
        }
        if (again) continue;
        sayso_value value = e->entity >= 0 ? (sayso_value){.kind = SAYSO_VALUE_ENTITY, .id = e->entity} : (sayso_value){0};
        sayso_code code = claims_add(f, v, claims_role_slot(e->role), value, e->at, e->token, e->event);
        if (code) return code;
    }
    return SAYSO_OK;
}

/* Where and when events were. */
static sayso_code event_claims(struct facts_work *f, const struct claims_view *v) {
    sayso_code code = SAYSO_OK;
    for (uint32_t i = 0; !code && i < f->events.n; i++) {
        const sayso_event *x = &f->events.at[i];
        uint32_t head = f->notes.at[i].head;
        if (x->place >= 0)
            code = claims_add(f, v, "place", (sayso_value){.kind = SAYSO_VALUE_PLACE, .id = x->place},
                              f->places.at[x->place].span, head, (int32_t)i);
        if (!code && x->time >= 0)
            code = claims_add(f, v, "time", (sayso_value){.kind = SAYSO_VALUE_TIME, .id = x->time}, f->times.at[x->time].span,
                              head, (int32_t)i);
        for (uint32_t k = 0; !code && k < x->n_participants; k++) {
            const sayso_participant *p = &x->participants[k];
            if (!span_is(p->span)) continue;
            sayso_value value = p->entity >= 0 ? (sayso_value){.kind = SAYSO_VALUE_ENTITY, .id = p->entity} : (sayso_value){0};
            code = claims_add(f, v, p->role, value, p->span, head, (int32_t)i);
        }
    }
    return code;
}

/* Other numbers: shots, arrests, the missing. */
static const char *slot_of(const struct report_work *w, const struct amount_note *n) {
    for (uint32_t i = 0; i < n_slot_table; i++) {
        uint32_t t = slot_table[i].fate ? n->fate : n->head;
        if (t < w->n_tokens && report_token_is(w, t, slot_table[i].form)) return slot_table[i].slot;
    }
    return NULL;
}

static sayso_code amount_claims(struct facts_work *f, const struct claims_view *v) {
    for (uint32_t i = 0; i < f->amounts.n; i++) {
        const sayso_amount *a = &f->amounts.at[i];
        const struct amount_note *n = &f->amount_notes.at[i];
        const char *slot = a->kind && !strcmp(a->kind, "count") ? slot_of(f->r, n) : NULL;
        if (!slot) continue;
        uint32_t token = n->fate < f->r->n_tokens ? n->fate : n->head < f->r->n_tokens ? n->head : n->number;
        span at = a->span;
        if (n->head < f->r->n_tokens && f->r->tokens[n->head].at.end > at.end &&
            f->r->tokens[n->head].sentence == f->r->tokens[n->beg].sentence)
            at.end = f->r->tokens[n->head].at.end;
        sayso_code code = claims_add(f, v, slot, (sayso_value){.kind = SAYSO_VALUE_COUNT, .count = a->count}, at, token, -1);
        if (code) return code;
    }
    return SAYSO_OK;
}

sayso_code facts_claims(struct facts_work *f) {
    struct claims_view v;
    sayso_code code = claims_view(f, &v);
    if (!code) code = event_claims(f, &v);
    if (!code) code = toll_claims(f, &v);
    if (!code) code = amount_claims(f, &v);
    if (!code) code = role_claims(f, &v);
    if (!code) report_sort_claims(f->r);
    return code ? error_set(f->r->e, code, "facts", 0, "out of memory") : SAYSO_OK;
}
