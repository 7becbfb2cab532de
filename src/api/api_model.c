/* Opening a model: the weights, the gazetteer, and the workspaces that reads borrow. */
#include "api.h"
#include <stdlib.h>

struct workspace *workspace_take(const sayso_model *m) {
    if (m) {
        struct workspace *w = NULL;
        pthread_mutex_lock(&m->pool->lock);
        if (m->pool->n_idle) w = m->pool->idle[--m->pool->n_idle];
        pthread_mutex_unlock(&m->pool->lock);
        if (w) return w;
    }
    struct workspace *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    arena_init(&w->scratch, 0);
    if (m && !(w->work = model_work_new(m->weights))) {
        free(w);
        return NULL;
    }
    return w;
}

static void workspace_free(struct workspace *w) {
    if (w->work) model_work_free(w->work);
    arena_release(&w->scratch);
    free(w);
}

void workspace_give(const sayso_model *m, struct workspace *w) {
    if (!w) return;
    arena_clear(&w->scratch);
    if (m) {
        pthread_mutex_lock(&m->pool->lock);
        bool kept = m->pool->n_idle < MAX_IDLE;
        if (kept) m->pool->idle[m->pool->n_idle++] = w;
        pthread_mutex_unlock(&m->pool->lock);
        if (kept) return;
    }
    workspace_free(w);
}

static struct gazetteer *open_gazetteer(const char *model, sayso_error *e) {
    char place[4096];
    return gazetteer_file_place(model, place, sizeof place, e) ? NULL : gazetteer_open(place, e);
}

sayso_model *sayso_model_open(const char *path, const sayso_model_options *options, sayso_error *e) {
    char place[4096];
    if (e) *e = (sayso_error){0};
    error_input(e, path ? path : "full");
    if (model_place(path ? path : "full", place, sizeof place, e)) return NULL;
    sayso_model *m = calloc(1, sizeof *m);
    struct pool *pool = calloc(1, sizeof *pool);
    if (!m || !pool || pthread_mutex_init(&pool->lock, NULL)) {
        error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
        goto fail;
    }
    m->pool = pool;
    m->weights = model_open(place, options ? options->compute : SAYSO_COMPUTE_AUTO, e);
    if (m->weights && (m->gazetteer = open_gazetteer(place, e))) return m;
    model_free(m->weights);
    pthread_mutex_destroy(&pool->lock);
fail:
    free(pool);
    free(m);
    return NULL;
}

void sayso_model_free(sayso_model *m) {
    if (!m) return;
    while (m->pool->n_idle) workspace_free(m->pool->idle[--m->pool->n_idle]);
    pthread_mutex_destroy(&m->pool->lock);
    free(m->pool);
    model_free(m->weights);
    gazetteer_free(m->gazetteer);
    free(m);
}
