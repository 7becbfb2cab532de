/* What two signatures have in common and what they do not: features for the pair model. */
#ifndef STORY_PAIR_H
#define STORY_PAIR_H
#include "story_signature.h"

/* Unknown (a side does not say): NAN. */
#define PAIR_FEATURES(X)                                                                                                 \
    X(WORDS, "words")                 /* cosine of weighted words */                                                     \
    X(NAME_PAIRS, "name pairs")       /* the same of neighbouring names and numbers */                                   \
    X(CAPITALS, "capitals")           /* the same of words with a capital */                                             \
    X(DIGITS, "digits")               /* weight of shared words with digits, nats */                                     \
    X(LEAD, "lead")                   /* cosine of words in titles and first sentences */                                \
    X(TITLE_LESS, "title less")       /* share of a title's weight in the other report, the lower of two */              \
    X(TITLE_MORE, "title more")       /* the higher */                                                                   \
    X(INSIDE, "inside")               /* weight shared, of the lighter report's weight */                                \
    X(RARE, "rare")                   /* weight of shared rare words, nats, logarithm */                                 \
    X(SHINGLES, "shingles")           /* equal MinHash values */                                                         \
    X(DAY, "day")                     /* days between the incidents' days */                                             \
    X(DAY_ANY, "day any")             /* least days between any of their incident days */                                \
    X(DAYS, "days")                   /* share of the days named in both */                                              \
    X(PUBLISHED, "published")         /* days between publications */                                                    \
    X(BEFORE, "before")               /* days that one's incident lies behind the other's publication; below 0: after */ \
    X(PLACE, "place")                 /* kilometres between main places */                                               \
    X(PLACE_ANY, "place any")         /* least kilometres between incident places */                                     \
    X(PLACES, "places")               /* share of places (no regions, countries) in both */                              \
    X(REGION, "region")               /* main places in one region: 1, 0 */                                              \
    X(FINE, "fine")                   /* facilities, streets in both */                                                  \
    X(PEOPLE, "people")               /* weight of people named in both */                                               \
    X(KEY_PEOPLE, "key people")       /* the same where one tells of them as victim or perpetrator */                    \
    X(PEOPLE_SHARE, "people share")   /* share of the fewer people who are named in the other */                         \
    X(VICTIMS_APART, "victims apart") /* named victims on both sides, none shared: how many, of the fewer */             \
    X(SUSPECTS_APART, "suspects apart")                                                                                  \
    X(AGES, "ages")     /* ages in both, of the fewer */                                                                 \
    X(KILLED, "killed") /* difference of counts */                                                                       \
    X(INJURED, "injured")                                                                                                \
    X(KIND, "kind")       /* kinds of incident the same: 1, 0 */                                                         \
    X(KINDS, "kinds")     /* cosine of events' kinds */                                                                  \
    X(THINGS, "things")   /* weight of other names in both */                                                            \
    X(SHORTER, "shorter") /* logarithm of words of the shorter report */                                                 \
    X(LONGER, "longer")                                                                                                  \
    X(OUTLET, "outlet") /* the same outlet: 1, 0 */
enum pair_feature {
#define SAYSO_X(name, words) PAIR_##name,
    PAIR_FEATURES(SAYSO_X)
#undef SAYSO_X
        N_PAIR_FEATURES
};
extern const char *const pair_feature_names[N_PAIR_FEATURES];

/* Symmetric: the same for (a, b) and (b, a). */
void pair_features(const struct signature_view *a, const struct signature_view *b, float f[N_PAIR_FEATURES]);
/* Log odds of one incident, by the model in gen_story_pair.h. */
double pair_score(const float f[N_PAIR_FEATURES]);
#endif
