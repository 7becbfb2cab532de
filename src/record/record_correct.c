/* Corrections by people, applied to a record in their order: what was misread, and who said it. Who is who: record_correct_who.c.
 */
#include "record_correct.h"
#include "base_utf8.h"
#include "record_edit.h"

/* ---- misread ----------------------------------------------------------------------------------------------------- */
/* The claims that are meant by the words at a span: those at these very words and nothing beside them; else what another reading
 * has made of them; else the narrowest around them. */
static uint32_t fit(span claim, span at) {
    if (span_eq(claim, at)) return UINT32_MAX;
    if (edit_alike(claim, at)) return UINT32_MAX - 1;
    return span_in(at, claim) ? UINT32_MAX - 1 - span_len(claim) : 0;
}

static bool misread(struct edit *x, struct record_correction *c) {
    bool *drop = ARENA_ARRAY(x->arena, bool, x->claims.n + 1);
    uint32_t best = 0;
    if (!drop) return false;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < x->claims.n; i++) {
            const sayso_claim *k = &x->claims.at[i];
            if (c->text && strcmp(k->slot, c->text)) continue;
            uint32_t f = fit(k->span, c->at);
            if (!pass && f > best) best = f;
            if (pass) drop[i] = best && f == best;
        }
    c->took = best > 0;
    return !c->took || edit_drop_claims(x, drop);
}

/* ---- who said it ------------------------------------------------------------------------------------------------- */
static bool is_named(const char *a, const char *b) { return a && b && utf8_same(a, strlen(a), b, strlen(b)); }

static bool goes_by(const sayso_entity *e, const char *name) {
    if (is_named(e->name, name)) return true;
    for (uint32_t i = 0; i < e->aliases.n; i++)
        if (is_named(e->aliases.at[i], name)) return true;
    return false;
}

static sayso_source_kind kind_of(const sayso_entity *e) {
    if (!e || !e->named) return SAYSO_SOURCE_UNNAMED;
    return e->kind == SAYSO_ENTITY_PERSON ? SAYSO_SOURCE_PERSON : SAYSO_SOURCE_OFFICIAL;
}

static int32_t source_of_entity(struct edit *x, int32_t entity, bool *ok) {
    for (uint32_t i = 0; i < x->sources.n; i++)
        if (x->sources.at[i].entity == entity) return (int32_t)i;
    const sayso_entity *e = &x->entities.at[entity];
    sayso_source s = {.entity = entity, .name = e->name, .kind = kind_of(e), .named = e->named, .mentions = e->mentions};
    *ok = VEC_PUSH(x->arena, x->sources, s);
    return *ok ? (int32_t)x->sources.n - 1 : -1;
}

static int32_t source_of_name(struct edit *x, const char *name, bool *ok) {
    for (uint32_t i = 0; i < x->sources.n; i++)
        if (is_named(x->sources.at[i].name, name)) return (int32_t)i;
    for (uint32_t i = 0; i < x->entities.n; i++)
        if (goes_by(&x->entities.at[i], name)) return source_of_entity(x, (int32_t)i, ok);
    bool named = edit_is_name(name);
    sayso_source s = {.entity = -1, .kind = named ? SAYSO_SOURCE_PERSON : SAYSO_SOURCE_UNNAMED, .named = named};
    s.name = arena_strdup(x->arena, name);
    *ok = s.name && VEC_PUSH(x->arena, x->sources, s);
    return *ok ? (int32_t)x->sources.n - 1 : -1;
}

int32_t correct_source(struct edit *x, const char *name, span at, bool *ok) {
    *ok = true;
    if (name) return source_of_name(x, name, ok);
    if (!span_is(at)) return -1;
    for (uint32_t i = 0; i < x->sources.n; i++)
        for (uint32_t k = 0; k < x->sources.at[i].mentions.n; k++)
            if (edit_alike(x->sources.at[i].mentions.at[k], at)) return (int32_t)i;
    sayso_record view = {.entities = x->entities.at, .n_entities = x->entities.n};
    int32_t e = record_entity_at(&view, at);
    if (e >= 0) return source_of_entity(x, e, ok);
    char *words = edit_words(x, at);
    int32_t s = words ? source_of_name(x, words, ok) : (*ok = false, -1);
    span *own = s >= 0 ? ARENA_NEW(x->arena, span) : NULL;
    if (!own) return *ok = s < 0 && *ok, -1;
    *own = at;
    *ok = edit_unite(x, x->sources.at[s].mentions, (sayso_spans){own, 1}, &x->sources.at[s].mentions);
    return *ok ? s : -1;
}

struct speaking {
    span at;
    int32_t target; /* the attribution whose words these are, -1: the report's own */
    int32_t old;    /* whose it said they were, -1 */
    int32_t source, attribution;
    bool whole; /* all of the target is meant, not only some words of it */
};

static bool touches(const struct speaking *k, span s) { return span_in(s, k->at) || edit_alike(s, k->at); }

/* A quote or a claim at these very words says which attribution is meant; else the closest around them. */
static int32_t target_of(const struct edit *x, span at) {
    for (uint32_t i = 0; i < x->quotes.n; i++)
        if (edit_alike(x->quotes.at[i].span, at) && x->quotes.at[i].attribution >= 0) return x->quotes.at[i].attribution;
    for (uint32_t i = 0; i < x->claims.n; i++)
        if (span_eq(x->claims.at[i].span, at)) return x->claims.at[i].attribution;
    int32_t best = -1;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < x->attributions.n; i++) {
        sayso_spans content = x->attributions.at[i].content;
        if (2 * (uint64_t)spans_shared(content, (sayso_spans){&at, 1}) <= span_len(at)) continue;
        if (spans_len(content) < least) least = spans_len(content), best = (int32_t)i;
    }
    return best;
}

