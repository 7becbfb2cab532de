/* Which mentions may stand for the same: links with a score, from the rules of names, appositions and descriptions, and from
 * the model's coreference scores. report_entities.c joins along them, the surest first. */
#include "report_cues.h"
#include "report_who.h"
#include <math.h>
#include <string.h>

/* Scores of the rules on the scale of the model's logits; what names and syntax say stands above all it can say. */
static const float SAME_NAME = 100, PART_NAME = 90, ACRONYM = 95, APPOSITION = 80, NAMED_AS = 70, GOES_ON = 16, PREDICATE = 40,
                   TITLE_HEAD = 30, SAME_HEAD = 20, SAME_ACTOR = 2, SPEAKER = 75;
/* A model's antecedent counts from here on: the log of the odds that there is one at all. Set on OntoGUM dev. */
static const float COREF_PRONOUN = 1, COREF_NOUN = 1, COREF_THING = 4;
enum {
    THING_FAR = 100 /* mentions between a thing and the same word again */,
    NEAREST = 60 /* names of one kind that are compared with each other on either side */
};

struct linker {
    struct report_work *w;
    const struct traits *t;
    struct links *out;
};

static sayso_code no_memory(struct report_work *w) { return error_set(w->e, SAYSO_NOMEM, "report", 0, "out of memory"); }

static sayso_code put(struct linker *l, uint32_t a, uint32_t b, float score) {
    struct link link = {.a = a < b ? a : b, .b = a < b ? b : a, .score = score};
    link.pronoun = l->w->mentions.at[link.b].form == MENTION_PRONOUN && score < 16;
    if (a == b) return SAYSO_OK;
    return VEC_PUSH(l->w->scratch, *l->out, link) ? SAYSO_OK : no_memory(l->w);
}

/* ---- names ------------------------------------------------------------------------------------------------------- */
/* Distinct names: mentions whose names have the same letters; of surnames alone, with a title of one sex. */
struct name {
    const char *s;
    size_t n;
    bool person, single; /* single: one word */
    char sex;
    sayso_entity_kind kind;
    uint32_t first, last; /* mentions; those between by next_same */
};
typedef VEC(struct name) names;
struct index {
    names all;
    int32_t *name_of;   /* [n_mentions] into all, -1 */
    int32_t *next_same; /* [n_mentions] the next mention of the same name, -1 */
    uint8_t *full;      /* [all.n] names that the one in hand may be short for */
};

static bool may_share(sayso_entity_kind a, sayso_entity_kind b) {
    bool org_a = a == SAYSO_ENTITY_ORGANIZATION || a == SAYSO_ENTITY_GROUP,
         org_b = b == SAYSO_ENTITY_ORGANIZATION || b == SAYSO_ENTITY_GROUP;
    bool place_a = a == SAYSO_ENTITY_PLACE || a == SAYSO_ENTITY_FACILITY,
         place_b = b == SAYSO_ENTITY_PLACE || b == SAYSO_ENTITY_FACILITY;
    return a == b || (org_a && org_b) || (place_a && place_b);
}

static bool same_name(const struct name *a, const struct name *b) {
    return a->n == b->n && a->kind == b->kind && a->sex == b->sex && memcmp(a->s, b->s, a->n) == 0;
}

static struct name name_of(const struct linker *l, uint32_t mention) {
    const struct mention *m = &l->w->mentions.at[mention];
    struct name x = {.s = l->w->text->utf8 + m->name.beg,
                     .n = span_len(m->name),
                     .kind = m->kind,
                     .sex = '-',
                     .first = mention,
                     .last = mention};
    x.person = m->kind == SAYSO_ENTITY_PERSON;
    x.single = !memchr(x.s, ' ', x.n) && !memchr(x.s, '\n', x.n);
    if (x.person && x.single && span_is(m->title)) x.sex = l->t[mention].sex;
    return x;
}

