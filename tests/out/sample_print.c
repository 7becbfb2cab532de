/* Prints the sample report in a format, for formats_check.py: sample_print FORMAT (or "record": its JSON). */
#include "out_sample.h"
#include <stdio.h>
#include <stdlib.h>

static sayso_code print_as(const struct sample *s, const char *how, struct arena *scratch, struct sink *k) {
    if (!strcmp(how, "record")) return out_json(&s->report, false, k);
    if (!strcmp(how, "plover")) return out_plover(&s->report, scratch, k);
    if (!strcmp(how, "csv")) return out_csv(&s->report, &(sayso_print_options){0}, scratch, k);
    if (!strcmp(how, "webannotation")) return out_webannotation(&s->report, scratch, k);
    if (!strcmp(how, "brat")) return out_brat(&s->report, scratch, k);
    if (!strcmp(how, "geojson")) return out_geojson(&s->report, scratch, k);
    if (!strcmp(how, "html")) return out_html(&s->report, scratch, k);
    if (!strcmp(how, "text")) return out_text(&s->report, &(sayso_print_options){.width = 80}, scratch, k);
    return SAYSO_USAGE;
}

int main(int argc, char **argv) {
    struct sample s;
    struct sink k;
    struct arena scratch;
    struct told t = {0};
    if (argc != 2) return 2;
    sample_make(&s);
    arena_init(&scratch, 0);
    sink_init(&k, told_write, &t);
    sayso_code code = print_as(&s, argv[1], &scratch, &k);
    if (!code) code = sink_end(&k);
    if (!code && t.n) fwrite(t.bytes, 1, t.n, stdout);
    free(t.bytes);
    arena_release(&scratch);
    sample_release(&s);
    return code != SAYSO_OK;
}
