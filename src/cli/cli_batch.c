/* Many inputs: threads take the next one, read it and print it into a buffer; the main thread puts the buffers out in the
 * order of the inputs. Threads run at most AHEAD inputs each before the one that is to be put out next, so memory does
 * not grow with the batch. */
#include "cli.h"
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { AHEAD = 4, MAX_THREADS = 1024 };

struct item {
    struct buffer out, text; /* text: what brat wants beside it */
    struct input in;         /* both only where reports are handed on: */
    sayso_report *report;
    sayso_error error;
    bool done, failed;
};

struct batch {
    const struct options *o;
    const sayso_model *m;
    const char *stage;
    batch_take *take; /* NULL: reports are printed */
    void *taker;
    const char *const *inputs;
    struct item *items;
    int n, next, put; /* next to be taken, next to be put out */
    uint32_t threads, threads_each;
    sayso_format format;
    sayso_print_options print;
    bool stop;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

void complain(const sayso_error *e) {
    fprintf(stderr, "sayso: %s: %s, byte %llu: %s\n", e->input, e->stage ? e->stage : "sayso", (unsigned long long)e->byte,
            e->message);
}

static const char *called(const struct batch *b, const char *input) {
    return !strcmp(input, "-") && b->o->name ? b->o->name : input;
}

static bool print_one(const struct batch *b, const sayso_report *r, struct item *it) {
    if (b->stage) return !sayso_dump(r, b->stage, buffer_write, &it->out, &it->error);
    if (sayso_print(r, b->format, &b->print, buffer_write, &it->out, &it->error)) return false;
    if (b->format != SAYSO_BRAT || !output_is_folder(b->o)) return true;
    const sayso_record *record = sayso_report_record(r);
    return !buffer_write(&it->text, record->text, record->n_text);
}

static void read_one(const struct batch *b, int i) {
    struct item *it = &b->items[i];
    const char *name = b->inputs[i];
    struct input in;
    sayso_report *r = NULL;
    it->failed = !input_load(name, b->o, &in, &it->error);
    if (!it->failed) {
        sayso_read_options ro = {.name = called(b, name),
                                 .uri = in.uri,
                                 .media_type = in.media_type,
                                 .max_bytes = b->o->max_bytes,
                                 .n_threads = b->threads_each};
        r = sayso_read(b->m, in.bytes, in.n, &ro, &it->error);
        it->failed = !r || (!b->take && !print_one(b, r, it));
        if (b->take && !it->failed) {
            it->report = r, it->in = in;
            return;
        }
        input_free(&in);
    }
    if (it->failed) {
        it->out.n = it->text.n = 0;
        if (!b->stage && !b->take && b->format == SAYSO_JSONL) sayso_print_error(&it->error, buffer_write, &it->out);
    }
    sayso_report_free(r);
}

static void *work(void *arg) {
    struct batch *b = arg;
    pthread_mutex_lock(&b->lock);
    for (;;) {
        while (!b->stop && b->next < b->n && b->next - b->put >= (int)(AHEAD * b->threads))
            pthread_cond_wait(&b->changed, &b->lock);
        if (b->stop || b->next >= b->n) break;
        int i = b->next++;
        pthread_mutex_unlock(&b->lock);
        read_one(b, i);
        pthread_mutex_lock(&b->lock);
        b->items[i].done = true;
        pthread_cond_broadcast(&b->changed);
    }
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

static void wait_for(struct batch *b, int i) {
    pthread_mutex_lock(&b->lock);
    while (!b->items[i].done) pthread_cond_wait(&b->changed, &b->lock);
    pthread_mutex_unlock(&b->lock);
}

static void move_on(struct batch *b, int put, bool stop) {
    pthread_mutex_lock(&b->lock);
    b->put = put;
    b->stop = stop;
    pthread_cond_broadcast(&b->changed);
    pthread_mutex_unlock(&b->lock);
}

/* Between records of one stream that are made for the eye: whose it is. */
static bool put_head(const struct batch *b, struct output *out, int i) {
    struct buffer head = {0}, none = {0};
    char line[256];
    if (b->n < 2 || b->o->output || (!b->stage && b->format != SAYSO_TEXT)) return true;
    int n = snprintf(line, sizeof line, "%s==> %.200s <==\n", i ? "\n" : "", called(b, b->inputs[i]));
    bool ok = !buffer_write(&head, line, (size_t)n) && output_put(out, b->inputs[i], &head, &none);
    buffer_free(&head);
    return ok;
}

/* What stands once before all records of one stream; files of a folder have it each. */
static bool put_header(const struct batch *b, struct output *out) {
    struct buffer head = {0}, none = {0};
    if (b->stage || output_is_folder(b->o)) return true;
    bool ok = !sayso_print_header(b->format, buffer_write, &head) && (!head.n || output_put(out, "-", &head, &none));
    buffer_free(&head);
    return ok;
}

static int put_all(struct batch *b, struct output *out, bool threaded) {
    struct progress p;
    int failed = 0;
    bool ok = !out || put_header(b, out);
    progress_begin(&p, !b->o->quiet && b->n > 1 && isatty(fileno(stderr)) && (!out || !output_is_terminal(out)), b->n);
    for (int i = 0; i < b->n && ok; i++) {
        struct item *it = &b->items[i];
        if (threaded)
            wait_for(b, i);
        else
            read_one(b, i);
        if (it->failed) {
            failed++;
            progress_hide(&p);
            complain(&it->error);
        }
        if (b->take) {
            if (it->report) ok = b->take(b->taker, i, it->report, &it->in);
            it->report = NULL;
            input_free(&it->in);
        }
        bool puts = !b->take &&
                    (it->out.n || (!it->failed && b->format != SAYSO_TEXT && !b->stage)); /* no event, no line, and yet a file */
        if (puts) ok = put_head(b, out, i) && output_put(out, b->inputs[i], &it->out, &it->text);
        buffer_free(&it->out);
        buffer_free(&it->text);
        move_on(b, i + 1, !ok);
        progress_step(&p, i + 1, failed);
    }
    progress_hide(&p);
    if (failed && b->n > 1 && !b->o->quiet) fprintf(stderr, "sayso: %d of %d inputs read\n", b->n - failed, b->n);
    return !ok ? EXIT_OUTPUT : failed ? EXIT_SOME : EXIT_READ;
}

static int run_threads(struct batch *b, struct output *out) {
    pthread_t *thread = calloc(b->threads, sizeof *thread);
    uint32_t n = 0;
    if (thread)
        while (n < b->threads && !pthread_create(&thread[n], NULL, work, b)) n++;
    int code = put_all(b, out, n > 0); /* no thread to be had: one after the other */
    for (uint32_t i = 0; i < n; i++) pthread_join(thread[i], NULL);
    free(thread);
    return code;
}

static uint32_t cores(void) {
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
    return n > 0 ? (uint32_t)n : 1;
}

/* Threads go to the inputs first; where there are fewer inputs than threads, to the windows of each. */
static void share_threads(struct batch *b) {
    uint32_t all = b->o->threads ? b->o->threads : cores();
    b->threads = all < (uint32_t)b->n ? all : (uint32_t)b->n;
    b->threads_each = all / b->threads;
}

static sayso_format choose_format(const struct options *o, int n) {
    if (o->format_given) return o->format;
    if (!o->output && isatty(fileno(stdout))) return SAYSO_TEXT;
    return n > 1 ? SAYSO_JSONL : SAYSO_JSON;
}

/* Reads all inputs; out NULL: they are handed on. */
static int batch_go(struct batch *b, struct output *out) {
    int code = EXIT_SOME;
    b->items = calloc((size_t)b->n, sizeof *b->items);
    if (b->items && !pthread_mutex_init(&b->lock, NULL) && !pthread_cond_init(&b->changed, NULL)) {
        share_threads(b);
        code = b->threads > 1 ? run_threads(b, out) : put_all(b, out, false);
    } else {
        fputs("sayso: out of memory\n", stderr);
    }
    for (int i = 0; b->items && i < b->n; i++) {
        struct item *it = &b->items[i];
        buffer_free(&it->out), buffer_free(&it->text);
        sayso_report_free(it->report), input_free(&it->in);
    }
    free(b->items);
    return code;
}

int batch_read(const struct options *o, const sayso_model *m, const char *const *inputs, int n, batch_take *take, void *taker) {
    struct batch b = {.o = o, .m = m, .take = take, .taker = taker, .inputs = inputs, .n = n};
    return batch_go(&b, NULL);
}

int batch_run(const struct options *o, const sayso_model *m, const char *stage, const char *const *inputs, int n) {
    struct options settled = *o;
    settled.format = stage ? SAYSO_TEXT : choose_format(o, n);
    struct batch b = {.o = &settled,
                      .m = m,
                      .stage = stage,
                      .inputs = inputs,
                      .n = n,
                      .format = settled.format,
                      .print = {.color = options_color(o), .width = options_width(o), .no_header = !output_is_folder(o)}};
    if (!stage && (settled.format == SAYSO_HTML || settled.format == SAYSO_BRAT) && n > 1 && !output_is_folder(o)) {
        fprintf(stderr, "sayso read: %s of several inputs need a folder: --output FOLDER/\n",
                settled.format == SAYSO_HTML ? "pages" : "annotations");
        return EXIT_USAGE;
    }
    struct output *out = output_open(&settled, inputs, n);
    if (!out) return EXIT_OUTPUT;
    int code = batch_go(&b, out);
    if (!output_close(out) && code != EXIT_OUTPUT) code = EXIT_OUTPUT;
    return code;
}
