/* The rules of docs/INDEPENDENCE.md, each with its example, in its order and under its number. */
#include "tale.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define P1                                                                                                                      \
    "The ferry had left the quay at Tollund a little after seven with ninety people and a dozen cars on board when smoke came " \
    "out of the engine room and the lights went off on both decks."
#define P2                                                                                                                     \
    "Passengers were told to gather at the stern, where the crew handed out vests and let down the first of two boats into a " \
    "sea that was calm but very cold at this time of the year."
#define P3                                                                                                                      \
    "Fishing boats from three villages on the island reached the ship before the lifeboat did, and took most of those who had " \
    "jumped or fallen from the rail out of the water alive."
#define P4                                                                                                                   \
    "The line that owns the ship said it had been in dock in the spring and had passed every test, and that its master had " \
    "sailed the strait for more than twenty years without harm."
#define OTHER                                                                                                                \
    "On the island people spoke of little else that evening, and the shop by the church stayed open until midnight so that " \
    "those who waited for news could sit somewhere warm with a cup of tea."
#define OWN                                                                                                                     \
    "Its engine was built by a yard that closed nine years ago, and spare parts have since been made by hand in a shed behind " \
    "the old brewery, where two brothers still keep the drawings of every ship."
#define MORE                                                                                                                    \
    "A service will be held at noon on Sunday, the parish said, and the school choir will sing the two songs that the drowned " \
    "men had known since they were boys in the village of Osk."

static const sayso_story_report *report(const struct tale *t, uint32_t i) { return &t->story.reports[i]; }
static const sayso_story_source *source(const struct tale *t, int id) { return &t->story.sources[id]; }

/* ---- copies ------------------------------------------------------------------------------------------------------ */
static void copies_cut_and_added(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "Tollund Post", "2025-03-01T08:00:00Z", P1 "\n" P2 "\n" P3 "\n" P4);
    tale_report(&t, "Osk Weekly", "2025-03-01T09:00:00Z", P1 "\n" P2);                      /* 1.1: the end cut */
    tale_report(&t, "Strait Times", "2025-03-01T10:00:00Z", OTHER "\n" P1 "\n" P2 "\n" P3); /* 1.1: a paragraph more */
    tale_report(&t, "Mainland News", "2025-03-01T11:00:00Z", OWN "\n" MORE "\n" P2);        /* 1.2: a third of it */
    tale_report(&t, "Bay Courier", "2025-03-01T12:00:00Z", "The sea was calm.\n" OTHER);
    tale_tell(&t);
    assert_int_equal(report(&t, 0)->copy_of, -1);
    assert_int_equal(report(&t, 1)->copy_of, 0);
    assert_true(report(&t, 1)->copied > 0.99f);
    assert_int_equal(report(&t, 2)->copy_of, 0);
    assert_int_equal(report(&t, 3)->copy_of, -1);
    assert_in_range((int)(100 * report(&t, 3)->copied), 25, 45);
    assert_int_equal(report(&t, 4)->words_of, 2); /* only the stranger's paragraph, from the earliest that had it */
    tale_end(&t);
}

static void copies_marks_and_case(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z",
                "The mayor's office said \"nobody\" would be let onto the bridge until its cables had been looked at by three "
                "engineers from the capital, who were to come by train on Monday or, if the line was closed, by car on Tuesday "
                "at the latest.");
    tale_report(&t, "B Post", "2025-03-01T09:00:00Z",
                "THE MAYOR\xe2\x80\x99S OFFICE said \xe2\x80\x9cnobody\xe2\x80\x9d would be let onto the bridge \xe2\x80\x94 "
                "until its cables had been looked at by three "
                "engineers from the capital; who were to come by train on Monday, or if the line was closed by car on Tuesday at "
                "the latest.");
    tale_tell(&t);
    assert_int_equal(report(&t, 1)->copy_of, 0);
    tale_end(&t);
}

static void copies_flash(void **state) {
    (void)state;
    struct tale t = tale_begin(); /* 1.2: too short to be anybody's words */
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z", "A ferry is burning off Tollund with ninety people on board.");
    tale_report(&t, "B Post", "2025-03-01T08:10:00Z", "A ferry is burning off Tollund with ninety people on board.");
    tale_tell(&t);
    assert_int_equal(report(&t, 1)->copy_of, -1);
    assert_int_equal(report(&t, 1)->words_of, 0);
    tale_end(&t);
}

