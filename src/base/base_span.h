/* Spans: byte offsets [beg, end). {0, 0} is "absent". */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H
#include "sayso.h"

typedef sayso_span span; /* inside the library */

static inline span span_of(uint32_t beg, uint32_t end) { return (span){beg, end}; }
static inline bool span_is(span s) { return s.end > s.beg; }
static inline uint32_t span_len(span s) { return s.end - s.beg; }
static inline bool span_in(span a, span outer) { return outer.beg <= a.beg && a.end <= outer.end; }
static inline bool span_meet(span a, span b) { return a.beg < b.end && b.beg < a.end; }
static inline bool span_eq(span a, span b) { return a.beg == b.beg && a.end == b.end; }
static inline uint32_t span_shared(span a, span b) {
    uint32_t beg = a.beg > b.beg ? a.beg : b.beg, end = a.end < b.end ? a.end : b.end;
    return end > beg ? end - beg : 0;
}
/* First beg, then the longer first: the order of lists of spans. */
static inline int span_cmp(span a, span b) {
    if (a.beg != b.beg) return a.beg < b.beg ? -1 : 1;
    return a.end == b.end ? 0 : a.end > b.end ? -1 : 1;
}
/* Bytes in a list of spans, and those that two lists share. */
static inline uint32_t spans_len(sayso_spans s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) n += span_len(s.at[i]);
    return n;
}
static inline uint32_t spans_shared(sayso_spans a, sayso_spans b) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t k = 0; k < b.n; k++) n += span_shared(a.at[i], b.at[k]);
    return n;
}
#endif
