/* Reading a feed: the way of its elements into items. */
#include "page_feed.h"
#include "base_error.h"
#include "base_uri.h"
#include "base_utf8.h"
#include "page_date.h"
#include "page_tree.h"
#include <stdio.h>
#include <strings.h>

enum { MAX_DEPTH = 260, MAX_BYTES = 50 << 20, MAX_ITEMS = 50000, MAX_NAMES = 64, MAX_URI = 8192, AMPERSAND = FEED_AMPERSAND };

struct frame {
    enum feed_place place; /* of what stands in it */
    enum feed_field field;
    const char *base;
};

/* An item while it is read. */
struct draft {
    struct feed_item item;
    const char *link, *original, *permalink, *content_uri;
    bool link_is_page; /* the link says that it leads to HTML, or says nothing of it */
    VEC(const char *) authors, creators;
};

struct reading {
    struct arena *arena, *scratch;
    const struct page_input *input;
    const char *xml;
    uint32_t shift; /* of xml in the decoded input */
    struct feed *feed;
    uint32_t max_items, frequency;
    struct frame frames[MAX_DEPTH];
    uint32_t depth, skipped; /* open frames; open elements inside one that tells nothing */
    struct draft draft;
    bool in_item;
    VEC(struct feed_item) items;
    /* the words of the innermost element that has a field */
    char *words;
    size_t n_words, size_words;
    bool markup;     /* they may hold escaped HTML */
    bool unreadable; /* of a kind we do not read */
    bool permalink;  /* of a guid */
    const char *source_uri;
    uint32_t at; /* in xml, of the element last seen */
    sayso_code code;
    const char *message;
};

static bool fail(struct reading *r, sayso_code code, const char *message) {
    r->code = code;
    r->message = message;
    return false;
}
static bool nomem(struct reading *r) { return fail(r, SAYSO_NOMEM, "out of memory"); }

/* ---- positions --------------------------------------------------------------------------------------------------- */

/* The byte of the input from which a byte of the decoded text came. */
static uint32_t source_of(const struct page_input *in, uint32_t at) {
    if (!in->map || !in->n_map) return at + in->shift;
    uint32_t lo = 0, hi = in->n_map;
    while (hi - lo > 1) {
        uint32_t mid = (lo + hi) / 2;
        if (in->map[mid].text <= at)
            lo = mid;
        else
            hi = mid;
    }
    const struct page_run *m = &in->map[lo];
    uint32_t into = at > m->text ? at - m->text : 0;
    if (into >= m->n_text) return m->source + m->n_source;
    return m->n_text == m->n_source ? m->source + into : m->source;
}

/* ---- attributes -------------------------------------------------------------------------------------------------- */

static const struct feed_attribute *find(const struct feed_attribute *a, uint32_t n, enum feed_space space, const char *name) {
    for (uint32_t i = 0; i < n; i++)
        if (a[i].space == space && !strcmp(a[i].name, name)) return &a[i];
    return NULL;
}

/* White space collapsed and ends trimmed, ampersands put back; NULL with *ok where it is empty. */
static const char *tidy(struct reading *r, const char *s, size_t n, bool *ok) {
    char *out = arena_alloc(r->arena, 3 * n + 1); /* a broken byte becomes three */
    size_t k = 0;
    bool space = false;
    if (!out) return *ok = nomem(r), NULL;
    for (size_t i = 0; i < n;) {
        uint32_t len, c = utf8_at(s + i, n - i, &len);
        i += len;
        if (c == AMPERSAND) c = '&';
        if (utf8_is_space(c)) {
            space = true;
            continue;
        }
        if (space && k) out[k++] = ' ';
        space = false;
        k += utf8_put(c, out + k);
    }
    out[k] = 0;
    return k ? out : NULL;
}

static const char *attribute(struct reading *r, const struct feed_attribute *a, uint32_t n, enum feed_space space,
                             const char *name, bool *ok) {
    const struct feed_attribute *at = find(a, n, space, name);
    return at && at->n <= MAX_URI ? tidy(r, at->value, at->n, ok) : NULL;
}

static bool attribute_is(const struct feed_attribute *a, uint32_t n, const char *name, const char *value) {
    const struct feed_attribute *at = find(a, n, SPACE_NONE, name);
    return at && at->n == strlen(value) && !strncasecmp(at->value, value, at->n);
}

/* ---- elements that open ------------------------------------------------------------------------------------------ */

