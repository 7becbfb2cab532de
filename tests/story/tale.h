/* Stories for tests from records made by hand, without weights: a tale is a few reports, each with its sources and what they say.
 *
 *     struct tale t = tale_begin();
 *     tale_report(&t, "Harrow Argus", "2025-02-14T10:00:00Z", "prose of the report");
 *     int fire = tale_source(&t, SAYSO_SOURCE_OFFICIAL, "fire department", "the fire department");
 *     tale_killed(&t, 3, fire);
 *     const sayso_story *s = tale_tell(&t);
 */
#ifndef TALE_H
#define TALE_H
#include "story.h"

enum { TALE_REPORTS = 16, NOBODY_NAMED = -1, OWN_WORD = -2 };

struct tale {
    struct arena arena, scratch;
    sayso_record record[TALE_REPORTS];
    uint32_t n;
    sayso_story story;
};
struct tale tale_begin(void);
void tale_end(struct tale *t);

/* A report; the calls below add to the last one. `prose`: paragraphs with a line end between; may be "". Its index. */
int tale_report(struct tale *t, const char *outlet, const char *published, const char *prose);
/* Another block than prose: a byline, a note. */
void tale_block(struct tale *t, sayso_block_kind kind, const char *words);
/* Somebody nobody named, in words ("|" between mentions); its index in the record. */
int tale_source(struct tale *t, sayso_source_kind kind, const char *name, const char *mentions);
/* A person by name. */
int tale_person(struct tale *t, sayso_source_kind kind, const char *name, const char *mentions);
/* An organization, agency or outlet by name. */
int tale_body(struct tale *t, sayso_source_kind kind, const char *name, const char *mentions);
/* A picture with its credit: creator or NULL, agency or NULL. */
void tale_picture(struct tale *t, const char *creator, const char *agency);
/* So many killed, on the word of the last of up to three sources, outermost first; OWN_WORD ends the chain. */
void tale_killed(struct tale *t, int n, int a, int b, int c);
/* The same, said in words that stand in the prose. */
void tale_killed_in(struct tale *t, int n, const char *words, int a);

const sayso_story *tale_tell(struct tale *t);

/* The source that a record's source became; -1: the publishing outlet of the report. */
int tale_is(const struct tale *t, int report, int source);
/* The source of the story by its name, -1. */
int tale_named(const struct tale *t, const char *name);
/* The root of a report's first claim of so many killed; -2: no such claim. And how many independent ones that value has. */
int tale_root(const struct tale *t, int report, int n);
uint32_t tale_roots(const struct tale *t, int n);
bool tale_maybe(const struct tale *t, int a, int b);
#endif
