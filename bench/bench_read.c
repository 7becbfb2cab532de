/* Words a CPU second of a whole reading, page to record, on one thread, the model open and the bytes in memory.
 *     bench_read MODEL auto|fp32|int8 ROUNDS FILE...      prints one line of JSON, the best round */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "sayso.h"

static double cpu_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

struct input {
    char *bytes;
    size_t n;
};

static struct input read_file(const char *path) {
    FILE *f = fopen(path, "rb");
    struct stat st;
    struct input in;
    if (!f || fstat(fileno(f), &st)) {
        perror(path);
        exit(1);
    }
    in.n = (size_t)st.st_size;
    in.bytes = malloc(in.n + 1);
    if (!in.bytes || fread(in.bytes, 1, in.n, f) != in.n) exit(1);
    fclose(f);
    return in;
}

static size_t count_words(struct input in) {
    size_t words = 0;
    for (size_t i = 0; i < in.n; i++)
        words += !isspace((unsigned char)in.bytes[i]) && (!i || isspace((unsigned char)in.bytes[i - 1]));
    return words;
}

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    sayso_model_options options = {.compute = !strcmp(argv[2], "fp32")   ? SAYSO_COMPUTE_FP32
                                              : !strcmp(argv[2], "int8") ? SAYSO_COMPUTE_INT8
                                                                         : SAYSO_COMPUTE_AUTO};
    sayso_error e = {0};
    double open_s = cpu_seconds();
    sayso_model *model = sayso_model_open(argv[1], &options, &e);
    open_s = cpu_seconds() - open_s;
    if (!model) {
        fprintf(stderr, "bench_read: %s\n", e.message);
        return 1;
    }
    int n = argc - 4, refused = 0;
    size_t words = 0, attributions = 0;
    struct input *in = malloc((size_t)n * sizeof *in);
    if (!in) return 1;
    for (int i = 0; i < n; i++) {
        in[i] = read_file(argv[i + 4]);
        words += count_words(in[i]);
    }
    sayso_report_free(sayso_read(model, in[0].bytes, in[0].n, NULL, &e)); /* warm */
    double best = 1e9;
    for (int round = atoi(argv[3]); round > 0; round--) {
        double t = cpu_seconds();
        refused = 0;
        attributions = 0;
        for (int i = 0; i < n; i++) {
            sayso_report *r = sayso_read(model, in[i].bytes, in[i].n, &(sayso_read_options){.n_threads = 1}, &e);
            if (r)
                attributions += sayso_report_record(r)->n_attributions;
            else
                refused++;
            sayso_report_free(r);
        }
        t = cpu_seconds() - t;
        if (t < best) best = t;
    }
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    printf("{\"texts\": %d, \"words\": %zu, \"attributions\": %zu, \"refused\": %d, \"cpu\": %.6f, \"open\": %.6f, \"rss_kb\": "
           "%ld}\n",
           n, words, attributions, refused, best, open_s, u.ru_maxrss);
    for (int i = 0; i < n; i++) free(in[i].bytes);
    free(in);
    sayso_model_free(model);
    return 0;
}
