/* Utterances and statements: one in other words is one value with variants.
 *   said  direct speech, a fact for each speaker. The same utterance: equal but for marks, case and articles; forms of one set
 *         phrase (data/said_phrases.tsv); or most content words of the shorter one in the other (shortened, translated anew).
 *         Speakers go together where one is not named, or all words of one name stand in the other.
 *   what  what somebody says is so, in indirect speech: whoever says it.
 * Where two sources contradict each other in otherwise the same words ("was open", "was not open"; data/opposites.tsv), both
 * statements stand in a fact "said" about both of them, in conflict. */
#include "story_utterance.h"
#include "story_words.h"
#include <stdlib.h>
#include <strings.h>

enum { LONGEST = 600, WHAT_WORDS = 3, DENIED_WORDS = 2, POSTINGS = 16 };

struct speaker {
    const char *name, *key;
    bool named;
};
struct cluster {      /* one utterance, in all its words */
    const char *text; /* the fullest */
    struct utterance u;
    struct speaker by;
    bool direct;
    uint32_t first; /* use; the others follow in `next` */
    uint32_t last;
};
struct use {
    uint32_t report, next;
    int32_t claim;
    sayso_span span;
    const char *text;
};
struct posting { /* the clusters that a word was met in last */
    uint32_t at[POSTINGS], n;
};
struct opposed {
    uint32_t a, b;
};
struct sayings {
    struct story_work *w;
    VEC(struct cluster) clusters;
    VEC(struct use) uses;
    VEC(struct posting) postings;
    VEC(struct opposed) opposed;
    struct story_map of_word, of_key, of_name;
};

/* ---- speakers ------------------------------------------------------------------------------------------------------------ */
static bool words_in(const char *few, const char *many) {
    for (const char *s = few; *s;) {
        size_t n = strcspn(s, " ");
        bool found = false;
        for (const char *t = many; *t && !found;) {
            size_t k = strcspn(t, " ");
            found = k == n && !memcmp(s, t, n);
            t += k + (t[k] == ' ');
        }
        if (!found) return false;
        s += n + (s[n] == ' ');
    }
    return true;
}

static bool may_be_same(const struct speaker *a, const struct speaker *b) {
    if (!a->key || !b->key || !a->named || !b->named) return true;
    return words_in(a->key, b->key) || words_in(b->key, a->key);
}

/* Whether b says more of who it is. */
static bool is_fuller(const struct speaker *a, const struct speaker *b) {
    if (!a->key || !b->key) return b->key != NULL;
    return a->named != b->named ? b->named : b->named && strlen(b->key) > strlen(a->key);
}

static bool speaker_of(struct sayings *s, const sayso_record *r, const sayso_claim *c, int32_t entity, struct speaker *out) {
    *out = (struct speaker){0};
    int32_t source = c->chain.n ? c->chain.at[c->chain.n - 1] : -1;
    if (entity >= 0)
        out->name = r->entities[entity].name, out->named = r->entities[entity].named;
    else if (source >= 0)
        out->name = r->sources[source].name, out->named = r->sources[source].named;
    if (out->name && !(out->key = story_key(s->w, out->name))) return false;
    return true;
}

/* ---- clusters ------------------------------------------------------------------------------------------------------------- */
static struct posting *posting_of(struct sayings *s, const char *word) {
    uint32_t at = story_map_get(&s->of_word, word);
    if (at != STORY_MAP_NONE) return &s->postings.at[at];
    if (!story_map_put(&s->of_word, s->w->scratch, word, s->postings.n)) return NULL;
    return VEC_PUSH(s->w->scratch, s->postings, ((struct posting){.n = 0})) ? &s->postings.at[s->postings.n - 1] : NULL;
}

static bool index_words(struct sayings *s, uint32_t cluster) {
    const struct utterance u = s->clusters.at[cluster].u;
    for (uint32_t i = 0; i < u.n; i++) {
        struct posting *p = posting_of(s, u.words[i]);
        if (!p) return false;
        p->at[p->n++ % POSTINGS] = cluster;
    }
    return true;
}

static bool fits(const struct cluster *c, const struct utterance *u, const struct speaker *by, bool direct) {
    return c->direct == direct && (!direct || may_be_same(&c->by, by)) &&
           (direct ? utterance_same(&c->u, u) : utterance_agrees(&c->u, u));
}

/* Statements of otherwise the same words that contradict each other. */
static bool note_opposed(struct sayings *s, uint32_t a, uint32_t b) {
    return VEC_PUSH(s->w->scratch, s->opposed, ((struct opposed){a, b}));
}

