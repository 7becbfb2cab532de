/* Where a credit stands: a whole line, or a stretch at the end (rarely the start) of a caption. Precision first: a caption
 * is not a credit because it names a paper; what is taken must have a label, a known agency, or marks between names. */
#include "page_credit.h"
#include "page_credit_parts.h"
#include "gen_credits.h"
#include "base_utf8.h"
#include <string.h>

/* What speaks for a stretch being a credit and nothing else. */
struct evidence {
    bool sure;    /* a label with names behind it */
    bool known;   /* a known agency or picture agency with a name, a mark or alone */
    bool marked;  /* names with a slash between, none of them running text */
    bool bracket; /* good enough inside brackets or behind a full stop: known names, call signs, a comma */
    uint32_t words;
};

/* Whether "photo by" or the like stands before `at`. */
static bool photo_by(const char *s, size_t at) {
    while (at && s[at - 1] == ' ') at--;
    at -= at >= 2 ? 2 : at;
    while (at && s[at - 1] == ' ') at--;
    return words_suffix(&credits_words, s, at, CREDIT_LABEL | CREDIT_DROP) > 0;
}

static struct evidence weigh(const char *s, size_t n) {
    struct evidence e = {0};
    struct credit_parts c;
    if (!credit_cut(s, n, true, &c) || !c.n || c.inner) return e;
    uint32_t names = 0, known = 0, agencies = 0, drops = 0, slashes = 0, commas = 0, persons = 0, firm = 0, social = 0,
             slash_drops = 0, dates = 0, outlets_for = 0, vias = 0;
    for (uint32_t i = 0; i < c.n; i++) {
        const struct credit_part *p = &c.at[i];
        e.words += p->n_words;
        if (p->shape == SHAPE_BAD) return (struct evidence){0};
        if (p->shape == SHAPE_LOOSE && p->join == CUT_BRACKET && p->n_words == 1 && names) continue;
        if (p->shape == SHAPE_LOOSE && !(p->join == CUT_COURTESY || ((c.joined || c.strong) && p->n_words <= 3)))
            return (struct evidence){0};
        if (p->shape == SHAPE_DATE) {
            dates++;
            continue;
        }
        if (p->shape == SHAPE_DROP) {
            drops++;
            slash_drops += i && p->join == CUT_SLASH;
            continue;
        }
        names++;
        known += p->shape == SHAPE_KNOWN;
        agencies += p->shape == SHAPE_KNOWN && (p->outlet->kind == OUTLET_AGENCY || p->outlet->kind == OUTLET_PHOTO);
        social += p->shape == SHAPE_KNOWN && p->outlet->kind == OUTLET_SOCIAL;
        persons += p->shape == SHAPE_PERSON || p->shape == SHAPE_HANDLE;
        firm += p->shape == SHAPE_PERSON || p->shape == SHAPE_KNOWN || p->shape == SHAPE_WIRE || p->shape == SHAPE_PAPER ||
                p->shape == SHAPE_CAPS;
        if (i)
            slashes += p->join == CUT_SLASH || p->join == CUT_VIA || p->join == CUT_BRACKET ||
                       (p->join == CUT_BY && photo_by(s, p->at.beg)) || p->join == CUT_FROM || (p->join == CUT_DASH && known);
        vias += p->join == CUT_VIA && p->shape != SHAPE_PERSON && p->shape != SHAPE_WORD;
        outlets_for += p->join == CUT_FOR && (p->shape == SHAPE_KNOWN || p->shape == SHAPE_PAPER);
        if (i) commas += p->join == CUT_COMMA;
    }
    if (!names) {
        e.bracket = drops && c.n == 1 && !c.label;
        return e;
    }
    drops += c.label; /* "Screengrab/YouTube" */
    e.sure = (c.joined || c.strong) && e.words <= 24 && !(dates && names > 2 && !c.strong);
    e.known = agencies && (slashes || names == 1) && e.words <= 16;
    e.known |= agencies && drops && e.words <= 10;
    e.known |= social && (drops || slashes) && e.words <= 10;
    e.known |= drops && vias && firm == names && e.words <= 8; /* "Handout via North Coast Wire" */
    e.marked = slashes && firm >= 2 && persons && commas == 0 && e.words <= 10;
    e.marked |= slash_drops && persons == names && e.words <= 8;
    e.known |= agencies && names == 2 && persons == 1 && commas == 1 && e.words <= 8; /* "Jane Roe, Associated Press" */
    e.marked |= outlets_for && names == 2 && e.words <= 8;
    if (dates && !e.sure) e.known = e.marked = false;
    e.bracket = (slashes && persons && names >= 2 && e.words <= 14) || e.known || e.marked || (known && e.words <= 10) ||
                (c.label && e.words <= 8) || (drops && persons == names);
    return e;
}

