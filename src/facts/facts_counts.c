/* How many were killed and injured, as a whole: every number that the tolls give, with all that speaks for it, the best
 * supported first. Who is dead is not counted as hurt; of those who were hit, those who are not dead are hurt. Where the model
 * has document taggers "killed" and "injured", their odds weigh beside the words', but a number that no words give is never put.
 */
#include "facts_counts.h"
#include "facts_counts_signs.h"
#include "facts_tolls.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 4 };
struct view {
    const struct facts_work *f;
    uint8_t *dead;      /* [entities] told to be dead */
    uint8_t *place;     /* [tolls] T, L, B, E: 0..3 */
    uint8_t *dies_here; /* [tolls] the same people are told to be dead in this sentence */
    uint8_t *beside;    /* [tolls] background of another year, where others are not */
    bool killer_died, suicide;
    struct count_signs signs;
};

static bool counts(const struct toll *x) { return x->counted && x->count.has_low; }
/* Whether a toll says how many people of the incident. */
static bool speaks(const struct view *v, uint32_t i) { return counts(&v->f->tolls.at[i]) && !v->beside[i]; }
static sayso_count exactly(double n) { return (sayso_count){.has_low = true, .has_high = true, .low = n, .high = n}; }

/* ---- what the tolls show ----------------------------------------------------------------------------------------- */
/* Whether toll `up` governs the words of toll x: "died of a gunshot wound". */
static bool hangs_on(const struct facts_work *f, const struct toll *x, const struct toll *up) {
    enum { STEPS = 4 };
    uint32_t t = x->word_end - 1;
    for (int i = 0; i < STEPS && f->r->tokens[t].head != t; i++) {
        t = f->r->tokens[t].head;
        if (up->word_beg <= t && t < up->word_end) return true;
    }
    return false;
}

static bool is_death_of(const struct facts_work *f, const struct toll *death, const struct toll *x) {
    return death->effect == TOLL_KILLED && (death->head == x->head || (x->count.low <= 1 && hangs_on(f, x, death)));
}

static bool dies_here(const struct facts_work *f, uint32_t i) {
    const struct toll *x = &f->tolls.at[i];
    uint32_t sentence = f->r->tokens[x->head].sentence;
    for (uint32_t k = i; k-- > 0 && f->r->tokens[f->tolls.at[k].word_beg].sentence == sentence;)
        if (is_death_of(f, &f->tolls.at[k], x)) return true;
    for (uint32_t k = i + 1; k < f->tolls.n && f->r->tokens[f->tolls.at[k].word_beg].sentence == sentence; k++)
        if (is_death_of(f, &f->tolls.at[k], x)) return true;
    return false;
}

static bool is_self(const struct facts_work *f, const struct toll *x) {
    return report_token_is(f->r, x->head, "himself") || report_token_is(f->r, x->head, "herself") ||
           report_token_is(f->r, x->head, "themselves");
}

static bool tells_of_suicide(const struct facts_work *f) {
    for (uint32_t t = 0; t < f->r->n_tokens; t++)
        if (toll_is_context(f->r, t, TOLL_SUICIDE)) return count_place_of(f, t) < 3;
    return false;
}

/* "the deadliest since 1998, when two people were stabbed": no toll of the incident, unless all are told so. */
static void look_for_past(struct view *v) {
    const struct facts_work *f = v->f;
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->tolls.n; i++) n += v->beside[i] = f->past[f->r->tokens[f->tolls.at[i].head].sentence];
    for (uint32_t i = 0; n == f->tolls.n && i < n; i++) v->beside[i] = 0;
}

static sayso_code look(struct view *v, const struct facts_work *f) {
    *v = (struct view){.f = f};
    v->dead = arena_alloc(f->r->scratch, f->r->entities.n + 1);
    v->place = arena_alloc(f->r->scratch, f->tolls.n + 1);
    v->dies_here = arena_alloc(f->r->scratch, f->tolls.n + 1);
    v->beside = arena_alloc(f->r->scratch, f->tolls.n + 1);
    if (!v->dead || !v->place || !v->dies_here || !v->beside) return SAYSO_NOMEM;
    look_for_past(v);
    for (uint32_t i = 0; i < f->tolls.n; i++) {
        const struct toll *x = &f->tolls.at[i];
        v->place[i] = count_place_of(f, x->word_beg);
        v->dies_here[i] = dies_here(f, i);
        if (x->effect == TOLL_KILLED && x->entity >= 0 && !v->beside[i]) v->dead[x->entity] = 1;
        bool self = is_self(f, x) && (x->effect == TOLL_KILLED || x->effect == TOLL_SHOT);
        if (self && v->place[i] < 3) v->killer_died = true;
    }
    v->suicide = tells_of_suicide(f);
    return facts_count_signs(f, &v->signs);
}

