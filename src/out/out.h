/* out: a finished record -> bytes in some format. Reads, never changes; nothing here decides what a report says.
 * Each file is one format; out_sink.h is the way out, out_json_value.h writes JSON values. */
#ifndef OUT_H
#define OUT_H
#include "model.h"
#include "out_sink.h"
#include "text.h"

/* What there is to print of one report. page, the text's runs and scores are for the dump alone, and empty
 * for a record read back; scores NULL: read without a model. */
struct out_report {
    const struct page *page;
    const struct text *text;
    const struct scores *scores;
    const sayso_record *record;
};

/* All of them: what went wrong with writing stands in the sink; SAYSO_NOMEM where `scratch` is out of memory. */
sayso_code out_json(const struct out_report *r, bool pretty, struct sink *s);
sayso_code out_text(const struct out_report *r, const sayso_print_options *options, struct arena *scratch, struct sink *s);
sayso_code out_html(const struct out_report *r, struct arena *scratch, struct sink *s);
sayso_code out_plover(const struct out_report *r, struct arena *scratch, struct sink *s);
sayso_code out_csv(const struct out_report *r, const sayso_print_options *options, struct arena *scratch, struct sink *s);
void out_csv_header(struct sink *s);
sayso_code out_webannotation(const struct out_report *r, struct arena *scratch, struct sink *s);
sayso_code out_brat(const struct out_report *r, struct arena *scratch, struct sink *s);
sayso_code out_geojson(const struct out_report *r, struct arena *scratch, struct sink *s);
/* SAYSO_USAGE for an unknown stage, or for "model" where there are no scores. */
sayso_code out_dump(const struct out_report *r, const char *stage, struct sink *s, sayso_error *e);
/* The chain of a quotation without its speaker, who stands at the end of it: those who pass the words on. */
sayso_ids out_relays(const sayso_record *r, const sayso_quote *q);
/* What out_words.c knows of saying it to a person. An ISO date as "12 September 2025, 18:40 +02:00" in out[64]; another
 * string as it is. */
const char *out_date(const char *iso, char out[64]);
/* The attitude, where it says more than the cue's own words ("denied": denies does not) and than "states"; NULL. */
const char *out_attitude(const sayso_record *r, const sayso_attribution *a);
/* The line that stands in JSON Lines for an input that could not be read. */
void out_json_error(const sayso_error *e, struct sink *s);
#endif
