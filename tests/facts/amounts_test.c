/* facts, amounts: sentences with what they count (amounts.tsv) and noun phrases with how many persons they stand for
 * (persons.tsv), read with the weights. A row that begins with "?" is known to fail today: it is printed, and does not fail.
 *
 *     amounts_test MODEL FOLDER [show]      show: prints both tables as they come out */
#include "amounts_show.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct model *model;
    struct model_work *work;
    bool show;
    int failed, known, rows;
};

struct read { /* one sentence */
    struct arena arena, scratch;
    struct text text;
    struct scores scores;
    struct report_work w;
    struct facts_work f;
    sayso_block block;
    sayso_error e;
};

static bool read_sentence(struct reader *r, const char *sentence, struct read *s) {
    memset(s, 0, sizeof *s);
    arena_init(&s->arena, 0);
    arena_init(&s->scratch, 0);
    uint32_t n = (uint32_t)strlen(sentence);
    bool headline = sentence[0] == '#'; /* "# Four shot in ...": a headline */
    if (headline) sentence += 2, n -= 2;
    s->block = (sayso_block){.kind = headline ? SAYSO_BLOCK_HEADLINE : SAYSO_BLOCK_PARAGRAPH, .media = -1, .span = {0, n}};
    s->text = (struct text){.utf8 = sentence, .n = n, .blocks = &s->block, .n_blocks = 1};
    return !model_read(r->model, &r->work, 1, &s->arena, sentence, n, &s->scores, &s->e) &&
           amounts_of(&s->f, &s->w, &s->arena, &s->scratch, &s->text, &s->scores, &s->e);
}

static void release(struct read *s) {
    arena_release(&s->arena);
    arena_release(&s->scratch);
}

static void judge(struct reader *r, bool known, const char *sentence, const char *phrase, const char *want, const char *got) {
    bool same = want && strcmp(want, got) == 0;
    r->rows++;
    if (r->show) {
        printf("%s%s\t%s%s%s\n", known && !same ? "?" : "", sentence, phrase ? phrase : "", phrase ? "\t" : "", got);
        return;
    }
    if (same && known) printf("passes now, the mark may go: %s\n", sentence);
    if (same) return;
    if (known)
        r->known++;
    else
        r->failed++;
    printf("%s: %s%s%s\n  want %s\n  got  %s\n", known ? "known" : "FAILED", sentence, phrase ? " | " : "", phrase ? phrase : "",
           want ? want : "(nothing)", got);
}

static const char *persons(struct read *s, const char *phrase) {
    const char *at = strstr(s->text.utf8, phrase);
    uint32_t beg, end;
    sayso_count c;
    if (!at) return "no such phrase";
    span where = {(uint32_t)(at - s->text.utf8), (uint32_t)(at - s->text.utf8 + (long)strlen(phrase))};
    report_tokens_in(&s->w, where, &beg, &end);
    uint32_t head = report_head_of(&s->w, beg, end);
    for (uint32_t i = 0; i < s->w.mentions.n; i++) /* as later steps ask: by a mention, where there is one */
        if (s->w.mentions.at[i].beg == beg && s->w.mentions.at[i].end == end) head = s->w.mentions.at[i].head;
    return facts_count_of(&s->f, beg, end, head, &c) ? amounts_show_count(&s->arena, &c) : "open";
}

static void read_table(struct reader *r, const char *folder, const char *name, bool phrases) {
    char path[2048], line[2048];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        r->failed++;
        return;
    }
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line || strncmp(line, "##", 2) == 0) {
            if (r->show) printf("%s\n", line);
            continue;
        }
        bool known = line[0] == '?';
        char *sentence = line + known, *column = strchr(sentence, '\t'), *want = NULL, *phrase = NULL;
        if (column) *column++ = '\0';
        if (phrases) phrase = column, column = phrase ? strchr(phrase, '\t') : NULL;
        if (phrases && column) *column++ = '\0';
        want = column;
        struct read s;
        bool ok = read_sentence(r, sentence, &s);
        judge(r, known, sentence, phrase, want,
              !ok       ? s.e.message
              : phrases ? persons(&s, phrase ? phrase : "")
                        : amounts_show(&s.arena, &s.f));
        release(&s);
    }
    fclose(file);
}

int main(int n, char **arg) {
    sayso_error e = {0};
    struct reader r = {.show = n > 3};
    if (n < 3 || !(r.model = model_open(arg[1], (sayso_compute)0, &e)) || !(r.work = model_work_new(r.model))) {
        fprintf(stderr, "amounts_test MODEL FOLDER [show]: %s\n", e.message);
        return 2;
    }
    read_table(&r, arg[2], "amounts.tsv", false);
    read_table(&r, arg[2], "persons.tsv", true);
    model_work_free(r.work);
    model_free(r.model);
    if (!r.show) printf("%d rows, %d failed, %d known to fail\n", r.rows, r.failed, r.known);
    return r.failed || r.rows < 120;
}
