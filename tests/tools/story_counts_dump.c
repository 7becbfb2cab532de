/* For train/story_counts.py: the figures of killed and injured that each group of records has, with their features.
 *   story_counts_dump RECORDS.jsonl GROUPS     GROUPS: a line of line numbers (from 0) of RECORDS for each group
 * Prints a JSON object for each group and slot: {"group", "slot", "candidates": [{"figure", "features"}]}. */
#include "record_parse.h"
#include "story_counts.h"
#include "story_persons.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static char **read_lines(const char *path, size_t *n) {
    FILE *f = fopen(path, "r");
    char *line = NULL, **lines = NULL;
    size_t size = 0, most = 0;
    *n = 0;
    if (!f) return NULL;
    while (getline(&line, &size, f) > 0) {
        if (*n == most && !(lines = realloc(lines, sizeof *lines * (most = most * 2 + 64)))) exit(1);
        lines[(*n)++] = strdup(line);
    }
    free(line);
    fclose(f);
    return lines;
}

static void print(const struct story_work *w, size_t group, bool killed) {
    struct count_candidate at[MOST_CANDIDATES];
    uint32_t n = story_count_candidates(w, killed, at);
    printf("{\"group\": %zu, \"slot\": \"%s\", \"candidates\": [", group, killed ? "killed" : "injured");
    for (uint32_t k = 0; k < n; k++) {
        printf("%s{\"figure\": %.15g, \"features\": [", k ? ", " : "", at[k].figure);
        for (int i = 0; i < N_COUNT_FEATURES; i++) printf("%s%.9g", i ? ", " : "", at[k].features[i]);
        printf("]}");
    }
    printf("]}\n");
}

/* The named people of a group with their features, as victims and as perpetrators. */
static void print_persons(struct story_work *w, size_t group) {
    if (story_sources(w) || story_roots(w) || story_values(w)) return;
    for (uint32_t i = 0; i < w->gathered->n_persons; i++) {
        const struct story_person *x = &w->gathered->persons[i];
        if (!x->name) continue;
        printf("{\"group\": %zu, \"name\": ", group);
        json_t *name = json_string(x->name);
        json_dumpf(name, stdout, JSON_ENCODE_ANY);
        json_decref(name);
        for (int role = 0; role < N_PERSON_ROLES; role++) {
            printf(", \"%s\": [", role ? "suspect" : "victim");
            for (int k = 0; k < N_PERSON_FEATURES; k++) printf("%s%.9g", k ? ", " : "", x->feature[role][k]);
            printf("]");
        }
        printf("}\n");
    }
}

int main(int argc, char **argv) {
    size_t n_records = 0, n_groups = 0;
    char **records = argc == 3 ? read_lines(argv[1], &n_records) : NULL,
         **groups = records ? read_lines(argv[2], &n_groups) : NULL;
    if (!groups) {
        fputs("usage: story_counts_dump RECORDS.jsonl GROUPS\n", stderr);
        return 1;
    }
    for (size_t g = 0; g < n_groups; g++) {
        struct arena arena, scratch;
        arena_init(&arena, 0), arena_init(&scratch, 0);
        struct story_input inputs[1024];
        uint32_t n = 0;
        for (char *p = groups[g], *end; n < 1024; p = end) {
            size_t i = strtoul(p, &end, 10);
            if (end == p) break;
            sayso_record *r = ARENA_NEW(&arena, sayso_record);
            bool read;
            if (i < n_records && r && !record_parse(&arena, &scratch, records[i], strlen(records[i]), r, &read, NULL))
                inputs[n++] = (struct story_input){.record = r};
        }
        struct story_work w = {.arena = &arena, .scratch = &scratch, .inputs = inputs, .n = n};
        if (n && !story_reports(&w) && !story_copies(&w)) print(&w, g, true), print(&w, g, false), print_persons(&w, g);
        arena_release(&arena), arena_release(&scratch);
    }
    return 0;
}
