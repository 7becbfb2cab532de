/* Relays by their words. The model reads each attribution alone and PolNeAR, its teacher, marks none inside another; so who
 * passes on whom is read here, from the cue lexicon's flags (tell, cite, by) and from what kind of source the words name.
 * The conventions are those of the nested gold: the one who cites is the parent, an outlet that is told is one too, "a source
 * cited by the daily" hangs under the daily. */
#include "report_nesting.h"
#include "report_cues.h"
#include "report_kinds.h"
#include <string.h>

enum { FARTHEST = 40, LONGEST_NAME = 7, LONGEST_PHRASE = 16, NEAR = 5, SAME_PHRASE = 14 };

static bool any_is(const struct report_work *w, uint32_t t, const char *const *list) {
    for (; *list; list++)
        if (report_token_is(w, t, *list)) return true;
    return false;
}
static bool same_sentence(const struct report_work *w, uint32_t a, uint32_t b) {
    return a < w->n_tokens && b < w->n_tokens && w->tokens[a].sentence == w->tokens[b].sentence;
}
static bool holds(struct range r, uint32_t t) { return r.beg <= t && t < r.end; }
static unsigned char first_byte(const struct report_work *w, uint32_t t) {
    return (unsigned char)w->text->utf8[w->tokens[t].at.beg];
}
static bool is_capital(const struct report_work *w, uint32_t t) {
    unsigned char c = first_byte(w, t);
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c == 0xc3 && (unsigned char)w->text->utf8[w->tokens[t].at.beg + 1] < 0x9f);
}
static bool is_letterless(const struct report_work *w, uint32_t t) {
    unsigned char c = first_byte(w, t);
    return c < 0x80 && !(c >= 'a' && c <= 'z') && !is_capital(w, t);
}

struct range nest_hull(const struct report_work *w, sayso_spans s) {
    struct range r = {0, 0}, last;
    if (!s.n) return r;
    report_tokens_in(w, s.at[0], &r.beg, &r.end);
    report_tokens_in(w, s.at[s.n - 1], &last.beg, &last.end);
    r.end = last.end;
    return r;
}

/* ---- noun phrases ------------------------------------------------------------------------------------------------ */
static const char *const stops[] = {"that",    "as",    "who",    "which", "whom", "when", "while",  "but",
                                    "because", "after", "before", "said",  "says", "on",   "during", "he",
                                    "she",     "they",  "it",     "there", "i",    "we",   NULL};

/* A finite verb, as far as tagger and lexicon know. */
static bool is_verb(const struct report_work *w, uint32_t t) {
    const char *pos = report_pos(w, t);
    if (*pos) return !strcmp(pos, "VERB") || !strcmp(pos, "AUX");
    uint32_t n;
    const struct cue *c = cue_at(w, t, t + 1, &n);
    return c && c->kind == 'v' && (c->flags & CUE_SAY) && c->inflection != 'b';
}
static bool is_noun(const struct report_work *w, uint32_t t) {
    const char *pos = report_pos(w, t);
    return !*pos || !strcmp(pos, "NOUN") || !strcmp(pos, "PROPN") || !strcmp(pos, "PRON") || !strcmp(pos, "NUM");
}

uint32_t nest_phrase_end(const struct report_work *w, uint32_t beg) {
    bool noun = false;
    uint32_t t = beg;
    for (; t < w->n_tokens && t < beg + LONGEST_PHRASE && same_sentence(w, t, beg); t++) {
        if (report_token_is(w, t, "(")) { /* "(AP)" */
            if (t + 2 < w->n_tokens && report_token_is(w, t + 2, ")"))
                t += 2;
            else
                break;
            continue;
        }
        bool joint =
            w->tokens[t].glued && t + 1 < w->n_tokens && w->tokens[t + 1].glued && !report_token_is(w, t, ","); /* "U.S." */
        bool opens = t == beg && (report_token_is(w, t, "`") || report_token_is(w, t, "\"") || report_token_is(w, t, "“"));
        if (is_letterless(w, t) && !joint && !opens && !(t == beg + 1 && report_token_is(w, t, "`"))) break;
        if (t > beg && any_is(w, t, stops)) break;
        if (noun && is_verb(w, t)) break;
        if (report_token_is(w, t, "and") && t + 1 < w->n_tokens && is_verb(w, t + 1)) break;
        noun |= is_noun(w, t);
    }
    while (t > beg && (is_letterless(w, t - 1) && !report_token_is(w, t - 1, ")"))) t--;
    return t;
}

