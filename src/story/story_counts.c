/* How many: killed and injured as the incident of each report has them, the other amounts (shots, arrested, hostages, ...) as
 * claimed.
 *
 * A report has several figures of its dead: the toll, parts of it ("a guard was killed"), what others said earlier. Its toll is
 * its first, or the figure that the story's reports together speak for, where that is higher and among its own. Its other
 * figures are values of their own where they are on another's word than the toll, denied, or said at another time. */
#include "story_counts.h"
#include "story_facts.h"
#include "story_when.h"
#include <math.h>
#include <stdio.h>

static double figure_of(const sayso_count *c) { return c->has_low ? c->low : c->has_high ? c->high : 0; }

/* ---- values by their count ---------------------------------------------------------------------------------------- */
static struct value_draft *value_of_count(struct story_work *w, struct fact_draft *f, const sayso_count *c) {
    char key[96]; /* relation, low and high */
    snprintf(key, sizeof key, "%d %d %.17g %d %.17g", (int)c->relation, c->has_low, c->has_low ? c->low : 0, c->has_high,
             c->has_high ? c->high : 0);
    struct story_facts *s = w->gathered;
    char *full = arena_printf(w->scratch, "%s\x1e%s", f->slot, key);
    if (!full) return NULL;
    uint32_t at = story_map_get(&s->of_count, full);
    if (at != STORY_MAP_NONE) return f->values.at[at];
    if (!story_map_put(&s->of_count, w->scratch, full, f->values.n)) return NULL;
    return story_add_value(w, f, (sayso_story_value){.kind = SAYSO_STORY_COUNT, .count = *c});
}

/* ---- which figure is the toll -------------------------------------------------------------------------------------- */
static sayso_fillers fillers_of(const struct story_work *w, uint32_t report, bool killed) {
    const sayso_incident *in = &story_record(w, report)->incident;
    return killed ? in->killed : in->injured;
}

static struct count_candidate *candidate_of(struct count_candidate *at, uint32_t *n, uint32_t most, double figure) {
    for (uint32_t i = 0; i < *n; i++)
        if (at[i].figure == figure) return &at[i];
    if (*n == most) return NULL;
    at[*n] = (struct count_candidate){.figure = figure};
    return &at[(*n)++];
}

/* Copies speak for nothing that their original does not speak for. */
static bool is_repeat(const struct story_work *w, uint32_t report) { return w->reports.at[report].copy_of >= 0; }

/* Whether words of a record tell a number of dead or hurt: not where it is made from silence, or from what is told to have
 * happened ("found shot to death"). */
static bool tells_number(const struct story_work *w, uint32_t report, const sayso_filler *x) {
    for (uint32_t i = 0; i < x->claims.n; i++)
        if (strcmp(story_record(w, report)->claims[x->claims.at[i]].slot, "what")) return true;
    return false;
}

