/* Mentions -> entities. Links are taken the surest first; two clusters are joined unless something tells them apart: kind,
 * number, sex, names, nation, one inside the other. Who does the same violence to the same person is one. */
#include "report_who.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cluster { /* of the mention that is its root */
    uint32_t parent;
    sayso_entity_kind kind;
    bool pronouns_only, credit_only, named, has_nominal;
    span name; /* the longest */
    char sex, number;
    const char *nation, *of;
    uint8_t person;      /* of its pronouns */
    uint32_t size, next; /* next: mentions of a cluster as a ring */
};
struct joiner {
    struct report_work *w;
    struct traits *t;
    struct cluster *c;
    int32_t *foe; /* of a mention that something is done to: the one who does it; -1 */
};

static uint32_t root(struct joiner *j, uint32_t i) {
    while (j->c[i].parent != i) i = j->c[i].parent = j->c[j->c[i].parent].parent;
    return i;
}

/* ---- what tells two clusters apart ------------------------------------------------------------------------------- */
static bool is_organised(sayso_entity_kind k) { return k == SAYSO_ENTITY_ORGANIZATION || k == SAYSO_ENTITY_GROUP; }
static bool is_somewhere(sayso_entity_kind k) { return k == SAYSO_ENTITY_PLACE || k == SAYSO_ENTITY_FACILITY; }

static bool kinds_clash(const struct cluster *a, const struct cluster *b, float score) {
    if (a->kind == b->kind) return false;
    if (a->pronouns_only || b->pronouns_only) {
        const struct cluster *p = a->pronouns_only ? a : b, *o = a->pronouns_only ? b : a;
        if (p->kind == SAYSO_ENTITY_PERSON)
            return o->kind != SAYSO_ENTITY_PERSON && !(p->person < 3 && o->kind == SAYSO_ENTITY_GROUP);
        if (p->kind == SAYSO_ENTITY_THING) return o->kind == SAYSO_ENTITY_PERSON;
        return false; /* they, we */
    }
    if ((is_organised(a->kind) && is_organised(b->kind)) || (is_somewhere(a->kind) && is_somewhere(b->kind))) return false;
    if (a->named && b->named) return true;
    if (a->kind == SAYSO_ENTITY_PERSON || b->kind == SAYSO_ENTITY_PERSON) return true;
    return score < 3;
}

static bool names_clash(const struct joiner *j, const struct cluster *a, const struct cluster *b) {
    const char *s = j->w->text->utf8;
    if (!a->named || !b->named) return false;
    const char *x = s + a->name.beg, *y = s + b->name.beg;
    size_t nx = span_len(a->name), ny = span_len(b->name);
    if (a->kind == SAYSO_ENTITY_PERSON && b->kind == SAYSO_ENTITY_PERSON) return !name_agrees(x, nx, y, ny);
    return name_match(x, nx, y, ny, false) == NAME_DIFFERS && name_match(y, ny, x, nx, false) == NAME_DIFFERS;
}

static bool differ(const char *a, const char *b) { return a && b && strcmp(a, b) != 0; }
static bool letters_clash(char a, char b) { return a != '-' && b != '-' && a != b; }

static bool number_clashes(const struct cluster *a, const struct cluster *b) {
    if (!letters_clash(a->number, b->number)) return false;
    const struct cluster *p = a->number == 'p' ? a : b, *o = a->number == 'p' ? b : a; /* "they" for a body of people */
    return !(p->pronouns_only && is_organised(o->kind));
}

/* Two mentions of which one lies in the other, or that are doer and object of one verb. */
static bool placed_apart(const struct joiner *j, const struct link *l) {
    const struct report_work *w = j->w;
    const struct mention *a = &w->mentions.at[l->a], *b = &w->mentions.at[l->b];
    if (span_meet(a->at, b->at)) return true;
    uint32_t x = a->head, y = b->head, up = w->tokens[x].head;
    if (up != w->tokens[y].head || up == x || up == y || j->t[l->b].use == USE_REFLEXIVE) return false;
    bool subject_a = who_rel(w, x, "nsubj"),
         object_b = who_rel(w, y, "obj") || who_rel(w, y, "iobj") || who_rel(w, y, "obl:agent");
    return subject_a && object_b;
}

/* One of x is done something to by one of y: who does it and whom it is done to are two, however they were linked. */
static bool is_done_by(struct joiner *j, uint32_t x, uint32_t y) {
    enum { MEMBERS = 256 };
    uint32_t i = x, n = 0;
    do {
        if (j->foe[i] >= 0 && root(j, (uint32_t)j->foe[i]) == y) return true;
        i = j->c[i].next;
    } while (i != x && ++n < MEMBERS);
    return false;
}

