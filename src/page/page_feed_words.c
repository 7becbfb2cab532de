/* The vocabularies of feeds: which element tells what, where it stands. Namespaces are known by their addresses, and by
 * their usual prefixes where a feed forgot to declare them or declares another address. */
#include "page_feed.h"
#include <stdio.h>

static const struct {
    const char *uri;
    enum feed_space space;
} SPACES[] = {
    {"http://www.w3.org/2005/Atom", SPACE_ATOM},
    {"http://purl.org/atom/ns#", SPACE_ATOM}, /* 0.3 */
    {"http://purl.org/rss/1.0/", SPACE_RSS},
    {"http://my.netscape.com/rdf/simple/0.9/", SPACE_RSS},
    {"http://channel.netscape.com/rdf/simple/0.9/", SPACE_RSS},
    {"http://backend.userland.com/rss2", SPACE_RSS},
    {"http://backend.userland.com/RSS2", SPACE_RSS},
    {"http://blogs.law.harvard.edu/tech/rss", SPACE_RSS},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", SPACE_RDF},
    {"http://purl.org/dc/elements/1.1/", SPACE_DC},
    {"http://purl.org/dc/elements/1.0/", SPACE_DC},
    {"http://purl.org/dc/terms/", SPACE_DCTERMS},
    {"http://purl.org/rss/1.0/modules/content/", SPACE_CONTENT},
    {"http://purl.org/rss/1.0/modules/syndication/", SPACE_SY},
    {"http://rssnamespace.org/feedburner/ext/1.0", SPACE_FEEDBURNER},
    {"http://www.sitemaps.org/schemas/sitemap/0.9", SPACE_SITEMAP},
    {"https://www.sitemaps.org/schemas/sitemap/0.9", SPACE_SITEMAP},
    {"http://www.google.com/schemas/sitemap/0.84", SPACE_SITEMAP},
    {"http://www.google.com/schemas/sitemap/0.9", SPACE_SITEMAP},
    {"http://www.google.com/schemas/sitemap-news/0.9", SPACE_NEWS},
    {"https://www.google.com/schemas/sitemap-news/0.9", SPACE_NEWS},
    {"http://www.w3.org/1999/xhtml", SPACE_XHTML},
    {"http://www.w3.org/XML/1998/namespace", SPACE_XML},
};
static const struct {
    const char *prefix;
    enum feed_space space;
} PREFIXES[] = {{"atom", SPACE_ATOM}, {"a10", SPACE_ATOM},        {"content", SPACE_CONTENT},
                {"dc", SPACE_DC},     {"dcterms", SPACE_DCTERMS}, {"feedburner", SPACE_FEEDBURNER},
                {"news", SPACE_NEWS}, {"rdf", SPACE_RDF},         {"sy", SPACE_SY},
                {"xml", SPACE_XML}};

enum feed_space feed_space_of(const char *uri, const char *prefix) {
    for (size_t i = 0; uri && i < sizeof SPACES / sizeof *SPACES; i++)
        if (!strcmp(SPACES[i].uri, uri)) return SPACES[i].space;
    for (size_t i = 0; prefix && i < sizeof PREFIXES / sizeof *PREFIXES; i++)
        if (!strcmp(PREFIXES[i].prefix, prefix)) return PREFIXES[i].space;
    return !prefix && !uri ? SPACE_NONE : SPACE_OTHER;
}

#define IN(place) (1u << PLACE_##place)
enum { ENTRY = IN(FEED) | IN(ITEM) };

