/* The record made by hand: see out_sample.h. Spans are found by their words. */
#include "out_sample.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    sayso_block_kind kind;
    int32_t media;
    const char *words;
} BLOCKS[] = {
    {SAYSO_BLOCK_HEADLINE, -1, "Two Hurt as Crane Falls on \"Pier 9\" & <Dock>"},
    {SAYSO_BLOCK_CAPTION, 0, "The crane\xe2\x80\x99s arm in the water."},
    {SAYSO_BLOCK_CREDIT, 0, "Ola Fenn/Meridian Press via CityDesk"},
    {SAYSO_BLOCK_PARAGRAPH, -1,
     "Two people were hurt, the harbour office said, and Meridian Press, which cited a docker, reported that the cable had "
     "snapped."},
    {SAYSO_BLOCK_PARAGRAPH, -1,
     "\xe2\x80\x9cIt sang like a string,\xe2\x80\x9d the docker said. A third man is said to be missing."},
    {SAYSO_BLOCK_PARAGRAPH, -1,
     "At least three shots were fired on Monday evening at Pier 9 in \xc3\x85lesund, Norway, Meridian Press said. Eight, "
     "\"=1+1\",\nothers reportedly heard. Norwegian divers found a 9\xc2\xa0mm pistol."},
    {SAYSO_BLOCK_PARAGRAPH, -1,
     "Tests run on Monday, 9\xe2\x80\xaf"
     "a.m. \xe6\xb8\xaf\xe6\xb9\xbe"},
};
enum { N_BLOCKS = sizeof BLOCKS / sizeof *BLOCKS };

int told_write(void *stream, const char *bytes, size_t n) {
    struct told *t = stream;
    t->bytes = realloc(t->bytes, t->n + n + 1);
    assert(t->bytes);
    memcpy(t->bytes + t->n, bytes, n);
    t->n += n;
    t->bytes[t->n] = 0;
    return 0;
}

static void lay_out(struct sample *s) {
    s->page = (struct page){.blocks = ARENA_ARRAY(&s->arena, struct page_block, N_BLOCKS),
                            .n_blocks = N_BLOCKS,
                            .encoding = "utf-8",
                            .media_type = "text/html"};
    uint32_t at = 100;
    for (uint32_t i = 0; i < N_BLOCKS; i++) {
        struct page_block *b = &s->page.blocks[i];
        *b = (struct page_block){
            .kind = BLOCKS[i].kind, .media = BLOCKS[i].media, .n = (uint32_t)strlen(BLOCKS[i].words), .n_runs = 1};
        b->text = arena_strdup(&s->arena, BLOCKS[i].words);
        b->runs = ARENA_NEW(&s->arena, struct page_run);
        b->runs[0] = (struct page_run){0, at, b->n, b->n};
        at += b->n + 20;
    }
    static sayso_credit chain[] = {
        {"Ola Fenn", SAYSO_CREDIT_CREATOR}, {"Meridian Press", SAYSO_CREDIT_AGENCY}, {"CityDesk", SAYSO_CREDIT_VIA}};
    static struct page_media media[] = {{.kind = SAYSO_MEDIA_IMAGE,
                                         .uri = "https://example.org/a.jpg?x=1&y=\"2\"",
                                         .span = {-1, 0, 0},
                                         .caption = {1, 0, 28},
                                         .credit = {2, 0, 36},
                                         .chain = chain,
                                         .n_chain = 3},
                                        {.kind = SAYSO_MEDIA_VIDEO,
                                         .uri = "javascript:alert(1)",
                                         .span = {-1, 0, 0},
                                         .caption = {-1, 0, 0},
                                         .credit = {-1, 0, 0}}};
    static const char *const bylines[] = {"Rhea Lunn", "Pat O\xe2\x80\x99"
                                                       "Dell"};
    s->page.media = media;
    s->page.n_media = 2;
    s->page.publication = (sayso_publication){.title = "Two Hurt as Crane Falls on \"Pier 9\" & <Dock>",
                                              .outlet = "The Quay",
                                              .bylines = {bylines, 2},
                                              .published = "2025-09-12T18:40:00+02:00",
                                              .language = "en",
                                              .canonical_uri = "https://example.org/crane"};
    sayso_error e;
    sayso_code code = text_build(&s->arena, &s->page, &s->text, &e);
    assert(!code);
    (void)code;
}

