/* Quotations by their marks: curly, straight, single, guillemets, low German, `` and ''; nested ones too; and block quotes.
 * A quotation lives in one block, but for one that runs on over paragraphs: no closing mark at the end of the first, an
 * opening one at the start of the next. A mark without its partner is left alone, so it never swallows what follows.
 *
 * What is in marks without being said (titles of works, names of things, scare quotes) is told by its form and by the words
 * before it (data/quoted.tsv). Where that is doubtful and there are scores, report_speakers.c decides: it keeps what somebody
 * is shown to say. */
#include "report_work.h"
#include "base_utf8.h"
#include "report_words.h"

enum family { DOUBLE, LOW, GUILLEMET, TICKS, SINGLE };

struct open {
    uint32_t at; /* byte of the mark */
    enum family family;
    bool straight;
    bool filled; /* another quotation was found inside */
};
enum { DEEPEST = 4, LONGEST_SINGLE = 1500 /* bytes: how far a single mark's partner is looked for */ };

struct scan {
    struct report_work *w;
    const char *s;
    uint32_t beg, end; /* of the block */
    struct open stack[DEEPEST];
    uint32_t depth;
    uint32_t first; /* quotes of this block start here in w->quotes */
};

/* ---- surroundings of a mark -------------------------------------------------------------------------------------- */
static uint32_t before(const struct scan *k, uint32_t at) {
    uint32_t len;
    return at > k->beg ? utf8_before(k->s, at, &len) : ' ';
}
static uint32_t after(const struct scan *k, uint32_t at) {
    uint32_t len;
    return at < k->end ? utf8_at(k->s + at, k->end - at, &len) : ' ';
}
static bool is_bracket(uint32_t c) { return c == '(' || c == '[' || c == '{' || c == '/'; }
static bool is_dash(uint32_t c) { return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015; }
static bool is_opening_mark(uint32_t c) {
    return c == 0x201c || c == 0x2018 || c == 0x201e || c == 0x201f || c == 0xab || c == '"' || c == '\'' || c == 0x201a;
}
/* Room on the left and a word on the right. */
static bool looks_opening(uint32_t left, uint32_t right) {
    return !utf8_is_space(right) && (utf8_is_space(left) || is_bracket(left) || is_dash(left) || is_opening_mark(left));
}
static bool looks_closing(uint32_t left, uint32_t right) { return !utf8_is_space(left) && !utf8_is_alnum(right); }

/* 'em, '90s, 'tis: an apostrophe that begins a word. */
static bool is_elision(const struct scan *k, uint32_t at) {
    static const char *const words[] = {"em", "til", "tis", "twas", "cause", "bout", "n", "round", "cuz", "ol", "un", NULL};
    if (utf8_is_digit(after(k, at))) return true;
    uint32_t end = at;
    while (end < k->end && ((k->s[end] | 32) >= 'a' && (k->s[end] | 32) <= 'z')) end++;
    for (const char *const *w = words; *w; w++)
        if (utf8_same(k->s + at, end - at, *w, strlen(*w))) return true;
    return false;
}

/* ---- titles, names, scare quotes --------------------------------------------------------------------------------- */
static bool is_small_word(const char *s, uint32_t n) {
    static const char *const words[] = {"a",  "an",   "the", "of",   "and", "in", "on", "to", "for",
                                        "at", "with", "by",  "from", "or",  "de", "la", NULL};
    for (const char *const *w = words; *w; w++)
        if (utf8_same(s, n, *w, strlen(*w))) return true;
    return false;
}

struct shape {
    uint32_t words, capitals; /* words; those with a capital or too small to need one */
    bool ends_sentence;
};
static struct shape shape_of(const char *s, uint32_t beg, uint32_t end) {
    struct shape f = {0};
    for (uint32_t i = beg, len; i < end;) {
        uint32_t c = utf8_at(s + i, end - i, &len), from = i;
        if (!utf8_is_alnum(c)) {
            i += len;
            continue;
        }
        bool upper = utf8_is_upper(c) || utf8_is_digit(c);
        while (i < end && !utf8_is_space(c = utf8_at(s + i, end - i, &len))) i += len;
        f.words++;
        f.capitals += upper || (f.words > 1 && is_small_word(s + from, i - from));
    }
    uint32_t len, last = utf8_before(s, end, &len);
    f.ends_sentence = last == '.' || last == '!' || last == '?' || last == 0x2026 || last == ',' || is_dash(last);
    return f;
}

