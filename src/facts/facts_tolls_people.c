/* Whom a word of dying or being hurt tells of, by the syntax: the object of a verb or the subject of its passive, the noun
 * before a participle, what stands behind "of", and the bare number of a headline ("3 killed, 6 wounded"). UD relations. */
#include "facts_tolls.h"
#include <string.h>

enum { REACH = 120 /* words of a sentence looked at to either side */, DEEP = 24 };

/* ---- words around ------------------------------------------------------------------------------------------------ */
bool toll_is_context(const struct report_work *w, uint32_t t, enum toll_context_kind kind) {
    for (uint32_t i = 0; i < n_toll_contexts; i++)
        if (toll_contexts[i].kind == kind && report_token_is(w, t, toll_contexts[i].form)) return true;
    return false;
}

/* ---- the tree ---------------------------------------------------------------------------------------------------- */
static bool rel_is(const struct report_work *w, uint32_t t, const char *rel) {
    const char *own = report_deprel(w, t);
    size_t n = strlen(rel);
    return !strncmp(own, rel, n) && (!own[n] || own[n] == ':');
}
static bool pos_is(const struct report_work *w, uint32_t t, const char *pos) { return !strcmp(report_pos(w, t), pos); }
static bool is_nominal(const struct report_work *w, uint32_t t) {
    return pos_is(w, t, "NOUN") || pos_is(w, t, "PROPN") || pos_is(w, t, "NUM") || pos_is(w, t, "PRON");
}
static uint32_t first_of(const struct report_work *w, uint32_t t) {
    uint32_t b = t;
    while (b > 0 && b + REACH > t && w->tokens[b - 1].sentence == w->tokens[t].sentence) b--;
    return b;
}
static uint32_t last_of(const struct report_work *w, uint32_t t) {
    uint32_t e = t + 1;
    while (e < w->n_tokens && e < t + REACH && w->tokens[e].sentence == w->tokens[t].sentence) e++;
    return e;
}
/* A child of head with this relation; head itself where there is none. */
static uint32_t child(const struct report_work *w, uint32_t head, const char *rel) {
    for (uint32_t t = first_of(w, head), e = last_of(w, head); t < e; t++)
        if (t != head && w->tokens[t].head == head && rel_is(w, t, rel)) return t;
    return head;
}

/* The syntax cuts "a 17-year-old boy" at its hyphens: where the word begins that `beg` is the end of, with its article. */
static uint32_t whole_word(const struct report_work *w, uint32_t beg) {
    uint32_t b = beg;
    while (b > 0 && w->tokens[b].glued && (report_token_is(w, b, "-") || report_token_is(w, b - 1, "-")) &&
           w->tokens[b - 1].sentence == w->tokens[beg].sentence)
        b--;
    if (b < beg && b > 0 && pos_is(w, b - 1, "DET") && w->tokens[b - 1].sentence == w->tokens[beg].sentence) b--;
    return b;
}

/* The noun phrase of a head: what hangs on it, without clauses and appositions that follow. */
static struct toll_people_at phrase(const struct report_work *w, uint32_t head) {
    struct toll_people_at p = {.beg = head, .end = head + 1, .head = head};
    for (uint32_t t = head, b = first_of(w, head); t-- > b;) {
        uint32_t up = t;
        for (int i = 0; i < DEEP && up != head && w->tokens[up].head != up && w->tokens[up].head >= p.beg - 1; i++)
            up = w->tokens[up].head;
        if (up != head || (pos_is(w, t, "PUNCT") && !w->tokens[t].glued) || report_token_is(w, t, ":")) break;
        p.beg = t;
    }
    p.beg = whole_word(w, p.beg);
    for (uint32_t t = head + 1, e = last_of(w, head); t < e; t++) {
        uint32_t up = t;
        for (int i = 0; i < DEEP && up != head && w->tokens[up].head != up; i++) {
            if (rel_is(w, up, "acl") || rel_is(w, up, "appos") || rel_is(w, up, "parataxis")) break;
            up = w->tokens[up].head;
        }
        if (up != head) break;
        p.end = t + 1;
    }
    while (p.end > head + 1 && pos_is(w, p.end - 1, "PUNCT")) p.end--;
    return p;
}

