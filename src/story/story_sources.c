/* Sources across reports: who is the same. The steps in their order, the outlets, and organizations by name; the rest stands in
 * the files that story_who.h lists. Everything is found by hashes of what it is called: nothing compares every two. */
#include "story_who.h"
#include "base_utf8.h"
#include "page_outlets.h"
#include "report_who.h"

enum { FOLD = 200, MOST_SHOWN = 32, LONGEST_NAME = 80 };

/* ---- sources of the story ---------------------------------------------------------------------------------------- */
int32_t who_new(struct who *k, const char *name, sayso_source_kind kind, bool named) {
    struct story_work *w = k->w;
    sayso_story_source s = {.name = arena_strdup(w->arena, name), .kind = kind, .named = named, .root = -1, .of = -1};
    if (!s.name || !VEC_PUSH(w->arena, w->sources, s) || !VEC_PUSH(w->scratch, k->more, ((struct more){0}))) return -1;
    return (int32_t)w->sources.n - 1;
}

/* A person who holds a post is an official first, a witness next. */
static bool is_surer(sayso_source_kind new, sayso_source_kind old) {
    if (old == SAYSO_SOURCE_UNNAMED) return new != old;
    if (new == SAYSO_SOURCE_OFFICIAL)
        return old == SAYSO_SOURCE_PERSON || old == SAYSO_SOURCE_WITNESS || old == SAYSO_SOURCE_DOCUMENT;
    return new == SAYSO_SOURCE_WITNESS &&old == SAYSO_SOURCE_PERSON;
}

bool who_settle(struct who *k, struct voucher *v, int32_t id) {
    sayso_story_source *s = &k->w->sources.at[id];
    struct more *m = &k->more.at[id];
    v->id = id;
    if (!VEC_PUSH(k->w->arena, m->mentions, ((sayso_story_mention){(int32_t)v->report, v->source}))) return false;
    if (v->shape == SHAPE_OF_OUTLET) return true; /* has its full name from the table or from its own pages */
    if (is_surer(v->kind, s->kind)) s->kind = v->kind;
    size_t n = strlen(v->name);
    bool fuller = v->named != s->named ? v->named : n > strlen(s->name) && n <= LONGEST_NAME;
    if (v->shape == SHAPE_OF_POST && s->named) fuller = false;
    if (v->shape == SHAPE_OF_OFFICE) { /* the name that tells best which one it is, not the longest */
        size_t which = strlen(v->read.which);
        fuller = which != m->which ? which > m->which : v->named && !s->named;
        if (fuller || m->mentions.n == 1) m->which = which;
    }
    m->nothing = m->mentions.n == 1 ? v->nothing : m->nothing && v->nothing;
    s->named |= v->named;
    return !fuller || (s->name = arena_strdup(k->w->arena, v->name)) != NULL;
}

static bool has_id(const int32_t *at, uint32_t n, int32_t id) {
    for (uint32_t i = 0; i < n; i++)
        if (at[i] == id) return true;
    return false;
}

bool who_maybe(struct who *k, int32_t a, int32_t b) {
    if (a == b) return true;
    struct more *x = &k->more.at[a], *y = &k->more.at[b];
    if (has_id(x->maybe.at, x->maybe.n < MOST_SHOWN ? x->maybe.n : MOST_SHOWN, b)) return true;
    if (x->maybe.n < MOST_SHOWN && !VEC_PUSH(k->w->arena, x->maybe, b)) return false;
    return y->maybe.n >= MOST_SHOWN || has_id(y->maybe.at, y->maybe.n, a) || VEC_PUSH(k->w->arena, y->maybe, a);
}

bool who_blur(struct who *k, int32_t id, uint64_t blur) {
    bool fresh;
    uint32_t *first = hash_table_put(&k->blurs, blur, (uint32_t)id, &fresh);
    if (!first) return false;
    k->more.at[id].blur = blur ? blur : 1;
    return fresh || who_maybe(k, id, (int32_t)*first);
}

/* ---- outlets ----------------------------------------------------------------------------------------------------- */
/* "dunmoreherald.com", "Dunmore Herald (US)" are brought to what the name is without them. */
static size_t fold_outlet(const char *name, size_t n, char fold[FOLD]) {
    static const char *const ends[] = {" com", " org", " net", " co uk", " online", " website"};
    size_t size = story_phrase_fold(name, n, fold, FOLD);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t e = strlen(ends[i]);
        if (size > e + 2 && !memcmp(fold + size - e, ends[i], e)) fold[size -= e] = 0;
    }
    return size;
}

