/* Named people by the words around them. A form is a letter for the place, "=", and a word in lower case:
 *     l, m   one, two words before the mention         r, q   one to three words behind it
 *     g      relation and governor ("nsubj:pass|charged"), of a joined name that of the first
 *     c      a noun or name that explains it, or that it explains ("suspect Max Poe")
 *     t      a word of the title before the name       s      a noun, verb or adjective of the sentence
 *     Numbers are "0", words of names "*".
 *     x      what else is known: "headline", "age" behind it, how deep and how often it stands, tolls, events, kin by name */
#include "facts_people.h"
#include "facts_tolls.h"
#include "report_who.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FORM = 96, MOST_MENTIONS = 24 /* of one person */, SENTENCE = 60 /* words looked at to either side */ };

struct looker {
    const struct facts_work *f;
    people_form_at *take;
    void *to;
    uint32_t *times; /* [entities] mentions met */
};

static void say(const struct looker *l, int32_t entity, const char *kind, const char *rel, uint32_t token) {
    char form[FORM], word[WHO_FORM];
    size_t n = 0;
    who_lower(l->f->r, token, word);
    if (word[0] >= '0' && word[0] <= '9') memcpy(word, "0", 2);
    if (*kind != 't' && strcmp(report_name(l->f->r, token), "O") != 0) memcpy(word, "*", 2); /* names teach nothing */
    for (const char *const part[] = {kind, "=", rel, *rel ? "|" : "", word, NULL}, *const *p = part; *p; p++)
        for (const char *s = *p; *s && n + 1 < FORM; s++) form[n++] = *s;
    form[n] = '\0';
    l->take(l->to, entity, form);
}

static bool here(const struct report_work *w, uint32_t a, uint32_t b) {
    return b < w->n_tokens && w->tokens[a].sentence == w->tokens[b].sentence;
}

/* A form of two words, the first as it stands in lower case. */
static void say_two(const struct looker *l, int32_t entity, const char *kind, uint32_t first, uint32_t second) {
    char word[WHO_FORM];
    if (strcmp(report_name(l->f->r, first), "O") != 0)
        memcpy(word, "*", 2);
    else
        who_lower(l->f->r, first, word);
    if (word[0] >= '0' && word[0] <= '9') memcpy(word, "0", 2);
    say(l, entity, kind, word, second);
}

static void around(const struct looker *l, int32_t entity, uint32_t beg, uint32_t end) {
    static const char *const before[] = {"l", "m"}, *const behind[] = {"r", "q", "q"};
    const struct report_work *w = l->f->r;
    for (uint32_t i = 0; i < 2 && beg > i && here(w, beg, beg - 1 - i); i++) say(l, entity, before[i], "", beg - 1 - i);
    for (uint32_t i = 0; i < 3 && here(w, end - 1, end + i); i++) say(l, entity, behind[i], "", end + i);
    if (beg > 1 && here(w, beg, beg - 2)) say_two(l, entity, "b", beg - 2, beg - 1);
    if (here(w, end - 1, end + 1)) say_two(l, entity, "p", end, end + 1);
    if (here(w, end - 1, end + 1) && report_token_is(w, end, ",") && who_pos(w, end + 1, "NUM")) l->take(l->to, entity, "x=age");
}

static void governors(const struct looker *l, int32_t entity, uint32_t head) {
    const struct report_work *w = l->f->r;
    uint32_t t = head, beg, end;
    for (int i = 0; i < 4 && who_rel(w, t, "conj") && w->tokens[t].head != t; i++) t = w->tokens[t].head;
    if (w->tokens[t].head != t) say(l, entity, "g", report_deprel(w, t), w->tokens[t].head);
    uint32_t up = w->tokens[t].head; /* "was charged with killing X" */
    if (up != t && w->tokens[up].head != up && who_pos(w, up, "VERB"))
        say(l, entity, "u", report_deprel(w, t), w->tokens[up].head);
    if (who_rel(w, t, "appos") || who_rel(w, t, "compound") || who_rel(w, t, "flat")) say(l, entity, "c", "", w->tokens[t].head);
    who_sentence(w, head, &beg, &end);
    for (uint32_t k = beg; k < end; k++)
        if (k != head && w->tokens[k].head == head &&
            (who_rel(w, k, "appos") || who_rel(w, k, "compound") || who_rel(w, k, "nmod")))
            say(l, entity, "c", "", k);
}

