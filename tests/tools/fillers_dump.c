/* Prints what speaks for each noun phrase as a filler of an incident's roles, for train/fillers.py: fillers_dump MODEL FILE... A
 * line of JSON for each file: {"name", "phrases": [{"core", "text", "entity", "named", "kind", "tagged": [4], "open", "forms"}]}.
 */
#include "dump_facts.h"
#include "facts_fillers.h"
#include "report_work.h"
#include <stdio.h>

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

static sayso_code print_report(struct facts_work *f, const char *path) {
    struct filler_view v;
    sayso_code code = filler_view(f, &v);
    if (code) return code;
    printf("{\"name\": \"%s\", \"phrases\": [", path);
    bool any = false;
    for (uint32_t t = 0; t < f->r->n_tokens; t++) {
        struct noun_phrase x;
        if (!filler_phrase(f, t, &x)) continue;
        if (any) putchar(',');
        any = true;
        print_phrase(&v, &x);
    }
    puts("]}");
    return SAYSO_OK;
}

int main(int argc, char **argv) { return dump_facts(argc, argv, "fillers_dump", print_report); }