static bool clash(struct joiner *j, uint32_t a, uint32_t b, const struct link *l) {
    const struct cluster *x = &j->c[a], *y = &j->c[b];
    if (kinds_clash(x, y, l->score) || number_clashes(x, y) || names_clash(j, x, y)) return true;
    if (letters_clash(x->sex, y->sex) && !(x->sex == 'n' && is_organised(y->kind)) && !(y->sex == 'n' && is_organised(x->kind)))
        return true;
    if (x->has_nominal && y->has_nominal && (differ(x->nation, y->nation) || differ(x->of, y->of))) return true;
    if ((x->credit_only || y->credit_only) && !(x->named && y->named)) return true;
    if (x->pronouns_only && y->pronouns_only && x->person != y->person && (x->person < 3) != (y->person < 3) && l->score < 4)
        return true;
    return l->score < 70 && (placed_apart(j, l) || is_done_by(j, a, b) || is_done_by(j, b, a));
}

static bool is_cue(const struct report_work *w, uint32_t token) {
    const struct tagger_scores *cue = scores_tagger(w->scores, "cue");
    return cue && cue->label[w->tokens[token].piece] == 1;
}

/* Whom a description in what is said stands for is not the one who says it ("The attacker was shot, the chief told us"):
 * of himself a speaker says "I", and of a speaker one says "he". */
static void part_speaker(struct joiner *j, uint32_t verb, uint32_t said) {
    const struct report_work *w = j->w;
    uint32_t speaker = who_agent(w, verb), of[2] = {who_agent(w, said), who_patient(w, said)};
    int32_t a = speaker == verb ? -1 : who_mention_at(w, speaker);
    for (int k = 0; k < 2 && a >= 0; k++) {
        int32_t p = of[k] == said ? -1 : who_mention_at(w, of[k]);
        if (p >= 0 && p != a && j->foe[p] < 0 && w->mentions.at[p].form == MENTION_DESCRIPTION) j->foe[p] = a;
    }
}

