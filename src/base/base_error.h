/* Filling the public error struct. Every stage fails through these, so that an error always names stage and byte. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H
#include "sayso.h"

/* Fills *e (may be NULL) and returns code, so that a stage can write: return error_set(e, SAYSO_LIMIT, "page", at, "..."). */
sayso_code error_set(sayso_error *e, sayso_code code, const char *stage, uint64_t byte, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Names the input, cut to fit on whole characters; called once at the top. */
void error_input(sayso_error *e, const char *name);
#endif
