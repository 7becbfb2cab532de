/* Cutting a credit into parts at its marks and joining words, and telling what each part is by word lists
 * (data/credits.tsv), known outlets (data/outlets.tsv) and letter case. */
#include "page_credit_parts.h"
#include "gen_credits.h"
#include "base_utf8.h"
#include <string.h>

enum { MAX_WORDS = 12 }; /* of a name */

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static size_t skip_blank(const char *s, size_t n, size_t at) {
    uint32_t len;
    while (at < n && utf8_is_space(utf8_at(s + at, n - at, &len))) at += len;
    return at;
}

/* Bytes of the phrase at `at`, if one of `classes` stands there as whole words. */
static size_t phrase(const char *s, size_t n, size_t at, uint32_t classes) {
    return words_prefix(&credits_words, s + at, n - at, classes);
}

static uint32_t class_of(const char *s, size_t n) { return words_of(&credits_words, s, n); }

/* ---- separators -------------------------------------------------------------------------------------------------- */

/* Whether the full stop at `at` ends a phrase: not after an initial or a short word ("St.", "U.S.", "Jr."). */
static bool ends_phrase(const char *s, size_t n, size_t at) {
    if (at + 1 < n && !blank(s[at + 1])) return false;
    size_t beg = at;
    while (beg && !blank(s[beg - 1]) && s[beg - 1] != '/' && s[beg - 1] != '.') beg--;
    return at - beg >= 4;
}

/* Whether what follows a comma belongs to the name before it: "Inc.", "Jr." */
static bool is_suffix(const char *s, size_t n, size_t at) {
    static const char *const SUFFIXES[] = {"Inc", "LLC", "Ltd", "Corp", "Co.", "Jr", "Sr", "II", "III", "PLC", "M.D", "Ph.D"};
    at = skip_blank(s, n, at);
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++) {
        size_t k = strlen(SUFFIXES[i]);
        if (n - at >= k && !memcmp(s + at, SUFFIXES[i], k) && (n - at == k || strchr(" .,/)", s[at + k]))) return true;
    }
    return false;
}

/* The separator at `at`: its bytes, 0 for none. */
static size_t separator(const char *s, size_t n, size_t at, enum credit_join *join) {
    uint32_t len, c = utf8_at(s + at, n - at, &len);
    *join = CUT_SLASH;
    switch (c) {
    case '/':
    case '|':
    case '\\':
    case 0x2022:
    case 0xb7:
    case 0xff0f:
    case 0x2044:
        return len;
    case 0x2c:
        if (is_suffix(s, n, at + 1)) return 0;
        *join = CUT_COMMA;
        return len;
    case ';':
    case '\n':
        *join = CUT_COMMA;
        return len;
    case '(':
    case ')':
    case '[':
    case ']':
        *join = CUT_BRACKET;
        return len;
    case ':':
        *join = CUT_COMMA;
        return at + len >= n || blank(s[at + len]) ? len : 0;
    case 0x2013:
    case 0x2014:
    case 0x2015:
        *join = CUT_DASH;
        return len;
    case '-':
    case '+':
        *join = CUT_DASH;
        return at && blank(s[at - 1]) && (at + 1 >= n || blank(s[at + 1])) ? len : 0;
    case '.':
        *join = CUT_COMMA;
        return ends_phrase(s, n, at) ? len : 0;
    default:
        return 0;
    }
}

/* Bytes of a known outlet at `at` whose form itself holds a slash ("RFE/RL"), 0 if there is none. */
static size_t slashed_outlet(const char *s, size_t n, size_t at) {
    const char *slash = memchr(s + at, '/', n - at);
    if (!slash || slash - (s + at) > 40) return 0;
    size_t end = (size_t)(slash - s) + 1;
    enum credit_join join;
    while (end < n && !separator(s, n, end, &join)) end++;
    return outlet_find(s + at, end - at) ? end - at : 0;
}

/* Bytes of a joining word at `at` (the start of a word inside a part), 0 for none. */
static size_t joining(const char *s, size_t n, size_t at, span part, enum credit_join *join) {
    size_t k = phrase(s, n, at, CREDIT_COURTESY);
    if (k) return *join = CUT_COURTESY, k;
    if ((k = phrase(s, n, at, CREDIT_VIA))) return *join = CUT_VIA, k;
    if (n - at > 3 && (!memcmp(s + at, "by ", 3) || !memcmp(s + at, "By ", 3) || !memcmp(s + at, "BY ", 3)))
        return *join = CUT_BY, 2;
    struct credit_part p = {.at = part};
    if ((k = phrase(s, n, at, CREDIT_FROM))) {
        credit_classify(s, &p);
        if (p.shape == SHAPE_DROP) return *join = CUT_FROM, k;
    }
    if ((k = phrase(s, n, at, CREDIT_FOR))) {
        credit_classify(s, &p);
        if (p.shape == SHAPE_PERSON || p.shape == SHAPE_WORD || p.shape == SHAPE_HANDLE || p.shape == SHAPE_DROP)
            return *join = CUT_FOR, k;
    }
    return 0;
}

