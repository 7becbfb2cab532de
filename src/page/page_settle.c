/* Settling what a page says about its publication. The rules, field by field:
 *
 *   all        by order of trust (JSON-LD, OpenGraph, meta, microdata, <time>, byline, URL), inside one origin the first.
 *   title      an outlet's name behind it is cut: the settled outlet, one in the table, one that is the host's name, or what
 *              is left over when another candidate is the front of this one. A candidate that ends in an ellipsis and is
 *              the front of another one yields to that.
 *   outlet     a name that is the host's own label wins, wherever it stands; an agency that does not own the host is only
 *              carried there and yields to others. An address is no name: it goes by the table of outlets; so does the
 *              host, as the last resort. Names of publishing tools are none.
 *   bylines    people of the first origin that names any; addresses, accounts, roles and outlets are left out. Agencies and
 *              bodies stand only where no person does.
 *   published  the first that is a date; of the same day, a later one with a time of day, or with a zone, is taken for one
 *              without. The URL's date counts only when nothing else is one.
 *   modified   likewise; left out where it equals, or lies before, the published date.
 *   language   BCP 47: "en_US" becomes "en-US"; anything else that has not the form of a tag is left out.
 *   canonical  the first with a scheme and a host, without its fragment. */
#include "page_meta.h"
#include "page_date.h"
#include "page_names.h"
#include "page_outlets.h"
#include "gen_plain.h"
#include "base_utf8.h"

static const char *first_of(const struct meta *m, enum meta_field f) {
    for (int o = 0; o < META_N; o++)
        for (uint32_t i = 0; i < m->found.n; i++)
            if (m->found.at[i].field == f && (int)m->found.at[i].origin == o) return m->found.at[i].value;
    return NULL;
}

/* ---- addresses --------------------------------------------------------------------------------------------------- */

/* The host of an address; NULL if it has none. */
static const char *host_of(const char *uri, size_t *n) {
    const char *p = strstr(uri, "://");
    if (p)
        p += 3;
    else if (!strncmp(uri, "//", 2))
        p = uri + 2;
    else
        return NULL;
    *n = strcspn(p, "/?#:");
    return *n ? p : NULL;
}

static const char *settle_uri(const struct meta *m) {
    for (int o = 0; o < META_N; o++)
        for (uint32_t i = 0; i < m->found.n; i++) {
            const struct meta_candidate *c = &m->found.at[i];
            size_t n;
            if (c->field == FIELD_CANONICAL && (int)c->origin == o && !strncmp(c->value, "http", 4) && host_of(c->value, &n))
                return c->value;
        }
    return NULL;
}

static const struct outlet *outlet_of_uri(const char *uri) {
    size_t n;
    const char *host = uri ? host_of(uri, &n) : NULL;
    return host ? outlet_of_host(host, n) : NULL;
}

/* ---- outlet ------------------------------------------------------------------------------------------------------ */

/* Letters and digits of s in lower case, without a leading "the"; returns their number. */
static size_t squeeze(const char *s, size_t n, char *out, size_t size) {
    size_t k = 0;
    if (n > 4 && utf8_same(s, 4, "the ", 4)) s += 4, n -= 4;
    for (size_t at = 0; at < n && k + 8 < size;) {
        uint32_t len, c = utf8_at(s + at, n - at, &len);
        if (utf8_is_alnum(c)) k += utf8_put(utf8_lower(c), out + k);
        at += len;
    }
    out[k] = 0;
    return k;
}

/* Whether s is the host's own label: "The Harbor Post" of www.harborpost.com or theharborpost.co.uk. */
static bool is_host_label(const char *s, size_t n, const char *uri) {
    char a[256], b[256];
    size_t n_host, na = squeeze(s, n, a, sizeof a);
    const char *host = uri ? host_of(uri, &n_host) : NULL;
    if (!host || na < 4) return false;
    if (n_host > 4 && !memcmp(host, "www.", 4)) host += 4, n_host -= 4;
    for (const char *end = host + n_host; host < end;) {
        const char *dot = memchr(host, '.', (size_t)(end - host));
        size_t nb = squeeze(host, dot ? (size_t)(dot - host) : (size_t)(end - host), b, sizeof b);
        const char *label = nb > 6 && !memcmp(b, "the", 3) && memcmp(a, "the", 3) != 0 ? b + 3 : b;
        if (!strcmp(a, label)) return true;
        host = dot ? dot + 1 : end;
    }
    return false;
}