/* "Germany's Deutsche Presse-Agentur", "the German news agency dpa": a known outlet behind words that describe it, tokens
 * [first, limit); its end, or `none`. */
static uint32_t known_outlet_end(const struct report_work *w, uint32_t first, uint32_t limit, uint32_t none) {
    enum { DESCRIBING = 5, NAME = 4 };
    for (uint32_t t = first + 1; t < limit && t <= first + DESCRIBING && !is_verb(w, t - 1); t++)
        for (uint32_t end = t + NAME < limit ? t + NAME : limit; end > t; end--) {
            struct kind_reading r = kind_read(w, t, end);
            if (r.outlet && (r.kind == SAYSO_SOURCE_AGENCY || r.kind == SAYSO_SOURCE_OUTLET)) return end;
        }
    return none;
}

/* A run of capitals from beg that names an outlet, or words like "state television"; beg where there is none. */
static uint32_t outlet_end(const struct report_work *w, uint32_t beg) {
    static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL};
    static const char *const articles[] = {"the", "a", "an", NULL};
    uint32_t limit = beg, first = any_is(w, beg, articles) ? beg + 1 : beg;
    while (limit < w->n_tokens && limit < beg + LONGEST_NAME && same_sentence(w, beg, limit) && !any_is(w, limit, days) &&
           (!is_letterless(w, limit) || w->tokens[limit].glued) && !report_token_is(w, limit, ",") &&
           !(limit > first && any_is(w, limit, stops)))
        limit++;
    for (uint32_t end = limit; end > first; end--) {
        bool capitals = is_capital(w, first);
        for (uint32_t t = first; t < end && capitals; t++)
            capitals = is_capital(w, t) || is_letterless(w, t) || report_token_is(w, t, "of") || report_token_is(w, t, "and");
        if ((capitals && is_capital(w, end - 1))
                ? kind_is_relay(w, beg, end)
                : !is_capital(w, first) && kind_read(w, beg, end).word == end - 1 && kind_is_relay(w, beg, end)) {
            while (end < limit && report_name(w, end)[0] == 'I') end++; /* the rest of the name */
            return end;
        }
    }
    return known_outlet_end(w, first, limit, beg);
}

/* Words that can be a source: of a known kind, or a name. */
static bool names_source(const struct report_work *w, struct range r) {
    if (r.beg >= r.end) return false;
    if (kind_read(w, r.beg, r.end).known) return true;
    span at = {w->tokens[r.beg].at.beg, w->tokens[r.end - 1].at.end};
    int32_t m = report_mention_of(w, at);
    return m >= 0 &&
           (w->mentions.at[m].kind == SAYSO_ENTITY_PERSON || w->mentions.at[m].kind == SAYSO_ENTITY_ORGANIZATION ||
            w->mentions.at[m].kind == SAYSO_ENTITY_GROUP) &&
           w->mentions.at[m].form != MENTION_PRONOUN;
}

/* ---- making attributions ----------------------------------------------------------------------------------------- */
static sayso_spans one_span(struct report_work *w, struct range r) {
    sayso_span *at = r.beg < r.end ? ARENA_NEW(w->arena, sayso_span) : NULL;
    if (at) *at = (sayso_span){w->tokens[r.beg].at.beg, w->tokens[r.end - 1].at.end};
    return (sayso_spans){at, at ? 1 : 0};
}

/* Adds one; its index, or -1 where memory is out. */
static int32_t add(struct report_work *w, struct range source, struct range cue, sayso_spans content, float score) {
    sayso_attribution a = {.source_id = -1, .within = -1, .score = score, .content = content};
    a.source = one_span(w, source);
    a.cue = one_span(w, cue);
    a.form = report_form(w, content);
    a.attitude = cue_attitude(w, cue.beg, cue.end);
    if (!a.source.n || !a.cue.n || !VEC_PUSH(w->arena, w->attributions, a)) return -1;
    return (int32_t)w->attributions.n - 1;
}

