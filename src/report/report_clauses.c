/* What the syntax shows and the roles did not: the source an attribution lacks (the subject of its verb, the noun behind
 * "according to"), verbs of speech inside what somebody says, with a subject and a clause of their own, and hearsay without a
 * source ("are said to have left"). Works on the heads of the syntax tagger; without them it does nothing. */
#include "report_nesting.h"
#include "report_cues.h"
#include "report_kinds.h"
#include "base_utf8.h"
#include <string.h>

enum {
    DEEPEST = 64,
    REACH = 24 /* words of a name looked at */,
    LONGEST = 120 /* words of a sentence looked at to either side */
};

static bool rel_is(const struct report_work *w, uint32_t t, const char *rel) {
    const char *own = report_deprel(w, t);
    size_t n = strlen(rel);
    return !strncmp(own, rel, n) && (!own[n] || own[n] == ':');
}
static bool pos_is(const struct report_work *w, uint32_t t, const char *pos) { return !strcmp(report_pos(w, t), pos); }
static bool any_rel(const struct report_work *w, uint32_t t, const char *const *rels) {
    for (; *rels; rels++)
        if (rel_is(w, t, *rels)) return true;
    return false;
}
static bool holds(struct range r, uint32_t t) { return r.beg <= t && t < r.end; }
static bool is_mark(const struct report_work *w, uint32_t t) {
    uint32_t len;
    span at = w->tokens[t].at;
    return !utf8_is_alnum(utf8_at(w->text->utf8 + at.beg, span_len(at), &len));
}
static bool is_punct(const struct report_work *w, uint32_t t) { return pos_is(w, t, "PUNCT"); }
/* The quotation feature of the word: 0 outside, 1 opening, 2 inside, 3 closing. */
static uint8_t quote_of(const struct report_work *w, uint32_t t) { return w->scores->pieces.quote[w->tokens[t].piece]; }

/* ---- trees ------------------------------------------------------------------------------------------------------- */
static struct range near_sentence(const struct report_work *w, uint32_t t) {
    struct range r = {t, t + 1};
    while (r.beg > 0 && r.beg + LONGEST > t && w->tokens[r.beg - 1].sentence == w->tokens[t].sentence) r.beg--;
    while (r.end < w->n_tokens && r.end < t + LONGEST && w->tokens[r.end].sentence == w->tokens[t].sentence) r.end++;
    return r;
}

static bool below(const struct report_work *w, uint32_t t, uint32_t head) {
    for (int i = 0; i < DEEPEST && t != head; i++) {
        if (w->tokens[t].head == t) return false;
        t = w->tokens[t].head;
    }
    return t == head;
}

struct range nest_subtree(const struct report_work *w, uint32_t h) {
    struct range s = near_sentence(w, h), r = {h, h + 1};
    for (uint32_t t = h; t > s.beg && below(w, t - 1, h); t--) r.beg = t - 1;
    for (uint32_t t = h + 1; t < s.end && below(w, t, h); t++) r.end = t + 1;
    while (r.beg < h && is_punct(w, r.beg) && quote_of(w, r.beg) != 1) r.beg++;
    while (r.end > h + 1 && is_punct(w, r.end - 1) && quote_of(w, r.end - 1) != 3) r.end--;
    return r;
}

static uint32_t child(const struct report_work *w, uint32_t head, const char *rel) {
    struct range s = near_sentence(w, head);
    for (uint32_t t = s.beg; t < s.end; t++)
        if (t != head && w->tokens[t].head == head && rel_is(w, t, rel)) return t;
    return head;
}

uint32_t nest_subject(const struct report_work *w, uint32_t verb, bool passive) {
    static const char *const shared[] = {"conj", "xcomp", "advcl", NULL};
    uint32_t own = verb;
    for (int up = 0; up < 3; up++) {
        struct range s = near_sentence(w, verb);
        for (uint32_t t = s.beg; t < s.end; t++)
            if (t != verb && w->tokens[t].head == verb && rel_is(w, t, "nsubj"))
                return passive || strcmp(report_deprel(w, t), "nsubj:pass") ? t : own;
        if (!any_rel(w, verb, shared) || w->tokens[verb].head == verb) break;
        verb = w->tokens[verb].head;
        if (!pos_is(w, verb, "VERB")) break;
    }
    return own;
}

