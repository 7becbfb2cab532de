/* gzip (RFC 1952) of answers, and a checksum for their tags. */
#include "serve.h"
#include <stdlib.h>
#include <zlib.h>

bool gzip_pack(const char *bytes, size_t n, struct text_out *out) {
    z_stream z = {0};
    if (n > UINT32_MAX / 2 || deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    size_t room = deflateBound(&z, (uLong)n);
    char *to = malloc(room + 1);
    z.next_in = (Bytef *)(uintptr_t)bytes, z.avail_in = (uInt)n;
    z.next_out = (Bytef *)to, z.avail_out = (uInt)room;
    bool ok = to && deflate(&z, Z_FINISH) == Z_STREAM_END;
    size_t made = z.total_out;
    deflateEnd(&z);
    if (!ok) {
        free(to);
        return false;
    }
    *out = (struct text_out){.at = to, .n = made, .size = room + 1};
    return true;
}

bool gzip_unpack(const void *bytes, size_t n, struct text_out *out) {
    z_stream z = {0};
    char part[1 << 14];
    if (n > UINT32_MAX / 2 || inflateInit2(&z, 15 + 16) != Z_OK) return false;
    z.next_in = (Bytef *)(uintptr_t)bytes, z.avail_in = (uInt)n;
    int code = Z_OK;
    while (code == Z_OK && !out->failed) {
        z.next_out = (Bytef *)part, z.avail_out = sizeof part;
        code = inflate(&z, Z_NO_FLUSH);
        if (code == Z_OK || code == Z_STREAM_END) text_write(out, part, sizeof part - z.avail_out);
    }
    inflateEnd(&z);
    return code == Z_STREAM_END && !out->failed;
}

uint32_t checksum(const char *bytes, size_t n) {
    uLong sum = crc32(0, NULL, 0);
    while (n) {
        uInt part = n > 1u << 30 ? 1u << 30 : (uInt)n;
        sum = crc32(sum, (const Bytef *)bytes, part);
        bytes += part, n -= part;
    }
    return (uint32_t)sum;
}
