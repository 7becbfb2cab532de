/* UTF-8 markup -> the compact tree of page_tree.h. Wraps lexbor's tokenizer and tree builder.
 *
 * Where words came from: lexbor's tokens carry their place in the input, its tree does not, and tree building may move,
 * join and split text. So each text token is handed to the tree builder under a name (a marker of fixed length that
 * is white space where the token is, for the tree builder treats that apart), and when the finished tree is copied the
 * markers are resolved to the tokens' strands: text with its place, entities and line ends being strands of their own.
 *
 * Costs: start tags deeper than the cap are dropped here, before they reach the tree builder, whose work per token grows
 * with the depth; so are formatting elements and repeated <html>, <body> past a number no written page needs, and
 * attributes past it. Comments are dropped. */
#include "base_error.h"
#include "base_utf8.h"
#include "page_rules.h"
#include "page_tree.h"
#include <lexbor/dom/dom.h>
#include <lexbor/html/html.h>
#include <lexbor/html/tokenizer/res.h>
#include <strings.h>

enum { MAX_FORMATTING = 16, MAX_ATTRIBUTES = 128, MAX_ROOTS = 16, MARKER = 8, BLANK_MARKER = 16, MAX_MOVED = 4000 };

struct token_words {
    uint32_t strand, n;
};

struct builder {
    struct arena *arena;
    const char *utf8;
    lxb_html_tree_t *tree;
    lxb_html_tokenizer_token_f tree_callback;
    void *tree_context;
    uint32_t max_depth, roots;
    bool raw; /* inside script, style, ...: no entities */
    bool nomem;
    bool after_text; /* the last text handed on was not blank */
    char last_name[8];
    uint32_t moved;
    VEC(struct page_strand) strands;
    VEC(struct token_words) tokens;
    VEC(lxb_tag_id_t) dropped; /* open elements that were kept from the tree */
};

/* ---- text tokens --------------------------------------------------------------------------------------------- */
static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/* Length of a character reference at s, 0 if there is none; *n_out: bytes it becomes, 0 for numbers; *value: a name's. */
static size_t reference(const char *s, size_t n, size_t *n_out, const char **value) {
    size_t i = 1, best = 0;
    *n_out = 0;
    *value = NULL;
    if (n > 2 && s[1] == '#') {
        bool hex = s[2] == 'x' || s[2] == 'X';
        size_t from = i = hex ? 3 : 2;
        while (i < n && ((s[i] >= '0' && s[i] <= '9') || (hex && ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'f')))) i++;
        if (i == from) return 0;
        return i < n && s[i] == ';' ? i + 1 : i;
    }
    const lexbor_sbst_entry_static_t *table = lxb_html_tokenizer_res_entities_sbst, *at = table + 1;
    while (i < n) {
        at = lexbor_sbst_entry_static_find(table, at, (lxb_char_t)s[i]);
        if (!at) break;
        i++;
        if (at->value) {
            best = i;
            *n_out = at->value_len;
            *value = at->value;
        }
        at = table + at->next;
    }
    return best;
}

size_t page_entity(const char *s, size_t n, char *out, size_t *n_out) {
    const char *value;
    size_t used = reference(s, n, n_out, &value);
    uint32_t c = 0;
    if (!used) return 0;
    if (value) {
        memcpy(out, value, *n_out < 16 ? *n_out : 16);
        return used;
    }
    bool hex = (s[2] | 32) == 'x';
    for (size_t i = hex ? 3 : 2; i < used && s[i] != ';' && c <= 0x10FFFF; i++)
        c = c * (hex ? 16 : 10) + (uint32_t)(s[i] <= '9' ? s[i] - '0' : (s[i] | 32) - 'a' + 10);
    *n_out = utf8_put(!c || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c, out);
    return used;
}

static bool push(struct builder *b, const char *text, size_t n_text, size_t source, size_t n_source) {
    struct page_strand s = {text, (uint32_t)n_text, (uint32_t)source, (uint32_t)n_source};
    return !n_text || VEC_PUSH(b->arena, b->strands, s);
}

