/* The numbers of dead and hurt of an incident, from the tolls of its report. */
#ifndef FACTS_COUNTS_H
#define FACTS_COUNTS_H
#include "facts_work.h"

enum { COUNTS_MOST = 48, COUNT_TOLLS = 32 };
struct count_votes {
    sayso_count count;
    double score;
    int32_t tolls[COUNT_TOLLS]; /* those that give this number, in text order */
    uint32_t n_tolls;
};
struct counts { /* the best supported first; never empty once made */
    struct count_votes at[COUNTS_MOST];
    uint32_t n;
};
sayso_code facts_counts(const struct facts_work *f, struct counts *killed, struct counts *injured);
#endif
