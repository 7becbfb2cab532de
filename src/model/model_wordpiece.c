/* BERT's BasicTokenizer and WordPiece in one pass over the text, as the `tokenizers` package runs them: clean, decompose
 * (NFD), drop nonspacing marks, lower-case, split, then cut each word greedily. The word at hand is kept in a small buffer
 * with the place in the text of each of its characters, so that every piece knows its bytes. */
#include "model_wordpiece.h"
#include "base_error.h"
#include "base_utf8.h"
#include <stdlib.h>

/* ---- the vocabulary ---------------------------------------------------------------------------------------------- */
static const uint32_t HASH_START = 2166136261u; /* FNV-1a, which grows byte by byte */

static inline uint32_t hash_byte(uint32_t h, char c) { return (h ^ (unsigned char)c) * 16777619u; }

static inline uint32_t slot_of(const struct wordpiece *w, uint32_t hash) { return (hash ^ hash >> 15) & w->mask; }

static int32_t find(const struct wordpiece *w, uint32_t hash, const char *head, uint32_t n_head, const char *s, uint32_t n) {
    for (uint32_t i = slot_of(w, hash); w->slots[i] >= 0; i = (i + 1) & w->mask) {
        const int32_t id = w->slots[i];
        const char *piece = w->text + w->offset[id];
        if (w->offset[id + 1] - 1 - w->offset[id] == n_head + n && !memcmp(piece, head, n_head) && !memcmp(piece + n_head, s, n))
            return id;
    }
    return -1;
}

static uint32_t hash_of(const char *s, uint32_t n) {
    uint32_t h = HASH_START;
    for (uint32_t i = 0; i < n; i++) h = hash_byte(h, s[i]);
    return h;
}

static int32_t find_whole(const struct wordpiece *w, const char *s) {
    return find(w, hash_of(s, (uint32_t)strlen(s)), "", 0, s, (uint32_t)strlen(s));
}

static void fill_slots(struct wordpiece *w) {
    memset(w->slots, 0xff, ((size_t)w->mask + 1) * sizeof *w->slots);
    for (uint32_t id = 0; id < w->n; id++) {
        const char *s = w->text + w->offset[id];
        const uint32_t n = w->offset[id + 1] - 1 - w->offset[id], h = hash_of(s, n);
        if (n > w->longest) w->longest = n;
        if (find(w, h, "", 0, s, n) >= 0) continue; /* twice in the list: the first counts */
        uint32_t i = slot_of(w, h);
        while (w->slots[i] >= 0) i = (i + 1) & w->mask;
        w->slots[i] = (int32_t)id;
    }
}

sayso_code wordpiece_init(struct wordpiece *w, const void *bytes, size_t n, sayso_error *e) {
    *w = (struct wordpiece){.text = bytes};
    if (!n || n > UINT32_MAX / 2 || w->text[n - 1] != '\n') return error_set(e, SAYSO_MODEL, "model", 0, "bad vocabulary");
    for (const char *p = w->text, *end = p + n; p < end; p = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1) w->n++;
    for (w->mask = 63; w->mask / 2 < w->n;) w->mask = w->mask * 2 + 1;
    w->offset = malloc(((size_t)w->n + 1) * sizeof *w->offset);
    w->slots = malloc(((size_t)w->mask + 1) * sizeof *w->slots);
    if (!w->offset || !w->slots) {
        wordpiece_release(w);
        return error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    }
    w->offset[0] = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        const char *p = w->text + w->offset[i];
        w->offset[i + 1] = (uint32_t)((const char *)memchr(p, '\n', n - w->offset[i]) - w->text) + 1;
    }
    fill_slots(w);
    w->unk = find_whole(w, "[UNK]"), w->cls = find_whole(w, "[CLS]"), w->sep = find_whole(w, "[SEP]");
    if (w->unk >= 0 && w->cls >= 0 && w->sep >= 0) return SAYSO_OK;
    wordpiece_release(w);
    return error_set(e, SAYSO_MODEL, "model", 0, "the vocabulary lacks [UNK], [CLS] or [SEP]");
}

void wordpiece_release(struct wordpiece *w) {
    free(w->offset);
    free(w->slots);
    *w = (struct wordpiece){0};
}

