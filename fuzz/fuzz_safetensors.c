/* Fuzz target: the weights file, from its bytes to a model that reads. Every tensor is inside the file and as large as its
 * shape; what opens as a model reads a text without harm, whatever its numbers are. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "model.h"
#include "model_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tensors(const uint8_t *data, size_t size) {
    static const unsigned width[] = {1, 1, 4, 4};
    void *aligned = malloc(size ? size : 1);
    struct weights w = {0};
    sayso_error e = {0};
    if (!aligned) return;
    memcpy(aligned, data, size);
    sayso_code code = weights_from(&w, aligned, size, &e);
    assert(code == SAYSO_OK || (e.code == code && e.stage && e.byte <= size));
    for (uint32_t i = 0; code == SAYSO_OK && i < w.n_tensors; i++) {
        const struct tensor *t = &w.tensors[i];
        uint64_t n = width[t->type];
        for (uint32_t d = 0; d < TENSOR_MAX_RANK; d++) n *= t->shape[d];
        assert(n == t->bytes && t->at + t->bytes <= size && (const uint8_t *)t->data == (const uint8_t *)aligned + t->at);
        assert(weights_find(&w, t->name) == t);
    }
    for (uint32_t i = 0; code == SAYSO_OK && i < w.n_meta; i++) assert(weights_meta(&w, w.meta[i].key));
    weights_release(&w);
    free(aligned);
}

static void read_with(const struct model *m) {
    static const char text[] = "The mayor said \"no\" on Monday.\n\nPolice denied it, the Post reported.";
    struct model_work *work = model_work_new(m);
    struct arena arena;
    struct scores scores;
    sayso_error e;
    arena_init(&arena, 0);
    if (work && model_read(m, &work, 1, &arena, text, sizeof text - 1, &scores, &e) == SAYSO_OK)
        for (uint32_t i = 0; i < scores.n_taggers; i++)
            for (uint32_t k = 0; k < scores.pieces.n; k++) assert(scores.taggers[i].label[k] < scores.taggers[i].n_labels);
    arena_release(&arena);
    model_work_free(work);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_tensors(data, size);
    int fd = memfd_create("weights", MFD_CLOEXEC);
    char path[64];
    sayso_error e = {0};
    if (fd < 0) return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (write(fd, data, size) == (ssize_t)size) {
        struct model *m = model_open(path, SAYSO_COMPUTE_FP32, &e);
        if (m) read_with(m);
        else assert(e.code == SAYSO_MODEL || e.code == SAYSO_IO || e.code == SAYSO_NOMEM);
        model_free(m);
    }
    close(fd);
    return 0;
}
