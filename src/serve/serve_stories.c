/* Stories: the list, one, its exports. The JSON of a story is kept in memory until the story changes. */
#include "serve.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the list ----------------------------------------------------------------------------------------------------- */
struct listing {
    struct text_out *t;
    uint32_t n;
    int64_t last;
};

static bool take_story(void *taker, const sayso_story_row *r) {
    struct listing *l = taker;
    struct text_out *t = l->t;
    write_open(t, '{');
    put_int(t, "story", r->story);
    put_string(t, "title", r->title);
    put_string(t, "kind", r->kind);
    put_string(t, "time", r->day);
    put_string(t, "place", r->place);
    put_string(t, "country", r->country);
    write_key(t, "lat");
    if (r->has_point)
        write_real(t, r->lat);
    else
        write_null(t);
    write_key(t, "lon");
    if (r->has_point)
        write_real(t, r->lon);
    else
        write_null(t);
    put_int(t, "reports", r->reports);
    put_int(t, "roots", r->roots);
    put_int(t, "conflicts", r->conflicts);
    put_string(t, "changed", r->changed);
    put_int(t, "change", r->change);
    put_string(t, "published", r->published);
    write_close(t, '}');
    l->n++, l->last = r->change;
    return !t->failed;
}

/* "2025", "2025-03", "2025-03-12". */
static bool is_day(const char *s) {
    static const char form[] = "dddd-dd-dd";
    size_t n = strlen(s);
    if (n != 4 && n != 7 && n != 10) return false;
    for (size_t i = 0; i < n; i++)
        if (form[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
    return true;
}

static const char *day(struct request *q, const char *name) {
    const char *s = param(q, name);
    if (s && !is_day(s) && !answered(q)) answer_error(q, 400, "USAGE", "%s is a day: 2025-03-12, 2025-03 or 2025", name);
    return s;
}

void get_stories(struct request *q) {
    struct text_out *t = &q->answer.body;
    struct listing l = {.t = t};
    int64_t limit = param_number(q, "limit", 1, MAX_LIMIT, 50), before = param_number(q, "before", 1, INT64_MAX, 0);
    sayso_store_query y = {.words = param(q, "words"), .place = param(q, "place"), .kind = param(q, "kind")};
    y.from = day(q, "from"), y.to = day(q, "to"), y.limit = (uint32_t)limit, y.before = before;
    sayso_store *s = answered(q) ? NULL : store_take(q);
    if (!s) return;
    sayso_error e;
    int64_t total = before ? 0 : sayso_store_count(s, &y, &e);
    answer_list_begin(q);
    bool ok = total >= 0 && !sayso_store_stories(s, &y, take_story, &l, &e);
    answer_list_end(q, before ? -1 : total, l.n == y.limit ? l.last : 0);
    store_give(q->d, s);
    if (ok)
        answer_json(q, 200);
    else
        answer_failed(q, &e, 400);
}

/* ---- one ----------------------------------------------------------------------------------------------------------- */
enum { SLOTS = 512, CACHE_BYTES = 64 << 20 };
struct story_cache {
    pthread_mutex_t lock;
    size_t bytes;
    uint64_t clock;
    struct {
        struct shared *at;
        uint64_t used;
    } slots[SLOTS];
};

struct story_cache *cache_open(void) {
    struct story_cache *c = calloc(1, sizeof *c);
    if (c && !pthread_mutex_init(&c->lock, NULL)) return c;
    free(c);
    return NULL;
}

static void empty(struct story_cache *c, int i) {
    c->bytes -= c->slots[i].at->plain.n;
    shared_drop(c->slots[i].at);
    c->slots[i].at = NULL;
}

void cache_close(struct story_cache *c) {
    if (!c) return;
    for (int i = 0; i < SLOTS; i++)
        if (c->slots[i].at) empty(c, i);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

static struct shared *cache_find(struct story_cache *c, int64_t story, int64_t change) {
    struct shared *out = NULL;
    pthread_mutex_lock(&c->lock);
    for (int i = 0; i < SLOTS && !out; i++)
        if (c->slots[i].at && c->slots[i].at->key == story && c->slots[i].at->change == change) {
            c->slots[i].used = ++c->clock;
            out = shared_keep(c->slots[i].at);
        }
    pthread_mutex_unlock(&c->lock);
    return out;
}

/* In place of the same story as it was, else of the one used longest ago; and of more, while there is too much. */
static void cache_put(struct story_cache *c, struct shared *s) {
    pthread_mutex_lock(&c->lock);
    int at = 0;
    for (int i = 0; i < SLOTS; i++)
        if (c->slots[i].at && c->slots[i].at->key == s->key) empty(c, i);
    for (int i = 0; i < SLOTS; i++)
        if (!c->slots[i].at || (c->slots[at].at && c->slots[i].used < c->slots[at].used)) at = i;
    if (c->slots[at].at) empty(c, at);
    while (c->bytes + s->plain.n > CACHE_BYTES) {
        int oldest = -1;
        for (int i = 0; i < SLOTS; i++)
            if (c->slots[i].at && (oldest < 0 || c->slots[i].used < c->slots[oldest].used)) oldest = i;
        if (oldest < 0) break;
        empty(c, oldest);
    }
    c->slots[at].at = shared_keep(s);
    c->slots[at].used = ++c->clock;
    c->bytes += s->plain.n;
    pthread_mutex_unlock(&c->lock);
}

struct member {
    char id[72];
    int64_t report;
};
struct members {
    struct member *at;
    size_t n, size;
    bool failed;
};

static bool take_member(void *taker, const sayso_report_row *r) {
    struct members *m = taker;
    if (!r->latest || !r->id) return true;
    if (m->n == m->size) {
        size_t size = m->size * 2 + 32;
        struct member *at = realloc(m->at, size * sizeof *at);
        if (!at) return m->failed = true, false;
        m->at = at, m->size = size;
    }
    snprintf(m->at[m->n].id, sizeof m->at[m->n].id, "%s", r->id);
    m->at[m->n++].report = r->report;
    return true;
}

static int by_id(const void *a, const void *b) {
    const struct member *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->report > y->report) - (x->report < y->report);
}

static int64_t number_in(const struct members *m, const char *id, size_t n) {
    size_t from = 0, to = m->n;
    while (from < to) {
        size_t mid = (from + to) / 2;
        int order = strncmp(m->at[mid].id, id, n);
        if (!order && m->at[mid].id[n]) order = 1;
        if (order < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from < m->n && !strncmp(m->at[from].id, id, n) && !m->at[from].id[n] ? m->at[from].report : 0;
}

/* The end of the string that begins at its quotation mark. */
static const char *string_end(const char *p, const char *end) {
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\') p++;
    return p < end ? p + 1 : end;
}

/* The story's JSON, with the database number of each of its "reports" put before the record id it begins with. */
static void put_story(struct text_out *out, const char *json, size_t n, const struct members *m) {
    const char *end = json + n, *from = json, *key = NULL;
    int depth = 0;
    bool inside = false;
    for (const char *p = json; p < end;) {
        if (*p == '"') {
            const char *s = p;
            p = string_end(p, end);
            if (depth == 1) key = s;
            continue;
        }
        if (*p == '[' && depth == 1) inside = key && !strncmp(key, "\"reports\"", 9);
        if (*p == ']' && depth == 2) inside = false;
        if (*p == '{' && depth == 2 && inside) {
            const char *id = p + 1 + strspn(p + 1, " \n");
            text_write(out, from, (size_t)(p + 1 - from));
            from = p + 1;
            if (!strncmp(id, "\"id\"", 4)) {
                id += 4;
                id += strspn(id, ": ");
                const char *id_end = *id == '"' ? string_end(id, end) : id;
                int64_t number = id_end > id + 2 ? number_in(m, id + 1, (size_t)(id_end - id) - 2) : 0;
                if (number)
                    text_printf(out, "\"report\":%lld,", (long long)number);
                else
                    text_put(out, "\"report\":null,");
            }
        }
        depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
        p++;
    }
    text_write(out, from, (size_t)(end - from));
}

static struct shared *make_story(sayso_store *s, int64_t story, int64_t change, sayso_error *e) {
    struct shared *out = calloc(1, sizeof *out);
    struct members m = {0};
    char *json = NULL;
    size_t n = 0;
    *e = (sayso_error){.code = SAYSO_NOMEM, .message = "out of memory"};
    if (!out || pthread_mutex_init(&out->lock, NULL)) {
        free(out);
        return NULL;
    }
    out->uses = 1, out->key = story, out->change = change;
    snprintf(out->etag, sizeof out->etag, "W/\"s%lld-%lld\"", (long long)story, (long long)change);
    bool ok = !sayso_store_story_json(s, story, &json, &n, e) &&
              !sayso_store_find(s, &(sayso_store_query){.story = story, .limit = 1000000}, take_member, &m, e) && !m.failed;
    if (ok && m.n) qsort(m.at, m.n, sizeof *m.at, by_id);
    if (ok) put_story(&out->plain, json, n, &m);
    free(json);
    free(m.at);
    if (ok && !out->plain.failed) return out;
    shared_drop(out);
    return NULL;
}

/* A story's latest change; -1: answered. One that was merged into another leads there. */
static int64_t change_of(struct request *q, sayso_store *s) {
    int64_t change, into;
    sayso_error e;
    if (sayso_store_story_change(s, q->number, &change, &into, &e)) {
        answer_failed(q, &e, 404);
        return -1;
    }
    if (!into) return change;
    answer_error(q, 308, "MERGED", "story %lld has been merged into story %lld", (long long)q->number, (long long)into);
    snprintf(q->answer.location, sizeof q->answer.location, "/api/stories/%lld", (long long)into);
    return -1;
}

void get_story(struct request *q) {
    sayso_store *s = store_take(q);
    sayso_error e;
    if (!s) return;
    int64_t change = change_of(q, s);
    struct shared *y = change < 0 ? NULL : cache_find(q->d->cache, q->number, change);
    if (change >= 0 && !y) {
        y = make_story(s, q->number, change, &e);
        if (y)
            cache_put(q->d->cache, y);
        else
            answer_failed(q, &e, 404);
    }
    store_give(q->d, s);
    if (!y) return;
    q->answer.shared = y;
    answer_json(q, 200);
}

/* ---- exports ---------------------------------------------------------------------------------------------------------- */
static const struct {
    const char *name, *type, *end;
    sayso_format format;
} EXPORTS[] = {
    {"json", "application/json", "json", SAYSO_JSON},
    {"jsonl", "application/x-ndjson", "jsonl", SAYSO_JSONL},
    {"text", "text/plain; charset=utf-8", "txt", SAYSO_TEXT},
    {"csv", "text/csv; charset=utf-8", "csv", SAYSO_CSV},
    {"plover", "application/x-ndjson", "plover.jsonl", SAYSO_PLOVER},
    {"geojson", "application/geo+json", "geojson", SAYSO_GEOJSON},
    {"claimreview", "application/ld+json", "claimreview.jsonld", SAYSO_CLAIMREVIEW},
};

void get_export(struct request *q) {
    const char *name = param(q, "format");
    size_t i = 0;
    sayso_error e;
    while (name && i < sizeof EXPORTS / sizeof *EXPORTS && strcmp(EXPORTS[i].name, name)) i++;
    if (i == sizeof EXPORTS / sizeof *EXPORTS) {
        answer_error(q, 400, "USAGE", "format is json, jsonl, text, csv, plover, geojson or claimreview");
        return;
    }
    sayso_store *s = store_take(q);
    if (!s) return;
    if (change_of(q, s) >= 0) {
        sayso_stories *y = sayso_store_story(s, q->number, &e);
        struct text_out *t = &q->answer.body;
        if (y && !sayso_story_print(y, 0, EXPORTS[i].format, &(sayso_print_options){.width = 100}, text_write, t, &e)) {
            answer_json(q, 200);
            if (q->answer.status == 200) {
                q->answer.type = EXPORTS[i].type;
                snprintf(q->answer.file, sizeof q->answer.file, "story-%lld.%s", (long long)q->number, EXPORTS[i].end);
            }
        } else {
            answer_failed(q, &e, 404);
        }
        sayso_stories_free(y);
    }
    store_give(q->d, s);
}
