/* Those whom nobody names, who works for whom, and who may be whom. An unnamed source of one report is never that of another,
 * unless the one report repeats the words of the other; what is alike is marked as possibly the same. */
#include "story_who.h"
#include "page_outlets.h"

enum { MOST_COLLEAGUES = 8, OUTLET_WORDS = 6, FOLD = 160 };

/* ---- who works for whom ------------------------------------------------------------------------------------------ */
/* The outlet named in the words: "an Associated Press photographer", "Reuters reporter Jane Roe". */
static int32_t outlet_in(struct who *k, const char *s, size_t n) {
    struct phrase p;
    story_phrase_cut(s, n, &p);
    for (uint32_t words = p.n < OUTLET_WORDS ? p.n : OUTLET_WORDS; words; words--)
        for (uint32_t i = 0; i + words <= p.n; i++) {
            const char *at = s + p.at[i].beg;
            size_t len = p.at[i + words - 1].end - p.at[i].beg;
            const struct outlet *o = p.at[i].capital ? outlet_find(at, len) : NULL;
            if (o && o->kind == OUTLET_SOCIAL) continue;
            int32_t id = o                 ? who_outlet(k, o->name, strlen(o->name),
                                        o->kind == OUTLET_OUTLET ? SAYSO_SOURCE_OUTLET : SAYSO_SOURCE_AGENCY, true)
                         : p.at[i].capital ? who_outlet(k, at, len, SAYSO_SOURCE_OUTLET, false)
                                           : -1;
            if (id != -1) return id;
        }
    return -1;
}

/* For each source of a record the one that passes it on ("its photographer": the agency's); -1. NULL: memory is out. */
static int32_t *passed_on_by(const struct who *k, uint32_t report) {
    const sayso_record *r = story_record(k->w, report);
    int32_t *by = ARENA_ARRAY(k->w->scratch, int32_t, r->n_sources + 1);
    if (!by) return NULL;
    for (uint32_t i = 0; i < r->n_sources; i++) by[i] = -1;
    for (uint32_t a = 0; a < r->n_attributions; a++) {
        int32_t within = r->attributions[a].within, s = r->attributions[a].source_id;
        if (s < 0 || within < 0 || (uint32_t)s >= r->n_sources || (uint32_t)within >= r->n_attributions || by[s] >= 0) continue;
        by[s] = r->attributions[within].source_id;
    }
    for (uint32_t c = 0; c < r->n_claims; c++)
        for (uint32_t i = 1; i < r->claims[c].chain.n; i++) {
            int32_t s = r->claims[c].chain.at[i];
            if (s >= 0 && by[s] < 0) by[s] = r->claims[c].chain.at[i - 1];
        }
    return by;
}

static sayso_code find_employer(struct who *k, struct voucher *v, int32_t **by) {
    const sayso_record *r = story_record(k->w, v->report);
    const sayso_source *s = &r->sources[v->source];
    for (uint32_t i = 0; i < s->mentions.n && i < 4 && v->outlet < 0; i++) {
        span at = s->mentions.at[i];
        if (at.end <= r->n_text && at.beg < at.end) v->outlet = outlet_in(k, r->text + at.beg, span_len(at));
        if (v->outlet == -2) return SAYSO_NOMEM;
    }
    if (v->outlet < 0) v->outlet = outlet_in(k, s->name, strlen(s->name));
    if (v->outlet == -2) return SAYSO_NOMEM;
    if (v->outlet < 0 && v->read.its) {
        if (!*by && !(*by = passed_on_by(k, v->report))) return SAYSO_NOMEM;
        int32_t from = (*by)[v->source];
        const struct voucher *parent = from >= 0 ? &k->vouchers.at[k->first[v->report] + (uint32_t)from] : NULL;
        if (parent && parent->shape == SHAPE_OF_OUTLET) v->outlet = parent->id;
    }
    return SAYSO_OK;
}

