/* The page as a compact tree: what the rest of this stage sees of HTML. Made by page_html.c from the parser's tree;
 * nodes are numbers in document order, 0 is the root, so a subtree is the range [node, nodes[node].past). */
#ifndef PAGE_TREE_H
#define PAGE_TREE_H
#include "page.h"

/* The tags we tell apart. B: starts and ends a block of text; I: stands inside a line; O: an object; S: never shown. */
#define PAGE_TAGS(X)                                                                                                   \
    X(A, I) X(ABBR, I) X(ADDRESS, B) X(ARTICLE, B) X(ASIDE, B) X(AUDIO, O) X(B, I) X(BASE, S)           \
    X(BLOCKQUOTE, B) X(BODY, B) X(BR, I) X(BUTTON, B) X(CANVAS, S) X(CAPTION, B) X(CENTER, B) X(CITE, I) X(CODE, I)    \
    X(DD, B) X(DETAILS, B) X(DIALOG, B) X(DIV, B) X(DL, B) X(DT, B) X(EM, I) X(EMBED, O) X(FIELDSET, B)                \
    X(FIGCAPTION, B) X(FIGURE, B) X(FONT, I) X(FOOTER, B) X(FORM, B) X(H1, B) X(H2, B) X(H3, B) X(H4, B) X(H5, B)      \
    X(H6, B) X(HEAD, S) X(HEADER, B) X(HR, B) X(HTML, B) X(I, I) X(IFRAME, O) X(IMG, O) X(INPUT, S) X(LABEL, I)        \
    X(LI, B) X(LINK, S) X(MAIN, B) X(MAP, S) X(MENU, B) X(META, S) X(NAV, B) X(NOSCRIPT, I) X(OBJECT, O) X(OL, B)      \
    X(OPTION, B) X(P, B) X(PICTURE, I) X(PRE, B) X(Q, I) X(S, I) X(SCRIPT, S) X(SECTION, B) X(SELECT, S) X(SMALL, I)   \
    X(SOURCE, S) X(SPAN, I) X(STRONG, I) X(STYLE, S) X(SUB, I) X(SUP, I) X(SVG, S) X(TABLE, B) X(TBODY, B) X(TD, B)    \
    X(TEMPLATE, S) X(TEXTAREA, S) X(TFOOT, B) X(TH, B) X(THEAD, B) X(TIME, I) X(TITLE, S) X(TR, B) X(TRACK, S)         \
    X(U, I) X(UL, B) X(VIDEO, O)
enum page_tag {
    TAG_TEXT,  /* a stretch of text */
    TAG_OTHER, /* an element we have no rule for: inline */
#define PAGE_X(name, shape) TAG_##name,
    PAGE_TAGS(PAGE_X)
#undef PAGE_X
    TAG_N
};

/* Words of a class or id, or a role, that tell what an element is for: data/page_rules.tsv, made into bits. */
typedef uint32_t page_hints;

struct page_node {
    uint16_t tag;
    uint16_t depth;
    uint32_t parent;
    uint32_t past;       /* first node behind this one's subtree */
    uint32_t piece;      /* TAG_TEXT: its pieces */
    uint32_t n_pieces;
    page_hints hints;    /* of its own class, id, role */
    page_hints above;    /* of it and all its ancestors */
    const void *element; /* the parser's, for page_attr */
};

/* A stretch of decoded text and the bytes of the (UTF-8) input it came from. */
struct page_strand {
    const char *text;
    uint32_t n_text, source, n_source; /* equal lengths: byte by byte, else one unit */
};

struct page_tree {
    struct page_node *nodes;
    uint32_t n_nodes;
    struct page_strand *strands; /* pieces of text nodes */
    uint32_t n_strands;
    void *owner;                 /* the parser's document, for page_tree_release */
};

/* The page's bytes as UTF-8, and the way back. */
struct page_input {
    const char *utf8;
    uint32_t n;
    const char *encoding;       /* WHATWG name, lower case */
    uint32_t shift;             /* where there is no map: bytes of the byte order mark before utf8 */
    const struct page_run *map; /* text: offsets into utf8; NULL: byte by byte */
    uint32_t n_map;
};

/* Decodes by the WHATWG rules: byte order mark, media type's charset, <meta>, else UTF-8 if it is, else windows-1252. */
sayso_code page_decode(struct arena *scratch, const char *bytes, size_t n, const char *media_type, struct page_input *out,
                       sayso_error *e);
/* Parses; start tags deeper than max_depth are dropped. Call page_tree_release in every case. */
sayso_code page_tree_build(struct arena *scratch, const struct page_input *in, uint32_t max_depth, struct page_tree *out,
                           sayso_error *e);
void page_tree_release(struct page_tree *t);

/* An attribute's value, NUL-terminated; NULL where the element has none. */
const char *page_attr(const struct page_tree *t, uint32_t node, const char *name);
/* A character reference ("&amp;") at s: its characters into out (16 bytes), its length; 0: none. */
size_t page_entity(const char *s, size_t n, char *out, size_t *n_out);
/* The words of a subtree as they stand, white space collapsed, in the arena. */
const char *page_tree_words(struct arena *arena, const struct page_tree *t, uint32_t node, size_t *n);
/* B, I, O or S of PAGE_TAGS. */
char page_tag_shape(enum page_tag tag);

static inline uint32_t page_first(const struct page_tree *t, uint32_t node) {
    return node + 1 < t->nodes[node].past ? node + 1 : 0;
}
/* The next child of the same parent, 0 behind the last. */
static inline uint32_t page_next(const struct page_tree *t, uint32_t node) {
    uint32_t past = t->nodes[node].past, parent = t->nodes[node].parent;
    return node && past < t->nodes[parent].past ? past : 0;
}
static inline bool page_inside(const struct page_tree *t, uint32_t node, uint32_t outer) {
    return node >= outer && node < t->nodes[outer].past;
}
#endif
