/* page: the credit grammar, where credits stand, known outlets. A case is a line and the chain it must give. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include "page_credit.h"
#include "page_outlets.h"

static const struct {
    const char *line, *chain; /* "role=name; ..." */
    bool whole;               /* page_credit_is_line */
} CASES[] = {
    {"Cover image via Mira Holt/Associated Press", "creator=Mira Holt; agency=Associated Press;", true},
    {"Image via Mira Holt / AP via BuzzFeed", "creator=Mira Holt; agency=AP; via=BuzzFeed;", true},
    {"Image via Selim Arda/Agence France-Presse — Getty Images via NYT",
     "creator=Selim Arda; agency=Agence France-Presse; agency=Getty Images; via=NYT;", true},
    {"Photo: Marc Iversen/North Coast Wire", "creator=Marc Iversen; agency=North Coast Wire;", true},
    {"(AP Photo/Jane Roe)", "creator=Jane Roe; agency=AP;", true},
    {"(AP Photo/Jane Roe, File)", "creator=Jane Roe; agency=AP;", true},
    {"Handout via REUTERS", "via=REUTERS;", true},
    {"REUTERS/Jane Roe/File Photo", "creator=Jane Roe; agency=REUTERS;", true},
    {"Photograph: Jane Roe/EPA-EFE/Shutterstock", "creator=Jane Roe; agency=EPA-EFE; agency=Shutterstock;", true},
    {"Image courtesy of the Tirvane Police Department", "creator=Tirvane Police Department;", true},
    {"© Zed Roe / AFP / Getty", "creator=Zed Roe; agency=AFP; agency=Getty;", true},
    {"Credit: Jane Roe", "creator=Jane Roe;", true},
    {"Photo by Jane Roe for The Daily Harbor", "creator=Jane Roe; publisher=The Daily Harbor;", true},
    {"Screengrab/YouTube", "via=YouTube;", true},
    {"Foto: Hans Mustermann/dpa", "creator=Hans Mustermann; agency=dpa;", true},
    {"STR/AFP via Getty Images", "agency=AFP; via=Getty Images;", true},
    {"Jane Roe via AP, Pool", "creator=Jane Roe; via=AP;", true},
    {"via Twitter/@harborcat", "creator=@harborcat; via=Twitter;", true},
    {"Twitter user @harborcat", "creator=@harborcat; via=Twitter;", true},
    {"(Jane Roe/Los Angeles Times)", "creator=Jane Roe; publisher=Los Angeles Times;", true},
    {"Jane Roe/Harbor Gazette/Tribune News Service via Getty Images",
     "creator=Jane Roe; publisher=Harbor Gazette; agency=Tribune News Service; via=Getty Images;", true},
    {"Image copyright Getty Images", "agency=Getty Images;", true},
    {"Image source, Getty Images", "agency=Getty Images;", true},
    {"Jane Roe and John Doe/AP", "creator=Jane Roe; creator=John Doe; agency=AP;", true},
    {"AP Photo by Jane Roe", "creator=Jane Roe; agency=AP;", true},
    {"Vellian Defense Ministry Press Service via AP", "creator=Vellian Defense Ministry Press Service; via=AP;", true},
    {"Jane Roe—Getty Images", "creator=Jane Roe; agency=Getty Images;", true},
    {"Jane Roe | Bloomberg | Getty Images", "creator=Jane Roe; agency=Bloomberg; agency=Getty Images;", true},
    {"Photo: Jane Roe, Special To The Chronicle", "creator=Jane Roe; publisher=The Chronicle;", true},
    {"Jane Roe, Associated Press", "creator=Jane Roe; agency=Associated Press;", true},
    {"(Photo illustration by Jim Roe / Harbor Times; photographs via Getty Images)",
     "creator=Jim Roe; publisher=Harbor Times; via=Getty Images;", true},
    {"Copyright 2019 The Associated Press. All rights reserved.", "agency=The Associated Press;", true},
    {"(Image credit: Tern Nano-Satellite Systems, Inc.)", "creator=Tern Nano-Satellite Systems, Inc.;", true},
    {"Idris Vale/Agence Littoral — Focus Images via The Norrhaven Herald",
     "creator=Idris Vale; agency=Agence Littoral; agency=Focus Images; via=The Norrhaven Herald;", true},
    {"(MP Photo/Lena Osterby)", "creator=Lena Osterby; agency=MP;", true},
    {"Handout via MERIDIAN PRESS", "via=MERIDIAN PRESS;", true},
    {"(NASA's Goddard Space Flight Center/Jane Roe)", "creator=Jane Roe; agency=NASA's Goddard Space Flight Center;", true},
    {"Courtesy: WXYZ-TV", "creator=WXYZ-TV;", true},
    {"Photo via Instagram @jane", "creator=@jane; via=Instagram;", true},
    {"(Image: getty )", "agency=getty;", true},
    {"Tribune file photo", "publisher=Tribune;", false},
    {"Contributed", "", false},
    /* no credits */
    {"Video Shows Envoy To Vellia Being Shot Inside A Museum", "", false},
    {"Photos: Scenes from the attack on the harbor", "", false},
    {"The gunman, after the shooting of the envoy.", "", false},
    {"Image: Ana Roe has agreed a deal to manage the club", "", false},
    {"Police said the man fired eight shots.", "", false},
    {"Watch the video for Harbor Sun by Ann Roe.", "", false},
    {"A spokesman for the ministry, Reuters reported", "", false},
    {"", "", false},
};

