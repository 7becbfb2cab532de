/* Time expressions of a report, in the order of the text: at each word the best reading of facts_times_match.c, valued by
 * facts_times_value.c; what is found becomes what later words are counted from ("the following day"). */
#include "facts_times.h"

/* ---- the date that all is counted from ---------------------------------------------------------------------------- */
static int32_t digits(const char **s, int n) {
    int32_t v = 0;
    for (; n; n--, (*s)++) {
        if (**s < '0' || **s > '9') return -1;
        v = v * 10 + **s - '0';
    }
    return v;
}

bool times_read_iso(const char *s, struct times_now *out) {
    if (!s) return false;
    int32_t y = digits(&s, 4), m, d;
    if (y < 1 || *s++ != '-' || (m = digits(&s, 2)) < 0 || *s++ != '-' || (d = digits(&s, 2)) < 0 || !calendar_is_date(y, m, d))
        return false;
    *out = (struct times_now){true, {GRAIN_DAY, calendar_day(y, m, d)}, -1};
    if (*s == 'T' || *s == ' ') {
        s++;
        int32_t hour = digits(&s, 2);
        if (hour >= 0 && hour < 24) out->hour = hour;
    }
    return true;
}

/* The whole date in the dateline ("HAVEN, Dec. 19, 2016 (AP)"), where the report's head bears none. */
static void read_dateline(struct times_work *t) {
    const struct text *text = t->w->text;
    const char *line = text->publication.dateline, *at = line && *line ? memmem(text->utf8, text->n, line, strlen(line)) : NULL;
    if (!at) return;
    uint32_t beg, end;
    report_tokens_in(t->w, span_of((uint32_t)(at - text->utf8), (uint32_t)(at - text->utf8 + strlen(line))), &beg, &end);
    for (uint32_t i = beg; i < end; i++) {
        struct reading r;
        struct found found;
        if (!times_match(t->w, &t->lex, i, NULL, &r) || r.rule->op != TIME_OP_DATE || !times_value(t, &r, &found)) continue;
        if (found.point.grain != GRAIN_DAY) continue;
        t->now = (struct times_now){true, found.point, -1};
        return;
    }
}

/* ---- what the model thinks ---------------------------------------------------------------------------------------- */
/* Whether the tagger "time" is sure that none of the words tells a time. Asked only of stretches, sets and vague words, which
 * many sentences have without telling of time ("his current name", "$5 a day"): a date by the calendar stays a date. */
static bool is_vetoed(const struct report_work *w, const struct reading *r, const struct found *found) {
    static const float sure = 0.9F; /* chosen on four fifths of TimeBank and AQUAINT */
    const struct tagger_scores *t = w->scores ? scores_tagger(w->scores, "time") : NULL;
    size_t n = strlen(found->value);
    bool vague = n > 4 && strcmp(found->value + n - 4, "_REF") == 0;
    if (!t || !(vague || strcmp(found->type, "DURATION") == 0 || strcmp(found->type, "SET") == 0)) return false;
    for (uint32_t i = r->beg; i < r->end; i++) {
        uint32_t piece = w->tokens[i].piece;
        if (strcmp(t->labels[t->label[piece]], "O") != 0 || t->p[piece] < sure) return false;
    }
    return true;
}

/* ---- one reading after the other ---------------------------------------------------------------------------------- */
static span bytes_of(const struct report_work *w, uint32_t beg, uint32_t end) {
    return span_of(w->tokens[beg].at.beg, w->tokens[end - 1].at.end);
}

static bool keep(struct times_work *t, const struct reading *r, const struct found *found) {
    struct sayso_time time = {bytes_of(t->w, r->beg, r->end), found->type, found->value, found->mod, -1};
    if (!VEC_PUSH(t->w->arena, t->f->times, time)) return false;
    if (found->quarter >= 0) {
        t->last_quarter = found->quarter;
        t->last_is_year = false;
    } else if (strcmp(found->value, "P9M") == 0 || strcmp(found->value, "P6M") == 0)
        t->last_is_year = true;
    if (found->point.grain) {
        t->last = found->point;
        if (found->point.grain == GRAIN_DAY) t->last_day = found->point;
        t->last_token = r->beg;
    }
    return true;
}

/* "10:35 a.m. (0735 GMT) Friday": a clock time before the day it is of, in one sentence. */
static void date_clock(struct times_work *t, uint32_t clock, const struct found *day) {
    sayso_time *time = &t->f->times.at[clock];
    const char *rest = strchr(time->value, 'T'), *value = times_point_value(t->w->arena, day->point);
    if (!rest || !value) return;
    char *joined = arena_printf(t->w->arena, "%s%s", value, rest);
    if (joined) time->value = joined;
}

static sayso_code read_all(struct times_work *t) {
    struct report_work *w = t->w;
    int64_t clock = -1;
    uint32_t clock_token = 0;
    struct reading prev;
    bool has_prev = false;
    for (uint32_t i = 0; i < w->n_tokens;) {
        struct reading r;
        struct found found;
        if (!times_match(w, &t->lex, i, has_prev ? &prev : NULL, &r)) {
            i++;
            continue;
        }
        if (!r.rule->type) {
            i = r.end;
            continue;
        }
        bool fine = times_value(t, &r, &found);
        if (fine && !found.value) {
            i++;
            continue;
        }
        if (fine && is_vetoed(w, &r, &found)) {
            i = r.end;
            continue;
        }
        if (!fine || !keep(t, &r, &found)) return error_set(w->e, SAYSO_NOMEM, "facts", w->tokens[i].at.beg, "out of memory");
        bool same = clock >= 0 && w->tokens[clock_token].block == w->tokens[r.beg].block && r.beg - clock_token < 12;
        if (same && found.point.grain == GRAIN_DAY && !found.no_date) date_clock(t, (uint32_t)clock, &found);
        clock = found.no_date ? (int64_t)t->f->times.n - 1 : -1;
        clock_token = r.beg;
        prev = r;
        has_prev = true;
        i = r.end > i ? r.end : i + 1;
    }
    return SAYSO_OK;
}

sayso_code facts_times(struct facts_work *f) {
    struct times_work t = {.f = f, .w = f->r, .last_quarter = -1};
    sayso_code code = times_lex(t.w, &t.lex);
    if (code) return code;
    if (!times_read_iso(t.w->text->publication.published, &t.now)) read_dateline(&t);
    return read_all(&t);
}
