/* Word lists made from tables of data/: phrases in lower case with the classes they belong to (a bit each). */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H
#include <stddef.h>
#include <stdint.h>

struct word {
    const char *form;
    uint16_t n;
    uint32_t is; /* classes */
};
struct words {
    const struct word *at; /* sorted by form */
    const uint16_t *first; /* [257]: rows that begin with byte b are first[b] .. first[b + 1] */
    uint32_t n, longest;   /* rows; bytes of the longest form */
};

/* Classes of the whole of s without regard to case; 0 if it is not in the list. O(log n). */
uint32_t words_of(const struct words *w, const char *s, size_t n);
/* Bytes of the longest phrase of one of `classes` at the start of s that ends where a word ends; 0 if there is none. Spaces
 * count as written: one blank between the words. Called at every word of a page: looks only at rows with the same first byte. */
size_t words_prefix(const struct words *w, const char *s, size_t n, uint32_t classes);
/* The same for a phrase that ends s and begins where a word begins. */
size_t words_suffix(const struct words *w, const char *s, size_t n, uint32_t classes);
#endif
