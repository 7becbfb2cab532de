/* When and where an event was, and the numbers that go with it: each time, place and amount is hung on the nearest verb or event
 * word above it; an event takes what hangs on its word or its light verb, then what hangs on the verb it shares a clause with,
 * and a heavy one at last what stands in its sentence and hangs on no other event. */
#include "facts_events.h"
#include <string.h>

enum { MOST_CLIMB = 8, MOST_AMOUNTS = 8, HEAVY = 4 };

struct hung { /* by token: the first time, place that hangs on it; -1 */
    int32_t *time, *place;
    uint8_t *rank;  /* how well the place hangs there */
    int32_t *event; /* whose trigger or light verb it is */
};

static bool is_verb(const struct syntax *x, uint32_t t) { return syntax_pos(x, t, "VERB"); }

static bool has_case_of(const struct syntax *x, uint32_t t, const char *const *words) {
    uint32_t c = syntax_case(x, t);
    for (; c != NO_TOKEN && *words; words++)
        if (report_token_is(x->w, c, *words)) return true;
    return false;
}

/* How well one link on the way up from a place's name keeps it the place of what is above: 0 not ("ambassador to Poland"). */
static int link_rank(const struct events *ev, uint32_t t, uint32_t head) {
    static const char *const in[] = {"in",     "at",     "near",       "outside", "inside", "on",      "off", "around", "within",
                                     "across", "beside", "throughout", "along",   "behind", "between", "of",  NULL};
    static const char *const to[] = {"to", "into", "toward", "towards", NULL};
    const struct syntax *x = &ev->x;
    int32_t v = ev->event_of[head];
    if (syntax_is_rel(x, t, "amod") || syntax_is_rel(x, t, "nmod:poss")) return 0;
    bool talk = v >= 0 && ev->f->events.at[v].type && !strcmp(ev->f->events.at[v].type, "CONSULT");
    if (talk && syntax_case(x, t) != NO_TOKEN && report_token_is(x->w, syntax_case(x, t), "on"))
        return 0; /* "talks on Norland" */
    if (has_case_of(x, t, in)) return 3;
    if (has_case_of(x, t, to)) return talk ? 3 : 0;
    if (syntax_case(x, t) != NO_TOKEN) return 0;
    return syntax_rel(x, t, "compound") || syntax_rel(x, t, "nmod")   ? 2
           : syntax_is_rel(x, t, "appos") || syntax_rel(x, t, "flat") ? 3
                                                                      : 1;
}

/* The nearest verb or event word above a span; NO_TOKEN. *rank: how well a place hangs there, 0 not. */
static uint32_t anchor_of(const struct events *ev, const struct hung *h, sayso_span at, int *rank) {
    const struct syntax *x = &ev->x;
    uint32_t beg, end;
    bool in_phrase = false;
    report_tokens_in(ev->w, at, &beg, &end);
    if (beg >= end) return NO_TOKEN;
    uint32_t t = report_head_of(ev->w, beg, end);
    *rank = 3;
    for (int step = 0; step < MOST_CLIMB; step++) {
        if (step && (h->event[t] >= 0 || is_verb(x, t))) return t;
        uint32_t head = ev->w->tokens[t].head;
        if (head == t) return NO_TOKEN;
        int link = link_rank(ev, t, head);
        if (in_phrase && !link) link = 1; /* inside a noun phrase that takes part itself: "an officer in Lille" */
        if (step && syntax_is_person(x, t)) in_phrase = true, *rank = *rank ? 1 : 0;
        if (link < *rank) *rank = link;
        if (!step && link == 1) *rank = 0; /* the place itself takes part: "Norland bombed" */
        t = head;
    }
    return NO_TOKEN;
}

static void hang(const struct events *ev, struct hung *h) {
    const struct facts_work *f = ev->f;
    int rank;
    for (uint32_t i = 0; i < f->times.n; i++) {
        const char *type = f->times.at[i].type;
        if (strcmp(type, "DATE") != 0 && strcmp(type, "TIME") != 0) continue;
        uint32_t t = anchor_of(ev, h, f->times.at[i].span, &rank);
        if (t != NO_TOKEN && h->time[t] < 0) h->time[t] = (int32_t)i;
    }
    for (uint32_t i = 0; i < f->places.n; i++) {
        uint32_t t = anchor_of(ev, h, f->places.at[i].span, &rank);
        if (t == NO_TOKEN || rank <= h->rank[t]) continue;
        h->place[t] = (int32_t)i;
        h->rank[t] = (uint8_t)rank;
    }
}

/* The verb whose time and place are this word's too: one it is joined to, its light verb's, that of which it is the subject. */
static uint32_t shares_with(const struct events *ev, const struct draft *d, uint32_t t) {
    const struct syntax *x = &ev->x;
    uint32_t head = ev->w->tokens[t].head;
    if (head == t) return NO_TOKEN;
    if (t == d->head && d->support.verb != NO_TOKEN && strcmp(d->support.light->noun, "for") != 0) return d->support.verb;
    if (syntax_is_rel(x, t, "conj") || syntax_rel(x, t, "xcomp")) return head;
    if (d->sense->pos != 'n' || t != d->head || !is_verb(x, head)) return NO_TOKEN;
    uint32_t c = syntax_case(x, t);
    bool in = syntax_rel(x, t, "obl") && c != NO_TOKEN && (report_token_is(x->w, c, "in") || report_token_is(x->w, c, "during"));
    return in || syntax_rel(x, t, "nsubj") ? head : NO_TOKEN;
}

