/* Prints what speaks for each number of dead and hurt and for each city, for train/counts.py and train/cities.py:
 * counts_dump MODEL FILE... A line of JSON for each file: {"name", "killed": [{"n", "x": [features]}], "injured": [...],
 * "cities": [{"path": [names], "x": [features]}], "people": [{"name", "fill": [victim, perpetrator], "forms": [..]}]}.
 * train/people.py reads the last. */
#include "dump_facts.h"
#include "facts_cities.h"
#include "facts_counts.h"
#include "facts_people.h"
#include "report_work.h"
#include <stdio.h>

static void print(const char *name, const struct counts *b) {
    printf(", \"%s\": [", name);
    for (uint32_t i = 0; i < b->n; i++) {
        printf("%s{\"n\": %g, \"x\": [", i ? ", " : "", b->at[i].count.low);
        for (int k = 0; k < N_COUNT_FEATURES; k++) printf("%s%g", k ? ", " : "", (double)b->at[i].feature[k]);
        fputs("]}", stdout);
    }
    fputs("]", stdout);
}

static void print_string(const char *s) {
    putchar('"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') putchar('\\');
        if ((unsigned char)*s >= ' ') putchar(*s);
    }
    putchar('"');
}

static void print_cities(const struct facts_work *f, const struct cities *c) {
    printf(", \"cities\": [");
    for (uint32_t i = 0; i < c->n; i++) {
        const sayso_strings path = f->places.at[c->at[i].place].path;
        printf("%s{\"path\": [", i ? ", " : "");
        for (uint32_t k = c->at[i].level; k < path.n; k++) {
            if (k > c->at[i].level) fputs(", ", stdout);
            print_string(path.at[k]);
        }
        fputs("], \"x\": [", stdout);
        for (int k = 0; k < N_CITY_FEATURES; k++) printf("%s%g", k ? ", " : "", (double)c->at[i].feature[k]);
        fputs("]}", stdout);
    }
    fputs("]", stdout);
}

struct form_list {
    int32_t of;
    bool any;
};
static void print_form(void *to, int32_t entity, const char *form) {
    struct form_list *l = to;
    if (entity != l->of) return;
    if (l->any) putchar(',');
    l->any = true;
    print_string(form);
}

static sayso_code print_people(const struct facts_work *f) {
    struct person *people;
    sayso_code code = facts_people(f, &people);
    bool any = false;
    printf(", \"people\": [");
    for (uint32_t i = 0; !code && i < f->r->entities.n; i++) {
        if (!people[i].seen) continue;
        printf("%s{\"name\": ", any ? ", " : "");
        print_string(f->r->entities.at[i].name);
        printf(", \"fill\": [%g, %g], \"forms\": [", (double)people[i].fill[0], (double)people[i].fill[1]);
        struct form_list l = {.of = (int32_t)i};
        facts_people_forms(f, print_form, &l);
        fputs("]}", stdout);
        any = true;
    }
    fputs("]", stdout);
    return code;
}

static sayso_code print_report(struct facts_work *f, const char *path) {
    struct counts killed, injured;
    struct cities cities;
    struct incident_telling tells;
    sayso_code code = facts_counts(f, &killed, &injured);
    if (!code) code = incident_look_for_telling(f, &tells);
    if (!code) code = facts_cities(f, &tells, &cities);
    if (code) return code;
    printf("{\"name\": \"%s\"", path);
    print("killed", &killed);
    print("injured", &injured);
    print_cities(f, &cities);
    code = print_people(f);
    puts("}");
    return code;
}

int main(int argc, char **argv) { return dump_facts(argc, argv, "counts_dump", print_report); }