/* ---- one word ---------------------------------------------------------------------------------------------------- */
struct cutter {
    const struct wordpiece *w;
    struct arena *arena;
    struct pieces *out;
    uint32_t size, word_size; /* room in out's lists */
    /* the word at hand, normalised */
    char text[4 * (WORD_MAX_CHARS + 1)];
    uint32_t n;                         /* bytes */
    uint32_t n_chars;                   /* may pass WORD_MAX_CHARS; characters past it are not kept, only their end */
    uint16_t start[WORD_MAX_CHARS + 1]; /* of each character in text */
    span at[WORD_MAX_CHARS];            /* of each character in the input */
    span whole;
};

static void *grow(struct arena *a, void *p, uint32_t old, uint32_t size, size_t item) {
    return arena_grow(a, p, old * item, size * item);
}

static sayso_code put_piece(struct cutter *c, int32_t id, span at, bool first) {
    struct pieces *p = c->out;
    if (p->n == TEXT_MAX_PIECES) return SAYSO_LIMIT;
    if (p->n == c->size) {
        const uint32_t size = c->size * 2;
        int32_t *ids = grow(c->arena, p->id, c->size, size, sizeof *ids);
        span *ats = grow(c->arena, p->at, c->size, size, sizeof *ats);
        uint8_t *firsts = grow(c->arena, p->first, c->size, size, sizeof *firsts);
        if (!ids || !ats || !firsts) return SAYSO_NOMEM;
        p->id = ids, p->at = ats, p->first = firsts, c->size = size;
    }
    if (first) {
        if (p->n_words == c->word_size) {
            uint32_t *words = grow(c->arena, p->word, c->word_size, c->word_size * 2, sizeof *words);
            if (!words) return SAYSO_NOMEM;
            p->word = words, c->word_size *= 2;
        }
        p->word[p->n_words++] = p->n;
    }
    p->id[p->n] = id, p->at[p->n] = at, p->first[p->n] = first;
    p->n++;
    return SAYSO_OK;
}

/* The longest piece that begins at character `from`: its number, and in *to the character after it; -1 if there is none. */
static int32_t longest_piece(const struct cutter *c, uint32_t from, uint32_t *to) {
    const uint32_t beg = c->start[from], n_head = from ? 2 : 0;
    const char *head = "##", *s = c->text + beg;
    uint32_t hash[WORD_MAX_CHARS + 1], h = HASH_START, last = from;
    for (uint32_t i = 0; i < n_head; i++) h = hash_byte(h, head[i]);
    for (uint32_t i = beg; last < c->n_chars && c->start[last + 1] - beg + n_head <= c->w->longest; last++) {
        for (; i < c->start[last + 1]; i++) h = hash_byte(h, c->text[i]);
        hash[last + 1 - from] = h;
    }
    for (; last > from; last--) {
        int32_t id = find(c->w, hash[last - from], head, n_head, s, c->start[last] - beg);
        *to = last;
        if (id >= 0) return id;
    }
    return -1;
}

/* Cuts the word at hand, if there is one, and begins a new one. */
static sayso_code end_word(struct cutter *c) {
    if (!c->n_chars) return SAYSO_OK;
    const uint32_t n_before = c->out->n, words_before = c->out->n_words;
    sayso_code code = SAYSO_OK;
    bool known = c->n_chars <= WORD_MAX_CHARS;
    c->start[known ? c->n_chars : 0] = (uint16_t)c->n;
    for (uint32_t from = 0, to = 0; known && !code && from < c->n_chars; from = to) {
        int32_t id = longest_piece(c, from, &to);
        known = id >= 0;
        if (known) code = put_piece(c, id, span_of(c->at[from].beg, c->at[to - 1].end), from == 0);
    }
    if (!known) {
        c->out->n = n_before, c->out->n_words = words_before;
        code = put_piece(c, c->w->unk, c->whole, true);
    }
    c->n = c->n_chars = 0;
    return code;
}

static inline void add_char(struct cutter *c, const char *utf8, uint32_t n, span at) {
    if (!c->n_chars) c->whole.beg = at.beg;
    c->whole.end = at.end;
    if (c->n_chars++ >= WORD_MAX_CHARS) return;
    c->start[c->n_chars - 1] = (uint16_t)c->n;
    c->at[c->n_chars - 1] = at;
    for (uint32_t i = 0; i < n; i++) c->text[c->n++] = utf8[i];
}