/* RSS without a namespace, and with one of its own, are the same; so are sitemaps. */
static const struct row {
    enum feed_space space;
    const char *name;
    uint32_t places;
    enum feed_field field;
} ROWS[] = {
    {SPACE_RSS, "rss", IN(TOP), FIELD_RSS},
    {SPACE_RDF, "RDF", IN(TOP), FIELD_RDF},
    {SPACE_RSS, "channel", IN(FEED), FIELD_CHANNEL},
    {SPACE_RSS, "item", IN(FEED), FIELD_ITEM},
    {SPACE_RSS, "title", ENTRY, FIELD_TITLE},
    {SPACE_RSS, "link", ENTRY, FIELD_LINK},
    {SPACE_RSS, "language", IN(FEED), FIELD_LANGUAGE},
    {SPACE_RSS, "ttl", IN(FEED), FIELD_TTL},
    {SPACE_RSS, "skipHours", IN(FEED), FIELD_GROUP},
    {SPACE_RSS, "hour", IN(FEED), FIELD_HOUR},
    {SPACE_RSS, "skipDays", IN(FEED), FIELD_GROUP},
    {SPACE_RSS, "day", IN(FEED), FIELD_DAY},
    {SPACE_RSS, "lastBuildDate", IN(FEED), FIELD_UPDATED},
    {SPACE_RSS, "pubDate", ENTRY, FIELD_PUBLISHED},
    {SPACE_RSS, "guid", IN(ITEM), FIELD_GUID},
    {SPACE_RSS, "author", IN(ITEM), FIELD_AUTHOR},
    {SPACE_RSS, "source", IN(ITEM), FIELD_SOURCE},
    {SPACE_RSS, "description", IN(ITEM), FIELD_SUMMARY},
    {SPACE_CONTENT, "encoded", IN(ITEM), FIELD_CONTENT},
    {SPACE_DC, "creator", IN(ITEM), FIELD_CREATOR},
    {SPACE_DC, "date", ENTRY, FIELD_PUBLISHED},
    {SPACE_DC, "language", ENTRY, FIELD_LANGUAGE},
    {SPACE_DC, "source", IN(ITEM), FIELD_SOURCE},
    {SPACE_DCTERMS, "created", IN(ITEM), FIELD_PUBLISHED},
    {SPACE_DCTERMS, "issued", IN(ITEM), FIELD_PUBLISHED},
    {SPACE_DCTERMS, "modified", ENTRY, FIELD_UPDATED},
    {SPACE_FEEDBURNER, "origLink", IN(ITEM), FIELD_ORIGINAL},
    {SPACE_SY, "updatePeriod", IN(FEED), FIELD_PERIOD},
    {SPACE_SY, "updateFrequency", IN(FEED), FIELD_FREQUENCY},
    {SPACE_ATOM, "feed", IN(TOP), FIELD_ATOM},
    {SPACE_ATOM, "entry", IN(FEED), FIELD_ITEM},
    {SPACE_ATOM, "title", ENTRY | IN(SOURCE), FIELD_TITLE},
    {SPACE_ATOM, "link", ENTRY | IN(SOURCE), FIELD_LINK_ATOM},
    {SPACE_ATOM, "id", IN(ITEM), FIELD_GUID},
    {SPACE_ATOM, "updated", ENTRY, FIELD_UPDATED},
    {SPACE_ATOM, "modified", ENTRY, FIELD_UPDATED},
    {SPACE_ATOM, "published", IN(ITEM), FIELD_PUBLISHED},
    {SPACE_ATOM, "issued", IN(ITEM), FIELD_PUBLISHED},
    {SPACE_ATOM, "author", IN(ITEM), FIELD_AUTHOR_OF},
    {SPACE_ATOM, "name", IN(AUTHOR), FIELD_AUTHOR},
    {SPACE_ATOM, "source", IN(ITEM), FIELD_SOURCE_OF},
    {SPACE_ATOM, "summary", IN(ITEM), FIELD_SUMMARY},
    {SPACE_ATOM, "content", IN(ITEM), FIELD_CONTENT},
    {SPACE_SITEMAP, "urlset", IN(TOP), FIELD_SITEMAP},
    {SPACE_SITEMAP, "sitemapindex", IN(TOP), FIELD_INDEX},
    {SPACE_SITEMAP, "url", IN(FEED), FIELD_ITEM},
    {SPACE_SITEMAP, "sitemap", IN(FEED), FIELD_ITEM},
    {SPACE_SITEMAP, "loc", IN(ITEM), FIELD_LINK},
    {SPACE_SITEMAP, "lastmod", IN(ITEM), FIELD_UPDATED},
    {SPACE_NEWS, "news", IN(ITEM), FIELD_GROUP},
    {SPACE_NEWS, "publication", IN(ITEM), FIELD_GROUP},
    {SPACE_NEWS, "name", IN(ITEM), FIELD_SOURCE},
    {SPACE_NEWS, "language", IN(ITEM), FIELD_LANGUAGE},
    {SPACE_NEWS, "publication_date", IN(ITEM), FIELD_PUBLISHED},
    {SPACE_NEWS, "title", IN(ITEM), FIELD_TITLE},
};

