/* Who is meant: a mention parted from its entity, entities joined, and told by another report's name. */
#include "record_edit.h"

/* ---- found by their words ---------------------------------------------------------------------------------------- */
/* How well a mention is the one that is meant by the words at a span: the very words, nearly these, the closest around them. */
static uint32_t fit(span mention, span at) {
    static const uint32_t NEARLY = UINT32_C(1) << 30;
    if (span_eq(mention, at)) return UINT32_MAX;
    if (edit_alike(mention, at)) return NEARLY + span_shared(mention, at);
    return span_in(at, mention) && span_len(mention) < NEARLY ? NEARLY - span_len(mention) : 0;
}

static uint32_t best_of(sayso_spans mentions, span at) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < mentions.n; i++) {
        uint32_t f = fit(mentions.at[i], at);
        if (f > best) best = f;
    }
    return best;
}

int32_t record_entity_at(const sayso_record *r, span at) {
    int32_t found = -1;
    uint32_t best = 0;
    for (uint32_t i = 0; i < r->n_entities; i++) {
        uint32_t f = best_of(r->entities[i].mentions, at);
        if (f > best) best = f, found = (int32_t)i;
    }
    return found;
}

static int32_t entity_at(const struct edit *x, span at) {
    sayso_record view = {.entities = x->entities.at, .n_entities = x->entities.n};
    return record_entity_at(&view, at);
}

static int32_t source_at(const struct edit *x, span at) {
    int32_t found = -1;
    uint32_t best = 0;
    for (uint32_t i = 0; i < x->sources.n; i++) {
        uint32_t f = best_of(x->sources.at[i].mentions, at);
        if (f > best) best = f, found = (int32_t)i;
    }
    return found;
}

/* ---- parted ------------------------------------------------------------------------------------------------------ */
struct parting {
    int32_t old, new;     /* entities */
    sayso_spans go, stay; /* mentions of either */
};

static bool meets(span s, sayso_spans list) {
    for (uint32_t i = 0; i < list.n; i++)
        if (span_meet(s, list.at[i])) return true;
    return false;
}

/* Words that tell of the entity and stand in what goes, and in nothing that stays. */
static bool goes(const struct parting *p, span s) { return span_is(s) && meets(s, p->go) && !meets(s, p->stay); }
static bool all_go(const struct parting *p, sayso_spans s) {
    bool some = false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (!goes(p, s.at[i])) return false;
        some = true;
    }
    return some;
}

/* The fullest of the mentions: by name before description, then the longer. */
static bool name_entity(struct edit *x, sayso_entity *e, sayso_spans mentions) {
    const char *best = NULL;
    bool named = false;
    for (uint32_t i = 0; i < mentions.n; i++) {
        const char *words = edit_words(x, mentions.at[i]);
        if (!words) return false;
        bool name = edit_is_name(words);
        if (best && (name != named ? named : strlen(words) <= strlen(best))) continue;
        best = words, named = name;
    }
    if (best) e->name = best, e->named = named;
    return true;
}

static bool is_told(struct edit *x, sayso_spans mentions, const char *name, bool *told) {
    *told = false;
    for (uint32_t i = 0; i < mentions.n && !*told; i++) {
        const char *words = edit_words(x, mentions.at[i]);
        if (!words) return false;
        *told = strstr(words, name) != NULL;
    }
    return true;
}

/* Names that stand in no mention which stays go with the others. */
static bool part_names(struct edit *x, sayso_entity *old, sayso_entity *new, const struct parting *p) {
    sayso_strings aliases = old->aliases;
    bool stays, went;
    old->aliases = (sayso_strings){0};
    for (uint32_t i = 0; i < aliases.n; i++) {
        if (!is_told(x, p->stay, aliases.at[i], &stays) || !is_told(x, p->go, aliases.at[i], &went)) return false;
        if ((stays || !went) && !edit_add_string(x, &old->aliases, aliases.at[i])) return false;
        if (went && strcmp(aliases.at[i], new->name) && !edit_add_string(x, &new->aliases, aliases.at[i])) return false;
    }
    if (!is_told(x, p->stay, old->name, &stays) || !is_told(x, p->go, old->name, &went)) return false;
    return stays || !went || name_entity(x, old, p->stay);
}

static bool part_entity(struct edit *x, struct parting *p) {
    sayso_entity *old = &x->entities.at[p->old], new = {.kind = old->kind};
    new.mentions = p->go;
    if (!name_entity(x, &new, p->go) || !part_names(x, old, &new, p)) return false;
    sayso_spans titles = old->titles;
    if (!edit_pick(x, titles, p->go, true, &new.titles) || !edit_pick(x, titles, p->go, false, &old->titles)) return false;
    old->mentions = p->stay;
    p->new = (int32_t)x->entities.n;
    return VEC_PUSH(x->arena, x->entities, new);
}

