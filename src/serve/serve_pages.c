/* The built page, and the API's description. A path is only ever looked up in the table; each view's address is answered with the
 * page itself. */
#include "serve.h"
#include "serve_pages.h"
#include "serve_openapi.h"
#include <stdio.h>
#include <string.h>

static const struct served_page *page_at(const char *path) {
    for (size_t i = 0; i < N_SERVED_PAGES; i++)
        if (!strcmp(SERVED_PAGES[i].path, path)) return &SERVED_PAGES[i];
    return NULL;
}

static bool is_view(const struct request *q) {
    static const char *const views[] = {"stories", "reports", "sources", "add", "corrections"};
    if (q->n_segments == 0) return true;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (!strcmp(q->segments[0], views[i])) return true;
    return false;
}

void get_page(struct request *q) {
    const struct served_page *p = page_at(is_view(q) ? "/" : q->path);
    struct answer *a = &q->answer;
    if (!p) {
        answer_error(q, 404, "MISSING", "there is nothing at this address");
        return;
    }
    a->status = 200;
    a->page = true;
    a->type = p->type;
    a->fixed = p->bytes, a->n_fixed = p->n, a->fixed_gzip = p->gzip;
    a->cache = p->immutable ? "public, max-age=31536000, immutable" : NULL;
    snprintf(a->etag, sizeof a->etag, "W/%s", p->etag); /* weak: packed and unpacked it is one */
}

void get_openapi(struct request *q) {
    for (size_t i = 0; i < N_OPENAPI; i++) text_put(&q->answer.body, OPENAPI[i]);
    answer_json(q, 200);
}
