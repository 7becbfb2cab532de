/* base: arena, UTF-8, SHA-256, errors, spans. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base_arena.h"
#include "base_error.h"
#include "base_sha256.h"
#include "base_span.h"
#include "base_utf8.h"

/* The linker sends the library's malloc here (--wrap): the n-th call from now fails, 0 is never. */
static int fail_at;
void *__real_malloc(size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_malloc(size_t n) { return fail_at && !--fail_at ? NULL : __real_malloc(n); }

/* ---- arena ---- */
static void arena_gives_zeroed_aligned_memory(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    for (size_t n = 0; n < 3000; n += 7) {
        unsigned char *p = arena_alloc(&a, n);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        memset(p, 0xff, n);
    }
    arena_clear(&a);
    unsigned char *again = arena_alloc(&a, 4096);
    for (size_t i = 0; i < 4096; i++) assert_int_equal(again[i], 0);
    arena_release(&a);
    assert_null(a.chunks);
}

static void arena_takes_more_than_a_chunk(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    char *small = arena_strdup(&a, "kept"), *large = arena_alloc(&a, 9 << 20);
    assert_non_null(large);
    large[(9 << 20) - 1] = 1;
    assert_string_equal(small, "kept");
    assert_null(arena_alloc(&a, SIZE_MAX - 8));
    arena_clear(&a);
    assert_true(a.total >= 9 << 20); /* the newest chunk is kept */
    arena_release(&a);
}

static void arena_grows_in_place_or_moves(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    char *p = arena_alloc(&a, 16);
    memcpy(p, "0123456789abcde", 16);
    assert_ptr_equal(arena_grow(&a, p, 16, 100), p);
    assert_int_equal(p[16], 0);
    arena_alloc(&a, 1);
    char *q = arena_grow(&a, p, 100, 300);
    assert_ptr_not_equal(q, p);
    assert_string_equal(q, "0123456789abcde");
    for (int i = 16; i < 300; i++) assert_int_equal(q[i], 0);
    char *fresh = arena_grow(&a, NULL, 0, 5);
    assert_non_null(fresh);
    arena_release(&a);
}

static void arena_stops_at_its_limit(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 1000);
    size_t got = 0;
    while (arena_alloc(&a, 100)) got++;
    assert_in_range(got, 8, 9);
    assert_null(arena_alloc(&a, 1001));
    arena_release(&a);
    assert_non_null(arena_alloc(&a, 992));
    arena_release(&a);
}

static void arena_vec_keeps_what_was_pushed(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    VEC(uint32_t) one = {0};
    VEC(uint64_t) two = {0};
    for (uint32_t i = 0; i < 10000; i++) assert_true(VEC_PUSH(&a, one, i) && VEC_PUSH(&a, two, (uint64_t)i << 32));
    for (uint32_t i = 0; i < 10000; i++) assert_true(one.at[i] == i && two.at[i] == (uint64_t)i << 32);
    arena_release(&a);
}

static void arena_survives_each_failed_allocation(void **state) {
    (void)state;
    for (int n = 1; n < 12; n++) {
        struct arena a;
        arena_init(&a, 0);
        VEC(uint64_t) v = {0};
        fail_at = n;
        uint64_t i = 0;
        while (i < 200000 && VEC_PUSH(&a, v, i)) i++;
        int failed = !fail_at;
        fail_at = 0;
        assert_int_equal(failed, i < 200000);
        for (uint64_t k = 0; k < i; k++) assert_true(v.at[k] == k); /* what was there is there */
        if (failed) assert_true(VEC_PUSH(&a, v, i));                /* and it goes on when there is memory */
        fail_at = 1;
        assert_null(arena_alloc(&a, 64 << 20));
        assert_int_equal(fail_at, 0);
        arena_release(&a);
    }
}

static void arena_prints(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    assert_string_equal(arena_printf(&a, "%s of %d", "two", 3), "two of 3");
    assert_string_equal(arena_strndup(&a, "abcdef", 3), "abc");
    assert_string_equal(arena_strndup(&a, NULL, 0), "");
    arena_release(&a);
}

