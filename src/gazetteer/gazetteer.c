/* The gazetteer's file: opening and checking it, reading a place. docs/GAZETTEER.md says what stands where. */
#include "gazetteer_file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char MAGIC[] = "SAYSOGAZ";
enum { VERSION = 1 };

static struct gazetteer *refuse(struct gazetteer *g, sayso_error *e, uint64_t at, const char *why) {
    free(g);
    error_set(e, SAYSO_FORMAT, "gazetteer", at, "%s", why);
    return NULL;
}

struct gazetteer *gazetteer_from(const void *bytes, size_t n, sayso_error *e) {
    struct gazetteer *g = calloc(1, sizeof *g);
    if (!g) {
        error_set(e, SAYSO_NOMEM, "gazetteer", 0, "out of memory");
        return NULL;
    }
    const unsigned char *head = bytes;
    if (n < GAZETTEER_HEADER || memcmp(head, MAGIC, 8) != 0) return refuse(g, e, 0, "not a gazetteer");
    if (gazetteer_u32(head + 8) != VERSION || gazetteer_u32(head + 12) != GAZETTEER_HEADER)
        return refuse(g, e, 8, "a gazetteer of another version");
    g->n_rows = gazetteer_u32(head + 16);
    g->n_index = gazetteer_u32(head + 20);
    g->n_pool = gazetteer_u32(head + 24);
    const uint64_t rows = (uint64_t)g->n_rows * GAZETTEER_ROW, index = (uint64_t)g->n_index * GAZETTEER_ENTRY;
    if (GAZETTEER_HEADER + rows + index + g->n_pool != n) return refuse(g, e, 16, "the sections do not fill the file");
    if (g->n_rows > INT32_MAX / 4) return refuse(g, e, 16, "too many places");
    g->rows = head + GAZETTEER_HEADER;
    g->index = g->rows + rows;
    g->pool = (const char *)g->index + index;
    if (!g->n_pool || g->pool[g->n_pool - 1]) return refuse(g, e, n - 1, "the last name does not end");
    return g;
}

struct gazetteer *gazetteer_open(const char *path, sayso_error *e) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        error_set(e, SAYSO_IO, "gazetteer", 0, "%.100s: %s", path, strerror(errno));
        return NULL;
    }
    if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size < GAZETTEER_HEADER) {
        close(fd);
        error_set(e, SAYSO_FORMAT, "gazetteer", 0, "%.100s: not a gazetteer", path);
        return NULL;
    }
    void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    int err = errno;
    close(fd);
    if (map == MAP_FAILED) {
        error_set(e, SAYSO_IO, "gazetteer", 0, "%.100s: %s", path, strerror(err));
        return NULL;
    }
    struct gazetteer *g = gazetteer_from(map, (size_t)st.st_size, e);
    if (!g) {
        munmap(map, (size_t)st.st_size);
        return NULL;
    }
    g->map = map;
    g->n_map = (size_t)st.st_size;
    return g;
}

void gazetteer_free(struct gazetteer *g) {
    if (!g) return;
    if (g->map) munmap(g->map, g->n_map);
    free(g);
}

uint32_t gazetteer_size(const struct gazetteer *g) { return g->n_rows; }

static bool is_capital(unsigned char c) { return c >= 'A' && c <= 'Z'; }

struct gazetteer_place gazetteer_place(const struct gazetteer *g, uint32_t place) {
    const unsigned char *r = g->rows + (size_t)place * GAZETTEER_ROW;
    const int32_t lat = (int32_t)gazetteer_u32(r + 4), lon = (int32_t)gazetteer_u32(r + 8);
    const uint32_t parent = gazetteer_u32(r + 20);
    struct gazetteer_place p = {.name = gazetteer_string(g, gazetteer_u32(r)), .population = gazetteer_u32(r + 12)};
    p.geonames = gazetteer_u32(r + 16);
    p.kind = r[26] < N_GAZETTEER_KINDS ? (enum gazetteer_kind)r[26] : GAZETTEER_REGION;
    p.capital = r[27] & 1;
    p.has_point = lat >= -9000000 && lat <= 9000000 && lon >= -18000000 && lon <= 18000000;
    p.lat = p.has_point ? lat / 1e5 : 0;
    p.lon = p.has_point ? lon / 1e5 : 0;
    p.parent = parent < place ? (int32_t)parent : -1; /* a smaller number, so no way up is a circle */
    if (is_capital(r[24]) && is_capital(r[25])) memcpy(p.country, r + 24, 2);
    return p;
}
