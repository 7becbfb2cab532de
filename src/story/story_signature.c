/* Makes signatures: what a record says of day, place, people, kind of incident and counts, and its rarest words, as flat bytes
 * (story_signature.h says how they lie). */
#include "story_signature.h"
#include "base_utf8.h"
#include "story_background.h"
#include <math.h>
#include <stdlib.h>

enum { LEAST_WEIGHT = 16, SCRATCH_ENTITIES = 4096 };

/* ---- writing ---- */
struct writer {
    unsigned char bytes[SIGNATURE_MAX_BYTES];
    uint32_t n;
    unsigned char strings[SIGNATURE_MAX_BYTES];
    uint32_t n_string_bytes, n_strings;
};

static void put16(unsigned char *p, uint32_t v) { p[0] = v & 255, p[1] = v >> 8 & 255; }
static void put32(unsigned char *p, uint32_t v) { put16(p, v & 0xffff), put16(p + 2, v >> 16); }

static unsigned char *take(struct writer *w, uint32_t n) {
    unsigned char *p = w->bytes + w->n;
    w->n += n;
    return p;
}

/* The longest places, people, ... leave this much for strings. */
enum {
    MAX_STRING_BYTES = SIGNATURE_MAX_BYTES - HEAD_BYTES - MAX_PLACES * PLACE_BYTES - MAX_PEOPLE * PERSON_BYTES -
                       MAX_DAYS * DAY_BYTES - MAX_KINDS * KIND_BYTES - MAX_THINGS * THING_BYTES - N_SHINGLES * SHINGLE_BYTES -
                       MAX_TERMS * TERM_BYTES
};

static uint32_t put_string(struct writer *w, const char *s) {
    size_t n = strlen(s);
    if (n > MAX_STRING) {
        n = MAX_STRING;
        while (n && ((unsigned char)s[n] & 0xc0) == 0x80) n--;
    }
    if (w->n_strings >= NO_STRING || w->n_string_bytes + 1 + n > MAX_STRING_BYTES) return NO_STRING;
    w->strings[w->n_string_bytes++] = (unsigned char)n;
    memcpy(w->strings + w->n_string_bytes, s, n);
    w->n_string_bytes += (uint32_t)n;
    return w->n_strings++;
}

/* ---- days ---- */
static uint32_t digits(const char *s, int n) {
    uint32_t v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') return UINT32_MAX;
        v = v * 10 + (uint32_t)(s[i] - '0');
    }
    return v;
}

/* Days from 1 January 1900 on (that is 1) of "YYYY-MM-DD..."; 0 for anything else. */
static uint32_t day_number(const char *s) {
    if (!s || strlen(s) < 10 || s[4] != '-' || s[7] != '-') return 0;
    uint32_t y = digits(s, 4), m = digits(s + 5, 2), d = digits(s + 8, 2);
    if (y < 1900 || y > 2078 || m < 1 || m > 12 || d < 1 || d > 31) return 0;
    if (m < 3) m += 12, y--;
    uint32_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m - 457) / 5 + d; /* from March of year 0 on */
    return days - 693900;
}

struct day_seen {
    uint32_t day, flags, n, first;
};

static int by_importance(const void *a, const void *b) {
    const struct day_seen *x = a, *y = b;
    int c = (int)(y->flags & DAY_MAIN) - (int)(x->flags & DAY_MAIN);
    if (!c) c = (int)(y->flags & DAY_INCIDENT) - (int)(x->flags & DAY_INCIDENT);
    if (!c) c = (y->n > x->n) - (y->n < x->n);
    return c ? c : (x->first > y->first) - (x->first < y->first);
}

static void put_days(struct writer *w, const sayso_record *r) {
    enum { MAX_SEEN = 64 };
    struct day_seen seen[MAX_SEEN];
    uint32_t n = 0, n_main = 0;
    const sayso_fillers *inc = &r->incident.time;
    for (uint32_t i = 0; i < inc->n + r->n_times && n < MAX_SEEN; i++) {
        bool incident = i < inc->n;
        if (incident && (inc->at[i].value.kind != SAYSO_VALUE_TIME || inc->at[i].value.id < 0)) continue;
        uint32_t day = day_number(r->times[incident ? (uint32_t)inc->at[i].value.id : i - inc->n].value);
        if (!day) continue;
        uint32_t k = 0;
        while (k < n && seen[k].day != day) k++;
        if (k == n) seen[n++] = (struct day_seen){.day = day, .first = i};
        if (incident) seen[k].flags |= DAY_INCIDENT | (n_main++ ? 0u : (uint32_t)DAY_MAIN);
        if (!incident) seen[k].n++;
    }
    qsort(seen, n, sizeof *seen, by_importance);
    if (n > MAX_DAYS) n = MAX_DAYS;
    w->bytes[3] = (unsigned char)n;
    for (uint32_t i = 0; i < n; i++) {
        unsigned char *p = take(w, DAY_BYTES);
        put16(p, seen[i].day);
        p[2] = (unsigned char)seen[i].flags, p[3] = (unsigned char)(seen[i].n > 255 ? 255 : seen[i].n);
    }
}