static void copies_of_copies(void **state) {
    (void)state;
    struct tale t = tale_begin(); /* 1.3: the earliest, whatever the order they are given in */
    tale_report(&t, "Third", "2025-03-01T10:00:00Z", OTHER "\n" P1 "\n" P2 "\n" P3);
    tale_report(&t, "Second", "2025-03-01T09:00:00Z", OTHER "\n" P1 "\n" P2 "\n" P3);
    tale_report(&t, "First", "2025-03-01T08:00:00Z", P1 "\n" P2 "\n" P3);
    tale_report(&t, "Undated", NULL, P1 "\n" P2 "\n" P3);
    tale_tell(&t);
    assert_string_equal(report(&t, 0)->outlet, "First");
    for (uint32_t i = 1; i < 4; i++) assert_int_equal(report(&t, i)->copy_of, 0);
    tale_end(&t);
}

static void copies_many(void **state) {
    (void)state;
    struct tale t = tale_begin(); /* more reports of one text than an index keeps */
    for (uint32_t i = 0; i < TALE_REPORTS; i++) {
        char *date = arena_printf(&t.arena, "2025-03-01T%02u:00:00Z", i), *outlet = arena_printf(&t.arena, "Paper %c", 'A' + i);
        tale_report(&t, outlet, date, i % 2 ? P1 "\n" P2 : P1 "\n" P2 "\n" P3);
    }
    tale_tell(&t);
    for (uint32_t i = 1; i < TALE_REPORTS; i++) assert_int_equal(report(&t, i)->copy_of, 0);
    tale_end(&t);
}

/* ---- an agency's line -------------------------------------------------------------------------------------------- */
static const char *carried(const struct tale *t, uint32_t i) {
    return report(t, i)->carries < 0 ? NULL : source(t, report(t, i)->carries)->name;
}

static void lines_at_the_head(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z", "TOLLUND (AP) \xe2\x80\x94 A ferry burned here on Saturday.");
    tale_report(&t, "B Post", "2025-03-01T09:00:00Z", "TOLLUND, March 1 (Reuters) - A ferry burned in the strait.");
    tale_report(&t, "C Post", "2025-03-01T10:00:00Z", "A ferry burned.");
    tale_block(&t, SAYSO_BLOCK_BYLINE, "By Ida Moen, Associated Press");
    tale_report(&t, "D Post", "2025-03-01T11:00:00Z", "A ferry burned at Tollund.");
    tale_block(&t, SAYSO_BLOCK_BYLINE, "Ida Moen of The Associated Press");
    tale_report(&t, "E Post", "2025-03-01T12:00:00Z", "OSK (NCW) \xe2\x80\x94 A ferry burned, and no one knew why.");
    tale_report(&t, "F Post", "2025-03-01T13:00:00Z", "A ferry burned close to Osk.");
    tale_block(&t, SAYSO_BLOCK_BYLINE, "By North Coast News Agency");
    tale_report(&t, "G Post", "2025-03-01T14:00:00Z", "A ferry burned off Osk.");
    tale_block(&t, SAYSO_BLOCK_BYLINE, "By Petra Moen");
    tale_report(&t, "WTOX-TV", "2025-03-01T14:30:00Z", "OSK (WTOX) \xe2\x80\x94 A ferry burned off Osk today.");
    tale_report(&t, "H Post", "2025-03-01T14:40:00Z", "OSK (CNN) \xe2\x80\x94 A ferry burned and sank off Osk today.");
    tale_report(&t, "Reuters", "2025-03-01T15:00:00Z", "TOLLUND, March 1 (Reuters) - Ferries burn.");
    tale_tell(&t);
    assert_string_equal(carried(&t, 0), "Associated Press");
    assert_string_equal(carried(&t, 1), "Reuters");
    assert_string_equal(carried(&t, 2), "Associated Press");
    assert_string_equal(carried(&t, 3), "Associated Press");
    assert_string_equal(carried(&t, 4), "NCW");
    assert_string_equal(carried(&t, 5), "North Coast News Agency");
    assert_null(carried(&t, 6)); /* a person, though an agency is called Petra too */
    assert_null(carried(&t, 7)); /* its own line */
    assert_string_equal(carried(&t, 8), "CNN");
    assert_null(carried(&t, 9));
    tale_end(&t);
}

