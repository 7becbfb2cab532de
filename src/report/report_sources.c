/* Sources: one for each voucher, whatever words name it. Attributions are brought together by the outlet their source names,
 * by its entity, and, where nothing better is known, by the words; "one of its photographers" and "a photographer at the
 * scene" are the same one unless the report tells them apart ("another", "a second"). */
#include "report_work.h"
#include "report_kinds.h"
#include "report_who.h"
#include "base_utf8.h"
#include <stdlib.h>
#include <string.h>

/* What one attribution's source words say. */
struct voucher {
    uint32_t beg, end; /* tokens of the noun phrase, without clauses and appositions behind it */
    uint32_t head;     /* token of its head noun */
    struct kind_reading read;
    int32_t entity;
    bool pronoun, partitive, other;
    bool thing;  /* stands for no person and no body of persons */
    bool nobody; /* its words name none: a pronoun that stands for nobody known, "you", "nobody" */
};
/* What is kept of a source beside its record. */
struct known {
    const char *outlet;
    VEC(sayso_span) mentions;
    struct voucher first;
    bool kind_known;
};
struct table {
    struct report_work *w;
    struct known *known; /* [n sources] */
    int32_t *of_entity;  /* [n entities] source, -1 */
};

static bool any_is(const struct report_work *w, uint32_t t, const char *const *list) {
    for (; *list; list++)
        if (report_token_is(w, t, *list)) return true;
    return false;
}

/* ---- reading one ------------------------------------------------------------------------------------------------- */
static const char *const relatives[] = {"who", "which", "that", "whom", NULL};
static const char *const pronouns[] = {"he",    "she", "they", "it", "i",  "we",  "him", "her",  "them",  "his",
                                       "their", "its", "me",   "us", "my", "our", "you", "this", "these", NULL};
static const char *const first_person[] = {"i", "me", "my", "we", "us", "our", NULL};
static const char *const anybody[] = {"you", "nobody", "none", "nothing", "one", NULL}; /* nobody who could vouch */
static const char *const somebody[] = {"some",   "many",    "others", "everyone", "everybody", "someone", "somebody",
                                       "anyone", "anybody", "few",    "most",     "several",   "all",     NULL};
static const char *const others[] = {"another", "other", "second", "third", NULL};
static const char *const ends[] = {"who",     "which",  "whose", "that", "including", "citing", "cited",
                                   "quoting", "quoted", ",",     "(",    ";",         NULL};

static bool is_mark(const struct report_work *w, uint32_t t) {
    uint32_t len, c = utf8_at(w->text->utf8 + w->tokens[t].at.beg, span_len(w->tokens[t].at), &len);
    return !utf8_is_alnum(c);
}

/* Leaves marks at the ends and cuts at the first clause, apposition or bracket. */
static void core_of(const struct report_work *w, struct voucher *v) {
    uint32_t end = v->end;
    while (v->beg + 1 < v->end && is_mark(w, v->beg)) v->beg++;
    for (uint32_t t = v->beg + 1; t < v->end; t++)
        if (any_is(w, t, ends) && !(report_token_is(w, t, "that") && t == v->beg)) {
            end = t;
            break;
        }
    while (end > v->beg + 1 && is_mark(w, end - 1)) end--;
    v->end = end;
}

/* The mention whose entity a relative pronoun takes up: the one that ends right before it. */
static int32_t antecedent(const struct report_work *w, uint32_t t) {
    uint32_t before = t;
    while (before > 0 && before + 3 > t && report_token_is(w, before - 1, ",")) before--;
    int32_t best = -1;
    for (uint32_t i = 0; i < w->mentions.n && w->mentions.at[i].beg < t; i++)
        if (w->mentions.at[i].end == before && (best < 0 || w->mentions.at[i].beg < w->mentions.at[best].beg)) best = (int32_t)i;
    return best;
}

static bool names_person(const struct report_work *w, int32_t m) {
    return m >= 0 && w->mentions.at[m].form == MENTION_NAME && w->mentions.at[m].kind == SAYSO_ENTITY_PERSON;
}

/* Of the mentions in the words the one that is meant: "his uncle Karl Roe" is Karl Roe; "a friend of Karl Roe" and "a man from
 * Lima" are not he, nor Lima. */
