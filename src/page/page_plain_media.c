/* Images of a plain text: each credit line is one, its caption the short line beside it; a caption that ends in a credit is
 * one too. On which side captions stand is a habit of the outlet, so it is told once for the whole text: by the side where
 * the lines beside credits are shorter, or stand in the same stretch. And words that tell of a video or picture that the
 * text cannot show. */
#include "page_plain.h"
#include "page_credit.h"
#include "gen_plain.h"

enum { CAPTION_WORDS = 45 };

static bool may_be_caption(const struct plain *p, uint32_t i) {
    return i < p->n && p->blocks[i].kind == SAYSO_BLOCK_PARAGRAPH && p->lines[i].n_words <= CAPTION_WORDS &&
           p->blocks[i].text[p->blocks[i].n - 1] != ':';
}

/* Whether captions stand behind their credits here. */
static bool captions_behind(const struct plain *p) {
    uint32_t before = 0, behind = 0, n_before = 0, n_behind = 0, n = 0;
    int together = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (!p->lines[i].credit) continue;
        n++;
        bool a = i && may_be_caption(p, i - 1), b = may_be_caption(p, i + 1);
        if (a) n_before++, before += p->lines[i - 1].n_words;
        if (b) n_behind++, behind += p->lines[i + 1].n_words;
        if (a && p->lines[i - 1].group == p->lines[i].group) together--;
        if (b && p->lines[i + 1].group == p->lines[i].group) together++;
    }
    bool grouped = p->n && p->lines[p->n - 1].group > 0; /* the text has blank lines at all */
    if (grouped && together) return together > 0;
    if (!n_before || !n_behind) return n_behind > n_before && n > 1;
    return behind * n_before < before * n_behind; /* the mean length */
}

/* Captions that stand apart from their credit are shorter than the text: words below four fifths of its middle paragraph,
 * or a dozen. */
static uint32_t caption_limit(const struct plain *p) {
    uint32_t by_words[CAPTION_WORDS * 2 + 1] = {0}, n = 0, seen = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->blocks[i].kind != SAYSO_BLOCK_PARAGRAPH || !p->lines[i].body) continue;
        by_words[p->lines[i].n_words < CAPTION_WORDS * 2 ? p->lines[i].n_words : CAPTION_WORDS * 2]++;
        n++;
    }
    uint32_t words = 0;
    while (words < CAPTION_WORDS * 2 && (seen += by_words[words]) * 2 < n) words++;
    uint32_t limit = words * 4 / 5;
    return limit < 12 ? 12 : limit;
}

static sayso_code add_credit(struct plain *p, uint32_t i, bool behind, uint32_t limit) {
    struct page_block *b = &p->blocks[i];
    struct page_media m = {.kind = SAYSO_MEDIA_IMAGE, .span.block = -1, .caption.block = -1, .credit = {(int32_t)i, 0, b->n}};
    sayso_code code = page_credit_read(p->arena, b->text, b->n, &m.chain, &m.n_chain);
    if (code) return code;
    static const char *const VIDEO[] = {"Video", "VIDEO", "Footage"};
    for (size_t k = 0; k < sizeof VIDEO / sizeof *VIDEO; k++)
        if (b->n > strlen(VIDEO[k]) && !memcmp(b->text, VIDEO[k], strlen(VIDEO[k])) && !memmem(b->text, b->n, "grab", 4) &&
            !memmem(b->text, b->n, "still", 5))
            m.kind = SAYSO_MEDIA_VIDEO;
    uint32_t c = behind ? i + 1 : i - 1;
    bool near = behind ? i + 1 < p->n : i > 0;
    bool clear = !near || behind || i < 2 || p->blocks[i - 1].kind == SAYSO_BLOCK_PARAGRAPH;
    bool fits = near && may_be_caption(p, c) &&
                (p->lines[c].n_words <= limit || (p->lines[c].group == p->lines[i].group && p->lines[p->n - 1].group));
    if (clear && fits) {
        p->blocks[c].kind = SAYSO_BLOCK_CAPTION;
        p->blocks[c].media = (int32_t)p->media.n;
        m.caption = (struct page_piece){(int32_t)c, 0, p->blocks[c].n};
    }
    b->media = (int32_t)p->media.n;
    return VEC_PUSH(p->arena, p->media, m) ? SAYSO_OK : SAYSO_NOMEM;
}

static bool has_creator(const struct page_media *m) {
    for (uint32_t i = 0; i < m->n_chain; i++)
        if (m->chain[i].role == SAYSO_CREDIT_CREATOR) return true;
    return false;
}

/* A paragraph that ends in a credit with a person's name in it, or that is called a caption. */
static sayso_code add_inline(struct plain *p, uint32_t i) {
    struct page_block *b = &p->blocks[i];
    if (p->lines[i].n_words > 90) return SAYSO_OK;
    size_t label = words_prefix(&plain_words, b->text, b->n, PLAIN_CAPTION);
    bool labelled = label && label + 1 < b->n && b->text[label] == ':';
    span at = page_credit_find(b->text, b->n);
    if (!labelled && !(span_is(at) && at.beg > 0 && at.end + 2 >= b->n)) return SAYSO_OK;
    struct page_media m = {.kind = SAYSO_MEDIA_IMAGE, .span.block = -1, .caption = {(int32_t)i, 0, b->n}, .credit.block = -1};
    if (span_is(at)) {
        sayso_code code = page_credit_read(p->arena, b->text + at.beg, span_len(at), &m.chain, &m.n_chain);
        if (code) return code;
        if (!labelled && !has_creator(&m)) return SAYSO_OK;
        m.credit = (struct page_piece){(int32_t)i, at.beg, at.end};
        uint32_t end = at.beg;
        while (end && b->text[end - 1] == ' ') end--;
        m.caption.end = end;
    }
    b->kind = SAYSO_BLOCK_CAPTION;
    b->media = (int32_t)p->media.n;
    return VEC_PUSH(p->arena, p->media, m) ? SAYSO_OK : SAYSO_NOMEM;
}

/* ---- words that tell of media ------------------------------------------------------------------------------------ */

static sayso_code add_words(struct plain *p, uint32_t i) {
    const struct page_block *b = &p->blocks[i];
    sayso_media_kind kind;
    for (size_t from = 0; from < b->n;) {
        span at = plain_media_words(b->text, b->n, from, &kind);
        if (!span_is(at)) return SAYSO_OK;
        struct page_media m = {.kind = kind, .span = {(int32_t)i, at.beg, at.end}, .caption.block = -1, .credit.block = -1};
        if (!VEC_PUSH(p->arena, p->media, m)) return SAYSO_NOMEM;
        from = at.end;
    }
    return SAYSO_OK;
}

sayso_code plain_media(struct plain *p) {
    bool behind = captions_behind(p);
    uint32_t limit = caption_limit(p);
    sayso_code code = SAYSO_OK;
    for (uint32_t i = 0; i < p->n && !code; i++) {
        sayso_block_kind kind = p->blocks[i].kind;
        if (p->lines[i].credit)
            code = add_credit(p, i, behind, limit);
        else if (kind == SAYSO_BLOCK_PARAGRAPH)
            code = add_inline(p, i);
        if (!code && p->blocks[i].kind == SAYSO_BLOCK_PARAGRAPH && p->lines[i].body) code = add_words(p, i);
    }
    return code;
}
