/* Fuzz target: robots.txt. The rules are lines of their form, no pattern is longer than what the file can give, and any path
 * gets an answer; /robots.txt itself is never forbidden. */
#include <assert.h>
#include <string.h>
#include "watch_robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    uint32_t delay;
    arena_init(&a, 0);
    const char *rules = robots_read(&a, (const char *)data, size, "sayso", &delay);
    assert(rules && strlen(rules) <= 3 * size);
    for (const char *s = rules; *s; s += strcspn(s, "\n") + 1)
        assert((*s == 'a' || *s == 'd') && s[1] && strchr("/*$%", s[1]) && s[strcspn(s, "\n")] == '\n');
    static const char *const paths[] = {"/", "/a/b.html?q=1", "", "/%E3%83%84/x.gif",
                                        "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"};
    bool any = false;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) any |= !robots_allow(rules, paths[i]);
    assert(!any || strchr(rules, 'd')); /* what forbids is a rule */
    assert(robots_allow(rules, "/robots.txt"));
    arena_release(&a);
    return 0;
}