static int32_t mention_of_voucher(const struct report_work *w, const struct voucher *v) {
    int32_t m = report_mention_of(w, (span){w->tokens[v->beg].at.beg, w->tokens[v->end - 1].at.end});
    uint32_t core = kind_core_end(w, v->beg, v->end);
    if (m < 0 || core <= v->beg) return m;
    int32_t last = who_mention_at(w, core - 1);
    if (last >= 0 && w->mentions.at[last].beg < v->beg) last = -1;
    bool second = last >= 0 && w->mentions.at[last].beg > v->beg && report_token_is(w, w->mentions.at[last].beg - 1, "and");
    if (!names_person(w, m) && names_person(w, last) && !second) return last;
    const struct mention *x = &w->mentions.at[m];
    bool behind = x->beg >= core, before = (x->kind == SAYSO_ENTITY_PLACE || x->kind == SAYSO_ENTITY_FACILITY) && x->end < core;
    return behind || before ? last : m;
}

/* The mention with this head, if the name in it begins at token `name`; -1. */
static int32_t mention_naming(const struct report_work *w, uint32_t head, uint32_t name) {
    int32_t m = who_mention_at(w, head);
    return m >= 0 && w->mentions.at[m].name.beg == w->tokens[name].at.beg && w->mentions.at[m].name.end ? m : -1;
}

/* "A ministry spokeswoman, Ilse Varga": the name in apposition right behind the words that were cut off before it; -1. */
static int32_t name_behind(const struct report_work *w, const struct voucher *v, uint32_t whole_end) {
    enum { TITLE = 3 /* words that may stand before the name: "Mr." */ };
    if (v->end + 1 >= whole_end || !report_token_is(w, v->end, ",")) return -1;
    uint32_t name = v->end + 1;
    while (name < whole_end && name <= v->end + 1 + TITLE && report_name(w, name)[0] != 'B') name++;
    if (name >= whole_end || strcmp(report_name(w, name), "B-person")) return -1;
    uint32_t end = name + 1;
    while (end < whole_end && !strcmp(report_name(w, end), "I-person")) end++;
    if (end < whole_end && !report_token_is(w, end, ",")) return -1;                /* "A, B and C" are others */
    const uint32_t heads[] = {end - 1, name, kind_core_end(w, v->beg, v->end) - 1}; /* of the name alone, or of the whole */
    for (uint32_t i = 0; i < 3; i++) {
        int32_t m = mention_naming(w, heads[i], name);
        if (m >= 0) return m;
    }
    return -1;
}

/* Pronouns to which no noun or name was found. */
static bool is_unresolved(const struct report_work *w, const struct voucher *v) {
    if (v->entity < 0) return v->pronoun;
    const sayso_entity *e = &w->entities.at[v->entity];
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        uint32_t beg, end;
        report_tokens_in(w, e->mentions.at[i], &beg, &end);
        if (beg < end && !(end == beg + 1 && (any_is(w, beg, pronouns) || any_is(w, beg, relatives) || any_is(w, beg, anybody))))
            return false;
    }
    return true;
}

static struct voucher read_voucher(const struct report_work *w, sayso_spans source) {
    struct voucher v = {.entity = -1};
    report_tokens_in(w, source.at[0], &v.beg, &v.end);
    if (v.end <= v.beg) v.end = v.beg + 1;
    uint32_t whole_end = v.end;
    core_of(w, &v);
    v.pronoun = v.end == v.beg + 1 && (any_is(w, v.beg, pronouns) || any_is(w, v.beg, relatives));
    bool relative = v.pronoun && any_is(w, v.beg, relatives);
    int32_t m = relative ? antecedent(w, v.beg) : mention_of_voucher(w, &v);
    int32_t named = v.pronoun || names_person(w, m) ? -1 : name_behind(w, &v, whole_end);
    if (named >= 0) m = named;
    if (m >= 0) {
        v.entity = w->mentions.at[m].entity;
        v.thing = w->mentions.at[m].kind == SAYSO_ENTITY_THING;
    }
    v.read = v.pronoun ? (struct kind_reading){.kind = SAYSO_SOURCE_PERSON} : kind_read(w, v.beg, whole_end);
    v.head = v.end - 1;
    for (uint32_t t = v.beg; t + 2 < v.end && t < v.beg + 3; t++)
        if (report_token_is(w, t + 1, "of") && (report_token_is(w, t, "one") || report_token_is(w, t, "member")))
            v.partitive = true;
    for (uint32_t t = v.beg; t < v.end && !v.other; t++) v.other = any_is(w, t, others);
    if (v.read.known && !v.pronoun) v.head = v.read.word;
    v.nobody = v.end == v.beg + 1 && (any_is(w, v.beg, anybody) || is_unresolved(w, &v));
    return v;
}