static sayso_code distinct(struct linker *l, struct index *x) {
    struct report_work *w = l->w;
    uint32_t size = 64, n = w->mentions.n;
    while (size < 4 * n) size *= 2;
    int32_t *table = ARENA_ARRAY(w->scratch, int32_t, size); /* by hash: index + 1 */
    x->name_of = ARENA_ARRAY(w->scratch, int32_t, n + 1);
    x->next_same = ARENA_ARRAY(w->scratch, int32_t, n + 1);
    if (!table || !x->name_of || !x->next_same) return no_memory(w);
    for (uint32_t i = 0; i < n; i++) {
        x->name_of[i] = x->next_same[i] = -1;
        if (w->mentions.at[i].form != MENTION_NAME) continue;
        struct name y = name_of(l, i);
        uint32_t hash = (uint32_t)y.kind * 7919u + (uint32_t)y.sex;
        for (size_t k = 0; k < y.n; k++) hash = hash * 31 + (unsigned char)y.s[k];
        uint32_t slot = hash & (size - 1);
        while (table[slot] && !same_name(&x->all.at[table[slot] - 1], &y)) slot = (slot + 1) & (size - 1);
        if (!table[slot]) {
            if (!VEC_PUSH(w->scratch, x->all, y)) return no_memory(w);
            table[slot] = (int32_t)x->all.n;
        } else {
            struct name *old = &x->all.at[table[slot] - 1];
            x->next_same[old->last] = (int32_t)i;
            old->last = i;
        }
        x->name_of[i] = table[slot] - 1;
    }
    x->full = ARENA_ARRAY(w->scratch, uint8_t, x->all.n + 1);
    return x->full ? SAYSO_OK : no_memory(w);
}

/* All mentions of one name are one. */
static sayso_code chain_same(struct linker *l, const struct index *x, const struct name *y) {
    sayso_code code = SAYSO_OK;
    for (uint32_t i = y->first; !code && x->next_same[i] >= 0; i = (uint32_t)x->next_same[i])
        code = put(l, i, (uint32_t)x->next_same[i], SAME_NAME);
    return code;
}

/* The nearest mention of one of the full names, before `i` if there is one; -1. */
static int32_t nearest_full(const struct linker *l, const struct index *x, uint32_t i) {
    enum { FAR = 2000 };
    for (uint32_t k = i; k-- > 0 && i - k < FAR;)
        if (x->name_of[k] >= 0 && x->full[x->name_of[k]]) return (int32_t)k;
    for (uint32_t k = i + 1; k < l->w->mentions.n && k - i < FAR; k++)
        if (x->name_of[k] >= 0 && x->full[x->name_of[k]]) return (int32_t)k;
    return -1;
}

/* How many people the full names are: forms that agree with each other are one. */
static uint32_t n_people(const struct index *x, uint32_t beg, uint32_t end) {
    const struct name *first = NULL;
    uint32_t n = 0;
    for (uint32_t k = beg; k < end; k++) {
        const struct name *y = &x->all.at[k];
        if (!x->full[k] || (first && y->person && name_agrees(first->s, first->n, y->s, y->n) &&
                            (first->sex == '-' || y->sex == '-' || first->sex == y->sex)))
            continue;
        first = y;
        n++;
    }
    return n;
}

/* A short name goes with the full one; where several could be meant, each mention with the nearest. */
static sayso_code link_short(struct linker *l, const struct index *x, const struct name *y, uint32_t n_full) {
    if (n_full == 0) return chain_same(l, x, y);
    if (n_full == 1 || !y->person) {
        int32_t near = nearest_full(l, x, y->first);
        sayso_code code = near < 0 ? SAYSO_OK : put(l, (uint32_t)near, y->first, PART_NAME);
        return code ? code : chain_same(l, x, y);
    }
    for (int32_t i = (int32_t)y->first; i >= 0; i = x->next_same[i]) {
        int32_t near = nearest_full(l, x, (uint32_t)i);
        sayso_code code = near < 0 ? SAYSO_OK : put(l, (uint32_t)near, (uint32_t)i, PART_NAME);
        if (code) return code;
    }
    return SAYSO_OK;
}

/* Whether `a` may be the full form of the short name `b`; same: they are one anyway. */
static bool is_full(const struct linker *l, const struct name *a, const struct name *b, bool *same) {
    enum name_match match = name_match(a->s, a->n, b->s, b->n, b->person);
    *same = match == NAME_SAME && a->sex == b->sex;
    if (match == NAME_SAME) return b->sex == '-' && a->sex != '-'; /* "Roe" may be "Mr. Roe" */
    char sex = l->t[a->first].sex;
    return match == NAME_PART && (b->sex == '-' || sex == '-' || b->sex == sex);
}

static sayso_code link_names(struct linker *l) {
    struct index x = {0};
    sayso_code code = distinct(l, &x);
    for (uint32_t i = 0; !code && i < x.all.n; i++) {
        const struct name *y = &x.all.at[i];
        uint32_t beg = i > NEAREST ? i - NEAREST : 0, end = x.all.n - i > NEAREST ? i + NEAREST : x.all.n, n = 0;
        for (uint32_t k = beg; !code && k < end; k++) {
            bool same = false;
            if (k == i || !may_share(x.all.at[k].kind, y->kind)) continue;
            if (is_full(l, &x.all.at[k], y, &same)) x.full[k] = 1, n++;
            if (same && k < i) code = put(l, x.all.at[k].first, y->first, SAME_NAME - 1);
        }
        if (!code) code = link_short(l, &x, y, n > 1 ? n_people(&x, beg, end) : n);
        memset(x.full + beg, 0, end - beg);
    }
    return code;
}

