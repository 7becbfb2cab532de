/* The built page: files of desk/dist, gzip'ed, in the table that gen/desk_pages.py makes (serve_pages_table.c). */
#ifndef SERVE_PAGES_H
#define SERVE_PAGES_H
#include <stddef.h>

struct served_page {
    const char *path; /* "/", "/assets/index-4f2a.js" */
    const char *type; /* "text/html; charset=utf-8" */
    const char *etag; /* with its quotes */
    const unsigned char *bytes;
    size_t n;
    int gzip;      /* the bytes are gzip'ed */
    int immutable; /* its name changes with its content */
};
extern const struct served_page SERVED_PAGES[];
extern const size_t N_SERVED_PAGES;
#endif
