/* Noun phrases that name or describe somebody or something, and pronouns. Where a phrase begins and ends comes from the
 * model (heads "mention" and "extent") or, where it is silent, from the syntax; relative clauses and appositions are cut off.
 * A name that stands inside a phrase of another ("Turkey" in "Turkey's foreign minister") is a mention of its own. */
#include "report_who.h"
#include "base_utf8.h"
#include "page_outlets.h"
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 40 /* tokens to either side of a head */, LONGEST_TITLE = 9 };
static const float AGREED = 0.75f; /* share of the mentions of a name that settles its class */

struct run { /* a name by the tagger */
    uint32_t beg, end;
    char type; /* p o l m, a: a nation's adjective */
    bool used, settled;
};
struct finder {
    struct report_work *w;
    struct run *runs;
    uint32_t n_runs;
    int32_t *run_of;    /* [n_tokens] */
    int32_t *extent_of; /* [n_tokens] anchor of "extent", -1 */
    uint8_t *taken;     /* [n_tokens] 1: head of a mention */
    const struct pick_scores *extent;
};

static sayso_code no_memory(struct report_work *w) { return error_set(w->e, SAYSO_NOMEM, "report", 0, "out of memory"); }

/* ---- names ------------------------------------------------------------------------------------------------------- */
static bool is_mark(const struct report_work *w, uint32_t t, const char *mark) {
    return span_len(w->tokens[t].at) == strlen(mark) && memcmp(w->text->utf8 + w->tokens[t].at.beg, mark, strlen(mark)) == 0;
}
static bool is_apostrophe(const struct report_work *w, uint32_t t) { return is_mark(w, t, "'") || is_mark(w, t, "’"); }

/* Without a genitive's ending: "Roe's" -> "Roe". */
static uint32_t before_genitive(const struct report_work *w, uint32_t beg, uint32_t end) {
    if (end - beg > 2 && is_apostrophe(w, end - 2) && report_token_is(w, end - 1, "s") && w->tokens[end - 2].glued)
        return end - 2;
    if (end - beg > 1 && is_apostrophe(w, end - 1) && w->tokens[end - 1].glued) return end - 1;
    return end;
}

static bool begins_bare(const struct report_work *w, uint32_t t) {
    static const char *const words[] = {"mr", "mrs", "ms", "dr", "miss", "sir", NULL};
    for (const char *const *s = words; *s; s++)
        if (report_token_is(w, t, *s)) return true;
    return false;
}

static void trim_run(const struct report_work *w, struct run *r) {
    r->end = before_genitive(w, r->beg, r->end);
    if (r->type == 'p' && r->end - r->beg > 1 && begins_bare(w, r->beg)) {
        r->beg++;
        if (r->end - r->beg > 1 && is_mark(w, r->beg, ".")) r->beg++;
    }
}

/* The type of a name that a credit's chain has: its creator is a person, the others are outlets. */
static char type_by_credit(const struct report_work *w, span s) {
    for (uint32_t i = 0; i < w->text->n_media; i++)
        for (uint32_t k = 0; k < w->text->media[i].n_chain; k++) {
            const sayso_credit *c = &w->text->media[i].chain[k];
            if (utf8_same(c->name, strlen(c->name), w->text->utf8 + s.beg, span_len(s)))
                return c->role == SAYSO_CREDIT_CREATOR ? 'p' : 'o';
        }
    return 0;
}

/* A name the tagger has no class for, where the lists or the tagger of mentions know better. */
static char type_of_misc(const struct report_work *w, const struct run *r) {
    char form[WHO_FORM * 2 + 4];
    span s = {w->tokens[r->beg].at.beg, w->tokens[r->end - 1].at.end};
    if (span_len(s) < WHO_FORM && report_is_place(form, utf8_lower_copy(w->text->utf8 + s.beg, span_len(s), form))) return 'l';
    const struct report_word *n = who_word(w, r->end - 1, WORDS_NOUN);
    bool organised = n && (n->kind == SAYSO_ENTITY_ORGANIZATION || n->kind == SAYSO_ENTITY_GROUP);
    return organised && r->end - r->beg > 1 ? 'o' : 'm';
}