/* The attribution whose cue holds a token, not counting `but`; -1. */
static int32_t with_cue_at(const struct report_work *w, uint32_t t, uint32_t but) {
    for (uint32_t i = 0; i < w->attributions.n; i++)
        if (i != but && holds(nest_hull(w, w->attributions.at[i].cue), t)) return (int32_t)i;
    return -1;
}

/* Content spans up to token `end` alone; all of them where nothing would be left. */
static sayso_spans content_before(struct report_work *w, sayso_spans content, uint32_t end) {
    sayso_span *at = ARENA_ARRAY(w->arena, sayso_span, content.n);
    uint32_t n = 0;
    for (uint32_t i = 0; at && i < content.n; i++) {
        uint32_t beg, stop;
        report_tokens_in(w, content.at[i], &beg, &stop);
        if (stop > end) stop = end;
        while (stop > beg && is_letterless(w, stop - 1) && !w->tokens[stop - 1].glued) stop--;
        while (stop > beg && report_token_is(w, stop - 1, ",")) stop--;
        if (stop > beg) at[n++] = (sayso_span){content.at[i].beg, w->tokens[stop - 1].at.end};
    }
    return n ? (sayso_spans){at, n} : content;
}

/* Content spans from token `beg` on alone, without the marks there. */
static sayso_spans content_behind(struct report_work *w, sayso_spans content, uint32_t beg) {
    sayso_span *at = ARENA_ARRAY(w->arena, sayso_span, content.n);
    uint32_t n = 0;
    for (uint32_t i = 0; at && i < content.n; i++) {
        uint32_t from, stop;
        report_tokens_in(w, content.at[i], &from, &stop);
        if (from < beg) from = beg;
        while (from < stop && report_token_is(w, from, ",")) from++;
        if (from < stop) at[n++] = (sayso_span){w->tokens[from].at.beg, content.at[i].end};
    }
    return n ? (sayso_spans){at, n} : content;
}

/* ---- "told Reuters" ---------------------------------------------------------------------------------------------- */
static bool in_content(const struct report_work *w, const sayso_attribution *a, uint32_t t) {
    for (uint32_t i = 0; i < a->content.n; i++)
        if (span_in(w->tokens[t].at, a->content.at[i])) return true;
    return false;
}

static sayso_code told_at(struct report_work *w, uint32_t a, struct range cue) {
    if (cue.end < w->n_tokens && report_token_is(w, cue.end, "to")) cue.end++;
    if (cue.end >= w->n_tokens || !same_sentence(w, cue.beg, cue.end)) return SAYSO_OK;
    struct range who = {cue.end, outlet_end(w, cue.end)};
    if (who.beg >= who.end || in_content(w, &w->attributions.at[a], who.beg))
        return SAYSO_OK; /* between two quotations he may stand */
    int32_t relay = add(w, who, cue, w->attributions.at[a].content, w->attributions.at[a].score);
    if (relay < 0) return SAYSO_NOMEM;
    nest_hang(w, a, (uint32_t)relay);
    return SAYSO_OK;
}

/* The row of a noun, where its form is one of a verb's too ("remarks"): it stands right behind the verb's. */
static const struct cue *noun_row(const struct report_work *w, uint32_t t, uint32_t end, uint32_t *n) {
    const struct cue *c = cue_at(w, t, end, n);
    bool both = c && c->kind == 'v' && c + 1 < cue_table + n_cue_table && !strcmp(c[1].form, c->form);
    return both && !strcmp(report_pos(w, t), "NOUN") ? c + 1 : c;
}

/* Words by which somebody is told at t: "speaking to", "an interview with"; their end, or t. */
static uint32_t telling_end(const struct report_work *w, uint32_t t, uint32_t end) {
    static const char *const to[] = {"to", "with", "for", NULL};
    uint32_t n;
    const struct cue *c = noun_row(w, t, end, &n);
    if (!c || !(c->flags & CUE_TELL)) return t;
    if (c->kind == 'v' && c->inflection == 'g') return t + n;
    return c->kind == 'n' && t + n < end && any_is(w, t + n, to) ? t + n + 1 : t;
}