/* ---- bringing together ------------------------------------------------------------------------------------------- */
/* Heads of one noun: the same letters, or one with a plural ending more. */
static bool same_noun(const struct report_work *w, uint32_t a, uint32_t b) {
    span x = w->tokens[a].at, y = w->tokens[b].at;
    if (span_len(x) > span_len(y)) {
        span swap = x;
        x = y;
        y = swap;
    }
    uint32_t more = span_len(y) - span_len(x);
    return more <= 1 && (!more || w->text->utf8[y.end - 1] == 's') &&
           utf8_same(w->text->utf8 + x.beg, span_len(x), w->text->utf8 + y.beg, span_len(x));
}

static span words_after_article(const struct report_work *w, const struct voucher *v) {
    static const char *const articles[] = {"the", "a", "an", NULL};
    uint32_t beg = v->beg + 1 < v->end && any_is(w, v->beg, articles) ? v->beg + 1 : v->beg;
    return (span){w->tokens[beg].at.beg, w->tokens[v->end - 1].at.end};
}

static bool same_words(const struct report_work *w, const struct voucher *a, const struct voucher *b) {
    span x = words_after_article(w, a), y = words_after_article(w, b);
    return utf8_same(w->text->utf8 + x.beg, span_len(x), w->text->utf8 + y.beg, span_len(y));
}

static bool is_named(const struct report_work *w, const struct voucher *v) {
    if (v->read.outlet || (v->entity >= 0 && w->entities.at[v->entity].named)) return true;
    uint32_t len, c = utf8_at(w->text->utf8 + w->tokens[v->head].at.beg, span_len(w->tokens[v->head].at), &len);
    if (v->pronoun || !utf8_is_upper(c) || (v->end == v->beg + 1 && any_is(w, v->beg, somebody))) return false;
    bool inside = v->head > 0 && w->tokens[v->head - 1].sentence == w->tokens[v->head].sentence;
    return inside || !strcmp(report_pos(w, v->head), "PROPN") || report_name(w, v->head)[0] == 'B';
}

/* Both have a word before their head noun, and not the same: "the health ministry", "the foreign ministry". */
static bool told_apart(const struct report_work *w, const struct voucher *a, const struct voucher *b) {
    static const char *const light[] = {"the", "a",    "an",   "its", "his", "her",     "their",
                                        "our", "this", "that", "of",  "one", "another", NULL};
    if (a->head <= a->beg || b->head <= b->beg || any_is(w, a->head - 1, light) || any_is(w, b->head - 1, light)) return false;
    return !same_noun(w, a->head - 1, b->head - 1);
}

/* A lone unnamed person told of by his trade: "one of its photographers", "the photographer". */
static bool may_be_same_person(const struct table *t, const struct voucher *v, uint32_t s) {
    const struct voucher *f = &t->known[s].first;
    const struct report_work *w = t->w;
    if (v->pronoun || f->pronoun || v->other || is_named(w, v) || is_named(w, f) || !v->read.known || !f->read.known)
        return false;
    if (v->read.kind != f->read.kind || !same_noun(w, v->head, f->head) || told_apart(w, v, f)) return false;
    bool definite = report_token_is(w, v->beg, "the");
    return v->partitive || f->partitive || (definite && span_len(w->tokens[v->head].at) == span_len(w->tokens[f->head].at));
}