/* ---- the text ---------------------------------------------------------------------------------------------------- */
enum kind { LETTER, UPPER, PUNCT, SPACE, DROP };

static enum kind ascii_kind(unsigned char c) {
    if ((c | 32) >= 'a' && (c | 32) <= 'z') return c & 32 ? LETTER : UPPER;
    if (c >= '0' && c <= '9') return LETTER;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return SPACE;
    return c < 32 || c == 127 ? DROP : PUNCT;
}

static sayso_code put_punct(struct cutter *c, const char *utf8, uint32_t n, span at) {
    sayso_code code = end_word(c);
    if (code) return code;
    add_char(c, utf8, n, at);
    return end_word(c);
}

/* The ideographs that BERT makes words of their own; the gap before U+2B920 is in the original, too. */
static bool is_ideograph(uint32_t c) {
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2a6df) ||
           (c >= 0x2a700 && c <= 0x2b73f) || (c >= 0x2b740 && c <= 0x2b81f) || (c >= 0x2b920 && c <= 0x2ceaf) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

/* BERT drops control and format characters before it looks for white space: U+0085, U+200B and U+FEFF part no words. */
static bool is_space(uint32_t c) { return utf8_is_space(c) && c != 0x85 && c != 0x200b && c != 0xfeff; }

static sayso_code put_wide(struct cutter *c, uint32_t code_point, span at) {
    if (is_space(code_point)) return end_word(c);
    if (code_point == 0xfffd || utf8_is_other(code_point)) return SAYSO_OK;
    const bool alone = is_ideograph(code_point);
    sayso_code code = alone ? end_word(c) : SAYSO_OK;
    uint32_t parts[UTF8_MAX_PARTS];
    const uint32_t n = utf8_decompose(code_point, parts);
    for (uint32_t i = 0; i < n && !code; i++) {
        char utf8[4];
        if (utf8_is_mark(parts[i])) continue;
        const uint32_t low = utf8_lower(parts[i]), n_utf8 = utf8_put(low, utf8);
        if (utf8_is_punct(low) || (low < 0x80 && ascii_kind((unsigned char)low) == PUNCT))
            code = put_punct(c, utf8, n_utf8, at);
        else
            add_char(c, utf8, n_utf8, at);
    }
    return alone && !code ? end_word(c) : code;
}

static sayso_code cut_text(struct cutter *c, const char *utf8, uint32_t n) {
    sayso_code code = SAYSO_OK;
    for (uint32_t i = 0, len = 1; i < n && !code; i += len) {
        len = 1;
        const unsigned char b = (unsigned char)utf8[i];
        if (b >= 0x80) {
            const uint32_t code_point = utf8_at(utf8 + i, n - i, &len);
            code = put_wide(c, code_point, span_of(i, i + len));
            continue;
        }
        switch (ascii_kind(b)) {
        case LETTER:
            add_char(c, utf8 + i, 1, span_of(i, i + 1));
            break;
        case UPPER:
            add_char(c, &(char){(char)(b | 32)}, 1, span_of(i, i + 1));
            break;
        case PUNCT:
            code = put_punct(c, utf8 + i, 1, span_of(i, i + 1));
            break;
        case SPACE:
            code = end_word(c);
            break;
        case DROP:
            break;
        }
    }
    return code ? code : end_word(c);
}

sayso_code wordpiece_cut(const struct wordpiece *w, struct arena *arena, const char *utf8, uint32_t n, struct pieces *out,
                         sayso_error *e) {
    *out = (struct pieces){0};
    struct cutter c = {.w = w, .arena = arena, .out = out, .size = n / 4 + 16, .word_size = n / 5 + 16};
    out->id = ARENA_ARRAY(arena, int32_t, c.size);
    out->at = ARENA_ARRAY(arena, span, c.size);
    out->first = ARENA_ARRAY(arena, uint8_t, c.size);
    out->word = ARENA_ARRAY(arena, uint32_t, c.word_size);
    sayso_code code = out->id && out->at && out->first && out->word ? cut_text(&c, utf8, n) : SAYSO_NOMEM;
    if (code == SAYSO_LIMIT)
        return error_set(e, code, "model", out->at[out->n - 1].end, "more than %d word pieces", TEXT_MAX_PIECES);
    return code ? error_set(e, code, "model", 0, "out of memory") : SAYSO_OK;
}
