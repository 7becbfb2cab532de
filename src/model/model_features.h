/* Letter case, line starts and quotation marks of word pieces: docs/MODEL.md, 1.4 and 5. */
#ifndef MODEL_FEATURES_H
#define MODEL_FEATURES_H
#include "model.h"

enum letter_case { CASE_NONE, CASE_LOWER, CASE_CAPITAL, CASE_UPPER, CASE_MIXED };
enum quote_place { QUOTE_OUTSIDE, QUOTE_OPENS, QUOTE_INSIDE, QUOTE_CLOSES };

/* Fills kase, line and quote of pieces cut from this text; false when the arena is out of memory. O(n). */
bool features_fill(struct arena *arena, const char *utf8, struct pieces *p);
#endif
