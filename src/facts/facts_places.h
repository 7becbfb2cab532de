/* What the files of facts_places share: the names of places in a report on their way to the map.
 *     facts_places_find.c     where the text names places, run by run of the tagger
 *     facts_places_names.c    what the words and the gazetteer say of some tokens
 *     facts_places_inside.c   which of them the text says lie in which
 *     facts_places_outlet.c   what the outlet's address tells of its home
 *     facts_places_choose.c   which place of the gazetteer each name stands for
 *     facts_places_sift.c     which names inside other names hold
 *     facts_places.c          the record's places, with their paths */
#ifndef FACTS_PLACES_H
#define FACTS_PLACES_H
#include "facts_work.h"
#include "report_words.h"

enum spot_how {
    SPOT_NAME,     /* a name, by the tagger or the gazetteer */
    SPOT_BODY,     /* inside the name of a public body: "Dunmore Police Department" */
    SPOT_DEMONYM,  /* an adjective or the name of a people */
    SPOT_BEHIND,   /* an abbreviation behind a comma: "Ill." */
    SPOT_FACILITY, /* a building, a street: not looked up */
};

/* A stretch of the text that names a place. */
struct spot {
    uint32_t beg, end; /* tokens [beg, end), without article */
    enum spot_how how;
    uint32_t toponym; /* index into toponyms */
    int32_t place;    /* of the gazetteer, -1: none; its toponym's, but where the text puts it elsewhere */
    int32_t inside;   /* the spot that the text says it lies in, -1 */
    int32_t mention;  /* of the report, -1 */
    bool dateline;
    bool comma;        /* it is said to lie there by a comma alone, as in a list */
    bool in_facility;  /* weak, and the other name is a building's or a street's */
    bool weak;         /* part of another name: holds only where the report's other places bear it out */
    uint32_t whole[2]; /* of a weak one: the tokens that are a place without a point where it does not hold; {0, 0}: nothing */
};

/* A name, once for the whole report, with the places it may stand for. */
struct toponym {
    uint32_t first, n; /* in hits */
    int32_t place;     /* of the gazetteer, -1: none */
    int32_t inner;     /* a toponym that the text says lies in it, -1 */
    float score;
    uint32_t n_spots, n_strong, spot; /* how many, of these not weak, the first */
};

struct places {
    struct facts_work *f;
    struct report_work *r;
    VEC(struct spot) spots; /* by place in the text */
    struct toponym *toponyms;
    uint32_t n_toponyms;
    VEC(struct gazetteer_hit) hits;
};

sayso_code places_no_memory(const struct places *p);
sayso_code places_find(struct places *p);   /* spots */
sayso_code places_inside(struct places *p); /* spots[].inside */
sayso_code places_choose(struct places *p); /* toponyms, spots[].place */
sayso_code places_sift(struct places *p);   /* weak spots that hold become like others, the rest go */

/* What the outlet's address tells of its home.
 *   country  by the last label of the host (ISO 3166-1; "uk" for GB), "" where it is of no country
 *   place    [OUTLET_PLACES] well-known places whose names stand in the host; returns how many */
enum { OUTLET_PLACES = 4 };
uint32_t places_of_outlet(const struct places *p, char country[3], uint32_t place[OUTLET_PLACES]);

/* Names that the report's outlet, credits, sources and the words themselves show as of the press (facts_places_press.c). */
struct press_names {
    const char *at[64];
    uint32_t n;
};
void places_press(const struct report_work *r, struct press_names *out);
/* Whether tokens [beg, end) are such a name, and no place that the gazetteer knows. */
bool places_is_press(const struct places *p, const struct press_names *names, uint32_t beg, uint32_t end);

/* Words beside places: data/place_words.tsv. */
enum place_word_use {
    WORD_AREA = 1,
    WORD_SEAT = 2,
    WORD_BODY = 4,
    WORD_WAY = 8,
    WORD_SIDE = 16,
    WORD_STREET = 32,
    WORD_COMMON = 64,
    WORD_PARTY = 128,
    WORD_TIE = 256,
    WORD_NATURE = 512,
    WORD_PRESS = 1024
};
struct place_word {
    const char *form;
    uint16_t uses;
};
/* The uses of a token's word, without case; 0. */
uint16_t place_word(const struct report_work *r, uint32_t token);
/* The token's letters are exactly these. */
bool places_mark(const struct report_work *r, uint32_t token, const char *mark);
/* The adjective or people that tokens [beg, end) are, with a capital; NULL. */
const struct report_word *places_demonym(const struct report_work *r, uint32_t beg, uint32_t end);
/* How well the gazetteer knows tokens [beg, end) as a name. */
enum known { KNOWN_NOT, KNOWN_ALTERNATIVE, KNOWN_SMALL, KNOWN_WELL /* a country, a division, a large city */ };
enum known places_known(const struct places *p, uint32_t beg, uint32_t end);
/* Whether they are an abbreviation that stands behind a comma, in the letters it is written with. */
bool places_abbreviation(const struct places *p, uint32_t beg, uint32_t end);
/* The letters of tokens [beg, end), as they stand in the text. */
static inline span places_span(const struct report_work *r, uint32_t beg, uint32_t end) {
    return (span){r->tokens[beg].at.beg, r->tokens[end - 1].at.end};
}
float places_kilometres(const struct gazetteer_place *a, const struct gazetteer_place *b);
/* Whether place `outer` is `inner` or holds it by the gazetteer. */
bool places_holds(const struct gazetteer *g, uint32_t outer, uint32_t inner);
/* Whether what is said to lie in spot `to` holds it already. */
bool places_circle(const struct places *p, uint32_t from, uint32_t to);
#endif
