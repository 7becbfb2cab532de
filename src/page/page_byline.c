/* Bylines and datelines: the two formulas at the head of a report, read by form.
 *
 *   byline    "By" (or its kin), then names, with "and" or a mark between; behind them roles, outlets, dates. A line whose
 *             words run on as a sentence ("By Tuesday the police had ...") is none.
 *   dateline  place, perhaps region, date and agency, then a dash, bar or colon: the place in capitals, or an agency in
 *             brackets, or a date with it. */
#include "page_meta.h"
#include "page_names.h"
#include "page_credit_parts.h"
#include "page_date.h"
#include "gen_plain.h"
#include "gen_credits.h"
#include "base_utf8.h"

enum { MAX_LINE = 300, MAX_DATES = 130 };

static size_t skip(const char *s, size_t n, size_t at) {
    uint32_t len;
    while (at < n && utf8_is_space(utf8_at(s + at, n - at, &len))) at += len;
    return at;
}

static span trim(const char *s, span p) {
    uint32_t len;
    p.beg = (uint32_t)skip(s, p.end, p.beg);
    while (p.end > p.beg && utf8_is_space(utf8_before(s, p.end, &len))) p.end -= len;
    while (p.end > p.beg && (s[p.end - 1] == ':' || s[p.end - 1] == ',' || s[p.end - 1] == '*')) p.end--;
    return p;
}

static size_t prefix(const char *s, size_t n, uint32_t classes) { return words_prefix(&plain_words, s, n, classes); }

/* ---- names ------------------------------------------------------------------------------------------------------- */

static bool is_long_word(const char *s, size_t end) {
    size_t beg = end;
    while (beg && s[beg - 1] != ' ' && s[beg - 1] != '.') beg--;
    return end - beg >= 4;
}

/* The separator of names at `at`: its bytes, 0 for none. */
static size_t name_mark(const char *s, size_t n, size_t at) {
    uint32_t len, c = utf8_at(s + at, n - at, &len);
    if (c == ',' || c == ';' || c == '|' || c == '/' || c == '\n' || c == 0x2022 || c == 0xb7 || c == 0x2013 || c == 0x2014 ||
        c == '(' || c == ')' || c == '&')
        return len;
    if (c == '.' && at > 3 && at + 1 < n && s[at + 1] == ' ' && is_long_word(s, at)) return 1; /* "Jane Roe. Meridian Press" */
    if (c == '-' && at && s[at - 1] == ' ' && at + 1 < n && s[at + 1] == ' ') return 1;
    if (!at || s[at - 1] != ' ') return 0;
    static const char *const WORDS[] = {"and ", "AND ", "And ", "with ", "und ", "et ", "y ", "e ", "in ", "for ", "at "};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        size_t k = strlen(WORDS[i]);
        if (n - at > k && !memcmp(s + at, WORDS[i], k)) return k;
    }
    return 0;
}

/* Cuts a name where a role, a date or an address of mail begins behind it: "Jane Roe Published 5 May", "Jane Roe j@x.org". */
static span shorten(const char *s, span p) {
    for (uint32_t at = p.beg; at < p.end; at++) {
        if (s[at] != ' ' || at == p.beg) continue;
        uint32_t word = at + 1, end = word;
        while (end < p.end && s[end] != ' ') end++;
        bool mail = memchr(s + word, '@', end - word) != NULL;
        bool month = words_of(&credits_words, s + word, end - word) & CREDIT_MONTH && end + 1 < p.end && s[end + 1] >= '0' &&
                     s[end + 1] <= '9';
        bool role = prefix(s + word, p.end - word, PLAIN_ROLE) > 3;
        /* "Foreign Correspondent" is a role whole, "Jane Roe Staff Writer" has a name before it */
        if (mail || month || role) return memchr(s + p.beg, ' ', at - p.beg) ? trim(s, (span){p.beg, at}) : p;
    }
    return p;
}

static bool is_degree(const char *s, span p) {
    static const char *const DEGREES[] = {"Ph.D.", "Ph.D", "PhD", "M.D.", "MD", "Jr.", "Jr",
                                          "Sr.",   "Sr",   "II",  "III",  "RN", "Esq."};
    for (size_t i = 0; i < sizeof DEGREES / sizeof *DEGREES; i++)
        if (strlen(DEGREES[i]) == span_len(p) && !memcmp(s + p.beg, DEGREES[i], span_len(p))) return true;
    return false;
}

enum item { ITEM_NAME, ITEM_BODY, ITEM_ROLE, ITEM_TEXT };