static void lines_at_the_end(void **state) {
    (void)state;
    struct tale t = tale_begin();
    static const char *const notes[] = {"The Associated Press contributed to this report.",
                                        "AP writers Ida Moen in Tollund and Jo Aas in Osk contributed to this report.",
                                        "With files from The Canadian Press",
                                        "Copyright 2025 The Associated Press. All rights reserved.",
                                        "Source: Reuters",
                                        "Contributing: Associated Press"};
    static const char *const want[] = {"Associated Press", "Associated Press", "Canadian Press",
                                       "Associated Press", "Reuters",          "Associated Press"};
    static const char *const plain[] = {
        "The line's chief told Reuters on Saturday that the ship was sound.", "Ida Moen contributed to this report.",
        "The Associated Press reported on Saturday that ninety people had been on board, and the line did not say otherwise."};
    for (uint32_t i = 0; i < 6; i++) {
        tale_report(&t, "A Post", arena_printf(&t.arena, "2025-03-01T%02u:00:00Z", i), "A ferry burned.");
        tale_block(&t, SAYSO_BLOCK_NOTE, notes[i]);
    }
    for (uint32_t i = 0; i < 3; i++) {
        tale_report(&t, "B Post", arena_printf(&t.arena, "2025-03-01T%02u:00:00Z", 6 + i), "A ferry burned.");
        tale_block(&t, SAYSO_BLOCK_PARAGRAPH, plain[i]);
    }
    tale_tell(&t);
    for (uint32_t i = 0; i < 6; i++) assert_string_equal(carried(&t, i), want[i]);
    for (uint32_t i = 6; i < 9; i++) assert_null(carried(&t, i));
    tale_end(&t);
}

/* ---- sources ----------------------------------------------------------------------------------------------------- */
static void sources_outlets(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "Norby Herald", "2025-03-01T08:00:00Z", "");
    int ap = tale_body(&t, SAYSO_SOURCE_AGENCY, "AP", "AP");
    tale_report(&t, "Osk Weekly", "2025-03-01T09:00:00Z", "");
    int full = tale_body(&t, SAYSO_SOURCE_AGENCY, "The Associated Press", "The Associated Press");
    int herald = tale_body(&t, SAYSO_SOURCE_OUTLET, "the Norby Herald", "the Norby Herald");
    tale_tell(&t);
    assert_int_equal(tale_is(&t, 0, ap), tale_is(&t, 1, full));
    assert_int_equal(tale_is(&t, 0, -1), tale_is(&t, 1, herald));
    assert_int_not_equal(tale_is(&t, 0, ap), tale_is(&t, 1, herald));
    tale_end(&t);
}

static void sources_people(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int full = tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Aron Leveld", "the city's fire chief, Aron Leveld|Fire Chief Aron Leveld");
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int last = tale_person(&t, SAYSO_SOURCE_PERSON, "Leveld", "Mr. Leveld");
    int other = tale_person(&t, SAYSO_SOURCE_WITNESS, "Dora Finch", "Dora Finch");
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    int initial = tale_person(&t, SAYSO_SOURCE_PERSON, "A. Leveld", "A. Leveld");
    int chief = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "fire chief", "the fire chief");
    tale_tell(&t);
    int leveld = tale_is(&t, 0, full);
    assert_int_equal(tale_is(&t, 1, last), leveld);
    assert_int_equal(tale_is(&t, 2, initial), leveld);
    assert_int_equal(tale_is(&t, 2, chief), leveld);
    assert_int_not_equal(tale_is(&t, 1, other), leveld);
    assert_string_equal(source(&t, leveld)->name, "Aron Leveld");
    assert_int_equal(source(&t, leveld)->kind, SAYSO_SOURCE_OFFICIAL);
    tale_end(&t);
}

static void sources_namesakes(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int aron = tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Aron Leveld", "Aron Leveld");
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int berta = tale_person(&t, SAYSO_SOURCE_WITNESS, "Berta Leveld", "Berta Leveld");
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    int which = tale_person(&t, SAYSO_SOURCE_PERSON, "Leveld", "Leveld");
    tale_report(&t, "D", "2025-03-01T11:00:00Z", "");
    int lady = tale_person(&t, SAYSO_SOURCE_PERSON, "Finch", "Mrs. Finch");
    tale_report(&t, "E", "2025-03-01T12:00:00Z", "");
    int man = tale_person(&t, SAYSO_SOURCE_PERSON, "Robert Finch", "Mr. Robert Finch");
    tale_tell(&t);
    assert_int_not_equal(tale_is(&t, 0, aron), tale_is(&t, 1, berta));
    assert_int_not_equal(tale_is(&t, 2, which), tale_is(&t, 0, aron));
    assert_int_not_equal(tale_is(&t, 2, which), tale_is(&t, 1, berta));
    assert_true(tale_maybe(&t, tale_is(&t, 2, which), tale_is(&t, 0, aron)));
    assert_true(tale_maybe(&t, tale_is(&t, 2, which), tale_is(&t, 1, berta)));
    assert_false(tale_maybe(&t, tale_is(&t, 0, aron), tale_is(&t, 1, berta)));
    assert_int_not_equal(tale_is(&t, 3, lady), tale_is(&t, 4, man));
    tale_end(&t);
}

