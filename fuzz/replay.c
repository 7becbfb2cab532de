/* Runs a fuzz target over files, without libFuzzer: any compiler, inside the tests, and for measuring coverage.
 *     replay_TARGET FILE|FOLDER... */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));

static int replay_file(const char *path) {
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f || fstat(fileno(f), &st)) {
        perror(path);
        return 1;
    }
    /* a block of just this size, so that one byte too far is seen */
    size_t n = (size_t)st.st_size;
    uint8_t *bytes = malloc(n ? n : 1);
    int bad = !bytes || fread(bytes, 1, n, f) != n;
    fclose(f);
    if (!bad) LLVMFuzzerTestOneInput(bytes, n);
    free(bytes);
    return bad;
}

int main(int argc, char **argv) {
    int bad = 0;
    unsigned n = 0;
    if (LLVMFuzzerInitialize) LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) {
        struct dirent **names;
        int n_names = scandir(argv[i], &names, NULL, alphasort);
        if (n_names < 0) {
            bad += replay_file(argv[i]);
            n++;
            continue;
        }
        for (int k = 0; k < n_names; k++) {
            char path[4096];
            if (names[k]->d_name[0] != '.') {
                snprintf(path, sizeof path, "%s/%s", argv[i], names[k]->d_name);
                bad += replay_file(path);
                n++;
            }
            free(names[k]);
        }
        free(names);
    }
    printf("%u inputs\n", n);
    return bad || !n;
}