/* The words right before a mark, at most two, that stand in data/quoted.tsv; NULL. */
static const struct report_word *told_before(const struct scan *k, uint32_t at) {
    const struct report_word *found = NULL;
    char lower[96];
    uint32_t end = at;
    while (end > k->beg && (k->s[end - 1] == ' ' || k->s[end - 1] == ',')) end--;
    if (end == at && at > k->beg) return NULL;
    uint32_t beg = end;
    for (int words = 0; words < 2 && beg > k->beg && !found; words++) {
        while (beg > k->beg && k->s[beg - 1] == ' ') beg--;
        while (beg > k->beg && k->s[beg - 1] != ' ' && k->s[beg - 1] != '\n') beg--;
        if (end - beg > 40) break;
        found = report_word(WORDS_QUOTED, lower, utf8_lower_copy(k->s + beg, end - beg, lower));
    }
    return found;
}

/* Ada "Dot" Venn: between two words with capitals. */
static bool is_nickname(const struct scan *k, uint32_t mark, uint32_t end) {
    uint32_t i = mark, len;
    while (i > k->beg && k->s[i - 1] == ' ') i--;
    if (i == mark || i == k->beg || !utf8_is_alnum(before(k, i))) return false;
    while (i > k->beg && !utf8_is_space(before(k, i))) utf8_before(k->s, i, &len), i -= len;
    uint32_t next = end;
    while (next < k->end && !utf8_is_space(after(k, next))) utf8_at(k->s + next, k->end - next, &len), next += len;
    return next < k->end && utf8_is_upper(after(k, i)) && utf8_is_upper(after(k, next + 1)) && next - end <= 3;
}

enum { QUOTE_DROP, QUOTE_WEAK, QUOTE_SURE };
static int judge(const struct scan *k, uint32_t beg, uint32_t end, uint32_t mark_end) {
    struct shape f = shape_of(k->s, beg, end);
    int32_t block = text_block_at(k->w->text, beg);
    sayso_block_kind kind = block < 0 ? SAYSO_BLOCK_PARAGRAPH : k->w->text->blocks[block].kind;
    const struct report_word *told = told_before(k, mark_end);
    bool capitals = f.words > 1 && f.capitals == f.words && kind != SAYSO_BLOCK_HEADLINE && kind != SAYSO_BLOCK_HEADING;
    if (!f.words) return QUOTE_DROP;
    if (told && told->use == USE_SCARE) return QUOTE_DROP;
    if (told && told->use == USE_TITLE && (f.capitals == f.words || f.words == 1)) return QUOTE_DROP;
    if (told && told->use == USE_NAME && f.words <= 3) return QUOTE_DROP;
    if (is_nickname(k, mark_end, end) && f.words <= 2) return QUOTE_DROP;
    if (capitals && f.words <= 6) return QUOTE_WEAK; /* a stop may stand inside the marks of a title too */
    if (f.ends_sentence && f.words > 1) return QUOTE_SURE;
    if (f.words <= 2) return QUOTE_WEAK;
    return QUOTE_SURE;
}

/* ---- finding ----------------------------------------------------------------------------------------------------- */
static sayso_code keep(struct scan *k, uint32_t beg, uint32_t end, int verdict) {
    if (verdict == QUOTE_DROP || (verdict == QUOTE_WEAK && !k->w->scores)) return SAYSO_OK;
    sayso_quote q = {.span = {beg, end}, .speaker = -1, .attribution = -1};
    if (!VEC_PUSH(k->w->arena, k->w->quotes, q) || !VEC_PUSH(k->w->scratch, k->w->quote_is_weak, verdict == QUOTE_WEAK))
        return error_set(k->w->e, SAYSO_NOMEM, "report", beg, "out of memory");
    return SAYSO_OK;
}

static void push(struct scan *k, uint32_t at, enum family family, bool straight) {
    if (k->depth == DEEPEST) return; /* deeper marks are taken as letters */
    k->stack[k->depth++] = (struct open){at, family, straight, false};
}

static int32_t top_of(const struct scan *k, enum family family) {
    for (uint32_t i = k->depth; i-- > 0;)
        if (k->stack[i].family == family) return (int32_t)i;
    return -1;
}

/* Closes the opening at stack[i]; unpaired ones above it are forgotten. */
static sayso_code close_at(struct scan *k, int32_t i, uint32_t mark, uint32_t len) {
    struct open o = k->stack[i];
    uint32_t open_len;
    utf8_at(k->s + o.at, k->end - o.at, &open_len);
    if (o.family == TICKS) open_len = 2;
    k->depth = (uint32_t)i;
    if (i > 0) k->stack[i - 1].filled = true;
    if (mark <= o.at + open_len) return SAYSO_OK;
    return keep(k, o.at, mark + len, judge(k, o.at + open_len, mark, o.at));
}

