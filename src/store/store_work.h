/* What the files of store/ share.
 *   store_open.c      the file: made, brought up to date, closed; transactions
 *   store_add.c       a report: its receipt, revision, record, keys, words to be found by
 *   store_group.c     which story a report belongs to, with what people have decided
 *   store_remake.c    stories made anew: their rows, facts and what changed
 *   store_look.c      lists: stories, reports found, changes
 *   store_get.c       one story, one record, bytes
 *   store_correct.c   what people decide
 *   store_apply.c     a record as they have corrected it
 *   store_jobs.c      reports that wait to be read
 */
#ifndef STORE_WORK_H
#define STORE_WORK_H
#include "store.h"
#include "store_sql.h"

struct store {
    struct sql q;
    const char *path; /* while it is opened */
    bool read_only, no_keep;
    bool in_batch;        /* between begin and commit */
    struct arena scratch; /* of one call */
    VEC(int64_t) touched; /* stories to be made anew before the commit; in `touched_in` */
    struct arena touched_in;
};

static inline sayso_code store_no_memory(sayso_error *e) { return error_set(e, SAYSO_NOMEM, "store", 0, "out of memory"); }

#define SQL_NOW "strftime('%Y-%m-%dT%H:%M:%fZ')"

/* Opens a transaction of its own unless a batch is open, and ends it: `code` OK commits, stories made anew before. */
sayso_code store_enter(struct store *s, sayso_error *e);
sayso_code store_leave(struct store *s, sayso_code code, sayso_error *e);
/* A story must be made anew. */
bool store_touch(struct store *s, int64_t story);

/* Puts a report (with its signature) into its story, moving others where that follows; *story its number. */
sayso_code store_place(struct store *s, int64_t report, struct signature g, int64_t *story, bool *new_story, sayso_error *e);
/* The same for one that lies in a story already, and is compared by something else now. */
sayso_code store_place_again(struct store *s, int64_t report, struct signature g, sayso_error *e);
/* Makes a report's signature and keys anew of what it says as corrected; where that is another, groups it anew. */
sayso_code store_compare_anew(struct store *s, int64_t report, sayso_error *e);
/* A report's signature out of the database, in `arena`; false where there is none that is sound. */
bool store_signature(struct store *s, int64_t report, struct arena *arena, struct signature *out);
/* Groups the reports of these stories anew (after a decision). */
sayso_code store_regroup(struct store *s, const int64_t *stories, uint32_t n, sayso_error *e);
/* Makes touched stories anew. */
sayso_code store_remake(struct store *s, sayso_error *e);
/* Writes a line into the log of changes. */
bool store_log_change(struct store *s, int64_t story, const char *words);

/* A record out of a row's blob, corrected as people decided. */
sayso_code store_unpack_record(struct store *s, const void *blob, size_t n, size_t size, struct arena *arena, sayso_record *out,
                               sayso_error *e);
sayso_code store_apply_corrections(struct store *s, sayso_record *r, struct arena *arena, sayso_error *e);
/* ... as it was read */
sayso_code store_unpack_raw(struct store *s, const void *blob, size_t n, size_t size, struct arena *arena, sayso_record *out,
                            sayso_error *e);
sayso_code store_record_raw(struct store *s, int64_t report, struct arena *arena, sayso_record *out, sayso_error *e);
/* What a revision changed, into its story's log. */
sayso_code store_log_revision(struct store *s, int64_t report, int64_t previous, uint32_t revision, int64_t story,
                              sayso_error *e);
/* Whether a correction finds in records a and b (ids) what it tells of. */
sayso_code store_check_correction(struct store *s, const sayso_correction *c, const char *a, const char *b, bool *took,
                                  sayso_error *e);
/* All latest reports of a story as story_make wants them. */
sayso_code store_inputs(struct store *s, int64_t story, struct arena *arena, struct story_input **out, uint32_t *n,
                        sayso_error *e);
#endif
