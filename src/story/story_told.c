/* When a report says something, and with what stand.
 *   live blog   a block that begins with a time of day by the clock ("18:20") begins an entry: what follows was said then, up to
 *               the next such block. Two of them make a live blog.
 *   the cue     a clock time or day beside the cue, outside the words said: "said at 18:20 that", "Since 18:20 the sheriff ..."
 *   else        the time of publication */
#include "story_facts.h"
#include "story_when.h"
#include "story_words.h"
#include <stdio.h>

struct entry {
    uint32_t beg;
    const char *at;
};
struct story_told {
    VEC(struct entry) entries; /* of a live blog */
    const char **said_at;      /* [attributions] NULL: not worked out or none */
    bool *done;
};

static const char *published(const struct story_work *w, uint32_t report) {
    const sayso_publication *p = &story_record(w, report)->publication;
    return p->published ? p->published : p->modified ? p->modified : w->inputs[report].received;
}

/* A clock time with its day: that of the publication where the value has none ("T18:20"). NULL: no such. */
static const char *moment_of(struct story_work *w, uint32_t report, const char *value) {
    if (story_is_clock(value)) return arena_strndup(w->arena, value, strlen(value));
    const char *day = published(w, report);
    if (value[0] == 'T' && story_is_day(day)) {
        char *joined = arena_printf(w->arena, "%.10s%s", day, value);
        return story_is_clock(joined) ? joined : NULL;
    }
    return NULL;
}

