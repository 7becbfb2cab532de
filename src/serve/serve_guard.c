/* Who may ask. A page of another site must not use this desk through its reader's browser: so the Host must be ours (a name that
 * an attacker points at this machine is not), and a changing call from a browser must come from our own page. Elsewhere than on
 * loopback a token is asked for. Rates are counted for each address. */
#include "serve.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { PEERS = 1024, SESSIONS = 64, SESSION_MS = 12 * 60 * 60 * 1000 };

struct peer {
    char address[48];
    double left, tries; /* requests and tries of a token that may still be made now */
    int64_t at;
};
struct session {
    char key[65];
    int64_t until;
};
struct guard {
    pthread_mutex_t lock;
    struct peer peers[PEERS]; /* by a hash of the address; a newer one takes the place of an idle one */
    struct session sessions[SESSIONS];
};

int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct guard *guard_open(void) {
    struct guard *g = calloc(1, sizeof *g);
    if (g && !pthread_mutex_init(&g->lock, NULL)) return g;
    free(g);
    return NULL;
}

void guard_close(struct guard *g) {
    if (!g) return;
    pthread_mutex_destroy(&g->lock);
    free(g);
}

/* ---- rates: a bucket for each address, that fills steadily -------------------------------------------------------- */
/* What an address is counted by: all of IPv4, the /64 of IPv6 that one customer has. */
static void bucket_name(const char *address, char out[48]) {
    struct in6_addr six;
    snprintf(out, 48, "%s", address);
    if (inet_pton(AF_INET6, address, &six) != 1) return;
    memset(six.s6_addr + 8, 0, 8);
    inet_ntop(AF_INET6, &six, out, 48);
}

static struct peer *peer_of(struct guard *g, const char *address, uint32_t burst) {
    char name[48];
    bucket_name(address, name);
    uint32_t h = 2166136261u;
    for (const char *p = name; *p; p++) h = (h ^ (unsigned char)*p) * 16777619u;
    struct peer *oldest = NULL;
    for (uint32_t i = 0; i < 8; i++) {
        struct peer *p = &g->peers[(h + i) % PEERS];
        if (!strcmp(p->address, name)) return p;
        if (!oldest || p->at < oldest->at) oldest = p;
    }
    *oldest = (struct peer){.left = burst, .tries = 10, .at = now_ms()};
    snprintf(oldest->address, sizeof oldest->address, "%s", name);
    return oldest;
}

static void fill(struct peer *p, uint32_t rate, uint32_t burst) {
    int64_t now = now_ms();
    double seconds = (double)(now - p->at) / 1000;
    p->left += seconds * rate, p->tries += seconds / 6;
    if (p->left > burst) p->left = burst;
    if (p->tries > 10) p->tries = 10;
    p->at = now;
}

bool guard_rate(struct guard *g, const char *address, uint32_t rate, uint32_t burst) {
    pthread_mutex_lock(&g->lock);
    struct peer *p = peer_of(g, address, burst);
    fill(p, rate, burst);
    bool ok = p->left >= 1;
    if (ok) p->left -= 1;
    pthread_mutex_unlock(&g->lock);
    return ok;
}

bool guard_try(struct guard *g, const char *address) {
    pthread_mutex_lock(&g->lock);
    struct peer *p = peer_of(g, address, 1);
    fill(p, 0, UINT32_MAX);
    bool ok = p->tries >= 1;
    if (ok) p->tries -= 1;
    pthread_mutex_unlock(&g->lock);
    return ok;
}

/* ---- the token, sessions ------------------------------------------------------------------------------------------ */
bool guard_same(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    volatile unsigned char differ = n != m;
    for (size_t i = 0; i < n; i++) differ |= (unsigned char)(a[i] ^ b[m ? i % m : 0]);
    return !differ;
}

bool guard_session_new(struct guard *g, char out[65]) {
    unsigned char random[32];
    if (getrandom(random, sizeof random, 0) != sizeof random) return false;
    for (int i = 0; i < 32; i++) snprintf(out + 2 * i, 3, "%02x", random[i]);
    pthread_mutex_lock(&g->lock);
    struct session *at = g->sessions;
    for (int i = 0; i < SESSIONS; i++)
        if (g->sessions[i].until < at->until) at = &g->sessions[i];
    memcpy(at->key, out, 65);
    at->until = now_ms() + SESSION_MS;
    pthread_mutex_unlock(&g->lock);
    return true;
}

bool guard_session(struct guard *g, const char *cookie) {
    bool found = false;
    if (!cookie || strlen(cookie) != 64) return false;
    pthread_mutex_lock(&g->lock);
    for (int i = 0; i < SESSIONS; i++)
        if (g->sessions[i].until > now_ms() && guard_same(cookie, g->sessions[i].key)) found = true;
    pthread_mutex_unlock(&g->lock);
    return found;
}

/* ---- Host, Origin ------------------------------------------------------------------------------------------------- */
bool is_loopback(const char *address) {
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, address, &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
    if (inet_pton(AF_INET6, address, &six) != 1) return false;
    if (IN6_IS_ADDR_V4MAPPED(&six)) return six.s6_addr[12] == 127;
    return IN6_IS_ADDR_LOOPBACK(&six);
}

bool guard_named(sayso_strings names, const char *name) {
    for (uint32_t i = 0; i < names.n; i++)
        if (!strcasecmp(names.at[i], name)) return true;
    return false;
}

/* Whether two numeric addresses are one. */
static bool same_address(const char *a, const char *b) {
    struct in_addr four[2];
    struct in6_addr six[2];
    if (inet_pton(AF_INET, a, &four[0]) == 1) return inet_pton(AF_INET, b, &four[1]) == 1 && four[0].s_addr == four[1].s_addr;
    return inet_pton(AF_INET6, a, &six[0]) == 1 && inet_pton(AF_INET6, b, &six[1]) == 1 && !memcmp(&six[0], &six[1], 16);
}

bool guard_host(const struct sayso_serve *d, const char *host, const char *local) {
    char name[256];
    size_t n = strlen(host);
    if (!n || n >= sizeof name) return false;
    memcpy(name, host, n + 1);
    char *at = name, *port = strrchr(name, ':'), *bracket = strchr(name, ']');
    if (*name == '[') {
        if (!bracket || (bracket[1] && bracket[1] != ':')) return false;
        port = bracket[1] ? bracket + 1 : NULL;
        *bracket = 0;
        at++;
    }
    if (port) {
        *port++ = 0;
        if (!*port || port[strspn(port, "0123456789")] || strlen(port) > 5) return false;
    }
    if (is_loopback(local) && !strcasecmp(at, "localhost")) return true;
    return same_address(at, local) || guard_named(d->hosts, at);
}

bool guard_origin(const struct sayso_serve *d, const char *origin, const char *host, const char *fetch_site) {
    if (origin) {
        const char *at = !strncmp(origin, "http://", 7) ? origin + 7 : !strncmp(origin, "https://", 8) ? origin + 8 : NULL;
        return (at && !strcasecmp(at, host)) || guard_named(d->origins, origin);
    }
    return !fetch_site || !strcmp(fetch_site, "same-origin") || !strcmp(fetch_site, "none");
}