/* ---- syntax: appositions, predicates, acronyms in parentheses ---------------------------------------------------- */
static bool both_named(const struct report_work *w, uint32_t a, uint32_t b) {
    return w->mentions.at[a].form == MENTION_NAME && w->mentions.at[b].form == MENTION_NAME;
}

static bool names_go(const struct report_work *w, uint32_t a, uint32_t b) {
    span x = w->mentions.at[a].name, y = w->mentions.at[b].name;
    bool person = w->mentions.at[a].kind == SAYSO_ENTITY_PERSON;
    const char *s = w->text->utf8;
    return name_match(s + x.beg, span_len(x), s + y.beg, span_len(y), person) != NAME_DIFFERS ||
           name_match(s + y.beg, span_len(y), s + x.beg, span_len(x), person) != NAME_DIFFERS;
}

/* A description's kind may give way to a name's: "the city of X", "X, a company that ...". */
static bool kinds_may_be_one(const struct report_work *w, uint32_t a, uint32_t b) {
    const struct mention *x = &w->mentions.at[a], *y = &w->mentions.at[b];
    if (may_share(x->kind, y->kind)) return true;
    if (x->kind == SAYSO_ENTITY_PERSON || y->kind == SAYSO_ENTITY_PERSON) return false;
    return x->form == MENTION_DESCRIPTION || y->form == MENTION_DESCRIPTION;
}

/* Of the phrases that end right before an apposition, the one of its kind: "in a hall in Lima, the capital". */
static int32_t apposed_to(const struct report_work *w, int32_t a, int32_t b) {
    const struct mention *y = &w->mentions.at[b];
    if (a >= 0 && w->mentions.at[a].kind == y->kind) return a;
    for (uint32_t i = (uint32_t)b; i-- > 0 && b - (int32_t)i < 8;) {
        const struct mention *x = &w->mentions.at[i];
        if (x->end + 1 == y->beg && x->kind == y->kind && w->tokens[x->head].sentence == w->tokens[y->head].sentence)
            return (int32_t)i;
    }
    return a;
}

static sayso_code link_apposition(struct linker *l, uint32_t token) {
    struct report_work *w = l->w;
    if (!who_rel(w, token, "appos")) return SAYSO_OK;
    int32_t a = who_mention_at(w, w->tokens[token].head), b = who_mention_at(w, token);
    if (b >= 0) a = apposed_to(w, a, b);
    if (a < 0 || b < 0 || a == b || !kinds_may_be_one(w, (uint32_t)a, (uint32_t)b)) return SAYSO_OK;
    if (w->mentions.at[a].plural != w->mentions.at[b].plural) return SAYSO_OK;
    if (both_named(w, (uint32_t)a, (uint32_t)b) && !names_go(w, (uint32_t)a, (uint32_t)b)) return SAYSO_OK;
    return put(l, (uint32_t)a, (uint32_t)b, APPOSITION);
}

/* "the photographer, Jonas Roe, said": a description and a name between commas, whatever the syntax has for them. */
static sayso_code link_commas(struct linker *l, uint32_t b) {
    struct report_work *w = l->w;
    const struct mention *y = &w->mentions.at[b];
    if (y->form != MENTION_NAME || y->kind != SAYSO_ENTITY_PERSON || y->beg < 2 || y->end >= w->n_tokens ||
        !report_token_is(w, y->end, ","))
        return SAYSO_OK;
    if (y->end + 1 < w->n_tokens && (report_token_is(w, y->end + 1, "and") || report_token_is(w, y->end + 1, "or")))
        return SAYSO_OK; /* a list */
    for (uint32_t a = b; a-- > 0 && b - a < 6;) {
        const struct mention *x = &w->mentions.at[a];
        bool beside =
            x->end + 1 == y->beg && report_token_is(w, x->end, ",") && w->tokens[x->head].sentence == w->tokens[y->head].sentence;
        if (beside && x->form == MENTION_DESCRIPTION && x->kind == SAYSO_ENTITY_PERSON && !x->plural &&
            l->t[a].definite == DEFINITE_YES)
            return put(l, a, b, PREDICATE);
    }
    return SAYSO_OK;
}

