/* Where the weights and the gazetteer are: beside the running program or beside the library, wherever these lie, so that neither
 * the environment nor the current directory matters. */
#include "api.h"
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* From the folder of the program (build/sayso, build/tests/x, bin/sayso) or of the library (lib/, lib/TRIPLET/). */
static const char *const FOLDERS[] = {"../models", "models", "../../models", "../share/sayso/models", "../../share/sayso/models"};

/* The folder of a file, without the last "/"; 0 where there is none. */
static size_t folder(const char *file) {
    const char *slash = strrchr(file, '/');
    return slash ? (size_t)(slash - file) : 0;
}

static bool look_beside(const char *file, const char *name, char *out, size_t size) {
    size_t n = folder(file);
    if (!n) return false;
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        int len = snprintf(out, size, "%.*s/%s/%s", (int)n, file, FOLDERS[i], name);
        if (len > 0 && (size_t)len < size && !access(out, R_OK)) return true;
    }
    return false;
}

/* Looks for a file of this name beside the program, then beside the library. */
static bool look(const char *name, char *out, size_t size) {
    char program[PATH_MAX], library[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = 0;
    if (look_beside(program, name, out, size)) return true;
    static const char here = 0; /* an address inside the library, to ask where it was loaded from */
    Dl_info info;
    return dladdr(&here, &info) && info.dli_fname && realpath(info.dli_fname, library) && look_beside(library, name, out, size);
}

sayso_code model_place(const char *name, char *out, size_t size, sayso_error *e) {
    if (strchr(name, '/') || strchr(name, '.')) {
        if (strlen(name) >= size) return error_set(e, SAYSO_IO, "model", 0, "the path is too long");
        memcpy(out, name, strlen(name) + 1);
        if (access(out, R_OK)) return error_set(e, SAYSO_IO, "model", 0, "%s", strerror(errno));
        return SAYSO_OK;
    }
    char file[64];
    int len = snprintf(file, sizeof file, "%s.safetensors", name);
    if (len > 0 && (size_t)len < sizeof file && look(file, out, size)) return SAYSO_OK;
    return error_set(e, SAYSO_IO, "model", 0,
                     "no %.40s.safetensors in the folders models or share/sayso/models beside the program", name);
}

sayso_code gazetteer_file_place(const char *model, char *out, size_t size, sayso_error *e) {
    if (look("gazetteer.bin", out, size)) return SAYSO_OK;
    int len = snprintf(out, size, "%.*s/gazetteer.bin", (int)folder(model), model);
    if (len > 0 && (size_t)len < size && !access(out, R_OK)) return SAYSO_OK;
    return error_set(e, SAYSO_IO, "gazetteer", 0,
                     "no gazetteer.bin in the folders models or share/sayso/models beside the program");
}
