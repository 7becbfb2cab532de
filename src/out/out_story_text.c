/* The story told to a person, to be read aloud: what it is, where its reports conflict, each value with its independent
 * origins and since when it is said; quotes by speaker; time line; reports with copies under what they repeat; who may be whom.
 */
#include "out_lines.h"
#include "out_say.h"
#include "out_story.h"
#include "story_agree.h"
#include "story.h"
#include <stdio.h>
#include <string.h>

enum { MARGIN = 2, HANG = 4, MOST_ROOTS = 4, MOST_VALUES = 8, MOST_SAID = 12, MOST_MOMENTS = 30 };

struct telling {
    struct lines l;
    const sayso_story *y;
    struct arena *a;
    const char *last; /* day of the latest report: clock times alone are of that day */
};

static void heading(struct telling *t, const char *words) {
    lines_blank(&t->l);
    lines_begin(&t->l, 0, 0);
    lines_say(&t->l, "1;4", words);
    lines_end(&t->l);
}

/* "18:20" on the day of the latest report, else "11 March 18:20"; NULL where it is not known. */
static const char *moment(struct telling *t, const char *iso) {
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    int year, month, day, hour, minute;
    if (!iso) return NULL;
    int n = sscanf(iso, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute);
    if (n < 3 || month < 1 || month > 12) return NULL;
    if (n == 5 && t->last && !strncmp(iso, t->last, 10)) return arena_printf(t->a, "%02d:%02d", hour, minute);
    if (n == 5) return arena_printf(t->a, "%d %s, %02d:%02d", day, months[month - 1], hour, minute);
    return arena_printf(t->a, "%d %s %d", day, months[month - 1], year);
}

static const char *source_name(const struct telling *t, int32_t source) {
    return source < 0 ? "nobody named" : t->y->sources[source].name;
}

/* ---- the head ---------------------------------------------------------------------------------------------------- */
static void tell_head(struct telling *t) {
    const sayso_story *y = t->y;
    lines_begin(&t->l, 0, 0);
    lines_say(&t->l, STYLE_BOLD, y->title ? y->title : y->id);
    lines_begin(&t->l, 0, 0);
    const char *place = y->place < 0 ? NULL : out_story_value_words(&y->facts[y->place_fact].values[y->place], t->a);
    struct phrase day = {.arena = t->a};
    bool dated = say_timex(&day, y->time);
    if (y->kind) lines_sayf(&t->l, STYLE_PLAIN, "%s%s", y->kind, place || dated ? "," : ".");
    if (place) lines_sayf(&t->l, STYLE_PLAIN, "%s%s", place, dated ? "," : ".");
    if (dated) lines_sayf(&t->l, STYLE_PLAIN, "%s.", phrase_end(&day));
    lines_sayf(&t->l, STYLE_PLAIN, "%u report%s, %u independent root%s.", y->n_reports, y->n_reports == 1 ? "" : "s", y->n_roots,
               y->n_roots == 1 ? "" : "s");
    lines_end(&t->l);
}

