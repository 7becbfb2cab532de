/* XML for feeds. Wraps libxml2's SAX parser: nothing is loaded, no declared entity is expanded, no defaulted attribute is
 * taken (page_feed.c takes the document type out before), nesting and names are held to libxml2's own limits (XML_PARSE_HUGE
 * stays off).
 *
 * Costs: libxml2 looks at each pair of a tag's attributes and at each open namespace for each name, so tags with more
 * attributes than any feed has, and feeds with more open namespaces, are refused first. */
#include "base_error.h"
#include "base_utf8.h"
#include "page_feed.h"
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

enum { MAX_ATTRIBUTES = 64, MAX_SPACES = 128, MAX_DEPTH = 256 };

struct reader {
    const struct feed_events *events;
    xmlParserCtxtPtr parser;
    const char *xml;
    xmlEntity entity; /* the one last asked for */
    char literal[80];
    uint16_t spaces[MAX_DEPTH + 2]; /* namespaces that each open element brought */
    uint32_t depth, n_spaces, n;
    bool stopped;
    sayso_code code;
    uint32_t byte;
    char message[160];
};

static uint32_t place(const struct reader *r) {
    long at = xmlByteConsumed(r->parser);
    return at < 0 ? 0 : at > (long)r->n ? r->n : (uint32_t)at;
}

/* The '<' of the tag that was just read: no attribute holds one. */
static uint32_t tag_place(const struct reader *r) {
    uint32_t at = place(r);
    if (at == r->n && at) at--;
    while (at && r->xml[at] != '<') at--;
    return at;
}

static void stop(struct reader *r, sayso_code code, const char *message) {
    r->stopped = true;
    if (code && !r->code) {
        r->code = code;
        r->byte = place(r);
        snprintf(r->message, sizeof r->message, "%s", message);
    }
    xmlStopParser(r->parser);
}

static void on_open(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                    const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **attributes) {
    struct reader *r = context;
    struct feed_attribute a[MAX_ATTRIBUTES];
    uint32_t n = 0;
    (void)spaces;
    if (r->stopped) return;
    if (r->depth >= MAX_DEPTH) {
        stop(r, SAYSO_LIMIT, "elements are nested too deeply");
        return;
    }
    r->spaces[r->depth++] = (uint16_t)(n_spaces > 0 ? n_spaces : 0);
    r->n_spaces += n_spaces > 0 ? (uint32_t)n_spaces : 0;
    if (r->n_spaces > MAX_SPACES) {
        stop(r, SAYSO_LIMIT, "too many namespaces are open");
        return;
    }
    for (int i = 0; i < n_attributes - n_defaulted && n < MAX_ATTRIBUTES; i++) { /* defaulted ones stand last */
        const xmlChar **row = attributes + 5 * i;
        a[n++] = (struct feed_attribute){.space = row[1] ? feed_space_of((const char *)row[2], (const char *)row[1]) : SPACE_NONE,
                                         .name = (const char *)row[0],
                                         .value = (const char *)row[3],
                                         .n = (uint32_t)(row[4] - row[3])};
    }
    enum feed_space space = feed_space_of((const char *)uri, (const char *)prefix);
    if (!r->events->open(r->events->to, space, (const char *)name, a, n, tag_place(r))) stop(r, SAYSO_OK, "");
}

static void on_close(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    struct reader *r = context;
    (void)name, (void)prefix, (void)uri;
    if (r->stopped || !r->depth) return;
    r->n_spaces -= r->spaces[--r->depth];
    if (!r->events->close(r->events->to, place(r))) stop(r, SAYSO_OK, "");
}

static void on_words(void *context, const xmlChar *s, int n) {
    struct reader *r = context;
    if (!r->stopped && n > 0 && !r->events->words(r->events->to, (const char *)s, (size_t)n)) stop(r, SAYSO_OK, "");
}

