/* Reading one report: the stages in their order, each with its share of memory. */
#include "api.h"
#include "base_sha256.h"
#include "base_utf8.h"
#include "facts.h"
#include "report_work.h"
#include <stdio.h>
#include <stdlib.h>

enum { MAX_THREADS = 64 };

/* The workspaces of one read: the first one's scratch arena serves all stages. */
struct borrowed {
    struct workspace *space[MAX_THREADS];
    struct model_work *work[MAX_THREADS];
    uint32_t n;
};

static bool borrow(const sayso_model *m, uint32_t n_threads, struct borrowed *b) {
    uint32_t want = !m || !n_threads ? 1 : n_threads > MAX_THREADS ? MAX_THREADS : n_threads;
    b->n = 0;
    while (b->n < want) {
        struct workspace *w = workspace_take(m);
        if (!w) return b->n > 0; /* fewer threads, the same result */
        b->space[b->n] = w;
        b->work[b->n++] = w->work;
    }
    return true;
}

static void give_back(const sayso_model *m, struct borrowed *b) {
    while (b->n) workspace_give(m, b->space[--b->n]);
}

static sayso_code describe(struct sayso_report *r, const void *bytes, size_t n, const sayso_read_options *o, sayso_error *e) {
    sayso_record *rec = &r->record;
    char hash[65];
    rec->text = r->text.utf8;
    rec->n_text = r->text.n;
    sha256_hex(r->text.utf8, r->text.n, hash);
    snprintf(rec->id, sizeof rec->id, "sha256:%s", hash);
    rec->input = (sayso_input){.encoding = r->page.encoding, .bytes = n};
    sha256_hex(bytes, n, rec->input.sha256);
    const char *given[] = {o->name, o->uri, o->media_type ? o->media_type : r->page.media_type};
    const char **kept[] = {&rec->input.name, &rec->input.uri, &rec->input.media_type};
    for (int i = 0; i < 3; i++)
        if (given[i] && !(*kept[i] = arena_strdup(&r->arena, given[i])))
            return error_set(e, SAYSO_NOMEM, "report", 0, "out of memory");
    return SAYSO_OK;
}

static bool take_word(struct arena *a, const char **have, const char *said) {
    return *have || !said || !*said || (*have = arena_strdup(a, said)) != NULL;
}

/* The feed's word stands in for the page's. Whom an item comes from is the outlet where the page names none; where it names
 * another, and no author, it is a byline: a line that is carried. */
static bool take_feed(struct arena *a, const sayso_feed_says *f, sayso_publication *p) {
    const char *bylines[2];
    uint32_t n = 0;
    bool carried = p->outlet && f->source && *f->source && !utf8_same(p->outlet, strlen(p->outlet), f->source, strlen(f->source));
    if (f->author && *f->author) bylines[n++] = f->author;
    if (carried) bylines[n++] = f->source;
    const char *published =
        f->published && strspn(f->published, "0123456789") == 4 && f->published[4] == '-' ? f->published : NULL;
    if (!take_word(a, &p->title, f->title) || !take_word(a, &p->outlet, f->source) || !take_word(a, &p->published, published))
        return false;
    if (p->bylines.n || !n) return true;
    const char **at = ARENA_ARRAY(a, const char *, n);
    for (uint32_t i = 0; at && i < n; i++)
        if (!(at[i] = arena_strdup(a, bylines[i]))) return false;
    p->bylines = (sayso_strings){at, n};
    return at != NULL;
}

/* bytes -> page -> text -> scores -> record. Scratch is cleared between the stages. */
static sayso_code stages(const sayso_model *m, const struct borrowed *b, const void *bytes, size_t n, const sayso_read_options *o,
                         struct sayso_report *r, sayso_error *e) {
    struct arena *scratch = &b->space[0]->scratch;
    struct page_options page_options = {
        .uri = o->uri, .media_type = o->media_type, .max_bytes = o->max_bytes, .max_depth = o->max_depth};
    sayso_code code = page_read(&r->arena, scratch, bytes, n, &page_options, &r->page, e);
    arena_clear(scratch);
    if (!code && !take_feed(&r->arena, &o->feed, &r->page.publication))
        code = error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    if (!code) code = text_build(&r->arena, &r->page, &r->text, e);
    if (!code && m) {
        code = model_read(m->weights, b->work, b->n, &r->arena, r->text.utf8, r->text.n, &r->scores, e);
        r->has_scores = !code;
    }
    struct report_work w = {
        .arena = &r->arena, .scratch = scratch, .text = &r->text, .scores = r->has_scores ? &r->scores : NULL, .e = e};
    if (!code) code = report_run(&w);
    if (!code) report_fill(&w, &r->record);
    if (!code && r->has_scores) code = facts_build(&w, m->gazetteer, &r->record);
    return code ? code : describe(r, bytes, n, o, e);
}

sayso_report *sayso_read(const sayso_model *model, const void *bytes, size_t n, const sayso_read_options *options,
                         sayso_error *e) {
    static const sayso_read_options defaults = {0};
    const sayso_read_options *o = options ? options : &defaults;
    if (e) *e = (sayso_error){0};
    error_input(e, o->name);
    if (!bytes && n) {
        error_set(e, SAYSO_USAGE, "page", 0, "no bytes given");
        return NULL;
    }
    struct borrowed b;
    struct sayso_report *r = calloc(1, sizeof *r);
    sayso_code code = SAYSO_NOMEM;
    if (r && borrow(model, o->n_threads, &b)) {
        arena_init(&r->arena, 0);
        code = stages(model, &b, bytes ? bytes : "", n, o, r, e);
        give_back(model, &b);
    } else {
        error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    }
    if (!code) return r;
    sayso_report_free(r);
    return NULL;
}

void sayso_report_free(sayso_report *r) {
    if (!r) return;
    arena_release(&r->arena);
    free(r);
}

const sayso_record *sayso_report_record(const sayso_report *r) { return &r->record; }

sayso_span sayso_report_source(const sayso_report *r, sayso_span in_text) {
    if (in_text.end <= in_text.beg || in_text.end > r->text.n) return (sayso_span){0, 0};
    return text_to_source(&r->text, in_text);
}
