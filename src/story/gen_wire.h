/* made by gen/words.py from data/wire.tsv, do not edit */
#ifndef GEN_WIRE_H
#define GEN_WIRE_H
#include "page_words.h"
enum wire_class {
    WIRE_AFTER = 1 << 0,
    WIRE_BEFORE = 1 << 1,
    WIRE_SHORT = 1 << 2,
    WIRE_TRAIL = 1 << 3,
};
extern const struct words wire_words;
#endif
