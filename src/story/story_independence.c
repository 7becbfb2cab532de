/* Which roots of a value, and of the whole story, are independent for certain: docs/INDEPENDENCE.md, "Counting". Two voices of
 * one body are one; a source that may be another one of the value's is not counted again, as nobody said that they are two. */
#include "story_shingles.h"

int32_t story_own_root(const struct story_work *w, uint32_t report) { return w->own_root[report]; }

bool story_same_origin(const struct story_work *w, int32_t a, int32_t b) {
    if (a == b) return true;
    if (a < 0 || b < 0) return false;
    return w->origins[a].voice && w->origins[a].voice == w->origins[b].voice;
}

struct kept {
    struct story_work *w;
    uint32_t *round;        /* [source] the value for which it was kept last, 1 more */
    struct hash_table seen; /* voices and blurs of the value at hand */
    uint32_t value;
};

/* Whether a voice or blur is new to this value. */
static sayso_code is_new(struct kept *k, uint64_t what, bool *new) {
    *new = true;
    if (!what) return SAYSO_OK;
    uint32_t *at = hash_table_put(&k->seen, hash_number(what, k->value), 0, new);
    return at ? SAYSO_OK : SAYSO_NOMEM;
}

static bool may_be_kept(const struct kept *k, int32_t id) {
    sayso_ids maybe = k->w->sources.at[id].maybe;
    for (uint32_t i = 0; i < maybe.n; i++)
        if (k->round[maybe.at[i]] == k->value) return true;
    return false;
}

/* Named ones first: it is they whom the others may be. */
static sayso_code sift(struct kept *k, sayso_ids *roots) {
    int32_t *at = ARENA_ARRAY(k->w->arena, int32_t, roots->n + 1);
    uint32_t n = 0;
    if (!at) return SAYSO_NOMEM;
    for (int named = 1; named >= 0; named--)
        for (uint32_t i = 0; i < roots->n; i++) {
            int32_t id = roots->at[i];
            bool voice, blur;
            if (id < 0 || k->w->sources.at[id].named != (named == 1) || may_be_kept(k, id)) continue;
            if (is_new(k, k->w->origins[id].voice, &voice) || is_new(k, k->w->origins[id].blur, &blur)) return SAYSO_NOMEM;
            if (!voice || !blur) continue;
            k->round[id] = k->value;
            at[n++] = id;
        }
    *roots = (sayso_ids){at, n};
    return SAYSO_OK;
}

/* How many stand behind the incident's facts together, by the same rules as behind one value. */
static sayso_code count_all(struct kept *k) {
    struct story_work *w = k->w;
    bool *is_root = ARENA_ARRAY(w->scratch, bool, w->sources.n + 1);
    int32_t *at = ARENA_ARRAY(w->scratch, int32_t, w->sources.n + 1);
    if (!is_root || !at) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->facts.n; i++)
        for (uint32_t v = 0; v < w->facts.at[i].n_values && !w->facts.at[i].about; v++) {
            sayso_ids roots = w->facts.at[i].values[v].roots;
            for (uint32_t r = 0; r < roots.n; r++)
                if (roots.at[r] >= 0) is_root[roots.at[r]] = true;
        }
    sayso_ids all = {at, 0};
    for (uint32_t i = 0; i < w->sources.n; i++)
        if (is_root[i]) at[all.n++] = (int32_t)i;
    k->value++;
    sayso_code code = sift(k, &all);
    w->story.n_roots = all.n;
    return code;
}

sayso_code story_independence(struct story_work *w) {
    struct kept k = {.w = w, .round = ARENA_ARRAY(w->scratch, uint32_t, w->sources.n + 1)};
    if (!k.round || !hash_table_init(&k.seen, w->scratch, 64)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->facts.n; i++)
        for (uint32_t v = 0; v < w->facts.at[i].n_values; v++) {
            sayso_story_value *value = (sayso_story_value *)(uintptr_t)&w->facts.at[i].values[v];
            k.value++;
            sayso_code code = value->roots.n > 1 ? sift(&k, &value->roots) : SAYSO_OK;
            if (code) return code;
        }
    return count_all(&k);
}