/* ---- UTF-8 ---- */
static void utf8_walks_both_ways(void **state) {
    (void)state;
    const char s[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z"; /* a é € 😀 z */
    const uint32_t want[] = {'a', 0xe9, 0x20ac, 0x1f600, 'z'};
    size_t at = 0, n = sizeof s - 1;
    uint32_t len;
    for (int i = 0; i < 5; i++, at += len) assert_int_equal(utf8_at(s + at, n - at, &len), want[i]);
    assert_int_equal(at, n);
    for (int i = 4; i >= 0; i--, at -= len) assert_int_equal(utf8_before(s, at, &len), want[i]);
    assert_int_equal(utf8_before(s, 0, &len), 0);
    assert_int_equal(len, 0);
}

static void utf8_refuses_broken_bytes(void **state) {
    (void)state;
    const char *bad[] = {
        "\x80",     "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
        "\xe2\x82", "\xff"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint32_t len;
        size_t n = strlen(bad[i]);
        assert_int_equal(utf8_at(bad[i], n, &len), 0xfffd);
        assert_int_equal(len, 1);
        assert_int_equal(utf8_before(bad[i], n, &len), 0xfffd);
        assert_int_equal(len, 1);
        assert_int_equal(utf8_check(bad[i], n), 0);
    }
    assert_int_equal(utf8_check("ab\xc3\xa9\xff", 5), 4);
    assert_int_equal(utf8_check("ab\xc3\xa9", 4), 4);
    assert_int_equal(utf8_check("", 0), 0);
}

static void utf8_puts_what_it_reads(void **state) {
    (void)state;
    for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 61) {
        if (c >= 0xd800 && c < 0xe000) continue;
        char out[4];
        uint32_t n = utf8_put(c, out), len;
        assert_int_equal(utf8_check(out, n), n);
        assert_int_equal(utf8_at(out, n, &len), c);
        assert_int_equal(len, n);
    }
}

static void utf8_knows_classes(void **state) {
    (void)state;
    assert_true(utf8_is_space(' ') && utf8_is_space(0xa0) && utf8_is_space(0x3000) && utf8_is_space(0x2009) &&
                utf8_is_space('\n'));
    assert_false(utf8_is_space('a') || utf8_is_space(0x2013) || utf8_is_space(0));
    assert_true(utf8_is_letter('Q') && utf8_is_letter(0x131) && utf8_is_letter(0x4e00) && utf8_is_letter(0x416));
    assert_false(utf8_is_letter('_') || utf8_is_letter('[') || utf8_is_letter('5') || utf8_is_letter('@'));
    assert_true(utf8_is_digit('0') && utf8_is_digit(0x663) && !utf8_is_digit(0xbd));
    assert_true(utf8_is_alnum(0x301) && utf8_is_alnum('9') && utf8_is_alnum(0xbd) && !utf8_is_alnum('-'));
    assert_true(utf8_is_upper('A') && utf8_is_upper(0x1c5) && utf8_is_upper(0x130) && !utf8_is_upper('a') && !utf8_is_upper('1'));
    assert_true(utf8_is_lower('z') && utf8_is_lower(0xdf) && !utf8_is_lower('Z') && !utf8_is_lower(0x4e00));
    assert_true(utf8_is_punct('.') && utf8_is_punct(0x201c) && utf8_is_punct(0xab) && !utf8_is_punct('$') && !utf8_is_punct('a'));
    assert_int_equal(utf8_lower('Q'), 'q');
    assert_int_equal(utf8_lower(0xc9), 0xe9);
    assert_int_equal(utf8_lower('['), '[');
}

static void utf8_compares_without_case(void **state) {
    (void)state;
    assert_true(utf8_same("\xc3\x89"
                          "COLE",
                          6,
                          "\xc3\xa9"
                          "cole",
                          6));
    assert_true(utf8_same("", 0, "", 0));
    assert_false(utf8_same("abc", 3, "ab", 2));
    assert_false(utf8_same("abc", 3, "abd", 3));
    const char in[] = "\xc3\x89"
                      "A\xff"
                      "B";
    char out[2 * sizeof in + 4];
    size_t n = utf8_lower_copy(in, sizeof in - 1, out);
    assert_int_equal(n, 5);
    assert_string_equal(out, "\xc3\xa9"
                             "a\xff"
                             "b");
}

