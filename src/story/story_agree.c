/* Whether two values can both hold. */
#include "story_agree.h"
#include <math.h>
#include <string.h>

/* How far "at least n" goes: who says "at least 200" does not say 1300, though both can hold. */
static double open_end(double low) { return 3 * low + 3; }

struct count_range story_count_range(const sayso_count *c) {
    double low = c->has_low ? c->low : 0, high = c->has_high ? c->high : INFINITY;
    switch (c->relation) {
    case SAYSO_RELATION_MORE_THAN:
        return (struct count_range){low + 1, open_end(low)};
    case SAYSO_RELATION_AT_LEAST:
        return (struct count_range){low, open_end(low)};
    case SAYSO_RELATION_LESS_THAN:
        return (struct count_range){low, high - 1};
    case SAYSO_RELATION_ABOUT: { /* 15 in a hundred, at least one: "about 40" and 43, "about 5" and 6 */
        double n = c->has_low ? low : c->high, off = fmax(1, floor(n * 0.15));
        return (struct count_range){n - off, n + off};
    }
    case SAYSO_RELATION_DOZENS: /* its low is twice the round number: "dozens" 24, "hundreds" 200, of which people say more */
        return (struct count_range){low * 0.75, low * 5};
    case SAYSO_RELATION_SOME: /* "several" has a low, "many" none */
        return (struct count_range){fmax(low, 2), c->has_low ? 20 : 99};
    case SAYSO_RELATION_EQ:
    case SAYSO_RELATION_AT_MOST:
    case SAYSO_RELATION_BETWEEN:
        break;
    }
    return (struct count_range){low, high};
}

bool story_counts_agree(const sayso_count *a, const sayso_count *b) {
    struct count_range x = story_count_range(a), y = story_count_range(b);
    return x.low <= y.high && y.low <= x.high;
}

bool story_slot_is_single(const char *slot) {
    static const char *const single[] = {"killed", "injured", "shots", "attackers", "hostages", "missing"};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (!strcmp(slot, single[i])) return true;
    return false;
}

bool story_vouches(const sayso_story_claim *c) { return c->stance == SAYSO_STANCE_SAYS || c->stance == SAYSO_STANCE_CORRECTS; }

bool story_is_silence(const sayso_story_value *v) {
    for (uint32_t i = 0; i < v->n_claims; i++)
        if (v->claims[i].claim >= 0) return false;
    return true;
}
