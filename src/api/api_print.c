/* Printing: the public calls before the formats of out/. */
#include "api.h"

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

sayso_code sayso_print(const sayso_report *r, sayso_format f, const sayso_print_options *options, sayso_write write, void *stream,
                       sayso_error *e) {
    static const sayso_print_options defaults = {0};
    struct sink s;
    struct arena scratch;
    begin(r, &s, write, stream, e);
    arena_init(&scratch, 0);
    struct out_report p = printable(r);
    sayso_code code;
    switch (f) {
    case SAYSO_TEXT:
        code = out_text(&p, options ? options : &defaults, &scratch, &s);
        break;
    case SAYSO_JSON:
        code = out_json(&p, true, &s);
        break;
    case SAYSO_JSONL:
        code = out_json(&p, false, &s);
        break;
    case SAYSO_HTML:
        code = out_html(&p, &scratch, &s);
        break;
    default:
        code = error_set(e, SAYSO_USAGE, "out", 0, "no format %d", (int)f);
    }
    arena_release(&scratch);
    return finish(&s, code, e);
}

sayso_code sayso_dump(const sayso_report *r, const char *stage, sayso_write write, void *stream, sayso_error *e) {
    struct sink s;
    begin(r, &s, write, stream, e);
    struct out_report p = printable(r);
    return finish(&s, out_dump(&p, stage, &s, e), e);
}

sayso_code sayso_print_error(const sayso_error *error, sayso_write write, void *stream) {
    struct sink s;
    sink_init(&s, write, stream);
    out_json_error(error, &s);
    return sink_end(&s);
}
