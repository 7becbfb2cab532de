/* Pages a CPU second: bytes -> page -> text for each file, the bytes already in memory.
 *     bench_page ROUNDS FILE...       prints one line of JSON, the best round */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "text.h"

static double cpu_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

static char *read_file(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f || fstat(fileno(f), &st)) {
        perror(path);
        exit(1);
    }
    *n = (size_t)st.st_size;
    char *bytes = malloc(*n + 1);
    if (!bytes || fread(bytes, 1, *n, f) != *n) exit(1);
    fclose(f);
    return bytes;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    int n = argc - 2, refused = 0;
    char **bytes = malloc((size_t)n * sizeof *bytes);
    size_t *size = malloc((size_t)n * sizeof *size), total = 0, n_text = 0;
    if (!bytes || !size) return 1;
    for (int i = 0; i < n; i++) {
        bytes[i] = read_file(argv[i + 2], &size[i]);
        total += size[i];
    }
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    double best = 1e9;
    for (int round = atoi(argv[1]); round > 0; round--) {
        double t = cpu_seconds();
        n_text = 0;
        refused = 0;
        for (int i = 0; i < n; i++) {
            struct page page;
            struct text text;
            sayso_error e;
            if (page_read(&arena, &scratch, bytes[i], size[i], &(struct page_options){0}, &page, &e) ||
                text_build(&arena, &page, &text, &e))
                refused++;
            else
                n_text += text.n;
            arena_clear(&arena);
            arena_clear(&scratch);
        }
        t = cpu_seconds() - t;
        if (t < best) best = t;
    }
    printf("{\"pages\": %d, \"bytes\": %zu, \"text\": %zu, \"refused\": %d, \"cpu\": %.6f}\n", n, total, n_text, refused, best);
    arena_release(&scratch);
    arena_release(&arena);
    for (int i = 0; i < n; i++) free(bytes[i]);
    free(bytes);
    free(size);
    return 0;
}
