/* robots.txt: groups, rules, the longest match. */
#include "watch_robots.h"
#include "base_uri.h"
#include <stdlib.h>
#include <strings.h>

enum { MAX_LINE = 4096 };

struct file {
    const char *s;
    size_t n, at;
};
struct line {
    const char *key, *value;
    size_t n_key, n_value;
};

static bool blank(char c) { return c == ' ' || c == '\t'; }

/* The next line that is "key: value"; false at the end. */
static bool next_line(struct file *f, struct line *out) {
    while (f->at < f->n) {
        const char *s = f->s + f->at;
        size_t n = 0, left = f->n - f->at;
        while (n < left && s[n] != '\n' && s[n] != '\r') n++;
        f->at += n + (n < left);
        if (n > MAX_LINE) continue;
        const char *comment = memchr(s, '#', n), *colon;
        if (comment) n = (size_t)(comment - s);
        while (n && blank(*s)) s++, n--;
        while (n && blank(s[n - 1])) n--;
        if (!(colon = memchr(s, ':', n))) continue;
        *out = (struct line){s, colon + 1, (size_t)(colon - s), n - (size_t)(colon - s) - 1};
        while (out->n_key && blank(s[out->n_key - 1])) out->n_key--;
        while (out->n_value && blank(*out->value)) out->value++, out->n_value--;
        return true;
    }
    return false;
}

static bool key_is(const struct line *l, const char *key) {
    return l->n_key == strlen(key) && !strncasecmp(l->key, key, l->n_key);
}

/* The product token at the front of a value; a version behind it is not part of it. */
static bool names(const struct line *l, const char *token) {
    size_t n = 0;
    while (n < l->n_value && ((l->value[n] | 32) >= 'a' || l->value[n] == '-') &&
           ((l->value[n] | 32) <= 'z' || l->value[n] == '_'))
        n++;
    return n == strlen(token) && !strncasecmp(l->value, token, n);
}

struct rules {
    struct arena *arena;
    char *text;
    size_t n, size;
    uint32_t delay_s;
    bool nomem;
};

static void add_rule(struct rules *r, const struct line *l, bool allow) {
    if (!l->n_value || (*l->value != '/' && *l->value != '*' && *l->value != '$')) return; /* an empty one says nothing */
    const char *pattern = uri_escape(r->arena, l->value, l->n_value);
    size_t n = pattern ? strlen(pattern) + 3 : 0;
    if (pattern && r->n + n > r->size) {
        char *grown = arena_grow(r->arena, r->text, r->size, 2 * r->size + n + 256);
        if (!grown)
            pattern = NULL;
        else
            r->text = grown, r->size = 2 * r->size + n + 256;
    }
    if (!pattern) {
        r->nomem = true;
        return;
    }
    r->text[r->n++] = allow ? 'a' : 'd';
    memcpy(r->text + r->n, pattern, n - 3);
    r->n += n - 3;
    r->text[r->n++] = '\n';
    r->text[r->n] = 0;
}

/* Reads the rules of all groups that name the token ("*": of those for all). Whether there is such a group. */
static bool read_groups(const char *bytes, size_t n, const char *token, struct rules *r) {
    struct file f = {bytes, n, 0};
    struct line l;
    bool naming = false, ours = false, found = false; /* among a group's first lines; inside a group of ours */
    while (!r->nomem && next_line(&f, &l)) {
        if (key_is(&l, "user-agent")) {
            if (!naming) ours = false;
            naming = true;
            bool here = *token == '*' ? l.n_value == 1 && *l.value == '*' : names(&l, token);
            ours |= here;
            found |= here;
        } else if (key_is(&l, "allow") || key_is(&l, "disallow")) {
            naming = false;
            if (ours) add_rule(r, &l, (*l.key | 32) == 'a');
        } else if (key_is(&l, "crawl-delay")) {
            naming = false;
            double delay = 0;
            for (size_t i = 0; i < l.n_value && i < 6 && l.value[i] >= '0' && l.value[i] <= '9'; i++)
                delay = delay * 10 + (l.value[i] - '0');
            if (!delay && l.n_value > 1) delay = 1; /* "0.5" */
            if (ours && delay > r->delay_s) r->delay_s = (uint32_t)delay;
        }
    }
    return found;
}

const char *robots_read(struct arena *arena, const char *bytes, size_t n, const char *token, uint32_t *delay_s) {
    struct rules r = {.arena = arena};
    if (n > ROBOTS_BYTES) n = ROBOTS_BYTES;
    if (n >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) bytes += 3, n -= 3;
    if (!read_groups(bytes, n, token, &r)) read_groups(bytes, n, "*", &r);
    *delay_s = r.delay_s;
    if (r.nomem) return NULL;
    return r.text ? r.text : "";
}

/* '*' is any run of bytes, a '$' at the end the path's end; else a pattern is a prefix. */
static bool matches(const char *p, size_t n, const char *path, size_t n_path) {
    bool ends = n && p[n - 1] == '$';
    size_t at = 0;
    if (ends) n--;
    for (size_t i = 0; i <= n;) {
        const char *star = i < n ? memchr(p + i, '*', n - i) : NULL;
        size_t part = (star ? (size_t)(star - p) : n) - i;
        if (ends && !star) { /* the last part */
            if (part > n_path - at || (!i && part != n_path)) return false;
            return !memcmp(path + n_path - part, p + i, part);
        }
        if (!i) {
            if (part > n_path || memcmp(path, p, part)) return false;
            at = part;
        } else if (part) {
            const char *found = memmem(path + at, n_path - at, p + i, part);
            if (!found) return false;
            at = (size_t)(found - path) + part;
        }
        if (!star) return true;
        i += part + 1;
    }
    return true;
}

bool robots_allow(const char *rules, const char *path) {
    size_t n_path = strlen(path), best = 0;
    bool allow = true;
    if (!strcmp(path, "/robots.txt")) return true;
    for (const char *s = rules; s && *s;) {
        size_t n = strcspn(s, "\n");
        if (n - 1 >= best && (n - 1 > best || *s == 'a') && matches(s + 1, n - 1, path, n_path)) {
            best = n - 1;
            allow = *s == 'a';
        }
        s += n + (s[n] == '\n');
    }
    return allow;
}
