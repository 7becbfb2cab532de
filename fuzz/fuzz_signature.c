/* Fuzz target: signatures as they come out of a database. The first two bytes say where the input is cut into two. What is
 * valid can be compared, explained and grouped; keys stay within their number; comparing is symmetric. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include "story.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    uint32_t cut = (uint32_t)(data[0] | data[1] << 8);
    size -= 2, data += 2;
    if (cut > size) cut = (uint32_t)size;
    struct arena arena;
    arena_init(&arena, 0);
    /* in memory of their own: reading over the end of either shows */
    unsigned char *a = arena_alloc(&arena, cut + 1), *b = arena_alloc(&arena, size - cut + 1);
    if (cut) memcpy(a, data, cut);
    if (size > cut) memcpy(b, data + cut, size - cut);
    struct signature s[2] = {{a, cut}, {b, (uint32_t)(size - cut)}};
    uint64_t keys[SIGNATURE_MAX_KEYS];
    for (int i = 0; i < 2; i++) {
        if (!signature_valid(s[i])) continue;
        assert(signature_keys(s[i], keys) <= SIGNATURE_MAX_KEYS);
        assert(isfinite(signature_score(s[i], s[i])) && signature_why(s[i], s[i], &arena));
    }
    if (signature_valid(s[0]) && signature_valid(s[1])) {
        uint32_t group[2];
        assert(fabs(signature_score(s[0], s[1]) - signature_score(s[1], s[0])) < 1e-9);
        assert(signature_why(s[0], s[1], &arena));
        assert(story_group(s, 2, NULL, 0, &arena, group) == SAYSO_OK && group[0] == 0 && group[1] <= 1);
    }
    arena_release(&arena);
    return 0;
}
