/* Fetching: libcurl with caps on bytes, time and redirects. The address is checked where the socket is opened, after the
 * look-up of the name, so a name that leads to a private address is refused, by a redirect too. */
#include "page_fetch.h"
#include "base_error.h"
#include "base_uri.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { DEFAULT_SECONDS = 30, DEFAULT_REDIRECTS = 5, CONNECT_SECONDS = 10 };
static const uint64_t DEFAULT_BYTES = UINT64_C(64) << 20;

struct fetch {
    const sayso_fetch_options *o;
    uint64_t max_bytes;
    bool refused, too_long, no_memory, stopped; /* why a callback stopped it */
    bool full;                                  /* all that is wanted is there */
    char *bytes;
    size_t n, size;
    /* of the response that is being received */
    int status;
    char *etag, *last_modified, *location;
    uint32_t max_age_s;
    bool no_store;
    /* of the whole chain */
    char *at;       /* the address that answers */
    char *moved;    /* where permanent redirects led */
    bool temporary; /* another kind of redirect stood before */
};

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *a) {
    struct fetch *f = arg;
    (void)purpose;
    if (!f->o->allow_private && !page_address_is_public(&a->addr)) {
        f->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static size_t take(char *bytes, size_t one, size_t n, void *arg) {
    struct fetch *f = arg;
    n *= one;
    size_t all = n;
    if (n > f->max_bytes - f->n) {
        f->too_long = !f->o->cut;
        f->full = f->o->cut;
        if (f->too_long) return 0;
        n = (size_t)(f->max_bytes - f->n);
    }
    if (n > f->size - f->n) {
        size_t size = f->size ? f->size * 2 : 65536;
        while (size - f->n < n) size *= 2;
        char *p = realloc(f->bytes, size);
        if (!p) {
            f->no_memory = true;
            return 0;
        }
        f->bytes = p;
        f->size = size;
    }
    if (n) memcpy(f->bytes + f->n, bytes, n);
    f->n += n;
    return n == all ? n : 0; /* less than given ends the transfer */
}

/* ---- headers ----------------------------------------------------------------------------------------------------- */

/* The value of a header line, when it is this header; its length in *len. */
static const char *value_of(const char *line, size_t n, const char *name, size_t *len) {
    size_t k = strlen(name);
    if (n <= k || strncasecmp(line, name, k) || line[k] != ':') return NULL;
    const char *s = line + k + 1, *end = line + n;
    while (s < end && (*s == ' ' || *s == '\t')) s++;
    while (end > s && (unsigned char)end[-1] <= ' ') end--;
    *len = (size_t)(end - s);
    return s;
}

static void keep(struct fetch *f, char **field, const char *s, size_t n) {
    free(*field);
    *field = n ? strndup(s, n) : NULL;
    f->no_memory |= n && !*field;
}

static void cache_control(struct fetch *f, const char *s, size_t n) {
    char line[256];
    snprintf(line, sizeof line, "%.*s", (int)(n < 255 ? n : 255), s);
    const char *age = strcasestr(line, "max-age=");
    if (strcasestr(line, "no-store") || strcasestr(line, "no-cache")) f->no_store = true;
    if (age) f->max_age_s = (uint32_t)strtoul(age + 8 + (age[8] == '"'), NULL, 10);
}

/* Follows the chain of addresses: what a 301 or 308 leads to is the address from now on, unless another kind stood before. */
static void end_of_head(struct fetch *f) {
    if (f->status < 300 || f->status > 399 || f->status == 304 || !f->location) return;
    struct arena a;
    arena_init(&a, 0);
    const char *to = uri_resolve(&a, f->at, f->location);
    f->no_memory |= !to;
    if (to) {
        keep(f, &f->location, to, strlen(to));
        if (f->status != 301 && f->status != 308) f->temporary = true;
        if (!f->temporary) keep(f, &f->moved, to, strlen(to));
        if (!f->o->stay) keep(f, &f->at, to, strlen(to));
    }
    arena_release(&a);
}

static size_t on_header(char *line, size_t one, size_t n, void *arg) {
    struct fetch *f = arg;
    size_t len;
    const char *s;
    n *= one;
    if (n > 5 && !strncasecmp(line, "HTTP/", 5)) { /* the head of one more response */
        const char *code = memchr(line, ' ', n);
        f->status = code ? atoi(code) : 0;
        keep(f, &f->etag, "", 0);
        keep(f, &f->last_modified, "", 0);
        keep(f, &f->location, "", 0);
        f->max_age_s = 0;
        f->no_store = false;
    }
    if ((s = value_of(line, n, "etag", &len))) keep(f, &f->etag, s, len);
    if ((s = value_of(line, n, "last-modified", &len))) keep(f, &f->last_modified, s, len);
    if ((s = value_of(line, n, "location", &len))) keep(f, &f->location, s, len);
    if ((s = value_of(line, n, "cache-control", &len))) cache_control(f, s, len);
    if (n <= 2 && (unsigned char)*line < ' ') end_of_head(f);
    return f->no_memory ? 0 : n;
}

static int on_progress(void *arg, curl_off_t all, curl_off_t now, curl_off_t up, curl_off_t up_now) {
    struct fetch *f = arg;
    (void)all, (void)now, (void)up, (void)up_now;
    f->stopped = f->o->stop && f->o->stop(f->o->stop_arg);
    return f->stopped;
}

/* "Name: value" before the other request headers; *list stays as it is when there is no value. */
static bool add_header(struct curl_slist **list, const char *name, const char *value) {
    if (!value || !*value || strpbrk(value, "\r\n")) return true;
    char *line = NULL;
    if (asprintf(&line, "%s: %s", name, value) < 0) return false;
    struct curl_slist *longer = curl_slist_append(*list, line);
    free(line);
    if (longer) *list = longer;
    return longer != NULL;
}

/* ---- the transfer ------------------------------------------------------------------------------------------------ */

static bool set_up(CURL *c, const char *uri, const sayso_fetch_options *o, struct fetch *f, struct curl_slist **headers) {
    if (!add_header(headers, "If-None-Match", o->if_none_match) ||
        !add_header(headers, "If-Modified-Since", o->if_modified_since))
        return false;
    long redirects = o->max_redirects ? (long)o->max_redirects : DEFAULT_REDIRECTS;
    long seconds = o->max_seconds ? (long)o->max_seconds : DEFAULT_SECONDS;
    return !curl_easy_setopt(c, CURLOPT_URL, uri) && !curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") &&
           !curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") &&
           !curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, o->stay ? 0L : 1L) &&
           !curl_easy_setopt(c, CURLOPT_MAXREDIRS, redirects) && !curl_easy_setopt(c, CURLOPT_TIMEOUT, seconds) &&
           !curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) && !curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) &&
           !curl_easy_setopt(c, CURLOPT_PROXY, "") && !curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "") &&
           !curl_easy_setopt(c, CURLOPT_USERAGENT, "sayso/" SAYSO_VERSION) && !curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take) &&
           !curl_easy_setopt(c, CURLOPT_WRITEDATA, f) && !curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket) &&
           !curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, f) && !curl_easy_setopt(c, CURLOPT_FAILONERROR, 0L) &&
           !curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header) && !curl_easy_setopt(c, CURLOPT_HEADERDATA, f) &&
           !curl_easy_setopt(c, CURLOPT_HTTPHEADER, *headers) && !curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress) &&
           !curl_easy_setopt(c, CURLOPT_XFERINFODATA, f) && !curl_easy_setopt(c, CURLOPT_NOPROGRESS, o->stop ? 0L : 1L);
}