/* "X was a policeman": persons only, and one. */
static sayso_code link_predicate(struct linker *l, uint32_t token) {
    struct report_work *w = l->w;
    if (!who_rel(w, token, "cop")) return SAYSO_OK;
    uint32_t head = w->tokens[token].head, subject = who_child(w, head, "nsubj");
    int32_t a = who_mention_at(w, subject), b = who_mention_at(w, head);
    if (subject == head || a < 0 || b < 0 || a == b || who_negated(w, head)) return SAYSO_OK;
    const struct mention *x = &w->mentions.at[a], *y = &w->mentions.at[b];
    if (y->kind != SAYSO_ENTITY_PERSON || y->plural || x->plural || x->kind != SAYSO_ENTITY_PERSON) return SAYSO_OK;
    if (l->t[b].definite == DEFINITE_NONE || (both_named(w, (uint32_t)a, (uint32_t)b) && !names_go(w, (uint32_t)a, (uint32_t)b)))
        return SAYSO_OK;
    return put(l, (uint32_t)a, (uint32_t)b, PREDICATE);
}

/* The name behind "as" from token t on, over an age or a post ("as 27-year-old Roe", "as Officer Roe"); -1. */
static int32_t name_behind_as(const struct report_work *w, uint32_t t) {
    enum { FAR = 24, BEFORE_NAME = 8 };
    uint32_t as = t;
    while (as < w->n_tokens && as < t + FAR && w->tokens[as].sentence == w->tokens[t].sentence && !report_token_is(w, as, "as"))
        as++;
    if (as >= w->n_tokens || !report_token_is(w, as, "as")) return -1;
    for (uint32_t k = as + 1; k < w->n_tokens && k < as + BEFORE_NAME && w->tokens[k].sentence == w->tokens[t].sentence; k++) {
        int32_t m = who_mention_at(w, k);
        if (who_pos(w, k, "VERB") || report_token_is(w, k, ",")) return -1;
        if (m < 0 || w->mentions.at[m].form != MENTION_NAME || w->mentions.at[m].kind != SAYSO_ENTITY_PERSON ||
            w->mentions.at[m].plural)
            continue;
        span name = w->mentions.at[m].name;
        if (span_is(name) && name.beg <= w->tokens[k].at.beg && w->tokens[k].at.beg < name.end) return m;
    }
    return -1;
}

/* Whom the pronoun of "named him as Roe" stands for, where Roe is named for the first time: the one person described before it in
 * this sentence and the one before, in the same paragraph; -1. */
static int32_t described_before(const struct linker *l, uint32_t pronoun, uint32_t name) {
    const struct report_work *w = l->w;
    const uint32_t sentence = w->tokens[w->mentions.at[pronoun].head].sentence;
    const span s = w->mentions.at[name].name;
    int32_t found = -1;
    for (uint32_t i = 0; i < name; i++) {
        const struct mention *x = &w->mentions.at[i];
        if (x->form == MENTION_NAME && span_len(x->name) == span_len(s) &&
            !memcmp(w->text->utf8 + x->name.beg, w->text->utf8 + s.beg, span_len(s)))
            return -1;
    }
    for (uint32_t i = pronoun; i-- > 0 && w->tokens[w->mentions.at[i].head].sentence + 1 >= sentence;) {
        const struct mention *x = &w->mentions.at[i];
        const char a = l->t[i].sex, b = l->t[pronoun].sex;
        if (w->tokens[x->head].block != w->tokens[w->mentions.at[pronoun].head].block) break;
        if (x->kind != SAYSO_ENTITY_PERSON || x->plural || x->form == MENTION_PRONOUN || who_pos(w, x->head, "NUM") ||
            (a != '-' && b != '-' && a != b))
            continue;
        if (x->form == MENTION_NAME || found >= 0) return -1; /* several could be meant */
        found = (int32_t)i;
    }
    return found;
}

/* "named him as Karl Roe", "the man was identified as Karl Roe". */
static sayso_code link_named_as(struct linker *l, uint32_t verb) {
    struct report_work *w = l->w;
    if (!who_pos(w, verb, "VERB")) return SAYSO_OK;
    const char *attitude = cue_attitude(w, verb, verb + 1);
    if (!attitude || strcmp(attitude, "identifies") != 0 || who_negated(w, verb)) return SAYSO_OK;
    uint32_t whom = who_child(w, verb, "obj");
    if (whom == verb) whom = who_child(w, verb, "nsubj:pass");
    int32_t a = whom == verb ? -1 : who_mention_at(w, whom), b = a < 0 ? -1 : name_behind_as(w, verb + 1);
    if (b < 0 || a == b) return SAYSO_OK;
    const struct mention *x = &w->mentions.at[a];
    if (x->kind != SAYSO_ENTITY_PERSON || x->plural ||
        (both_named(w, (uint32_t)a, (uint32_t)b) && !names_go(w, (uint32_t)a, (uint32_t)b)))
        return SAYSO_OK;
    int32_t who = x->form == MENTION_PRONOUN ? described_before(l, (uint32_t)a, (uint32_t)b) : -1;
    sayso_code code = who < 0 ? SAYSO_OK : put(l, (uint32_t)who, (uint32_t)b, NAMED_AS);
    return code ? code : put(l, (uint32_t)a, (uint32_t)b, NAMED_AS);
}

