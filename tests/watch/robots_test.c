/* robots.txt: the rules of RFC 9309 with its examples, and files as they are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "watch_robots.h"
#include <stdio.h>

static uint32_t delay;

static bool allows(const char *file, const char *path) {
    struct arena a;
    arena_init(&a, 0);
    const char *rules = robots_read(&a, file, strlen(file), "sayso", &delay);
    assert_non_null(rules);
    bool ok = robots_allow(rules, path);
    arena_release(&a);
    return ok;
}

static void groups_are_found_by_the_product_token(void **state) {
    (void)state;
    static const char file[] =
        "\xEF\xBB\xBFUser-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: SaySo/0.1 (news)\nDisallow: /a # why\r"
        "Crawl-delay: 7\r\n\r\nuser-agent:other\nDisallow: /b\nUser-agent : sayso\nDISALLOW : /c\nSitemap: x\n";
    assert_true(allows(file, "/x"));
    assert_false(allows(file, "/a"));
    assert_int_equal(delay, 7);
    assert_true(allows(file, "/b"));
    assert_false(allows(file, "/c/d"));
    assert_false(allows("User-agent: sayso-images\nAllow: /\nUser-agent: *\nDisallow: /", "/x")); /* another token */
    assert_false(allows("User-agent: *\nDisallow: /", "/x"));
    assert_true(allows("User-agent: *\nDisallow: /", "/robots.txt"));
    assert_true(allows("User-agent: *\nDisallow:\n", "/x"));
    assert_true(allows("User-agent: other\nDisallow: /", "/x"));
    assert_true(allows("Disallow: /\n", "/x")); /* before any group */
    assert_true(allows("", "/x"));
    assert_true(allows("<html><body>404: not found</body></html>", "/x"));
    assert_false(allows("User-agent: a\nCrawl-delay: 3\nUser-agent: sayso\nDisallow: /p", "/p"));
    /* groups that are named by several lines, with nothing between */
    assert_false(allows("User-agent: sayso\n\n\nUser-agent: x\nDisallow: /p", "/p"));
}

static void the_longest_match_decides(void **state) {
    (void)state;
    static const char file[] =
        "User-Agent: *\nDisallow: /example/\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
    assert_true(allows(file, "/example/page/x"));
    assert_false(allows(file, "/example/page/disallowed.gif"));
    assert_false(allows(file, "/example/"));
    assert_true(allows("User-agent: *\nDisallow: /p\nAllow: /p", "/p/x")); /* allow before disallow */
    assert_true(allows("User-agent: *\nAllow: /p\nDisallow: /p", "/p/x"));
    assert_true(allows("User-agent: *\nDisallow: *.gif$\nAllow: /pub/", "/pub/a.gifs"));
    assert_false(allows("User-agent: *\nDisallow: *.gif$\nAllow: /pu", "/pub/a.gif"));
    assert_true(allows("User-agent: *\nDisallow: *\nAllow: /publications/", "/publications/x"));
}

static void patterns_match_as_the_rfc_says(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool matches;
    } rows[] = {
        {"/foo/bar?baz=quz", "/foo/bar?baz=quz", true},
        {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", true},
        {"/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84", true},
        {"/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", true},
        {"/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true},
        {"/foo/bar/%62%61%7A", "/foo/bar/baz", true},
        {"/foo%2Fbar", "/foo/bar", false},
        {"/fish", "/fish.html", true},
        {"/fish", "/Fish.asp", false},
        {"/fish*", "/fishheads", true},
        {"/fish/", "/fish", false},
        {"/*.php", "/folder/any.php.file", true},
        {"/*.php$", "/folder/any.php", true},
        {"/*.php$", "/any.php?x", false},
        {"/*.php$", "/a.php/b.php", true},
        {"/fish*.php", "/fishheads/catfish.php?p", true},
        {"/a$", "/a", true},
        {"/a$", "/ab", false},
        {"/$", "/", true},
        {"/$", "/x", false},
        {"/*/x/*y$", "/a/x/by", true},
        {"/*/x/*y$", "/a/x/", false},
        {"/ab*b$", "/ab", false},
        {"/a*$", "/abc", true},
        {"/**a", "/xa", true},
        {"/a%2Ab", "/axb", false},
        {"$", "/x", false},
        {"*", "/x", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char file[200];
        snprintf(file, sizeof file, "User-agent: *\nDisallow: %s\n", rows[i].pattern);
        if (allows(file, rows[i].path) == rows[i].matches) fail_msg("%s on %s", rows[i].pattern, rows[i].path);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_found_by_the_product_token),
        cmocka_unit_test(the_longest_match_decides),
        cmocka_unit_test(patterns_match_as_the_rfc_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
