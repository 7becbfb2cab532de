/* Claims -> facts: the drafts that the slots' files fill (story_facts.h), and how they become facts. */
#include "base_utf8.h"
#include "story_agree.h"
#include "story_facts.h"
#include "story_when.h"
#include <stdlib.h>

/* ---- drafts ------------------------------------------------------------------------------------------------------ */
struct fact_draft *story_fact(struct story_work *w, const char *slot, const char *about) {
    struct story_facts *s = w->gathered;
    char *key = arena_printf(w->scratch, "%s\x1f%s", slot, about ? about : "");
    if (!key) return NULL;
    uint32_t at = story_map_get(&s->of_slot, key);
    if (at != STORY_MAP_NONE) return s->facts.at[at];
    struct fact_draft *f = ARENA_NEW(w->scratch, struct fact_draft);
    if (!f || !(f->slot = arena_strdup(w->arena, slot))) return NULL;
    if (about && !(f->about = arena_strdup(w->arena, about))) return NULL;
    if (!story_map_put(&s->of_slot, w->scratch, key, s->facts.n)) return NULL;
    return VEC_PUSH(w->scratch, s->facts, f) ? f : NULL;
}

struct value_draft *story_add_value(struct story_work *w, struct fact_draft *f, sayso_story_value v) {
    struct value_draft *d = ARENA_NEW(w->scratch, struct value_draft);
    if (!d) return NULL;
    const char **path = ARENA_ARRAY(w->arena, const char *, v.path.n + 1);
    if (!path || (v.text && !(v.text = arena_strdup(w->arena, v.text)))) return NULL;
    if (v.country && !(v.country = arena_strdup(w->arena, v.country))) return NULL;
    for (uint32_t i = 0; i < v.path.n; i++)
        if (!(path[i] = arena_strdup(w->arena, v.path.at[i]))) return NULL;
    v.path.at = path;
    d->v = v;
    return VEC_PUSH(w->scratch, f->values, d) ? d : NULL;
}

bool story_add_claim(struct story_work *w, struct value_draft *v, uint32_t report, int32_t claim) {
    sayso_story_claim c = {.report = (int32_t)report, .claim = claim, .root = story_own_root(w, report)};
    if (claim >= 0) {
        const sayso_record *r = story_record(w, report);
        const sayso_claim *have = &r->claims[claim];
        c.chain = w->chain_of[report][claim], c.root = w->root_of[report][claim];
        c.hedged = have->hedges.n > 0 || story_leaves_open(w, report, claim), c.span = have->span;
        c.stance = story_stance(w, report, claim);
        if (!(c.words = story_words(w, r, c.span))) return false;
    }
    c.said_at = story_said_at(w, report, claim);
    return VEC_PUSH(w->scratch, v->claims, c);
}

bool story_add_variant(struct story_work *w, struct value_draft *v, const char *words) {
    enum { MOST = 24 };
    if (!words || !*words || v->variants.n >= MOST || (v->v.text && !strcmp(v->v.text, words))) return true;
    for (uint32_t i = 0; i < v->variants.n; i++)
        if (!strcmp(v->variants.at[i], words)) return true;
    char *copy = arena_strdup(w->arena, words);
    return copy && VEC_PUSH(w->scratch, v->variants, copy);
}

bool story_of_incident(const struct story_work *w, uint32_t report, const sayso_claim *c) {
    return c->about < 0 || w->gathered->in_incident[report][c->about];
}

static bool is_article(const char *s, size_t n) {
    return (n == 3 && !memcmp(s, "the", 3)) || (n == 2 && !memcmp(s, "an", 2)) || (n == 1 && *s == 'a');
}

char *story_key(struct story_work *w, const char *words) {
    size_t n = strlen(words), out = 0;
    char *key = arena_alloc(w->scratch, 2 * n + 4);
    if (!key) return NULL;
    size_t word = 0; /* where the last word begins */
    for (size_t i = 0; i <= n;) {
        uint32_t len = 1, c = i < n ? utf8_at(words + i, n - i, &len) : ' ';
        if (utf8_is_alnum(c)) {
            out += utf8_put(utf8_lower(c), key + out);
        } else if (c != '\'' && c != 0x2019 && out > word) {
            if (is_article(key + word, out - word))
                out = word;
            else
                key[out++] = ' ', word = out;
        } else if ((c == '\'' || c == 0x2019) && i + 1 < n && words[i + len] == 's' &&
                   (i + len + 1 == n || words[i + len + 1] == ' ')) {
            len++; /* possessive */
        }
        i += len;
    }
    while (out && key[out - 1] == ' ') out--;
    key[out] = '\0';
    return key;
}

