/* Addresses: the examples of RFC 3986, 5.4, and the one form of those that mean the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base_uri.h"

static void check(struct arena *a, const char *base, const char *ref, const char *want) {
    const char *got = uri_resolve(a, base, ref);
    if (strcmp(got, want)) fail_msg("%s + %s: %s, not %s", base ? base : "(none)", ref, got, want);
}

static void references_resolve_as_the_rfc_shows(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g#s/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http:g"},
    };
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check(&a, "http://a/b/c/d;p?q", rows[i][0], rows[i][1]);
    check(&a, "https://news.example", "a/b", "https://news.example/a/b");
    check(&a, "https://news.example?x", " a\n\tb ", "https://news.example/ab");
    check(&a, NULL, "a/../b", "a/../b");
    check(&a, "urn:uuid:1", "b", "b");
    arena_release(&a);
}

static void one_page_has_one_form(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"HTTP://News.Example:80/a/./b/../c#top", "http://news.example/a/c"},
        {"https://news.example:443", "https://news.example/"},
        {"https://news.example:8443?x=1", "https://news.example:8443/?x=1"},
        {"http://news.example:443/", "http://news.example:443/"},
        {"http://u:P@H.example/%7euser/%2F%e2%82%ac", "http://u:P@h.example/~user/%2F%E2%82%AC"},
        {"http://h.example/caf\xc3\xa9 au lait?q=\xc3\xa9", "http://h.example/caf%C3%A9%20au%20lait?q=%C3%A9"},
        {"http://[FE80::1]:80/x", "http://[fe80::1]/x"},
        {"http://h.example/50%", "http://h.example/50%25"},
        {"http://h.example/a%2e%2e/%2E%2E/b", "http://h.example/b"},
        {"mailto:Desk@h.example", "mailto:Desk@h.example"},
        {"tag:h.example,2026:1", "tag:h.example,2026:1"},
    };
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = uri_normal(&a, rows[i][0]);
        if (strcmp(got, rows[i][1])) fail_msg("%s: %s, not %s", rows[i][0], got, rows[i][1]);
        assert_string_equal(uri_normal(&a, got), got); /* it stays what it is */
    }
    arena_release(&a);
}

static void web_addresses_are_told_from_others(void **state) {
    (void)state;
    static const char *const web[] = {"http://a", "HTTPS://a.example/x", "http://u@a:1/"};
    static const char *const other[] = {"",          "a",        "//a/b", "http:a",    "http://",
                                        "http:///x", "ftp://a/", "urn:x", "http://@/", "http://:80/"};
    for (size_t i = 0; i < sizeof web / sizeof *web; i++) assert_true(uri_is_web(web[i]));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (uri_is_web(other[i])) fail_msg("%s", other[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_resolve_as_the_rfc_shows),
        cmocka_unit_test(one_page_has_one_form),
        cmocka_unit_test(web_addresses_are_told_from_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