/* HTML's named characters are what many feeds take for XML's; any other name stands for its own letters. */
static xmlEntityPtr on_entity(void *context, const xmlChar *name) {
    struct reader *r = context;
    const htmlEntityDesc *known = htmlEntityLookup(name);
    uint32_t n = 0;
    if (known)
        n = utf8_put(known->value, r->literal);
    else
        n = (uint32_t)snprintf(r->literal, sizeof r->literal, "\x7f%.60s;", (const char *)name);
    r->literal[n < sizeof r->literal ? n : sizeof r->literal - 1] = 0;
    r->entity = (xmlEntity){.type = XML_ENTITY_DECL,
                            .name = name,
                            .content = (xmlChar *)r->literal,
                            .orig = (xmlChar *)r->literal,
                            .length = (int)strlen(r->literal),
                            .etype = XML_INTERNAL_PREDEFINED_ENTITY};
    return &r->entity;
}

static void on_error(void *context, xmlErrorPtr error) {
    struct reader *r = context;
    if (r->code || error->level != XML_ERR_FATAL) return;
    size_t n = error->message ? strcspn(error->message, "\n") : 0;
    r->code = error->code == XML_ERR_NO_MEMORY ? SAYSO_NOMEM : SAYSO_FORMAT;
    r->byte = place(r);
    snprintf(r->message, sizeof r->message, "%.*s", (int)(n < 150 ? n : 150), n ? error->message : "broken XML");
}

/* Whether some tag has more attributes than we take: their number is at most that of its equals signs. */
static bool too_many_attributes(const char *s, uint32_t n, uint32_t *at) {
    for (uint32_t i = 0; i + 1 < n;) {
        const char *open = memchr(s + i, '<', n - i);
        if (!open) return false;
        uint32_t k = (uint32_t)(open - s) + 1, equals = 0;
        if (n - k >= 8 && !memcmp(s + k, "![CDATA[", 8)) { /* its text is no tag */
            const char *end = memmem(s + k, n - k, "]]>", 3);
            if (!end) return false;
            i = (uint32_t)(end - s) + 3;
            continue;
        }
        if (n - k >= 3 && !memcmp(s + k, "!--", 3)) {
            const char *end = memmem(s + k + 3, n - k - 3, "-->", 3);
            if (!end) return false;
            i = (uint32_t)(end - s) + 3;
            continue;
        }
        char quote = 0;
        for (; k < n; k++) {
            char c = s[k];
            if (quote) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
                if (++equals > MAX_ATTRIBUTES) return *at = (uint32_t)(open - s), true;
            } else if (c == '>' || c == '<')
                break;
        }
        i = k;
    }
    return false;
}

sayso_code feed_xml(const char *xml, uint32_t n, const struct feed_events *events, sayso_error *e) {
    uint32_t at;
    if (too_many_attributes(xml, n, &at))
        return error_set(e, SAYSO_LIMIT, "feed", at, "a tag has more than %d attributes", MAX_ATTRIBUTES);
    struct reader r = {.events = events, .xml = xml, .n = n};
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_open,
                         .endElementNs = on_close,
                         .characters = on_words,
                         .cdataBlock = on_words,
                         .getEntity = on_entity,
                         .serror = on_error};
    xmlInitParser();
    r.parser = xmlCreateMemoryParserCtxt(xml, (int)n);
    if (!r.parser || !r.parser->sax) {
        if (r.parser) xmlFreeParserCtxt(r.parser);
        return error_set(e, SAYSO_NOMEM, "feed", 0, "out of memory");
    }
    *r.parser->sax = sax;
    r.parser->userData = &r;
    /* NOENT: else libxml2 hands "&amp;" in attributes on as "&#38;"; on_entity knows no entity that could grow */
    xmlCtxtUseOptions(r.parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC | XML_PARSE_NOWARNING);
    xmlSwitchEncoding(r.parser, XML_CHAR_ENCODING_UTF8);
    xmlParseDocument(r.parser);
    if (!r.code && !r.stopped && !r.parser->wellFormed) {
        r.code = SAYSO_FORMAT;
        r.byte = place(&r);
        snprintf(r.message, sizeof r.message, "broken XML");
    }
    if (r.parser->myDoc) xmlFreeDoc(r.parser->myDoc);
    xmlFreeParserCtxt(r.parser);
    return r.code ? error_set(e, r.code, "feed", r.byte, "%s", r.message) : SAYSO_OK;
}