/* "Mr. Varnay", the title in the run or before it, is somebody whatever the tagger says. */
static bool is_mister(const struct report_work *w, const struct run *r) {
    static const char *const titles[] = {"mr", "mrs", "ms", NULL};
    uint32_t t = r->beg;
    if (t > 0 && report_token_is(w, t - 1, ".") && w->tokens[t - 1].glued) t--;
    for (const char *const *title = titles; *title; title++)
        if (report_token_is(w, r->beg, *title) ||
            (t > 0 && report_token_is(w, t - 1, *title) && w->tokens[t - 1].block == w->tokens[r->beg].block))
            return true;
    return false;
}

/* What is known by the table of agencies and outlets is an organisation; a nation's adjective is no name of anybody. */
static void judge_run(const struct report_work *w, struct run *r) {
    span s = {w->tokens[r->beg].at.beg, w->tokens[r->end - 1].at.end};
    const struct report_word *d = r->end == r->beg + 1 ? who_word(w, r->beg, WORDS_DEMONYM) : NULL;
    if (r->type != 'o' && outlet_find(w->text->utf8 + s.beg, span_len(s))) r->type = 'o';
    uint32_t up = w->tokens[r->beg].head;
    if (d && d->use == USE_ADJECTIVE && r->type != 'p' && (who_pos(w, r->beg, "ADJ") || up == r->end || up == r->end + 1))
        r->type = 'a';
    if (is_mister(w, r)) r->type = 'p';
    if (r->type == 'm') r->type = type_of_misc(w, r);
    char credit = type_by_credit(w, s);
    if (credit) r->type = credit;
}

/* One name, one class: where the tagger is of two minds about the same letters in one report, the class it gave more
 * often, and more surely, holds everywhere. */
static bool same_run(const struct report_work *w, const struct run *a, const struct run *b) {
    span s = {w->tokens[a->beg].at.beg, w->tokens[a->end - 1].at.end},
         t = {w->tokens[b->beg].at.beg, w->tokens[b->end - 1].at.end};
    return utf8_same(w->text->utf8 + s.beg, span_len(s), w->text->utf8 + t.beg, span_len(t));
}

static void agree(const struct report_work *w, struct run *runs, uint32_t n) {
    static const char types[] = "polm";
    const struct tagger_scores *t = scores_tagger(w->scores, "name");
    for (uint32_t i = 0; i < n; i++) {
        if (runs[i].settled || runs[i].type == 'a') continue;
        float sum[4] = {0}, all = 0;
        uint32_t end = n - i > 300 ? i + 300 : n, best = 0;
        for (uint32_t k = i; k < end; k++) {
            if (!same_run(w, &runs[i], &runs[k]) || runs[k].type == 'a') continue;
            float p = t->p[w->tokens[runs[k].beg].piece];
            sum[strchr(types, runs[k].type) - types] += p;
            all += p;
        }
        for (uint32_t k = 1; k < 4; k++)
            if (sum[k] > sum[best]) best = k;
        for (uint32_t k = i; k < end; k++)
            if (!runs[k].settled && runs[k].type != 'a' && same_run(w, &runs[i], &runs[k])) {
                runs[k].settled = true;
                if (sum[best] > AGREED * all) runs[k].type = types[best];
            }
    }
}

/* A mark round a nickname inside a person's name: Armando "Mando" Reyes. */
static bool is_round_nickname(const struct report_work *w, uint32_t t) {
    enum { LONGEST_NICKNAME = 3 };
    for (uint32_t open = t > LONGEST_NICKNAME ? t - LONGEST_NICKNAME : 1; open <= t && open > 0; open++)
        for (uint32_t close = open + 2; is_mark(w, open, "\"") && close <= open + LONGEST_NICKNAME && close + 1 < w->n_tokens;
             close++)
            if ((t == open || t == close) && is_mark(w, close, "\"") && w->tokens[close].glued && w->tokens[open + 1].glued &&
                !w->tokens[close + 1].glued && strstr(report_name(w, open - 1), "person") &&
                !strcmp(report_name(w, close + 1), "I-person") && who_capital(w, close + 1))
                return true;
    return false;
}

static bool splits_run(const struct report_work *w, uint32_t t) {
    return is_mark(w, t, "/") || is_mark(w, t, "(") || is_mark(w, t, ")") || is_mark(w, t, "|") || is_mark(w, t, ";") ||
           (is_mark(w, t, "\"") && !is_round_nickname(w, t)) || is_mark(w, t, "via");
}

