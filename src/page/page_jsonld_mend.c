/* JSON-LD in the wild is written by templates: raw line ends in strings, trailing commas, comments around, values cut off.
 * One pass mends what can be told without doubt. Values often hold markup; markup_text makes them plain. */
#include "page_jsonld.h"
#include "base_utf8.h"

enum { MAX_DEPTH = 128 };

struct mend {
    const char *s;
    size_t n, at;
    char *out;
    size_t n_out;
    char stack[MAX_DEPTH];
    uint32_t depth;
    bool quotes;
};

static void put(struct mend *m, const char *s, size_t n) {
    memcpy(m->out + m->n_out, s, n);
    m->n_out += n;
}

static size_t skip_blank(const char *s, size_t n, size_t at) {
    while (at < n && (s[at] == ' ' || s[at] == '\n' || s[at] == '\r' || s[at] == '\t')) at++;
    return at;
}

/* Whether the quotation mark at `at` ends the string: what follows is a sign of JSON (and behind a comma, another one). */
static bool is_closing(const struct mend *m, size_t at) {
    if (!m->quotes) return true;
    size_t k = skip_blank(m->s, m->n, at + 1);
    if (k >= m->n || m->s[k] == '}' || m->s[k] == ']') return true;
    if (m->s[k] == ':') return true;
    if (m->s[k] != ',') return false;
    k = skip_blank(m->s, m->n, k + 1);
    return k >= m->n || strchr("\"{[]}-0123456789tfn", m->s[k]) != NULL;
}

static bool is_hex(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

static void escape(struct mend *m) {
    char c = m->at + 1 < m->n ? m->s[m->at + 1] : 0;
    bool hex = c == 'u' && m->at + 5 < m->n && is_hex(m->s[m->at + 2]) && is_hex(m->s[m->at + 3]) && is_hex(m->s[m->at + 4]) &&
               is_hex(m->s[m->at + 5]);
    if (hex && !memcmp(m->s + m->at + 2, "0000", 4)) { /* NUL ends strings in C */
        put(m, " ", 1);
        m->at += 6;
    } else if (hex || (c && strchr("\"\\/bfnrt", c))) {
        put(m, m->s + m->at, 2);
        m->at += 2;
    } else {
        m->at++; /* "\'" and the like: the sign alone */
    }
}

static void string(struct mend *m) {
    put(m, "\"", 1);
    m->at++;
    while (m->at < m->n) {
        unsigned char c = (unsigned char)m->s[m->at];
        if (c == '\\') {
            escape(m);
        } else if (c == '"') {
            bool end = is_closing(m, m->at);
            put(m, end ? "\"" : "\\\"", end ? 1 : 2);
            m->at++;
            if (end) return;
        } else if (c < 0x20) {
            put(m, c == '\n' ? "\\n" : " ", c == '\n' ? 2 : 1);
            m->at++;
        } else {
            uint32_t len, u = utf8_at(m->s + m->at, m->n - m->at, &len);
            if (u == 0xfffd && len == 1)
                put(m, "\xef\xbf\xbd", 3);
            else
                put(m, m->s + m->at, len);
            m->at += len;
        }
    }
    put(m, "\"", 1); /* cut off */
}

/* Steps over comments; true if there was one. */
static bool comment(struct mend *m) {
    const char *s = m->s + m->at;
    size_t left = m->n - m->at;
    const char *end;
    if (left >= 2 && !memcmp(s, "/*", 2))
        end = memmem(s + 2, left - 2, "*/", 2), m->at = end ? (size_t)(end - m->s) + 2 : m->n;
    else if (left >= 2 && !memcmp(s, "//", 2))
        end = memchr(s, '\n', left), m->at = end ? (size_t)(end - m->s) : m->n;
    else if (left >= 4 && !memcmp(s, "<!--", 4))
        m->at += 4;
    else if (left >= 3 && (!memcmp(s, "-->", 3) || !memcmp(s, "]]>", 3)))
        m->at += 3;
    else if (left >= 9 && !memcmp(s, "<![CDATA[", 9))
        m->at += 9;
    else
        return false;
    return true;
}

static void drop_comma(struct mend *m) {
    size_t k = m->n_out;
    while (k && (m->out[k - 1] == ' ' || m->out[k - 1] == '\n')) k--;
    if (k && m->out[k - 1] == ',') m->n_out = k - 1;
}

/* One sign outside strings; false where the document must end. */
static bool sign(struct mend *m) {
    char c = m->s[m->at];
    if (c == '{' || c == '[') {
        if (m->depth == MAX_DEPTH) return false;
        m->stack[m->depth++] = c == '{' ? '}' : ']';
        put(m, &c, 1);
    } else if (c == '}' || c == ']') {
        drop_comma(m);
        if (!m->depth || m->stack[m->depth - 1] != c) return m->depth > 0 ? (m->at++, true) : false; /* one too many: dropped */
        m->depth--;
        put(m, &c, 1);
    } else if (c == ',') {
        size_t k = m->n_out;
        while (k && m->out[k - 1] == ' ') k--;
        if (m->depth && k && !strchr(",[{", m->out[k - 1])) put(m, ",", 1);
    } else if ((unsigned char)c <= 0x20) {
        put(m, " ", 1);
    } else if ((unsigned char)c < 0x80 && m->depth) {
        put(m, &c, 1);
    }
    m->at++;
    return true;
}

bool jsonld_mend(struct arena *arena, const char *json, size_t n, bool quotes, char **out, size_t *n_out) {
    struct mend m = {.s = json, .n = n, .quotes = quotes};
    m.out = arena_alloc(arena, 3 * n + MAX_DEPTH + 8);
    if (!m.out) return false;
    while (m.at < n) {
        if (json[m.at] == '"' && m.depth)
            string(&m);
        else if (comment(&m))
            continue;
        else if (!sign(&m))
            break;
    }
    drop_comma(&m);
    while (m.depth) {
        drop_comma(&m);
        put(&m, &m.stack[--m.depth], 1);
    }
    m.out[m.n_out] = 0;
    *out = m.out;
    *n_out = m.n_out;
    return true;
}

/* ---- markup in values -------------------------------------------------------------------------------------------- */

struct entity {
    const char *name;
    uint32_t c;
};
static const struct entity ENTITIES[] = {
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},    {"nbsp", 0xa0},
    {"rsquo", 0x2019},  {"lsquo", 0x2018}, {"rdquo", 0x201d}, {"ldquo", 0x201c}, {"ndash", 0x2013}, {"mdash", 0x2014},
    {"hellip", 0x2026}, {"bull", 0x2022},  {"copy", 0xa9},    {"eacute", 0xe9},  {"egrave", 0xe8},  {"agrave", 0xe0},
    {"aacute", 0xe1},   {"iacute", 0xed},  {"oacute", 0xf3},  {"uacute", 0xfa},  {"ntilde", 0xf1},  {"ccedil", 0xe7},
    {"auml", 0xe4},     {"ouml", 0xf6},    {"uuml", 0xfc},    {"Auml", 0xc4},    {"Ouml", 0xd6},    {"Uuml", 0xdc},
    {"szlig", 0xdf},    {"ecirc", 0xea},   {"acirc", 0xe2},   {"ocirc", 0xf4},   {"laquo", 0xab},   {"raquo", 0xbb},
    {"euro", 0x20ac},   {"pound", 0xa3},
};

