/* A watch as JSON and back: feeds with what was seen in them, items still to be fetched, hosts at rest, robots.txt rules.
 * Format 1: {"sayso_watch": 1, "feeds": [...], "items": [...], "hosts": [...], "sites": [...]}; an item's place in a list is its
 * number. A key is 16 hex digits. */
#include "watch.h"
#include "base_error.h"
#include "base_uri.h"
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { FORMAT = 1, SEEN_CHARS = 16 * 3 + 12 };

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* Sets a string where there is one; what is no UTF-8 (an ETag may be) is left out. */
static int set_string(json_t *o, const char *key, const char *s) {
    json_t *v = s ? json_string(s) : NULL;
    return v ? json_object_set_new(o, key, v) : 0;
}
static int set_number(json_t *o, const char *key, int64_t v) { return v ? json_object_set_new(o, key, json_integer(v)) : 0; }

static json_t *feed_to(const sayso_watch *w, uint32_t i, json_t *seen) {
    const struct watch_feed *f = &w->feeds[i];
    json_t *o = json_object();
    int bad = set_string(o, "uri", f->uri) | set_string(o, "title", f->title) | set_string(o, "etag", f->etag) |
              set_string(o, "modified", f->modified) | set_number(o, "due_ms", f->due) | set_number(o, "looks", f->looks) |
              set_number(o, "failures", f->failures) | set_number(o, "stamp", (int64_t)f->stamp) |
              set_number(o, "listed_in", f->listed_in);
    if (strcmp(f->uri, f->at)) bad |= set_string(o, "at", f->at);
    if (f->gone) bad |= json_object_set_new(o, "gone", json_true());
    if (f->parent >= 0)
        bad |=
            json_object_set_new(o, "parent", json_integer(f->parent)) | json_object_set_new(o, "active", json_boolean(f->active));
    bad |= json_object_set(o, "seen", seen);
    if (bad) return json_decref(o), NULL;
    return o;
}

static json_t *feeds_to(const sayso_watch *w) {
    json_t *list = json_array(), **seen = calloc(w->n_feeds + 1, sizeof *seen);
    bool ok = list && seen;
    for (uint32_t i = 0; ok && i < w->n_feeds; i++) ok = (seen[i] = json_array()) != NULL;
    for (uint32_t i = 0; ok && i < w->n_seen; i++) {
        const struct watch_seen *s = &w->seen[i];
        char row[SEEN_CHARS + 1];
        snprintf(row, sizeof row, "%016" PRIx64 "%016" PRIx64 "%016" PRIx64 "%012" PRIx64, s->guid, s->uri, s->version,
                 (uint64_t)s->at & 0xFFFFFFFFFFFF);
        ok = !json_array_append_new(seen[s->feed], json_string(row));
    }
    for (uint32_t i = 0; ok && i < w->n_feeds; i++) ok = !json_array_append_new(list, feed_to(w, i, seen[i]));
    for (uint32_t i = 0; seen && i < w->n_feeds; i++) json_decref(seen[i]);
    free(seen);
    if (!ok) return json_decref(list), NULL;
    return list;
}

static json_t *item_to(const struct watch_item *it) {
    json_t *o = json_object();
    int bad = set_string(o, "uri", it->uri) | set_string(o, "guid", it->guid) | set_string(o, "title", it->title) |
              set_string(o, "published", it->published) | set_string(o, "updated", it->updated) |
              set_string(o, "source", it->source) | set_string(o, "source_uri", it->source_uri) |
              set_string(o, "author", it->author) | json_object_set_new(o, "feed", json_integer(it->feed)) |
              set_number(o, "tries", it->tries) | set_number(o, "hops", it->hops) | set_number(o, "due_ms", it->due) |
              set_number(o, "found_ms", it->found) | set_number(o, "order", (int64_t)it->order);
    if (bad) return json_decref(o), NULL;
    return o;
}

static json_t *items_to(const sayso_watch *w) {
    json_t *list = json_array();
    bool ok = list != NULL;
    for (uint32_t i = 0; ok && i < w->n_out; i++)
        if (w->out[i].item) ok = !json_array_append_new(list, item_to(w->out[i].item));
    for (uint32_t i = 0; ok && i < w->n_hosts; i++)
        for (uint32_t k = 0; ok && k < w->hosts[i].n_items; k++) ok = !json_array_append_new(list, item_to(w->hosts[i].items[k]));
    if (!ok) return json_decref(list), NULL;
    return list;
}

static json_t *hosts_to(const sayso_watch *w) {
    json_t *list = json_array();
    bool ok = list != NULL;
    for (uint32_t i = 0; ok && i < w->n_hosts; i++) {
        const struct watch_host *h = &w->hosts[i];
        if (h->free <= w->now && !h->failures) continue; /* nothing to remember */
        json_t *o = json_object();
        ok = !(set_string(o, "name", h->name) | set_number(o, "free_ms", h->free) | set_number(o, "failures", h->failures));
        ok = !json_array_append_new(list, o) && ok;
    }
    if (!ok) return json_decref(list), NULL;
    return list;
}

