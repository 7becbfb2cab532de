/* Each claim's chain in the story's sources, and the root it comes from: docs/INDEPENDENCE.md, "Roots". A chain that ends at an
 * outlet, and a report's own word, are followed to where the same is said with a longer chain: in the report itself, in what that
 * outlet published, in what it is quoted with elsewhere. Found by a hash of slot and value; each claim is resolved once. */
#include "story_phrase.h"
#include "story_shingles.h"

enum { FOLD = 400, DEEPEST = 64, MOST_WITHIN = 8 };

struct at { /* a claim */
    uint32_t report, claim;
};
struct roots {
    struct story_work *w;
    uint64_t **key;              /* [report][claim] slot and value, 0: none to compare */
    unsigned char **state;       /* [report][claim] 0 not yet, 1 at work, 2 done */
    struct hash_table deeper;    /* outlet and key -> index of `claims`: the same, said with a longer chain */
    struct hash_table of_report; /* report and key -> the same, attributed */
    VEC(struct at) claims;
};

/* ---- what is claimed, as a number -------------------------------------------------------------------------------- */
static uint64_t hash_folded(uint64_t h, const char *s, size_t n) {
    char fold[FOLD];
    return hash_bytes(h, fold, story_phrase_fold(s, n, fold, sizeof fold));
}

static uint64_t hash_double(uint64_t h, bool has, double d) { return has ? hash_bytes(h, &d, sizeof d) : hash_number(h, 0); }

static uint64_t key_of(const sayso_record *r, const sayso_claim *c) {
    uint64_t h = hash_bytes(HASH_START, c->slot, strlen(c->slot));
    const sayso_value *v = &c->value;
    switch (v->kind) {
    case SAYSO_VALUE_COUNT:
        return hash_double(hash_double(h, v->count.has_low, v->count.low), v->count.has_high, v->count.high);
    case SAYSO_VALUE_TEXT:
        return hash_folded(h, v->text, strlen(v->text));
    case SAYSO_VALUE_ENTITY:
        return hash_folded(h, r->entities[v->id].name, strlen(r->entities[v->id].name));
    case SAYSO_VALUE_TIME:
        return hash_folded(h, r->times[v->id].value, strlen(r->times[v->id].value));
    case SAYSO_VALUE_PLACE:
        return hash_folded(h, r->places[v->id].name, strlen(r->places[v->id].name));
    case SAYSO_VALUE_NONE:
        return c->span.end > c->span.beg && c->span.end <= r->n_text ? hash_folded(h, r->text + c->span.beg, span_len(c->span))
                                                                     : 0;
    default:
        return 0;
    }
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */
static bool is_outlet(const struct story_work *w, int32_t id) {
    return id >= 0 && (w->sources.at[id].kind == SAYSO_SOURCE_OUTLET || w->sources.at[id].kind == SAYSO_SOURCE_AGENCY);
}

/* The attributions that hang within each one of a record, as lists. */
struct within {
    int32_t *first, *next; /* [n_attributions], -1: none */
};

static sayso_code list_within(struct story_work *w, const sayso_record *r, struct within *out) {
    out->first = ARENA_ARRAY(w->scratch, int32_t, r->n_attributions + 1);
    out->next = ARENA_ARRAY(w->scratch, int32_t, r->n_attributions + 1);
    if (!out->first || !out->next) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < r->n_attributions; i++) out->first[i] = -1;
    for (uint32_t i = r->n_attributions; i-- > 0;) {
        int32_t parent = r->attributions[i].within;
        out->next[i] = -1;
        if (parent < 0 || (uint32_t)parent >= r->n_attributions || (uint32_t)parent == i) continue;
        out->next[i] = out->first[parent], out->first[parent] = (int32_t)i;
    }
    return SAYSO_OK;
}

/* An attribution's content with what stands between its parts. */
static span hull_of(const sayso_attribution *a) {
    return a->content.n ? span_of(a->content.at[0].beg, a->content.at[a->content.n - 1].end) : span_of(0, 0);
}

/* "Five died, the channel reported, citing the commissioner": a claim that hangs on the channel's attribution is the
 * commissioner's where that one hangs within it and its content is the channel's whole. (Of a part of it, "the witness said that
 * he shouted 'Out!' and fired twice", the record knows which claims are whose.) Adds to the chain; returns its length. */
static uint32_t pass_down(const sayso_record *r, const struct within *within, const sayso_claim *c, int32_t *sources, uint32_t n,
                          uint32_t most) {
    int32_t a = c->attribution;
    for (uint32_t looked = 0; a >= 0 && n < most && looked < 2 * MOST_WITHIN;) {
        int32_t inner = within->first[a];
        for (; inner >= 0 && looked < 2 * MOST_WITHIN; inner = within->next[inner], looked++) {
            span hull = hull_of(&r->attributions[inner]);
            if (r->attributions[inner].source_id >= 0 && span_in(c->span, hull) && span_in(hull_of(&r->attributions[a]), hull))
                break;
        }
        if (inner < 0 || looked >= 2 * MOST_WITHIN) break;
        looked++;
        a = inner;
        int32_t s = r->attributions[a].source_id;
        bool have = false; /* a source that is in the chain already is no news */
        for (uint32_t k = 0; k < n; k++) have |= sources[k] == s;
        if (!have) sources[n++] = s;
    }
    return n;
}

