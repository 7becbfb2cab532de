/* Sources: who they are, in how many stories; what one of them has said in each, and who relayed it. */
#include "serve.h"
#include <stdlib.h>
#include <string.h>

struct listing {
    struct text_out *t;
    uint32_t n;
};

static bool take_source(void *taker, const sayso_source_row *r) {
    struct listing *l = taker;
    write_open(l->t, '{');
    put_string(l->t, "name", r->name);
    put_string(l->t, "kind", r->kind);
    put_int(l->t, "stories", r->stories);
    write_close(l->t, '}');
    l->n++;
    return !l->t->failed;
}

void get_sources(struct request *q) {
    struct listing l = {.t = &q->answer.body};
    int64_t limit = param_number(q, "limit", 1, MAX_LIMIT, 50), offset = param_number(q, "offset", 0, 1000000, 0);
    sayso_store_query y = {.words = param(q, "name"), .limit = (uint32_t)limit, .offset = (uint32_t)offset};
    sayso_store *s = answered(q) ? NULL : store_take(q);
    sayso_error e;
    if (!s) return;
    answer_list_begin(q);
    bool ok = !sayso_store_sources(s, &y, false, take_source, &l, &e);
    answer_list_end(q, -1, l.n == y.limit ? offset + limit : 0);
    store_give(q->d, s);
    if (ok)
        answer_json(q, 200);
    else
        answer_failed(q, &e, 400);
}

/* ---- one ------------------------------------------------------------------------------------------------------------- */
enum { STORIES = 100 };
struct where {
    int64_t stories[STORIES];
    uint32_t n;
    char *name, *kind;
};

static bool take_story(void *taker, const sayso_source_row *r) {
    struct where *w = taker;
    if (!w->name) w->name = strdup(r->name), w->kind = strdup(r->kind);
    if (!w->n || w->stories[w->n - 1] != r->story) w->stories[w->n++] = r->story;
    return w->n < STORIES;
}

void get_source(struct request *q) {
    struct text_out *t = &q->answer.body;
    struct where w = {0};
    sayso_store *s = store_take(q);
    sayso_error e;
    if (!s) return;
    sayso_store_query y = {.words = q->segments[2], .limit = 10 * STORIES};
    bool ok = !sayso_store_sources(s, &y, true, take_story, &w, &e);
    write_open(t, '{');
    put_string(t, "name", w.name);
    put_string(t, "kind", w.kind);
    write_key(t, "stories");
    write_open(t, '[');
    for (uint32_t i = 0; ok && i < w.n; i++) {
        char *json;
        size_t n;
        if (!sayso_store_story_json(s, w.stories[i], &json, &n, &e))
            source_story(t, json, n, w.name, w.stories[i]);
        else
            ok = e.code == SAYSO_USAGE; /* it was emptied meanwhile */
        free(json);
    }
    write_close(t, ']');
    write_close(t, '}');
    store_give(q->d, s);
    if (!ok)
        answer_failed(q, &e, 500);
    else if (!w.name)
        answer_error(q, 404, "MISSING", "nobody of this name is a source in any story");
    else
        answer_json(q, 200);
    free(w.name);
    free(w.kind);
}
