/* Two records of one address compared: see record_diff.h. Claims are paired by what they say: first those alike in slot, value
 * and chain, then in slot and value, then in slot and chain; what finds no pair was added or removed. */
#include "record_diff.h"
#include "base_span.h"
#include <stdio.h>
#include <stdlib.h>

struct item {
    const char *slot, *value, *chain;
    span at;
    uint32_t side, index; /* 0: earlier */
    bool paired;
};
struct pairing {
    struct arena *arena;
    struct item *items;
    uint32_t n;
    VEC(struct record_change) changes;
};

/* ---- in words ---------------------------------------------------------------------------------------------------- */
static char *count_words(const sayso_count *c, struct arena *a) {
    char name[24] = "";
    if (c->relation != SAYSO_RELATION_EQ) snprintf(name, sizeof name, "%s", sayso_relation_name(c->relation));
    for (char *p = name; *p; p++)
        if (*p == '_') *p = ' ';
    const char *blank = *name ? " " : "";
    if (c->has_low && c->has_high && c->high > c->low) return arena_printf(a, "%s%s%.15g to %.15g", name, blank, c->low, c->high);
    if (c->has_low || c->has_high) return arena_printf(a, "%s%s%.15g", name, blank, c->has_low ? c->low : c->high);
    return arena_strdup(a, name);
}

/* With single blanks: a line that breaks elsewhere says the same. */
static char *text_words(const sayso_record *r, span at, struct arena *a) {
    char *out = arena_alloc(a, (size_t)span_len(at) + 1);
    uint32_t n = 0;
    for (uint32_t i = at.beg; out && i < at.end; i++) {
        bool blank = r->text[i] == ' ' || (r->text[i] >= '\t' && r->text[i] <= '\r');
        if (!blank || (n && out[n - 1] != ' ')) out[n++] = blank ? ' ' : r->text[i];
    }
    if (out && n && out[n - 1] == ' ') out[n - 1] = 0;
    return out;
}

/* What has a name is told by it, all else by the claim's words: a record may know of a day or a place without saying which. */
static char *value_words(const sayso_record *r, const sayso_claim *c, struct arena *a) {
    const sayso_value *v = &c->value;
    const char *name = v->kind == SAYSO_VALUE_TEXT     ? v->text
                       : v->kind == SAYSO_VALUE_ENTITY ? r->entities[v->id].name
                       : v->kind == SAYSO_VALUE_TIME   ? r->times[v->id].value
                       : v->kind == SAYSO_VALUE_PLACE  ? r->places[v->id].name
                                                       : NULL;
    if (v->kind == SAYSO_VALUE_COUNT) return count_words(&v->count, a);
    return name ? arena_strdup(a, name) : text_words(r, c->span, a);
}

static const char *source_name(const sayso_record *r, int32_t source) {
    const char *name = source < 0 ? NULL : r->sources[source].name;
    return name ? name : "?";
}

static char *chain_words(const sayso_record *r, sayso_ids chain, struct arena *a) {
    char *out = arena_strdup(a, "");
    for (uint32_t i = 0; i < chain.n && out; i++)
        out = arena_printf(a, "%s%s%s", out, i ? " > " : "", source_name(r, chain.at[i]));
    return out;
}

/* ---- pairs ------------------------------------------------------------------------------------------------------- */
static bool list_claims(struct pairing *p, const sayso_record *r, uint32_t side) {
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        struct item *x = &p->items[p->n++];
        *x = (struct item){.slot = c->slot, .at = c->span, .side = side, .index = i};
        x->value = value_words(r, c, p->arena), x->chain = chain_words(r, c->chain, p->arena);
        if (!x->value || !x->chain) return false;
    }
    return true;
}

static int compare(const struct item *a, const struct item *b, bool value, bool chain) {
    int c = strcmp(a->slot, b->slot);
    if (!c && value) c = strcmp(a->value, b->value);
    if (!c && chain) c = strcmp(a->chain, b->chain);
    return c;
}
static int finish(const struct item *a, const struct item *b, int c) {
    if (!c && a->side != b->side) c = a->side < b->side ? -1 : 1;
    return c ? c : (a->index > b->index) - (a->index < b->index);
}
static int by_all(const void *a, const void *b) { return finish(a, b, compare(a, b, true, true)); }
static int by_value(const void *a, const void *b) { return finish(a, b, compare(a, b, true, false)); }
static int by_chain(const void *a, const void *b) { return finish(a, b, compare(a, b, false, true)); }