/* ---- places ---- */
struct place_seen {
    uint32_t id, flags, n, first;
    const sayso_place *place;
};

static uint32_t hash_of_path(sayso_strings path, uint32_t from) {
    uint32_t h = 0, last, n;
    for (uint32_t i = from; i < path.n; i++) h = h * 31 + words_hash(path.at[i], &last, &n);
    return words_hash_bytes(&(unsigned char[]){h & 255, h >> 8 & 255, h >> 16 & 255, h >> 24}, 4);
}

static uint32_t precision_flags(const char *p) {
    if (!p) return 0;
    if (!strcmp(p, "facility") || !strcmp(p, "area")) return PLACE_FINE;
    return !strcmp(p, "region") || !strcmp(p, "country") || !strcmp(p, "continent") ? PLACE_WIDE : 0;
}

static int place_rank(const void *a, const void *b) {
    const struct place_seen *x = a, *y = b;
    int c = (int)(y->flags & PLACE_MAIN) - (int)(x->flags & PLACE_MAIN);
    if (!c) c = (int)(y->flags & PLACE_INCIDENT) - (int)(x->flags & PLACE_INCIDENT);
    if (!c) c = (int)(x->flags & PLACE_WIDE) - (int)(y->flags & PLACE_WIDE);
    if (!c) c = (y->n > x->n) - (y->n < x->n);
    return c ? c : (x->first > y->first) - (x->first < y->first);
}

static void put_places(struct writer *w, const sayso_record *r) {
    enum { MAX_SEEN = 128 };
    struct place_seen seen[MAX_SEEN];
    uint32_t n = 0, n_main = 0;
    const sayso_fillers *inc = &r->incident.place;
    for (uint32_t i = 0; i < inc->n + r->n_places && n < MAX_SEEN; i++) {
        bool incident = i < inc->n;
        if (incident && (inc->at[i].value.kind != SAYSO_VALUE_PLACE || inc->at[i].value.id < 0)) continue;
        const sayso_place *p = &r->places[incident ? (uint32_t)inc->at[i].value.id : i - inc->n];
        uint32_t id = p->geonames ? (uint32_t)p->geonames : hash_of_path(p->path, 0) | 0x80000000u, k = 0;
        if (!p->geonames && !p->path.n) continue;
        while (k < n && seen[k].id != id) k++;
        if (k == n) seen[n++] = (struct place_seen){.id = id, .place = p, .first = i, .flags = precision_flags(p->precision)};
        if (incident) seen[k].flags |= PLACE_INCIDENT | (n_main++ ? 0u : (uint32_t)PLACE_MAIN);
        if (incident) continue;
        seen[k].n++;
        if (p->role && !strcmp(p->role, "dateline")) seen[k].flags |= PLACE_DATELINE;
        if (p->role && !strcmp(p->role, "event")) seen[k].flags |= PLACE_EVENT;
    }
    qsort(seen, n, sizeof *seen, place_rank);
    if (n > MAX_PLACES) n = MAX_PLACES;
    w->bytes[1] = (unsigned char)n;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_place *s = seen[i].place;
        unsigned char *p = take(w, PLACE_BYTES);
        put32(p, seen[i].id);
        put16(p + 4, (uint32_t)(s->has_point ? (int)lround(s->lat * POINT_SCALE) : NO_POINT) & 0xffff);
        put16(p + 6, (uint32_t)(s->has_point ? (int)lround(s->lon * POINT_SCALE) : NO_POINT) & 0xffff);
        put32(p + 8, s->path.n >= 2 ? hash_of_path(s->path, s->path.n - 2) : 0);
        p[12] = (unsigned char)seen[i].flags, p[13] = (unsigned char)(seen[i].n > 255 ? 255 : seen[i].n);
        p[14] = (unsigned char)put_string(w, s->path.n ? s->path.at[0] : s->name);
    }
}

/* ---- people and other names ---- */
struct name_seen {
    uint32_t hash, last, words, flags, n, first;
    const char *name;
};

static int name_rank(const void *a, const void *b) {
    const struct name_seen *x = a, *y = b;
    int c = !(x->flags & (PERSON_VICTIM | PERSON_PERPETRATOR)) - !(y->flags & (PERSON_VICTIM | PERSON_PERPETRATOR));
    if (!c) c = (y->n > x->n) - (y->n < x->n);
    return c ? c : (x->first > y->first) - (x->first < y->first);
}

