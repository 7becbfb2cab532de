/* Records as inputs: files of JSON or JSON Lines that `sayso read` (or another tool) has written, read back instead of read anew.
 */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

static bool ends_with(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end);
}

bool records_named(const char *input) { return ends_with(input, ".jsonl") || ends_with(input, ".json"); }

/* One record; a line that tells of an input that could not be read is passed over. */
static bool take_one(const struct options *o, const char *name, const char *json, size_t n, batch_take *take, void *taker,
                     int *failed) {
    static const char error[] = "\"error\":";
    sayso_error e;
    if (n < 4096 && memmem(json, n, error, sizeof error - 1)) return true;
    sayso_report *r = sayso_report_parse(json, n, name, &e);
    if (!r) {
        (*failed)++;
        complain(&e);
        return true;
    }
    (void)o;
    return take(taker, 0, r, &(struct input){.bytes = (char *)(uintptr_t)json, .n = n, .media_type = NULL, .uri = NULL});
}

static bool take_lines(const struct options *o, const char *name, const struct input *in, batch_take *take, void *taker,
                       int *failed) {
    const char *at = in->bytes, *end = in->bytes + in->n;
    bool ok = true;
    while (ok && at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        if (stop > at + 1) ok = take_one(o, name, at, (size_t)(stop - at), take, taker, failed);
        at = stop + 1;
    }
    return ok;
}

int records_read(const struct options *o, const char *const *inputs, int n, batch_take *take, void *taker) {
    int failed = 0;
    bool ok = true;
    for (int i = 0; i < n && ok; i++) {
        struct input in;
        sayso_error e;
        struct options wide = *o;
        if (!records_named(inputs[i])) continue;
        if (!wide.max_bytes) wide.max_bytes = UINT64_C(1) << 31; /* of the file; a record has its own limit */
        if (!input_load(inputs[i], &wide, &in, &e)) {
            complain(&e);
            failed++;
            continue;
        }
        ok = ends_with(inputs[i], ".jsonl") ? take_lines(o, inputs[i], &in, take, taker, &failed)
                                            : take_one(o, inputs[i], in.bytes, in.n, take, taker, &failed);
        input_free(&in);
    }
    return !ok ? EXIT_OUTPUT : failed ? EXIT_SOME : EXIT_READ;
}

int reports_read(const struct options *o, batch_take *take, void *taker) {
    const char **pages = calloc((size_t)o->n_words + 1, sizeof *pages);
    int n = 0;
    if (!pages) return EXIT_OUTPUT;
    for (int i = 0; i < o->n_words; i++)
        if (!records_named(o->words[i])) pages[n++] = o->words[i];
    int code = records_read(o, o->words, o->n_words, take, taker);
    if (n && code <= EXIT_SOME) {
        sayso_model *m;
        int read = open_model(o, &m);
        if (!read) read = batch_read(o, m, pages, n, take, taker);
        if (read) code = read;
        sayso_model_free(m);
    }
    free(pages);
    return code;
}