/* ---- candidates -------------------------------------------------------------------------------------------------- */
static struct count_votes *candidate(struct counts *b, sayso_count c) {
    for (uint32_t k = 0; k < b->n; k++)
        if (b->at[k].count.low == c.low && b->at[k].count.relation == c.relation) return &b->at[k];
    if (b->n == COUNTS_MOST) return NULL;
    b->at[b->n] = (struct count_votes){.count = c};
    return &b->at[b->n++];
}

static void speak(struct counts *b, sayso_count c, enum count_feature what, float much, int32_t toll) {
    struct count_votes *v = candidate(b, c);
    if (!v) return;
    v->feature[what] += much;
    if (toll >= 0 && v->n_tolls < COUNT_TOLLS && (!v->n_tolls || v->tolls[v->n_tolls - 1] != toll)) v->tolls[v->n_tolls++] = toll;
}

/* How many different persons the tolls of these effects tell of one by one, above the fold: those with names, or the most that
 * one sentence keeps apart; *all: whoever is an entity of his own. */
static double one_by_one(const struct view *v, unsigned effects, bool living, double *all) {
    const struct facts_work *f = v->f;
    uint8_t *seen = arena_alloc(f->r->scratch, f->r->entities.n + 1);
    uint32_t named = 0, most = 0, here = 0, every = 0, sentence = UINT32_MAX;
    for (uint32_t i = 0; seen && i < f->tolls.n; i++) {
        const struct toll *x = &f->tolls.at[i];
        if (!(effects >> x->effect & 1) || x->entity < 0 || !speaks(v, i) || x->count.low != 1 || v->place[i] == 3) continue;
        if (living && (v->dead[x->entity] || v->dies_here[i])) continue;
        const sayso_entity *e = &f->r->entities.at[x->entity];
        uint32_t s = f->r->tokens[x->head].sentence;
        if (s != sentence) here = 0, sentence = s;
        bool fresh = !seen[x->entity], fresh_here = true;
        for (uint32_t k = i; k-- > 0 && f->r->tokens[f->tolls.at[k].head].sentence == s;)
            fresh_here &= f->tolls.at[k].entity != x->entity;
        seen[x->entity] = 1;
        every += fresh;
        named += fresh && e->named && e->kind == SAYSO_ENTITY_PERSON;
        here += fresh_here;
        if (here > most) most = here;
    }
    *all = every;
    return named > most ? named : most;
}

/* The age that stands in or right behind the words of somebody ("a 29-year-old man", "Karl Roe, 29"); -1. */
static int age_of(const struct facts_work *f, const struct toll *x) {
    enum { BEHIND = 2, OLDEST = 110 };
    const struct report_work *w = f->r;
    for (uint32_t t = x->beg; t < x->end + BEHIND && t < w->n_tokens; t++) {
        const span at = w->tokens[t].at;
        if (w->tokens[t].sentence != w->tokens[x->beg].sentence) break;
        if (span_len(at) > 2 || w->text->utf8[at.beg] < '0' || w->text->utf8[at.beg] > '9') continue;
        const int n = atoi(w->text->utf8 + at.beg);
        const bool old = t + 2 < w->n_tokens && report_token_is(w, t + 2, "year"),
                   behind = t > 0 && report_token_is(w, t - 1, ",");
        if (n > 0 && n <= OLDEST && (old || behind)) return n;
    }
    return -1;
}

