/* Where records go: standard output, a file, or a folder with a file for each input. */
#include "cli.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    dev_t device;
    ino_t file;
};
struct output {
    FILE *file; /* NULL: a folder */
    const char *folder;
    const char *ending; /* of files in the folder */
    char **names;       /* files written there so far, so that none is written twice */
    int n_names, max_names;
    struct place *inputs; /* of files that are read */
    int n_inputs;
    bool failed;
};

static const char *const ENDINGS[] = {".txt",
                                      ".json",
                                      ".jsonl",
                                      ".html",
                                      ".plover.jsonl",
                                      ".csv",
                                      ".webannotation.jsonld",
                                      ".ann",
                                      ".geojson",
                                      ".claimreview.jsonld",
                                      ".atom"};

static bool is_folder(const char *path) {
    struct stat st;
    size_t n = strlen(path);
    return (n && path[n - 1] == '/') || (!stat(path, &st) && S_ISDIR(st.st_mode));
}

static struct output *cannot(struct output *out, const char *path) {
    fprintf(stderr, "sayso: %s: output, byte 0: %s\n", path, strerror(errno));
    if (out) free(out->names), free(out->inputs);
    free(out);
    return NULL;
}

static int compare_places(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->device != y->device) return x->device < y->device ? -1 : 1;
    return x->file < y->file ? -1 : x->file > y->file;
}

/* Where the inputs lie, so that none is written over: brat's .txt would take the place of the .txt that was read. */
static bool note_inputs(struct output *out, const char *const *inputs, int n) {
    struct stat st;
    out->inputs = calloc((size_t)n + 1, sizeof *out->inputs);
    if (!out->inputs) return false;
    for (int i = 0; i < n; i++)
        if (!stat(inputs[i], &st) && S_ISREG(st.st_mode)) out->inputs[out->n_inputs++] = (struct place){st.st_dev, st.st_ino};
    qsort(out->inputs, (size_t)out->n_inputs, sizeof *out->inputs, compare_places);
    return true;
}

bool output_is_folder(const struct options *o) { return o->output && is_folder(o->output); }

struct output *output_open(const struct options *o, const char *const *inputs, int n_inputs) {
    struct output *out = calloc(1, sizeof *out);
    if (!out) return cannot(out, o->output ? o->output : "-");
    out->ending = ENDINGS[o->format];
    if (!o->output) {
        out->file = stdout;
    } else if (is_folder(o->output)) {
        if (mkdir(o->output, 0777) && errno != EEXIST) return cannot(out, o->output);
        out->folder = o->output;
        out->max_names = n_inputs;
        out->names = calloc((size_t)n_inputs, sizeof *out->names);
        if (!out->names || !note_inputs(out, inputs, n_inputs)) return cannot(out, o->output);
    } else {
        out->file = fopen(o->output, "wb");
        if (!out->file) return cannot(out, o->output);
    }
    return out;
}

bool output_is_terminal(const struct output *out) { return out->file && isatty(fileno(out->file)); }

/* The last part of an input's name, without its ending; "report" where nothing is left. */
static void stem(const char *input, char *out, size_t size) {
    size_t n = strcspn(input, "?#");
    while (n && input[n - 1] == '/') n--;
    size_t beg = n;
    while (beg && input[beg - 1] != '/') beg--;
    size_t end = n;
    bool host = beg > 1 && input[beg - 1] == '/' && input[beg - 2] == '/'; /* an address without a path: no ending */
    for (size_t i = host ? 0 : n; i > beg + 1; i--)
        if (input[i - 1] == '.') {
            end = i - 1;
            break;
        }
    if (end == beg || (end == beg + 1 && input[beg] == '-'))
        snprintf(out, size, "report");
    else
        snprintf(out, size, "%.*s", (int)(end - beg < 180 ? end - beg : 180), input + beg);
}

static bool taken(const struct output *out, const char *name) {
    for (int i = 0; i < out->n_names; i++)
        if (!strcmp(out->names[i], name)) return true;
    return false;
}

/* FOLDER/STEM, FOLDER/STEM-2, ...: no two inputs have the same. Malloced. */
static char *file_name(struct output *out, const char *input) {
    char base[200], name[4096];
    stem(input, base, sizeof base);
    size_t n = strlen(out->folder);
    const char *slash = n && out->folder[n - 1] == '/' ? "" : "/";
    snprintf(name, sizeof name, "%s%s%s", out->folder, slash, base);
    for (int k = 2; taken(out, name); k++) snprintf(name, sizeof name, "%s%s%s-%d", out->folder, slash, base, k);
    char *kept = strdup(name);
    if (kept && out->n_names < out->max_names) out->names[out->n_names++] = kept;
    return kept;
}

static bool complain_of(struct output *out, const char *path) {
    if (!out->failed && errno != EPIPE) fprintf(stderr, "sayso: %s: output, byte 0: %s\n", path, strerror(errno));
    out->failed = true;
    return false;
}

static bool is_input(const struct output *out, const char *path) {
    struct stat st;
    if (stat(path, &st)) return false;
    struct place at = {st.st_dev, st.st_ino};
    return bsearch(&at, out->inputs, (size_t)out->n_inputs, sizeof at, compare_places);
}

static bool put_file(struct output *out, const char *base, const char *ending, const struct buffer *b) {
    char name[4200];
    snprintf(name, sizeof name, "%s%s", base, ending);
    errno = EEXIST; /* an input is not written over */
    if (is_input(out, name)) return complain_of(out, name);
    FILE *f = fopen(name, "wb");
    if (!f) return complain_of(out, name);
    bool ok = fwrite(b->bytes ? b->bytes : "", 1, b->n, f) == b->n;
    ok = !fclose(f) && ok;
    return ok || complain_of(out, name);
}

bool output_put(struct output *out, const char *input, const struct buffer *b, const struct buffer *beside) {
    errno = 0;
    if (out->file) return !b->n || fwrite(b->bytes, 1, b->n, out->file) == b->n || complain_of(out, "-");
    char *base = file_name(out, input);
    if (!base) return complain_of(out, input);
    return put_file(out, base, out->ending, b) && (!beside->n || put_file(out, base, ".txt", beside));
}

bool output_close(struct output *out) {
    errno = 0;
    if (out->file == stdout && fflush(stdout)) complain_of(out, "-");
    if (out->file && out->file != stdout && fclose(out->file)) complain_of(out, "-");
    bool ok = !out->failed;
    for (int i = 0; i < out->n_names; i++) free(out->names[i]);
    free(out->names);
    free(out->inputs);
    free(out);
    return ok;
}
