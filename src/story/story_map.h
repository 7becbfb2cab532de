/* A map from strings to numbers, for one story's making: which name, place or saying is which. Open addressing in an arena;
 * a look-up costs the same however many there are. */
#ifndef STORY_MAP_H
#define STORY_MAP_H
#include "base_arena.h"
#include <stdbool.h>

struct story_map_slot {
    const char *key; /* borrowed: lives as long as the map */
    uint32_t value;
};
struct story_map { /* all zero: empty */
    struct story_map_slot *slots;
    uint32_t n, size;
};
#define STORY_MAP_NONE UINT32_MAX

/* The number of a key, STORY_MAP_NONE where it has none. */
uint32_t story_map_get(const struct story_map *m, const char *key);
/* Gives a key its number, in place of the one it had. False: memory is out. */
bool story_map_put(struct story_map *m, struct arena *arena, const char *key, uint32_t value);
#endif