static bool has_digit(const char *s, span p) {
    for (uint32_t i = p.beg; i < p.end; i++)
        if (s[i] >= '0' && s[i] <= '9') return true;
    return false;
}

static enum item item_of(const char *s, span p) {
    struct news_date d;
    if (memchr(s + p.beg, '@', span_len(p)) || memmem(s + p.beg, span_len(p), "http", 4) ||
        memmem(s + p.beg, span_len(p), "www.", 4))
        return ITEM_ROLE;
    if (words_of(&plain_words, s + p.beg, span_len(p)) & (PLAIN_ROLE | PLAIN_ANON) || is_degree(s, p)) return ITEM_ROLE;
    if (prefix(s + p.beg, span_len(p), PLAIN_TAIL)) return ITEM_ROLE;
    if (news_date_read(s + p.beg, span_len(p), &d) || words_of(&credits_words, s + p.beg, span_len(p)) & CREDIT_MONTH)
        return ITEM_ROLE;
    if (words_suffix(&plain_words, s + p.beg, span_len(p), PLAIN_ROLE) || prefix(s + p.beg, span_len(p), PLAIN_ROLE))
        return ITEM_ROLE;
    struct credit_part part = {.at = p};
    credit_classify(s, &part);
    switch (part.shape) {
    case SHAPE_PERSON:
    case SHAPE_WORD:
        return has_digit(s, p) ? ITEM_ROLE : ITEM_NAME;
    case SHAPE_CAPS:
        return ITEM_NAME;
    case SHAPE_KNOWN:
    case SHAPE_WIRE:
    case SHAPE_PAPER:
    case SHAPE_ORG:
        return ITEM_BODY;
    case SHAPE_DROP:
        return ITEM_ROLE;
    default:
        return has_digit(s, p) && span_len(p) < 30 ? ITEM_ROLE : ITEM_TEXT;
    }
}

bool names_read(struct arena *arena, const char *s, size_t n, struct name_list *out) {
    *out = (struct name_list){.clean = true};
    size_t at = skip(s, n, 0), k = prefix(s + at, n - at, PLAIN_BYLINE);
    if (k && at + k < n && (s[at + k] == ' ' || s[at + k] == ':' || s[at + k] == '\n'))
        at = skip(s, n, at + k + (s[at + k] == ':'));
    VEC(span) bodies = {0};
    bool ended = false; /* a role or date ends the names, but for those behind an "and" */
    for (size_t beg = at; beg <= n;) {
        size_t end = beg, mark = 0;
        while (end < n && !(mark = name_mark(s, n, end))) end++;
        bool joined = beg > 4 && (!memcmp(s + beg - 4, "and ", 4) || !memcmp(s + beg - 2, "& ", 2));
        span p = shorten(s, trim(s, (span){(uint32_t)beg, (uint32_t)end}));
        if (span_is(p)) {
            enum item item = item_of(s, p);
            if (item == ITEM_TEXT)
                out->clean = false;
            else if (item == ITEM_NAME && (!ended || joined)) {
                if (!VEC_PUSH(arena, out->names, p)) return false;
            } else if (item == ITEM_BODY && !VEC_PUSH(arena, bodies, p))
                return false;
            if (item == ITEM_ROLE || item == ITEM_BODY) ended = out->names.n > 0;
            if (item == ITEM_TEXT) break;
        }
        if (end >= n) break;
        if (s[end] == '(' || (mark >= 3 && (s[end] == 'i' || s[end] == 'f')))
            ended = out->names.n > 0; /* "in Tirvane", "for the Post" */
        beg = end + (mark ? mark : 1);
    }
    if (!out->names.n && bodies.n) {
        out->bodies = true;
        for (uint32_t i = 0; i < bodies.n; i++)
            if (!VEC_PUSH(arena, out->names, bodies.at[i])) return false;
    }
    return true;
}

/* "December 19, 2016 6:05 p.m. EST", "Published: 12 May 2019 | Updated: 13 May 2019": the first date, or the dates. */
static bool add_dates(struct meta *m, const char *s, size_t n) {
    for (size_t beg = 0; beg < n;) {
        size_t end = beg;
        while (end < n && s[end] != '|' && s[end] != '\n') end++;
        struct news_date d;
        bool modified = words_prefix(&plain_words, s + beg + strspn(s + beg, " "), end - beg, PLAIN_MODIFIED) > 0;
        if (end - beg < 60 && news_date_read(s + beg, end - beg, &d) && d.day &&
            !meta_add(m, modified ? FIELD_MODIFIED : FIELD_PUBLISHED, META_BYLINE, s + beg, end - beg))
            return false;
        beg = end + 1;
    }
    return true;
}