/* The character an entity at s stands for, its bytes in *len; 0 if it is none. */
static uint32_t entity_at(const char *s, size_t n, uint32_t *len) {
    if (n > 12) n = 12;
    const char *end = memchr(s, ';', n);
    if (!end || end < s + 2) return 0;
    *len = (uint32_t)(end - s) + 1;
    if (s[1] == '#') {
        uint32_t c = 0, base = (s[2] | 32) == 'x' ? 16 : 10;
        for (const char *p = s + 2 + (base == 16); p < end; p++) {
            if (!(base == 16 ? is_hex(*p) : *p >= '0' && *p <= '9')) return 0;
            c = c * base + (uint32_t)(*p <= '9' ? *p - '0' : (*p | 32) - 'a' + 10);
            if (c > 0x10ffff) return 0;
        }
        return c >= 0x20 && !(c >= 0xd800 && c < 0xe000) ? c : 0;
    }
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++)
        if (strlen(ENTITIES[i].name) == *len - 2 && !memcmp(ENTITIES[i].name, s + 1, *len - 2)) return ENTITIES[i].c;
    return 0;
}

/* Bytes of the tag at s ("<p class=x>"), 0 if it is none; whether it ends a line. */
static size_t tag_at(const char *s, size_t n, bool *line) {
    static const char *const BLOCKS[] = {"p",  "br", "div", "li",         "h1", "h2",     "h3",
                                         "h4", "ul", "ol",  "blockquote", "tr", "figure", "section"};
    size_t k = 1;
    if (k < n && s[k] == '/') k++;
    size_t beg = k;
    while (k < n && k - beg < 12 && (((s[k] | 32) >= 'a' && (s[k] | 32) <= 'z') || (s[k] >= '1' && s[k] <= '6'))) k++;
    if (k == beg && !(n > 3 && !memcmp(s, "<!--", 4))) return 0;
    const char *end = memchr(s, '>', n > 2000 ? 2000 : n);
    if (!end) return 0;
    *line = false;
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++)
        if (utf8_same(BLOCKS[i], strlen(BLOCKS[i]), s + beg, k - beg)) *line = true;
    return (size_t)(end - s) + 1;
}

char *markup_text(struct arena *arena, const char *s, size_t n, size_t *n_out) {
    char *out = arena_alloc(arena, 3 * n + 4);
    if (!out) return NULL;
    size_t k = 0;
    uint32_t gap = 0; /* 1: a blank is due, 2: a line end */
    for (size_t at = 0; at < n;) {
        uint32_t len, c = utf8_at(s + at, n - at, &len), e;
        bool line;
        size_t tag;
        if (c == '<' && (tag = tag_at(s + at, n - at, &line))) {
            if (line) gap = 2;
            at += tag;
            continue;
        }
        if (c == '&' && (e = entity_at(s + at, n - at, &len))) c = e;
        at += len;
        if (utf8_is_space(c)) {
            if (c == '\n')
                gap = 2;
            else if (!gap)
                gap = 1;
            continue;
        }
        if (gap && k) out[k++] = gap == 2 ? '\n' : ' ';
        gap = 0;
        k += utf8_put(c, out + k); /* an entity is longer than its character, a broken byte becomes three */
    }
    out[k] = 0;
    *n_out = k;
    return out;
}
