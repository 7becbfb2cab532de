/* The report's images, videos, sounds and posts, each with its caption and credit: an object stands in the report's lines,
 * the words about it in the smallest element that holds both. */
#include "page_blocks.h"
#include "page_credit.h"
#include "page_outlets.h"
#include "page_rules.h"
#include <stdlib.h>
#include <strings.h>

enum {
    SMALL = 90 /* pixels: an icon, an avatar */,
    FIGURE_UP = 7,
    FIGURE_TEXT = 2500,
    SAME_WORDS = 24,
    NEAR = 40 /* lines */,
    MANY = 64 /* media looked back on for the same image */
};

static const page_hints NOT_OURS = HINT_COMMENT | HINT_SHARE | HINT_AD | HINT_RELATED | HINT_NEWSLETTER | HINT_NAV | HINT_FOOT |
                                   HINT_SIDE | HINT_TAGS | HINT_AUTHOR | HINT_BYLINE;

/* ---- addresses ------------------------------------------------------------------------------------------------ */
static bool usable(const char *uri) {
    return uri && *uri && strncasecmp(uri, "data:", 5) && strncasecmp(uri, "about:", 6) && *uri != '#' && *uri != '{';
}

/* The last address of a srcset: the largest, as they are written from small to large. */
static const char *largest(struct arena *arena, const char *set) {
    const char *best = set, *s = set;
    while (*s) {
        while (*s == ' ' || *s == ',' || *s == '\n' || *s == '\t' || *s == '\r') s++;
        if (*s) best = s;
        s += strcspn(s, " \t\r\n");
        while (*s && *s != ',') s++; /* the descriptor */
    }
    size_t n = strcspn(best, " \t\r\n");
    while (n && best[n - 1] == ',') n--;
    return arena_strndup(arena, best, n);
}

static const char *of_attributes(struct arena *arena, const struct page_tree *t, uint32_t node) {
    static const char *const PLAIN[] = {"data-src",        "data-original", "data-lazy-src", "data-full-src",
                                        "data-hi-res-src", "src",           "data-url"};
    static const char *const SETS[] = {"srcset", "data-srcset", "data-lazy-srcset"};
    const char *value, *spare = NULL;
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
        if (usable(value = page_attr(t, node, PLAIN[i]))) {
            if (!strcasestr(value, "placeholder") && !strcasestr(value, "spacer") && !strcasestr(value, "blank.") &&
                !strcasestr(value, "transparent") && !strcasestr(value, "preload"))
                return value;
            spare = value;
        }
    for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++)
        if ((value = page_attr(t, node, SETS[i])) && usable(value = largest(arena, value))) return value;
    return spare;
}

/* The object's own address, or its <source>'s, inside it or beside it in a <picture>. */
static const char *address(struct arena *arena, const struct page_tree *t, uint32_t node) {
    const char *uri = of_attributes(arena, t, node);
    uint32_t parent = t->nodes[node].parent, from = t->nodes[parent].tag == TAG_PICTURE ? parent : node;
    for (uint32_t i = from; !uri && i < t->nodes[from].past; i++)
        if (t->nodes[i].tag == TAG_SOURCE) uri = of_attributes(arena, t, i);
    return uri;
}

/* The last link of a post is to the post itself. */
static const char *post_address(const struct page_tree *t, uint32_t node) {
    const char *uri = NULL, *href;
    for (uint32_t i = node; i < t->nodes[node].past; i++)
        if (t->nodes[i].tag == TAG_A && usable(href = page_attr(t, i, "href"))) uri = href;
    return uri ? uri : page_attr(t, node, "cite");
}

/* ---- what an object is ---------------------------------------------------------------------------------------- */
/* Class names of images that belong to the page, not to the report. */
static bool is_ornament(const struct page_tree *t, uint32_t node) {
    const char *name = page_attr(t, node, "class");
    return name && (strcasestr(name, "icon") || strcasestr(name, "avatar") || strcasestr(name, "logo") ||
                    strcasestr(name, "emoji") || strcasestr(name, "spinner") || strcasestr(name, "gravatar"));
}

static bool is_small(const struct page_tree *t, uint32_t node) {
    const char *w = page_attr(t, node, "width"), *h = page_attr(t, node, "height");
    int width = w ? atoi(w) : 0, height = h ? atoi(h) : 0;
    if (w && strchr(w, '%')) width = 0;
    return (width > 0 && width < SMALL) || (height > 0 && height < SMALL && (!width || width < 2 * SMALL));
}

