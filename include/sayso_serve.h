/* sayso, the desk: stories of a database over HTTP, with the page that shows them. Included by sayso.h.
 *
 *     sayso_serve *d = sayso_serve_start(&(sayso_serve_options){.db = "stories.db", .model = m}, &e);
 *     printf("http://127.0.0.1:%u/\n", sayso_serve_port(d));
 *     ... until somebody wants it to end ...
 *     sayso_serve_stop(d);
 *
 * The calls that it answers: GET /openapi.json. What it refuses, and why: docs/SERVE.md. It runs on threads of its own. */
#ifndef SAYSO_SERVE_H
#define SAYSO_SERVE_H
#include "sayso.h"

typedef struct sayso_serve sayso_serve;

typedef struct sayso_serve_options { /* all zero: defaults */
    const char *db;                  /* made where there is none; default "sayso.db" */
    const char *address;             /* numeric, IPv4 or IPv6; default "127.0.0.1" */
    uint16_t port;                   /* 0: one that is free */
    const char *token;        /* at least 16 characters; needed where the address is not loopback; NULL: none is asked for */
    sayso_strings hosts;      /* names it answers to beside localhost and the addresses it is reached at */
    sayso_strings origins;    /* of other pages that may call it ("https://desk.example"): CORS; default none */
    const sayso_model *model; /* borrowed until it is stopped; NULL: only records can be added */
    bool allow_private;       /* addresses given are fetched from loopback and private networks too */
    uint64_t max_bytes;       /* of one report sent or fetched; default 16 MiB */
    uint32_t rate;            /* requests a second from one address; default 100, of loopback none */
    uint32_t threads;         /* that answer; default 4 */
    uint32_t slow_s;          /* longest time for a request to come in whole, and for its answer to be taken; default 20 */
} sayso_serve_options;

/* Starts to serve. NULL with *e filled: SAYSO_USAGE (no such address; no token where one is needed, or too short a one), SAYSO_IO
 * (the port is taken; the database), SAYSO_FORMAT (no database of sayso's), SAYSO_NOMEM. Strings are borrowed during the call. */
sayso_serve *sayso_serve_start(const sayso_serve_options *options, sayso_error *e);
uint16_t sayso_serve_port(const sayso_serve *d);
/* Ends it: nothing new is taken, what is being answered or read ends first, reports that wait to be read are kept in the database
 * and read when it is served again. NULL is allowed. */
void sayso_serve_stop(sayso_serve *d);
#endif