static void sources_bodies(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int bare = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police", "police");
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int town = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "Tollund police", "Tollund police");
    int fire = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "fire brigade", "the fire brigade");
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    int department = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police department", "the police department");
    int firemen = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "Tollund Fire Department", "the Tollund Fire Department");
    int state_police = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "state police", "state police");
    tale_tell(&t);
    assert_int_equal(tale_is(&t, 0, bare), tale_is(&t, 1, town));
    assert_int_equal(tale_is(&t, 2, department), tale_is(&t, 1, town));
    assert_int_equal(tale_is(&t, 2, firemen), tale_is(&t, 1, fire));
    assert_int_not_equal(tale_is(&t, 1, fire), tale_is(&t, 1, town));
    assert_int_not_equal(tale_is(&t, 2, state_police), tale_is(&t, 1, town));
    tale_end(&t);
}

static void sources_two_bodies(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int tollund = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "Tollund police", "Tollund police");
    int mine = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police", "the police");
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int osk = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "Osk police", "Osk police");
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    int bare = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police", "police");
    tale_killed(&t, 4, bare, OWN_WORD, OWN_WORD);
    tale_tell(&t);
    assert_int_not_equal(tale_is(&t, 0, tollund), tale_is(&t, 1, osk));
    assert_int_equal(tale_is(&t, 0, mine), tale_is(&t, 0, tollund)); /* its own report names one */
    int which = tale_is(&t, 2, bare);
    assert_true(which != tale_is(&t, 0, tollund) && which != tale_is(&t, 1, osk));
    assert_true(tale_maybe(&t, which, tale_is(&t, 0, tollund)) && tale_maybe(&t, which, tale_is(&t, 1, osk)));
    tale_end(&t);
}

static void sources_hospitals(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int named = tale_body(&t, SAYSO_SOURCE_OFFICIAL, "St. Oda Hospital", "St. Oda Hospital");
    int statement = tale_source(&t, SAYSO_SOURCE_DOCUMENT, "hospital statement", "a hospital statement");
    int leak = tale_source(&t, SAYSO_SOURCE_UNNAMED, "hospital source", "a hospital source");
    tale_killed(&t, 6, statement, OWN_WORD, OWN_WORD);
    tale_killed(&t, 6, leak, OWN_WORD, OWN_WORD);
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int bare = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "hospital", "the hospital");
    int second = tale_source(&t, SAYSO_SOURCE_UNNAMED, "source at the hospital", "a source at the hospital");
    tale_killed(&t, 6, bare, OWN_WORD, OWN_WORD);
    tale_tell(&t);
    assert_int_equal(tale_is(&t, 0, named), tale_is(&t, 0, statement));
    assert_int_not_equal(tale_is(&t, 0, leak), tale_is(&t, 0, statement));
    assert_false(tale_maybe(&t, tale_is(&t, 0, leak), tale_is(&t, 0, named)));
    assert_int_equal(source(&t, tale_is(&t, 0, leak))->of, tale_is(&t, 0, named));
    assert_int_not_equal(tale_is(&t, 1, bare), tale_is(&t, 0, named)); /* of hospitals there may be several */
    assert_true(tale_maybe(&t, tale_is(&t, 1, bare), tale_is(&t, 0, named)));
    assert_int_not_equal(tale_is(&t, 1, second), tale_is(&t, 0, leak));
    assert_int_equal(tale_roots(&t, 6), 2);
    tale_end(&t);
}

static void sources_posts(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int post = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police commissioner", "the police commissioner");
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int named = tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Runa Astrup", "Police Commissioner Runa Astrup");
    int deputy = tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Jens Vik", "Deputy Police Commissioner Jens Vik");
    int mayor = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "mayor", "the mayor");
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    int same_mayor = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "mayor", "the mayor");
    int some_chief = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police commissioner", "a police commissioner");
    tale_tell(&t);
    assert_int_equal(tale_is(&t, 0, post), tale_is(&t, 1, named));
    assert_int_not_equal(tale_is(&t, 1, deputy), tale_is(&t, 1, named));
    assert_int_equal(tale_is(&t, 1, mayor), tale_is(&t, 2, same_mayor));
    assert_int_not_equal(tale_is(&t, 2, some_chief), tale_is(&t, 1, named));
    assert_string_equal(source(&t, tale_is(&t, 0, post))->name, "Runa Astrup");
    tale_end(&t);
}

