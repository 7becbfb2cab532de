/* sayso story: reads reports and prints their stories, with no database. */
#include "cli.h"
#include <stdlib.h>
#include <unistd.h>

struct gathered {
    sayso_report **at;
    uint32_t n, size;
};

static bool gather(void *taker, int i, sayso_report *report, const struct input *in) {
    struct gathered *g = taker;
    (void)i, (void)in;
    if (g->n == g->size) {
        uint32_t size = g->size ? g->size * 2 : 64;
        sayso_report **at = realloc(g->at, size * sizeof *at);
        if (!at) {
            fputs("sayso: out of memory\n", stderr);
            sayso_report_free(report);
            return false;
        }
        g->at = at, g->size = size;
    }
    g->at[g->n++] = report;
    return true;
}

static sayso_format format_of(const struct options *o) {
    if (o->format_given) return o->format;
    return !o->output && isatty(fileno(stdout)) ? SAYSO_TEXT : SAYSO_JSONL;
}

/* Stories of one stream: a blank line between those that are made for the eye. */
static int print_stories(const struct options *o, const sayso_stories *s, struct output *out) {
    sayso_print_options print = {.color = options_color(o), .width = options_width(o)};
    struct buffer none = {0};
    sayso_error e;
    for (uint32_t i = 0; i < sayso_stories_count(s); i++) {
        struct buffer b = {0};
        if (i && format_of(o) == SAYSO_TEXT) buffer_write(&b, "\n", 1);
        if (sayso_story_print(s, i, format_of(o), &print, buffer_write, &b, &e)) {
            complain(&e);
            buffer_free(&b);
            return e.code == SAYSO_USAGE ? EXIT_USAGE : EXIT_OUTPUT;
        }
        bool ok = output_put(out, "stories", &b, &none);
        buffer_free(&b);
        if (!ok) return EXIT_OUTPUT;
        print.no_header = true;
    }
    return EXIT_READ;
}

int stories_print(const struct options *o, const sayso_stories *s) {
    struct output *out = output_open(o, o->words, o->n_words);
    int code = out ? print_stories(o, s, out) : EXIT_OUTPUT;
    if (out && !output_close(out) && !code) code = EXIT_OUTPUT;
    return code;
}

static int print_gathered(const struct options *o, const struct gathered *g) {
    sayso_error e;
    sayso_stories *s = sayso_stories_make((const sayso_report *const *)g->at, g->n, &(sayso_story_options){.one = o->one}, &e);
    if (!s) {
        complain(&e);
        return EXIT_OUTPUT;
    }
    int code = stories_print(o, s);
    sayso_stories_free(s);
    return code;
}

int story_command(struct options *o) {
    if (!o->n_words) {
        fputs("sayso story: no input; give files, addresses, or - for standard input\n", stderr);
        return EXIT_USAGE;
    }
    struct gathered g = {0};
    int code = reports_read(o, gather, &g);
    if (g.n && code <= EXIT_SOME) {
        int printed = print_gathered(o, &g);
        if (printed) code = printed;
    }
    for (uint32_t i = 0; i < g.n; i++) sayso_report_free(g.at[i]);
    free(g.at);
    return code;
}
