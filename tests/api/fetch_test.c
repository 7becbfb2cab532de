/* Fetching: which addresses are refused, and each cap, against a server of our own on the loopback address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "page_fetch.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_public(const char *address) {
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) return page_address_is_public((struct sockaddr *)&v4);
    assert_int_equal(inet_pton(AF_INET6, address, &v6.sin6_addr), 1);
    return page_address_is_public((struct sockaddr *)&v6);
}

static void private_addresses_are_known(void **state) {
    (void)state;
    static const char *const apart[] = {"127.0.0.1",
                                        "127.255.255.254",
                                        "10.1.2.3",
                                        "172.16.0.1",
                                        "172.31.255.255",
                                        "192.168.1.1",
                                        "169.254.169.254",
                                        "0.0.0.0",
                                        "100.64.0.1",
                                        "100.127.255.255",
                                        "192.0.0.8",
                                        "192.0.2.1",
                                        "198.18.0.1",
                                        "198.19.255.255",
                                        "203.0.113.9",
                                        "224.0.0.1",
                                        "255.255.255.255",
                                        "240.0.0.1",
                                        "::1",
                                        "::",
                                        "fe80::1",
                                        "fc00::1",
                                        "fd12:3456::1",
                                        "ff02::1",
                                        "::ffff:127.0.0.1",
                                        "::ffff:10.0.0.1",
                                        "64:ff9b::7f00:1",
                                        "2002:7f00:1::",
                                        "2002:c0a8:1::1",
                                        "2001::1",
                                        "2001:db8::1",
                                        "3fff::1",
                                        "::127.0.0.1",
                                        "2001:10::1"};
    static const char *const open[] = {
        "8.8.8.8",    "1.1.1.1",        "100.63.255.255",       "100.128.0.1",      "172.15.0.1",
        "172.32.0.1", "192.0.1.1",      "198.20.0.1",           "223.255.255.255",  "2606:4700::1111",
        "2a00::1",    "::ffff:8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "2002:808:808::1"};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (is_public(apart[i])) fail_msg("%s is let pass", apart[i]);
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (!is_public(open[i])) fail_msg("%s is refused", open[i]);
    assert_false(page_address_is_public(&(struct sockaddr){.sa_family = AF_UNIX}));
}

/* ---- a server that answers each path in its own way ---- */
struct server {
    int file;
    uint16_t port;
    pthread_t thread;
};

static void answer(int client) {
    char ask[2048], path[64] = "";
    ssize_t n = read(client, ask, sizeof ask - 1);
    ask[n > 0 ? n : 0] = 0;
    sscanf(ask, "GET %63s", path);
    static const struct {
        const char *path, *reply;
    } replies[] = {
        {"/page", "HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Words.</p>"},
        {"/moved", "HTTP/1.0 302 Found\r\nLocation: /page\r\n\r\n"},
        {"/round", "HTTP/1.0 302 Found\r\nLocation: /round\r\n\r\n"},
        {"/file", "HTTP/1.0 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"},
        {"/kept", "HTTP/1.0 200 OK\r\nETag: W/\"a1\"\r\nLast-Modified: Tue, 24 Nov 2026 10:00:00 GMT\r\n"
                  "Cache-Control: public, max-age=600\r\n\r\nfeed"},
        {"/private", "HTTP/1.0 200 OK\r\nCache-Control: no-store, max-age=600\r\n\r\nfeed"},
        {"/first", "HTTP/1.0 301 Moved\r\nLocation: a/second\r\nETag: \"not this\"\r\n\r\n"},
        {"/a/second", "HTTP/1.0 308 Moved\r\nLocation: ../third?x#y\r\n\r\n"},
        {"/third?x", "HTTP/1.0 307 Elsewhere\r\nLocation: /fourth\r\n\r\n"},
        {"/fourth", "HTTP/1.0 301 Moved\r\nLocation: /page\r\n\r\n"},
        {"/busy", "HTTP/1.0 503 Busy\r\nRetry-After: 120\r\n\r\nlater"},
        {"/gone", "HTTP/1.0 404 Not Found\r\n\r\nNo."},
        {"/short", "HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\nabc"},
    };
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
        if (!strcmp(path, replies[i].path)) (void)!write(client, replies[i].reply, strlen(replies[i].reply));
    if (!strcmp(path, "/same")) {
        bool same = strstr(ask, "\r\nIf-None-Match: W/\"a1\"\r\n") &&
                    strstr(ask, "\r\nIf-Modified-Since: Tue, 24 Nov 2026 10:00:00 GMT\r\n");
        const char *reply = same ? "HTTP/1.0 304 Not Modified\r\nETag: W/\"a1\"\r\n\r\n" : "HTTP/1.0 200 OK\r\n\r\nnew";
        (void)!write(client, reply, strlen(reply));
    }
    if (!strcmp(path, "/long")) {
        char part[4096];
        memset(part, 'x', sizeof part);
        (void)!write(client, "HTTP/1.0 200 OK\r\n\r\n", 19);
        for (int i = 0; i < 64; i++)
            if (send(client, part, sizeof part, MSG_NOSIGNAL) < 0) break;
    }
    if (!strcmp(path, "/slow")) sleep(3);
    close(client);
}