/* "said in an interview with Radio Nine", "Speaking to the Herald, Roe said": behind the cue or before the clause. */
static sayso_code told_beside(struct report_work *w, uint32_t a, struct range cue, struct range source) {
    uint32_t first = source.beg < source.end && source.beg < cue.beg ? source.beg : cue.beg, beg = first;
    while (beg > 0 && first - beg < SAME_PHRASE && same_sentence(w, beg - 1, first)) beg--;
    for (uint32_t t = beg; t < cue.end + SAME_PHRASE && t < w->n_tokens && same_sentence(w, t, cue.beg); t++) {
        if (t == first) t = cue.beg + 1;
        if (t >= w->n_tokens || in_content(w, &w->attributions.at[a], t)) continue;
        uint32_t end = telling_end(w, t, w->n_tokens);
        if (end > t && end < w->n_tokens && outlet_end(w, end) > end) return told_at(w, a, (struct range){t, end});
    }
    return SAYSO_OK;
}

/* By its cue, or in the words that name the source: "neighbors who spoke with the Herald". */
static sayso_code told(struct report_work *w, uint32_t a) {
    struct range cue = nest_hull(w, w->attributions.at[a].cue), source = nest_hull(w, w->attributions.at[a].source);
    struct cue_reading r = cue_read(w, cue.beg, cue.end);
    bool to =
        r.cue && (r.cue->flags & CUE_SAY) && cue.end < w->n_tokens && report_token_is(w, cue.end, "to"); /* "confirmed to X" */
    if (to && outlet_end(w, cue.end + 1) > cue.end + 1) return told_at(w, a, cue);
    if (r.cue && (r.cue->flags & CUE_TELL) && r.cue->kind == 'v') return told_at(w, a, cue);
    for (uint32_t t = source.beg; t < source.end; t++) {
        uint32_t n;
        const struct cue *c = cue_at(w, t, source.end, &n);
        if (c && (c->flags & CUE_TELL) && c->kind == 'v' && c->inflection == 'd') return told_at(w, a, (struct range){t, t + n});
    }
    return told_beside(w, a, cue, source);
}

/* ---- "quoted a doctor as saying" --------------------------------------------------------------------------------- */
/* The verb of quoting before "as saying" at t in the same sentence; UINT32_MAX. */
static uint32_t quoting_verb(const struct report_work *w, uint32_t t) {
    for (uint32_t v = t; v-- > 0 && same_sentence(w, v, t) && v + FARTHEST > t;) {
        uint32_t n;
        const struct cue *c = cue_at(w, v, v + 1, &n);
        if (c && (c->flags & CUE_CITE) && c->kind == 'v') return v;
    }
    return UINT32_MAX;
}

static bool is_passive(const struct report_work *w, uint32_t v) {
    static const char *const be[] = {"is", "was", "are", "were", "been", "be", "being", NULL};
    return (v > 0 && any_is(w, v - 1, be)) || (v > 1 && any_is(w, v - 2, be));
}

/* What is said behind "as saying" at t: as far as one of the two contents goes, else to the end of the sentence. */
static struct range clause_behind(const struct report_work *w, uint32_t t, int32_t outer, int32_t inner) {
    struct range said = {t + 2, t + 2};
    const int32_t both[] = {inner, outer};
    for (int i = 0; i < 2 && said.end == said.beg; i++)
        if (both[i] >= 0) {
            struct range content = nest_hull(w, w->attributions.at[both[i]].content);
            if (content.end > said.beg && content.beg < content.end) said.end = content.end;
        }
    if (said.end == said.beg)
        while (said.end < w->n_tokens && same_sentence(w, t, said.end)) said.end++;
    while (said.end > said.beg && report_token_is(w, said.end - 1, ".")) said.end--;
    return said;
}

/* Sets or adds an attribution; its index, -1 where memory is out. */
static int32_t put(struct report_work *w, int32_t i, struct range source, struct range cue, sayso_spans content, float score) {
    if (i < 0) return add(w, source, cue, content, score);
    sayso_attribution *a = &w->attributions.at[i];
    a->source = one_span(w, source);
    a->cue = one_span(w, cue);
    a->content = content;
    a->form = report_form(w, content);
    a->attitude = cue_attitude(w, cue.beg, cue.end);
    return a->source.n && a->cue.n && content.n ? i : -1;
}

