/* Words and word pieces, uncased BERT, each with the bytes it came from: docs/MODEL.md, section 1. */
#ifndef MODEL_WORDPIECE_H
#define MODEL_WORDPIECE_H
#include "base_arena.h"
#include "model.h"

enum {
    WORD_MAX_CHARS = 100, /* longer words are [UNK] */
    TEXT_MAX_PIECES = 1 << 22,
};

/* The vocabulary: piece i is bytes [offset[i], offset[i + 1] - 1) of `text`. The table holds numbers of pieces by hash of
 * their bytes, -1 where empty; pieces beginning with "##" are hashed as any other. */
struct wordpiece {
    const char *text;
    uint32_t n;
    uint32_t *offset; /* [n + 1] */
    int32_t *slots;   /* [mask + 1] */
    uint32_t mask;
    uint32_t longest; /* bytes of the longest piece */
    int32_t unk, cls, sep;
};

/* From the pieces in order, each ended by a newline; borrows the bytes. On failure (SAYSO_MODEL, SAYSO_NOMEM) *w is empty. */
sayso_code wordpiece_init(struct wordpiece *w, const void *bytes, size_t n, sayso_error *e);
void wordpiece_release(struct wordpiece *w);

/* Fills id, at, first, n, word, n_words of *out; the feature arrays are left NULL. Lists live in `arena`. Broken UTF-8 is
 * read as U+FFFD, which is no part of any word. Time O(n). Safe from many threads. */
sayso_code wordpiece_cut(const struct wordpiece *w, struct arena *arena, const char *utf8, uint32_t n, struct pieces *out,
                         sayso_error *e);
#endif
