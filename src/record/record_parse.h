/* record: the JSON of a record (docs/RECORD.md) -> the record, as if its report had been read now. Written by this program, an
 * older one or another tool; nothing of it is believed: what stands in a record made here holds for whatever comes out. */
#ifndef RECORD_PARSE_H
#define RECORD_PARSE_H
#include "base_arena.h"
#include "base_error.h"

/* Takes apart one record, as `sayso read --format json` or a line of `--format jsonl` has it.
 *   arena    keeps everything the record holds; nothing of `json` is needed afterwards
 *   scratch  in use during the call
 *   out      all filled; lists that are absent are empty. Ids, whatever they are called, have become indexes.
 *   read     whether it has any of the lists that only a model fills (sentences, entities, ..., incident)
 *   errors   stage "record", with the byte of the value that is wrong and where it stands: SAYSO_FORMAT (no JSON, no record,
 * another version, a value of a wrong type or kind, an id that names nothing or that two items bear, a span outside the text,
 *            inside a character or out of order, attributions within each other in a ring, a text that is not the one of its id),
 *            SAYSO_ENCODING, SAYSO_EMPTY (no text), SAYSO_LIMIT (64 MiB, 64 levels), SAYSO_NOMEM. Unknown fields are passed over.
 * Time O(n log n) in the bytes, of ids alone. */
sayso_code record_parse(struct arena *arena, struct arena *scratch, const char *json, size_t n, sayso_record *out, bool *read,
                        sayso_error *e);
#endif