/* ---- the label --------------------------------------------------------------------------------------------------- */

/* Whether what stands up to the next separator is a known outlet ("Picture Alliance", "Photo12/..."), no label. */
static bool outlet_here(const char *s, size_t n, size_t at) {
    enum credit_join join;
    size_t end = at;
    while (end < n && !separator(s, n, end, &join)) end++;
    return outlet_find(s + at, end - at) != NULL;
}

/* Reads a label and what joins it to the names; returns where the names begin. */
static size_t read_label(const char *s, size_t n, struct credit_parts *out, enum credit_join *join) {
    size_t at = 0, k, first;
    *join = CUT_START;
    while (at < n && (s[at] == '(' || s[at] == '[' || blank(s[at]))) at++;
    first = at;
    if (at >= n || outlet_here(s, n, at)) return at;
    while ((k = phrase(s, n, at, CREDIT_LABEL | CREDIT_STRONG))) {
        size_t next = skip_blank(s, n, at + k);
        if (next >= n) break;
        if (phrase(s, n, at, CREDIT_STRONG) == k) out->strong = true;
        out->label = true;
        at = next;
    }
    /* "Times photo by Jane Roe" has its owner before the label and is cut at "by" later. */
    if (!out->label && !phrase(s, n, first, CREDIT_COURTESY)) return first;
    enum credit_join mark;
    if (out->label && (k = separator(s, n, at, &mark)) && mark != CUT_BRACKET) {
        if (s[at] == ':' || out->strong) out->joined = true;
        at = skip_blank(s, n, at + k);
    }
    if ((k = phrase(s, n, at, CREDIT_COURTESY))) {
        *join = CUT_COURTESY;
        out->joined = true;
        if (!out->label) out->strong = true;
        at = skip_blank(s, n, at + k);
    } else if (out->label && (k = phrase(s, n, at, CREDIT_BY | CREDIT_VIA))) {
        out->joined = true;
        at = skip_blank(s, n, at + k);
    } else if (out->label && (k = phrase(s, n, at, CREDIT_FROM))) {
        *join = CUT_FROM;
        out->joined = true;
        at = skip_blank(s, n, at + k);
    }
    if (at < n && s[at] == ':') at = skip_blank(s, n, at + 1);
    size_t year = at; /* "Copyright 2019 The ..." */
    while (out->strong && year < n && ((s[year] >= '0' && s[year] <= '9') || s[year] == '-')) year++;
    return year > at && year < n && blank(s[year]) ? skip_blank(s, n, year) : at;
}

/* A label at `at`, further behind, with ":" (or, at the start of a part, "by" and the like) after it: its bytes with
 * these, 0 for none. */
static size_t inner_label(const char *s, size_t n, size_t at, bool part_start, enum credit_join *join) {
    size_t k = phrase(s, n, at, CREDIT_LABEL | CREDIT_STRONG);
    if (!k) return 0;
    size_t end = skip_blank(s, n, at + k), m;
    *join = CUT_COMMA;
    if (end < n && s[end] == ':') return end + 1 - at;
    if (!part_start || end >= n) return 0;
    if ((m = phrase(s, n, end, CREDIT_VIA)))
        *join = CUT_VIA;
    else if ((m = phrase(s, n, end, CREDIT_BY)))
        *join = CUT_BY;
    else if ((m = phrase(s, n, end, CREDIT_COURTESY)))
        *join = CUT_COURTESY;
    return m ? end + m - at : 0;
}

/* ---- cutting ----------------------------------------------------------------------------------------------------- */

static span trim(const char *s, span p) {
    uint32_t len;
    for (; p.beg < p.end; p.beg += len) {
        uint32_t c = utf8_at(s + p.beg, p.end - p.beg, &len);
        if (!utf8_is_space(c) && c != '"' && c != '\'' && c != 0x201c && c != 0x201d && c != 0x2018 && c != '.' && c != '*')
            break;
    }
    while (p.beg < p.end) {
        uint32_t c = utf8_before(s + p.beg, p.end - p.beg, &len);
        if (!utf8_is_space(c) && c != '"' && c != 0x201c && c != 0x201d && c != '*') break;
        p.end -= len;
    }
    if (p.end > p.beg && s[p.end - 1] == '.' && ends_phrase(s, p.end, p.end - 1)) p.end--;
    return p;
}

