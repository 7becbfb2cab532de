/* Quotations by their marks, without scores: what is found in a text, in text order. */
#include "report_fixture.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

/* Checks that the quotations of these blocks are the strings that follow. */
static void check_kinds(const char *const *blocks, const sayso_block_kind *kinds, uint32_t n, const char *const *want) {
    struct fixture f;
    fixture_text(&f, blocks, kinds, n);
    fixture_build(&f);
    uint32_t i = 0;
    for (; want[i] && i < f.record.n_quotes; i++) {
        char got[1024] = "";
        span s = f.record.quotes[i].span;
        memcpy(got, f.text.utf8 + s.beg, span_len(s) < 1023 ? span_len(s) : 1023);
        assert_string_equal(got, want[i]);
    }
    assert_null(want[i]);
    assert_int_equal(f.record.n_quotes, i);
    fixture_release(&f);
}
#define BLOCKS(...) \
    (const char *const[]) { __VA_ARGS__ }
#define CHECK(text, ...) check_kinds(BLOCKS(text), NULL, 1, (const char *const[]){__VA_ARGS__, NULL})
#define CHECK_NONE(text) check_kinds(BLOCKS(text), NULL, 1, (const char *const[]){NULL})

static void marks(void **state) {
    (void)state;
    CHECK("\"We heard two bangs,\" said Ada Venn.", "\"We heard two bangs,\"");
    CHECK("\u201cWe heard two bangs,\u201d said Ada Venn.", "\u201cWe heard two bangs,\u201d");
    CHECK("\u2018We heard two bangs,\u2019 said Ada Venn.", "\u2018We heard two bangs,\u2019");
    CHECK("'We heard two bangs,' said Ada Venn.", "'We heard two bangs,'");
    CHECK("Sie sagte: \u201eWir haben es geh\u00f6rt.\u201c Dann ging sie.", "\u201eWir haben es geh\u00f6rt.\u201c");
    CHECK("Elle a dit : \u00abNous avons tout entendu.\u00bb", "\u00abNous avons tout entendu.\u00bb");
    CHECK("Hun sagde: \u00bbVi h\u00f8rte to brag.\u00ab", "\u00bbVi h\u00f8rte to brag.\u00ab");
    CHECK("``We heard two bangs,'' said Ada Venn.", "``We heard two bangs,''");
    CHECK("He said \"go home at once\" and \"stay there, all\" to them.", "\"go home at once\"", "\"stay there, all\"");
    CHECK("He yelled (\"Get down, now!\") and ran.", "\"Get down, now!\"");
}

static void apostrophes(void **state) {
    (void)state;
    CHECK_NONE("The boys' house and the Venns' car were hit; it's Ada's.");
    CHECK_NONE("In the '90s they'd say rock 'n' roll wasn't dead.");
    CHECK_NONE("In the \u201990s they\u2019d say the boys\u2019 club wasn\u2019t dead.");
    CHECK("'It's the boys' fault, isn't it,' said Venn.", "'It's the boys' fault, isn't it,'");
    CHECK("\u2018It\u2019s the boys\u2019 fault,\u2019 said Venn.", "\u2018It\u2019s the boys\u2019 fault,\u2019");
    CHECK_NONE("The bar was 6\" long and 5' wide.");
}

static void nested(void **state) {
    (void)state;
    CHECK("\"He told me 'run for the door' and I ran,\" she said.", "\"He told me 'run for the door' and I ran,\"",
          "'run for the door'");
    CHECK("\u201cHe told me \u2018run for the door\u2019 and I ran,\u201d she said.",
          "\u201cHe told me \u2018run for the door\u2019 and I ran,\u201d", "\u2018run for the door\u2019");
    CHECK("'He told me \"run for the door\" and I ran,' she said.", "'He told me \"run for the door\" and I ran,'",
          "\"run for the door\"");
}

static void unbalanced(void **state) {
    (void)state;
    CHECK("He said \u201cwe will go there. Nobody knows when. She said \u201cwe will not go there.\u201d",
          "\u201cwe will not go there.\u201d");
    check_kinds(BLOCKS("He called it \"a day of many kinds and never closed it", "Then came \"the end of the road\" for all."),
                NULL, 2, (const char *const[]){"\"the end of the road\"", NULL});
    CHECK("She said: \u201cWe will go there tomorrow.", "\u201cWe will go there tomorrow.");
    CHECK_NONE("A stray mark\u201d stands here and \u201dhere");
}

static void paragraphs(void **state) {
    (void)state;
    check_kinds(BLOCKS("\u201cWe came at noon,\u201d she said. \u201cNobody was there.", "\u201cThen we heard it.",
                       "\u201cIt was loud.\u201d", "Nobody else spoke."),
                NULL, 4,
                (const char *const[]){"\u201cWe came at noon,\u201d",
                                      "\u201cNobody was there.\n\n\u201cThen we heard it.\n\n\u201cIt was loud.\u201d", NULL});
    check_kinds(BLOCKS("\"We came at noon, and nobody was there.", "\"Then we heard it,\" she said."), NULL, 2,
                (const char *const[]){"\"We came at noon, and nobody was there.\n\n\"Then we heard it,\"", NULL});
    check_kinds(BLOCKS("It was a day like no other, all through."), (sayso_block_kind[]){SAYSO_BLOCK_QUOTE}, 1,
                (const char *const[]){"It was a day like no other, all through.", NULL});
    check_kinds(BLOCKS("\u201cNobody was there at noon.", "Photo: \u201cHarbour Wire of Tirvane\u201d"),
                (sayso_block_kind[]){SAYSO_BLOCK_PARAGRAPH, SAYSO_BLOCK_CREDIT}, 2,
                (const char *const[]){"\u201cNobody was there at noon.", NULL});
}

static void not_said(void **state) {
    (void)state;
    CHECK_NONE("The so-called \"peace zone\" was empty.");
    CHECK_NONE("She starred in the film \"The Long Harbour Road\" last year.");
    CHECK_NONE("A man known as \"The Pilot\" ran off.");
    CHECK_NONE("The \"suspicious\" bag held bread.");
    CHECK_NONE("They showed \u201cThe Road to Tirvane\u201d again.");
    CHECK("Witnesses said he kept shouting \"God is great!\" all along.", "\"God is great!\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(marks),      cmocka_unit_test(apostrophes), cmocka_unit_test(nested),
                                       cmocka_unit_test(unbalanced), cmocka_unit_test(paragraphs),  cmocka_unit_test(not_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
