/* What pairs of reports are compared by: small flat bytes. */
#include "story.h"

sayso_code signature_make(const sayso_record *r, struct arena *arena, struct arena *scratch, struct signature *out) {
    (void)scratch;
    unsigned char *bytes = arena_alloc(arena, 33);
    if (!bytes) return SAYSO_NOMEM;
    bytes[0] = SIGNATURE_VERSION;
    memcpy(bytes + 1, r->id + 7, 32);
    *out = (struct signature){bytes, 33};
    return SAYSO_OK;
}

bool signature_valid(struct signature s) { return s.n == 33 && s.bytes[0] == SIGNATURE_VERSION; }

uint32_t signature_keys(struct signature s, uint64_t keys[SIGNATURE_MAX_KEYS]) {
    memcpy(keys, s.bytes + 1, 8);
    return 1;
}

double signature_score(struct signature a, struct signature b) { return memcmp(a.bytes, b.bytes, a.n) ? -1 : 1; }

char *signature_why(struct signature a, struct signature b, struct arena *arena) {
    return arena_strdup(arena, signature_score(a, b) > 0 ? "the same text" : "");
}