static struct frame *top(struct reading *r) { return &r->frames[r->depth - 1]; }
static bool is_leaf(enum feed_field f) { return f >= FIELD_AUTHOR && f != FIELD_LINK_ATOM; }

static bool open_root(struct reading *r, enum feed_field field) {
    static const enum feed_kind KINDS[] = {[FIELD_RSS] = FEED_RSS,
                                           [FIELD_RDF] = FEED_RSS,
                                           [FIELD_ATOM] = FEED_ATOM,
                                           [FIELD_SITEMAP] = FEED_SITEMAP,
                                           [FIELD_INDEX] = FEED_SITEMAP_INDEX};
    if (field < FIELD_RSS || field > FIELD_INDEX) return fail(r, SAYSO_FORMAT, "not a feed: no RSS, Atom or sitemap");
    r->feed->kind = KINDS[field];
    return true;
}

static void open_item(struct reading *r, uint32_t at) {
    r->draft = (struct draft){.item.bytes.beg = source_of(r->input, r->shift + at)};
    r->in_item = true;
}

static const char *absolute(struct reading *r, const char *base, const char *uri, bool *ok) {
    const char *s = uri_resolve(r->arena, base, uri);
    if (!s) *ok = nomem(r);
    return s && *s ? s : NULL;
}

static void set_first(const char **field, const char *value) {
    if (!*field) *field = value;
}

/* <link href rel type>, in a feed, an item or the source of one. */
static bool atom_link(struct reading *r, const struct feed_attribute *a, uint32_t n) {
    bool ok = true;
    const char *href = attribute(r, a, n, SPACE_NONE, "href", &ok);
    if (!href) return ok;
    const char *uri = absolute(r, top(r)->base, href, &ok);
    if (!uri) return ok;
    bool main = !find(a, n, SPACE_NONE, "rel") || attribute_is(a, n, "rel", "alternate");
    bool page = !find(a, n, SPACE_NONE, "type") || attribute_is(a, n, "type", "text/html") ||
                attribute_is(a, n, "type", "application/xhtml+xml");
    enum feed_place place = top(r)->place;
    if (place == PLACE_SOURCE && (main || attribute_is(a, n, "rel", "self"))) {
        if (main || !r->draft.item.source_uri) r->draft.item.source_uri = uri;
    } else if (place == PLACE_ITEM && main) {
        if (!r->draft.link || (page && !r->draft.link_is_page)) r->draft.link = uri, r->draft.link_is_page = page;
    } else if (place == PLACE_FEED) {
        if (main)
            set_first(&r->feed->home, uri);
        else if (attribute_is(a, n, "rel", "self"))
            set_first(&r->feed->self, uri);
        else if (attribute_is(a, n, "rel", "next"))
            set_first(&r->feed->next, uri);
    }
    return true;
}

/* An element whose words are wanted: in what form they come, and what its attributes add. */
static bool open_leaf(struct reading *r, enum feed_field field, const struct feed_attribute *a, uint32_t n, bool atom) {
    bool ok = true;
    const struct feed_attribute *type = find(a, n, SPACE_NONE, "type");
    r->n_words = 0;
    r->markup = atom ? attribute_is(a, n, "type", "html") || attribute_is(a, n, "type", "text/html") : true;
    r->unreadable = atom && type && memchr(type->value, '/', type->n) &&
                    strncasecmp(type->value, "text/", type->n < 5 ? type->n : 5) &&
                    !(type->n > 4 && !strncasecmp(type->value + type->n - 4, "+xml", 4));
    r->permalink = !attribute_is(a, n, "isPermaLink", "false");
    r->source_uri = NULL;
    if (field == FIELD_SOURCE) r->source_uri = attribute(r, a, n, SPACE_NONE, "url", &ok);
    if (field == FIELD_CONTENT && atom) {
        const char *src = attribute(r, a, n, SPACE_NONE, "src", &ok);
        if (src) r->draft.content_uri = absolute(r, top(r)->base, src, &ok);
    }
    return ok;
}

static bool put(struct reading *r, const char *s, size_t n) {
    if (!n) return true; /* there may be no words yet */
    if (n > r->size_words - r->n_words) {
        size_t size = r->size_words * 2 > r->n_words + n ? r->size_words * 2 : r->n_words + n + 4096;
        char *grown = arena_grow(r->scratch, r->words, r->size_words, size);
        if (!grown) return nomem(r);
        r->words = grown, r->size_words = size;
    }
    memcpy(r->words + r->n_words, s, n);
    r->n_words += n;
    return true;
}