/* What speaks for each figure: by how many reports it is the first, the second ..., in the latest, the highest, in headlines. */
static void look(const struct story_work *w, bool killed, struct count_candidate *at, uint32_t n) {
    uint32_t told = 0;
    double highest = 0, last = NAN, early = NAN, nonzero = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        sayso_fillers f = fillers_of(w, i, killed);
        if (!f.n || is_repeat(w, i)) continue;
        told++;
        last = figure_of(&f.at[0].value.count);
        if (isnan(early)) early = last;
        if (last > highest) highest = last;
        nonzero += last > 0;
    }
    for (uint32_t k = 0; k < n; k++) {
        double *x = at[k].features, figure = at[k].figure;
        x[COUNT_LATEST] = figure == last;
        x[COUNT_EARLIEST] = figure == early;
        x[COUNT_HIGHEST] = figure == highest;
        x[COUNT_ZERO] = figure == 0;
        x[COUNT_ONE] = figure == 1;
        x[COUNT_ZERO_UNLIKE] = figure == 0 ? nonzero / (told ? told : 1) : 0;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        sayso_fillers f = fillers_of(w, i, killed);
        const sayso_record *r = story_record(w, i);
        if (is_repeat(w, i)) continue;
        for (uint32_t j = 0; j < f.n; j++)
            for (uint32_t k = 0; k < n; k++) {
                if (at[k].figure != figure_of(&f.at[j].value.count)) continue;
                double *x = at[k].features, share = 1.0 / told;
                x[j == 0 ? COUNT_FIRST : j == 1 ? COUNT_SECOND : COUNT_THIRD] += share;
                if (j == 0) x[COUNT_FIRST_N] += 1;
                uint32_t early_claims = 0, said = 0;
                const uint32_t n_claims = tells_number(w, i, &f.at[j]) ? f.at[j].claims.n : 0;
                for (uint32_t m = 0; m < n_claims; m++) {
                    const sayso_claim *c = &r->claims[f.at[j].claims.at[m]];
                    early_claims += r->n_blocks > 1 && c->span.end <= r->blocks[1].span.end;
                    said += c->chain.n > 0;
                }
                x[COUNT_HEAD] += early_claims ? share : 0;
                x[COUNT_SAID] += said ? share : 0;
                x[COUNT_UNCLAIMED] += n_claims ? 0 : share;
                x[COUNT_CLAIMS] += share * log1p(n_claims);
            }
    }
    for (uint32_t k = 0; k < n; k++) at[k].features[COUNT_FIRST_N] = log1p(at[k].features[COUNT_FIRST_N]);
}

/* How likely a report makes a figure; where a record does not know, by its rank. */
static double likely(sayso_fillers f, double figure) {
    double sum = 0, all = 0;
    for (uint32_t j = 0; j < f.n; j++) {
        double score = f.at[0].score > 0 ? (double)f.at[j].score : 1 / pow(1 + j, 1.5);
        all += score;
        if (figure_of(&f.at[j].value.count) == figure) sum += score;
    }
    return all > 0 ? sum / all : 0;
}

/* The reports' own word for how likely each figure is, together. */
static void look_at_scores(const struct story_work *w, bool killed, struct count_candidate *at, uint32_t n) {
    static const double FLOOR = 0.02; /* no report is surer than this against a figure that another has */
    uint32_t told = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        sayso_fillers f = fillers_of(w, i, killed);
        if (!f.n || is_repeat(w, i)) continue;
        told++;
        for (uint32_t k = 0; k < n; k++) {
            double *x = at[k].features, p = likely(f, at[k].figure);
            x[COUNT_SCORE] += p, x[COUNT_SCORE_LOG] += log(p + FLOOR), x[COUNT_SCORE_LATE] += told * p;
            x[COUNT_SCORE_LAST] = p;
            if (p > x[COUNT_SCORE_MOST]) x[COUNT_SCORE_MOST] = p;
        }
    }
    for (uint32_t k = 0; k < n && told; k++) {
        double *x = at[k].features;
        x[COUNT_SCORE] /= told, x[COUNT_SCORE_LOG] /= told, x[COUNT_SCORE_LATE] /= told * (told + 1.0) / 2;
    }
}

uint32_t story_count_candidates(const struct story_work *w, bool killed, struct count_candidate at[MOST_CANDIDATES]) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        sayso_fillers f = fillers_of(w, i, killed);
        for (uint32_t k = 0; k < f.n; k++)
            if (f.at[k].value.kind == SAYSO_VALUE_COUNT) candidate_of(at, &n, MOST_CANDIDATES, figure_of(&f.at[k].value.count));
    }
    look(w, killed, at, n);
    look_at_scores(w, killed, at, n);
    for (uint32_t k = 0; k < n; k++)
        for (int i = 0; i < N_COUNT_FEATURES; i++) at[k].score += story_count_weights[killed ? 0 : 1][i] * at[k].features[i];
    return n;
}

/* What the reports together speak for. */
struct choice {
    struct count_candidate at[MOST_CANDIDATES];
    uint32_t n, best; /* best: index; n 0: no report has a figure */
};

