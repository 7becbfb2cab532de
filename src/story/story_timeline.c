/* Events of the reports in their order, past and upcoming ones too, and the changes of values.
 * An event stands on the line where it belongs to the incident, has a day or a year, or is a plan. Events of several reports
 * are one: those of the incident by kind; others by kind and day. What was planned and later happened or was called off is one
 * moment with the claims of both and the status of the later; it is a fact "plan" as well. */
#include "story_facts.h"
#include "story_say.h"
#include "story_agree.h"
#include "story_when.h"
#include <stdlib.h>

struct moment {
    sayso_story_moment m;
    VEC(sayso_story_claim) claims;
    const char *told_at; /* when its status was last told */
    bool was_planned;
};
struct line {
    struct story_work *w;
    VEC(struct moment) moments;
    struct story_map of_key;  /* "I shooting", "visit 2016-12-20" -> moment */
    struct story_map of_plan; /* kind -> moment of the only plan of that kind; SEVERAL */
};
static const uint32_t SEVERAL = UINT32_MAX - 1;

/* ---- events in words -------------------------------------------------------------------------------------------------- */
static sayso_span sentence_of(const sayso_record *r, uint32_t at) {
    uint32_t lo = 0, hi = r->n_sentences;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->sentences[mid].beg <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? r->sentences[lo - 1] : (sayso_span){0, r->n_text};
}

/* From the first to the last of those who take part, around the trigger, within its sentence. */
static sayso_span words_around(const sayso_record *r, const sayso_event *e) {
    enum { LONGEST = 200 };
    sayso_span s = sentence_of(r, e->trigger.beg), out = e->trigger;
    for (uint32_t i = 0; i < e->n_participants; i++) {
        sayso_span p = e->participants[i].span;
        if (p.beg == p.end || p.beg < s.beg || p.end > s.end) continue;
        uint32_t beg = p.beg < out.beg ? p.beg : out.beg, end = p.end > out.end ? p.end : out.end;
        if (end - beg <= LONGEST) out.beg = beg, out.end = end;
    }
    return out;
}

/* ---- moments ---------------------------------------------------------------------------------------------------------- */
/* The time of an event as far as a line needs it: a day, a month or a year; NULL: none is known. */
static const char *time_of(struct story_work *w, const sayso_record *r, const sayso_event *e) {
    struct story_when when;
    const char *value = e->time < 0 ? NULL : r->times[e->time].value;
    return story_when(value, &when) ? arena_strdup(w->arena, value) : NULL;
}

static const char *kind_of(struct story_work *w, const sayso_record *r, const sayso_event *e) {
    if (e->kind) return e->kind;
    char *words = story_words(w, r, e->trigger);
    return words ? story_key(w, words) : NULL;
}

static bool is_plan(const sayso_event *e) { return e->status == SAYSO_STATUS_PLANNED || e->status == SAYSO_STATUS_CALLED_OFF; }

/* Whether words stand within quotation marks. */
static bool is_quoted(const sayso_record *r, sayso_span at) {
    enum { BACK = 8 }; /* quotations that may lie within one another */
    uint32_t lo = 0, hi = r->n_quotes;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->quotes[mid].span.beg <= at.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i-- > 0 && lo - i <= BACK;)
        if (r->quotes[i].span.end >= at.end) return true;
    return false;
}

static bool is_first_person(const sayso_record *r, sayso_span at) {
    static const char *const words[] = {"I", "i", "We", "we", "Our", "our", "My", "my"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (at.end - at.beg < n || memcmp(r->text + at.beg, words[i], n) != 0) continue;
        if (at.end - at.beg == n || r->text[at.beg + n] == ' ') return true;
    }
    return false;
}

/* What somebody foretells or threatens in his own words is no plan: "everyone who took part will pay". It is one where he tells
 * the day, or what he will do himself. */
static bool is_mere_talk(struct story_work *w, const sayso_record *r, const sayso_event *e) {
    if (e->status != SAYSO_STATUS_PLANNED || !is_quoted(r, e->trigger) || time_of(w, r, e)) return false;
    for (uint32_t i = 0; i < e->n_participants; i++)
        if (!strcmp(e->participants[i].role, "agent") && is_first_person(r, e->participants[i].span)) return false;
    return true;
}

static uint32_t add_moment(struct line *l, const sayso_event *e, const char *kind, const char *time, const char *words,
                           bool incident) {
    struct moment m = {
        .m = {.time = time, .event = words, .kind = arena_strdup(l->w->arena, kind), .status = e->status, .incident = incident}};
    return m.m.kind && VEC_PUSH(l->w->scratch, l->moments, m) ? l->moments.n - 1 : STORY_MAP_NONE;
}

