/* What each block of a plain text is, by its form and its place. In this order, each rule on blocks that still are
 * paragraphs: a head of "Title: ..." lines; credits; headline, deck, byline and date at the top; captions beside credits
 * (page_plain_media.c); related links and notes; lists, quotes, headings. What no rule takes is a paragraph. */
#include "page_plain.h"
#include "page_credit.h"
#include "page_credit_parts.h"
#include "page_date.h"
#include "page_outlets.h"
#include "gen_dates.h"
#include "gen_plain.h"
#include "base_utf8.h"

enum { HEADLINE_WORDS = 28, HEADLINE_BYTES = 220, DECK_WORDS = 24, HEAD_BLOCKS = 12, BODY_WORDS = 14 };

static uint32_t last_char(const struct page_block *b) {
    uint32_t len, n = b->n;
    uint32_t c = utf8_before(b->text, n, &len);
    while (n > len && (c == '"' || c == '\'' || c == 0x201d || c == 0x2019 || c == ')' || c == ']' || c == 0xbb)) {
        n -= len;
        c = utf8_before(b->text, n, &len);
    }
    return c;
}

static bool ends_sentence(const struct page_block *b) {
    uint32_t c = last_char(b);
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

static size_t prefix(const struct page_block *b, uint32_t classes) { return words_prefix(&plain_words, b->text, b->n, classes); }

static bool begins_with(const struct page_block *b, const char *s) { return b->n >= strlen(s) && !memcmp(b->text, s, strlen(s)); }

/* The whole block stands in quotation marks. */
static bool is_quoted(const struct page_block *b) {
    uint32_t len, first = utf8_at(b->text, b->n, &len), last = utf8_before(b->text, b->n, &len);
    return b->n > 4 && ((first == '"' && last == '"') || (first == 0x201c && last == 0x201d) || (first == 0xab && last == 0xbb));
}

static bool is_address(const struct page_block *b) {
    return (begins_with(b, "http://") || begins_with(b, "https://") || begins_with(b, "www.")) && !memchr(b->text, ' ', b->n);
}

/* ---- a head of "Key: value" lines ------------------------------------------------------------------------------- */

static const struct key {
    uint32_t class;
    enum meta_field field;
    sayso_block_kind kind;
} KEYS[] = {
    {PLAIN_TITLE, FIELD_TITLE, SAYSO_BLOCK_HEADLINE},     {PLAIN_DEK, FIELD_N, SAYSO_BLOCK_DECK},
    {PLAIN_AUTHOR, FIELD_AUTHOR, SAYSO_BLOCK_BYLINE},     {PLAIN_DATE, FIELD_PUBLISHED, SAYSO_BLOCK_BYLINE},
    {PLAIN_MODIFIED, FIELD_MODIFIED, SAYSO_BLOCK_BYLINE}, {PLAIN_OUTLET, FIELD_OUTLET, SAYSO_BLOCK_BYLINE},
    {PLAIN_URL, FIELD_CANONICAL, SAYSO_BLOCK_BYLINE},     {PLAIN_LANGUAGE, FIELD_LANGUAGE, SAYSO_BLOCK_BYLINE},
};

static const struct key *key_of(const struct page_block *b, size_t *value) {
    const char *colon = memchr(b->text, ':', b->n < 24 ? b->n : 24);
    if (!colon || (size_t)(colon - b->text) + 1 >= b->n || colon[1] != ' ') return NULL;
    uint32_t is = words_of(&plain_words, b->text, (size_t)(colon - b->text));
    *value = (size_t)(colon - b->text) + 2;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (is & KEYS[i].class) return &KEYS[i];
    return NULL;
}

/* Takes a head of at least two lines of which one is a title or date; *head: blocks it has. */
static sayso_code take_head(struct plain *p, uint32_t *head) {
    uint32_t n = 0, sure = 0;
    size_t value;
    const struct key *k;
    *head = 0;
    for (; n < p->n && n < HEAD_BLOCKS && (k = key_of(&p->blocks[n], &value)); n++) {
        struct news_date d;
        const struct page_block *b = &p->blocks[n];
        sure += k->class == PLAIN_TITLE;
        sure += k->class == PLAIN_DATE && news_date_read(b->text + value, b->n - value, &d);
    }
    if (n < 2 || !sure) return SAYSO_OK;
    for (uint32_t i = 0; i < n; i++) {
        struct page_block *b = &p->blocks[i];
        k = key_of(b, &value);
        b->kind = k->kind;
        if (k->field != FIELD_N && !meta_add(&p->meta, k->field, META_META, b->text + value, b->n - value)) return SAYSO_NOMEM;
    }
    *head = n;
    return SAYSO_OK;
}

static bool title_case(const struct page_block *b, bool *caps) {
    uint32_t len, big = 0, upper = 0, letters = 0, capitals = 0;
    bool start = true;
    for (uint32_t at = 0, left = 0; at < b->n; at += len) {
        uint32_t c = utf8_at(b->text + at, b->n - at, &len);
        if (utf8_is_letter(c)) letters++, capitals += utf8_is_upper(c);
        if (utf8_is_space(c))
            start = true;
        else if (start) {
            for (left = at; left < b->n && b->text[left] != ' ';) left++;
            start = false;
            if (left - at < 4 && !utf8_is_upper(c)) continue;
            big++, upper += utf8_is_upper(c) || utf8_is_digit(c);
        }
    }
    *caps = letters > 3 && capitals == letters;
    return big >= 2 && upper * 10 >= big * 9;
}

/* ---- the top of the report --------------------------------------------------------------------------------------- */

static bool is_headline(const struct plain *p, uint32_t i) {
    const struct page_block *b = &p->blocks[i];
    uint32_t c = last_char(b);
    bool caps;
    if (b->n > HEADLINE_BYTES || p->lines[i].n_words > HEADLINE_WORDS || p->lines[i].credit || c == ',' || c == ';' || c == ':')
        return false;
    bool dots = b->n > 3 && !memcmp(b->text + b->n - 3, "...", 3);
    if (c == '.' && !dots && !title_case(b, &caps) && !caps) return false; /* some headlines keep their full stop */
    if (span_is(meta_dateline(b->text, b->n)) || is_address(b)) return false;
    return i + 1 < p->n;
}

/* "December 19, 2016 6:05 p.m. EST", "Published: 12 May 2019", "Updated May 3, 2019" */
static bool is_date_line(const struct page_block *b, struct news_date *d) {
    if (b->n > 90) return false;
    const char *bar = memchr(b->text, '|', b->n); /* "Published May 3, 2019 | Updated May 4, 2019" */
    size_t n = bar ? (size_t)(bar - b->text) : b->n;
    return news_date_read(b->text, n, d) && d->day;
}

/* "MINSK 1996-08-30": a place in capitals before the date. */
static bool is_place_and_day(const struct page_block *b) {
    uint32_t n = 0, letters = 0, len;
    for (uint32_t c; n < b->n && !utf8_is_digit(c = utf8_at(b->text + n, b->n - n, &len)); n += len) {
        if (utf8_is_lower(c)) return false;
        letters += utf8_is_letter(c);
    }
    while (n && strchr(" ,-", b->text[n - 1])) n--;
    return letters >= 3 && !words_of(&dates_words, b->text, n);
}

/* Two or three words that can be a person's name. */
static bool is_name(const struct page_block *b) {
    struct credit_part part = {.at = {0, b->n}};
    if (b->n > 60) return false;
    credit_classify(b->text, &part);
    return part.shape == SHAPE_PERSON && part.n_words <= 3 && span_len(part.at) == b->n;
}

/* A few words that can be an agency's or outlet's name, under a byline. */
static bool is_house(const struct page_block *b) {
    struct credit_part part = {.at = {0, b->n}};
    if (b->n > 60) return false;
    credit_classify(b->text, &part);
    return (part.shape == SHAPE_WIRE || part.shape == SHAPE_PAPER) && part.n_words <= 4 && span_len(part.at) == b->n;
}

static sayso_code take_byline(struct plain *p, uint32_t i, bool *is) {
    struct page_block *b = &p->blocks[i];
    struct news_date d;
    bool byline = false;
    *is = false;
    if (!meta_add_byline(&p->meta, b->text, b->n, &byline)) return SAYSO_NOMEM;
    bool date = !byline && is_date_line(b, &d);
    if (date && is_place_and_day(b) && !meta_add(&p->meta, FIELD_DATELINE, META_BYLINE, b->text, b->n)) return SAYSO_NOMEM;
    if (!byline && !date && i + 1 < p->n && is_name(b) && is_date_line(&p->blocks[i + 1], &d)) {
        byline = true;
        if (!meta_add(&p->meta, FIELD_AUTHOR, META_BYLINE, b->text, b->n)) return SAYSO_NOMEM;
    }
    const struct outlet *o = !byline && !date ? outlet_find(b->text, b->n) : NULL;
    bool wire = !byline && !date && !o && i && p->blocks[i - 1].kind == SAYSO_BLOCK_BYLINE && is_house(b);
    if (!byline && !date && !o && !wire) return SAYSO_OK;
    b->kind = SAYSO_BLOCK_BYLINE;
    *is = true;
    if (o && o->kind == OUTLET_AGENCY && !meta_add(&p->meta, FIELD_AUTHOR, META_BYLINE, b->text, b->n)) return SAYSO_NOMEM;
    if (o && o->kind == OUTLET_OUTLET && !meta_add(&p->meta, FIELD_OUTLET, META_BYLINE, b->text, b->n)) return SAYSO_NOMEM;
    return SAYSO_OK;
}

static bool is_deck(const struct plain *p, uint32_t i, bool byline_next) {
    const struct page_block *b = &p->blocks[i];
    if (i + 1 >= p->n || p->lines[i].credit || p->lines[i].n_words > (byline_next ? 2 * DECK_WORDS : DECK_WORDS)) return false;
    if (span_is(meta_dateline(b->text, b->n)) || is_address(b) || last_char(b) == ':') return false;
    uint32_t len;
    if (utf8_is_lower(utf8_at(b->text, b->n, &len)) || b->text[0] == '-' || b->text[0] == '*') return false;
    if (is_quoted(b) || byline_next) return true;
    return !ends_sentence(b) || last_char(b) == '?' ||
           (p->lines[i].n_words <= DECK_WORDS && p->lines[i + 1].credit && p->lines[i + 1].group != p->lines[i].group && i == 1);
}

static sayso_code take_top(struct plain *p, uint32_t head) {
    bool has_title = false, is;
    for (uint32_t i = 0; i < head; i++) has_title |= p->blocks[i].kind == SAYSO_BLOCK_HEADLINE;
    uint32_t i = head;
    sayso_code code;
    while (i < p->n && i < HEAD_BLOCKS && !has_title) { /* a kicker, date or byline may stand before the headline */
        if (is_headline(p, i)) {
            if ((code = take_byline(p, i, &is))) return code;
            if (!is) {
                p->blocks[i].kind = SAYSO_BLOCK_HEADLINE;
                has_title = true;
            }
            i++;
        } else
            break;
    }
    for (bool deck = false; i < p->n && i < HEAD_BLOCKS; i++) {
        if (p->lines[i].credit) continue;
        if ((code = take_byline(p, i, &is))) return code;
        if (is) continue;
        if (deck || !has_title || (i && p->blocks[i - 1].kind == SAYSO_BLOCK_CREDIT)) break;
        bool next = false;
        if (i + 1 < p->n && (code = take_byline(p, i + 1, &next))) return code;
        if (!is_deck(p, i, next)) break;
        p->blocks[i].kind = SAYSO_BLOCK_DECK;
        deck = true;
    }
    for (uint32_t k = p->n > 2 ? p->n - 2 : p->n; k < p->n; k++) { /* a byline at the foot */
        if (p->blocks[k].kind != SAYSO_BLOCK_PARAGRAPH || p->blocks[k].n > 90 || k <= i) continue;
        if ((code = take_byline(p, k, &is))) return code;
    }
    return SAYSO_OK;
}

/* ---- related links, notes ---------------------------------------------------------------------------------------- */

/* Start of the last sentence of a block. */
static size_t last_sentence(const struct page_block *b) {
    for (size_t at = b->n > 2 ? b->n - 2 : 0; at > 1; at--)
        if (b->text[at] == ' ' && strchr(".!?", b->text[at - 1])) return at + 1;
    return 0;
}

static bool is_related(const struct plain *p, uint32_t i) {
    const struct page_block *b = &p->blocks[i];
    if (is_address(b)) return true;
    size_t k = prefix(b, PLAIN_RELATED), at = last_sentence(b);
    uint32_t len, next = k && k < b->n ? utf8_at(b->text + k, b->n - k, &len) : 0;
    if (k && (next == ':' || next == '|' || next == '>' || next == 0xbb || next == 0x2192) && p->lines[i].n_words <= 40)
        return true;
    if (k && k + 2 < b->n && next == ' ' && strchr("|>-", b->text[k + 1]) && b->text[k + 2] == ' ' && p->lines[i].n_words <= 40)
        return true;
    if (prefix(b, PLAIN_LEAD) && p->lines[i].n_words <= 14 && !(p->lines[i].n_words > 8 && ends_sentence(b))) return true;
    if (b->text[b->n - 1] != ':' || p->lines[i].n_words > 60) return false;
    return words_prefix(&plain_words, b->text + at, b->n - at, PLAIN_RELATED) + 12 >= b->n - at &&
           words_prefix(&plain_words, b->text + at, b->n - at, PLAIN_RELATED) > 0;
}

static bool is_note(const struct page_block *b) {
    static const char *const OPEN[] = {"(", "[", "*", "—", "– "};
    size_t skip = 0;
    for (size_t i = 0; i < sizeof OPEN / sizeof *OPEN; i++)
        if (begins_with(b, OPEN[i])) skip = strlen(OPEN[i]);
    while (skip < b->n && (b->text[skip] == '*' || b->text[skip] == ' ')) skip++;
    size_t k = words_prefix(&plain_words, b->text + skip, b->n - skip, PLAIN_NOTE), end = skip + k;
    if (words_prefix(&plain_words, b->text + skip, b->n - skip, PLAIN_TAIL)) return true;
    uint32_t n_words = 0; /* sentences that begin so: "This story has been updated with ..." */
    for (size_t i = skip; i < end; i++) n_words += b->text[i] == ' ';
    if (k && n_words >= 2) return true;
    if (k && end + 1 < b->n && (b->text[end] == ':' || !memcmp(b->text + end, " (", 2))) return true;
    if (k && end + 3 < b->n &&
        (!memcmp(b->text + end, " — ", 5) || !memcmp(b->text + end, " – ", 5) || !memcmp(b->text + end, " - ", 3)))
        return true;
    const char *colon = memchr(b->text, ':', b->n < 40 ? b->n : 40); /* "Update (6 p.m. ET):", "Update 2:" */
    if (k && colon && words_prefix(&plain_words, b->text, b->n, PLAIN_MODIFIED) &&
        memchr(b->text, ' ', (size_t)(colon - b->text))) {
        for (const char *q = b->text; q < colon; q++)
            if (*q >= '0' && *q <= '9') return true;
    }
    size_t tail = words_suffix(&plain_words, b->text, b->n - (b->text[b->n - 1] == '.'), PLAIN_TAIL);
    return tail && b->n < 300;
}

static void take_marks(struct plain *p) {
    bool open = false; /* under "Related:" stand titles and addresses */
    for (uint32_t i = 0; i < p->n; i++) {
        struct page_block *b = &p->blocks[i];
        if (b->kind == SAYSO_BLOCK_PARAGRAPH) {
            bool under = open && p->lines[i].n_words <= 20 && last_char(b) != '.' && !p->lines[i].credit;
            if (under || is_related(p, i))
                b->kind = SAYSO_BLOCK_RELATED;
            else if (is_note(b))
                b->kind = SAYSO_BLOCK_NOTE;
        }
        open = b->kind == SAYSO_BLOCK_RELATED && (open || b->text[b->n - 1] == ':');
    }
}

/* ---- lists, quotes, headings ------------------------------------------------------------------------------------- */

/* 1 for a bullet, 2 for a figure, 0 for no list item. */
static int item_mark(const struct page_block *b) {
    uint32_t k = 0;
    if (begins_with(b, "- ") || begins_with(b, "* ") || begins_with(b, "• ") || begins_with(b, "– ") || begins_with(b, "— ") ||
        begins_with(b, "· "))
        return 1;
    while (k < b->n && k < 3 && b->text[k] >= '0' && b->text[k] <= '9') k++;
    return k && k + 1 < b->n && (b->text[k] == '.' || b->text[k] == ')') && b->text[k + 1] == ' ' ? 2 : 0;
}

static bool is_heading(const struct plain *p, uint32_t i) {
    const struct page_block *b = &p->blocks[i];
    bool caps, title;
    if (begins_with(b, "# ") || begins_with(b, "## ") || begins_with(b, "### ") || begins_with(b, "#### ")) return b->n < 200;
    if (!i || i + 1 >= p->n || p->lines[i].n_words > 12 || b->n > 90 || is_quoted(b)) return false;
    uint32_t c = last_char(b), len;
    if (c == '.' || c == ',' || c == ';' || c == '!' || c == ':' || !utf8_is_upper(utf8_at(b->text, b->n, &len))) return false;
    const struct page_block *next = &p->blocks[i + 1];
    if (next->kind != SAYSO_BLOCK_PARAGRAPH || p->lines[i + 1].n_words < BODY_WORDS || !ends_sentence(next)) return false;
    title = title_case(b, &caps);
    return title || caps || p->lines[i].n_words <= 4;
}

static void take_forms(struct plain *p) {
    for (uint32_t i = 0; i < p->n; i++) {
        struct page_block *b = &p->blocks[i];
        if (b->kind != SAYSO_BLOCK_PARAGRAPH) continue;
        int mark = item_mark(b);
        bool before = i && (p->blocks[i - 1].kind == SAYSO_BLOCK_LIST_ITEM || item_mark(&p->blocks[i - 1]) == mark);
        bool after = i + 1 < p->n && item_mark(&p->blocks[i + 1]) == mark;
        if (begins_with(b, "> "))
            b->kind = SAYSO_BLOCK_QUOTE;
        else if (mark && (before || after)) {
            b->kind = SAYSO_BLOCK_LIST_ITEM;
            b->level = (uint8_t)(1 + (p->lines[i].indent >= 4) + (p->lines[i].indent >= 8));
        } else if (is_heading(p, i)) {
            b->kind = SAYSO_BLOCK_HEADING;
            b->level = b->text[0] == '#' ? (uint8_t)strspn(b->text, "#") : 2;
        }
    }
}

sayso_code plain_kinds(struct plain *p) {
    uint32_t head;
    for (uint32_t i = 0; i < p->n; i++) {
        struct page_block *b = &p->blocks[i];
        p->lines[i].credit = b->n <= 250 && page_credit_is_line(b->text, b->n);
        p->lines[i].stop = ends_sentence(b);
        p->lines[i].body = p->lines[i].n_words >= BODY_WORDS;
    }
    sayso_code code = take_head(p, &head);
    for (uint32_t i = head; i < p->n; i++)
        if (p->lines[i].credit) p->blocks[i].kind = SAYSO_BLOCK_CREDIT;
    if (!code) code = take_top(p, head);
    for (uint32_t i = 0; i < p->n; i++) p->lines[i].credit &= p->blocks[i].kind == SAYSO_BLOCK_CREDIT;
    if (code) return code;
    take_marks(p);
    if ((code = plain_media(p))) return code;
    take_forms(p);
    return SAYSO_OK;
}