static void choose(const struct story_work *w, bool killed, struct choice *c) {
    c->n = story_count_candidates(w, killed, c->at), c->best = 0;
    for (uint32_t k = 1; k < c->n; k++) {
        const struct count_candidate *x = &c->at[k], *best = &c->at[c->best];
        if (x->score > best->score || (x->score == best->score && x->figure > best->figure)) c->best = k;
    }
}

/* Whether the figure that all speak for is to be read as a report's toll where the report has another first: it is higher, or
 * clearly the better of the two. */
static bool overrules(const struct choice *c, double first) {
    static const double CLEARLY =
        1; /* in log odds: of 0, 0.3, 0.6, 1, 1.5, alike on the training stories, the one that hides fewest disagreements */
    if (c->at[c->best].figure > first) return true;
    for (uint32_t k = 0; k < c->n; k++)
        if (c->at[k].figure == first) return c->at[c->best].score > c->at[k].score + CLEARLY;
    return false;
}

/* ---- a report's figures --------------------------------------------------------------------------------------------- */
static bool add_filler(struct story_work *w, struct fact_draft *f, uint32_t report, const sayso_filler *x) {
    struct value_draft *v = value_of_count(w, f, &x->value.count);
    if (!v) return false;
    if (!x->claims.n) return story_add_claim(w, v, report, -1);
    for (uint32_t i = 0; i < x->claims.n; i++)
        if (!story_add_claim(w, v, report, x->claims.at[i])) return false;
    return true;
}

static bool is_root_of(const struct story_work *w, uint32_t report, const sayso_filler *x, int32_t root) {
    if (!x->claims.n) return root == story_own_root(w, report);
    for (uint32_t i = 0; i < x->claims.n; i++)
        if (w->root_of[report][x->claims.at[i]] == root) return true;
    return false;
}

/* One where the toll is higher is a part of it: "a guard was killed". */
static bool is_part(double figure, double toll) { return figure <= 1 && figure < toll; }
/* A figure of another order than the toll is of more than the incident: the dead of a whole war. */
static bool is_of_more(double figure, double toll) { return toll > 0 && figure >= 50 && figure > 10 * toll; }

/* Whether a claim of another figure than the report's toll is a statement of its own. */
static bool stands_alone(struct story_work *w, uint32_t report, const sayso_filler *toll, int32_t claim) {
    const sayso_claim *c = &story_record(w, report)->claims[claim];
    double figure = figure_of(&c->value.count);
    bool vague = c->value.count.relation == SAYSO_RELATION_DOZENS || c->value.count.relation == SAYSO_RELATION_SOME;
    if (c->value.kind != SAYSO_VALUE_COUNT || vague || is_part(figure, figure_of(&toll->value.count)) ||
        is_of_more(figure, figure_of(&toll->value.count)))
        return false;
    if (story_stance(w, report, claim) != SAYSO_STANCE_SAYS) return true;
    if (c->chain.n && !is_root_of(w, report, toll, w->root_of[report][claim])) return true;
    const char *at = story_said_at(w, report, claim);
    for (uint32_t i = 0; i < toll->claims.n; i++)
        if (!story_when_compare(at, story_said_at(w, report, toll->claims.at[i]))) return false;
    return toll->claims.n > 0;
}

/* Whether the figure behind this one is more than one and somebody's words. */
static bool is_first_said(const struct story_work *w, uint32_t report, sayso_fillers f, uint32_t at) {
    return at + 1 < f.n && tells_number(w, report, &f.at[at + 1]) && figure_of(&f.at[at + 1].value.count) > 1;
}

