/* facts, amounts: sentences with what they count (amounts.tsv) and noun phrases with how many persons they stand for
 * (persons.tsv), read with the weights. A row that begins with "?" is known to fail today: it is printed, and does not fail.
 *
 *     amounts_test MODEL FOLDER [show]      show: prints both tables as they come out */
#include "amounts_show.h"
#include "table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct model *model;
    struct model_work *work;
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

static void read_row(void *context, struct table *t, bool known, const char *sentence, const char *phrase, const char *want) {
    struct read s;
    bool ok = read_sentence(context, sentence, &s);
    table_judge(t, known, sentence, phrase, want,
                !ok      ? s.e.message
                : phrase ? persons(&s, phrase)
                         : amounts_show(&s.arena, &s.f));
    release(&s);
}

int main(int n, char **arg) {
    sayso_error e = {0};
    struct reader r = {0};
    struct table t = {.show = n > 3};
    if (n < 3 || !(r.model = model_open(arg[1], (sayso_compute)0, &e)) || !(r.work = model_work_new(r.model))) {
        fprintf(stderr, "amounts_test MODEL FOLDER [show]: %s\n", e.message);
        return 2;
    }
    table_read(&t, arg[2], "amounts.tsv", false, read_row, &r);
    table_read(&t, arg[2], "persons.tsv", true, read_row, &r);
    model_work_free(r.work);
    model_free(r.model);
    if (!t.show) printf("%d rows, %d failed, %d known to fail\n", t.rows, t.failed, t.known);
    return t.failed || t.rows < 120;
}