/* "The Associated Press (AP)". */
static sayso_code link_acronym(struct linker *l, uint32_t i) {
    struct report_work *w = l->w;
    const struct mention *b = &w->mentions.at[i];
    if (b->form != MENTION_NAME || b->beg < 2 || !report_token_is(w, b->beg - 1, "(")) return SAYSO_OK;
    for (uint32_t a = i; a-- > 0 && i - a < 8;) {
        const struct mention *x = &w->mentions.at[a];
        if (x->form == MENTION_NAME && span_is(x->name) && x->name.end == w->tokens[b->beg - 2].at.end)
            return names_go(w, a, i) ? put(l, a, i, ACRONYM) : SAYSO_OK;
    }
    return SAYSO_OK;
}

/* ---- descriptions ------------------------------------------------------------------------------------------------ */
static bool has(const struct traits *t, const char *modifier) {
    for (uint32_t i = 0; i < t->n_modifiers; i++)
        if (strcmp(t->modifier[i], modifier) == 0) return true;
    return false;
}

/* Modifiers of b that a has not and that tell one from another; "other", "former" and the like always do. */
static bool is_told_apart(const struct traits *a, const struct traits *b) {
    bool more_a = false, more_b = false;
    for (int turn = 0; turn < 2; turn++) {
        const struct traits *x = turn ? b : a, *y = turn ? a : b;
        for (uint32_t i = 0; i < x->n_modifiers; i++) {
            const struct report_word *row = report_word(WORDS_MODIFIER, x->modifier[i], strlen(x->modifier[i]));
            if (has(y, x->modifier[i]) || (row && row->use == USE_WEAK)) continue;
            if (row && row->use == USE_OTHER) return true;
            *(turn ? &more_b : &more_a) = true;
        }
    }
    return more_a && more_b;
}

static bool differ(const char *a, const char *b) { return a && b && strcmp(a, b) != 0; }

static bool begins_with_possessive(const struct report_work *w, const struct mention *m) {
    const struct report_word *p = who_word(w, m->beg, WORDS_PRONOUN);
    return p && p->use == USE_POSSESSIVE;
}

static bool is_headline(const struct report_work *w, const struct mention *m) {
    int32_t b = w->tokens[m->head].block;
    return b >= 0 && (w->text->blocks[b].kind == SAYSO_BLOCK_HEADLINE || w->text->blocks[b].kind == SAYSO_BLOCK_DECK);
}

/* A headline's "Harbour worker" is the story's first "a harbour worker". */
static sayso_code link_headline(struct linker *l, uint32_t b) {
    struct report_work *w = l->w;
    const struct mention *y = &w->mentions.at[b];
    const struct traits *t = &l->t[b];
    if (!t->nominal || t->credit || t->definite != DEFINITE_NOT || y->kind == SAYSO_ENTITY_THING || is_headline(w, y))
        return SAYSO_OK;
    for (uint32_t a = 0; a < b && a < 1000; a++) {
        const struct mention *x = &w->mentions.at[a];
        const struct traits *s = &l->t[a];
        bool same = s->nominal && strcmp(s->head, t->head) == 0 && s->number == t->number && may_share(x->kind, y->kind);
        if (!same || is_told_apart(s, t) || differ(s->nation, t->nation) || differ(s->of, t->of)) continue;
        return is_headline(w, x) ? put(l, a, b, SAME_HEAD) : SAYSO_OK; /* only the first one in the story */
    }
    return SAYSO_OK;
}

