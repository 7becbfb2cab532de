/* sayso export: the stories of a database in one stream, for other programs. */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

struct exporting {
    const struct options *o;
    sayso_format format;
    sayso_store *store;
    struct output *out;
    struct buffer before; /* of formats that are one JSON value: the story that waits for what comes behind it */
    int64_t *ids;
    size_t n, size;
    bool some;
};

static bool keep_id(struct exporting *x, int64_t id) {
    if (x->n == x->size) {
        size_t size = x->size ? x->size * 2 : 256;
        int64_t *at = realloc(x->ids, size * sizeof *at);
        if (!at) return false;
        x->ids = at, x->size = size;
    }
    x->ids[x->n++] = id;
    return true;
}

struct page {
    struct exporting *x;
    int64_t last;
    uint32_t n;
    bool failed;
};
static bool take_row(void *taker, const sayso_story_row *row) {
    struct page *p = taker;
    p->last = row->change, p->n++;
    p->failed = !keep_id(p->x, row->story);
    return !p->failed;
}

/* The numbers first: the stories are made while nothing else is being listed. */
static int list_ids(struct exporting *x) {
    const struct options *o = x->o;
    sayso_error e;
    sayso_store_query q = {.place = o->place, .kind = o->kind, .from = o->from, .to = o->to};
    uint32_t left = o->limit ? o->limit : UINT32_MAX;
    struct page p = {.x = x};
    do {
        q.limit = left < 500 ? left : 500, q.before = p.last, p.n = 0;
        if (sayso_store_stories(x->store, &q, take_row, &p, &e)) return complain(&e), EXIT_STORE;
        if (p.failed) return fputs("sayso: out of memory\n", stderr), EXIT_OUTPUT;
        left -= p.n;
    } while (p.n == q.limit && left);
    return EXIT_READ;
}

static bool put(struct exporting *x, const char *bytes, size_t n) {
    struct buffer none = {0}, b = {.bytes = (char *)(uintptr_t)bytes, .n = n};
    return output_put(x->out, "stories", &b, &none);
}
static bool put_word(struct exporting *x, const char *s) { return put(x, s, strlen(s)); }

/* Formats whose stories are one value in the end: a list of stories, one collection of features, one graph. The list stands in
 * square brackets, the first and the last of each story's own. */
static bool is_one_value(sayso_format f) { return f == SAYSO_JSON || f == SAYSO_GEOJSON || f == SAYSO_CLAIMREVIEW; }

static bool put_part(struct exporting *x, const struct buffer *b) {
    if (x->format == SAYSO_JSON) {
        size_t n = b->n;
        while (n && b->bytes[n - 1] == '\n') n--;
        return put_word(x, x->some ? ",\n" : "[\n") && put(x, b->bytes, n);
    }
    const char *open = memchr(b->bytes, '[', b->n), *close = memrchr(b->bytes, ']', b->n);
    if (!open || !close) return false;
    bool empty = close == open + 1, ok = true;
    if (!x->before.n) { /* the head is written once, what stands behind the list kept for the end */
        ok = put(x, b->bytes, (size_t)(open + 1 - b->bytes)) &&
             !buffer_write(&x->before, close, (size_t)(b->bytes + b->n - close));
        x->some = false;
    }
    if (empty) return ok;
    if (x->some && ok) ok = put_word(x, ",");
    x->some = true;
    return ok && put(x, open + 1, (size_t)(close - open - 1));
}

static bool put_end(struct exporting *x) {
    if (x->before.n) return put(x, x->before.bytes, x->before.n);
    if (x->format == SAYSO_JSON) return put_word(x, x->some ? "\n]\n" : "[]\n");
    if (x->format == SAYSO_GEOJSON) return put_word(x, "{\"type\":\"FeatureCollection\",\"features\":[]}\n");
    if (x->format == SAYSO_CLAIMREVIEW) return put_word(x, "{\"@context\":\"https://schema.org\",\"@graph\":[]}\n");
    return true;
}

static int put_story(struct exporting *x, int64_t id) {
    sayso_error e;
    sayso_print_options print = {.no_header = x->some};
    struct buffer b = {0};
    sayso_stories *s = sayso_store_story(x->store, id, &e);
    if (!s) return complain(&e), e.code == SAYSO_USAGE ? EXIT_USAGE : EXIT_STORE;
    int code = EXIT_READ;
    if (sayso_story_print(s, 0, x->format, &print, buffer_write, &b, &e)) {
        complain(&e);
        code = e.code == SAYSO_USAGE ? EXIT_USAGE : EXIT_OUTPUT;
    } else if (!(is_one_value(x->format) ? put_part(x, &b) : put(x, b.bytes, b.n))) {
        code = EXIT_OUTPUT;
    }
    if (x->format != SAYSO_GEOJSON && x->format != SAYSO_CLAIMREVIEW) x->some = true;
    sayso_stories_free(s);
    buffer_free(&b);
    return code;
}

static int put_feed(struct exporting *x) {
    sayso_error e;
    struct buffer b = {0};
    const struct options *o = x->o;
    sayso_store_query q = {.place = o->place, .kind = o->kind, .from = o->from, .to = o->to, .limit = o->limit};
    int code = EXIT_READ;
    if (sayso_store_atom(x->store, &q, buffer_write, &b, &e)) {
        complain(&e);
        code = EXIT_STORE;
    } else if (!put(x, b.bytes, b.n)) {
        code = EXIT_OUTPUT;
    }
    buffer_free(&b);
    return code;
}

static int put_stories(struct exporting *x) {
    int code = EXIT_READ;
    for (int i = 0; i < x->o->n_words && !code; i++) {
        int64_t id;
        if (!db_number(x->o, x->o->words[i], &id)) return EXIT_USAGE;
        if (!keep_id(x, id)) code = EXIT_OUTPUT;
    }
    if (!code && !x->o->n_words) code = list_ids(x);
    if (!code && x->format == SAYSO_CSV && !x->n) {
        struct buffer b = {0};
        sayso_story_print_header(x->format, buffer_write, &b);
        if (!put(x, b.bytes, b.n)) code = EXIT_OUTPUT;
        buffer_free(&b);
    }
    for (size_t i = 0; i < x->n && !code; i++) code = put_story(x, x->ids[i]);
    return !code && !put_end(x) ? EXIT_OUTPUT : code;
}

int export_command(struct options *o) {
    struct options one = *o; /* one stream: no file for each input */
    one.n_words = 0;
    if (!o->format_given) one.format = SAYSO_JSONL;
    struct exporting x = {.o = o, .format = one.format, .store = db_open(o, true)};
    if (!x.store) return EXIT_STORE;
    int code = EXIT_OUTPUT;
    if ((x.out = output_open(&one, NULL, 0))) code = x.format == SAYSO_ATOM ? put_feed(&x) : put_stories(&x);
    if (x.out && !output_close(x.out) && !code) code = EXIT_OUTPUT;
    sayso_store_close(x.store);
    buffer_free(&x.before);
    free(x.ids);
    return code;
}
