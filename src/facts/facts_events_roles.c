/* Who takes part in an event: the frame of its word, filled from the syntax; for a noun from its own phrase and from its light
 * verb. Each word fills one role. A participant is the mention whose head stands there, or the bare noun phrase where none is. */
#include "facts_events.h"
#include "report_who.h"
#include <string.h>

enum { MOST_PARTICIPANTS = 16, MOST_PHRASE = 12 };

struct cast {
    const struct draft *of;
    sayso_participant at[MOST_PARTICIPANTS];
    uint32_t head[MOST_PARTICIPANTS];
    uint32_t n;
};

static bool is_cast(const struct cast *c, uint32_t head) {
    for (uint32_t i = 0; i < c->n; i++)
        if (c->head[i] == head) return true;
    return false;
}

/* The noun phrase round a head word, without what hangs behind it: its determiners, numbers, adjectives, compounds. */
static sayso_span phrase_of(const struct syntax *x, uint32_t head) {
    const struct report_work *w = x->w;
    uint32_t beg = head, end = head + 1;
    while (beg > 0 && head - beg < MOST_PHRASE) {
        uint32_t t = beg - 1, up = w->tokens[t].head;
        bool own = up >= beg && up <= head && t != up && w->tokens[t].sentence == w->tokens[head].sentence;
        if (!own || syntax_rel(x, t, "case") || syntax_rel(x, t, "punct") || syntax_rel(x, t, "cc") ||
            syntax_rel(x, t, "nmod:poss"))
            break;
        beg = t;
    }
    while (end < w->n_tokens && end - head < MOST_PHRASE && w->tokens[end].head <= end && w->tokens[end].head >= head &&
           (syntax_rel(x, end, "flat") || syntax_rel(x, end, "goeswith") || syntax_rel(x, end, "fixed")))
        end++;
    return (sayso_span){w->tokens[beg].at.beg, w->tokens[end - 1].at.end};
}

static bool is_time(const struct syntax *x, uint32_t t) { return !strcmp(report_mention_kind(x->w, t), "time"); }

static void cast_one(const struct events *ev, uint32_t head, const char *role, struct cast *c) {
    const struct syntax *x = &ev->x;
    if (!strcmp(role, "agent") && ev->event_of[head] >= 0 && !syntax_is_person(x, head)) role = "cause"; /* "the blast killed" */
    if (head >= c->of->beg && head < c->of->end) return;                /* its own word: "held talks" */
    if (!strcmp(role, "instrument") && ev->event_of[head] >= 0) return; /* "charged with murder" */
    if (c->n == MOST_PARTICIPANTS || is_cast(c, head) || is_time(x, head) || report_token_is(x->w, head, "times") ||
        syntax_pos(x, head, "ADV"))
        return;
    int32_t m = x->mention[head];
    sayso_span at = m >= 0 ? x->w->mentions.at[m].at : phrase_of(x, head);
    c->head[c->n] = head;
    c->at[c->n++] = (sayso_participant){role, m >= 0 ? x->w->mentions.at[m].entity : -1, at};
}

/* Names in apposition that the report did not take for the same: "peasants Ola Brandt and Iver Moe". */
static void cast_names(const struct events *ev, uint32_t head, const char *role, struct cast *c) {
    const struct syntax *x = &ev->x;
    struct arguments names = {.n = 0};
    if (!syntax_is_person(x, head)) return;
    for (uint32_t t = x->child[head]; t != NO_TOKEN; t = x->sibling[t])
        if (t > head && syntax_is_rel(x, t, "appos")) syntax_add(x, t, &names);
    int32_t own = x->mention[head] >= 0 ? x->w->mentions.at[x->mention[head]].entity : -1;
    for (uint32_t i = 0; i < names.n; i++) {
        int32_t m = x->mention[names.at[i]];
        const struct mention *n = m >= 0 ? &x->w->mentions.at[m] : NULL;
        if (n && n->kind == SAYSO_ENTITY_PERSON && n->form == MENTION_NAME && n->entity != own)
            cast_one(ev, names.at[i], role, c);
    }
}

/* A noun or adjective before an event noun takes part only if it names somebody ("police shooting", "Israeli raid"). */
static bool modifier_names(const struct syntax *x, uint32_t t) {
    if (x->mention[t] >= 0) {
        sayso_entity_kind k = x->w->mentions.at[x->mention[t]].kind;
        return k != SAYSO_ENTITY_THING && k != SAYSO_ENTITY_FACILITY;
    }
    const char *k = report_mention_kind(x->w, t);
    return !strcmp(k, "person") || !strcmp(k, "organization") || who_word(x->w, t, WORDS_DEMONYM);
}

static void cast_all(const struct events *ev, const struct arguments *a, const char *role, const char *function, struct cast *c) {
    const struct syntax *x = &ev->x;
    for (uint32_t i = 0; i < a->n; i++)
        if (strcmp(function, "mod") != 0 || modifier_names(x, a->at[i])) {
            cast_one(ev, a->at[i], role, c);
            cast_names(ev, a->at[i], role, c);
        }
}