static bool is_decoration(const char *uri) {
    static const char *const WORDS[] = {
        "pixel",  "spacer",   "1x1",   "/icon",           "icon-", "-icon",   "icons/", "avatar",    "gravatar",
        "sprite", "emoji",    "/logo", "logo.",           "-logo", "_logo",   "logo-",  "/ads/",     "doubleclick",
        "beacon", "tracking", "badge", "facebook.com/tr", ".svg",  "zoneid=", "adserv", "preloader", "spinner"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcasestr(uri, WORDS[i])) return true;
    return false;
}

/* Kind of a frame by its address; -1: not part of the report (an ad, a form). */
static int frame_kind(const struct page_tree *t, uint32_t node, const char *uri) {
    const char *name = page_attr(t, node, "class");
    for (int k = 0; k < 2; k++) {
        const char *s = k ? name : uri;
        if (!s) continue;
        if (strcasestr(s, "twitter") || strcasestr(s, "instagram") || strcasestr(s, "facebook.com/plugins/post"))
            return SAYSO_MEDIA_POST;
        if (strcasestr(s, "youtu") || strcasestr(s, "vimeo") || strcasestr(s, "dailymotion") || strcasestr(s, "video") ||
            strcasestr(s, "player") || strcasestr(s, "brightcove"))
            return SAYSO_MEDIA_VIDEO;
        if (strcasestr(s, "soundcloud") || strcasestr(s, "spotify") || strcasestr(s, "podcast") || strcasestr(s, "audio"))
            return SAYSO_MEDIA_AUDIO;
    }
    return -1;
}

static int kind_of(const struct page_tree *t, uint32_t node, const char *uri) {
    switch (t->nodes[node].tag) {
    case TAG_IMG:
        return !uri || is_small(t, node) || is_ornament(t, node) || is_decoration(uri) ? -1 : SAYSO_MEDIA_IMAGE;
    case TAG_VIDEO:
        return SAYSO_MEDIA_VIDEO;
    case TAG_AUDIO:
        return SAYSO_MEDIA_AUDIO;
    case TAG_IFRAME:
    case TAG_EMBED:
    case TAG_OBJECT:
        return frame_kind(t, node, uri);
    default:
        return -1;
    }
}

/* Two addresses of one image: the same file name, whatever its size and server. */
static bool same_file(const char *a, const char *b) {
    size_t na = strcspn(a, "?#"), nb = strcspn(b, "?#"), i = 0;
    while (i < na && i < nb && a[na - 1 - i] == b[nb - 1 - i] && a[na - 1 - i] != '/') i++;
    bool whole = (i == na || a[na - 1 - i] == '/') && (i == nb || b[nb - 1 - i] == '/');
    return (whole && i >= 8) || (na == nb && !memcmp(a, b, na));
}

/* ---- the list ------------------------------------------------------------------------------------------------- */
struct lister {
    struct page_maker *m;
    const struct page_flow *f;
    uint32_t top, past;
    int32_t *of_line;
    uint32_t post; /* the last post's element and number */
    int32_t post_media;
};

static bool add(struct lister *x, struct page_media media, int32_t *number) {
    media.span.block = media.caption.block = media.credit.block = -1;
    *number = (int32_t)x->m->media.n;
    return VEC_PUSH(x->m->arena, x->m->media, media);
}

static bool add_object(struct lister *x, uint32_t i) {
    const struct page_line *l = &x->f->lines[i];
    const struct page_tree *t = x->f->tree;
    if (l->hints & NOT_OURS || x->m->roles[i - x->top] == ROLE_DROP) return true;
    const char *uri = address(x->m->arena, t, l->node);
    int kind = kind_of(t, l->node, uri);
    if (kind < 0) return true;
    struct page_media media = {.kind = (sayso_media_kind)kind};
    media.uri = uri ? page_uri(x->m->arena, x->m->base, uri) : NULL;
    for (uint32_t k = x->m->media.n > MANY ? x->m->media.n - MANY : 0; uri && k < x->m->media.n; k++) {
        const char *known = x->m->media.at[k].uri;
        if (known && same_file(known, media.uri)) {
            x->of_line[i - x->top] = (int32_t)k; /* again, for another size of screen */
            return true;
        }
    }
    return add(x, media, &x->of_line[i - x->top]);
}