/* Photographers by their credits: "Kim Doe / AP" under a picture of any report tells whom Kim Doe works for. */
static sayso_code read_credits(struct who *k, struct hash_table *employer) {
    for (uint32_t i = 0; i < k->w->n; i++) {
        const sayso_record *r = story_record(k->w, i);
        for (uint32_t m = 0; m < r->n_media; m++) {
            const sayso_credit *chain = r->media[m].chain;
            for (uint32_t c = 0; c + 1 < r->media[m].n_chain; c++) {
                if (chain[c].role != SAYSO_CREDIT_CREATOR || chain[c + 1].role != SAYSO_CREDIT_AGENCY) continue;
                char fold[FOLD];
                size_t n = story_phrase_fold(chain[c].name, strlen(chain[c].name), fold, sizeof fold);
                int32_t id = who_outlet(k, chain[c + 1].name, strlen(chain[c + 1].name), SAYSO_SOURCE_AGENCY, true);
                bool fresh;
                if (id < 0 || !hash_table_put(employer, hash_bytes(HASH_START, fold, n), (uint32_t)id, &fresh))
                    return SAYSO_NOMEM;
            }
        }
    }
    return SAYSO_OK;
}

static sayso_code find_employers(struct who *k) {
    struct hash_table employer;
    if (!hash_table_init(&employer, k->w->scratch, 64)) return SAYSO_NOMEM;
    sayso_code code = read_credits(k, &employer);
    int32_t *by = NULL; /* of the report at hand, made when it is asked for */
    for (uint32_t i = 0; i < k->vouchers.n && !code; i++) {
        struct voucher *v = &k->vouchers.at[i];
        if (i == k->first[v->report]) by = NULL;
        if (v->read.people & OFFICE_TRADE && v->shape != SHAPE_OF_OUTLET) code = find_employer(k, v, &by);
        if (v->shape != SHAPE_OF_PERSON || v->outlet >= 0) continue;
        char fold[FOLD];
        size_t n = story_phrase_fold(v->name, strlen(v->name), fold, sizeof fold);
        const uint32_t *id = hash_table_get(&employer, hash_bytes(HASH_START, fold, n));
        if (!id) continue;
        v->outlet = (int32_t)*id, v->read.people |= OFFICE_TRADE;
        memcpy(v->read.role, "photographer", sizeof "photographer");
    }
    return code;
}

/* ---- the unnamed ------------------------------------------------------------------------------------------------- */
/* Trades that one person may be called by: those with a camera, those who write. */
static char trade_of(const struct voucher *v) {
    const char *r = v->read.role;
    return strstr(r, "photo") || strstr(r, "camera") || strstr(r, "video") ? 'p' : 'r';
}

/* What descriptions of perhaps one and the same share. */
static uint64_t blur_of(const struct voucher *v) {
    const struct phrase_reading *r = &v->read;
    if (v->outlet >= 0) return hash_number(hash_number(UINT64_C(0x7ade), (uint64_t)v->outlet), (uint64_t)trade_of(v));
    uint64_t h = hash_number(UINT64_C(0xb102), r->body >= 0 ? (uint64_t)v->group + 2 : 1);
    if (r->people & (OFFICE_SPOKES | OFFICE_HEAD)) return hash_number(h, OFFICE_SPOKES);
    if (r->body >= 0) return hash_number(h, r->people & OFFICE_LEAK ? OFFICE_LEAK : OFFICE_STAFF);
    struct phrase p;
    story_phrase_cut(v->name, strlen(v->name), &p);
    const char *head = p.n ? p.at[0].word : "";
    for (uint32_t i = 0; i < p.n; i++) {
        static const char *const ends[] = {"of",   "at",     "in",      "from", "who",   "near",
                                           "with", "inside", "outside", "on",   "close", "familiar"};
        bool end = false;
        for (size_t e = 0; i && e < sizeof ends / sizeof *ends; e++) end |= !strcmp(p.at[i].word, ends[e]);
        if (end) break;
        head = p.at[i].word;
    }
    size_t n = strlen(head);
    if (n > 4 && !strcmp(head + n - 3, "ses"))
        n -= 2; /* "witnesses" */
    else if (n > 3 && head[n - 1] == 's' && head[n - 2] != 's')
        n--;
    if (n > 4 && !strncmp(head, "eye", 3)) head += 3, n -= 3;
    return hash_bytes(h, head, n);
}

static bool in_spans(sayso_spans s, span at) {
    uint32_t lo = 0, hi = s.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s.at[mid].end <= at.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s.n && span_meet(s.at[lo], at);
}

static uint64_t same_words(uint32_t report, const struct voucher *v) {
    char fold[FOLD];
    size_t n = story_phrase_fold(v->name, strlen(v->name), fold, sizeof fold);
    return hash_number(hash_bytes(HASH_START, fold, n), report);
}

