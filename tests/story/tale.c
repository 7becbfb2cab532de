/* Records made by hand: see tale.h. Lists grow in the tale's arena; a failed allocation ends the test. */
#include "tale.h"
#include "base_span.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define GROW(t, list, n, item)                                                                                         \
    do {                                                                                                               \
        void *more = arena_grow(&(t)->arena, (void *)(uintptr_t)(list), (n) * sizeof(item), ((n) + 1) * sizeof(item)); \
        assert(more);                                                                                                  \
        memcpy((char *)more + (n) * sizeof(item), &(item), sizeof(item));                                              \
        (list) = more, (n)++;                                                                                          \
    } while (0)

struct tale tale_begin(void) {
    struct tale t = {0};
    arena_init(&t.arena, 0);
    arena_init(&t.scratch, 0);
    return t;
}

void tale_end(struct tale *t) {
    arena_release(&t->arena);
    arena_release(&t->scratch);
}

static sayso_record *last(struct tale *t) { return &t->record[t->n - 1]; }

/* Puts words at the end of the text. */
static span put(struct tale *t, const char *words) {
    sayso_record *r = last(t);
    span s = {r->n_text, r->n_text + (uint32_t)strlen(words)};
    r->text = arena_printf(&t->arena, "%.*s%s\n\n", (int)r->n_text, r->text, words);
    assert(r->text);
    r->n_text = s.end + 2;
    return s;
}

void tale_block(struct tale *t, sayso_block_kind kind, const char *words) {
    sayso_block b = {.kind = kind, .media = -1, .span = put(t, words)};
    GROW(t, last(t)->blocks, last(t)->n_blocks, b);
}

int tale_report(struct tale *t, const char *outlet, const char *published, const char *prose) {
    assert(t->n < TALE_REPORTS);
    sayso_record *r = &t->record[t->n++];
    *r = (sayso_record){.text = "", .publication = {.title = "A title", .outlet = outlet, .published = published}};
    r->incident.kind = "fire";
    snprintf(r->id, sizeof r->id, "sha256:%064u", t->n);
    while (*prose) {
        size_t n = strcspn(prose, "\n");
        tale_block(t, SAYSO_BLOCK_PARAGRAPH, arena_strndup(&t->arena, prose, n));
        prose += n + (prose[n] == '\n');
    }
    return (int)t->n - 1;
}

static sayso_spans put_all(struct tale *t, const char *words) {
    sayso_spans out = {0};
    while (*words) {
        size_t n = strcspn(words, "|");
        char *one = arena_strndup(&t->arena, words, n);
        const char *have = strstr(last(t)->text, one);
        span s = have ? span_of((uint32_t)(have - last(t)->text), (uint32_t)(have - last(t)->text + n)) : put(t, one);
        GROW(t, out.at, out.n, s);
        words += n + (words[n] == '|');
    }
    return out;
}

static int add(struct tale *t, sayso_source_kind kind, const char *name, const char *mentions, int entity_kind) {
    sayso_record *r = last(t);
    sayso_source s = {.entity = -1, .name = name, .kind = kind, .named = entity_kind >= 0, .mentions = put_all(t, mentions)};
    if (entity_kind >= 0) {
        sayso_entity e = {.kind = (sayso_entity_kind)entity_kind, .named = true, .name = name, .mentions = s.mentions};
        s.entity = (int32_t)r->n_entities;
        GROW(t, r->entities, r->n_entities, e);
    }
    GROW(t, r->sources, r->n_sources, s);
    return (int)r->n_sources - 1;
}

int tale_source(struct tale *t, sayso_source_kind kind, const char *name, const char *mentions) {
    return add(t, kind, name, mentions, -1);
}
int tale_person(struct tale *t, sayso_source_kind kind, const char *name, const char *mentions) {
    return add(t, kind, name, mentions, SAYSO_ENTITY_PERSON);
}
int tale_body(struct tale *t, sayso_source_kind kind, const char *name, const char *mentions) {
    return add(t, kind, name, mentions, SAYSO_ENTITY_ORGANIZATION);
}

void tale_picture(struct tale *t, const char *creator, const char *agency) {
    sayso_media m = {.kind = SAYSO_MEDIA_IMAGE, .uri = "https://example.org/1.jpg"};
    sayso_credit by = {creator, SAYSO_CREDIT_CREATOR}, of = {agency, SAYSO_CREDIT_AGENCY};
    if (creator) GROW(t, m.chain, m.n_chain, by);
    if (agency) GROW(t, m.chain, m.n_chain, of);
    GROW(t, last(t)->media, last(t)->n_media, m);
}

