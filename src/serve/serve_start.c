/* Started and stopped: the public calls. */
#include "serve.h"
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(sayso_error *e, sayso_code code, const char *what) {
    *e = (sayso_error){.code = code, .stage = "serve"};
    snprintf(e->message, sizeof e->message, "%s", what);
}

static bool copy_strings(sayso_strings from, sayso_strings *to) {
    const char **at = calloc((size_t)from.n + 1, sizeof *at);
    if (!at) return false;
    to->at = at;
    for (uint32_t i = 0; i < from.n; i++, to->n++)
        if (!(at[i] = strdup(from.at[i]))) return false;
    return true;
}

static void free_strings(sayso_strings s) {
    for (uint32_t i = 0; i < s.n; i++) free((void *)(uintptr_t)s.at[i]);
    free((void *)(uintptr_t)s.at);
}

static bool take_options(struct sayso_serve *d, const sayso_serve_options *o, sayso_error *e) {
    struct in6_addr any;
    const char *address = o->address ? o->address : "127.0.0.1";
    if (!strcmp(address, "localhost")) address = "127.0.0.1";
    d->loopback = is_loopback(address);
    if (inet_pton(AF_INET, address, &any) != 1 && inet_pton(AF_INET6, address, &any) != 1)
        fail(e, SAYSO_USAGE, "the address to serve at is a numeric one");
    else if (o->token && strlen(o->token) < 16)
        fail(e, SAYSO_USAGE, "the token is too short: 16 characters are the least");
    else if (!o->token && !d->loopback)
        fail(e, SAYSO_USAGE, "at an address that others reach a token is needed");
    if (e->code) return false;
    d->db = strdup(o->db ? o->db : "sayso.db");
    d->address = strdup(address);
    d->token = o->token ? strdup(o->token) : NULL;
    d->port = o->port, d->model = o->model, d->allow_private = o->allow_private, d->rate = o->rate;
    d->max_bytes = o->max_bytes ? o->max_bytes : 16 << 20;
    d->threads = o->threads ? o->threads : 4;
    d->slow_s = o->slow_s ? o->slow_s : 20;
    bool ok = d->db && d->address && (d->token || !o->token) && copy_strings(o->hosts, &d->hosts) &&
              copy_strings(o->origins, &d->origins) && (d->guard = guard_open()) && (d->cache = cache_open());
    if (!ok) fail(e, SAYSO_NOMEM, "out of memory");
    return ok;
}

sayso_serve *sayso_serve_start(const sayso_serve_options *options, sayso_error *e) {
    static const sayso_serve_options defaults = {0};
    sayso_error own;
    if (!e) e = &own;
    *e = (sayso_error){0};
    struct sayso_serve *d = calloc(1, sizeof *d);
    if (!d) {
        fail(e, SAYSO_NOMEM, "out of memory");
        return NULL;
    }
    bool ok = take_options(d, options ? options : &defaults, e) && (d->stores = stores_open(d, e));
    sigset_t all, before; /* signals are for the caller's own threads */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    ok = ok && (d->jobs = jobs_open(d, e)) && (d->feeds = feeds_open(d, e));
    struct http *http = ok ? http_open(d, e) : NULL;
    d->http = http;
    ok = http != NULL;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (ok) return d;
    if (!e->code) fail(e, SAYSO_NOMEM, "out of memory");
    sayso_serve_stop(d);
    return NULL;
}

uint16_t sayso_serve_port(const sayso_serve *d) { return d->port; }

void sayso_serve_stop(sayso_serve *d) {
    if (!d) return;
    d->stopping = true;
    http_quiet(d->http);
    feeds_stop(d->feeds);
    jobs_stop(d->jobs);
    http_close(d->http);
    jobs_free(d->jobs);
    feeds_free(d->feeds);
    stores_close(d);
    cache_close(d->cache);
    guard_close(d->guard);
    free_strings(d->hosts);
    free_strings(d->origins);
    free(d->db);
    free(d->address);
    free(d->token);
    free(d);
}
