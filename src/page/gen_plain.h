/* made by gen/words.py from data/plain.tsv, do not edit */
#ifndef GEN_PLAIN_H
#define GEN_PLAIN_H
#include "page_words.h"
enum plain_class {
    PLAIN_BYLINE = 1 << 0,
    PLAIN_ROLE = 1 << 1,
    PLAIN_ANON = 1 << 2,
    PLAIN_TOOL = 1 << 3,
    PLAIN_RELATED = 1 << 4,
    PLAIN_LEAD = 1 << 5,
    PLAIN_CAPTION = 1 << 6,
    PLAIN_NOTE = 1 << 7,
    PLAIN_TAIL = 1 << 8,
    PLAIN_KICKER = 1 << 9,
    PLAIN_TITLE = 1 << 10,
    PLAIN_DEK = 1 << 11,
    PLAIN_AUTHOR = 1 << 12,
    PLAIN_DATE = 1 << 13,
    PLAIN_MODIFIED = 1 << 14,
    PLAIN_OUTLET = 1 << 15,
    PLAIN_URL = 1 << 16,
    PLAIN_LANGUAGE = 1 << 17,
    PLAIN_VIDEO = 1 << 18,
    PLAIN_IMAGE = 1 << 19,
    PLAIN_AUDIO = 1 << 20,
    PLAIN_POST = 1 << 21,
    PLAIN_POSTED = 1 << 22,
    PLAIN_WHERE = 1 << 23,
    PLAIN_PLACE = 1 << 24,
};
extern const struct words plain_words;
#endif