static int32_t find_source(const struct table *t, const struct voucher *v) {
    const struct report_work *w = t->w;
    for (uint32_t s = 0; v->read.outlet && s < w->sources.n; s++)
        if (t->known[s].outlet && !strcmp(t->known[s].outlet, v->read.outlet)) return (int32_t)s;
    if (v->read.outlet) return -1;
    if (v->entity >= 0 && t->of_entity[v->entity] >= 0) return t->of_entity[v->entity];
    for (uint32_t s = 0; s < w->sources.n; s++) {
        if (may_be_same_person(t, v, s)) return (int32_t)s;
        bool entities_differ = v->entity >= 0 && t->known[s].first.entity >= 0;
        if (!v->pronoun && !t->known[s].first.pronoun && !entities_differ && same_words(w, v, &t->known[s].first))
            return (int32_t)s;
    }
    return -1;
}

/* ---- what it is -------------------------------------------------------------------------------------------------- */
static sayso_source_kind kind_of_entity(const struct report_work *w, const struct voucher *v) {
    if (v->end == v->beg + 1 && any_is(w, v->beg, somebody)) return SAYSO_SOURCE_UNNAMED;
    if (v->entity < 0) return v->thing ? SAYSO_SOURCE_DOCUMENT : SAYSO_SOURCE_PERSON;
    switch (w->entities.at[v->entity].kind) {
    case SAYSO_ENTITY_PERSON:
        return SAYSO_SOURCE_PERSON;
    case SAYSO_ENTITY_THING:
        return w->entities.at[v->entity].named ? SAYSO_SOURCE_OFFICIAL : SAYSO_SOURCE_DOCUMENT;
    default:
        return SAYSO_SOURCE_OFFICIAL; /* an organization, group or country speaks through its officials */
    }
}

/* Looks through all mentions of the entity for a word that tells its kind (a title, a trade). */
static struct kind_reading read_entity(const struct report_work *w, int32_t entity) {
    struct kind_reading best = {.kind = SAYSO_SOURCE_PERSON};
    const sayso_entity *e = &w->entities.at[entity];
    for (uint32_t i = 0; i < e->mentions.n && !best.known; i++) {
        uint32_t beg, end;
        report_tokens_in(w, e->mentions.at[i], &beg, &end);
        if (beg >= end || (end == beg + 1 && any_is(w, beg, pronouns))) continue;
        struct kind_reading r = kind_read(w, beg, end);
        bool speaks = r.kind == SAYSO_SOURCE_PERSON || r.kind == SAYSO_SOURCE_OFFICIAL || r.kind == SAYSO_SOURCE_WITNESS;
        if (e->kind == SAYSO_ENTITY_PERSON && !speaks) continue; /* a person is no paper and no outlet */
        if (r.known && r.kind != SAYSO_SOURCE_UNNAMED) best = r;
    }
    return best;
}

static const char *text_of(struct report_work *w, span s) { return arena_strndup(w->arena, w->text->utf8 + s.beg, span_len(s)); }

static const char *name_of(struct report_work *w, const struct voucher *v) {
    if (v->read.outlet) return arena_strdup(w->arena, v->read.outlet);
    if (v->entity >= 0 && w->entities.at[v->entity].name && (w->entities.at[v->entity].named || v->pronoun))
        return w->entities.at[v->entity].name;
    return text_of(w, words_after_article(w, v));
}

static int32_t new_source(struct table *t, const struct voucher *v) {
    struct report_work *w = t->w;
    struct kind_reading r = v->read;
    if ((!r.known || r.kind == SAYSO_SOURCE_UNNAMED) && v->entity >= 0) {
        struct kind_reading by_entity = read_entity(w, v->entity);
        if (by_entity.known) r = by_entity;
    }
    sayso_source s = {.entity = v->entity, .named = is_named(w, v), .name = name_of(w, v)};
    s.kind = r.known ? r.kind : kind_of_entity(w, v);
    if (s.named && s.kind == SAYSO_SOURCE_UNNAMED) s.kind = kind_of_entity(w, v);
    if (!s.name || !VEC_PUSH(w->arena, w->sources, s)) return -1;
    uint32_t i = w->sources.n - 1;
    t->known[i] = (struct known){.outlet = v->read.outlet, .first = *v, .kind_known = r.known};
    return (int32_t)i;
}