/* "the gunman" after "a lone gunman"; "the attacker" after "a gunman". The nearest that goes. */
static sayso_code link_description(struct linker *l, uint32_t b) {
    struct report_work *w = l->w;
    const struct mention *y = &w->mentions.at[b];
    const struct traits *t = &l->t[b];
    bool bare_caption =
        t->definite == DEFINITE_BARE && t->use == USE_ACTOR && t->number == 's'; /* headlines leave articles out */
    if (!t->nominal || t->credit || begins_with_possessive(w, y) || !(t->definite == DEFINITE_YES || bare_caption))
        return SAYSO_OK;
    if (y->kind == SAYSO_ENTITY_THING && t->n_modifiers == 0 && t->number == 'p') return SAYSO_OK;
    for (uint32_t a = b; a-- > 0 && b - a < 400;) {
        const struct mention *x = &w->mentions.at[a];
        const struct traits *s = &l->t[a];
        if (!s->nominal || s->credit || s->definite == DEFINITE_NONE || s->number != t->number || begins_with_possessive(w, x))
            continue;
        if (span_meet(x->at, y->at) || differ(s->nation, t->nation) || differ(s->of, t->of)) continue;
        bool same = strcmp(s->head, t->head) == 0 && may_share(x->kind, y->kind) && !is_told_apart(s, t);
        if (same && y->kind == SAYSO_ENTITY_THING && b - a > THING_FAR) return SAYSO_OK;
        if (same) return put(l, a, b, SAME_HEAD - (float)(b - a) * 0.01f);
        if (s->use == USE_ACTOR && t->use == USE_ACTOR && t->number == 's' && !is_told_apart(s, t))
            return put(l, a, b, SAME_ACTOR);
    }
    return SAYSO_OK;
}

/* Last word of a title, lower case. */
static bool title_ends_with(const struct report_work *w, const struct mention *m, const char *head) {
    size_t n = strlen(head);
    if (!span_is(m->title)) return false;
    uint32_t last = report_token_at(w, m->title.end - 1);
    char form[WHO_FORM];
    while (last > m->beg && report_token_is(w, last, ".")) last--;
    return who_lower(w, last, form) == n && memcmp(form, head, n) == 0;
}

/* "the ambassador" and "Ambassador Roe", wherever he is named. */
static sayso_code link_title(struct linker *l, uint32_t b) {
    struct report_work *w = l->w;
    const struct traits *t = &l->t[b];
    bool definite =
        t->definite == DEFINITE_YES ||
        (t->definite == DEFINITE_BARE && (who_capital(w, w->mentions.at[b].head) || is_headline(w, &w->mentions.at[b])));
    if (!t->nominal || t->credit || t->number != 's' || !definite || w->mentions.at[b].kind != SAYSO_ENTITY_PERSON)
        return SAYSO_OK;
    for (uint32_t step = 1; step < 400; step++)
        for (int side = 0; side < 2; side++) {
            uint32_t a = side ? b + step : b - step;
            if (a >= w->mentions.n || (!side && step > b)) continue;
            if (!title_ends_with(w, &w->mentions.at[a], t->head)) continue;
            struct traits s = {.n_modifiers = 0};
            return is_told_apart(&s, t) ? SAYSO_OK : put(l, a, b, TITLE_HEAD - (float)step * 0.01f);
        }
    return SAYSO_OK;
}

/* ---- "I" in quotations ------------------------------------------------------------------------------------------- */
static bool is_first_person(const struct traits *t) { return t->person == 1; }

/* "I" is who speaks, "we" is "we" as long as one speaks. The speaker of each quotation: mention + 1, 0 none. */
static sayso_code link_first_person(struct linker *l, int32_t *speaker_of) {
    struct report_work *w = l->w;
    int32_t *last = ARENA_ARRAY(w->scratch, int32_t, 2 * w->quotes.n + 1); /* last "I", last "we" of each, + 1 */
    if (!last) return no_memory(w);
    for (uint32_t i = 0; i < w->quotes.n; i++) {
        speaker_of[i] = who_speaker(w, i) + 1;
        if (!speaker_of[i] && i && who_goes_on(w, i)) speaker_of[i] = speaker_of[i - 1];
    }
    for (uint32_t b = 0; b < w->mentions.n; b++) {
        int32_t q = is_first_person(&l->t[b]) ? who_quote_around(w, w->mentions.at[b].at) : -1;
        if (q < 0) continue;
        int32_t *seen = &last[2 * q + (l->t[b].number == 'p')], speaker = speaker_of[q] - 1;
        sayso_code code = SAYSO_OK;
        if (*seen)
            code = put(l, (uint32_t)*seen - 1, b, SPEAKER);
        else if (speaker >= 0 && l->t[b].number == 's' && w->mentions.at[speaker].kind == SAYSO_ENTITY_PERSON)
            code = put(l, (uint32_t)speaker, b, SPEAKER);
        if (code) return code;
        *seen = (int32_t)b + 1;
    }
    return SAYSO_OK;
}

/* ---- the model --------------------------------------------------------------------------------------------------- */
/* Whether one of the two speaks a quotation in which the other is spoken of: nobody calls himself "he". */
static bool speaks_of(const struct linker *l, const int32_t *speaker_of, uint32_t a, uint32_t b) {
    for (int turn = 0; turn < 2; turn++) {
        uint32_t x = turn ? b : a, y = turn ? a : b;
        int32_t q = l->t[x].person == 1 ? -1 : who_quote_around(l->w, l->w->mentions.at[x].at);
        if (q >= 0 && speaker_of[q] == (int32_t)y + 1) return true;
    }
    return false;
}

