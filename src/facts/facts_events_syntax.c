/* The syntax of a report as events ask for it: children of a word, voice, and who stands at which function of a verb or a noun,
 * shared over coordination and inherited through control, raising, relative and participial clauses. The parser errs; where two
 * readings of a relation are near, both are taken (an "of" phrase hung on the verb, an object called a subject). */
#include "facts_events.h"
#include "base_utf8.h"
#include "model.h"
#include "report_cues.h"
#include "report_who.h"
#include <string.h>

enum { MOST_STEPS = 8 }; /* up a chain of clauses */

sayso_code syntax_init(struct syntax *x, struct report_work *w) {
    size_t n = w->n_tokens + 1;
    *x = (struct syntax){.w = w, .pos = scores_tagger(w->scores, "pos"), .deprel = scores_tagger(w->scores, "deprel")};
    x->child = ARENA_ARRAY(w->scratch, uint32_t, n);
    x->sibling = ARENA_ARRAY(w->scratch, uint32_t, n);
    x->mention = ARENA_ARRAY(w->scratch, int32_t, n);
    if (!x->child || !x->sibling || !x->mention) return error_set(w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    for (size_t t = 0; t < n; t++) {
        x->child[t] = x->sibling[t] = NO_TOKEN;
        x->mention[t] = -1;
    }
    for (uint32_t t = w->n_tokens; t-- > 0;) {
        uint32_t head = w->tokens[t].head;
        if (head == t) continue;
        x->sibling[t] = x->child[head];
        x->child[head] = t;
    }
    for (uint32_t i = w->mentions.n; i-- > 0;) { /* the longer stand first, so they are written last */
        const struct mention *m = &w->mentions.at[i];
        int32_t *at = &x->mention[m->head];
        if (*at < 0 || span_len(w->mentions.at[*at].at) <= span_len(m->at)) *at = (int32_t)i;
    }
    return SAYSO_OK;
}

static const char *label(const struct tagger_scores *t, uint8_t i) { return t && i < t->n_labels ? t->labels[i] : ""; }
static const char *rel_of(const struct syntax *x, uint32_t t) { return label(x->deprel, x->w->tokens[t].deprel); }

bool syntax_rel(const struct syntax *x, uint32_t t, const char *rel) {
    const char *own = rel_of(x, t);
    size_t n = strlen(rel);
    return !strncmp(own, rel, n) && (!own[n] || own[n] == ':');
}
bool syntax_is_rel(const struct syntax *x, uint32_t t, const char *rel) { return !strcmp(rel_of(x, t), rel); }
bool syntax_pos(const struct syntax *x, uint32_t t, const char *pos) { return !strcmp(label(x->pos, x->w->tokens[t].pos), pos); }

uint32_t syntax_child(const struct syntax *x, uint32_t head, const char *rel) {
    for (uint32_t c = x->child[head]; c != NO_TOKEN; c = x->sibling[c])
        if (syntax_rel(x, c, rel)) return c;
    return NO_TOKEN;
}

uint32_t syntax_child_word(const struct syntax *x, uint32_t head, const char *lower) {
    for (uint32_t c = x->child[head]; c != NO_TOKEN; c = x->sibling[c])
        if (report_token_is(x->w, c, lower)) return c;
    return NO_TOKEN;
}

uint32_t syntax_case(const struct syntax *x, uint32_t t) {
    uint32_t c = syntax_child(x, t, "case");
    while (c != NO_TOKEN && (c > t || report_token_is(x->w, c, "'") || report_token_is(x->w, c, "\xe2\x80\x99"))) {
        c = x->sibling[c];
        while (c != NO_TOKEN && !syntax_rel(x, c, "case")) c = x->sibling[c];
    }
    return c;
}

bool syntax_lower(const struct syntax *x, uint32_t t, char out[WORD_BYTES]) {
    span s = x->w->tokens[t].at;
    if (2 * (size_t)span_len(s) + 4 >= WORD_BYTES) return false;
    out[utf8_lower_copy(x->w->text->utf8 + s.beg, span_len(s), out)] = 0;
    return true;
}

/* ---- voice ------------------------------------------------------------------------------------------------------- */
static bool has_auxiliary(const struct syntax *x, uint32_t verb) {
    return syntax_child(x, verb, "aux") != NO_TOKEN || syntax_child(x, verb, "cop") != NO_TOKEN;
}

/* A verb before its subject: "said Karl Roe". */
static bool may_invert(const struct syntax *x, uint32_t verb) {
    uint32_t n;
    const struct cue *c = cue_at(x->w, verb, verb + 1, &n);
    return c && (c->flags & CUE_SAY);
}

static uint32_t own_object(const struct syntax *x, uint32_t verb) {
    uint32_t o = syntax_child(x, verb, "obj");
    uint32_t c1 = o == NO_TOKEN ? NO_TOKEN : syntax_case(x, o);
    if (c1 == verb + 1) return NO_TOKEN; /* "called for sanctions", read as an object */
    if (o != NO_TOKEN && o > verb && report_token_is(x->w, verb + 1, ",")) o = NO_TOKEN; /* "Man killed, four others hurt" */
    if (o != NO_TOKEN || may_invert(x, verb)) return o;
    for (uint32_t c = x->child[verb]; c != NO_TOKEN; c = x->sibling[c]) /* "wounded three others" read as a subject */
        if (c > verb && syntax_is_rel(x, c, "nsubj") && syntax_case(x, c) == NO_TOKEN) return c;
    return NO_TOKEN;
}

static bool is_by_agent(const struct syntax *x, uint32_t t) {
    uint32_t by = syntax_rel(x, t, "obl") ? syntax_case(x, t) : NO_TOKEN;
    if (by == NO_TOKEN) return syntax_is_rel(x, t, "obl:agent");
    return by != NO_TOKEN && report_token_is(x->w, by, "by") && strcmp(report_mention_kind(x->w, t), "time");
}

static bool has_by_agent(const struct syntax *x, uint32_t verb) {
    for (uint32_t c = x->child[verb]; c != NO_TOKEN; c = x->sibling[c])
        if (is_by_agent(x, c)) return true;
    return false;
}

static bool is_title_line(const struct syntax *x, uint32_t t) {
    int32_t b = x->w->tokens[t].block;
    if (b < 0) return false;
    sayso_block_kind k = x->w->text->blocks[b].kind;
    return k == SAYSO_BLOCK_HEADLINE || k == SAYSO_BLOCK_DECK || k == SAYSO_BLOCK_HEADING || k == SAYSO_BLOCK_CAPTION;
}

/* A past participle without "be": by where it hangs, and by what it lacks. */
static bool is_bare_passive(const struct syntax *x, uint32_t verb, bool needs_object, int depth) {
    if (own_object(x, verb) != NO_TOKEN || has_auxiliary(x, verb)) return false;
    if (syntax_rel(x, verb, "amod") || syntax_is_rel(x, verb, "acl")) return true;
    bool clause = syntax_rel(x, verb, "advcl") || syntax_rel(x, verb, "xcomp");
    if (clause && syntax_child(x, verb, "nsubj") == NO_TOKEN) return true;
    if (has_by_agent(x, verb)) return true;
    uint32_t head = x->w->tokens[verb].head;
    if (syntax_is_rel(x, verb, "conj") && head != verb && syntax_child(x, verb, "nsubj") == NO_TOKEN && depth < MOST_STEPS) {
        if (syntax_child(x, head, "aux:pass") != NO_TOKEN || syntax_child(x, head, "nsubj:pass") != NO_TOKEN) return true;
        return is_bare_passive(x, head, needs_object, depth + 1);
    }
    return needs_object ||
           (is_title_line(x, verb) && syntax_child(x, verb, "ccomp") == NO_TOKEN && syntax_child(x, verb, "obl") == NO_TOKEN);
}

bool syntax_is_passive(const struct syntax *x, uint32_t verb, char inflection, bool needs_object) {
    static const char *const be[] = {"was", "were", "is", "are", "been", "being", "be", "got", NULL};
    if (inflection != 'd') return false;
    if (syntax_child(x, verb, "aux:pass") != NO_TOKEN) return true;
    for (uint32_t c = x->child[verb]; c != NO_TOKEN && c < verb; c = x->sibling[c])
        for (const char *const *p = be; *p && syntax_rel(x, c, "aux"); p++)
            if (report_token_is(x->w, c, *p)) return own_object(x, verb) == NO_TOKEN;
    return is_bare_passive(x, verb, needs_object, 0);
}

/* ---- subjects ---------------------------------------------------------------------------------------------------- */
static bool is_relative(const struct syntax *x, uint32_t t) {
    return report_token_is(x->w, t, "who") || report_token_is(x->w, t, "which") || report_token_is(x->w, t, "that") ||
           report_token_is(x->w, t, "whom");
}

/* A noun before its verb that the parser called an apposition or the like ("The envoy to Peru, Karl Roe, was shot"). */
static bool is_odd_subject(const struct syntax *x, uint32_t t) {
    static const char *const rels[] = {"appos", "nmod", "dislocated", "dep", "vocative", "flat", "root", NULL};
    for (const char *const *r = rels; *r; r++)
        if (syntax_is_rel(x, t, *r)) return syntax_case(x, t) == NO_TOKEN && !syntax_pos(x, t, "VERB");
    return false;
}

/* In a title a noun right before a participle is its own: "Man killed, four others hurt in blast". */
static bool is_noun_before(const struct syntax *x, uint32_t verb) {
    const struct token *a = &x->w->tokens[verb - 1], *b = &x->w->tokens[verb];
    if (a->sentence != b->sentence || syntax_rel(x, verb - 1, "punct") || syntax_rel(x, verb - 1, "goeswith")) return false;
    return syntax_pos(x, verb - 1, "NOUN") || syntax_pos(x, verb - 1, "PROPN") || syntax_pos(x, verb - 1, "NUM");
}

/* Of several subjects before a verb the nearest that names somebody: a parser that lost its way hangs the outer clause's subjects
 * there too ("which might be the first since X was shot"). */
static uint32_t nearest_subject(const struct syntax *x, uint32_t verb) {
    uint32_t best = syntax_child(x, verb, "nsubj");
    for (uint32_t c = x->child[verb]; c != NO_TOKEN && c < verb; c = x->sibling[c])
        if (syntax_rel(x, c, "nsubj") && x->mention[c] >= 0) best = c;
    return best;
}

static uint32_t own_subject(const struct syntax *x, uint32_t verb) {
    uint32_t s = nearest_subject(x, verb);
    if (s != NO_TOKEN && (s < verb || may_invert(x, verb))) return s;
    uint32_t a = syntax_child(x, verb, "aux"); /* hung on the auxiliary */
    s = a == NO_TOKEN || a > verb ? NO_TOKEN : syntax_child(x, a, "nsubj");
    if (s != NO_TOKEN && s < verb) return s;
    if (!syntax_pos(x, verb, "VERB")) return NO_TOKEN;
    if (s == NO_TOKEN && verb > 0 && is_title_line(x, verb) && is_noun_before(x, verb)) return verb - 1;
    for (uint32_t c = x->child[verb]; c != NO_TOKEN && c < verb; c = x->sibling[c])
        if (is_odd_subject(x, c)) return c;
    return NO_TOKEN;
}

static bool controls_by_object(const struct syntax *x, uint32_t matrix, bool infinitive) {
    char lower[WORD_BYTES];
    const struct matrix_verb *m = syntax_lower(x, matrix, lower) ? event_matrix(lower) : NULL;
    return m ? m->object_control : infinitive;
}

/* Whose deed a clause without subject is, from the word it hangs on; *next: look there instead. */
static uint32_t controller(const struct syntax *x, uint32_t verb, uint32_t *next) {
    uint32_t head = x->w->tokens[verb].head;
    *next = NO_TOKEN;
    if (head == verb) return NO_TOKEN;
    if (syntax_rel(x, verb, "acl") || syntax_rel(x, verb, "amod")) {
        bool of_verb = syntax_pos(x, head, "VERB"); /* "convicted him of killing", called a clause of a noun */
        uint32_t whom = of_verb && !syntax_rel(x, verb, "amod") ? own_object(x, head) : NO_TOKEN;
        if (whom != NO_TOKEN && controls_by_object(x, head, false)) return whom;
        if (of_verb) *next = head;
        if (of_verb) return NO_TOKEN;
        bool marked = syntax_child(x, verb, "mark") != NO_TOKEN || syntax_child_word(x, verb, "to") != NO_TOKEN;
        if (!syntax_is_rel(x, verb, "acl") || !marked || syntax_is_person(x, head)) return head;
        uint32_t owner = syntax_child(x, head, "nmod:poss"), above = x->w->tokens[head].head; /* "their plan to attack" */
        if (owner == NO_TOKEN && above != head && syntax_pos(x, above, "VERB")) *next = above;
        return owner;
    }
    bool infinitive = syntax_rel(x, verb, "xcomp");
    bool clause = infinitive || syntax_rel(x, verb, "advcl") || syntax_rel(x, verb, "ccomp") || syntax_rel(x, verb, "obl");
    if (!clause && !syntax_rel(x, verb, "conj") && !syntax_rel(x, verb, "parataxis")) return NO_TOKEN;
    uint32_t o = clause ? own_object(x, head) : NO_TOKEN;
    if (o != NO_TOKEN && controls_by_object(x, head, infinitive)) return o;
    *next = head;
    return NO_TOKEN;
}

uint32_t syntax_subject(const struct syntax *x, uint32_t verb) {
    for (int step = 0; step < MOST_STEPS && verb != NO_TOKEN; step++) {
        uint32_t s = own_subject(x, verb), head = x->w->tokens[verb].head, next;
        if (s != NO_TOKEN && !(syntax_rel(x, verb, "acl") && is_relative(x, s))) return s;
        if (s != NO_TOKEN) return head;
        s = controller(x, verb, &next);
        if (s != NO_TOKEN) return s;
        verb = next;
    }
    return NO_TOKEN;
}

/* ---- functions --------------------------------------------------------------------------------------------------- */
bool syntax_has(const struct arguments *a, uint32_t t) {
    for (uint32_t i = 0; i < a->n; i++)
        if (a->at[i] == t) return true;
    return false;
}

static void add_one(struct arguments *out, uint32_t t) {
    if (t != NO_TOKEN && out->n < MOST_ARGUMENTS && !syntax_has(out, t)) out->at[out->n++] = t;
}

void syntax_add(const struct syntax *x, uint32_t t, struct arguments *out) {
    if (t == NO_TOKEN) return;
    add_one(out, t);
    for (uint32_t c = x->child[t]; c != NO_TOKEN; c = x->sibling[c])
        if (syntax_is_rel(x, c, "conj") && c > t && !syntax_pos(x, c, "VERB")) add_one(out, c);
}

static bool has_case(const struct syntax *x, uint32_t t, const char *preposition) {
    for (uint32_t c = x->child[t]; c != NO_TOKEN; c = x->sibling[c])
        if (c < t && (syntax_rel(x, c, "case") || syntax_rel(x, c, "mark")) && report_token_is(x->w, c, preposition)) return true;
    return false;
}

static void prepositional(const struct syntax *x, uint32_t head, const char *preposition, struct arguments *out) {
    for (uint32_t c = x->child[head]; c != NO_TOKEN; c = x->sibling[c])
        if (c > head && !syntax_is_rel(x, c, "conj") && !syntax_pos(x, c, "VERB") && has_case(x, c, preposition))
            syntax_add(x, c, out);
}

/* The object, shared with a verb joined behind it where it has none ("shot and killed a guard"). */
static uint32_t object_of(const struct syntax *x, uint32_t verb) {
    uint32_t o = own_object(x, verb);
    if (o != NO_TOKEN) return o;
    uint32_t head = x->w->tokens[verb].head, s = own_subject(x, verb);
    if (syntax_is_rel(x, verb, "acl:relcl") && s != NO_TOKEN && !is_relative(x, s)) return head; /* "the man police shot" */
    if (syntax_is_rel(x, verb, "acl:relcl") && s == NO_TOKEN) return NO_TOKEN;
    for (uint32_t c = x->child[verb]; c != NO_TOKEN; c = x->sibling[c])
        if (syntax_is_rel(x, c, "conj") && c > verb && c - verb < 4 && own_subject(x, c) == NO_TOKEN) return own_object(x, c);
    return NO_TOKEN;
}

static void agents_of_passive(const struct syntax *x, uint32_t verb, struct arguments *out) {
    for (int step = 0; step < MOST_STEPS; step++) {
        for (uint32_t c = x->child[verb]; c != NO_TOKEN; c = x->sibling[c])
            if (is_by_agent(x, c)) syntax_add(x, c, out);
        uint32_t head = x->w->tokens[verb].head, near = NO_TOKEN;
        if (out->n) return;
        for (uint32_t c = x->child[verb]; c != NO_TOKEN && near == NO_TOKEN; c = x->sibling[c]) /* "was shot and killed by" */
            if (syntax_is_rel(x, c, "conj") && c > verb && c - verb < 4) near = c;
        if (near == NO_TOKEN && syntax_is_rel(x, verb, "conj") && head < verb && verb - head < 4) {
            for (uint32_t c = x->child[head]; c != NO_TOKEN; c = x->sibling[c])
                if (c > verb && is_by_agent(x, c)) syntax_add(x, c, out);
            return;
        }
        if (near == NO_TOKEN) return;
        verb = near;
    }
}

bool syntax_is_person(const struct syntax *x, uint32_t t) {
    int32_t m = x->mention[t];
    if (m >= 0) {
        sayso_entity_kind k = x->w->mentions.at[m].kind;
        return k == SAYSO_ENTITY_PERSON || k == SAYSO_ENTITY_GROUP || k == SAYSO_ENTITY_ORGANIZATION;
    }
    const char *k = report_mention_kind(x->w, t);
    return !strcmp(k, "person") || !strcmp(k, "organization");
}

bool syntax_is_place(const struct syntax *x, uint32_t t) {
    int32_t m = x->mention[t];
    if (m < 0) return !strcmp(report_mention_kind(x->w, t), "place");
    sayso_entity_kind k = x->w->mentions.at[m].kind;
    return k == SAYSO_ENTITY_PLACE || k == SAYSO_ENTITY_FACILITY;
}

/* Who is named in a phrase that is itself no person or place: "the US offer", "demands from the union". */
static void people_inside(const struct syntax *x, uint32_t t, int depth, struct arguments *out) {
    static const char *const links[] = {"of", "to", "against", "with", "by", "from", "between", "on", "for", "among", NULL};
    if (syntax_is_person(x, t) || syntax_is_place(x, t)) {
        syntax_add(x, t, out);
        return;
    }
    for (uint32_t c = x->child[t]; c != NO_TOKEN && depth; c = x->sibling[c]) {
        if (syntax_is_rel(x, c, "nmod:poss")) people_inside(x, c, depth - 1, out);
        if (c < t && (syntax_is_rel(x, c, "amod") || syntax_is_rel(x, c, "compound")) &&
            (who_word(x->w, c, WORDS_DEMONYM) || syntax_is_person(x, c) || syntax_is_place(x, c)))
            add_one(out, c);
        for (const char *const *p = links; c > t && *p && (syntax_rel(x, c, "nmod") || syntax_rel(x, c, "obl")); p++)
            if (has_case(x, c, *p)) people_inside(x, c, depth - 1, out);
    }
}

/* Whom the deed of a clause would touch: its object, or whoever its phrases name. */
static void touched_by(const struct syntax *x, uint32_t verb, struct arguments *out) {
    static const char *const links[] = {"to", "against", "with", "on", "from", "into", "over", "at", "in", NULL};
    uint32_t o = own_object(x, verb);
    if (o != NO_TOKEN) people_inside(x, o, 3, out);
    struct arguments phrases = {.n = 0};
    for (const char *const *p = links; *p && !out->n; p++) {
        prepositional(x, verb, *p, &phrases);
        for (uint32_t i = 0; i < phrases.n; i++) people_inside(x, phrases.at[i], 2, out);
    }
}

/* Who does what the clause below says. */
static void low_subject(const struct syntax *x, uint32_t verb, struct arguments *out) {
    for (uint32_t c = x->child[verb]; c != NO_TOKEN; c = x->sibling[c]) {
        if (!syntax_rel(x, c, "ccomp") && !syntax_rel(x, c, "xcomp") && !syntax_rel(x, c, "advcl")) continue;
        uint32_t s = own_subject(x, c);
        bool infinitive = syntax_child_word(x, c, "to") != NO_TOKEN;
        if (s == NO_TOKEN && infinitive) s = own_object(x, verb);
        syntax_add(x, s, out);
        if (s == NO_TOKEN && infinitive) touched_by(x, c, out); /* "threatened to attack the city" */
        if (out->n) return;
    }
}

void syntax_of_verb(const struct syntax *x, uint32_t verb, bool passive, const char *function, struct arguments *out) {
    out->n = 0;
    if (!strcmp(function, "subj")) {
        if (passive)
            agents_of_passive(x, verb, out);
        else
            syntax_add(x, syntax_subject(x, verb), out);
    } else if (!strcmp(function, "obj")) {
        syntax_add(x, passive ? syntax_subject(x, verb) : object_of(x, verb), out);
    } else if (!strcmp(function, "who")) {
        struct arguments objects = {.n = 0};
        syntax_add(x, passive ? syntax_subject(x, verb) : object_of(x, verb), &objects);
        for (uint32_t i = 0; i < objects.n; i++) people_inside(x, objects.at[i], 3, out);
    } else if (function[strlen(function) - 1] == '*') {
        char preposition[WORD_BYTES];
        struct arguments phrases = {.n = 0};
        if (strlen(function) < sizeof preposition) {
            memcpy(preposition, function, strlen(function));
            preposition[strlen(function) - 1] = 0;
            syntax_of_verb(x, verb, passive, preposition, &phrases);
        }
        for (uint32_t i = 0; i < phrases.n; i++) people_inside(x, phrases.at[i], 3, out);
    } else if (!strcmp(function, "iobj")) {
        syntax_add(x, syntax_child(x, verb, "iobj"), out);
    } else if (!strcmp(function, "low")) {
        low_subject(x, verb, out);
    } else {
        prepositional(x, verb, function, out);
        uint32_t o = out->n ? NO_TOKEN : object_of(x, verb);
        if (o != NO_TOKEN && o > verb) prepositional(x, o, function, out);
    }
}

void syntax_of_noun(const struct syntax *x, uint32_t noun, const char *function, struct arguments *out) {
    out->n = 0;
    if (!strcmp(function, "poss")) {
        syntax_add(x, syntax_child(x, noun, "nmod:poss"), out);
    } else if (!strcmp(function, "mod")) {
        for (uint32_t c = x->child[noun]; c != NO_TOKEN; c = x->sibling[c])
            if (c < noun && (syntax_rel(x, c, "compound") || syntax_is_rel(x, c, "amod") || syntax_rel(x, c, "nmod:desc")))
                add_one(out, c);
    } else {
        prepositional(x, noun, function, out);
        bool aim =
            !strcmp(function, "on") || !strcmp(function, "against"); /* "an attack by gunmen on the bank", hung on the gunmen */
        for (uint32_t c = x->child[noun]; aim && !out->n && c != NO_TOKEN; c = x->sibling[c])
            if (c > noun && syntax_rel(x, c, "nmod") && !has_case(x, c, "of")) prepositional(x, c, function, out);
    }
}