/* What equal utterances are found by: the set phrase in any language, else the key. */
static const char *map_key(struct sayings *s, const struct utterance *u) {
    const char *key = u->phrase ? arena_printf(s->w->scratch, "\x1e%u", u->phrase) : u->key;
    return key ? key : u->key; /* memory out: what follows fails too */
}

/* The cluster an utterance belongs to; STORY_MAP_NONE where it has none yet. Those that it contradicts are noted for `self`. */
static bool find_cluster(struct sayings *s, const struct utterance *u, const struct speaker *by, bool direct, uint32_t self,
                         uint32_t *found) {
    *found = story_map_get(&s->of_key, map_key(s, u));
    if (*found != STORY_MAP_NONE && fits(&s->clusters.at[*found], u, by, direct)) return true;
    *found = STORY_MAP_NONE;
    uint32_t met = STORY_MAP_NONE;
    for (uint32_t i = 0; i < u->n; i++) {
        uint32_t at = story_map_get(&s->of_word, u->words[i]);
        if (at == STORY_MAP_NONE) continue;
        const struct posting *p = &s->postings.at[at];
        for (uint32_t k = 0; k < p->n && k < POSTINGS; k++) {
            const struct cluster *c = &s->clusters.at[p->at[k]];
            if (*found == STORY_MAP_NONE && fits(c, u, by, direct)) *found = p->at[k];
            if (p->at[k] == met || p->at[k] == self || !utterance_opposed(&c->u, u)) continue;
            if (c->by.key && by->key && strcmp(c->by.key, by->key) && !note_opposed(s, p->at[k], self)) return false;
            met = p->at[k];
        }
    }
    return true;
}

static bool add_use(struct sayings *s, uint32_t cluster, struct use u) {
    struct cluster *c = &s->clusters.at[cluster];
    if (!VEC_PUSH(s->w->scratch, s->uses, u)) return false;
    if (c->first == STORY_MAP_NONE)
        c->first = s->uses.n - 1;
    else
        s->uses.at[c->last].next = s->uses.n - 1;
    c->last = s->uses.n - 1;
    return true;
}

/* A statement in other words wants so many content words to be one; one that is denied fewer. */
static bool add_with(struct sayings *s, const struct speaker *by, bool direct, struct use use, uint32_t least) {
    struct utterance u;
    if (!utterance_make(s->w, use.text, &u)) return false;
    if (!u.n || (direct && !u.key[0]) || (!direct && u.n < least)) return true;
    uint32_t at;
    if (!find_cluster(s, &u, by, direct, s->clusters.n, &at)) return false;
    if (at == STORY_MAP_NONE) {
        at = s->clusters.n;
        struct cluster c = {.text = use.text, .u = u, .by = *by, .direct = direct, .first = STORY_MAP_NONE};
        if (!VEC_PUSH(s->w->scratch, s->clusters, c) || !index_words(s, at)) return false;
    }
    struct cluster *c = &s->clusters.at[at];
    if (is_fuller(&c->by, by)) c->by = *by;
    if (strlen(use.text) > strlen(c->text)) c->text = use.text;
    while (s->opposed.n && s->opposed.at[s->opposed.n - 1].b == s->clusters.n) s->opposed.n--; /* noted for one that was found */
    return story_map_put(&s->of_key, s->w->scratch, map_key(s, &u), at) && add_use(s, at, use);
}

static bool add(struct sayings *s, const struct speaker *by, bool direct, struct use use) {
    return add_with(s, by, direct, use, WHAT_WORDS);
}

/* ---- what a report says ------------------------------------------------------------------------------------------------------
 */
/* The words within quotation marks. */
static const char *within(struct story_work *w, const sayso_record *r, sayso_span at) {
    static const char *const marks[] = {"\"", "“", "”", "„", "«", "»", "‘", "’", "'", "``", "''"};
    bool cut = true;
    while (cut && at.end > at.beg) {
        cut = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            uint32_t n = (uint32_t)strlen(marks[i]);
            if (at.end - at.beg < n) continue;
            if (!memcmp(r->text + at.beg, marks[i], n)) at.beg += n, cut = true;
            if (at.end - at.beg >= n && !memcmp(r->text + at.end - n, marks[i], n)) at.end -= n, cut = true;
        }
        if (at.end > at.beg && strchr(",. ", r->text[at.end - 1])) at.end--, cut = true;
    }
    return story_words(w, r, at);
}