static void sources_unnamed(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z",
                P1 "\n" P2 "\nA deckhand said that three men were lost below when the lights went off.");
    int hand = tale_source(&t, SAYSO_SOURCE_WITNESS, "deckhand", "A deckhand");
    int quiet = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police official", "a police official");
    tale_report(&t, "B", "2025-03-01T09:00:00Z",
                P1 "\n" P2 "\nA deckhand said that three men were lost below when the lights went off.");
    int copied = tale_source(&t, SAYSO_SOURCE_WITNESS, "deckhand", "A deckhand");
    tale_report(&t, "C", "2025-03-01T10:00:00Z", OTHER);
    int other = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police official", "a police official");
    int driver = tale_source(&t, SAYSO_SOURCE_WITNESS, "driver", "a driver");
    tale_tell(&t);
    assert_int_equal(tale_is(&t, 0, hand), tale_is(&t, 1, copied)); /* the same words, so the same man */
    assert_int_not_equal(tale_is(&t, 0, quiet), tale_is(&t, 2, other));
    assert_true(tale_maybe(&t, tale_is(&t, 0, quiet), tale_is(&t, 2, other)));
    assert_false(tale_maybe(&t, tale_is(&t, 0, hand), tale_is(&t, 2, driver)));
    assert_string_equal(source(&t, tale_is(&t, 0, quiet))->role, "official");
    tale_end(&t);
}

static void sources_called(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "Ann Roe will go, her office said, and so said their lawyer.\n");
    tale_person(&t, SAYSO_SOURCE_PERSON, "Ann Roe", "Ann Roe|her");
    int office = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "her office", "her office");
    int lawyer = tale_source(&t, SAYSO_SOURCE_PERSON, "their lawyer", "their lawyer");
    tale_tell(&t);
    assert_string_equal(source(&t, tale_is(&t, 0, office))->name, "[Ann Roe’s] office");
    assert_string_equal(source(&t, tale_is(&t, 0, lawyer))->name, "their lawyer"); /* whose, nothing tells */
    tale_end(&t);
}

static void sources_workers(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int named = tale_person(&t, SAYSO_SOURCE_WITNESS, "Mira Solheim", "AFP photographer Mira Solheim");
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int afp = tale_body(&t, SAYSO_SOURCE_AGENCY, "AFP", "AFP");
    int one = tale_source(&t, SAYSO_SOURCE_WITNESS, "one of its photographers", "one of its photographers");
    tale_killed(&t, 7, afp, one, OWN_WORD);
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    int rival = tale_source(&t, SAYSO_SOURCE_WITNESS, "Reuters photographer", "a Reuters photographer");
    int man = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "spokesman for the fire department", "a spokesman for the fire department");
    int fire = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "fire department", "the fire department");
    tale_report(&t, "D", "2025-03-01T11:00:00Z", "");
    int credited = tale_person(&t, SAYSO_SOURCE_WITNESS, "Odd Berge", "Odd Berge");
    tale_picture(&t, "Odd Berge", "Reuters");
    tale_tell(&t);
    int mira = tale_is(&t, 0, named), some = tale_is(&t, 1, one);
    assert_int_equal(source(&t, mira)->of, tale_is(&t, 1, afp));
    assert_int_equal(source(&t, some)->of, tale_is(&t, 1, afp));
    assert_string_equal(source(&t, some)->name, "one of [Agence France-Presse’s] photographers");
    assert_string_equal(source(&t, mira)->role, "photographer");
    assert_string_equal(source(&t, some)->role, "photographer");
    assert_int_not_equal(mira, some);
    assert_true(tale_maybe(&t, mira, some));
    assert_false(tale_maybe(&t, mira, tale_is(&t, 2, rival)));
    assert_int_equal(source(&t, tale_is(&t, 2, man))->of, tale_is(&t, 2, fire));
    assert_true(source(&t, tale_is(&t, 2, man))->voice);
    assert_false(source(&t, some)->voice);
    assert_string_equal(source(&t, tale_is(&t, 3, credited))->role, "photographer");
    assert_int_equal(source(&t, tale_is(&t, 3, credited))->of, source(&t, tale_is(&t, 2, rival))->of);
    assert_true(tale_maybe(&t, tale_is(&t, 3, credited), tale_is(&t, 2, rival)));
    tale_end(&t);
}

static void sources_acronyms(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    int full = tale_body(&t, SAYSO_SOURCE_OFFICIAL, "Norwick Transport Holding", "Norwick Transport Holding");
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int brief = tale_body(&t, SAYSO_SOURCE_OFFICIAL, "NTH", "NTH");
    int other = tale_body(&t, SAYSO_SOURCE_OFFICIAL, "NTX", "NTX");
    tale_tell(&t);
    assert_int_equal(tale_is(&t, 0, full), tale_is(&t, 1, brief));
    assert_int_not_equal(tale_is(&t, 0, full), tale_is(&t, 1, other));
    assert_string_equal(source(&t, tale_is(&t, 1, brief))->name, "Norwick Transport Holding");
    tale_end(&t);
}

