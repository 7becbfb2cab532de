/* What a report's words show of dead and hurt beside its counted statements: that somebody died, though nobody says how many ("a
 * fatal shooting", "charged with murder"), that the hurt live on, that a number is of several incidents, or has the doer in it.
 */
#ifndef FACTS_COUNTS_SIGNS_H
#define FACTS_COUNTS_SIGNS_H
#include "facts_work.h"

enum { SIGN_PLACES = 3 /* title lines, lead, further down */ };
struct count_signs {
    float dead[SIGN_PLACES], hurt[SIGN_PLACES]; /* words that tell of dead, of hurt people, whoever they are */
    uint8_t *alive;                             /* [tolls] beside words by which the hurt live on */
    uint8_t *several;                           /* [tolls] in a sentence that tells of several incidents */
    uint8_t *doer_in;                           /* [tolls] "five dead, including the gunman" */
    uint8_t *nth;                               /* [tolls] "a fifth victim": 5; 0 */
};
/* All of it lives in the scratch arena. */
sayso_code facts_count_signs(const struct facts_work *f, struct count_signs *out);

/* Where a token stands: 0 title lines, 1 the first two sentences, 2 the body's next ones, 3 further down. */
uint8_t count_place_of(const struct facts_work *f, uint32_t token);
#endif
