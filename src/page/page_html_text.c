/* The words of a stretch of HTML: no tree, the tokens alone. For the summaries that feeds carry. Wraps lexbor's tokenizer. */
#include "page_feed.h"
#include "base_utf8.h"
#include <lexbor/html/html.h>

struct words {
    struct arena *arena;
    char *text;
    size_t n, size;
    char owed;           /* the white space to put before the next word */
    lxb_tag_id_t unseen; /* inside an element whose words are not shown */
    bool nomem;
};

static bool room(struct words *w, size_t n) {
    if (w->n + n <= w->size) return true;
    size_t size = w->size * 2 > w->n + n ? w->size * 2 : w->n + n + 256;
    char *grown = arena_grow(w->arena, w->text, w->size, size);
    w->nomem |= !grown;
    if (grown) w->text = grown, w->size = size;
    return grown != NULL;
}

static void add(struct words *w, const char *s, size_t n) {
    if (!room(w, 2 * n + 2)) return;
    for (size_t i = 0; i < n;) {
        uint32_t len, c = utf8_at(s + i, n - i, &len);
        if (utf8_is_space(c) || !c) {
            if (!w->owed) w->owed = ' ';
        } else {
            if (w->owed && w->n) w->text[w->n++] = w->owed;
            w->owed = 0;
            if (!room(w, (n - i) + 6)) return;
            w->n += utf8_put(c, w->text + w->n);
        }
        i += len;
    }
}

static bool breaks(lxb_tag_id_t t) {
    static const lxb_tag_id_t TAGS[] = {LXB_TAG_P,          LXB_TAG_BR,     LXB_TAG_DIV,        LXB_TAG_LI, LXB_TAG_UL,
                                        LXB_TAG_OL,         LXB_TAG_H1,     LXB_TAG_H2,         LXB_TAG_H3, LXB_TAG_H4,
                                        LXB_TAG_BLOCKQUOTE, LXB_TAG_TR,     LXB_TAG_HR,         LXB_TAG_DD, LXB_TAG_DT,
                                        LXB_TAG_H5,         LXB_TAG_FIGURE, LXB_TAG_FIGCAPTION, LXB_TAG_H6, LXB_TAG_PRE};
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
        if (t == TAGS[i]) return true;
    return false;
}

static lxb_html_token_t *on_token(lxb_html_tokenizer_t *tokenizer, lxb_html_token_t *token, void *context) {
    struct words *w = context;
    lxb_tag_id_t tag = token->tag_id;
    bool closes = token->type & LXB_HTML_TOKEN_TYPE_CLOSE;
    (void)tokenizer;
    if (tag == LXB_TAG__TEXT) {
        if (!w->unseen && token->text_start)
            add(w, (const char *)token->text_start, (size_t)(token->text_end - token->text_start));
    } else if (tag == LXB_TAG_SCRIPT || tag == LXB_TAG_STYLE) {
        if (!closes)
            w->unseen = tag;
        else if (w->unseen == tag)
            w->unseen = 0;
    } else if (breaks(tag)) {
        w->owed = '\n';
    } else if (tag == LXB_TAG_TD || tag == LXB_TAG_TH || tag == LXB_TAG_IMG) {
        if (!w->owed) w->owed = ' ';
    }
    return token;
}

const char *page_html_text(struct arena *arena, const char *html, size_t n) {
    struct words w = {.arena = arena};
    if (!memchr(html, '<', n) && !memchr(html, '&', n)) {
        add(&w, html, n);
    } else {
        lxb_html_tokenizer_t *t = lxb_html_tokenizer_create();
        bool ok = t && lxb_html_tokenizer_init(t) == LXB_STATUS_OK && lxb_html_tokenizer_tags_make(t, 64) == LXB_STATUS_OK &&
                  lxb_html_tokenizer_attrs_make(t, 64) == LXB_STATUS_OK;
        if (ok) {
            lxb_html_tokenizer_callback_token_done_set(t, on_token, &w);
            ok = lxb_html_tokenizer_begin(t) == LXB_STATUS_OK &&
                 lxb_html_tokenizer_chunk(t, (const lxb_char_t *)html, n) == LXB_STATUS_OK &&
                 lxb_html_tokenizer_end(t) == LXB_STATUS_OK;
        }
        if (t) {
            lxb_html_tokenizer_tags_destroy(t);
            lxb_html_tokenizer_attrs_destroy(t);
            lxb_html_tokenizer_destroy(t);
        }
        w.nomem |= !ok;
    }
    if (w.nomem || !room(&w, 1)) return NULL;
    w.text[w.n] = 0;
    return w.text;
}
