/* Whose line a report carries: the agency in its dateline ("(AP)"), its byline or the note at its end; docs/INDEPENDENCE.md,
 * "An agency's line". An agency that is merely cited in the text ("AP reported") is a source, and not looked for here. */
#include "story_work.h"
#include "gen_wire.h"
#include "page_credit_parts.h"
#include "page_meta.h"
#include "base_utf8.h"

enum { MOST_PARTS = 8, FIRST_BLOCKS = 3, LAST_BLOCKS = 4, NOTE_BYTES = 600, SHORT_WORDS = 12, AGENCY_WORDS = 6, SIGN_OFF = 60 };

struct text {
    const char *s;
    size_t n;
};

static struct text text_at(const char *s, size_t n) {
    uint32_t len;
    while (n && utf8_is_space(utf8_at(s, n, &len))) s += len, n -= len;
    while (n && utf8_is_space(utf8_before(s, n, &len))) n -= len;
    return (struct text){s, n};
}
static struct text text_of(const char *s) { return s ? text_at(s, strlen(s)) : (struct text){"", 0}; }
static struct text block_text(const sayso_record *r, uint32_t i) {
    span s = r->blocks[i].span;
    return text_at(r->text + s.beg, span_len(s));
}

static uint32_t count_words(struct text t) {
    uint32_t n = 0;
    for (size_t i = 0; i < t.n; i++) n += t.s[i] != ' ' && (i == 0 || t.s[i - 1] == ' ');
    return n;
}

/* Without "staff", "writers" and the like behind it. */
static struct text without_trail(struct text t) {
    size_t k = words_suffix(&wire_words, t.s, t.n, WIRE_TRAIL);
    return k && k < t.n ? text_at(t.s, t.n - k) : t;
}

/* Words with a capital and the word of an agency among them: one that the table lacks. */
static bool is_wire(struct text t) {
    uint32_t len;
    if (!t.n || memchr(t.s, ':', t.n) || !utf8_is_upper(utf8_at(t.s, t.n, &len)) || count_words(t) < 2 ||
        count_words(t) > AGENCY_WORDS)
        return false;
    struct credit_part p = {.at = {0, (uint32_t)t.n}};
    credit_classify(t.s, &p);
    return p.shape == SHAPE_WIRE;
}

/* The agency that the whole of these words is; NULL. `outlets`: other outlets too, whose line others print ("(CNN)"). */
static const char *agency_name(struct arena *a, struct text t, bool outlets) {
    if (!t.n || t.n > CREDIT_MAX_BYTES) return NULL;
    struct text brief = without_trail(t);
    const struct outlet *o = outlet_find(t.s, t.n);
    if (!o) o = outlet_find(brief.s, brief.n);
    if (o) return o->kind == OUTLET_AGENCY || (outlets && o->kind == OUTLET_OUTLET) ? o->name : NULL;
    if (is_wire(brief)) t = brief;
    if (!is_wire(t)) return NULL;
    if (t.n > 4 && utf8_same(t.s, 4, "the ", 4)) t = text_at(t.s + 4, t.n - 4);
    return arena_strndup(a, t.s, t.n);
}

bool story_is_agency(const char *name) {
    struct text t = text_of(name);
    return outlet_find(t.s, t.n) || is_wire(t);
}

/* ---- at the head ------------------------------------------------------------------------------------------------- */
static bool is_cut(struct text t, size_t i) {
    char c = t.s[i];
    return c == ',' || c == '/' || c == '|' || c == '(' || c == ')' || c == ';' || c == ':' ||
           (c == '-' && (i == 0 || t.s[i - 1] == ' ')) || (unsigned char)c == 0xe2 /* long dashes, bullets */;
}

/* Three letters or more in capitals in brackets of a dateline: agencies that the table lacks. */
static bool is_short_form(struct text t, size_t beg, size_t end) {
    if (!beg || end >= t.n || t.s[beg - 1] != '(' || t.s[end] != ')' || end - beg < 3 || end - beg > 6) return false;
    for (size_t i = beg; i < end; i++)
        if (t.s[i] < 'A' || t.s[i] > 'Z') return false;
    return true;
}