/* The moment that an event is, found or new; STORY_MAP_NONE: memory is out. */
static uint32_t moment_of(struct line *l, uint32_t report, const sayso_event *e, bool incident) {
    struct story_work *w = l->w;
    const sayso_record *r = story_record(w, report);
    const char *kind = kind_of(w, r, e), *time = time_of(w, r, e), *words = story_words(w, r, words_around(r, e));
    if (!kind || !words) return STORY_MAP_NONE;
    const char *when = incident ? "I" : time ? arena_strndup(w->scratch, time, strlen(time) > 10 ? 10 : strlen(time)) : "?";
    char *key = when ? arena_printf(w->scratch, "%s %s", when, kind) : NULL;
    if (!key) return STORY_MAP_NONE;
    uint32_t at = story_map_get(&l->of_key, key), plan = story_map_get(&l->of_plan, kind);
    if (at == STORY_MAP_NONE && !time && is_plan(e) && plan < l->moments.n) at = plan;
    if (at == STORY_MAP_NONE) {
        if ((at = add_moment(l, e, kind, time, words, incident)) == STORY_MAP_NONE) return at;
        if (is_plan(e) && !story_map_put(&l->of_plan, w->scratch, kind, plan == STORY_MAP_NONE ? at : SEVERAL))
            return STORY_MAP_NONE;
        if (!story_map_put(&l->of_key, w->scratch, key, at)) return STORY_MAP_NONE;
    }
    struct moment *m = &l->moments.at[at];
    if (strlen(words) > strlen(m->m.event)) m->m.event = words;
    if (!m->m.time || (time && story_when_compare(time, m->m.time) == 0 && strlen(time) > strlen(m->m.time))) m->m.time = time;
    return at;
}

static bool add_event(struct line *l, uint32_t report, uint32_t event, int32_t claim, bool incident) {
    struct story_work *w = l->w;
    const sayso_record *r = story_record(w, report);
    const sayso_event *e = &r->events[event];
    uint32_t at = moment_of(l, report, e, incident);
    if (at == STORY_MAP_NONE) return false;
    struct moment *m = &l->moments.at[at];
    sayso_story_claim c = {.report = (int32_t)report, .claim = claim, .root = story_own_root(w, report)};
    if (claim >= 0) c.chain = w->chain_of[report][claim], c.root = w->root_of[report][claim];
    c.span = words_around(r, e), c.hedged = e->certainty != SAYSO_CERTAINTY_CERTAIN;
    c.stance = e->status == SAYSO_STATUS_DENIED ? SAYSO_STANCE_DENIES : SAYSO_STANCE_SAYS;
    c.said_at = story_said_at(w, report, claim);
    if (!(c.words = story_words(w, r, c.span))) return false;
    m->was_planned |= e->status == SAYSO_STATUS_PLANNED;
    if (!m->told_at || story_when_compare(c.said_at, m->told_at) >= 0) {
        bool same_report = m->claims.n && m->claims.at[m->claims.n - 1].report == (int32_t)report;
        if (!(same_report && m->m.status == SAYSO_STATUS_CALLED_OFF)) m->m.status = e->status;
        m->told_at = c.said_at;
    }
    return VEC_PUSH(w->scratch, m->claims, c);
}

/* The events of a report; of those that are one event the first. */
static bool add_report(struct line *l, uint32_t report) {
    struct story_work *w = l->w;
    const sayso_record *r = story_record(w, report);
    int32_t *claim = ARENA_ARRAY(w->scratch, int32_t, r->n_events + 1); /* the first about each event, and 1 */
    bool *told = ARENA_ARRAY(w->scratch, bool, r->n_events + 1);
    if (!claim || !told) return false;
    for (uint32_t k = r->n_claims; k-- > 0;)
        if (r->claims[k].about >= 0) claim[r->claims[k].about] = (int32_t)k + 1;
    for (uint32_t i = 0; i < r->n_events; i++) {
        const sayso_event *e = &r->events[i];
        bool incident = w->gathered->in_incident[report][i];
        if (told[i] || e->status == SAYSO_STATUS_HYPOTHETICAL) continue;
        if (!incident && !is_plan(e) && !time_of(w, r, e)) continue;
        if (is_mere_talk(w, r, e)) continue;
        for (uint32_t k = 0; k < e->same_as.n; k++) told[e->same_as.at[k]] = r->events[e->same_as.at[k]].status == e->status;
        if (!add_event(l, report, i, claim[i] - 1, incident)) return false;
    }
    return true;
}

/* ---- plans as facts ----------------------------------------------------------------------------------------------------- */
static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static bool ids_of(struct story_work *w, const struct moment *m, sayso_ids *reports, sayso_ids *roots) {
    int32_t *a = ARENA_ARRAY(w->arena, int32_t, m->claims.n + 1), *b = ARENA_ARRAY(w->arena, int32_t, m->claims.n + 1);
    if (!a || !b) return false;
    uint32_t n = 0, k = 0;
    for (uint32_t i = 0; i < m->claims.n; i++) {
        a[i] = m->claims.at[i].report;
        b[i] = m->claims.at[i].root;
    }
    qsort(a, m->claims.n, sizeof *a, by_number);
    qsort(b, m->claims.n, sizeof *b, by_number);
    for (uint32_t i = 0; i < m->claims.n; i++) {
        if (!n || a[n - 1] != a[i]) a[n++] = a[i];
        if (b[i] >= 0 && (!k || b[k - 1] != b[i])) b[k++] = b[i];
    }
    *reports = (sayso_ids){a, n}, *roots = (sayso_ids){b, k};
    return true;
}