bool meta_add_byline(struct meta *m, const char *line, size_t n, bool *is) {
    *is = false;
    size_t at = skip(line, n, 0), k = prefix(line + at, n - at, PLAIN_BYLINE);
    uint32_t len;
    if (n > MAX_LINE) return true;
    if (n <= MAX_DATES && !add_dates(m, line, n)) return false;
    if (!k || at + k >= n || !(line[at + k] == ' ' || line[at + k] == ':' || line[at + k] == '\n')) return true;
    struct name_list list;
    if (!names_read(m->arena, line, n, &list)) return false;
    span rest = trim(line, (span){(uint32_t)skip(line, n, at + k), (uint32_t)n});
    if (!list.clean || !list.names.n) { /* "By our staff reporter" is one, without a name */
        *is = list.clean && words_of(&plain_words, line + rest.beg, span_len(rest)) & PLAIN_ANON;
        return true;
    }
    /* "By Christmas": one word that may be a day, a season or a place wants a second; so does a small "by" */
    bool one_word = list.names.n == 1 && !list.bodies && !memchr(line + list.names.at[0].beg, ' ', span_len(list.names.at[0]));
    if (one_word && utf8_is_lower(utf8_at(line + at, n - at, &len))) return true;
    if (one_word && (span_eq(rest, list.names.at[0]) ? span_len(rest) < 3 : span_len(rest) > 60)) return true;
    *is = true;
    for (uint32_t i = 0; i < list.names.n; i++)
        if (!meta_add(m, FIELD_AUTHOR, META_BYLINE, line + list.names.at[i].beg, span_len(list.names.at[i]))) return false;
    return true;
}

/* ---- dateline ---------------------------------------------------------------------------------------------------- */

static bool place_word(const char *s, size_t n, bool *caps) {
    uint32_t len, letters = 0, upper = 0;
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = utf8_at(s + i, n - i, &len);
        letters += utf8_is_letter(c), upper += utf8_is_upper(c);
    }
    *caps = letters > 1 && letters == upper;
    uint32_t c = utf8_at(s, n, &len);
    return utf8_is_upper(c) || (words_of(&credits_words, s, n) & CREDIT_PARTICLE) != 0;
}

/* Whether [p] is one to four capitalised words; *caps where all of them are in capitals. */
static bool is_place(const char *s, span p, bool *caps) {
    uint32_t words = 0, upper = 0;
    *caps = true;
    for (uint32_t at = p.beg; at < p.end;) {
        uint32_t beg = at = (uint32_t)skip(s, p.end, at);
        while (at < p.end && s[at] != ' ') at++;
        if (at == beg) break;
        bool word_caps;
        if (!place_word(s + beg, at - beg, &word_caps)) return false;
        upper += word_caps;
        if (!word_caps && s[beg] >= 'A' && s[beg] <= 'Z') *caps = false;
        words++;
    }
    if (!upper) *caps = false;
    return words >= 1 && words <= 4;
}

static bool is_day(const char *s, span p) { /* "Sept 12", "12 September 2019", "Monday" */
    struct news_date d;
    uint32_t at = p.beg, words = 0;
    if (news_date_read(s + p.beg, span_len(p), &d)) return true;
    bool month = false;
    while (at < p.end) {
        uint32_t beg = at = (uint32_t)skip(s, p.end, at);
        while (at < p.end && s[at] != ' ') at++;
        if (at == beg) break;
        bool digits = s[beg] >= '0' && s[beg] <= '9';
        if (words_of(&credits_words, s + beg, at - beg) & CREDIT_MONTH)
            month = true;
        else if (!digits)
            return false;
        words++;
    }
    return month || (words == 1 && span_len(p) == 4 && has_digit(s, p));
}

/* Whether the words before the dash are place, region, date; *caps of the first, *day whether there is a date. */
static bool head_is_place(const char *s, span head, bool *caps, bool *day) {
    *caps = *day = false;
    uint32_t items = 0;
    for (uint32_t beg = head.beg; beg < head.end; items++) {
        const char *comma = memchr(s + beg, ',', head.end - beg);
        uint32_t end = comma ? (uint32_t)(comma - s) : head.end;
        span p = trim(s, (span){beg, end});
        bool item_caps;
        if (items > 3 || !span_is(p)) return false;
        if (items && is_day(s, p))
            *day = true;
        else if (!is_place(s, p, &item_caps))
            return false;
        else if (!items)
            *caps = item_caps;
        beg = end + 1;
    }
    return items > 0;
}

