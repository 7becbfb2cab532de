/* Persons across reports. A person is told by the name: the same words, or one that leaves out or shortens given names ("A.
 * Leveld", "Leveld"), where only one of that last name is there. A post that one person holds at a time ("the police
 * commissioner") is the person whom some report names with it. */
#include "story_who.h"
#include "report_who.h"
#include <stdlib.h>

enum { NAME = 160, MOST_NAMESAKES = 48, MOST_MAYBE = 8 };

struct person { /* one form of a name */
    const char *name, *fold;
    uint32_t words;
    char sex;
    uint32_t next;    /* of the same last name, UINT32_MAX: none */
    uint32_t cluster; /* the person whose fullest form this is one of; itself */
    int32_t id;
    bool apart;           /* fits several: each report's is one by itself */
    sayso_ids told_apart; /* what people have decided */
    uint32_t fits[MOST_MAYBE], n_fits;
};
struct people {
    struct who *k;
    VEC(struct person) at;
    struct hash_table forms;   /* folded name -> person */
    struct hash_table buckets; /* last word -> first person */
};

static sayso_ids marks_of(const struct story_work *w, const struct voucher *v) {
    const sayso_record *r = story_record(w, v->report);
    int32_t e = r->sources[v->source].entity;
    return e >= 0 && (uint32_t)e < r->n_entities ? r->entities[e].told_apart : (sayso_ids){0};
}

static bool add_form(struct people *p, struct voucher *v) {
    char fold[NAME];
    size_t n = story_phrase_fold(v->name, strlen(v->name), fold, sizeof fold);
    bool fresh;
    sayso_ids marks = marks_of(p->k->w, v);
    uint64_t key = hash_bytes(HASH_START, fold, n);
    for (uint32_t i = 0; i < marks.n; i++) key = hash_number(key, (uint64_t)(int64_t)marks.at[i]);
    uint32_t *at = hash_table_put(&p->forms, key, p->at.n, &fresh);
    if (!at) return false;
    v->person = *at;
    if (!fresh) {
        if (p->at.at[*at].sex == '-') p->at.at[*at].sex = v->sex;
        return true;
    }
    struct person one = {.name = v->name,
                         .fold = arena_strndup(p->k->w->scratch, fold, n),
                         .words = 1,
                         .sex = v->sex,
                         .next = UINT32_MAX,
                         .cluster = p->at.n,
                         .id = -1,
                         .told_apart = marks};
    if (!one.fold) return false;
    for (size_t i = 0; i < n; i++) one.words += fold[i] == ' ';
    if (one.sex == '-') one.sex = name_sex(v->name, strlen(v->name));
    const char *last = strrchr(one.fold, ' ');
    uint32_t *bucket = hash_table_put(&p->buckets, who_text_hash(HASH_START, last ? last + 1 : one.fold), p->at.n, &fresh);
    if (!bucket) return false;
    if (!fresh) one.next = *bucket, *bucket = p->at.n;
    return VEC_PUSH(p->k->w->scratch, p->at, one);
}

/* ---- one last name ----------------------------------------------------------------------------------------------- */
static int fuller(const void *a, const void *b) {
    const struct person *x = *(const struct person *const *)a, *y = *(const struct person *const *)b;
    if (x->words != y->words) return x->words > y->words ? -1 : 1;
    size_t m = strlen(x->fold), n = strlen(y->fold);
    return m != n ? (m > n ? -1 : 1) : strcmp(x->fold, y->fold);
}

static bool goes_with(const struct person *a, const struct person *b) {
    if (a->sex != '-' && b->sex != '-' && a->sex != b->sex) return false;
    if (story_told_apart(a->told_apart, b->told_apart)) return false;
    return name_agrees(a->name, strlen(a->name), b->name, strlen(b->name));
}

/* Whether a form goes with every form that a person already has: "A. Leveld" is no longer "Bo Leveld" once it is "Aron". */
static bool goes_with_all(struct person *const *sorted, uint32_t n, uint32_t cluster, const struct person *form) {
    for (uint32_t i = 0; i < n; i++)
        if (sorted[i]->cluster == cluster && !goes_with(sorted[i], form)) return false;
    return true;
}

static void join_namesakes(struct people *p, struct person *const *sorted, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        struct person *form = sorted[i];
        for (uint32_t k = 0; k < i; k++) {
            const struct person *other = sorted[k];
            if (other->cluster != (uint32_t)(other - p->at.at)) continue; /* one for each person: its fullest form */
            if (!goes_with_all(sorted, i, other->cluster, form)) continue;
            if (form->n_fits < MOST_MAYBE) form->fits[form->n_fits++] = other->cluster;
        }
        form->apart = form->n_fits > 1;
        if (form->n_fits == 1) form->cluster = form->fits[0];
        if (form->apart) form->cluster = UINT32_MAX; /* nobody's fullest form, so that it draws no others to it */
    }
}

static void join_bucket(struct people *p, uint32_t first) {
    struct person *sorted[MOST_NAMESAKES];
    uint32_t n = 0;
    for (uint32_t i = first; i != UINT32_MAX && n < MOST_NAMESAKES; i = p->at.at[i].next) sorted[n++] = &p->at.at[i];
    qsort(sorted, n, sizeof *sorted, fuller);
    join_namesakes(p, sorted, n);
}

