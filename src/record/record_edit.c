/* A record's lists, opened for writing; see record_edit.h. */
#include "record_edit.h"
#include "base_utf8.h"
#include "report_words.h"
#include <stdlib.h>

#define OPEN(x, list)                                                                                      \
    ((x)->list.size = (x)->list.n = (x)->r->n_##list,                                                      \
     ((x)->list.at = arena_alloc((x)->arena, sizeof *(x)->list.at * ((size_t)(x)->list.n + 1))) != NULL && \
         (!(x)->list.n || memcpy((x)->list.at, (x)->r->list, sizeof *(x)->list.at * (x)->list.n)))
#define CLOSE(x, list) ((x)->r->list = (x)->list.at, (x)->r->n_##list = (x)->list.n)

bool edit_begin(struct edit *x, sayso_record *r, struct arena *arena) {
    *x = (struct edit){.arena = arena, .r = r};
    if (!OPEN(x, entities) || !OPEN(x, sources) || !OPEN(x, attributions) || !OPEN(x, quotes) || !OPEN(x, claims) ||
        !OPEN(x, places) || !OPEN(x, events))
        return false;
    for (uint32_t i = 0; i < x->events.n; i++) {
        sayso_event *v = &x->events.at[i];
        sayso_participant *p = ARENA_ARRAY(arena, sayso_participant, v->n_participants + 1);
        if (!p) return false;
        if (v->n_participants) memcpy(p, v->participants, v->n_participants * sizeof *p);
        v->participants = p;
    }
    return true;
}

void edit_end(struct edit *x) {
    CLOSE(x, entities), CLOSE(x, sources), CLOSE(x, attributions), CLOSE(x, quotes), CLOSE(x, claims), CLOSE(x, places);
    CLOSE(x, events);
}

bool edit_alike(span a, span b) {
    uint32_t longer = span_len(a) > span_len(b) ? span_len(a) : span_len(b);
    return 2 * (uint64_t)span_shared(a, b) > longer;
}

char *edit_words(struct edit *x, span at) {
    char *out = arena_alloc(x->arena, (size_t)span_len(at) + 1);
    uint32_t n = 0;
    for (uint32_t i = at.beg; out && i < at.end; i++) {
        char c = x->r->text[i];
        bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (blank && (!n || out[n - 1] == ' ')) continue;
        out[n++] = blank ? ' ' : c;
    }
    if (out && n && out[n - 1] == ' ') out[n - 1] = 0;
    return out;
}

bool edit_is_name(const char *s) {
    size_t n = strlen(s);
    for (size_t at = 0, end; at < n; at = end + 1) {
        uint32_t len;
        char low[64];
        for (end = at; end < n && s[end] != ' '; end++) {
        }
        if (end == at || !utf8_is_upper(utf8_at(s + at, end - at, &len))) continue;
        if (at || end - at > 20) return true;
        size_t k = utf8_lower_copy(s, end, low);
        bool plain = report_word(WORDS_PRONOUN, low, k) || (k == 3 && !memcmp(low, "the", 3)) || (k == 1 && *low == 'a') ||
                     (k == 2 && !memcmp(low, "an", 2));
        if (!plain) return true;
    }
    return false;
}

/* ---- lists of spans, of strings ---------------------------------------------------------------------------------- */
static bool stands_in(span s, sayso_spans in) {
    for (uint32_t i = 0; i < in.n; i++)
        if (span_in(s, in.at[i])) return true;
    return false;
}

bool edit_pick(struct edit *x, sayso_spans from, sayso_spans in, bool inside, sayso_spans *out) {
    span *at = ARENA_ARRAY(x->arena, span, from.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; at && i < from.n; i++)
        if (stands_in(from.at[i], in) == inside) at[n++] = from.at[i];
    *out = (sayso_spans){at, n};
    return at != NULL;
}

static int by_place(const void *a, const void *b) { return span_cmp(*(const span *)a, *(const span *)b); }

bool edit_unite(struct edit *x, sayso_spans a, sayso_spans b, sayso_spans *out) {
    span *at = ARENA_ARRAY(x->arena, span, (size_t)a.n + b.n + 1);
    uint32_t n = 0, kept = 0;
    if (!at) return false;
    for (uint32_t i = 0; i < a.n; i++) at[n++] = a.at[i];
    for (uint32_t i = 0; i < b.n; i++) at[n++] = b.at[i];
    if (n) qsort(at, n, sizeof *at, by_place);
    for (uint32_t i = 0; i < n; i++)
        if (!kept || !span_eq(at[kept - 1], at[i])) at[kept++] = at[i];
    *out = (sayso_spans){at, kept};
    return true;
}