static bool is_inside(const struct edit *x, int32_t attribution, int32_t target) {
    if (target < 0) return attribution < 0;
    for (uint32_t n = 0; attribution >= 0 && n <= x->attributions.n; n++) {
        if (attribution == target) return true;
        attribution = x->attributions.at[attribution].within;
    }
    return false;
}

/* The attribution takes the speaker; where only some of its words are meant these have one of their own, behind the others. */
static bool settle_attribution(struct edit *x, struct speaking *k, const struct record_correction *c) {
    sayso_attribution a = {.within = -1, .form = SAYSO_FORM_INDIRECT, .attitude = "states", .score = 1, .source_id = -1};
    if (k->target >= 0) a = x->attributions.at[k->target];
    k->whole = k->target >= 0;
    uint64_t meant = spans_shared(a.content, (sayso_spans){&k->at, 1}); /* but for a word or two at its edge */
    k->whole = k->whole && 8 * meant > 7 * (uint64_t)spans_len(a.content);
    span *words = ARENA_ARRAY(x->arena, span, 2);
    if (!words) return false;
    words[0] = c->other, words[1] = k->at;
    a.source = c->text || !span_is(c->other) ? (sayso_spans){0} : (sayso_spans){&words[0], 1};
    a.source_id = k->source;
    if (k->whole) {
        x->attributions.at[k->attribution = k->target] = a;
        return true;
    }
    a.content = (sayso_spans){&words[1], 1}, a.cue = (sayso_spans){0};
    k->attribution = (int32_t)x->attributions.n;
    return VEC_PUSH(x->arena, x->attributions, a);
}

/* -1 may stand for a link that nobody names: at its end then. */
static bool settle_chain(struct edit *x, const struct speaking *k, sayso_ids *chain, int32_t attribution) {
    bool own = attribution == k->target || k->old < 0;
    return edit_chain(x, chain, own ? -2 : k->old, k->source);
}

static bool speaker(struct edit *x, struct record_correction *c) {
    struct speaking k = {.at = c->at, .target = target_of(x, c->at)};
    bool ok, some = false;
    for (uint32_t i = 0; i < x->claims.n && !some; i++)
        some = touches(&k, x->claims.at[i].span) && is_inside(x, x->claims.at[i].attribution, k.target);
    for (uint32_t i = 0; i < x->quotes.n && !some; i++) some = touches(&k, x->quotes.at[i].span);
    if (!some && k.target < 0) return true;
    k.source = correct_source(x, c->text, c->other, &ok);
    if (!ok || k.source < 0) return ok;
    c->took = true;
    k.old = k.target < 0 ? -1 : x->attributions.at[k.target].source_id;
    if (!settle_attribution(x, &k, c)) return false;
    for (uint32_t i = 0; i < x->claims.n; i++) {
        sayso_claim *m = &x->claims.at[i];
        bool meant = k.whole || touches(&k, m->span);
        if (!meant || !is_inside(x, m->attribution, k.target)) continue;
        if (!settle_chain(x, &k, &m->chain, m->attribution)) return false;
        if (m->attribution == k.target) m->attribution = k.attribution;
    }
    for (uint32_t i = 0; i < x->quotes.n; i++) {
        sayso_quote *q = &x->quotes.at[i];
        if (!touches(&k, q->span) && !(k.whole && q->attribution == k.target)) continue;
        if (!settle_chain(x, &k, &q->chain, q->attribution)) return false;
        q->speaker = x->sources.at[k.source].entity;
        if (q->attribution == k.target) q->attribution = k.attribution;
    }
    return true;
}

/* ---- all --------------------------------------------------------------------------------------------------------- */
static bool lies_in(const sayso_record *r, span s) { return s.beg < s.end && s.end <= r->n_text; }

static bool apply(struct edit *x, struct record_correction *c) {
    bool other = lies_in(x->r, c->other);
    c->took = false;
    if (!lies_in(x->r, c->at) || (!other && span_is(c->other) && !c->across)) return true;
    switch (c->kind) {
    case SAYSO_CORRECTION_MISREAD:
        return misread(x, c);
    case SAYSO_CORRECTION_SPEAKER:
        return speaker(x, c);
    case SAYSO_CORRECTION_NOT_THAT:
        return correct_not_that(x, c);
    case SAYSO_CORRECTION_SAME:
        return (!other && !c->across) || correct_same(x, c);
    case SAYSO_CORRECTION_DIFFERENT:
        return (!other && !c->across) || correct_different(x, c);
    case SAYSO_CORRECTION_TOGETHER:
    case SAYSO_CORRECTION_APART:
        return true;
    }
    return true;
}

sayso_code record_correct(sayso_record *r, struct record_correction *c, uint32_t n, struct arena *arena) {
    struct edit x;
    if (!n) return SAYSO_OK;
    if (!edit_begin(&x, r, arena)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        if (!apply(&x, &c[i])) return SAYSO_NOMEM;
    edit_end(&x);
    return SAYSO_OK;
}
