/* Connections and requests, between serve_http.c, serve_http_answer.c and serve_http_events.c: the files that know libmicrohttpd.
 */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H
#include "serve.h"
#include <microhttpd.h>

struct connection { /* a peer's; deadline: it is cut off then, 0: never */
    struct connection *next, *prev;
    struct http *h;
    int fd;
    int64_t deadline;
    char peer[48], local[48];
};

struct exchange { /* a request and its answer */
    struct request q;
    struct http *h;
    struct connection *c;
    struct MHD_Connection *mhd;
    char *raw;
    bool begun, drop, waits; /* drop: what comes of the body is thrown away; waits: for the deciding thread */
    uint64_t came;           /* bytes of the body, kept or not */
    int64_t counted;         /* of them in the server's `bodies` */
    struct exchange *next;   /* in the deciding thread's line */
};

struct stream { /* of events, to one reader */
    struct stream *next, *prev;
    struct http *h;
    struct MHD_Connection *mhd;
    int fd;
    struct text_out out;
    size_t at;         /* sent so far */
    int64_t last;      /* change told last */
    int64_t heard;     /* when something was written last */
    bool idle, ending; /* idle: suspended until there is something */
};

struct http {
    struct sayso_serve *d;
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock; /* connections, the line of deciding, counts */
    struct connection *connections;
    struct exchange *line, **line_end;
    int active; /* requests begun and not done */
    pthread_cond_t decide, quiet;
    bool deciding_ends, clock_ends;
    pthread_t deciding, clock;
    bool has_deciding, has_clock;
    int listening; /* after quiet: closed by us */
    pthread_mutex_t streams_lock;
    pthread_cond_t tick;
    struct stream *streams;
    int n_streams;
};

/* Queues what x->q.answer says. */
enum MHD_Result http_answer(struct exchange *x);
/* A response that is a stream of events from x's last_event on; NULL: none can be had. */
struct MHD_Response *stream_response(struct exchange *x);
/* Ends all streams. */
void streams_end(struct http *h);
/* The clock's part: new changes, heartbeats. store: its own. */
void streams_tick(struct http *h, sayso_store *store);
#endif
