/* gazetteer: names -> places of the world. A mapped file (docs/GAZETTEER.md), const and shared by all threads; never
 * trusted: its sections are checked when it is opened, every number in a row when it is read. */
#ifndef GAZETTEER_H
#define GAZETTEER_H
#include "base_error.h"

struct gazetteer;

enum gazetteer_kind {
    GAZETTEER_CONTINENT,
    GAZETTEER_COUNTRY,
    GAZETTEER_DIVISION1, /* state, province, region: first-order division of a country */
    GAZETTEER_DIVISION2, /* county, district */
    GAZETTEER_CITY,      /* a populated place of any size */
    GAZETTEER_REGION,    /* a stretch of land or sea without a government */
    N_GAZETTEER_KINDS
};

struct gazetteer_place {
    const char *name; /* as GeoNames writes it; lives as long as the gazetteer */
    enum gazetteer_kind kind;
    bool capital; /* of its country */
    bool has_point;
    double lat, lon;     /* degrees, WGS 84 */
    uint32_t population; /* 0: not known */
    uint32_t geonames;   /* id, 0 where there is none */
    char country[3];     /* ISO 3166-1 alpha-2, "" where it is in none or several */
    int32_t parent;      /* the place it lies in, always of a smaller number; -1 */
};

struct gazetteer_hit {
    uint32_t place;   /* number of a place */
    bool alternative; /* not its own name: a foreign or short form */
    bool behind;      /* an abbreviation that stands behind a place's name and a comma: "Ill." */
};

enum { GAZETTEER_NAME = 128 /* bytes of a folded name at most */, GAZETTEER_HITS = 200 };

/* Maps a file. NULL with *e filled: SAYSO_IO, SAYSO_FORMAT (byte = where), SAYSO_NOMEM. */
struct gazetteer *gazetteer_open(const char *path, sayso_error *e);
/* The same from memory, which is borrowed. */
struct gazetteer *gazetteer_from(const void *bytes, size_t n, sayso_error *e);
void gazetteer_free(struct gazetteer *g);

/* A name as it is looked up: without case, accents and points; "St." is "saint".
 *   out      [GAZETTEER_NAME], NUL-terminated
 *   returns  its length; 0 where nothing is left or it is too long */
size_t gazetteer_fold(const char *name, size_t n, char out[GAZETTEER_NAME]);

/* Places of a name: those of which it is the own name first, of these the one with the most inhabitants first.
 *   name     as in the text, n bytes of UTF-8
 *   out      [GAZETTEER_HITS]
 *   returns  how many were put in out. O(log places). Safe from many threads. */
uint32_t gazetteer_find(const struct gazetteer *g, const char *name, size_t n, struct gazetteer_hit out[GAZETTEER_HITS]);

uint32_t gazetteer_size(const struct gazetteer *g);                                /* places */
struct gazetteer_place gazetteer_place(const struct gazetteer *g, uint32_t place); /* place < size */
#endif
