/* Stories -> bytes. Each out_story_*.c is one format; they read and decide nothing. */
#ifndef OUT_STORY_H
#define OUT_STORY_H
#include "out_sink.h"
#include "base_arena.h"

/* How much of a story is printed until long words are cut (out_sink.h): the sink is told before. Ordinary stories
 * are far from it. */
static inline uint64_t out_story_bytes(const sayso_story *s) { return (32u << 20) + (uint64_t)s->n_reports * (256u << 10); }

/* All of them: what went wrong with writing stands in the sink; SAYSO_NOMEM where `scratch` is out of memory. */
sayso_code out_story_json(const sayso_story *s, bool pretty, struct sink *sink);
/* A value in words: "at least 3", "Ann Roe", "Mill Street, Dunmore, Ireland", "12 March 2025"; in `arena`, NULL when memory is
 * out. */
char *out_story_value_words(const sayso_story_value *v, struct arena *arena);
sayso_code out_story_text(const sayso_story *s, const sayso_print_options *options, struct arena *scratch, struct sink *sink);
/* A row for each claim of each value. */
sayso_code out_story_csv(const sayso_story *s, const sayso_print_options *options, struct arena *scratch, struct sink *sink);
void out_story_csv_header(struct sink *sink);
/* One PLOVER record: the incident with the best supported values. */
sayso_code out_story_plover(const sayso_story *s, struct arena *scratch, struct sink *sink);
sayso_code out_story_geojson(const sayso_story *s, struct arena *scratch, struct sink *sink);
/* Drafts of schema.org ClaimReview, one for each claimed value, without a rating: a person gives it. */
sayso_code out_story_claimreview(const sayso_story *s, struct arena *scratch, struct sink *sink);
#endif