/* The n-th place of the words, from 0. */
static span find(const struct sample *s, const char *words, int n) {
    const char *p = s->text.utf8 - 1;
    do p = strstr(p + 1, words);
    while (p && n--);
    assert(p);
    return span_of((uint32_t)(p - s->text.utf8), (uint32_t)(p - s->text.utf8 + (long)strlen(words)));
}

static sayso_spans spans(struct sample *s, const char *a, const char *b) {
    sayso_span *at = ARENA_ARRAY(&s->arena, sayso_span, 2);
    uint32_t n = 0;
    if (a) at[n++] = find(s, a, 0);
    if (b) at[n++] = find(s, b, 0);
    return (sayso_spans){at, n};
}

static sayso_ids ids(struct sample *s, int32_t a, int32_t b, uint32_t n) {
    int32_t *at = ARENA_ARRAY(&s->arena, int32_t, 2);
    at[0] = a;
    at[1] = b;
    return (sayso_ids){at, n};
}

static void fill_people(struct sample *s) {
    static const char *const aliases[] = {"the docker"};
    sayso_entity *e = ARENA_ARRAY(&s->arena, sayso_entity, 2);
    e[0] = (sayso_entity){
        .kind = SAYSO_ENTITY_PERSON, .name = "a docker", .aliases = {aliases, 1}, .mentions = spans(s, "a docker", "the docker")};
    e[1] = (sayso_entity){.kind = SAYSO_ENTITY_ORGANIZATION,
                          .named = true,
                          .name = "Meridian Press",
                          .mentions = spans(s, "Meridian Press", NULL),
                          .titles = spans(s, "office", NULL)};
    sayso_source *v = ARENA_ARRAY(&s->arena, sayso_source, 3);
    v[0] = (sayso_source){.entity = -1,
                          .name = "the harbour office",
                          .kind = SAYSO_SOURCE_OFFICIAL,
                          .named = true,
                          .mentions = spans(s, "the harbour office", NULL)};
    v[1] = (sayso_source){.entity = 1,
                          .name = "Meridian Press",
                          .kind = SAYSO_SOURCE_AGENCY,
                          .named = true,
                          .mentions = spans(s, "Meridian Press", NULL)};
    v[2] = (sayso_source){
        .entity = 0, .name = "a docker", .kind = SAYSO_SOURCE_WITNESS, .mentions = spans(s, "a docker", "the docker")};
    s->record.entities = e, s->record.n_entities = 2;
    s->record.sources = v, s->record.n_sources = 3;
}

