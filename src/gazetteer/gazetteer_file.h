/* The parts of an open gazetteer, for the files of this stage. */
#ifndef GAZETTEER_FILE_H
#define GAZETTEER_FILE_H
#include "gazetteer.h"

enum { GAZETTEER_HEADER = 64, GAZETTEER_ROW = 28, GAZETTEER_ENTRY = 8 }; /* bytes */

struct gazetteer {
    const unsigned char *rows, *index;
    const char *pool; /* n_pool bytes, the last is NUL */
    uint32_t n_rows, n_index, n_pool;
    void *map; /* NULL: the bytes are borrowed */
    size_t n_map;
};

static inline uint32_t gazetteer_u32(const unsigned char *b) {
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}
static inline const char *gazetteer_string(const struct gazetteer *g, uint32_t at) { return at < g->n_pool ? g->pool + at : ""; }
#endif