static enum feed_place place_in(enum feed_place outer, enum feed_field field) {
    if (field == FIELD_ITEM) return PLACE_ITEM;
    if (field == FIELD_AUTHOR_OF) return PLACE_AUTHOR;
    if (field == FIELD_SOURCE_OF) return PLACE_SOURCE;
    if (is_leaf(field)) return PLACE_TEXT;
    return outer == PLACE_TOP ? PLACE_FEED : outer;
}

static bool on_open(void *to, enum feed_space space, const char *name, const struct feed_attribute *a, uint32_t n, uint32_t at) {
    struct reading *r = to;
    bool ok = true;
    r->at = at;
    if (r->skipped) return r->skipped++, true;
    enum feed_place place = top(r)->place;
    if (place == PLACE_TEXT) { /* markup inside words: XHTML, or HTML that was not escaped */
        if (!strcasecmp(name, "script") || !strcasecmp(name, "style")) return r->skipped = 1, true;
        if (r->depth == MAX_DEPTH) return fail(r, SAYSO_LIMIT, "elements are nested too deeply");
        r->frames[r->depth++] = (struct frame){PLACE_TEXT, FIELD_NONE, top(r)->base};
        bool breaks = !strcasecmp(name, "p") || !strcasecmp(name, "br") || !strcasecmp(name, "div") || !strcasecmp(name, "li");
        return put(r, breaks ? "\n" : "", breaks);
    }
    enum feed_field field = feed_field_of(place, space, name);
    if (place == PLACE_TOP && !open_root(r, field)) return false;
    if (field == FIELD_NONE || (field == FIELD_ITEM && r->in_item)) return r->skipped = 1, true;
    if (r->depth == MAX_DEPTH) return fail(r, SAYSO_LIMIT, "elements are nested too deeply");
    const char *base = attribute(r, a, n, SPACE_XML, "base", &ok);
    if (ok) base = base ? absolute(r, top(r)->base, base, &ok) : top(r)->base;
    if (!ok) return false;
    if (field == FIELD_ITEM) {
        if (r->items.n >= r->max_items) return fail(r, SAYSO_LIMIT, "more items than a feed may have");
        open_item(r, at);
        const char *about = attribute(r, a, n, SPACE_RDF, "about", &ok);
        if (about) r->draft.item.guid = about;
    }
    r->frames[r->depth++] = (struct frame){place_in(place, field), field, base};
    if (field == FIELD_ATOM || field == FIELD_RSS) set_first(&r->feed->language, attribute(r, a, n, SPACE_XML, "lang", &ok));
    if (field == FIELD_LINK_ATOM) {
        r->frames[r->depth - 1].place = place;
        ok = atom_link(r, a, n);
        r->frames[r->depth - 1].place = PLACE_SKIP;
    }
    if (is_leaf(field)) ok = open_leaf(r, field, a, n, space == SPACE_ATOM) && ok;
    return ok;
}

/* ---- elements that close ----------------------------------------------------------------------------------------- */

static const char *date(struct reading *r, const char *s, bool *ok) {
    struct news_date d;
    if (!s || !news_date_read(s, strlen(s), &d)) return s;
    s = news_date_print(r->arena, &d);
    if (!s) *ok = nomem(r);
    return s;
}

static uint32_t number(const char *s, uint32_t max) {
    uint32_t v = 0, n = 0;
    for (; s && *s >= '0' && *s <= '9' && n < 9; s++, n++) v = v * 10 + (uint32_t)(*s - '0');
    return v < max ? v : max;
}

static void add_day(struct feed *f, const char *s) {
    static const char *const DAYS[] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
    for (uint32_t d = 0; s && d < 7; d++)
        if (!strcasecmp(s, DAYS[d])) f->skip_days |= 1u << d;
}

static uint32_t period(const char *s) {
    static const struct {
        const char *name;
        uint32_t seconds;
    } PERIODS[] = {{"hourly", 3600}, {"daily", 86400}, {"weekly", 604800}, {"monthly", 2592000}, {"yearly", 31536000}};
    for (size_t i = 0; s && i < sizeof PERIODS / sizeof *PERIODS; i++)
        if (!strcasecmp(s, PERIODS[i].name)) return PERIODS[i].seconds;
    return 0;
}

