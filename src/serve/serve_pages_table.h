/* The built page (desk/dist), compiled in. */
#ifndef SERVE_PAGES_TABLE_H
#define SERVE_PAGES_TABLE_H
#include <stdbool.h>
#include <stddef.h>

struct page_file {
    const char *path; /* as the browser asks: "/index.html", "/assets/index-1a2b3c.js" */
    const char *type; /* Content-Type */
    const char *etag; /* strong, with its quotes */
    bool immutable;   /* the name holds a hash of the content: to be kept for ever */
    const unsigned char *gzip;
    size_t n_gzip, n_plain; /* bytes, packed and unpacked */
};
extern const struct page_file page_files[]; /* by path, as strcmp sorts */
extern const size_t n_page_files;
#endif
