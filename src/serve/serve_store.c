/* Handles of the database: a few for reading that answers borrow, one for writing that is the deciding thread's. */
#include "serve.h"
#include <stdlib.h>

enum { IDLE = 16 };
struct stores {
    pthread_mutex_t lock;
    sayso_store *idle[IDLE];
    int n_idle;
    sayso_store *writing;
};

struct stores *stores_open(struct sayso_serve *d, sayso_error *e) {
    struct stores *s = calloc(1, sizeof *s);
    if (!s) {
        *e = (sayso_error){.code = SAYSO_NOMEM, .stage = "serve", .message = "out of memory"};
        return NULL;
    }
    s->writing = sayso_store_open(d->db, NULL, e);
    if (s->writing && !pthread_mutex_init(&s->lock, NULL)) return s;
    sayso_store_close(s->writing);
    free(s);
    return NULL;
}

void stores_close(struct sayso_serve *d) {
    struct stores *s = d->stores;
    if (!s) return;
    for (int i = 0; i < s->n_idle; i++) sayso_store_close(s->idle[i]);
    sayso_store_close(s->writing);
    pthread_mutex_destroy(&s->lock);
    free(s);
    d->stores = NULL;
}

sayso_store *store_take(struct request *q) {
    struct stores *s = q->d->stores;
    sayso_error e;
    pthread_mutex_lock(&s->lock);
    sayso_store *out = s->n_idle ? s->idle[--s->n_idle] : NULL;
    pthread_mutex_unlock(&s->lock);
    if (!out && !(out = sayso_store_open(q->d->db, &(sayso_store_options){.read_only = true, .wait_ms = 2000}, &e)))
        answer_failed(q, &e, 500);
    return out;
}

void store_give(struct sayso_serve *d, sayso_store *store) {
    struct stores *s = d->stores;
    pthread_mutex_lock(&s->lock);
    bool keep = s->n_idle < IDLE;
    if (keep) s->idle[s->n_idle++] = store;
    pthread_mutex_unlock(&s->lock);
    if (!keep) sayso_store_close(store);
}

sayso_store *store_writing(struct request *q) { return q->d->stores->writing; }