/* The outlet's name in a candidate; NULL if it is none: an account, a tool, hardly a word. */
static const char *outlet_name(const char *v) {
    size_t n = strlen(v), letters = 0;
    uint32_t len;
    if (!strncmp(v, "http", 4) || !strncmp(v, "//", 2)) {
        const struct outlet *row = outlet_of_uri(v);
        return row ? row->name : NULL;
    }
    if (*v == '@' || n > 120 || words_of(&plain_words, v, n) & PLAIN_TOOL) return NULL;
    for (size_t at = 0; at < n; at += len) letters += utf8_is_letter(utf8_at(v + at, n - at, &len));
    return letters >= 3 || outlet_find(v, n) ? v : NULL;
}

static const char *settle_outlet(const struct meta *m, struct arena *arena, const char *uri) {
    const char *best = NULL;
    const struct outlet *host = outlet_of_uri(uri);
    for (int o = 0; o < META_N; o++)
        for (uint32_t i = 0; i < m->found.n; i++) {
            const struct meta_candidate *c = &m->found.at[i];
            const char *v = c->field == FIELD_OUTLET && (int)c->origin == o ? outlet_name(c->value) : NULL;
            if (!v) continue;
            if (is_host_label(v, strlen(v), uri)) return v;
            const struct outlet *row = outlet_find(v, strlen(v));
            bool carried = row && row->kind == OUTLET_AGENCY && uri && (!host || strcmp(host->name, row->name) != 0);
            if (!best && !carried) best = v;
        }
    for (uint32_t i = 0; i < m->found.n; i++) { /* behind a title, where it is the host's own label */
        const char *v = m->found.at[i].value, *bar = m->found.at[i].field == FIELD_TITLE ? strchr(v, '|') : NULL;
        for (; bar; bar = strchr(bar + 1, '|')) {
            const char *name = bar + 1 + strspn(bar + 1, " ");
            size_t n = strcspn(name, "|");
            while (n && name[n - 1] == ' ') n--;
            if (is_host_label(name, n, uri)) return arena_strndup(arena, name, n);
        }
    }
    if (best || host) return best ? best : host->name;
    return first_of(m, FIELD_OUTLET) ? outlet_name(first_of(m, FIELD_OUTLET)) : NULL;
}

/* ---- title ------------------------------------------------------------------------------------------------------- */

/* Whether s names the outlet: its name, one known, or the host's own label ("harborpost.com": "The Harbor Post"). */
static bool names_outlet(const char *s, size_t n, const char *outlet, const char *uri) {
    char a[256], b[256];
    size_t na = squeeze(s, n, a, sizeof a), n_host;
    if (!na) return true;
    if (outlet) {
        size_t nb = squeeze(outlet, strlen(outlet), b, sizeof b);
        if (nb && (!strcmp(a, b) || (na > 3 && nb > na && strstr(b, a)) || (nb > 3 && !strncmp(a, b, nb) && na < 2 * nb + 12)))
            return true;
    }
    if (outlet_find(s, n)) return true;
    const char *host = uri ? host_of(uri, &n_host) : NULL;
    if (!host) return false;
    size_t nb = squeeze(host, n_host, b, sizeof b);
    return na > 3 && nb >= na && strstr(b, a) != NULL;
}

/* The last separator of a title in [0, n): its start, the bytes of it in *len; 0 if there is none. */
static size_t last_mark(const char *s, size_t n, size_t *len) {
    static const char *const MARKS[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " : ", "| "};
    size_t best = 0;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        size_t k = strlen(MARKS[i]);
        for (size_t at = n; at-- > 1;)
            if (at + k <= n && !memcmp(s + at, MARKS[i], k)) {
                if (at > best) best = at, *len = k;
                break;
            }
    }
    return best;
}

/* Whether another title candidate is the front of this one up to n. */
static bool front_is_title(const struct meta *m, const char *s, size_t n) {
    for (uint32_t i = 0; i < m->found.n; i++)
        if (m->found.at[i].field == FIELD_TITLE && strlen(m->found.at[i].value) == n && utf8_same(m->found.at[i].value, n, s, n))
            return true;
    return false;
}