static void settle_feed(struct reading *r, enum feed_field field, const char *s, bool *ok) {
    struct feed *f = r->feed;
    if (field == FIELD_TITLE) set_first(&f->title, s);
    if (field == FIELD_LANGUAGE) set_first(&f->language, s);
    if (field == FIELD_LINK && s) set_first(&f->home, absolute(r, top(r)->base, s, ok));
    if (field == FIELD_UPDATED || (field == FIELD_PUBLISHED && !f->updated)) f->updated = date(r, s, ok);
    if (field == FIELD_TTL) f->ttl_s = number(s, 525600) * 60;
    if (field == FIELD_PERIOD) f->period_s = period(s);
    if (field == FIELD_FREQUENCY) r->frequency = number(s, 100000);
    if (field == FIELD_DAY) add_day(f, s);
    if (field == FIELD_HOUR && s && *s >= '0' && *s <= '9') f->skip_hours |= 1u << number(s, 24) % 24;
}

/* RSS says nothing of relative links; they are most often meant from the site, not from where the feed lies. */
static const char *link_base(struct reading *r) {
    const char *home = r->feed->home;
    return r->feed->kind == FEED_RSS && home && uri_is_web(home) && top(r)->base == r->frames[0].base ? home : top(r)->base;
}

static bool settle_item(struct reading *r, enum feed_field field, const char *s, bool *ok) {
    struct draft *d = &r->draft;
    struct feed_item *it = &d->item;
    switch (field) {
    case FIELD_TITLE:
        return set_first(top(r)->place == PLACE_SOURCE ? &it->source : &it->title, s), true;
    case FIELD_LINK:
        return set_first(&d->link, s ? absolute(r, link_base(r), s, ok) : NULL), true;
    case FIELD_ORIGINAL:
        return set_first(&d->original, s ? absolute(r, link_base(r), s, ok) : NULL), true;
    case FIELD_GUID:
        if (s) it->guid = s; /* before an rdf:about */
        if (s && r->permalink && uri_is_web(s)) d->permalink = s;
        return true;
    case FIELD_PUBLISHED:
        return set_first(&it->published, date(r, s, ok)), true;
    case FIELD_UPDATED:
        return it->updated = date(r, s, ok), true;
    case FIELD_LANGUAGE:
        return set_first(&it->language, s), true;
    case FIELD_SOURCE:
        set_first(&it->source, s);
        if (r->source_uri) set_first(&it->source_uri, absolute(r, link_base(r), r->source_uri, ok));
        return true;
    case FIELD_SUMMARY:
        return set_first(&it->summary, s), true;
    case FIELD_CONTENT:
        return set_first(&it->content, s), true;
    case FIELD_AUTHOR:
        return !s || d->authors.n >= MAX_NAMES || VEC_PUSH(r->arena, d->authors, s) || nomem(r);
    case FIELD_CREATOR:
        return !s || d->creators.n >= MAX_NAMES || VEC_PUSH(r->arena, d->creators, s) || nomem(r);
    default:
        return true;
    }
}

/* The collected words with their line breaks, other white space collapsed. */
static const char *lines_of(struct reading *r) {
    char *lines = arena_alloc(r->arena, 3 * r->n_words + 1), owed = 0;
    size_t k = 0;
    for (size_t i = 0; lines && i < r->n_words;) {
        uint32_t len, c = utf8_at(r->words + i, r->n_words - i, &len);
        i += len;
        if (utf8_is_space(c)) {
            owed = c == '\n' || owed == '\n' ? '\n' : ' ';
            continue;
        }
        if (owed && k) lines[k++] = owed;
        owed = 0;
        k += utf8_put(c, lines + k);
    }
    return lines;
}

/* The collected words as the field wants them: addresses and dates tidy, prose without its markup. */
static const char *words_of(struct reading *r, enum feed_field field, bool *ok) {
    bool plain = field == FIELD_LINK || field == FIELD_GUID || field == FIELD_ORIGINAL || field == FIELD_SOURCE_URI;
    if (r->unreadable || (plain && r->n_words > MAX_URI)) return NULL;
    bool prose = field == FIELD_SUMMARY || field == FIELD_CONTENT;
    if (plain || (!r->markup && !prose)) return tidy(r, r->words, r->n_words, ok);
    for (size_t i = 0; i < r->n_words; i++)
        if (r->words[i] == AMPERSAND) r->words[i] = '&';
    const char *s = r->markup ? page_html_text(r->arena, r->words ? r->words : "", r->n_words) : lines_of(r);
    if (!s) *ok = nomem(r);
    return s && *s ? s : NULL;
}