/* ---- the source that is missing ---------------------------------------------------------------------------------- */
static sayso_spans spans_from(struct report_work *w, const struct range *r, uint32_t n) {
    sayso_span *at = ARENA_ARRAY(w->arena, sayso_span, n);
    for (uint32_t i = 0; at && i < n; i++) at[i] = (sayso_span){w->tokens[r[i].beg].at.beg, w->tokens[r[i].end - 1].at.end};
    return (sayso_spans){at, at ? n : 0};
}

static bool meets(const struct report_work *w, struct range r, sayso_spans s) {
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t beg, end;
        report_tokens_in(w, s.at[i], &beg, &end);
        if (beg < r.end && r.beg < end) return true;
    }
    return false;
}

/* A cue or source stands on the token. */
static bool is_read(const struct report_work *w, uint32_t t) {
    for (uint32_t i = 0; i < w->attributions.n; i++)
        if (meets(w, (struct range){t, t + 1}, w->attributions.at[i].cue)) return true;
    return false;
}

/* Takes a stretch out of a content. */
static sayso_spans without(struct report_work *w, sayso_spans s, struct range cut) {
    struct range *left = ARENA_ARRAY(w->scratch, struct range, 2 * s.n);
    uint32_t n = 0;
    for (uint32_t i = 0; left && i < s.n; i++) {
        struct range r, a, b;
        report_tokens_in(w, s.at[i], &r.beg, &r.end);
        a = (struct range){r.beg, r.end < cut.beg ? r.end : cut.beg};
        b = (struct range){r.beg > cut.end ? r.beg : cut.end, r.end};
        while (a.end > a.beg && is_punct(w, a.end - 1) && !quote_of(w, a.end - 1)) a.end--;
        while (b.end > b.beg && is_punct(w, b.beg) && !quote_of(w, b.beg)) b.beg++;
        if (a.beg < a.end) left[n++] = a;
        if (b.beg < b.end) left[n++] = b;
    }
    return n ? spans_from(w, left, n) : s;
}

/* "according to X": X, and X is no content. */
static sayso_code source_behind(struct report_work *w, sayso_attribution *a, uint32_t t) {
    struct range who = {t + 2, t + 2 < w->n_tokens ? nest_phrase_end(w, t + 2) : t + 2}, cut = {t, who.end};
    if (who.beg >= who.end) return SAYSO_OK;
    sayso_spans content = meets(w, cut, a->content) ? without(w, a->content, cut) : a->content;
    if (meets(w, cut, content)) return SAYSO_OK; /* nothing else would be left */
    struct range cue = {t, t + 2};
    a->content = content;
    a->source = spans_from(w, &who, 1);
    a->cue = spans_from(w, &cue, 1);
    return a->source.n && a->cue.n && a->content.n ? SAYSO_OK : SAYSO_NOMEM;
}

/* The noun phrase that ends right before the cue, with the name it stands in apposition to; empty where there is none. */
static struct range phrase_before(const struct report_work *w, uint32_t cue) {
    struct range who = {0, 0};
    uint32_t end = cue;
    while (end > 0 && end + 2 > cue && report_token_is(w, end - 1, ",")) end--;
    for (int names = 0; names < 2 && end > 0; names++) { /* the phrase, then what stands before its comma */
        const struct mention *best = NULL;
        for (uint32_t i = w->mentions.n; i-- > 0 && w->mentions.at[i].beg + LONGEST > end;)
            if (w->mentions.at[i].end == end && w->tokens[w->mentions.at[i].beg].sentence == w->tokens[end - 1].sentence &&
                (!best || w->mentions.at[i].beg < best->beg))
                best = &w->mentions.at[i];
        if (!best || (names && best->form != MENTION_NAME)) break;
        who = (struct range){best->beg, names ? who.end : best->end};
        if (best->form == MENTION_NAME || best->beg == 0 || !report_token_is(w, best->beg - 1, ",")) break;
        end = best->beg - 1;
    }
    return who;
}