/* What somebody does and to what: verb and object, or verb and the noun behind its preposition. */
static void deeds(const struct looker *l, int32_t entity, uint32_t head) {
    const struct report_work *w = l->f->r;
    const uint32_t verb = w->tokens[head].head;
    uint32_t beg, end;
    if (verb == head || strncmp(report_deprel(w, head), "nsubj", 5) != 0) return;
    who_sentence(w, head, &beg, &end);
    for (uint32_t k = verb + 1; k < end && k < verb + SENTENCE; k++) {
        if (w->tokens[k].head != verb || k == head) continue;
        if (who_rel(w, k, "obj") || who_rel(w, k, "obl") || who_rel(w, k, "xcomp")) {
            say_two(l, entity, "o", verb, k);
            return;
        }
    }
}

static void sentence(const struct looker *l, int32_t entity, uint32_t beg, uint32_t end) {
    const struct report_work *w = l->f->r;
    uint32_t b = beg, e = end;
    while (b > 0 && beg - b < SENTENCE && here(w, beg, b - 1)) b--;
    while (e - end < SENTENCE && here(w, beg, e)) e++;
    for (uint32_t t = b; t < e; t++)
        if ((t < beg || t >= end) && (who_pos(w, t, "NOUN") || who_pos(w, t, "VERB") || who_pos(w, t, "ADJ")))
            say(l, entity, "s", "", t);
}

static void place(const struct looker *l, int32_t entity, uint32_t token) {
    double p = facts_prominence(l->f, token);
    l->take(l->to, entity,
            p >= PROMINENCE_DECK ? "x=headline"
            : p > 2              ? "x=lead"
            : p > 1              ? "x=upper"
            : p > 0.5            ? "x=middle"
                                 : "x=deep");
    static const char *const times[] = {"x=once", "x=twice", "x=thrice", "x=often"};
    uint32_t n = l->times[entity]++;
    if (n < 4) l->take(l->to, entity, times[n]);
}

static bool is_person(const struct facts_work *f, int32_t entity) {
    return entity >= 0 && f->r->entities.at[entity].named && f->r->entities.at[entity].kind == SAYSO_ENTITY_PERSON;
}

static void mentions(const struct looker *l) {
    const struct report_work *w = l->f->r;
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        const struct mention *m = &w->mentions.at[i];
        if (!is_person(l->f, m->entity) || m->beg >= m->end || l->times[m->entity] >= MOST_MENTIONS) continue;
        place(l, m->entity, m->beg);
        governors(l, m->entity, m->head);
        deeds(l, m->entity, m->head);
        if (m->form == MENTION_DESCRIPTION) say(l, m->entity, "h", "", m->head);
        if (m->form == MENTION_PRONOUN) continue;
        around(l, m->entity, m->beg, m->end);
        sentence(l, m->entity, m->beg, m->end);
        uint32_t beg, end;
        if (!span_is(m->title)) continue;
        report_tokens_in(w, m->title, &beg, &end);
        for (uint32_t t = beg; t < end; t++) say(l, m->entity, "t", "", t);
    }
}

static void statements(const struct looker *l) {
    static const char *const toll[] = {"x=killed", "x=injured", "x=shot", "x=hospital"};
    const struct facts_work *f = l->f;
    for (uint32_t i = 0; i < f->tolls.n; i++)
        if (is_person(f, f->tolls.at[i].entity)) l->take(l->to, f->tolls.at[i].entity, toll[f->tolls.at[i].effect]);
    for (uint32_t i = 0; i < f->roles.n; i++) {
        const struct role_evidence *e = &f->roles.at[i];
        if (e->event < 0 || !is_person(f, e->entity)) continue;
        if (e->role == ROLE_PERPETRATOR) l->take(l->to, e->entity, "x=agent");
        if (e->role == ROLE_VICTIM) l->take(l->to, e->entity, "x=patient");
    }
}

/* Who speaks: officers, relatives and witnesses more than those whom it befell. */
static void voices(const struct looker *l) {
    const struct report_work *w = l->f->r;
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        const sayso_attribution *a = &w->attributions.at[i];
        const int32_t entity = a->source_id < 0 ? -1 : w->sources.at[a->source_id].entity;
        if (!is_person(l->f, entity)) continue;
        l->take(l->to, entity, "x=speaks");
        if (a->form != SAYSO_FORM_INDIRECT) l->take(l->to, entity, "x=quoted");
    }
}

void facts_people_forms(const struct facts_work *f, people_form_at *take, void *to) {
    struct looker l = {.f = f, .take = take, .to = to};
    l.times = ARENA_ARRAY(f->r->scratch, uint32_t, f->r->entities.n + 1);
    if (!l.times) return;
    mentions(&l);
    voices(&l);
    statements(&l);
}

/* ---- weighing ---------------------------------------------------------------------------------------------------- */
struct weigher {
    struct person *people;
    uint8_t *met;      /* [weighed][words]: each word weighs once for a person */
    uint32_t *weighed; /* [entities] 1 + the row in met, 0: none */
};

