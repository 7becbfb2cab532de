/* Fuzz target: time expressions. The first byte picks the publication's date, the rest is a text, cut up as the model would.
 * Spans go forward inside the text; values are short and never empty. */
#include <assert.h>
#include "facts_work.h"
#include "model_wordpiece.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char VOCAB[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n";
static const char *const dates[] = {NULL, "2019-03-13T21:40:00+01:00", "0001-01-01", "9999-12-31T23:59:59Z", "2020-02-29"};

static void check(const struct facts_work *f, uint32_t n) {
    for (uint32_t i = 0; i < f->times.n; i++) {
        const sayso_time *t = &f->times.at[i];
        assert(t->span.beg < t->span.end && t->span.end <= n && (!i || f->times.at[i - 1].span.end <= t->span.beg));
        assert(t->type && t->value && *t->value && strlen(t->value) < 40);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct wordpiece words;
    struct scores scores = {0};
    sayso_error e = {0};
    const char *utf8 = arena_strndup(&arena, (const char *)data + 1, size - 1);
    sayso_block block = {.kind = SAYSO_BLOCK_PARAGRAPH, .media = -1, .span = {0, (uint32_t)size - 1}};
    struct text text = {.utf8 = utf8, .n = (uint32_t)size - 1, .blocks = &block, .n_blocks = 1};
    text.publication.published = dates[data[0] % 5];
    struct report_work w = {.arena = &arena, .scratch = &scratch, .text = &text, .scores = &scores, .e = &e};
    struct facts_work f = {.r = &w};
    if (wordpiece_init(&words, VOCAB, sizeof VOCAB - 1, &e) == SAYSO_OK) {
        if (wordpiece_cut(&words, &arena, utf8, text.n, &scores.pieces, &e) == SAYSO_OK && report_tokens(&w) == SAYSO_OK &&
            facts_times(&f) == SAYSO_OK)
            check(&f, text.n);
        wordpiece_release(&words);
    }
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