/* The first time that begins at or behind `at`. */
static uint32_t time_from(const sayso_record *r, uint32_t at) {
    uint32_t lo = 0, hi = r->n_times;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->times[mid].span.beg < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* "18:20", "6.20 p.m.", "6:20pm" at the head of a block, a bullet or bracket aside: "T18:20" in `out`. */
static bool clock_at_head(const char *s, size_t n, char out[8]) {
    size_t at = 0;
    int h = 0, m = 0, digits = 0;
    while (at < n && at < 4 && !(s[at] >= '0' && s[at] <= '9')) {
        if ((s[at] | 32) >= 'a' && (s[at] | 32) <= 'z') return false;
        at++;
    }
    for (; at < n && digits < 2 && s[at] >= '0' && s[at] <= '9'; at++, digits++) h = h * 10 + (s[at] - '0');
    if (!digits || at + 3 > n || (s[at] != ':' && s[at] != '.')) return false;
    for (int i = 1; i <= 2; i++) {
        if (s[at + (size_t)i] < '0' || s[at + (size_t)i] > '9') return false;
        m = m * 10 + (s[at + (size_t)i] - '0');
    }
    bool dot = s[at] == '.';
    at += 3;
    if (at < n && s[at] >= '0' && s[at] <= '9') return false;
    while (at < n && s[at] == ' ') at++;
    bool half = at + 1 < n && ((s[at] | 32) == 'a' || (s[at] | 32) == 'p') &&
                ((s[at + 1] | 32) == 'm' || (s[at + 1] == '.' && at + 2 < n && (s[at + 2] | 32) == 'm'));
    if (dot && !half) return false; /* "3.25 million" */
    if (half && (h < 1 || h > 12)) return false;
    if (half) h = h % 12 + ((s[at] | 32) == 'p' ? 12 : 0);
    if (h > 23 || m > 59) return false;
    snprintf(out, 8, "T%02d:%02d", h, m);
    return true;
}

static sayso_code find_entries(struct story_work *w, uint32_t report, struct story_told *t) {
    const sayso_record *r = story_record(w, report);
    char clock[8];
    for (uint32_t i = 0; i < r->n_blocks; i++) {
        const sayso_block *b = &r->blocks[i];
        if (b->kind != SAYSO_BLOCK_PARAGRAPH && b->kind != SAYSO_BLOCK_HEADING && b->kind != SAYSO_BLOCK_LIST_ITEM) continue;
        if (!clock_at_head(r->text + b->span.beg, b->span.end - b->span.beg, clock)) continue;
        const char *at = moment_of(w, report, clock);
        if (at && !VEC_PUSH(w->scratch, t->entries, ((struct entry){b->span.beg, at}))) return SAYSO_NOMEM;
    }
    if (t->entries.n < 2) t->entries.n = 0;
    return SAYSO_OK;
}

static const char *entry_at(const struct story_told *t, uint32_t at) {
    uint32_t lo = 0, hi = t->entries.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->entries.at[mid].beg <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? t->entries.at[lo - 1].at : NULL;
}

static sayso_span sentence_at(const sayso_record *r, uint32_t at) {
    uint32_t lo = 0, hi = r->n_sentences;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->sentences[mid].beg <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? r->sentences[lo - 1] : (sayso_span){0};
}

static bool inside(sayso_spans spans, sayso_span s) {
    for (uint32_t i = 0; i < spans.n; i++)
        if (spans.at[i].beg < s.end && s.beg < spans.at[i].end) return true;
    return false;
}

/* A day of saying lies before the publication, and not long before. */
static bool lately(const char *day, const char *published_at) {
    struct story_when d, p;
    return story_when(day, &d) && story_when(published_at, &p) && d.beg <= p.beg && p.beg - d.beg < 14 * (int64_t)STORY_DAY;
}

/* The time beside the cue of an attribution; NULL where there is none. */
static const char *cue_at(struct story_work *w, uint32_t report, const sayso_attribution *a) {
    const sayso_record *r = story_record(w, report);
    if (!a->cue.n) return NULL;
    sayso_span s = sentence_at(r, a->cue.at[0].beg);
    const char *day = NULL;
    for (uint32_t i = time_from(r, s.beg); i < r->n_times && r->times[i].span.end <= s.end; i++) {
        if (inside(a->content, r->times[i].span)) continue;
        const char *moment = moment_of(w, report, r->times[i].value);
        if (moment) return moment;
        if (story_is_day(r->times[i].value) && lately(r->times[i].value, published(w, report)))
            day = arena_strndup(w->arena, r->times[i].value, 10);
    }
    struct story_when d, p;
    return day && story_when(day, &d) && story_when(published(w, report), &p) && p.beg >= d.end ? day : NULL;
}

const char *story_said_at(struct story_work *w, uint32_t report, int32_t claim) {
    struct story_told *t = &w->gathered->told[report];
    const sayso_record *r = story_record(w, report);
    const char *at = NULL;
    if (claim >= 0) {
        const sayso_claim *c = &r->claims[claim];
        if (c->attribution >= 0 && r->n_times) {
            if (!t->done[c->attribution]) t->said_at[c->attribution] = cue_at(w, report, &r->attributions[c->attribution]);
            t->done[c->attribution] = true;
            at = t->said_at[c->attribution];
        }
        if (!at) at = entry_at(t, c->span.beg);
    }
    if (!at && w->reports.at[report].published) at = w->reports.at[report].published;
    if (!at && published(w, report)) at = arena_strdup(w->arena, published(w, report));
    return at;
}

/* ---- stands ------------------------------------------------------------------------------------------------------ */
static const sayso_attribution *attribution_of(const struct story_work *w, uint32_t report, int32_t claim) {
    const sayso_record *r = story_record(w, report);
    return claim < 0 || r->claims[claim].attribution < 0 ? NULL : &r->attributions[r->claims[claim].attribution];
}

sayso_stance story_stance(const struct story_work *w, uint32_t report, int32_t claim) {
    const sayso_attribution *a = attribution_of(w, report, claim);
    const sayso_record *r = story_record(w, report);
    if (!a) return SAYSO_STANCE_SAYS;
    for (uint32_t i = 0; i < a->cue.n; i++) {
        sayso_stance s = story_cue_stance(r->text + a->cue.at[i].beg, a->cue.at[i].end - a->cue.at[i].beg);
        if (s != SAYSO_STANCE_SAYS) return s;
    }
    return a->attitude && (!strcmp(a->attitude, "denies") || !strcmp(a->attitude, "rejects")) ? SAYSO_STANCE_DENIES
                                                                                              : SAYSO_STANCE_SAYS;
}

bool story_leaves_open(const struct story_work *w, uint32_t report, int32_t claim) {
    const sayso_attribution *a = attribution_of(w, report, claim);
    return a && a->attitude &&
           (!strncmp(a->attitude, "does not ", 9) || !strcmp(a->attitude, "declines") || !strcmp(a->attitude, "asks") ||
            !strcmp(a->attitude, "wonders"));
}

sayso_code story_told(struct story_work *w) {
    struct story_facts *s = w->gathered;
    if (!(s->told = ARENA_ARRAY(w->scratch, struct story_told, w->n))) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        struct story_told *t = &s->told[i];
        const sayso_record *r = story_record(w, i);
        t->said_at = ARENA_ARRAY(w->scratch, const char *, r->n_attributions + 1);
        t->done = ARENA_ARRAY(w->scratch, bool, r->n_attributions + 1);
        if (!t->said_at || !t->done || find_entries(w, i, t)) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}
