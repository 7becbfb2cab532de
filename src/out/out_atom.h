/* Changes of stories as an Atom 1.0 feed (RFC 4287): an entry for each change, newest first. */
#ifndef OUT_ATOM_H
#define OUT_ATOM_H
#include "out_sink.h"

struct out_atom_entry { /* strings may be NULL, but for `at` */
    int64_t change, story;
    const char *at, *title, *words; /* at: ISO 8601, UTC */
};
/* id: an absolute address that stands for the feed and never changes; updated: ISO 8601. */
void out_atom_open(struct sink *s, const char *id, const char *title, const char *updated);
void out_atom_entry(struct sink *s, const char *id, const struct out_atom_entry *entry);
void out_atom_close(struct sink *s);
#endif
