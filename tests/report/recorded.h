/* Scores written down by hand, so that the report stage is tested without weights. A recording is a text file:
 *
 *     # a remark
 *     block KIND words of the block           blocks of the text, in order; KIND as in the record
 *     attr P "PHRASE" ROLE PHRASE ...         an attribution the model would read: its probability, its anchor's word, then
 *                                             roles (source, cue, content), each with its phrase
 *     tag TAGGER LABEL PHRASE                 a label on each word of the phrase; of "name": B- on the first, I- behind
 *     head WORD HEAD                          the head of a word ("dep")
 *     extent WORD LEFT RIGHT                  the bounds of the mention headed by a word
 *     coref WORD WORD LOGIT                   a mention's head and that of an earlier mention it may stand for
 *     want                                    what follows is what the test wants to see
 *
 * A phrase is words of the text in double quotes, "\"" for the mark itself, #N behind it for the N-th place they stand at
 * ("said"#2), or @BEG-END bytes of the text. Words are cut as the model cuts them, one piece each. */
#ifndef RECORDED_H
#define RECORDED_H
#include "model.h"
#include "text.h"

struct recorded {
    struct text text;
    struct scores scores;
    const char *want; /* the rest of the file; "" */
};

/* Reads a recording; everything lives in `arena`. On a mistake in the file prints line and cause to stderr, returns false. */
bool recorded_read(struct arena *arena, const char *path, struct recorded *out);

/* Attributions, sources and claims of a record, a line each, into `arena`. */
const char *recorded_show(struct arena *arena, const sayso_record *r);
#endif
