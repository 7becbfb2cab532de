/* safetensors reader: header checks and the map. */
#include "model_file.h"
#include "base_error.h"
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    uint32_t size;
} TYPES[] = {[TENSOR_U8] = {"U8", 1}, [TENSOR_I8] = {"I8", 1}, [TENSOR_I32] = {"I32", 4}, [TENSOR_F32] = {"F32", 4}};

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct tensor *)a)->name, ((const struct tensor *)b)->name);
}

static int by_place(const void *a, const void *b) {
    const struct tensor *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->bytes == y->bytes ? 0 : x->bytes < y->bytes ? -1 : 1;
}

static bool read_type(const json_t *j, enum tensor_type *type) {
    const char *s = json_string_value(j);
    for (size_t i = 0; s && i < sizeof TYPES / sizeof *TYPES; i++)
        if (!strcmp(s, TYPES[i].name)) {
            *type = (enum tensor_type)i;
            return true;
        }
    return false;
}

/* Fills t's shape and returns its size in bytes; false where a dimension is no size or the product passes 2^62. */
static bool read_shape(const json_t *j, struct tensor *t, uint64_t *bytes) {
    if (!json_is_array(j) || json_array_size(j) > TENSOR_MAX_RANK) return false;
    t->rank = (uint32_t)json_array_size(j);
    *bytes = TYPES[t->type].size;
    for (uint32_t i = 0; i < TENSOR_MAX_RANK; i++) {
        t->shape[i] = 1;
        if (i >= t->rank) continue;
        const json_t *d = json_array_get(j, i);
        if (!json_is_integer(d) || json_integer_value(d) < 0) return false;
        t->shape[i] = (uint64_t)json_integer_value(d);
        if (t->shape[i] && *bytes > ((uint64_t)1 << 62) / t->shape[i]) return false;
        *bytes *= t->shape[i];
    }
    return true;
}

/* One entry of the header; `data` is where the tensors begin in the file. */
static sayso_code read_tensor(struct weights *w, struct tensor *t, const json_t *j, uint64_t data, sayso_error *e) {
    const json_t *range = json_object_get(j, "data_offsets");
    uint64_t bytes;
    if (!json_is_object(j) || !read_type(json_object_get(j, "dtype"), &t->type))
        return error_set(e, SAYSO_MODEL, "model", 8, "tensor %s: dtype is none of U8, I8, I32, F32", t->name);
    if (!read_shape(json_object_get(j, "shape"), t, &bytes))
        return error_set(e, SAYSO_MODEL, "model", 8, "tensor %s: bad shape", t->name);
    const json_t *jb = json_array_get(range, 0), *je = json_array_get(range, 1);
    if (json_array_size(range) != 2 || !json_is_integer(jb) || !json_is_integer(je))
        return error_set(e, SAYSO_MODEL, "model", 8, "tensor %s: bad data_offsets", t->name);
    const json_int_t beg = json_integer_value(jb), end = json_integer_value(je);
    if (beg < 0 || end < beg || (uint64_t)end > w->size - data)
        return error_set(e, SAYSO_MODEL, "model", data, "tensor %s lies outside the file", t->name);
    t->at = data + (uint64_t)beg;
    t->bytes = (uint64_t)(end - beg);
    t->data = w->bytes + t->at;
    if (t->bytes != bytes) return error_set(e, SAYSO_MODEL, "model", t->at, "tensor %s: shape and size disagree", t->name);
    if ((uintptr_t)t->data % TYPES[t->type].size)
        return error_set(e, SAYSO_MODEL, "model", t->at, "tensor %s is not aligned to its element", t->name);
    return SAYSO_OK;
}

/* The tensors must fill the rest of the file, one after the other. Leaves them in order of name. */
static sayso_code check_places(struct weights *w, uint64_t data, sayso_error *e) {
    qsort(w->tensors, w->n_tensors, sizeof *w->tensors, by_place);
    uint64_t at = data;
    for (uint32_t i = 0; i < w->n_tensors; i++) {
        const struct tensor *t = &w->tensors[i];
        if (t->at != at)
            return error_set(e, SAYSO_MODEL, "model", t->at, "tensor %s %s", t->name,
                             t->at < at ? "overlaps another" : "follows a gap");
        at += t->bytes;
    }
    if (at != w->size) return error_set(e, SAYSO_MODEL, "model", at, "bytes after the last tensor");
    qsort(w->tensors, w->n_tensors, sizeof *w->tensors, by_name);
    return SAYSO_OK;
}

