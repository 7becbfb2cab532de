/* Feeds: the lists in which outlets tell what is new. RSS 0.9x, 1.0 and 2.0, Atom 1.0 (and 0.3), news sitemaps and
 * sitemap indexes become one struct.
 *   page_feed.c        reading: the way of the elements into items
 *   page_feed_mend.c   what comes before it is XML: encoding, characters that XML cannot bear
 *   page_feed_words.c  which element of which vocabulary tells what
 *   page_feed_xml.c    XML; the only file that knows libxml2 */
#ifndef PAGE_FEED_H
#define PAGE_FEED_H
#include "base_arena.h"
#include "base_span.h"

enum feed_kind { FEED_NONE, FEED_RSS, FEED_ATOM, FEED_SITEMAP, FEED_SITEMAP_INDEX };

/* Strings are UTF-8 without markup, white space collapsed; NULL where the feed does not say. */
struct feed_item {
    const char *uri;  /* of the report (of an index: of the sitemap), absolute where the base is known */
    const char *guid; /* as written; a sitemap has none */
    const char *title;
    const char *published; /* ISO 8601; as written where it cannot be read */
    const char *updated;
    const char *source; /* whom the outlet has it from (<source>), or the publication a sitemap names */
    const char *source_uri;
    const char *language;
    sayso_strings authors;  /* RSS author, Atom author/name */
    sayso_strings creators; /* dc:creator */
    const char *summary;    /* paragraphs end in a newline */
    const char *content;
    span bytes; /* the item's element in the input's bytes */
};

struct feed {
    enum feed_kind kind;
    const char *title, *language;
    const char *home;              /* the site it is of */
    const char *self;              /* rel="self" */
    const char *next;              /* rel="next": its older items (RFC 5005) */
    const char *updated;           /* ISO 8601 */
    uint32_t ttl_s;                /* RSS ttl; 0: not said */
    uint32_t period_s;             /* sy:updatePeriod by sy:updateFrequency; 0: not said */
    uint32_t skip_hours;           /* bit h: not in hour h (UTC) */
    uint32_t skip_days;            /* bit d: not on that day, Sunday 0 */
    const struct feed_item *items; /* in the feed's order */
    uint32_t n_items;
};

struct feed_options {
    const char *uri, *media_type; /* where it was fetched, its Content-Type; may be NULL */
    uint32_t max_bytes;           /* 0: 50 MiB, what a sitemap may have */
    uint32_t max_items;           /* 0: 50 000, what a sitemap may have */
};

/* Reads a feed.
 *   out      lives in arena; scratch may be cleared afterwards
 *   errors   stage "feed", each with the byte: SAYSO_EMPTY (no bytes), SAYSO_FORMAT (no XML, no feed, broken from there on),
 *            SAYSO_LIMIT, SAYSO_NOMEM. Of a feed that breaks or passes a limit, *out holds the items that were whole before.
 * No entity is expanded but HTML's named characters; nothing outside the bytes is read. Bare ampersands and control
 * characters, which many feeds have, are taken as text and are no error. Time O(n). Safe from many threads. */
sayso_code feed_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n, const struct feed_options *options,
                     struct feed *out, sayso_error *e);

/* One line for each field that is there: the golden tests' form. NULL when memory is out. */
const char *feed_show(struct arena *arena, const struct feed *f);
const char *feed_kind_name(enum feed_kind k);

/* ---- inside ------------------------------------------------------------------------------------------------------ */

struct page_input;
enum { FEED_AMPERSAND = 0x7f };

/* To UTF-8. Bytes that are well-formed UTF-8 are taken for it whatever is said, save by seven-bit encodings. Errors are those
 * of page_decode, with stage "feed". */
sayso_code feed_decode(struct arena *scratch, const char *bytes, size_t n, const char *media_type, struct page_input *input,
                       sayso_error *e);
/* A copy of the same length that XML can be, where only its characters are to blame: control characters become blanks, an
 * ampersand that begins no reference (in a tag: none of XML's own) becomes FEED_AMPERSAND. The document type becomes blanks:
 * with it goes all that could be declared. NULL when memory is out. */
char *feed_mend(struct arena *scratch, const char *s, uint32_t n);

/* An element's name, its namespace as one of ours. */
enum feed_space {
    SPACE_NONE,
    SPACE_ATOM,
    SPACE_CONTENT,
    SPACE_DC,
    SPACE_DCTERMS,
    SPACE_FEEDBURNER,
    SPACE_NEWS,
    SPACE_RDF,
    SPACE_RSS,
    SPACE_SITEMAP,
    SPACE_SY,
    SPACE_XHTML,
    SPACE_XML,
    SPACE_OTHER
};
enum feed_space feed_space_of(const char *uri, const char *prefix);

struct feed_attribute {
    enum feed_space space; /* SPACE_NONE without prefix */
    const char *name;
    const char *value; /* NOT NUL-terminated */
    uint32_t n;
};

enum feed_place { PLACE_TOP, PLACE_FEED, PLACE_ITEM, PLACE_AUTHOR, PLACE_SOURCE, PLACE_IMAGE, PLACE_SKIP, PLACE_TEXT };
enum feed_field {
    FIELD_NONE,
    FIELD_RSS,
    FIELD_RDF,
    FIELD_ATOM,
    FIELD_SITEMAP,
    FIELD_INDEX,
    FIELD_CHANNEL,
    FIELD_ITEM,
    FIELD_AUTHOR_OF,
    FIELD_SOURCE_OF,
    FIELD_GROUP, /* only holds others */
    FIELD_AUTHOR,
    FIELD_CONTENT,
    FIELD_CREATOR,
    FIELD_GUID,
    FIELD_HOUR,
    FIELD_DAY,
    FIELD_LANGUAGE,
    FIELD_LINK,
    FIELD_LINK_ATOM,
    FIELD_ORIGINAL,
    FIELD_PERIOD,
    FIELD_FREQUENCY,
    FIELD_PUBLISHED,
    FIELD_SOURCE,
    FIELD_SOURCE_URI,
    FIELD_SUMMARY,
    FIELD_TITLE,
    FIELD_TTL,
    FIELD_UPDATED
};
/* What an element tells where it stands; FIELD_NONE: nothing, with all that is in it. */
enum feed_field feed_field_of(enum feed_place place, enum feed_space space, const char *name);

/* The XML reader's events. Each returns false to stop. Positions are bytes of the XML given. */
struct feed_events {
    bool (*open)(void *to, enum feed_space space, const char *name, const struct feed_attribute *attributes, uint32_t n,
                 uint32_t at);
    bool (*close)(void *to, uint32_t at);
    bool (*words)(void *to, const char *s, size_t n);
    void *to;
};
/* Well-formed, or where and why not. XML as feed_mend gives it.
 *   errors  SAYSO_FORMAT, SAYSO_LIMIT, SAYSO_NOMEM; SAYSO_OK also when an event stopped it */
sayso_code feed_xml(const char *xml, uint32_t n, const struct feed_events *events, sayso_error *e);

/* HTML's words without its markup: page_html_text.c. NULL when memory is out. */
const char *page_html_text(struct arena *arena, const char *html, size_t n);
#endif
