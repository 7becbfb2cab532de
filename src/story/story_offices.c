/* Bodies across reports. Words that tell which one (a place, "state") make it one with others of its class that have the same
 * words, or more of them; a bare "police" is the one that its own report names, else the only one that the story knows. Where
 * several fit, or the class is one of which there may be many (hospitals), it stays by itself and is marked as possibly them. */
#include "story_who.h"

enum { MOST_KIN = 8 };

static int32_t office_of(struct who *k, int body, const char *which, bool force, uint64_t own) {
    bool fresh;
    uint64_t key = hash_number(who_text_hash(hash_number(HASH_START, (uint64_t)body), which), own);
    uint32_t *at = hash_table_put(&k->office_of, key, k->offices.n, &fresh);
    if (!at) return -1;
    if (!fresh) return (int32_t)*at;
    struct office o = {.body = body, .which = which, .force = force, .own = own != 0, .parent = k->offices.n, .id = -1};
    return VEC_PUSH(k->w->scratch, k->offices, o) ? (int32_t)k->offices.n - 1 : -1;
}

uint32_t who_office_root(struct who *k, uint32_t o) {
    while (k->offices.at[o].parent != o) o = k->offices.at[o].parent = k->offices.at[k->offices.at[o].parent].parent;
    return o;
}

/* ---- those with words of their own ------------------------------------------------------------------------------- */
struct kin { /* offices whose words hold a word */
    uint32_t at[MOST_KIN];
    uint32_t n;
};

static bool has_word(const char *which, const char *word, size_t n) {
    for (const char *s = which; *s;) {
        size_t len = strcspn(s, " ");
        if (len == n && !memcmp(s, word, n)) return true;
        s += len + (s[len] == ' ');
    }
    return false;
}

static bool holds_all(const char *more, const char *fewer) {
    for (const char *s = fewer; *s;) {
        size_t len = strcspn(s, " ");
        if (!has_word(more, s, len)) return false;
        s += len + (s[len] == ' ');
    }
    return true;
}

/* An office with fewer words is that with more of them, where there is only one such: "Dunmore police", "the police of the
 * city of Dunmore Harbour" are not forced together when "Dunmore Valley police" is there too. */
static sayso_code join_kin(struct who *k) {
    struct hash_table words;
    VEC(struct kin) kin = {0};
    if (!hash_table_init(&words, k->w->scratch, k->offices.n)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < k->offices.n; i++)
        for (const char *s = k->offices.at[i].which; *s;) {
            size_t len = strcspn(s, " ");
            bool fresh;
            uint64_t key = hash_number(hash_bytes(HASH_START, s, len), (uint64_t)k->offices.at[i].body);
            uint32_t *at = hash_table_put(&words, key, kin.n, &fresh);
            if (!at || (fresh && !VEC_PUSH(k->w->scratch, kin, ((struct kin){{0}, 0})))) return SAYSO_NOMEM;
            struct kin *list = &kin.at[*at];
            if (list->n < MOST_KIN) list->at[list->n++] = i;
            s += len + (s[len] == ' ');
        }
    for (uint32_t i = 0; i < k->offices.n; i++) {
        struct office *o = &k->offices.at[i];
        if (!*o->which) continue;
        const uint32_t *at =
            hash_table_get(&words, hash_number(hash_bytes(HASH_START, o->which, strcspn(o->which, " ")), (uint64_t)o->body));
        uint32_t found = 0, which = 0;
        for (uint32_t n = 0; at && n < kin.at[*at].n; n++) {
            uint32_t other = kin.at[*at].at[n];
            const struct office *p = &k->offices.at[other];
            if (other == i || p->force != o->force || !holds_all(p->which, o->which)) continue;
            found++, which = other;
        }
        if (found == 1) o->parent = who_office_root(k, which);
    }
    return SAYSO_OK;
}

/* ---- bare ones --------------------------------------------------------------------------------------------------- */
struct known { /* named bodies of each class in the whole story */
    uint32_t at[N_BODIES][MOST_KIN];
    uint32_t n[N_BODIES];
};

static void add_known(uint32_t *list, uint32_t *n, uint32_t office) {
    for (uint32_t i = 0; i < *n; i++)
        if (list[i] == office) return;
    if (*n < MOST_KIN) list[(*n)++] = office;
}