/* A source that only such words name is the new one's; one that others name too is parted as well. */
static bool part_source(struct edit *x, uint32_t s, const struct parting *p) {
    sayso_source *old = &x->sources.at[s];
    const sayso_entity *e = &x->entities.at[p->new];
    sayso_spans go, stay;
    if (!edit_pick(x, old->mentions, p->go, true, &go) || !edit_pick(x, old->mentions, p->go, false, &stay)) return false;
    if (!go.n) return true;
    if (!stay.n) {
        old->entity = p->new, old->name = e->name, old->named = e->named;
        return true;
    }
    sayso_source new = {.entity = p->new, .name = e->name, .kind = old->kind, .named = e->named, .mentions = go};
    int32_t id = (int32_t)x->sources.n;
    old->mentions = stay;
    if (!old->named || !x->entities.at[p->old].named) old->name = x->entities.at[p->old].name;
    if (!VEC_PUSH(x->arena, x->sources, new)) return false;
    bool *moved = ARENA_ARRAY(x->arena, bool, x->attributions.n + 1);
    if (!moved) return false;
    for (uint32_t i = 0; i < x->attributions.n; i++) {
        sayso_attribution *a = &x->attributions.at[i];
        moved[i] = a->source_id == (int32_t)s && all_go(p, a->source);
        if (moved[i]) a->source_id = id;
    }
    for (uint32_t i = 0; i < x->claims.n; i++)
        if (x->claims.at[i].attribution >= 0 && moved[x->claims.at[i].attribution] &&
            !edit_chain(x, &x->claims.at[i].chain, (int32_t)s, id))
            return false;
    for (uint32_t i = 0; i < x->quotes.n; i++)
        if (x->quotes.at[i].attribution >= 0 && moved[x->quotes.at[i].attribution] &&
            !edit_chain(x, &x->quotes.at[i].chain, (int32_t)s, id))
            return false;
    return true;
}

/* What names the entity by words that go follows them. */
static bool part_uses(struct edit *x, const struct parting *p) {
    for (uint32_t i = 0; i < x->claims.n; i++) {
        sayso_claim *c = &x->claims.at[i];
        if (c->value.kind == SAYSO_VALUE_ENTITY && c->value.id == p->old && goes(p, c->span)) c->value.id = p->new;
    }
    for (uint32_t i = 0; i < x->events.n; i++)
        for (uint32_t k = 0; k < x->events.at[i].n_participants; k++) {
            sayso_participant *a = (sayso_participant *)(uintptr_t)&x->events.at[i].participants[k];
            if (a->entity == p->old && goes(p, a->span)) a->entity = p->new;
        }
    for (uint32_t i = 0; i < x->places.n; i++)
        if (x->places.at[i].entity == p->old && goes(p, x->places.at[i].span)) x->places.at[i].entity = p->new;
    for (uint32_t i = 0; i < x->quotes.n; i++) {
        sayso_quote *q = &x->quotes.at[i];
        if (q->speaker != p->old || q->attribution < 0) continue;
        if (all_go(p, x->attributions.at[q->attribution].source)) q->speaker = p->new;
    }
    return edit_part_fillers(x, p->old, p->new);
}

static bool part(struct edit *x, int32_t entity, sayso_spans go) {
    struct parting p = {.old = entity};
    sayso_spans all = x->entities.at[entity].mentions;
    if (!edit_pick(x, all, go, true, &p.go) || !edit_pick(x, all, go, false, &p.stay)) return false;
    if (!p.go.n || !p.stay.n) return true;
    if (!part_entity(x, &p)) return false;
    for (uint32_t i = 0, n = x->sources.n; i < n; i++)
        if (x->sources.at[i].entity == entity && !part_source(x, i, &p)) return false;
    return part_uses(x, &p);
}

/* The mention that the words at a span are; the span itself where none is. */
static span mention_at(const sayso_entity *e, span at) {
    span found = at;
    uint32_t best = 0;
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        uint32_t f = fit(e->mentions.at[i], at);
        if (f > best) best = f, found = e->mentions.at[i];
    }
    return found;
}

bool correct_not_that(struct edit *x, struct record_correction *c) {
    int32_t e = entity_at(x, c->at);
    if (e < 0 || x->entities.at[e].mentions.n < 2) return true;
    span at = mention_at(&x->entities.at[e], c->at);
    c->took = true;
    return part(x, e, (sayso_spans){&at, 1});
}

static bool same_words(const struct edit *x, span a, span b) {
    return span_len(a) == span_len(b) && !memcmp(x->r->text + a.beg, x->r->text + b.beg, span_len(a));
}

