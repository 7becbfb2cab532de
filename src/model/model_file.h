/* safetensors, read-only: an 8-byte header length, a JSON header, the tensors' bytes. The file is mapped and never trusted:
 * every name, type, shape and range is checked once, here; later stages ask for tensors by name, type and shape.
 * https://huggingface.co/docs/safetensors: "Format". */
#ifndef MODEL_FILE_H
#define MODEL_FILE_H
#include "sayso.h"

enum {
    TENSOR_MAX_RANK = 4,
    WEIGHTS_MAX_HEADER = 16 << 20, /* bytes */
    WEIGHTS_MAX_TENSORS = 4096,
    WEIGHTS_MAX_NAME = 200, /* bytes */
};

enum tensor_type { TENSOR_U8, TENSOR_I8, TENSOR_I32, TENSOR_F32 };

struct tensor {
    const char *name;
    enum tensor_type type;
    uint32_t rank;
    uint64_t shape[TENSOR_MAX_RANK]; /* 1 past the rank */
    const void *data;                /* aligned to its element's size */
    uint64_t bytes;
    uint64_t at; /* of the data in the file */
};

struct weights_meta {
    const char *key, *value;
};

struct weights {
    const unsigned char *bytes; /* the whole file */
    size_t size;
    bool mapped;
    struct tensor *tensors; /* by name */
    uint32_t n_tensors;
    struct weights_meta *meta;
    uint32_t n_meta;
    char *names; /* what the names and metadata point into */
};

/* Maps a file. On failure *w is empty and *e says why: SAYSO_IO, SAYSO_MODEL, SAYSO_NOMEM. */
sayso_code weights_open(struct weights *w, const char *path, sayso_error *e);
/* The same from memory, which is borrowed and must be aligned to 8. */
sayso_code weights_from(struct weights *w, const void *bytes, size_t n, sayso_error *e);
void weights_release(struct weights *w);

const struct tensor *weights_find(const struct weights *w, const char *name); /* NULL: none */
const char *weights_meta(const struct weights *w, const char *key);           /* NULL: none */
#endif