static bool put_pair(struct pairing *p, struct item *was, struct item *is) {
    struct record_change c = {.slot = was ? was->slot : is->slot};
    if (was) was->paired = true, c.was = was->value, c.was_said_by = was->chain, c.was_at = was->at;
    if (is) is->paired = true, c.is = is->value, c.said_by = is->chain, c.at = is->at;
    if (was && is && !compare(was, is, true, true)) return true;
    if (!(c.slot = arena_strdup(p->arena, c.slot))) return false;
    return VEC_PUSH(p->arena, p->changes, c);
}

/* Runs of equal keys: the earlier side first in each; paired in the order of their texts. */
static bool pair_by(struct pairing *p, bool value, bool chain, int (*order)(const void *, const void *)) {
    if (p->n) qsort(p->items, p->n, sizeof *p->items, order);
    for (uint32_t beg = 0, end; beg < p->n; beg = end) {
        for (end = beg; end < p->n && !compare(&p->items[beg], &p->items[end], value, chain); end++) {
        }
        uint32_t a = beg, b = beg;
        while (true) {
            while (a < end && (p->items[a].paired || p->items[a].side)) a++;
            while (b < end && (p->items[b].paired || !p->items[b].side)) b++;
            if (a == end || b == end) break;
            if (!put_pair(p, &p->items[a], &p->items[b])) return false;
        }
    }
    return true;
}

static bool put_single(struct pairing *p) {
    for (uint32_t i = 0; i < p->n; i++) {
        struct item *x = &p->items[i];
        if (!x->paired && !put_pair(p, x->side ? NULL : x, x->side ? x : NULL)) return false;
    }
    return true;
}

static int by_place(const void *a, const void *b) {
    const struct record_change *x = a, *y = b;
    if (x->publication != y->publication) return x->publication ? -1 : 1;
    if (!x->is != !y->is) return x->is ? -1 : 1;
    int c = x->is ? span_cmp(x->at, y->at) : span_cmp(x->was_at, y->was_at);
    return c ? c : strcmp(x->slot, y->slot);
}

/* ---- the publication --------------------------------------------------------------------------------------------- */
static bool put_field(struct pairing *p, const char *name, const char *was, const char *is) {
    if ((!was && !is) || (was && is && !strcmp(was, is))) return true;
    struct record_change c = {.slot = name, .publication = true};
    if (was && !(c.was = arena_strdup(p->arena, was))) return false;
    if (is && !(c.is = arena_strdup(p->arena, is))) return false;
    return VEC_PUSH(p->arena, p->changes, c);
}

static char *joined(sayso_strings s, struct arena *a) {
    char *out = NULL;
    for (uint32_t i = 0; i < s.n; i++) out = out ? arena_printf(a, "%s, %s", out, s.at[i]) : arena_strdup(a, s.at[i]);
    return out;
}

static bool put_publication(struct pairing *p, const sayso_publication *was, const sayso_publication *is) {
    return put_field(p, "title", was->title, is->title) && put_field(p, "outlet", was->outlet, is->outlet) &&
           put_field(p, "published", was->published, is->published) && put_field(p, "modified", was->modified, is->modified) &&
           put_field(p, "dateline", was->dateline, is->dateline) &&
           put_field(p, "bylines", joined(was->bylines, p->arena), joined(is->bylines, p->arena));
}

sayso_code record_diff(const sayso_record *was, const sayso_record *is, struct arena *arena, struct record_change **out,
                       uint32_t *n) {
    struct pairing p = {.arena = arena};
    p.items = ARENA_ARRAY(arena, struct item, (size_t)was->n_claims + is->n_claims + 1);
    bool ok = p.items && list_claims(&p, was, 0) && list_claims(&p, is, 1) && pair_by(&p, true, true, by_all) &&
              pair_by(&p, true, false, by_value) && pair_by(&p, false, true, by_chain) && put_single(&p) &&
              put_publication(&p, &was->publication, &is->publication);
    if (ok && p.changes.n) qsort(p.changes.at, p.changes.n, sizeof *p.changes.at, by_place);
    *out = p.changes.at, *n = p.changes.n;
    return ok ? SAYSO_OK : SAYSO_NOMEM;
}

char *record_change_words(const struct record_change *c, struct arena *a) {
    const char *by = c->said_by ? c->said_by : c->was_said_by ? c->was_said_by : "";
    const char *open = *by ? " (" : "", *close = *by ? ")" : "";
    if (!c->was) return arena_printf(a, "%s: %s added%s%s%s", c->slot, c->is, open, by, close);
    if (!c->is) return arena_printf(a, "%s: %s removed%s%s%s", c->slot, c->was, open, by, close);
    if (strcmp(c->was, c->is)) return arena_printf(a, "%s: %s -> %s%s%s%s", c->slot, c->was, c->is, open, by, close);
    return arena_printf(a, "%s: %s, said by %s -> %s", c->slot, c->is, *c->was_said_by ? c->was_said_by : "the report itself",
                        *by ? by : "the report itself");
}