static bool is_passive(const struct report_work *w, uint32_t verb) {
    return child(w, verb, "nsubj:pass") != verb || child(w, verb, "aux:pass") != verb;
}

/* Of verbs joined by "and" the second has a subject of its own where a nominal stands right before it and its auxiliaries, past
 * the conjunction: "two were killed and at least five were wounded"; the verb itself: none. */
static uint32_t own_subject(const struct report_work *w, uint32_t verb) {
    uint32_t t = verb;
    while (t > 0 && w->tokens[t - 1].sentence == w->tokens[verb].sentence && verb - t < 4 &&
           (pos_is(w, t - 1, "AUX") || pos_is(w, t - 1, "ADV") || pos_is(w, t - 1, "PART")))
        t--;
    if (!t || w->tokens[t - 1].sentence != w->tokens[verb].sentence || !is_nominal(w, t - 1)) return verb;
    uint32_t s = t - 1;
    if (rel_is(w, s, "obl") || rel_is(w, s, "obj")) return verb;
    uint32_t first = rel_is(w, verb, "conj") ? w->tokens[verb].head : 0; /* what stands before that verb is done with by it */
    for (int i = 0; i < 8 && rel_is(w, s, "conj") && w->tokens[s].head < s && is_nominal(w, w->tokens[s].head); i++) {
        if (w->tokens[s].head < first && first < s) break;
        s = w->tokens[s].head; /* "two children and a man were found dead" */
    }
    return s;
}

/* The subject of a verb, its own or that of the verb it is joined to; the verb itself: none. */
static uint32_t subject(const struct report_work *w, uint32_t verb) {
    uint32_t own = verb;
    for (int up = 0; up < 4; up++) {
        uint32_t s = child(w, verb, "nsubj");
        if (s != verb) return s;
        if (rel_is(w, verb, "conj") && (s = own_subject(w, verb)) != verb) return s;
        if (rel_is(w, verb, "acl:relcl") || rel_is(w, verb, "acl")) {
            for (uint32_t t = verb; t-- > w->tokens[verb].head && verb - t < 5;)
                if (pos_is(w, t, "NUM")) return t; /* "five were shot, one of whom died" */
            return w->tokens[verb].head;
        }
        if (!rel_is(w, verb, "conj") && !rel_is(w, verb, "xcomp") && !rel_is(w, verb, "advcl")) break;
        if (w->tokens[verb].head == verb) break;
        verb = w->tokens[verb].head;
    }
    return own_subject(w, own);
}

/* In a relative clause the pronoun stands for the noun before it. */
static uint32_t unrelative(const struct report_work *w, uint32_t t, uint32_t verb) {
    static const char *const words[] = {"who", "whom", "which", "that", NULL};
    for (const char *const *x = words; *x; x++)
        if (report_token_is(w, t, *x)) {
            for (int i = 0; i < 3 && w->tokens[verb].head != verb; i++) {
                if (rel_is(w, verb, "acl")) return w->tokens[verb].head;
                verb = w->tokens[verb].head;
            }
            return t;
        }
    return t;
}

/* The noun or number right before a word, not further than an auxiliary away; the word itself: none. */
static uint32_t just_before(const struct report_work *w, uint32_t t) {
    uint32_t b = t;
    while (b > 0 && w->tokens[b - 1].sentence == w->tokens[t].sentence && b + 3 > t) {
        b--;
        if (is_nominal(w, b)) return b;
        if (!pos_is(w, b, "AUX") && !pos_is(w, b, "ADV")) break;
    }
    return t;
}