/* Walks raw and cooked words in step. false: out of step, or out of memory. */
static bool in_step(struct builder *b, const char *raw, size_t n_raw, const char *cooked, size_t n_cooked) {
    size_t i = 0, j = 0, from = 0, base = (size_t)(raw - b->utf8);
    for (;;) {
        if (i < n_raw && j < n_cooked && raw[i] == cooked[j] && raw[i] && raw[i] != '\r' && (raw[i] != '&' || b->raw)) {
            i++, j++;
            continue;
        }
        if (!push(b, cooked + j - (i - from), i - from, base + from, i - from)) return false;
        if (i == n_raw) return j == n_cooked;
        size_t n_in = 1, n_out = 0;
        if (raw[i] == '\r') {
            n_in = i + 1 < n_raw && raw[i + 1] == '\n' ? 2 : 1;
            n_out = 1;
        } else if (raw[i] == '&') {
            uint32_t len = 1;
            const char *value;
            n_in = reference(raw + i, n_raw - i, &n_out, &value);
            if (!n_in) n_in = n_out = 1;
            if (!n_out && j < n_cooked) utf8_at(cooked + j, n_cooked - j, &len), n_out = len;
        } else if (!raw[i]) {
            if (j < n_cooked && !cooked[j]) j++; /* NUL: nothing is left of it */
        } else {
            return false;
        }
        if (j + n_out > n_cooked || !push(b, cooked + j, n_out, base + i, n_in)) return false;
        i += n_in;
        j += n_out;
        from = i;
    }
}

/* Notes a text token's strands; its number, or UINT32_MAX. */
static uint32_t note_words(struct builder *b, const lxb_html_token_t *token) {
    const char *raw = (const char *)token->begin, *cooked = (const char *)token->text_start;
    size_t n_raw = (size_t)(token->end - token->begin), n_cooked = (size_t)(token->text_end - token->text_start);
    struct token_words words = {b->strands.n, 0};
    bool ok;
    if (n_raw == n_cooked && !memcmp(raw, cooked, n_raw) && !memchr(raw, 0, n_raw)) {
        ok = push(b, raw, n_raw, (size_t)(raw - b->utf8), n_raw);
    } else {
        const char *kept = arena_strndup(b->arena, cooked, n_cooked);
        ok = kept && in_step(b, raw, n_raw, kept, n_cooked);
        if (kept && !ok) {
            b->strands.n = words.strand; /* a form of token not foreseen: one unit */
            ok = push(b, kept, n_cooked, (size_t)(raw - b->utf8), n_raw);
        }
    }
    words.n = b->strands.n - words.strand;
    if (!ok || !VEC_PUSH(b->arena, b->tokens, words)) return b->nomem = true, UINT32_MAX;
    return b->tokens.n - 1;
}

/* The marker of token i: a blank token's is " " and 15 digits of base 3 in blanks; another's is "x" and 7 hex digits,
 * behind "\f" where the token starts with a blank. */
static size_t write_marker(uint32_t i, bool all_blank, bool starts_blank, char *out) {
    static const char BLANKS[] = " \t\n";
    size_t n = 0;
    if (all_blank) {
        out[n++] = ' ';
        for (; n < BLANK_MARKER; i /= 3) out[n++] = BLANKS[i % 3];
        return n;
    }
    if (starts_blank) out[n++] = '\f';
    out[n++] = 'x';
    for (int shift = 24; shift >= 0; shift -= 4) out[n++] = "0123456789abcdef"[(i >> shift) & 15];
    return n;
}

/* Whether a text would be added to the text node that ends with the last name given. */
static bool joins_last(const struct builder *b) {
    size_t n = lexbor_array_length(b->tree->open_elements);
    const lxb_dom_node_t *last = n ? ((lxb_dom_node_t *)lexbor_array_get(b->tree->open_elements, n - 1))->last_child : NULL;
    if (!b->after_text || !last || last->type != LXB_DOM_NODE_TYPE_TEXT) return false;
    const lexbor_str_t *data = &lxb_dom_interface_character_data((lxb_dom_node_t *)(uintptr_t)last)->data;
    return data->length >= MARKER && !memcmp(data->data + data->length - MARKER, b->last_name, MARKER);
}

