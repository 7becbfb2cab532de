/* zlib, for what lies in the database compressed: pages as received, records, stories. */
#include "store_pack.h"
#include <zlib.h>

void *pack(struct arena *arena, const void *bytes, size_t n, size_t *n_out) {
    uLongf room = compressBound((uLong)n);
    void *out = arena_alloc(arena, room);
    if (!out || compress2(out, &room, bytes, (uLong)n, 6) != Z_OK) return NULL;
    *n_out = room;
    return out;
}

sayso_code unpack(struct arena *arena, const void *bytes, size_t n, size_t n_out, char **out) {
    enum { MAX_RATIO = 1100 }; /* deflate's own limit is 1032 */
    if (n_out / MAX_RATIO > n) return SAYSO_FORMAT;
    char *at = arena_alloc(arena, n_out + 1);
    if (!at) return SAYSO_NOMEM;
    uLongf got = (uLongf)n_out;
    if (uncompress((Bytef *)at, &got, bytes, (uLong)n) != Z_OK || got != n_out) return SAYSO_FORMAT;
    *out = at;
    return SAYSO_OK;
}
