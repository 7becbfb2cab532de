/* The parts of a watch: made, found by their names, freed. */
#include "watch.h"
#include "base_error.h"
#include "base_sha256.h"
#include "base_uri.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- small things ------------------------------------------------------------------------------------------------ */

bool watch_room(void **at, uint32_t n, uint32_t *size, size_t one) {
    if (n < *size) return true;
    uint32_t more = *size ? *size * 2 : 8;
    void *grown = more > n ? realloc(*at, more * one) : NULL;
    if (!grown) return false;
    memset((char *)grown + (size_t)*size * one, 0, (size_t)(more - *size) * one);
    *at = grown;
    *size = more;
    return true;
}
#define ROOM(w, list) watch_room((void **)&(w)->list, (w)->n_##list, &(w)->size_##list, sizeof *(w)->list)

bool watch_set(char **field, const char *value) {
    char *copy = value ? strdup(value) : NULL;
    if (value && !copy) return false;
    free(*field);
    *field = copy;
    return true;
}

uint64_t watch_key(const char *space, const char *s) {
    struct arena a;
    char hex[65];
    arena_init(&a, 0);
    /* the hash of "space\0string"; long strings are rare, so the stack serves most */
    char small[512], *both = small;
    size_t ns = strlen(space) + 1, n = ns + strlen(s);
    if (n > sizeof small) both = arena_alloc(&a, n);
    if (!both) both = small, n = sizeof small - 1 < n ? sizeof small - 1 : n;
    memcpy(both, space, ns < n ? ns : n);
    if (n > ns) memcpy(both + ns, s, n - ns);
    sha256_hex(both, n, hex);
    arena_release(&a);
    hex[16] = 0;
    uint64_t key = strtoull(hex, NULL, 16);
    return key ? key : 1;
}

static uint32_t slot(const struct watch_map *m, uint64_t key) {
    uint32_t i = (uint32_t)key & (m->size - 1);
    while (m->keys[i] && m->keys[i] != key) i = (i + 1) & (m->size - 1);
    return i;
}

bool watch_map_get(const struct watch_map *m, uint64_t key, uint32_t *value) {
    if (!m->size || !key) return false;
    uint32_t i = slot(m, key);
    *value = m->values[i];
    return m->keys[i] != 0;
}

bool watch_map_put(struct watch_map *m, uint64_t key, uint32_t value) {
    if (m->n * 2 >= m->size) {
        struct watch_map more = {.size = m->size ? m->size * 2 : 64};
        more.keys = calloc(more.size, sizeof *more.keys);
        more.values = calloc(more.size, sizeof *more.values);
        if (!more.keys || !more.values) return watch_map_free(&more), false;
        for (uint32_t i = 0; i < m->size; i++) {
            if (!m->keys[i]) continue;
            uint32_t k = slot(&more, m->keys[i]);
            more.keys[k] = m->keys[i], more.values[k] = m->values[i], more.n++;
        }
        watch_map_free(m);
        *m = more;
    }
    uint32_t i = slot(m, key);
    m->n += !m->keys[i];
    m->keys[i] = key, m->values[i] = value;
    return true;
}

void watch_map_free(struct watch_map *m) {
    free(m->keys);
    free(m->values);
    *m = (struct watch_map){0};
}

int64_t watch_jitter(const char *name, uint32_t number, int64_t max) {
    char space[24];
    snprintf(space, sizeof space, "jitter %u", (unsigned)number);
    return max > 0 ? (int64_t)(watch_key(space, name) % (uint64_t)max) : 0;
}

/* ---- hosts and sites --------------------------------------------------------------------------------------------- */

uint32_t watch_host_of(sayso_watch *w, const char *uri) {
    struct uri u = uri_split(uri, strlen(uri));
    char *name = strndup(u.host.n ? u.host.at : "", u.host.n);
    uint32_t i = UINT32_MAX;
    if (!name) return i;
    uint64_t key = watch_key("host", name);
    if (watch_map_get(&w->host_of, key, &i)) return free(name), i;
    if (!ROOM(w, hosts) || !watch_map_put(&w->host_of, key, w->n_hosts)) return free(name), UINT32_MAX;
    w->hosts[w->n_hosts] = (struct watch_host){.name = name};
    return w->n_hosts++;
}