/* A source that the roles took for the content's end: "..., Ilse Brandt, the inspector, told". */
static sayso_code source_in_content(struct report_work *w, sayso_attribution *a, uint32_t cue) {
    struct range who = phrase_before(w, cue), content = nest_hull(w, a->content);
    if (who.beg >= who.end || !meets(w, who, a->content) || (who.beg <= content.beg && a->content.n == 1)) return SAYSO_OK;
    sayso_spans left = without(w, a->content, who);
    if (meets(w, who, left)) return SAYSO_OK;
    a->content = left;
    a->source = spans_from(w, &who, 1);
    return a->source.n && left.n ? SAYSO_OK : SAYSO_NOMEM;
}

static bool is_passive(const struct report_work *w, uint32_t participle) {
    static const char *const be[] = {"is", "are", "was", "were", "been", "being", "be", NULL};
    for (uint32_t back = 1; back <= 3 && back <= participle; back++)
        for (const char *const *b = be; *b; b++)
            if (report_token_is(w, participle - back, *b)) return true;
    return false;
}

/* "was first reported by the Herald": the one behind "by", which is the cue's. */
static sayso_code source_by(struct report_work *w, sayso_attribution *a, struct range cue) {
    uint32_t by = report_token_is(w, cue.end - 1, "by") ? cue.end - 1 : cue.end;
    if (by + 1 >= w->n_tokens || !report_token_is(w, by, "by")) return SAYSO_OK;
    struct range who = {by + 1, nest_phrase_end(w, by + 1)}, whole = {cue.beg, by + 1};
    if (who.beg >= who.end || meets(w, who, a->content) || meets(w, whole, a->content)) return SAYSO_OK;
    a->source = spans_from(w, &who, 1);
    a->cue = spans_from(w, &whole, 1);
    return a->source.n && a->cue.n ? SAYSO_OK : SAYSO_NOMEM;
}

/* Words that can be the source of a verb: no part of what is said, and in the same quotation or outside as it is. */
static bool may_say(const struct report_work *w, const sayso_attribution *a, struct range who, uint32_t verb) {
    if (who.beg >= who.end || (quote_of(w, who.beg) == 2) != (quote_of(w, verb) == 2)) return false;
    return !meets(w, who, a->content) && !meets(w, who, a->cue);
}

/* The nearest subject before a token, not before `first`. */
static struct range doer_before(const struct report_work *w, uint32_t t, uint32_t first) {
    while (t > first && w->tokens[t - 1].sentence == w->tokens[first].sentence) {
        t--;
        if (rel_is(w, t, "nsubj") && w->tokens[t].head > t) return nest_subtree(w, t);
    }
    return (struct range){0, 0};
}

/* Where the syntax is silent: the noun phrase right before the verb; for "..., saying" and "and said" who spoke before. */
static struct range source_nearby(const struct report_work *w, const sayso_attribution *a, struct range cue, char inflection) {
    bool joined = cue.beg > 0 && (report_token_is(w, cue.beg - 1, "and") || report_token_is(w, cue.beg - 1, "but"));
    if (!joined && inflection != 'g') return phrase_before(w, cue.beg);
    struct range best = {0, 0};
    uint32_t nearest = 0;
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        const sayso_attribution *b = &w->attributions.at[i];
        struct range own = nest_hull(w, b->cue);
        if (b == a || !b->source.n || own.end > cue.beg || own.beg < nearest ||
            w->tokens[own.beg].sentence != w->tokens[cue.beg].sentence)
            continue;
        if (meets(w, cue, b->content)) { /* it is not b who says what b tells of: whoever does something before, in b's words */
            if (quote_of(w, cue.beg) != 2) best = doer_before(w, cue.beg, nest_hull(w, b->content).beg);
            continue;
        }
        best = nest_hull(w, b->source);
        nearest = own.beg;
    }
    return best;
}

/* "his claim", "the union's demand": whose it is. */
static struct range owner_of(const struct report_work *w, uint32_t noun) {
    uint32_t owner = child(w, noun, "nmod:poss");
    struct range r = nest_subtree(w, owner);
    return owner == noun || owner > noun || r.end > noun ? (struct range){0, 0} : r;
}

/* "a leaflet calling for a strike": what a participle right behind its noun says. */
static struct range modified_by(const struct report_work *w, uint32_t verb) {
    uint32_t noun = w->tokens[verb].head;
    if (strcmp(report_deprel(w, verb), "acl") || noun >= verb || verb - noun > REACH || report_token_is(w, verb + 1, "by"))
        return (struct range){0, 0};
    uint32_t n;
    const struct cue *c = cue_at(w, verb, verb + 1, &n);
    if (!c || c->inflection != 'g') return (struct range){0, 0};
    struct range r = {nest_subtree(w, noun).beg, verb};
    while (r.end > r.beg && is_mark(w, r.end - 1)) r.end--;
    return r;
}