static void fill_attributions(struct sample *s) {
    sayso_attribution *a = ARENA_ARRAY(&s->arena, sayso_attribution, 5);
    a[0] = (sayso_attribution){.source = spans(s, "the harbour office", NULL),
                               .cue = spans(s, "said", NULL),
                               .content = spans(s, "Two people were hurt", NULL),
                               .source_id = 0,
                               .within = -1,
                               .form = SAYSO_FORM_INDIRECT,
                               .attitude = "states",
                               .score = 0.98f};
    a[1] = (sayso_attribution){.source = spans(s, "Meridian Press, which cited a docker", NULL),
                               .cue = spans(s, "reported", NULL),
                               .content = spans(s, "that the cable had snapped", NULL),
                               .source_id = 1,
                               .within = -1,
                               .form = SAYSO_FORM_INDIRECT,
                               .attitude = "states",
                               .score = 0.91f};
    a[2] = (sayso_attribution){.source = spans(s, "a docker", NULL),
                               .cue = spans(s, "cited", NULL),
                               .content = spans(s, "the cable had snapped", NULL),
                               .source_id = 2,
                               .within = 1,
                               .form = SAYSO_FORM_INDIRECT,
                               .attitude = "states",
                               .score = 0.7f};
    a[3] = (sayso_attribution){.source = spans(s, "the docker", NULL),
                               .cue = spans(s, "docker said", NULL),
                               .content = spans(s, "\xe2\x80\x9cIt sang like a string,\xe2\x80\x9d", NULL),
                               .source_id = 2,
                               .within = -1,
                               .form = SAYSO_FORM_DIRECT,
                               .attitude = "believes",
                               .score = 1};
    a[4] = (sayso_attribution){.cue = spans(s, "is said to", NULL),
                               .content = spans(s, "A third man", "be missing"),
                               .source_id = -1,
                               .within = -1,
                               .form = SAYSO_FORM_MIXED,
                               .attitude = "states",
                               .score = 0.2f};
    s->record.attributions = a, s->record.n_attributions = 5;
    sayso_quote *q = ARENA_ARRAY(&s->arena, sayso_quote, 2);
    q[0] = (sayso_quote){.span = find(s, "\xe2\x80\x9cIt sang like a string,\xe2\x80\x9d", 0),
                         .speaker = 0,
                         .attribution = 3,
                         .chain = ids(s, 2, 0, 1)};
    q[1] = (sayso_quote){.span = {find(s, "\"Pier 9\"", 0).beg, find(s, "The crane", 0).end},
                         .speaker = -1,
                         .attribution = -1,
                         .chain = ids(s, 1, -1, 2)};
    s->record.quotes = q, s->record.n_quotes = 2;
}

static sayso_count count(sayso_relation relation, double low, double high) {
    return (sayso_count){relation, low >= 0, high >= 0, low < 0 ? 0 : low, high < 0 ? 0 : high};
}