static sayso_spans two_spans(struct report_work *w, struct range a, struct range b) {
    sayso_span *at = ARENA_ARRAY(w->arena, sayso_span, 2);
    if (at) {
        at[0] = (sayso_span){w->tokens[a.beg].at.beg, w->tokens[a.end - 1].at.end};
        at[1] = (sayso_span){w->tokens[b.beg].at.beg, w->tokens[b.end - 1].at.end};
    }
    return (sayso_spans){at, at ? 2 : 0};
}

static struct range subject_of(const struct report_work *w, uint32_t v, int32_t read) {
    if (read >= 0) {
        struct range source = nest_hull(w, w->attributions.at[read].source);
        if (source.beg < source.end && source.end <= v) return source;
    }
    uint32_t head = nest_subject(w, v, true);
    struct range r = head == v ? (struct range){v, v} : nest_subtree(w, head);
    return r.end <= v ? r : (struct range){v, v};
}

/* "Z, Y was quoted as saying by X": Z stands before Y. */
static sayso_code said_by(struct report_work *w, uint32_t v, uint32_t t, int32_t outer, struct range who) {
    struct range relay = {t + 3, nest_phrase_end(w, t + 3)};
    if (outer < 0 || !kind_is_relay(w, relay.beg, relay.end)) return SAYSO_OK;
    sayso_spans said = content_before(w, w->attributions.at[outer].content, who.beg);
    if (nest_hull(w, said).end > who.beg) { /* the model saw another content: what stands before him in the sentence */
        struct range before = {who.beg, who.beg};
        while (before.beg > 0 && same_sentence(w, before.beg - 1, who.beg)) before.beg--;
        while (before.end > before.beg && report_token_is(w, before.end - 1, ",")) before.end--;
        if (before.beg >= before.end) return SAYSO_OK;
        said = one_span(w, before);
    }
    outer = put(w, outer, relay, (struct range){t + 2, t + 3}, said, w->attributions.at[outer].score);
    int32_t inner = outer < 0 ? -1 : add(w, who, (struct range){v, t + 2}, said, w->attributions.at[outer].score);
    if (inner < 0) return SAYSO_NOMEM;
    nest_hang(w, (uint32_t)inner, (uint32_t)outer);
    return SAYSO_OK;
}

/* X quoted Y as saying Z: X says "Y as saying Z", Y says Z. Y is quoted in X as saying Z: likewise. */
static sayso_code as_saying(struct report_work *w, uint32_t t) {
    uint32_t v = quoting_verb(w, t);
    if (v == UINT32_MAX) return SAYSO_OK;
    int32_t outer = with_cue_at(w, v, UINT32_MAX), inner = with_cue_at(w, t + 1, UINT32_MAX);
    if (inner == outer) inner = -1;
    struct range subject = subject_of(w, v, outer), said = clause_behind(w, t, outer, inner), cue = {t, t + 2};
    if (said.beg >= said.end || subject.beg >= subject.end) return SAYSO_OK;
    float score = outer >= 0 ? w->attributions.at[outer].score : BY_RULE;
    struct range who = {v + 1, t}, relay = {0, 0}, by = {v, v + 1};
    if (is_passive(w, v)) {
        uint32_t in = v + 1;
        while (in < t && in < v + 3 && !report_token_is(w, in, "in") && !report_token_is(w, in, "by")) in++;
        who = subject;
        if (in < t && in < v + 3) relay = (struct range){in + 1, nest_phrase_end(w, in + 1)};
        if (relay.beg >= relay.end && t + 2 < w->n_tokens && report_token_is(w, t + 2, "by"))
            return said_by(w, v, t, outer, subject);
        if (relay.beg >= relay.end || !kind_is_relay(w, relay.beg, relay.end)) return SAYSO_OK;
        by = (struct range){v - 1, in + 1};
        outer = put(w, outer, relay, by, two_spans(w, who, (struct range){t, said.end}), score);
    } else {
        while (who.end > who.beg && is_letterless(w, who.end - 1)) who.end--;
        if (who.beg >= who.end) return SAYSO_OK;
        outer = put(w, outer, subject, by, one_span(w, (struct range){who.beg, said.end}), score);
    }
    if (outer >= 0) inner = put(w, inner, who, cue, one_span(w, said), inner >= 0 ? w->attributions.at[inner].score : score);
    if (outer < 0 || inner < 0) return SAYSO_NOMEM;
    nest_hang(w, (uint32_t)inner, (uint32_t)outer);
    return SAYSO_OK;
}

