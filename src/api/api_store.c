/* The store: the public calls before store/, on reports instead of records. */
#include "api_story.h"
#include "store.h"
#include <stdlib.h>

struct sayso_store {
    struct store *store;
};

static void begin(sayso_error *e) {
    if (e) *e = (sayso_error){0};
}

sayso_store *sayso_store_open(const char *path, const sayso_store_options *options, sayso_error *e) {
    begin(e);
    sayso_store *s = calloc(1, sizeof *s);
    if (s && (s->store = store_open(path, options, e))) return s;
    if (!s) error_set(e, SAYSO_NOMEM, "store", 0, "out of memory");
    free(s);
    return NULL;
}

void sayso_store_close(sayso_store *s) {
    if (s) store_close(s->store);
    free(s);
}

/* ---- adding ------------------------------------------------------------------------------------------------------ */
sayso_code sayso_store_add(sayso_store *s, const sayso_report *r, const sayso_arrival *a, sayso_added *out, sayso_error *e) {
    begin(e);
    if (!r->has_scores) {
        error_input(e, r->record.input.name);
        return error_set(e, SAYSO_USAGE, "store", 0, "a report read without a model has nothing to be put into stories by");
    }
    return store_add(s->store, &r->record, a, out, e);
}

sayso_code sayso_store_begin(sayso_store *s, sayso_error *e) { return begin(e), store_begin(s->store, e); }
sayso_code sayso_store_commit(sayso_store *s, sayso_error *e) { return begin(e), store_commit(s->store, e); }
void sayso_store_rollback(sayso_store *s) { store_rollback(s->store); }

/* ---- looking ----------------------------------------------------------------------------------------------------- */
sayso_code sayso_store_stories(sayso_store *s, const sayso_store_query *q, sayso_story_take *take, void *taker, sayso_error *e) {
    return begin(e), store_stories(s->store, q, take, taker, e);
}
sayso_code sayso_store_find(sayso_store *s, const sayso_store_query *q, sayso_report_take *take, void *taker, sayso_error *e) {
    return begin(e), store_find(s->store, q, take, taker, e);
}
sayso_code sayso_store_changes(sayso_store *s, int64_t after, uint32_t limit, sayso_change_take *take, void *taker,
                               sayso_error *e) {
    return begin(e), store_changes(s->store, after, limit, take, taker, e);
}
sayso_code sayso_store_sources(sayso_store *s, const sayso_store_query *q, bool each, sayso_source_take *take, void *taker,
                               sayso_error *e) {
    return begin(e), store_sources(s->store, q, each, take, taker, e);
}
int64_t sayso_store_count(sayso_store *s, const sayso_store_query *q, sayso_error *e) {
    return begin(e), store_count(s->store, q, e);
}
sayso_code sayso_store_atom(sayso_store *s, const sayso_store_query *q, sayso_write write, void *stream, sayso_error *e) {
    begin(e);
    struct sink sink;
    sink_init(&sink, write, stream);
    sayso_code code = store_atom(s->store, q, &sink, e);
    if (sink_end(&sink) && !code) return error_set(e, SAYSO_IO, "out", 0, "the output cannot be written");
    return code;
}
int64_t sayso_store_version(sayso_store *s, sayso_error *e) { return begin(e), store_version(s->store, e); }
int64_t sayso_store_report_of(sayso_store *s, const char *id, sayso_error *e) {
    return begin(e), store_report_of(s->store, id, e);
}

sayso_code sayso_store_story_change(sayso_store *s, int64_t story, int64_t *change, int64_t *merged_into, sayso_error *e) {
    return begin(e), store_story_change(s->store, story, change, merged_into, e);
}

sayso_code sayso_store_story_of(sayso_store *s, int64_t report, int64_t *story, sayso_error *e) {
    return begin(e), store_story_of(s->store, report, story, e);
}

sayso_code sayso_store_revisions(sayso_store *s, int64_t report, uint32_t first, uint32_t limit, sayso_revision_take *take,
                                 void *taker, sayso_error *e) {
    return begin(e), store_revisions(s->store, report, first, limit, take, taker, e);
}
int64_t sayso_store_count_revisions(sayso_store *s, int64_t report, sayso_error *e) {
    return begin(e), store_count_revisions(s->store, report, e);
}

sayso_stories *sayso_store_story(sayso_store *s, int64_t story, sayso_error *e) {
    begin(e);
    sayso_stories *out = calloc(1, sizeof *out);
    sayso_code code = out ? SAYSO_OK : error_set(e, SAYSO_NOMEM, "store", 0, "out of memory");
    if (out) arena_init(&out->arena, 0);
    if (!code && !(out->at = ARENA_NEW(&out->arena, sayso_story))) code = error_set(e, SAYSO_NOMEM, "store", 0, "out of memory");
    if (!code) code = store_story(s->store, story, &out->arena, out->at, e);
    if (!code) {
        out->n = 1;
        return out;
    }
    sayso_stories_free(out);
    return NULL;
}

sayso_report *sayso_store_report(sayso_store *s, int64_t report, sayso_error *e) {
    begin(e);
    sayso_report *r = calloc(1, sizeof *r);
    if (!r) {
        error_set(e, SAYSO_NOMEM, "store", 0, "out of memory");
        return NULL;
    }
    arena_init(&r->arena, 0);
    if (!store_record(s->store, report, &r->arena, &r->record, e)) {
        report_settle_parsed(r, true);
        return r;
    }
    sayso_report_free(r);
    return NULL;
}

/* Bytes of an arena handed out as the caller's own. */
static char *handed(const char *bytes, size_t n) {
    char *out = malloc(n + 1);
    if (!out) return NULL;
    if (n) memcpy(out, bytes, n);
    out[n] = 0;
    return out;
}