static sayso_code find_source(struct report_work *w, sayso_attribution *a) {
    struct range cue;
    report_tokens_in(w, a->cue.at[0], &cue.beg, &cue.end);
    if (report_words_are(w, cue.beg, "according to")) return source_behind(w, a, cue.beg);
    struct cue_reading r = cue_read(w, cue.beg, cue.end);
    if (!r.cue) return SAYSO_OK;
    struct range owner = pos_is(w, r.token, "NOUN") ? owner_of(w, r.token) : modified_by(w, r.token);
    if (owner.beg < owner.end && !meets(w, owner, a->content) && !meets(w, owner, a->cue)) {
        a->source = spans_from(w, &owner, 1);
        return a->source.n ? SAYSO_OK : SAYSO_NOMEM;
    }
    if (r.cue->kind != 'v' || !pos_is(w, r.token, "VERB")) return SAYSO_OK;
    if (r.cue->inflection == 'd' && is_passive(w, r.token)) return source_by(w, a, cue);
    if (r.cue->inflection == 'd' || r.cue->inflection == 's') {
        sayso_code code = source_in_content(w, a, cue.beg);
        if (code || a->source.n) return code;
    }
    if (hearsay_at(w, cue.beg, w->n_tokens)) return SAYSO_OK;
    uint32_t head = nest_subject(w, r.token, false);
    struct range who = head == r.token || pos_is(w, head, "VERB") ? (struct range){0, 0} : nest_subtree(w, head);
    if (!may_say(w, a, who, r.token)) who = source_nearby(w, a, cue, r.cue->inflection);
    if (!may_say(w, a, who, r.token)) return SAYSO_OK;
    a->source = spans_from(w, &who, 1);
    return a->source.n ? SAYSO_OK : SAYSO_NOMEM;
}

sayso_code nest_own_subject(struct report_work *w, uint32_t inner) {
    sayso_attribution *b = &w->attributions.at[inner];
    const sayso_attribution *a = &w->attributions.at[b->within];
    struct range cue = nest_hull(w, b->cue);
    if (!a->source.n || !b->source.n || !span_eq(a->source.at[0], b->source.at[0]) || !meets(w, cue, a->content)) return SAYSO_OK;
    struct cue_reading r = cue_read(w, cue.beg, cue.end);
    uint32_t verb = r.cue ? r.token : cue.beg, head = nest_subject(w, verb, false);
    struct range who = nest_subtree(w, head);
    if (head == verb || !meets(w, who, a->content) || meets(w, who, a->source) || !may_say(w, b, who, verb)) return SAYSO_OK;
    b->source = spans_from(w, &who, 1);
    return b->source.n ? SAYSO_OK : SAYSO_NOMEM;
}

/* ---- "according to" that nobody read ----------------------------------------------------------------------------- */
/* The clause it speaks of: what goes before it in the sentence; where it opens the sentence, what comes behind the name. */
static bool clause_told(const struct report_work *w, uint32_t t, uint32_t who_end, struct range *out) {
    struct range s = near_sentence(w, t);
    uint32_t first = t;
    while (first > s.beg &&
           (is_mark(w, first - 1) || report_token_is(w, first - 1, "and") || report_token_is(w, first - 1, "but")) &&
           first + 2 > t)
        first--;
    *out = first == s.beg ? (struct range){who_end, s.end} : (struct range){s.beg, t};
    while (out->beg < out->end && is_mark(w, out->beg) && quote_of(w, out->beg) != 1) out->beg++;
    while (out->end > out->beg && is_mark(w, out->end - 1) && quote_of(w, out->end - 1) != 3) out->end--;
    return out->end >= out->beg + 2;
}