static bool is_nobody(const struct syntax *x, uint32_t t) {
    bool no_one = report_token_is(x->w, t, "one") && t > 0 && report_token_is(x->w, t - 1, "no");
    return no_one || report_token_is(x->w, t, "nobody") || report_token_is(x->w, t, "none") ||
           syntax_child_word(x, t, "no") != NO_TOKEN;
}

/* What the light verb gives to a role of its noun's event. */
static void from_support(const struct events *ev, const struct draft *d, const char *role, struct cast *c) {
    const struct syntax *x = &ev->x;
    const struct support *s = &d->support;
    struct arguments a;
    if (s->verb == NO_TOKEN) return;
    if (s->light->subj && !strcmp(s->light->subj, role)) {
        syntax_of_verb(x, s->verb, s->passive, "subj", &a);
        if (a.n && is_nobody(x, a.at[0])) a.n = 0; /* "no one has claimed responsibility" */
        if (!syntax_has(&a, d->head)) cast_all(ev, &a, role, "subj", c);
    }
    if (s->light->role && !strcmp(s->light->role, role)) {
        syntax_of_verb(x, s->verb, s->passive, s->light->preposition, &a);
        cast_all(ev, &a, role, s->light->preposition, c);
    }
    if (s->light->obj && !strcmp(s->light->obj, role)) {
        syntax_of_verb(x, s->verb, s->passive, "obj", &a);
        if (!syntax_has(&a, d->head)) cast_all(ev, &a, role, "obj", c);
    }
}

/* "Three dead in blast": the noun or number right before, or the number that counts it. */
static uint32_t before_adjective(const struct syntax *x, uint32_t t) {
    if (!t || x->w->tokens[t - 1].sentence != x->w->tokens[t].sentence) return NO_TOKEN;
    bool noun = syntax_pos(x, t - 1, "NOUN") || syntax_pos(x, t - 1, "NUM") || syntax_pos(x, t - 1, "PROPN");
    return noun ? t - 1 : NO_TOKEN;
}

static void by_function(const struct events *ev, const struct draft *d, const char *role, const char *function, struct cast *c) {
    const struct syntax *x = &ev->x;
    struct arguments a;
    if (d->sense->pos == 'n') {
        syntax_of_noun(x, d->head, function, &a);
        if (!a.n && d->support.verb != NO_TOKEN && strcmp(function, "poss") != 0 && strcmp(function, "mod") != 0 &&
            strcmp(function, d->support.light->noun) != 0 && strcmp(function, "of") != 0 &&
            !(d->support.passive && !strcmp(function, "by")) &&
            !(d->support.light->preposition && !strcmp(function, d->support.light->preposition)))
            syntax_of_verb(x, d->support.verb, d->support.passive, function, &a); /* "launched an attack against" */
    } else if (d->sense->pos == 'a') {
        a.n = 0;
        uint32_t s = syntax_subject(x, d->head);
        syntax_add(x, s != NO_TOKEN ? s : before_adjective(x, d->head), &a);
    } else {
        syntax_of_verb(x, d->head, d->passive, function, &a);
    }
    cast_all(ev, &a, role, function, c);
}

static bool has_role(const struct event_role *roles, uint32_t n, const char *role) {
    for (uint32_t r = 0; r < n; r++)
        if (!strcmp(roles[r].role, role)) return true;
    return false;
}

sayso_code events_roles(struct events *ev, uint32_t i, sayso_event *out) {
    const struct draft *d = &ev->drafts.at[i];
    struct cast c = {.of = d, .n = 0};
    uint32_t n;
    const struct event_role *roles = event_roles(d->sense->frame, &n);
    for (uint32_t r = 0; r < n; r++) {
        uint32_t before = c.n;
        from_support(ev, d, roles[r].role, &c);
        for (const char *const *function = roles[r].functions; *function && c.n == before; function++)
            by_function(ev, d, roles[r].role, *function, &c);
    }
    for (uint32_t k = 0; d->support.verb != NO_TOKEN && k < 3;
         k++) { /* roles that the noun's own frame lacks: "suffered wounds" */
        const struct light_verb *l = d->support.light;
        const char *role = k == 0 ? l->subj : k == 1 ? l->obj : l->role;
        if (role && !has_role(roles, n, role)) from_support(ev, d, role, &c);
    }
    if (!c.n) return SAYSO_OK;
    sayso_participant *at = ARENA_ARRAY(ev->w->arena, sayso_participant, c.n);
    if (!at) return error_set(ev->w->e, SAYSO_NOMEM, "facts", out->trigger.beg, "out of memory");
    memcpy(at, c.at, sizeof *at * c.n);
    out->participants = at;
    out->n_participants = c.n;
    return SAYSO_OK;
}
