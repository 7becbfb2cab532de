/* Fuzz target: JSON-LD. What the mender gives is no longer than it may be; values are well-formed
 * UTF-8 without tags left open to chance; settling gives dates of one form. */
#include <assert.h>
#include <string.h>
#include "base_utf8.h"
#include "page_jsonld.h"
#include "page_meta.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_string(const char *s) { assert(!s || (*s && utf8_check(s, strlen(s)) == strlen(s))); }

static void check_date(const char *s) {
    if (!s) return;
    static const char FORM[] = "dddd-dd-ddTdd:dd:dd";
    for (size_t i = 0; s[i] && i < sizeof FORM - 1; i++) {
        if (i >= 16 && (s[i] == 'Z' || s[i] == '+' || s[i] == '-')) break;
        assert(FORM[i] == 'd' ? s[i] >= '0' && s[i] <= '9' : s[i] == FORM[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    arena_init(&a, 0);
    const char *json = (const char *)data;
    for (int quotes = 0; quotes < 2; quotes++) {
        char *once;
        size_t n_once;
        if (!jsonld_mend(&a, json, size, quotes, &once, &n_once)) continue;
        assert(n_once <= 3 * size + 136 && utf8_check(once, n_once) == n_once);
    }
    struct meta m = {.arena = &a};
    struct meta_image *images;
    uint32_t n_images;
    bool ok = meta_add_json_ld(&m, json, size, &images, &n_images);
    assert(ok);
    for (uint32_t i = 0; i < m.found.n; i++) check_string(m.found.at[i].value);
    for (uint32_t i = 0; i < n_images; i++) {
        check_string(images[i].uri);
        check_string(images[i].caption);
        check_string(images[i].credit);
        assert(images[i].uri || images[i].credit);
    }
    sayso_publication p;
    ok = meta_settle(&m, &a, &p);
    assert(ok);
    check_string(p.title);
    check_string(p.outlet);
    check_string(p.canonical_uri);
    check_date(p.published);
    check_date(p.modified);
    for (uint32_t i = 0; i < p.bylines.n; i++) check_string(p.bylines.at[i]);
    const char *date = size < 200 ? meta_date(&a, json, size) : NULL;
    check_date(date);
    arena_release(&a);
    return 0;
}