static bool put(const char *s, struct credit_parts *out, span at, enum credit_join join) {
    at = trim(s, at);
    if (!span_is(at)) return true;
    if (out->n == CREDIT_MAX_PARTS) return false;
    out->at[out->n] = (struct credit_part){.at = at, .join = join};
    credit_classify(s, &out->at[out->n++]);
    return true;
}

/* A part that joins two names by "and" becomes two, where both are names of their own. */
static bool split_and(const char *s, struct credit_parts *out) {
    for (uint32_t i = 0; i < out->n; i++) {
        struct credit_part *p = &out->at[i];
        if (p->shape == SHAPE_KNOWN || p->shape == SHAPE_DROP) continue;
        for (uint32_t k = p->at.beg + 1; k + 3 < p->at.end; k++) {
            uint32_t len = !memcmp(s + k, " & ", 3) ? 3 : k + 5 < p->at.end && !memcmp(s + k, " and ", 5) ? 5 : 0;
            if (!len) continue;
            struct credit_part a = {.at = {p->at.beg, k}, .join = p->join}, b = {.at = {k + len, p->at.end}, .join = CUT_AND};
            credit_classify(s, &a);
            credit_classify(s, &b);
            bool names = (a.shape == SHAPE_PERSON || a.shape == SHAPE_KNOWN || a.shape == SHAPE_HANDLE) &&
                         (b.shape == SHAPE_PERSON || b.shape == SHAPE_KNOWN || b.shape == SHAPE_HANDLE);
            if (!names) continue;
            if (out->n == CREDIT_MAX_PARTS) return false;
            memmove(p + 2, p + 1, (out->n - i - 1) * sizeof *p);
            p[0] = a, p[1] = b;
            out->n++;
            break;
        }
    }
    return true;
}

bool credit_cut(const char *s, size_t n, bool strict, struct credit_parts *out) {
    memset(out, 0, sizeof *out);
    if (n > CREDIT_MAX_BYTES) return false;
    enum credit_join join, next;
    size_t at = read_label(s, n, out, &join), beg = at, start = at, k;
    bool word_start = true;
    uint32_t words = 0; /* of the part that is read */
    while (at < n) {
        if (at == beg) words = 0;
        if (word_start && !blank(s[at]) && ++words > MAX_WORDS && strict) return false;
        if (strict && out->n && out->at[out->n - 1].shape == SHAPE_BAD) return false;
        if (at == skip_blank(s, beg + 1 < n ? beg + 1 : n, beg) && (k = slashed_outlet(s, n, at))) {
            at += k;
            continue;
        }
        bool handle = word_start && s[at] == '@' && skip_blank(s, at, beg) < at; /* "Twitter @harborcat" */
        if (handle) {
            if (!put(s, out, (span){(uint32_t)beg, (uint32_t)at}, join)) return false;
            join = CUT_SLASH;
            beg = at++;
            word_start = false;
            continue;
        }
        if (at > start && word_start && (k = inner_label(s, n, at, skip_blank(s, at, beg) >= at, &next))) {
            if (!put(s, out, (span){(uint32_t)beg, (uint32_t)at}, join)) return false;
            if (!out->label) out->inner = true;
            join = next;
            beg = at += k;
            continue;
        }
        if ((k = separator(s, n, at, &next)) ||
            (word_start && (k = joining(s, n, at, (span){(uint32_t)beg, (uint32_t)at}, &next)))) {
            bool empty = skip_blank(s, at, beg) >= at;
            if (!put(s, out, (span){(uint32_t)beg, (uint32_t)at}, join)) return false;
            /* a mark before a joining word ("/ via", "(courtesy") leaves the word to tell; a label's own start stays one */
            if (!(empty && out->n == 0 && next <= CUT_BRACKET)) join = !empty || next >= CUT_VIA || join < CUT_VIA ? next : join;
            at += k;
            beg = at;
            word_start = true;
            continue;
        }
        uint32_t len, c = utf8_at(s + at, n - at, &len);
        word_start = utf8_is_space(c);
        at += len;
    }
    return put(s, out, (span){(uint32_t)beg, (uint32_t)n}, join) && split_and(s, out);
}

/* ---- shapes ------------------------------------------------------------------------------------------------------ */

struct shape_count {
    uint32_t words, upper, lower, caps, drop, particle, digits, month, other;
    uint32_t org, wire, paper, stop; /* words of these classes; capitalised particles inside */
    uint32_t last;                   /* classes of the last word */
    uint32_t inside;                 /* lower-case words of place inside ("Traders in Tirvane"), which no person's name has */
    bool handle, host, front, last_front; /* the first, the last word is one with which no name begins or ends */
};