static sayso_code map_chain(struct roots *t, const struct within *within, uint32_t report, uint32_t claim) {
    struct story_work *w = t->w;
    const sayso_record *r = story_record(w, report);
    const sayso_claim *c = &r->claims[claim];
    int32_t *at = ARENA_ARRAY(w->arena, int32_t, c->chain.n + MOST_WITHIN);
    if (!at) return SAYSO_NOMEM;
    for (uint32_t k = 0; k < c->chain.n; k++) at[k] = c->chain.at[k];
    uint32_t n = c->chain.n;
    if (n && at[n - 1] >= 0) n = pass_down(r, within, c, at, n, n + MOST_WITHIN);
    for (uint32_t k = 0; k < n; k++) at[k] = at[k] < 0 ? -1 : w->source_of[report][at[k]];
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n; k++)
        if (at[k] < 0 || !w->origins[at[k]].nothing) at[kept++] = at[k];
    if (n && !kept) at[kept++] = -1; /* said, but nobody knows by whom */
    n = kept;
    w->chain_of[report][claim] = (sayso_ids){at, n};
    t->key[report][claim] = key_of(r, c);
    return SAYSO_OK;
}

static sayso_code enter(struct roots *t, struct hash_table *table, uint64_t whose, uint32_t report, uint32_t claim) {
    bool fresh;
    uint64_t key = t->key[report][claim];
    if (!key) return SAYSO_OK;
    uint32_t *at = hash_table_put(table, hash_number(whose, key), t->claims.n, &fresh);
    if (!at || (fresh && !VEC_PUSH(t->w->scratch, t->claims, ((struct at){report, claim})))) return SAYSO_NOMEM;
    return SAYSO_OK;
}

/* A claim with somebody behind the outlet tells where that outlet has it from, be it the publisher or one that is cited. */
static sayso_code enter_claim(struct roots *t, uint32_t report, uint32_t claim) {
    const struct story_work *w = t->w;
    sayso_ids chain = w->chain_of[report][claim];
    sayso_code code = SAYSO_OK;
    int32_t last = chain.n ? chain.at[chain.n - 1] : -1;
    if (last < 0) return SAYSO_OK;
    int32_t publisher = w->reports.at[report].outlet_source;
    if (last != publisher) code = enter(t, &t->of_report, hash_number(HASH_START, report), report, claim);
    if (!code && last != publisher) code = enter(t, &t->deeper, hash_number(UINT64_C(77), (uint64_t)publisher), report, claim);
    for (uint32_t k = 0; k + 1 < chain.n && !code; k++)
        if (is_outlet(w, chain.at[k]) && chain.at[k] != last)
            code = enter(t, &t->deeper, hash_number(UINT64_C(77), (uint64_t)chain.at[k]), report, claim);
    return code;
}

static const struct at *find(const struct roots *t, const struct hash_table *table, uint64_t whose, uint64_t key) {
    const uint32_t *at = key ? hash_table_get(table, hash_number(whose, key)) : NULL;
    return at ? &t->claims.at[*at] : NULL;
}

/* ---- following --------------------------------------------------------------------------------------------------- */
static int32_t resolve(struct roots *t, uint32_t report, uint32_t claim, uint32_t depth);

static int32_t follow(struct roots *t, const struct at *to, int32_t otherwise, uint32_t depth) {
    if (!to || depth > DEEPEST || t->state[to->report][to->claim] == 1) return otherwise;
    return resolve(t, to->report, to->claim, depth + 1);
}

static bool is_repeated(const struct story_work *w, uint32_t report, span s) {
    sayso_spans p = w->passages[report];
    uint32_t lo = 0, hi = p.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p.at[mid].end <= s.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p.n && 2 * span_shared(p.at[lo], s) > span_len(s);
}

/* Where an outlet has this from, as far as the story's reports tell; else itself. */
static int32_t through_outlet(struct roots *t, int32_t outlet, uint64_t key, uint32_t depth) {
    return follow(t, find(t, &t->deeper, hash_number(UINT64_C(77), (uint64_t)outlet), key), outlet, depth);
}