static bool add_mention(struct table *t, int32_t s, const struct voucher *v) {
    struct report_work *w = t->w;
    span at = {w->tokens[v->beg].at.beg, w->tokens[v->end - 1].at.end};
    struct known *k = &t->known[s];
    for (uint32_t i = 0; i < k->mentions.n; i++)
        if (span_eq(k->mentions.at[i], at)) return true;
    return VEC_PUSH(w->arena, k->mentions, at);
}

/* Another mention may tell more: the fuller description, the entity, the kind. */
static void learn(struct table *t, int32_t i, const struct voucher *v) {
    struct report_work *w = t->w;
    sayso_source *s = &w->sources.at[i];
    struct known *k = &t->known[i];
    if (s->entity < 0) s->entity = v->entity;
    if (!k->kind_known && v->read.known) {
        s->kind = v->read.kind;
        k->kind_known = true;
    }
    span words = words_after_article(w, v);
    if (!s->named && !v->pronoun && span_len(words) > strlen(s->name)) {
        const char *fuller = text_of(w, words);
        if (fuller) s->name = fuller;
    }
}

static bool is_first_person(const struct report_work *w, const sayso_attribution *a) {
    uint32_t beg, end;
    report_tokens_in(w, a->source.at[0], &beg, &end);
    return end == beg + 1 && any_is(w, beg, first_person);
}

/* Who says "I" or "we" in marks that no attribution covers: the speaker of the words, as a voucher; false: nobody known. */
static bool read_speaker(const struct report_work *w, const sayso_attribution *a, struct voucher *v) {
    int32_t q = who_quote_around(w, a->source.at[0]), m = q < 0 ? -1 : who_speaker(w, (uint32_t)q);
    if (m < 0 || w->mentions.at[m].form == MENTION_PRONOUN) return false;
    sayso_span at = w->mentions.at[m].at;
    *v = read_voucher(w, (sayso_spans){&at, 1});
    return !v->nobody;
}

static int by_place(const void *a, const void *b) { return span_cmp(*(const sayso_span *)a, *(const sayso_span *)b); }

/* The source of attribution i, made where it is new; parents come first. SAYSO_NOMEM. */
static sayso_code settle(struct table *t, uint32_t i) {
    struct report_work *w = t->w;
    sayso_attribution *a = &w->attributions.at[i];
    if (!a->source.n || a->source_id >= 0) return SAYSO_OK;
    struct voucher v = read_voucher(w, a->source);
    if (is_first_person(w, a)) { /* "I", "we" in what somebody says is that somebody */
        if (a->within >= 0) a->source_id = w->attributions.at[a->within].source_id;
        if (a->source_id >= 0) return SAYSO_OK;
        if (v.nobody) v.nobody = !read_speaker(w, a, &v);
    }
    if (v.nobody) return SAYSO_OK;
    int32_t s = find_source(t, &v);
    if (s >= 0)
        learn(t, s, &v);
    else
        s = new_source(t, &v);
    if (s < 0 || !add_mention(t, s, &v)) return SAYSO_NOMEM;
    if (v.entity >= 0 && t->of_entity[v.entity] < 0 && !v.read.outlet) t->of_entity[v.entity] = s;
    a->source_id = s;
    return SAYSO_OK;
}

sayso_code report_sources(struct report_work *w) {
    struct table t = {.w = w};
    t.known = ARENA_ARRAY(w->scratch, struct known, w->attributions.n);
    t.of_entity = ARENA_ARRAY(w->scratch, int32_t, w->entities.n);
    sayso_code code = t.known && t.of_entity ? SAYSO_OK : SAYSO_NOMEM;
    for (uint32_t i = 0; !code && i < w->entities.n; i++) t.of_entity[i] = -1;
    for (uint32_t i = 0; !code && i < w->attributions.n; i++) {
        if (w->attributions.at[i].within >= 0) code = settle(&t, (uint32_t)w->attributions.at[i].within);
        if (!code) code = settle(&t, i);
    }
    for (uint32_t s = 0; !code && s < w->sources.n; s++) {
        if (t.known[s].mentions.n) qsort(t.known[s].mentions.at, t.known[s].mentions.n, sizeof(sayso_span), by_place);
        w->sources.at[s].mentions = (sayso_spans){t.known[s].mentions.at, t.known[s].mentions.n};
    }
    return code ? error_set(w->e, code, "report", 0, "out of memory") : SAYSO_OK;
}