enum feed_field feed_field_of(enum feed_place place, enum feed_space space, const char *name) {
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *r = &ROWS[i];
        bool same = r->space == space || (space == SPACE_NONE && (r->space == SPACE_RSS || r->space == SPACE_SITEMAP));
        if (same && (r->places >> place & 1) && !strcmp(r->name, name)) return r->field;
    }
    return FIELD_NONE;
}

const char *feed_kind_name(enum feed_kind k) {
    static const char *const NAMES[] = {"none", "rss", "atom", "sitemap", "sitemap index"};
    return (size_t)k < sizeof NAMES / sizeof *NAMES ? NAMES[k] : "none";
}

/* ---- shown ------------------------------------------------------------------------------------------------------- */

struct lines {
    struct arena *arena;
    char *text;
    size_t n, size;
    bool nomem;
};

static void line(struct lines *l, const char *name, const char *value) {
    if (!value || l->nomem) return;
    size_t n = strlen(name) + 2 * strlen(value) + 3;
    if (l->n + n > l->size) {
        char *grown = arena_grow(l->arena, l->text, l->size, 2 * l->size + n);
        if (!grown) {
            l->nomem = true;
            return;
        }
        l->text = grown, l->size = 2 * l->size + n;
    }
    l->n += (size_t)sprintf(l->text + l->n, "%s ", name);
    for (const char *c = value; *c; c++) {
        if (*c == '\n' || *c == '\\') l->text[l->n++] = '\\';
        l->text[l->n++] = *c == '\n' ? 'n' : *c;
    }
    l->text[l->n++] = '\n';
    l->text[l->n] = 0;
}

static void number(struct lines *l, const char *name, uint32_t value) {
    char s[16];
    snprintf(s, sizeof s, "%u", (unsigned)value);
    if (value) line(l, name, s);
}

const char *feed_show(struct arena *arena, const struct feed *f) {
    struct lines l = {.arena = arena};
    line(&l, "feed", feed_kind_name(f->kind));
    line(&l, "title", f->title);
    line(&l, "language", f->language);
    line(&l, "home", f->home);
    line(&l, "self", f->self);
    line(&l, "next", f->next);
    line(&l, "updated", f->updated);
    number(&l, "ttl_s", f->ttl_s);
    number(&l, "period_s", f->period_s);
    for (uint32_t h = 0; h < 24; h++)
        if (f->skip_hours >> h & 1) line(&l, "skip hour", (const char[]){(char)('0' + h / 10), (char)('0' + h % 10), 0});
    for (uint32_t d = 0; d < 7; d++)
        if (f->skip_days >> d & 1) line(&l, "skip day", (const char[]){(char)('0' + d), 0});
    for (uint32_t i = 0; i < f->n_items; i++) {
        const struct feed_item *it = &f->items[i];
        char place[40];
        snprintf(place, sizeof place, "[%u,%u)", (unsigned)it->bytes.beg, (unsigned)it->bytes.end);
        line(&l, "\nitem", place);
        line(&l, "uri", it->uri);
        line(&l, "guid", it->guid);
        line(&l, "title", it->title);
        line(&l, "published", it->published);
        line(&l, "updated", it->updated);
        line(&l, "source", it->source);
        line(&l, "source uri", it->source_uri);
        line(&l, "language", it->language);
        for (uint32_t k = 0; k < it->authors.n; k++) line(&l, "author", it->authors.at[k]);
        for (uint32_t k = 0; k < it->creators.n; k++) line(&l, "creator", it->creators.at[k]);
        line(&l, "summary", it->summary);
        line(&l, "content", it->content);
    }
    return l.nomem ? NULL : l.text;
}