/* ---- roots ------------------------------------------------------------------------------------------------------- */
static void roots_chain_and_own_word(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z", "");
    int tvt = tale_body(&t, SAYSO_SOURCE_OUTLET, "TVT", "TVT"),
        chief = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police commissioner", "the police commissioner");
    tale_killed(&t, 3, tvt, chief, OWN_WORD);
    tale_report(&t, "B Post", "2025-03-01T09:00:00Z", "");
    int same = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police commissioner", "the police commissioner");
    tale_killed(&t, 3, OWN_WORD, OWN_WORD, OWN_WORD); /* the headline */
    tale_killed(&t, 3, same, OWN_WORD, OWN_WORD);
    tale_report(&t, "C Post", "2025-03-01T10:00:00Z", "");
    tale_killed(&t, 9, OWN_WORD, OWN_WORD, OWN_WORD);
    tale_report(&t, "D Post", "2025-03-01T11:00:00Z", "");
    tale_killed(&t, 5, NOBODY_NAMED, OWN_WORD, OWN_WORD);
    tale_report(&t, "E Post", "2025-03-01T12:00:00Z", "");
    int again = tale_body(&t, SAYSO_SOURCE_OUTLET, "TVT", "TVT");
    tale_killed(&t, 6, again, NOBODY_NAMED, OWN_WORD);
    tale_tell(&t);
    assert_int_equal(tale_root(&t, 0, 3), tale_is(&t, 0, chief));
    assert_int_equal(tale_root(&t, 1, 3), tale_is(&t, 1, same));
    assert_int_equal(tale_roots(&t, 3), 1);
    assert_int_equal(tale_root(&t, 2, 9), tale_is(&t, 2, -1));
    assert_int_equal(tale_root(&t, 3, 5), -1);
    assert_int_equal(tale_roots(&t, 5), 0);
    assert_int_equal(tale_root(&t, 4, 6), -1);
    tale_end(&t);
}

static void roots_through_outlets(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "TVT", "2025-03-01T08:00:00Z", "");
    int chief = tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Runa Astrup", "Runa Astrup");
    tale_killed(&t, 3, chief, OWN_WORD, OWN_WORD);
    tale_killed(&t, 8, OWN_WORD, OWN_WORD, OWN_WORD);
    tale_report(&t, "A Post", "2025-03-01T09:00:00Z", "");
    int tvt = tale_body(&t, SAYSO_SOURCE_OUTLET, "TVT", "TVT");
    tale_killed(&t, 3, tvt, OWN_WORD, OWN_WORD);
    tale_killed(&t, 8, tvt, OWN_WORD, OWN_WORD);
    tale_report(&t, "B Post", "2025-03-01T10:00:00Z", "");
    int radio = tale_body(&t, SAYSO_SOURCE_OUTLET, "Radio Osk", "Radio Osk"),
        mayor = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "mayor", "the mayor");
    tale_killed(&t, 4, radio, mayor, OWN_WORD);
    tale_report(&t, "C Post", "2025-03-01T11:00:00Z", "");
    int again = tale_body(&t, SAYSO_SOURCE_OUTLET, "Radio Osk", "Radio Osk");
    tale_killed(&t, 4, again, OWN_WORD, OWN_WORD);
    tale_tell(&t);
    assert_int_equal(tale_root(&t, 1, 3), tale_is(&t, 0, chief));
    assert_int_equal(tale_root(&t, 1, 8), tale_is(&t, 0, -1)); /* TVT's own word */
    assert_int_equal(tale_root(&t, 3, 4), tale_is(&t, 2, mayor));
    assert_int_equal(source(&t, tale_is(&t, 2, radio))->root, tale_is(&t, 2, mayor)); /* all it says is the mayor's */
    assert_int_equal(source(&t, tale_is(&t, 0, -1))->root, -1);
    assert_int_equal(tale_roots(&t, 3), 1);
    tale_end(&t);
}

static void roots_circle(void **state) {
    (void)state;
    struct tale t = tale_begin(); /* each cites the other: an end is found, and it is one of the two */
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z", "");
    int b = tale_body(&t, SAYSO_SOURCE_OUTLET, "B Post", "B Post");
    tale_killed(&t, 3, b, OWN_WORD, OWN_WORD);
    tale_report(&t, "B Post", "2025-03-01T09:00:00Z", "");
    int a = tale_body(&t, SAYSO_SOURCE_OUTLET, "A Post", "A Post");
    tale_killed(&t, 3, a, OWN_WORD, OWN_WORD);
    tale_tell(&t);
    int one = tale_is(&t, 0, -1), two = tale_is(&t, 1, -1);
    assert_true(tale_root(&t, 0, 3) == one || tale_root(&t, 0, 3) == two);
    assert_int_equal(tale_root(&t, 0, 3), tale_root(&t, 1, 3));
    tale_end(&t);
}

