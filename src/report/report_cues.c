/* Looking up cues: the table is sorted by form; a cue of several words is tried longest first. */
#include "report_cues.h"
#include "report_kinds.h"
#include "base_utf8.h"
#include <string.h>

enum { MOST_WORDS = 5, MOST_BYTES = 96 };

static int compare(const char *a, size_t n, const char *form) {
    int c = strncmp(a, form, n);
    return c ? c : form[n] ? -1 : 0;
}

const struct cue *cue_find(const char *lower, size_t n) {
    uint32_t lo = 0, hi = n_cue_table;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (compare(lower, n, cue_table[mid].form) > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n_cue_table && !compare(lower, n, cue_table[lo].form) ? &cue_table[lo] : NULL;
}

const struct cue *cue_at(const struct report_work *w, uint32_t token, uint32_t end, uint32_t *n_tokens) {
    char words[MOST_BYTES + 8];
    size_t length = 0, at[MOST_WORDS + 1] = {0};
    uint32_t n = 0;
    for (uint32_t t = token; t < end && n < MOST_WORDS; t++) {
        span s = w->tokens[t].at;
        if (length + 2 * (size_t)span_len(s) + 5 > MOST_BYTES) break;
        if (n) words[length++] = ' ';
        length += utf8_lower_copy(w->text->utf8 + s.beg, span_len(s), words + length);
        at[++n] = length;
    }
    for (; n; n--) {
        const struct cue *c = cue_find(words, at[n]);
        if (c) {
            *n_tokens = n;
            return c;
        }
    }
    return NULL;
}

static bool is_negation(const struct report_work *w, uint32_t t) {
    return report_token_is(w, t, "not") || report_token_is(w, t, "never") || report_token_is(w, t, "no") ||
           (report_token_is(w, t, "t") && t > 1 && w->tokens[t].glued); /* didn ' t */
}

/* A noun, a preposition or an adverb ("reportedly said") gives way to a verb in the same cue. */
static bool is_weak(const struct cue *c) {
    enum attitude_kind kind = cue_attitudes[c->attitude].kind;
    return c->kind == 'n' || !strcmp(c->form, "for") ||
           (c->kind == 'p' && (kind == ATTITUDE_HEARSAY || kind == ATTITUDE_EVIDENCE));
}

struct cue_reading cue_read(const struct report_work *w, uint32_t beg, uint32_t end) {
    struct cue_reading best = {.token = beg}, noun = {.token = beg};
    bool negated = false;
    for (uint32_t t = beg; t < end;) {
        uint32_t n = 1;
        const struct cue *c = cue_at(w, t, end, &n);
        if (!c) {
            negated |= is_negation(w, t);
            n = 1;
        } else if (is_weak(c)) {
            if (!noun.cue) noun = (struct cue_reading){c, t, negated};
        } else if (!best.cue) {
            best = (struct cue_reading){c, t, negated};
        }
        t += n;
    }
    return best.cue ? best : noun;
}

const char *cue_attitude(const struct report_work *w, uint32_t beg, uint32_t end) {
    struct cue_reading r = cue_read(w, beg, end);
    if (!r.cue) return "states";
    const struct attitude *a = &cue_attitudes[r.cue->attitude];
    uint32_t n = a->kind == ATTITUDE_SPEECH ? hearsay_at(w, beg, w->n_tokens) : 0;
    if (n && beg + n >= end) return r.negated ? "is not said" : "is said";
    return r.negated ? a->negated : a->name;
}