/* ---- which events are the incident -------------------------------------------------------------------------------- */
static sayso_code mark_incident(struct story_work *w) {
    struct story_facts *s = w->gathered;
    if (!(s->in_incident = ARENA_ARRAY(w->scratch, bool *, w->n))) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_record *r = story_record(w, i);
        if (!(s->in_incident[i] = ARENA_ARRAY(w->scratch, bool, r->n_events + 1))) return SAYSO_NOMEM;
        for (uint32_t k = 0; k < r->incident.events.n; k++) {
            const sayso_event *e = &r->events[r->incident.events.at[k]];
            s->in_incident[i][r->incident.events.at[k]] = true;
            for (uint32_t j = 0; j < e->same_as.n; j++) s->in_incident[i][e->same_as.at[j]] = true;
        }
    }
    return SAYSO_OK;
}

/* ---- drafts -> facts ---------------------------------------------------------------------------------------------- */
static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Sorts n ids and drops those that stand twice; those below 0 too. */
static sayso_ids once(int32_t *at, uint32_t n) {
    uint32_t kept = 0;
    qsort(at, n, sizeof *at, by_number);
    for (uint32_t i = 0; i < n; i++)
        if (at[i] >= 0 && (!kept || at[kept - 1] != at[i])) at[kept++] = at[i];
    return (sayso_ids){at, kept};
}

static int by_place(const void *a, const void *b) {
    const sayso_story_claim *x = a, *y = b;
    if (x->report != y->report) return x->report < y->report ? -1 : 1;
    return ((uint32_t)x->claim > (uint32_t)y->claim) - ((uint32_t)x->claim < (uint32_t)y->claim); /* -1 last */
}

/* Claims in the order of reports and text, each once; "no claim of its own" only where a report has none. */
static uint32_t put_in_order(sayso_story_claim *at, uint32_t n) {
    uint32_t kept = 0;
    qsort(at, n, sizeof *at, by_place);
    for (uint32_t i = 0; i < n; i++) {
        const sayso_story_claim *last = kept ? &at[kept - 1] : NULL;
        if (!last || last->report != at[i].report || (last->claim != at[i].claim && at[i].claim >= 0)) at[kept++] = at[i];
    }
    return kept;
}

static bool finish_value(struct story_work *w, const struct value_draft *d, sayso_story_value *v) {
    *v = d->v;
    sayso_story_claim *claims = ARENA_ARRAY(w->arena, sayso_story_claim, d->claims.n + 1);
    const char **variants = ARENA_ARRAY(w->arena, const char *, d->variants.n + 1);
    int32_t *reports = ARENA_ARRAY(w->arena, int32_t, d->claims.n + 1), *roots = ARENA_ARRAY(w->arena, int32_t, d->claims.n + 1);
    if (!claims || !variants || !reports || !roots) return false;
    if (d->claims.n) memcpy(claims, d->claims.at, d->claims.n * sizeof *claims);
    if (d->variants.n) memcpy(variants, d->variants.at, d->variants.n * sizeof *variants);
    uint32_t n = put_in_order(claims, d->claims.n), n_roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_story_claim *c = &claims[i];
        reports[i] = c->report;
        if (!story_vouches(c)) continue;
        if (!story_leaves_open(w, (uint32_t)c->report, c->claim)) roots[n_roots++] = c->root;
        if (c->said_at && (!v->first_said || story_when_compare(c->said_at, v->first_said) < 0)) v->first_said = c->said_at;
        if (c->said_at && (!v->last_said || story_when_compare(c->said_at, v->last_said) > 0)) v->last_said = c->said_at;
    }
    v->claims = claims, v->n_claims = n;
    v->variants = (sayso_strings){variants, d->variants.n};
    v->reports = once(reports, n), v->roots = once(roots, n_roots);
    return true;
}

static int draft_order(const void *a, const void *b) {
    const struct value_draft *x = *(struct value_draft *const *)a, *y = *(struct value_draft *const *)b;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

static sayso_code finish(struct story_work *w) {
    struct story_facts *s = w->gathered;
    for (uint32_t i = 0; i < s->facts.n; i++) {
        const struct fact_draft *f = s->facts.at[i];
        sayso_story_value *values = ARENA_ARRAY(w->arena, sayso_story_value, f->values.n + 1);
        if (!values) return SAYSO_NOMEM;
        if (f->values.n) qsort(f->values.at, f->values.n, sizeof *f->values.at, draft_order);
        uint32_t n = 0;
        for (uint32_t k = 0; k < f->values.n; k++)
            if (f->values.at[k]->claims.n && !finish_value(w, f->values.at[k], &values[n++])) return SAYSO_NOMEM;
        if (!n) continue;
        if (!VEC_PUSH(w->arena, w->facts, ((sayso_story_fact){f->slot, f->about, 0, values, n})) ||
            !VEC_PUSH(w->scratch, s->opposed, f->opposed))
            return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

sayso_code story_values(struct story_work *w) {
    if (!(w->gathered = ARENA_NEW(w->scratch, struct story_facts))) return SAYSO_NOMEM;
    static sayso_code (*const steps[])(struct story_work *) = {
        mark_incident, story_told, story_counts, story_roles, story_places, story_times, story_phrases, story_said, finish};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sayso_code code = steps[i](w);
        if (code) return code;
    }
    return SAYSO_OK;
}
