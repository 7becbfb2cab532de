/* Watching: the public calls before watch/. */
#include "base_error.h"
#include "watch.h"
#include <string.h>

static void clear(sayso_error *e) {
    if (e) *e = (sayso_error){0};
}

sayso_watch *sayso_watch_open(sayso_strings feeds, const sayso_watch_options *options, const void *state, size_t n_state,
                              sayso_error *e) {
    clear(e);
    return watch_open(feeds, options, state, n_state, e);
}

void sayso_watch_free(sayso_watch *w) { watch_free(w); }

sayso_code sayso_watch_step(sayso_watch *w, int64_t now_ms, sayso_watch_request *request, int64_t *wait_ms, sayso_error *e) {
    clear(e);
    return watch_next(w, now_ms, request, wait_ms, e);
}

sayso_code sayso_watch_take(sayso_watch *w, uint64_t id, int64_t now_ms, const sayso_fetched *fetched,
                            sayso_watch_outcome *outcome, sayso_error *e) {
    clear(e);
    return watch_took(w, id, now_ms, fetched, outcome, e);
}

bool sayso_watch_feed(const sayso_watch *w, const char *uri, sayso_watch_row *out) {
    for (uint32_t i = 0; i < w->n_feeds; i++) {
        const struct watch_feed *f = &w->feeds[i];
        if (f->parent >= 0 || strcmp(f->uri, uri)) continue;
        *out = (sayso_watch_row){.title = f->title, .due_ms = f->gone ? 0 : f->due, .failures = f->failures};
        return true;
    }
    return false;
}

bool sayso_watch_settled(const sayso_watch *w) { return watch_settled(w); }

sayso_code sayso_watch_save(const sayso_watch *w, sayso_write write, void *stream, sayso_error *e) {
    clear(e);
    return watch_state_write(w, write, stream, e);
}
