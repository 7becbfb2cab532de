/* One arena per report: everything a report holds is taken from it and freed with it, whole. A second, scratch, arena
 * is cleared after each stage. Growing lists live in an arena too (VEC below). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena_chunk;
struct arena {
    struct arena_chunk *chunks; /* newest first */
    size_t used, size;          /* of the newest chunk */
    size_t total, limit;        /* bytes taken from the system; 0 = no limit */
};

void arena_init(struct arena *a, size_t limit);
void arena_clear(struct arena *a);   /* forgets all, keeps one chunk */
void arena_release(struct arena *a); /* gives all back; a may be used again */

/* n bytes, zeroed, aligned to 16; NULL when memory or the limit is out. One thread at a time. */
void *arena_alloc(struct arena *a, size_t n);
/* Grows p from old to n bytes, in place if it is the newest; the added bytes are zero. NULL: p is still there. */
void *arena_grow(struct arena *a, void *p, size_t old, size_t n);
char *arena_strndup(struct arena *a, const char *s, size_t n); /* NUL-terminated copy */
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))

/* A growing list: VEC(struct span) spans = {0};  if (!VEC_PUSH(arena, spans, s)) return SAYSO_NOMEM; */
#define VEC(type)         \
    struct {              \
        type *at;         \
        uint32_t n, size; \
    }
#define VEC_PUSH(a, v, item) \
    (((v).n < (v).size || arena_vec_grow((a), (void **)&(v).at, &(v).size, sizeof *(v).at)) ? ((v).at[(v).n++] = (item), 1) : 0)
int arena_vec_grow(struct arena *a, void **at, uint32_t *size, size_t item);
#endif
