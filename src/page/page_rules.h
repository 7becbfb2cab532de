/* Rules of language about pages: what class names say an element is for, what a line says of itself.
 * The rules are data/page_rules.tsv; no rule names a site. */
#ifndef PAGE_RULES_H
#define PAGE_RULES_H
#include "page_rules_hints.h"
#include "page_tree.h"

/* Hints of what is not the report; and those of them that hold even where a page names its parts oddly. */
#define PAGE_FOREIGN                                                                                                        \
    (HINT_COMMENT | HINT_SHARE | HINT_AD | HINT_RELATED | HINT_NEWSLETTER | HINT_NAV | HINT_FOOT | HINT_SIDE | HINT_POPUP | \
     HINT_TAGS | HINT_AUTHOR | HINT_HIDDEN)
#define PAGE_FOREIGN_SURELY (HINT_COMMENT | HINT_NAV | HINT_FOOT)

enum page_line_kind { LINE_PLAIN, LINE_DROP, LINE_NOTE, LINE_RELATED, LINE_STOP };

/* The hints of a class or id attribute. O(n). */
page_hints page_rules_hints(const char *names, size_t n);
/* The hints of another attribute: role, itemprop, aria-label, style, hidden. */
page_hints page_rules_attribute(const char *name, size_t n_name, const char *value, size_t n_value);
/* What a line of text says of itself. */
enum page_line_kind page_rules_line(const char *s, size_t n);
#endif