sayso_code who_unnamed(struct who *k) {
    struct hash_table told;
    sayso_code code = find_employers(k);
    if (code || !hash_table_init(&told, k->w->scratch, 64)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < k->vouchers.n; i++) {
        struct voucher *v = &k->vouchers.at[i];
        if (v->shape != SHAPE_OF_UNNAMED) continue;
        int32_t from = k->w->reports.at[v->report].words_of;
        const uint32_t *have =
            from >= 0 && in_spans(k->w->passages[v->report], v->at) ? hash_table_get(&told, same_words((uint32_t)from, v)) : NULL;
        int32_t id = have ? (int32_t)*have : who_new(k, v->name, v->kind, v->named);
        bool fresh;
        if (id < 0 || !who_settle(k, v, id) || !hash_table_put(&told, same_words(v->report, v), (uint32_t)id, &fresh))
            return SAYSO_NOMEM;
        if (have) continue;
        if (!v->named && !who_blur(k, id, blur_of(v))) return SAYSO_NOMEM;
        if (v->read.people & OFFICE_SPOKES && v->group >= 0) k->more.at[id].voice = (uint32_t)v->group + 1;
    }
    return SAYSO_OK;
}

/* ---- of whom, as what, and who may be it ------------------------------------------------------------------------- */
static bool note_work(struct who *k, const struct voucher *v) {
    sayso_story_source *s = &k->w->sources.at[v->id];
    int32_t office = v->group >= 0 ? k->offices.at[v->group].id : -1;
    int32_t of = v->outlet >= 0 ? v->outlet : v->shape == SHAPE_OF_OFFICE ? -1 : office;
    if (of == v->id) return true;
    if (s->of < 0) s->of = of;
    bool post = *v->read.role && (v->read.people & (OFFICE_TRADE | OFFICE_HEAD | OFFICE_SPOKES | OFFICE_LEAK | OFFICE_STAFF));
    if (!s->role && post && v->shape != SHAPE_OF_OFFICE && !(s->role = arena_strdup(k->w->arena, v->read.role))) return false;
    /* "police officials" may speak for the police; "a police official" need not */
    bool many =
        v->shape == SHAPE_OF_UNNAMED && v->read.people & OFFICE_STAFF && v->read.plural && v->read.article != ARTICLE_INDEFINITE;
    return !many || office < 0 || who_maybe(k, v->id, office);
}

struct colleagues { /* named workers of one outlet in one trade */
    int32_t at[MOST_COLLEAGUES];
    uint32_t n;
};

/* "One of its photographers" may be the photographer whom another report names. */
static sayso_code join_colleagues(struct who *k) {
    struct hash_table of;
    VEC(struct colleagues) lists = {0};
    if (!hash_table_init(&of, k->w->scratch, 16)) return SAYSO_NOMEM;
    for (int named = 1; named >= 0; named--)
        for (uint32_t i = 0; i < k->vouchers.n; i++) {
            const struct voucher *v = &k->vouchers.at[i];
            if (v->outlet < 0 || (v->shape == SHAPE_OF_PERSON) != (named == 1) || v->shape == SHAPE_OF_OUTLET) continue;
            bool fresh;
            uint32_t *at = hash_table_put(&of, hash_number((uint64_t)v->outlet + 1, (uint64_t)trade_of(v)), lists.n, &fresh);
            if (!at || (fresh && !VEC_PUSH(k->w->scratch, lists, ((struct colleagues){{0}, 0})))) return SAYSO_NOMEM;
            struct colleagues *c = &lists.at[*at];
            bool have = false;
            for (uint32_t n = 0; n < c->n; n++) {
                have |= c->at[n] == v->id;
                if (!named && !who_maybe(k, v->id, c->at[n])) return SAYSO_NOMEM;
            }
            if (named && !have && c->n < MOST_COLLEAGUES) c->at[c->n++] = v->id;
        }
    return SAYSO_OK;
}

sayso_code who_workers(struct who *k) {
    for (uint32_t i = 0; i < k->vouchers.n; i++)
        if (k->vouchers.at[i].id >= 0 && k->vouchers.at[i].shape != SHAPE_OF_OUTLET && !note_work(k, &k->vouchers.at[i]))
            return SAYSO_NOMEM;
    return join_colleagues(k);
}
