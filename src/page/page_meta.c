/* Collecting what a page says about its own publication; settling is page_settle.c. Which <meta> key says what stands in
 * one table here: OpenGraph, article:, Dublin Core, and the keys of the larger publishing tools. */
#include "page_meta.h"
#include "page_jsonld.h"
#include "base_utf8.h"

enum { MAX_VALUE = 1000, MAX_BODY = 4 << 20, MAX_FOUND = 2000 };

bool meta_add(struct meta *m, enum meta_field f, enum meta_origin o, const char *s, size_t n) {
    uint32_t len;
    while (n && utf8_is_space(utf8_at(s, n, &len))) s += len, n -= len;
    while (n && utf8_is_space(utf8_before(s, n, &len))) n -= len;
    if (!n || n > (f == FIELD_BODY ? MAX_BODY : MAX_VALUE) || m->found.n >= MAX_FOUND) return true;
    struct meta_candidate c = {.field = f, .origin = o};
    if (f == FIELD_BODY) {
        c.value = arena_strndup(m->arena, s, n);
    } else {
        size_t k;
        char *text = markup_text(m->arena, s, n, &k); /* titles are often escaped twice */
        if (text && !k) return true;
        for (size_t i = 0; text && i < k; i++)
            if (text[i] == '\n') text[i] = ' ';
        c.value = text;
    }
    return c.value && VEC_PUSH(m->arena, m->found, c);
}