static size_t without_outlet(const struct meta *m, const char *s, const char *outlet, const char *uri) {
    size_t n = strlen(s), len, at;
    for (int i = 0; i < 3 && (at = last_mark(s, n, &len)); i++) {
        bool cut = names_outlet(s + at + len, n - at - len, outlet, uri) || front_is_title(m, s, at);
        if (!cut) break;
        n = at;
    }
    while (n && s[n - 1] == ' ') n--;
    return n ? n : strlen(s);
}

static bool is_cut_off(const char *s, size_t n) {
    return (n > 3 && !memcmp(s + n - 3, "...", 3)) || (n > 3 && !memcmp(s + n - 3, "…", 3));
}

static const char *settle_title(const struct meta *m, struct arena *arena, const char *outlet, const char *uri, bool *nomem) {
    for (int o = 0; o < META_N; o++)
        for (uint32_t i = 0; i < m->found.n; i++) {
            const struct meta_candidate *c = &m->found.at[i];
            if (c->field != FIELD_TITLE || (int)c->origin != o) continue;
            const char *v = c->value;
            size_t n = strlen(v);
            if (names_outlet(v, n, outlet, NULL) && strlen(v) < 40) continue; /* a page of the outlet's own name */
            for (uint32_t k = 0; is_cut_off(v, n) && k < m->found.n; k++) {
                const char *w = m->found.at[k].value;
                if (m->found.at[k].field == FIELD_TITLE && strlen(w) > n && n > 20 && !memcmp(w, v, n - 3)) v = w, n = strlen(w);
            }
            n = without_outlet(m, v, outlet, uri);
            const char *title = arena_strndup(arena, v, n);
            *nomem |= !title;
            return title;
        }
    return NULL;
}

/* ---- bylines ----------------------------------------------------------------------------------------------------- */

static bool listed(const char *const *at, uint32_t n, const char *s, size_t len) {
    for (uint32_t i = 0; i < n; i++)
        if (utf8_same(at[i], strlen(at[i]), s, len)) return true;
    return false;
}

struct byline_list {
    const char **at;
    uint32_t n;
};

static bool take_names(struct byline_list *out, struct arena *arena, const char *v, const char *outlet, bool bodies) {
    struct name_list list;
    size_t n = strlen(v);
    if (strstr(v, "://") || (memchr(v, '@', n) && !memchr(v, ' ', n))) return true;
    if (words_of(&plain_words, v, n) & PLAIN_ANON) return true;
    if (!names_read(arena, v, n, &list)) return false;
    for (uint32_t i = 0; i < list.names.n && out->n < 32; i++) {
        const char *s = v + list.names.at[i].beg;
        size_t len = span_len(list.names.at[i]);
        const struct outlet *row = outlet_find(s, len);
        bool own = outlet && names_outlet(s, len, outlet, NULL);
        if (own || (row && row->kind != OUTLET_AGENCY) || list.bodies != bodies || listed(out->at, out->n, s, len)) continue;
        if (!bodies && (words_of(&plain_words, s, len) & (PLAIN_ANON | PLAIN_ROLE))) continue;
        out->at[out->n] = arena_strndup(arena, s, len);
        if (!out->at[out->n++]) return false;
    }
    return true;
}

static bool settle_bylines(const struct meta *m, struct arena *arena, const char *outlet, sayso_strings *out) {
    struct byline_list list = {ARENA_ARRAY(arena, const char *, 33), 0};
    if (!list.at) return false;
    for (int bodies = 0; bodies < 2 && !list.n; bodies++)
        for (int o = 0; o < META_N && !list.n; o++)
            for (uint32_t i = 0; i < m->found.n; i++) {
                const struct meta_candidate *c = &m->found.at[i];
                if (c->field == FIELD_AUTHOR && (int)c->origin == o && !take_names(&list, arena, c->value, outlet, bodies))
                    return false;
            }
    *out = (sayso_strings){list.at, list.n};
    return true;
}

/* ---- dates, language --------------------------------------------------------------------------------------------- */

static bool same_day(const struct news_date *a, const struct news_date *b) {
    return a->year == b->year && a->month == b->month && a->day == b->day;
}