/* Where its name ends: with the clause that says whom it passes on ("..., which cited a witness, who was there"). */
static uint32_t who_end(const struct report_work *w, uint32_t beg) {
    uint32_t end = nest_phrase_end(w, beg), n;
    struct range s = near_sentence(w, beg);
    for (uint32_t t = beg; t < s.end && t < beg + REACH; t++) {
        const struct cue *c = cue_at(w, t, t + 1, &n);
        if (!c || !(c->flags & CUE_CITE) || t + 1 >= s.end || t == beg ||
            !(report_token_is(w, t - 1, "which") || report_token_is(w, t - 1, "who")))
            continue;
        uint32_t object = nest_phrase_end(w, t + 1);
        if (object + 1 < s.end && report_token_is(w, object, ",") && report_token_is(w, object + 1, "who"))
            for (object++; object < s.end && !is_mark(w, object);) object++;
        return object > end ? object : end;
    }
    return end;
}

/* Every "according to" with a name behind it attributes (PolNeAR's training texts: 412 of 429). */
static sayso_code according(struct report_work *w) {
    for (uint32_t t = 0; t + 2 < w->n_tokens; t++) {
        if (!report_words_are(w, t, "according to") || is_read(w, t)) continue;
        struct range who = {t + 2, who_end(w, t + 2)}, what;
        if (who.beg >= who.end || !clause_told(w, t, who.end, &what)) continue;
        sayso_code code = nest_add(w, &who, (struct range){t, t + 2}, &what, 1);
        if (code) return code;
    }
    return SAYSO_OK;
}

/* ---- what nobody read -------------------------------------------------------------------------------------------- */
/* 1 where a token is a cue or source, 2 where it is content (and maybe more). */
static uint8_t *places(struct report_work *w) {
    uint8_t *at = arena_alloc(w->scratch, w->n_tokens);
    for (uint32_t i = 0; at && i < w->attributions.n; i++) {
        const sayso_attribution *a = &w->attributions.at[i];
        const sayso_spans *roles[] = {&a->source, &a->cue, &a->content};
        for (uint32_t r = 0; r < 3; r++)
            for (uint32_t k = 0; k < roles[r]->n; k++) {
                uint32_t beg, end;
                report_tokens_in(w, roles[r]->at[k], &beg, &end);
                for (uint32_t t = beg; t < end; t++) at[t] |= r == 2 ? 2 : 1;
            }
    }
    return at;
}

sayso_code nest_add(struct report_work *w, const struct range *source, struct range cue, const struct range *content,
                    uint32_t n_content) {
    sayso_attribution a = {.source_id = -1, .within = -1, .score = BY_RULE};
    if (source) a.source = spans_from(w, source, 1);
    a.cue = spans_from(w, &cue, 1);
    a.content = spans_from(w, content, n_content);
    a.form = report_form(w, a.content);
    a.attitude = cue_attitude(w, cue.beg, cue.end);
    if ((source && !a.source.n) || !a.cue.n || !a.content.n) return SAYSO_NOMEM;
    return VEC_PUSH(w->arena, w->attributions, a) ? SAYSO_OK : SAYSO_NOMEM;
}

/* A quotation right behind the verb, as far as it goes in its block. */
static bool quoted_behind(const struct report_work *w, uint32_t verb, struct range *out) {
    uint32_t t = verb + 1;
    int32_t block = w->tokens[verb].block;
    while (t < w->n_tokens && t <= verb + 2 && quote_of(w, t) != 1) t++;
    if (t >= w->n_tokens || quote_of(w, t) != 1 || w->tokens[t].block != block) return false;
    out->beg = t;
    while (t < w->n_tokens && w->tokens[t].block == block && quote_of(w, t) != 3) t++;
    out->end = t < w->n_tokens && w->tokens[t].block == block ? t + 1 : t;
    return true;
}

/* What the verb's subject says: the clause that hangs on it, or a quotation. */
static bool said_by(const struct report_work *w, uint32_t verb, struct range *out) {
    uint32_t clause = child(w, verb, "ccomp");
    if (clause != verb) {
        *out = nest_subtree(w, clause);
        if (!holds(*out, verb)) return true;
    }
    return quoted_behind(w, verb, out);
}