static void add_claim(struct tale *t, int n, span words, const int *chain, uint32_t n_chain) {
    sayso_record *r = last(t);
    sayso_value v = {.kind = SAYSO_VALUE_COUNT, .count = {SAYSO_RELATION_EQ, true, true, n, n}};
    sayso_claim c = {.slot = "killed", .value = v, .about = -1, .span = words, .attribution = -1};
    for (uint32_t i = 0; i < n_chain; i++) {
        int32_t id = chain[i];
        GROW(t, c.chain.at, c.chain.n, id);
    }
    int32_t id = (int32_t)r->n_claims;
    GROW(t, r->claims, r->n_claims, c);
    sayso_filler *have = (sayso_filler *)(uintptr_t)r->incident.killed.at;
    for (uint32_t i = 0; i < r->incident.killed.n; i++)
        if (have[i].value.count.low == n) {
            GROW(t, have[i].claims.at, have[i].claims.n, id);
            return;
        }
    sayso_filler f = {.value = v};
    GROW(t, f.claims.at, f.claims.n, id);
    GROW(t, r->incident.killed.at, r->incident.killed.n, f);
}

void tale_killed(struct tale *t, int n, int a, int b, int c) {
    int chain[3] = {a, b, c};
    uint32_t k = 0;
    while (k < 3 && chain[k] != OWN_WORD) k++;
    add_claim(t, n, put(t, "so many were killed"), chain, k);
}

void tale_killed_in(struct tale *t, int n, const char *words, int a) {
    const char *at = strstr(last(t)->text, words);
    assert(at);
    uint32_t beg = (uint32_t)(at - last(t)->text);
    add_claim(t, n, span_of(beg, beg + (uint32_t)strlen(words)), &a, a != OWN_WORD);
}

const sayso_story *tale_tell(struct tale *t) {
    struct story_input inputs[TALE_REPORTS] = {0};
    for (uint32_t i = 0; i < t->n; i++) inputs[i].record = &t->record[i];
    sayso_code code = story_make(inputs, t->n, &t->arena, &t->scratch, &t->story);
    assert(!code);
    return &t->story;
}

/* Reports of the story stand by date: found by id. */
static int place_of(const struct tale *t, int report) {
    for (uint32_t i = 0; i < t->story.n_reports; i++)
        if (!strcmp(t->story.reports[i].id, t->record[report].id)) return (int)i;
    assert(!"the report is in the story");
    return -1;
}

int tale_is(const struct tale *t, int report, int source) {
    int at = place_of(t, report), found = -1;
    for (uint32_t i = 0; i < t->story.n_sources; i++)
        for (uint32_t m = 0; m < t->story.sources[i].n_mentions; m++)
            if (t->story.sources[i].mentions[m].report == at && t->story.sources[i].mentions[m].source == source) {
                assert(found < 0); /* each is one source */
                found = (int)i;
            }
    assert(found >= 0);
    return found;
}

int tale_named(const struct tale *t, const char *name) {
    for (uint32_t i = 0; i < t->story.n_sources; i++)
        if (!strcmp(t->story.sources[i].name, name)) return (int)i;
    return -1;
}

static const sayso_story_value *value_of(const struct tale *t, int n) {
    for (uint32_t f = 0; f < t->story.n_facts; f++)
        for (uint32_t v = 0; v < t->story.facts[f].n_values && !strcmp(t->story.facts[f].slot, "killed"); v++)
            if (t->story.facts[f].values[v].count.low == n) return &t->story.facts[f].values[v];
    return NULL;
}

int tale_root(const struct tale *t, int report, int n) {
    const sayso_story_value *v = value_of(t, n);
    for (uint32_t i = 0; v && i < v->n_claims; i++)
        if (v->claims[i].report == place_of(t, report)) return v->claims[i].root;
    return -2;
}

uint32_t tale_roots(const struct tale *t, int n) { return value_of(t, n) ? value_of(t, n)->roots.n : 0; }

bool tale_maybe(const struct tale *t, int a, int b) {
    const sayso_story_source *x = &t->story.sources[a], *y = &t->story.sources[b];
    bool there = false, back = false;
    for (uint32_t i = 0; i < x->maybe.n; i++) there |= x->maybe.at[i] == b;
    for (uint32_t i = 0; i < y->maybe.n; i++) back |= y->maybe.at[i] == a;
    assert(there == back);
    return there;
}