static bool put_plan(struct line *l, const struct moment *m, sayso_story_value *v) {
    *v = (sayso_story_value){.kind = SAYSO_STORY_TEXT, .text = m->m.event, .claims = m->m.claims, .n_claims = m->m.n_claims};
    if (!ids_of(l->w, m, &v->reports, &v->roots)) return false;
    v->first_said = m->claims.at[0].said_at, v->last_said = m->told_at;
    v->status = m->m.status == SAYSO_STATUS_CALLED_OFF                                        ? SAYSO_FACT_CALLED_OFF
                : m->m.status == SAYSO_STATUS_HAPPENED || m->m.status == SAYSO_STATUS_ONGOING ? SAYSO_FACT_CONFIRMED
                : m->m.status == SAYSO_STATUS_DENIED                                          ? SAYSO_FACT_DENIED
                : v->roots.n > 1                                                              ? SAYSO_FACT_CORROBORATED
                                                                                              : SAYSO_FACT_SINGLE_SOURCE;
    return true;
}

static sayso_code put_plans(struct line *l) {
    sayso_story_value *values = ARENA_ARRAY(l->w->arena, sayso_story_value, l->moments.n + 1);
    uint32_t n = 0;
    if (!values) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < l->moments.n; i++) {
        const struct moment *m = &l->moments.at[i];
        if (!m->was_planned && m->m.status != SAYSO_STATUS_CALLED_OFF) continue;
        if (!put_plan(l, m, &values[n++])) return SAYSO_NOMEM;
    }
    sayso_story_fact f = {
        .slot = "plan", .status = n ? values[0].status : SAYSO_FACT_UNATTRIBUTED, .values = values, .n_values = n};
    return !n || VEC_PUSH(l->w->arena, l->w->facts, f) ? SAYSO_OK : SAYSO_NOMEM;
}

/* ---- changes of values --------------------------------------------------------------------------------------------------- */
static sayso_code put_changes(struct line *l, const sayso_story_fact *f) {
    struct story_work *w = l->w;
    if (f->about || !story_slot_is_single(f->slot)) return SAYSO_OK;
    for (uint32_t v = 0; v < f->n_values; v++) {
        const sayso_story_value *x = &f->values[v];
        struct story_phrase p = {.arena = w->arena};
        if (x->kind != SAYSO_STORY_COUNT || !x->first_said) continue;
        story_put_slot(&p, f->slot);
        story_put(&p, ": ");
        story_put_count(&p, &x->count);
        story_put(&p, ", ");
        story_put_sources(w, &p, x, "says", "say");
        if (x->status == SAYSO_FACT_SUPERSEDED) story_put(&p, "; superseded later");
        if (p.failed) return SAYSO_NOMEM;
        sayso_story_moment m = {.time = x->first_said,
                                .event = p.at,
                                .kind = "value",
                                .incident = true,
                                .claims = x->claims,
                                .n_claims = x->n_claims};
        if (!VEC_PUSH(w->arena, w->timeline, m)) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

static int by_time(const void *a, const void *b) {
    const sayso_story_moment *x = a, *y = b;
    int c = story_when_compare(x->time, y->time);
    if (c) return c;
    if (x->incident != y->incident) return x->incident ? -1 : 1;
    return strcmp(x->event, y->event);
}

sayso_code story_timeline(struct story_work *w) {
    struct line l = {.w = w};
    for (uint32_t i = 0; i < w->n; i++)
        if (!add_report(&l, i)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < l.moments.n; i++) {
        struct moment *m = &l.moments.at[i];
        sayso_story_claim *claims = ARENA_ARRAY(w->arena, sayso_story_claim, m->claims.n);
        if (!claims) return SAYSO_NOMEM;
        memcpy(claims, m->claims.at, m->claims.n * sizeof *claims);
        m->m.claims = claims, m->m.n_claims = m->claims.n;
        if (m->m.incident && !m->m.time) m->m.time = w->story.time;
        if (!VEC_PUSH(w->arena, w->timeline, m->m)) return SAYSO_NOMEM;
    }
    for (uint32_t i = 0, n = w->facts.n; i < n; i++)
        if (put_changes(&l, &w->facts.at[i])) return SAYSO_NOMEM;
    if (w->timeline.n) qsort(w->timeline.at, w->timeline.n, sizeof *w->timeline.at, by_time);
    return put_plans(&l);
}