static void *serve(void *arg) {
    struct server *s = arg;
    for (int client; (client = accept(s->file, NULL, NULL)) >= 0;) answer(client);
    return NULL;
}

static int begin(void **state) {
    struct server *s = calloc(1, sizeof *s);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof a;
    *state = s;
    s->file = socket(AF_INET, SOCK_STREAM, 0);
    if (s->file < 0 || bind(s->file, (struct sockaddr *)&a, sizeof a) || listen(s->file, 8) ||
        getsockname(s->file, (struct sockaddr *)&a, &n))
        return -1;
    s->port = ntohs(a.sin_port);
    return pthread_create(&s->thread, NULL, serve, s);
}

static int end(void **state) {
    struct server *s = *state;
    shutdown(s->file, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->file);
    free(s);
    return 0;
}

static sayso_code fetch(const struct server *s, const char *path, sayso_fetch_options o, sayso_fetched *f, sayso_error *e) {
    char uri[128];
    snprintf(uri, sizeof uri, "http://127.0.0.1:%u%s", (unsigned)s->port, path);
    return sayso_fetch(uri, &o, f, e);
}

static void a_page_comes_with_its_type_and_place(void **state) {
    const struct server *s = *state;
    sayso_fetched f;
    sayso_error e;
    assert_int_equal(fetch(s, "/moved", (sayso_fetch_options){.allow_private = true}, &f, &e), SAYSO_OK);
    assert_int_equal(f.n, 13);
    assert_memory_equal(f.bytes, "<p>Words.</p>", 13);
    assert_string_equal(f.media_type, "text/html; charset=utf-8");
    assert_non_null(strstr(f.uri, "/page"));
    sayso_fetched_free(&f);
    assert_null(f.bytes);
}

static void each_cap_is_kept(void **state) {
    const struct server *s = *state;
    sayso_fetched f;
    sayso_error e;
    assert_int_equal(fetch(s, "/page", (sayso_fetch_options){0}, &f, &e), SAYSO_FETCH); /* loopback */
    assert_non_null(strstr(e.message, "private"));
    assert_non_null(strstr(e.input, "127.0.0.1"));
    assert_int_equal(fetch(s, "/long", (sayso_fetch_options){.allow_private = true, .max_bytes = 1000}, &f, &e), SAYSO_LIMIT);
    assert_null(f.bytes);
    assert_int_equal(fetch(s, "/round", (sayso_fetch_options){.allow_private = true, .max_redirects = 3}, &f, &e), SAYSO_FETCH);
    assert_int_equal(fetch(s, "/file", (sayso_fetch_options){.allow_private = true}, &f, &e), SAYSO_FETCH);
    assert_int_equal(fetch(s, "/gone", (sayso_fetch_options){.allow_private = true}, &f, &e), SAYSO_FETCH);
    assert_non_null(strstr(e.message, "404"));
    assert_int_equal(fetch(s, "/short", (sayso_fetch_options){.allow_private = true}, &f, &e), SAYSO_FETCH);
    assert_int_equal(fetch(s, "/slow", (sayso_fetch_options){.allow_private = true, .max_seconds = 1}, &f, &e), SAYSO_FETCH);
}

static sayso_fetch_options local(void) { return (sayso_fetch_options){.allow_private = true}; }