static sayso_code find_runs(struct finder *f) {
    struct report_work *w = f->w;
    VEC(struct run) runs = {0};
    bool split = false; /* the run went on over a slash or bracket */
    for (uint32_t i = 0; i < w->n_tokens; i++) {
        const char *label = report_name(w, i);
        char type = label[0] && label[1] == '-' ? label[2] == 'p' && label[3] == 'l' ? 'l' : label[2] : 0; /* place: l */
        if (!type) continue;
        struct run *last = runs.n ? &runs.at[runs.n - 1] : NULL;
        bool goes_on = label[0] == 'I' && !split && last && last->end == i && last->type == type &&
                       w->tokens[i].block == w->tokens[i - 1].block;
        split = splits_run(w, i);
        if (split) continue;
        if (goes_on)
            last->end = i + 1;
        else if (!VEC_PUSH(w->scratch, runs, ((struct run){i, i + 1, type, false, false})))
            return no_memory(w);
    }
    for (uint32_t i = 0; i < runs.n; i++) {
        trim_run(w, &runs.at[i]);
        judge_run(w, &runs.at[i]);
        for (uint32_t k = runs.at[i].beg; k < runs.at[i].end; k++) f->run_of[k] = (int32_t)i;
    }
    agree(w, runs.at, runs.n);
    f->runs = runs.at;
    f->n_runs = runs.n;
    return SAYSO_OK;
}

/* ---- where a phrase ends ----------------------------------------------------------------------------------------- */
static bool is_cut(const struct report_work *w, uint32_t t) {
    return who_rel(w, t, "acl:relcl") || who_rel(w, t, "appos") || who_rel(w, t, "parataxis");
}
static bool is_loose(const struct report_work *w, uint32_t t) {
    return is_cut(w, t) || who_rel(w, t, "case") || who_rel(w, t, "cc") || who_rel(w, t, "conj") || who_rel(w, t, "mark") ||
           who_rel(w, t, "punct") || who_rel(w, t, "nsubj") || who_rel(w, t, "cop") || who_rel(w, t, "aux");
}

/* Whether t hangs on head, through nothing that the phrase leaves out. */
static bool hangs_on(const struct report_work *w, uint32_t t, uint32_t head) {
    for (int depth = 0; t != head; depth++) {
        uint32_t up = w->tokens[t].head;
        if (up == t || depth > LONGEST || (up == head && is_loose(w, t)) || is_cut(w, t)) return false;
        t = up;
    }
    return true;
}

