/* What the model's tests share. */
#ifndef TEST_MODEL_H
#define TEST_MODEL_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include "model_net.h"
#include "model_window.h"

#define assert_close(a, b, bound) assert_true(fabsf((a) - (b)) <= (bound) * (1 + fabsf(b)))

/* A file of the source tree; in out[1024]. */
static inline const char *test_path(const char *name, char *out) {
    const char *root = getenv("SAYSO_ROOT");
    snprintf(out, 1024, "%s/%s", root ? root : ".", name);
    return out;
}

static inline struct model *test_open(const char *name, sayso_compute compute, const struct model_ops *ops) {
    sayso_error e = {0};
    char path[1024];
    test_path(name, path);
    struct model *m = model_open_with(path, compute, ops, &e);
    if (!m) fail_msg("%s: %s", path, e.message);
    return m;
}
#endif
