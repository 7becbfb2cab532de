/* made by gen/words.py from data/credits.tsv, do not edit */
#ifndef GEN_CREDITS_H
#define GEN_CREDITS_H
#include "page_words.h"
enum credits_class {
    CREDIT_LABEL = 1 << 0,
    CREDIT_STRONG = 1 << 1,
    CREDIT_BY = 1 << 2,
    CREDIT_VIA = 1 << 3,
    CREDIT_COURTESY = 1 << 4,
    CREDIT_FROM = 1 << 5,
    CREDIT_FOR = 1 << 6,
    CREDIT_DROP = 1 << 7,
    CREDIT_ALONE = 1 << 8,
    CREDIT_ORG = 1 << 9,
    CREDIT_WIRE = 1 << 10,
    CREDIT_PAPER = 1 << 11,
    CREDIT_PARTICLE = 1 << 12,
    CREDIT_FRONT = 1 << 13,
    CREDIT_MONTH = 1 << 14,
};
extern const struct words credits_words;
#endif
