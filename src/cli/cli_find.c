/* sayso find: reports by words. */
#include "cli.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool print_row(void *taker, const sayso_report_row *r) {
    int *n = taker;
    printf("%sreport %" PRId64 ", story %" PRId64 "  %s\n", *n ? "\n" : "", r->report, r->story,
           r->title  ? r->title
           : r->name ? r->name
                     : r->id);
    if (r->outlet || r->published)
        printf("    %s%s%s", r->outlet ? r->outlet : "", r->outlet && r->published ? ", " : "", r->published ? r->published : "");
    if (!r->latest) printf("%searlier revision", r->outlet || r->published ? "; " : "    ");
    if (r->outlet || r->published || !r->latest) putchar('\n');
    if (r->snippet) printf("    %s\n", r->snippet);
    (*n)++;
    return !ferror(stdout);
}

/* The words as one query. */
static char *joined(const struct options *o) {
    size_t n = 1;
    for (int i = 0; i < o->n_words; i++) n += strlen(o->words[i]) + 3;
    char *out = calloc(n, 1), *p = out;
    for (int i = 0; out && i < o->n_words; i++) {
        bool phrase = strchr(o->words[i], ' ') && !strchr(o->words[i], '"'); /* the shell took the quotation marks */
        if (i) *p++ = ' ';
        if (phrase) *p++ = '"';
        p = stpcpy(p, o->words[i]);
        if (phrase) *p++ = '"';
    }
    return out;
}

int find_command(struct options *o) {
    sayso_error e;
    int n = 0;
    if (!o->n_words) {
        fputs("sayso find: no words to look for\n", stderr);
        return EXIT_USAGE;
    }
    sayso_store *s = db_open(o, true);
    char *words = joined(o);
    int code = s && words ? EXIT_READ : EXIT_STORE;
    if (!code && sayso_store_find(s, &(sayso_store_query){.words = words, .limit = o->limit}, print_row, &n, &e)) {
        complain(&e);
        code = e.code == SAYSO_USAGE ? EXIT_USAGE : EXIT_STORE;
    }
    if (!code && !n) {
        puts("Nothing found.");
        code = EXIT_SOME;
    }
    free(words);
    sayso_store_close(s);
    return code;
}
