/* Characters of the report's text, see out_chars.h. */
#include "out_chars.h"
#include <assert.h>

enum { STEP = 256 };

static bool begins(char c) { return ((unsigned char)c & 0xc0) != 0x80; }

bool out_chars_init(struct out_chars *c, const char *text, uint32_t n, struct arena *a) {
    uint32_t *before = ARENA_ARRAY(a, uint32_t, n / STEP + 1), count = 0;
    *c = (struct out_chars){text, n, before};
    if (!before) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (i % STEP == 0) before[i / STEP] = count;
        count += begins(text[i]);
    }
    if (n % STEP == 0) before[n / STEP] = count;
    return true;
}

uint32_t out_chars_at(const struct out_chars *c, uint32_t byte) {
    assert(byte <= c->n);
    uint32_t count = c->before[byte / STEP];
    for (uint32_t i = byte / STEP * STEP; i < byte; i++) count += begins(c->text[i]);
    return count;
}

uint32_t out_chars_move(const struct out_chars *c, uint32_t byte, int chars) {
    assert(byte <= c->n);
    for (; chars < 0 && byte; chars++) {
        byte--;
        while (byte && !begins(c->text[byte])) byte--;
    }
    for (; chars > 0 && byte < c->n; chars--) {
        byte++;
        while (byte < c->n && !begins(c->text[byte])) byte++;
    }
    return byte;
}