static void fill_facts(struct sample *s) {
    static const char *const pier[] = {"Pier 9", "\xc3\x85lesund", "Norway"}, *const town[] = {"\xc3\x85lesund", "Norway"};
    sayso_time *t = ARENA_ARRAY(&s->arena, sayso_time, 2);
    t[0] = (sayso_time){.span = find(s, "Monday evening", 0), .type = "DATE", .value = "2025-09-08TEV", .anchor = -1};
    t[1] = (sayso_time){.span = find(s,
                                     "9\xe2\x80\xaf"
                                     "a.m.",
                                     0),
                        .type = "TIME",
                        .value = "XXXX-WXX-1T09:00",
                        .anchor = 0};
    sayso_place *p = ARENA_ARRAY(&s->arena, sayso_place, 3);
    p[0] = (sayso_place){.span = find(s, "Pier 9 in", 0),
                         .entity = -1,
                         .name = "Pier 9",
                         .path = {pier, 3},
                         .has_point = true,
                         .lat = 62.47225,
                         .lon = 6.15492,
                         .geonames = 3163392,
                         .country = "NO",
                         .precision = "facility",
                         .role = "event"};
    p[0].span.end -= 3;
    p[1] = (sayso_place){.span = find(s, "\xc3\x85lesund", 0),
                         .entity = -1,
                         .name = "\xc3\x85lesund",
                         .path = {town, 2},
                         .has_point = true,
                         .lat = 62.47225,
                         .lon = 6.15492,
                         .geonames = 3163392,
                         .country = "NO",
                         .precision = "city",
                         .role = "mention"};
    p[2] = (sayso_place){.span = find(s, "Norway", 0), .entity = -1, .name = "Norway", .role = "mention"};
    sayso_amount *n = ARENA_ARRAY(&s->arena, sayso_amount, 3);
    n[0] = (sayso_amount){.span = find(s, "Two", 1), .count = count(SAYSO_RELATION_EQ, 2, 2), .of = "hurt", .kind = "count"};
    n[1] = (sayso_amount){
        .span = find(s, "At least three", 0), .count = count(SAYSO_RELATION_AT_LEAST, 3, -1), .of = "shots", .kind = "count"};
    n[2] = (sayso_amount){
        .span = find(s, "9\xc2\xa0mm", 0), .count = count(SAYSO_RELATION_EQ, 9, 9), .kind = "measure", .unit = "mm"};
    sayso_participant *who = ARENA_ARRAY(&s->arena, sayso_participant, 3);
    who[0] = (sayso_participant){"agent", -1, find(s, "Norwegian divers", 0)};
    who[1] = (sayso_participant){"patient", 0, {0, 0}};
    who[2] = (sayso_participant){"patient", -1, find(s, "a 9\xc2\xa0mm pistol", 0)};
    sayso_event *v = ARENA_ARRAY(&s->arena, sayso_event, 3);
    v[0] = (sayso_event){.trigger = find(s, "fired", 0),
                         .type = "ASSAULT",
                         .mode = "firearms",
                         .code = "190",
                         .kind = "shooting",
                         .participants = who + 1,
                         .n_participants = 1,
                         .time = 0,
                         .place = 0,
                         .amounts = ids(s, 1, 0, 1),
                         .certainty = SAYSO_CERTAINTY_CERTAIN,
                         .same_as = ids(s, 1, 0, 1)};
    v[1] = (sayso_event){.trigger = find(s, "heard", 0),
                         .type = "ASSAULT",
                         .time = -1,
                         .place = -1,
                         .certainty = SAYSO_CERTAINTY_POSSIBLE,
                         .markers = spans(s, "reportedly", NULL),
                         .same_as = ids(s, 0, 0, 1),
                         .attributions = ids(s, 0, 0, 1)};
    v[2] = (sayso_event){.trigger = find(s, "found", 0),
                         .type = "COERCE",
                         .mode = "confiscate",
                         .participants = who,
                         .n_participants = 3,
                         .time = -1,
                         .place = -1,
                         .status = SAYSO_STATUS_PLANNED,
                         .certainty = SAYSO_CERTAINTY_PROBABLE};
    s->record.times = t, s->record.n_times = 2;
    s->record.places = p, s->record.n_places = 3;
    s->record.amounts = n, s->record.n_amounts = 3;
    s->record.events = v, s->record.n_events = 3;
}

static sayso_value value_of(sayso_value_kind kind, int32_t id) { return (sayso_value){.kind = kind, .id = id}; }

static sayso_fillers fillers(struct sample *s, sayso_value a, int32_t claim_a, const sayso_value *b, int32_t claim_b) {
    sayso_filler *f = ARENA_ARRAY(&s->arena, sayso_filler, 2);
    f[0] = (sayso_filler){a, ids(s, claim_a, 0, 1), 0.75f};
    if (b) f[1] = (sayso_filler){*b, ids(s, claim_b, 0, 1)};
    return (sayso_fillers){f, b ? 2 : 1};
}