static int by_form(const void *key, const void *row) { return strcmp(key, ((const struct people_word *)row)->form); }

static void weigh(void *to, int32_t entity, const char *form) {
    struct weigher *w = to;
    const struct people_word *x = bsearch(form, people_words, n_people_words, sizeof *people_words, by_form);
    if (!x || !w->weighed[entity]) return;
    uint8_t *met = &w->met[(size_t)(w->weighed[entity] - 1) * (n_people_words / 8 + 1) + (size_t)(x - people_words) / 8];
    const uint8_t bit = (uint8_t)(1u << (x - people_words) % 8);
    if (*met & bit) return;
    *met |= bit;
    w->people[entity].victim += x->victim;
    w->people[entity].perpetrator += x->perpetrator;
}

static void judge(struct person *x) {
    float s[2];
    for (int i = 0; i < 2; i++) {
        const float *w = people_weights[i];
        s[i] = w[PEOPLE_CONSTANT] + w[PEOPLE_WORDS] * (i ? x->perpetrator : x->victim) + w[PEOPLE_FILL_VICTIM] * x->fill[0] +
               w[PEOPLE_FILL_PERPETRATOR] * x->fill[1];
    }
    float most = s[0] > s[1] ? s[0] : s[1];
    most = most > 0 ? most : 0;
    float sum = expf(-most) + expf(s[0] - most) + expf(s[1] - most);
    for (int i = 0; i < 2; i++) x->p[i] = expf(s[i] - most) / sum;
}

/* Adds what shows somebody in a role, where nothing did before: the first mention by name. */
static sayso_code show(struct facts_work *f, uint8_t role, int32_t entity, float p) {
    for (uint32_t i = 0; i < f->roles.n; i++)
        if (f->roles.at[i].entity == entity && f->roles.at[i].role == role) return SAYSO_OK;
    const struct mention *best = NULL;
    for (uint32_t i = 0; i < f->r->mentions.n && !best; i++) {
        const struct mention *m = &f->r->mentions.at[i];
        if (m->entity == entity && m->form == MENTION_NAME && report_is_body(f->r, f->r->tokens[m->beg].block)) best = m;
    }
    if (!best) return SAYSO_OK;
    struct role_evidence e = {.role = role, .entity = entity, .token = best->head, .at = best->at, .event = -1, .score = p};
    return VEC_PUSH(f->r->arena, f->roles, e) ? SAYSO_OK : SAYSO_NOMEM;
}

int people_role(const struct person *x) {
    int role = x->p[1] > x->p[0];
    if (!x->seen || x->p[role] < PEOPLE_LEAST) return -1;
    return role ? ROLE_PERPETRATOR : ROLE_VICTIM;
}

sayso_code facts_show_people(struct facts_work *f) {
    enum { MOST = 64 };
    sayso_code code = facts_people(f, &f->people);
    for (uint32_t i = 0, n = 0; !code && i < f->r->entities.n && n < MOST; i++) {
        int role = people_role(&f->people[i]);
        if (role < 0) continue;
        code = show(f, (uint8_t)role, (int32_t)i, 0.1f * f->people[i].p[role == ROLE_PERPETRATOR]);
        n++;
    }
    return code;
}

sayso_code facts_people(const struct facts_work *f, struct person **people) {
    enum { MOST_PEOPLE = 4096 };
    uint32_t n = f->r->entities.n, n_weighed = 0;
    struct weigher w = {.people = ARENA_ARRAY(f->r->scratch, struct person, n + 1),
                        .weighed = ARENA_ARRAY(f->r->scratch, uint32_t, n + 1)};
    for (uint32_t i = 0; w.weighed && i < n && n_weighed < MOST_PEOPLE; i++)
        if (is_person(f, (int32_t)i)) w.weighed[i] = ++n_weighed;
    w.met = arena_alloc(f->r->scratch, (size_t)(n_weighed + 1) * (n_people_words / 8 + 1));
    if (!w.people || !w.weighed || !w.met) return SAYSO_NOMEM;
    facts_people_forms(f, weigh, &w);
    for (uint32_t i = 0; i < f->roles.n; i++) {
        const struct role_evidence *e = &f->roles.at[i];
        if (!e->by_model || !is_person(f, e->entity) || e->role > ROLE_VICTIM) continue;
        w.people[e->entity].fill[e->role == ROLE_PERPETRATOR] += e->score;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct person *x = &w.people[i];
        x->seen = w.weighed[i];
        if (!x->seen) continue;
        for (int k = 0; k < 2; k++) x->fill[k] = log1pf(x->fill[k]);
        judge(x);
    }
    *people = w.people;
    return SAYSO_OK;
}
