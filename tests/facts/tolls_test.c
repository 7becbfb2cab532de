/* facts, tolls: sentences with the dead, the hurt and the hit that the public record claims of them (tolls.tsv). What the lines
 * of the table mean: table.h; a sentence that begins with "# " is read as the headline of a page, others as its one paragraph.
 *
 *     tolls_test MODEL FOLDER [show]        show: prints the table as it comes out */
#include "amounts_show.h"
#include "sayso.h"
#include "table.h"
#include <stdio.h>
#include <string.h>

static const char *const slots[] = {"killed", "injured", "hit", "hospital"};
enum { N_SLOTS = sizeof slots / sizeof *slots, ROOM = 4096 };

/* "killed 3; injured at_least 6": by slot, then in the order of the text, each but once; "killed ?" where nobody is counted. */
static const char *show(struct arena *arena, const sayso_record *r) {
    const char *out = "";
    for (int k = 0; k < N_SLOTS; k++)
        for (uint32_t i = 0; i < r->n_claims; i++) {
            const sayso_claim *c = &r->claims[i];
            if (strcmp(c->slot, slots[k])) continue;
            bool counted = c->value.kind == SAYSO_VALUE_COUNT;
            const char *one = arena_printf(arena, "%s %s", slots[k], counted ? amounts_show_count(arena, &c->value.count) : "?");
            const char *there = strstr(out, one);
            while (there && there[strlen(one)] && there[strlen(one)] != ';') there = strstr(there + 1, one);
            if (!there) out = arena_printf(arena, "%s%s%s", out, *out ? "; " : "", one);
        }
    return *out ? out : "-";
}

static void read_row(void *model, struct table *t, bool known, const char *sentence, const char *phrase, const char *want) {
    char page[ROOM];
    bool headline = sentence[0] == '#';
    const char *words = headline ? sentence + 2 : sentence;
    snprintf(
        page, sizeof page,
        headline
            ? "<!DOCTYPE html><html lang=en><article><h1>%s</h1><p>This report will be updated as more is known.</p></article>"
            : "<!DOCTYPE html><html lang=en><article><p>%s</p></article>",
        words);
    struct arena arena;
    arena_init(&arena, 0);
    sayso_error e = {0};
    sayso_report *r = sayso_read(model, page, strlen(page), &(sayso_read_options){.name = "row.html"}, &e);
    const char *got = r ? show(&arena, sayso_report_record(r)) : e.message;
    if (r && !strstr(sayso_report_record(r)->text, words)) got = "the sentence is not in the text";
    table_judge(t, known, sentence, phrase, want, got);
    sayso_report_free(r);
    arena_release(&arena);
}

int main(int n, char **arg) {
    sayso_error e = {0};
    sayso_model *model = n > 2 ? sayso_model_open(arg[1], NULL, &e) : NULL;
    struct table t = {.show = n > 3};
    if (!model) {
        fprintf(stderr, "tolls_test MODEL FOLDER [show]: %s\n", e.message);
        return 2;
    }
    table_read(&t, arg[2], "tolls.tsv", false, read_row, model);
    sayso_model_free(model);
    if (!t.show) printf("%d rows, %d failed, %d known to fail\n", t.rows, t.failed, t.known);
    return t.failed || t.rows < 60;
}
