/* store: records and stories <-> one SQLite file. The only SQL in the tree. */
#ifndef STORE_H
#define STORE_H
#include "base_arena.h"
#include "base_error.h"
#include "story.h"

struct store;

/* As the public calls of sayso_store.h, on records instead of reports. */
struct store *store_open(const char *path, const sayso_store_options *options, sayso_error *e);
void store_close(struct store *s);
sayso_code store_begin(struct store *s, sayso_error *e);
sayso_code store_commit(struct store *s, sayso_error *e);
void store_rollback(struct store *s);
sayso_code store_add(struct store *s, const sayso_record *r, const sayso_arrival *a, sayso_added *out, sayso_error *e);

sayso_code store_stories(struct store *s, const sayso_store_query *q, sayso_story_take *take, void *taker, sayso_error *e);
sayso_code store_find(struct store *s, const sayso_store_query *q, sayso_report_take *take, void *taker, sayso_error *e);
sayso_code store_changes(struct store *s, int64_t after, uint32_t limit, sayso_change_take *take, void *taker, sayso_error *e);
sayso_code store_sources(struct store *s, const sayso_store_query *q, bool each, sayso_source_take *take, void *taker,
                         sayso_error *e);
/* The latest changes of the stories that a query has as an Atom feed, newest first; q->limit of them, default 100. */
struct sink;
sayso_code store_atom(struct store *s, const sayso_store_query *q, struct sink *sink, sayso_error *e);
int64_t store_count(struct store *s, const sayso_store_query *q, sayso_error *e);
int64_t store_version(struct store *s, sayso_error *e);
/* A story made of its reports, and a report's record, both in `arena`. */
sayso_code store_story(struct store *s, int64_t story, struct arena *arena, sayso_story *out, sayso_error *e);
sayso_code store_record(struct store *s, int64_t report, struct arena *arena, sayso_record *out, sayso_error *e);
sayso_code store_story_json(struct store *s, int64_t story, struct arena *arena, char **json, size_t *n, sayso_error *e);
sayso_code store_story_change(struct store *s, int64_t story, int64_t *change, int64_t *merged_into, sayso_error *e);
sayso_code store_story_of(struct store *s, int64_t report, int64_t *story, sayso_error *e);
int64_t store_report_of(struct store *s, const char *id, sayso_error *e);
sayso_code store_bytes(struct store *s, int64_t report, struct arena *arena, char **bytes, size_t *n, char **media_type,
                       char **uri, sayso_error *e);

sayso_code store_revisions(struct store *s, int64_t report, uint32_t first, uint32_t limit, sayso_revision_take *take,
                           void *taker, sayso_error *e);
int64_t store_count_revisions(struct store *s, int64_t report, sayso_error *e);
sayso_code store_correct(struct store *s, const sayso_correction *c, int64_t *id, sayso_error *e);
sayso_code store_undo(struct store *s, int64_t correction, const char *who, sayso_error *e);
sayso_code store_corrections(struct store *s, int64_t story, sayso_correction_take *take, void *taker, sayso_error *e);
sayso_code store_merge(struct store *s, int64_t a, int64_t b, const char *who, sayso_error *e);
sayso_code store_split(struct store *s, const int64_t *reports, uint32_t n, const char *who, int64_t *story, sayso_error *e);

sayso_code store_job_put(struct store *s, const sayso_job *j, const sayso_job_limits *most, int64_t *number, sayso_error *e);
sayso_code store_jobs(struct store *s, int64_t job, sayso_job_take *take, void *taker, sayso_error *e);
/* The next one's strings and bytes in `arena`; *any false: none waits. */
sayso_code store_job_next(struct store *s, struct arena *arena, sayso_job *out, bool *any, sayso_error *e);
sayso_code store_job_done(struct store *s, int64_t job, const sayso_added *added, sayso_error *e);
sayso_code store_job_failed(struct store *s, int64_t job, const char *why, const char *message, sayso_error *e);
sayso_code store_job_back(struct store *s, int64_t job, sayso_error *e);
sayso_code store_jobs_again(struct store *s, sayso_error *e);

sayso_code store_keep_state(struct store *s, const char *name, const void *bytes, size_t n, sayso_error *e);
sayso_code store_state(struct store *s, const char *name, struct arena *arena, char **bytes, size_t *n, sayso_error *e);
#endif