/* Room for all names and metadata, so that nothing points into the JSON tree. */
static sayso_code reserve(struct weights *w, json_t *header, sayso_error *e) {
    const char *key;
    json_t *value;
    size_t bytes = 1;
    json_t *meta = json_object_get(header, "__metadata__");
    if (json_object_size(header) > WEIGHTS_MAX_TENSORS || json_object_size(meta) > WEIGHTS_MAX_TENSORS)
        return error_set(e, SAYSO_MODEL, "model", 8, "more than %d tensors", WEIGHTS_MAX_TENSORS);
    json_object_foreach(header, key, value) {
        if (strlen(key) > WEIGHTS_MAX_NAME) return error_set(e, SAYSO_MODEL, "model", 8, "a tensor's name is too long");
        bytes += strlen(key) + 1;
    }
    json_object_foreach(meta, key, value) {
        if (!json_is_string(value)) return error_set(e, SAYSO_MODEL, "model", 8, "metadata must be strings");
        bytes += strlen(key) + 1 + json_string_length(value) + 1;
    }
    w->names = malloc(bytes);
    w->tensors = calloc(json_object_size(header) + 1, sizeof *w->tensors);
    w->meta = calloc(json_object_size(meta) + 1, sizeof *w->meta);
    if (!w->names || !w->tensors || !w->meta) return error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    return SAYSO_OK;
}

static const char *keep(char **at, const char *s) {
    const char *kept = *at;
    *at = stpcpy(*at, s) + 1;
    return kept;
}

static sayso_code read_header(struct weights *w, json_t *header, uint64_t data, sayso_error *e) {
    sayso_code code = reserve(w, header, e);
    if (code) return code;
    char *at = w->names;
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(header, "__metadata__"), key, value) {
        struct weights_meta *m = &w->meta[w->n_meta++];
        m->key = keep(&at, key);
        m->value = keep(&at, json_string_value(value));
    }
    json_object_foreach(header, key, value) {
        if (!strcmp(key, "__metadata__")) continue;
        struct tensor *t = &w->tensors[w->n_tensors++];
        t->name = keep(&at, key);
        if ((code = read_tensor(w, t, value, data, e))) return code;
    }
    return check_places(w, data, e);
}

static sayso_code read_weights(struct weights *w, sayso_error *e) {
    if (w->size < 8) return error_set(e, SAYSO_MODEL, "model", w->size, "too short for a safetensors file");
    uint64_t n = 0;
    for (int i = 7; i >= 0; i--) n = n << 8 | w->bytes[i];
    if (n > WEIGHTS_MAX_HEADER || n > w->size - 8)
        return error_set(e, SAYSO_MODEL, "model", 0, "not a safetensors file: header length");
    json_error_t j;
    json_t *header = json_loadb((const char *)w->bytes + 8, (size_t)n, JSON_REJECT_DUPLICATES, &j);
    if (!header) return error_set(e, SAYSO_MODEL, "model", 8 + (uint64_t)j.position, "header: %.100s", j.text);
    sayso_code code = json_is_object(header) ? read_header(w, header, 8 + n, e)
                                             : error_set(e, SAYSO_MODEL, "model", 8, "the header is not a JSON object");
    json_decref(header);
    return code;
}

sayso_code weights_from(struct weights *w, const void *bytes, size_t n, sayso_error *e) {
    *w = (struct weights){.bytes = bytes, .size = n};
    sayso_code code = read_weights(w, e);
    if (code) weights_release(w);
    return code;
}

sayso_code weights_open(struct weights *w, const char *path, sayso_error *e) {
    *w = (struct weights){0};
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error_set(e, SAYSO_IO, "model", 0, "%.100s: %s", path, strerror(errno));
    if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
        close(fd);
        return error_set(e, SAYSO_IO, "model", 0, "%.100s: not a regular file", path);
    }
    if (st.st_size < 8) {
        close(fd);
        return error_set(e, SAYSO_MODEL, "model", 0, "too short for a safetensors file");
    }
    void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    int err = errno;
    close(fd);
    if (map == MAP_FAILED) return error_set(e, SAYSO_IO, "model", 0, "%.100s: %s", path, strerror(err));
    sayso_code code = weights_from(w, map, (size_t)st.st_size, e);
    if (code) {
        munmap(map, (size_t)st.st_size);
        return code;
    }
    w->mapped = true;
    return SAYSO_OK;
}

void weights_release(struct weights *w) {
    free(w->tensors);
    free(w->meta);
    free(w->names);
    if (w->mapped) munmap((void *)(uintptr_t)w->bytes, w->size);
    *w = (struct weights){0};
}

const struct tensor *weights_find(const struct weights *w, const char *name) {
    const struct tensor key = {.name = name};
    return w->n_tensors ? bsearch(&key, w->tensors, w->n_tensors, sizeof key, by_name) : NULL;
}

const char *weights_meta(const struct weights *w, const char *key) {
    for (uint32_t i = 0; i < w->n_meta; i++)
        if (!strcmp(w->meta[i].key, key)) return w->meta[i].value;
    return NULL;
}
