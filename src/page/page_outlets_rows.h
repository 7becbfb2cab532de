/* The rows of gen_outlets.c, for page_outlets.c alone. */
#ifndef PAGE_OUTLETS_ROWS_H
#define PAGE_OUTLETS_ROWS_H
#include "page_outlets.h"
#include <stdint.h>

struct outlet_row {
    const char *low; /* the form in lower case, without a leading "the": what the rows are sorted by */
    struct outlet outlet;
    bool article; /* known only with its article: "The Hill" */
};
extern const struct outlet_row outlet_rows[];
extern const uint32_t n_outlet_rows;
extern const struct outlet outlet_hosts[]; /* sorted by host */
extern const uint32_t n_outlet_hosts;
#endif
