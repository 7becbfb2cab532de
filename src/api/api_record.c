/* Records read back: JSON -> a report that can be walked and printed as if it had been read now, without page, runs and scores.
 */
#include "api.h"
#include "record_parse.h"
#include <stdlib.h>

void report_settle_parsed(struct sayso_report *r, bool read) {
    const sayso_record *c = &r->record;
    r->parsed = true, r->has_scores = read;
    r->text = (struct text){
        .utf8 = c->text, .n = c->n_text, .n_blocks = c->n_blocks, .n_media = c->n_media, .publication = c->publication};
}

sayso_report *sayso_report_parse(const void *json, size_t n, const char *name, sayso_error *e) {
    if (e) *e = (sayso_error){0};
    error_input(e, name);
    if (!json && n) {
        error_set(e, SAYSO_USAGE, "record", 0, "no bytes given");
        return NULL;
    }
    struct sayso_report *r = calloc(1, sizeof *r);
    if (!r) {
        error_set(e, SAYSO_NOMEM, "record", 0, "out of memory");
        return NULL;
    }
    struct arena scratch;
    bool read = false;
    arena_init(&r->arena, 0);
    arena_init(&scratch, 0);
    sayso_code code = record_parse(&r->arena, &scratch, n ? json : "", n, &r->record, &read, e);
    arena_release(&scratch);
    if (!code) {
        report_settle_parsed(r, read);
        return r;
    }
    sayso_report_free(r);
    return NULL;
}