static void roots_copies_and_lines(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z", P1 "\n" P2 "\nEleven people were killed in the strait.");
    tale_killed_in(&t, 11, "Eleven people were killed", OWN_WORD);
    tale_report(&t, "B Post", "2025-03-01T09:00:00Z", P1 "\n" P2 "\nEleven people were killed in the strait.");
    tale_killed(&t, 11, OWN_WORD, OWN_WORD, OWN_WORD); /* in its headline */
    tale_report(&t, "C Post", "2025-03-01T10:00:00Z", "OSK (AP) \xe2\x80\x94 " MORE);
    tale_killed(&t, 12, OWN_WORD, OWN_WORD, OWN_WORD);
    tale_report(&t, "D Post", "2025-03-01T11:00:00Z", OTHER);
    tale_block(&t, SAYSO_BLOCK_NOTE, "The Associated Press contributed to this report.");
    tale_killed(&t, 12, OWN_WORD, OWN_WORD, OWN_WORD);
    tale_report(&t, "AP", "2025-03-01T12:00:00Z", P4);
    int line = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "fire department", "the fire department");
    tale_killed(&t, 13, line, OWN_WORD, OWN_WORD);
    tale_report(&t, "E Post", "2025-03-01T13:00:00Z", "OSK (AP) \xe2\x80\x94 The ship is being towed to the yard at Tollund.");
    tale_killed(&t, 13, OWN_WORD, OWN_WORD, OWN_WORD);
    tale_tell(&t);
    int post = tale_is(&t, 0, -1), ap = tale_named(&t, "Associated Press");
    assert_int_equal(tale_root(&t, 1, 11), post);
    assert_int_equal(tale_roots(&t, 11), 1);
    assert_int_equal(tale_root(&t, 2, 12), ap);
    assert_int_equal(tale_root(&t, 3, 12), ap);
    assert_int_equal(tale_roots(&t, 12), 1);
    assert_int_equal(tale_root(&t, 5, 13), tale_is(&t, 4, line)); /* the agency's own report names whom it has it from */
    tale_end(&t);
}

static void roots_repeated_passage(void **state) {
    (void)state;
    struct tale t = tale_begin(); /* no copy, but this passage stands word for word in the other */
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z",
                P1 "\nEleven people were killed when the second boat went down by the bow within sight of the quay and the "
                   "people who stood there.");
    tale_killed_in(&t, 11, "Eleven people were killed", OWN_WORD);
    tale_report(&t, "B Post", "2025-03-01T09:00:00Z",
                OTHER "\n" MORE "\n" P4 "\nEleven people were killed when the second boat went down by the bow within sight of "
                      "the quay and the people who stood there.");
    tale_killed_in(&t, 11, "Eleven people were killed", OWN_WORD);
    tale_report(&t, "C Post", "2025-03-01T10:00:00Z",
                P1 "\n" OTHER "\n" MORE "\n" P4 "\n" OWN "\nTwo are dead, says the harbour, and that may not be all.");
    tale_killed_in(&t, 2, "Two are dead", OWN_WORD);
    tale_tell(&t);
    assert_int_equal(report(&t, 1)->copy_of, -1);
    assert_int_equal(tale_root(&t, 1, 11), tale_is(&t, 0, -1));
    assert_int_equal(tale_root(&t, 2, 2), tale_is(&t, 2, -1)); /* in words of its own */
    tale_end(&t);
}