/* Texts in the wrong places of tables are moved before them, one by one onto the same node. */
static bool too_many_moved(struct builder *b) {
    size_t n = lexbor_array_length(b->tree->open_elements);
    lxb_tag_id_t tag = n ? ((lxb_dom_node_t *)lexbor_array_get(b->tree->open_elements, n - 1))->local_name : 0;
    if (tag != LXB_TAG_TABLE && tag != LXB_TAG_TBODY && tag != LXB_TAG_THEAD && tag != LXB_TAG_TFOOT && tag != LXB_TAG_TR)
        return false;
    return ++b->moved > MAX_MOVED;
}

/* Hands a text token on under its name; false: nothing is to be handed on. A text that would be added to the last one joins
 * its name: text nodes that grow piece by piece cost lexbor the square of their length. */
static bool give_name(struct builder *b, lxb_html_token_t *token) {
    const char *s = (const char *)token->text_start, *end = (const char *)token->text_end;
    bool starts_blank = s < end && blank(*s), all_blank;
    uint32_t i = note_words(b, token);
    if (i == UINT32_MAX || i >= 1u << 28) return false;
    while (s < end && (blank(*s) || !*s)) s++;
    all_blank = s == end;
    if (joins_last(b)) {
        b->tokens.at[i - 1].n += b->tokens.at[i].n;
        b->tokens.n--;
        return false;
    }
    if (!all_blank && too_many_moved(b)) return false;
    b->after_text = !all_blank;
    char *marker = arena_alloc(b->arena, BLANK_MARKER + 1);
    if (!marker) return !(b->nomem = true);
    token->text_start = (const lxb_char_t *)marker;
    token->text_end = token->text_start + write_marker(i, all_blank, starts_blank, marker);
    if (!all_blank) memcpy(b->last_name, token->text_end - MARKER, MARKER);
    token->null_count = 0;
    return true;
}

/* Token number at s of a text node's markers; *len bytes are used. UINT32_MAX: none. */
static uint32_t read_marker(const char *s, size_t n, size_t *len) {
    uint32_t i = 0;
    *len = 1;
    if (*s == 'x' && n >= MARKER) {
        *len = MARKER;
        for (int k = 1; k < MARKER; k++) i = i * 16 + (uint32_t)(s[k] <= '9' ? s[k] - '0' : s[k] - 'a' + 10);
        return i;
    }
    if (*s != ' ' || n < BLANK_MARKER) return UINT32_MAX;
    *len = BLANK_MARKER;
    for (int k = BLANK_MARKER - 1; k > 0; k--) i = i * 3 + (s[k] == ' ' ? 0u : s[k] == '\t' ? 1u : 2u);
    return i;
}

/* ---- what reaches the tree builder --------------------------------------------------------------------------- */
static bool is_raw(lxb_tag_id_t tag) {
    return tag == LXB_TAG_SCRIPT || tag == LXB_TAG_STYLE || tag == LXB_TAG_XMP || tag == LXB_TAG_IFRAME ||
           tag == LXB_TAG_NOEMBED || tag == LXB_TAG_NOFRAMES || tag == LXB_TAG_PLAINTEXT;
}
static bool has_text_only(lxb_tag_id_t tag) { return is_raw(tag) || tag == LXB_TAG_TEXTAREA || tag == LXB_TAG_TITLE; }

static bool is_void(lxb_tag_id_t tag) {
    switch (tag) {
    case LXB_TAG_AREA:
    case LXB_TAG_BASE:
    case LXB_TAG_BR:
    case LXB_TAG_COL:
    case LXB_TAG_EMBED:
    case LXB_TAG_HR:
    case LXB_TAG_IMG:
    case LXB_TAG_INPUT:
    case LXB_TAG_LINK:
    case LXB_TAG_META:
    case LXB_TAG_PARAM:
    case LXB_TAG_SOURCE:
    case LXB_TAG_TRACK:
    case LXB_TAG_WBR:
        return true;
    default:
        return false;
    }
}

