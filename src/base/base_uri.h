/* Addresses (RFC 3986): taking apart, resolving against a base, one form for those that mean the same. */
#ifndef BASE_URI_H
#define BASE_URI_H
#include "base_arena.h"
#include <stdbool.h>

struct uri_part {
    const char *at; /* NULL: the part is absent, which is not the same as empty */
    size_t n;
};
struct uri {
    struct uri_part scheme, authority, path, query, fragment; /* without the marks between them; path.at is never NULL */
    struct uri_part host, port;                               /* of the authority, the host without brackets' outside */
};

/* Takes any string apart; parts point into it. */
struct uri uri_split(const char *s, size_t n);
/* Whether it is an http or https address with a host. */
bool uri_is_web(const char *s);

/* ref against base (5.2.2, strict). White space at the ends, and tabs and line breaks inside, are dropped first. base may be
 * NULL or no address: then ref stays as it is. NULL when memory is out. */
const char *uri_resolve(struct arena *a, const char *base, const char *ref);

/* The form that addresses of one page share, fit for a request line: scheme and host in lower case, no default port, no
 * fragment, no dot segments, escapes of unreserved characters undone, others in capitals, what may not stand in an
 * address escaped. NULL when memory is out. */
const char *uri_normal(struct arena *a, const char *s);
/* n bytes of a path or query with their escapes in that form. NULL when memory is out. */
char *uri_escape(struct arena *a, const char *s, size_t n);
#endif