static char *site_name(const char *uri) {
    struct uri u = uri_split(uri, strlen(uri));
    struct uri_part host = u.host.n ? u.host : (struct uri_part){"", 0};
    char *name = NULL;
    int n = asprintf(&name, "%.*s://%.*s%s%.*s", (int)u.scheme.n, u.scheme.n ? u.scheme.at : "", (int)host.n, host.at,
                     u.port.n ? ":" : "", (int)u.port.n, u.port.n ? u.port.at : "");
    return n < 0 ? NULL : name;
}

bool watch_site_known(const sayso_watch *w, const char *uri, uint32_t *site) {
    char *name = site_name(uri);
    bool known = name && watch_map_get(&w->site_of, watch_key("site", name), site);
    free(name);
    return known;
}

uint32_t watch_site_of(sayso_watch *w, const char *uri) {
    uint32_t i = UINT32_MAX;
    char *name = site_name(uri);
    if (!name) return i;
    uint64_t key = watch_key("site", name);
    if (watch_map_get(&w->site_of, key, &i)) return free(name), i;
    uint32_t h = watch_host_of(w, uri);
    if (h == UINT32_MAX || !ROOM(w, sites) || !watch_map_put(&w->site_of, key, w->n_sites)) return free(name), UINT32_MAX;
    w->sites[w->n_sites] = (struct watch_site){.name = name, .host = h};
    return w->n_sites++;
}

/* ---- feeds ------------------------------------------------------------------------------------------------------- */

uint32_t watch_feed_add(sayso_watch *w, const char *uri, int32_t parent) {
    uint32_t i = UINT32_MAX;
    uint64_t key = watch_key("feed", uri);
    if (watch_map_get(&w->feed_of, key, &i)) return i;
    struct watch_feed f = {.parent = parent, .uri = strdup(uri), .at = strdup(uri)};
    if (!f.uri || !f.at || !ROOM(w, feeds) || !watch_map_put(&w->feed_of, key, w->n_feeds)) {
        free(f.uri);
        free(f.at);
        return UINT32_MAX;
    }
    w->feeds[w->n_feeds] = f;
    return w->n_feeds++;
}

const char *watch_feed_target(const struct watch_feed *f) { return f->led ? f->led : f->page ? f->page : f->at; }