/* "a fourth", "a second". */
static bool is_ordinal(const struct report_work *w, uint32_t t) {
    static const char *const words[] = {"second", "third", "fourth", "fifth", "sixth", "seventh", NULL};
    for (const char *const *x = words; *x; x++)
        if (report_token_is(w, t, *x)) return true;
    return false;
}

/* Behind "and" a clause has people of its own, which the syntax often hangs elsewhere: "three died and one was badly hurt". The
 * nominal between the conjunction and the word, over auxiliaries, adverbs and prepositions; the word itself: none. */
static uint32_t after_and(const struct report_work *w, uint32_t t) {
    enum { BACK = 9 };
    uint32_t found = t;
    for (uint32_t i = t, b = first_of(w, t); i-- > b && t - i <= BACK;) {
        if (pos_is(w, i, "CCONJ")) { /* "a guard and a cook were hurt" has one clause alone */
            bool joined = found != t && rel_is(w, found, "conj") && is_nominal(w, w->tokens[found].head);
            return report_token_is(w, i, "and") && !joined ? found : t;
        }
        if (pos_is(w, i, "VERB") || pos_is(w, i, "SCONJ") || (pos_is(w, i, "PUNCT") && !w->tokens[i].glued)) return t;
        bool pronoun = report_token_is(w, i, "another") || report_token_is(w, i, "other") || report_token_is(w, i, "others") ||
                       is_ordinal(w, i);
        if (found == t && (is_nominal(w, i) || pronoun)) found = i;
    }
    return t;
}

/* The noun that a run of determiners, numbers, adjectives and nouns comes to, from a token on: "a 22-year-old man"; `none` where
 * none stands there. */
static uint32_t noun_from(const struct report_work *w, uint32_t from, uint32_t none) {
    enum { LONGEST = 12 };
    uint32_t found = none;
    for (uint32_t t = from; t < w->n_tokens && t < from + LONGEST && w->tokens[t].sentence == w->tokens[none].sentence; t++) {
        bool hyphen = pos_is(w, t, "PUNCT") && w->tokens[t].glued && t + 1 < w->n_tokens && w->tokens[t + 1].glued;
        if (is_nominal(w, t))
            found = t;
        else if (!hyphen && !pos_is(w, t, "DET") && !pos_is(w, t, "ADJ"))
            break;
    }
    return found;
}

/* Of people joined by "and" or commas the first, whose phrase has them all: "two guards and a cook were shot". */
static uint32_t first_joined(const struct report_work *w, uint32_t who) {
    for (int i = 0; i < DEEP && rel_is(w, who, "conj"); i++) {
        uint32_t first = w->tokens[who].head;
        if (first >= who || !is_nominal(w, first) || w->tokens[first].sentence != w->tokens[who].sentence) break;
        for (uint32_t t = first + 1; t < who; t++) {
            bool before_noun = w->tokens[t].head > t && w->tokens[t].head <= who;
            if (pos_is(w, t, "VERB") || pos_is(w, t, "AUX") || pos_is(w, t, "SCONJ") || (pos_is(w, t, "ADJ") && !before_noun))
                return who;
        }
        who = first;
    }
    return who;
}

/* ---- by the place where they stand ------------------------------------------------------------------------------- */
/* Of verbs joined by "and" the object stands by one of them: "shot and killed a guard". */
static uint32_t shared_object(const struct report_work *w, uint32_t verb) {
    uint32_t first = rel_is(w, verb, "conj") ? w->tokens[verb].head : verb;
    for (uint32_t t = first, e = last_of(w, first); t < e; t++) {
        if (t != first && !(w->tokens[t].head == first && rel_is(w, t, "conj"))) continue;
        uint32_t o = child(w, t, "obj");
        if (o == t || t < verb) continue;
        uint32_t own = t > verb ? noun_from(w, verb + 1, verb) : verb; /* "killed a 22-year-old and wounded three others" */
        return own != verb && own < t ? own : o;
    }
    return verb;
}

static bool is_ing(const struct report_work *w, uint32_t t) {
    span at = w->tokens[t].at;
    return span_len(at) > 4 && !memcmp(w->text->utf8 + at.end - 3, "ing", 3);
}