static void fill_claims(struct sample *s) {
    sayso_value least = {.kind = SAYSO_VALUE_COUNT, .count = count(SAYSO_RELATION_AT_LEAST, 3, -1)};
    sayso_value eight = {.kind = SAYSO_VALUE_COUNT, .count = count(SAYSO_RELATION_EQ, 8, 8)};
    sayso_value hurt = {.kind = SAYSO_VALUE_COUNT, .count = count(SAYSO_RELATION_EQ, 2, 2)};
    sayso_value none = {.kind = SAYSO_VALUE_COUNT, .count = count(SAYSO_RELATION_EQ, 0, 0)};
    sayso_claim *c = ARENA_ARRAY(&s->arena, sayso_claim, 10);
    c[0] = (sayso_claim){
        .slot = "what", .about = -1, .span = find(s, "the cable had snapped", 0), .chain = ids(s, 1, 2, 2), .attribution = 2};
    c[1] = (sayso_claim){.slot = "what",
                         .about = -1,
                         .span = find(s, "A third man is said to be missing", 0),
                         .chain = ids(s, -1, 0, 1),
                         .hedges = spans(s, "is said to", NULL),
                         .attribution = -1};
    c[2] = (sayso_claim){.slot = "what",
                         .value = {.kind = SAYSO_VALUE_TEXT, .text = "Monday"},
                         .about = -1,
                         .span = find(s, "Tests run on Monday", 0),
                         .attribution = -1};
    c[3] = (sayso_claim){.slot = "shots",
                         .value = least,
                         .about = 0,
                         .span = find(s, "At least three", 0),
                         .chain = ids(s, 1, 2, 2),
                         .attribution = 2};
    c[4] = (sayso_claim){.slot = "shots",
                         .value = eight,
                         .about = 1,
                         .span = find(s, "Eight, \"=1+1\",\nothers", 0),
                         .chain = ids(s, -1, 0, 1),
                         .hedges = spans(s, "reportedly", NULL),
                         .attribution = -1};
    c[5] = (sayso_claim){.slot = "injured",
                         .value = hurt,
                         .about = 0,
                         .span = find(s, "Two people", 0),
                         .chain = ids(s, 0, 0, 1),
                         .attribution = 0};
    c[6] =
        (sayso_claim){.slot = "killed", .value = none, .about = 0, .span = find(s, "Two people were hurt", 0), .attribution = -1};
    c[7] = (sayso_claim){
        .slot = "place", .value = value_of(SAYSO_VALUE_PLACE, 0), .about = 0, .span = find(s, "Pier 9 in", 0), .attribution = -1};
    c[8] = (sayso_claim){.slot = "time",
                         .value = value_of(SAYSO_VALUE_TIME, 0),
                         .about = 0,
                         .span = find(s, "Monday evening", 0),
                         .chain = ids(s, 1, 0, 1),
                         .attribution = 1};
    c[9] = (sayso_claim){.slot = "weapon",
                         .value = {.kind = SAYSO_VALUE_TEXT, .text = "-9 mm pistol"},
                         .about = 0,
                         .span = find(s, "a 9\xc2\xa0mm pistol", 0),
                         .chain = ids(s, 2, 0, 1),
                         .hedges = spans(s, "is said to", "reportedly"),
                         .attribution = 3};
    s->record.claims = c, s->record.n_claims = 10;
    sayso_incident *x = &s->record.incident;
    x->kind = "shooting";
    x->events = ids(s, 0, 0, 1);
    x->time = fillers(s, c[8].value, 8, NULL, 0);
    x->place = fillers(s, c[7].value, 7, NULL, 0);
    sayso_value docker = value_of(SAYSO_VALUE_ENTITY, 0);
    x->victims = fillers(s, docker, 0, NULL, 0);
    x->weapons = fillers(s, c[9].value, 9, NULL, 0);
    x->killed = fillers(s, none, 6, NULL, 0);
    x->injured = fillers(s, hurt, 5, &least, 3);
}

void sample_make(struct sample *s) {
    *s = (struct sample){0};
    arena_init(&s->arena, 0);
    lay_out(s);
    sayso_record *r = &s->record;
    snprintf(r->id, sizeof r->id, "sha256:%064d", 7);
    snprintf(r->input.sha256, sizeof r->input.sha256, "%064d", 9);
    r->input.name = "odd\xff name\x01.html";
    r->input.media_type = "text/html";
    r->input.encoding = "utf-8";
    r->input.bytes = 1234;
    r->publication = s->text.publication;
    r->text = s->text.utf8, r->n_text = s->text.n;
    r->blocks = s->text.blocks, r->n_blocks = s->text.n_blocks;
    r->media = s->text.media, r->n_media = s->text.n_media;
    r->sentences = spans(s, "Two people were hurt", "A third man is said to be missing.").at, r->n_sentences = 2;
    fill_people(s);
    fill_attributions(s);
    fill_facts(s);
    fill_claims(s);
    s->report = (struct out_report){&s->page, &s->text, &s->scores, r};
}

void sample_release(struct sample *s) { arena_release(&s->arena); }
