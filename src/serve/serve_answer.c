/* Answers: JSON, errors plainly said, bytes that several answers share. */
#include "serve.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool answered(const struct request *q) { return q->answer.status != 0; }

void answer_json(struct request *q, int status) {
    if (q->answer.body.failed) {
        text_free(&q->answer.body);
        answer_error(q, 503, "NOMEM", "out of memory");
        return;
    }
    q->answer.status = status;
    q->answer.type = "application/json";
}

void answer_error(struct request *q, int status, const char *code, const char *format, ...) {
    char message[400];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    struct text_out *t = &q->answer.body;
    text_free(t);
    write_open(t, '{');
    write_key(t, "error");
    write_open(t, '{');
    put_string(t, "code", code);
    put_string(t, "message", message);
    write_close(t, '}');
    write_close(t, '}');
    q->answer.status = status;
    q->answer.type = "application/json";
    if (status == 503 || status == 429) q->answer.retry_s = 1;
}

static const char *code_name(sayso_code code) {
    static const char *const names[] = {
#define SAYSO_X(name, message) #name,
        SAYSO_ERRORS(SAYSO_X)
#undef SAYSO_X
    };
    return (size_t)code < sizeof names / sizeof *names ? names[code] : "UNKNOWN";
}

void answer_failed(struct request *q, const sayso_error *e, int usage) {
    int status = e->code == SAYSO_USAGE                              ? usage
                 : e->code == SAYSO_IO || e->code == SAYSO_NOMEM     ? 503
                 : e->code == SAYSO_LIMIT                            ? 413
                 : e->code == SAYSO_FORMAT || e->code == SAYSO_MODEL ? 500
                                                                     : 422;
    answer_error(q, status, code_name(e->code), "%s", e->message);
}

struct shared *shared_keep(struct shared *s) {
    pthread_mutex_lock(&s->lock);
    s->uses++;
    pthread_mutex_unlock(&s->lock);
    return s;
}

void shared_drop(struct shared *s) {
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    int left = --s->uses;
    pthread_mutex_unlock(&s->lock);
    if (left) return;
    pthread_mutex_destroy(&s->lock);
    text_free(&s->plain);
    text_free(&s->gzip);
    free(s);
}

void answer_list_begin(struct request *q) {
    struct text_out *t = &q->answer.body;
    write_open(t, '{');
    write_key(t, "items");
    write_open(t, '[');
}

void answer_list_end(struct request *q, int64_t total, int64_t next) {
    struct text_out *t = &q->answer.body;
    write_close(t, ']');
    write_key(t, "total");
    if (total < 0)
        write_null(t);
    else
        write_int(t, total);
    put_number(t, "next", next);
    write_close(t, '}');
}