/* A straight double mark: what it looks like decides; where it looks like both or neither, whether one is open. */
static sayso_code straight_double(struct scan *k, uint32_t at) {
    uint32_t left = before(k, at), right = after(k, at + 1);
    int32_t top = top_of(k, DOUBLE);
    if (top < 0) top = top_of(k, LOW);
    bool opening = looks_opening(left, right), closing = looks_closing(left, right);
    if (top < 0 && closing && !opening) return SAYSO_OK; /* 6" and strays */
    if (top >= 0 && (!opening || closing)) return close_at(k, top, at, 1);
    if (top >= 0 && opening && k->stack[top].straight) k->depth = (uint32_t)top; /* the earlier one was never closed */
    if (!opening && utf8_is_space(right)) return SAYSO_OK;
    push(k, at, DOUBLE, true);
    return SAYSO_OK;
}

/* “ ” „ ‟: by their shapes; “ closes what „ opened; ” opens too where it is used on both sides. */
static sayso_code curly_double(struct scan *k, uint32_t at, uint32_t c, uint32_t len) {
    uint32_t left = before(k, at), right = after(k, at + len);
    int32_t low = top_of(k, LOW), top = top_of(k, DOUBLE);
    if (c == 0x201e) {
        push(k, at, LOW, false);
    } else if (low >= 0 && !looks_opening(left, right)) {
        return close_at(k, low, at, len);
    } else if (c == 0x201d) {
        if (top >= 0 && !(looks_opening(left, right) && !looks_closing(left, right))) return close_at(k, top, at, len);
        if (looks_opening(left, right)) push(k, at, DOUBLE, false);
    } else {
        if (top >= 0 && !looks_opening(left, right) && utf8_is_space(right)) return close_at(k, top, at, len);
        push(k, at, DOUBLE, false);
    }
    return SAYSO_OK;
}

static sayso_code guillemet(struct scan *k, uint32_t at, uint32_t c, uint32_t len) {
    int32_t top = top_of(k, GUILLEMET);
    if (top >= 0) {
        uint32_t opener = utf8_at(k->s + k->stack[top].at, 4, &(uint32_t){0});
        if (opener != c || !looks_opening(before(k, at), after(k, at + len))) return close_at(k, top, at, len);
    }
    if (c == 0xab || looks_opening(before(k, at), after(k, at + len))) push(k, at, GUILLEMET, false);
    return SAYSO_OK;
}

/* Whether a later single mark in the block can close one opened at `from`: not inside a word. A plural's apostrophe
 * ("the boys' house") closes only where no better one comes. */
static uint32_t single_close(const struct scan *k, uint32_t from) {
    uint32_t doubtful = 0, end = k->end - from > LONGEST_SINGLE ? from + LONGEST_SINGLE : k->end;
    for (uint32_t i = from, len; i < end; i += len) {
        uint32_t c = utf8_at(k->s + i, k->end - i, &len);
        if (c == '\n') break;
        if (c != '\'' && c != 0x2019) continue;
        uint32_t left = before(k, i), right = after(k, i + len);
        if (!looks_closing(left, right) || i == from) continue;
        bool plural = (left == 's' || left == 'S') && right == ' ' && utf8_is_lower(after(k, i + len + 1));
        if (!plural) return i;
        if (!doubtful) doubtful = i;
    }
    return doubtful;
}

static sayso_code single(struct scan *k, uint32_t at, uint32_t c, uint32_t len) {
    uint32_t left = before(k, at), right = after(k, at + len);
    int32_t top = top_of(k, SINGLE);
    if (top >= 0 && at == single_close(k, k->stack[top].at + 1)) return close_at(k, top, at, len);
    if (c == 0x2019 || top >= 0) return SAYSO_OK;
    if (!looks_opening(left, right) || is_elision(k, at + len) || !single_close(k, at + len)) return SAYSO_OK;
    push(k, at, SINGLE, false);
    return SAYSO_OK;
}

static sayso_code ticks(struct scan *k, uint32_t at, bool opening) {
    int32_t top = top_of(k, TICKS);
    if (top >= 0 && !opening) return close_at(k, top, at, 2);
    if (opening || looks_opening(before(k, at), after(k, at + 2))) push(k, at, TICKS, false);
    return SAYSO_OK;
}

static sayso_code step(struct scan *k, uint32_t at, uint32_t c, uint32_t *len) {
    bool twice = at + 1 < k->end && k->s[at] == k->s[at + 1];
    switch (c) {
    case '"':
        return straight_double(k, at);
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
        return curly_double(k, at, c, *len);
    case 0xab:
    case 0xbb:
        return guillemet(k, at, c, *len);
    case '`':
    case '\'':
        if (twice) {
            *len = 2;
            return ticks(k, at, c == '`');
        }
        return c == '\'' ? single(k, at, c, *len) : SAYSO_OK;
    case 0x2018:
    case 0x2019:
    case 0x201a:
        return single(k, at, c, *len);
    default:
        return SAYSO_OK;
    }
}

