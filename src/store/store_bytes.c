/* Bytes that grow in an arena. */
#include "store_bytes.h"

int bytes_write(void *stream, const char *bytes, size_t n) {
    struct bytes *b = stream;
    if (b->n + n + 1 > b->size) {
        size_t size = (b->n + n + 1) * 2;
        char *at = arena_grow(b->arena, b->at, b->size, size);
        if (!at) return -1;
        b->at = at, b->size = size;
    }
    memcpy(b->at + b->n, bytes, n);
    b->at[b->n += n] = 0;
    return 0;
}

bool bytes_line(struct bytes *b, const char *word) {
    return !word || (!bytes_write(b, word, strlen(word)) && !bytes_write(b, "\n", 1));
}