static bool is_formatting(lxb_tag_id_t tag) {
    switch (tag) {
    case LXB_TAG_A:
    case LXB_TAG_B:
    case LXB_TAG_BIG:
    case LXB_TAG_CODE:
    case LXB_TAG_EM:
    case LXB_TAG_FONT:
    case LXB_TAG_I:
    case LXB_TAG_NOBR:
    case LXB_TAG_S:
    case LXB_TAG_SMALL:
    case LXB_TAG_STRIKE:
    case LXB_TAG_STRONG:
    case LXB_TAG_TT:
    case LXB_TAG_U:
        return true;
    default:
        return false;
    }
}

static void cut_attributes(lxb_html_token_t *token) {
    int n = 0;
    for (lxb_html_token_attr_t *a = token->attr_first; a; a = a->next)
        if (++n == MAX_ATTRIBUTES) {
            a->next = NULL;
            token->attr_last = a;
        }
}

/* Whether a start tag is to be kept from the tree builder. */
static bool too_much(struct builder *b, lxb_tag_id_t tag) {
    if (has_text_only(tag) || is_void(tag)) return false;
    if (tag == LXB_TAG_HTML || tag == LXB_TAG_BODY) return ++b->roots > MAX_ROOTS;
    if (lexbor_array_length(b->tree->open_elements) >= b->max_depth) return true;
    return is_formatting(tag) && lexbor_array_length(b->tree->active_formatting) >= MAX_FORMATTING;
}

static lxb_html_token_t *on_token(lxb_html_tokenizer_t *tokenizer, lxb_html_token_t *token, void *context) {
    struct builder *b = context;
    lxb_tag_id_t tag = token->tag_id;
    if (tag == LXB_TAG__EM_COMMENT) return token;
    if (tag == LXB_TAG__TEXT) {
        if (!give_name(b, token)) return token;
    } else if (token->type & LXB_HTML_TOKEN_TYPE_CLOSE) {
        b->raw = false;
        if (b->dropped.n && b->dropped.at[b->dropped.n - 1] == tag) {
            b->dropped.n--;
            return token;
        }
    } else if (tag > LXB_TAG__EM_DOCTYPE) {
        cut_attributes(token);
        if (too_much(b, tag)) {
            bool closes = token->type & LXB_HTML_TOKEN_TYPE_CLOSE_SELF;
            if (!closes && !VEC_PUSH(b->arena, b->dropped, tag)) b->nomem = true;
            return token;
        }
        b->raw = is_raw(tag);
    }
    return b->tree_callback(tokenizer, token, b->tree_context);
}

/* ---- the finished tree, copied ------------------------------------------------------------------------------- */
static enum page_tag tag_of(const lxb_dom_node_t *node) {
    static const struct {
        uint16_t theirs, ours;
    } SAME[] = {
#define PAGE_X(name, shape) {LXB_TAG_##name, TAG_##name},
        PAGE_TAGS(PAGE_X)
#undef PAGE_X
    };
    static const struct {
        const char *name;
        uint16_t ours;
    } NAMED[] = {{"amp-img", TAG_IMG},        {"amp-anim", TAG_IMG},         {"amp-video", TAG_VIDEO},
                 {"amp-audio", TAG_AUDIO},    {"amp-iframe", TAG_IFRAME},    {"amp-youtube", TAG_VIDEO},
                 {"amp-twitter", TAG_IFRAME}, {"amp-instagram", TAG_IFRAME}, {"amp-facebook", TAG_IFRAME},
                 {"amp-sidebar", TAG_NAV},    {"amp-ad", TAG_STYLE},         {"amp-consent", TAG_STYLE}};
    lxb_tag_id_t tag = node->local_name;
    if (tag < LXB_TAG__LAST_ENTRY) {
        uint32_t lo = 0, hi = sizeof SAME / sizeof *SAME; /* both in the order of names */
        while (lo < hi) {
            uint32_t mid = (lo + hi) / 2;
            if (SAME[mid].theirs < tag)
                lo = mid + 1;
            else
                hi = mid;
        }
        return lo < sizeof SAME / sizeof *SAME && SAME[lo].theirs == tag ? (enum page_tag)SAME[lo].ours : TAG_OTHER;
    }
    size_t n;
    const char *name = (const char *)lxb_dom_element_local_name(lxb_dom_interface_element((lxb_dom_node_t *)(uintptr_t)node), &n);
    for (size_t i = 0; name && i < sizeof NAMED / sizeof *NAMED; i++)
        if (strlen(NAMED[i].name) == n && !memcmp(NAMED[i].name, name, n)) return (enum page_tag)NAMED[i].ours;
    return TAG_OTHER;
}

