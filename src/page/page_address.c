/* Which addresses a page may be fetched from: the IANA special-purpose address registries (RFC 6890 and later), as
 * prefixes. An address that no registry sets apart is public. */
#include "page_fetch.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

struct prefix4 {
    uint32_t net;
    uint8_t bits;
};
#define NET(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
static const struct prefix4 APART4[] = {
    {NET(0, 0, 0, 0), 8},       /* this network */
    {NET(10, 0, 0, 0), 8},      /* private */
    {NET(100, 64, 0, 0), 10},   /* shared by a carrier's customers */
    {NET(127, 0, 0, 0), 8},     /* loopback */
    {NET(169, 254, 0, 0), 16},  /* link-local */
    {NET(172, 16, 0, 0), 12},   /* private */
    {NET(192, 0, 0, 0), 24},    /* protocol assignments */
    {NET(192, 0, 2, 0), 24},    /* documentation */
    {NET(192, 88, 99, 0), 24},  /* 6to4 relays, given up */
    {NET(192, 168, 0, 0), 16},  /* private */
    {NET(198, 18, 0, 0), 15},   /* benchmarks */
    {NET(198, 51, 100, 0), 24}, /* documentation */
    {NET(203, 0, 113, 0), 24},  /* documentation */
    {NET(224, 0, 0, 0), 4},     /* multicast */
    {NET(240, 0, 0, 0), 4},     /* reserved, broadcast */
};

static bool public4(uint32_t address) {
    for (size_t i = 0; i < sizeof APART4 / sizeof *APART4; i++)
        if ((address ^ APART4[i].net) >> (32 - APART4[i].bits) == 0) return false;
    return true;
}

static uint32_t four(const unsigned char *p) { return NET(p[0], p[1], p[2], p[3]); }

static bool starts(const unsigned char *a, const char *bytes, size_t n) { return !memcmp(a, bytes, n); }

/* Only 2000::/3 is given out (RFC 4291); what stands apart in it, and addresses that carry an IPv4 address. */
static bool public6(const unsigned char *a) {
    if (starts(a, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12)) return public4(four(a + 12));   /* ::ffff:0:0/96 */
    if (starts(a, "\0\x64\xff\x9b\0\0\0\0\0\0\0\0", 12)) return public4(four(a + 12)); /* 64:ff9b::/96, NAT64 */
    if ((a[0] & 0xe0) != 0x20) return false;
    if (starts(a, "\x20\x02", 2)) return public4(four(a + 2));                               /* 2002::/16, 6to4 */
    if (starts(a, "\x20\x01\0", 3) || (starts(a, "\x20\x01", 2) && a[2] == 1)) return false; /* 2001::/23, Teredo in it */
    if (starts(a, "\x20\x01\x0d\xb8", 4)) return false;                                      /* documentation */
    return !(a[0] == 0x3f && a[1] == 0xff && (a[2] & 0xf0) == 0);                            /* 3fff::/20, documentation */
}

bool page_address_is_public(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return public4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        return public6(v6.sin6_addr.s6_addr);
    }
    return false;
}