/* How many ages the people have that the tolls of these effects tell of one by one. */
static void ages(const struct view *v, struct counts *b, unsigned effects, bool living) {
    uint8_t met[128] = {0};
    double n = 0;
    for (uint32_t i = 0; i < v->f->tolls.n; i++) {
        const struct toll *x = &v->f->tolls.at[i];
        if (!(effects >> x->effect & 1) || !speaks(v, i) || x->count.low != 1) continue;
        if (living && (v->dies_here[i] || (x->entity >= 0 && v->dead[x->entity]))) continue;
        const int age = age_of(v->f, x);
        if (age > 0 && !met[age]) met[age] = 1, n++;
    }
    if (n > 1) speak(b, exactly(n), COUNT_AGES, 1, -1);
}

/* "Six shot, four wounded": how many are hit, less the hurt. */
static void hit_less_hurt(const struct view *v, struct counts *b) {
    double hit = 0, hurt = 0;
    for (uint32_t i = 0; i < v->f->tolls.n; i++) {
        const struct toll *x = &v->f->tolls.at[i];
        if (!speaks(v, i) || v->place[i] > 1 || v->dies_here[i]) continue;
        double *most = x->effect == TOLL_SHOT ? &hit : x->effect == TOLL_INJURED ? &hurt : NULL;
        if (most && x->count.low > *most) *most = x->count.low;
    }
    if (hurt > 0 && hit > hurt) speak(b, exactly(hit - hurt), COUNT_HIT_LESS_HURT, 1, -1);
}

static void persons(const struct view *v, struct counts *b, unsigned effects, bool living) {
    double all, n = one_by_one(v, effects, living, &all);
    ages(v, b, effects, living);
    if (n > 1) speak(b, exactly(n), COUNT_PERSONS, 1, -1);
    if (all > 1) speak(b, exactly(all), COUNT_DISTINCT, 1, -1);
    for (uint32_t i = 0; n > 1 && i < b->n; i++)
        if (b->at[i].count.low == 1) b->at[i].feature[COUNT_ONE_OF_MANY] = 1;
}

/* What the statements of each sentence come to, where they tell of different people: "a girl was grazed and a man was shot". */
static void sums(const struct view *v, struct counts *b, unsigned effects, bool living) {
    const struct facts_work *f = v->f;
    double most[2] = {0, 0};
    for (uint32_t i = 0; i < f->tolls.n;) {
        uint32_t s = f->r->tokens[f->tolls.at[i].word_beg].sentence, parts = 0, k = i;
        double sum = 0;
        for (; k < f->tolls.n && f->r->tokens[f->tolls.at[k].word_beg].sentence == s; k++) {
            const struct toll *x = &f->tolls.at[k];
            if (!(effects >> x->effect & 1) || !speaks(v, k) || x->count.low < 1 || is_self(f, x)) continue;
            if (living && (v->dies_here[k] || (x->entity >= 0 && v->dead[x->entity]))) continue;
            bool again = false;
            for (uint32_t o = i; o < k && !again; o++)
                again = f->tolls.at[o].head == x->head || (x->entity >= 0 && f->tolls.at[o].entity == x->entity);
            if (!again) sum += x->count.low, parts++;
        }
        int below = v->place[i] > 1;
        if (parts > 1 && v->place[i] < 3 && sum > most[below]) most[below] = sum;
        i = k;
    }
    if (most[0] > 1) speak(b, exactly(most[0]), COUNT_SUM_L, 1, -1);
    if (most[1] > 1) speak(b, exactly(most[1]), COUNT_SUM_B, 1, -1);
    for (int k = 0; k < 2 && v->killer_died && !living; k++)
        if (most[k] > 1) speak(b, exactly(most[k] + 1), COUNT_SUM_DOER, 1, -1);
}

static void toll(struct counts *b, const struct toll *x, uint8_t place, int32_t i) {
    if (x->count.low == 0) return;
    speak(b, x->count, (enum count_feature)((x->count.low > 1 ? COUNT_NUMBER_T : COUNT_ONE_T) + place), 1, i);
}

/* What stands beside a toll that speaks for a number. */
static void signs(const struct view *v, struct counts *b, uint32_t i) {
    const struct toll *x = &v->f->tolls.at[i];
    if (x->count.low == 1 && v->signs.nth[i]) speak(b, exactly(v->signs.nth[i]), COUNT_NTH, 1, (int32_t)i);
    if (x->count.low > 1 && v->signs.several[i]) speak(b, x->count, COUNT_SEVERAL, 1, -1);
    if (x->count.low > 1 && v->signs.doer_in[i]) speak(b, x->count, COUNT_DOER_IN, 1, -1);
    if (x->count.low > 0 && v->signs.alive[i]) speak(b, x->count, COUNT_ALIVE_HERE, 1, -1);
}

