/* Prints the word pieces of texts, for train/check_wordpiece.py: wordpiece_dump VOCAB < texts. VOCAB has a piece a line; a
 * text is its length in bytes, a newline, its bytes. A piece is a line "id beg end first"; a text ends with an empty line. */
#include "model_wordpiece.h"
#include <stdio.h>
#include <stdlib.h>

static char *read_all(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    char *bytes = NULL;
    if (!fseek(f, 0, SEEK_END)) {
        *n = (size_t)ftell(f);
        rewind(f);
        bytes = malloc(*n + 1);
        if (bytes && fread(bytes, 1, *n, f) != *n) *n = 0;
    }
    fclose(f);
    return bytes;
}

static int dump(const struct wordpiece *w, struct arena *a, const char *text, uint32_t n) {
    struct pieces p;
    sayso_error e;
    if (wordpiece_cut(w, a, text, n, &p, &e)) {
        fprintf(stderr, "%s\n", e.message);
        return 1;
    }
    for (uint32_t i = 0; i < p.n; i++) printf("%d %u %u %d\n", p.id[i], p.at[i].beg, p.at[i].end, p.first[i]);
    puts("");
    return 0;
}

int main(int argc, char **argv) {
    size_t n = 0;
    sayso_error e;
    struct wordpiece w;
    struct arena arena;
    char *vocab = argc == 2 ? read_all(argv[1], &n) : NULL;
    if (!vocab || wordpiece_init(&w, vocab, n, &e)) {
        fprintf(stderr, "wordpiece_dump VOCAB < texts\n");
        return 2;
    }
    arena_init(&arena, 0);
    int failed = 0;
    for (unsigned long size; !failed && scanf("%lu", &size) == 1 && getchar() == '\n';) {
        char *text = malloc(size + 1);
        failed = !text || fread(text, 1, size, stdin) != size || dump(&w, &arena, text, (uint32_t)size);
        free(text);
        arena_clear(&arena);
    }
    arena_release(&arena);
    wordpiece_release(&w);
    free(vocab);
    return failed;
}
