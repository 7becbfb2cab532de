/* What people decide: merging and splitting stories, corrections, undoing them; and their log. */
#include "serve.h"
#include <stdlib.h>
#include <string.h>

static void answer_number(struct request *q, const char *key, int64_t number) {
    struct text_out *t = &q->answer.body;
    write_open(t, '{');
    put_int(t, key, number);
    write_close(t, '}');
    answer_json(q, 200);
}

/* 409: what is asked for cannot be done to what is there. */
static void finish(struct request *q, sayso_code code, const sayso_error *e, const char *key, int64_t number) {
    if (code)
        answer_failed(q, e, 409);
    else
        answer_number(q, key, number);
}

static bool story_is_there(struct request *q, int64_t story, int missing) {
    int64_t change, into;
    sayso_error e;
    if (sayso_store_story_change(store_writing(q), story, &change, &into, &e))
        answer_failed(q, &e, missing);
    else if (into)
        answer_error(q, 409, "MERGED", "story %lld has been merged into story %lld", (long long)story, (long long)into);
    return !answered(q);
}

void post_merge(struct request *q) {
    struct body *b = body_read(q);
    int64_t with = b ? body_number(q, b, "with", true) : 0;
    const char *who = b ? body_string(q, b, "who", false) : NULL;
    sayso_error e;
    if (!answered(q) && story_is_there(q, q->number, 404) && story_is_there(q, with, 409)) {
        if (with == q->number)
            answer_error(q, 409, "USAGE", "a story cannot be merged with itself");
        else
            finish(q, sayso_store_merge(store_writing(q), q->number, with, who, &e), &e, "story", q->number);
    }
    body_free(b);
}

void post_split(struct request *q) {
    struct body *b = body_read(q);
    uint32_t n = 0;
    int64_t *reports = b ? body_numbers(q, b, "reports", &n) : NULL, story = 0;
    const char *who = b ? body_string(q, b, "who", false) : NULL;
    sayso_error e;
    if (!answered(q)) story_is_there(q, q->number, 404);
    for (uint32_t i = 0; i < n && !answered(q); i++) {
        if (sayso_store_story_of(store_writing(q), reports[i], &story, &e))
            answer_failed(q, &e, 409);
        else if (story != q->number)
            answer_error(q, 409, "USAGE", "report %lld is not in story %lld", (long long)reports[i], (long long)q->number);
    }
    if (!answered(q)) {
        sayso_code code = sayso_store_split(store_writing(q), reports, n, who, &story, &e);
        finish(q, code, &e, "story", story);
    }
    free(reports);
    body_free(b);
}

/* ---- corrections ---------------------------------------------------------------------------------------------------- */
struct listing {
    struct text_out *t;
    uint32_t n, limit;
};

static bool take_correction(void *taker, const sayso_correction *c) {
    struct listing *l = taker;
    struct text_out *t = l->t;
    write_open(t, '{');
    put_int(t, "id", c->id);
    put_string(t, "kind", sayso_correction_name(c->kind));
    put_number(t, "report", c->report);
    put_number(t, "other", c->other);
    put_span(t, "span", c->span);
    put_span(t, "other_span", c->other_span);
    put_string(t, "text", c->text);
    put_string(t, "who", c->who);
    put_string(t, "made", c->made);
    put_string(t, "words", c->words);
    put_bool(t, "undone", c->undone);
    write_close(t, '}');
    l->n++;
    return !t->failed;
}

void get_corrections(struct request *q) {
    struct listing l = {.t = &q->answer.body};
    int64_t story = param_number(q, "story", 1, INT64_MAX, 0);
    sayso_store *s = answered(q) ? NULL : store_take(q);
    sayso_error e;
    if (!s) return;
    answer_list_begin(q);
    bool ok = !sayso_store_corrections(s, story, take_correction, &l, &e);
    answer_list_end(q, l.n, 0);
    store_give(q->d, s);
    if (ok)
        answer_json(q, 200);
    else
        answer_failed(q, &e, 404);
}

static bool kind_of(struct request *q, const char *name, sayso_correction_kind *out) {
    static const char *const names[] = {
#define SAYSO_X(n, s) s,
        SAYSO_CORRECTIONS(SAYSO_X)
#undef SAYSO_X
    };
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], name)) return *out = (sayso_correction_kind)i, true;
    if (!answered(q)) answer_error(q, 400, "USAGE", "\"kind\" is together, apart, same, different, not_that, speaker or misread");
    return false;
}

void post_correction(struct request *q) {
    struct body *b = body_read(q);
    sayso_correction c = {0};
    int64_t id = 0;
    sayso_error e;
    if (!b) return;
    if (kind_of(q, body_string(q, b, "kind", true), &c.kind)) {
        c.report = body_number(q, b, "report", true), c.other = body_number(q, b, "other", false);
        c.span = body_span(q, b, "span"), c.other_span = body_span(q, b, "other_span");
        c.text = body_string(q, b, "text", false), c.who = body_string(q, b, "who", false);
    }
    if (!answered(q)) {
        sayso_code code = sayso_store_correct(store_writing(q), &c, &id, &e);
        finish(q, code, &e, "id", id);
    }
    body_free(b);
}

void post_undo(struct request *q) {
    struct body *b = q->body.n ? body_read(q) : NULL; /* who it is may be left out */
    const char *who = b ? body_string(q, b, "who", false) : NULL;
    sayso_error e;
    if (!answered(q)) {
        if (sayso_store_undo(store_writing(q), q->number, who, &e))
            answer_failed(q, &e, 404);
        else
            answer_number(q, "id", q->number);
    }
    body_free(b);
}
