/* Hashes and tables of them, for finding what is the same across reports without comparing every two. */
#include "story_shingles.h"

uint64_t hash_bytes(uint64_t h, const void *bytes, size_t n) {
    const unsigned char *b = bytes;
    for (size_t i = 0; i < n; i++) h = (h ^ b[i]) * UINT64_C(1099511628211);
    return h;
}

uint64_t hash_number(uint64_t h, uint64_t number) { /* the finish of splitmix64 */
    uint64_t x = h ^ (number + UINT64_C(0x9e3779b97f4a7c15) + (h << 6) + (h >> 2));
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

bool hash_table_init(struct hash_table *t, struct arena *arena, uint32_t expected) {
    *t = (struct hash_table){.arena = arena, .size = 16};
    while (t->size / 2 < expected && t->size < UINT32_C(1) << 31) t->size *= 2;
    t->keys = ARENA_ARRAY(arena, uint64_t, t->size);
    t->values = ARENA_ARRAY(arena, uint32_t, t->size);
    return t->keys && t->values;
}

static uint32_t slot_of(const struct hash_table *t, uint64_t key) {
    uint32_t i = (uint32_t)(key ^ (key >> 32)) & (t->size - 1);
    while (t->keys[i] && t->keys[i] != key) i = (i + 1) & (t->size - 1);
    return i;
}

static bool grow(struct hash_table *t) {
    struct hash_table bigger;
    if (!hash_table_init(&bigger, t->arena, t->size)) return false;
    for (uint32_t i = 0; i < t->size; i++)
        if (t->keys[i]) {
            uint32_t to = slot_of(&bigger, t->keys[i]);
            bigger.keys[to] = t->keys[i], bigger.values[to] = t->values[i];
        }
    bigger.n = t->n;
    *t = bigger;
    return true;
}

uint32_t *hash_table_put(struct hash_table *t, uint64_t key, uint32_t value, bool *fresh) {
    if (!key) key = 1;
    if (t->n >= t->size / 2 && !grow(t)) return NULL;
    uint32_t i = slot_of(t, key);
    *fresh = !t->keys[i];
    if (*fresh) t->keys[i] = key, t->values[i] = value, t->n++;
    return &t->values[i];
}

const uint32_t *hash_table_get(const struct hash_table *t, uint64_t key) {
    if (!key) key = 1;
    uint32_t i = slot_of(t, key);
    return t->keys[i] ? &t->values[i] : NULL;
}