/* Antecedents of one entity share the odds among them: how much more they have together than the best alone. */
static float shared_odds(const struct pair_scores *p, uint32_t anchor) {
    const struct pair *best = &p->best[(size_t)anchor * PAIR_BEST];
    float sum = 0;
    for (uint32_t k = 0; k < PAIR_BEST && best[k].anchor >= 0; k++) sum += expf(best[k].logit - best[0].logit);
    return sum > 0 ? logf(sum) : 0;
}

/* A body that is described before it is named without more ("the union says ... Channel Nine named him"): rarely one. */
static bool named_late(const struct report_work *w, uint32_t a, uint32_t b) {
    const struct mention *x = &w->mentions.at[a < b ? a : b], *y = &w->mentions.at[a < b ? b : a];
    return y->form == MENTION_NAME && x->form != MENTION_NAME && x->form != MENTION_PRONOUN &&
           (y->kind == SAYSO_ENTITY_ORGANIZATION || y->kind == SAYSO_ENTITY_GROUP);
}

/* "the health ministry" is not "the foreign ministry", whatever the model has for it. */
static bool is_another(const struct linker *l, uint32_t a, uint32_t b) {
    const struct traits *x = &l->t[a], *y = &l->t[b];
    return x->nominal && y->nominal && x->definite == DEFINITE_YES && y->definite == DEFINITE_YES && !strcmp(x->head, y->head) &&
           is_told_apart(x, y);
}

/* "the governor" is not "spokesman Karl Roe": a post, and a name with another post before it. */
static bool is_another_post(const struct linker *l, uint32_t a, uint32_t b) {
    const struct report_work *w = l->w;
    uint32_t name = w->mentions.at[a].form == MENTION_NAME ? a : b, post = name == a ? b : a;
    const struct mention *x = &w->mentions.at[name];
    if (x->form != MENTION_NAME || !l->t[post].nominal || l->t[post].use != USE_ROLE || !span_is(x->title)) return false;
    uint32_t last = report_token_at(w, x->title.end - 1);
    const struct report_word *title = who_word(w, last, WORDS_NOUN);
    return title && title->use == USE_ROLE && !title_ends_with(w, x, l->t[post].head);
}

/* ---- who goes on speaking ---------------------------------------------------------------------------------------- */
static bool is_speech(const struct report_work *w, uint32_t t) {
    uint32_t n;
    const struct cue *c = cue_at(w, t, t + 1, &n);
    return c && c->kind == 'v' && (c->flags & (CUE_SAY | CUE_TELL)) && cue_attitudes[c->attitude].kind == ATTITUDE_SPEECH;
}

static bool is_quoted(const struct report_work *w, uint32_t mention) {
    return who_quote_around(w, w->mentions.at[mention].at) >= 0;
}

/* "he said" outside quotation marks. */
static bool is_teller(const struct linker *l, uint32_t b) {
    const struct mention *m = &l->w->mentions.at[b];
    return m->form == MENTION_PRONOUN && l->t[b].person == 3 && l->t[b].number == 's' && who_rel(l->w, m->head, "nsubj") &&
           is_speech(l->w, l->w->tokens[m->head].head) && !is_quoted(l->w, b);
}

/* The one person who says something in a block outside quotation marks, -1: nobody, or several do. */
static int32_t only_teller(const struct linker *l, int32_t block) {
    enum { LONGEST_BLOCK = 200 };
    const struct report_work *w = l->w;
    uint32_t beg, end;
    int32_t found = -1;
    report_tokens_in(w, w->text->blocks[block].span, &beg, &end);
    for (uint32_t t = beg; t < end && end - beg < LONGEST_BLOCK; t++) {
        if (!is_speech(w, t) || !who_pos(w, t, "VERB") || who_rel(w, t, "ccomp") || who_rel(w, t, "acl") ||
            who_rel(w, t, "advcl"))
            continue; /* also what others tell in what is told */
        uint32_t agent = who_agent(w, t);
        int32_t m = agent == t ? -1 : who_mention_at(w, agent);
        if (m < 0 || is_quoted(w, (uint32_t)m)) continue;
        bool name = w->mentions.at[m].form != MENTION_PRONOUN;
        if (!name && found >= 0) continue;
        if (name ? w->mentions.at[m].kind != SAYSO_ENTITY_PERSON || w->mentions.at[m].plural
                 : l->t[m].person != 3 || l->t[m].number != 's')
            return -1;
        if (found >= 0 && found != m) return -1;
        found = m;
    }
    return found;
}

