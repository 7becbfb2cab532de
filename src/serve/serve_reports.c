/* Reports: the list, one with its record, its bytes. */
#include "serve.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    struct text_out *t;
    uint32_t n;
    int64_t story, previous;
};

void put_report(struct text_out *t, const sayso_report_row *r) {
    put_int(t, "report", r->report);
    put_int(t, "story", r->story);
    put_number(t, "previous", r->previous);
    put_int(t, "revision", r->revision);
    put_bool(t, "latest", r->latest);
    put_string(t, "id", r->id);
    put_string(t, "title", r->title);
    put_string(t, "outlet", r->outlet);
    put_string(t, "published", r->published);
    put_string(t, "received", r->received);
    put_string(t, "uri", r->uri);
    put_string(t, "name", r->name);
    put_string(t, "why", r->why);
    put_string(t, "snippet", r->snippet);
}

static bool take_report(void *taker, const sayso_report_row *r) {
    struct listing *l = taker;
    write_open(l->t, '{');
    put_report(l->t, r);
    write_close(l->t, '}');
    l->n++, l->story = r->story, l->previous = r->previous;
    return !l->t->failed;
}

void get_reports(struct request *q) {
    struct listing l = {.t = &q->answer.body};
    sayso_store_query y = {.words = param(q, "words")};
    int64_t limit = param_number(q, "limit", 1, MAX_LIMIT, 50), offset = param_number(q, "offset", 0, 1000000, 0);
    y.story = param_number(q, "story", 1, INT64_MAX, 0);
    y.limit = (uint32_t)limit, y.offset = (uint32_t)offset;
    sayso_store *s = answered(q) ? NULL : store_take(q);
    sayso_error e;
    if (!s) return;
    answer_list_begin(q);
    bool ok = !sayso_store_find(s, &y, take_report, &l, &e);
    answer_list_end(q, -1, l.n == y.limit ? offset + limit : 0);
    store_give(q->d, s);
    if (ok)
        answer_json(q, 200);
    else
        answer_failed(q, &e, 400);
}

int64_t report_of(struct request *q, sayso_store *s) {
    sayso_error e;
    int64_t out = q->number ? q->number : sayso_store_report_of(s, q->segments[2], &e);
    if (out < 0) answer_failed(q, &e, 404);
    if (!out) answer_error(q, 404, "MISSING", "there is no report of this id");
    return out > 0 ? out : 0;
}

void get_report(struct request *q) {
    sayso_store *s = store_take(q);
    struct listing l = {.t = &q->answer.body};
    struct text_out record = {0};
    sayso_error e;
    if (!s) return;
    int64_t number = report_of(q, s);
    sayso_report *r = number ? sayso_store_report(s, number, &e) : NULL;
    bool ok = r && !sayso_print(r, SAYSO_JSONL, NULL, text_write, &record, &e);
    if (ok) {
        while (record.n && record.at[record.n - 1] == '\n') record.n--;
        write_open(l.t, '{');
        write_key(l.t, "report");
        ok = !sayso_store_find(s, &(sayso_store_query){.report = number, .limit = 1}, take_report, &l, &e);
        write_key(l.t, "record");
        write_raw(l.t, record.at, record.n);
        write_close(l.t, '}');
    }
    if (ok)
        answer_json(q, 200);
    else if (number)
        answer_failed(q, &e, 404);
    text_free(&record);
    sayso_report_free(r);
    store_give(q->d, s);
}

void get_bytes(struct request *q) {
    sayso_store *s = store_take(q);
    sayso_fetched f = {0};
    sayso_error e;
    if (!s) return;
    int64_t number = report_of(q, s);
    if (number && !sayso_store_bytes(s, number, &f, &e)) {
        bool plain =
            f.media_type && !strncmp(f.media_type, "text/plain", 10) && text_is_utf8(f.bytes, f.n) && !memchr(f.bytes, 0, f.n);
        q->answer.body = (struct text_out){.at = f.bytes, .n = f.n, .size = f.n + 1};
        f.bytes = NULL;
        q->answer.status = 200;
        q->answer.type = plain ? "text/plain; charset=utf-8" : "application/octet-stream";
        snprintf(q->answer.file, sizeof q->answer.file, "report-%lld.%s", (long long)number, plain ? "txt" : "bin");
    } else if (number) {
        answer_failed(q, &e, 404);
    }
    sayso_fetched_free(&f);
    store_give(q->d, s);
}