/* Posts: one for each outermost element with a post's name. */
static bool add_post(struct lister *x, uint32_t i) {
    const struct page_tree *t = x->f->tree;
    uint32_t node = 0;
    for (uint32_t at = x->f->lines[i].leaf; at; at = t->nodes[at].parent)
        if (t->nodes[at].hints & HINT_POST) node = at;
    if (node && node == x->post) {
        x->of_line[i - x->top] = x->post_media;
        return true;
    }
    const char *uri = node ? post_address(t, node) : NULL;
    struct page_media media = {.kind = SAYSO_MEDIA_POST, .uri = uri ? page_uri(x->m->arena, x->m->base, uri) : NULL};
    if (!add(x, media, &x->of_line[i - x->top])) return false;
    x->post = node;
    x->post_media = x->of_line[i - x->top];
    return true;
}

/* Media number of the object nearest to line i inside an element's lines [a, b): before it, or else behind it; -1. */
static int32_t nearest(const struct lister *x, uint32_t i, uint32_t a, uint32_t b, bool words_too) {
    if (a < x->top) a = x->top;
    if (b > x->past) b = x->past;
    if (a + NEAR < i) a = i - NEAR;
    if (b > i + NEAR) b = i + NEAR;
    for (uint32_t k = i; k-- > a;)
        if (x->of_line[k - x->top] >= 0 && (words_too || x->f->lines[k].object)) return x->of_line[k - x->top];
    for (uint32_t k = i + 1; k < b; k++)
        if (x->of_line[k - x->top] >= 0 && x->f->lines[k].object) return x->of_line[k - x->top];
    return -1;
}

/* Whether a credit without an image speaks of one ("Photo: ...", "Image via ..."), or stands by a caption. */
static bool is_credit_alone(const struct lister *x, uint32_t i) {
    static const char *const WORDS[] = {"photo", "image",        "picture", "illustration", "graphic",
                                        "getty", "shutterstock", "alamy",   "handout"};
    const struct page_line *l = &x->f->lines[i];
    const char *s = page_line_text(x->f, l);
    if (l->hints & HINT_CREDIT && (span_is(page_credit_find(s, page_line_len(l))) || memchr(s, '/', page_line_len(l))))
        return true;
    if (!memcmp(s, "\xC2\xA9", 2)) return true;
    char low[200];
    size_t n = page_line_len(l) < sizeof low - 1 ? page_line_len(l) : sizeof low - 1;
    memcpy(low, s, n);
    low[n] = 0;
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
        if (strcasestr(low, WORDS[k])) return true;
    return false;
}

/* The media that a caption or credit is of: in the smallest element around that has any. Words without an object (it comes
 * by script) make a medium of their own. */
static bool place_words(struct lister *x, uint32_t i) {
    const struct page_tree *t = x->f->tree;
    const struct page_line *l = &x->f->lines[i];
    bool credit = x->m->roles[i - x->top] == SAYSO_BLOCK_CREDIT;
    uint32_t node = l->node, body = x->m->body->node;
    for (uint32_t up = 0; node && up < FIGURE_UP && node != body; up++, node = t->nodes[node].parent) {
        uint32_t a = page_line_at(x->f, node), b = page_line_at(x->f, t->nodes[node].past);
        if (a < b && x->f->lines[b - 1].end - x->f->lines[a].beg > FIGURE_TEXT) break;
        int32_t k = nearest(x, i, a, b, credit);
        if (k >= 0) return x->of_line[i - x->top] = k, true;
    }
    uint32_t from = i > x->top ? i - 1 : i; /* the very next object, where each stands by itself */
    int32_t k = nearest(x, i, from, i + 1, true);
    if (k >= 0) return x->of_line[i - x->top] = k, true;
    if (credit && !is_credit_alone(x, i)) {
        /* a name, an agency, but of no image: who wrote it, or a line of the text */
        x->m->roles[i - x->top] = (int8_t)(i < x->m->body->first    ? ROLE_DROP
                                           : l->hints & HINT_CREDIT ? SAYSO_BLOCK_BYLINE
                                                                    : SAYSO_BLOCK_PARAGRAPH);
        return true;
    }
    struct page_media media = {.kind = SAYSO_MEDIA_IMAGE};
    return add(x, media, &x->of_line[i - x->top]);
}

/* A caption that was said of the same media is said once (long and short form, two sizes of screen). */
static void drop_same_captions(struct lister *x) {
    for (uint32_t i = x->top; i < x->past; i++) {
        int8_t r = x->m->roles[i - x->top];
        if (r != SAYSO_BLOCK_CAPTION && r != SAYSO_BLOCK_CREDIT) continue;
        const struct page_line *l = &x->f->lines[i];
        for (uint32_t k = i > x->top + 24 ? i - 24 : x->top; k < i; k++) {
            const struct page_line *other = &x->f->lines[k];
            if (x->m->roles[k - x->top] != r || x->of_line[k - x->top] != x->of_line[i - x->top]) continue;
            uint32_t a = page_line_len(l), b = page_line_len(other), least = a < b ? a : b;
            if ((a == b || (least >= SAME_WORDS && r == SAYSO_BLOCK_CAPTION)) &&
                !memcmp(page_line_text(x->f, l), page_line_text(x->f, other), least < SAME_WORDS ? least : SAME_WORDS))
                x->m->roles[i - x->top] = ROLE_DROP;
        }
    }
}

