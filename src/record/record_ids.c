/* Ids of a record: collected list by list before the fields that name them are read, as these may come first. Sorted and looked
 * up by halving, which no choice of ids can make slow. */
#include "record_fields.h"
#include <stdlib.h>

static int order(const char *a, uint32_t n_a, const char *b, uint32_t n_b) {
    int c = memcmp(a, b, n_a < n_b ? n_a : n_b);
    return c ? c : n_a < n_b ? -1 : n_a > n_b;
}

static int compare(const void *a, const void *b) {
    const struct record_id *x = a, *y = b;
    int c = order(x->id, x->n, y->id, y->n);
    return c ? c : x->index < y->index ? -1 : x->index > y->index;
}

/* The value of the member "id"; 0 where there is none. */
static uint32_t own_id(struct parse *p, uint32_t object) {
    const struct json_value *v = &p->json.values[object];
    uint32_t key = object + 1;
    for (uint32_t i = 0; v->kind == JSON_IS_OBJECT && i < v->n; i++, key = parse_next(p, key + 1)) {
        uint32_t n;
        const char *s = json_string_of(&p->json, key, p->scratch, &n);
        if (!s) return parse_nomem(p), 0;
        if (n == 2 && !memcmp(s, "id", 2)) return p->json.values[key + 1].kind == JSON_IS_NULL ? 0 : key + 1;
    }
    return 0;
}

bool parse_ids_of(struct parse *p, enum record_list list, uint32_t value, const char *name) {
    struct record_ids *t = &p->ids[list];
    uint32_t n, item = value + 1;
    p->list = name;
    p->item = -1;
    if (!parse_list(p, value, NULL, &n)) return false;
    t->at = ARENA_ARRAY(p->scratch, struct record_id, n + 1);
    if (!t->at) return parse_nomem(p);
    for (uint32_t i = 0; i < n; i++, item = parse_next(p, item)) {
        uint32_t id = own_id(p, item);
        if (p->code) return false;
        if (!id) continue;
        struct record_id *x = &t->at[t->n++];
        p->item = (int32_t)i;
        if (p->json.values[id].kind != JSON_IS_STRING) return parse_fail(p, id, "id", "no string");
        x->index = i;
        x->id = json_string_of(&p->json, id, p->scratch, &x->n);
        if (!x->id) return parse_nomem(p);
    }
    qsort(t->at, t->n, sizeof *t->at, compare);
    for (uint32_t i = 1; i < t->n; i++) {
        if (order(t->at[i].id, t->at[i].n, t->at[i - 1].id, t->at[i - 1].n)) continue;
        p->item = (int32_t)t->at[i].index;
        for (item = value + 1; t->at[i].index--;) item = parse_next(p, item);
        char shown[SHOWN];
        return parse_fail(p, item, "id", "\"%s\" is the id of another too", parse_shown(t->at[i].id, t->at[i].n, shown));
    }
    return true;
}

int32_t parse_find(const struct parse *p, enum record_list list, const char *id, uint32_t n) {
    const struct record_ids *t = &p->ids[list];
    uint32_t low = 0, high = t->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int c = order(t->at[middle].id, t->at[middle].n, id, n);
        if (!c) return (int32_t)t->at[middle].index;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

bool parse_id(struct parse *p, uint32_t value, const char *field, enum record_list list, int32_t *out) {
    *out = -1;
    if (!value) return true;
    if (p->json.values[value].kind != JSON_IS_STRING) return parse_fail(p, value, field, "no id");
    uint32_t n;
    const char *s = json_string_of(&p->json, value, p->scratch, &n);
    if (!s) return parse_nomem(p);
    *out = parse_find(p, list, s, n);
    char shown[SHOWN];
    return *out >= 0 || parse_fail(p, value, field, "nothing there has the id \"%s\"", parse_shown(s, n, shown));
}

bool parse_ids(struct parse *p, uint32_t value, const char *field, enum record_list list, bool nulls, sayso_ids *out) {
    uint32_t n, item = value + 1;
    if (!parse_list(p, value, field, &n)) return false;
    int32_t *all = PARSE_NEW(p, int32_t, n);
    for (uint32_t i = 0; all && i < n; i++, item = parse_next(p, item)) {
        bool null = nulls && p->json.values[item].kind == JSON_IS_NULL;
        if (!parse_id(p, null ? 0 : item, field, list, &all[i])) return false;
    }
    *out = (sayso_ids){all, n};
    return all != NULL;
}
