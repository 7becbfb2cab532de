/* What has changed: the log, its stream, its Atom feed (RFC 4287); who may listen (sessions). */
#include "serve.h"
#include <stdio.h>
#include <string.h>

void change_json(struct text_out *t, const sayso_change_row *r) {
    write_open(t, '{');
    put_int(t, "change", r->change);
    put_int(t, "story", r->story);
    put_string(t, "at", r->at);
    put_string(t, "title", r->title);
    put_string(t, "words", r->words);
    write_close(t, '}');
}

struct listing {
    struct text_out *t;
    const char *host;
    uint32_t n;
    int64_t last;
};

static bool take_change(void *taker, const sayso_change_row *r) {
    struct listing *l = taker;
    change_json(l->t, r);
    l->n++, l->last = r->change;
    return !l->t->failed;
}

void get_changes(struct request *q) {
    struct listing l = {.t = &q->answer.body};
    int64_t after = param_number(q, "after", 0, INT64_MAX, 0), limit = param_number(q, "limit", 1, MAX_LIMIT, 50);
    sayso_store *s = answered(q) ? NULL : store_take(q);
    sayso_error e;
    if (!s) return;
    answer_list_begin(q);
    bool ok = !sayso_store_changes(s, after, (uint32_t)limit, take_change, &l, &e);
    answer_list_end(q, -1, l.n == limit ? l.last : 0);
    store_give(q->d, s);
    if (ok)
        answer_json(q, 200);
    else
        answer_failed(q, &e, 400);
}

/* From Last-Event-ID on, else from now on. */
void get_events(struct request *q) {
    sayso_store *s = store_take(q);
    sayso_error e;
    if (!s) return;
    int64_t version = sayso_store_version(s, &e);
    store_give(q->d, s);
    if (version < 0) {
        answer_failed(q, &e, 500);
        return;
    }
    if (q->last_event < 0 || q->last_event > version) q->last_event = version;
    q->answer.status = 200;
    q->answer.type = "text/event-stream";
    q->answer.cache = "no-store";
    q->answer.events = true;
}

/* ---- Atom -------------------------------------------------------------------------------------------------------------- */
static bool take_entry(void *taker, const sayso_change_row *r) {
    struct listing *l = taker;
    struct text_out *t = l->t;
    text_put(t, "<entry><id>tag:");
    text_xml(t, l->host);
    text_printf(t, ",2026:sayso/change/%lld</id><title>", (long long)r->change);
    text_xml(t, r->title ? r->title : "(no title)");
    text_put(t, "</title><updated>");
    text_xml(t, r->at);
    text_put(t, "</updated><link rel=\"alternate\" href=\"/stories/");
    text_printf(t, "%lld\"/><summary>", (long long)r->story);
    text_xml(t, r->words);
    text_put(t, "</summary></entry>\n");
    l->n++, l->last = r->change;
    return !t->failed;
}

struct latest {
    char at[40];
};
static bool take_time(void *taker, const sayso_change_row *r) {
    snprintf(((struct latest *)taker)->at, sizeof(struct latest), "%s", r->at);
    return false;
}

void get_atom(struct request *q) {
    enum { ENTRIES = 100 };
    struct text_out *t = &q->answer.body;
    char host[256];
    snprintf(host, sizeof host, "%.*s", (int)strcspn(q->host, ":["), q->host);
    struct listing l = {.t = t, .host = *host ? host : "localhost"};
    struct latest latest = {"1970-01-01T00:00:00Z"};
    sayso_store *s = store_take(q);
    sayso_error e;
    if (!s) return;
    int64_t version = sayso_store_version(s, &e);
    bool ok = version >= 0 && (!version || !sayso_store_changes(s, version - 1, 1, take_time, &latest, &e));
    text_put(t, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>tag:");
    text_xml(t, l.host);
    text_put(t, ",2026:sayso</id><title>sayso: what changes in the stories</title><author><name>sayso</name></author><updated>");
    text_xml(t, latest.at);
    text_put(t, "</updated><link rel=\"self\" href=\"/feed.atom\"/>\n");
    ok = ok && !sayso_store_changes(s, version > ENTRIES ? version - ENTRIES : 0, ENTRIES, take_entry, &l, &e);
    text_put(t, "</feed>\n");
    store_give(q->d, s);
    if (!ok) {
        answer_failed(q, &e, 500);
        return;
    }
    answer_json(q, 200);
    if (q->answer.status == 200) q->answer.type = "application/atom+xml; charset=utf-8";
}

/* ---- sessions ------------------------------------------------------------------------------------------------------------ */
void post_session(struct request *q) {
    struct sayso_serve *d = q->d;
    struct body *b = body_read(q);
    const char *token = b ? body_string(q, b, "token", true) : NULL;
    char key[65];
    if (answered(q)) {
    } else if (d->token && !guard_same(token, d->token)) {
        if (guard_try(d->guard, q->peer))
            answer_error(q, 401, "TOKEN", "this is not the desk's token");
        else
            answer_error(q, 429, "TOKEN", "too many wrong tokens; wait a minute");
    } else if (d->token && !guard_session_new(d->guard, key)) {
        answer_error(q, 503, "IO", "this machine gives no random numbers");
    } else {
        write_open(&q->answer.body, '{');
        put_bool(&q->answer.body, "session", d->token != NULL);
        write_close(&q->answer.body, '}');
        answer_json(q, 200);
        bool safe = q->origin && !strncmp(q->origin, "https://", 8); /* a proxy before us speaks TLS */
        if (d->token)
            snprintf(q->answer.cookie, sizeof q->answer.cookie, "sayso_session=%s; Path=/; HttpOnly; SameSite=Strict%s", key,
                     safe ? "; Secure" : "");
    }
    body_free(b);
}
