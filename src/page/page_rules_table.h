/* The tables that gen/page_rules.py makes of data/page_rules.tsv. */
#ifndef PAGE_RULES_TABLE_H
#define PAGE_RULES_TABLE_H
#include "page_rules.h"

struct page_rule_class {
    const char *words; /* lower case, "-" between; NULL: a free slot of the hash table (FNV-1a, next free slot) */
    uint32_t n;
    page_hints hint;
};
enum page_rule_where { RULE_IS, RULE_STARTS, RULE_ENDS, RULE_HAS };
struct page_rule_line {
    const char *words;
    uint8_t n;
    uint8_t where; /* enum page_rule_where */
    uint8_t kind;  /* enum page_line_kind */
};
extern const struct page_rule_class page_rule_classes[];
extern const uint32_t page_rule_classes_mask;
extern const uint32_t page_rule_longest; /* words in the longest rule */
extern const struct page_rule_line page_rule_lines[];
extern const uint32_t page_rule_n_lines;
#endif