static json_t *sites_to(const sayso_watch *w) {
    json_t *list = json_array();
    bool ok = list != NULL;
    for (uint32_t i = 0; ok && i < w->n_sites; i++) {
        const struct watch_site *s = &w->sites[i];
        if (!s->rules && !s->failures) continue;
        json_t *o = json_object();
        ok = !(set_string(o, "name", s->name) | set_string(o, "rules", s->rules) | set_number(o, "delay_s", s->delay_s) |
               set_number(o, "until_ms", s->until) | set_number(o, "again_ms", s->again) | set_number(o, "since_ms", s->since) |
               set_number(o, "failures", s->failures));
        ok = !json_array_append_new(list, o) && ok;
    }
    if (!ok) return json_decref(list), NULL;
    return list;
}

struct stream {
    sayso_write write;
    void *to;
};
static int dump(const char *bytes, size_t n, void *arg) {
    const struct stream *s = arg;
    return s->write(s->to, bytes, n) ? -1 : 0;
}

sayso_code watch_state_write(const sayso_watch *w, sayso_write write, void *to, sayso_error *e) {
    json_t *root = json_object();
    bool ok = root && !json_object_set_new(root, "sayso_watch", json_integer(FORMAT)) &&
              !json_object_set_new(root, "feeds", feeds_to(w)) && !json_object_set_new(root, "items", items_to(w)) &&
              !json_object_set_new(root, "hosts", hosts_to(w)) && !json_object_set_new(root, "sites", sites_to(w));
    struct stream s = {write, to};
    sayso_code code = SAYSO_OK;
    if (!ok)
        code = error_set(e, SAYSO_NOMEM, "watch", 0, "out of memory");
    else if (json_dump_callback(root, dump, &s, JSON_COMPACT))
        code = error_set(e, SAYSO_IO, "watch", 0, "the state cannot be written");
    json_decref(root);
    return code;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static const char *string_of(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

static int64_t number_of(const json_t *o, const char *key, int64_t most) {
    int64_t v = json_integer_value(json_object_get(o, key));
    return v < 0 ? 0 : v > most ? most : v;
}
static uint32_t count_of(const json_t *o, const char *key) { return (uint32_t)number_of(o, key, INT32_MAX); }
static int64_t time_in(const json_t *o, const char *key) { return number_of(o, key, INT64_MAX / 4); }

/* An address of the state, in the form that all here have; NULL: none. */
static const char *uri_of(struct arena *a, const json_t *o, const char *key) {
    const char *s = string_of(o, key), *uri = s ? uri_normal(a, s) : NULL;
    return uri && uri_is_web(uri) ? uri : NULL;
}

static bool hex_of(const char *s, size_t n, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        int d = s[i] >= '0' && s[i] <= '9' ? s[i] - '0' : s[i] >= 'a' && s[i] <= 'f' ? s[i] - 'a' + 10 : -1;
        if (d < 0) return false;
        *out = *out << 4 | (uint64_t)d;
    }
    return true;
}

static bool seen_from(sayso_watch *w, uint32_t feed, const json_t *list, bool *nomem) {
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row) {
        const char *s = json_string_value(row);
        struct watch_seen seen = {.feed = feed};
        uint64_t at;
        if (!s || strlen(s) != SEEN_CHARS || !hex_of(s, 16, &seen.guid) || !hex_of(s + 16, 16, &seen.uri) ||
            !hex_of(s + 32, 16, &seen.version) || !hex_of(s + 48, 12, &at) || (!seen.guid && !seen.uri))
            return false;
        seen.at = (int64_t)at;
        if (!watch_seen_add(w, seen)) return *nomem = true, false;
    }
    return true;
}

static bool feeds_from(sayso_watch *w, const json_t *list, struct arena *a, bool *nomem) {
    size_t i;
    json_t *o;
    json_array_foreach(list, i, o) {
        const char *uri = uri_of(a, o, "uri"), *at = uri_of(a, o, "at");
        if (!uri) return false;
        const json_t *parent = json_object_get(o, "parent");
        int64_t up = parent ? json_integer_value(parent) : -1;
        if (up >= (int64_t)json_array_size(list) || up == (int64_t)i || up < -1) return false;
        uint32_t k = watch_feed_add(w, uri, (int32_t)up);
        if (k == UINT32_MAX) return *nomem = true, false;
        if (k != i) return false; /* the same twice */
        struct watch_feed *f = &w->feeds[k];
        f->due = time_in(o, "due_ms");
        f->looks = count_of(o, "looks");
        f->failures = count_of(o, "failures");
        f->stamp = (uint64_t)json_integer_value(json_object_get(o, "stamp"));
        f->listed_in = count_of(o, "listed_in");
        f->gone = json_is_true(json_object_get(o, "gone"));
        f->active = up >= 0 && json_is_true(json_object_get(o, "active"));
        bool ok = watch_set(&f->title, string_of(o, "title")) && watch_set(&f->etag, string_of(o, "etag")) &&
                  watch_set(&f->modified, string_of(o, "modified")) && (!at || watch_set(&f->at, at));
        if (!ok) return *nomem = true, false;
        if (!seen_from(w, k, json_object_get(o, "seen"), nomem)) return false;
    }
    return true;
}