static bool is_host(const char *s, size_t n) {
    const char *dot = memrchr(s, '.', n);
    if (!dot || dot == s || n - (size_t)(dot - s) < 3 || n - (size_t)(dot - s) > 7) return false;
    for (const char *p = dot + 1; p < s + n; p++)
        if (*p < 'a' || *p > 'z') return false;
    return memchr(s, '@', n) == NULL;
}

static void count_word(const char *s, size_t n, struct shape_count *k) {
    uint32_t len, c = utf8_at(s, n, &len), is = class_of(s, n), n_upper = 0, n_letters = 0;
    for (size_t i = 0; i < n;) {
        uint32_t m, d = utf8_at(s + i, n - i, &m);
        n_letters += utf8_is_letter(d), n_upper += utf8_is_upper(d);
        i += m;
    }
    k->last_front = utf8_is_lower(c) && (is & CREDIT_FRONT);
    if (k->last_front && k->words && !utf8_same(s, n, "of", 2) && !utf8_same(s, n, "the", 3) && !utf8_same(s, n, "and", 3) &&
        n > 1 && !(k->org || k->wire || k->paper)) /* "Museum of Art at Tirvane" is a name */
        k->inside++;
    if (!k->words) k->front = k->last_front;
    k->words++;
    k->last = is;
    if (c == '@' && n > 1)
        k->handle = true;
    else if (is_host(s, n))
        k->host = true;
    else if (!n_letters) {
        if (utf8_is_digit(c))
            k->digits++;
        else if (!(is & CREDIT_PARTICLE))
            k->other++;
    } else if (utf8_is_lower(c)) {
        if (is & CREDIT_PARTICLE)
            k->particle++;
        else if (!(is & (CREDIT_ORG | CREDIT_WIRE | CREDIT_PAPER | CREDIT_DROP)) && !(n_upper && n_letters > 2))
            k->lower++;
    } else {
        k->upper++;
        if (n_letters == n_upper && n_letters > 1) k->caps++;
        if ((is & CREDIT_PARTICLE) && k->words > 1 && class_of(s, n) && n <= 4 && (is & CREDIT_FOR || n == 2) && n_upper == 1)
            k->stop++;
    }
    if (is & CREDIT_DROP) k->drop++;
    if (is & CREDIT_MONTH) k->month++;
    if (is & CREDIT_ORG) k->org++;
    if (is & CREDIT_WIRE) k->wire++;
    if (is & CREDIT_PAPER) k->paper++;
}

static struct shape_count count_words(const char *s, span at) {
    struct shape_count k = {0};
    for (uint32_t p = at.beg; p < at.end;) {
        p = (uint32_t)skip_blank(s, at.end, p);
        uint32_t beg = p, len;
        while (p < at.end && !utf8_is_space(utf8_at(s + p, at.end - p, &len))) p += len;
        if (p > beg) count_word(s + beg, p - beg, &k);
    }
    return k;
}

/* Takes drop words off both ends ("AP Photo", "Pool Photo", "Tribune file photo"); may leave nothing. */
static span without_drops(const char *s, span at) {
    size_t k;
    while (span_is(at) && (k = words_suffix(&credits_words, s + at.beg, span_len(at), CREDIT_DROP))) {
        at.end -= (uint32_t)k;
        at = trim(s, at);
    }
    while (span_is(at) && (k = words_prefix(&credits_words, s + at.beg, span_len(at), CREDIT_DROP))) {
        at.beg += (uint32_t)k;
        at = trim(s, at);
    }
    return at;
}