/* Named bodies of a class that a report tells of; force: those told by "state" and the like count too. */
static uint32_t in_report(struct who *k, uint32_t report, int body, uint32_t list[MOST_KIN]) {
    uint32_t n = 0;
    for (uint32_t v = k->first[report]; v < k->first[report + 1]; v++) {
        int32_t g = k->vouchers.at[v].group;
        if (g < 0 || k->offices.at[g].body != body || !*k->offices.at[g].which || k->offices.at[g].force) continue;
        add_known(list, &n, who_office_root(k, (uint32_t)g));
    }
    return n;
}

static sayso_code settle_bare(struct who *k, struct voucher *v, const struct known *known) {
    int body = v->read.body;
    uint32_t list[MOST_KIN], n = in_report(k, v->report, body, list);
    if (n == 1 && v->read.article != ARTICLE_INDEFINITE) {
        v->group = (int32_t)list[0];
        return SAYSO_OK;
    }
    bool loose = 1u << body & OFFICE_LOOSE;
    if (!loose && !n && known->n[body] == 1) {
        v->group = (int32_t)known->at[body][0];
        return SAYSO_OK;
    }
    bool own = loose || n > 1 || known->n[body] > 1;
    v->group = office_of(k, body, "", false, own ? v->report + 1 : 0);
    return v->group < 0 ? SAYSO_NOMEM : SAYSO_OK;
}

static sayso_code settle_all_bare(struct who *k, const struct known *known) {
    for (uint32_t i = 0; i < k->w->n; i++) {
        bool seen[N_BODIES] = {0}; /* the first bare one decides for the report */
        int32_t group[N_BODIES];
        for (uint32_t n = k->first[i]; n < k->first[i + 1]; n++) {
            struct voucher *v = &k->vouchers.at[n];
            if (v->read.body < 0 || *v->read.which) continue;
            if (seen[v->read.body]) {
                v->group = group[v->read.body];
                continue;
            }
            sayso_code code = settle_bare(k, v, known);
            if (code) return code;
            seen[v->read.body] = true, group[v->read.body] = v->group;
        }
    }
    return SAYSO_OK;
}

/* ---- their sources ----------------------------------------------------------------------------------------------- */
static bool is_told(const struct voucher *v) { return v->read.body >= 0; }

static sayso_code make_sources(struct who *k) {
    for (uint32_t i = 0; i < k->vouchers.n; i++) {
        struct voucher *v = &k->vouchers.at[i];
        if (v->group >= 0) v->group = (int32_t)who_office_root(k, (uint32_t)v->group);
        if (v->shape != SHAPE_OF_OFFICE) continue;
        struct office *o = &k->offices.at[v->group];
        if (o->id < 0 && (o->id = who_new(k, v->name, v->kind, v->named)) < 0) return SAYSO_NOMEM;
        if (!who_settle(k, v, o->id)) return SAYSO_NOMEM;
        k->more.at[o->id].voice = (uint32_t)v->group + 1;
    }
    return SAYSO_OK;
}

/* A bare one that stayed by itself may be any of the named ones, and that of another report. */
static sayso_code mark_maybe(struct who *k, const struct known *known) {
    for (uint32_t i = 0; i < k->offices.n; i++) {
        const struct office *o = &k->offices.at[i];
        if (o->parent != i || o->id < 0 || *o->which || !(o->own || known->n[o->body])) continue;
        for (uint32_t n = 0; n < known->n[o->body]; n++) {
            int32_t other = k->offices.at[known->at[o->body][n]].id;
            if (other >= 0 && !who_maybe(k, o->id, other)) return SAYSO_NOMEM;
        }
        if (o->own && !who_blur(k, o->id, hash_number(UINT64_C(0x0ff1ce), (uint64_t)o->body))) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

sayso_code who_offices(struct who *k) {
    struct known known = {0};
    if (!hash_table_init(&k->office_of, k->w->scratch, 64)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < k->vouchers.n; i++) {
        struct voucher *v = &k->vouchers.at[i];
        if (!is_told(v) || !*v->read.which) continue;
        if ((v->group = office_of(k, v->read.body, v->read.which, v->read.force, 0)) < 0) return SAYSO_NOMEM;
    }
    sayso_code code = join_kin(k);
    for (uint32_t i = 0; i < k->offices.n && !code; i++)
        if (k->offices.at[i].parent == i && !k->offices.at[i].force)
            add_known(known.at[k->offices.at[i].body], &known.n[k->offices.at[i].body], i);
    if (!code) code = settle_all_bare(k, &known);
    if (!code) code = make_sources(k);
    return code ? code : mark_maybe(k, &known);
}