static int32_t hung_on(const struct events *ev, const struct draft *d, const int32_t *by_token) {
    uint32_t t = d->head;
    for (int step = 0; step < 3 && t != NO_TOKEN; step++) {
        if (by_token[t] >= 0) return by_token[t];
        t = shares_with(ev, d, t);
    }
    return -1;
}

/* The one time of a sentence that hangs on no event's word: said at its start, or hung wrongly. */
static int32_t free_time(const struct events *ev, const struct hung *h, const struct draft *d) {
    const struct facts_work *f = ev->f;
    span s = ev->w->sentences[ev->w->tokens[d->head].sentence];
    uint32_t lo = 0, hi = f->times.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->times.at[mid].span.beg < s.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    int32_t found = -1;
    for (; lo < f->times.n && f->times.at[lo].span.beg < s.end; lo++) {
        int rank;
        if (strcmp(f->times.at[lo].type, "DATE") != 0 && strcmp(f->times.at[lo].type, "TIME") != 0) continue;
        uint32_t t = anchor_of(ev, h, f->times.at[lo].span, &rank);
        if (t != NO_TOKEN && h->event[t] >= 0) continue;
        if (found >= 0) return -1;
        found = (int32_t)lo;
    }
    return found;
}

/* "since 1998, when two people were stabbed": the year or month right before the "when" of the event's clause; -1. */
static int32_t time_before_when(const struct events *ev, const struct draft *d) {
    enum { FAR = 12 };
    const struct report_work *w = ev->w;
    uint32_t t = d->head;
    while (t > 0 && d->head - t < FAR && w->tokens[t - 1].sentence == w->tokens[d->head].sentence &&
           !report_token_is(w, t, "when")) {
        if (t != d->head && report_token_is(w, t, ",")) return -1;
        t--;
    }
    if (!report_token_is(w, t, "when") || t < 2) return -1;
    uint32_t last = report_token_is(w, t - 1, ",") ? t - 2 : t - 1, end = w->tokens[last].at.end;
    for (uint32_t i = 0; i < ev->f->times.n && ev->f->times.at[i].span.beg < end; i++)
        if (ev->f->times.at[i].span.end == end && !strcmp(ev->f->times.at[i].type, "DATE"))
            return strlen(ev->f->times.at[i].value) < strlen("1998-05-01") ? (int32_t)i : -1;
    return -1;
}

static sayso_code give_amounts(struct events *ev, const struct hung *h) {
    struct facts_work *f = ev->f;
    int32_t(*of)[MOST_AMOUNTS] = (void *)arena_alloc(ev->w->scratch, sizeof *of * ((size_t)f->events.n + 1));
    uint32_t *n = ARENA_ARRAY(ev->w->scratch, uint32_t, (size_t)f->events.n + 1);
    if (!of || !n) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    for (uint32_t i = 0; i < f->amounts.n; i++) {
        int rank;
        uint32_t t = anchor_of(ev, h, f->amounts.at[i].span, &rank);
        int32_t v = t == NO_TOKEN ? -1 : h->event[t];
        if (v >= 0 && n[v] < MOST_AMOUNTS) of[v][n[v]++] = (int32_t)i;
    }
    for (uint32_t v = 0; v < f->events.n; v++) {
        if (!n[v]) continue;
        int32_t *at = ARENA_ARRAY(ev->w->arena, int32_t, n[v]);
        if (!at) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
        memcpy(at, of[v], sizeof *at * n[v]);
        f->events.at[v].amounts = (sayso_ids){at, n[v]};
    }
    return SAYSO_OK;
}

sayso_code events_where(struct events *ev) {
    struct facts_work *f = ev->f;
    size_t n = (size_t)ev->w->n_tokens + 1;
    if (!f->times.n && !f->places.n && !f->amounts.n) return SAYSO_OK;
    struct hung h = {ARENA_ARRAY(ev->w->scratch, int32_t, n), ARENA_ARRAY(ev->w->scratch, int32_t, n),
                     ARENA_ARRAY(ev->w->scratch, uint8_t, n), ARENA_ARRAY(ev->w->scratch, int32_t, n)};
    if (!h.time || !h.place || !h.rank || !h.event) return error_set(ev->w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    memset(h.time, -1, sizeof *h.time * n);
    memset(h.place, -1, sizeof *h.place * n);
    memset(h.event, -1, sizeof *h.event * n);
    for (uint32_t i = 0; i < ev->drafts.n; i++) {
        const struct draft *d = &ev->drafts.at[i];
        if (d->support.verb != NO_TOKEN && h.event[d->support.verb] < 0) h.event[d->support.verb] = (int32_t)i;
        h.event[d->head] = (int32_t)i;
    }
    hang(ev, &h);
    for (uint32_t i = 0; i < f->events.n; i++) {
        const struct draft *d = &ev->drafts.at[i];
        sayso_event *v = &f->events.at[i];
        v->time = hung_on(ev, d, h.time);
        if (v->time < 0) v->time = time_before_when(ev, d);
        v->place = hung_on(ev, d, h.place);
        if (v->time < 0 && event_kind_at(d->sense->kind)->weight >= HEAVY) v->time = free_time(ev, &h, d);
    }
    return give_amounts(ev, &h);
}
