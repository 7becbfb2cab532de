/* Prints a record, read back, in a format, for hostile_record.py: record_print FORMAT FILE. The public header alone. */
#include <sayso.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int put(void *stream, const char *bytes, size_t n) { return fwrite(bytes, 1, n, stream) != n; }

static char *read_file(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    char *out = NULL;
    if (f && !fseek(f, 0, SEEK_END) && (out = malloc((size_t)ftell(f) + 1))) {
        *n = (size_t)ftell(f);
        rewind(f);
        if (fread(out, 1, *n, f) != *n) *n = 0;
    }
    if (f) fclose(f);
    return out;
}

int main(int argc, char **argv) {
    static const char *const names[] = {"text", "json", "jsonl", "html", "plover", "csv", "webannotation", "brat", "geojson"};
    static const sayso_format formats[] = {SAYSO_TEXT, SAYSO_JSON,          SAYSO_JSONL, SAYSO_HTML,   SAYSO_PLOVER,
                                           SAYSO_CSV,  SAYSO_WEBANNOTATION, SAYSO_BRAT,  SAYSO_GEOJSON};
    size_t n = 0, k = 0;
    sayso_error e;
    char *bytes = argc == 3 ? read_file(argv[2], &n) : NULL;
    while (bytes && k < sizeof names / sizeof *names && strcmp(names[k], argv[1])) k++;
    if (!bytes || k == sizeof names / sizeof *names) return 2;
    sayso_report *r = sayso_report_parse(bytes, n, argv[2], &e);
    sayso_code code = r ? sayso_print(r, formats[k], NULL, put, stdout, &e) : e.code;
    if (code) fprintf(stderr, "%s\n", e.message);
    sayso_report_free(r);
    free(bytes);
    return code != SAYSO_OK;
}
