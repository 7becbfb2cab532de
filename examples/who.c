/* The library in one page: reads a report and prints who says what, a line each.
 *     cc who.c $(pkg-config --cflags --libs sayso) -o who && ./who report.html
 * A second argument names another model than "full". */
#include <sayso.h>
#include <stdio.h>
#include <stdlib.h>

static void print_spans(const sayso_record *r, sayso_spans spans) {
    for (uint32_t i = 0; i < spans.n; i++)
        printf("%s%.*s", i ? " ... " : "", (int)(spans.at[i].end - spans.at[i].beg), r->text + spans.at[i].beg);
}

/* "AP > its photographer": those who pass it on first. */
static void print_chain(const sayso_record *r, int32_t attribution) {
    const sayso_attribution *a = &r->attributions[attribution];
    if (a->within >= 0) {
        print_chain(r, a->within);
        printf(" > ");
    }
    printf("%s", a->source_id < 0 || !r->sources[a->source_id].name ? "?" : r->sources[a->source_id].name);
}

static void print_record(const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        print_chain(r, (int32_t)i);
        printf(" (%s): ", r->attributions[i].attitude);
        print_spans(r, r->attributions[i].content);
        putchar('\n');
    }
}

static char *load(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    if (f && !fseek(f, 0, SEEK_END)) {
        long size = ftell(f);
        rewind(f);
        bytes = size > 0 ? malloc((size_t)size) : NULL;
        *n = bytes ? fread(bytes, 1, (size_t)size, f) : 0;
    }
    if (f) fclose(f);
    return bytes;
}

int main(int argc, char **argv) {
    sayso_error e = {SAYSO_USAGE, "who", 0, "usage: who REPORT [MODEL]", ""};
    size_t n = 0;
    char *bytes = argc > 1 ? load(argv[1], &n) : NULL;
    sayso_model *m = bytes ? sayso_model_open(argc > 2 ? argv[2] : NULL, NULL, &e) : NULL;
    sayso_report *r = m ? sayso_read(m, bytes, n, &(sayso_read_options){.name = argv[1]}, &e) : NULL;
    if (r)
        print_record(sayso_report_record(r));
    else
        fprintf(stderr, "%s: %s, byte %llu: %s\n", e.input, e.stage, (unsigned long long)e.byte, e.message);
    int code = r ? 0 : 1;
    sayso_report_free(r);
    sayso_model_free(m);
    free(bytes);
    return code;
}
