/* UTF-8: walking, checking and simple classes. Full Unicode properties (case folding, categories) come from utf8proc,
 * behind these calls. No call reads past the given end. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at s (n > 0 bytes there) and its length in *len (1..4). Broken bytes give U+FFFD with *len 1. */
uint32_t utf8_at(const char *s, size_t n, uint32_t *len);
/* The code point that ends just before s + at; 0 with *len 0 at the start. */
uint32_t utf8_before(const char *s, size_t at, uint32_t *len);
/* Offset of the first byte that is not well-formed UTF-8; n if there is none. */
size_t utf8_check(const char *s, size_t n);
/* Writes c into out (4 bytes); returns its length. */
uint32_t utf8_put(uint32_t c, char *out);

bool utf8_is_space(uint32_t c);  /* Unicode White_Space, and U+200B, U+FEFF */
bool utf8_is_letter(uint32_t c); /* L* */
bool utf8_is_digit(uint32_t c);  /* Nd */
bool utf8_is_alnum(uint32_t c);  /* L*, N*, M* */
bool utf8_is_upper(uint32_t c);  /* Lu, Lt */
bool utf8_is_lower(uint32_t c);  /* Ll */
bool utf8_is_punct(uint32_t c);  /* P* */
bool utf8_is_mark(uint32_t c);   /* Mn */
bool utf8_is_other(uint32_t c);  /* Cc, Cf, Cs, Co */
uint32_t utf8_lower(uint32_t c);
uint32_t utf8_width(uint32_t c); /* columns on a terminal: 0, 1 or 2 */
/* The full canonical decomposition of c (NFD of the single character) in out; returns its length. */
enum { UTF8_MAX_PARTS = 8 };
uint32_t utf8_decompose(uint32_t c, uint32_t out[UTF8_MAX_PARTS]);

/* Compare without case (simple lower-casing), whole strings; bytes. */
bool utf8_same(const char *a, size_t na, const char *b, size_t nb);
/* Lower-cased copy into out (size >= 2 * n + 4); returns its length, NUL-terminated. */
size_t utf8_lower_copy(const char *s, size_t n, char *out);
#endif
