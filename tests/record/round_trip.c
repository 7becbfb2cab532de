/* Records read back are the records that were written: each report is read, printed in every format, its JSON and its JSON Lines
 * are parsed, and each format of what comes out must be the same bytes; the dumps of "report" and "facts" too.
 *     round_trip MODEL FILE...     reports, read with the weights (MODEL "none": without); refused inputs are passed over
 *     round_trip --lines FILE...   records in JSON Lines: parsed, printed, compared; tells bytes and microseconds a record */
#include "sayso.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct words {
    char *bytes;
    size_t n, size;
};

static int take(void *stream, const char *bytes, size_t n) {
    struct words *w = stream;
    if (w->n + n > w->size) {
        w->size = (w->n + n) * 2;
        w->bytes = realloc(w->bytes, w->size);
        if (!w->bytes) abort();
    }
    memcpy(w->bytes + w->n, bytes, n);
    w->n += n;
    return 0;
}

/* Format f, or behind the formats the two dumps. */
enum { N_PRINTS = SAYSO_GEOJSON + 3 };
static const char *const names[N_PRINTS] = {"text",          "json", "jsonl",   "html",        "plover",    "csv",
                                            "webannotation", "brat", "geojson", "dump report", "dump facts"};

static sayso_code print(const sayso_report *r, int f, struct words *w) {
    sayso_error e;
    if (f > SAYSO_GEOJSON) return sayso_dump(r, f == SAYSO_GEOJSON + 1 ? "report" : "facts", take, w, &e);
    return sayso_print(r, (sayso_format)f, NULL, take, w, &e);
}

static int same(const sayso_report *was, const sayso_report *is, const char *path, const char *by) {
    int bad = 0;
    for (int f = 0; f < N_PRINTS; f++) {
        struct words a = {0}, b = {0};
        if (print(was, f, &a) || print(is, f, &b) || a.n != b.n || (a.n && memcmp(a.bytes, b.bytes, a.n) != 0)) {
            size_t at = 0;
            while (at < a.n && at < b.n && a.bytes[at] == b.bytes[at]) at++;
            printf("%s: %s differs behind %s, byte %zu: %.60s | %.60s\n", path, names[f], by, at, a.n ? a.bytes + at : "",
                   b.n ? b.bytes + at : "");
            bad = 1;
        }
        free(a.bytes);
        free(b.bytes);
    }
    return bad;
}

static sayso_report *parsed(const char *bytes, size_t n, const char *path) {
    sayso_error e;
    sayso_report *r = sayso_report_parse(bytes, n, path, &e);
    if (!r) printf("%s, byte %llu: %s\n", path, (unsigned long long)e.byte, e.message);
    return r;
}

static int there_and_back(const sayso_report *r, const char *path) {
    static const sayso_format by[] = {SAYSO_JSON, SAYSO_JSONL};
    int bad = 0;
    for (int k = 0; k < 2; k++) {
        struct words w = {0};
        if (print(r, by[k], &w)) return 1;
        sayso_report *back = parsed(w.bytes, w.n, path);
        free(w.bytes);
        if (!back) return 1;
        bad |= same(r, back, path, names[by[k]]);
        sayso_report_free(back);
    }
    return bad;
}

static struct words whole(const char *path) {
    struct words w = {0};
    char part[65536];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f) return w;
    while ((n = fread(part, 1, sizeof part, f)) > 0) take(&w, part, n);
    fclose(f);
    return w;
}

static int report(const sayso_model *m, const char *path, int *n) {
    struct words w = whole(path);
    sayso_report *r =
        sayso_read(m, w.bytes, w.n, &(sayso_read_options){.name = path, .uri = "https://news.example/a?b=\"c\""}, NULL);
    int bad = r ? there_and_back(r, path) : 0;
    *n += r != NULL;
    sayso_report_free(r);
    free(w.bytes);
    return bad;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

struct sums {
    long records;
    double bytes, text, parse, print;
};

static int line(const char *bytes, size_t n, const char *path, struct sums *s) {
    double start = now();
    sayso_report *r = parsed(bytes, n, path);
    double end = now();
    if (!r) return 1;
    struct words w = {0};
    int bad = print(r, SAYSO_JSONL, &w) || w.n != n || memcmp(w.bytes, bytes, n) != 0;
    s->print += now() - end;
    if (bad) printf("%s: another line comes out than the one that went in\n", path);
    s->records++, s->bytes += (double)n, s->parse += end - start;
    s->text += sayso_report_record(r)->n_text;
    free(w.bytes);
    sayso_report_free(r);
    return bad;
}

static int lines(const char *path, struct sums *s) {
    char *at = NULL;
    size_t size = 0;
    ssize_t n;
    int bad = 0;
    FILE *f = fopen(path, "rb");
    if (!f) return perror(path), 1;
    while ((n = getline(&at, &size, f)) > 0) bad += line(at, (size_t)n, path, s);
    free(at);
    fclose(f);
    return bad;
}

int main(int argc, char **argv) {
    sayso_error e;
    struct sums s = {0};
    int bad = 0, n = 0;
    if (argc < 3) return 2;
    if (!strcmp(argv[1], "--lines")) {
        for (int i = 2; i < argc; i++) bad += lines(argv[i], &s);
        printf("%ld records, %d wrong; a record: %.0f bytes of JSON, %.0f of text, %.1f us to parse, %.1f us to print\n",
               s.records, bad, s.bytes / s.records, s.text / s.records, s.parse / s.records, s.print / s.records);
        return bad || !s.records;
    }
    sayso_model *m = strcmp(argv[1], "none") ? sayso_model_open(argv[1], NULL, &e) : NULL;
    if (!m && strcmp(argv[1], "none")) return printf("%s: %s\n", argv[1], e.message), 1;
    for (int i = 2; i < argc; i++) bad += report(m, argv[i], &n);
    sayso_model_free(m);
    printf("%d reports there and back, %d differ\n", n, bad);
    return bad || !n;
}