/* The other's mention goes, and with it those in the same words, where the two are told by different ones. */
bool correct_different(struct edit *x, struct record_correction *c) {
    int32_t e = entity_at(x, c->at), other = c->across ? e : entity_at(x, c->other);
    if (e < 0 || other < 0) return true;
    if (c->across) {
        c->took = true;
        sayso_ids *marks = &x->entities.at[e].told_apart;
        int32_t *at = ARENA_ARRAY(x->arena, int32_t, marks->n + 1);
        if (!at) return false;
        if (marks->n) memcpy(at, marks->at, marks->n * sizeof *at);
        at[marks->n] = c->told_apart;
        *marks = (sayso_ids){at, marks->n + 1};
        return true;
    }
    c->took = true;
    if (e != other) return true;
    const sayso_entity *one = &x->entities.at[e];
    span stays = mention_at(one, c->at), leaves = mention_at(one, c->other);
    span *go = ARENA_ARRAY(x->arena, span, one->mentions.n + 1);
    uint32_t n = 0;
    if (!go) return false;
    for (uint32_t i = 0; i < one->mentions.n; i++) {
        span m = one->mentions.at[i];
        if (span_eq(m, leaves) || (same_words(x, m, leaves) && !same_words(x, m, stays))) go[n++] = m;
    }
    return part(x, e, (sayso_spans){go, n});
}

/* ---- joined ------------------------------------------------------------------------------------------------------ */
static bool is_fuller(bool named, const char *name, bool than_named, const char *than) {
    return named != than_named ? named : strlen(name) > strlen(than);
}

static bool join_sources(struct edit *x, int32_t a, int32_t b) {
    if (a == b) return true;
    if (a > b) {
        int32_t c = a;
        a = b, b = c;
    }
    sayso_source *s = &x->sources.at[a], *o = &x->sources.at[b];
    if (is_fuller(o->named, o->name, s->named, s->name)) s->name = o->name;
    if (s->kind == SAYSO_SOURCE_UNNAMED || (s->kind == SAYSO_SOURCE_PERSON && o->kind == SAYSO_SOURCE_OFFICIAL))
        s->kind = o->kind;
    s->named |= o->named;
    if (s->entity < 0) s->entity = o->entity;
    return edit_unite(x, s->mentions, o->mentions, &s->mentions) && edit_join_sources(x, a, b);
}

/* All sources that are one entity are one source. */
static bool join_sources_of(struct edit *x, int32_t entity) {
    int32_t first = -1;
    for (uint32_t i = 0; i < x->sources.n; i++) {
        if (x->sources.at[i].entity != entity) continue;
        if (first < 0) {
            first = (int32_t)i;
            continue;
        }
        if (!join_sources(x, first, (int32_t)i)) return false;
        i--;
    }
    return true;
}

static bool join_entities(struct edit *x, int32_t a, int32_t b) {
    if (a > b) {
        int32_t c = a;
        a = b, b = c;
    }
    sayso_entity *e = &x->entities.at[a], *o = &x->entities.at[b];
    const char *lesser = o->name;
    if (is_fuller(o->named, o->name, e->named, e->name)) lesser = e->name, e->name = o->name, e->kind = o->kind;
    e->named |= o->named;
    for (uint32_t i = 0; i < o->aliases.n; i++)
        if (strcmp(o->aliases.at[i], e->name) && !edit_add_string(x, &e->aliases, o->aliases.at[i])) return false;
    if (strcmp(lesser, e->name) && !edit_add_string(x, &e->aliases, lesser)) return false;
    if (!edit_unite(x, e->mentions, o->mentions, &e->mentions) || !edit_unite(x, e->titles, o->titles, &e->titles)) return false;
    return edit_join_entities(x, a, b) && join_sources_of(x, a);
}

/* The entity is told by the name that people have settled on for it and those of other reports. */
static bool take_name(struct edit *x, int32_t entity, const char *name, bool named) {
    sayso_entity *e = &x->entities.at[entity];
    if (!name || !strcmp(name, e->name)) return true;
    if (!edit_add_string(x, &e->aliases, e->name)) return false;
    e->name = name, e->named = named;
    for (uint32_t i = 0; i < x->sources.n; i++)
        if (x->sources.at[i].entity == entity) x->sources.at[i].name = name, x->sources.at[i].named = named;
    return true;
}

bool correct_same(struct edit *x, struct record_correction *c) {
    int32_t a = entity_at(x, c->at);
    if (c->across) {
        c->took = a >= 0;
        return a < 0 || take_name(x, a, c->name, c->named);
    }
    int32_t b = entity_at(x, c->other), s = source_at(x, c->at), t = source_at(x, c->other);
    c->took = (a >= 0 || s >= 0) && (b >= 0 || t >= 0);
    if (!c->took || (a == b && a >= 0)) return true;
    if (a >= 0 && b >= 0) return join_entities(x, a, b);
    if (a < 0 && b < 0) return join_sources(x, s, t);
    int32_t entity = a >= 0 ? a : b, source = a >= 0 ? t : s; /* who vouches without a name is one who has one */
    if (x->sources.at[source].entity >= 0) return true;
    x->sources.at[source].entity = entity;
    return join_sources_of(x, entity);
}