int32_t who_outlet(struct who *k, const char *name, size_t n, sayso_source_kind kind, bool make) {
    const struct outlet *o = outlet_find(name, n);
    if (o) {
        name = o->name, n = strlen(name);
        if (o->kind == OUTLET_AGENCY) kind = SAYSO_SOURCE_AGENCY;
        if (o->kind == OUTLET_OUTLET) kind = SAYSO_SOURCE_OUTLET;
    }
    char fold[FOLD];
    n = n < FOLD / 2 ? n : FOLD / 2;
    uint64_t key = hash_bytes(HASH_START, fold, fold_outlet(name, n, fold));
    const uint32_t *have = hash_table_get(&k->outlets, key);
    if (have) return (int32_t)*have;
    if (!make) return -1;
    char *whole = arena_strndup(k->w->scratch, name, n);
    bool fresh;
    int32_t id = whole ? who_new(k, whole, kind, true) : -1;
    return id < 0 || !hash_table_put(&k->outlets, key, (uint32_t)id, &fresh) ? -2 : id;
}

/* The publishing outlets: by the page's own name of it, else by its address, else the input stands for it. */
static sayso_code add_publishers(struct who *k) {
    struct story_work *w = k->w;
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_record *r = story_record(w, i);
        const char *uri = w->reports.at[i].uri, *host = uri ? strstr(uri, "://") : NULL;
        const struct outlet *o = NULL;
        if (host && !r->publication.outlet) o = outlet_of_host(host + 3, strcspn(host + 3, "/:?#"));
        const char *name = r->publication.outlet ? r->publication.outlet : o ? o->name : r->input.name ? r->input.name : r->id;
        int32_t id = who_outlet(k, name, strlen(name), SAYSO_SOURCE_OUTLET, true);
        if (id < 0 || !VEC_PUSH(w->arena, k->more.at[id].mentions, ((sayso_story_mention){(int32_t)i, -1}))) return SAYSO_NOMEM;
        if (!r->publication.outlet && !o) w->sources.at[id].named = false;
        w->reports.at[i].outlet_source = id;
    }
    return SAYSO_OK;
}

static sayso_code settle_outlets(struct who *k) {
    for (uint32_t i = 0; i < k->vouchers.n; i++) {
        struct voucher *v = &k->vouchers.at[i];
        bool named = v->named && v->shape != SHAPE_OF_OUTLET && v->shape != SHAPE_OF_UNNAMED;
        if (named && who_outlet(k, v->name, strlen(v->name), v->kind, false) >= 0)
            v->shape = SHAPE_OF_OUTLET; /* one that published here */
        if (v->shape != SHAPE_OF_OUTLET) continue;
        int32_t id = who_outlet(k, v->name, strlen(v->name), v->kind, true);
        if (id < 0 || !who_settle(k, v, id)) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

/* "INDIANAPOLIS (WISH) -" on the pages of WISH-TV is its own line. */
static bool is_own(const struct story_work *w, uint32_t report, const char *agency) {
    const char *uri = w->reports.at[report].uri, *host = uri ? strstr(uri, "://") : NULL;
    if (!who_is_acronym(agency) || outlet_find(agency, strlen(agency))) return false;
    char own[FOLD], name[FOLD];
    const char *outlet = w->sources.at[w->reports.at[report].outlet_source].name;
    story_phrase_fold(outlet, strlen(outlet), own, sizeof own);
    size_t n = story_phrase_fold(agency, strlen(agency), name, sizeof name);
    if (!strncmp(own, name, n) && (!own[n] || own[n] == ' ')) return true;
    if (!host) return false;
    story_phrase_fold(host + 3, strcspn(host + 3, "/"), own, sizeof own);
    const char *at = own;
    if (!strncmp(at, "www ", 4)) at += 4;
    return !strncmp(at, name, n);
}

static sayso_code add_carried(struct who *k) {
    struct story_work *w = k->w;
    for (uint32_t i = 0; i < w->n; i++) {
        const char *agency = story_agency(story_record(w, i), w->scratch);
        if (agency && is_own(w, i, agency)) continue;
        bool station =
            agency && strlen(agency) <= 4 && (agency[0] == 'K' || agency[0] == 'W') && who_is_acronym(agency); /* call letters */
        int32_t id =
            agency ? who_outlet(k, agency, strlen(agency), station ? SAYSO_SOURCE_OUTLET : SAYSO_SOURCE_AGENCY, true) : -1;
        if (id == -2) return SAYSO_NOMEM;
        int32_t own =
            w->reports.at[i].outlet_source; /* of a page that does not say whose it is, an outlet's line may be its own */
        bool may_be_own = id >= 0 && w->sources.at[id].kind == SAYSO_SOURCE_OUTLET && !w->sources.at[own].named;
        if (id != own && !may_be_own) w->reports.at[i].carries = id;
    }
    return SAYSO_OK;
}

/* ---- organizations by name --------------------------------------------------------------------------------------- */
/* First letters of the capitalised words: "Dunmore Harbour Company" is also "DHC". */
static uint64_t acronym_of(const char *name) {
    struct phrase p;
    char letters[PHRASE_TOKENS + 1];
    uint32_t n = 0;
    story_phrase_cut(name, strlen(name), &p);
    for (uint32_t i = 0; i < p.n; i++)
        if (p.at[i].capital) letters[n++] = p.at[i].word[0];
    return n >= 2 ? hash_bytes(UINT64_C(0xac20), letters, n) : 0;
}

bool who_is_acronym(const char *name) {
    size_t n = strlen(name), letters = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(name[i] >= 'A' && name[i] <= 'Z') && name[i] != '.') return false;
        letters += name[i] != '.';
    }
    return letters >= 3 && n <= 12;
}

