/* Known agencies and outlets with their short forms (AP, AFP, NYT, ...). Table made by gen/outlets.py from
 * data/outlets.tsv, which states its source and is made to be extended. Used for credits here and for sources in report. */
#ifndef PAGE_OUTLETS_H
#define PAGE_OUTLETS_H
#include <stdbool.h>
#include <stddef.h>

enum outlet_kind { OUTLET_AGENCY, OUTLET_OUTLET, OUTLET_SOCIAL, OUTLET_PHOTO /* picture agency */ };
struct outlet {
    const char *name;  /* full name: "Associated Press" */
    const char *form;  /* this row's form: "AP" */
    enum outlet_kind kind;
    const char *host;  /* "apnews.com" or NULL */
};

/* The row whose form is s (case counts for all-capital forms of up to 5 letters, not otherwise; a leading "the" is
 * ignored); NULL if unknown. O(log n). */
const struct outlet *outlet_find(const char *s, size_t n);
/* By the host of an address ("www.apnews.com" too). */
const struct outlet *outlet_of_host(const char *host, size_t n);
#endif
