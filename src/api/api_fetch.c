/* Fetching: the public calls before page_fetch.c. */
#include "base_error.h"
#include "page_fetch.h"
#include <stdlib.h>

sayso_code sayso_fetch(const char *uri, const sayso_fetch_options *options, sayso_fetched *out, sayso_error *e) {
    if (e) *e = (sayso_error){0};
    error_input(e, uri);
    return page_fetch(uri, options, out, e);
}

void sayso_fetched_free(sayso_fetched *f) {
    free(f->bytes);
    free(f->media_type);
    free(f->uri);
    free(f->etag);
    free(f->last_modified);
    free(f->location);
    free(f->moved);
    *f = (sayso_fetched){0};
}
