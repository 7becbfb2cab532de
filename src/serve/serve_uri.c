/* Paths and queries (RFC 3986), decoded: each segment and each value by itself, so that %2F stays in its segment. */
#include "serve.h"
#include <stdlib.h>
#include <string.h>

bool text_is_utf8(const char *s, size_t n) {
    const unsigned char *p = (const unsigned char *)s;
    for (size_t i = 0; i < n;) {
        unsigned char c = p[i++];
        if (c < 0x80) continue;
        int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
        if (c < 0xc2 || c > 0xf4 || i + (size_t)more > n) return false;
        if ((c == 0xe0 && p[i] < 0xa0) || (c == 0xed && p[i] > 0x9f) || (c == 0xf0 && p[i] < 0x90) || (c == 0xf4 && p[i] > 0x8f))
            return false;
        for (; more; more--)
            if ((p[i++] & 0xc0) != 0x80) return false;
    }
    return true;
}

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
    return -1;
}

/* In place; false: a broken %, a control character, no UTF-8. */
static bool decode(char *s, bool plus) {
    char *to = s, *from = s;
    for (; *from; from++) {
        char c = *from;
        if (c == '+' && plus) c = ' ';
        if (c == '%') {
            int high = hex(from[1]), low = high < 0 ? -1 : hex(from[2]);
            if (low < 0) return false;
            c = (char)(high * 16 + low);
            from += 2;
        }
        if ((unsigned char)c < 0x20 || c == 0x7f) return false;
        *to++ = c;
    }
    *to = 0;
    return text_is_utf8(s, (size_t)(to - s));
}

static bool take_segments(struct request *q, char *path) {
    for (char *s = path; s;) {
        char *end = strchr(s, '/');
        if (end) *end = 0;
        if (*s || end) { /* the empty one behind a last slash is none */
            if (q->n_segments == MAX_SEGMENTS || !decode(s, false) || !strcmp(s, ".") || !strcmp(s, "..")) return false;
            q->segments[q->n_segments++] = s;
        }
        s = end ? end + 1 : NULL;
    }
    return true;
}

static bool take_params(struct request *q, char *query) {
    for (char *save, *part = strtok_r(query, "&", &save); part; part = strtok_r(NULL, "&", &save)) {
        char *value = strchr(part, '=');
        if (value) *value++ = 0;
        if (q->n_params == MAX_PARAMS || !decode(part, true) || (value && !decode(value, true))) return false;
        q->params[q->n_params++] = (struct param){part, value ? value : part + strlen(part)};
    }
    return true;
}

bool uri_take(struct request *q, const char *raw) {
    size_t n = strlen(raw);
    if (n > MAX_URI) {
        answer_error(q, 414, "LIMIT", "the address is longer than %d bytes", MAX_URI);
        return false;
    }
    q->memory = malloc(2 * n + 4);
    if (!q->memory) {
        answer_error(q, 503, "NOMEM", "out of memory");
        return false;
    }
    char *cut = q->memory;
    memcpy(cut, raw, n + 1);
    char *query = strchr(cut, '?');
    if (query) *query++ = 0;
    q->path = q->memory + n + 2;
    strcpy(q->path, cut);
    if (*cut == '/' && take_segments(q, cut + 1) && (!query || take_params(q, query))) return true;
    answer_error(q, 400, "USAGE", "the address cannot be read");
    return false;
}

const char *param(const struct request *q, const char *name) {
    for (int i = 0; i < q->n_params; i++)
        if (!strcmp(q->params[i].name, name)) return *q->params[i].value ? q->params[i].value : NULL;
    return NULL;
}

bool number_of(const char *word, int64_t *out) {
    size_t n = strspn(word, "0123456789");
    if (!n || word[n] || n > 18) return false;
    *out = strtoll(word, NULL, 10);
    return *out > 0;
}

int64_t param_number(struct request *q, const char *name, int64_t least, int64_t most, int64_t otherwise) {
    const char *word = param(q, name);
    int64_t n = 0;
    if (!word) return otherwise;
    if ((number_of(word, &n) || (!least && !strcmp(word, "0"))) && n >= least && n <= most) return n;
    if (most < INT64_MAX)
        answer_error(q, 400, "USAGE", "%s is a number from %lld to %lld", name, (long long)least, (long long)most);
    else
        answer_error(q, 400, "USAGE", "%s is a number from %lld on", name, (long long)least);
    return -1;
}
