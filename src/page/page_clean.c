/* Telling the report's lines from what stands between them. The passes go from what a line is by itself to what it is
 * by its neighbours: own words and element, then repetitions, lists of links, head and tail. */
#include "page_clean.h"
#include "gen_plain.h"
#include "base_utf8.h"
#include "page_credit.h"
#include "page_rules.h"

enum { PROSE = 60, SHORT = 40, LEAST_DECK = 20, TEASER = 160, TITLE_LIKE = 35 };

struct cleaner {
    struct arena *scratch;
    const struct page_flow *f;
    const struct page_about *about;
    struct page_body *body;
    int8_t *roles;
    uint32_t first, past;
    bool in_p; /* the body's prose stands in <p>, so other loose lines are suspect */
};

static const struct page_line *line(const struct cleaner *c, uint32_t i) { return &c->f->lines[i]; }
static int8_t *role(const struct cleaner *c, uint32_t i) { return &c->roles[i - c->body->top]; }
static const char *words(const struct cleaner *c, uint32_t i) { return page_line_text(c->f, line(c, i)); }
static uint32_t len(const struct cleaner *c, uint32_t i) { return page_line_len(line(c, i)); }
static bool is_heading(const struct page_line *l) { return l->tag >= TAG_H1 && l->tag <= TAG_H6; }
static bool is_linked(const struct page_line *l) { return 10 * l->n_link >= 8 * page_line_len(l) && !l->object; }

static bool is_strong(const struct cleaner *c, uint32_t i) {
    const struct page_line *l = line(c, i);
    return *role(c, i) == SAYSO_BLOCK_PARAGRAPH && page_line_len(l) >= PROSE && l->marks && 2 * l->n_link < page_line_len(l);
}

/* ---- a line by itself ---------------------------------------------------------------------------------------- */
/* The title again: the same words, or nearly all of them from the start. */
static bool is_title(const struct cleaner *c, uint32_t i) {
    const char *title = c->about->title;
    if (!title) return false;
    size_t n = len(c, i), n_title = strlen(title), least = n < n_title ? n : n_title, most = n < n_title ? n_title : n;
    if (page_same_words(words(c, i), n, title, n_title)) return true;
    return least >= 30 && 10 * least >= 8 * most && page_same_words(words(c, i), least, title, least);
}

static bool has_letters(const char *s, uint32_t n) {
    uint32_t letters = 0, l;
    for (uint32_t i = 0; i < n && letters < 2; i += l) letters += utf8_is_alnum(utf8_at(s + i, n - i, &l));
    return letters >= 2;
}

static bool is_markup(const char *s, uint32_t n) {
    return n > 3 && ((s[0] == '<' && memchr(s, '>', n)) || (s[0] == '{' && s[n - 1] == '}') || (s[0] == '[' && s[1] == '{'));
}

static int8_t by_structure(const struct page_line *l) {
    switch (l->tag) {
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
        return SAYSO_BLOCK_HEADING;
    case TAG_LI:
    case TAG_DD:
    case TAG_DT:
        return SAYSO_BLOCK_LIST_ITEM;
    case TAG_BLOCKQUOTE:
        return SAYSO_BLOCK_QUOTE;
    default:
        return SAYSO_BLOCK_PARAGRAPH;
    }
}

static bool is_byline(const struct cleaner *c, uint32_t i) {
    return (c->about->bylines && c->about->bylines[i]) || (line(c, i)->hints & HINT_BYLINE && len(c, i) < 200);
}

/* Words that stand with an image: named so, a <figcaption>, or loose in a <figure> that holds one. */
static bool is_caption(const struct cleaner *c, uint32_t i) {
    const struct page_line *l = line(c, i);
    const struct page_tree *t = c->f->tree;
    if (l->hints & (HINT_CREDIT | HINT_CAPTION) || l->tag == TAG_FIGCAPTION || l->tag == TAG_CAPTION) return true;
    if (l->tag != TAG_FIGURE || 2 * l->n_link > page_line_len(l)) return false;
    uint32_t figure = l->node;
    while (figure && t->nodes[figure].tag != TAG_FIGURE) figure = t->nodes[figure].parent;
    for (uint32_t k = page_line_at(c->f, figure); k < c->f->n_lines && c->f->lines[k].leaf < t->nodes[figure].past; k++)
        if (c->f->lines[k].object) return true;
    return false;
}

