/* The numbers of dead and hurt of an incident, from the tolls of its report. Every number that the words give is a candidate; a
 * score over what speaks for it, linear with a small hidden layer beside it, orders them. The weights are learnt
 * (train/counts.py) and stand in facts_counts_table.c. */
#ifndef FACTS_COUNTS_H
#define FACTS_COUNTS_H
#include "facts_work.h"

/* What speaks for a number. Places: T title lines, L the first two sentences, B the body's next ones, E further down. */
/* clang-format off */
#define COUNT_FEATURES(X)                                                                                                 \
    X(NUMBER_T)                                                                                                           \
    X(NUMBER_L)                                                                                                           \
    X(NUMBER_B)                                                                                                           \
    X(NUMBER_E) /* tolls of this effect with this number, two or more */                                                  \
    X(ONE_T)                                                                                                              \
    X(ONE_L)                                                                                                              \
    X(ONE_B)                                                                                                              \
    X(ONE_E)                   /* tolls of one person, for 1 */                                                           \
        X(PERSONS) X(DISTINCT) /* persons told of one by one: named or side by side; all */                               \
        X(AGES)                /* persons told apart by their ages */                                                     \
        X(HIT_LESS_HURT)       /* people hit in the title or lead, less those hurt there: the dead */                     \
        X(SUM_L) X(SUM_B)      /* the most that the statements of one sentence come to, title and lead; below */          \
        X(SUICIDE)             /* one more than a number killed where a suicide is told of */                             \
        X(KILLER)              /* one more than a number killed by one who died himself */                                \
        X(IN_TITLE)            /* the number stands in the headline */                                                    \
        X(ZERO) X(ZERO_TOLD) X(ZERO_TOLD_LATER)                                                                           \
            X(ZERO_OTHER) /* 0: though tolls say otherwise, above, below; the other effect is told */                     \
        X(IS_ONE) X(IS_MANY) X(IS_CROWD) X(ONE_OF_MANY) /* 1; 2 or more; 6 or more; 1 where PERSONS are more */           \
        X(HIT_T) X(HIT_L) X(HIT_B) X(HIT_E)             /* people hit in all, less the dead where the hurt are counted */ \
        X(HIT_ALL)                                      /* people hit in all, as they are */                              \
        X(HIT_ONE) X(HIT_ONE_DEAD)                      /* one hit and nobody dead; 0 hurt where the one hit is dead */   \
        X(SENT) X(SENT_ONE)                             /* people sent to hospital */                                     \
        X(ONE_BESIDE_DEAD) X(ONE_OTHER)                 /* 1 hurt beside the dead; told as another one */                 \
        X(TITLE_BEST) X(LEAD_BEST)                      /* the highest number of the title; of the lead */                \
        X(WORDS_T) X(WORDS_L) X(WORDS_B)                /* not 0: words of this effect, whoever they tell of */           \
        X(OTHER_T) X(OTHER_L) X(OTHER_B)                /* not 0: words of the other effect */                            \
        X(MANY_WORDS)                                   /* 2 or more: tolls of this effect that no number is told of */   \
        X(ALIVE) X(ALIVE_HERE)                          /* not 0: the hurt live on; those who are one */                  \
        X(SEVERAL)                                      /* told of several incidents together */                          \
        X(NTH)                                          /* "a fifth victim" */                                            \
        X(DOER_IN)                                      /* the doer is told to be one of them */                          \
        X(SUM_DOER)                                     /* one more than SUM_L, SUM_B where the doer died */              \
        X(LESS_DEAD)                                    /* told hurt, less the dead */                                    \
        X(HIGHEST)                                      /* no other number that is told is higher */                      \
        X(MODEL)                                        /* the model's odds, log */
/* clang-format on */
#define COUNT_X(name) COUNT_##name,
enum count_feature { COUNT_FEATURES(COUNT_X) N_COUNT_FEATURES };
#undef COUNT_X
enum { COUNT_HIDDEN = 8 };
/* score = linear . x + sum over h of out[h] tanh(in[h] . x + bias[h]); of the killed, of the injured. */
struct count_weights {
    float linear[N_COUNT_FEATURES], in[COUNT_HIDDEN][N_COUNT_FEATURES], bias[COUNT_HIDDEN], out[COUNT_HIDDEN];
};
extern const struct count_weights count_weights[2];

enum { COUNTS_MOST = 48, COUNT_TOLLS = 32 };
struct count_votes {
    sayso_count count;
    float feature[N_COUNT_FEATURES];
    double score, chance;       /* chance: that it is the number, of all of these one */
    int32_t tolls[COUNT_TOLLS]; /* those that give this number, in text order */
    uint32_t n_tolls;
};
struct counts { /* the best supported first; never empty once made: 0 is always among them */
    struct count_votes at[COUNTS_MOST];
    uint32_t n;
};
sayso_code facts_counts(const struct facts_work *f, struct counts *killed, struct counts *injured);
#endif
