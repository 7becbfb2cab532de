/* How many were killed and injured, as a whole: every number that the tolls give, the best supported first. Headline and lead
 * weigh most; who is dead is not counted as hurt; of those who were hit, those who are not dead are hurt. Where the model has
 * document taggers "killed" and "injured", their odds weigh beside the words', but a number that no words give is never put. */
#include "facts_counts.h"
#include "facts_tolls.h"
#include <stdlib.h>
#include <string.h>

/* ---- votes ------------------------------------------------------------------------------------------------------- */
static void vote(struct counts *b, sayso_count c, double score, int32_t toll) {
    for (uint32_t k = 0; k < b->n; k++)
        if (b->at[k].count.low == c.low && b->at[k].count.relation == c.relation) {
            b->at[k].score += score;
            if (b->at[k].n_tolls < COUNT_TOLLS && toll >= 0) b->at[k].tolls[b->at[k].n_tolls++] = toll;
            return;
        }
    if (b->n == COUNTS_MOST) return;
    struct count_votes *v = &b->at[b->n++];
    *v = (struct count_votes){.count = c, .score = score};
    if (toll >= 0) v->tolls[v->n_tolls++] = toll;
}

static sayso_count exactly(double n) { return (sayso_count){.has_low = true, .has_high = true, .low = n, .high = n}; }

static int best_first(const void *a, const void *b) {
    const struct count_votes *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    return x->count.low < y->count.low ? -1 : x->count.low > y->count.low;
}

static void settle(struct counts *b) { qsort(b->at, b->n, sizeof *b->at, best_first); }

static bool counts(const struct toll *x) { return x->counted && x->count.has_low; }

/* ---- who is dead ------------------------------------------------------------------------------------------------- */
/* Marks entities that some toll tells to be dead. */
static uint8_t *dead_entities(const struct facts_work *f) {
    uint8_t *dead = arena_alloc(f->r->scratch, f->r->entities.n + 1);
    for (uint32_t i = 0; dead && i < f->tolls.n; i++)
        if (f->tolls.at[i].effect == TOLL_KILLED && f->tolls.at[i].entity >= 0) dead[f->tolls.at[i].entity] = 1;
    return dead;
}

/* The same people are told to be dead in the same sentence: "was shot and killed", "died of his wounds". */
static bool dies_here(const struct facts_work *f, uint32_t i) {
    const struct toll *x = &f->tolls.at[i];
    uint32_t sentence = f->r->tokens[x->head].sentence;
    for (uint32_t k = i; k-- > 0 && f->r->tokens[f->tolls.at[k].word_beg].sentence == sentence;)
        if (f->tolls.at[k].effect == TOLL_KILLED && f->tolls.at[k].head == x->head) return true;
    for (uint32_t k = i + 1; k < f->tolls.n && f->r->tokens[f->tolls.at[k].word_beg].sentence == sentence; k++)
        if (f->tolls.at[k].effect == TOLL_KILLED && f->tolls.at[k].head == x->head) return true;
    return false;
}

/* ---- the model's odds -------------------------------------------------------------------------------------------- */
static double odds(const struct facts_work *f, const char *tagger, double n) {
    const struct tagger_scores *t = f->r->scores ? scores_tagger(f->r->scores, tagger) : NULL;
    if (!t || !f->r->n_tokens) return 0;
    const char *best = t->labels[t->label[0]];
    double said = strtod(best, NULL);
    bool same = strcmp(best, "none") && (strchr(best, '+') ? n >= said : n == said);
    return same ? (double)t->p[0] : (1 - (double)t->p[0]) / t->n_labels;
}

static void weigh(const struct facts_work *f, const char *tagger, struct counts *b) {
    enum { MODEL = 12 };
    for (uint32_t i = 0; i < b->n; i++) b->at[i].score += MODEL * odds(f, tagger, b->at[i].count.low);
}

sayso_code facts_counts(const struct facts_work *f, struct counts *killed, struct counts *injured) {
    uint8_t *dead = dead_entities(f);
    if (!dead) return SAYSO_NOMEM;
    killed->n = injured->n = 0;
    for (uint32_t i = 0; i < f->tolls.n; i++) {
        const struct toll *x = &f->tolls.at[i];
        if (x->effect == TOLL_KILLED && counts(x)) vote(killed, x->count, facts_prominence(f, x->head), (int32_t)i);
    }
    vote(killed, exactly(0), 0.1, -1);
    weigh(f, "killed", killed);
    settle(killed);
    double deaths = killed->at[0].count.low;
    for (uint32_t i = 0; i < f->tolls.n; i++) {
        const struct toll *x = &f->tolls.at[i];
        if (x->effect == TOLL_KILLED || !counts(x)) continue;
        double much = facts_prominence(f, x->head);
        if ((x->entity >= 0 && dead[x->entity]) || dies_here(f, i)) continue;
        if (x->effect == TOLL_INJURED) vote(injured, x->count, much, (int32_t)i);
        if (x->effect == TOLL_HOSPITAL) vote(injured, x->count, much / 2, (int32_t)i);
        if (x->effect == TOLL_SHOT && x->count.low > 1) {
            sayso_count c = x->count;
            c.low = c.low > deaths ? c.low - deaths : 0;
            c.high = c.high > deaths ? c.high - deaths : 0;
            vote(injured, c, much * 0.9, (int32_t)i);
        } else if (x->effect == TOLL_SHOT && x->count.low == 1) {
            vote(injured, exactly(deaths > 0 ? 0 : 1), much * 0.5, (int32_t)i);
        }
    }
    vote(injured, exactly(0), 0.1, -1);
    weigh(f, "injured", injured);
    settle(injured);
    return SAYSO_OK;
}
