/* Words that tell of a video, picture, sound or post which the text cannot show: "This video, posted on Twitter, shows",
 * "footage shared on Telegram", "a photo uploaded by police to Facebook", "the video above". A noun of data/plain.tsv with
 * a verb of posting and a platform behind it, or with a word that points to a place on the page, or "this" before it. */
#include "page_plain.h"
#include "page_outlets.h"
#include "gen_plain.h"
#include "base_utf8.h"

enum { NOUN = PLAIN_VIDEO | PLAIN_IMAGE | PLAIN_AUDIO | PLAIN_POST, GAP_VERB = 5, GAP_PLATFORM = 7 };

/* The next word from *at: its span without marks; {0,0} at the end. */
static span next_word(const char *s, size_t n, size_t *at) {
    uint32_t len;
    size_t k = *at;
    while (k < n && !utf8_is_alnum(utf8_at(s + k, n - k, &len))) k += len;
    size_t beg = k;
    while (k < n) {
        uint32_t c = utf8_at(s + k, n - k, &len);
        if (!utf8_is_alnum(c) && c != '\'' && c != '-' && c != 0x2019) break;
        k += len;
    }
    *at = k;
    return k > beg ? (span){(uint32_t)beg, (uint32_t)k} : (span){0, 0};
}

static uint32_t phrase_end(const char *s, size_t n, size_t at, uint32_t classes) {
    size_t k = at < n ? words_prefix(&plain_words, s + at, n - at, classes) : 0;
    return k ? (uint32_t)(at + k) : 0;
}

/* A platform behind "on", "to", "via" at `at`: its end, 0 for none. */
static uint32_t platform_end(const char *s, size_t n, size_t at) {
    static const char *const SKIP[] = {"social media platform ",
                                       "the messaging app ",
                                       "messaging app ",
                                       "the social network ",
                                       "the app ",
                                       "its ",
                                       "his ",
                                       "her ",
                                       "their ",
                                       "the "};
    uint32_t where = phrase_end(s, n, at, PLAIN_WHERE);
    if (where) return where;
    for (size_t i = 0; i < sizeof SKIP / sizeof *SKIP; i++)
        if (n - at > strlen(SKIP[i]) && !memcmp(s + at, SKIP[i], strlen(SKIP[i]))) {
            at += strlen(SKIP[i]);
            break;
        }
    size_t end = at;
    span w = next_word(s, n, &end);
    if (!span_is(w) || w.beg != at) return 0;
    const struct outlet *o = outlet_find(s + w.beg, span_len(w));
    if (o && o->kind == OUTLET_SOCIAL) return w.end;
    size_t two = end;
    span second = next_word(s, n, &two);
    o = span_is(second) ? outlet_find(s + w.beg, second.end - w.beg) : NULL;
    return o && o->kind == OUTLET_SOCIAL ? second.end : 0;
}

static bool is_word(const char *s, span w, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (utf8_same(s + w.beg, span_len(w), list[i], strlen(list[i]))) return true;
    return false;
}

static bool stops(const char *s, size_t beg, size_t end) {
    for (size_t k = beg; k < end; k++)
        if (strchr(".;:!?", s[k])) return true;
    return false;
}

/* From `at` (behind the noun) on: a verb of posting within a few words, then "on" or the like and a platform within a few
 * more, in one sentence; the end of these words, 0 if they are not there. A platform right behind the noun needs no verb. */
static uint32_t posted_end(const char *s, size_t n, size_t at) {
    static const char *const ON[] = {"on", "to", "via", "over", "across"};
    bool posted = false;
    for (int left = GAP_VERB; left > 0; left--) {
        size_t from = at;
        span w = next_word(s, n, &at);
        if (!span_is(w) || stops(s, from, w.beg)) return 0;
        uint32_t verb = posted ? 0 : phrase_end(s, n, w.beg, PLAIN_POSTED);
        if (verb) {
            posted = true;
            left = GAP_PLATFORM;
            at = verb;
            uint32_t where =
                at + 1 < n && s[at] == ' ' && !strncasecmp(s + w.beg, "posted", 6) ? phrase_end(s, n, at + 1, PLAIN_WHERE) : 0;
            if (where) return where; /* "posted online" */
        } else if (is_word(s, w, ON, sizeof ON / sizeof *ON) && at + 1 < n && (posted || left == GAP_VERB)) {
            uint32_t place = platform_end(s, n, at + 1);
            if (place) return place;
        }
    }
    return 0;
}

/* Start of the noun phrase that ends in the noun at `noun`: its article or "this", at most three words before. */
static uint32_t phrase_start(const char *s, uint32_t from, uint32_t noun, bool *these) {
    static const char *const ARTICLES[] = {"a",    "an",    "the", "that", "another", "one",
                                           "some", "those", "his", "her",  "their",   "its"};
    static const char *const THIS[] = {"this", "these"};
    uint32_t at = noun;
    *these = false;
    for (int i = 0; i < 4 && at > from + 1; i++) {
        uint32_t end = at;
        if (s[end - 1] != ' ') break;
        end--;
        uint32_t beg = end;
        while (beg > from && s[beg - 1] != ' ') beg--;
        span w = {beg, end};
        while (w.beg < w.end && strchr("\"'(", s[w.beg])) w.beg++;
        if (w.beg >= w.end || strchr(".,;:!?", s[w.end - 1])) break;
        if (is_word(s, w, THIS, sizeof THIS / sizeof *THIS)) return *these = true, w.beg;
        if (is_word(s, w, ARTICLES, sizeof ARTICLES / sizeof *ARTICLES)) return w.beg;
        at = beg;
    }
    return noun;
}

static bool shows(const char *s, size_t n, size_t at) {
    static const char *const SHOWS[] = {"shows", "show",   "showed", "captures", "captured", "appears", "purports", "depicts",
                                        "shot",  "filmed", "taken",  "released", "provided", "shared",  "obtained"};
    size_t from = at;
    span w = next_word(s, n, &at);
    return span_is(w) && !stops(s, from, w.beg) && is_word(s, w, SHOWS, sizeof SHOWS / sizeof *SHOWS);
}

span plain_media_words(const char *s, size_t n, size_t from, sayso_media_kind *kind) {
    for (size_t at = from;;) {
        span w = next_word(s, n, &at);
        if (!span_is(w)) return (span){0, 0};
        uint32_t noun_end = phrase_end(s, n, w.beg, NOUN);
        if (!noun_end) continue;
        uint32_t is = words_of(&plain_words, s + w.beg, noun_end - w.beg);
        *kind = is & PLAIN_VIDEO   ? SAYSO_MEDIA_VIDEO
                : is & PLAIN_IMAGE ? SAYSO_MEDIA_IMAGE
                : is & PLAIN_AUDIO ? SAYSO_MEDIA_AUDIO
                                   : SAYSO_MEDIA_POST;
        bool these;
        uint32_t beg = phrase_start(s, (uint32_t)from, w.beg, &these), end = is & PLAIN_POST ? 0 : posted_end(s, n, noun_end);
        if (!end && noun_end + 1 < n && s[noun_end] == ' ' && beg < w.beg) end = phrase_end(s, n, noun_end + 1, PLAIN_PLACE);
        if (!end && these && !(is & PLAIN_POST) && shows(s, n, noun_end)) end = noun_end;
        if (end) return (span){beg, end};
        at = noun_end;
    }
}
