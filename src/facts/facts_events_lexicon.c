/* Looking up the event lexicon: tables sorted by first word, made by gen/events.py. */
#include "facts_events.h"
#include <string.h>

#include "facts_events_table.inc"

#define COUNT(table) ((uint32_t)(sizeof(table) / sizeof *(table)))

const struct event_kind *event_kind_at(uint16_t kind) { return &kinds[kind]; }

int event_kind_find(const char *name) {
    for (uint32_t i = 0; i < COUNT(kinds); i++)
        if (!strcmp(kinds[i].name, name)) return (int)i;
    return -1;
}

/* Whether `up` is `kind` or one of those above it. */
static bool is_above(int up, int kind) {
    while (kind >= 0 && kind != up) kind = kinds[kind].parent;
    return kind == up;
}

bool event_kinds_in_line(uint16_t a, uint16_t b) { return is_above(a, b) || is_above(b, a); }

static int root_of(int kind) {
    while (kinds[kind].parent >= 0) kind = kinds[kind].parent;
    return kind;
}

bool event_kinds_agree(uint16_t a, uint16_t b) {
    const struct event_kind *x = &kinds[a], *y = &kinds[b];
    if (x->family != y->family) return false;
    if (x->axis == 'g' || y->axis == 'g' || event_kinds_in_line(a, b)) return true;
    if (x->axis == 'o' && y->axis == 'o') return root_of(a) == root_of(b); /* a murder can be an assassination */
    return x->axis != y->axis;
}

const struct event_sense *event_sense_at(uint16_t sense) { return &senses[sense]; }

const struct event_role *event_roles(uint8_t frame, uint32_t *n) {
    *n = frames[frame][1];
    return &roles[frames[frame][0]];
}

const struct event_test *event_tests(const struct event_sense *s) { return &tests[s->test]; }

const struct event_word *event_words(const char *lower, uint32_t *n) {
    uint32_t lo = 0, hi = COUNT(words);
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(lower, words[mid].first) > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*n = 0; lo + *n < COUNT(words) && !strcmp(words[lo + *n].first, lower);) ++*n;
    return &words[lo];
}

const struct light_verb *event_light(const char *lower, uint32_t *n) {
    uint32_t lo = 0, hi = COUNT(light_verbs);
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(lower, light_verbs[mid].first) > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*n = 0; lo + *n < COUNT(light_verbs) && !strcmp(light_verbs[lo + *n].first, lower);) ++*n;
    return &light_verbs[lo];
}

const struct matrix_verb *event_matrix(const char *lower) {
    uint32_t lo = 0, hi = COUNT(matrix_verbs);
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = strcmp(lower, matrix_verbs[mid].form);
        if (!c) return &matrix_verbs[mid];
        if (c > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const struct event_modifier *event_modifier(const char *lower, char where) {
    uint32_t lo = 0, hi = COUNT(modifiers);
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(lower, modifiers[mid].form) > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < COUNT(modifiers) && !strcmp(modifiers[lo].form, lower); lo++)
        if (modifiers[lo].where == where) return &modifiers[lo];
    return NULL;
}