struct key {
    const char *key; /* lower case */
    enum meta_field field;
    enum meta_origin origin;
};
static const struct key KEYS[] = {
    {"og:title", FIELD_TITLE, META_OPENGRAPH},
    {"og:site_name", FIELD_OUTLET, META_OPENGRAPH},
    {"og:url", FIELD_CANONICAL, META_OPENGRAPH},
    {"og:locale", FIELD_LANGUAGE, META_OPENGRAPH},
    {"og:published_time", FIELD_PUBLISHED, META_OPENGRAPH},
    {"og:updated_time", FIELD_MODIFIED, META_OPENGRAPH},
    {"article:published_time", FIELD_PUBLISHED, META_OPENGRAPH},
    {"article:published", FIELD_PUBLISHED, META_OPENGRAPH},
    {"article:modified_time", FIELD_MODIFIED, META_OPENGRAPH},
    {"article:modified", FIELD_MODIFIED, META_OPENGRAPH},
    {"article:author", FIELD_AUTHOR, META_OPENGRAPH},
    {"article:author_name", FIELD_AUTHOR, META_OPENGRAPH},
    {"og:article:published_time", FIELD_PUBLISHED, META_OPENGRAPH},
    {"og:article:author", FIELD_AUTHOR, META_OPENGRAPH},
    {"twitter:title", FIELD_TITLE, META_META},
    {"title", FIELD_TITLE, META_META},
    {"headline", FIELD_TITLE, META_META},
    {"hdl", FIELD_TITLE, META_META},
    {"parsely-title", FIELD_TITLE, META_META},
    {"sailthru.title", FIELD_TITLE, META_META},
    {"cxenseparse:title", FIELD_TITLE, META_META},
    {"dc.title", FIELD_TITLE, META_META},
    {"dcterms.title", FIELD_TITLE, META_META},
    {"citation_title", FIELD_TITLE, META_META},
    {"author", FIELD_AUTHOR, META_META},
    {"authors", FIELD_AUTHOR, META_META},
    {"byl", FIELD_AUTHOR, META_META},
    {"byline", FIELD_AUTHOR, META_META},
    {"dc.creator", FIELD_AUTHOR, META_META},
    {"dcterms.creator", FIELD_AUTHOR, META_META},
    {"parsely-author", FIELD_AUTHOR, META_META},
    {"sailthru.author", FIELD_AUTHOR, META_META},
    {"cxenseparse:author", FIELD_AUTHOR, META_META},
    {"citation_author", FIELD_AUTHOR, META_META},
    {"twitter:data1", FIELD_N, META_META},
    {"date", FIELD_PUBLISHED, META_META},
    {"pubdate", FIELD_PUBLISHED, META_META},
    {"publish_date", FIELD_PUBLISHED, META_META},
    {"publish-date", FIELD_PUBLISHED, META_META},
    {"publishdate", FIELD_PUBLISHED, META_META},
    {"publication_date", FIELD_PUBLISHED, META_META},
    {"published", FIELD_PUBLISHED, META_META},
    {"ptime", FIELD_PUBLISHED, META_META},
    {"pdate", FIELD_PUBLISHED, META_META},
    {"dc.date", FIELD_PUBLISHED, META_META},
    {"dc.date.issued", FIELD_PUBLISHED, META_META},
    {"dc.date.created", FIELD_PUBLISHED, META_META},
    {"dcterms.date", FIELD_PUBLISHED, META_META},
    {"dcterms.created", FIELD_PUBLISHED, META_META},
    {"dcterms.issued", FIELD_PUBLISHED, META_META},
    {"date.release", FIELD_PUBLISHED, META_META},
    {"parsely-pub-date", FIELD_PUBLISHED, META_META},
    {"sailthru.date", FIELD_PUBLISHED, META_META},
    {"cxenseparse:recs:publishtime", FIELD_PUBLISHED, META_META},
    {"citation_publication_date", FIELD_PUBLISHED, META_META},
    {"citation_date", FIELD_PUBLISHED, META_META},
    {"originalpublicationdate", FIELD_PUBLISHED, META_META},
    {"article.published", FIELD_PUBLISHED, META_META},
    {"article_date_original", FIELD_PUBLISHED, META_META},
    {"displaydate", FIELD_PUBLISHED, META_META},
    {"rnews:datepublished", FIELD_PUBLISHED, META_META},
    {"lastmod", FIELD_MODIFIED, META_META},
    {"last-modified", FIELD_MODIFIED, META_META},
    {"last-updated", FIELD_MODIFIED, META_META},
    {"last_updated_date", FIELD_MODIFIED, META_META},
    {"utime", FIELD_MODIFIED, META_META},
    {"revision_date", FIELD_MODIFIED, META_META},
    {"dc.date.modified", FIELD_MODIFIED, META_META},
    {"dcterms.modified", FIELD_MODIFIED, META_META},
    {"article_date_updated", FIELD_MODIFIED, META_META},
    {"dc.publisher", FIELD_OUTLET, META_META},
    {"dcterms.publisher", FIELD_OUTLET, META_META},
    {"publisher", FIELD_OUTLET, META_META},
    {"application-name", FIELD_OUTLET, META_META},
    {"apple-mobile-web-app-title", FIELD_OUTLET, META_META},
    {"cre", FIELD_OUTLET, META_META},
    {"source", FIELD_OUTLET, META_META},
    {"citation_journal_title", FIELD_OUTLET, META_META},
    {"language", FIELD_LANGUAGE, META_META},
    {"content-language", FIELD_LANGUAGE, META_META},
    {"dc.language", FIELD_LANGUAGE, META_META},
    {"dcterms.language", FIELD_LANGUAGE, META_META},
    {"parsely-link", FIELD_CANONICAL, META_META},
    {"twitter:url", FIELD_CANONICAL, META_META},
    {"dateline", FIELD_DATELINE, META_META},
    {"datepublished", FIELD_PUBLISHED, META_MICRODATA},
    {"datecreated", FIELD_PUBLISHED, META_MICRODATA},
    {"datemodified", FIELD_MODIFIED, META_MICRODATA},
    {"inlanguage", FIELD_LANGUAGE, META_MICRODATA},
};

static bool is_uri(const char *s) { return !strncmp(s, "http", 4) || !strncmp(s, "//", 2) || !strncmp(s, "www.", 4); }

bool meta_add_tag(struct meta *m, const char *key, const char *content) {
    if (!key || !content || !*content) return true;
    size_t n = strlen(key);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        const struct key *k = &KEYS[i];
        if (!utf8_same(k->key, strlen(k->key), key, n)) continue;
        if (k->field == FIELD_N || (k->field == FIELD_AUTHOR && is_uri(content)))
            return true; /* article:author is often a profile's address */
        return meta_add(m, k->field, k->origin, content, strlen(content));
    }
    return true;
}