/* Headlines leave out the auxiliary: "Man shot at station", "5 shot". */
static bool is_short(const struct report_work *w, uint32_t verb, uint32_t s) {
    if (is_ing(w, verb)) return false;
    if (pos_is(w, s, "NUM")) return true;
    int32_t b = w->tokens[verb].block;
    sayso_block_kind k = b < 0 ? SAYSO_BLOCK_PARAGRAPH : w->text->blocks[b].kind;
    return k == SAYSO_BLOCK_HEADLINE || k == SAYSO_BLOCK_HEADING || k == SAYSO_BLOCK_DECK;
}

/* "Man killed, four others hurt": what stands behind a comma is not done to. */
static bool is_cut_off(const struct report_work *w, uint32_t verb) {
    return verb + 1 < w->n_tokens && pos_is(w, verb + 1, "PUNCT") && w->tokens[verb + 1].sentence == w->tokens[verb].sentence &&
           (report_token_is(w, verb + 1, ",") || report_token_is(w, verb + 1, ";"));
}

static uint32_t patient(const struct report_work *w, uint32_t verb) {
    uint32_t o = child(w, verb, "obj");
    if (o != verb && !(o > verb && is_cut_off(w, verb))) return unrelative(w, o, verb);
    if (is_passive(w, verb)) {
        uint32_t s = subject(w, verb);
        return s == verb ? verb : unrelative(w, s, verb);
    }
    if ((o = shared_object(w, verb)) != verb) return o;
    if ((rel_is(w, verb, "acl") && !rel_is(w, verb, "acl:relcl")) || rel_is(w, verb, "amod")) /* "people killed in the blast" */
        return is_ing(w, verb) ? verb : w->tokens[verb].head;
    if ((o = child(w, verb, "nsubj")) != verb) return is_short(w, verb, o) ? o : verb; /* it does, and nothing is done to it */
    if (is_ing(w, verb)) return verb;
    bool joined = rel_is(w, verb, "conj") && is_passive(w, w->tokens[verb].head);
    if (joined && (o = subject(w, verb)) != verb) return unrelative(w, o, verb);
    uint32_t first = w->tokens[verb].head; /* "was shot and killed", of which the syntax makes an object that stands before */
    if (rel_is(w, verb, "conj") && first + 2 == verb && pos_is(w, first, "VERB")) {
        if ((o = child(w, first, "obj")) != first) return o;
        if ((o = just_before(w, first)) != first) return o;
    }
    uint32_t up = w->tokens[verb].head;
    if ((rel_is(w, verb, "xcomp") || rel_is(w, verb, "ccomp") || rel_is(w, verb, "advcl")) &&
        up != verb) { /* "left two injured", "were found shot" */
        o = child(w, up, "obj");
        if (o != up && !rel_is(w, verb, "advcl")) return o;
        if (is_passive(w, up) && (o = subject(w, up)) != up) return unrelative(w, o, up);
    }
    return just_before(w, verb); /* "6 wounded" */
}

/* The noun a state is told of: "left two dead", "a dead man", "two were dead", "3 dead". */
static uint32_t described(const struct report_work *w, uint32_t word) {
    uint32_t up = w->tokens[word].head, o;
    if (rel_is(w, word, "amod") && up != word) return up;
    if ((o = child(w, word, "nsubj")) != word) return unrelative(w, o, word);
    if ((o = just_before(w, word)) != word) return o;
    if (rel_is(w, word, "advmod") && pos_is(w, up, "VERB")) { /* "was shot dead" */
        o = patient(w, up);
        return o == up ? word : o;
    }
    if ((rel_is(w, word, "xcomp") || rel_is(w, word, "advcl") || rel_is(w, word, "conj")) && up != word) {
        o = child(w, up, "obj");
        if (o != up) return o;
        return subject(w, up) == up ? word : unrelative(w, subject(w, up), up);
    }
    return word;
}

