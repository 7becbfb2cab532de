/* robots.txt (RFC 9309): the rules for one product token. */
#ifndef WATCH_ROBOTS_H
#define WATCH_ROBOTS_H
#include "base_arena.h"
#include <stdbool.h>

enum { ROBOTS_BYTES = 512 * 1024 }; /* read of a file, at most (RFC 9309, 2.5 asks for 500 KiB) */

/* The rules that hold for a product token, a line each: 'a' (allow) or 'd' (disallow) and the path pattern in the form of
 * uri_escape. Groups of the same token are one; without any, those of "*" hold.
 *   delay_s  their largest Crawl-delay, 0: none
 *   returns  a string in the arena, empty where all is allowed; NULL when memory is out. Any bytes are readable. */
const char *robots_read(struct arena *arena, const char *bytes, size_t n, const char *token, uint32_t *delay_s);

/* Whether the path (with query, in the form of uri_normal) may be fetched: the longest pattern that matches decides, allow
 * before disallow. */
bool robots_allow(const char *rules, const char *path);
#endif