/* Where both the model and the parser are silent: articles, adjectives and nouns that stand before the head without a gap. */
static uint32_t chunk_beg(const struct report_work *w, uint32_t head) {
    static const char *const parts[] = {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", NULL};
    uint32_t beg = head;
    while (beg > 0 && head - beg < LONGEST / 4 && w->tokens[beg - 1].sentence == w->tokens[head].sentence) {
        const char *pos = report_pos(w, beg - 1);
        const struct report_word *p = who_word(w, beg - 1, WORDS_PRONOUN);
        bool part = (p && p->use == USE_POSSESSIVE) || (is_mark(w, beg - 1, "-") && w->tokens[beg].glued);
        for (const char *const *q = parts; *q; q++) part |= strcmp(pos, *q) == 0;
        if (!part) break;
        beg--;
    }
    return beg;
}

static void extent_by_syntax(const struct report_work *w, uint32_t head, uint32_t *beg, uint32_t *end) {
    uint32_t first, last;
    who_sentence(w, head, &first, &last);
    *beg = chunk_beg(w, head);
    *end = head + 1;
    while (*end < last && *end - head < LONGEST && hangs_on(w, *end, head)) ++*end;
}

/* Whether the words before the head hold a clause's verb: no noun phrase does. */
static bool holds_clause(const struct report_work *w, uint32_t beg, uint32_t head) {
    for (uint32_t i = beg; i < head; i++)
        if (who_pos(w, i, "AUX") ||
            (who_pos(w, i, "VERB") && (w->tokens[i].head < beg || w->tokens[i].head > head || w->tokens[i].head == i)))
            return true;
    return false;
}

static uint32_t target_of(const struct finder *f, int32_t anchor, uint32_t role) {
    const struct report_work *w = f->w;
    return report_token_at(w, w->scores->pieces.at[f->extent->target[(size_t)anchor * f->extent->n_roles + role]].beg);
}

/* What the model says of each side, where that is possible at all; the syntax for the rest. */
static void extent_of(const struct finder *f, uint32_t head, uint32_t *beg, uint32_t *end) {
    const struct report_work *w = f->w;
    int32_t a = f->extent && f->extent->n_roles >= 2 ? f->extent_of[head] : -1;
    extent_by_syntax(w, head, beg, end);
    if (a < 0) return;
    uint32_t left = target_of(f, a, 0), right = target_of(f, a, 1), sentence = w->tokens[head].sentence;
    if (left <= head && head - left <= LONGEST && w->tokens[left].sentence == sentence && !holds_clause(w, left, head))
        *beg = left;
    if (right >= head && right - head <= LONGEST && w->tokens[right].sentence == sentence) *end = right + 1;
    for (uint32_t i = *beg; i > 0 && head - i < LONGEST && w->tokens[i - 1].sentence == sentence;
         i--) { /* an article left behind */
        uint32_t up = w->tokens[i - 1].head;
        if (up < i || up > head || !(who_rel(w, i - 1, "det") || who_rel(w, i - 1, "amod") || who_rel(w, i - 1, "nummod"))) break;
        *beg = i - 1;
    }
}

static bool is_relative(const struct report_work *w, uint32_t t) {
    static const char *const words[] = {"who", "whom", "whose", "which", NULL};
    for (const char *const *s = words; *s; s++)
        if (report_token_is(w, t, *s)) return true;
    return false;
}
static bool is_dash_or_comma(const struct report_work *w, uint32_t t) {
    return is_mark(w, t, ",") || is_mark(w, t, "(") || is_mark(w, t, "—") || is_mark(w, t, "–") || is_mark(w, t, "-") ||
           is_mark(w, t, ";") || is_mark(w, t, ":");
}

/* A verb behind the head that belongs to the sentence around, not to the phrase. */
static bool is_clause(const struct report_work *w, uint32_t t, uint32_t head, uint32_t end) {
    static const char *const relations[] = {"root", "ccomp", "advcl", "parataxis", "aux", "cop", "conj", NULL};
    if (!who_pos(w, t, "AUX") && !who_pos(w, t, "VERB")) return false;
    uint32_t up = w->tokens[t].head;
    if (up != t && up >= head && up < end) return false;
    for (const char *const *s = relations; *s; s++)
        if (who_rel(w, t, *s)) return true;
    return false;
}

/* "the first since X was shot": the conjunction hangs on the subject of a clause of its own. */
static bool opens_clause(const struct report_work *w, uint32_t t) {
    uint32_t up = w->tokens[t].head;
    return who_pos(w, t, "SCONJ") && up > t && who_rel(w, up, "nsubj");
}

/* The first token behind the head that belongs to a relative clause or apposition of it. */
static uint32_t cut_end(const struct report_work *w, uint32_t head, uint32_t end) {
    for (uint32_t i = head + 1; i < end; i++) {
        if (is_mark(w, i, ":") && w->tokens[i].glued && i + 1 < end && !w->tokens[i + 1].glued)
            return i; /* "Police chief: three dead" */
        if (is_clause(w, i, head, end) || opens_clause(w, i)) return i;
        if (is_relative(w, i) && (i == head + 1 || is_mark(w, i - 1, ",") || w->tokens[i].head > i)) return i;
        if (w->tokens[i].head != head || !is_cut(w, i)) continue;
        uint32_t first = i; /* the leftmost word of that clause */
        while (first > head + 1 && hangs_on(w, first - 1, i)) first--;
        for (uint32_t k = head + 1; k < i; k++) {
            uint32_t up = k;
            for (int depth = 0; up != i && up != head && w->tokens[up].head != up && depth < LONGEST; depth++)
                up = w->tokens[up].head;
            if (up == i && k < first) first = k;
        }
        return first;
    }
    return end;
}

static uint32_t trim_end(const struct report_work *w, uint32_t head, uint32_t end) {
    while (end > head + 1) {
        uint32_t last = end - 1, len;
        uint32_t c = utf8_at(w->text->utf8 + w->tokens[last].at.beg, span_len(w->tokens[last].at), &len);
        bool closes = is_mark(w, last, ")") || is_mark(w, last, "]") || is_mark(w, last, "%") || is_mark(w, last, "”") ||
                      is_mark(w, last, "\"");
        bool abbreviation = is_mark(w, last, ".") && w->tokens[last].glued && last > 0 && who_capital(w, last - 1);
        if (!utf8_is_punct(c) || closes || abbreviation) break;
        end--;
    }
    for (uint32_t i = head + 1, open = 0; i < end; i++) { /* a bracket that does not close inside */
        if (is_mark(w, i, "(")) open = i;
        if (is_mark(w, i, ")")) open = 0;
        if (i + 1 == end && open) return open;
    }
    return before_genitive(w, head, end);
}

/* ---- kinds ------------------------------------------------------------------------------------------------------- */
static bool is_facility_name(const struct report_work *w, const struct run *r) {
    for (uint32_t i = r->beg; i < r->end; i++) {
        const struct report_word *n = who_word(w, i, WORDS_NOUN);
        if (n && n->kind == SAYSO_ENTITY_FACILITY && (i + 1 == r->end || i > r->beg)) return true;
    }
    return false;
}
static bool is_group_name(const struct report_work *w, const struct run *r) {
    const struct report_word *n = who_word(w, r->end - 1, WORDS_NOUN);
    return n && n->kind == SAYSO_ENTITY_GROUP;
}
static bool is_people(const struct report_work *w, const struct run *r) {
    const struct report_word *d = who_word(w, r->end - 1, WORDS_DEMONYM);
    return d && d->use == USE_PEOPLE;
}
static sayso_entity_kind kind_of_run(const struct report_work *w, const struct run *r) {
    switch (r->type) {
    case 'p':
        return SAYSO_ENTITY_PERSON;
    case 'o':
        return is_group_name(w, r) ? SAYSO_ENTITY_GROUP : SAYSO_ENTITY_ORGANIZATION;
    case 'l':
        return is_facility_name(w, r) ? SAYSO_ENTITY_FACILITY : SAYSO_ENTITY_PLACE;
    default:
        return is_group_name(w, r) || is_people(w, r) ? SAYSO_ENTITY_GROUP : SAYSO_ENTITY_THING; /* "Northern Special Forces" */
    }
}

static sayso_entity_kind coarse(const char *label) {
    if (strcmp(label, "person") == 0) return SAYSO_ENTITY_PERSON;
    if (strcmp(label, "organization") == 0) return SAYSO_ENTITY_ORGANIZATION;
    if (strcmp(label, "place") == 0) return SAYSO_ENTITY_PLACE;
    return SAYSO_ENTITY_THING;
}
static bool same_class(sayso_entity_kind a, sayso_entity_kind b) {
    static const char class_of[] = {[SAYSO_ENTITY_PERSON] = 1, [SAYSO_ENTITY_GROUP] = 3,    [SAYSO_ENTITY_ORGANIZATION] = 2,
                                    [SAYSO_ENTITY_PLACE] = 4,  [SAYSO_ENTITY_FACILITY] = 4, [SAYSO_ENTITY_THING] = 8};
    return class_of[a] & class_of[b];
}

static bool is_plural(const struct report_work *w, uint32_t head, const struct report_word *noun) {
    if (noun && noun->number != '-') return noun->number == 'p';
    char form[WHO_FORM];
    size_t n = who_lower(w, head, form);
    if (n < 3 || form[n - 1] != 's' || !who_pos(w, head, "NOUN")) return false;
    return form[n - 2] != 's' && form[n - 2] != 'u' && form[n - 2] != 'i' && form[n - 2] != '\'';
}

/* What a description stands for: the word list where it does not speak against the tagger, or knows people. */
static sayso_entity_kind kind_of_noun(const struct report_work *w, uint32_t head, const struct report_word *noun, bool plural) {
    const char *label = report_mention_kind(w, head);
    sayso_entity_kind said = coarse(label), kind = said;
    bool tagged = *label && strcmp(label, "O") != 0;
    bool doubt = (said == SAYSO_ENTITY_ORGANIZATION && (noun && noun->kind >= SAYSO_ENTITY_PLACE)) ||
                 (said == SAYSO_ENTITY_PLACE && noun && noun->kind == SAYSO_ENTITY_ORGANIZATION);
    if (noun && !doubt && (!tagged || same_class(noun->kind, said) || noun->kind != SAYSO_ENTITY_THING)) kind = noun->kind;
    return kind == SAYSO_ENTITY_PERSON && plural ? SAYSO_ENTITY_GROUP : kind;
}

/* ---- titles ------------------------------------------------------------------------------------------------------ */
/* First token of the longest title that ends right before `name`; name: none. */
static uint32_t title_before(const struct report_work *w, uint32_t name) {
    uint32_t found = name;
    for (uint32_t beg = name; beg > 0 && name - beg < LONGEST_TITLE;) {
        beg--;
        if (w->tokens[beg].block != w->tokens[name].block || is_mark(w, beg, ",")) break;
        char words[WHO_FORM * LONGEST_TITLE], form[WHO_FORM];
        size_t n = 0;
        for (uint32_t i = beg; i < name; i++) {
            if (is_mark(w, i, ".")) continue;
            size_t len = who_lower(w, i, form);
            if (n && !(w->tokens[i].glued && !is_mark(w, i - 1, "."))) words[n++] = ' ';
            memcpy(words + n, form, len);
            n += len;
        }
        if (!is_mark(w, beg, ".") && report_word(WORDS_TITLE, words, n)) found = beg;
    }
    return found;
}

/* ---- mentions ---------------------------------------------------------------------------------------------------- */
static span bytes_of(const struct report_work *w, uint32_t beg, uint32_t end) {
    return span_of(w->tokens[beg].at.beg, w->tokens[end - 1].at.end);
}

/* The end of a phrase with its genitive ending, which is a part of it as its article is ("the town's"); "the town's won" has
 * none. */
static uint32_t with_genitive(const struct report_work *w, uint32_t end) {
    if (end >= w->n_tokens || !is_apostrophe(w, end) || !w->tokens[end].glued || !who_rel(w, end, "case")) return end;
    bool s = end + 1 < w->n_tokens && report_token_is(w, end + 1, "s") && w->tokens[end + 1].glued;
    return s ? end + 2 : end + 1;
}

static sayso_code add(struct finder *f, struct mention m) {
    struct report_work *w = f->w;
    if (m.form != MENTION_PRONOUN) m.end = with_genitive(w, m.end);
    m.at = bytes_of(w, m.beg, m.end);
    m.entity = -1;
    f->taken[m.head] = 1;
    return VEC_PUSH(w->scratch, w->mentions, m) ? SAYSO_OK : no_memory(w);
}

static sayso_code add_pronoun(struct finder *f, uint32_t t, const struct report_word *p) {
    struct mention m = {.beg = t, .end = t + 1, .head = t, .form = MENTION_PRONOUN, .plural = p->number == 'p'};
    m.kind = p->sex == 'n' ? SAYSO_ENTITY_THING : m.plural ? SAYSO_ENTITY_GROUP : SAYSO_ENTITY_PERSON;
    return add(f, m);
}

/* The name a phrase goes by: its head lies in it, or it follows the head (or a title behind the head) at once. */
static int32_t own_run(const struct finder *f, uint32_t end, uint32_t head) {
    const struct report_work *w = f->w;
    if (who_pos(w, head, "CCONJ")) return -1; /* "Ann and Bob" hang on "and" */
    if (f->run_of[head] >= 0 && f->runs[f->run_of[head]].type != 'a') return f->runs[f->run_of[head]].used ? -1 : f->run_of[head];
    for (uint32_t i = head + 1; i < end; i++) {
        int32_t r = f->run_of[i];
        if (r >= 0 && f->runs[r].beg == i) {
            bool joined = i == head + 1 || title_before(w, i) <= head + 1;
            return joined && f->runs[r].type != 'm' && f->runs[r].type != 'a' && !f->runs[r].used ? r : -1;
        }
        if (!is_mark(w, i, ".") && !who_word(w, i, WORDS_TITLE)) return -1;
    }
    return -1;
}

static bool is_article(const struct report_work *w, uint32_t t) { return report_token_is(w, t, "the"); }

/* "Lt. Rich Lawson" read as one name: the cut title is none of it. */
static uint32_t past_title(const struct report_work *w, const struct run *r) {
    uint32_t beg = r->beg;
    while (r->type == 'p' && r->end >= beg + 3 && is_mark(w, beg + 1, ".") && w->tokens[beg + 1].glued &&
           who_word(w, beg, WORDS_TITLE) && span_len(w->tokens[beg].at) > 1)
        beg += 2;
    return beg;
}

static void set_name(const struct report_work *w, struct mention *m, struct run *r) {
    r->used = true;
    if (m->beg > r->beg) m->beg = r->beg;
    r->beg = past_title(w, r);
    m->form = MENTION_NAME;
    m->kind = kind_of_run(w, r);
    m->name = bytes_of(w, r->beg, r->end);
    m->plural = false;
    if (m->beg > r->beg) m->beg = r->beg;
    if (m->end < r->end) m->end = r->end;
    uint32_t title = m->kind == SAYSO_ENTITY_PERSON ? title_before(w, r->beg) : r->beg;
    if (title < r->beg) {
        m->title = bytes_of(w, title, r->beg);
        if (title < m->beg) m->beg = title;
    }
    if (m->beg == r->beg && r->type != 'p' && r->beg > 0 && is_article(w, r->beg - 1) &&
        w->tokens[r->beg - 1].block == w->tokens[r->beg].block)
        m->beg--;
}

/* Words before a phrase that are none of it; "at least three" is. */
static bool leads_in(const struct report_work *w, uint32_t t) {
    if (is_dash_or_comma(w, t) || is_apostrophe(w, t) || who_rel(w, t, "cc")) return true;
    bool measure = report_token_is(w, t + 1, "least") || report_token_is(w, t + 1, "most") || report_token_is(w, t + 1, "about");
    return who_rel(w, t, "case") && !measure;
}

/* A name that the tagger of names passed over: proper nouns with capitals and nothing else, of a class that bears names. */
static bool is_proper(const struct report_work *w, const struct mention *m) {
    if (m->kind == SAYSO_ENTITY_THING || m->end - m->beg > 4) return false;
    for (uint32_t i = m->beg; i < m->end; i++)
        if (!who_pos(w, i, "PROPN") || !who_capital(w, i)) return false;
    return true;
}

/* A phrase around a head word. */
static sayso_code add_phrase(struct finder *f, uint32_t head) {
    const struct report_work *w = f->w;
    struct mention m = {.head = head, .form = MENTION_DESCRIPTION};
    extent_of(f, head, &m.beg, &m.end);
    m.end = trim_end(w, head, cut_end(w, head, m.end));
    while (m.beg < head && leads_in(w, m.beg)) m.beg++;
    int32_t r = own_run(f, m.end, head);
    if (r >= 0 && f->runs[r].type != 'm') {
        set_name(w, &m, &f->runs[r]);
        m.end = f->runs[r].end;
        return add(f, m);
    }
    if (r < 0 && f->run_of[head] >= 0 && f->runs[f->run_of[head]].used) return SAYSO_OK; /* the name's second head */
    const struct report_word *noun = who_word(w, head, WORDS_NOUN);
    m.plural = is_plural(w, head, noun);
    if (who_pos(w, head, "CCONJ")) m.plural = true;
    m.kind = kind_of_noun(w, head, noun, m.plural);
    if (r >= 0) set_name(w, &m, &f->runs[r]);
    if (r < 0 && is_proper(w, &m)) m.form = MENTION_NAME, m.name = bytes_of(w, m.beg, m.end), m.plural = false;
    return add(f, m);
}

/* A name that is nobody's own: a mention with its article and title. Adjectives of nations are none. */
static sayso_code add_run(struct finder *f, struct run *r) {
    const struct report_work *w = f->w;
    if (r->used) return SAYSO_OK;
    if (r->type == 'a') return SAYSO_OK;
    if (r->type == 'm' && (who_pos(w, r->end - 1, "ADJ") || who_rel(w, r->end - 1, "amod"))) return SAYSO_OK;
    struct mention m = {.beg = r->beg, .end = r->end, .head = r->type == 'p' ? r->beg : report_head_of(w, r->beg, r->end)};
    set_name(w, &m, r);
    return add(f, m);
}

/* Credits and bylines hold names and nothing said of anybody. */
static bool names_alone(const struct report_work *w, uint32_t t) {
    int32_t b = w->tokens[t].block;
    return b >= 0 && (w->text->blocks[b].kind == SAYSO_BLOCK_CREDIT || w->text->blocks[b].kind == SAYSO_BLOCK_BYLINE);
}

/* A noun the word list knows as somebody, which the tagger passed over. */
static bool is_known_noun(const struct finder *f, uint32_t t) {
    const struct report_work *w = f->w;
    static const char *const places[] = {"nsubj", "obj", "iobj", "obl", "nmod", "appos", "root", "conj", "dislocated", NULL};
    if (f->taken[t] || f->run_of[t] >= 0 || !who_pos(w, t, "NOUN") || names_alone(w, t)) return false;
    const struct report_word *noun = who_word(w, t, WORDS_NOUN);
    if (!noun || (noun->kind != SAYSO_ENTITY_PERSON && noun->kind != SAYSO_ENTITY_GROUP)) return false;
    for (const char *const *s = places; *s; s++)
        if (who_rel(w, t, *s)) return true;
    return false;
}

static int by_span(const void *a, const void *b) {
    return span_cmp(((const struct mention *)a)->at, ((const struct mention *)b)->at);
}

/* "Ambassador" within "Ambassador Roe". */
static bool is_title_of_another(const struct report_work *w, uint32_t i) {
    for (uint32_t k = i > 8 ? i - 8 : 0; k < w->mentions.n && k < i + 8; k++)
        if (k != i && span_is(w->mentions.at[k].title) && span_in(w->mentions.at[i].at, w->mentions.at[k].title)) return true;
    return false;
}

/* Sorts, and leaves of mentions with one span the first that has a name, else the one whose head governs the other's ("a lone
 * gunman" is no "lone"). */
static void settle(struct report_work *w) {
    if (w->mentions.n) qsort(w->mentions.at, w->mentions.n, sizeof *w->mentions.at, by_span);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        struct mention m = w->mentions.at[i];
        if (!span_is(m.name) && is_title_of_another(w, i)) continue;
        if (n && span_eq(w->mentions.at[n - 1].at, m.at)) {
            struct mention *kept = &w->mentions.at[n - 1];
            bool better =
                span_is(m.name) || (!span_is(kept->name) && w->tokens[kept->head].head == m.head && m.head != kept->head);
            if (better && !span_is(kept->name)) *kept = m;
        } else {
            w->mentions.at[n++] = m;
        }
    }
    w->mentions.n = n;
}