/* "the death of X", "X's death", "the X shooting", "five deaths": of, owner, number. */
static uint32_t of_whom(const struct report_work *w, uint32_t noun) {
    uint32_t o = noun;
    for (uint32_t t = noun + 1, e = last_of(w, noun); t < e; t++)
        if (w->tokens[t].head == noun && rel_is(w, t, "nmod") && !rel_is(w, t, "nmod:poss")) {
            uint32_t c = child(w, t, "case");
            if (c != t && report_token_is(w, c, "of")) return t;
        }
    if ((o = child(w, noun, "nmod:poss")) != noun) return o;
    if (noun + 2 < w->n_tokens && report_token_is(w, noun + 1, "of")) return noun_from(w, noun + 2, noun);
    return noun; /* a number counts the deaths themselves */
}

/* Who has a wound: "suffered wounds", "was found with a gunshot wound", "in critical condition", "his wounds". */
static uint32_t owner(const struct report_work *w, uint32_t noun) {
    uint32_t t = noun, o = child(w, noun, "nmod:poss");
    if (o != noun) return o;
    for (int up = 0; up < 4 && w->tokens[t].head != t; up++) {
        bool to_noun = rel_is(w, t, "nmod");
        t = w->tokens[t].head;
        if (to_noun && is_nominal(w, t)) return t; /* "a man with a gunshot wound" */
        if (!pos_is(w, t, "VERB") && !pos_is(w, t, "AUX") && !pos_is(w, t, "ADJ")) continue;
        o = child(w, t, "obj");
        if (o != t && o != noun && is_nominal(w, o)) return o; /* "left him with wounds" */
        o = subject(w, t);
        return o == t ? noun : unrelative(w, o, t);
    }
    return noun;
}

/* Whose lives: "claimed the lives of X", "lost their lives" stands in the table as a verb. */
static uint32_t whose_life(const struct report_work *w, uint32_t noun) {
    uint32_t up = w->tokens[noun].head;
    return up != noun && toll_is_context(w, up, TOLL_TAKES) ? of_whom(w, noun) : noun;
}

static bool by_missile(const struct report_work *w, uint32_t verb) {
    enum { AHEAD = 8 };
    for (uint32_t t = verb + 1, e = last_of(w, verb); t < e && t < verb + AHEAD; t++)
        if (toll_is_context(w, t, TOLL_MISSILE)) return true;
    for (uint32_t t = verb, b = first_of(w, verb); is_ing(w, verb) && t-- > b;) /* "fired a gun at the crowd, hitting two" */
        if (toll_is_context(w, t, TOLL_MISSILE) || toll_is_context(w, t, TOLL_WEAPON)) return true;
    uint32_t s = subject(w, verb);
    return s != verb && toll_is_context(w, s, TOLL_MISSILE);
}

/* "1 Dead, 3 Others Injured": in headlines the people stand between the last comma and the word. */
static bool is_headline_phrase(const struct report_work *w, const struct toll_word *row, uint32_t t, struct toll_people_at *out) {
    if ((row->people != TOLL_OBJECT && row->people != TOLL_STATE) || is_ing(w, t)) return false;
    uint32_t b = t, first = first_of(w, t);
    bool number = false;
    while (b > first && t - b < 6 && (is_nominal(w, b - 1) || pos_is(w, b - 1, "ADJ") || pos_is(w, b - 1, "DET")))
        number |= pos_is(w, --b, "NUM");
    if (b == t || !number || !is_nominal(w, t - 1) || (b > first && !pos_is(w, b - 1, "PUNCT") && !pos_is(w, b - 1, "CCONJ")))
        return false;
    *out = (struct toll_people_at){.beg = b, .end = t, .head = t - 1};
    return true;
}

