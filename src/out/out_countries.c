/* Codes of countries, see out_countries.h. The table is made from data/country_codes.tsv by gen/country_codes.py. */
#include "out_countries.h"
#include "base_utf8.h"
#include "report_words.h"
#include <string.h>

static const struct country TABLE[] = {
#include "out_countries_table.inc"
};
enum { N_COUNTRIES = sizeof TABLE / sizeof *TABLE, LONGEST = 160 };

const struct country *country_by_code(const char *two) {
    for (size_t i = 0; two && i < N_COUNTRIES; i++)
        if (!strcmp(TABLE[i].two, two)) return &TABLE[i];
    return NULL;
}

const struct country *country_by_name(const char *lower, size_t n) {
    size_t low = 0, high = N_COUNTRIES;
    while (low < high) {
        size_t mid = (low + high) / 2, len = strlen(TABLE[mid].name);
        int c = memcmp(TABLE[mid].name, lower, len < n ? len : n);
        if (!c) c = len < n ? -1 : len > n;
        if (!c) return &TABLE[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static const struct country *by_demonym(const char *lower, size_t n) {
    const struct report_word *d = report_word(WORDS_DEMONYM, lower, n);
    return d && d->of ? country_by_name(d->of, strlen(d->of)) : NULL;
}

static bool ends_name(char c) { return !c || strchr(" ,;.()", c); }

/* The longest name of a country that begins here and ends with a word. */
static const struct country *name_at(const char *lower, size_t n) {
    for (size_t end = n; end > 0; end--)
        if (end == n || ends_name(lower[end]) || !strncmp(lower + end, "'s", 2) || !strncmp(lower + end, "\xe2\x80\x99s", 4)) {
            const struct country *c = country_by_name(lower, end);
            if (c) return c;
        }
    return NULL;
}

static bool is_link(const char *word, size_t n) {
    return (n == 2 && (!memcmp(word, "of", 2) || !memcmp(word, "in", 2))) || (n == 4 && !memcmp(word, "from", 4));
}

const struct country *country_of_phrase(const char *words, size_t n) {
    char lower[2 * LONGEST + 4];
    if (n > LONGEST) return NULL;
    n = utf8_lower_copy(words, n, lower);
    const char *whole = lower + (n > 4 && !strncmp(lower, "the ", 4) ? 4 : 0);
    const struct country *c = name_at(whole, strlen(whole));
    if (c && (strlen(c->name) == strlen(whole) || whole[strlen(c->name)] != ' ')) return c;
    for (size_t at = 0; at < n;) {
        size_t len = strcspn(lower + at, " ,;.()-");
        if (len && (c = by_demonym(lower + at, len))) return c;
        if (is_link(lower + at, len) && lower[at + len] == ' ') {
            const char *name = lower + at + len + 1;
            if (!strncmp(name, "the ", 4)) name += 4;
            if ((c = name_at(name, strlen(name)))) return c;
        }
        at += len + 1;
    }
    return NULL;
}