static bool add_report(struct story_work *w, struct fact_draft *f, uint32_t report, sayso_fillers fillers,
                       const struct choice *c) {
    uint32_t toll = 0;
    double figure = c->at[c->best].figure, first = figure_of(&fillers.at[0].value.count);
    for (uint32_t i = 1; i < fillers.n && !toll && first != figure && overrules(c, first); i++)
        if (figure_of(&fillers.at[i].value.count) == figure) toll = i;
    if (!tells_number(w, report, &fillers.at[toll]) && is_first_said(w, report, fillers, toll))
        toll++; /* silence yields to words */
    for (uint32_t i = 0; i < fillers.n; i++) {
        const sayso_filler *x = &fillers.at[i];
        if (x->value.kind != SAYSO_VALUE_COUNT) continue;
        bool of_toll = figure_of(&x->value.count) == figure_of(&fillers.at[toll].value.count);
        if (of_toll && !add_filler(w, f, report, x)) return false;
        for (uint32_t k = 0; !of_toll && k < x->claims.n; k++) {
            if (!stands_alone(w, report, &fillers.at[toll], x->claims.at[k])) continue;
            struct value_draft *v = value_of_count(w, f, &x->value.count);
            if (!v || !story_add_claim(w, v, report, x->claims.at[k])) return false;
        }
    }
    return true;
}

/* A report that tells of nobody and does not say so says nothing. None is a value only where no report tells of any, or where all
 * together make it the likeliest and nobody says it: silence beside words is nobody's word, and conflicts with nothing. */
static void leave_out_silence(struct fact_draft *f, bool likeliest) {
    bool told = false, said = false;
    for (uint32_t i = 0; i < f->values.n; i++) {
        const struct value_draft *v = f->values.at[i];
        told |= figure_of(&v->v.count) > 0;
        for (uint32_t k = 0; k < v->claims.n && figure_of(&v->v.count) <= 0; k++) said |= v->claims.at[k].claim >= 0;
    }
    if (!told || (likeliest && !said)) return;
    for (uint32_t i = 0; i < f->values.n; i++) {
        struct value_draft *v = f->values.at[i];
        if (figure_of(&v->v.count) > 0) continue;
        uint32_t kept = 0;
        for (uint32_t k = 0; k < v->claims.n; k++)
            if (v->claims.at[k].claim >= 0) v->claims.at[kept++] = v->claims.at[k];
        v->claims.n = kept;
    }
}

static sayso_code add_tolls(struct story_work *w, const char *slot, bool killed) {
    struct choice *c = ARENA_NEW(w->scratch, struct choice);
    if (!c) return SAYSO_NOMEM;
    choose(w, killed, c);
    for (uint32_t i = 0; i < w->n && c->n; i++) {
        sayso_fillers fillers = fillers_of(w, i, killed);
        if (!fillers.n) continue;
        struct fact_draft *f = story_fact(w, slot, NULL);
        if (!f || !add_report(w, f, i, fillers, c)) return SAYSO_NOMEM;
    }
    struct fact_draft *f = c->n ? story_fact(w, slot, NULL) : NULL;
    if (f) leave_out_silence(f, c->at[c->best].figure <= 0);
    for (uint32_t i = 0; f && i < f->values.n; i++)
        f->values.at[i]->weight = figure_of(&f->values.at[i]->v.count) == c->at[c->best].figure;
    return SAYSO_OK;
}

/* Other amounts: each claim with a count about the incident. */
static sayso_code add_amounts(struct story_work *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_record *r = story_record(w, i);
        for (uint32_t k = 0; k < r->n_claims; k++) {
            const sayso_claim *c = &r->claims[k];
            if (c->value.kind != SAYSO_VALUE_COUNT || !strcmp(c->slot, "killed") || !strcmp(c->slot, "injured")) continue;
            if (!story_of_incident(w, i, c)) continue;
            struct fact_draft *f = story_fact(w, c->slot, NULL);
            struct value_draft *v = f ? value_of_count(w, f, &c->value.count) : NULL;
            if (!v || !story_add_claim(w, v, i, (int32_t)k)) return SAYSO_NOMEM;
        }
    }
    return SAYSO_OK;
}

sayso_code story_counts(struct story_work *w) {
    sayso_code code = add_tolls(w, "killed", true);
    if (!code) code = add_tolls(w, "injured", false);
    return code ? code : add_amounts(w);
}
