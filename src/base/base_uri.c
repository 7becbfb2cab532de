/* Addresses: RFC 3986, 3 (parts), 5.2 (resolving), 6.2.2 (one form). */
#include "base_uri.h"
#include <stdio.h>

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool unreserved(char c) { return letter(c) || digit(c) || (c && strchr("-._~", c)); }
static int hex(char c) { return digit(c) ? c - '0' : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1; }

static void split_authority(struct uri *u) {
    struct uri_part a = u->authority;
    for (size_t i = a.n; i > 0; i--)
        if (a.at[i - 1] == '@') {
            a.at += i, a.n -= i;
            break;
        }
    size_t n = 0;
    if (a.n && *a.at == '[')
        while (n < a.n && a.at[n] != ']') n++;
    while (n < a.n && a.at[n] != ':') n++;
    u->host = (struct uri_part){a.at, n};
    if (n < a.n) u->port = (struct uri_part){a.at + n + 1, a.n - n - 1};
}

struct uri uri_split(const char *s, size_t n) {
    struct uri u = {.path = {s, 0}};
    size_t i = 0;
    while (i < n && (letter(s[i]) || (i && (digit(s[i]) || (s[i] && strchr("+-.", s[i])))))) i++;
    if (i && i < n && s[i] == ':') {
        u.scheme = (struct uri_part){s, i};
        s += i + 1, n -= i + 1;
    }
    if (n >= 2 && s[0] == '/' && s[1] == '/') {
        for (i = 2; i < n && s[i] != '/' && s[i] != '?' && s[i] != '#';) i++;
        u.authority = (struct uri_part){s + 2, i - 2};
        s += i, n -= i;
        split_authority(&u);
    }
    for (i = 0; i < n && s[i] != '?' && s[i] != '#';) i++;
    u.path = (struct uri_part){s, i};
    if (i < n && s[i] == '?') {
        size_t beg = ++i;
        while (i < n && s[i] != '#') i++;
        u.query = (struct uri_part){s + beg, i - beg};
    }
    if (i < n) u.fragment = (struct uri_part){s + i + 1, n - i - 1};
    return u;
}

static bool is_scheme(struct uri_part p, const char *name) {
    if (!p.at || p.n != strlen(name)) return false;
    for (size_t i = 0; i < p.n; i++)
        if (lower(p.at[i]) != name[i]) return false;
    return true;
}

bool uri_is_web(const char *s) {
    struct uri u = uri_split(s, strlen(s));
    return (is_scheme(u.scheme, "http") || is_scheme(u.scheme, "https")) && u.host.n;
}

/* ---- putting together -------------------------------------------------------------------------------------------- */

struct out {
    char *s; /* has room for all that is put */
    size_t n;
};
static void put(struct out *o, const char *s, size_t n) {
    if (n) memcpy(o->s + o->n, s, n);
    o->n += n;
}

/* Puts a path without its dot segments (5.2.4); each step takes a segment, with the slash before it. */
static void put_path(struct out *o, struct uri_part p) {
    size_t beg = o->n, i = 0;
    bool rooted = p.n && p.at[0] == '/';
    while (i < p.n) {
        size_t from = i, name = i + (p.at[i] == '/'), end = name;
        while (end < p.n && p.at[end] != '/') end++;
        size_t n = end - name;
        bool last = end == p.n, dot = n == 1 && p.at[name] == '.', dots = n == 2 && p.at[name] == '.' && p.at[name + 1] == '.';
        if (dots) {
            while (o->n > beg && o->s[o->n - 1] != '/') o->n--;
            if (o->n > beg) o->n--;
        }
        if (!dot && !dots)
            put(o, p.at + from, end - from);
        else if (last && (o->n > beg || rooted))
            put(o, "/", 1);
        else if (o->n == beg && !rooted && !last)
            end++; /* what follows a leading "../" is not rooted */
        i = end;
    }
}

/* The reference without white space around it, and without tabs and line breaks inside. */
static struct uri_part tidy(struct arena *a, const char *s) {
    size_t n = strlen(s);
    while (n && (unsigned char)*s <= ' ') s++, n--;
    while (n && (unsigned char)s[n - 1] <= ' ') n--;
    char *out = arena_alloc(a, n + 1);
    size_t k = 0;
    for (size_t i = 0; out && i < n; i++)
        if (!strchr("\t\r\n", s[i])) out[k++] = s[i];
    return (struct uri_part){out, k};
}

