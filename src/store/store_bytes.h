/* Bytes that grow in an arena: what is printed before it goes into the database, and words a line each. */
#ifndef STORE_BYTES_H
#define STORE_BYTES_H
#include "base_arena.h"
#include <stdbool.h>

struct bytes {
    struct arena *arena;
    char *at; /* NUL-terminated where anything was written */
    size_t n, size;
};
/* A sayso_write; `stream` is the struct. Non-zero when memory is out. */
int bytes_write(void *stream, const char *bytes, size_t n);
/* A word and a line end; NULL is none. False when memory is out. */
bool bytes_line(struct bytes *b, const char *word);
#endif