static sayso_code prepare(struct finder *f) {
    struct report_work *w = f->w;
    f->run_of = ARENA_ARRAY(w->scratch, int32_t, w->n_tokens + 1);
    f->extent_of = ARENA_ARRAY(w->scratch, int32_t, w->n_tokens + 1);
    f->taken = ARENA_ARRAY(w->scratch, uint8_t, w->n_tokens + 1);
    f->extent = scores_pick(w->scores, "extent");
    if (!f->run_of || !f->extent_of || !f->taken) return no_memory(w);
    for (uint32_t i = 0; i < w->n_tokens; i++) f->run_of[i] = f->extent_of[i] = -1;
    for (uint32_t i = 0; f->extent && i < f->extent->n_anchors; i++)
        f->extent_of[report_token_at(w, w->scores->pieces.at[f->extent->anchor[i]].beg)] = (int32_t)i;
    return find_runs(f);
}

sayso_code report_mentions(struct report_work *w) {
    struct finder f = {.w = w};
    sayso_code code = prepare(&f);
    for (uint32_t i = 0; !code && i < w->n_tokens; i++) {
        if (names_alone(w, i)) continue;
        const struct report_word *p = f.run_of[i] < 0 ? who_pronoun(w, i) : NULL;
        const char *label = report_mention_kind(w, i);
        if (p)
            code = add_pronoun(&f, i, p);
        else if (*label && strcmp(label, "O") != 0 && !who_pos(w, i, "ADV"))
            code = add_phrase(&f, i);
    }
    for (uint32_t i = 0; !code && i < w->n_tokens; i++)
        if (is_known_noun(&f, i)) code = add_phrase(&f, i);
    for (uint32_t i = 0; !code && i < f.n_runs; i++) code = add_run(&f, &f.runs[i]);
    if (!code) settle(w);
    return code;
}
