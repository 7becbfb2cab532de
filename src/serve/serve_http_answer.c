/* Answers as HTTP: headers that keep a browser from taking text for markup, conditions (ETag), compression. */
#include "serve_http.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_POLICY                                                                                                        \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " \
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
#define DATA_POLICY "default-src 'none'; frame-ancestors 'none'; sandbox"
enum { LEAST_GZIP = 1024 };

static bool type_is(const char *type, const char *start) { return type && !strncmp(type, start, strlen(start)); }

static bool compresses(const char *type) {
    return type_is(type, "application/json") || type_is(type, "text/") || type_is(type, "application/atom+xml") ||
           type_is(type, "image/svg") || type_is(type, "application/geo+json") || type_is(type, "application/x-ndjson") ||
           type_is(type, "application/ld+json");
}

/* Whether a list of codings ("gzip;q=0.5, br") takes gzip. */
static bool takes_gzip(const char *codings) {
    for (const char *p = codings; p && *p;) {
        p += strspn(p, ", \t");
        size_t n = strcspn(p, ",; \t"), whole = strcspn(p, ",");
        if ((n == 4 && !strncasecmp(p, "gzip", 4)) || (n == 1 && *p == '*')) {
            const char *q = memchr(p, '=', whole);
            return !q || strtod(q + 1, NULL) > 0;
        }
        p += whole;
    }
    return false;
}

/* Whether a list of tags ("W/\"a\", \"b\"" or "*") names this one; weakly compared. */
static bool names_tag(const char *tags, const char *tag) {
    if (!strncmp(tag, "W/", 2)) tag += 2;
    size_t n = strlen(tag);
    for (const char *p = tags; p && *p;) {
        p += strspn(p, ", \t");
        if (*p == '*') return true;
        if (!strncmp(p, "W/", 2)) p += 2;
        if (*p != '"') return false;
        const char *end = strchr(p + 1, '"');
        if (!end) return false;
        if ((size_t)(end - p) + 1 == n && !memcmp(p, tag, n)) return true;
        p = end + 1;
    }
    return false;
}

static const char *header(struct exchange *x, const char *name) {
    return MHD_lookup_connection_value(x->mhd, MHD_HEADER_KIND, name);
}

static void drop_shared(void *s) { shared_drop(s); }

/* The answer's bytes as a response that owns them; *gzip is what the reader takes, then what it gets. */
static struct MHD_Response *response_of_shared(struct shared *s, bool *gzip) {
    pthread_mutex_lock(&s->lock);
    if (*gzip && s->plain.n >= LEAST_GZIP && !s->gzip.at) gzip_pack(s->plain.at, s->plain.n, &s->gzip);
    *gzip = *gzip && s->gzip.at;
    struct text_out *t = *gzip ? &s->gzip : &s->plain;
    s->uses++;
    pthread_mutex_unlock(&s->lock);
    struct MHD_Response *r = MHD_create_response_from_buffer_with_free_callback_cls(t->n, t->at, drop_shared, s);
    if (!r) shared_drop(s);
    return r;
}

static struct MHD_Response *response_of_fixed(const struct answer *a, bool *gzip) {
    if (a->fixed_gzip && !*gzip) {
        struct text_out plain = {0};
        if (!gzip_unpack(a->fixed, a->n_fixed, &plain)) {
            text_free(&plain);
            return NULL;
        }
        return MHD_create_response_from_buffer(plain.n, plain.at, MHD_RESPMEM_MUST_FREE);
    }
    *gzip = a->fixed_gzip;
    return MHD_create_response_from_buffer(a->n_fixed, (void *)(uintptr_t)a->fixed, MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *response_of_body(struct answer *a, bool *gzip) {
    struct text_out packed = {0};
    *gzip = *gzip && a->body.n >= LEAST_GZIP && compresses(a->type) && gzip_pack(a->body.at, a->body.n, &packed);
    if (*gzip) {
        text_free(&a->body);
        a->body = packed;
    }
    if (!a->body.n) text_free(&a->body);
    struct MHD_Response *r = a->body.n ? MHD_create_response_from_buffer_with_free_callback(a->body.n, a->body.at, free)
                                       : MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (r) a->body = (struct text_out){0};
    return r;
}

static void tag(struct answer *a) {
    if (*a->etag || a->status != 200) return;
    if (a->shared)
        snprintf(a->etag, sizeof a->etag, "%s", a->shared->etag);
    else if (a->body.n)
        snprintf(a->etag, sizeof a->etag, "W/\"%08x-%zx\"", checksum(a->body.at, a->body.n), a->body.n);
}

static void put(struct MHD_Response *r, const char *name, const char *value) { MHD_add_response_header(r, name, value); }

static void put_headers(struct MHD_Response *r, struct exchange *x, bool gzip) {
    const struct answer *a = &x->q.answer;
    char line[160];
    put(r, "X-Content-Type-Options", "nosniff");
    put(r, "Referrer-Policy", "no-referrer");
    put(r, "Content-Security-Policy", a->page ? PAGE_POLICY : DATA_POLICY);
    put(r, "Cross-Origin-Resource-Policy", "same-origin");
    if (a->page) put(r, "Cross-Origin-Opener-Policy", "same-origin");
    if (a->page) put(r, "X-Frame-Options", "DENY");
    put(r, "Cache-Control", a->cache ? a->cache : *a->cookie ? "no-store" : "no-cache");
    put(r, "Vary", x->h->d->origins.n ? "Accept-Encoding, Origin" : "Accept-Encoding");
    if (a->type && a->status != 304) put(r, "Content-Type", a->type);
    if (gzip && a->status != 304) put(r, "Content-Encoding", "gzip");
    if (*a->etag) put(r, "ETag", a->etag);
    if (*a->allow) put(r, "Allow", a->allow);
    if (*a->location) put(r, "Location", a->location);
    if (*a->cookie) put(r, "Set-Cookie", a->cookie);
    if (a->status == 401) put(r, "WWW-Authenticate", "Bearer");
    if (*a->file) {
        snprintf(line, sizeof line, "attachment; filename=\"%s\"", a->file);
        put(r, "Content-Disposition", line);
    }
    if (a->retry_s) {
        snprintf(line, sizeof line, "%u", a->retry_s);
        put(r, "Retry-After", line);
    }
    if (x->q.origin && guard_named(x->h->d->origins, x->q.origin)) {
        put(r, "Access-Control-Allow-Origin", x->q.origin);
        put(r, "Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE");
        put(r, "Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, Last-Event-ID");
    }
}

enum MHD_Result http_answer(struct exchange *x) {
    struct answer *a = &x->q.answer;
    bool gzip = takes_gzip(header(x, "Accept-Encoding"));
    struct MHD_Response *r;
    const char *known = header(x, "If-None-Match");
    if (!strcmp(x->q.method, "GET")) tag(a);
    if (*a->etag && a->status == 200 && known && names_tag(known, a->etag)) {
        a->status = 304;
        r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    } else if (a->events) {
        gzip = false;
        r = stream_response(x);
    } else {
        r = a->shared  ? response_of_shared(a->shared, &gzip)
            : a->fixed ? response_of_fixed(a, &gzip)
                       : response_of_body(a, &gzip);
    }
    if (!r) return MHD_NO;
    put_headers(r, x, gzip);
    enum MHD_Result code = MHD_queue_response(x->mhd, (unsigned)a->status, r);
    MHD_destroy_response(r);
    return code;
}
