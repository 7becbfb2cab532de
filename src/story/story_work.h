/* What the files of story/ share while one story is made: the tables they fill in turn.
 *   story_reports.c   the reports, earliest first
 *   story_copies.c    whose words a report repeats, whose line it carries
 *   story_sources.c   sources across reports: who is the same, who works for whom
 *   story_carries.c   the agency in a report's dateline, byline or last note
 *   story_roots.c     each claim's chain in the story's sources, and the root it comes from
 *   story_values.c    claims -> facts: slots, values, who says each
 *   story_independence.c  which of a value's roots are independent
 *   story_status.c    what agrees, conflicts, is superseded, denied
 *   story_conflicts.c the conflicts in words
 *   story_head.c      title, kind, day and place of the whole
 *   story_timeline.c  events and changes of values in their order
 */
#ifndef STORY_WORK_H
#define STORY_WORK_H
#include "base_error.h"
#include "base_span.h"
#include "story.h"

/* What tells whether two sources are independent of each other, beside their being two. */
struct story_origin {
    uint32_t voice; /* the body it speaks for (its chief, its spokesman, itself), 0: for none. One voice, one origin */
    uint64_t blur;  /* descriptions that may be of one and the same ("a police official"), 0: none */
    bool nothing;   /* no source, but a word that the record took for one: left out of chains */
};
struct story_work {
    struct arena *arena;              /* results */
    struct arena *scratch;            /* gone when the story is made */
    const struct story_input *inputs; /* in the order of `reports` */
    uint32_t n;
    VEC(sayso_story_report) reports;
    sayso_spans *passages; /* [report] the words that stand in words_of too, in text order; made by story_copies.c */
    VEC(sayso_story_source) sources;
    struct story_origin *origins; /* [source] what root counting knows beside; made by story_sources.c */
    uint32_t n_origins;
    int32_t **source_of; /* [report][that record's source]: index into sources */
    /* [report][that record's claim]: chain and root; made by story_roots.c */
    sayso_ids **chain_of;
    int32_t **root_of;
    int32_t *own_root;            /* [report] the root of its own word; made by story_roots.c */
    struct story_facts *gathered; /* facts while they are gathered: story_facts.h */
    VEC(sayso_story_fact) facts;
    VEC(sayso_story_moment) timeline;
    VEC(sayso_story_conflict) conflicts;
    sayso_story story;
};

/* Whether people have decided that two entities of different records are two (sayso_entity.told_apart), whatever their names. */
static inline bool story_told_apart(sayso_ids a, sayso_ids b) {
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t k = 0; k < b.n; k++)
            if (a.at[i] == -b.at[k]) return true;
    return false;
}
sayso_code story_reports(struct story_work *w);
sayso_code story_copies(struct story_work *w);
sayso_code story_sources(struct story_work *w);
sayso_code story_roots(struct story_work *w);
/* Whose word the own word of a report is: the outlet's, the agency's whose line it carries, or that of the report it copies. */
int32_t story_own_root(const struct story_work *w, uint32_t report);
/* Whether two sources are one origin: the same, or voices of one body. */
bool story_same_origin(const struct story_work *w, int32_t a, int32_t b);
sayso_code story_values(struct story_work *w);
/* Leaves of each value's roots those that are independent for certain. */
sayso_code story_independence(struct story_work *w);
sayso_code story_status(struct story_work *w);
sayso_code story_conflicts(struct story_work *w);
sayso_code story_timeline(struct story_work *w);
sayso_code story_head(struct story_work *w);

/* The agency whose line a report carries; NULL. Static or in `arena`. */
const char *story_agency(const sayso_record *r, struct arena *arena);
/* Whether a name is that of an agency: known, or by its words. */
bool story_is_agency(const char *name);

/* The record of a report. */
static inline const sayso_record *story_record(const struct story_work *w, uint32_t report) { return w->inputs[report].record; }
/* A span's words, white space made single blanks; NULL when memory is out. */
char *story_words(struct story_work *w, const sayso_record *r, sayso_span s);
#endif
