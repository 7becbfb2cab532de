/* Arena: a list of chunks, bump allocation from the newest. Freed memory is overwritten in debug builds. */
#include "base_arena.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_CHUNK = 64 * 1024, ALIGN = 16, MAX_CHUNK = 4 * 1024 * 1024 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size;
    _Alignas(ALIGN) unsigned char bytes[];
};

void arena_init(struct arena *a, size_t limit) { *a = (struct arena){.limit = limit}; }

static void free_chunk(struct arena_chunk *c) {
#ifndef NDEBUG
    memset(c->bytes, 0xdd, c->size);
#endif
    free(c);
}

void arena_release(struct arena *a) {
    while (a->chunks) {
        struct arena_chunk *c = a->chunks;
        a->chunks = c->older;
        free_chunk(c);
    }
    *a = (struct arena){.limit = a->limit};
}

void arena_clear(struct arena *a) {
    if (!a->chunks) return;
    while (a->chunks->older) { /* keep the newest, which is the largest */
        struct arena_chunk *c = a->chunks->older;
        a->chunks->older = c->older;
        free_chunk(c);
    }
    a->used = 0;
    a->size = a->total = a->chunks->size;
}

static int add_chunk(struct arena *a, size_t n) {
    size_t size = a->size ? a->size * 2 : FIRST_CHUNK;
    if (size > MAX_CHUNK) size = MAX_CHUNK;
    if (size < n) size = n;
    if (a->limit && a->total + size > a->limit) {
        size = n;
        if (size > a->limit || a->total > a->limit - size) return 0;
    }
    struct arena_chunk *c = malloc(sizeof *c + size);
    if (!c) return 0;
    c->older = a->chunks;
    c->size = size;
    a->chunks = c;
    a->used = 0;
    a->size = size;
    a->total += size;
    return 1;
}

static size_t rounded(size_t n) { return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1); }

void *arena_alloc(struct arena *a, size_t n) {
    if (n > SIZE_MAX / 2) return NULL;
    n = rounded(n ? n : 1);
    if (n > a->size - a->used && !add_chunk(a, n)) return NULL;
    void *p = a->chunks->bytes + a->used;
    a->used += n;
    return memset(p, 0, n);
}

void *arena_grow(struct arena *a, void *p, size_t old, size_t n) {
    size_t was = rounded(old ? old : 1);
    if (p && a->chunks && (unsigned char *)p + was == a->chunks->bytes + a->used && n <= SIZE_MAX / 2) {
        size_t now = rounded(n);
        if (now <= was) return p;
        if (now - was <= a->size - a->used) {
            memset(a->chunks->bytes + a->used, 0, now - was);
            a->used += now - was;
            return p;
        }
    }
    void *q = arena_alloc(a, n);
    if (q && old) memcpy(q, p, old < n ? old : n);
    return q;
}

int arena_vec_grow(struct arena *a, void **at, uint32_t *size, size_t item) {
    uint32_t want = *size ? *size * 2 : 8;
    if (want <= *size) return 0;
    void *p = arena_grow(a, *at, *size * item, want * item);
    if (!p) return 0;
    *at = p;
    *size = want;
    return 1;
}

char *arena_strndup(struct arena *a, const char *s, size_t n) {
    char *p = arena_alloc(a, n + 1);
    if (p && n) memcpy(p, s, n);
    return p;
}

char *arena_strdup(struct arena *a, const char *s) { return arena_strndup(a, s, strlen(s)); }

char *arena_printf(struct arena *a, const char *format, ...) {
    va_list one, two;
    va_start(one, format);
    va_copy(two, one);
    int n = vsnprintf(NULL, 0, format, one);
    char *p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1);
    if (p) vsnprintf(p, (size_t)n + 1, format, two);
    va_end(one);
    va_end(two);
    return p;
}