static void what_a_server_says_of_its_answer_is_kept(void **state) {
    const struct server *s = *state;
    sayso_fetched f;
    sayso_error e;
    assert_int_equal(fetch(s, "/kept", local(), &f, &e), SAYSO_OK);
    assert_int_equal(f.status, 200);
    assert_string_equal(f.etag, "W/\"a1\"");
    assert_string_equal(f.last_modified, "Tue, 24 Nov 2026 10:00:00 GMT");
    assert_int_equal(f.max_age_s, 600);
    assert_int_equal(f.retry_after_s, 0);
    assert_null(f.moved);
    assert_null(f.location);
    sayso_fetch_options o = local();
    o.if_none_match = f.etag, o.if_modified_since = f.last_modified;
    sayso_fetched same;
    assert_int_equal(fetch(s, "/same", o, &same, &e), SAYSO_OK);
    assert_int_equal(same.status, 304);
    assert_int_equal(same.n, 0);
    sayso_fetched_free(&same);
    o.if_none_match = "x\r\nEvil: 1";
    assert_int_equal(fetch(s, "/same", o, &same, &e), SAYSO_OK);
    assert_int_equal(same.status, 200);
    sayso_fetched_free(&same);
    sayso_fetched_free(&f);
    assert_int_equal(fetch(s, "/private", local(), &f, &e), SAYSO_OK);
    assert_int_equal(f.max_age_s, 0);
    sayso_fetched_free(&f);
}

static void redirects_tell_which_part_of_them_is_for_good(void **state) {
    const struct server *s = *state;
    sayso_fetched f;
    sayso_error e;
    assert_int_equal(fetch(s, "/first", local(), &f, &e), SAYSO_OK);
    assert_int_equal(f.status, 200);
    assert_non_null(strstr(f.uri, "/page"));
    assert_non_null(f.moved);
    assert_non_null(strstr(f.moved, "/third?x#y")); /* behind it stands a 307 */
    assert_null(f.etag);
    assert_null(f.location);
    sayso_fetched_free(&f);
    assert_int_equal(fetch(s, "/moved", local(), &f, &e), SAYSO_OK);
    assert_null(f.moved);
    sayso_fetched_free(&f);
    sayso_fetch_options o = local();
    o.stay = true;
    assert_int_equal(fetch(s, "/first", o, &f, &e), SAYSO_OK);
    assert_int_equal(f.status, 301);
    assert_non_null(strstr(f.location, "/a/second"));
    assert_non_null(strstr(f.location, "http://127.0.0.1:"));
    sayso_fetched_free(&f);
}

static int yes(void *arg) {
    ++*(int *)arg;
    return 1;
}

static void other_statuses_cuts_and_stops_are_given_when_asked_for(void **state) {
    const struct server *s = *state;
    sayso_fetched f;
    sayso_error e;
    sayso_fetch_options o = local();
    assert_int_equal(fetch(s, "/busy", o, &f, &e), SAYSO_FETCH);
    assert_int_equal(f.status, 0);
    o.any_status = true;
    assert_int_equal(fetch(s, "/busy", o, &f, &e), SAYSO_OK);
    assert_int_equal(f.status, 503);
    assert_int_equal(f.retry_after_s, 120);
    assert_memory_equal(f.bytes, "later", 5);
    sayso_fetched_free(&f);
    o.cut = true, o.max_bytes = 1000;
    assert_int_equal(fetch(s, "/long", o, &f, &e), SAYSO_OK);
    assert_int_equal(f.n, 1000);
    sayso_fetched_free(&f);
    int asked = 0;
    o.stop = yes, o.stop_arg = &asked;
    assert_int_equal(fetch(s, "/slow", o, &f, &e), SAYSO_FETCH);
    assert_string_equal(e.message, "stopped");
    assert_true(asked >= 1);
    assert_null(f.bytes);
}

static void other_schemes_are_refused(void **state) {
    (void)state;
    static const char *const uris[] = {
        "file:///etc/passwd",  "ftp://example.org/x", "gopher://example.org/", "http://", "http://[::1]/",
        "http://localhost:1/", "http://2130706433/",  "http://0x7f.1/",        "nonsense"};
    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
        sayso_fetched f;
        sayso_error e;
        if (sayso_fetch(uris[i], NULL, &f, &e) != SAYSO_FETCH) fail_msg("%s: %s", uris[i], e.message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(private_addresses_are_known),
        cmocka_unit_test_setup_teardown(a_page_comes_with_its_type_and_place, begin, end),
        cmocka_unit_test_setup_teardown(each_cap_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(what_a_server_says_of_its_answer_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(redirects_tell_which_part_of_them_is_for_good, begin, end),
        cmocka_unit_test_setup_teardown(other_statuses_cuts_and_stops_are_given_when_asked_for, begin, end),
        cmocka_unit_test(other_schemes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