/* ---- "citing witnesses", "which cited a witness" ----------------------------------------------------------------- */
static bool is_citing(const struct report_work *w, uint32_t t) {
    uint32_t n;
    const struct cue *c = cue_at(w, t, t + 1, &n);
    if (!c || !(c->flags & CUE_CITE) || t + 1 >= w->n_tokens || report_token_is(w, t + 1, "by")) return false;
    if (c->inflection == 'g') return t == 0 || !report_token_is(w, t - 1, "without");
    return t > 0 && (report_token_is(w, t - 1, "which") || report_token_is(w, t - 1, "who"));
}

static bool starts_sentence(const struct report_work *w, uint32_t t) { return t == 0 || !same_sentence(w, t - 1, t); }

/* The attribution whose speaker cites at token t: it holds t in its source, or its source or cue ends right before. */
static int32_t citing_host(const struct report_work *w, uint32_t t, uint32_t object_end) {
    int32_t best = -1;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        const sayso_attribution *a = &w->attributions.at[i];
        struct range source = nest_hull(w, a->source), cue = nest_hull(w, a->cue), content = nest_hull(w, a->content);
        if (!a->source.n || holds(cue, t) || !same_sentence(w, cue.beg, t)) continue;
        uint32_t far = UINT32_MAX;
        if (holds(source, t))
            far = 0;
        else if (source.beg >= object_end && source.beg - object_end <= 2 && starts_sentence(w, t))
            far = 1; /* "Citing ..., X said" */
        else if (source.end <= t && t - source.end <= NEAR)
            far = t - source.end;
        else if (cue.end <= t && t - cue.end <= NEAR)
            far = t - cue.end;
        else if (source.end <= t && t - source.end <= SAME_PHRASE && report_words_are(w, source.end, "including"))
            far = NEAR + 1;
        else if (holds(content, t) && cue.end <= t && object_end + 1 >= content.end)
            far = NEAR + 2; /* at the content's end */
        else if (content.end <= t && t - content.end <= 2 && cue.end <= t)
            far = NEAR + 3; /* right behind it */
        if (far < least) {
            least = far;
            best = (int32_t)i;
        }
    }
    return best;
}

/* In "accounts including one from the Wire, which cited ..." the one who cites is the Wire: its words, else empty. */
static struct range named_member(const struct report_work *w, uint32_t beg, uint32_t t, struct range *cue) {
    for (uint32_t i = t; i-- > beg;) {
        if (!report_token_is(w, i, "including")) continue;
        uint32_t from = i + 1;
        while (from < t && from < i + 4 && !report_token_is(w, from, "from") && !report_token_is(w, from, "by")) from++;
        if (from >= t || from == i + 4) return (struct range){0, 0};
        *cue = (struct range){i, from + 1};
        return (struct range){from + 1, nest_phrase_end(w, from + 1)};
    }
    return (struct range){0, 0};
}

/* "The paper, citing police, said": read with the paper as the source of citing and none for said. The one without. */
static int32_t sourceless(struct report_work *w, uint32_t citing, uint32_t from) {
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        sayso_attribution *a = &w->attributions.at[i];
        uint32_t cue = nest_hull(w, a->cue).beg;
        if (a->source.n || cue < from || cue > from + NEAR || !same_sentence(w, cue, from)) continue;
        a->source = w->attributions.at[citing].source;
        return a->source.n ? (int32_t)i : -1;
    }
    return -1;
}

/* "The paper reports, citing two officials, that ...": read with "The paper reports" as the source of citing. What the verb
 * says is made an attribution of its own: its index, -1 where there is none. */
static int32_t hidden_verb(struct report_work *w, uint32_t citing, uint32_t t, uint32_t object_end) {
    struct range source = nest_hull(w, w->attributions.at[citing].source);
    if (source.end < source.beg + 2 || source.end > t || t - source.end > 1 || !is_verb(w, source.end - 1)) return -1;
    struct range who = {source.beg, source.end - 1};
    sayso_spans said = content_behind(w, w->attributions.at[citing].content, object_end);
    int32_t host = add(w, who, (struct range){who.end, source.end}, said, w->attributions.at[citing].score);
    if (host >= 0) w->attributions.at[citing].source = w->attributions.at[host].source;
    return host;
}

