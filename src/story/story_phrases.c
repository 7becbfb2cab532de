/* What is told in words: weapon, motive, cause and other slots that are neither counts nor people, places or times; the same
 * words but for article and case are one value. */
#include "story_facts.h"

static bool is_of_others(const char *slot) {
    static const char *const others[] = {"killed",  "injured", "victim", "perpetrator", "target", "agent",
                                         "patient", "place",   "time",   "said",        "what"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(slot, others[i])) return true;
    return false;
}

/* The words of a claim, as a value. NULL: memory is out. */
static const char *words_of(struct story_work *w, uint32_t report, const sayso_claim *c) {
    const sayso_record *r = story_record(w, report);
    if (c->value.kind == SAYSO_VALUE_TEXT) return c->value.text;
    if (c->value.kind == SAYSO_VALUE_ENTITY) return r->entities[c->value.id].name;
    return story_words(w, r, c->span);
}

static bool add(struct story_work *w, struct story_map *map, const char *slot, uint32_t report, int32_t claim,
                const char *words) {
    char *key = words ? story_key(w, words) : NULL;
    if (!key || !(key = arena_printf(w->scratch, "%s\x1f%s", slot, key))) return false;
    struct fact_draft *f = story_fact(w, slot, NULL);
    if (!f) return false;
    uint32_t at = story_map_get(map, key);
    struct value_draft *v = at != STORY_MAP_NONE ? f->values.at[at] : NULL;
    if (!v && (!story_map_put(map, w->scratch, key, f->values.n) ||
               !(v = story_add_value(w, f, (sayso_story_value){.kind = SAYSO_STORY_TEXT, .text = words}))))
        return false;
    return story_add_variant(w, v, words) && story_add_claim(w, v, report, claim);
}

static bool gather(struct story_work *w, struct story_map *map, uint32_t report) {
    enum { LONGEST = 300 }; /* bytes: what is longer is no value but a passage */
    const sayso_record *r = story_record(w, report);
    for (uint32_t i = 0; i < r->incident.weapons.n; i++) {
        const sayso_filler *f = &r->incident.weapons.at[i];
        const char *words = f->value.kind == SAYSO_VALUE_TEXT     ? f->value.text
                            : f->value.kind == SAYSO_VALUE_ENTITY ? r->entities[f->value.id].name
                                                                  : NULL;
        if (!words) continue;
        if (!f->claims.n && !add(w, map, "weapon", report, -1, words)) return false;
        for (uint32_t k = 0; k < f->claims.n; k++)
            if (!add(w, map, "weapon", report, f->claims.at[k], words)) return false;
    }
    for (uint32_t k = 0; k < r->n_claims; k++) {
        const sayso_claim *c = &r->claims[k];
        if (is_of_others(c->slot) || c->span.end - c->span.beg > LONGEST || !story_of_incident(w, report, c)) continue;
        if (c->value.kind != SAYSO_VALUE_TEXT && c->value.kind != SAYSO_VALUE_ENTITY && c->value.kind != SAYSO_VALUE_NONE)
            continue;
        if (!add(w, map, c->slot, report, (int32_t)k, words_of(w, report, c))) return false;
    }
    return true;
}

sayso_code story_phrases(struct story_work *w) {
    struct story_map map = {0};
    for (uint32_t i = 0; i < w->n; i++)
        if (!gather(w, &map, i)) return SAYSO_NOMEM;
    return SAYSO_OK;
}