static sayso_code out_of_memory(sayso_error *e) { return error_set(e, SAYSO_NOMEM, "store", 0, "out of memory"); }

sayso_code sayso_store_story_json(sayso_store *s, int64_t story, char **json, size_t *n, sayso_error *e) {
    begin(e);
    struct arena a;
    char *at;
    *json = NULL, *n = 0;
    arena_init(&a, 0);
    sayso_code code = store_story_json(s->store, story, &a, &at, n, e);
    if (!code && !(*json = handed(at, *n))) code = out_of_memory(e);
    arena_release(&a);
    return code;
}

sayso_code sayso_store_bytes(sayso_store *s, int64_t report, sayso_fetched *out, sayso_error *e) {
    begin(e);
    struct arena a;
    char *bytes, *type, *uri;
    *out = (sayso_fetched){0};
    arena_init(&a, 0);
    sayso_code code = store_bytes(s->store, report, &a, &bytes, &out->n, &type, &uri, e);
    if (!code) {
        out->bytes = handed(bytes, out->n);
        out->media_type = type ? strdup(type) : NULL, out->uri = uri ? strdup(uri) : NULL;
        if (!out->bytes || (type && !out->media_type) || (uri && !out->uri)) {
            sayso_fetched_free(out);
            code = out_of_memory(e);
        }
    }
    arena_release(&a);
    return code;
}

/* ---- what people decide; states ---------------------------------------------------------------------------------- */
sayso_code sayso_store_correct(sayso_store *s, const sayso_correction *c, int64_t *id, sayso_error *e) {
    return begin(e), store_correct(s->store, c, id, e);
}
sayso_code sayso_store_undo(sayso_store *s, int64_t correction, const char *who, sayso_error *e) {
    return begin(e), store_undo(s->store, correction, who, e);
}
sayso_code sayso_store_corrections(sayso_store *s, int64_t story, sayso_correction_take *take, void *taker, sayso_error *e) {
    return begin(e), store_corrections(s->store, story, take, taker, e);
}
sayso_code sayso_store_merge(sayso_store *s, int64_t a, int64_t b, const char *who, sayso_error *e) {
    return begin(e), store_merge(s->store, a, b, who, e);
}
sayso_code sayso_store_split(sayso_store *s, const int64_t *reports, uint32_t n, const char *who, int64_t *story,
                             sayso_error *e) {
    return begin(e), store_split(s->store, reports, n, who, story, e);
}

sayso_code sayso_store_keep_state(sayso_store *s, const char *name, const void *bytes, size_t n, sayso_error *e) {
    return begin(e), store_keep_state(s->store, name, bytes, n, e);
}

sayso_code sayso_store_state(sayso_store *s, const char *name, char **bytes, size_t *n, sayso_error *e) {
    begin(e);
    struct arena a;
    char *at;
    *bytes = NULL;
    arena_init(&a, 0);
    sayso_code code = store_state(s->store, name, &a, &at, n, e);
    if (!code && at && !(*bytes = handed(at, *n))) code = out_of_memory(e);
    arena_release(&a);
    return code;
}

/* ---- reports that wait ------------------------------------------------------------------------------------------- */
sayso_code sayso_store_job_put(sayso_store *s, const sayso_job *j, const sayso_job_limits *most, int64_t *number,
                               sayso_error *e) {
    return begin(e), store_job_put(s->store, j, most, number, e);
}
sayso_code sayso_store_jobs_again(sayso_store *s, sayso_error *e) { return begin(e), store_jobs_again(s->store, e); }
sayso_code sayso_store_jobs(sayso_store *s, int64_t job, sayso_job_take *take, void *taker, sayso_error *e) {
    return begin(e), store_jobs(s->store, job, take, taker, e);
}
sayso_code sayso_store_job_done(sayso_store *s, int64_t job, const sayso_added *added, sayso_error *e) {
    return begin(e), store_job_done(s->store, job, added, e);
}
sayso_code sayso_store_job_failed(sayso_store *s, int64_t job, const char *code, const char *message, sayso_error *e) {
    return begin(e), store_job_failed(s->store, job, code, message, e);
}
sayso_code sayso_store_job_back(sayso_store *s, int64_t job, sayso_error *e) {
    return begin(e), store_job_back(s->store, job, e);
}

/* A job in one piece: the struct, its strings, its bytes. */
static sayso_job *job_piece(const sayso_job *j) {
    const char *const strings[] = {j->name, j->media_type, j->uri};
    const char **places[3];
    size_t n = sizeof *j + j->n + 1;
    for (int i = 0; i < 3; i++) n += strings[i] ? strlen(strings[i]) + 1 : 0;
    sayso_job *out = malloc(n);
    if (!out) return NULL;
    char *at = (char *)(out + 1);
    *out = *j;
    places[0] = &out->name, places[1] = &out->media_type, places[2] = &out->uri;
    for (int i = 0; i < 3; i++) {
        size_t length = strings[i] ? strlen(strings[i]) + 1 : 0;
        if (length) memcpy(at, strings[i], length), *places[i] = at, at += length;
    }
    if (j->n) memcpy(at, j->bytes, j->n);
    at[j->n] = 0;
    if (j->bytes) out->bytes = at;
    return out;
}

sayso_code sayso_store_job_next(sayso_store *s, sayso_job **out, sayso_error *e) {
    begin(e);
    struct arena a;
    sayso_job j;
    bool any;
    *out = NULL;
    arena_init(&a, 0);
    sayso_code code = store_job_next(s->store, &a, &j, &any, e);
    if (!code && any && !(*out = job_piece(&j))) code = out_of_memory(e);
    arena_release(&a);
    return code;
}