/* Caption or credit: a credit with a caption before it is a caption. */
static int8_t of_image(const struct page_line *l, const char *s, uint32_t n) {
    enum { WORDS_BEFORE = 8 };
    span credit = page_credit_find(s, n);
    if (span_is(credit) && credit.beg > WORDS_BEFORE) return SAYSO_BLOCK_CAPTION;
    if (page_credit_is_line(s, n)) return SAYSO_BLOCK_CREDIT;
    bool sentence = !span_is(credit) && (s[n - 1] == '.' || (n > SHORT && memmem(s, n, ". ", 2)));
    return l->hints & HINT_CREDIT && !sentence ? SAYSO_BLOCK_CREDIT : SAYSO_BLOCK_CAPTION;
}

/* A quick look before the credit grammar: does a loose line hold a mark of one? */
static bool may_be_credit(const char *s, uint32_t n) {
    static const char *const MARKS[] = {"hoto",   "mage",        "redit",  "icture", "ourtesy",
                                        "andout", "llustration", "raphic", "etty",   "©"};
    if (n > 160) return false;
    for (size_t k = 0; k < sizeof MARKS / sizeof *MARKS; k++)
        if (memmem(s, n, MARKS[k], strlen(MARKS[k]))) return true;
    return memchr(s, '/', n) || memmem(s, n, " via ", 5);
}

static int8_t by_itself(const struct cleaner *c, uint32_t i) {
    const struct page_line *l = line(c, i);
    uint32_t n = page_line_len(l);
    if (l->object) return ROLE_OBJECT;
    if ((int32_t)i == c->body->headline) return SAYSO_BLOCK_HEADLINE;
    if (l->hints & HINT_POST && !(l->hints & (HINT_COMMENT | HINT_SIDE | HINT_FOOT))) return SAYSO_BLOCK_EMBED;
    if (l->hints & c->about->foreign || l->kind == LINE_DROP || l->kind == LINE_STOP) return ROLE_DROP;
    if (is_markup(words(c, i), n) || is_title(c, i)) return ROLE_DROP;
    if (is_caption(c, i)) return of_image(l, words(c, i), n);
    if (l->tag == TAG_FIGURE) return ROLE_DROP;
    if (l->hints & HINT_PLAYER && n < 200) return ROLE_DROP;
    if (!has_letters(words(c, i), n) && l->tag != TAG_TR) return ROLE_DROP;
    if (is_byline(c, i)) return SAYSO_BLOCK_BYLINE;
    if (l->hints & (HINT_DATE | HINT_META) && n < 120) return ROLE_DROP;
    if (l->kind == LINE_RELATED) return SAYSO_BLOCK_RELATED;
    if (l->hints & HINT_PULLQUOTE) return ROLE_DROP;
    if (l->kind == LINE_NOTE || l->hints & HINT_NOTE) return SAYSO_BLOCK_NOTE;
    if (may_be_credit(words(c, i), n) && page_credit_is_line(words(c, i), n)) return SAYSO_BLOCK_CREDIT;
    return by_structure(l);
}

