/* Word pieces with their bytes, and their features. A case: a text, and its pieces as "piece@beg-end", words parted by spaces,
 * pieces of a word by "+". The wanted lists are what the tokenizers package gives with this vocabulary
 * (train/check_wordpiece.py compares the two on whole corpora). */
#include "test_model.h"
#include "model_features.h"

static const char VOCABULARY[] =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\nc\ne\nx\ni\n##a\n##b\n##c\n##e\n##x\nab\n##bc\nsaid\n.\n,\n\"\n'\n`\n“\n”\n«\n»\n"
    "-\n中\n文\n##ing\nß\n;\n";

static void describe(const struct wordpiece *w, const struct pieces *p, char *out) {
    for (uint32_t i = 0; i < p->n; i++) {
        const char *s = w->text + w->offset[p->id[i]];
        out += sprintf(out, "%s%.*s@%u-%u",
                       i == 0        ? ""
                       : p->first[i] ? " "
                                     : "+",
                       (int)(w->offset[p->id[i] + 1] - 1 - w->offset[p->id[i]]), s, p->at[i].beg, p->at[i].end);
    }
    *out = 0;
}

static void test_cut(void **state) {
    static const struct {
        const char *text, *want;
    } CASES[] = {
        {"", ""},
        {" \t\r\n", ""},
        {"a", "a@0-1"},
        {"ABC", "ab@0-2+##c@2-3"},
        {"xabc", "x@0-1+##a@1-2+##bc@2-4"},
        {"said.", "said@0-4 .@4-5"},
        {"``a''", "`@0-1 `@1-2 a@2-3 '@3-4 '@4-5"},
        {"zab", "[UNK]@0-3"},    /* no piece begins with z: the whole word */
        {"éa", "e@0-2+##a@2-3"}, /* one character of two bytes */
        {"e\xcc\x81"
         "a",
         "e@0-1+##a@3-4"}, /* with a combining accent, which is no part of a piece */
        {"ae\xcc\x81", "a@0-1+##e@1-2"},
        {"İ", "i@0-2"},
        {"a\xc2\xad"
         "b",
         "ab@0-4"}, /* a soft hyphen is dropped inside a word */
        {"a\xe2\x80\x8b"
         "b",
         "ab@0-5"}, /* so is a space of no width */
        {"a\xc2\xa0"
         "b",
         "a@0-1 b@3-4"}, /* a no-break space parts */
        {"中文a", "中@0-3 文@3-6 a@6-7"},
        {"a—b", "a@0-1 [UNK]@1-4 b@4-5"},
        {"\xcd\xbe", ";@0-2"}, /* the Greek question mark decomposes to a semicolon */
        {"a\xff"
         "b",
         "ab@0-3"}, /* broken bytes are no part of any word */
        {"a\xe4\xb8", "a@0-1"},
        {"“a”", "“@0-3 a@3-4 ”@4-7"},
    };
    struct wordpiece w;
    struct arena arena;
    sayso_error e = {0};
    char got[512];
    (void)state;
    assert_int_equal(wordpiece_init(&w, VOCABULARY, sizeof VOCABULARY - 1, &e), SAYSO_OK);
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct pieces p;
        assert_int_equal(wordpiece_cut(&w, &arena, CASES[i].text, (uint32_t)strlen(CASES[i].text), &p, &e), SAYSO_OK);
        describe(&w, &p, got);
        assert_string_equal(got, CASES[i].want);
    }
    arena_release(&arena);
    wordpiece_release(&w);
}

/* A hundred characters are the most a word may have. */
static void test_long_words(void **state) {
    struct wordpiece w;
    struct arena arena;
    sayso_error e = {0};
    char text[204];
    (void)state;
    assert_int_equal(wordpiece_init(&w, VOCABULARY, sizeof VOCABULARY - 1, &e), SAYSO_OK);
    arena_init(&arena, 0);
    for (uint32_t n = 99; n <= 102; n++) {
        struct pieces p;
        memset(text, 'x', n);
        assert_int_equal(wordpiece_cut(&w, &arena, text, n, &p, &e), SAYSO_OK);
        assert_int_equal(p.n, n <= 100 ? n : 1);
        assert_int_equal(p.n_words, 1);
        assert_int_equal(p.at[p.n - 1].end, n);
    }
    for (int i = 0; i < 102; i++) memcpy(text + 2 * i, "é", 2);
    struct pieces p;
    assert_int_equal(wordpiece_cut(&w, &arena, text, 200, &p, &e), SAYSO_OK);
    assert_int_equal(p.n, 100);
    assert_int_equal(wordpiece_cut(&w, &arena, text, 202, &p, &e), SAYSO_OK);
    assert_int_equal(p.n, 1);
    arena_release(&arena);
    wordpiece_release(&w);
}

static void test_vocabularies(void **state) {
    static const char *const BAD[] = {"", "\n", "a\nb\n", "[UNK]\n[CLS]\n[SEP]"};
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct wordpiece w;
        sayso_error e = {0};
        assert_int_equal(wordpiece_init(&w, BAD[i], strlen(BAD[i]), &e), SAYSO_MODEL);
        assert_null(w.slots);
    }
}

/* Case, line and quote of each word, a digit each. */
static void test_features(void **state) {
    static const struct {
        const char *text, *kase, *line, *quote;
    } CASES[] = {
        {"a Ab AB aB A 1 A.", "12342020", "10000000", "00000000"},
        {"a\nb c\n\n a", "1111", "1101", "0000"},
        {"a \"b c\" a", "101101", "100000", "012230"},
        {"\"a\nb\" c", "01101", "10100", "12012"}, /* the line ends the quotation; the next mark opens one */
        {"“a ”b” c", "010101", "100000", "123030"},
        {"`` a '' b", "001001", "100000", "112330"},
        {"a'b ''c", "101001", "100000", "000330"},
        {"«a “b» c", "010101", "100000", "121230"},
    };
    struct wordpiece w;
    struct arena arena;
    sayso_error e = {0};
    (void)state;
    assert_int_equal(wordpiece_init(&w, VOCABULARY, sizeof VOCABULARY - 1, &e), SAYSO_OK);
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct pieces p;
        char kase[64] = "", line[64] = "", quote[64] = "";
        const char *text = CASES[i].text;
        assert_int_equal(wordpiece_cut(&w, &arena, text, (uint32_t)strlen(text), &p, &e), SAYSO_OK);
        assert_true(features_fill(&arena, text, &p));
        for (uint32_t k = 0; k < p.n_words; k++) {
            kase[k] = (char)('0' + p.kase[p.word[k]]);
            line[k] = (char)('0' + p.line[p.word[k]]);
            quote[k] = (char)('0' + p.quote[p.word[k]]);
        }
        assert_string_equal(kase, CASES[i].kase);
        assert_string_equal(line, CASES[i].line);
        assert_string_equal(quote, CASES[i].quote);
    }
    arena_release(&arena);
    wordpiece_release(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cut), cmocka_unit_test(test_long_words),
                                       cmocka_unit_test(test_vocabularies), cmocka_unit_test(test_features)};
    return cmocka_run_group_tests_name("model_pieces", tests, NULL, NULL);
}