static void tell_conflicts(struct telling *t) {
    if (!t->y->n_conflicts) return;
    heading(t, "Conflicts");
    for (uint32_t i = 0; i < t->y->n_conflicts; i++) {
        lines_begin(&t->l, MARGIN, HANG);
        lines_say(&t->l, STYLE_PLAIN, t->y->conflicts[i].why);
    }
    lines_end(&t->l);
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */
static const char *status_note(const sayso_story_value *v) {
    switch (v->status) {
    case SAYSO_FACT_SUPERSEDED:
        return "superseded";
    case SAYSO_FACT_DENIED:
        return "denied";
    case SAYSO_FACT_RETRACTED:
        return "retracted";
    case SAYSO_FACT_CONFIRMED:
        return "confirmed";
    case SAYSO_FACT_CALLED_OFF:
        return "called off";
    case SAYSO_FACT_UNATTRIBUTED:
        return "nobody named says so";
    default:
        return NULL;
    }
}

/* "sheriff; union president; and 3 more" */
static void say_roots(const struct telling *t, struct phrase *p, const sayso_story_value *v) {
    if (!v->roots.n) phrase_str(p, "nobody named");
    for (uint32_t i = 0; i < v->roots.n && i < MOST_ROOTS; i++) {
        if (i) phrase_str(p, "; ");
        phrase_str(p, source_name(t, v->roots.at[i]));
    }
    if (v->roots.n > MOST_ROOTS) phrase_str(p, arena_printf(t->a, " and %u more", v->roots.n - MOST_ROOTS));
}

/* Who denies it, each once. */
static void say_denials(const struct telling *t, struct phrase *p, const sayso_story_value *v) {
    for (uint32_t i = 0; i < v->n_claims; i++) {
        const sayso_story_claim *c = &v->claims[i];
        bool told = c->stance == SAYSO_STANCE_SAYS;
        for (uint32_t k = 0; k < i && !told; k++) told = v->claims[k].stance == c->stance && v->claims[k].root == c->root;
        if (!told) phrase_str(p, arena_printf(t->a, "; %s %s it", source_name(t, c->root), sayso_stance_name(c->stance)));
    }
}

static bool all_hedged(const sayso_story_value *v) {
    for (uint32_t i = 0; i < v->n_claims; i++)
        if (!v->claims[i].hedged) return false;
    return v->n_claims > 0;
}

/* "3 (sheriff; coroner, since 18:20; 4 reports, 2 roots)" */
static void tell_value(struct telling *t, const sayso_story_value *v) {
    const char *words = out_story_value_words(v, t->a), *since = moment(t, v->first_said), *note = status_note(v);
    struct phrase p = {.arena = t->a};
    if (v->kind == SAYSO_STORY_COUNT && v->n_claims && story_is_silence(v)) { /* no words stand behind it */
        lines_say(&t->l, STYLE_PLAIN, "none is told of");
        return;
    }
    phrase_str(&p, "(");
    say_roots(t, &p, v);
    if (since) phrase_str(&p, arena_printf(t->a, ", since %s", since));
    if (v->reports.n > 1)
        phrase_str(&p, arena_printf(t->a, "; %u reports, %u root%s", v->reports.n, v->roots.n, v->roots.n == 1 ? "" : "s"));
    if (all_hedged(v)) phrase_str(&p, "; hedged");
    if (note && v->roots.n && v->status != SAYSO_FACT_SUPERSEDED) phrase_str(&p, arena_printf(t->a, "; %s", note));
    say_denials(t, &p, v);
    phrase_str(&p, ")");
    lines_say(&t->l, STYLE_BOLD, words ? words : "");
    lines_say(&t->l, STYLE_PLAIN, phrase_end(&p));
}

static void tell_slot(struct telling *t, const sayso_story_fact *f) {
    char *label = arena_printf(t->a, f->status == SAYSO_FACT_SUPERSEDED ? "%s, earlier:" : "%s:", f->slot);
    if (!label) return;
    if (*label >= 'a' && *label <= 'z') *label = (char)(*label - 'a' + 'A');
    lines_begin(&t->l, MARGIN, HANG);
    lines_say(&t->l, STYLE_PLAIN, label);
    for (uint32_t i = 0; i < f->n_values && i < MOST_VALUES; i++) {
        tell_value(t, &f->values[i]);
        lines_glue(&t->l, STYLE_PLAIN, i + 1 < f->n_values && i + 1 < MOST_VALUES ? ";" : ".");
    }
    if (f->n_values > MOST_VALUES) lines_sayf(&t->l, STYLE_DIM, "And %u more.", f->n_values - MOST_VALUES);
    if (f->status == SAYSO_FACT_CONFLICTING) lines_say(&t->l, STYLE_BOLD, "These conflict.");
}

/* What is told to a person, in this order; what else the record holds (who did what in which event, in words) is for machines. */
static const char *const SLOTS[] = {"killed", "injured", "missing", "shots", "victim", "perpetrator", "weapon",
                                    "target", "motive",  "cause",   "time",  "place",  "plan"};
enum { N_SLOTS = sizeof SLOTS / sizeof *SLOTS };

static bool is_speech(const sayso_story_fact *f) { return !strcmp(f->slot, "said"); }

/* Values that were replaced stand in a fact of their own behind those that hold. */
static void tell_facts(struct telling *t) {
    bool any = false;
    for (size_t k = 0; k < N_SLOTS; k++)
        for (uint32_t i = 0; i < t->y->n_facts; i++) {
            const sayso_story_fact *f = &t->y->facts[i];
            if (f->about || !f->n_values || strcmp(f->slot, SLOTS[k])) continue;
            if (!any) heading(t, "What is claimed");
            any = true;
            tell_slot(t, f);
        }
    lines_end(&t->l);
}

static void tell_said(struct telling *t) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->y->n_facts; i++) {
        const sayso_story_fact *f = &t->y->facts[i];
        if (!is_speech(f)) continue;
        for (uint32_t v = 0; v < f->n_values && n < MOST_SAID; v++) {
            const sayso_story_value *x = &f->values[v];
            if (!n++) heading(t, "What was said");
            lines_begin(&t->l, MARGIN, HANG);
            lines_sayf(&t->l, STYLE_BOLD, "%s:", f->about ? f->about : "Somebody");
            lines_flow(&t->l, STYLE_PLAIN, x->text, strlen(x->text));
            for (uint32_t k = 0; k < x->variants.n; k++) {
                lines_say(&t->l, STYLE_DIM, "also:");
                lines_flow(&t->l, STYLE_ITALIC, x->variants.at[k], strlen(x->variants.at[k]));
            }
            if (x->reports.n > 1)
                lines_sayf(&t->l, STYLE_DIM, "(%u reports, %u root%s)", x->reports.n, x->roots.n, x->roots.n == 1 ? "" : "s");
        }
    }
    lines_end(&t->l);
}