char page_tag_shape(enum page_tag tag) {
    static const char SHAPES[TAG_N + 1] = "TI"
#define PAGE_X(name, shape) #shape
        PAGE_TAGS(PAGE_X)
#undef PAGE_X
        ;
    return SHAPES[tag];
}

/* Elements whose words nobody sees and whose attributes nobody needs. */
static bool is_left_out(const lxb_dom_node_t *node, enum page_tag tag) {
    if (tag == TAG_SCRIPT) {
        size_t n;
        const lxb_char_t *type = lxb_dom_element_get_attribute(lxb_dom_interface_element((lxb_dom_node_t *)(uintptr_t)node),
                                                               (const lxb_char_t *)"type", 4, &n);
        return !type || n < 19 || strncasecmp((const char *)type, "application/ld+json", 19);
    }
    return page_tag_shape(tag) == 'S' && tag != TAG_HEAD && tag != TAG_META && tag != TAG_LINK && tag != TAG_TITLE &&
           tag != TAG_BASE && tag != TAG_SOURCE;
}

static page_hints hints_of(const lxb_dom_element_t *el) {
    page_hints hints = 0;
    size_t n;
    const lxb_char_t *s;
    if (el->attr_class && (s = lxb_dom_attr_value(el->attr_class, &n)) && n) hints |= page_rules_hints((const char *)s, n);
    if (el->attr_id && (s = lxb_dom_attr_value(el->attr_id, &n)) && n) hints |= page_rules_hints((const char *)s, n);
    for (const lxb_dom_attr_t *a = el->first_attr; a; a = a->next) {
        if (a == el->attr_class || a == el->attr_id) continue;
        const char *name = (const char *)lxb_dom_attr_qualified_name((lxb_dom_attr_t *)(uintptr_t)a, &n);
        size_t n_value;
        s = lxb_dom_attr_value((lxb_dom_attr_t *)(uintptr_t)a, &n_value);
        if (name) hints |= page_rules_attribute(name, n, (const char *)s, s ? n_value : 0);
    }
    return hints;
}

struct copy {
    struct builder *b;
    VEC(struct page_node) nodes;
    VEC(struct page_strand) strands;
};

static bool copy_text(struct copy *c, const lxb_dom_node_t *text, struct page_node *node) {
    const lexbor_str_t *data = &lxb_dom_interface_character_data((lxb_dom_node_t *)(uintptr_t)text)->data;
    const char *s = (const char *)data->data;
    size_t n = data->length, len;
    node->piece = c->strands.n;
    for (size_t i = 0; i < n; i += len) {
        uint32_t k = read_marker(s + i, n - i, &len);
        if (k >= c->b->tokens.n) continue;
        struct token_words words = c->b->tokens.at[k];
        for (uint32_t w = 0; w < words.n; w++)
            if (!VEC_PUSH(c->b->arena, c->strands, c->b->strands.at[words.strand + w])) return false;
    }
    node->n_pieces = c->strands.n - node->piece;
    return true;
}

static bool copy_node(struct copy *c, const lxb_dom_node_t *from, enum page_tag tag, uint32_t parent) {
    struct page_node node = {.tag = (uint16_t)tag, .parent = parent, .past = c->nodes.n + 1};
    const struct page_node *up = c->nodes.n ? &c->nodes.at[parent] : NULL;
    node.depth = up ? (uint16_t)(up->depth + 1) : 0;
    if (tag == TAG_TEXT) {
        if (!copy_text(c, from, &node)) return false;
    } else {
        node.element = from;
        node.hints = hints_of(lxb_dom_interface_element((lxb_dom_node_t *)(uintptr_t)from));
    }
    node.above = node.hints | (up ? up->above : 0);
    return VEC_PUSH(c->b->arena, c->nodes, node);
}

