/* Compressed bytes, as they lie in the database. */
#ifndef STORE_PACK_H
#define STORE_PACK_H
#include "base_arena.h"
#include "base_error.h"

/* n bytes -> zlib stream (RFC 1950) in `arena`; NULL when memory is out. */
void *pack(struct arena *arena, const void *bytes, size_t n, size_t *n_out);
/* Back again: exactly n_out bytes in `arena`, NUL-terminated. SAYSO_FORMAT where it is not such a stream or of another length,
 * SAYSO_NOMEM. */
sayso_code unpack(struct arena *arena, const void *bytes, size_t n, size_t n_out, char **out);
#endif