/* ---- time line, reports, sources --------------------------------------------------------------------------------- */
static void tell_timeline(struct telling *t) {
    for (uint32_t i = 0; i < t->y->n_timeline && i < MOST_MOMENTS; i++) {
        const sayso_story_moment *m = &t->y->timeline[i];
        struct phrase when = {.arena = t->a};
        if (!i) heading(t, "Time line");
        lines_begin(&t->l, MARGIN, HANG);
        const char *clock = m->time && strlen(m->time) > 10 ? moment(t, m->time) : NULL;
        if (!clock) clock = say_timex(&when, m->time) ? phrase_end(&when) : "some time";
        lines_sayf(&t->l, STYLE_BOLD, "%s:", clock);
        lines_flow(&t->l, STYLE_PLAIN, m->event, strlen(m->event));
        if (m->status != SAYSO_STATUS_HAPPENED) lines_sayf(&t->l, STYLE_ITALIC, "(%s)", sayso_status_name(m->status));
    }
    lines_end(&t->l);
}

static void tell_reports(struct telling *t) {
    heading(t, "Reports");
    for (uint32_t i = 0; i < t->y->n_reports; i++) {
        const sayso_story_report *r = &t->y->reports[i];
        const char *when = moment(t, r->published);
        lines_begin(&t->l, MARGIN, HANG);
        lines_sayf(&t->l, STYLE_DIM, "%u.", i + 1);
        lines_sayf(&t->l, STYLE_BOLD, "%s%s", source_name(t, r->outlet_source), when || r->title ? "," : "");
        if (when) lines_sayf(&t->l, STYLE_PLAIN, "%s%s", when, r->title ? ":" : "");
        if (r->title) lines_say(&t->l, STYLE_PLAIN, r->title);
        if (r->copy_of >= 0) lines_sayf(&t->l, STYLE_ITALIC, "(repeats the words of report %d)", r->copy_of + 1);
        if (r->copy_of < 0 && r->carries >= 0) lines_sayf(&t->l, STYLE_ITALIC, "(carries %s)", source_name(t, r->carries));
    }
    lines_end(&t->l);
}

static void tell_maybe(struct telling *t) {
    bool any = false;
    for (uint32_t i = 0; i < t->y->n_sources; i++) {
        const sayso_story_source *s = &t->y->sources[i];
        for (uint32_t k = 0; k < s->maybe.n; k++) {
            if (s->maybe.at[k] <= (int32_t)i) continue; /* told once, of the first */
            if (!any) heading(t, "Possibly the same");
            any = true;
            lines_begin(&t->l, MARGIN, HANG);
            lines_sayf(&t->l, STYLE_PLAIN, "%s, and %s", s->name, source_name(t, s->maybe.at[k]));
        }
    }
    lines_end(&t->l);
}

sayso_code out_story_text(const sayso_story *s, const sayso_print_options *options, struct arena *scratch, struct sink *sink) {
    struct telling t = {.y = s, .a = scratch, .last = story_last_told(s)};
    lines_init(&t.l, sink, options->width ? options->width : 80, options->color);
    tell_head(&t);
    tell_conflicts(&t);
    tell_facts(&t);
    tell_said(&t);
    tell_timeline(&t);
    tell_reports(&t);
    tell_maybe(&t);
    return SAYSO_OK;
}