static size_t skip(const char *s, size_t n, size_t at) {
    uint32_t len;
    while (at < n && utf8_is_space(utf8_at(s + at, n - at, &len))) at += len;
    return at;
}

static size_t rstrip(const char *s, size_t n) {
    uint32_t len;
    while (n && utf8_is_space(utf8_before(s, n, &len))) n -= len;
    return n;
}

/* Strips brackets around the whole of [*beg, *end), if they are a pair. */
static bool unbracket(const char *s, size_t *beg, size_t *end) {
    if (*end - *beg < 3) return false;
    char open = s[*beg], close = open == '(' ? ')' : open == '[' ? ']' : 0;
    if (!close) return false;
    size_t last = *end - 1;
    while (last > *beg && (s[last] == '.' || s[last] == ' ')) last--;
    if (s[last] != close || memchr(s + *beg + 1, close, last - *beg - 1)) return false;
    *beg = skip(s, last, *beg + 1);
    *end = rstrip(s + *beg, last - *beg) + *beg;
    return *end > *beg;
}

bool page_credit_is_line(const char *s, size_t n) {
    size_t beg = skip(s, n, 0), end = rstrip(s, n);
    if (end <= beg || end - beg > 250) return false;
    bool inner = unbracket(s, &beg, &end);
    struct evidence e = weigh(s + beg, end - beg);
    return e.sure || e.known || e.marked || (inner && e.bracket);
}

/* ---- inside a caption -------------------------------------------------------------------------------------------- */

/* The last group in brackets that reads as a credit. */
static span in_brackets(const char *s, size_t n) {
    for (size_t close = n; close-- > 0;) {
        if (s[close] != ')' && s[close] != ']') continue;
        char open = s[close] == ')' ? '(' : '[';
        const char *p = memrchr(s, open, close);
        if (!p) return (span){0, 0};
        size_t beg = (size_t)(p - s);
        struct evidence e = weigh(p + 1, close - beg - 1);
        bool at_end = skip(s, n, close + 1) >= n || s[close + 1] == '.';
        if (e.sure || e.known || e.marked || (at_end && e.bracket)) return (span){(uint32_t)beg, (uint32_t)close + 1};
        close = beg;
    }
    return (span){0, 0};
}

/* Whether the full stop at `at` stands behind one letter ("J."), so that no sentence ends there. */
static bool is_initial(const char *s, size_t at) {
    return at && s[at - 1] >= 'A' && s[at - 1] <= 'Z' && (at == 1 || s[at - 2] == ' ' || s[at - 2] == '.' || s[at - 2] == '/');
}

/* Whether a phrase may begin at `at`: behind a full stop, a bracket, a dash, a bar, a line's end; also where a capital
 * stands right behind a full stop, as where two elements of a page were joined. */
