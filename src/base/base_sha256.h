/* SHA-256 (FIPS 180-4): the ids of inputs and texts. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H
#include <stddef.h>
/* Writes 64 hex digits and a NUL. */
void sha256_hex(const void *bytes, size_t n, char out[65]);
#endif
