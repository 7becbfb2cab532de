/* The revisions of a report: those of the same address, each with what it changed against the one before. */
#include "serve.h"
#include <stdlib.h>

enum { MOST = 256 };

struct revisions {
    int64_t story, wanted, at[MOST]; /* first to latest */
    int n;
    struct {
        int64_t report, previous;
        struct text_out list; /* of its changes, as JSON */
    } changed[MOST];
    int n_changed;
    struct text_out *out;
};

/* ---- which they are: back to the first by `previous`, then on to the latest ---------------------------------------------- */
static bool take_previous(void *taker, const sayso_report_row *r) {
    struct revisions *v = taker;
    v->story = r->story, v->wanted = r->previous;
    return false;
}

static bool take_next(void *taker, const sayso_report_row *r) {
    struct revisions *v = taker;
    if (r->previous != v->wanted) return true;
    v->at[v->n++] = r->report;
    return false;
}

static bool find(struct revisions *v, sayso_store *s, int64_t report, sayso_error *e) {
    for (int i = 0; i < MOST; i++) {
        v->wanted = -1;
        if (sayso_store_find(s, &(sayso_store_query){.report = report, .limit = 1}, take_previous, v, e)) return false;
        if (v->wanted < 0) {
            *e = (sayso_error){.code = SAYSO_USAGE, .message = "there is no such report"};
            return false;
        }
        if (!v->wanted) break;
        report = v->wanted;
    }
    v->at[v->n++] = report;
    for (int before = 0; before < v->n && v->n < MOST;) {
        before = v->n;
        v->wanted = v->at[v->n - 1];
        for (int i = 0; i < v->n_changed && v->n == before; i++) /* it may lie in another story */
            if (v->changed[i].previous == v->wanted) v->at[v->n++] = v->changed[i].report;
        if (v->n == before && sayso_store_find(s, &(sayso_store_query){.story = v->story, .limit = 100000}, take_next, v, e))
            return false;
    }
    return true;
}

/* ---- what they changed ------------------------------------------------------------------------------------------------------
 */
static bool take_change(void *taker, const sayso_revision_row *r) {
    struct revisions *v = taker;
    if (!v->n_changed || v->changed[v->n_changed - 1].report != r->report) {
        if (v->n_changed == MOST) return false;
        v->changed[v->n_changed].report = r->report, v->changed[v->n_changed].previous = r->previous;
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
    return !v->out->failed;
}

void get_revisions(struct request *q) {
    sayso_store *s = store_take(q);
    struct text_out *t = &q->answer.body;
    sayso_error e = {.code = SAYSO_NOMEM, .message = "out of memory"};
    if (!s) return;
    struct revisions *v = calloc(1, sizeof *v);
    int64_t number = report_of(q, s);
    bool ok = number && v && !sayso_store_revisions(s, number, take_change, v, &e) && find(v, s, number, &e);
    if (ok) {
        for (int i = 0; i < v->n_changed; i++) write_close(&v->changed[i].list, ']');
        v->out = t;
        write_open(t, '{');
        write_key(t, "items");
        write_open(t, '[');
        for (int i = 0; ok && i < v->n; i++)
            ok = !sayso_store_find(s, &(sayso_store_query){.report = v->at[i], .limit = 1}, take_row, v, &e);
        write_close(t, ']');
        put_int(t, "total", v->n);
        put_number(t, "next", 0);
        write_close(t, '}');
    }
    if (ok)
        answer_json(q, 200);
    else if (number)
        answer_failed(q, &e, 404);
    for (int i = 0; v && i < v->n_changed; i++) text_free(&v->changed[i].list);
    free(v);
    store_give(q->d, s);
}
