/* Fetching a page over http or https: page_fetch.c is the only file that knows libcurl. */
#ifndef PAGE_FETCH_H
#define PAGE_FETCH_H
#include "base_span.h"
#include <sys/socket.h>

/* The rules of sayso_fetch (sayso.h). */
sayso_code page_fetch(const char *uri, const sayso_fetch_options *options, sayso_fetched *out, sayso_error *e);

/* Whether an address belongs to the open internet: not loopback, private, link-local, shared, multicast, reserved or for
 * documentation (IANA special-purpose registries), nor an IPv6 form of such an IPv4 address. */
bool page_address_is_public(const struct sockaddr *address);
#endif
