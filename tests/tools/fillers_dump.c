/* Prints what speaks for each noun phrase as a filler of an incident's roles, for train/fillers.py: fillers_dump MODEL FILE... A
 * line of JSON for each file: {"name", "phrases": [{"core", "text", "entity", "named", "kind", "tagged": [4], "open", "forms"}]}.
 */
#include "api.h"
#include "facts_fillers.h"
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

static void print_bytes(const char *s, size_t n) {
    putchar('"');
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"' || s[i] == '\\') putchar('\\');
        putchar((unsigned char)s[i] >= ' ' ? s[i] : ' ');
    }
    putchar('"');
}

static void print_form(void *to, const struct noun_phrase *x, const char *form) {
    bool *any = to;
    (void)x;
    if (*any) putchar(',');
    *any = true;
    size_t n = 0;
    while (form[n]) n++;
    print_bytes(form, n);
}

static void print_words(const struct report_work *w, const char *name, uint32_t beg, uint32_t end) {
    printf("\"%s\": ", name);
    print_bytes(w->text->utf8 + w->tokens[beg].at.beg, w->tokens[end - 1].at.end - w->tokens[beg].at.beg);
}

static void print_phrase(const struct filler_view *v, const struct noun_phrase *x) {
    const struct report_work *w = v->f->r;
    const struct mention *m = x->mention < 0 ? NULL : &w->mentions.at[x->mention];
    putchar('{');
    print_words(w, "core", x->core, x->end);
    putchar(',');
    print_words(w, "text", x->beg, x->end);
    const int32_t e = m ? m->entity : -1;
    printf(",\"beg\":%u,\"entity\":%d,\"named\":%d,\"kind\":%d,\"tagged\":[", w->tokens[x->beg].at.beg, e,
           e >= 0 && w->entities.at[e].named, e < 0 ? -1 : (int)w->entities.at[e].kind);
    for (int r = 0; r < N_ROLES; r++) printf("%s%.4f", r ? "," : "", (double)x->tagged[r]);
    printf("],\"open\":%.4f,\"prominence\":%g,\"forms\":[", (double)x->open, facts_prominence(v->f, x->head));
    bool any = false;
    filler_forms(v, x, print_form, &any);
    fputs("]}", stdout);
}

static sayso_code dump(const sayso_model *m, struct arena *arena, struct workspace *s, const char *path, const char *bytes,
                       size_t n) {
    struct page page;
    struct text text;
    struct scores scores;
    struct filler_view v;
    sayso_error e;
    sayso_code code = page_read(arena, &s->scratch, bytes, n, &(struct page_options){.uri = NULL}, &page, &e);
    if (!code) code = text_build(arena, &page, &text, &e);
    if (!code) code = model_read(m->weights, &s->work, 1, arena, text.utf8, text.n, &scores, &e);
    struct report_work w = {.arena = arena, .scratch = &s->scratch, .text = &text, .scores = &scores, .e = &e};
    struct facts_work f = {.r = &w, .gazetteer = m->gazetteer};
    if (!code) code = report_run(&w);
    if (!code) code = facts_run(&f);
    if (!code) code = filler_view(&f, &v);
    if (code) return code;
    printf("{\"name\": \"%s\", \"phrases\": [", path);
    bool any = false;
    for (uint32_t t = 0; t < w.n_tokens; t++) {
        struct noun_phrase x;
        if (!filler_phrase(&f, t, &x)) continue;
        if (any) putchar(',');
        any = true;
        print_phrase(&v, &x);
    }
    puts("]}");
    return SAYSO_OK;
}

int main(int argc, char **argv) {
    sayso_error e;
    sayso_model *m = argc > 2 ? sayso_model_open(argv[1], NULL, &e) : NULL;
    if (!m) {
        fprintf(stderr, "fillers_dump MODEL FILE...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        size_t n;
        char *bytes = read_all(argv[i], &n);
        struct arena arena;
        arena_init(&arena, 0);
        struct workspace *s = workspace_take(m);
        if (!bytes || !s || dump(m, &arena, s, argv[i], bytes, n)) fprintf(stderr, "fillers_dump: %s cannot be read\n", argv[i]);
        workspace_give(m, s);
        arena_release(&arena);
        free(bytes);
    }
    sayso_model_free(m);
    return 0;
}
