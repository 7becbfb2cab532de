/* What the outlet's address tells of its home: the country of the host's last label, and well-known places whose names stand in
 * the host: whole labels ("pittsburgh.example.com"), or a label's beginning or end ("examplemiami.com"). */
#include "facts_places.h"

enum {
    SHORTEST = 5 /* letters of a name inside a label */,
    LONGEST_HOST = 100,
    LARGE = 100000 /* inhabitants */,
    FAR_LARGER = 20
};

/* The place of a name in a host, of its own name, well known and far larger than any other of the name; -1. */
static int32_t well_known(const struct gazetteer *g, const char *name, size_t n) {
    struct gazetteer_hit hits[GAZETTEER_HITS];
    const uint32_t n_hits = gazetteer_find(g, name, n, hits);
    if (!n_hits || hits[0].alternative || hits[0].behind) return -1;
    const struct gazetteer_place place = gazetteer_place(g, hits[0].place);
    const bool known = place.kind == GAZETTEER_COUNTRY || place.kind == GAZETTEER_DIVISION1 || place.population >= LARGE;
    for (uint32_t i = 1; i < n_hits && !hits[i].alternative; i++)
        if (gazetteer_place(g, hits[i].place).population > place.population / FAR_LARGER) return -1;
    return known ? (int32_t)hits[0].place : -1;
}

static int32_t label_place(const struct gazetteer *g, const char *label, size_t n) {
    int32_t place = n < SHORTEST ? -1 : well_known(g, label, n);
    for (size_t k = n; place < 0 && k-- > SHORTEST;) {
        place = well_known(g, label, k);
        if (place < 0) place = well_known(g, label + n - k, k);
    }
    return place;
}

static void take_country(const char *host, size_t n, char country[3]) {
    if (n < 4 || host[n - 3] != '.') return;
    for (size_t i = 0; i < 2; i++) {
        const char letter = host[n - 2 + i];
        country[i] = letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
    }
    country[2] = '\0';
    if (strcmp(country, "UK") == 0) memcpy(country, "GB", 3);
}

uint32_t places_of_outlet(const struct places *p, char country[3], uint32_t place[OUTLET_PLACES]) {
    const char *uri = p->r->text->publication.canonical_uri, *host = uri ? strstr(uri, "://") : NULL;
    uint32_t found = 0;
    country[0] = '\0';
    if (!host) return 0;
    host += 3;
    const size_t n = strcspn(host, "/:?#");
    if (n > LONGEST_HOST) return 0;
    take_country(host, n, country);
    for (size_t beg = 0; beg < n && found < OUTLET_PLACES;) {
        const size_t end = beg + strcspn(host + beg, ".-/:?#");
        if (end >= n) break; /* the last label */
        const int32_t at = label_place(p->f->gazetteer, host + beg, end - beg);
        if (at >= 0) place[found++] = (uint32_t)at;
        beg = end + 1;
    }
    return found;
}