static const uint32_t NOBODY = UINT32_MAX; /* several fit */

/* Several names with one key: none of them is it. */
static bool put_only(struct hash_table *t, uint64_t key, uint32_t id) {
    bool fresh;
    uint32_t *at = key ? hash_table_put(t, key, id, &fresh) : &id;
    if (!at) return false;
    if (*at != id) *at = NOBODY;
    return true;
}

static uint64_t first_word(const char *fold) { return hash_bytes(UINT64_C(0xf125), fold, strcspn(fold, " ")); }

/* Full names first; then acronyms and shorter forms, where they fit one alone. */
static sayso_code settle_bodies(struct who *k) {
    struct hash_table names, shorts;
    if (!hash_table_init(&names, k->w->scratch, 64) || !hash_table_init(&shorts, k->w->scratch, 64)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < k->vouchers.n; i++) { /* "IMPD" may be an office */
        const struct voucher *v = &k->vouchers.at[i];
        if (v->shape == SHAPE_OF_OFFICE && !put_only(&shorts, acronym_of(v->name), (uint32_t)v->id)) return SAYSO_NOMEM;
    }
    for (int full = 1; full >= 0; full--)
        for (uint32_t i = 0; i < k->vouchers.n; i++) {
            struct voucher *v = &k->vouchers.at[i];
            if (v->shape != SHAPE_OF_BODY) continue;
            char fold[FOLD];
            story_phrase_fold(v->name, strlen(v->name), fold, sizeof fold);
            bool is_full = strchr(fold, ' ') != NULL, fresh;
            if (is_full != (full == 1)) continue;
            uint64_t key = who_text_hash(HASH_START, fold);
            const uint32_t *have = hash_table_get(&names, key);
            if (!have && !full) {
                struct phrase p;
                story_phrase_cut(v->name, strlen(v->name), &p);
                have = hash_table_get(&shorts, who_is_acronym(v->name)
                                                   ? hash_bytes(UINT64_C(0xac20), p.at[0].word, strlen(p.at[0].word))
                                                   : first_word(fold));
                if (have && *have == NOBODY) have = NULL;
                if (have && !who_is_acronym(v->name)) {
                    const char *whole = k->w->sources.at[*have].name;
                    if (name_match(whole, strlen(whole), v->name, strlen(v->name), false) == NAME_DIFFERS) have = NULL;
                }
            }
            int32_t id = have ? (int32_t)*have : who_new(k, v->name, v->kind, v->named);
            if (id < 0 || !who_settle(k, v, id) || !hash_table_put(&names, key, (uint32_t)id, &fresh)) return SAYSO_NOMEM;
            if (full &&
                (!put_only(&shorts, acronym_of(v->name), (uint32_t)id) || !put_only(&shorts, first_word(fold), (uint32_t)id)))
                return SAYSO_NOMEM;
        }
    return SAYSO_OK;
}

/* ---- all --------------------------------------------------------------------------------------------------------- */
static sayso_code finish(struct who *k) {
    struct story_work *w = k->w;
    w->source_of = ARENA_ARRAY(w->scratch, int32_t *, w->n);
    w->origins = ARENA_ARRAY(w->scratch, struct story_origin, w->sources.n + 1);
    if (!w->source_of || !w->origins) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t n = k->first[i + 1] - k->first[i];
        if (!(w->source_of[i] = ARENA_ARRAY(w->scratch, int32_t, n + 1))) return SAYSO_NOMEM;
        for (uint32_t s = 0; s < n; s++) w->source_of[i][s] = k->vouchers.at[k->first[i] + s].id;
    }
    for (uint32_t i = 0; i < w->sources.n; i++) {
        const struct more *m = &k->more.at[i];
        sayso_story_source *s = &w->sources.at[i];
        s->mentions = m->mentions.at, s->n_mentions = m->mentions.n;
        s->maybe = (sayso_ids){m->maybe.at, m->maybe.n};
        s->voice = m->voice && s->of >= 0 && k->more.at[s->of].voice == m->voice;
        w->origins[i] = (struct story_origin){m->voice, m->blur, m->nothing};
    }
    w->n_origins = w->sources.n;
    return SAYSO_OK;
}

sayso_code story_sources(struct story_work *w) {
    struct who k = {.w = w};
    static sayso_code (*const steps[])(struct who *) = {who_vouchers, add_publishers, settle_outlets, add_carried, who_offices,
                                                        who_people,   who_posts,      settle_bodies,  who_unnamed, who_workers,
                                                        who_leans,    who_called,     finish};
    if (!hash_table_init(&k.outlets, w->scratch, 64) || !hash_table_init(&k.blurs, w->scratch, 64)) return SAYSO_NOMEM;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        sayso_code code = steps[i](&k);
        if (code) return code;
    }
    return SAYSO_OK;
}