/* The bracket that ends head, with an agency in it: its start, or head.end. */
static uint32_t agency_bracket(const char *s, span head, bool *known) {
    *known = false;
    if (head.end - head.beg < 4 || s[head.end - 1] != ')') return head.end;
    const char *open = memrchr(s + head.beg, '(', head.end - head.beg);
    if (!open) return head.end;
    struct credit_part p = {.at = {(uint32_t)(open - s) + 1, head.end - 1}};
    credit_classify(s, &p);
    if (p.shape == SHAPE_BAD || p.shape == SHAPE_LOOSE || p.shape == SHAPE_HANDLE || p.shape == SHAPE_DROP) return head.end;
    *known = p.shape == SHAPE_KNOWN;
    return (uint32_t)(open - s);
}

/* The mark that ends a dateline at `at`: its bytes, 0 for none. */
static size_t dateline_mark(const char *s, size_t n, size_t at, bool *colon) {
    uint32_t len, c = utf8_at(s + at, n - at, &len);
    *colon = c == ':';
    if (c == 0x2014 || c == 0x2013 || c == 0x2015 || c == '|') return len;
    if (c == '-' && at && (s[at - 1] == ' ' || s[at - 1] == ')') && at + 1 < n && (s[at + 1] == ' ' || s[at + 1] == '-'))
        return len;
    if (c == ':' && at + 1 < n && s[at + 1] == ' ') return len;
    return 0;
}

/* "MOSCOW, December 19. /TASS/.": the agency between slashes. */
static span slashed_dateline(const char *s, size_t beg, size_t limit) {
    const char *open = memchr(s + beg, '/', limit - beg),
               *close = open ? memchr(open + 1, '/', limit - (size_t)(open + 1 - s)) : NULL;
    bool caps, day;
    if (!close || !outlet_find(open + 1, (size_t)(close - open) - 1)) return (span){0, 0};
    span place = trim(s, (span){(uint32_t)beg, (uint32_t)(open - s)});
    while (place.end > place.beg && s[place.end - 1] == '.') place.end--;
    return span_is(place) && head_is_place(s, place, &caps, &day) && (caps || day)
               ? (span){(uint32_t)beg, (uint32_t)(close - s) + 1}
               : (span){0, 0};
}

/* Whether the words behind a dateline are running text: "CRICKET - TOWN TAKE LEAD" is a headline with its kicker. */
static bool runs_on(const char *s, size_t n, size_t at) {
    uint32_t len;
    for (size_t end = n - at > 60 ? at + 60 : n; at < end; at += len)
        if (utf8_is_lower(utf8_at(s + at, n - at, &len))) return true;
    return false;
}

span meta_dateline(const char *s, size_t n) {
    size_t beg = skip(s, n, 0), limit = n - beg > 110 ? beg + 110 : n, at = beg;
    bool colon = false, known = false, caps, day;
    size_t last_close = 0;
    span slashed = slashed_dateline(s, beg, limit);
    if (span_is(slashed)) return slashed;
    for (; at < limit && !dateline_mark(s, n, at, &colon); at++) {
        if (s[at] == '\n') return (span){0, 0};
        if (s[at] != ')' || last_close) continue;
        last_close = at + 1; /* "LONDON (Reuters) Police said": an agency in brackets needs no dash */
        span head = {(uint32_t)beg, (uint32_t)at + 1};
        uint32_t open = agency_bracket(s, head, &known);
        span place = trim(s, (span){(uint32_t)beg, open});
        if (open < head.end && known && span_is(place) && head_is_place(s, place, &caps, &day) && (caps || day)) return head;
    }
    if (at >= limit) return (span){0, 0};
    span head = trim(s, (span){(uint32_t)beg, (uint32_t)at});
    if (skip(s, n, at + 1) >= n || span_len(head) < 3 || !runs_on(s, n, at)) return (span){0, 0};
    uint32_t open = agency_bracket(s, head, &known);
    bool agency = open < head.end;
    span place = trim(s, (span){head.beg, open});
    if (agency && !span_is(place)) return known || !colon ? head : (span){0, 0}; /* "(Reuters) -" */
    if (!head_is_place(s, place, &caps, &day)) return (span){0, 0};
    if (words_of(&plain_words, s + place.beg, span_len(place)) & (PLAIN_KICKER | PLAIN_RELATED | PLAIN_NOTE)) return (span){0, 0};
    if (colon) return caps && span_len(place) > 3 && !memchr(s + place.beg, '/', span_len(place)) ? head : (span){0, 0};
    return caps || agency || day ? head : (span){0, 0};
}
