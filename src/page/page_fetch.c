/* Fetching: libcurl with caps on bytes, time and redirects. The address is checked where the socket is opened, after the
 * look-up of the name, so a name that leads to a private address is refused, by a redirect too. */
#include "page_fetch.h"
#include "base_error.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_SECONDS = 30, DEFAULT_REDIRECTS = 5, CONNECT_SECONDS = 10 };
static const uint64_t DEFAULT_BYTES = UINT64_C(64) << 20;

struct fetch {
    uint64_t max_bytes;
    bool allow_private;
    bool refused, too_long, no_memory; /* why a callback stopped it */
    char *bytes;
    size_t n, size;
};

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *a) {
    struct fetch *f = arg;
    (void)purpose;
    if (!f->allow_private && !page_address_is_public(&a->addr)) {
        f->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static size_t take(char *bytes, size_t one, size_t n, void *arg) {
    struct fetch *f = arg;
    n *= one;
    if (n > f->max_bytes - f->n) {
        f->too_long = true;
        return 0;
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
    memcpy(f->bytes + f->n, bytes, n);
    f->n += n;
    return n;
}

static bool set_up(CURL *c, const char *uri, const sayso_fetch_options *o, struct fetch *f) {
    long redirects = o->max_redirects ? (long)o->max_redirects : DEFAULT_REDIRECTS;
    long seconds = o->max_seconds ? (long)o->max_seconds : DEFAULT_SECONDS;
    return !curl_easy_setopt(c, CURLOPT_URL, uri) && !curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") &&
           !curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") && !curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L) &&
           !curl_easy_setopt(c, CURLOPT_MAXREDIRS, redirects) && !curl_easy_setopt(c, CURLOPT_TIMEOUT, seconds) &&
           !curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) && !curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) &&
           !curl_easy_setopt(c, CURLOPT_PROXY, "") && !curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "") &&
           !curl_easy_setopt(c, CURLOPT_USERAGENT, "sayso/" SAYSO_VERSION) && !curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take) &&
           !curl_easy_setopt(c, CURLOPT_WRITEDATA, f) && !curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket) &&
           !curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, f) && !curl_easy_setopt(c, CURLOPT_FAILONERROR, 0L);
}

/* Why it did not come: what our own callbacks refused comes before curl's word for it. */
static sayso_code judge(CURL *c, CURLcode result, const struct fetch *f, sayso_error *e) {
    long status = 0;
    if (f->no_memory) return error_set(e, SAYSO_NOMEM, "fetch", f->n, "out of memory");
    if (f->too_long)
        return error_set(e, SAYSO_LIMIT, "fetch", f->max_bytes, "longer than %llu bytes", (unsigned long long)f->max_bytes);
    if (result && f->refused)
        return error_set(e, SAYSO_FETCH, "fetch", 0, "leads to a private or reserved address, which is refused");
    if (result) return error_set(e, SAYSO_FETCH, "fetch", f->n, "%s", curl_easy_strerror(result));
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299) return error_set(e, SAYSO_FETCH, "fetch", 0, "the server answers with status %ld", status);
    return SAYSO_OK;
}

static char *copy_info(CURL *c, CURLINFO which) {
    char *s = NULL;
    return curl_easy_getinfo(c, which, &s) || !s ? NULL : strdup(s);
}

sayso_code page_fetch(const char *uri, const sayso_fetch_options *o, sayso_fetched *out, sayso_error *e) {
    static const sayso_fetch_options defaults = {0};
    if (!o) o = &defaults;
    struct fetch f = {.max_bytes = o->max_bytes ? o->max_bytes : DEFAULT_BYTES, .allow_private = o->allow_private};
    *out = (sayso_fetched){0};
    if (curl_global_init(CURL_GLOBAL_DEFAULT)) return error_set(e, SAYSO_FETCH, "fetch", 0, "libcurl cannot be used");
    CURL *c = curl_easy_init();
    sayso_code code;
    if (c && set_up(c, uri, o, &f))
        code = judge(c, curl_easy_perform(c), &f, e);
    else
        code =
            error_set(e, c ? SAYSO_FETCH : SAYSO_NOMEM, "fetch", 0, c ? "not an address that can be fetched" : "out of memory");
    if (!code)
        *out = (sayso_fetched){f.bytes, f.n, copy_info(c, CURLINFO_CONTENT_TYPE), copy_info(c, CURLINFO_EFFECTIVE_URL)};
    else
        free(f.bytes);
    if (c) curl_easy_cleanup(c);
    curl_global_cleanup();
    return code;
}
