/* The revisions of a report: those of the same address, each with what it changed against the one before, a page at a time. */
#include "serve.h"
#include <stdlib.h>

struct revision {
    int64_t report;
    struct text_out list; /* of its changes, as JSON */
};
struct revisions {
    struct revision *changed; /* those that changed something, oldest first */
    int n_changed, most;
    struct text_out *out;
    uint32_t n; /* rows told */
};

static bool take_change(void *taker, const sayso_revision_row *r) {
    struct revisions *v = taker;
    if (!v->n_changed || v->changed[v->n_changed - 1].report != r->report) {
        if (v->n_changed == v->most) return false;
        v->changed[v->n_changed].report = r->report;
        write_open(&v->changed[v->n_changed++].list, '[');
    }
    struct text_out *t = &v->changed[v->n_changed - 1].list;
    write_open(t, '{');
    put_bool(t, "publication", r->publication);
    put_string(t, "slot", r->slot);
    put_string(t, "was", r->was);
    put_string(t, "is", r->is);
    put_string(t, "was_said_by", r->was_said_by);
    put_string(t, "said_by", r->said_by);
    put_string(t, "words", r->words);
    write_close(t, '}');
    return !t->failed;
}

static bool take_row(void *taker, const sayso_report_row *r) {
    struct revisions *v = taker;
    const struct text_out *list = NULL;
    write_open(v->out, '{');
    put_report(v->out, r);
    for (int i = 0; i < v->n_changed; i++)
        if (v->changed[i].report == r->report && !v->changed[i].list.failed) list = &v->changed[i].list;
    write_key(v->out, "changes");
    write_raw(v->out, list ? list->at : "[]", list ? list->n : 2);
    write_close(v->out, '}');
    v->n++;
    return !v->out->failed;
}

void get_revisions(struct request *q) {
    int64_t limit = param_number(q, "limit", 1, MAX_LIMIT, 256), offset = param_number(q, "offset", 0, 1000000, 0), total = 0;
    sayso_store *s = answered(q) ? NULL : store_take(q);
    if (!s) return;
    sayso_error e = {.code = SAYSO_NOMEM, .message = "out of memory"};
    struct revisions v = {.changed = calloc((size_t)limit, sizeof *v.changed), .most = (int)limit, .out = &q->answer.body};
    int64_t number = report_of(q, s);
    bool ok = number && v.changed && (total = sayso_store_count_revisions(s, number, &e)) >= 0 &&
              !sayso_store_revisions(s, number, (uint32_t)offset + 1, (uint32_t)limit, take_change, &v, &e);
    if (ok) {
        for (int i = 0; i < v.n_changed; i++) write_close(&v.changed[i].list, ']');
        sayso_store_query y = {.revisions_of = number, .limit = (uint32_t)limit, .offset = (uint32_t)offset};
        answer_list_begin(q);
        ok = !sayso_store_find(s, &y, take_row, &v, &e);
        answer_list_end(q, total, offset + v.n < total ? offset + v.n : 0);
    }
    if (ok)
        answer_json(q, 200);
    else if (number)
        answer_failed(q, &e, 404);
    for (int i = 0; i < v.n_changed; i++) text_free(&v.changed[i].list);
    free(v.changed);
    store_give(q->d, s);
}