static const char *chain_of(struct arena *a, const char *s, size_t n) {
    static const char *const ROLES[] = {"creator", "agency", "publisher", "via"};
    sayso_credit *c;
    uint32_t k;
    const char *out = "";
    assert_int_equal(page_credit_read(a, s, n, &c, &k), SAYSO_OK);
    for (uint32_t i = 0; i < k; i++) out = arena_printf(a, "%s%s%s=%s;", out, i ? " " : "", ROLES[c[i].role], c[i].name);
    return out;
}

static void test_chains(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *s = CASES[i].line;
        bool whole = page_credit_is_line(s, strlen(s));
        if (whole != CASES[i].whole) fail_msg("is_line %d: %s", whole, s);
        const char *got = chain_of(&a, s, strlen(s));
        if (*CASES[i].chain || whole)
            if (strcmp(got, CASES[i].chain)) fail_msg("%s\n  is  %s\n  not %s", s, got, CASES[i].chain);
    }
    arena_release(&a);
}

static void test_find(void **state) {
    (void)state;
    static const struct {
        const char *caption, *credit;
    } FOUND[] = {
        {"A crowd in Tirvane on Monday. (AP Photo/Jane Roe)", "(AP Photo/Jane Roe)"},
        {"A crowd in Tirvane on Nov. 13, 2023. Photo: Jane Roe/NurPhoto via AP", "Photo: Jane Roe/NurPhoto via AP"},
        {"FILE PHOTO: Traders in Port Halder, Vellia, November 18, 2019. REUTERS/Jane Roe", "REUTERS/Jane Roe"},
        {"A crowd in Tirvane.Photograph: Jane Roe/Getty Images", "Photograph: Jane Roe/Getty Images"},
        {"Rep. Ana Roe speaks on July 25, 2019.J. Scott Doe / AP file", "J. Scott Doe / AP file"},
        {"Jane Roe speaks in Columbia, S.C. Photo: Meg Doe, AP", "Photo: Meg Doe, AP"},
        {"Traders near Key Harbor, Fla. AP", "AP"},
        {"Ana Roe in 1928. Photograph: Central Press/Getty Images", "Photograph: Central Press/Getty Images"},
        {"A fire at the depot (Jane Roe / North Coast Wire)", "(Jane Roe / North Coast Wire)"},
        {"The suspect in a picture from a camera. Handout via MERIDIAN PRESS", "Handout via MERIDIAN PRESS"},
        {"The founder (AFP)", "(AFP)"},
        {"A girl was rescued by police on Monday. (Published Monday, Nov. 18, 2019)", NULL},
        {"Ana Roe, left, and Jim Doe, VP of Harbor Motor, unveil a car at the auto show.", NULL},
        {"Police cars near the court, The New York Times reported", NULL},
        {"The consul and his wife", NULL},
    };
    for (size_t i = 0; i < sizeof FOUND / sizeof *FOUND; i++) {
        const char *s = FOUND[i].caption;
        span at = page_credit_find(s, strlen(s));
        size_t n = FOUND[i].credit ? strlen(FOUND[i].credit) : 0;
        if (span_len(at) != n || memcmp(s + at.beg, FOUND[i].credit ? FOUND[i].credit : "", n))
            fail_msg("%s: found [%.*s]", s, (int)span_len(at), s + at.beg);
    }
}

static const struct outlet *find(const char *s) { return outlet_find(s, strlen(s)); }

static void test_outlets(void **state) {
    (void)state;
    assert_string_equal(find("AP")->name, "Associated Press");
    assert_null(find("ap"));
    assert_string_equal(find("the associated press")->name, "Associated Press");
    assert_string_equal(find("The NYT")->name, "New York Times");
    assert_int_equal(find("Reuters")->kind, OUTLET_AGENCY);
    assert_null(find("people"));
    assert_null(find("Hill"));
    assert_string_equal(find("The Hill")->name, "The Hill");
    assert_int_equal(find("Getty Images")->kind, OUTLET_PHOTO);
    assert_null(find(""));
    assert_string_equal(outlet_of_host("www.apnews.com", 14)->name, "Associated Press");
    assert_string_equal(outlet_of_host("EDITION.CNN.COM", 15)->name, "CNN");
    assert_null(outlet_of_host("example.org", 11));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_chains), cmocka_unit_test(test_find),
                                       cmocka_unit_test(test_outlets)};
    return cmocka_run_group_tests_name("page: credits", tests, NULL, NULL);
}