static sayso_code citing(struct report_work *w, uint32_t t) {
    struct range object = {t + 1, nest_phrase_end(w, t + 1)};
    if (!names_source(w, object)) return SAYSO_OK;
    int32_t own = with_cue_at(w, t, UINT32_MAX), host = own;
    struct range read = own < 0 ? (struct range){t, t} : nest_hull(w, w->attributions.at[own].cue);
    if (read.beg < t) { /* "reported citing" read as one cue */
        struct range verb = {read.beg, report_token_is(w, t - 1, ",") ? t - 1 : t};
        if (verb.beg < verb.end) w->attributions.at[own].cue = one_span(w, verb);
        if (!w->attributions.at[own].cue.n) return SAYSO_NOMEM;
        own = -1;
    } else {
        host = citing_host(w, t, object.end);
    }
    if (host < 0 && own >= 0) host = sourceless(w, (uint32_t)own, object.end);
    if (host < 0 && own >= 0) host = hidden_verb(w, (uint32_t)own, t, object.end);
    if (host < 0) return SAYSO_OK;
    struct range source = nest_hull(w, w->attributions.at[host].source);
    if (object.end + 1 < w->n_tokens && report_token_is(w, object.end, ",") && report_token_is(w, object.end + 1, "who") &&
        object.end < source.end)
        object.end = source.end; /* "..., who was at the scene" */
    struct range content = nest_hull(w, w->attributions.at[host].content);
    if (content.beg == t && object.end < content.end)
        w->attributions.at[host].content = content_behind(w, w->attributions.at[host].content, object.end);
    else if (holds(content, t) && nest_hull(w, w->attributions.at[host].cue).end <= t)
        w->attributions.at[host].content = content_before(w, w->attributions.at[host].content, t);
    sayso_spans said = w->attributions.at[host].content;
    struct range cue = {t, t + 1}, by = {0, 0};
    struct range member = named_member(w, source.beg, t, &by);
    int32_t parent = host;
    if (member.beg < member.end && names_source(w, member)) {
        parent = add(w, member, by, said, w->attributions.at[host].score);
        if (parent < 0) return SAYSO_NOMEM;
        nest_hang(w, (uint32_t)parent, (uint32_t)host);
    }
    struct range own_source = {0, 0};
    if (own >= 0) own_source = nest_hull(w, w->attributions.at[own].source);
    if (own_source.beg < object.end && object.beg < own_source.end) {
        /* read as it should be: the one who is cited is the source */
        if (own_source.end > object.end) w->attributions.at[own].source = one_span(w, object);
        if (own != host && holds(nest_hull(w, w->attributions.at[own].content), nest_hull(w, w->attributions.at[host].cue).beg))
            w->attributions.at[own].content = said;
        if (!w->attributions.at[own].source.n) return SAYSO_NOMEM;
    } else if (own >= 0) { /* as PolNeAR has it: source the one who cites, content the one who is cited */
        struct range what = nest_hull(w, w->attributions.at[own].content);
        bool again = own_source.beg == source.beg && own_source.end == source.end; /* read with the words of the host */
        again |= own_source.end == own_source.beg + 1 && own_source.end == t &&
                 (report_token_is(w, t - 1, "which") || report_token_is(w, t - 1, "who"));
        if (!again && (what.beg + 1 < object.beg || what.beg > object.end)) return SAYSO_OK;
        w->attributions.at[own].source = one_span(w, object);
        w->attributions.at[own].cue = one_span(w, cue);
        w->attributions.at[own].content = said;
        w->attributions.at[own].form = report_form(w, said);
        w->attributions.at[own].attitude = cue_attitude(w, cue.beg, cue.end);
        if (!w->attributions.at[own].source.n || !w->attributions.at[own].cue.n) return SAYSO_NOMEM;
    } else {
        own = add(w, object, cue, said, w->attributions.at[host].score);
        if (own < 0) return SAYSO_NOMEM;
    }
    nest_hang(w, (uint32_t)own, (uint32_t)parent);
    return SAYSO_OK;
}

