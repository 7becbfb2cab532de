/* Which city the incident is in: every city that the report's places lie in is a candidate, and a linear score over what speaks
 * for each orders them. The weights are learnt (train/cities.py) and stand in facts_cities_table.c. */
#ifndef FACTS_CITIES_H
#define FACTS_CITIES_H
#include "facts_incident.h"

/* What speaks for a city. Places in the report: T title lines, L the first two sentences, B the body's next ones, E below. */
/* clang-format off */
#define CITY_FEATURES(X)                                                                                          \
    X(NAMED_T)                                                                                                    \
    X(NAMED_L)                                                                                                    \
    X(NAMED_B)                                                                                                    \
    X(NAMED_E) /* mentions of its name */                                                                         \
    X(QUARTER_T)                                                                                                  \
    X(QUARTER) /* of places within it: in title lines and the lead, below */                                      \
    X(TELLING_L)                                                                                                  \
    X(TELLING) /* where dead and hurt or the incident's events are told: lead, below */                           \
    X(EVENT)   /* it is the place of one of these events */                                                       \
    X(DATELINE)                                                                                                   \
    X(DATELINE_IN)                   /* it is the dateline's; that names a place within it */                     \
        X(HOSPITAL) X(AFTERMATH)     /* it stands in or before the name of a hospital, a court, a jail */         \
        X(BODY_L) X(BODY)            /* before "police", "sheriff" and the like */                                \
        X(IN_L) X(IN)                /* behind "in", "at", "near", "outside" */                                   \
        X(OF) X(NATIVE)              /* behind "of", "from"; before "man", "resident" */                          \
        X(STATED)                    /* its division stands behind it */                                          \
        X(FIRST)                     /* the first place of the body */                                            \
        X(SHARE)                     /* the share of the report's other places that lie in its division */        \
        X(PEOPLE) X(LARGE)           /* inhabitants, log 10; many of them */                                      \
        X(OUTLET)                    /* it stands in the outlet's name or address */                              \
        X(UNMAPPED) X(UNMAPPED_BARE) /* the gazetteer does not know it; and the text says not where it lies */    \
        X(ONCE)                      /* it is named once only */                                                  \
        X(BESIDE_LARGE) X(FAR)       /* a small place near a large candidate; far from all others */              \
        X(PAST)                      /* mentions in background of other years */                                  \
        X(TAIL)                      /* it stands behind the headline's last dash or bar, as the outlet's home */ \
        X(SEAT) X(COUNTY)            /* behind "city of", "town of"; before "County" */                           \
        X(HOME)                      /* behind "of", "from" that tell where somebody lives */                     \
        X(SENT) X(TRIED)             /* behind a hospital, a court, a jail in its sentence */                     \
        X(STREET)                    /* behind a street or building */                                            \
        X(LIST)                      /* between others of a list */                                               \
        X(EARLY)                     /* how early in the body it is first named */                                \
        X(MOST)                      /* its share of all cities' mentions, by prominence */                       \
        X(IN_TELLING)                /* behind "in", "at" where dead, hurt or events are told */                  \
        X(NEAR_TELLING)              /* how near to such words */                                                 \
        X(NEAR_OUTLET) X(FAR_OUTLET) /* of the place that the outlet's address names */
/* clang-format on */
#define CITY_X(name) CITY_##name,
enum city_feature { CITY_FEATURES(CITY_X) N_CITY_FEATURES };
#undef CITY_X
extern const float city_weights[N_CITY_FEATURES];

enum { CITIES_MOST = 32 };
/* What the words around the place i, tokens [beg, end) by its own name, say of its city; lead: in title lines or the first two
 * sentences. Added to x. */
void city_look_around(const struct facts_work *f, const struct incident_telling *tells, uint32_t i, uint32_t beg, uint32_t end,
                      bool lead, float x[N_CITY_FEATURES]);
/* A hospital, court or jail in the place's own name or right behind it. */
void city_look_at_houses(const struct facts_work *f, uint32_t beg, uint32_t end, float x[N_CITY_FEATURES]);
/* Whether the token stands behind the headline's last dash or bar: "... - Dunmore News, Weather". */
bool city_is_in_tail(const struct facts_work *f, uint32_t token);
struct city {
    uint32_t place; /* the first of the report's places that lies in it */
    uint32_t level; /* the element of that place's path which is the city */
    float feature[N_CITY_FEATURES];
    double score, chance; /* chance: that it is the city, of all of these one */
};
struct cities {
    struct city at[CITIES_MOST]; /* by place */
    uint32_t n;
    int8_t *of; /* [places] its city, -1; scratch */
};
sayso_code facts_cities(const struct facts_work *f, const struct incident_telling *tells, struct cities *out);
#endif