/* "Roe said it burned." and in the next paragraph, with nobody told of before: "'It was loud,' he said." It is Roe. */
static sayso_code link_teller(struct linker *l, uint32_t b) {
    const struct report_work *w = l->w;
    if (!is_teller(l, b)) return SAYSO_OK;
    int32_t block = w->tokens[w->mentions.at[b].beg].block;
    if (block < 1 || !report_is_body(w, block) || !report_is_body(w, block - 1)) return SAYSO_OK;
    for (uint32_t a = b; a-- > 0 && w->tokens[w->mentions.at[a].beg].block == block;)
        if (!is_quoted(w, a)) return SAYSO_OK;
    int32_t teller = only_teller(l, block - 1);
    return teller < 0 ? SAYSO_OK : put(l, (uint32_t)teller, b, GOES_ON);
}

/* Of whom only words in marks tell before is seldom who says more. */
static bool tells_of_told(const struct linker *l, uint32_t a, uint32_t b) { return is_teller(l, b) && is_quoted(l->w, a); }

/* ---- the model, read --------------------------------------------------------------------------------------------- */
static sayso_code link_by_model(struct linker *l, const int32_t *speaker_of) {
    struct report_work *w = l->w;
    const struct pair_scores *p = scores_pair(w->scores, "coref");
    if (!p) return SAYSO_OK;
    int32_t *mention_of = ARENA_ARRAY(w->scratch, int32_t, p->n_anchors + 1);
    if (!mention_of) return no_memory(w);
    for (uint32_t i = 0; i < p->n_anchors; i++)
        mention_of[i] = who_mention_at(w, report_token_at(w, w->scores->pieces.at[p->anchor[i]].beg));
    for (uint32_t i = 0; i < p->n_anchors; i++) {
        int32_t b = mention_of[i];
        if (b < 0 || l->t[b].credit) continue;
        int32_t q = is_first_person(&l->t[b]) ? who_quote_around(w, w->mentions.at[b].at) : -1;
        if (q >= 0 && speaker_of[q]) continue; /* known without it */
        float limit = w->mentions.at[b].form == MENTION_PRONOUN      ? COREF_PRONOUN
                      : w->mentions.at[b].kind == SAYSO_ENTITY_THING ? COREF_THING
                                                                     : COREF_NOUN,
              several = shared_odds(p, i);
        for (uint32_t k = 0; k < PAIR_BEST; k++) {
            struct pair pair = p->best[(size_t)i * PAIR_BEST + k];
            if (pair.anchor < 0) break;
            int32_t a = mention_of[pair.anchor];
            float score = pair.logit - p->none[i] + several;
            bool pronoun = w->mentions.at[b].form == MENTION_PRONOUN;
            if (a >= 0 && named_late(w, (uint32_t)a, (uint32_t)b) && score <= COREF_THING) continue;
            if (a >= 0 && (is_another(l, (uint32_t)a, (uint32_t)b) ||
                           (is_another_post(l, (uint32_t)a, (uint32_t)b) && score <= COREF_THING)))
                continue;
            if (a < 0 || a == b || l->t[a].credit || score <= limit || speaks_of(l, speaker_of, (uint32_t)a, (uint32_t)b))
                continue;
            if (tells_of_told(l, (uint32_t)a, (uint32_t)b)) continue;
            if (pronoun) score -= several; /* its cluster adds up what its mentions have */
            sayso_code code = put(l, (uint32_t)a, (uint32_t)b, score > 15 ? 15 : score);
            if (code) return code;
        }
    }
    return SAYSO_OK;
}

sayso_code who_link(struct report_work *w, const struct traits *t, struct links *out) {
    struct linker l = {w, t, out};
    sayso_code code = link_names(&l);
    for (uint32_t i = 0; !code && i < w->n_tokens; i++) {
        code = link_apposition(&l, i);
        if (!code) code = link_predicate(&l, i);
        if (!code) code = link_named_as(&l, i);
    }
    for (uint32_t i = 0; !code && i < w->mentions.n; i++) {
        code = link_acronym(&l, i);
        if (!code) code = link_commas(&l, i);
        if (!code) code = link_title(&l, i);
        if (!code) code = link_description(&l, i);
        if (!code) code = link_headline(&l, i);
        if (!code) code = link_teller(&l, i);
    }
    int32_t *speaker_of = ARENA_ARRAY(w->scratch, int32_t, w->quotes.n + 1);
    if (!speaker_of) return no_memory(w);
    if (!code) code = link_first_person(&l, speaker_of);
    return code ? code : link_by_model(&l, speaker_of);
}