static enum credit_shape shape_of(const struct shape_count *k, span at, const char *s) {
    if (k->handle) return k->words <= 4 ? SHAPE_HANDLE : SHAPE_BAD;
    if (k->host && k->words == 1) return SHAPE_PAPER;
    if (k->digits + k->month == k->words || (k->month && k->digits && k->words <= 5)) return SHAPE_DATE;
    if ((k->front || k->last_front) && k->words > 1 && !k->org) return SHAPE_LOOSE;
    if (k->front || k->last_front) return k->words <= 8 ? SHAPE_LOOSE : SHAPE_BAD;
    if (k->words > MAX_WORDS || k->stop > 1 || !k->upper) return (k->lower || k->org) && k->words <= 6 ? SHAPE_LOOSE : SHAPE_BAD;
    if (k->lower > 0) return k->lower <= 3 && k->words <= 8 ? SHAPE_LOOSE : SHAPE_BAD;
    if (k->stop) return k->org || k->wire || k->paper ? SHAPE_ORG : SHAPE_BAD;
    if (k->inside) return k->words <= 3 ? SHAPE_LOOSE : SHAPE_BAD;
    if (k->words == 1) {
        if (k->last & CREDIT_PAPER) return SHAPE_PAPER;
        if (k->caps && span_len(at) <= 6) return SHAPE_CAPS;
        return SHAPE_WORD;
    }
    bool last_wire = k->last & CREDIT_WIRE, last_paper = k->last & CREDIT_PAPER;
    if (last_wire && !(last_paper)) return SHAPE_WIRE;
    if (last_paper) return SHAPE_PAPER;
    if (k->org) return SHAPE_ORG;
    if (k->wire) return SHAPE_WIRE;
    if (k->paper && k->words > 2) return SHAPE_PAPER;
    if (k->words <= 5 && !k->digits && !k->other && !memchr(s + at.beg, '&', span_len(at))) return SHAPE_PERSON;
    return k->words <= 8 ? SHAPE_ORG : SHAPE_BAD;
}

/* A known name in lower case alone: "getty", "afp". */
static const struct outlet *lower_outlet(const char *s, span at) {
    char buf[16];
    size_t n = span_len(at);
    if (n < 2 || n >= sizeof buf) return NULL;
    for (size_t i = 0; i < n; i++) {
        if (s[at.beg + i] < 'a' || s[at.beg + i] > 'z') return NULL;
        buf[i] = (char)(s[at.beg + i] - 32);
    }
    const struct outlet *o = outlet_find(buf, n);
    return o && (o->kind == OUTLET_AGENCY || o->kind == OUTLET_PHOTO) ? o : NULL;
}

/* "AFP-JIJI" and the like: two known names in one word count as the first; the whole stays as written. */
static const struct outlet *hyphened(const char *s, span at) {
    const char *h = memchr(s + at.beg, '-', span_len(at));
    if (!h || h == s + at.beg) return NULL;
    size_t n = (size_t)(h - s) - at.beg;
    const struct outlet *a = outlet_find(s + at.beg, n);
    return a && outlet_find(h + 1, span_len(at) - n - 1) ? a : NULL;
}

static bool is_lower_word(const char *s, uint32_t at, uint32_t end) {
    while (at < end && blank(s[at])) at++;
    return at < end && s[at] >= 'a' && s[at] <= 'z';
}

static bool is_acronym(const char *s, span at) {
    for (uint32_t i = at.beg; i < at.end; i++)
        if (s[i] < 'A' || s[i] > 'Z') return false;
    return true;
}

static bool is_photo_word(const char *s, span at) {
    size_t k = words_suffix(&credits_words, s + at.beg, span_len(at), CREDIT_LABEL);
    return k && k < span_len(at);
}

void credit_classify(const char *s, struct credit_part *p) {
    p->at = trim(s, p->at);
    if (span_len(p->at) > 4 && !memcmp(s + p->at.beg, "the ", 4)) p->at.beg += 4;
    struct shape_count k = count_words(s, p->at);
    p->n_words = k.words;
    p->outlet = outlet_find(s + p->at.beg, span_len(p->at));
    bool whole = p->outlet && (strlen(p->outlet->name) == span_len(p->at) || !is_photo_word(s, p->at));
    if (!whole) {
        span bare = without_drops(s, p->at);
        if (!span_is(bare) || words_of(&credits_words, s + bare.beg, span_len(bare)) & CREDIT_ALONE) {
            p->shape = SHAPE_DROP;
            return;
        }
        const struct outlet *o = span_eq(bare, p->at) ? NULL : outlet_find(s + bare.beg, span_len(bare));
        if (o && o->kind == OUTLET_OUTLET && !is_lower_word(s, bare.end, p->at.end)) o = NULL; /* "Focus Images" is not "Focus" */
        bool acronym = span_len(bare) <= 5 && is_acronym(s, bare);                             /* "MP Photo" */
        bool lower = bare.end < p->at.end && is_lower_word(s, bare.end, p->at.end);            /* "Tribune file photo" */
        if (o ||
            (!p->outlet && span_len(bare) < span_len(p->at) && (lower || acronym || !(k.last & (CREDIT_WIRE | CREDIT_PAPER))))) {
            p->at = bare;
            p->outlet = o;
            k = count_words(s, bare);
            p->n_words = k.words;
        }
    }
    if (!p->outlet) p->outlet = hyphened(s, p->at);
    if (!p->outlet) p->outlet = lower_outlet(s, p->at);
    p->shape = p->outlet ? SHAPE_KNOWN : shape_of(&k, p->at, s);
}