/* A verb of speech inside a content, with subject and words of its own, that no anchor stands on. */
static sayso_code inner_speech(struct report_work *w, const uint8_t *at, uint32_t verb) {
    uint32_t n;
    const struct cue *c = cue_at(w, verb, verb + 1, &n);
    if (!c || c->kind != 'v' || !(c->flags & (CUE_SAY | CUE_TELL)) || cue_attitudes[c->attitude].kind != ATTITUDE_SPEECH)
        return SAYSO_OK;
    if (!pos_is(w, verb, "VERB")) return SAYSO_OK;
    struct range what;
    if ((c->flags & CUE_TELL) && c->inflection == 'd' && report_token_is(w, verb + 1, "by") &&
        said_by(w, verb, &what)) { /* "been told by" */
        struct range by = {verb + 2, verb + 2 < w->n_tokens ? nest_phrase_end(w, verb + 2) : verb + 2};
        if (by.beg < by.end && by.end <= what.beg) return nest_add(w, &by, (struct range){verb, verb + 2}, &what, 1);
    }
    uint32_t head = nest_subject(w, verb, false);
    if (head == verb || !said_by(w, verb, &what)) return SAYSO_OK;
    struct range who = nest_subtree(w, head);
    if (holds(who, verb) || (who.beg < what.end && what.beg < who.end) || !(at[head] & 2) || !(at[what.beg] & 2)) return SAYSO_OK;
    while (what.end > what.beg + 1 && !(at[what.end - 1] & 2)) what.end--;
    return nest_add(w, &who, (struct range){verb, verb + 1}, &what, 1);
}

/* "Eight shots are said to have been heard": no source, the subject and the infinitive are the content; "it was believed
 * that ..." the clause. */
static sayso_code hearsay(struct report_work *w, uint32_t t, uint32_t n) {
    uint32_t participle = t + n - 1, head = nest_subject(w, participle, true), clause = child(w, participle, "xcomp");
    if (clause == participle) clause = child(w, participle, "ccomp");
    if (clause == participle) clause = child(w, participle, "csubj");
    if (n < 2 || clause < participle + 2) return SAYSO_OK;
    struct range content[2] = {nest_subtree(w, head), {participle + 1, nest_subtree(w, clause).end}};
    if (content[1].beg >= content[1].end) return SAYSO_OK;
    if (report_token_is(w, participle + 1, "that")) return nest_add(w, NULL, (struct range){t, t + n}, &content[1], 1);
    if (content[0].end > t) content[0].end = t;
    while (content[0].end > content[0].beg && is_mark(w, content[0].end - 1)) content[0].end--;
    if (head == participle || content[0].beg >= content[0].end) return SAYSO_OK;
    return nest_add(w, NULL, (struct range){t, t + n}, content, 2);
}

/* "X is said to have left" read with X as the source: X does not say it. */
static sayso_code not_said_by(struct report_work *w, sayso_attribution *a) {
    struct range cue = nest_hull(w, a->cue), source = nest_hull(w, a->source), content = nest_hull(w, a->content);
    uint32_t n = hearsay_at(w, cue.beg, w->n_tokens);
    if (n < 2 || cue.beg + n > content.beg || !report_token_is(w, cue.beg + n, "to") || source.beg >= source.end ||
        source.end > cue.beg)
        return SAYSO_OK;
    struct range *both = ARENA_ARRAY(w->scratch, struct range, 2);
    if (!both) return SAYSO_NOMEM;
    both[0] = source;
    both[1] = content;
    a->content = spans_from(w, both, 2);
    a->source = (sayso_spans){NULL, 0};
    return a->content.n ? SAYSO_OK : SAYSO_NOMEM;
}

sayso_code nest_clauses(struct report_work *w) {
    sayso_code code = according(w);
    if (code) return code;
    if (!scores_pick(w->scores, "dep") || !scores_tagger(w->scores, "deprel") || !scores_tagger(w->scores, "pos"))
        return SAYSO_OK;
    for (uint32_t i = 0; !code && i < w->attributions.n; i++)
        if (w->attributions.at[i].source.n)
            code = not_said_by(w, &w->attributions.at[i]);
        else
            code = find_source(w, &w->attributions.at[i]);
    uint8_t *at = places(w);
    if (!at) return SAYSO_NOMEM;
    for (uint32_t t = 0; !code && t < w->n_tokens; t++) {
        if (at[t] & 1) continue;
        uint32_t n = hearsay_at(w, t, w->n_tokens);
        if (n && !(at[t + n - 1] & 1) && report_is_body(w, w->tokens[t].block))
            code = hearsay(w, t, n);
        else if (at[t] & 2)
            code = inner_speech(w, at, t);
    }
    return code;
}