/* "3 killed", "six injured": the number alone stands for the people. */
static bool is_bare_number(const struct report_work *w, const struct toll_word *row, uint32_t t) {
    if (row->people != TOLL_OBJECT && row->people != TOLL_STATE && row->people != TOLL_SUBJECT && row->people != TOLL_HIT)
        return false;
    if (!t || w->tokens[t - 1].sentence != w->tokens[t].sentence || !pos_is(w, t - 1, "NUM") || is_ing(w, t)) return false;
    if (t > 1 && (report_token_is(w, t - 2, "of") || report_token_is(w, t - 2, "age") || report_token_is(w, t - 2, "aged")))
        return false;                                                                                 /* "father of 4" */
    return t < 2 || !pos_is(w, t - 2, "PUNCT") || !w->tokens[t - 2].glued || !w->tokens[t - 1].glued; /* not "Route 9-11" */
}

/* "a double shooting": how many, 0. */
static int manifold(const struct report_work *w, uint32_t noun) {
    for (uint32_t t = noun, b = first_of(w, noun); t-- > b && noun - t < 4;)
        for (uint32_t i = 0; i < n_toll_contexts; i++)
            if (toll_contexts[i].kind == TOLL_DOUBLE && report_token_is(w, t, toll_contexts[i].form))
                return toll_contexts[i].number;
    return 0;
}

static bool is_fatal(const struct report_work *w, uint32_t noun) {
    for (uint32_t t = noun, b = first_of(w, noun); t-- > b && noun - t < 4;)
        if (toll_is_context(w, t, TOLL_FATAL)) return true;
    return false;
}

static bool to_hospital(const struct report_work *w, uint32_t verb) {
    enum { AHEAD = 16 };
    for (uint32_t t = verb + 1, e = last_of(w, verb); t < e && t < verb + AHEAD; t++)
        if (toll_is_context(w, t, TOLL_HOSPITAL_WORD)) return true;
    return false;
}

/* "that injured 8", "killed at least five people": the number that follows the verb, not more than a bound away; `t`: none. */
static uint32_t number_behind(const struct report_work *w, uint32_t t) {
    uint32_t e = last_of(w, t ? t - 1 : 0);
    for (uint32_t i = t; i < e && i < t + 4; i++) {
        if (pos_is(w, i, "NUM"))
            return (w->tokens[i].head == i || rel_is(w, i, "nummod") || rel_is(w, i, "obj") || rel_is(w, i, "obl")) &&
                           !(i + 1 < e && w->tokens[i + 1].glued && pos_is(w, i + 1, "PUNCT") && report_token_is(w, i + 1, "-"))
                       ? i
                       : t;
        if (!pos_is(w, i, "ADV") && !pos_is(w, i, "ADP") && !pos_is(w, i, "ADJ") && !pos_is(w, i, "PRON")) break;
        if (report_token_is(w, i, "in") || report_token_is(w, i, "on") || report_token_is(w, i, "for") ||
            report_token_is(w, i, "by") || report_token_is(w, i, "from"))
            break;
    }
    return t;
}

/* "five were shot, one fatally", "three of them fatally": the number right before, behind a comma; `t`: none. */
static uint32_t number_of_them(const struct report_work *w, uint32_t t) {
    uint32_t b = t, first = first_of(w, t);
    if (b >= first + 2 && report_token_is(w, b - 1, "them") && report_token_is(w, b - 2, "of")) b -= 2;
    if (b < first + 2 || !pos_is(w, b - 1, "NUM")) return t;
    return report_token_is(w, b - 2, ",") || report_token_is(w, b - 2, "and") ? b - 1 : t;
}