static void tolls_of_dead(const struct view *v, struct counts *b) {
    for (uint32_t i = 0; i < v->f->tolls.n; i++) {
        const struct toll *x = &v->f->tolls.at[i];
        if (!speaks(v, i)) continue;
        if (x->effect == TOLL_SHOT && x->count.low > 1) speak(b, x->count, COUNT_HIT_ALL, v->place[i] < 2, -1);
        if (x->effect != TOLL_KILLED) continue;
        toll(b, x, v->place[i], (int32_t)i);
        signs(v, b, i);
        bool by_one = x->beg >= x->word_end && !is_self(v->f, x);
        if (v->suicide && by_one && x->count.low >= 1 && v->place[i] < 3)
            speak(b, exactly(x->count.low + 1), COUNT_SUICIDE, 1, -1);
        if (v->killer_died && by_one && x->count.low >= 1) speak(b, exactly(x->count.low + 1), COUNT_KILLER, 1, (int32_t)i);
    }
}

/* The people hit, less the dead. */
static void hits(const struct view *v, struct counts *b, uint32_t i, double deaths) {
    const struct toll *x = &v->f->tolls.at[i];
    sayso_count c = x->count;
    if (c.low <= 1) {
        speak(b, exactly(deaths > 0 ? 0 : 1), deaths > 0 ? COUNT_HIT_ONE_DEAD : COUNT_HIT_ONE, 1, (int32_t)i);
        return;
    }
    speak(b, c, COUNT_HIT_ALL, v->place[i] < 2, (int32_t)i);
    c.low = c.low > deaths ? c.low - deaths : 0;
    c.high = c.high > deaths ? c.high - deaths : 0;
    speak(b, c, (enum count_feature)(COUNT_HIT_T + v->place[i]), 1, (int32_t)i);
}

/* "another man", "a second officer": not one of those told of before. */
static bool is_another(const struct facts_work *f, const struct toll *x) {
    static const char *const words[] = {"another", "other", "others", "second", "third", "fourth", "also", NULL};
    for (uint32_t t = x->beg; t < x->end && t < x->beg + 4; t++)
        for (const char *const *s = words; *s; s++)
            if (report_token_is(f->r, t, *s)) return true;
    return false;
}

static void tolls_of_hurt(const struct view *v, struct counts *b, double deaths) {
    for (uint32_t i = 0; i < v->f->tolls.n; i++) {
        const struct toll *x = &v->f->tolls.at[i];
        if (x->effect == TOLL_KILLED || !speaks(v, i)) continue;
        if ((x->entity >= 0 && v->dead[x->entity] && x->count.low <= 1) || v->dies_here[i]) continue;
        signs(v, b, i);
        if (x->effect == TOLL_INJURED && x->count.low > deaths && deaths > 0 && v->place[i] < 2 && !is_another(v->f, x))
            speak(b, exactly(x->count.low - deaths), COUNT_LESS_DEAD, 1, (int32_t)i);
        if (x->count.low == 1 && is_another(v->f, x)) speak(b, exactly(1), COUNT_ONE_OTHER, 1, -1);
        if (x->effect == TOLL_INJURED) toll(b, x, v->place[i], (int32_t)i);
        if (x->effect == TOLL_HOSPITAL && x->count.low >= 1)
            speak(b, x->count, x->count.low > 1 ? COUNT_SENT : COUNT_SENT_ONE, 1, (int32_t)i);
        if (x->effect == TOLL_SHOT) hits(v, b, i, deaths);
    }
}

/* ---- what holds of a number as such ------------------------------------------------------------------------------ */
static bool in_title(const struct facts_work *f, double n) {
    for (uint32_t i = 0; i < f->amounts.n; i++) {
        const sayso_amount *a = &f->amounts.at[i];
        uint32_t t = report_token_at(f->r, a->span.beg);
        if (t < f->r->n_tokens && count_place_of(f, t)) break; /* title lines stand first */
        if (a->count.has_low && a->count.low == n) return true;
    }
    return false;
}