/* ---- counting ---------------------------------------------------------------------------------------------------- */
static void counting_voices(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    tale_killed(&t, 3, tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police", "police"), OWN_WORD, OWN_WORD);
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    int chief = tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Runa Astrup", "Police Commissioner Runa Astrup");
    tale_killed(&t, 3, chief, OWN_WORD, OWN_WORD);
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    tale_killed(&t, 3, tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police spokeswoman", "a police spokeswoman"), OWN_WORD, OWN_WORD);
    tale_tell(&t);
    assert_int_equal(tale_roots(&t, 3), 1);
    assert_int_equal(tale_root(&t, 1, 3), tale_is(&t, 1, chief)); /* whose word it is stays told */
    assert_true(source(&t, tale_is(&t, 1, chief))->voice);
    tale_end(&t);
}

static void counting_independent(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    tale_killed(&t, 3, tale_source(&t, SAYSO_SOURCE_OFFICIAL, "police", "police"), OWN_WORD, OWN_WORD);
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    tale_killed(&t, 3, tale_source(&t, SAYSO_SOURCE_OFFICIAL, "fire department", "the fire department"), OWN_WORD, OWN_WORD);
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    tale_killed(&t, 3, tale_person(&t, SAYSO_SOURCE_WITNESS, "Dora Finch", "Dora Finch"), OWN_WORD, OWN_WORD);
    for (int i = 0; i < 3; i++) { /* perhaps one and the same resident three times */
        tale_report(&t, "D", arena_printf(&t.arena, "2025-03-01T1%d:00:00Z", i + 1), "");
        tale_killed(&t, 3, tale_source(&t, SAYSO_SOURCE_WITNESS, "resident", "a resident"), OWN_WORD, OWN_WORD);
    }
    tale_tell(&t);
    assert_int_equal(tale_roots(&t, 3), 4);
    tale_end(&t);
}

static void counting_two_holders(void **state) {
    (void)state;
    struct tale t = tale_begin(); /* of two countries, as it must be */
    tale_report(&t, "A", "2025-03-01T08:00:00Z", "");
    tale_killed(&t, 3, tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Ana Prado", "Foreign Minister Ana Prado"), OWN_WORD, OWN_WORD);
    tale_report(&t, "B", "2025-03-01T09:00:00Z", "");
    tale_killed(&t, 3, tale_person(&t, SAYSO_SOURCE_OFFICIAL, "Ilya Sorok", "Foreign Minister Ilya Sorok"), OWN_WORD, OWN_WORD);
    tale_report(&t, "C", "2025-03-01T10:00:00Z", "");
    int said = tale_source(&t, SAYSO_SOURCE_PERSON, "said", "said");
    tale_killed(&t, 4, said, OWN_WORD, OWN_WORD);
    tale_tell(&t);
    assert_int_equal(tale_roots(&t, 3), 2);
    assert_int_equal(tale_root(&t, 2, 4), -1); /* a verb is nobody */
    tale_end(&t);
}

/* ---- pictures and eyewitnesses ----------------------------------------------------------------------------------- */
static void leaning(void **state) {
    (void)state;
    struct tale t = tale_begin();
    tale_report(&t, "A Post", "2025-03-01T08:00:00Z", "");
    tale_picture(&t, "Odd Berge", "Reuters");
    tale_picture(&t, NULL, "Reuters");
    int reuters = tale_body(&t, SAYSO_SOURCE_AGENCY, "Reuters", "Reuters"),
        man = tale_source(&t, SAYSO_SOURCE_WITNESS, "witness", "a witness");
    tale_killed(&t, 3, reuters, man, OWN_WORD);
    tale_report(&t, "B Post", "2025-03-01T09:00:00Z", "");
    tale_picture(&t, "Odd Berge", "Reuters");
    tale_killed(&t, 3, tale_source(&t, SAYSO_SOURCE_WITNESS, "baker", "a baker"), OWN_WORD, OWN_WORD); /* its own */
    tale_report(&t, "C Post", "2025-03-01T10:00:00Z", "");
    tale_picture(&t, NULL, "Reuters");
    tale_picture(&t, NULL, "AP");
    tale_report(&t, "Reuters", "2025-03-01T11:00:00Z", "");
    tale_picture(&t, "Odd Berge", "Reuters");
    tale_tell(&t);
    assert_int_equal(report(&t, 0)->leans_on, tale_is(&t, 0, reuters));
    for (uint32_t i = 1; i < 4; i++) assert_int_equal(report(&t, i)->leans_on, -1);
    tale_end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_cut_and_added),
        cmocka_unit_test(copies_marks_and_case),
        cmocka_unit_test(copies_flash),
        cmocka_unit_test(copies_of_copies),
        cmocka_unit_test(copies_many),
        cmocka_unit_test(lines_at_the_head),
        cmocka_unit_test(lines_at_the_end),
        cmocka_unit_test(sources_outlets),
        cmocka_unit_test(sources_people),
        cmocka_unit_test(sources_namesakes),
        cmocka_unit_test(sources_bodies),
        cmocka_unit_test(sources_two_bodies),
        cmocka_unit_test(sources_hospitals),
        cmocka_unit_test(sources_posts),
        cmocka_unit_test(sources_unnamed),
        cmocka_unit_test(sources_called),
        cmocka_unit_test(sources_workers),
        cmocka_unit_test(sources_acronyms),
        cmocka_unit_test(roots_chain_and_own_word),
        cmocka_unit_test(roots_through_outlets),
        cmocka_unit_test(roots_circle),
        cmocka_unit_test(roots_copies_and_lines),
        cmocka_unit_test(roots_repeated_passage),
        cmocka_unit_test(counting_voices),
        cmocka_unit_test(counting_independent),
        cmocka_unit_test(counting_two_holders),
        cmocka_unit_test(leaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
