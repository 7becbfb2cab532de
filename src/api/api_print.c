/* Printing: the public calls before the formats of out/. */
#include "api.h"
#include <string.h>

enum { REPEATED = 32, REPEATED_FREE = 4 << 20 };

static struct out_report printable(const sayso_report *r) {
    return (struct out_report){
        .page = &r->page, .text = &r->text, .scores = r->has_scores ? &r->scores : NULL, .record = &r->record};
}

/* A format's own error comes before a refused write. */
static sayso_code finish(struct sink *s, sayso_code code, sayso_error *e) {
    if (sink_end(s) && !code) return error_set(e, SAYSO_IO, "out", 0, "the output cannot be written");
    if (code == SAYSO_NOMEM) return error_set(e, code, "out", 0, "out of memory");
    return code;
}

static void begin(const sayso_report *r, struct sink *s, sayso_write write, void *stream, sayso_error *e) {
    if (e) *e = (sayso_error){0};
    error_input(e, r->record.input.name);
    sink_init(s, write, stream);
}

static sayso_code print_as(const struct out_report *p, sayso_format f, const sayso_print_options *options, struct arena *scratch,
                           struct sink *s, sayso_error *e) {
    switch (f) {
    case SAYSO_TEXT:
        return out_text(p, options, scratch, s);
    case SAYSO_JSON:
        return out_json(p, true, s);
    case SAYSO_JSONL:
        return out_json(p, false, s);
    case SAYSO_HTML:
        return out_html(p, scratch, s);
    case SAYSO_PLOVER:
        return out_plover(p, scratch, s);
    case SAYSO_CSV:
        return out_csv(p, options, scratch, s);
    case SAYSO_WEBANNOTATION:
        return out_webannotation(p, scratch, s);
    case SAYSO_BRAT:
        return out_brat(p, scratch, s);
    case SAYSO_GEOJSON:
        return out_geojson(p, scratch, s);
    case SAYSO_CLAIMREVIEW:
    case SAYSO_ATOM:
        return error_set(e, SAYSO_USAGE, "out", 0, "ClaimReview drafts are made of stories, not of one report");
    }
    return error_set(e, SAYSO_USAGE, "out", 0, "no format %d", (int)f);
}

sayso_code sayso_print(const sayso_report *r, sayso_format f, const sayso_print_options *options, sayso_write write, void *stream,
                       sayso_error *e) {
    static const sayso_print_options defaults = {0};
    struct sink s;
    struct arena scratch;
    begin(r, &s, write, stream, e);
    arena_init(&scratch, 0);
    struct out_report p = printable(r);
    /* JSON names what it repeats by ids; the others repeat words: not more than this many times */
    if (f != SAYSO_JSON && f != SAYSO_JSONL) sink_allow(&s, REPEATED_FREE + (uint64_t)REPEATED * r->record.n_text);
    sayso_code code = print_as(&p, f, options ? options : &defaults, &scratch, &s, e);
    arena_release(&scratch);
    return finish(&s, code, e);
}

sayso_code sayso_print_header(sayso_format f, sayso_write write, void *stream) {
    struct sink s;
    sink_init(&s, write, stream);
    if (f == SAYSO_CSV) out_csv_header(&s);
    return sink_end(&s);
}

sayso_code sayso_dump(const sayso_report *r, const char *stage, sayso_write write, void *stream, sayso_error *e) {
    struct sink s;
    begin(r, &s, write, stream, e);
    if (r->parsed && (!strcmp(stage, "page") || !strcmp(stage, "text") || !strcmp(stage, "model")))
        return error_set(e, SAYSO_USAGE, "out", 0,
                         "a record read back has no stage %s: that was only there while its report was read", stage);
    struct out_report p = printable(r);
    return finish(&s, out_dump(&p, stage, &s, e), e);
}

sayso_code sayso_print_error(const sayso_error *error, sayso_write write, void *stream) {
    struct sink s;
    sink_init(&s, write, stream);
    out_json_error(error, &s);
    return sink_end(&s);
}