static void mark(const sayso_fillers *f, uint32_t flag, unsigned char *flags, uint32_t n) {
    for (uint32_t i = 0; i < f->n; i++)
        if (f->at[i].value.kind == SAYSO_VALUE_ENTITY && f->at[i].value.id >= 0 && (uint32_t)f->at[i].value.id < n)
            flags[f->at[i].value.id] |= flag;
}

/* Named people, or other names, of the record, most telling first; one entry for a name. NULL: no memory. */
static struct name_seen *names_of(const sayso_record *r, bool people, const unsigned char *flags, struct arena *scratch,
                                  uint32_t *n) {
    uint32_t size = r->n_entities < SCRATCH_ENTITIES ? r->n_entities : SCRATCH_ENTITIES;
    struct name_seen *seen = ARENA_ARRAY(scratch, struct name_seen, size + 1);
    *n = 0;
    for (uint32_t i = 0; seen && i < size; i++) {
        const sayso_entity *e = &r->entities[i];
        bool wanted = people ? e->kind == SAYSO_ENTITY_PERSON : e->kind != SAYSO_ENTITY_PERSON && e->kind != SAYSO_ENTITY_PLACE;
        if (!e->named || !wanted) continue;
        struct name_seen s = {.name = e->name, .n = e->mentions.n, .flags = flags[i], .first = i};
        s.hash = words_hash(e->name, &s.last, &s.words);
        if (s.words) seen[(*n)++] = s;
    }
    if (seen) qsort(seen, *n, sizeof *seen, name_rank);
    uint32_t kept = 0;
    for (uint32_t i = 0; seen && i < *n && kept < MAX_PEOPLE; i++) {
        uint32_t k = 0;
        while (k < kept && seen[k].hash != seen[i].hash) k++;
        if (k < kept)
            seen[k].flags |= seen[i].flags;
        else
            seen[kept++] = seen[i];
    }
    *n = kept;
    return seen;
}

static bool put_names(struct writer *w, const sayso_record *r, bool people, struct arena *scratch) {
    unsigned char *flags = arena_alloc(scratch, r->n_entities + 1);
    if (!flags) return false;
    mark(&r->incident.victims, PERSON_VICTIM, flags, r->n_entities);
    mark(&r->incident.perpetrators, PERSON_PERPETRATOR, flags, r->n_entities);
    for (uint32_t i = 0; i < r->n_sources; i++)
        if (r->sources[i].entity >= 0 && (uint32_t)r->sources[i].entity < r->n_entities)
            flags[r->sources[i].entity] |= PERSON_SOURCE;
    uint32_t n;
    const struct name_seen *seen = names_of(r, people, flags, scratch, &n);
    if (!seen) return false;
    uint32_t max = people ? MAX_PEOPLE : MAX_THINGS;
    if (n > max) n = max;
    w->bytes[people ? 2 : 5] = (unsigned char)n;
    for (uint32_t i = 0; i < n; i++) {
        const struct name_seen *s = &seen[i];
        unsigned char *p = take(w, people ? PERSON_BYTES : THING_BYTES);
        if (people) {
            put32(p, s->last), put32(p + 4, s->hash);
            p[8] = (unsigned char)(s->flags | (s->words == 1 ? PERSON_ONE_WORD : 0));
            p[9] = (unsigned char)background_weight(s->last), p[10] = (unsigned char)put_string(w, s->name);
        } else {
            uint32_t whole = background_weight(s->hash), last = background_weight(s->last);
            p[4] = (unsigned char)(s->words > 2 && whole > last + 2 * BACKGROUND_UNIT ? last + 2 * BACKGROUND_UNIT : whole);
            put32(p, s->hash), p[5] = (unsigned char)(s->n > 255 ? 255 : s->n), p[6] = NO_STRING;
        }
    }
    return true;
}

/* ---- kinds of events, counts, ages ---- */
static void put_kinds(struct writer *w, const sayso_record *r) {
    struct {
        uint32_t hash, n;
    } kinds[MAX_KINDS];
    uint32_t n = 0, last, words;
    for (uint32_t i = 0; i < r->n_events; i++) {
        if (!r->events[i].kind) continue;
        uint32_t hash = words_hash(r->events[i].kind, &last, &words) & 0xffff, k = 0;
        while (k < n && kinds[k].hash != hash) k++;
        if (k == MAX_KINDS) continue;
        if (k == n) kinds[n].hash = hash, kinds[n++].n = 0;
        kinds[k].n++;
    }
    w->bytes[4] = (unsigned char)n;
    for (uint32_t i = 0; i < n; i++) {
        unsigned char *p = take(w, KIND_BYTES);
        put16(p, kinds[i].hash), put16(p + 2, kinds[i].n > 0xffff ? 0xffff : kinds[i].n);
    }
}