static int detail(const struct news_date *d) {
    return (d->month > 0) + (d->day > 0) + (d->hour >= 0) + (d->hour >= 0 && d->has_zone);
}

static bool settle_date(const struct meta *m, enum meta_field f, struct news_date *out) {
    bool found = false;
    for (int o = 0; o < META_N; o++)
        for (uint32_t i = 0; i < m->found.n; i++) {
            const struct meta_candidate *c = &m->found.at[i];
            struct news_date d;
            if (c->field != f || (int)c->origin != o || !news_date_read(c->value, strlen(c->value), &d)) continue;
            if (!found || (d.month && same_day(&d, out) && detail(&d) > detail(out))) *out = d;
            found = true;
        }
    return found;
}

/* Whether a lies after b; figures of one zone only, the day where zones differ or are not known. */
static bool is_after(const struct news_date *a, const struct news_date *b) {
    long long x = (a->year * 13LL + a->month) * 32 + a->day, y = (b->year * 13LL + b->month) * 32 + b->day;
    if (x != y) return x > y;
    if (a->hour < 0 || b->hour < 0 || a->has_zone != b->has_zone) return false;
    int p = a->hour * 3600 + a->minute * 60 - a->zone * 60 + (a->second > 0 ? a->second : 0);
    int q = b->hour * 3600 + b->minute * 60 - b->zone * 60 + (b->second > 0 ? b->second : 0);
    return p > q;
}

static const char *settle_language(const struct meta *m, struct arena *arena) {
    for (int o = 0; o < META_N; o++)
        for (uint32_t i = 0; i < m->found.n; i++) {
            const struct meta_candidate *c = &m->found.at[i];
            size_t n = strlen(c->value), k = 0, part = 0, beg = 0;
            if (c->field != FIELD_LANGUAGE || (int)c->origin != o || n < 2 || n > 12) continue;
            char *tag = arena_strndup(arena, c->value, n);
            if (!tag) return NULL;
            for (; k < n; k++) {
                char ch = tag[k];
                if (ch == '_' || ch == '-') {
                    tag[k] = '-';
                    if (k - beg < 2) break;
                    part++, beg = k + 1;
                } else if ((ch | 32) >= 'a' && (ch | 32) <= 'z') {
                    tag[k] = (char)(part ? ch : ch | 32);
                } else if (!part || ch < '0' || ch > '9')
                    break;
            }
            size_t first = strcspn(tag, "-");
            if (k < n || first > 3 || first < 2) continue;
            if (part == 1 && n - beg == 2) tag[n - 2] = (char)(tag[n - 2] & ~32), tag[n - 1] = (char)(tag[n - 1] & ~32);
            return tag;
        }
    return NULL;
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

bool meta_settle(const struct meta *m, struct arena *arena, sayso_publication *out) {
    bool nomem = false;
    *out = (sayso_publication){0};
    out->canonical_uri = settle_uri(m);
    const char *hash = out->canonical_uri ? strchr(out->canonical_uri, '#') : NULL;
    if (hash && hash[1] != '!' &&
        !(out->canonical_uri = arena_strndup(arena, out->canonical_uri, (size_t)(hash - out->canonical_uri))))
        return false;
    const char *uri = out->canonical_uri ? out->canonical_uri : first_of(m, FIELD_CANONICAL);
    out->outlet = settle_outlet(m, arena, uri);
    out->title = settle_title(m, arena, out->outlet, uri, &nomem);
    if (!settle_bylines(m, arena, out->outlet, &out->bylines)) return false;
    struct news_date published, modified;
    bool has_published = settle_date(m, FIELD_PUBLISHED, &published);
    if (!has_published) has_published = uri && news_date_of_uri(uri, &published);
    if (has_published && !(out->published = news_date_print(arena, &published))) return false;
    if (settle_date(m, FIELD_MODIFIED, &modified) && (!has_published || is_after(&modified, &published)) &&
        !(out->modified = news_date_print(arena, &modified)))
        return false;
    out->language = settle_language(m, arena);
    out->dateline = first_of(m, FIELD_DATELINE);
    /* candidates live in the scratch arena, what was settled outlives it */
    const char **kept[] = {&out->canonical_uri, &out->outlet, &out->dateline};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (*kept[i] && !(*kept[i] = arena_strdup(arena, *kept[i]))) return false;
    return !nomem;
}
