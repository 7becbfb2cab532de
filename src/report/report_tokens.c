/* Words and sentences: the first table of a report's making. Words are those of the pieces; labels and heads come from the
 * scores. A sentence starts where the tagger says so, never inside a glued word, and always where a block or a line starts;
 * without a tagger, rules of punctuation stand in for it. */
#include "report_work.h"
#include "base_utf8.h"
#include <string.h>

/* ---- labels ------------------------------------------------------------------------------------------------------ */
static const char *label_of(const struct report_work *w, const struct tagger_scores *t, const char *tagger, uint8_t label) {
    if (!t && w->scores) t = scores_tagger(w->scores, tagger);
    return t && label < t->n_labels ? t->labels[label] : "";
}
const char *report_pos(const struct report_work *w, uint32_t t) { return label_of(w, w->tagger.pos, "pos", w->tokens[t].pos); }
const char *report_deprel(const struct report_work *w, uint32_t t) {
    return label_of(w, w->tagger.deprel, "deprel", w->tokens[t].deprel);
}
const char *report_name(const struct report_work *w, uint32_t t) {
    return label_of(w, w->tagger.name, "name", w->tokens[t].name);
}
const char *report_mention_kind(const struct report_work *w, uint32_t t) {
    return label_of(w, w->tagger.mention, "mention", w->tokens[t].mention);
}

static uint8_t label_at(const struct tagger_scores *t, uint32_t piece) { return t ? t->label[piece] : 0; }

/* ---- words ------------------------------------------------------------------------------------------------------- */
/* The token that holds a piece. */
static uint32_t token_of_piece(const struct report_work *w, uint32_t piece) {
    uint32_t lo = 0, hi = w->n_tokens;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->tokens[mid].piece <= piece)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static bool white_between(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t i = beg; i < end;) {
        uint32_t len;
        if (utf8_is_space(utf8_at(w->text->utf8 + i, end - i, &len))) return true;
        i += len;
    }
    return false;
}

static void fill_words(struct report_work *w) {
    const struct scores *s = w->scores;
    w->tagger.pos = scores_tagger(s, "pos"), w->tagger.deprel = scores_tagger(s, "deprel");
    w->tagger.name = scores_tagger(s, "name"), w->tagger.mention = scores_tagger(s, "mention");
    for (uint32_t i = 0; i < w->n_tokens; i++) {
        uint32_t piece = s->pieces.word[i], last = (i + 1 < w->n_tokens ? s->pieces.word[i + 1] : s->pieces.n) - 1;
        struct token *t = &w->tokens[i];
        *t = (struct token){.at = {s->pieces.at[piece].beg, s->pieces.at[last].end}, .piece = piece, .head = i};
        t->block = text_block_at(w->text, t->at.beg);
        t->pos = label_at(w->tagger.pos, piece);
        t->deprel = label_at(w->tagger.deprel, piece);
        t->name = label_at(w->tagger.name, piece);
        t->mention = label_at(w->tagger.mention, piece);
        t->glued = i > 0 && !white_between(w, w->tokens[i - 1].at.end, t->at.beg);
    }
}

/* Heads, where they stay inside the sentence. */
static void fill_heads(struct report_work *w) {
    const struct pick_scores *dep = scores_pick(w->scores, "dep");
    for (uint32_t i = 0; dep && i < dep->n_anchors; i++) {
        uint32_t t = token_of_piece(w, dep->anchor[i]), head = token_of_piece(w, dep->target[(size_t)i * dep->n_roles]);
        if (w->tokens[t].sentence == w->tokens[head].sentence) w->tokens[t].head = head;
    }
}

/* ---- sentences --------------------------------------------------------------------------------------------------- */
static uint32_t first_char(const struct report_work *w, uint32_t t) {
    uint32_t len;
    span at = w->tokens[t].at;
    return utf8_at(w->text->utf8 + at.beg, span_len(at), &len);
}