static float odds(const struct facts_work *f, const char *tagger, double n) {
    const struct tagger_scores *t = scores_tagger(f->r->scores, tagger);
    if (!t || !f->r->n_tokens) return 0;
    const char *best = t->labels[t->label[0]];
    double said = strtod(best, NULL), p = (double)t->p[0];
    bool same = strcmp(best, "none") && (strchr(best, '+') ? n >= said : n == said);
    return (float)log(same ? p + 0.01 : (1 - p) / t->n_labels + 0.01);
}

static bool told(const struct view *v, enum toll_effect effect, uint8_t deepest) {
    for (uint32_t i = 0; i < v->f->tolls.n; i++) {
        const struct toll *x = &v->f->tolls.at[i];
        bool none = x->counted && x->count.has_high && x->count.high == 0;
        if (x->effect == effect && v->place[i] <= deepest && !none && !v->beside[i] &&
            !(effect == TOLL_INJURED && v->dies_here[i]))
            return true;
    }
    return false;
}

/* The highest number of this effect that title lines (where 0) or the lead (1) tell of; 0. */
static double best_of(const struct view *v, enum toll_effect effect, uint8_t where) {
    double best = 0;
    for (uint32_t i = 0; i < v->f->tolls.n; i++) {
        const struct toll *x = &v->f->tolls.at[i];
        if (x->effect == effect && v->place[i] == where && speaks(v, i) && !(effect == TOLL_INJURED && v->dies_here[i]) &&
            x->count.low > best)
            best = x->count.low;
    }
    return best;
}

/* Tolls that no number is told of: "the victims". */
static float uncounted(const struct view *v, bool dead) {
    float n = 0;
    for (uint32_t i = 0; i < v->f->tolls.n; i++) {
        const struct toll *x = &v->f->tolls.at[i];
        n += (x->effect == TOLL_KILLED) == dead && !x->counted && !v->beside[i];
    }
    return log1pf(n);
}

static void words(const struct view *v, struct counts *b, bool dead) {
    const float *own = dead ? v->signs.dead : v->signs.hurt, *other = dead ? v->signs.hurt : v->signs.dead;
    float many = uncounted(v, dead), alive = 0;
    for (uint32_t i = 0; i < v->f->tolls.n; i++) alive += v->signs.alive[i] && !v->beside[i];
    for (uint32_t i = 0; i < b->n; i++) {
        float *x = b->at[i].feature;
        if (b->at[i].count.low == 0) continue;
        for (int k = 0; k < SIGN_PLACES; k++) x[COUNT_WORDS_T + k] = own[k], x[COUNT_OTHER_T + k] = other[k];
        x[COUNT_MANY_WORDS] = b->at[i].count.low > 1 ? many : 0;
        x[COUNT_ALIVE] = log1pf(alive);
    }
}

static void common(const struct view *v, struct counts *b, enum toll_effect effect, bool other) {
    for (uint32_t i = 0; i < b->n; i++) {
        float *x = b->at[i].feature;
        double n = b->at[i].count.low;
        for (int k = COUNT_NUMBER_T; k <= COUNT_ONE_E; k++) x[k] = log1pf(x[k]);
        for (int k = COUNT_HIT_T; k <= COUNT_SENT_ONE; k++) x[k] = log1pf(x[k]);
        for (int k = COUNT_ALIVE_HERE; k <= COUNT_LESS_DEAD; k++) x[k] = log1pf(x[k]);
        x[COUNT_IN_TITLE] = n > 1 && in_title(v->f, n);
        x[COUNT_ZERO] = n == 0;
        x[COUNT_ZERO_TOLD] = n == 0 && told(v, effect, 1);
        x[COUNT_ZERO_TOLD_LATER] = n == 0 && told(v, effect, 3);
        x[COUNT_ZERO_OTHER] = n == 0 && other;
        x[COUNT_IS_ONE] = n == 1;
        x[COUNT_IS_MANY] = n > 1;
        x[COUNT_IS_CROWD] = n > 5;
        x[COUNT_SUICIDE] = x[COUNT_SUICIDE] > 0;
        x[COUNT_HIGHEST] = n > 1;
        for (uint32_t k = 0; k < b->n; k++)
            if (b->at[k].count.low > n) x[COUNT_HIGHEST] = 0;
        x[COUNT_TITLE_BEST] = n > 0 && n == best_of(v, effect, 0);
        x[COUNT_LEAD_BEST] = n > 0 && n == best_of(v, effect, 1);
        x[COUNT_MODEL] = odds(v->f, effect == TOLL_KILLED ? "killed" : "injured", n);
    }
}

