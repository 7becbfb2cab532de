/* Codes of countries (ISO 3166-1), by name, demonym or two letters. Internal to out/: for formats that want codes. */
#ifndef OUT_COUNTRIES_H
#define OUT_COUNTRIES_H
#include <stddef.h>

struct country {
    const char *name; /* lower case */
    const char two[3], three[4];
};

const struct country *country_by_code(const char *two);             /* NULL: none; any of its names */
const struct country *country_by_name(const char *lower, size_t n); /* NULL: none */
/* The country that a noun phrase tells of: its first demonym ("Turkish police"), the whole phrase, or the name behind
 * "of", "in", "from" ("the president of Chile"). NULL: none. */
const struct country *country_of_phrase(const char *words, size_t n);
#endif
