#include "story_fixture.h"
#include <assert.h>
#include <stdio.h>

static sayso_fillers one_count(struct arena *a, int n) {
    if (n < 0) return (sayso_fillers){0};
    sayso_filler *f = ARENA_NEW(a, sayso_filler);
    f->value = (sayso_value){.kind = SAYSO_VALUE_COUNT, .count = {SAYSO_RELATION_EQ, true, true, n, n}};
    return (sayso_fillers){f, 1};
}

static sayso_fillers one_of(struct arena *a, sayso_value_kind kind, bool there) {
    sayso_filler *f = ARENA_NEW(a, sayso_filler);
    f->value = (sayso_value){.kind = kind};
    return (sayso_fillers){f, there};
}

static sayso_fillers people(struct arena *a, const char *const names[3], sayso_entity *entities, uint32_t *n) {
    sayso_filler *f = ARENA_ARRAY(a, sayso_filler, 3);
    sayso_span *mention = ARENA_NEW(a, sayso_span);
    uint32_t k = 0;
    for (; k < 3 && names[k]; k++) {
        f[k].value = (sayso_value){.kind = SAYSO_VALUE_ENTITY, .id = (int32_t)*n};
        entities[(*n)++] = (sayso_entity){.kind = SAYSO_ENTITY_PERSON, .named = true, .name = names[k], .mentions = {mention, 1}};
    }
    return (sayso_fillers){f, k};
}

const sayso_record *told_record(const struct told *t, struct arena *a) {
    sayso_record *r = ARENA_NEW(a, sayso_record);
    char *text = arena_printf(a, "%s\n\n%s", t->title, t->text);
    uint32_t head = (uint32_t)strlen(t->title), n_entities = 0;
    r->text = text, r->n_text = (uint32_t)strlen(text);
    snprintf(r->id, sizeof r->id, "sha256:%08x%08x", (unsigned)(uintptr_t)head, (unsigned)r->n_text);
    sayso_block *blocks = ARENA_ARRAY(a, sayso_block, 2);
    blocks[0] = (sayso_block){.kind = SAYSO_BLOCK_HEADLINE, .span = {0, head}};
    blocks[1] = (sayso_block){.kind = SAYSO_BLOCK_PARAGRAPH, .span = {head + 2, r->n_text}};
    r->blocks = blocks, r->n_blocks = 2;
    r->publication = (sayso_publication){.title = t->title, .outlet = t->outlet, .published = t->published};
    sayso_time *time = ARENA_NEW(a, sayso_time);
    *time = (sayso_time){.type = "DATE", .value = t->day ? t->day : ""};
    r->times = time, r->n_times = t->day != NULL;
    sayso_place *place = ARENA_NEW(a, sayso_place);
    const char **path = ARENA_ARRAY(a, const char *, 3);
    path[0] = t->city, path[1] = t->region, path[2] = "Norland";
    *place = (sayso_place){.name = t->city,
                           .geonames = t->geonames,
                           .has_point = true,
                           .lat = t->lat,
                           .lon = t->lon,
                           .path = {path, 3},
                           .precision = "city",
                           .role = "event"};
    r->places = place, r->n_places = t->city != NULL;
    sayso_entity *entities = ARENA_ARRAY(a, sayso_entity, 6);
    r->incident.kind = t->kind;
    r->incident.victims = people(a, t->victims, entities, &n_entities);
    r->incident.perpetrators = people(a, t->suspects, entities, &n_entities);
    r->entities = entities, r->n_entities = n_entities;
    r->incident.time = one_of(a, SAYSO_VALUE_TIME, t->day != NULL);
    r->incident.place = one_of(a, SAYSO_VALUE_PLACE, t->city != NULL);
    r->incident.killed = one_count(a, t->killed);
    r->incident.injured = one_count(a, t->injured);
    return r;
}

struct signature told_signature(const struct told *t, struct arena *arena) {
    struct signature s = {0};
    struct arena scratch;
    arena_init(&scratch, 0);
    sayso_code code = signature_make(told_record(t, arena), arena, &scratch, &s);
    assert(code == SAYSO_OK);
    (void)code;
    arena_release(&scratch);
    return s;
}
