/* Fuzz target: gazetteers. Whatever is accepted can be read whole: every place has a name that ends, a kind, a point on the globe
 * or none, and a way up that ends; what is found by a name is a place. The input is the file; what stands behind its last NUL is
 * the name that is looked up, beside the file's own names. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "gazetteer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_place(const struct gazetteer *g, uint32_t i) {
    const struct gazetteer_place p = gazetteer_place(g, i);
    assert(p.name && strlen(p.name) < ((size_t)1 << 32));
    assert(p.kind < N_GAZETTEER_KINDS && (p.country[0] == 0 || strlen(p.country) == 2));
    assert(!p.has_point || (p.lat >= -90 && p.lat <= 90 && p.lon >= -180 && p.lon <= 180));
    assert(p.parent < (int32_t)i);
    uint32_t steps = 0;
    for (int32_t up = p.parent; up >= 0; up = gazetteer_place(g, (uint32_t)up).parent) assert(steps++ < gazetteer_size(g));
}

static void check_find(const struct gazetteer *g, const char *name, size_t n) {
    struct gazetteer_hit hits[GAZETTEER_HITS];
    const uint32_t found = gazetteer_find(g, name, n, hits);
    assert(found <= GAZETTEER_HITS);
    for (uint32_t k = 0; k < found; k++) assert(hits[k].place < gazetteer_size(g));
}

/* Folding a folded name changes nothing. */
static void check_fold(const char *name, size_t n) {
    char once[GAZETTEER_NAME], twice[GAZETTEER_NAME];
    const size_t k = gazetteer_fold(name, n, once);
    assert(k < GAZETTEER_NAME && once[k] == '\0' && strlen(once) == k);
    if (!k) return;
    const size_t again = gazetteer_fold(once, k, twice);
    assert(again == k && strcmp(once, twice) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { MOST = 300 };
    sayso_error e = {0};
    size_t file = size;
    while (file && data[file - 1]) file--;
    struct gazetteer *g = gazetteer_from(data, file, &e);
    check_fold((const char *)data + file, size - file);
    if (!g) {
        assert(e.code && e.message[0]);
        return 0;
    }
    for (uint32_t i = 0; i < gazetteer_size(g) && i < MOST; i++) {
        check_place(g, i);
        const char *name = gazetteer_place(g, i).name;
        check_find(g, name, strlen(name));
        check_fold(name, strlen(name));
    }
    check_find(g, (const char *)data + file, size - file);
    gazetteer_free(g);
    return 0;
}
