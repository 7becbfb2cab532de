/* What a story's toll is chosen by, and the weights that train/story_counts.py learnt for it. */
#ifndef STORY_COUNTS_H
#define STORY_COUNTS_H
#include "story_work.h"

enum {
    COUNT_FIRST,   /* share of the reports of which it is the first figure */
    COUNT_SECOND,  /* ... the second */
    COUNT_THIRD,   /* ... a later one */
    COUNT_FIRST_N, /* log of 1 + those of which it is the first */
    COUNT_LATEST,  /* first of the latest report */
    COUNT_EARLIEST,
    COUNT_HIGHEST, /* highest of the first figures */
    COUNT_ZERO,
    COUNT_ONE,
    COUNT_ZERO_UNLIKE, /* it is 0: share of reports whose first figure is not */
    COUNT_HEAD,        /* share of reports with it in the first two blocks */
    COUNT_SAID,        /* ... on somebody's word */
    COUNT_UNCLAIMED,   /* ... without a claim */
    COUNT_CLAIMS,      /* mean over reports of the log of 1 + its claims */
    COUNT_SCORE,       /* mean over reports of how likely each makes it */
    COUNT_SCORE_LOG,   /* ... of the log of that */
    COUNT_SCORE_MOST,  /* the most that any gives it */
    COUNT_SCORE_LATE,  /* mean with later reports weighing more: the first 1, the second 2, ... */
    COUNT_SCORE_LAST,  /* of the latest report */
    N_COUNT_FEATURES
};
struct count_candidate { /* a figure that reports have */
    double figure, features[N_COUNT_FEATURES], score;
};
enum { MOST_CANDIDATES = 64 }; /* figures weighed; of more the rest stay as they are */
/* The figures of killed or injured that the reports of a story have, with what speaks for each. Returns how many. */
uint32_t story_count_candidates(const struct story_work *w, bool killed, struct count_candidate at[MOST_CANDIDATES]);
/* [killed, injured] */
extern const double story_count_weights[2][N_COUNT_FEATURES];
#endif