static const char *in_parts(struct arena *a, struct text t, bool dateline) {
    for (size_t beg = 0, end; beg < t.n; beg = end + 1) {
        for (end = beg; end < t.n && !is_cut(t, end); end++) {
        }
        const char *name = agency_name(a, text_at(t.s + beg, end - beg), true);
        if (!name && dateline && is_short_form(t, beg, end)) name = arena_strndup(a, t.s + beg, end - beg);
        if (name) return name;
        while (end + 1 < t.n && ((unsigned char)t.s[end + 1] & 0xc0) == 0x80) end++; /* the rest of a long dash */
    }
    return NULL;
}

static const char *of_dateline(const sayso_record *r, struct arena *a) {
    const char *name = in_parts(a, text_of(r->publication.dateline), true);
    uint32_t seen = 0;
    for (uint32_t i = 0; i < r->n_blocks && seen < FIRST_BLOCKS && !name; i++) {
        if (r->blocks[i].kind != SAYSO_BLOCK_PARAGRAPH) continue;
        struct text t = block_text(r, i);
        span head = meta_dateline(t.s, t.n);
        if (span_is(head)) name = in_parts(a, text_at(t.s + head.beg, span_len(head)), true);
        seen++;
    }
    return name;
}

/* Words by which a byline joins a person and an agency. */
static const char *const joints[] = {" of ", " for ", " with ", " and ", " from ", "By ", "by ", "BY "};

static size_t joint_at(struct text t, size_t i) {
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
        size_t n = strlen(joints[k]);
        if (t.n - i > n && !memcmp(t.s + i, joints[k], n)) return n;
    }
    return 0;
}

/* "Jane Roe, Associated Press", "By Jane Roe of the Meridian Press", "Jane Roe and Jon Doe | AP": the shortest pieces first. */
static const char *in_byline(struct arena *a, struct text t) {
    for (size_t i = t.n; i-- > 0;) {
        size_t n = joint_at(t, i);
        const char *name = n ? in_parts(a, text_at(t.s + i + n, t.n - i - n), false) : NULL;
        if (name) return name;
    }
    return in_parts(a, t, false);
}

static const char *of_bylines(const sayso_record *r, struct arena *a) {
    const char *name = NULL;
    for (uint32_t i = 0; i < r->publication.bylines.n && !name; i++) {
        struct text t = text_of(r->publication.bylines.at[i]);
        if (t.n <= CREDIT_MAX_BYTES) name = in_byline(a, t);
    }
    for (uint32_t i = 0; i < r->n_blocks && !name; i++) {
        struct text t = block_text(r, i);
        if (r->blocks[i].kind == SAYSO_BLOCK_BYLINE && t.n <= CREDIT_MAX_BYTES) name = in_byline(a, t);
    }
    return name;
}

/* ---- at the end -------------------------------------------------------------------------------------------------- */
/* The longest agency whose words begin at s.beg, in words of `t`; its end, or beg. */
static size_t agency_end(struct text t, size_t beg, struct arena *a, const char **name) {
    size_t best = beg, end = beg;
    for (uint32_t words = 0; words < AGENCY_WORDS && end < t.n; words++) {
        while (end < t.n && t.s[end] == ' ') end++;
        while (end < t.n && t.s[end] != ' ' && t.s[end] != ',' && t.s[end] != ')') end++;
        size_t stop = end;
        while (stop > beg && (t.s[stop - 1] == '.' || t.s[stop - 1] == ',' || t.s[stop - 1] == ';')) stop--;
        const char *found = agency_name(a, text_at(t.s + beg, stop - beg), false);
        if (found) best = stop, *name = found;
        if (end < t.n && t.s[end] != ' ') break;
    }
    return best;
}