static int best_first(const void *a, const void *b) {
    const struct count_votes *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    return x->count.low < y->count.low ? -1 : x->count.low > y->count.low;
}

static double dot(const float *w, const float *x) {
    double sum = 0;
    for (int k = 0; k < N_COUNT_FEATURES; k++) sum += (double)(w[k] * x[k]);
    return sum;
}

static void settle(struct counts *b, const struct count_weights *w) {
    for (uint32_t i = 0; i < b->n; i++) {
        const float *x = b->at[i].feature;
        b->at[i].score = dot(w->linear, x);
        for (int h = 0; h < COUNT_HIDDEN; h++) b->at[i].score += (double)w->out[h] * tanh(dot(w->in[h], x) + (double)w->bias[h]);
    }
    qsort(b->at, b->n, sizeof *b->at, best_first);
    double sum = 0;
    for (uint32_t i = 0; i < b->n; i++) sum += b->at[i].chance = exp(b->at[i].score - b->at[0].score);
    for (uint32_t i = 0; i < b->n; i++) b->at[i].chance /= sum;
}

/* Those treated in one place are some of the hurt: a higher number told to be hurt goes before theirs. */
static void put_hurt_before_treated(struct counts *b) {
    const struct count_votes top = b->at[0];
    if (b->n < 2 || top.feature[COUNT_SENT] <= 0 || b->at[1].count.low <= top.count.low) return;
    for (int k = COUNT_NUMBER_T; k <= COUNT_NUMBER_E; k++)
        if (top.feature[k] > 0) return;
    for (int k = COUNT_HIT_T; k <= COUNT_HIT_ALL; k++)
        if (top.feature[k] > 0) return;
    float told = 0;
    for (int k = COUNT_NUMBER_T; k <= COUNT_NUMBER_E; k++) told += b->at[1].feature[k];
    if (told <= 0) return;
    b->at[0] = b->at[1];
    b->at[1] = top;
}

sayso_code facts_counts(const struct facts_work *f, struct counts *killed, struct counts *injured) {
    struct view v;
    sayso_code code = look(&v, f);
    if (code) return code;
    killed->n = injured->n = 0;
    candidate(killed, exactly(0));
    candidate(injured, exactly(0));
    tolls_of_dead(&v, killed);
    hit_less_hurt(&v, killed);
    persons(&v, killed, 1u << TOLL_KILLED, false);
    sums(&v, killed, 1u << TOLL_KILLED, false);
    if (v.signs.dead[0] + v.signs.dead[1] + v.signs.dead[2] > 0) candidate(killed, exactly(1)); /* "a fatal shooting" */
    words(&v, killed, true);
    common(&v, killed, TOLL_KILLED, told(&v, TOLL_INJURED, 1));
    settle(killed, &count_weights[0]);
    double deaths = killed->at[0].count.low;
    tolls_of_hurt(&v, injured, deaths);
    persons(&v, injured, 1u << TOLL_INJURED | 1u << TOLL_SHOT | 1u << TOLL_HOSPITAL, true);
    sums(&v, injured, 1u << TOLL_INJURED | 1u << TOLL_SHOT | 1u << TOLL_HOSPITAL, true);
    if (v.signs.hurt[0] + v.signs.hurt[1] + v.signs.hurt[2] > 0) candidate(injured, exactly(1)); /* "a shooting" */
    words(&v, injured, false);
    common(&v, injured, TOLL_INJURED, deaths > 0);
    for (uint32_t i = 0; i < injured->n; i++)
        injured->at[i].feature[COUNT_ONE_BESIDE_DEAD] = injured->at[i].count.low == 1 && deaths > 0;
    settle(injured, &count_weights[1]);
    put_hurt_before_treated(injured);
    return SAYSO_OK;
}
