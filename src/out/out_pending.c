#include "out.h"
sayso_code out_text(const struct out_report *r, const sayso_print_options *options, struct arena *scratch, struct sink *s) { (void)options; (void)scratch; return out_json(r, true, s); }
sayso_code out_html(const struct out_report *r, struct arena *scratch, struct sink *s) { (void)scratch; return out_json(r, true, s); }