bool edit_add_string(struct edit *x, sayso_strings *list, const char *s) {
    for (uint32_t i = 0; i < list->n; i++)
        if (!strcmp(list->at[i], s)) return true;
    const char **at = ARENA_ARRAY(x->arena, const char *, list->n + 1);
    if (!at) return false;
    if (list->n) memcpy(at, list->at, list->n * sizeof *at);
    at[list->n] = s;
    *list = (sayso_strings){at, list->n + 1};
    return true;
}

/* ---- chains ------------------------------------------------------------------------------------------------------ */
bool edit_chain(struct edit *x, sayso_ids *chain, int32_t old, int32_t new) {
    int32_t *at = ARENA_ARRAY(x->arena, int32_t, (size_t)chain->n + 1);
    uint32_t n = chain->n, kept = 0;
    if (!at) return false;
    if (n) memcpy(at, chain->at, n * sizeof *at);
    if (old == -2)
        at[n ? n - 1 : n++] = new;
    else
        for (uint32_t i = 0; i < n; i++)
            if (at[i] == old) at[i] = new;
    for (uint32_t i = 0; i < n; i++)
        if (!kept || at[i] < 0 || at[kept - 1] != at[i]) at[kept++] = at[i];
    *chain = (sayso_ids){at, kept};
    return true;
}

/* ---- who goes, and what follows ---------------------------------------------------------------------------------- */
static int32_t moved(int32_t id, int32_t a, int32_t b) {
    if (id == b) id = a;
    return id > b ? id - 1 : id;
}

static void slots_of(sayso_incident *in, sayso_fillers *slots[8]) {
    sayso_fillers *all[] = {&in->time,    &in->place,   &in->victims, &in->perpetrators,
                            &in->targets, &in->weapons, &in->killed,  &in->injured};
    memcpy(slots, all, sizeof all);
}

static bool open_fillers(struct edit *x, sayso_fillers *f, sayso_filler **out) {
    *out = ARENA_ARRAY(x->arena, sayso_filler, (size_t)f->n * 2 + 1);
    if (*out && f->n) memcpy(*out, f->at, f->n * sizeof **out);
    return *out != NULL;
}

static bool unite_claims(struct edit *x, sayso_ids *a, sayso_ids b) {
    int32_t *at = ARENA_ARRAY(x->arena, int32_t, (size_t)a->n + b.n + 1);
    uint32_t n = a->n;
    if (!at) return false;
    if (n) memcpy(at, a->at, n * sizeof *at);
    for (uint32_t i = 0; i < b.n; i++) at[n++] = b.at[i];
    *a = (sayso_ids){at, n};
    return true;
}

/* A value of the incident that names one entity stands once. */
static bool merge_fillers(struct edit *x, sayso_fillers *f, int32_t a, int32_t b) {
    sayso_filler *at;
    uint32_t kept = 0;
    if (!open_fillers(x, f, &at)) return false;
    for (uint32_t i = 0; i < f->n; i++) {
        sayso_filler one = at[i];
        uint32_t same = kept;
        if (one.value.kind == SAYSO_VALUE_ENTITY) {
            one.value.id = moved(one.value.id, a, b);
            for (same = 0; same < kept; same++)
                if (at[same].value.kind == SAYSO_VALUE_ENTITY && at[same].value.id == one.value.id) break;
        }
        if (same == kept) {
            at[kept++] = one;
            continue;
        }
        if (one.score > at[same].score) at[same].score = one.score;
        if (!unite_claims(x, &at[same].claims, one.claims)) return false;
    }
    *f = (sayso_fillers){at, kept};
    return true;
}

bool edit_join_entities(struct edit *x, int32_t a, int32_t b) {
    sayso_fillers *slots[8];
    slots_of(&x->r->incident, slots);
    for (int i = 0; i < 8; i++)
        if (!merge_fillers(x, slots[i], a, b)) return false;
    for (uint32_t i = 0; i < x->sources.n; i++) x->sources.at[i].entity = moved(x->sources.at[i].entity, a, b);
    for (uint32_t i = 0; i < x->quotes.n; i++) x->quotes.at[i].speaker = moved(x->quotes.at[i].speaker, a, b);
    for (uint32_t i = 0; i < x->places.n; i++) x->places.at[i].entity = moved(x->places.at[i].entity, a, b);
    for (uint32_t i = 0; i < x->claims.n; i++) {
        sayso_value *v = &x->claims.at[i].value;
        if (v->kind == SAYSO_VALUE_ENTITY) v->id = moved(v->id, a, b);
    }
    for (uint32_t i = 0; i < x->events.n; i++)
        for (uint32_t k = 0; k < x->events.at[i].n_participants; k++) {
            sayso_participant *p = (sayso_participant *)(uintptr_t)&x->events.at[i].participants[k];
            p->entity = moved(p->entity, a, b);
        }
    memmove(x->entities.at + b, x->entities.at + b + 1, (x->entities.n - (uint32_t)b - 1) * sizeof *x->entities.at);
    x->entities.n--;
    return true;
}