static bool items_from(sayso_watch *w, const json_t *list, struct arena *a, bool *nomem) {
    size_t i;
    json_t *o;
    json_array_foreach(list, i, o) {
        const char *uri = uri_of(a, o, "uri");
        uint32_t feed = count_of(o, "feed");
        if (!uri || feed >= w->n_feeds) return false;
        struct watch_item model = {.uri = (char *)(uintptr_t)uri,
                                   .guid = string_of(o, "guid"),
                                   .title = string_of(o, "title"),
                                   .published = string_of(o, "published"),
                                   .updated = string_of(o, "updated"),
                                   .source = string_of(o, "source"),
                                   .source_uri = string_of(o, "source_uri"),
                                   .author = string_of(o, "author"),
                                   .feed = feed,
                                   .site = watch_site_of(w, uri),
                                   .tries = count_of(o, "tries"),
                                   .hops = count_of(o, "hops"),
                                   .due = time_in(o, "due_ms"),
                                   .found = time_in(o, "found_ms"),
                                   .order = (uint64_t)time_in(o, "order")};
        struct watch_item *it = model.site == UINT32_MAX ? NULL : watch_item_new(&model);
        if (!it || !watch_item_put(w, it)) {
            watch_item_free(it);
            return *nomem = true, false;
        }
        if (model.order > w->last_order) w->last_order = model.order;
    }
    return true;
}

static bool hosts_from(sayso_watch *w, const json_t *list, struct arena *a, bool *nomem) {
    size_t i;
    json_t *o;
    json_array_foreach(list, i, o) {
        const char *name = string_of(o, "name"), *uri = name ? arena_printf(a, "http://%s/", name) : NULL;
        if (!uri || !uri_is_web(uri)) return false;
        uint32_t k = watch_host_of(w, uri);
        if (k == UINT32_MAX) return *nomem = true, false;
        w->hosts[k].free = time_in(o, "free_ms");
        w->hosts[k].failures = count_of(o, "failures");
    }
    return true;
}

static bool is_rules(const char *s) {
    for (; *s; s += strcspn(s, "\n") + 1) {
        size_t n = strcspn(s, "\n");
        if ((*s != 'a' && *s != 'd') || n < 2 || s[n] != '\n') return false;
    }
    return true;
}

static bool sites_from(sayso_watch *w, const json_t *list, struct arena *a, bool *nomem) {
    size_t i;
    json_t *o;
    json_array_foreach(list, i, o) {
        const char *uri = uri_of(a, o, "name"), *rules = string_of(o, "rules");
        if (!uri || (rules && !is_rules(rules))) return false;
        uint32_t k = watch_site_of(w, uri);
        if (k == UINT32_MAX) return *nomem = true, false;
        struct watch_site *s = &w->sites[k];
        if (!watch_set(&s->rules, rules)) return *nomem = true, false;
        s->delay_s = count_of(o, "delay_s");
        s->until = time_in(o, "until_ms");
        s->again = time_in(o, "again_ms");
        s->since = time_in(o, "since_ms");
        s->failures = count_of(o, "failures");
    }
    return true;
}

sayso_code watch_state_read(sayso_watch *w, const void *bytes, size_t n, sayso_error *e) {
    json_error_t at;
    json_t *root = json_loadb(bytes, n, 0, &at);
    struct arena a;
    bool nomem = false;
    if (!root)
        return error_set(e, SAYSO_FORMAT, "watch", at.position > 0 ? (uint64_t)at.position : 0, "the state is no JSON: %.100s",
                         at.text);
    arena_init(&a, 0);
    bool ok = json_integer_value(json_object_get(root, "sayso_watch")) == FORMAT && json_is_array(json_object_get(root, "feeds"));
    ok = ok && feeds_from(w, json_object_get(root, "feeds"), &a, &nomem) &&
         items_from(w, json_object_get(root, "items"), &a, &nomem) && hosts_from(w, json_object_get(root, "hosts"), &a, &nomem) &&
         sites_from(w, json_object_get(root, "sites"), &a, &nomem);
    arena_release(&a);
    json_decref(root);
    if (nomem) return error_set(e, SAYSO_NOMEM, "watch", 0, "out of memory");
    return ok ? SAYSO_OK : error_set(e, SAYSO_FORMAT, "watch", 0, "the state is none of a watch, or of another version");
}