bool page_media_list(struct page_maker *m, int32_t *of_line) {
    struct lister x = {.m = m, .f = m->flow, .top = m->body->top, .past = m->body->past, .of_line = of_line};
    for (uint32_t i = x.top; i < x.past; i++) of_line[i - x.top] = -1;
    for (uint32_t i = x.top; i < x.past; i++) {
        if (x.f->lines[i].object && !add_object(&x, i)) return false;
        if (m->roles[i - x.top] == SAYSO_BLOCK_EMBED && !add_post(&x, i)) return false;
    }
    for (uint32_t i = x.top; i < x.past; i++)
        if ((m->roles[i - x.top] == SAYSO_BLOCK_CAPTION || m->roles[i - x.top] == SAYSO_BLOCK_CREDIT) && !place_words(&x, i))
            return false;
    drop_same_captions(&x);
    return true;
}

/* ---- words ---------------------------------------------------------------------------------------------------- */
static bool set_credit(struct page_maker *m, struct page_media *media, uint32_t b, uint32_t beg, uint32_t end) {
    const char *text = m->blocks.at[b].text;
    while (beg < end && text[beg] == ' ') beg++;
    while (end > beg && text[end - 1] == ' ') end--;
    if (media->credit.block >= 0 || beg == end) return true;
    media->credit = (struct page_piece){(int32_t)b, beg, end};
    return page_credit_read(m->arena, text + beg, end - beg, &media->chain, &media->n_chain) == SAYSO_OK;
}

/* Blanks and dashes between caption and credit belong to neither. */
static uint32_t trim_end(const char *s, uint32_t end) {
    while (end && (s[end - 1] == ' ' || s[end - 1] == '\n' || s[end - 1] == '|' || s[end - 1] == '(' || s[end - 1] == '[')) end--;
    return end;
}

/* A caption's last words, set apart by style alone: "... at the pier. Jo Roe/Wire", "... of the storm. Wire". */
static span last_words(const char *s, uint32_t n) {
    enum { MOST = 60 };
    uint32_t at = n;
    while (at > 1 && !(s[at - 1] == ' ' && (s[at - 2] == '.' || s[at - 2] == '"' || s[at - 2] == '?'))) at--;
    if (at < 12 || n - at < 2 || n - at > MOST || s[n - 1] == '.') return (span){0, 0};
    uint32_t name = n;
    while (name > at && s[name - 1] != '/') name--;
    return outlet_find(s + name, n - name) ? span_of(at, n) : (span){0, 0};
}

bool page_media_words(struct page_maker *m, int32_t k, uint32_t i, uint32_t b) {
    struct page_media *media = &m->media.at[k];
    struct page_block *block = &m->blocks.at[b];
    const struct page_line *l = &m->flow->lines[i];
    block->media = k;
    if (block->kind == SAYSO_BLOCK_CREDIT) return set_credit(m, media, b, 0, block->n);
    if (block->kind != SAYSO_BLOCK_CAPTION) return true;
    bool part = l->credit_end && 10 * (l->credit_end - l->credit) < 9 * block->n;
    span credit = part ? span_of(l->credit - l->beg, l->credit_end - l->beg) : page_credit_find(block->text, block->n);
    if (!span_is(credit)) credit = last_words(block->text, block->n);
    if (l->credit_end && !credit.beg && credit.end == block->n) { /* an element for credits may hold the caption too */
        span inner = page_credit_find(block->text, block->n);
        if (span_is(inner)) credit = inner;
    }
    uint32_t beg = 0, end = block->n;
    if (span_is(credit)) {
        if (!set_credit(m, media, b, credit.beg, credit.end)) return false;
        uint32_t before = trim_end(block->text, credit.beg);
        if (before)
            end = before;
        else
            beg = end;
        if (!before && credit.end + 20 < block->n) beg = credit.end, end = block->n;
        while (beg < end && block->text[beg] == ' ') beg++;
    }
    if (media->caption.block < 0 && beg < end) media->caption = (struct page_piece){(int32_t)b, beg, end};
    return true;
}
