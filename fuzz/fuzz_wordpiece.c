/* Fuzz target: words, pieces and their features. The input is a vocabulary, a NUL byte and a text; without a NUL the text
 * alone, with a small vocabulary. Pieces go forward, lie inside the text, and their numbers inside the vocabulary. */
#include <assert.h>
#include <stdlib.h>
#include "base_utf8.h"
#include "model_features.h"
#include "model_wordpiece.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char SMALL[] =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nmayor\nsaid\n##s\n##e\na\nb\n##a\n##b\n,\n.\n\"\n\xe2\x80\x9c\n\xe4\xb8\x80\ncafe\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *nul = memchr(data, 0, size);
    const char *vocab = nul ? (const char *)data : SMALL, *text = nul ? (const char *)nul + 1 : (const char *)data;
    size_t n_vocab = nul ? (size_t)(nul - data) : sizeof SMALL - 1, n = nul ? size - n_vocab - 1 : size;
    struct wordpiece w;
    sayso_error e = {0};
    if (wordpiece_init(&w, vocab, n_vocab, &e) != SAYSO_OK) {
        assert(e.code == SAYSO_MODEL || e.code == SAYSO_NOMEM);
        return 0;
    }
    for (int limited = 0; limited < 2; limited++) {
        struct arena arena;
        struct pieces p = {0};
        arena_init(&arena, limited ? 64 + n * 4 : 0);
        if (wordpiece_cut(&w, &arena, text, (uint32_t)n, &p, &e) == SAYSO_OK && features_fill(&arena, text, &p)) {
            uint32_t words = 0;
            for (uint32_t i = 0; i < p.n; i++) {
                assert(p.id[i] >= 0 && (uint32_t)p.id[i] < w.n);
                assert(p.at[i].beg <= p.at[i].end && p.at[i].end <= n && (!i || p.at[i].beg >= p.at[i - 1].beg));
                assert(p.kase[i] < 5 && p.line[i] < 2 && p.quote[i] < 4);
                if (p.first[i]) assert(words < p.n_words && p.word[words] == i), words++;
            }
            assert(words == p.n_words && (!p.n || p.first[0]));
        }
        arena_release(&arena);
    }
    wordpiece_release(&w);
    return 0;
}