/* The first quotation that begins at or behind `at`. */
static uint32_t quote_from(const sayso_record *r, uint32_t at) {
    uint32_t lo = 0, hi = r->n_quotes;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->quotes[mid].span.beg < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Each quotation of a claim; of one nested in another the outer alone. Of a claim of indirect speech those that are an utterance
 * of their own and not a few words of somebody's put in marks. */
static bool add_quotes(struct sayings *s, uint32_t report, int32_t claim, bool direct) {
    enum { FEW = 3 };
    const sayso_record *r = story_record(s->w, report);
    const sayso_claim *c = &r->claims[claim];
    uint32_t end = 0;
    for (uint32_t i = quote_from(r, c->span.beg); i < r->n_quotes && r->quotes[i].span.beg < c->span.end; i++) {
        const sayso_quote *q = &r->quotes[i];
        if (q->span.beg < end || q->span.end - q->span.beg > LONGEST) continue;
        if (q->attribution >= 0 && c->attribution >= 0 && q->attribution != c->attribution) continue;
        end = q->span.end;
        struct speaker by;
        struct use use = {report, STORY_MAP_NONE, claim, q->span, within(s->w, r, q->span)};
        const char *key = use.text ? story_key(s->w, use.text) : NULL;
        if (!key || !speaker_of(s, r, c, q->speaker, &by)) return false;
        uint32_t n_words = 1;
        for (const char *at = key; *at; at++) n_words += *at == ' ';
        if (!direct && q->span.beg != c->span.beg && n_words < FEW && !story_phrase(key)) continue;
        if (!add(s, &by, true, use)) return false;
    }
    return true;
}

/* Whether a claim begins with somebody's own words. */
static bool is_quoted(const sayso_record *r, const sayso_claim *c) {
    uint32_t i = quote_from(r, c->span.beg);
    return i < r->n_quotes && r->quotes[i].span.beg == c->span.beg;
}

/* "this", "the claim": what somebody said before, when denied. */
static bool takes_up(const sayso_record *r, const sayso_claim *c) {
    static const char *const words[] = {"this",      "that",       "it",          "these",      "those",       "claim",
                                        "claims",    "allegation", "allegations", "accusation", "accusations", "charge",
                                        "charges",   "report",     "reports",     "account",    "version",     "statement",
                                        "assertion", "assertions", "suggestion",  "suggestions"};
    const char *s = r->text + c->span.beg, *last = s;
    size_t n = c->span.end - c->span.beg;
    if (n > 20) return false;
    for (size_t i = 0; i < n; i++)
        if (s[i] == ' ') last = s + i + 1;
    n -= (size_t)(last - s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && !strncasecmp(last, words[i], n)) return true;
    return false;
}

/* The statement that a denial takes up: the nearest before it, of another source; -1. */
static int32_t taken_up(const sayso_record *r, uint32_t claim) {
    enum { FAR = 400, BACK = 64 };
    const sayso_claim *c = &r->claims[claim];
    int32_t source = c->chain.n ? c->chain.at[c->chain.n - 1] : -1;
    for (uint32_t k = claim; k-- > 0 && claim - k <= BACK;) {
        const sayso_claim *x = &r->claims[k];
        if (x->span.end > c->span.beg || strcmp(x->slot, "what") || !x->chain.n) continue;
        if (c->span.beg - x->span.end > FAR) return -1;
        if (x->chain.at[x->chain.n - 1] != source && !takes_up(r, x)) return (int32_t)k;
    }
    return -1;
}

static bool add_denial(struct sayings *s, uint32_t report, uint32_t claim) {
    const sayso_record *r = story_record(s->w, report);
    int32_t what = taken_up(r, claim);
    struct speaker by;
    if (what < 0) return true;
    struct use use = {report, STORY_MAP_NONE, (int32_t)claim, r->claims[claim].span, within(s->w, r, r->claims[what].span)};
    struct use said = {report, STORY_MAP_NONE, what, r->claims[what].span, use.text};
    if (!use.text || !speaker_of(s, r, &r->claims[what], -1, &by) || !add_with(s, &by, false, said, DENIED_WORDS)) return false;
    return speaker_of(s, r, &r->claims[claim], -1, &by) && add_with(s, &by, false, use, DENIED_WORDS);
}

static bool gather(struct sayings *s, uint32_t report) {
    const sayso_record *r = story_record(s->w, report);
    for (uint32_t k = 0; k < r->n_claims; k++) {
        const sayso_claim *c = &r->claims[k];
        if (!strcmp(c->slot, "said")) {
            if (!add_quotes(s, report, (int32_t)k, true)) return false;
        } else if (!strcmp(c->slot, "what") && c->chain.n && c->span.end - c->span.beg <= LONGEST) {
            struct speaker by;
            if (!add_quotes(s, report, (int32_t)k, false)) return false;
            if (story_stance(s->w, report, (int32_t)k) == SAYSO_STANCE_DENIES && takes_up(r, c)) {
                if (!add_denial(s, report, k)) return false;
                continue;
            }
            if (is_quoted(r, c) || story_leaves_open(s->w, report, (int32_t)k)) continue;
            struct use use = {report, STORY_MAP_NONE, (int32_t)k, c->span, within(s->w, r, c->span)};
            if (!use.text || !speaker_of(s, r, c, -1, &by) || !add(s, &by, false, use)) return false;
        }
    }
    return true;
}

/* ---- facts
 * --------------------------------------------------------------------------------------------------------------------- */
static bool put_value(struct sayings *s, struct fact_draft *f, const struct cluster *c) {
    struct value_draft *v = story_add_value(s->w, f, (sayso_story_value){.kind = SAYSO_STORY_TEXT, .text = c->text});
    if (!v) return false;
    for (uint32_t i = c->first; i != STORY_MAP_NONE; i = s->uses.at[i].next) {
        const struct use *u = &s->uses.at[i];
        if (!story_add_variant(s->w, v, u->text) || !story_add_claim(s->w, v, u->report, u->claim)) return false;
        sayso_story_claim *claim = &v->claims.at[v->claims.n - 1];
        claim->span = u->span;
        if (!(claim->words = story_words(s->w, story_record(s->w, u->report), u->span))) return false;
    }
    return true;
}

/* The speaker's fullest name: of "Ortega" that of the only "Maria Ortega". */
static bool name_speakers(struct sayings *s) {
    for (uint32_t i = 0; i < s->clusters.n; i++) {
        const struct cluster *c = &s->clusters.at[i];
        if (!c->direct || !c->by.key || !c->by.named) continue;
        const char *last = strrchr(c->by.key, ' ');
        last = last ? last + 1 : c->by.key;
        uint32_t have = story_map_get(&s->of_name, last);
        if (have == STORY_MAP_NONE) {
            if (!story_map_put(&s->of_name, s->w->scratch, last, i)) return false;
        } else if (have < s->clusters.n) {
            const struct cluster *other = &s->clusters.at[have];
            bool same = words_in(c->by.key, other->by.key) || words_in(other->by.key, c->by.key);
            if (!story_map_put(&s->of_name, s->w->scratch, last,
                               !same                           ? s->clusters.n
                               : is_fuller(&other->by, &c->by) ? i
                                                               : have))
                return false;
        }
    }
    return true;
}

static const char *name_of(const struct sayings *s, const struct cluster *c) {
    if (!c->by.key || !c->by.named) return c->by.name;
    const char *last = strrchr(c->by.key, ' ');
    uint32_t at = story_map_get(&s->of_name, last ? last + 1 : c->by.key);
    return at < s->clusters.n ? s->clusters.at[at].by.name : c->by.name;
}

static bool put_opposed(struct sayings *s, const struct opposed *o) {
    const struct cluster *a = &s->clusters.at[o->a], *b = &s->clusters.at[o->b];
    const char *x = name_of(s, a), *y = name_of(s, b);
    char *about = arena_printf(s->w->scratch, "%s / %s", x ? x : "not named", y ? y : "not named");
    struct fact_draft *f = about ? story_fact(s->w, "said", about) : NULL;
    if (!f) return false;
    if (f->opposed) return true; /* one contradiction of two speakers is enough */
    f->opposed = true;
    return put_value(s, f, a) && put_value(s, f, b);
}

sayso_code story_said(struct story_work *w) {
    struct sayings s = {.w = w};
    for (uint32_t i = 0; i < w->n; i++)
        if (!gather(&s, i)) return SAYSO_NOMEM;
    if (!name_speakers(&s)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < s.clusters.n; i++) {
        const struct cluster *c = &s.clusters.at[i];
        struct fact_draft *f = story_fact(w, c->direct ? "said" : "what", c->direct ? name_of(&s, c) : NULL);
        if (!f || !put_value(&s, f, c)) return SAYSO_NOMEM;
    }
    for (uint32_t i = 0; i < s.opposed.n; i++)
        if (!put_opposed(&s, &s.opposed.at[i])) return SAYSO_NOMEM;
    return SAYSO_OK;
}
