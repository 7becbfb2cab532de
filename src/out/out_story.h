/* Stories -> bytes. Each out_story_*.c is one format; they read and decide nothing. */
#ifndef OUT_STORY_H
#define OUT_STORY_H
#include "out_sink.h"
#include "base_arena.h"

/* All of them: what went wrong with writing stands in the sink; SAYSO_NOMEM where `scratch` is out of memory. */
sayso_code out_story_json(const sayso_story *s, bool pretty, struct sink *sink);
sayso_code out_story_text(const sayso_story *s, const sayso_print_options *options, struct arena *scratch, struct sink *sink);
#endif
