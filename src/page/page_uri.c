/* Making addresses absolute (RFC 3986, 5.2, for what stands in pages). */
#include "page_blocks.h"

static size_t scheme_of(const char *s) {
    size_t n = 0;
    while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') ||
           (n && ((s[n] >= '0' && s[n] <= '9') || strchr("+-.", s[n])))) {
        if (!s[n]) return 0;
        n++;
    }
    return s[n] == ':' ? n : 0;
}

const char *page_uri(struct arena *arena, const char *base, const char *uri) {
    while (*uri == ' ' || *uri == '\n' || *uri == '\t') uri++;
    size_t n = strcspn(uri, " \t\r\n"), n_scheme = base ? scheme_of(base) : 0;
    if (scheme_of(uri) || !n_scheme || strncmp(base + n_scheme, "://", 3)) return arena_strndup(arena, uri, n);
    const char *host = base + n_scheme + 3, *path = host + strcspn(host, "/?#");
    if (uri[0] == '/' && uri[1] == '/') return arena_printf(arena, "%.*s:%.*s", (int)n_scheme, base, (int)n, uri);
    if (uri[0] == '/') return arena_printf(arena, "%.*s%.*s", (int)(path - base), base, (int)n, uri);
    size_t dir = strcspn(path, "?#");
    while (dir && path[dir - 1] != '/') dir--;
    while (n >= 2 && uri[0] == '.' && uri[1] == '/') uri += 2, n -= 2;
    while (n >= 3 && !strncmp(uri, "../", 3)) {
        uri += 3, n -= 3;
        if (dir > 1) dir--;
        while (dir && path[dir - 1] != '/') dir--;
    }
    return arena_printf(arena, "%.*s%s%.*s", (int)(path - base + (ptrdiff_t)dir), base, dir ? "" : "/", (int)n, uri);
}