/* ---- "a source cited by the daily", "as carried by the agency" --------------------------------------------------- */
/* The participle before "by" at t, over a word of time ("quoted Friday by"); UINT32_MAX. */
static uint32_t relayed(const struct report_work *w, uint32_t t) {
    for (uint32_t back = 1; back <= 2 && back <= t; back++) {
        uint32_t n;
        const struct cue *c = cue_at(w, t - back, t - back + 1, &n);
        if (c && c->kind == 'v' && (c->flags & (CUE_CITE | CUE_BY)) && c->inflection == 'd') return t - back;
    }
    return UINT32_MAX;
}

static bool has_verb(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t t = beg; t < end; t++)
        if (is_verb(w, t)) return true;
    return false;
}

/* "said in a statement carried by X", "In remarks carried by X, Roe said": the words that are carried stand beside. */
static bool carries_words(const struct report_work *w, const sayso_attribution *a, uint32_t participle, uint32_t who_end) {
    struct range source = nest_hull(w, a->source), cue = nest_hull(w, a->cue);
    uint32_t n;
    const struct cue *words = participle ? noun_row(w, participle - 1, participle, &n) : NULL;
    if (!words || words->kind != 'n') return false;
    if (cue.end <= participle && participle - cue.end <= SAME_PHRASE) return !has_verb(w, cue.end, participle);
    uint32_t next = source.beg < cue.beg ? source.beg : cue.beg;
    return who_end <= next && next - who_end <= 2;
}

/* The attribution whose source is relayed by the words at t: t stands in its source or right behind it, or in its cue; for
 * "as cited by" it is the one that ends right before. */
static int32_t relayed_host(const struct report_work *w, uint32_t participle, uint32_t by, struct range who, bool as) {
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        const sayso_attribution *a = &w->attributions.at[i];
        struct range source = nest_hull(w, a->source), cue = nest_hull(w, a->cue), content = nest_hull(w, a->content);
        if (!a->source.n || !same_sentence(w, cue.beg, participle) || (source.beg >= who.beg && holds(who, source.beg))) continue;
        if (carries_words(w, a, participle, who.end)) return (int32_t)i;
        if (as ? (cue.end <= participle && participle - cue.end <= NEAR) ||
                     (content.end <= participle && participle - content.end <= NEAR)
               : holds(source, by) || holds(cue, by) || source.end == participle)
            return (int32_t)i;
    }
    return -1;
}

static sayso_code relayed_by(struct report_work *w, uint32_t by) {
    uint32_t participle = relayed(w, by);
    if (participle == UINT32_MAX) return SAYSO_OK;
    bool as = participle > 0 && report_token_is(w, participle - 1, "as");
    struct range who = {by + 1, nest_phrase_end(w, by + 1)};
    int32_t host = relayed_host(w, participle, by, who, as);
    if (host < 0 || !kind_is_relay(w, who.beg, who.end)) return SAYSO_OK;
    struct range cue = {participle - (as ? 1 : 0), by + 1};
    int32_t own = with_cue_at(w, participle, (uint32_t)host);
    sayso_spans said = w->attributions.at[host].content;
    bool empty = own >= 0 && !w->attributions.at[own].source.n; /* read with nobody behind "by" */
    if (own < 0 || empty) own = put(w, own, who, cue, said, w->attributions.at[host].score);
    if (own < 0) return SAYSO_NOMEM;
    nest_hang(w, (uint32_t)host, (uint32_t)own);
    return SAYSO_OK;
}

sayso_code nest_relays(struct report_work *w) {
    sayso_code code = SAYSO_OK;
    uint32_t n = w->attributions.n;
    for (uint32_t t = 1; n && !code && t + 2 < w->n_tokens; t++)
        if (report_words_are(w, t, "as saying") || report_words_are(w, t, "as telling")) code = as_saying(w, t);
    for (uint32_t i = 0; !code && i < n; i++) code = told(w, i);
    for (uint32_t t = 1; n && !code && t + 1 < w->n_tokens; t++) {
        if (report_token_is(w, t, "by"))
            code = relayed_by(w, t);
        else if (is_citing(w, t))
            code = citing(w, t);
    }
    return code;
}
