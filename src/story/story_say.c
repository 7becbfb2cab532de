/* Words for people. */
#include "story_say.h"
#include "story_when.h"
#include <stdio.h>

void story_put(struct story_phrase *p, const char *words) {
    size_t n = strlen(words);
    if (p->failed) return;
    if (p->n + n + 1 > p->size) {
        size_t size = (p->n + n + 1) * 2;
        char *at = arena_grow(p->arena, p->at, p->size, size);
        if (!at) {
            p->failed = true;
            return;
        }
        p->at = at, p->size = size;
    }
    memcpy(p->at + p->n, words, n + 1);
    p->n += n;
}

void story_put_slot(struct story_phrase *p, const char *slot) {
    size_t at = p->n;
    story_put(p, slot);
    if (!p->failed && p->n > at && p->at[at] >= 'a' && p->at[at] <= 'z') p->at[at] = (char)(p->at[at] - 'a' + 'A');
    for (size_t i = at; !p->failed && i < p->n; i++)
        if (p->at[i] == '_') p->at[i] = ' ';
}

static void put_number(struct story_phrase *p, const char *before, double n) {
    char s[64];
    snprintf(s, sizeof s, "%s%.15g", before, n);
    story_put(p, s);
}

void story_put_count(struct story_phrase *p, const sayso_count *c) {
    double low = c->has_low ? c->low : c->high, high = c->has_high ? c->high : c->low;
    switch (c->relation) {
    case SAYSO_RELATION_EQ:
        put_number(p, "", low);
        break;
    case SAYSO_RELATION_AT_LEAST:
        put_number(p, "at least ", low);
        break;
    case SAYSO_RELATION_AT_MOST:
        put_number(p, "at most ", high);
        break;
    case SAYSO_RELATION_MORE_THAN:
        put_number(p, "more than ", low);
        break;
    case SAYSO_RELATION_LESS_THAN:
        put_number(p, "fewer than ", high);
        break;
    case SAYSO_RELATION_ABOUT:
        put_number(p, "about ", low);
        break;
    case SAYSO_RELATION_BETWEEN:
        put_number(p, "between ", low);
        put_number(p, " and ", high);
        break;
    case SAYSO_RELATION_DOZENS: /* its low is twice the round number */
        if (low == 24)
            story_put(p, "dozens");
        else
            put_number(p, "several times ", low / 2);
        break;
    case SAYSO_RELATION_SOME:
        story_put(p, "several");
        break;
    }
}

void story_put_value(struct story_phrase *p, const sayso_story_value *v) {
    bool quoted = v->kind == SAYSO_STORY_TEXT;
    if (v->kind == SAYSO_STORY_COUNT) {
        story_put_count(p, &v->count);
    } else if (v->kind == SAYSO_STORY_TIME) {
        story_put_moment(p, v->text);
    } else {
        if (quoted) story_put(p, "\"");
        story_put(p, v->text);
        if (quoted) story_put(p, "\"");
    }
}

void story_put_moment(struct story_phrase *p, const char *value) {
    char s[40];
    if (!story_is_clock(value)) {
        story_put(p, value);
        return;
    }
    snprintf(s, sizeof s, "%.5s on %.10s", value + 11, value);
    story_put(p, s);
}

void story_put_sources(const struct story_work *w, struct story_phrase *p, const sayso_story_value *v, const char *one,
                       const char *many) {
    enum { NAMED = 4 };
    char rest[32];
    if (!v->roots.n) {
        story_put(p, "nobody named");
        return;
    }
    story_put(p, v->roots.n == 1 ? one : many);
    uint32_t shown = v->roots.n <= NAMED ? v->roots.n : NAMED - 1;
    for (uint32_t i = 0; i < shown; i++) {
        story_put(p, !i ? " " : i + 1 == v->roots.n ? " and " : ", ");
        story_put(p, w->sources.at[v->roots.at[i]].name);
    }
    snprintf(rest, sizeof rest, " and %u others", v->roots.n - shown);
    if (shown < v->roots.n) story_put(p, rest);
}