static uint32_t count_of(const sayso_fillers *f) {
    if (!f->n || f->at[0].value.kind != SAYSO_VALUE_COUNT) return NO_COUNT;
    const sayso_count *c = &f->at[0].value.count;
    double v = c->has_low ? c->low : c->has_high ? c->high : -1;
    return v < 0 || !(v < NO_COUNT) ? NO_COUNT : (uint32_t)v;
}

static void put_head(struct writer *w, const sayso_record *r) {
    unsigned char *p = w->bytes;
    uint32_t last, words, n_ages = 0;
    const sayso_publication *pub = &r->publication;
    put16(p + 12, day_number(pub->published ? pub->published : pub->modified));
    put16(p + 14, count_of(&r->incident.killed));
    put16(p + 16, count_of(&r->incident.injured));
    put32(p + 20, r->incident.kind ? words_hash(r->incident.kind, &last, &words) : 0);
    put32(p + 24, pub->outlet ? words_hash_bytes(pub->outlet, strlen(pub->outlet)) : 0);
    put32(p + 28, words_hash_bytes(r->id, strlen(r->id)));
    p[44] = (unsigned char)(r->incident.kind ? put_string(w, r->incident.kind) : NO_STRING);
    for (uint32_t i = 0; i < r->n_amounts && n_ages < MAX_AGES; i++) {
        const sayso_amount *a = &r->amounts[i];
        if (!a->kind || strcmp(a->kind, "age") || !a->count.has_low || a->count.low < 1 || a->count.low > 120) continue;
        unsigned char age = (unsigned char)a->count.low;
        if (!memchr(p + 36, age, n_ages)) p[36 + n_ages++] = age;
    }
    p[7] = (unsigned char)n_ages;
}

/* ---- words ---- */
struct term_rank {
    struct word_term term;
    uint32_t weight;
    float rank;
};

static int term_by_rank(const void *a, const void *b) {
    const struct term_rank *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? 1 : -1;
    return (x->term.hash > y->term.hash) - (x->term.hash < y->term.hash);
}

static int term_by_hash(const void *a, const void *b) {
    const struct term_rank *x = a, *y = b;
    return (x->term.hash > y->term.hash) - (x->term.hash < y->term.hash);
}

static bool put_words(struct writer *w, const sayso_record *r, struct arena *scratch) {
    struct word_terms words;
    if (!words_of_record(r, scratch, &words)) return false;
    struct term_rank *ranks = ARENA_ARRAY(scratch, struct term_rank, words.n + 1);
    if (!ranks) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < words.n; i++) {
        uint32_t weight = background_weight(words.at[i].hash);
        if (weight < LEAST_WEIGHT) continue;
        float rank = (float)weight * (1 + logf((float)words.at[i].n)) * (words.at[i].flags & (TERM_TITLE | TERM_LEAD) ? 1.5f : 1);
        ranks[n++] = (struct term_rank){words.at[i], weight, rank};
    }
    qsort(ranks, n, sizeof *ranks, term_by_rank);
    if (n > MAX_TERMS) n = MAX_TERMS;
    qsort(ranks, n, sizeof *ranks, term_by_hash);
    put16(w->bytes + 8, n);
    put16(w->bytes + 18, words.n_words > 0xffff ? 0xffff : words.n_words);
    w->bytes[6] = (unsigned char)words.n_shingles;
    for (uint32_t i = 0; i < words.n_shingles; i++) put16(take(w, SHINGLE_BYTES), words.shingles[i]);
    for (uint32_t i = 0; i < n; i++) {
        unsigned char *p = take(w, TERM_BYTES);
        uint32_t tf = ranks[i].term.n > 8 ? 8 : ranks[i].term.n;
        put32(p, ranks[i].term.hash);
        p[4] = (unsigned char)ranks[i].weight, p[5] = (unsigned char)(ranks[i].term.flags | (tf - 1) << 5);
    }
    return true;
}

sayso_code signature_make(const sayso_record *r, struct arena *arena, struct arena *scratch, struct signature *out) {
    struct writer *w = ARENA_NEW(scratch, struct writer);
    if (!w) return SAYSO_NOMEM;
    w->n = HEAD_BYTES;
    w->bytes[0] = SIGNATURE_VERSION;
    put_head(w, r);
    put_places(w, r);
    if (!put_names(w, r, true, scratch)) return SAYSO_NOMEM;
    put_days(w, r);
    put_kinds(w, r);
    if (!put_names(w, r, false, scratch) || !put_words(w, r, scratch)) return SAYSO_NOMEM;
    put16(w->bytes + 10, w->n_strings);
    unsigned char *bytes = arena_alloc(arena, w->n + w->n_string_bytes);
    if (!bytes) return SAYSO_NOMEM;
    memcpy(bytes, w->bytes, w->n);
    memcpy(bytes + w->n, w->strings, w->n_string_bytes);
    *out = (struct signature){bytes, w->n + w->n_string_bytes};
    return SAYSO_OK;
}