static bool close_item(struct reading *r, uint32_t at) {
    struct draft *d = &r->draft;
    struct feed_item *it = &d->item;
    r->in_item = false;
    it->uri = d->original ? d->original : d->link ? d->link : d->permalink ? d->permalink : d->content_uri;
    it->authors = (sayso_strings){d->authors.at, d->authors.n};
    it->creators = (sayso_strings){d->creators.at, d->creators.n};
    it->bytes.end = source_of(r->input, r->shift + at);
    if (!it->uri && it->guid && uri_is_web(it->guid) && r->feed->kind == FEED_RSS && r->permalink) it->uri = it->guid;
    if (!it->uri && !it->guid && !it->title) return true;
    return VEC_PUSH(r->arena, r->items, *it) || nomem(r);
}

static bool on_close(void *to, uint32_t at) {
    struct reading *r = to;
    if (r->skipped) return r->skipped--, true;
    if (r->depth <= 1) return true;
    enum feed_field field = top(r)->field;
    r->depth--;
    if (field == FIELD_ITEM) return close_item(r, at);
    if (!is_leaf(field)) return true;
    bool ok = true;
    const char *s = words_of(r, field, &ok);
    if (r->in_item) return ok && settle_item(r, field, s, &ok) && ok;
    settle_feed(r, field, s, &ok);
    return ok;
}

static bool on_words(void *to, const char *s, size_t n) {
    struct reading *r = to;
    return r->skipped || top(r)->place != PLACE_TEXT || put(r, s, n);
}

/* ---- the whole of it ----------------------------------------------------------------------------------------------- */

static sayso_code read_xml(struct reading *r, const struct page_input *input, sayso_error *e) {
    uint32_t from = 0, len;
    while (from < input->n && utf8_is_space(utf8_at(input->utf8 + from, input->n - from, &len))) from += len;
    if (from == input->n) return error_set(e, SAYSO_EMPTY, "feed", 0, "no words");
    if (input->utf8[from] != '<')
        return error_set(e, SAYSO_FORMAT, "feed", source_of(input, from), "no XML: a feed begins with '<'");
    const char *first = input->utf8 + from;
    uint32_t left = input->n - from;
    if ((left >= 14 && !strncasecmp(first, "<!doctype html", 14)) || (left >= 5 && !strncasecmp(first, "<html", 5)))
        return error_set(e, SAYSO_FORMAT, "feed", source_of(input, from), "not a feed: an HTML page");
    r->shift = from;
    r->xml = feed_mend(r->scratch, input->utf8 + from, input->n - from);
    if (!r->xml) return error_set(e, SAYSO_NOMEM, "feed", 0, "out of memory");
    struct feed_events events = {on_open, on_close, on_words, r};
    sayso_error at = {0};
    sayso_code code = feed_xml(r->xml, input->n - from, &events, &at);
    if (!code && r->code) return error_set(e, r->code, "feed", r->at ? source_of(input, from + r->at) : 0, "%s", r->message);
    if (code) return error_set(e, code, "feed", source_of(input, from + (uint32_t)at.byte), "%s", at.message);
    return SAYSO_OK;
}

sayso_code feed_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n, const struct feed_options *o,
                     struct feed *out, sayso_error *e) {
    static const struct feed_options defaults = {0};
    if (!o) o = &defaults;
    *out = (struct feed){0};
    uint32_t max = o->max_bytes ? o->max_bytes : MAX_BYTES;
    if (!n) return error_set(e, SAYSO_EMPTY, "feed", 0, "no bytes");
    if (n > max) return error_set(e, SAYSO_LIMIT, "feed", max, "longer than %u bytes", (unsigned)max);
    struct reading *r = ARENA_NEW(scratch, struct reading);
    struct page_input input;
    if (!r) return error_set(e, SAYSO_NOMEM, "feed", 0, "out of memory");
    r->arena = arena, r->scratch = scratch, r->feed = out, r->input = &input;
    r->max_items = o->max_items ? o->max_items : MAX_ITEMS;
    r->frequency = 1;
    r->frames[r->depth++] = (struct frame){PLACE_TOP, FIELD_NONE, o->uri};
    sayso_code code = feed_decode(scratch, bytes, n, o->media_type, &input, e);
    if (code) return code;
    code = read_xml(r, &input, e);
    out->items = r->items.at, out->n_items = r->items.n;
    if (r->frequency > 1) out->period_s /= r->frequency;
    if (out->skip_hours == 0xFFFFFF) out->skip_hours = 0; /* never is not meant */
    if (out->skip_days == 0x7F) out->skip_days = 0;
    return code;
}
