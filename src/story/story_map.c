/* Strings to numbers: FNV-1a and linear probing. */
#include "story_map.h"

static uint64_t hash_of(const char *key) {
    uint64_t h = 14695981039346656037u;
    for (; *key; key++) h = (h ^ (unsigned char)*key) * 1099511628211u;
    return h ^ h >> 29;
}

static struct story_map_slot *slot_of(struct story_map_slot *slots, uint32_t size, const char *key) {
    for (uint64_t i = hash_of(key);; i++) {
        struct story_map_slot *s = &slots[i & (size - 1)];
        if (!s->key || !strcmp(s->key, key)) return s;
    }
}

uint32_t story_map_get(const struct story_map *m, const char *key) {
    if (!m->size) return STORY_MAP_NONE;
    const struct story_map_slot *s = slot_of(m->slots, m->size, key);
    return s->key ? s->value : STORY_MAP_NONE;
}

static bool grow(struct story_map *m, struct arena *arena) {
    uint32_t size = m->size ? m->size * 2 : 16;
    struct story_map_slot *slots = ARENA_ARRAY(arena, struct story_map_slot, size);
    if (!slots) return false;
    for (uint32_t i = 0; i < m->size; i++)
        if (m->slots[i].key) *slot_of(slots, size, m->slots[i].key) = m->slots[i];
    m->slots = slots, m->size = size;
    return true;
}

bool story_map_put(struct story_map *m, struct arena *arena, const char *key, uint32_t value) {
    if (m->n * 2 >= m->size && !grow(m, arena)) return false;
    struct story_map_slot *s = slot_of(m->slots, m->size, key);
    m->n += !s->key;
    *s = (struct story_map_slot){key, value};
    return true;
}