static bool fresh(const char *s, size_t n, size_t at) {
    uint32_t len;
    bool space = false;
    if (at > 1 && s[at - 1] == '.' && !is_initial(s, at - 1))
        return utf8_is_upper(utf8_at(s + at, n - at, &len)) && s[at - 2] != '.';
    while (at) {
        uint32_t c = utf8_before(s, at, &len);
        if (c == '\n') return true;
        if (!utf8_is_space(c)) {
            if (!space || (c == '.' && is_initial(s, at - 1))) return false;
            return c < 0x80 ? c && strchr(".!?\")|]-:;", (int)c)
                            : c == 0x201d || c == 0x2014 || c == 0x2013 || c == 0x2022 || c == 0x2026;
        }
        space = true;
        at -= len;
    }
    return true;
}

/* The first place from which all the rest is a credit: a labelled one anywhere, others at a fresh start. */
static span at_end(const char *s, size_t n) {
    size_t end = rstrip(s, n);
    for (size_t at = 0; at < end; at++) {
        if (((unsigned char)s[at] & 0xc0) == 0x80) continue;
        bool edge = !at || s[at - 1] == ' ' || s[at - 1] == '\n' || s[at - 1] == '(' || s[at - 1] == '.' ||
                    (unsigned char)s[at - 1] >= 0x80;
        if (!edge || s[at] == ' ' || s[at] == '\n' || end - at > 200) continue;
        bool is_fresh = fresh(s, n, at);
        bool label = words_prefix(&credits_words, s + at, end - at, CREDIT_LABEL | CREDIT_STRONG | CREDIT_COURTESY) > 0;
        if (!is_fresh && !label) continue;
        struct evidence e = weigh(s + at, end - at);
        bool capital_label = !(s[at] >= 'a' && s[at] <= 'z');
        if (e.sure && (is_fresh || (label && capital_label))) return (span){(uint32_t)at, (uint32_t)end};
        if (is_fresh && (e.known || e.marked)) return (span){(uint32_t)at, (uint32_t)end};
    }
    return (span){0, 0};
}

/* "A crowd in Tirvane REUTERS/Jane Roe": a known agency in capitals with a slash and a name behind it, to the end. */
static span agency_slash(const char *s, size_t n) {
    size_t end = rstrip(s, n);
    const char *slash = memrchr(s, '/', end);
    if (!slash) return (span){0, 0};
    size_t beg = (size_t)(slash - s), words = 0;
    while (beg && words < 3) {
        beg = rstrip(s, beg);
        while (beg && s[beg - 1] != ' ' && s[beg - 1] != '\n') beg--;
        words++;
        struct credit_part p = {.at = {(uint32_t)beg, (uint32_t)(slash - s)}};
        credit_classify(s, &p);
        bool caps = p.shape == SHAPE_KNOWN && utf8_is_upper((unsigned char)s[p.at.beg]);
        if (!caps || p.outlet->kind == OUTLET_OUTLET || p.outlet->kind == OUTLET_SOCIAL) continue;
        struct evidence e = weigh(s + beg, end - beg);
        if (e.known) return (span){(uint32_t)beg, (uint32_t)end};
    }
    return (span){0, 0};
}

/* A labelled credit on the first line of a caption of several. */
static span at_start(const char *s, size_t n) {
    const char *line = memchr(s, '\n', n);
    if (!line) return (span){0, 0};
    size_t end = (size_t)(line - s);
    return page_credit_is_line(s, end) ? (span){0, (uint32_t)rstrip(s, end)} : (span){0, 0};
}

span page_credit_find(const char *s, size_t n) {
    size_t beg = skip(s, n, 0), end = rstrip(s, n);
    if (end <= beg || n > UINT32_MAX / 2) return (span){0, 0};
    if (page_credit_is_line(s, n)) return (span){(uint32_t)beg, (uint32_t)end};
    span (*const ways[])(const char *, size_t) = {in_brackets, at_end, agency_slash, at_start};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        span found = ways[i](s, n);
        if (span_is(found)) return found;
    }
    return (span){0, 0};
}
