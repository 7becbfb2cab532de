/* made by gen/words.py from data/plain.tsv, do not edit */
#ifndef GEN_PLAIN_H
#define GEN_PLAIN_H
#include "page_words.h"
enum plain_class {
    PLAIN_BYLINE = 1 << 0,
    PLAIN_ROLE = 1 << 1,
    PLAIN_ANON = 1 << 2,
    PLAIN_RELATED = 1 << 3,
    PLAIN_LEAD = 1 << 4,
    PLAIN_CAPTION = 1 << 5,
    PLAIN_NOTE = 1 << 6,
    PLAIN_TAIL = 1 << 7,
    PLAIN_KICKER = 1 << 8,
    PLAIN_TITLE = 1 << 9,
    PLAIN_DEK = 1 << 10,
    PLAIN_AUTHOR = 1 << 11,
    PLAIN_DATE = 1 << 12,
    PLAIN_MODIFIED = 1 << 13,
    PLAIN_OUTLET = 1 << 14,
    PLAIN_URL = 1 << 15,
    PLAIN_LANGUAGE = 1 << 16,
    PLAIN_VIDEO = 1 << 17,
    PLAIN_IMAGE = 1 << 18,
    PLAIN_AUDIO = 1 << 19,
    PLAIN_POST = 1 << 20,
    PLAIN_POSTED = 1 << 21,
    PLAIN_WHERE = 1 << 22,
    PLAIN_PLACE = 1 << 23,
};
extern const struct words plain_words;
#endif