/* ---- their sources ----------------------------------------------------------------------------------------------- */
static sayso_code settle_person(struct people *p, struct voucher *v) {
    struct who *k = p->k;
    struct person *form = &p->at.at[v->person];
    int32_t id;
    if (form->apart) {
        if ((id = who_new(k, v->name, v->kind, true)) < 0) return SAYSO_NOMEM;
        if (!who_blur(k, id, who_text_hash(UINT64_C(0xa4a27), form->fold))) return SAYSO_NOMEM;
    } else {
        struct person *whole = &p->at.at[form->cluster];
        if (whole->id < 0 && (whole->id = who_new(k, v->name, v->kind, true)) < 0) return SAYSO_NOMEM;
        id = whole->id;
    }
    if (!who_settle(k, v, id)) return SAYSO_NOMEM;
    bool speaks = v->group >= 0 && v->read.people & (OFFICE_HEAD | OFFICE_SPOKES);
    if (speaks && !k->more.at[id].voice) k->more.at[id].voice = (uint32_t)v->group + 1;
    return SAYSO_OK;
}

static sayso_code mark_namesakes(struct people *p) {
    for (uint32_t i = 0; i < p->k->vouchers.n; i++) {
        const struct voucher *v = &p->k->vouchers.at[i];
        if (v->shape != SHAPE_OF_PERSON) continue;
        const struct person *form = &p->at.at[v->person];
        for (uint32_t n = 0; form->apart && n < form->n_fits; n++) {
            int32_t other = p->at.at[form->fits[n]].id;
            if (other >= 0 && !who_maybe(p->k, v->id, other)) return SAYSO_NOMEM;
        }
    }
    return SAYSO_OK;
}

sayso_code who_people(struct who *k) {
    struct people p = {.k = k};
    if (!hash_table_init(&p.forms, k->w->scratch, 64) || !hash_table_init(&p.buckets, k->w->scratch, 64)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < k->vouchers.n; i++)
        if (k->vouchers.at[i].shape == SHAPE_OF_PERSON && !add_form(&p, &k->vouchers.at[i])) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < p.buckets.size; i++)
        if (p.buckets.keys[i]) join_bucket(&p, p.buckets.values[i]);
    sayso_code code = SAYSO_OK;
    for (uint32_t i = 0; i < k->vouchers.n && !code; i++)
        if (k->vouchers.at[i].shape == SHAPE_OF_PERSON) code = settle_person(&p, &k->vouchers.at[i]);
    return code ? code : mark_namesakes(&p);
}

/* ---- posts ------------------------------------------------------------------------------------------------------- */
struct holder {
    int32_t id; /* who holds it, as far as one is named */
    int32_t others[MOST_MAYBE];
    uint32_t n_others; /* further ones that are named with it */
};

static uint64_t post_of(const struct voucher *v) {
    return v->group >= 0 && v->read.people & OFFICE_HEAD
               ? who_text_hash(hash_number(UINT64_C(0x9057), (uint64_t)v->group), v->read.role)
               : 0;
}

sayso_code who_posts(struct who *k) {
    struct hash_table posts;
    VEC(struct holder) holders = {0};
    if (!hash_table_init(&posts, k->w->scratch, 64)) return SAYSO_NOMEM;
    for (int named = 1; named >= 0; named--)
        for (uint32_t i = 0; i < k->vouchers.n; i++) {
            struct voucher *v = &k->vouchers.at[i];
            uint64_t post = post_of(v);
            bool fresh;
            if (!post || v->shape != (named ? SHAPE_OF_PERSON : SHAPE_OF_POST)) continue;
            uint32_t *at = hash_table_put(&posts, post, holders.n, &fresh);
            if (!at || (fresh && !VEC_PUSH(k->w->scratch, holders, ((struct holder){.id = -1})))) return SAYSO_NOMEM;
            struct holder *h = &holders.at[*at];
            if (named) {
                if (h->id < 0)
                    h->id = v->id;
                else if (h->id != v->id && h->n_others < MOST_MAYBE)
                    h->others[h->n_others++] = v->id;
                continue;
            }
            int32_t id = h->id;
            if (id < 0 || h->n_others) { /* nobody named, or several: the post stands for itself */
                if ((id = who_new(k, v->name, v->kind, v->named)) < 0) return SAYSO_NOMEM;
                for (uint32_t n = 0; n < h->n_others; n++)
                    if (!who_maybe(k, id, h->others[n]) || !who_maybe(k, id, h->id)) return SAYSO_NOMEM;
                if (h->n_others && !who_blur(k, id, post)) return SAYSO_NOMEM;
                if (!h->n_others) h->id = id;
            }
            if (!who_settle(k, v, id)) return SAYSO_NOMEM;
            if (!k->more.at[id].voice) k->more.at[id].voice = (uint32_t)v->group + 1;
        }
    /* Two named holders of one post are those of two bodies that the words do not tell apart: neither speaks for the one. */
    for (uint32_t i = 0; i < k->vouchers.n; i++) {
        const struct voucher *v = &k->vouchers.at[i];
        const uint32_t *at = v->shape == SHAPE_OF_PERSON && post_of(v) ? hash_table_get(&posts, post_of(v)) : NULL;
        if (at && holders.at[*at].n_others) k->more.at[v->id].voice = 0;
    }
    return SAYSO_OK;
}
