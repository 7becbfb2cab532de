/* The event that a stretch of time is counted from: "two days after the shooting", "hours before he was killed", "the day after
 * the vote". A word of counting stands at the end of the time's words or right behind them, the event in the phrase or clause
 * that this word opens. Where the report knows no event there, none is guessed. */
#include "facts_work.h"
#include <string.h>

enum { MOST_WORDS = 10 }; /* between the word of counting and the event */

static bool is_any(const struct report_work *w, uint32_t t, const char *const *lower) {
    for (; *lower; lower++)
        if (report_token_is(w, t, *lower)) return true;
    return false;
}

/* The first word behind "after", "before", ...; n_tokens: there is none. */
static uint32_t behind_count(const struct report_work *w, const sayso_time *time) {
    static const char *const count[] = {"after", "before", "since", "following", NULL}, *const two[] = {"prior", "previous",
                                                                                                        NULL};
    uint32_t beg, end;
    report_tokens_in(w, time->span, &beg, &end);
    if (beg >= end) return w->n_tokens;
    uint32_t sentence = w->tokens[beg].sentence;
    if (is_any(w, end - 1, count)) return end < w->n_tokens && w->tokens[end].sentence == sentence ? end : w->n_tokens;
    bool stretch = strcmp(time->type, "DURATION") == 0;
    if (!stretch || end + 1 >= w->n_tokens || w->tokens[end + 1].sentence != sentence) return w->n_tokens;
    if (is_any(w, end, count)) return end + 1;
    bool to = is_any(w, end, two) && report_token_is(w, end + 1, "to") && end + 2 < w->n_tokens;
    return to && w->tokens[end + 2].sentence == sentence ? end + 2 : w->n_tokens;
}

/* The first event whose trigger begins at a token or behind it. */
static uint32_t first_event(const struct facts_work *f, uint32_t token) {
    uint32_t lo = 0, hi = f->events.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->notes.at[mid].beg < token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Whether a phrase or clause ends between two words: what stands behind is counted from nothing. */
static bool is_parted(const struct report_work *w, uint32_t beg, uint32_t end) {
    static const char *const marks[] = {",", ";", ":", "\"", "(", ")", NULL};
    for (uint32_t t = beg; t < end; t++)
        if (is_any(w, t, marks)) return true;
    return false;
}

static int32_t anchor_of(const struct facts_work *f, const sayso_time *time) {
    const struct report_work *w = f->r;
    uint32_t from = behind_count(w, time);
    if (from >= w->n_tokens) return -1;
    uint32_t i = first_event(f, from);
    if (i >= f->events.n) return -1;
    uint32_t at = f->notes.at[i].beg;
    if (at - from > MOST_WORDS || w->tokens[at].sentence != w->tokens[from].sentence || is_parted(w, from, at)) return -1;
    return (int32_t)i;
}

sayso_code facts_time_anchors(struct facts_work *f) {
    for (uint32_t i = 0; i < f->times.n; i++) f->times.at[i].anchor = anchor_of(f, &f->times.at[i]);
    return SAYSO_OK;
}
