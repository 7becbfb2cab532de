/* Takes signatures apart. */
#include "story_signature.h"

bool signature_open(struct signature s, struct signature_view *v) {
    const unsigned char *p = s.bytes;
    if (s.n < HEAD_BYTES || s.n > SIGNATURE_MAX_BYTES || p[0] != SIGNATURE_VERSION) return false;
    *v = (struct signature_view){.head = p,
                                 .n = s.n,
                                 .n_places = p[1],
                                 .n_people = p[2],
                                 .n_days = p[3],
                                 .n_kinds = p[4],
                                 .n_things = p[5],
                                 .n_shingles = p[6],
                                 .n_ages = p[7],
                                 .n_terms = load16(p + 8),
                                 .n_strings = load16(p + 10),
                                 .published = load16(p + 12),
                                 .killed = load16(p + 14),
                                 .injured = load16(p + 16),
                                 .n_words = load16(p + 18),
                                 .kind = load32(p + 20),
                                 .outlet = load32(p + 24),
                                 .ages = p + 36,
                                 .kind_string = p[44],
                                 .era = load16(p + 32)};
    if (v->n_places > MAX_PLACES || v->n_people > MAX_PEOPLE || v->n_days > MAX_DAYS || v->n_kinds > MAX_KINDS ||
        v->n_things > MAX_THINGS || (v->n_shingles && v->n_shingles != N_SHINGLES) || v->n_ages > MAX_AGES ||
        v->n_terms > MAX_TERMS)
        return false;
    v->places = p + HEAD_BYTES;
    v->people = v->places + v->n_places * PLACE_BYTES;
    v->days = v->people + v->n_people * PERSON_BYTES;
    v->kinds = v->days + v->n_days * DAY_BYTES;
    v->things = v->kinds + v->n_kinds * KIND_BYTES;
    v->shingles = v->things + v->n_things * THING_BYTES;
    v->terms = v->shingles + v->n_shingles * SHINGLE_BYTES;
    v->strings = v->terms + v->n_terms * TERM_BYTES;
    const unsigned char *end = p + s.n;
    if (v->strings > end) return false;
    for (uint32_t i = 1; i < v->n_terms; i++)
        if (load32(v->terms + i * TERM_BYTES) <= load32(v->terms + (i - 1) * TERM_BYTES)) return false;
    const unsigned char *at = v->strings;
    for (uint32_t i = 0; i < v->n_strings; i++) {
        if (at >= end || *at > MAX_STRING || at + 1 + *at > end) return false;
        at += 1 + *at;
    }
    return at == end;
}

bool signature_valid(struct signature s) {
    struct signature_view v;
    return signature_open(s, &v);
}

static int signed16(uint32_t u) { return u < 0x8000 ? (int)u : (int)u - 0x10000; }

struct seen_place signature_place(const struct signature_view *v, uint32_t i) {
    const unsigned char *p = v->places + i * PLACE_BYTES;
    return (struct seen_place){.id = load32(p),
                               .region = load32(p + 8),
                               .lat = signed16(load16(p + 4)),
                               .lon = signed16(load16(p + 6)),
                               .flags = p[12],
                               .n = p[13],
                               .string = p[14]};
}

struct seen_person signature_person(const struct signature_view *v, uint32_t i) {
    const unsigned char *p = v->people + i * PERSON_BYTES;
    return (struct seen_person){
        .last = load32(p), .full = load32(p + 4), .flags = p[8], .weight = p[9], .string = p[10], .n = p[11]};
}

struct seen_day signature_day(const struct signature_view *v, uint32_t i) {
    const unsigned char *p = v->days + i * DAY_BYTES;
    return (struct seen_day){.day = load16(p), .flags = p[2]};
}

struct seen_thing signature_thing(const struct signature_view *v, uint32_t i) {
    const unsigned char *p = v->things + i * THING_BYTES;
    return (struct seen_thing){.hash = load32(p), .weight = p[4], .n = p[5], .string = p[6]};
}

struct seen_term signature_term(const struct signature_view *v, uint32_t i) {
    const unsigned char *p = v->terms + i * TERM_BYTES;
    return (struct seen_term){.hash = load32(p), .weight = p[4], .flags = p[5] & 31, .n = (p[5] >> 5) + 1};
}

const char *signature_string(const struct signature_view *v, uint32_t i, uint32_t *n) {
    const unsigned char *at = v->strings;
    *n = 0;
    if (i >= v->n_strings) return "";
    while (i--) at += 1 + *at;
    *n = *at;
    return (const char *)at + 1;
}