/* ---- repetitions --------------------------------------------------------------------------------------------- */
static uint32_t hash_words(const char *s, uint32_t n) {
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

/* The same prose a second time is left out (mobile and desktop versions, teasers of the lead). */
static bool drop_repeated(struct cleaner *c) {
    uint32_t size = 16;
    while (size < 2 * (c->past - c->first)) size *= 2;
    uint32_t *slots = ARENA_ARRAY(c->scratch, uint32_t, size);
    if (!slots) return false;
    for (uint32_t i = c->first; i < c->past; i++) {
        uint32_t n = len(c, i);
        if (n < SHORT || *role(c, i) < 0) continue;
        uint32_t at = hash_words(words(c, i), n) & (size - 1);
        for (; slots[at]; at = (at + 1) & (size - 1))
            if (len(c, slots[at] - 1) == n && !memcmp(words(c, slots[at] - 1), words(c, i), n)) break;
        if (slots[at])
            *role(c, i) = ROLE_DROP;
        else
            slots[at] = i + 1;
    }
    return true;
}

/* ---- links --------------------------------------------------------------------------------------------------- */
static uint32_t list_of(const struct page_tree *t, uint32_t node) {
    for (uint32_t k = 0; k < 6 && node; k++, node = t->nodes[node].parent)
        if (t->nodes[node].tag == TAG_UL || t->nodes[node].tag == TAG_OL || t->nodes[node].tag == TAG_DL) return node;
    return 0;
}

static void drop(struct cleaner *c, uint32_t from, uint32_t past) {
    for (uint32_t i = from < c->first ? c->first : from; i < past && i < c->past; i++)
        if (*role(c, i) != SAYSO_BLOCK_HEADLINE) *role(c, i) = ROLE_DROP;
}

/* A list of links as long as titles leads elsewhere ("Get it for $40" is part of the report). */
static void drop_link_lists(struct cleaner *c) {
    const struct page_tree *t = c->f->tree;
    for (uint32_t i = c->first, next; i < c->past; i = next) {
        uint32_t list = line(c, i)->tag == TAG_LI ? list_of(t, line(c, i)->node) : 0, all = 0, linked = 0, items = 0;
        next = i + 1;
        if (!list) continue;
        next = page_line_at(c->f, t->nodes[list].past);
        for (uint32_t k = i; k < next && k < c->past; k++) {
            if (line(c, k)->object) continue;
            all += len(c, k);
            linked += line(c, k)->n_link;
            items++;
        }
        if (10 * linked > 6 * all && all > TITLE_LIKE * items) drop(c, i, next);
        if (next <= i) next = i + 1;
    }
}

static bool is_shouted(const char *s, uint32_t n) {
    uint32_t upper = 0, lower = 0, l;
    for (uint32_t i = 0; i < n; i += l) {
        uint32_t u = utf8_at(s + i, n - i, &l);
        upper += utf8_is_upper(u);
        lower += utf8_is_lower(u);
    }
    return upper > 8 && upper > 8 * lower;
}

/* "Lost in the quarrel over the quay? Read this": the words for a way to another report stand at an end. */
static bool asks_to_read(const char *s, uint32_t n) {
    while (n && strchr(":.!> ", s[n - 1])) n--;
    return words_prefix(&plain_words, s, n, PLAIN_RELATED) || words_suffix(&plain_words, s, n, PLAIN_RELATED);
}

/* A line that is a link from end to end is a way to another report, unless it is one of the body's paragraphs. */
static void mark_teasers(struct cleaner *c) {
    for (uint32_t i = c->first; i < c->past; i++) {
        const struct page_line *l = line(c, i);
        int8_t *r = role(c, i);
        if (!is_linked(l) || page_line_len(l) > 2 * TEASER || *r < 0) continue;
        bool elsewhere = l->tag == TAG_DIV || l->n_links > 1 || is_shouted(words(c, i), page_line_len(l)) ||
                         asks_to_read(words(c, i), page_line_len(l));
        if (*r == SAYSO_BLOCK_PARAGRAPH && elsewhere) *r = SAYSO_BLOCK_RELATED;
    }
}

/* The element around a line that holds more than the line. */
static uint32_t box_of(const struct cleaner *c, uint32_t i) {
    const struct page_tree *t = c->f->tree;
    uint32_t around = t->nodes[line(c, i)->node].parent;
    while (around && page_line_at(c->f, t->nodes[around].past) - page_line_at(c->f, around) <= 1)
        around = t->nodes[around].parent;
    return around;
}

/* A heading whose own name says that other reports or comments follow ends the report, where it stands behind it. */
static bool ends_report(const struct cleaner *c, uint32_t i) {
    const struct page_line *l = line(c, i);
    if (l->kind == LINE_STOP) return true;
    return is_heading(l) && c->f->tree->nodes[l->node].hints & (HINT_RELATED | HINT_COMMENT);
}

/* ---- head and tail ------------------------------------------------------------------------------------------- */
static uint32_t first_strong(const struct cleaner *c) {
    uint32_t i = c->first;
    while (i < c->past && !is_strong(c, i)) i++;
    return i;
}

/* Before the headline stands nothing of the report, unless most of it would be lost. */
static void cut_before_headline(struct cleaner *c) {
    enum { PICTURES_ABOVE = 4 };
    int32_t h = c->body->headline;
    uint32_t before = 0, all = 0;
    if (h < (int32_t)c->first) return;
    for (uint32_t i = c->first; i < c->past; i++)
        if (is_strong(c, i)) {
            all += len(c, i);
            if ((int32_t)i < h) before += len(c, i);
        }
    if (2 * before > all) return;
    for (uint32_t i = c->first; (int32_t)i < h; i++)
        if (!line(c, i)->object || i + PICTURES_ABOVE < (uint32_t)h) *role(c, i) = ROLE_DROP;
}

static void tidy_head(struct cleaner *c) {
    uint32_t strong = first_strong(c);
    bool decked = c->body->deck >= 0;
    for (uint32_t i = c->first; i < strong && i < c->past; i++) {
        const struct page_line *l = line(c, i);
        int8_t *r = role(c, i);
        if (*r < 0 || *r == SAYSO_BLOCK_HEADLINE || *r == SAYSO_BLOCK_CAPTION || *r == SAYSO_BLOCK_CREDIT ||
            *r == SAYSO_BLOCK_BYLINE)
            continue;
        if (l->hints & (HINT_DECK | HINT_POINTS))
            *r = SAYSO_BLOCK_DECK;
        else if (*r == SAYSO_BLOCK_HEADING && !decked && page_line_len(l) >= SHORT && !is_linked(l))
            *r = SAYSO_BLOCK_DECK;
        else if (*r == SAYSO_BLOCK_PARAGRAPH && c->in_p && l->tag != TAG_P && !l->marks && page_line_len(l) < 2 * PROSE)
            *r = ROLE_DROP;
        decked |= *r == SAYSO_BLOCK_DECK;
    }
    if (strong < c->past && line(c, strong)->hints & (HINT_DECK | HINT_POINTS) && strong + 1 < c->past)
        for (uint32_t i = strong; i < c->past && line(c, i)->hints & (HINT_DECK | HINT_POINTS); i++)
            if (*role(c, i) != ROLE_DROP) *role(c, i) = SAYSO_BLOCK_DECK;
}

/* A line that says "the report ends here": the box of its own that it stands in goes; where it stands among the prose
 * itself, all that follows, if most prose stands before. */
static void cut_at_stop(struct cleaner *c) {
    uint32_t all = 0, so_far = 0, last = 0;
    for (uint32_t i = c->first; i < c->past; i++) all += is_strong(c, i) ? len(c, i) : 0;
    for (uint32_t i = c->first; i < c->past; i++) {
        if (is_strong(c, i)) so_far += len(c, i), last = line(c, i)->leaf;
        if (!ends_report(c, i) || !so_far) continue;
        uint32_t box = box_of(c, i);
        if (!page_inside(c->f->tree, last, box))
            drop(c, i, page_line_at(c->f, c->f->tree->nodes[box].past));
        else if (10 * so_far >= 7 * all)
            drop(c, i, c->past);
    }
}

/* Behind the last prose, a list whose items are mostly ways to other reports. */
static void drop_last_lists(struct cleaner *c) {
    uint32_t last = c->past, all = 0, linked = 0;
    while (last > c->first && !is_strong(c, last - 1)) last--;
    for (uint32_t i = last; i < c->past; i++)
        if (*role(c, i) == SAYSO_BLOCK_LIST_ITEM) all += len(c, i), linked += line(c, i)->n_link;
    for (uint32_t i = last; 10 * linked > 4 * all && i < c->past; i++)
        if (*role(c, i) == SAYSO_BLOCK_LIST_ITEM) *role(c, i) = ROLE_DROP;
}

/* A last line that ends with a colon led to what is gone. */
static bool leads_on(const struct cleaner *c, uint32_t i) {
    return *role(c, i) == SAYSO_BLOCK_PARAGRAPH && len(c, i) < TEASER && words(c, i)[len(c, i) - 1] == ':' && i > c->first &&
           i + 1 < c->past && *role(c, i + 1) == ROLE_DROP && !line(c, i + 1)->object;
}

static void tidy_tail(struct cleaner *c) {
    for (uint32_t i = c->past; i-- > c->first;) {
        const struct page_line *l = line(c, i);
        int8_t *r = role(c, i);
        if (*r < 0 || *r == SAYSO_BLOCK_RELATED || *r == SAYSO_BLOCK_NOTE || *r == SAYSO_BLOCK_CREDIT ||
            *r == SAYSO_BLOCK_CAPTION)
            continue;
        if (leads_on(c, i)) {
            *r = SAYSO_BLOCK_RELATED;
            continue;
        }
        bool loose = *r == SAYSO_BLOCK_PARAGRAPH && c->in_p && l->tag != TAG_P && page_line_len(l) < PROSE && !l->marks;
        if (*r != SAYSO_BLOCK_HEADING && !loose && *r != SAYSO_BLOCK_BYLINE) break;
        *r = ROLE_DROP;
    }
}

/* Where prose stands in <p>, short loose lines between are labels and counters. */
static void drop_loose(struct cleaner *c) {
    for (uint32_t i = c->first; c->in_p && i < c->past; i++) {
        const struct page_line *l = line(c, i);
        if (*role(c, i) == SAYSO_BLOCK_PARAGRAPH && l->tag == TAG_DIV && page_line_len(l) < SHORT && !l->marks)
            *role(c, i) = ROLE_DROP;
    }
}

static bool prose_in_p(const struct cleaner *c) {
    uint32_t p = 0, all = 0;
    for (uint32_t i = c->first; i < c->past; i++)
        if (is_strong(c, i)) {
            all += len(c, i);
            if (line(c, i)->tag == TAG_P || c->f->tree->nodes[line(c, i)->node].tag == TAG_P) p += len(c, i);
        }
    return 10 * p > 7 * all;
}

/* The line between headline and body that leads into it. */
static int32_t find_deck(const struct cleaner *c) {
    int32_t best = -1;
    if (c->body->headline < 0) return -1;
    for (uint32_t i = (uint32_t)c->body->headline + 1; i < c->first; i++) {
        const struct page_line *l = line(c, i);
        uint32_t n = page_line_len(l);
        if (l->object || l->hints & (c->about->foreign | HINT_CAPTION | HINT_CREDIT | HINT_BYLINE) || l->kind != LINE_PLAIN ||
            n < LEAST_DECK || is_linked(l))
            continue;
        bool told =
            c->about->description && page_same_words(words(c, i), n, c->about->description, strlen(c->about->description));
        if (told || l->hints & (HINT_DECK | HINT_POINTS)) return (int32_t)i;
        if (best < 0 && n >= PROSE && (l->tag == TAG_P || is_heading(l)) && l->tag != TAG_FIGCAPTION) best = (int32_t)i;
    }
    return best;
}

/* Of the lines between headline and body, the headline, deck, byline, captions and credits are the report's. */
static void sort_head(struct cleaner *c) {
    for (uint32_t i = c->body->top; i < c->first; i++) {
        int8_t *r = role(c, i);
        *r = by_itself(c, i);
        bool named = line(c, i)->hints & (HINT_DECK | HINT_POINTS) &&
                     (*r == SAYSO_BLOCK_PARAGRAPH || *r == SAYSO_BLOCK_LIST_ITEM) && len(c, i) >= LEAST_DECK;
        if ((int32_t)i == c->body->deck || named) *r = SAYSO_BLOCK_DECK;
        bool kept = *r == SAYSO_BLOCK_HEADLINE || *r == SAYSO_BLOCK_DECK || *r == SAYSO_BLOCK_BYLINE ||
                    *r == SAYSO_BLOCK_CAPTION || *r == SAYSO_BLOCK_CREDIT || *r == ROLE_OBJECT;
        if (!kept || (*r == SAYSO_BLOCK_BYLINE && c->about->bylines && !c->about->bylines[i])) *r = ROLE_DROP;
    }
}

bool page_clean(struct arena *scratch, const struct page_flow *f, const struct page_about *about, struct page_body *body,
                int8_t *roles) {
    struct cleaner c = {scratch, f, about, body, roles, body->first, body->past, false};
    for (uint32_t i = c.first; i < c.past; i++) *role(&c, i) = by_itself(&c, i);
    cut_before_headline(&c);
    if (!drop_repeated(&c)) return false;
    drop_link_lists(&c);
    mark_teasers(&c);
    c.in_p = prose_in_p(&c);
    drop_loose(&c);
    cut_at_stop(&c);
    body->deck = find_deck(&c);
    tidy_head(&c);
    drop_last_lists(&c);
    tidy_tail(&c);
    sort_head(&c);
    return true;
}
