/* Prose -> words -> shingles -> fingerprints; story_shingles.h says what they are. */
#include "story_shingles.h"
#include "base_utf8.h"

/* Blocks whose words are the report's prose. Headlines are written anew by each outlet, captions come with pictures. */
static bool is_prose(sayso_block_kind k) {
    return k == SAYSO_BLOCK_PARAGRAPH || k == SAYSO_BLOCK_LIST_ITEM || k == SAYSO_BLOCK_QUOTE || k == SAYSO_BLOCK_HEADING;
}

struct words {
    VEC(struct shingle_word) at;
    struct arena *arena;
};

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }

static bool add_words(struct words *w, const sayso_record *r, span s) {
    uint32_t beg = 0, len, n_letters = 0;
    uint64_t h = HASH_START;
    if (s.end > r->n_text) s.end = r->n_text;
    for (uint32_t i = s.beg; i <= s.end; i += len) {
        uint32_t c = i < s.end ? utf8_at(r->text + i, s.end - i, &len) : (len = 1, 0);
        if (i < s.end && utf8_is_alnum(c)) {
            if (!n_letters) beg = i;
            char low[4];
            h = hash_bytes(h, low, utf8_put(utf8_lower(c), low));
            n_letters++;
        } else if (n_letters && !is_apostrophe(c)) {
            struct shingle_word word = {{beg, i}, (uint32_t)(h ^ (h >> 32))};
            if (!VEC_PUSH(w->arena, w->at, word)) return false;
            n_letters = 0, h = HASH_START;
        }
    }
    return true;
}

static sayso_code words_of_record(const sayso_record *r, struct words *w) {
    for (uint32_t i = 0; i < r->n_blocks; i++)
        if (is_prose(r->blocks[i].kind) && !add_words(w, r, r->blocks[i].span)) return SAYSO_NOMEM;
    if (!r->n_blocks && !add_words(w, r, span_of(0, r->n_text))) return SAYSO_NOMEM;
    return SAYSO_OK;
}

/* Winnowing: the least shingle of each window, of equals the last; each number once. `at` has n shingles. */
static sayso_code winnow(const uint64_t *at, uint32_t n, struct arena *arena, struct arena *scratch, struct shingles *out) {
    VEC(uint32_t) chosen = {0};
    struct hash_table seen;
    uint32_t last = UINT32_MAX, window = n < SHINGLE_WINDOW ? n : SHINGLE_WINDOW;
    if (!hash_table_init(&seen, scratch, n / 4)) return SAYSO_NOMEM;
    for (uint32_t beg = 0; n && beg + window <= n; beg++) {
        uint32_t least = beg;
        for (uint32_t k = beg; k < beg + window; k++)
            if (at[k] <= at[least]) least = k;
        bool fresh;
        if (least == last) continue;
        last = least;
        uint32_t print = (uint32_t)(at[least] >> 32);
        if (!hash_table_put(&seen, print, 0, &fresh)) return SAYSO_NOMEM;
        if (fresh && !VEC_PUSH(arena, chosen, print)) return SAYSO_NOMEM;
    }
    out->fingerprints = chosen.at, out->n_fingerprints = chosen.n;
    return SAYSO_OK;
}

sayso_code shingles_make(const sayso_record *r, struct arena *arena, struct arena *scratch, struct shingles *out) {
    struct words w = {.arena = arena};
    *out = (struct shingles){0};
    sayso_code code = words_of_record(r, &w);
    if (code) return code;
    out->words = w.at.at, out->n_words = w.at.n;
    out->n = w.at.n < SHINGLE_WORDS ? 0 : w.at.n - SHINGLE_WORDS + 1;
    uint64_t *at = ARENA_ARRAY(arena, uint64_t, out->n + 1);
    if (!at) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < out->n; i++) {
        at[i] = HASH_START;
        for (uint32_t k = 0; k < SHINGLE_WORDS; k++) at[i] = hash_number(at[i], w.at.at[i + k].hash);
    }
    out->at = at;
    return winnow(at, out->n, arena, scratch, out);
}