/* The report's own word: what it attributes elsewhere; what the report it copies says of it; the agency whose line it carries. */
static int32_t own_word(struct roots *t, uint32_t report, uint32_t claim, uint32_t depth) {
    struct story_work *w = t->w;
    uint64_t key = t->key[report][claim];
    const struct at *same = find(t, &t->of_report, hash_number(HASH_START, report), key);
    if (same) return follow(t, same, w->own_root[report], depth);
    const sayso_story_report *r = &w->reports.at[report];
    int32_t own = w->own_root[report];
    if (r->words_of >= 0 && (r->copy_of >= 0 || is_repeated(w, report, story_record(w, report)->claims[claim].span))) {
        uint32_t original = (uint32_t)r->words_of;
        own = w->own_root[original];
        same = find(t, &t->of_report, hash_number(HASH_START, original), key);
        if (same) return follow(t, same, own, depth);
    }
    return is_outlet(w, own) ? through_outlet(t, own, key, depth) : own;
}

static int32_t resolve(struct roots *t, uint32_t report, uint32_t claim, uint32_t depth) {
    struct story_work *w = t->w;
    if (t->state[report][claim] == 2) return w->root_of[report][claim];
    t->state[report][claim] = 1;
    sayso_ids chain = w->chain_of[report][claim];
    int32_t root = chain.n ? chain.at[chain.n - 1] : own_word(t, report, claim, depth);
    if (chain.n && is_outlet(w, root)) root = through_outlet(t, root, t->key[report][claim], depth);
    t->state[report][claim] = 2;
    return w->root_of[report][claim] = root;
}

/* ---- own words, relays ------------------------------------------------------------------------------------------- */
/* Reports stand earliest first, and the one whose words a report repeats is an earlier one. */
static sayso_code own_roots(struct story_work *w) {
    if (!(w->own_root = ARENA_ARRAY(w->scratch, int32_t, w->n))) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_story_report *r = &w->reports.at[i];
        w->own_root[i] = r->carries >= 0 ? r->carries : r->copy_of >= 0 ? w->own_root[r->copy_of] : r->outlet_source;
    }
    return SAYSO_OK;
}

/* A source all of whose words come from one other: seen at the end of no chain that does not lead on to it. */
static sayso_code find_relays(struct story_work *w) {
    enum { NONE = -1, SEVERAL = -2 };
    int32_t *from = ARENA_ARRAY(w->scratch, int32_t, w->sources.n + 1);
    if (!from) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->sources.n; i++) from[i] = NONE;
    for (uint32_t i = 0; i < w->n; i++) {
        from[w->reports.at[i].outlet_source] = SEVERAL; /* its pages hold more than what the story has of them */
        for (uint32_t c = 0; c < story_record(w, i)->n_claims; c++) {
            sayso_ids chain = w->chain_of[i][c];
            int32_t root = w->root_of[i][c];
            for (uint32_t k = 0; k < chain.n; k++) {
                int32_t s = chain.at[k];
                if (s < 0) continue;
                if (root < 0 || root == s || (from[s] != NONE && from[s] != root))
                    from[s] = SEVERAL;
                else if (from[s] == NONE)
                    from[s] = root;
            }
        }
    }
    for (uint32_t i = 0; i < w->sources.n; i++)
        if (from[i] >= 0) w->sources.at[i].root = from[i];
    return SAYSO_OK;
}

static sayso_code prepare(struct roots *t) {
    struct story_work *w = t->w;
    w->chain_of = ARENA_ARRAY(w->scratch, sayso_ids *, w->n);
    w->root_of = ARENA_ARRAY(w->scratch, int32_t *, w->n);
    t->key = ARENA_ARRAY(w->scratch, uint64_t *, w->n);
    t->state = ARENA_ARRAY(w->scratch, unsigned char *, w->n);
    if (!w->chain_of || !w->root_of || !t->key || !t->state) return SAYSO_NOMEM;
    if (!hash_table_init(&t->deeper, w->scratch, 256) || !hash_table_init(&t->of_report, w->scratch, 256)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t n = story_record(w, i)->n_claims;
        w->chain_of[i] = ARENA_ARRAY(w->scratch, sayso_ids, n + 1);
        w->root_of[i] = ARENA_ARRAY(w->scratch, int32_t, n + 1);
        t->key[i] = ARENA_ARRAY(w->scratch, uint64_t, n + 1);
        t->state[i] = ARENA_ARRAY(w->scratch, unsigned char, n + 1);
        if (!w->chain_of[i] || !w->root_of[i] || !t->key[i] || !t->state[i]) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

sayso_code story_roots(struct story_work *w) {
    struct roots t = {.w = w};
    sayso_code code = own_roots(w);
    if (!code) code = prepare(&t);
    for (uint32_t i = 0; i < w->n && !code; i++) {
        struct within within;
        code = list_within(w, story_record(w, i), &within);
        for (uint32_t c = 0; c < story_record(w, i)->n_claims && !code; c++) code = map_chain(&t, &within, i, c);
    }
    for (uint32_t i = 0; i < w->n && !code; i++)
        for (uint32_t c = 0; c < story_record(w, i)->n_claims && !code; c++) code = enter_claim(&t, i, c);
    for (uint32_t i = 0; i < w->n && !code; i++)
        for (uint32_t c = 0; c < story_record(w, i)->n_claims; c++) resolve(&t, i, c, 0);
    return code ? code : find_relays(w);
}
