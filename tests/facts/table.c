/* See table.h. */
#include "table.h"
#include <stdio.h>
#include <string.h>

void table_judge(struct table *t, bool known, const char *sentence, const char *phrase, const char *want, const char *got) {
    bool same = want && strcmp(want, got) == 0;
    t->rows++;
    if (t->show) {
        printf("%s%s\t%s%s%s\n", known && !same ? "?" : "", sentence, phrase ? phrase : "", phrase ? "\t" : "", got);
        return;
    }
    if (same && known) printf("passes now, the mark may go: %s\n", sentence);
    if (same) return;
    if (known)
        t->known++;
    else
        t->failed++;
    printf("%s: %s%s%s\n  want %s\n  got  %s\n", known ? "known" : "FAILED", sentence, phrase ? " | " : "", phrase ? phrase : "",
           want ? want : "(nothing)", got);
}

void table_read(struct table *t, const char *folder, const char *name, bool phrases, table_row row, void *context) {
    char path[2048], line[2048];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        t->failed++;
        printf("FAILED: %s cannot be opened\n", path);
        return;
    }
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line || strncmp(line, "##", 2) == 0) {
            if (t->show) printf("%s\n", line);
            continue;
        }
        bool known = line[0] == '?';
        char *sentence = line + known, *want = strchr(sentence, '\t'), *phrase = NULL;
        if (want) *want++ = '\0';
        if (phrases) phrase = want, want = phrase ? strchr(phrase, '\t') : NULL;
        if (phrases && want) *want++ = '\0';
        row(context, t, known, sentence, phrase, want);
    }
    fclose(file);
}