static void feed_free(struct watch_feed *f) {
    free(f->uri);
    free(f->at);
    free(f->led);
    free(f->page);
    free(f->title);
    free(f->etag);
    free(f->modified);
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

struct watch_item *watch_item_new(const struct watch_item *model) {
    const char *const said[] = {model->guid,   model->title,      model->published, model->updated,
                                model->source, model->source_uri, model->author};
    enum { N = sizeof said / sizeof *said, MAX_SAID = 2000 };
    size_t n = sizeof *model, lens[N];
    for (int i = 0; i < N; i++) {
        lens[i] = said[i] ? strlen(said[i]) : 0;
        if (lens[i] > MAX_SAID) /* cut on whole characters */
            for (lens[i] = MAX_SAID; lens[i] && ((unsigned char)said[i][lens[i]] & 0xC0) == 0x80;) lens[i]--;
        n += said[i] ? lens[i] + 1 : 0;
    }
    struct watch_item *it = malloc(n);
    if (!it) return NULL;
    *it = *model;
    const char **const to[] = {&it->guid, &it->title, &it->published, &it->updated, &it->source, &it->source_uri, &it->author};
    char *at = (char *)(it + 1);
    for (int i = 0; i < N; i++) {
        if (!said[i]) continue;
        memcpy(at, said[i], lens[i]);
        at[lens[i]] = 0;
        *to[i] = at;
        at += lens[i] + 1;
    }
    it->uri = strdup(model->uri);
    if (!it->uri) return free(it), NULL;
    return it;
}

void watch_item_free(struct watch_item *it) {
    if (!it) return;
    free(it->uri);
    free(it);
}

static bool before(const struct watch_item *a, const struct watch_item *b) {
    return a->due != b->due ? a->due < b->due : a->order < b->order;
}

bool watch_item_put(sayso_watch *w, struct watch_item *it) {
    struct watch_host *h = &w->hosts[w->sites[it->site].host];
    if (!watch_room((void **)&h->items, h->n_items, &h->size, sizeof *h->items)) return false;
    uint32_t i = h->n_items++;
    for (; i && before(it, h->items[(i - 1) / 2]); i = (i - 1) / 2) h->items[i] = h->items[(i - 1) / 2];
    h->items[i] = it;
    return true;
}

struct watch_item *watch_item_take(struct watch_host *h) {
    assert(h->n_items);
    struct watch_item *first = h->items[0], *last = h->items[--h->n_items];
    uint32_t i = 0;
    for (uint32_t k; (k = 2 * i + 1) < h->n_items; i = k) {
        if (k + 1 < h->n_items && before(h->items[k + 1], h->items[k])) k++;
        if (!before(h->items[k], last)) break;
        h->items[i] = h->items[k];
    }
    if (h->n_items) h->items[i] = last;
    return first;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

sayso_watch *watch_open(sayso_strings feeds, const sayso_watch_options *options, const void *state, size_t n_state,
                        sayso_error *e) {
    sayso_watch *w = calloc(1, sizeof *w);
    struct arena a;
    arena_init(&a, 0);
    sayso_code code = w ? SAYSO_OK : error_set(e, SAYSO_NOMEM, "watch", 0, "out of memory");
    if (w && options) w->o = *options;
    if (w && !w->o.interval_s) w->o.interval_s = 900;
    if (w && !w->o.host_gap_ms) w->o.host_gap_ms = 2000;
    if (w && !w->o.max_new) w->o.max_new = 1000;
    if (!code && state) code = watch_state_read(w, state, n_state, e);
    for (uint32_t i = 0; i < feeds.n && !code; i++) {
        const char *uri = uri_normal(&a, feeds.at[i]);
        uint32_t f = UINT32_MAX;
        if (uri && !uri_is_web(uri)) {
            error_input(e, feeds.at[i]);
            code = error_set(e, SAYSO_USAGE, "watch", 0, "not an http or https address");
        } else if (!uri || (f = watch_feed_add(w, uri, -1)) == UINT32_MAX)
            code = error_set(e, SAYSO_NOMEM, "watch", 0, "out of memory");
        else {
            w->feeds[f].active = true;
            w->feeds[f].parent = -1;
        }
    }
    for (uint32_t i = 0; w && i < w->n_feeds; i++) /* what an index lists is watched with it */
        if (w->feeds[i].parent >= 0) w->feeds[i].active = w->feeds[i].active && w->feeds[w->feeds[i].parent].active;
    arena_release(&a);
    if (code && w) watch_free(w);
    return code ? NULL : w;
}

void watch_free(sayso_watch *w) {
    if (!w) return;
    for (uint32_t i = 0; i < w->n_feeds; i++) feed_free(&w->feeds[i]);
    for (uint32_t i = 0; i < w->n_hosts; i++) {
        for (uint32_t k = 0; k < w->hosts[i].n_items; k++) watch_item_free(w->hosts[i].items[k]);
        free(w->hosts[i].items);
        free(w->hosts[i].name);
    }
    for (uint32_t i = 0; i < w->n_sites; i++) {
        free(w->sites[i].name);
        free(w->sites[i].rules);
        free(w->sites[i].led);
    }
    for (uint32_t i = 0; i < w->n_out; i++) watch_item_free(w->out[i].item);
    watch_item_free(w->refused);
    watch_map_free(&w->feed_of);
    watch_map_free(&w->host_of);
    watch_map_free(&w->site_of);
    watch_map_free(&w->seen_of);
    free(w->feeds);
    free(w->hosts);
    free(w->sites);
    free(w->seen);
    free(w->out);
    free(w);
}
