/* Reads files up to their facts for the tools that print what is learnt from. */
#include "dump_facts.h"
#include "api.h"
#include "report_work.h"
#include <stdio.h>
#include <stdlib.h>

static char *read_all(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    char *bytes = f && !fseek(f, 0, SEEK_END) ? malloc(*n = (size_t)ftell(f)) : NULL;
    if (bytes) {
        rewind(f);
        *n = fread(bytes, 1, *n, f);
    }
    if (f) fclose(f);
    return bytes;
}

static sayso_code dump(const sayso_model *m, struct arena *arena, struct workspace *s, const char *path, const char *bytes,
                       size_t n, dump_facts_print *print) {
    struct page page;
    struct text text;
    struct scores scores;
    sayso_error e;
    sayso_code code = page_read(arena, &s->scratch, bytes, n, &(struct page_options){.uri = NULL}, &page, &e);
    if (!code) code = text_build(arena, &page, &text, &e);
    if (!code) code = model_read(m->weights, &s->work, 1, arena, text.utf8, text.n, &scores, &e);
    struct report_work w = {.arena = arena, .scratch = &s->scratch, .text = &text, .scores = &scores, .e = &e};
    struct facts_work f = {.r = &w, .gazetteer = m->gazetteer};
    if (!code) code = report_run(&w);
    if (!code) code = facts_run(&f);
    return code ? code : print(&f, path);
}

int dump_facts(int argc, char **argv, const char *tool, dump_facts_print *print) {
    sayso_error e;
    sayso_model *m = argc > 2 ? sayso_model_open(argv[1], NULL, &e) : NULL;
    if (!m) {
        fprintf(stderr, "%s MODEL FILE...\n", tool);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        size_t n;
        char *bytes = read_all(argv[i], &n);
        struct arena arena;
        arena_init(&arena, 0);
        struct workspace *s = workspace_take(m);
        if (!bytes || !s || dump(m, &arena, s, argv[i], bytes, n, print))
            fprintf(stderr, "%s: %s cannot be read\n", tool, argv[i]);
        workspace_give(m, s);
        arena_release(&arena);
        free(bytes);
    }
    sayso_model_free(m);
    return 0;
}
