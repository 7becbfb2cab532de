/* The conflicts, in one sentence each that a person can read:
 *   "Killed: 3, says the sheriff (since 18:20); 4, says the union president."
 *   "'The gate was open', says Ann Roe; denied by Max Poe." */
#include "story_agree.h"
#include "story_say.h"
#include "story_when.h"
#include "story_work.h"

/* "3, says the sheriff (since 18:20)". */
static bool put_side(struct story_work *w, struct story_phrase *p, const sayso_story_value *v) {
    story_put_value(p, v);
    story_put(p, ", ");
    story_put_sources(w, p, v, "says", "say");
    if (v->first_said && v->last_said && strcmp(v->first_said, v->last_said)) {
        story_put(p, " (since ");
        story_put_moment(p, v->first_said);
        story_put(p, ")");
    } else if (story_is_clock(v->first_said)) {
        story_put(p, " (");
        story_put_moment(p, v->first_said);
        story_put(p, ")");
    }
    return !p->failed;
}

static bool put_denials(struct story_work *w, struct story_phrase *p, const sayso_story_value *v) {
    bool first = true;
    for (uint32_t i = 0; i < v->n_claims; i++) {
        const sayso_story_claim *c = &v->claims[i];
        if (c->stance != SAYSO_STANCE_DENIES && c->stance != SAYSO_STANCE_RETRACTS) continue;
        if (i && v->claims[i - 1].root == c->root && v->claims[i - 1].stance == c->stance) continue;
        story_put(p, first ? "; " : ", ");
        story_put(p, c->stance == SAYSO_STANCE_DENIES ? "denied by " : "taken back by ");
        story_put(p, c->root < 0 ? "somebody not named" : w->sources.at[c->root].name);
        first = false;
    }
    return !p->failed;
}

static sayso_code of_fact(struct story_work *w, uint32_t fact) {
    const sayso_story_fact *f = &w->facts.at[fact];
    struct story_phrase p = {.arena = w->arena};
    int32_t *values = ARENA_ARRAY(w->arena, int32_t, f->n_values + 1);
    uint32_t n = 0;
    if (!values) return SAYSO_NOMEM;
    story_put_slot(&p, f->slot);
    story_put(&p, ": ");
    for (uint32_t v = 0; v < f->n_values; v++) {
        if (f->values[v].status != SAYSO_FACT_CONFLICTING) continue;
        if (n) story_put(&p, "; ");
        if (!put_side(w, &p, &f->values[v]) || !put_denials(w, &p, &f->values[v])) return SAYSO_NOMEM;
        values[n++] = (int32_t)v;
    }
    story_put(&p, ".");
    if (p.failed) return SAYSO_NOMEM;
    sayso_story_conflict c = {.slot = f->slot, .fact = (int32_t)fact, .values = {values, n}, .why = p.at};
    return VEC_PUSH(w->arena, w->conflicts, c) ? SAYSO_OK : SAYSO_NOMEM;
}

sayso_code story_conflicts(struct story_work *w) {
    for (uint32_t i = 0; i < w->facts.n; i++) {
        sayso_code code = w->facts.at[i].status == SAYSO_FACT_CONFLICTING ? of_fact(w, i) : SAYSO_OK;
        if (code) return code;
    }
    return SAYSO_OK;
}
