/* Readings -> durations ("P2Y6M", "PXW") and sets ("P1D"). */
#include "facts_times.h"
#include <stdio.h>

/* "P", the "T" before hours, the count and the unit; a count < 0 is not known (X). */
static const char *period(struct arena *a, int64_t count, const char *code) {
    bool clock = code[0] == 'T';
    if (count < 0) return arena_printf(a, "P%sX%s", clock ? "T" : "", code + clock);
    return arena_printf(a, "P%s%lld%s", clock ? "T" : "", (long long)count, code + clock);
}

/* Half of a unit as so many of the next smaller one. */
static const char *half_of(const struct lexeme *unit, int64_t *n) {
    static const struct {
        const char *unit, *part;
        int64_t n;
    } halves[] = {{"Y", "M", 6}, {"D", "TH", 12}, {"TH", "TM", 30}, {"TM", "TS", 30}, {"M", "W", 2}};
    if (unit->number > 1) {
        *n = unit->number / 2;
        return unit->code;
    }
    for (uint32_t i = 0; i < sizeof halves / sizeof *halves; i++)
        if (strcmp(halves[i].unit, unit->code) == 0) {
            *n = halves[i].n;
            return halves[i].part;
        }
    return NULL;
}

/* A count of units and a half more. */
static const char *with_half(struct arena *a, int64_t count, const struct lexeme *unit) {
    int64_t n;
    const char *part = half_of(unit, &n), *code = unit->code;
    if (!part) return arena_printf(a, "P%lld.5%s", (long long)count, code);
    if (part == code) return period(a, count * unit->number + n, code);
    if (!count) return period(a, n, part);
    if (*code == 'T') return arena_printf(a, "PT%lld%s%lld%s", (long long)count, code + 1, (long long)n, part + 1);
    return arena_printf(a, "P%lld%s%s%lld%s", (long long)count, code, *part == 'T' ? "T" : "", (long long)n,
                        part + (*part == 'T'));
}

/* Decades in TIMEX3's own unit where there is one of them or nobody knows how many. */
static const char *unknown_code(const struct lexeme *unit) {
    return unit->number == 10 ? "E" : unit->number == 100 ? "C" : unit->code;
}

/* "15 hours and 15 minutes", "an hour and 20 minutes". */
static const char *both(struct arena *a, const struct reading *r) {
    char out[80] = "P";
    size_t len = 1;
    int32_t n = 1;
    bool clock = false;
    for (uint32_t i = 0; i < r->n_slots; i++) {
        const struct lexeme *l = r->slots[i].is;
        if (l->kind == TIME_NUM) n = l->number;
        if (l->kind != TIME_UNITS && l->kind != TIME_UNIT) continue;
        const char *t = *l->code == 'T' && !clock ? "T" : "";
        clock = clock || *t;
        int put = snprintf(out + len, sizeof out - len, "%s%lld%s", t, (long long)n * l->number, l->code + (*l->code == 'T'));
        len += put > 0 ? (size_t)put : 0;
        if (len >= sizeof out) return NULL;
    }
    return arena_strndup(a, out, len);
}

static const char *duration(struct arena *a, const struct reading *r, const struct lexeme *unit) {
    const struct lexeme *n = times_slot(r, TIME_NUM, 0), *halves = times_slot(r, TIME_HALVES, 0);
    const char *argument = r->rule->argument ? r->rule->argument : "";
    if (strcmp(argument, "both") == 0) return both(a, r);
    if (strcmp(argument, "onehalf") == 0) return with_half(a, 0, unit);
    if (halves) return with_half(a, halves->number, unit);
    if (n && (n->half || strcmp(argument, "half") == 0)) return with_half(a, n->number, unit);
    if (n && n->code)
        return arena_printf(a, "P%s%d.%s%s", *unit->code == 'T' ? "T" : "", n->number, n->code,
                            unit->code + (*unit->code == 'T'));
    if (n) return period(a, (int64_t)n->number * unit->number, unit->code);
    if (strcmp(argument, "half") == 0) return with_half(a, 1, unit);
    return NULL;
}

static void op_duration(struct times_work *t, const struct reading *r, struct found *out) {
    struct arena *a = t->w->arena;
    const struct lexeme *unit = times_slot(r, TIME_UNITS, 0);
    if (!unit) unit = times_slot(r, TIME_UNIT, 0);
    if (!unit) unit = times_slot(r, TIME_NIGHT, 0);
    if (!unit) return;
    out->value = duration(a, r, unit);
    if (out->value) return;
    bool one = times_slot(r, TIME_UNIT, 0) && !times_slot(r, TIME_FEW, 0);
    if (times_word(t->w, r, "couple") >= 0) {
        out->value = period(a, 2 * (int64_t)unit->number, unit->code);
        out->mod = "APPROX";
    } else if (one)
        out->value = period(a, 1, unknown_code(unit));
    else
        out->value = period(a, -1, unknown_code(unit));
}

static void op_often(struct times_work *t, const struct reading *r, struct found *out) {
    struct arena *a = t->w->arena;
    const struct lexeme *unit = times_slot(r, TIME_OFTEN, 0), *units = times_slot(r, TIME_UNITS, 0),
                        *n = times_slot(r, TIME_NUM, 0);
    if (!unit) unit = times_slot(r, TIME_UNIT, 0);
    if (!unit && !units) return;
    int64_t count = unit ? unit->number : units->number;
    if (units && n && times_word(t->w, r, "last") < 0) count *= n->number;
    if (times_word(t->w, r, "other") >= 0) count *= 2;
    out->value = period(a, count, unit ? unit->code : units->code);
}

bool times_span_value(struct times_work *t, const struct reading *r, struct found *out) {
    if (r->rule->op == TIME_OP_OFTEN)
        op_often(t, r, out);
    else
        op_duration(t, r, out);
    return true;
}
