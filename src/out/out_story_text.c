/* The story told to a person, to be read aloud: what it is, what its reports agree on and what not, each value with its
 * say-so and how many independent origins it has. */
#include "out_say.h"
#include "out_story.h"

sayso_code out_story_text(const sayso_story *s, const sayso_print_options *options, struct arena *scratch, struct sink *sink) {
    (void)options, (void)scratch;
    sink_printf(sink, "%s\n%u reports, %u independent roots\n", s->title ? s->title : s->id, s->n_reports, s->n_roots);
    return SAYSO_OK;
}