/* ---- SHA-256: the vectors of FIPS 180-2, appendix B, and lengths around the block ---- */
static void sha256_gives_the_standards_vectors(void **state) {
    (void)state;
    char hex[65];
    sha256_hex("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex("", 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = malloc(1000000);
    memset(million, 'a', 1000000);
    sha256_hex(million, 1000000, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    sha256_hex(million, 55, hex);
    assert_string_equal(hex, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    sha256_hex(million, 64, hex);
    assert_string_equal(hex, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    free(million);
}

/* ---- errors ---- */
static void error_keeps_what_went_wrong(void **state) {
    (void)state;
    sayso_error e = {0};
    assert_int_equal(error_set(&e, SAYSO_LIMIT, "page", 42, "%d elements", 7), SAYSO_LIMIT);
    assert_int_equal(e.code, SAYSO_LIMIT);
    assert_string_equal(e.stage, "page");
    assert_string_equal(e.message, "7 elements");
    assert_true(e.byte == 42);
    assert_int_equal(error_set(NULL, SAYSO_IO, "cli", 0, "no struct"), SAYSO_IO);
    error_input(NULL, "x");
}

static void error_cuts_names_on_whole_characters(void **state) {
    (void)state;
    sayso_error e = {0};
    char name[sizeof e.input + 20];
    memset(name, 'a', sizeof name);
    name[sizeof name - 1] = 0;
    memcpy(name + sizeof e.input - 3, "\xe2\x82\xac", 3); /* would be cut in the middle */
    error_input(&e, name);
    assert_int_equal(strlen(e.input), sizeof e.input - 3);
    assert_int_equal(utf8_check(e.input, strlen(e.input)), strlen(e.input));
    error_input(&e, NULL);
    assert_string_equal(e.input, "");
}

static void enums_have_names(void **state) {
    (void)state;
    assert_string_equal(sayso_code_message(SAYSO_OK), "no error");
    assert_string_equal(sayso_code_message((sayso_code)999), "unknown");
    assert_string_equal(sayso_block_kind_name(SAYSO_BLOCK_LIST_ITEM), "list_item");
    assert_string_equal(sayso_media_kind_name(SAYSO_MEDIA_POST), "post");
    assert_string_equal(sayso_credit_role_name(SAYSO_CREDIT_VIA), "via");
    assert_string_equal(sayso_entity_kind_name(SAYSO_ENTITY_FACILITY), "facility");
    assert_string_equal(sayso_source_kind_name(SAYSO_SOURCE_WITNESS), "witness");
    assert_string_equal(sayso_form_name(SAYSO_FORM_MIXED), "mixed");
    assert_string_equal(sayso_form_name((sayso_form)-1), "unknown");
}

/* ---- spans ---- */
static void spans_meet_and_order(void **state) {
    (void)state;
    span a = span_of(2, 5), b = span_of(5, 9), c = span_of(3, 4), none = {0, 0};
    assert_true(span_is(a) && !span_is(none));
    assert_false(span_meet(a, b));
    assert_true(span_meet(a, c) && span_in(c, a) && !span_in(a, c) && span_in(a, a));
    assert_int_equal(span_shared(a, c), 1);
    assert_int_equal(span_shared(a, b), 0);
    assert_true(span_cmp(a, b) < 0 && span_cmp(b, a) > 0 && span_cmp(a, a) == 0);
    assert_true(span_cmp(span_of(2, 9), a) < 0); /* the longer first */
    assert_int_equal(span_len(b), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_takes_more_than_a_chunk),
        cmocka_unit_test(arena_grows_in_place_or_moves),
        cmocka_unit_test(arena_stops_at_its_limit),
        cmocka_unit_test(arena_vec_keeps_what_was_pushed),
        cmocka_unit_test(arena_survives_each_failed_allocation),
        cmocka_unit_test(arena_prints),
        cmocka_unit_test(utf8_walks_both_ways),
        cmocka_unit_test(utf8_refuses_broken_bytes),
        cmocka_unit_test(utf8_puts_what_it_reads),
        cmocka_unit_test(utf8_knows_classes),
        cmocka_unit_test(utf8_compares_without_case),
        cmocka_unit_test(sha256_gives_the_standards_vectors),
        cmocka_unit_test(error_keeps_what_went_wrong),
        cmocka_unit_test(error_cuts_names_on_whole_characters),
        cmocka_unit_test(enums_have_names),
        cmocka_unit_test(spans_meet_and_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