/* Why it did not come: what our own callbacks refused comes before curl's word for it. */
static sayso_code judge(CURL *c, CURLcode result, struct fetch *f, sayso_error *e) {
    if (f->no_memory) return error_set(e, SAYSO_NOMEM, "fetch", f->n, "out of memory");
    if (f->too_long)
        return error_set(e, SAYSO_LIMIT, "fetch", f->max_bytes, "longer than %llu bytes", (unsigned long long)f->max_bytes);
    if (f->stopped) return error_set(e, SAYSO_FETCH, "fetch", f->n, "stopped");
    if (result && f->refused)
        return error_set(e, SAYSO_FETCH, "fetch", 0, "leads to a private or reserved address, which is refused");
    if (result && !f->full) return error_set(e, SAYSO_FETCH, "fetch", f->n, "%s", curl_easy_strerror(result));
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    f->status = (int)status;
    bool fine = (status >= 200 && status <= 299) || status == 304 || (f->o->stay && status >= 300 && status <= 399);
    if (!fine && !f->o->any_status) return error_set(e, SAYSO_FETCH, "fetch", 0, "the server answers with status %ld", status);
    return SAYSO_OK;
}

static char *copy_info(CURL *c, CURLINFO which) {
    char *s = NULL;
    return curl_easy_getinfo(c, which, &s) || !s ? NULL : strdup(s);
}

static void drop(struct fetch *f) {
    free(f->bytes);
    free(f->etag);
    free(f->last_modified);
    free(f->location);
    free(f->at);
    free(f->moved);
}

static void hand_over(CURL *c, struct fetch *f, sayso_fetched *out) {
    curl_off_t later = 0;
    curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &later);
    bool led = f->status >= 300 && f->status <= 399 && f->status != 304;
    *out = (sayso_fetched){.bytes = f->bytes,
                           .n = f->n,
                           .media_type = copy_info(c, CURLINFO_CONTENT_TYPE),
                           .uri = copy_info(c, CURLINFO_EFFECTIVE_URL),
                           .status = f->status,
                           .etag = f->etag,
                           .last_modified = f->last_modified,
                           .location = led ? f->location : NULL,
                           .moved = f->moved,
                           .retry_after_s = later > 0 ? (uint32_t)(later < INT32_MAX ? later : INT32_MAX) : 0,
                           .max_age_s = f->no_store ? 0 : f->max_age_s};
    f->bytes = f->etag = f->last_modified = f->moved = NULL;
    if (led) f->location = NULL;
}

sayso_code page_fetch(const char *uri, const sayso_fetch_options *o, sayso_fetched *out, sayso_error *e) {
    static const sayso_fetch_options defaults = {0};
    if (!o) o = &defaults;
    struct fetch f = {.o = o, .max_bytes = o->max_bytes ? o->max_bytes : DEFAULT_BYTES, .at = strdup(uri)};
    struct curl_slist *headers = NULL;
    *out = (sayso_fetched){0};
    if (!f.at) return error_set(e, SAYSO_NOMEM, "fetch", 0, "out of memory");
    if (curl_global_init(CURL_GLOBAL_DEFAULT)) {
        drop(&f);
        return error_set(e, SAYSO_FETCH, "fetch", 0, "libcurl cannot be used");
    }
    CURL *c = curl_easy_init();
    sayso_code code;
    if (c && set_up(c, uri, o, &f, &headers))
        code = judge(c, curl_easy_perform(c), &f, e);
    else
        code =
            error_set(e, c ? SAYSO_FETCH : SAYSO_NOMEM, "fetch", 0, c ? "not an address that can be fetched" : "out of memory");
    if (!code) hand_over(c, &f, out);
    drop(&f);
    if (c) curl_easy_cleanup(c);
    curl_slist_free_all(headers);
    curl_global_cleanup();
    return code;
}