static bool move_chain(struct edit *x, sayso_ids *chain, int32_t a, int32_t b) {
    if (!edit_chain(x, chain, b, a)) return false;
    int32_t *at = (int32_t *)(uintptr_t)chain->at;
    for (uint32_t i = 0; i < chain->n; i++) at[i] = moved(at[i], a, b);
    return true;
}

bool edit_join_sources(struct edit *x, int32_t a, int32_t b) {
    for (uint32_t i = 0; i < x->attributions.n; i++)
        x->attributions.at[i].source_id = moved(x->attributions.at[i].source_id, a, b);
    for (uint32_t i = 0; i < x->quotes.n; i++)
        if (!move_chain(x, &x->quotes.at[i].chain, a, b)) return false;
    for (uint32_t i = 0; i < x->claims.n; i++)
        if (!move_chain(x, &x->claims.at[i].chain, a, b)) return false;
    memmove(x->sources.at + b, x->sources.at + b + 1, (x->sources.n - (uint32_t)b - 1) * sizeof *x->sources.at);
    x->sources.n--;
    return true;
}

/* ---- claims and the incident ------------------------------------------------------------------------------------- */
/* Values that rested on claims, and rest on none now, go. */
static bool renumber(struct edit *x, sayso_fillers *f, const int32_t *to) {
    sayso_filler *at;
    uint32_t kept = 0;
    if (!open_fillers(x, f, &at)) return false;
    for (uint32_t i = 0; i < f->n; i++) {
        int32_t *claims = ARENA_ARRAY(x->arena, int32_t, at[i].claims.n + 1);
        uint32_t n = 0;
        if (!claims) return false;
        for (uint32_t k = 0; k < at[i].claims.n; k++)
            if (to[at[i].claims.at[k]] >= 0) claims[n++] = to[at[i].claims.at[k]];
        if (!n && at[i].claims.n) continue;
        at[kept] = at[i];
        at[kept++].claims = (sayso_ids){claims, n};
    }
    *f = (sayso_fillers){at, kept};
    return true;
}

bool edit_drop_claims(struct edit *x, const bool *drop) {
    sayso_fillers *slots[8];
    int32_t *to = ARENA_ARRAY(x->arena, int32_t, x->claims.n + 1);
    uint32_t kept = 0;
    if (!to) return false;
    for (uint32_t i = 0; i < x->claims.n; i++) {
        to[i] = drop[i] ? -1 : (int32_t)kept;
        if (!drop[i]) x->claims.at[kept++] = x->claims.at[i];
    }
    x->claims.n = kept;
    slots_of(&x->r->incident, slots);
    for (int i = 0; i < 8; i++)
        if (!renumber(x, slots[i], to)) return false;
    return true;
}

static bool part_slot(struct edit *x, sayso_fillers *f, int32_t old, int32_t new) {
    sayso_filler *at;
    uint32_t n = 0, kept = 0;
    if (!open_fillers(x, f, &at)) return false;
    for (uint32_t i = 0; i < f->n; i++) {
        sayso_filler one = f->at[i], other = one;
        if (one.value.kind == SAYSO_VALUE_ENTITY && one.value.id == old && one.claims.n) {
            int32_t *stay = ARENA_ARRAY(x->arena, int32_t, one.claims.n), *go = ARENA_ARRAY(x->arena, int32_t, one.claims.n);
            if (!stay || !go) return false;
            for (kept = n = 0; kept + n < one.claims.n;) {
                int32_t c = one.claims.at[kept + n];
                const sayso_value *v = &x->claims.at[c].value;
                if (v->kind == SAYSO_VALUE_ENTITY && v->id == new)
                    go[n++] = c;
                else
                    stay[kept++] = c;
            }
            one.claims = (sayso_ids){stay, kept}, other.claims = (sayso_ids){go, n}, other.value.id = new;
        } else {
            kept = 1, n = 0;
        }
        at[i] = kept ? one : other;
        if (kept && n) at[f->n + i] = other;
    }
    kept = f->n;
    for (uint32_t i = 0; i < f->n; i++)
        if (at[f->n + i].claims.n) at[kept++] = at[f->n + i];
    *f = (sayso_fillers){at, kept};
    return true;
}

bool edit_part_fillers(struct edit *x, int32_t old, int32_t new) {
    sayso_fillers *slots[8];
    slots_of(&x->r->incident, slots);
    for (int i = 0; i < 8; i++)
        if (!part_slot(x, slots[i], old, new)) return false;
    return true;
}
