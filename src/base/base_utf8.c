/* UTF-8 and the Unicode properties of single characters. The one file that includes utf8proc beside model_wordpiece.c's
 * normaliser: tables live in the library, ASCII is answered here. */
#include "base_utf8.h"
#include <utf8proc.h>

uint32_t utf8_at(const char *s, size_t n, uint32_t *len) {
    const unsigned char *p = (const unsigned char *)s;
    *len = 1;
    if (p[0] < 0x80) return p[0];
    utf8proc_int32_t c;
    utf8proc_ssize_t k = utf8proc_iterate(p, n > 4 ? 4 : (utf8proc_ssize_t)n, &c);
    if (k <= 0) return 0xfffd;
    *len = (uint32_t)k;
    return (uint32_t)c;
}

uint32_t utf8_before(const char *s, size_t at, uint32_t *len) {
    *len = 0;
    if (!at) return 0;
    size_t b = at - 1;
    while (b && at - b < 4 && ((unsigned char)s[b] & 0xc0) == 0x80) b--;
    uint32_t c = utf8_at(s + b, at - b, len);
    if (*len != at - b) { /* broken bytes: step back one */
        *len = 1;
        return 0xfffd;
    }
    return c;
}

size_t utf8_check(const char *s, size_t n) {
    size_t at = 0;
    while (at < n) {
        if ((unsigned char)s[at] < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t c;
        utf8proc_ssize_t k = utf8proc_iterate((const unsigned char *)s + at, n - at > 4 ? 4 : (utf8proc_ssize_t)(n - at), &c);
        if (k <= 0) return at;
        at += (size_t)k;
    }
    return n;
}

uint32_t utf8_put(uint32_t c, char *out) { return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)c, (unsigned char *)out); }

static utf8proc_category_t category(uint32_t c) { return utf8proc_category((utf8proc_int32_t)c); }

bool utf8_is_space(uint32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000 || c == 0xfeff;
}

bool utf8_is_letter(uint32_t c) {
    if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_digit(uint32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND; }

bool utf8_is_alnum(uint32_t c) {
    if (c < 0x80) return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO;
}

bool utf8_is_upper(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t c) { return c < 0x80 ? c >= 'a' && c <= 'z' : category(c) == UTF8PROC_CATEGORY_LL; }

bool utf8_is_punct(uint32_t c) {
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

uint32_t utf8_lower(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t utf8_width(uint32_t c) {
    if (c >= 0x20 && c < 0x7f) return 1;
    int n = utf8proc_charwidth((utf8proc_int32_t)c);
    return n > 0 ? (uint32_t)n : 0;
}

bool utf8_same(const char *a, size_t na, const char *b, size_t nb) {
    size_t i = 0, j = 0;
    while (i < na && j < nb) {
        uint32_t la, lb, ca = utf8_at(a + i, na - i, &la), cb = utf8_at(b + j, nb - j, &lb);
        if (ca != cb && utf8_lower(ca) != utf8_lower(cb)) return false;
        i += la;
        j += lb;
    }
    return i == na && j == nb;
}

size_t utf8_lower_copy(const char *s, size_t n, char *out) {
    size_t i = 0, m = 0;
    while (i < n) {
        if ((unsigned char)s[i] < 0x80) {
            out[m++] = (char)utf8_lower((unsigned char)s[i++]);
            continue;
        }
        uint32_t len, c = utf8_at(s + i, n - i, &len);
        if (c == 0xfffd && len == 1)
            out[m++] = s[i]; /* broken byte: kept */
        else
            m += utf8_put(utf8_lower(c), out + m);
        i += len;
    }
    out[m] = 0;
    return m;
}

bool utf8_is_mark(uint32_t c) { return c >= 0x300 && category(c) == UTF8PROC_CATEGORY_MN; }

bool utf8_is_other(uint32_t c) {
    if (c < 0x80) return c < 0x20 || c == 0x7f;
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_CC && k <= UTF8PROC_CATEGORY_CO;
}

uint32_t utf8_decompose(uint32_t c, uint32_t out[UTF8_MAX_PARTS]) {
    utf8proc_int32_t parts[UTF8_MAX_PARTS];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, UTF8_MAX_PARTS, UTF8PROC_DECOMPOSE, &boundary);
    if (n < 1 || n > UTF8_MAX_PARTS) {
        out[0] = c;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) out[i] = (uint32_t)parts[i];
    return (uint32_t)n;
}