/* Document order, without recursion: `at` is the number of the open element in our tree. */
static bool copy_tree(struct copy *c, const lxb_dom_node_t *root) {
    const lxb_dom_node_t *node = root;
    uint32_t parent = 0;
    while (node) {
        bool element = node->type == LXB_DOM_NODE_TYPE_ELEMENT, into = false;
        if (element || node->type == LXB_DOM_NODE_TYPE_TEXT) {
            enum page_tag tag = element ? tag_of(node) : TAG_TEXT;
            if (!element || !is_left_out(node, tag)) {
                uint32_t self = c->nodes.n;
                if (!copy_node(c, node, tag, parent)) return false;
                into = element && node->first_child;
                if (into) parent = self;
            }
        }
        if (into) {
            node = node->first_child;
            continue;
        }
        while (node != root && !node->next) {
            node = node->parent;
            c->nodes.at[parent].past = c->nodes.n;
            parent = c->nodes.at[parent].parent;
        }
        if (node == root) break;
        node = node->next;
    }
    if (c->nodes.n) c->nodes.at[0].past = c->nodes.n;
    return true;
}

/* ---- doors --------------------------------------------------------------------------------------------------- */
static bool parse(struct builder *b, const struct page_input *in, lxb_html_document_t **document) {
    lxb_html_parser_t *parser = lxb_html_parser_create();
    bool ok = parser && lxb_html_parser_init(parser) == LXB_STATUS_OK;
    if (ok) {
        b->tree = parser->tree;
        b->tree_callback = parser->tkz->callback_token_done;
        b->tree_context = parser->tkz->callback_token_ctx;
        lxb_html_tokenizer_callback_token_done_set(parser->tkz, on_token, b);
        *document = lxb_html_parse_chunk_begin(parser);
        ok = *document && lxb_html_parse_chunk_process(parser, (const lxb_char_t *)in->utf8, in->n) == LXB_STATUS_OK &&
             lxb_html_parse_chunk_end(parser) == LXB_STATUS_OK && !b->nomem;
    }
    lxb_html_parser_destroy(parser);
    return ok;
}

sayso_code page_tree_build(struct arena *scratch, const struct page_input *in, uint32_t max_depth, struct page_tree *out,
                           sayso_error *e) {
    struct builder b = {.arena = scratch, .utf8 = in->utf8, .max_depth = max_depth};
    struct copy c = {.b = &b};
    lxb_html_document_t *document = NULL;
    *out = (struct page_tree){0};
    bool ok = parse(&b, in, &document);
    out->owner = document;
    lxb_dom_element_t *root = ok ? lxb_dom_document_element(&document->dom_document) : NULL;
    if (!root || !copy_tree(&c, lxb_dom_interface_node(root))) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    out->nodes = c.nodes.at;
    out->n_nodes = c.nodes.n;
    out->strands = c.strands.at;
    out->n_strands = c.strands.n;
    return SAYSO_OK;
}

void page_tree_release(struct page_tree *t) {
    if (t->owner) lxb_html_document_destroy(t->owner);
    t->owner = NULL;
}

const char *page_attr(const struct page_tree *t, uint32_t node, const char *name) {
    const lxb_dom_element_t *el = t->nodes[node].element;
    size_t n;
    if (!el) return NULL;
    for (const lxb_dom_attr_t *a = el->first_attr; a; a = a->next) {
        const char *own = (const char *)lxb_dom_attr_qualified_name((lxb_dom_attr_t *)(uintptr_t)a, &n);
        if (own && !strcmp(own, name)) {
            const char *value = (const char *)lxb_dom_attr_value((lxb_dom_attr_t *)(uintptr_t)a, &n);
            return value ? value : "";
        }
    }
    return NULL;
}
