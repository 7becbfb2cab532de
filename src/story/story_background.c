/* Looks terms up in the background table. A term has two cells, of which the lower level counts: levels of other terms that
 * share a cell can only make it look more common, and rarely both. */
#include "story_background.h"
#include "gen_story_background.h"

static uint32_t level_at(uint32_t cell) { return story_background[cell / 16] >> cell % 16 * 4 & 15; }

uint32_t background_weight(uint32_t hash) {
    uint32_t other = hash * 0x9e3779b1u;
    uint32_t a = level_at(hash >> (32 - STORY_BACKGROUND_BITS)),
             b = level_at((other ^ other >> 15) >> (32 - STORY_BACKGROUND_BITS));
    return (15 - (a < b ? a : b)) * (BACKGROUND_RAREST / 15);
}