/* Doer and object of each verb; who says it and who does it in what is said. */
static void find_foes(struct joiner *j) {
    const struct report_work *w = j->w;
    for (uint32_t i = 0; i < w->n_tokens; i++) {
        uint32_t head = w->tokens[i].head;
        bool clause = head != i && (who_rel(w, i, "ccomp") || who_rel(w, i, "parataxis"));
        if (clause && is_cue(w, head)) part_speaker(j, head, i);
        if (clause && who_rel(w, i, "parataxis") && is_cue(w, i)) part_speaker(j, i, head);
        if (!who_pos(w, i, "VERB")) continue;
        uint32_t doer = who_agent(w, i), object = who_patient(w, i);
        int32_t a = doer == i ? -1 : who_mention_at(w, doer), p = object == i ? -1 : who_mention_at(w, object);
        if (a >= 0 && p >= 0 && a != p && j->t[p].use != USE_REFLEXIVE && j->t[a].use != USE_REFLEXIVE) j->foe[p] = a;
    }
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */
static void join(struct joiner *j, uint32_t a, uint32_t b) {
    struct cluster *x = &j->c[a], *y = &j->c[b]; /* y goes into x */
    bool take = (y->named && !x->named) || (x->pronouns_only && !y->pronouns_only);
    if (take) x->kind = y->kind;
    if (y->named && (!x->named || span_len(y->name) > span_len(x->name))) x->name = y->name;
    if (x->sex == '-') x->sex = y->sex;
    if (x->number == '-' || take) x->number = y->number;
    if (!x->nation) x->nation = y->nation;
    if (!x->of) x->of = y->of;
    if (!x->person || (y->person && y->person < x->person)) x->person = y->person;
    x->pronouns_only &= y->pronouns_only;
    x->credit_only &= y->credit_only;
    x->named |= y->named;
    x->has_nominal |= y->has_nominal;
    x->size += y->size;
    uint32_t next = x->next; /* one ring of the two */
    x->next = y->next;
    y->next = next;
    y->parent = a;
}

static void try_link(struct joiner *j, const struct link *l) {
    uint32_t a = root(j, l->a), b = root(j, l->b);
    if (a == b || clash(j, a, b, l)) return;
    if (j->c[a].size >= j->c[b].size)
        join(j, a, b);
    else
        join(j, b, a);
}

static int by_score(const void *p, const void *q) {
    const struct link *a = p, *b = q;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    return a->a < b->a ? -1 : a->a > b->a;
}

static sayso_code no_memory(struct report_work *w) { return error_set(w->e, SAYSO_NOMEM, "report", 0, "out of memory"); }

static int by_pronoun(const void *p, const void *q) {
    const struct link *a = p, *b = q;
    if (a->pronoun != b->pronoun) return a->pronoun ? -1 : 1;
    return a->b != b->b ? (a->b < b->b ? -1 : 1) : by_score(p, q);
}

/* One pronoun's links: to the cluster that has the most of its odds and is not told apart from it. */
static void join_pronoun(struct joiner *j, const struct link *links, uint32_t n) {
    bool tried[PAIR_BEST * 2] = {false};
    for (;;) {
        int32_t best = -1;
        float most = 0;
        for (uint32_t i = 0; i < n && i < PAIR_BEST * 2; i++) {
            if (tried[i]) continue;
            float sum = 0;
            for (uint32_t k = 0; k < n; k++)
                if (root(j, links[k].a) == root(j, links[i].a)) sum += expf(links[k].score);
            if (best < 0 || sum > most) best = (int32_t)i, most = sum;
        }
        if (best < 0) return;
        try_link(j, &links[best]);
        if (root(j, links[best].a) == root(j, links[best].b)) return;
        tried[best] = true;
    }
}

/* The model's links of pronouns, in text order, so that each finds those before it already joined. */
static void join_pronouns(struct joiner *j, struct links *links) {
    if (links->n) qsort(links->at, links->n, sizeof *links->at, by_pronoun);
    for (uint32_t i = 0, end; i < links->n && links->at[i].pronoun; i = end) {
        for (end = i; end < links->n && links->at[end].pronoun && links->at[end].b == links->at[i].b;) end++;
        join_pronoun(j, links->at + i, end - i);
    }
}

/* Along links; the model gives each mention one antecedent. */
static sayso_code join_links(struct joiner *j, struct links *links) {
    struct report_work *w = j->w;
    uint8_t *has_antecedent = ARENA_ARRAY(w->scratch, uint8_t, w->mentions.n + 1);
    if (!has_antecedent) return no_memory(w);
    if (links->n) qsort(links->at, links->n, sizeof *links->at, by_score);
    for (uint32_t i = 0; i < links->n; i++) {
        const struct link *l = &links->at[i];
        if (l->pronoun || (l->score < 16 && has_antecedent[l->b])) continue;
        try_link(j, l);
        if (l->score < 16 && root(j, l->a) == root(j, l->b)) has_antecedent[l->b] = 1;
    }
    return SAYSO_OK;
}

/* ---- pronouns that the model leaves among themselves ------------------------------------------------------------- */
enum { SENTENCES_BACK = 3, MENTIONS_BACK = 40 };

/* How well a mention would do as what a later "he" or "she" stands for: subjects and names before others; 0: not at all. */
static int fitness(struct joiner *j, uint32_t a, uint32_t b) {
    const struct report_work *w = j->w;
    const struct mention *x = &w->mentions.at[a], *y = &w->mentions.at[b];
    const struct cluster *c = &j->c[root(j, a)];
    if (c->kind != SAYSO_ENTITY_PERSON || c->credit_only || c->pronouns_only || x->plural) return 0;
    if (w->tokens[y->head].sentence - w->tokens[x->head].sentence > SENTENCES_BACK) return 0;
    if (who_quote_around(w, x->at) >= 0 && who_quote_around(w, y->at) < 0) return 0; /* one who is spoken of */
    int back = (int)(w->tokens[y->head].sentence - w->tokens[x->head].sentence);
    return 10 - 3 * back + 2 * who_rel(w, x->head, "nsubj") + 2 * c->named + (c->size > 2);
}

/* "he" and "she" whom nothing is linked to but other pronouns go to the best person close before them. */
static void settle_pronouns(struct joiner *j) {
    const struct report_work *w = j->w;
    for (uint32_t b = 0; b < w->mentions.n; b++) {
        const struct traits *t = &j->t[b];
        if (t->person != 3 || t->number != 's' || t->sex == 'n' || t->sex == '-' || !j->c[root(j, b)].pronouns_only) continue;
        int32_t best = -1;
        int best_fit = 0;
        for (uint32_t a = b; a-- > 0 && b - a < MENTIONS_BACK;) {
            struct link l = {.a = a, .b = b, .score = 1};
            int fit = fitness(j, a, b);
            if (fit > best_fit && !clash(j, root(j, a), root(j, b), &l)) best_fit = fit, best = (int32_t)a;
        }
        struct link l = {.a = (uint32_t)best, .b = b, .score = 1};
        if (best >= 0) try_link(j, &l);
    }
}

/* ---- violence: one who does it to the same person twice over is one ---------------------------------------------- */
struct deed {
    uint32_t agent, patient; /* mentions */
};

static bool is_unnamed_one(struct joiner *j, uint32_t m) {
    const struct cluster *c = &j->c[root(j, m)];
    return c->kind == SAYSO_ENTITY_PERSON && c->number != 'p' && !c->credit_only && (c->pronouns_only || c->has_nominal);
}

static sayso_code join_doers(struct joiner *j) {
    struct report_work *w = j->w;
    VEC(struct deed) deeds = {0};
    for (uint32_t i = 0; i < w->n_tokens; i++) {
        const struct report_word *verb = who_word(w, i, WORDS_HARM);
        if (!verb || !(who_pos(w, i, "VERB") || who_pos(w, i, "NOUN")) || who_negated(w, i)) continue;
        uint32_t doer = who_agent(w, i), victim = who_patient(w, i);
        int32_t a = doer == i ? -1 : who_mention_at(w, doer), p = victim == i ? -1 : who_mention_at(w, victim);
        if (a < 0 || p < 0 || !is_unnamed_one(j, (uint32_t)a)) continue;
        for (uint32_t k = 0; k < deeds.n; k++) {
            if (root(j, deeds.at[k].patient) != root(j, (uint32_t)p)) continue;
            struct link l = {.a = deeds.at[k].agent, .b = (uint32_t)a, .score = 60};
            if (j->c[root(j, (uint32_t)p)].number != 'p') try_link(j, &l);
        }
        if (deeds.n < 64 && !VEC_PUSH(w->scratch, deeds, ((struct deed){(uint32_t)a, (uint32_t)p}))) return no_memory(w);
    }
    return SAYSO_OK;
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */
static bool is_kept(const struct report_work *w, const struct cluster *c) {
    if (c->size > 1 || c->named) return true;
    if (c->pronouns_only || who_pos(w, w->mentions.at[c->parent].head, "CCONJ")) return false; /* "Ann and Bob" are two already */
    return c->kind != SAYSO_ENTITY_THING;
}

static int by_place(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The mentions of a cluster in text order. */
static uint32_t *members(struct joiner *j, uint32_t c) {
    uint32_t n = 0, *out = ARENA_ARRAY(j->w->scratch, uint32_t, j->c[c].size + 1), i = c;
    if (!out) return NULL;
    do {
        out[n++] = i;
        i = j->c[i].next;
    } while (i != c);
    qsort(out, n, sizeof *out, by_place);
    return out;
}

static uint32_t n_words(const char *s, uint32_t n) {
    uint32_t words = 1;
    for (uint32_t i = 0; i < n; i++) words += s[i] == ' ';
    return words;
}

/* How much a form tells: words, then letters; capitals throughout (headlines, acronyms) tell less. */
static uint32_t fullness(const struct report_work *w, span s) {
    const char *at = w->text->utf8 + s.beg;
    uint32_t n = span_len(s), small = 0;
    for (uint32_t i = 0; i < n; i++) small |= at[i] >= 'a' && at[i] <= 'z';
    return n_words(at, n) * 1000 + (small ? 500 : 0) + (n < 400 ? n : 400);
}

static span without_genitive(const struct report_work *w, span s) {
    static const char *const endings[] = {"'s", "\u2019s", "'", "\u2019", NULL};
    for (const char *const *e = endings; *e; e++) {
        uint32_t n = (uint32_t)strlen(*e);
        if (span_len(s) > n && memcmp(w->text->utf8 + s.end - n, *e, n) == 0) return (span){s.beg, s.end - n};
    }
    return s;
}

/* The form of a mention that its entity goes by: the name where the entity has one, the description else. */
static span form_of(const struct report_work *w, uint32_t m, bool named) {
    const struct mention *x = &w->mentions.at[m];
    if (named) return x->form == MENTION_NAME ? x->name : (span){0, 0};
    return x->form == MENTION_DESCRIPTION || x->form == MENTION_PRONOUN ? without_genitive(w, x->at) : (span){0, 0};
}

static char *copy(struct report_work *w, span s) {
    char *out = arena_strndup(w->arena, w->text->utf8 + s.beg, span_len(s));
    for (char *p = out; p && *p; p++)
        if (*p == '\n') *p = ' ';
    return out;
}

enum { MOST_ALIASES = 24, LONGEST_NAME = 100 };

static sayso_code name_entity(struct report_work *w, const uint32_t *m, uint32_t n, sayso_entity *e) {
    span best = {0, 0};
    bool best_pronoun = true;
    for (uint32_t i = 0; i < n; i++) {
        span s = form_of(w, m[i], e->named);
        bool pronoun = w->mentions.at[m[i]].form == MENTION_PRONOUN;
        if (!span_is(s) || (span_is(best) && pronoun && !best_pronoun)) continue;
        bool longer =
            !span_is(best) || (best_pronoun && !pronoun) || (span_len(s) <= LONGEST_NAME && fullness(w, s) > fullness(w, best));
        if (longer) best = s, best_pronoun = pronoun;
    }
    e->name = copy(w, best);
    const char **aliases = ARENA_ARRAY(w->arena, const char *, MOST_ALIASES);
    if (!e->name || !aliases) return no_memory(w);
    for (uint32_t i = 0; i < n && e->aliases.n < MOST_ALIASES; i++) {
        span s = form_of(w, m[i], e->named);
        if (!span_is(s) || w->mentions.at[m[i]].form == MENTION_PRONOUN) continue;
        char *alias = copy(w, s);
        if (!alias) return no_memory(w);
        bool known = strcmp(alias, e->name) == 0;
        for (uint32_t k = 0; k < e->aliases.n; k++) known |= strcmp(aliases[k], alias) == 0;
        if (!known) aliases[e->aliases.n++] = alias;
    }
    e->aliases.at = aliases;
    return SAYSO_OK;
}

static sayso_code fill_entity(struct joiner *j, uint32_t c, uint32_t index) {
    struct report_work *w = j->w;
    const struct cluster *x = &j->c[c];
    uint32_t *m = members(j, c);
    sayso_span *spans = ARENA_ARRAY(w->arena, sayso_span, x->size), *titles = ARENA_ARRAY(w->arena, sayso_span, x->size);
    if (!m || !spans || !titles) return no_memory(w);
    sayso_entity e = {.kind = x->kind, .named = x->named, .mentions = {spans, x->size}, .titles = {titles, 0}};
    for (uint32_t i = 0; i < x->size; i++) {
        spans[i] = w->mentions.at[m[i]].at;
        if (span_is(w->mentions.at[m[i]].title)) titles[e.titles.n++] = w->mentions.at[m[i]].title;
        w->mentions.at[m[i]].entity = (int32_t)index;
    }
    sayso_code code = name_entity(w, m, x->size, &e);
    if (code) return code;
    return VEC_PUSH(w->arena, w->entities, e) ? SAYSO_OK : no_memory(w);
}

static sayso_code start(struct joiner *j) {
    struct report_work *w = j->w;
    sayso_code code = who_traits(w, &j->t);
    if (code) return code;
    j->c = ARENA_ARRAY(w->scratch, struct cluster, w->mentions.n + 1);
    j->foe = ARENA_ARRAY(w->scratch, int32_t, w->mentions.n + 1);
    if (!j->c || !j->foe) return no_memory(w);
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        j->foe[i] = -1;
        const struct mention *m = &w->mentions.at[i];
        const struct traits *t = &j->t[i];
        j->c[i] = (struct cluster){.parent = i,
                                   .kind = m->kind,
                                   .pronouns_only = m->form == MENTION_PRONOUN,
                                   .credit_only = t->credit,
                                   .named = m->form == MENTION_NAME,
                                   .has_nominal = t->nominal,
                                   .name = m->name,
                                   .sex = t->sex,
                                   .number = t->number,
                                   .nation = t->nation,
                                   .of = t->of,
                                   .person = t->person,
                                   .size = 1,
                                   .next = i};
    }
    find_foes(j);
    return SAYSO_OK;
}

sayso_code report_entities(struct report_work *w) {
    struct joiner j = {.w = w};
    struct links links = {0};
    sayso_code code = start(&j);
    if (!code) code = who_link(w, j.t, &links);
    if (!code) code = join_links(&j, &links);
    if (!code) join_pronouns(&j, &links);
    if (!code) settle_pronouns(&j);
    if (!code) code = join_doers(&j);
    uint8_t *done = ARENA_ARRAY(w->scratch, uint8_t, w->mentions.n + 1);
    if (!code && !done) return no_memory(w);
    for (uint32_t i = 0; !code && i < w->mentions.n; i++) {
        uint32_t c = root(&j, i);
        if (done[c] || !is_kept(w, &j.c[c])) continue;
        done[c] = 1;
        code = fill_entity(&j, c, w->entities.n);
    }
    return code;
}