static bool is_one_of(uint32_t c, const uint32_t *set) {
    while (*set && *set != c) set++;
    return *set != 0;
}
static bool is_closing(uint32_t c) {
    return is_one_of(c, (const uint32_t[]){'"', '\'', ')', ']', 0x201d, 0x2019, 0xbb, 0x203a, 0});
}
static bool is_stop(uint32_t c) { return is_one_of(c, (const uint32_t[]){'.', '?', '!', 0x2026, 0x3002, 0}); }

/* The last word before t that is no closing mark; t itself when there is none. */
static uint32_t before_marks(const struct report_work *w, uint32_t t) {
    uint32_t i = t;
    while (i > 0 && is_closing(first_char(w, i - 1))) i--;
    return i > 0 ? i - 1 : t;
}

static const char *const abbreviations[] = {
    "mr",  "mrs", "ms",  "dr",  "prof", "gen",  "col", "lt",   "sgt", "capt", "cmdr", "maj", "sen", "rep", "gov", "pres",
    "rev", "hon", "st",  "jr",  "sr",   "no",   "vs",  "jan",  "feb", "mar",  "apr",  "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "inc", "co",   "corp", "ltd", "dept", "det", "cpl",  "pvt",  "spc", "adm", "ft",  "mt",  NULL};

/* Whether the full stop at token `stop` belongs to an abbreviation or an initial. */
static bool is_abbreviation(const struct report_work *w, uint32_t stop) {
    if (!stop || !w->tokens[stop].glued) return false;
    uint32_t word = stop - 1;
    if (span_len(w->tokens[word].at) == 1 && utf8_is_upper(first_char(w, word))) return true;
    for (const char *const *a = abbreviations; *a; a++)
        if (report_token_is(w, word, *a)) return true;
    return false;
}

/* By punctuation alone: a stop before, white space, and something that can begin a sentence. */
static bool starts_by_rule(const struct report_work *w, uint32_t t) {
    uint32_t stop = before_marks(w, t), c = first_char(w, t);
    if (stop == t || !is_stop(first_char(w, stop))) return false;
    if (first_char(w, stop) == '.' && is_abbreviation(w, stop)) return false;
    return utf8_is_upper(c) || utf8_is_digit(c) || (utf8_is_punct(c) && !is_closing(c)) || c == '"';
}

static bool line_between(const struct report_work *w, uint32_t beg, uint32_t end) {
    return end > beg && memchr(w->text->utf8 + beg, '\n', end - beg);
}

/* A mark that opens words with a capital: behind a full stop a sentence starts there, whatever the tagger says. */
static bool opens_words(const struct report_work *w, uint32_t t) {
    uint32_t c = first_char(w, t);
    return (c == '"' || c == 0x201c || c == 0xab) && t + 1 < w->n_tokens && w->tokens[t + 1].glued &&
           utf8_is_upper(first_char(w, t + 1));
}

static bool starts_sentence(const struct report_work *w, const struct tagger_scores *sent, uint32_t t) {
    if (t == 0) return true;
    const struct token *a = &w->tokens[t - 1], *b = &w->tokens[t];
    if (a->block != b->block || line_between(w, a->at.end, b->at.beg)) return true;
    if (b->glued) return false;
    if (!sent) return starts_by_rule(w, t);
    uint32_t stop = before_marks(w, t);
    bool stopped = stop != t && is_stop(first_char(w, stop));
    bool ruled = starts_by_rule(w, t);
    return (ruled && opens_words(w, t)) || sent->p[b->piece] >= (ruled ? 0.1f : stopped ? 0.8f : 0.9f);
}

static sayso_code fill_sentences(struct report_work *w) {
    const struct tagger_scores *sent = scores_tagger(w->scores, "sent");
    VEC(sayso_span) out = {0};
    for (uint32_t i = 0; i < w->n_tokens; i++) {
        if (starts_sentence(w, sent, i) && !VEC_PUSH(w->arena, out, w->tokens[i].at))
            return error_set(w->e, SAYSO_NOMEM, "report", w->tokens[i].at.beg, "out of memory");
        out.at[out.n - 1].end = w->tokens[i].at.end;
        w->tokens[i].sentence = out.n - 1;
    }
    w->sentences = out.at;
    w->n_sentences = out.n;
    return SAYSO_OK;
}

sayso_code report_tokens(struct report_work *w) {
    w->n_tokens = w->scores->pieces.n_words;
    w->tokens = ARENA_ARRAY(w->scratch, struct token, w->n_tokens + 1);
    if (!w->tokens) return error_set(w->e, SAYSO_NOMEM, "report", 0, "out of memory");
    if (!w->n_tokens) return SAYSO_OK;
    fill_words(w);
    sayso_code code = fill_sentences(w);
    if (!code) fill_heads(w);
    return code;
}

/* ---- look-ups ---------------------------------------------------------------------------------------------------- */
uint32_t report_token_at(const struct report_work *w, uint32_t byte) {
    uint32_t lo = 0, hi = w->n_tokens;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->tokens[mid].at.end <= byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void report_tokens_in(const struct report_work *w, span s, uint32_t *beg, uint32_t *end) {
    *beg = *end = report_token_at(w, s.beg);
    while (*end < w->n_tokens && w->tokens[*end].at.beg < s.end) (*end)++;
}

int report_token_is(const struct report_work *w, uint32_t t, const char *lower) {
    if (t >= w->n_tokens) return 0;
    span at = w->tokens[t].at;
    return utf8_same(w->text->utf8 + at.beg, span_len(at), lower, strlen(lower));
}

uint32_t report_words_are(const struct report_work *w, uint32_t t, const char *lower) {
    uint32_t n = 0;
    for (const char *p = lower; *p; n++) {
        size_t len = strcspn(p, " ");
        if (t + n >= w->n_tokens) return 0;
        span at = w->tokens[t + n].at;
        if (!utf8_same(w->text->utf8 + at.beg, span_len(at), p, len)) return 0;
        p += len + (p[len] == ' ');
    }
    return n;
}

uint32_t report_head_of(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t i = beg; i < end; i++) {
        uint32_t head = w->tokens[i].head;
        const char *rel = report_deprel(w, i);
        if ((head == i || head < beg || head >= end) && strcmp(rel, "punct") && strcmp(rel, "case")) return i;
    }
    return beg;
}

bool report_is_body(const struct report_work *w, int32_t block) {
    if (block < 0) return false;
    switch (w->text->blocks[block].kind) {
    case SAYSO_BLOCK_PARAGRAPH:
    case SAYSO_BLOCK_HEADING:
    case SAYSO_BLOCK_LIST_ITEM:
    case SAYSO_BLOCK_QUOTE:
        return true;
    default:
        return false;
    }
}

/* First mention that begins at or behind a byte. */
static uint32_t mention_from(const struct report_work *w, uint32_t byte) {
    uint32_t lo = 0, hi = w->mentions.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->mentions.at[mid].at.beg < byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

int32_t report_mention_of(const struct report_work *w, span s) {
    uint32_t beg, end;
    report_tokens_in(w, s, &beg, &end);
    uint32_t head = beg < end ? report_head_of(w, beg, end) : beg;
    int32_t owned = -1, round = -1, first = -1;
    for (uint32_t i = mention_from(w, s.beg); i < w->mentions.n && w->mentions.at[i].at.beg < s.end; i++) {
        const struct mention *m = &w->mentions.at[i];
        if (!span_in(m->at, s)) continue;
        bool owner = m->end + 1 < end && w->tokens[m->end].glued && report_token_is(w, m->end + 1, "s"); /* "the city's police" */
        if (m->end >= end && m->beg <= beg + 1) return (int32_t)i; /* the whole, but for an article */
        if (owner) continue;
        if (m->head == head && owned < 0) owned = (int32_t)i;
        if (round < 0 && m->beg <= head && head < m->end) round = (int32_t)i;
        if (first < 0) first = (int32_t)i;
    }
    if (owned >= 0) return owned;
    return round >= 0 ? round : first;
}