const char *uri_resolve(struct arena *a, const char *base, const char *ref) {
    struct uri_part r = tidy(a, ref);
    if (!r.at) return NULL;
    struct uri u = uri_split(r.at, r.n), b = {0};
    if (base) b = uri_split(base, strlen(base));
    if (u.scheme.at || !b.scheme.at || !b.authority.at) return r.at;
    struct out o = {arena_alloc(a, strlen(base) + r.n + 8), 0};
    char *path = arena_alloc(a, b.path.n + u.path.n + 2);
    if (!o.s || !path) return NULL;
    put(&o, b.scheme.at, b.scheme.n);
    put(&o, "://", 3);
    struct uri_part authority = u.authority.at ? u.authority : b.authority, query = u.query;
    put(&o, authority.at, authority.n);
    if (u.authority.at || (u.path.n && u.path.at[0] == '/'))
        put_path(&o, u.path);
    else if (!u.path.n) {
        put(&o, b.path.at, b.path.n);
        if (!u.query.at) query = b.query;
    } else { /* merge (5.2.3) */
        struct out joined = {path, 0};
        size_t dir = b.path.n;
        while (dir && b.path.at[dir - 1] != '/') dir--;
        put(&joined, b.path.at, dir);
        if (!dir) put(&joined, "/", 1);
        put(&joined, u.path.at, u.path.n);
        put_path(&o, (struct uri_part){joined.s, joined.n});
    }
    if (query.at) put(&o, "?", 1), put(&o, query.at, query.n);
    if (u.fragment.at) put(&o, "#", 1), put(&o, u.fragment.at, u.fragment.n);
    o.s[o.n] = 0; /* what was taken back may lie behind */
    return o.s;
}

/* ---- one form ---------------------------------------------------------------------------------------------------- */

/* A part with escapes in one form. */
static void put_escaped(struct out *o, struct uri_part p) {
    static const char HEX[] = "0123456789ABCDEF";
    for (size_t i = 0; i < p.n; i++) {
        unsigned char c = (unsigned char)p.at[i];
        bool escape = c == '%' && i + 2 < p.n && hex(p.at[i + 1]) >= 0 && hex(p.at[i + 2]) >= 0;
        if (escape) {
            c = (unsigned char)(hex(p.at[i + 1]) * 16 + hex(p.at[i + 2]));
            i += 2;
        }
        bool plain = escape ? unreserved((char)c) : c > ' ' && c < 127 && !strchr("\"<>\\^`{|}%", c);
        if (plain)
            put(o, (const char[]){(char)c}, 1);
        else
            put(o, (const char[]){'%', HEX[c >> 4], HEX[c & 15]}, 3);
    }
}

char *uri_escape(struct arena *a, const char *s, size_t n) {
    struct out o = {arena_alloc(a, 3 * n + 1), 0};
    if (o.s) put_escaped(&o, (struct uri_part){s, n});
    return o.s;
}

const char *uri_normal(struct arena *a, const char *s) {
    struct uri_part r = tidy(a, s);
    if (!r.at) return NULL;
    struct uri u = uri_split(r.at, r.n);
    struct out o = {arena_alloc(a, 3 * r.n + 8), 0}, path = {arena_alloc(a, 3 * u.path.n + 1), 0};
    if (!o.s || !path.s) return NULL;
    for (size_t i = 0; i < u.scheme.n; i++) put(&o, (const char[]){lower(u.scheme.at[i])}, 1);
    if (u.scheme.at) put(&o, ":", 1);
    if (u.authority.at) {
        put(&o, "//", 2);
        put(&o, u.authority.at, (size_t)(u.host.at - u.authority.at));
        for (size_t i = 0; i < u.host.n; i++) put(&o, (const char[]){lower(u.host.at[i])}, 1);
        const char *standard = is_scheme(u.scheme, "http") ? "80" : is_scheme(u.scheme, "https") ? "443" : "";
        if (u.port.n && !(u.port.n == strlen(standard) && !memcmp(u.port.at, standard, u.port.n))) {
            put(&o, ":", 1);
            put(&o, u.port.at, u.port.n);
        }
    }
    put_escaped(&path, u.path);
    if (u.authority.at) {
        if (!path.n) put(&path, "/", 1);
        put_path(&o, (struct uri_part){path.s, path.n});
    } else
        put(&o, path.s, path.n);
    if (u.query.at) put(&o, "?", 1), put_escaped(&o, u.query);
    o.s[o.n] = 0; /* what was taken back may lie behind */
    return o.s;
}