bool toll_people_of(const struct report_work *w, const struct toll_word *row, uint32_t beg, uint32_t end,
                    struct toll_people_at *out) {
    uint32_t t = beg, who = beg;
    if (is_bare_number(w, row, beg)) {
        *out = (struct toll_people_at){.beg = beg - 1, .end = beg, .head = beg - 1};
        return true;
    }
    if (is_headline_phrase(w, row, beg, out)) return true;
    if ((row->people == TOLL_OBJECT || row->people == TOLL_STATE) && !is_ing(w, beg) && child(w, beg, "obj") == beg &&
        (who = after_and(w, beg)) != beg) {
        *out = phrase(w, who);
        if (out->beg <= who && out->end <= beg + 1) return true;
    }
    if (row->people == TOLL_HAD && (who = after_and(w, beg)) != beg && !rel_is(w, who, "obj") &&
        child(w, beg, "nmod:poss") == beg && w->tokens[who].head != beg) {
        *out = phrase(w, who);
        if (out->end <= beg) return true;
    }
    if (row->people == TOLL_OBJECT && (who = number_behind(w, end)) != end) {
        *out = phrase(w, is_nominal(w, w->tokens[who].head) && w->tokens[who].head > who ? w->tokens[who].head : who);
        return true;
    }
    switch (row->people) {
    case TOLL_OBJECT:
        who = patient(w, t);
        break;
    case TOLL_SUBJECT:
        who = subject(w, t);
        if (who != t)
            who = unrelative(w, who, t);
        else
            who = just_before(w, t);
        break;
    case TOLL_STATE:
        who = described(w, t);
        break;
    case TOLL_COMPLEMENT:
        if ((who = number_of_them(w, beg)) != beg) {
            *out = (struct toll_people_at){.beg = who, .end = who + 1, .head = who};
            return true;
        }
        t = report_head_of(w, beg, end);
        if (w->tokens[t].head != t) who = patient(w, w->tokens[t].head);
        if (who == w->tokens[t].head) return false;
        break;
    case TOLL_OF:
        who = of_whom(w, report_head_of(w, beg, end));
        break;
    case TOLL_HAD:
        t = report_head_of(w, beg, end);
        who = owner(w, t);
        if (who == t) return false;
        break;
    case TOLL_SELF:
        t = report_head_of(w, beg, end);
        *out = phrase(w, t);
        return true;
    case TOLL_HIT:
        if (!by_missile(w, t)) return false;
        who = patient(w, t);
        break;
    case TOLL_SENT:
        if (!to_hospital(w, t)) return false;
        who = patient(w, t);
        break;
    case TOLL_LIFE:
        who = whose_life(w, t);
        break;
    case TOLL_BODY:
        if (!toll_is_context(w, w->tokens[t].head, TOLL_FINDS)) return false;
        who = of_whom(w, t);
        break;
    }
    if (who == beg && row->people != TOLL_OF && row->people != TOLL_BODY) return false;
    int number = row->people == TOLL_OF ? manifold(w, report_head_of(w, beg, end)) : 0;
    bool fatal = row->people == TOLL_OF && is_fatal(w, report_head_of(w, beg, end));
    if (who == beg && row->people != TOLL_BODY && child(w, beg, "nummod") == beg && !number) return false;
    if (!is_nominal(w, who) && !pos_is(w, who, "DET") && !pos_is(w, who, "ADJ")) return false;
    *out = phrase(w, first_joined(w, who));
    out->number = number;
    out->fatal = fatal;
    return true;
}

/* ---- what did not happen ----------------------------------------------------------------------------------------- */
int32_t toll_denied_by(const struct report_work *w, uint32_t token) {
    enum toll_context_kind beside = pos_is(w, token, "NOUN") ? TOLL_UNDONE_NOUN : TOLL_UNDONE;
    for (uint32_t t = first_of(w, token), e = last_of(w, token); t < e; t++)
        if (w->tokens[t].head == token && t != token && toll_is_context(w, t, beside)) return (int32_t)t;
    for (uint32_t t = token, i = 0; i < 3 && w->tokens[t].head != t; i++) {
        bool into =
            rel_is(w, t, "xcomp") || rel_is(w, t, "acl") || rel_is(w, t, "nmod") || rel_is(w, t, "advcl") || rel_is(w, t, "conj");
        t = w->tokens[t].head;
        if (into && toll_is_context(w, t, TOLL_TRIES)) return (int32_t)t;
        if (!into) break;
    }
    return -1;
}
