/* Fuzz target: plain text. No word is lost: the words of the blocks are those of the decoded input, in order; every run lies
 * in its block and in the input; pieces of media lie in their blocks. The credit grammar, bylines and datelines are run on
 * every block too. */
#include <assert.h>
#include <string.h>
#include "base_utf8.h"
#include "page_credit.h"
#include "page_plain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_piece(const struct page *p, struct page_piece at) {
    if (at.block < 0) return;
    assert((uint32_t)at.block < p->n_blocks && at.beg < at.end && at.end <= p->blocks[at.block].n);
    const char *s = p->blocks[at.block].text;
    assert(((unsigned char)s[at.beg] & 0xc0) != 0x80 && ((unsigned char)s[at.end] & 0xc0) != 0x80);
}

static void check_block(const struct page_block *b, size_t size) {
    assert(b->n && b->text[b->n] == 0 && utf8_check(b->text, b->n) == b->n);
    assert(b->text[0] != ' ' && b->text[b->n - 1] != ' ' && !memmem(b->text, b->n, "  ", 2) && !memchr(b->text, '\n', b->n));
    uint32_t text = 0, source = 0;
    for (uint32_t i = 0; i < b->n_runs; i++) {
        const struct page_run *r = &b->runs[i];
        assert(r->text == text && r->n_text && r->source >= source && r->source + r->n_source <= size);
        text += r->n_text;
        source = r->source + r->n_source;
    }
    assert(text == b->n);
}

/* The next character that is no space, of the decoded input or of the blocks. */
static uint32_t next_ink(const char *s, size_t n, size_t *at) {
    while (*at < n) {
        uint32_t len, c = utf8_at(s + *at, n - *at, &len);
        *at += len;
        if (!utf8_is_space(c)) return c;
    }
    return 0;
}

static void check_words(const struct page *p, const struct plain_text *t) {
    size_t from = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        uint32_t c;
        for (size_t at = 0; (c = next_ink(p->blocks[i].text, p->blocks[i].n, &at));) {
            uint32_t d = next_ink(t->s, t->n, &from);
            assert(c == d);
        }
    }
    uint32_t left = next_ink(t->s, t->n, &from);
    assert(!left);
}

static void check_grammar(struct arena *a, const struct page_block *b) {
    span at = page_credit_find(b->text, b->n), line = meta_dateline(b->text, b->n);
    assert(at.beg <= at.end && at.end <= b->n && line.beg <= line.end && line.end <= b->n);
    sayso_credit *chain;
    uint32_t n;
    sayso_code code = page_credit_read(a, b->text, b->n, &chain, &n);
    assert(code == SAYSO_OK);
    for (uint32_t i = 0; i < n; i++) { /* nothing is invented */
        assert(*chain[i].name && memmem(b->text, b->n, chain[i].name, strlen(chain[i].name)));
        assert(!i || chain[i].role == SAYSO_CREDIT_CREATOR || chain[i - 1].role != SAYSO_CREDIT_VIA ||
               chain[i].role == SAYSO_CREDIT_VIA);
    }
    (void)page_credit_is_line(b->text, b->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    const struct page_options options = {.uri = "https://www.example.org/2020/01/02/a"};
    struct page p;
    struct plain_text t;
    sayso_error e = {0};
    sayso_code code = page_plain_read(&arena, &scratch, (const char *)data, size, &options, &p, &e);
    if (code) {
        assert(code == SAYSO_FORMAT || code == SAYSO_EMPTY || code == SAYSO_LIMIT);
    } else {
        assert(p.n_blocks && p.encoding && p.media_type);
        for (uint32_t i = 0; i < p.n_blocks; i++) {
            check_block(&p.blocks[i], size);
            assert(p.blocks[i].media < (int32_t)p.n_media);
            check_grammar(&scratch, &p.blocks[i]);
        }
        for (uint32_t i = 0; i < p.n_media; i++) {
            check_piece(&p, p.media[i].span);
            check_piece(&p, p.media[i].caption);
            check_piece(&p, p.media[i].credit);
        }
        code = plain_decode(&scratch, (const char *)data, size, &options, &t, &e);
        assert(!code);
        check_words(&p, &t);
    }
    arena_release(&scratch);
    arena_release(&arena);
    return 0;
}
