/* Finding places by name: folding, and a binary search in the index, which is sorted by folded name. */
#include "base_utf8.h"
#include "gazetteer_file.h"
#include <string.h>

/* Letters that canonical decomposition leaves whole; docs/GAZETTEER.md, Folding. */
static const struct {
    uint32_t c;
    char to[3];
} LETTERS[] = {{0xdf, "ss"}, {0xe6, "ae"}, {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"},  {0x111, "d"},
               {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x14b, "n"}, {0x153, "oe"}, {0x259, "e"}};
static const char *const WORDS[][2] = {{"ft", "fort"}, {"mt", "mount"}, {"st", "saint"}, {"ste", "sainte"}};

static bool is_dropped(uint32_t c) {
    switch (c) {
    case '.':
    case '\'':
    case '`':
    case 0xb4:
    case 0x2019:
    case 0x2018:
    case 0x2bb:
    case 0x2bc:
    case 0x2be:
    case 0x2bf:
    case 0x2032:
        return true;
    default:
        return utf8_is_mark(c);
    }
}

struct folding {
    char *out;
    size_t n, word; /* where the word in hand begins */
    bool full;
};

static void put(struct folding *f, const char *s, size_t n) {
    if (f->n + n >= GAZETTEER_NAME) {
        f->full = true;
        return;
    }
    memcpy(f->out + f->n, s, n);
    f->n += n;
}

static void end_word(struct folding *f) {
    const size_t n = f->n - f->word;
    if (!n) return;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strlen(WORDS[i][0]) == n && memcmp(WORDS[i][0], f->out + f->word, n) == 0) {
            f->n = f->word;
            put(f, WORDS[i][1], strlen(WORDS[i][1]));
            break;
        }
    put(f, " ", 1);
    f->word = f->n;
}

static void fold_letter(struct folding *f, uint32_t c) {
    if (is_dropped(c)) return;
    c = utf8_lower(c);
    if (c == '&') {
        end_word(f);
        put(f, "and", 3);
        end_word(f);
        return;
    }
    if (!utf8_is_alnum(c)) {
        end_word(f);
        return;
    }
    for (size_t i = 0; c >= 0x80 && i < sizeof LETTERS / sizeof *LETTERS; i++)
        if (LETTERS[i].c == c) {
            put(f, LETTERS[i].to, strlen(LETTERS[i].to));
            return;
        }
    char bytes[4];
    put(f, bytes, utf8_put(c, bytes));
}

size_t gazetteer_fold(const char *name, size_t n, char out[GAZETTEER_NAME]) {
    struct folding f = {.out = out};
    for (size_t i = 0; i < n && !f.full;) {
        uint32_t len, parts[UTF8_MAX_PARTS], c = utf8_at(name + i, n - i, &len);
        const uint32_t n_parts = c < 0x80 ? 1 : utf8_decompose(c, parts);
        if (c < 0x80) parts[0] = c;
        for (uint32_t k = 0; k < n_parts; k++) fold_letter(&f, parts[k]);
        i += len;
    }
    end_word(&f);
    if (f.full || !f.n) f.n = 1;
    out[--f.n] = '\0'; /* the last word's space */
    return f.n;
}

static const char *name_at(const struct gazetteer *g, uint32_t entry) {
    return gazetteer_string(g, gazetteer_u32(g->index + (size_t)entry * GAZETTEER_ENTRY));
}

static int compare(const struct gazetteer *g, uint32_t entry, const char *key) {
    char folded[GAZETTEER_NAME];
    const char *name = name_at(g, entry);
    gazetteer_fold(name, strnlen(name, 4 * GAZETTEER_NAME), folded);
    return strcmp(folded, key);
}

uint32_t gazetteer_find(const struct gazetteer *g, const char *name, size_t n, struct gazetteer_hit out[GAZETTEER_HITS]) {
    char key[GAZETTEER_NAME];
    if (!gazetteer_fold(name, n, key)) return 0;
    uint32_t lo = 0, hi = g->n_index, found = 0;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (compare(g, mid, key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < g->n_index && found < GAZETTEER_HITS && compare(g, lo, key) == 0; lo++) {
        const uint32_t row = gazetteer_u32(g->index + (size_t)lo * GAZETTEER_ENTRY + 4), place = row & 0x3fffffff;
        if (place < g->n_rows) out[found++] = (struct gazetteer_hit){place, row >> 31, row >> 30 & 1};
    }
    return found;
}