/* ---- blocks ------------------------------------------------------------------------------------------------------ */
static bool may_quote(sayso_block_kind kind) {
    return kind != SAYSO_BLOCK_BYLINE && kind != SAYSO_BLOCK_CREDIT && kind != SAYSO_BLOCK_RELATED;
}
static bool runs_on(sayso_block_kind kind) {
    return kind == SAYSO_BLOCK_PARAGRAPH || kind == SAYSO_BLOCK_QUOTE || kind == SAYSO_BLOCK_LIST_ITEM;
}
static bool opens_with_mark(const struct report_work *w, uint32_t block) {
    span s = w->text->blocks[block].span;
    uint32_t len, c = utf8_at(w->text->utf8 + s.beg, span_len(s), &len);
    return is_opening_mark(c) || c == '`';
}

/* The one mark that a block leaves open, where what it opens may run to the block's end; -1. */
static int32_t left_open(const struct scan *k) {
    if (k->depth != 1 || k->stack[0].family == SINGLE) return -1;
    return k->stack[0].at == k->beg || !k->stack[0].filled ? 0 : -1;
}

/* Whether a quotation without an end may be taken to end with its block: it begins it, or a colon or comma leads to it. */
static bool led_in(const struct scan *k, uint32_t at) {
    uint32_t i = at;
    while (i > k->beg && k->s[i - 1] == ' ') i--;
    return i == k->beg || k->s[i - 1] == ':' || k->s[i - 1] == ',';
}

/* Joins the quotation that runs on from `from` with the one that ends or runs through this block. */
static void join(struct report_work *w, uint32_t from, uint32_t first, uint32_t block_beg) {
    if (first < w->quotes.n && w->quotes.at[first].span.beg > block_beg) return;
    for (uint32_t i = first; i < w->quotes.n; i++)
        if (w->quotes.at[i].span.beg == block_beg) {
            w->quotes.at[i].span.beg = from;
            w->quote_is_weak.at[i] = 0;
        }
}

static sayso_code block_quote(struct report_work *w, span s) {
    sayso_quote q = {.span = s, .speaker = -1, .attribution = -1};
    if (!VEC_PUSH(w->arena, w->quotes, q) || !VEC_PUSH(w->scratch, w->quote_is_weak, 0))
        return error_set(w->e, SAYSO_NOMEM, "report", s.beg, "out of memory");
    return SAYSO_OK;
}

/* Scans a block; *from is where a quotation still runs from earlier blocks, 0: none (its byte + 1), and is set anew. */
static sayso_code scan_block(struct report_work *w, uint32_t block, uint32_t *from) {
    const sayso_block *b = &w->text->blocks[block];
    struct scan k = {.w = w, .s = w->text->utf8, .beg = b->span.beg, .end = b->span.end, .first = w->quotes.n};
    for (uint32_t i = k.beg, len; i < k.end; i += len) {
        uint32_t c = utf8_at(k.s + i, k.end - i, &len);
        sayso_code code = step(&k, i, c, &len);
        if (code) return code;
    }
    bool next_opens = block + 1 < w->text->n_blocks && runs_on(b->kind) && runs_on(w->text->blocks[block + 1].kind) &&
                      opens_with_mark(w, block + 1);
    int32_t open = left_open(&k);
    uint32_t began = *from;
    *from = 0;
    if (open >= 0 && next_opens) {
        *from = began && k.stack[open].at == k.beg ? began : k.stack[open].at + 1;
        return SAYSO_OK;
    }
    sayso_code code = SAYSO_OK;
    if (open >= 0 && runs_on(b->kind) && (led_in(&k, k.stack[open].at) || began))
        code = keep(&k, k.stack[open].at, k.end, QUOTE_SURE);
    if (!code && began) join(w, began - 1, k.first, k.beg);
    if (!code && b->kind == SAYSO_BLOCK_QUOTE && w->quotes.n == k.first) code = block_quote(w, b->span);
    return code;
}

/* Into text order, the longer first; insertion, as the lists of a block are nearly sorted. */
static void sort_quotes(struct report_work *w) {
    for (uint32_t i = 1; i < w->quotes.n; i++) {
        sayso_quote q = w->quotes.at[i];
        uint8_t weak = w->quote_is_weak.at[i];
        uint32_t j = i;
        for (; j > 0 && span_cmp(w->quotes.at[j - 1].span, q.span) > 0; j--) {
            w->quotes.at[j] = w->quotes.at[j - 1];
            w->quote_is_weak.at[j] = w->quote_is_weak.at[j - 1];
        }
        w->quotes.at[j] = q;
        w->quote_is_weak.at[j] = weak;
    }
}

sayso_code report_quotes(struct report_work *w) {
    uint32_t from = 0;
    for (uint32_t i = 0; i < w->text->n_blocks; i++) {
        if (!may_quote(w->text->blocks[i].kind)) {
            from = 0;
            continue;
        }
        sayso_code code = scan_block(w, i, &from);
        if (code) return code;
    }
    sort_quotes(w);
    return SAYSO_OK;
}