static bool has_after(struct text t, size_t from) {
    for (size_t i = from; i < t.n; i++)
        if ((i == 0 || t.s[i - 1] == ' ') && words_prefix(&wire_words, t.s + i, t.n - i, WIRE_AFTER)) return true;
    return false;
}

static bool has_before(struct text t, size_t upto, bool is_short) {
    struct text before = text_at(t.s, upto);
    while (before.n && (before.s[before.n - 1] == ':' || (before.s[before.n - 1] >= '0' && before.s[before.n - 1] <= '9')))
        before = text_at(before.s, before.n - 1); /* "Source:", "Copyright 2025" */
    if (before.n >= 4 && utf8_same(before.s + before.n - 4, 4, " the", 4)) before = text_at(before.s, before.n - 4);
    return words_suffix(&wire_words, before.s, before.n, WIRE_BEFORE | (is_short ? WIRE_SHORT : 0)) > 0;
}

/* One sentence of a note. */
static const char *in_note(struct arena *a, struct text t, bool is_short) {
    for (size_t i = 0; i < t.n; i++) {
        if (i && t.s[i - 1] != ' ' && t.s[i - 1] != '(') continue;
        const char *name = NULL;
        size_t end = agency_end(t, i, a, &name);
        if (end > i && (has_before(t, i, is_short) || has_after(t, end))) return name;
    }
    return NULL;
}

static const char *in_notes(struct arena *a, struct text t) {
    bool is_short = count_words(t) <= SHORT_WORDS;
    for (size_t beg = 0, end; beg < t.n; beg = end + 1) {
        for (end = beg; end < t.n && !(t.s[end] == '.' && end + 1 < t.n && t.s[end + 1] == ' ' && end > beg + 12); end++) {
        }
        const char *name = in_note(a, text_at(t.s + beg, end - beg), is_short);
        if (name) return name;
    }
    return NULL;
}

/* "(AP)" or "- AFP" at the very end, or alone on the last line. */
static const char *sign_off(struct arena *a, struct text t) {
    if (t.n <= SIGN_OFF) {
        const char *name = agency_name(a, t, false);
        if (name) return name;
    }
    size_t from = t.n > SIGN_OFF ? t.n - SIGN_OFF : 0, open = t.n;
    for (size_t i = from; i < t.n; i++)
        if (t.s[i] == '(' || ((unsigned char)t.s[i] == 0xe2 && i + 2 < t.n && (unsigned char)t.s[i + 1] == 0x80) ||
            (t.s[i] == '-' && i && t.s[i - 1] == ' ' && i + 1 < t.n && t.s[i + 1] == ' '))
            open = i;
    if (open >= t.n) return NULL;
    size_t skip = (unsigned char)t.s[open] == 0xe2 ? 3 : 1;
    struct text mark = text_at(t.s + open + skip, t.n - open - skip);
    while (mark.n && (mark.s[mark.n - 1] == ')' || mark.s[mark.n - 1] == '.')) mark.n--;
    return agency_name(a, mark, false);
}

static const char *of_end(const sayso_record *r, struct arena *a) {
    uint32_t seen = 0;
    for (uint32_t i = r->n_blocks; i-- > 0 && seen < LAST_BLOCKS;) {
        const sayso_block *b = &r->blocks[i];
        if ((b->kind != SAYSO_BLOCK_PARAGRAPH && b->kind != SAYSO_BLOCK_NOTE && b->kind != SAYSO_BLOCK_CREDIT) || b->media >= 0)
            continue;
        struct text t = block_text(r, i);
        const char *name = seen++ ? NULL : sign_off(a, t);
        if (!name && t.n <= NOTE_BYTES) name = in_notes(a, t);
        if (name) return name;
    }
    return NULL;
}

const char *story_agency(const sayso_record *r, struct arena *arena) {
    const char *name = of_dateline(r, arena);
    if (!name) name = of_bylines(r, arena);
    if (!name) name = of_end(r, arena);
    return name;
}
